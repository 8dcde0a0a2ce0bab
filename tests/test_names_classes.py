"""Names that no register has by themselves: what their shape tells, and whom what was said before makes them mean."""

from __future__ import annotations

from datetime import date

import pytest
from test_names import front, said

from graph_build import names_classes as classes

SG = "secretary-general"
SHAPES = [
    ("Notes the Court of Cassation and the Ministry of Ropes of Malta;", "national-authorities"),
    ("Notes the Maltese Harbour Rights Commission;", "national-authorities"),
    ("Notes the Harbour Council of Malta;", "national-authorities"),
    ("Notes the Rope Centre of Harbour University;", "academia"),
    ("Thanks the Deputy Permanent Representative of Malta;", "permanent-representatives"),
    ("Thanks the Group of Friends of Ropes;", "groups-of-states"),
    ("Thanks the Civil Society Committee on Ropes;", "civil-society"),
]


@pytest.mark.parametrize(("text", "group"), SHAPES)
def test_a_shape_tells_the_class(text: str, group: str) -> None:
    assert group in {actor for _, actor in said(text)}
    assert "?" not in {actor for _, actor in said(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Notes the Harbour Rope Programme and the Programme’s reports;",
        "Invites gifts to the Harbour Rope Trust Fund, and thanks those who gave to the Fund;",
        "Welcomes the holding of the World Rope Forum in the spring;",
        "Welcomes the third World Rope Forum;",
        "Notes the World Rope Forum, held in the spring;",
        "Asks for the appointment of a Special Representative;",
        "Thanks the Harbour Quartet;",
    ],
)
def test_a_thing_names_nobody(text: str) -> None:
    assert said(text) == []


UNKNOWN = [
    ("Notes the International Rope Commission of Inquiry;", "International Rope Commission of Inquiry"),
    ("Notes the Danish Refugee Council;", "Danish Refugee Council"),
    ("Notes the World Rope Forum;", "World Rope Forum"),
    ("Notes the Rope Council for Malta;", "Rope Council for Malta"),
    ("Notes the International Rope Commission of Malta;", "International Rope Commission of Malta"),
    ("Notes the Permanent Forum on Ropes;", "Permanent Forum on Ropes"),
    ("Welcomes the United Nations Rope Programme;", "United Nations Rope Programme"),
    ("Notes the Joint Programme on Ropes;", "Joint Programme on Ropes"),
    ("Notes that My Rope Office wrote;", "Rope Office"),
]


@pytest.mark.parametrize(("text", "name"), UNKNOWN)
def test_what_its_shape_does_not_tell_stays_unknown(text: str, name: str) -> None:
    assert said(text) == [(name, "?")]


def test_a_vacant_post_is_one_with_an_indefinite_article() -> None:
    text = "headed by a Special Adviser"
    assert classes.vacant(text, text.index("Special"), len(text))
    assert not classes.vacant(text.replace(" a ", " the "), text.index("Special") + 2, len(text) + 2)


CONTEXT = [
    # a body's name with that of its part
    (["Notes the OPCW Executive Council;"], [("OPCW Executive Council", "opcw-executive-council")]),
    # how a name began that was named in full
    (
        ["Notes the Intergovernmental Panel on Climate Change;", "Asks the Intergovernmental Panel to report;"],
        [("Intergovernmental Panel on Climate Change", "ipcc"), ("Intergovernmental Panel", "ipcc")],
    ),
    # and one that nobody is known to bear
    (
        ["Notes the Rope Panel on Knots;", "Asks the Rope Panel to report;"],
        [("Rope Panel on Knots", "?"), ("Rope Panel", "?")],
    ),
    # what many names begin with tells nobody
    (
        ["Thanks the United Nations Office for Disaster Risk Reduction;", "Thanks the United Nations Office;"],
        [("United Nations Office for Disaster Risk Reduction", "undrr"), ("United Nations Office", "?")],
    ),
    # nor does what two names of the document begin with
    (
        ["Notes the Rope Panel on Knots;", "Notes the Rope Panel on Tar;", "Notes the Rope Panel;"],
        [("Rope Panel on Knots", "?"), ("Rope Panel on Tar", "?"), ("Rope Panel", "?")],
    ),
    # a short form that is defined without quotation marks
    (
        ["Thanks the Division for Ocean Affairs and the Law of the Sea (the Division);", "Asks the Division to go;"],
        [("Division for Ocean Affairs and the Law of the Sea", "doalos"), ("Division", "doalos"),
         ("Division", "doalos")],
    ),
    # but not by a name that nobody bears
    (
        ["Thanks the Rope Division (the Division);", "Thanks the Division for Ocean Affairs and the Law of the Sea;",
         "Asks the Division to go;"],
        [("Rope Division", "?"), ("Division", "?"), ("Division for Ocean Affairs and the Law of the Sea", "doalos"),
         ("Division", "doalos")],
    ),
    # which is none of a name that goes on before it
    (
        ["Thanks the Division for Ocean Affairs and the Law of the Sea (“the Division”);", "Asks the Rope Division;"],
        [("Division for Ocean Affairs and the Law of the Sea", "doalos"), ("Division", "doalos"),
         ("Rope Division", "?")],
    ),
    # a Secretary-General who is somebody else's
    (
        ["Thanks the Secretary-General of the Rope Headquarters;", "Notes the report of the Secretary-General of May;"],
        [("Secretary-General", "?"), ("Secretary-General", "secretary-general")],
    ),
    # the letters of a body that is known, behind the name of one that is not
    (
        ["Welcomes the International Cordage Centre (ICC);", "Asks the ICC to go;"],
        [("International Cordage Centre", "?"), ("ICC", "?"), ("ICC", "?")],
    ),
    (["Welcomes the Inter-regional Coordination Centre (ICC);", "Asks the ICC to go;"],
     [("Inter-regional Coordination Centre", "interregional-coordination-centre"),
      ("ICC", "interregional-coordination-centre"), ("ICC", "interregional-coordination-centre")]),
    # a name of one word
    (["Thanks the Quartet;"], [("Quartet", "quartet")]),
    (
        ["Thanks the Joint United Nations Programme on HIV/AIDS;", "Asks the Joint Programme to report;"],
        [("Joint United Nations Programme on HIV/AIDS", "unaids"), ("Joint Programme", "unaids")],
    ),
    # the mark of a footnote
    (
        ["Notes the report of the Office of Internal Oversight Services26 on ropes;"],
        [("Office of Internal Oversight Services", "oios")],
    ),
    # a deputy is somebody else, but tells whom "the Executive Director" means
    (
        ["Thanks the Deputy Executive Director of UN-Habitat;", "Asks the Executive Director to report;"],
        [("UN-Habitat", "un-habitat"), ("Executive Director", "executive-director-un-habitat")],
    ),
    # an acronym behind a place
    (
        ["Thanks the United Nations Rope Mission in the Harbour of Liberia (UNMIL);"],
        [("United Nations Rope Mission", "unmil"), ("Liberia", "LBR"), ("UNMIL", "unmil")],
    ),
    # the acronym of a body does not become that of the post that heads it
    (
        ["Thanks the Executive Director of the Joint United Nations Programme on HIV/AIDS (UNAIDS);"],
        [("Executive Director of the Joint United Nations Programme on HIV/AIDS", "executive-director-unaids"),
         ("UNAIDS", "unaids")],
    ),
    # a name within a name is named
    (
        ["Thanks the Special Rapporteur of the Human Rights Council on the human rights of migrants;",
         "Notes the report submitted to the Council;"],
        [("Special Rapporteur of the Human Rights Council on the human rights of migrants", "sr-migrants"),
         ("Council", "human-rights-council")],
    ),
    # what belongs to a body
    (
        ["Asks the Human Rights Council, through its Advisory Committee, to study ropes;"],
        [("Human Rights Council", "human-rights-council"), ("Advisory Committee", "hrc-advisory-committee")],
    ),
    # who presides, and a President who is nobody's that is known
    (["Asks the Chair of the rope group to report;", "Asks the Chair to go on;"],
     [("Chair", "presiding-officers"), ("Chair", "presiding-officers")]),
    (["Thanks the General Assembly, and the President who signed the order;"],
     [("General Assembly", "general-assembly"), ("President", "?")]),
    # the army of a State is not the State
    (["Notes the Armed Ropes of the Democratic Republic of the Congo (ARDC);", "Asks the ARDC to go;"],
     [("Democratic Republic of the Congo", "COD")]),
    # a longer State is not the shorter
    (["Notes the Democratic Republic of Congo (DRC);", "Asks the DRC to go;"],
     [("Democratic Republic of Congo", "COD"), ("DRC", "COD"), ("DRC", "COD")]),
    # whom the Secretary-General sends, and whom somebody else does
    (["Thanks the Secretary-General and his Special Envoy;"],
     [("Secretary-General", "secretary-general"), ("Special Envoy", "special-representatives")]),
    (["Thanks the Rope Union’s Special Envoy;"], [("Rope Union", "?"), ("Special Envoy", "?")]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "expected"), CONTEXT)
def test_who_is_meant(texts: list[str], expected: list[tuple[str, str]]) -> None:
    assert said(*texts, about=front(date(2023, 7, 1))) == expected


@pytest.mark.parametrize(
    ("resolution", "panel"),
    [
        ("2140 (2014)", "panel-of-experts-yemen"),
        ("2206 (2015)", "panel-of-experts-south-sudan"),
        ("2653 (2022)", "panel-of-experts-haiti"),
        ("2140 (2014) and of resolution 2653 (2022)", "?"),
        ("9999 (2022)", "?"),
    ],
)
def test_a_cited_resolution_tells_whose_experts_are_meant(resolution: str, panel: str) -> None:
    about = front(date(2024, 11, 13), issuer="security-council")
    text = f"Renews the mandate of the Panel of Experts, as set out in paragraph 2 of resolution {resolution};"
    assert said(text, about=about, voice="security-council") == [("Panel of Experts", panel)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks the FATF Secretary-General;", [("FATF Secretary-General", "?")]),
        ("Thanks INTERPOL, the Secretary-General and others;", [("INTERPOL", "interpol"), ("Secretary-General", SG)]),
        ("Thanks the United Nations Secretary-General;", [("United Nations Secretary-General", SG)]),
    ],
)
def test_an_office_behind_a_body_it_is_none_of_is_unknown(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected
