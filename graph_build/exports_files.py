"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, which takes the place of `path` at the end; after an error `path` is as it was.

    Raises OSError where it cannot be written.
    """
    place = path.resolve()
    through = place.parent / f".{place.name}.new"
    try:
        with through.open("wb") as file:
            yield file
        os.replace(through, place)
    finally:
        through.unlink(missing_ok=True)
