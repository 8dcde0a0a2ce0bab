"""Read many documents: one reading or one message each, in the order given, over as many processes as are wanted."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Protocol, TypeVar, runtime_checkable

from msgspec import Struct, msgpack, structs

from graph_build import assets, curated, fetch, reading
from graph_build.batch_cache import Cache
from graph_build.batch_outcomes import Outcome, outcomes
from graph_build.errors import CtkgError, DocumentError, RegisterError
from graph_build.model import Registers
from graph_build.reading import Reader

P = TypeVar("P")
M = TypeVar("M")
#: Below this many documents a second process costs more than it saves.
WORTH_A_PROCESS = 8
#: How many portions each process has before it, and how many documents a portion has at most.
PORTIONS, PORTION = 4, 24
#: Who reads: so many processes (None: as many as the work is worth), or any executor.
Workers = int | Executor | None


class Line(Struct, frozen=True, kw_only=True):
    """What became of one document: its reading as a line of JSON, or why there is none."""

    where: str
    line: bytes | None = None
    error: str | None = None


class Order(Struct, frozen=True, kw_only=True):
    """What every portion is read with: registers as packed bytes, without rulings; a symbol; with words or without."""

    registers: bytes
    symbol: str | None = None
    with_text: bool = True


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
    workers: Workers = None,
    cache: Cache | None = None,
) -> Iterator[Outcome]:
    """An outcome for each of `wheres`, in their order, read by so many processes or any executor.

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


def read_anew(wheres: Sequence[str], registers: Registers, symbol: str | None, workers: Workers) -> Iterator[Outcome]:
    """An outcome for each of `wheres`, each read; raises CtkgError where those who read are gone."""
    with readers(workers, wheres) as pool:
        if pool is None:
            yield from read_here(wheres, registers, symbol)
        else:
            yield from map(read_back, spread(*pool, wheres, order(registers, symbol)))


def lines(
    wheres: Sequence[str],
    registers: Registers,
    *,
    symbol: str | None = None,
    with_text: bool = True,
    workers: Workers = None,
) -> Iterator[Line]:
    """The same as lines of JSON, each made where its document is read; of use where only the line is wanted."""
    with readers(workers, wheres) as pool:
        if pool is None:
            yield from map(partial(written, with_text=with_text), read_here(wheres, registers, symbol))
        else:
            yield from spread(*pool, wheres, order(registers, symbol, with_text=with_text))


@contextmanager
def readers(workers: Workers, wheres: Sequence[str]) -> Iterator[tuple[Executor, int] | None]:
    """Who reads `wheres`, and how many at a time; None where this process does. No other has its standard input."""
    if isinstance(workers, Executor):
        yield (workers, getattr(workers, "width", os.cpu_count() or 1)) if wheres else None
        return
    count = workers if workers is not None else min(os.cpu_count() or 1, 1 + len(wheres) // WORTH_A_PROCESS)
    if count <= 1 or len(wheres) <= 1 or "-" in wheres:
        yield None
        return
    with ProcessPoolExecutor(count) as pool:
        yield pool, count


def read_here(wheres: Sequence[str], registers: Registers, symbol: str | None) -> Iterator[Outcome]:
    """An outcome for each of `wheres`, read in this process."""
    if wheres:
        yield from outcomes(Reader(registers), symbol, wheres)


def order(registers: Registers, symbol: str | None, *, with_text: bool = True) -> Order:
    """What other processes need. Rulings do not change what is read."""
    packed = msgpack.encode(structs.replace(registers, reviews=()))
    return Order(registers=packed, symbol=symbol, with_text=with_text)


@lru_cache(maxsize=1)
def reader_of(packed: bytes) -> Reader:
    """The reader with packed registers: a process makes it once, for all portions that it reads."""
    return Reader(msgpack.decode(packed, type=Registers))


@runtime_checkable
class Sender(Protocol):
    """An executor that takes what all work needs once, not with each piece of work."""

    def once(self, common: Any) -> Any:
        """What stands for it among the arguments of work."""


def spread(pool: Executor, width: int, wheres: Sequence[str], order: Order) -> Iterator[Line]:
    """The lines of `wheres`, in order, from any executor that does `width` things at a time."""
    size = max(1, min(PORTION, len(wheres) // (PORTIONS * width)))
    asked = [reached(where) for where in wheres] if isinstance(pool, Sender) else wheres
    parts = [asked[start : start + size] for start in range(0, len(wheres), size)]
    yield from map(renamed, wheres, ahead(pool, portion, order, parts, PORTIONS * width, lost))


def ahead(
    pool: Executor,
    work: Callable[[Any, Sequence[P]], list[M]],
    common: Any,
    parts: Sequence[Sequence[P]],
    most: int,
    lost: Callable[[P, str], M],
) -> Iterator[M]:
    """What `work` makes of all in each part, in order, from any executor; at most `most` parts are under way at a time.

    `lost` says what becomes of one that whoever works on it dies of. Raises CtkgError where the executor is gone.
    """
    sent = pool.once(common) if isinstance(pool, Sender) else common
    waiting: deque[tuple[Future[list[M]], Sequence[P]]] = deque()
    for part in parts:
        if len(waiting) >= most:
            yield from _taken(pool, work, sent, lost, *waiting.popleft())
        waiting.append((pool.submit(work, sent, part), part))
    while waiting:
        yield from _taken(pool, work, sent, lost, *waiting.popleft())


def _taken(
    pool: Executor,
    work: Callable[[Any, Sequence[P]], list[M]],
    sent: Any,
    lost: Callable[[P, str], M],
    going: Future[list[M]],
    part: Sequence[P],
) -> Iterator[M]:
    """What became of a part. One that workers die of is done one by one, so that the one at fault is named."""
    try:
        yield from going.result()
    except CtkgError:
        raise
    except (BrokenExecutor, CancelledError) as error:
        found = f"those who read are gone ({type(error).__name__})"
        raise CtkgError("reading", found, "processes that live", "try again, or with --workers 1") from error
    except Exception as error:  # whoever worked on it died, again and again
        if len(part) > 1:
            singles = [(pool.submit(work, sent, [each]), [each]) for each in part]
            for single in singles:
                yield from _taken(pool, work, sent, lost, *single)
            return
        yield lost(part[0], f"every process that reads it dies of it ({type(error).__name__})")


def lost(where: str, found: str) -> Line:
    """What becomes of a document that processes die of."""
    return Line(where=where, error=str(DocumentError(where, found, do="please report it with the document")))


def reached(where: str) -> str:
    """The document's path or address as one in another folder must name it; raises DocumentError."""
    if where == "-":
        found, do = "standard input, which the workers of a cluster do not have", "save it as a file that they reach"
        raise DocumentError(where, found, "a path or address", do)
    return where if fetch.is_address(where) else os.path.abspath(where)


def renamed(where: str, found: Line) -> Line:
    """The line under the name that the document was given by."""
    if found.line is None or found.where == where:
        return structs.replace(found, where=where)
    read = reading.decode(found.line, where)
    front = structs.replace(read.document, source=structs.replace(read.document.source, file=where))
    return Line(where=where, line=reading.encode(structs.replace(read, document=front)))


def portion(order: Order, wheres: Sequence[str]) -> list[Line]:
    """The lines of some documents, read in this process."""
    found = outcomes(reader_of(order.registers), order.symbol, wheres)
    return [written(each, with_text=order.with_text) for each in found]


def written(found: Outcome, *, with_text: bool) -> Line:
    """The outcome with its reading written out, with or without the words of paragraphs."""
    if found.reading is None:
        return Line(where=found.where, error=found.error)
    read = found.reading if with_text else reading.without_text(found.reading)
    return Line(where=found.where, line=reading.encode(read))


def read_back(found: Line) -> Outcome:
    """The outcome that was written."""
    read = reading.decode(found.line, found.where) if found.line is not None else None
    return Outcome(where=found.where, reading=read, error=found.error)
