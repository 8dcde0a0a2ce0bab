"""Mandates and the other speech acts of a paragraph."""

from __future__ import annotations

from datetime import date

import pytest
from directive_specimens import FRONT, REGISTERS, mention, passage
from graph_specimens import READING, SYMBOL, specimen
from msgspec.structs import replace

from graph_build import acts_speech, directive_mandates, directives, store
from graph_build.model import Mandate, SpeechAct
from graph_build.namespaces import ID, ONTOLOGY, instrument, paragraph

CASES = [
    (
        "Decides to extend until 31 December 2009 the mandate of the Pilots Mission;",
        [("extend", "Pilots Mission", None, date(2009, 12, 31))],
    ),
    (
        "Decides to renew the mandate of the Special Rapporteur on tides for a period of three years;",
        [("renew", "Special Rapporteur on tides", date(2008, 12, 10), date(2011, 12, 10))],
    ),
    (
        "Decides that the Pilots Mission will continue to operate for the period ending 31 December 2010;",
        [("continue", "Pilots Mission", None, date(2010, 12, 31))],
    ),
    ("Decides to establish the Office of Tides;", [("establish", "Office of Tides", None, None)]),
    ("Requests the Pilots Mission to extend its mandate;", []),
    ("Decides to remain seized of the matter.", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_mandate(text: str, expected: list[tuple[str, str, date | None, date | None]]) -> None:
    passages = (passage(text),)
    duties, _ = directives.find(passages, FRONT, (), (), REGISTERS)
    found = directive_mandates.find(passages, FRONT, (), duties, ())
    assert [(m.verb, m.text, m.from_, m.until) for m in found] == expected
    assert all(text[m.start : m.end] == m.text for m in found)


def test_a_mandate_is_that_of_the_register() -> None:
    text = "Decides to extend PILOTS’ mandate until 30 June 2009;"
    passages, named = (passage(text),), (mention("PILOTS", text, "pilots"),)
    duties, _ = directives.find(passages, FRONT, named, (), REGISTERS)
    (found,) = directive_mandates.find(passages, FRONT, named, duties, ())
    assert (found.text, found.body, found.until) == ("PILOTS", "pilots", date(2009, 6, 30))


def test_inner_verbs_are_speech_acts_and_directives_are_not() -> None:
    text = "Commends the Pilots Branch for its work, takes note of its report, and requests States to help;"
    found = acts_speech.find((passage(text),), FRONT, (mention("Pilots Branch", text, "pilots-branch"),), ())
    assert [(act.act, act.text, act.actors) for act in found] == [
        ("commend", "Commends", ("pilots-branch",)),
        ("take-note", "takes", ()),
    ]


def test_speech_acts_and_mandates_in_the_graph() -> None:
    act = SpeechAct(
        paragraph="op-1",
        start=0,
        end=30,
        act="commend",
        text="Commends",
        about=("A/RES/60/288",),
        actors=("tpb", "nobody-known"),
    )
    given = Mandate(
        paragraph="op-2",
        start=305,
        end=310,
        text="the Branch",
        verb="extend",
        body="tpb",
        until=date(2021, 12, 31),
        due="until 31 December 2021",
    )
    made = specimen(ontology=False, readings=(replace(READING, speech=(act,), mandates=(given,)),))
    fields = "ct:speechVerb ct:text ct:speaksOf ct:mandateOf ct:mandateVerb ct:until ct:inParagraph ct:start"
    rows = store.select(
        made,
        "SELECT ?kind ?field ?value { GRAPH ?g { ?fact a ?kind ; ?field ?value } "
        f"VALUES ?kind {{ ct:SpeechAct ct:Mandate }} VALUES ?field {{ {fields} }} }}",
    ).rows
    found = sorted(tuple(cell.value.removeprefix(ONTOLOGY) for cell in row if cell is not None) for row in rows)
    assert found == [
        ("Mandate", "inParagraph", paragraph(SYMBOL, "op-2")),
        ("Mandate", "mandateOf", f"{ID}body/tpb"),
        ("Mandate", "mandateVerb", "extend"),
        ("Mandate", "start", "305"),
        ("Mandate", "text", "until 31 December 2021"),
        ("Mandate", "until", "2021-12-31"),
        ("SpeechAct", "inParagraph", paragraph(SYMBOL, "op-1")),
        ("SpeechAct", "speaksOf", f"{ID}body/tpb"),
        ("SpeechAct", "speaksOf", instrument("A/RES/60/288")),
        ("SpeechAct", "speechVerb", "commend"),
        ("SpeechAct", "start", "0"),
        ("SpeechAct", "text", "Commends"),
    ]
