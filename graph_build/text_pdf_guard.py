"""Work that may not end: done in a process of its own, within bounds of time and memory that the system holds.

Only for PDFs that draw the same over and over: a kilobyte of them can ask pdfium for hours and all memory.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from graph_build.bounds import MAX_MEMORY, MAX_SECONDS
from graph_build.errors import DocumentError
from graph_build.model import Pages


def guarded(file: str, work: Callable[[], Pages]) -> Pages:
    """What `work` gives, or the DocumentError that it raises; another one where it went past the bounds.

    Where the system cannot divide a process, the work is done in this one.
    """
    if not hasattr(os, "fork"):
        return work()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _work(writing, work)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    try:
        answer = pickle.loads(told)
    except (pickle.UnpicklingError, EOFError):
        bound = f"{MAX_SECONDS} seconds or {MAX_MEMORY // 2**20} MB"
        raise DocumentError(file, f"a PDF that takes more than {bound}", "pages of text", "print it anew") from None
    if isinstance(answer, Pages):
        return answer
    raise DocumentError(*answer)


def _work(writing: int, work: Callable[[], Pages]) -> None:
    """In the child: do the work within the bounds, tell the outcome, and end without tidying up for the parent."""
    with suppress(BaseException):
        _bound()
        try:
            told: object = work()
        except DocumentError as error:
            told = (error.where, error.found, error.expected, error.do)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(told, pipe)
    os._exit(0)


def _bound() -> None:
    import resource  # only where processes can be divided

    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    memory = _held() + MAX_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _held() -> int:
    """The bytes of memory that this process has laid claim to already, where the system tells."""
    with suppress(OSError, ValueError):
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
