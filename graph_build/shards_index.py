"""What a built folder knows of its own making, so that the next build does again only what changed.

The index names, for each document, what it was made from and where its lines stand in the files of the graph. It is
only believed where those files are as the build left them.
"""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from graph_build import store_files
from graph_build.model import Result
from graph_build.shards import Share

FILE = "ctkg-index"
#: Which file of a build holds which part of a document's share.
PARTS = {
    "stated": store_files.FILES["nquads"],
    "provenance": store_files.FILES["nquads"],
    "inferred": store_files.FILES["nquads"],
    "stated_block": store_files.FILES["trig"],
    "provenance_block": store_files.FILES["trig"],
    "inferred_block": store_files.FILES["trig"],
}


class Origin(Struct, frozen=True, kw_only=True):
    """What a document's share was made from, but for what all have in common: bytes, symbol given, name, rulings."""

    sha256: str
    symbol: str | None
    name: str
    rulings: str = ""


class Entry(Struct, frozen=True, kw_only=True):
    """A document in a built graph; `places` are offset and length of each of PARTS in its file."""

    key: str
    origin: Origin
    shipped: bool
    places: dict[str, tuple[int, int]]
    share: Share
    counts: tuple[tuple[str, int], ...]
    results: tuple[Result, ...]


class Refused(Struct, frozen=True, kw_only=True):
    """A document left out of a built graph because its facts break the shapes; `broken` says how."""

    key: str
    origin: Origin
    broken: tuple[str, ...]


class Index(Struct, frozen=True, kw_only=True):
    """The documents of a built graph, and the state of everything else it was made from."""

    state: str
    files: dict[str, tuple[int, int]]  # size and time of change of each file
    entries: tuple[Entry, ...]
    refused: tuple[Refused, ...] = ()


def stamp(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change, in nanoseconds, of the files that entries point into."""
    found = {name: (folder / name).stat() for name in sorted(set(PARTS.values()))}
    return {name: (stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}


def write(index: Index, store: Path) -> None:
    """The store of a build holds its index."""
    (store / FILE).write_bytes(msgspec.msgpack.encode(index))


def read(folder: Path, store: Path, state: str) -> Index | None:
    """The index of the graph in `folder`; None where there is none, its files changed, or anything common did."""
    try:
        found = msgspec.msgpack.decode((store / FILE).read_bytes(), type=Index)
        believed = found.state == state and found.files == stamp(folder)
    except (OSError, msgspec.DecodeError):
        return None
    return found if believed else None
