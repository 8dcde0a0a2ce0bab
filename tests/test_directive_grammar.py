"""Specimens of single turns of the drafting style: who is addressed, helped, worked with, and on which terms."""

from __future__ import annotations

import pytest
from directive_specimens import FRONT, REGISTERS, mention, passage, read, short

from graph_build import directives
from graph_build.model import Citation

ADDRESSEES: list[tuple[str, list[str]]] = [
    (
        "Calls for renewed efforts and a shared approach among national Governments, the Tidal League, port "
        "authorities and interested partners;",
        ["national Governments", "Tidal League", "port authorities", "interested partners"],
    ),
    ("Calls upon all, in particular relevant harbour entities, to help;", ["all", "relevant harbour entities"]),
    ("Calls upon all parties concerned to cease these works;", ["parties concerned"]),
    ("Calls upon all concerned to renew their attention to this aim;", ["all concerned"]),
    ("Encourages all those involved in the planning of ports to think of youth;", ["those"]),
    ("Calls upon the entirety of the Harbour System to draw up guides;", ["Harbour System"]),
    ("Urges the Governments in the Region to take further measures;", ["Governments in the Region"]),
    (
        "Urges relevant national and through them local authorities to direct means to the coast;",
        ["relevant national and through them local authorities"],
    ),
    (
        "Calls upon States of origin, transit and destination to answer the needs of sailors;",
        ["States of origin, transit and destination"],
    ),
    (
        "Urges Member States of the Delta, Outer Reach and the Shallows to join their efforts;",
        ["Member States of the Delta, Outer Reach and the Shallows"],
    ),
    ("Encourages the Pilots Branch, within its mandate, means, and capabilities, to assist;", ["Pilots Branch"]),
    ("Directs the Pilots Branch, through its visits, and written work on trends to help;", ["Pilots Branch"]),
    (
        "Calls upon law enforcement and harbour safety authorities to act;",
        ["law enforcement and harbour safety authorities"],
    ),
    ("Calls on the Governments, and as relevant the Tidal League, to act;", ["Governments", "Tidal League"]),
    ("Requests an informal briefing from the head of the Mission on its first works;", ["head of the Mission"]),
    ("Requests the fact-finding mission to go on;", ["fact-finding mission"]),
    ("Invites the governing bodies of relevant agreements to go on;", ["governing bodies of relevant agreements"]),
    ("Calls for the monitoring bodies to be granted access to the docks;", []),
    ("Requests that surplus personnel be phased out;", []),
    ("Decides that the advisory panel shall be established;", ["SELF"]),
    ("Decides that the Mission shall be authorized to use all means;", ["Mission"]),
    ("Encourages empowering women to take part in the planning of ports;", []),
    ("Encourages the timely operations and full growth of the Mission;", []),
    ("Encourages the extension of this venture, which should continue to dwell on ports;", []),
    ("Calls upon the Deltan harbour branch to take up its tasks;", ["Deltan harbour branch"]),
    ("Invites the Deltan and Reachan movements to work for sailors;", ["Deltan and Reachan movements"]),
    ("Calls upon growing and recently grown countries to open docks;", ["growing and recently grown countries"]),
    ("Requests the administering Power to help the Reach;", ["administering Power"]),
    (
        "Encourages relevant harbour bodies, within their mandates, including the Pilots Branch, relevant shipping "
        "organizations and civil society, to help;",
        ["relevant harbour bodies", "Pilots Branch", "relevant shipping organizations", "civil society"],
    ),
    (
        "Calls upon the Pilots Branch, as the lead agency for harbours, the Tidal League and other entities to help;",
        ["Pilots Branch", "Tidal League", "entities"],
    ),
    ("Reiterates its call in guide 9 for Member States to open the docks;", ["Member States"]),
    ("Calls for safe yards built under rules adopted by the Tidal League;", []),
    ("Encourages the ongoing efforts of the Tidal League towards safe docks;", ["Tidal League"]),
    ("Encourages support from the Tidal League in this regard;", ["Tidal League"]),
    ("Encourages others to do so;", ["others"]),
    (
        "Requests the Secretary-General to bring the present text to the attention of ports and other partners, "
        "in order to raise awareness of the need to respect tides, and to support them;",
        ["Secretary-General"],
    ),
    (
        "Reiterates its call in paragraph 4 of resolution 9999 (2099) for the Pilots Branch, in consultation with the "
        "Harbour Office, to train sailors;",
        ["Pilots Branch"],
    ),
    ("Encourages Member States to harness the tides, and harbours to institute a dialogue;", ["Member States"]),
    (
        "Urges all States that have not ratified the Tide Protocol, 1973, and the Harbour Protocol, 1999, to do so;",
        ["States"],
    ),
    ("Requests the following reports from the Pilots Branch:", ["Pilots Branch"]),
    ("Decides that the merging of the Pilots Branch and the Harbour Office should not harm sailors;", ["SELF"]),
    (
        "Invites intergovernmental bodies, organizations of the Harbour System, and owners to help;",
        ["intergovernmental bodies", "organizations of the Harbour System", "owners"],
    ),
    (
        "Invites other agencies, bodies and funds of the Harbour System to help;",
        ["agencies, bodies and funds of the Harbour System"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ADDRESSEES)
def test_who_is_addressed(text: str, expected: list[str]) -> None:
    assert [actor.text for directive in read(text) for actor in directive.addressees] == expected


BENEFICIARIES: list[tuple[str, list[str]]] = [
    (
        "Calls upon the Mission to redouble its support for Governments in the Region, as well as port organizations;",
        ["Governments in the Region", "port organizations"],
    ),
    (
        "Calls upon donors to provide support to the Harbour Office and other aid agencies to provide food to the "
        "millions of Ethiopians who wait;",
        ["Harbour Office", "aid agencies"],
    ),
    (
        "Calls upon donors to provide support to the Harbour Office and other aid agencies to provide assistance to "
        "the millions of Ethiopians who wait;",
        ["Harbour Office", "aid agencies", "Ethiopians"],
    ),
    ("Invites donors to provide means to strengthen the capacity of the Centre to provide aid to States;", ["Centre"]),
    (
        "Urges States to ensure that victims and survivors of abuse have access to full support;",
        ["victims", "survivors"],
    ),
    ("Urges States to honour and support the victims and survivors of terrorism;", ["victims", "survivors"]),
    ("Urges States to ensure that means for this work are directed to those most in need;", ["those most in need"]),
    (
        "Urges States to act, including by empowering youth, families, religious, cultural and teaching leaders;",
        ["youth", "families", "religious, cultural and teaching leaders"],
    ),
    ("Requests States to give facts to the Panel, and assist them in their inquiries;", ["Panel"]),
    ("Encourages the Harbour Office to work with coastal States to help them to keep the rules;", ["coastal States"]),
    ("Resolves to keep lists, and to encourage Governments to request the Office to help them;", ["Governments"]),
    ("Urges the Government to facilitate access to the docks and access to all port records;", []),
    ("Urges States to ensure equal access to justice for persons with disabilities;", ["persons with disabilities"]),
    ("Calls for the monitoring bodies to be granted access to prisoners;", ["monitoring bodies"]),
    ("Requests the Office to provide assistance to that end to coastal States;", ["coastal States"]),
    ("Encourages States to draw means to the region;", []),
    ("Urges States to provide justice to victims and to close the yards;", ["victims"]),
    ("Urges owners to afford coastal States the fullest measure of assistance;", ["coastal States"]),
    (
        "Invites donors to make gifts for the provision to developing countries of the technical assistance needed;",
        ["developing countries"],
    ),
    ("Urges States to address the specific needs of internally displaced persons;", ["internally displaced persons"]),
    (
        "Urges States to respond to the needs of victims of wreckers and their families;",
        ["victims of wreckers", "families"],
    ),
    ("Requests the Office to strengthen Member States’ harbour capacities;", ["Member States"]),
    ("Encourages owners to use the repair capacities of the Harbour Office;", []),
    ("Urges States to refrain from providing support to persons in need of arms;", []),
    ("Urges States to build docks, taking into account the need to assist coastal States;", []),
    ("Requests the Panel to report on steps taken to protect civilians;", []),
    ("Urges owners to ensure that the victims are provided with adequate compensation;", ["victims"]),
    ("Requests the Secretary-General to ensure that the Harbour Office has sufficient resources;", ["Harbour Office"]),
    ("Urges donors to give money and support to enable host States to feed sailors;", ["host States"]),
    ("Requests the Office to provide all support necessary for the Tidal League to act;", ["Tidal League"]),
    ("Calls upon the Office and States to provide technical assistance to Member States;", ["Member States"]),
    ("Encourages donors to support people affected by storms;", ["people"]),
    ("Encourages donors to support people;", []),
    ("Encourages owners to train youth, for the benefit of young workers;", ["young workers"]),
    ("Requests the Office to support the efforts made by the Tidal League;", ["Tidal League"]),
    ("Decides, in order to assist the Quay Committee in its tasks, to keep the Panel;", ["Quay Committee"]),
    ("Requests the Office to submit its report on assistance, as stated above, to the Tidal Council;", []),
]


@pytest.mark.parametrize(("text", "expected"), BENEFICIARIES)
def test_who_is_helped(text: str, expected: list[str]) -> None:
    assert [actor.text for directive in read(text) for actor in directive.beneficiaries] == expected


PARTNERS: list[tuple[str, list[tuple[str, str]]]] = [
    (
        "Requests the Pilots Branch to work closely with State(s) of residence, birth, location or registry, "
        "designating States and other relevant States;",
        [
            ("State(s) of residence, birth, location or registry", "cooperation"),
            ("designating States", "cooperation"),
            ("relevant States", "cooperation"),
        ],
    ),
    (
        "Encourages States to cooperate by sharing information with other relevant States and port organizations;",
        [("relevant States", "cooperation"), ("port organizations", "cooperation")],
    ),
    (
        "Encourages the Committee to raise awareness, in particular by strengthening its dialogue with States and "
        "relevant port organizations;",
        [("States", "cooperation"), ("relevant port organizations", "cooperation")],
    ),
    ("Encourages States to consult the ISIL (Da’esh) & Al-Qaida Sanctions List when they grant visas;", []),
    (
        "Requests the Office to work with the Special Rapporteur on ports while countering terrorism, and others;",
        [("Special Rapporteur on ports while countering terrorism", "cooperation")],
    ),
    ("Calls upon States to ensure coordination with the Government of Ruritania’s peace efforts;", []),
    (
        "Calls upon States to cooperate fully with and to assist the Tidal Ombudsperson;",
        [("Tidal Ombudsperson", "cooperation")],
    ),
    ("Calls upon States to cooperate with and provide support to the Tidal League;", [("Tidal League", "cooperation")]),
    ("Calls upon owners to cooperate fully with the work of the Quay Committee;", [("Quay Committee", "cooperation")]),
    (
        "Encourages agencies to improve coordination, including with development organizations, for docks;",
        [("development organizations", "coordination")],
    ),
    ("Calls upon owners to use yards run by harbour actors working with the Tidal League;", []),
    ("Calls upon States to mend docks, taking into account the forms of cooperation with the Tidal League;", []),
    (
        "Calls upon States to open the docks for refugees and migrants, in consultation with them;",
        [("refugees", "consultation"), ("migrants", "consultation")],
    ),
    (
        "Requests owners, in collaboration with the shipping and insurance industries and the Tidal League, to act;",
        [("shipping and insurance industries", "cooperation"), ("Tidal League", "cooperation")],
    ),
    (
        "Decides to hold talks, with the participation of, inter alia, the Tidal League and other stakeholders;",
        [("Tidal League", "cooperation"), ("stakeholders", "cooperation")],
    ),
    ("Encourages all States to share their plans and practices with other States;", [("States", "cooperation")]),
]


@pytest.mark.parametrize(("text", "expected"), PARTNERS)
def test_who_takes_part(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(partner.text, partner.role) for directive in read(text) for partner in directive.partners]
    assert found == expected


CONDITIONS: list[tuple[str, list[str]]] = [
    (
        "Urges States to act, in accordance with commitments under international law and national instruments;",
        ["consistent-with-domestic-law", "consistent-with-international-law"],
    ),
    (
        "Invites States to act, in conformity with the purposes and principles of the Charter of the United Nations;",
        ["consistent-with-international-law"],
    ),
    ("Invites States to act, pursuant to Chapter IX of the Charter of the United Nations;", []),
    ("Urges States to open the docks, on the basis of written requests to the port;", ["upon-request"]),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_on_which_terms(text: str, expected: list[str]) -> None:
    assert [condition for directive in read(text) for condition in directive.conditions] == expected


def test_a_shared_complement_reaches_both_verbs() -> None:
    text = "Urges States and port authorities, and encourages owners, to take measures, as appropriate, by 3 May 2010;"
    asked = {"if": ["as-appropriate"], "due": "by 3 May 2010"}
    assert [short(directive) for directive in read(text)] == [
        {"act": "urge", "to": ["States", "port authorities"], **asked},
        {"act": "encourage", "to": ["owners"], **asked},
    ]


def test_what_another_text_says_is_not_asked() -> None:
    text = "Welcomes the adoption of guide 4 by the League, which, inter alia, recommends that States take measures;"
    assert read(text) == ()


REPORTS: list[tuple[str, list[str | None]]] = [
    ("Calls upon States to open the docks, including all ports referred to in the reports of the League;", [None]),
    ("Requests the Panel to include youth as a theme in its inquiries and reporting;", [None]),
    ("Requests the Panel to include youth as a theme in its regular reports;", [""]),
    ("Requests the Secretariat to publish, after a name is added to the ISIL (Da’esh) List, a summary;", [None]),
    (
        "Directs the Quay Committee to notify the Tidal Ombudsperson of the Quay Committee’s ruling;",
        ["Tidal Ombudsperson"],
    ),
    ("Requests the Panel to give weight to the remarks contained in the reports of the League;", [None]),
    ("Requests the Office to help sailors, and to provide a written report thereon;", [""]),
    ("Requests the Panel to finish its report on docks, and to present it to the Tidal Council;", ["Tidal Council"]),
    ("Decides that the Panel will brief once per year the Tidal Council on its work;", ["Tidal Council"]),
    ("Requests the Office to provide an update on the docks in the context of his next report;", [""]),
    ("Requests an informal briefing from the Panel;", [""]),
    ("Directs the Panel to draft a joint report by 30 March 2018;", [""]),
    ("Invites the Panel to share relevant information with the Tidal Council;", ["Tidal Council"]),
    ("Urges States to let victims report such wrecks;", [None]),
]


@pytest.mark.parametrize(("text", "expected"), REPORTS)
def test_what_is_a_report(text: str, expected: list[str | None]) -> None:
    named = [mention("Tidal Ombudsperson", text, None)] if "Tidal Ombudsperson" in text else []
    found = [directive.report for directive in read(text, *named)]
    assert [report and (report.to or "") for report in found] == expected


DUES: list[tuple[str, list[str]]] = [
    ("Urges all parties to immediately cease these works;", ["immediately"]),
    ("Requests the Office to publish a note immediately after a name is added;", []),
    (
        "Requests the Office to report to the Commission at its session following the close of the expert talks;",
        ["at its session following the close of the expert talks"],
    ),
    (
        "Requests the Office to report to the Council at least 30 days in advance of the talks;",
        ["at least 30 days in advance of the talks"],
    ),
    ("Requests the Office to report before the end of its current mandate;", ["before the end of its current mandate"]),
    ("Decides that talks will be held in the first half of 2010;", ["in the first half of 2010"]),
    ("Requests the Office to convene in May 2010 a meeting of pilots;", ["in May 2010"]),
    ("Requests the Office to review the guide agreed in 2005;", []),
    ("Welcomes the League, and calls for the ten-year harbour programme to go on;", []),
    ("Requests the Office to report by August 31, 2015;", ["by August 31, 2015"]),
]


@pytest.mark.parametrize(("text", "expected"), DUES)
def test_by_when(text: str, expected: list[str]) -> None:
    assert [directive.due.text for directive in read(text) if directive.due] == expected


def test_a_sub_paragraph_with_a_verb_of_its_own_keeps_its_share_of_the_chapeau() -> None:
    chapeau = passage("Calls upon States:")
    below = passage(
        "To shut such yards, in accordance with national law, and provide support to children; calls in this regard "
        "for the support of the Harbour Office;",
        "op-1-a",
        "op-1",
    )
    found, _ = directives.find((chapeau, below), FRONT, (), (), REGISTERS)
    assert [(d.paragraph, short(d)) for d in found] == [
        (
            "op-1",
            {"act": "call-upon", "to": ["States"], "for": ["children"], "if": ["consistent-with-domestic-law"]},
        ),
        ("op-1-a", {"act": "call-upon", "to": ["Harbour Office"]}),
    ]
    assert [(part.paragraph, part.end) for part in found[0].parts] == [("op-1-a", below.text.index("calls"))]


def test_a_report_under_a_chapeau_begins_with_a_capital() -> None:
    chapeau = passage("Directs the Quay Committee to:")
    below = passage("Report back to the Tidal Council in twelve months on its work.", "op-1-a", "op-1")
    found, _ = directives.find((chapeau, below), FRONT, (), (), REGISTERS)
    assert [short(directive) for directive in found] == [
        {"act": "direct", "to": ["Quay Committee"], "report": "Tidal Council", "due": "in twelve months"}
    ]


def test_the_first_word_of_a_rule_is_nobody() -> None:
    rule = passage("However, this shall not be so. Denunciation shall take effect later. The Committee shall meet.")
    found, _ = directives.find((rule,), FRONT, (), (), REGISTERS)
    assert [actor.text for directive in found for actor in directive.addressees] == ["Committee"]


SUBJECTS: list[tuple[str, list[str | None]]] = [
    (
        "Requests the Secretary-General to submit a report on the keeping of the present guide.",
        ["keeping of the present guide"],
    ),
    (
        "Requests the Office to report to the Commission on Tidal Drift on progress made in the keeping of the guide, "
        "and on its means;",
        ["progress made in the keeping of the guide"],
    ),
    (
        "Requests the Office to report, on an annual basis, to the Tidal Council on outlays for ports;",
        ["outlays for ports"],
    ),
    (
        "Requests the Panel to report to the Tidal Council on the steps taken to carry out resolution 999 (2001) or "
        "otherwise;",
        ["steps taken"],
    ),
    (
        "Requests the Panel to report to the Tidal Council on resolution 999 (2001), as needed;",
        ["resolution 999 (2001)"],
    ),
    ("Directs the Panel to report to the Tidal Council on whether the rules work;", [None]),
    ("Directs the Panel to report to the Tidal Council; and to hold talks on ports;", [None]),
    ("Directs the Quay Committee to inform the Tidal Council of its work with respect to ports;", ["work"]),
]


@pytest.mark.parametrize(("text", "expected"), SUBJECTS)
def test_what_a_report_is_on(text: str, expected: list[str | None]) -> None:
    found = read(text)
    assert [directive.report and directive.report.subject for directive in found] == expected
    for directive in found:
        for why in directive.why:
            if why.field == "report-subject":
                assert text[why.start : why.end] == why.value == expected[0]


def test_a_title_names_nobody() -> None:
    """Words of a title are no item of a list, and a phrase that ends in a title goes to its end."""
    text = "Calls upon States parties to the Convention on Tides and Other Cruel Waters and port authorities to help;"
    title = text[text.index("Convention") : text.index(" and port")]
    start = text.index(title)
    cited = Citation(paragraph="op-1", start=start, end=start + len(title), text=title, target="tides-1999")
    found, _ = directives.find((passage(text),), FRONT, (), (cited,), REGISTERS)
    assert [actor.text for each in found for actor in each.addressees] == [
        f"States parties to the {title}",
        "port authorities",
    ]
