"""Names: the registers' own, those that a document defines, and what merely looks like one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build import assets, curated, names
from graph_build.model import FrontMatter, Mention, Part, Passage, Source, Unresolved
from graph_build.names_forms import fold, spellings

REGISTERS = curated.load(assets.folder("registers"))
NAMES = names.Names.compile(REGISTERS)
SOURCE = Source(file="specimen.txt", sha256="", media_type="text/plain", characters=0)


def front(on: date | None = None, symbol: str | None = None, issuer: str | None = "general-assembly") -> FrontMatter:
    return FrontMatter(symbol=symbol, kind="Resolution", language="en", source=SOURCE, adopted=on, issuer=issuer)


def passages(
    texts: Iterable[str], voice: str | None = "general-assembly", part: Part = "operative"
) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            id=f"op-{number}",
            part=part,
            label=None,
            number=str(number),
            level=1,
            parent=None,
            start=0,
            end=len(text),
            text=text,
            runs=((0, 0),),
            voice=voice,
        )
        for number, text in enumerate(texts, 1)
    )


def read(*texts: str, about: FrontMatter | None = None, voice: str | None = "general-assembly") -> tuple[Mention, ...]:
    made = passages(texts, voice)
    found, unresolved = names.find(made, about or front(date(2016, 7, 1)), NAMES)
    by_id = {passage.id: passage.text for passage in made}
    assert all(mention.text == by_id[mention.paragraph][mention.start : mention.end] for mention in found)
    assert unresolved == tuple(
        Unresolved(paragraph=m.paragraph, start=m.start, end=m.end, text=m.text, kind="name")
        for m in found
        if m.actor is None
    )
    return found


def said(
    *texts: str, about: FrontMatter | None = None, voice: str | None = "general-assembly"
) -> list[tuple[str, str]]:
    return [(m.text, m.actor or "?") for m in read(*texts, about=about, voice=voice)]


TABLE = [
    (
        "Urges Member States and INTERPOL to help the World Bank;",
        [("Member States", "member-states"), ("INTERPOL", "interpol"), ("World Bank", "world-bank")],
    ),
    (
        "Thanks the Executive Office of the Secretary-General;",
        [("Executive Office of the Secretary-General", "eosg")],
    ),
    (
        "Notes the Office of the United Nations High Commissioner for Human Rights and the High Commissioner;",
        [
            ("Office of the United Nations High Commissioner for Human Rights", "ohchr"),
            ("High Commissioner", "high-commissioner-human-rights"),
        ],
    ),
    (
        "Asks the Counter-Terrorism Committee and its Executive Directorate for advice;",
        [("Counter-Terrorism Committee", "ctc"), ("Executive Directorate", "cted")],
    ),
    (
        "Asks the Counter-terrorism Committee’s Executive Directorate for advice;",
        [("Counter-terrorism Committee", "ctc"), ("Executive Directorate", "cted")],
    ),
    (
        "Asks the COUNTER-TERRORISM COMMITTEE for advice;",
        [("COUNTER-TERRORISM COMMITTEE", "ctc")],
    ),
    (
        "Calls upon relevant international, regional, and subregional organisations to share rope;",
        [
            (
                "relevant international, regional, and subregional organisations",
                "international-regional-and-subregional-organizations",
            )
        ],
    ),
    (
        "Asks relevant entities of the United Nations system and relevant entities elsewhere to help;",
        [
            ("relevant entities of the United Nations system", "un-system-entities"),
            ("relevant entities", "other-organizations"),
        ],
    ),
    ("Regional organizations may help;", [("Regional organizations", "regional-organizations")]),
    ("Notes who is there, and that mali is not written so;", []),
    ("Notes document WHO/2006/5 and UNEP/EA.4/L.2;", []),
    ("Notes the Guinean and the Nigerian rope;", []),
    ("Visits Guinea-Bissau and Papua New Guinea;", [("Guinea-Bissau", "GNB"), ("Papua New Guinea", "PNG")]),
    ("Condemns the Islamic State in Iraq and the Levant and sails the Gulf of Guinea;", []),
    (
        "Notes the chair of the Women’s Harbour Council;",
        [("Women’s Harbour Council", "?")],
    ),
    (
        "Welcomes the Integrated Harbour Safety Office and the International Rope Centre;",
        [("Integrated Harbour Safety Office", "?"), ("International Rope Centre", "?")],
    ),
    ("Welcomes the African Union Harbour Mission to Malta;", [("African Union Harbour Mission to Malta", "?")]),
    ("Notes the Programme of Action and the Plan on Harbours;", []),
    ("Notes part XIV and the improvised rope devices (IRDs) and IRD use;", [("IRD", "?")]),
    ("Notes harbour rope devices (HRD) and HRD use;", []),
    ("Thanks the HRO and its members;", [("HRO", "?")]),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_a_passage(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


def test_a_definition_with_an_acronym_holds_for_the_document() -> None:
    assert said(
        "Thanks the Global Harbour Safety Commission (GHSC) and the United Nations Office on Drugs and Crime (UNODC);",
        "Asks GHSC and UNODC to go on;",
    ) == [
        ("Global Harbour Safety Commission", "?"),
        ("GHSC", "?"),
        ("United Nations Office on Drugs and Crime", "unodc"),
        ("UNODC", "unodc"),
        ("GHSC", "?"),
        ("UNODC", "unodc"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        " (hereinafter “the Panel”)",
        " (hereinafter referred to as the Panel)",
        " (“the Panel”)",
        ", hereinafter “the Panel”,",
        " (“Panel”)",
    ],
)
def test_a_definition_with_words_holds_for_the_document(words: str) -> None:
    found = said(f"Thanks the Monitoring Group on Somalia and Eritrea{words};", "Asks the Panel to go on;")
    assert found[-1] == ("Panel", "monitoring-group-somalia-eritrea")


def test_an_acronym_that_fits_makes_an_unknown_spelling_known() -> None:
    assert said("Thanks the International Civic Aviation Organization (ICAO);") == [
        ("International Civic Aviation Organization", "icao"),
        ("ICAO", "icao"),
    ]


def test_a_local_name_goes_to_the_nearest_that_bears_it() -> None:
    assert said(
        "Thanks the Human Rights Committee and the Counter-Terrorism Committee;",
        "Asks the Committee to write;",
        "Thanks the Committee against Torture;",
        "Asks the Committee to write;",
    ) == [
        ("Human Rights Committee", "human-rights-committee"),
        ("Counter-Terrorism Committee", "ctc"),
        ("Committee", "ctc"),
        ("Committee against Torture", "cat-committee"),
        ("Committee", "cat-committee"),
    ]


def test_an_organ_that_has_settled_on_a_meaning_keeps_it() -> None:
    said_so = [
        "Thanks the 1540 Committee;",
        "Asks the Committee;",
        "Asks the Committee;",
        "Asks the Committee against Torture;",
    ]
    assert said(*said_so, "Asks the Committee;")[-1] == ("Committee", "committee-1540")
    assert said(*said_so, "Asks the Committee;", voice=None)[-1] == ("Committee", "cat-committee")


def test_a_local_name_after_an_unknown_body_is_unknown() -> None:
    assert said("Thanks the Counter-Terrorism Committee and the Harbour Committee;", "Asks the Committee;")[-1] == (
        "Committee",
        "?",
    )


def test_a_post_belongs_to_the_body_named_last() -> None:
    assert said("Thanks CTED and UNODC;", "Asks the Executive Director to report;")[-1] == (
        "Executive Director",
        "executive-director-unodc",
    )
    assert said("Thanks UNODC and CTED;", "Asks the Executive Director to report;")[-1] == (
        "Executive Director",
        "executive-director-cted",
    )


@pytest.mark.parametrize(
    ("voice", "expected"),
    [("security-council", "security-council"), ("human-rights-council", "human-rights-council"), ("ecosoc", "ecosoc")],
)
def test_the_speaking_organ_is_the_council(voice: str, expected: str) -> None:
    about = front(date(2016, 7, 1), issuer=voice)
    assert said(
        "Thanks the Peace and Security Council of the African Union;", "The Council decides;", about=about, voice=voice
    )[-1] == ("Council", expected)


def test_in_the_assembly_the_council_is_the_one_named_last() -> None:
    assert said("Thanks the Security Council;", "Asks the Council;")[-1] == ("Council", "security-council")
    assert said("Thanks the Human Rights Council;", "Asks the Council;")[-1] == ("Council", "human-rights-council")


def test_the_secretariat_is_the_organizations_own() -> None:
    assert said("Asks the Secretariat to print;") == [("Secretariat", "secretariat")]


def test_what_an_instrument_makes_is_what_it_calls_the_committee() -> None:
    about = front(date(2011, 6, 17), "S/RES/1988(2011)", "security-council")
    assert said(
        "Thanks the 1540 Committee;", "Asks the Committee to write;", about=about, voice="security-council"
    ) == [
        ("1540 Committee", "committee-1540"),
        ("Committee", "committee-1988"),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2005, 1, 1), "committee-1267"),
        (date(2011, 6, 16), "committee-1267"),
        (date(2011, 6, 17), "committee-1267-1989"),
        (date(2015, 12, 16), "committee-1267-1989"),
        (date(2015, 12, 17), "committee-1267-1989-2253"),
        (None, "committee-1267-1989-2253"),
    ],
)
def test_the_day_of_the_document_decides_who_bears_a_name(on: date | None, expected: str) -> None:
    assert said("Asks the 1267 Committee to write;", about=front(on)) == [("1267 Committee", expected)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Committee established pursuant to resolution 1373 (2001)", "ctc"),
        ("Security Council Committee pursuant to resolutions 1267 (1999) and 1989 (2011)", "committee-1267-1989"),
        ("Committee pursuant to resolutions 1267 (1999), 1989 (2011), 2253 (2015)", "committee-1267-1989-2253"),
        ("Committee established by Security Council resolution 1540 (2004)", "committee-1540"),
        ("Panel of Experts established pursuant to resolution 2140 (2014)", "panel-of-experts-yemen"),
        ("Committee established pursuant to resolution 9999 (2099)", "?"),
    ],
)  # fmt: skip
def test_bodies_named_by_their_resolutions(words: str, expected: str) -> None:
    assert said(f"Asks the {words} to write;", about=front(date(2018, 1, 1))) == [(words, expected)]


def test_capitals_say_nothing_in_headings() -> None:
    made = passages(["HARBOUR SAFETY COMMISSION", "Harbour Safety Commission"], part="heading")
    assert names.find(made, front(), NAMES) == ((), ())


def test_the_year_of_the_symbol_dates_a_document_without_date() -> None:
    assert said("Asks the 1267 Committee;", about=front(None, "S/RES/1904(2009)"))[0][1] == "committee-1267"


@given(st.text(alphabet=st.sampled_from("abcXYZ’“”\u00a0\u2011-–(), é1"), max_size=60))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


PIECES = ["the Committee", "CTED", "(", ")", "“", "”", "its Office", "of", "UNODC (", "The", "Group of", "States"]


@given(st.lists(st.sampled_from(PIECES), max_size=20))
def test_mentions_never_overlap_and_lie_in_the_text(words: list[str]) -> None:
    found = read(" ".join(words))
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("name", "group", "form"),
    [
        ("World Health Organization", False, "World Health Organisation"),
        ("World Health Organization", False, "WORLD HEALTH ORGANIZATION"),
        ("United Nations Counter-Terrorism Centre", False, "UN Counter-terrorism Center"),
        ("international, regional and local bodies", True, "International, regional, and local bodies"),
    ],
)  # fmt: skip
def test_spellings(name: str, group: bool, form: str) -> None:
    assert form in set(spellings(name, group=group))


def test_names_of_counter_terrorism_documents_are_known(shared: Path) -> None:
    """Of the namings of bodies and offices in the documents that speak of terrorism, at least 97 in 100 are known."""
    from graph_build import documents, paragraphs, text

    files = {entry.id: entry.file for entry in REGISTERS.entries}
    known = unknown = 0
    for path in sorted((shared / "corpus" / "text").glob("*.txt")):
        document = documents.load(str(path))
        pages = text.extract(document)
        about, made = paragraphs.divide(pages, SOURCE)
        found, _ = names.find(made, about, NAMES)
        known += sum(1 for m in found if m.actor and files[m.actor] in ("bodies.yaml", "offices.yaml"))
        unknown += sum(1 for m in found if m.actor is None)
    assert known > 5000
    assert known / (known + unknown) >= 0.97


BRACKETS = [
    (
        "Thanks the Executive Director of the United Nations Office on Drugs and Crime (UNODC);",
        "Asks UNODC to go on;",
        [("UNODC", "unodc")],
    ),
    (
        "Notes the Executive Council of the Organisation for the Prohibition of Chemical Weapons (OPCW);",
        "Asks the OPCW to go on;",
        [("OPCW", "opcw")],
    ),
    (
        "Thanks the Harbour Representative of the Secretary-General (HRSG);",
        "Asks the HRSG to go on;",
        [("HRSG", "?")],
    ),
    (
        "Thanks the Special Representative of the Secretary-General (SRSG) and the United Nations Support Mission in "
        "Libya;",
        "Asks the SRSG to go on;",
        [("SRSG", "srsg-libya")],
    ),
    (
        "Notes the Division for Ocean Affairs and the Law of the Sea of the Office of Legal Affairs of the Secretariat "
        "(“the Division”);",
        "Asks the Division to go on;",
        [("Division", "doalos")],
    ),
    (
        "Notes the Subcommittee on Rope of the Committee against Torture (hereinafter the Subcommittee on Rope);",
        "Asks the Subcommittee on Rope to go on;",
        [("Subcommittee", "?")],
    ),
    (
        "Welcomes the Federal Government of Somalia (FGS);",
        "Asks the FGS to go on;",
        [("FGS", "SOM")],
    ),
]


@pytest.mark.parametrize(("first", "then", "expected"), BRACKETS)
def test_a_short_form_belongs_to_the_name_that_it_fits(first: str, then: str, expected: list[tuple[str, str]]) -> None:
    found = read(first, then)
    assert [(m.text, m.actor or "?") for m in found if m.paragraph == "op-2"] == expected


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Asks the Attorney General’s Office to go on;", "Office"),
        ("Asks the Special Rapporteur on harbours to report;", "Special Rapporteur"),
    ],
)
def test_a_local_name_with_a_title_or_an_owner_of_its_own_is_nobody_known(text: str, form: str) -> None:
    before = "Thanks the Office of the United Nations High Commissioner for Human Rights;"
    assert said(before, "Thanks the Special Rapporteur on torture;", text)[-1] == (form, "?")


def test_the_chair_of_a_committee_that_nobody_named_is_not_the_chair_of_one_that_the_register_knows() -> None:
    assert said("Thanks the Chair of the Committee of the Whole and the Chair of the Counter-Terrorism Committee;") == [
        ("Chair of the Counter-Terrorism Committee", "chair-ctc"),
    ]


def test_an_acronym_is_not_that_of_a_body_which_was_not_yet() -> None:
    assert said("Asks the CTC to report;", about=front(date(1991, 12, 20))) == [("CTC", "?")]
    assert said("Asks the CTC to report;", about=front(date(2002, 1, 20))) == [("CTC", "ctc")]


def test_what_a_symbol_begins_with_is_no_mention() -> None:
    assert said("Thanks the Economic Commission for Europe (ECE);", "Recalls ECE/CEP/2020/2 and ECE itself;") == [
        ("Economic Commission for Europe", "ece"),
        ("ECE", "ece"),
        ("ECE", "ece"),
    ]


def test_the_council_is_the_one_among_whose_documents_a_document_is() -> None:
    text = "Recalls the Trusteeship Council, and that the Council meets;"
    about = front(date(2020, 1, 1), "E/5715/Rev.2", None)
    assert said(text, about=about, voice=None) == [
        ("Trusteeship Council", "trusteeship-council"),
        ("Council", "ecosoc"),
    ]


def test_a_resolution_makes_what_the_treaty_annexed_to_it_makes() -> None:
    about = front(date(1984, 12, 10), "A/RES/39/46")
    assert ("Committee", "cat-committee") in said("The Committee shall meet.", about=about, voice=None)
