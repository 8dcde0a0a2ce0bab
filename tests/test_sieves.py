"""Sieves: what they let through is what their patterns find; their words stand in whatever a pattern can match."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_build import beneficiaries_frames, conditions, deadlines, directive_fields, partners, reports, topics
from graph_build.directive_sieve import Sieve, Sifter, awake, sieve, sieves

ROOMS = (beneficiaries_frames, conditions, deadlines, partners, reports, topics)
SIEVES = list(sieves(ROOMS))
#: What passages are made of: their blanks are one kind.
PRINT = st.characters(codec="ascii", min_codepoint=32)


def test_the_rooms_have_sieves() -> None:
    assert len(SIEVES) > 40
    assert all(any(each in list(sieves([room])) for each in SIEVES) for room in ROOMS)


@pytest.mark.parametrize("each", SIEVES, ids=lambda each: each.pattern.pattern[:40])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_every_match_holds_the_words(each: Sieve, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(each.pattern.pattern, alphabet=PRINT), label="text")
    found = each.pattern.search(text)
    if found is not None:
        missing = [group for group in each.groups if not any(word in text for word in group)]
        assert missing == []
        assert not each.begins or found[0].startswith(tuple(each.begins))


@pytest.mark.parametrize(
    ("words", "begins", "text", "start", "found"),
    [
        ("with", "", "act with care", 0, ["act with"]),
        ("with&care", "", "act with care", 0, ["act with"]),
        ("with&ease", "", "act with care", 0, []),
        ("with|ease", "act", "act with care", 0, ["act with"]),
        ("with", "act", "act with care", 5, []),
        ("with", "act|actor", "act with, act without, actor", 0, ["act with", "act with"]),
        ("with", "act with|actor", "act without", 0, ["act with"]),
    ],
)
def test_a_sieve_with_and_without_the_words_seen(
    words: str, begins: str, text: str, start: int, found: list[str]
) -> None:
    made = sieve(words, r"act with", begins=begins)
    seen = Sifter([made]).seen(text, start, len(text))
    assert [m[0] for m in made.finditer(text, start, len(text))] == found
    assert [m[0] for m in made.finditer(text, start, len(text), seen)] == found


def test_a_table_is_asked_for_the_sieves_whose_words_were_seen() -> None:
    rows = tuple((name, sieve(words, "x")) for name, words in (("a", "act"), ("b", "act&with"), ("c", "with|ease")))
    sifter = Sifter([each for _, each in rows])
    for text, names in (("act", "a"), ("with", "c"), ("act with", "abc"), ("ease", "c"), ("none", "")):
        for _ in range(2):
            assert [name for name, _ in awake(rows, sifter.seen(text, 0, len(text)))] == list(names)
    assert awake(rows, None) == rows


def test_one_pass_sees_words_within_words() -> None:
    sifter = Sifter([sieve("report|reporting&port", "x"), sieve("ting", "x")])
    seen = sifter.seen("to on reporting", 3, 15)
    assert seen.places == {"report": [6], "reporting": [6], "port": [8], "ting": [11]}
    assert sifter.seen("nothing", 0, 7).places == {}


def test_fields_are_read_with_the_words_of_all_rooms() -> None:
    assert list(directive_fields._sifter().sieves) == SIEVES
