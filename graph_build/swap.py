"""Put a finished graph in the place of the last one, whole, or not at all.

A build writes into OUT/.new, which it holds locked, and marks it complete. Only then are its files moved, one by one,
over those of the last graph. A run that is killed before the mark leaves the last graph as it was; one killed while
moving leaves a marked folder, and whoever opens the graph next moves the rest. Whoever opens a graph holds OUT itself
locked for that moment, and so does whoever moves: nobody sees half of each. A reader keeps what it opened. Locks are
those of the operating system and end with their process. Other files in OUT are never touched.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from graph_build.errors import StoreError

NEW, OLD, COMPLETE = ".new", ".old", "complete"


class Swap:
    """The one build that writes to `out`: `folder`, empty at first, takes the place of the last graph by `commit`.

    Entering raises StoreError where the folder cannot be written or another build writes to it. On leaving nothing
    remains of a build that was not committed.
    """

    def __init__(self, out: Path) -> None:
        self.out, self.folder = out, out / NEW
        self._held = -1
        self._complete = False

    def __enter__(self) -> Swap:
        try:
            self._held = self._lock()
            finish(self.out)
            self.folder.mkdir(exist_ok=True)
            _empty(self.folder)
            shutil.rmtree(self.out / OLD, ignore_errors=True)
        except OSError as error:
            self._release()
            found = f"cannot be written ({error.strerror})"
            raise StoreError(str(self.out), found, "a folder that can be made") from error
        return self

    def _lock(self) -> int:
        """A handle on OUT/.new, locked; again where a build that ended took the folder away meanwhile."""
        while True:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.path.samestat(os.fstat(handle), os.stat(self.folder)):
                    return handle
            except FileNotFoundError:
                pass
            except OSError as error:
                os.close(handle)
                if error.errno not in (errno.EAGAIN, errno.EACCES):
                    raise
                found, what = "another build is writing there", "one build at a time"
                raise StoreError(str(self.out), found, what, "wait for it, or give another folder with -o") from None
            os.close(handle)

    def commit(self) -> None:
        """`out` holds what was built, on the disk, and nothing of the last graph."""
        try:
            for path in sorted(self.folder.rglob("*")):
                _settle(path)
            self._mark()
            finish(self.out)
        except OSError as error:
            raise StoreError(
                str(self.out), f"cannot be written ({error.strerror})", "a folder with room in it"
            ) from error

    def _mark(self) -> None:
        (self.folder / COMPLETE).touch()
        self._complete = True
        _settle(self.folder)

    def _release(self) -> None:
        if self._held >= 0:
            os.close(self._held)
        self._held = -1

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if not self._complete:  # a complete one is no longer ours to remove: another build may have begun
                abandon(self.out)
        finally:
            self._release()


def finish(out: Path) -> None:
    """Move a complete OUT/.new into place; nothing where there is none."""
    if (out / NEW / COMPLETE).exists():
        with _locked(out, fcntl.LOCK_EX):
            _move(out)


def _move(out: Path) -> None:
    new, old = out / NEW, out / OLD
    if not (new / COMPLETE).exists():  # another process was faster
        return
    old.mkdir(exist_ok=True)
    for made in sorted(new.iterdir()):
        if made.name == COMPLETE:
            continue
        target = out / made.name
        if target.exists():
            _remove(old / made.name)
            os.replace(target, old / made.name)
        os.replace(made, target)
    shutil.rmtree(new)
    shutil.rmtree(old)


@contextmanager
def reading(out: Path) -> Iterator[None]:
    """In the block no file of the graph in `out` is moved; a complete OUT/.new is moved into place before.

    Raises StoreError where that is left to do and the folder cannot be written.
    """
    while True:
        try:
            finish(out)
        except OSError as error:
            found = f"a finished build waits to be put in place ({error.strerror})"
            raise StoreError(str(out), found, "a folder that can be written", "open it once with the right") from error
        with _locked(out, fcntl.LOCK_SH):
            if not (out / NEW / COMPLETE).exists():
                yield
                return


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)


def abandon(out: Path) -> None:
    """Nothing remains of an unfinished build, nor of a folder that it made."""
    shutil.rmtree(out / NEW, ignore_errors=True)
    if out.is_dir() and not any(out.iterdir()):
        out.rmdir()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """What is in a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
