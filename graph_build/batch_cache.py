"""Readings kept from one build to the next, so that a document that did not change is not read again.

A reading is kept under what it depends on: the bytes of the document, the symbol given with it, the registers, and the
source of this package. Nothing is ever out of date; what cannot be read back is read anew. The cache may be removed
at any time.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import msgspec

from graph_build import fetch, reading
from graph_build.errors import CtkgError
from graph_build.model import Reading, Registers

#: Libraries whose version decides what text a document has, or what is found in it.
LIBRARIES = ("ahocorasick-rs", "lxml", "msgspec", "pypdfium2")
#: How many states of rules and registers are kept.
STATES = 3


def folder() -> Path:
    """Where readings are kept: beside the documents that were fetched."""
    documents = fetch.cache_folder()
    return documents / ".readings" if os.environ.get("CTKG_CACHE") else documents.parent / "readings"


def rules() -> Iterator[bytes]:
    """What decides what is read in a document, but for the registers: the source of this package, its libraries."""
    for path in sorted(Path(__file__).parent.glob("*.py")):
        yield path.name.encode() + b"\0" + path.read_bytes() + b"\0"
    yield " ".join(f"{name} {version(name)}" for name in ("ctkg", *LIBRARIES)).encode()


def state(registers: Registers) -> str:
    """A digest of the rules: the source of this package, its libraries, the registers without their reviews."""
    found = hashlib.sha256()
    for part in rules():
        found.update(part)
    found.update(msgspec.json.encode(msgspec.structs.replace(registers, reviews=())))
    return found.hexdigest()[:32]


class Cache:
    """The readings kept for one state of the rules; a folder that cannot be written keeps nothing, and says nothing."""

    def __init__(self, base: Path, rules: str) -> None:
        self.base = base
        self.folder = base / rules

    @classmethod
    def of(cls, base: Path, registers: Registers) -> Cache:
        """The readings that these registers, and the rules as they are, have given."""
        return cls(base, state(registers))

    def _place(self, sha256: str, symbol: str | None) -> Path:
        name = f"{sha256}-{hashlib.sha256(symbol.encode()).hexdigest()[:16]}" if symbol else sha256
        return self.folder / sha256[:2] / f"{name}.json"

    def find(self, where: str, symbol: str | None) -> Reading | None:
        """The reading of the file at `where` as it is now, under that name; None where it is not kept."""
        try:
            with open(where, "rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            found = reading.decode(self._place(sha256, symbol).read_bytes(), where)
        except (OSError, ValueError, CtkgError):
            return None
        source = msgspec.structs.replace(found.document.source, file=where)
        return msgspec.structs.replace(found, document=msgspec.structs.replace(found.document, source=source))

    def keep(self, found: Reading, symbol: str | None) -> None:
        """The reading is there for the next build; a build that is killed leaves no half of it."""
        place = self._place(found.document.source.sha256, symbol)
        half = place.with_suffix(f".{os.getpid()}")
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(reading.encode(found))
            half.replace(place)
        except OSError:
            with suppress(OSError):
                half.unlink(missing_ok=True)

    def tidy(self) -> None:
        """Of other states of the rules only the last few are kept."""
        try:
            os.utime(self.folder)
            states = sorted(
                (path for path in self.base.iterdir() if path.is_dir()), key=lambda path: -path.stat().st_mtime
            )
        except OSError:
            return
        for path in states[STATES:]:
            shutil.rmtree(path, ignore_errors=True)
