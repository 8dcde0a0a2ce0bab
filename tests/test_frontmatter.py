"""What documents say of themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec.structs import asdict
from paragraph_specimens import RESOLUTION, passages

from graph_build import assets, curated, organs
from graph_build.frontmatter import split_names
from graph_build.model import Vote
from graph_build.numerals import first_date, ordinal

BODY = "\n\nRecalling lamps,\n\n1. Requests oil;\n\n"
CASES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "General Assembly",
        RESOLUTION,
        {
            "symbol": "A/RES/99/901",
            "kind": "Resolution",
            "title": "Lighthouses and the safety of harbours",
            "issuer": "general-assembly",
            "adopted": date(2045, 3, 2),
            "issued": date(2045, 3, 3),
            "session": 99,
            "meeting": 57,
            "agenda_items": ("12 (b)",),
            "committee": "third-committee",
            "report": "A/99/777",
        },
    ),
    (
        "General Assembly, from the number alone",
        "Resolution adopted by the General Assembly on 2 March 2045\n\n[without reference to a Main Committee "
        "(A/99/L.9 and "
        "Add.1)]\n\n99/17 B. Lamps\n\nThe General Assembly," + BODY,
        {
            "symbol": "A/RES/99/17B",
            "kind": "Resolution",
            "title": "Lamps",
            "issuer": "general-assembly",
            "adopted": date(2045, 3, 2),
            "session": 99,
            "report": "A/99/L.9",
        },
    ),
    (
        "General Assembly, sessions in Roman numerals",
        "1514 (XV). Lamps\n\nThe General Assembly," + BODY + "947th plenary meeting,\n14 December 1960.",
        {
            "symbol": "A/RES/1514(XV)",
            "kind": "Resolution",
            "title": "Lamps",
            "issuer": "general-assembly",
            "adopted": date(1960, 12, 14),
            "meeting": 947,
            "session": 15,
        },
    ),
    (
        "General Assembly, special session",
        "Resolution adopted by the General Assembly on 2 March 2045\n\nS-40/1. Lamps\n\nThe General Assembly," + BODY,
        {
            "symbol": "A/RES/S-40/1",
            "kind": "Resolution",
            "title": "Lamps",
            "issuer": "general-assembly",
            "adopted": date(2045, 3, 2),
        },
    ),
    (
        "Security Council, the year below the number",
        "Resolution 290\nof 8 December 1970\n\nThe Security Council," + BODY + "Adopted at the 1563rd meeting.",
        {
            "symbol": "S/RES/290(1970)",
            "kind": "Resolution",
            "issuer": "security-council",
            "adopted": date(1970, 12, 8),
            "meeting": 1563,
        },
    ),
    (
        "Security Council",
        "Resolution 9373 (2045)\n\nAdopted by the Security Council at its 9999th meeting, on\n2 March 2045\n\n"
        "The Security Council," + BODY,
        {
            "symbol": "S/RES/9373(2045)",
            "kind": "Resolution",
            "issuer": "security-council",
            "adopted": date(2045, 3, 2),
            "meeting": 9999,
        },
    ),
    (
        "Security Council, as printed in its early years",
        "56 (1948). Resolution of 19 August 1948\n[S/983]\n\nThe Security Council,"
        + BODY
        + "Adopted at the 354th meeting by 8 votes to none,\nwith 3 abstentions (Atlantis, Utopia, Erewhon).",
        {
            "symbol": "S/RES/56(1948)",
            "kind": "Resolution",
            "issuer": "security-council",
            "adopted": date(1948, 8, 19),
            "meeting": 354,
            "vote": Vote(favour=8, against=0, abstentions=3),
        },
    ),
    (
        "Human Rights Council",
        "Human Rights Council\n\nNinety-first session\n\n3 March–9 April 2045\n\nAgenda item 3\n\nResolution "
        "adopted by the "
        "Human Rights Council\non 8 April 2045\n\n91/4\nLamps\n\nThe Human Rights Council,"
        + BODY
        + "48th meeting\n8 April 2045\n\n[Adopted by a recorded vote of 30 to 11, with 6 abstentions.]",
        {
            "symbol": "A/HRC/RES/91/4",
            "kind": "Resolution",
            "title": "Lamps",
            "issuer": "human-rights-council",
            "adopted": date(2045, 4, 8),
            "session": 91,
            "meeting": 48,
            "agenda_items": ("3",),
            "vote": Vote(favour=30, against=11, abstentions=6),
        },
    ),
    (
        "Economic and Social Council",
        "2045 session\n\nAgenda items 5, 6 and 18 (a)\n\nResolution adopted by the Economic and Social Council "
        "on 3 May 2045\n\n"
        "[on the recommendation of the Commission on Lamps (E/2045/30)]\n\n2045/12. Oil\n\nThe Economic and "
        "Social Council," + BODY,
        {
            "symbol": "E/RES/2045/12",
            "kind": "Resolution",
            "title": "Oil",
            "issuer": "ecosoc",
            "adopted": date(2045, 5, 3),
            "session": 2045,
            "agenda_items": ("5", "6", "18 (a)"),
            "committee": "commission-on-lamps",
            "report": "E/2045/30",
        },
    ),
    (
        "presidential statement",
        "Statement by the President of the Security Council\n\nAt the 9001st meeting of the Security Council, held on "
        "3 May 2045, in connection with the Council’s consideration of the item entitled “Lamps”, the President of the "
        "Security Council made the following statement on behalf of the Council:\n\n“The Security Council "
        "recalls lamps.”",
        {
            "symbol": None,
            "kind": "PresidentialStatement",
            "title": "Lamps",
            "issuer": "security-council",
            "adopted": date(2045, 5, 3),
            "meeting": 9001,
        },
    ),
    (
        "draft with sponsors",
        "United Nations A/C.3/99/L.34\n\nGeneral Assembly Distr.: Limited\n\n4 November 2044\n\nOriginal: English\n\n"
        "Ninety-ninth session\n\nThird Committee\n\nAgenda item 71 (b)\n\nOil\n\nCuba, Trinidad and Tobago, Venezuela "
        "(Bolivarian Republic of) and Viet Nam:* draft resolution\n\nLamps and their oil\n\nThe General Assembly,"
        + BODY,
        {
            "symbol": "A/C.3/99/L.34",
            "kind": "DraftResolution",
            "title": "Lamps and their oil",
            "issuer": "general-assembly",
            "issued": date(2044, 11, 4),
            "session": 99,
            "agenda_items": ("71 (b)",),
            "committee": "third-committee",
            "sponsors": ("Cuba", "Trinidad and Tobago", "Venezuela (Bolivarian Republic of)", "Viet Nam"),
        },
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_front_matter(text: str, expected: dict[str, Any]) -> None:
    front, _ = passages(text)
    said = {name: value for name, value in asdict(front).items() if value not in (None, ()) and name != "source"}
    assert said == {"language": "en"} | {name: value for name, value in expected.items() if value is not None}


def test_a_symbol_given_stands_first() -> None:
    assert passages(RESOLUTION, "A/RES/99/902")[0].symbol == "A/RES/99/902"


@pytest.mark.parametrize(
    ("words", "value"),
    [("Seventy-second", 72), ("72nd", 72), ("First", 1), ("Twentieth", 20), ("ninety-ninth", 99), ("Lamp", None)],
)
def test_ordinals(words: str, value: int | None) -> None:
    assert ordinal(words) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 19\u00a0December 2017, at", date(2017, 12, 19)),
        ("31 February 2017 and 1 March 2017", date(2017, 3, 1)),
        ("in May 2017", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert first_date(text) == day


def test_lists_of_sponsors() -> None:
    assert split_names("Bosnia and Herzegovina and Chad") == ("Bosnia and Herzegovina", "Chad")
    assert split_names("Chad,\n Mali* and\n Togo") == ("Chad", "Mali", "Togo")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The Council requests the keepers to light the lamps of the harbour and to ring the bells in the fog.", "en"),
        ("Le Conseil prie les gardiens des phares de la côte et des ports.", "fr"),
        ("Совет просит смотрителей маяков зажигать огни.", "ru"),
        ("xyzzy plugh", "und"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert passages(text)[0].language == code


def test_organs_bear_their_register_ids() -> None:
    known = {entry.id for entry in curated.load(assets.folder("registers")).entries}
    assert set(organs.IDS.values()) <= known
    assert organs.organ_id("Executive Board of the Lamps") == "executive-board-of-the-lamps"


def test_a_decision() -> None:
    front, found = passages(
        "99/559. Lamps\n\nAt its 108th plenary meeting, on 13 August 2045, the General Assembly, on the proposal "
        "of its President, decided:\n\n(a) To light lamps;\n\n(b) To ring bells.\n"
    )
    assert (front.symbol, front.kind, front.issuer, front.meeting) == (
        "A/DEC/99/559",
        "Decision",
        "general-assembly",
        108,
    )
    assert front.adopted == date(2045, 8, 13)
    assert [(p.id, p.part) for p in found[1:]] == [
        ("op-1", "operative"),
        ("op-1-a", "operative"),
        ("op-1-b", "operative"),
    ]


def test_an_amendment_to_a_draft() -> None:
    front, _ = passages(
        "United Nations A/99/L.28\n\nNinety-ninth session\n\nAtlantis:* amendment to draft resolution A/99/L.3\n\n"
        "Lamps of the harbours\n\n1. Replace “lamps” with “bells” in the first preambular paragraph.\n"
    )
    assert (front.symbol, front.kind, front.issuer, front.title, front.sponsors) == (
        "A/99/L.28",
        "DraftResolution",
        "general-assembly",
        "Lamps of the harbours",
        ("Atlantis",),
    )
