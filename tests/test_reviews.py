"""People's rulings on read facts."""

from __future__ import annotations

import pytest

from graph_build import curated
from graph_build.errors import RegisterError
from graph_build.model import FrontMatter, Mention, Reading, Review, Source, Unresolved

SYMBOL = "A/RES/60/288"
BOARD = Mention(paragraph="op-1", start=10, end=23, text="Harbour Board", actor="harbour-board", rule="names.name")
QUAY = Mention(paragraph="op-2", start=40, end=44, text="Quay", actor=None, rule="names.unknown")
SOURCE = Source(file="specimen.txt", sha256="", media_type="text/plain", characters=100)
READING = Reading(
    document=FrontMatter(symbol=SYMBOL, kind="Resolution", language="en", source=SOURCE), mentions=(BOARD, QUAY)
)


def review(ruling: str, fact: Mention, seen: str = "", **change: object) -> Review:
    return Review(
        document=SYMBOL,
        paragraph=fact.paragraph,
        fact="mention",
        start=fact.start,
        end=fact.end,
        ruling=ruling,  # type: ignore[arg-type]
        reviewer="a clerk",
        reading=seen or curated.fingerprint(fact),
        change=change,
        row=3,
    )


def look_again(fact: Mention) -> Unresolved:
    return Unresolved(paragraph=fact.paragraph, start=fact.start, end=fact.end, text=fact.text, kind="review")


def test_an_accepted_fact_stays_as_it_is() -> None:
    assert curated.apply([review("accept", BOARD)], READING) == READING


def test_a_correction_sets_the_fields_it_names() -> None:
    done = curated.apply([review("correct", QUAY, actor="quay-office")], READING)
    assert done.mentions[1] == Mention(
        paragraph="op-2", start=40, end=44, text="Quay", actor="quay-office", rule="names.unknown"
    )
    assert (done.mentions[0], done.unresolved) == (BOARD, ())


def test_a_rejected_fact_is_gone() -> None:
    assert curated.apply([review("reject", BOARD)], READING).mentions == (QUAY,)


def test_what_was_read_otherwise_than_reviewed_asks_for_a_new_look() -> None:
    done = curated.apply([review("accept", BOARD, seen="0" * 12), review("reject", QUAY, seen="0" * 12)], READING)
    assert (done.mentions, done.unresolved) == ((BOARD,), (look_again(BOARD), look_again(QUAY)))


def test_an_accepted_fact_that_is_no_longer_read_asks_for_a_new_look() -> None:
    gone = Mention(paragraph="op-9", start=1, end=5, text="", actor=None)
    assert curated.apply([review("accept", gone)], READING).unresolved == (look_again(gone),)


@pytest.mark.parametrize("ruling", ["correct", "reject"])
def test_a_ruling_that_matches_nothing_is_an_error(ruling: str) -> None:
    gone = Mention(paragraph="op-9", start=1, end=5, text="Rope", actor=None)
    with pytest.raises(RegisterError, match=r"reviews\.yaml row 3: no mention at op-9 1-5 of A/RES/60/288"):
        curated.apply([review(ruling, gone, actor="rope")], READING)


@pytest.mark.parametrize(
    ("change", "words"),
    [({}, "no change"), ({"actr": "x"}, "found actr"), ({"start": "soon"}, "start")],
)
def test_a_correction_that_says_nothing_sensible_is_an_error(change: dict[str, object], words: str) -> None:
    with pytest.raises(RegisterError, match=words):
        curated.apply([review("correct", QUAY, **change)], READING)


def test_rulings_on_other_documents_do_nothing() -> None:
    other = Reading(document=FrontMatter(symbol="A/RES/61/1", kind="Resolution", language="en", source=SOURCE))
    assert curated.apply([review("reject", BOARD)], other) == other


def test_the_fingerprint_does_not_depend_on_the_rule() -> None:
    same = Mention(paragraph="op-1", start=10, end=23, text="Harbour Board", actor="harbour-board", rule="other")
    assert curated.fingerprint(same) == curated.fingerprint(BOARD)
    assert curated.fingerprint(QUAY) != curated.fingerprint(BOARD)
