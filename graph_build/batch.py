"""Read many documents: one reading or one message each, in the order given, over as many processes as are wanted."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec import Struct

from graph_build import assets, curated, documents
from graph_build.batch_cache import Cache
from graph_build.errors import CtkgError, DocumentError, RegisterError
from graph_build.model import Reading, Registers
from graph_build.reading import Reader

P = TypeVar("P")
M = TypeVar("M")
#: Below this many documents a second process costs more than it saves.
WORTH_A_PROCESS = 8


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of one document: its reading, or why there is none."""

    where: str
    reading: Reading | None = None
    error: str | None = None


class Watch(Protocol):
    """Who is told how far the work has come."""

    def step(self, name: str, total: int | None = None) -> None:
        """A step begins; `total` is the number of its parts where it is known."""

    def advance(self) -> None:
        """One part of the step is done."""


class Quiet:
    """Nobody watches."""

    def step(self, name: str, total: int | None = None) -> None:
        """Nothing is shown."""

    def advance(self) -> None:
        """Nothing is shown."""


def shipped_registers() -> Registers:
    """The registers that the package ships."""
    return curated.load(assets.folder("registers"))


def registers_of(folder: Path | None) -> Registers:
    """The shipped registers, in which each file of `folder` takes the place of the one of its name."""
    if folder is None:
        return shipped_registers()
    if not folder.is_dir():
        raise RegisterError(str(folder), "no such folder", "a folder of registers, such as one with reviews.yaml")
    return curated.load(folder, assets.folder("registers"))


def read_all(
    wheres: Sequence[str],
    registers: Registers,
    *,
    symbol: str | None = None,
    workers: int | None = None,
    cache: Cache | None = None,
) -> Iterator[Outcome]:
    """An outcome for each of `wheres`, in their order; `workers` None means as many as the work is worth.

    With a cache, only what it does not keep is read, and kept there.
    """
    if cache is None:
        yield from read_anew(wheres, registers, symbol, workers)
        return
    kept = {where: found for where in dict.fromkeys(wheres) if (found := cache.find(where, symbol)) is not None}
    anew = read_anew([where for where in wheres if where not in kept], registers, symbol, workers)
    for where in wheres:
        if where in kept:
            yield Outcome(where=where, reading=kept[where])
            continue
        outcome = next(anew)
        if outcome.reading is not None:
            cache.keep(outcome.reading, symbol)
        yield outcome
    cache.tidy()


def read_anew(
    wheres: Sequence[str], registers: Registers, symbol: str | None, workers: int | None
) -> Iterator[Outcome]:
    """An outcome for each of `wheres`, each read."""
    if not wheres:
        return
    count = workers if workers is not None else min(os.cpu_count() or 1, 1 + len(wheres) // WORTH_A_PROCESS)
    if count <= 1 or len(wheres) <= 1:
        reader = Reader(registers)
        yield from (outcome(reader, symbol, where) for where in wheres)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from spread(pool, wheres, registers, symbol, portions=4 * count)


def spread(
    pool: Executor, wheres: Sequence[str], registers: Registers, symbol: str | None, portions: int
) -> Iterator[Outcome]:
    """The outcomes of `wheres`, in order, from any executor; each portion prepares the registers' names once."""
    size = max(1, min(32, len(wheres) // portions))
    parts = [wheres[start : start + size] for start in range(0, len(wheres), size)]
    for outcomes in pool.map(partial(portion, registers, symbol), parts):
        yield from outcomes


def ahead(pool: Executor, work: Callable[[P], M], parts: Iterable[P], most: int) -> Iterator[M]:
    """What `work` makes of each part, in their order, from any executor; at most `most` are under way at a time."""
    waiting: deque[Future[M]] = deque()
    for part in parts:
        if len(waiting) >= most:
            yield waiting.popleft().result()
        waiting.append(pool.submit(work, part))
    while waiting:
        yield waiting.popleft().result()


def portion(registers: Registers, symbol: str | None, wheres: Sequence[str]) -> list[Outcome]:
    """The outcomes of some documents, read one after another in this process."""
    reader = Reader(registers)
    return [outcome(reader, symbol, where) for where in wheres]


def outcome(reader: Reader, symbol: str | None, where: str) -> Outcome:
    """What became of the document at `where`. A fault in the reading rules is an outcome too, so the rest goes on."""
    try:
        return Outcome(where=where, reading=reader.read(documents.load(where), symbol))
    except CtkgError as error:
        return Outcome(where=where, error=str(error))
    except Exception as error:  # a rule that fails on one document must not cost the others
        found = f"the reading rules failed ({type(error).__name__}: {error})"
        return Outcome(where=where, error=str(DocumentError(where, found, do="please report it with the document")))
