"""Documents that one process reads some at a time: the outcomes of one by one, in their order, whatever they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_build import assets, batch, batch_outcomes, paragraphs, text
from graph_build.batch_outcomes import Outcome, outcomes
from graph_build.model import Document, Pages
from graph_build.reading import Reader
from graph_build.tour import SPECIMEN

TEXT = (assets.folder("specimens") / SPECIMEN).read_text("utf-8")
READER = Reader(batch.shipped_registers())


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Three documents that can be read, an empty one, one that is nothing known, and a path without a file."""
    folder = tmp_path_factory.mktemp("shelf")
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT.replace("61/999", f"61/99{number}"), "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "letter.txt").write_text("Dear Sir, the lamp is out again.\n", "utf-8")
    return [*(str(path) for path in sorted(folder.iterdir())), str(folder / "absent.txt")]


def alone(where: str) -> Outcome:
    (found,) = outcomes(READER, None, [where])
    return found


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), together=st.integers(1, 5), characters=st.sampled_from((1, 4_000, 1_000_000)))
def test_some_at_a_time_gives_what_one_by_one_gives(
    shelf: list[str], monkeypatch: pytest.MonkeyPatch, data: st.DataObject, together: int, characters: int
) -> None:
    wheres = data.draw(st.lists(st.sampled_from(shelf), max_size=8))
    whole = [alone(where) for where in wheres]
    with monkeypatch.context() as patch:
        patch.setattr(batch_outcomes, "TOGETHER", together)
        patch.setattr(batch_outcomes, "CHARACTERS", characters)
        assert list(outcomes(READER, None, wheres)) == whole


def test_words_are_held_of_few_documents(shelf: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The next documents are opened when those before are read; a long one is read at once."""
    done: list[str] = []
    extract, divide = text.extract, paragraphs.divide

    def taken(document: Document) -> Pages:
        done.append("take")
        return extract(document)

    def read(*what: object) -> object:
        done.append("read")
        return divide(*what)  # type: ignore[arg-type]

    monkeypatch.setattr(text, "extract", taken)
    monkeypatch.setattr(paragraphs, "divide", read)
    monkeypatch.setattr(batch_outcomes, "TOGETHER", 2)
    assert len(list(outcomes(READER, None, shelf[:1] * 5))) == 5
    assert done == ["take", "take", "read", "read"] * 2 + ["take", "read"]
    done.clear()
    monkeypatch.setattr(batch_outcomes, "CHARACTERS", 10)
    assert len(list(outcomes(READER, None, shelf[:1] * 2))) == 2
    assert done == ["take", "read"] * 2


@pytest.mark.parametrize("room", [text, paragraphs])
def test_a_fault_in_the_rules_costs_one_document(
    shelf: list[str], monkeypatch: pytest.MonkeyPatch, room: object
) -> None:
    name = "extract" if room is text else "divide"
    work, calls = getattr(room, name), iter(range(9))

    def broken(*what: object) -> object:
        if next(calls) == 1:
            raise ZeroDivisionError("lamp")
        return work(*what)

    monkeypatch.setattr(room, name, broken)
    found = list(outcomes(READER, None, shelf[:3]))
    assert [each.error is None for each in found] == [True, False, True]
    assert "the reading rules failed (ZeroDivisionError: lamp)" in (found[1].error or "")


def test_outcomes_come_as_they_are_made(shelf: list[str]) -> None:
    def endless() -> Iterator[str]:
        while True:
            yield shelf[0]

    assert next(outcomes(READER, None, endless())).error is None
