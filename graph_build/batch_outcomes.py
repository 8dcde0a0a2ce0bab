"""What becomes of documents that one process reads: some at a time, room by room.

The words of a few documents are taken from their files first, then all go through one room of the reading before the
first enters the next: what a room needs stays near the processor while it is at work, which makes the reading about a
sixth quicker than one document after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from msgspec import Struct

from graph_build import documents, fetch, text
from graph_build.errors import CtkgError, DocumentError
from graph_build.model import Document, Pages, Reading, Source
from graph_build.reading import Reader, Steps, source

Made = TypeVar("Made")
#: How many documents are taken together at most, and with how many characters; what is longer is read at once.
TOGETHER, CHARACTERS = 24, 1_000_000


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one document: its reading, or why there is none."""

    where: str
    reading: Reading | None = None
    error: str | None = None


class Taken(Struct, frozen=True):
    """The words of a document, and where they came from; its file is no longer held."""

    where: str
    source: Source
    pages: Pages


def load(where: str) -> Document:
    """The document at a path, on standard input (“-”), or at a web address; raises DocumentError."""
    return fetch.document(where) if fetch.is_address(where) else documents.load(where)


def outcomes(
    reader: Reader, symbol: str | None, wheres: Iterable[str], opened: Callable[[str], Document] = load
) -> Iterator[Outcome]:
    """What became of the documents at `wheres`, in their order, as `opened` gives them.

    A fault in the rules is an outcome too, so the rest goes on.
    """
    waiting: list[Taken | Outcome] = []
    characters = 0
    for where in wheres:
        taken = _guarded(where, partial(_take, where, opened))
        waiting.append(taken)
        characters += taken.source.characters if isinstance(taken, Taken) else 0
        if len(waiting) >= TOGETHER or characters >= CHARACTERS:
            yield from _read(reader, symbol, waiting)
            waiting, characters = [], 0
    yield from _read(reader, symbol, waiting)


def _take(where: str, opened: Callable[[str], Document]) -> Taken:
    document = opened(where)
    pages = text.extract(document)
    return Taken(where, source(document, pages), pages)


def _read(reader: Reader, symbol: str | None, waiting: Sequence[Taken | Outcome]) -> Iterator[Outcome]:
    """The outcomes of documents whose words are taken; all go through one room before the first enters the next."""
    found: list[Outcome | None] = [each if isinstance(each, Outcome) else None for each in waiting]
    inside = {
        index: (taken.where, reader.steps(taken.pages, taken.source, symbol))
        for index, taken in enumerate(waiting)
        if isinstance(taken, Taken)
    }
    while inside:
        for index, (where, steps) in tuple(inside.items()):
            found[index] = _guarded(where, partial(_on, where, steps))
            if found[index] is not None:
                del inside[index]
    yield from (each for each in found if each is not None)


def _on(where: str, steps: Steps) -> Outcome | None:
    """What the next room makes of a document: nothing before the last."""
    try:
        return next(steps)
    except StopIteration as end:
        return Outcome(where=where, reading=end.value)


def _guarded(where: str, work: Callable[[], Made]) -> Made | Outcome:
    """What the work makes of the document at `where`, or why it makes nothing."""
    try:
        return work()
    except CtkgError as error:
        return Outcome(where=where, error=str(error))
    except Exception as error:  # a rule that fails on one document must not cost the others
        found = f"the reading rules failed ({type(error).__name__}: {error})"
        return Outcome(where=where, error=str(DocumentError(where, found, do="please report it with the document")))
