from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build import locators

PINS = [
    ("paragraphs 8 to 10 of resolution", "resolution", ["op-8", "op-9", "op-10"]),
    ("paragraph 4 (b) of the annex to", "resolution", ["annex-1-4-b"]),
    ("annex, section III, paragraphs 5 and 6", "resolution", ["annex-1-iii-5", "annex-1-iii-6"]),
    ("paragraph 5 of section III of the annex", "resolution", ["annex-1-iii-5"]),
    ("paragraphs 2 (a), (b) and (c) and 5", "resolution", ["op-2-a", "op-2-b", "op-2-c", "op-5"]),
    ("paragraphs 12 (a) to 12 (c)", "resolution", ["op-12-a", "op-12-b", "op-12-c"]),
    ("paras. 2–4", "resolution", ["op-2", "op-3", "op-4"]),
    ("sections II and III", "resolution", ["section-ii", "section-iii"]),
    ("section VI, paragraph 2,", "resolution", ["op-vi-2"]),
    ("annex II", "resolution", ["annex-2"]),
    ("the fourth preambular paragraph", "resolution", ["pp-4"]),
    ("Article 51", "treaty", ["article-51"]),
    ("Article 2, paragraph 4,", "treaty", ["article-2-4"]),
    ("Article 2 (4)", "treaty", ["article-2-4"]),
    ("Articles 10 and 11", "treaty", ["article-10", "article-11"]),
    ("Article 73 e of", "treaty", ["article-73-e"]),
    ("Chapters VI and VII", "treaty", ["chapter-6", "chapter-7"]),
    ("article 4 of annex II", "treaty", ["annex-2-article-4"]),
    ("paragraph 10", "document", ["paragraph-10"]),
    ("chap. III", "document", ["chapter-3"]),
    ("annex, para. 3", "document", ["annex-1-3"]),
    ("the protection of annexation and partial rulers", "resolution", []),
]


@pytest.mark.parametrize(("text", "family", "expected"), PINS)
def test_pinpoints(text: str, family: str, expected: list[str]) -> None:
    assert [part for pin in locators.pins(text) for part in locators.locators(pin, family)] == expected


def test_units_of_one_rank_are_two_pinpoints() -> None:
    assert len(list(locators.pins("article 76, article 77 and annex II"))) == 3


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("annex-2", "op-5", "annex-2-5"),
        ("annex-1", "op-iii-8", "annex-1-iii-8"),
        ("annex-1", "section-iii", "annex-1-iii"),
        ("annex-1", "annex-2-1", "annex-2-1"),
        (None, "op-5", "op-5"),
    ],
)
def test_a_part_within_a_part(whole: str | None, part: str, expected: str) -> None:
    assert locators.inside(whole, part) == expected


@given(st.integers(1, 300), st.integers(0, 60))
def test_ranges_hold_all_between(first: int, more: int) -> None:
    last = first + more
    written = f"{first} to {last}" if more else str(first)
    assert locators.values(written) == [str(n) for n in range(first, last + 1)]


@given(st.text(alphabet="paragraph section annex Article 0123456789()IVX,abto–-", max_size=80))
def test_pinpoints_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for pin in locators.pins(text):
        assert end <= pin.start < pin.end <= len(text)
        end = pin.end
        assert locators.locators(pin, "resolution")
        assert locators.locators(pin, "treaty")
