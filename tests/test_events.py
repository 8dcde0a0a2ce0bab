"""Dated events: name, place, days, organizers."""

from __future__ import annotations

import re
from datetime import date

import pytest
from directive_specimens import FRONT, mention, passage

from graph_build import events
from graph_build.model import Actor

CASES = [
    (
        "Noting the Symposium on the Marking of Harbours, held in Vienna on 17 and 18 May 2007 and organized "
        "by the Government "
        "of Austria, in cooperation with the Pilots Branch,",
        [
            (
                "Symposium on the Marking of Harbours",
                "Vienna",
                date(2007, 5, 17),
                date(2007, 5, 18),
                ["Government of Austria", "Pilots Branch"],
            )
        ],
    ),
    (
        "Notes the expert group meeting hosted by the Institute of Tides in Siracusa, Italy, from 3 to 5 "
        "December 2002;",
        [("expert group meeting", "Siracusa, Italy", date(2002, 12, 3), date(2002, 12, 5), ["Institute of Tides"])],
    ),
    (
        "Takes note of the World Conference of Pilots to be held at Geneva from 28 June to 2 July 2010;",
        [("World Conference of Pilots", "Geneva", date(2010, 6, 28), date(2010, 7, 2), [])],
    ),
    ("Recalling its resolution 61/999 of 20 December 2006 on the meetings of pilots,", []),
    ("Noting the conference held on 31 June 2007,", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_specimen(text: str, expected: list[tuple[str, str, date, date, list[str]]]) -> None:
    found = events.find((passage(text, "pp-1", part="preamble"),), FRONT, ())
    assert [(e.text, e.place, e.from_, e.until, [o.text for o in e.organizers]) for e in found] == expected


def test_a_government_stands_for_its_state() -> None:
    text = CASES[0][0]
    (found,) = events.find(
        (passage(text, "pp-1", part="preamble"),), FRONT, (mention("Austria", text, "AUT", paragraph="pp-1"),)
    )
    assert found.organizers[0] == Actor(text="Government of Austria", actor="AUT")


@pytest.mark.parametrize("noun", re.findall(r"[a-z][a-z -]+", events._NOUN.replace(" ?", " ")))
def test_no_event_is_passed_over_before_it_is_searched(noun: str) -> None:
    """Paragraphs without one of the stems are not searched, so every noun must hold one."""
    assert [stem for stem in events._STEMS if stem in noun] != []
