"""Put a finished graph in the place of the last one, whole, or not at all.

A build writes into OUT/.new and marks it complete. Only then are its files moved, one by one, over those of the last
graph. A run that is killed before the mark leaves the last graph as it was; one killed while moving leaves a marked
folder, and whoever opens the graph next moves the rest. Other files in OUT are never touched.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from graph_build.errors import StoreError

NEW, OLD, COMPLETE = ".new", ".old", "complete"


def begin(out: Path) -> Path:
    """An empty folder OUT/.new to build in; a complete one that was left there is moved into place first."""
    try:
        finish(out)
        shutil.rmtree(out / NEW, ignore_errors=True)
        shutil.rmtree(out / OLD, ignore_errors=True)
        (out / NEW).mkdir(parents=True)
    except OSError as error:
        raise StoreError(str(out), f"cannot be written ({error.strerror})", "a folder that can be made", "") from error
    return out / NEW


def commit(out: Path) -> None:
    """OUT holds what was built, and nothing of the last graph."""
    mark = out / NEW / COMPLETE
    mark.touch()
    _settle(mark.parent)
    finish(out)


def finish(out: Path) -> None:
    """Move a complete OUT/.new into place; nothing where there is none."""
    new, old = out / NEW, out / OLD
    if not (new / COMPLETE).exists():
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


def abandon(out: Path) -> None:
    """Nothing remains of an unfinished build, nor of a folder that it made; a complete one is left to `finish`."""
    if (out / NEW / COMPLETE).exists():
        return
    shutil.rmtree(out / NEW, ignore_errors=True)
    if out.is_dir() and not any(out.iterdir()):
        out.rmdir()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """The folder's entries, the mark among them, are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
