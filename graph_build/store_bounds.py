"""How long, how many rows and how much memory a question may take, so that none takes the machine with it.

A query runs in a thread of its own while the caller waits and watches. One that goes past its bounds is given up with
an OutOfBoundsError: where it was handing over rows it stops at the next one; where the database was still working it
runs on in the background until it is done or the process ends (the command line ends at once).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from graph_build.errors import CtkgError, OutOfBoundsError

T = TypeVar("T")
#: Seconds between two looks at the clock and the memory.
LOOK = 0.02
_STATM = Path("/proc/self/statm")
_SHARE, _SMALL = 0.5, 1024


class Bounds(Struct, frozen=True, kw_only=True):
    """What a query may take: wall seconds, rows (or triples) of its answer, MiB that the process grows by meanwhile."""

    seconds: float = 120.0
    rows: int = 1_000_000
    megabytes: int = 4096

    @classmethod
    def stated(cls) -> Bounds:
        """Those of the environment variables CTKG_SECONDS, CTKG_ROWS and CTKG_MEGABYTES, else the usual ones.

        Raises CtkgError for what is not a positive number. No more than half of the machine's memory is usual.
        """
        usual = cls(megabytes=min(cls().megabytes, max(_SMALL, int(_machine() * _SHARE))))
        return cls(
            seconds=_number("CTKG_SECONDS", usual.seconds),
            rows=int(_number("CTKG_ROWS", usual.rows)),
            megabytes=int(_number("CTKG_MEGABYTES", usual.megabytes)),
        )


def _number(name: str, usual: float) -> float:
    written = os.environ.get(name, "")
    if not written:
        return usual
    try:
        found = float(written)
    except ValueError:
        found = 0.0
    if not 0 < found < float("inf"):
        raise CtkgError(name, f"found “{written}”", "a number above 0")
    return found


def _machine() -> float:
    """MiB of memory of this machine."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**20


def resident() -> float:
    """MiB of memory that this process holds; 0 where the system does not tell."""
    try:
        return int(_STATM.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return 0.0


class Ticket:
    """What the work asks while it hands over rows: whether it may go on."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.given_up = threading.Event()

    def rows(self, found: Iterable[T]) -> Iterator[T]:
        """The rows, as long as they are within bounds; raises OutOfBoundsError."""
        for number, row in enumerate(found):
            if number >= self.bounds.rows:
                more = f"more than {self.bounds.rows:,} rows"
                raise _out(more, "a smaller answer", "add a LIMIT or a filter, or raise CTKG_ROWS")
            if self.given_up.is_set():
                raise _out("given up", "", "")
            yield row


class _Work(Generic[T]):
    """Work on its way in a thread: `answer` or `error` once it is over."""

    def __init__(self, work: Callable[[Ticket], T], ticket: Ticket) -> None:
        self.ticket = ticket
        self.work = work
        self.answer: list[T] = []
        self.error: BaseException | None = None
        self.over = threading.Event()

    def run(self) -> None:
        try:
            self.answer.append(self.work(self.ticket))
        except BaseException as error:  # handed to the caller, whatever it is
            self.error = error.with_traceback(None)  # whose frames hold what must not leave this thread
        finally:
            self.over.set()


def within(bounds: Bounds, work: Callable[[Ticket], T]) -> T:
    """What `work` gives, which must hand its rows through the ticket; raises OutOfBoundsError, or what it raised."""
    going = _Work(work, Ticket(bounds))
    started, before = time.monotonic(), resident()
    threading.Thread(target=going.run, daemon=True, name="ctkg-query").start()
    try:
        while not going.over.wait(LOOK):
            if time.monotonic() - started > bounds.seconds:
                found = f"no answer after {bounds.seconds:g} seconds"
                raise _out(found, "a query that is quicker", "ask for less, or raise CTKG_SECONDS")
            if resident() - before > bounds.megabytes:
                found = f"more than {bounds.megabytes:,} MB of memory"
                raise _out(found, "a query that needs less", "ask for less, or raise CTKG_MEGABYTES")
    finally:
        going.ticket.given_up.set()
    if going.error is not None:
        raise going.error
    return going.answer[0]


def _out(found: str, expected: str, do: str) -> OutOfBoundsError:
    return OutOfBoundsError("query", found, expected, do)
