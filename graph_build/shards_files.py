"""The shares of documents as the files of a graph, written piece by piece: no step holds more than one document."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from msgspec import Struct

from graph_build import shards
from graph_build.namespaces import PREFIXES, graph
from graph_build.shards import Shard, in_graph, joined
from graph_build.shards_index import PARTS
from graph_build.shards_together import Common, Together
from graph_build.store_files import FILES, Shortener
from graph_build.store_terms import iri

PROVENANCE, INFERRED, CITED = (graph(name) for name in ("provenance", "inferred", "cited"))
#: Bytes copied at a time.
COPIED = 1 << 24


class Piece(Struct, frozen=True):
    """Bytes of a file: where, from which offset, how many."""

    file: Path
    offset: int
    length: int


Pieces = Mapping[str, Piece]


class Spool:
    """The parts of shards in one file, in the order in which they were made, until all are known."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: BinaryIO = path.open("wb")

    def close(self) -> None:
        """Nothing remains of the file."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def add(self, shard: Shard) -> dict[str, Piece]:
        """The parts of a shard are in the file; where each lies."""
        found = {}
        for part, data in parts(shard).items():
            found[part] = Piece(self.path, self._file.tell(), len(data))
            self._file.write(data)
        return found

    def flush(self) -> None:
        """All that was added can be read."""
        self._file.flush()


def parts(shard: Shard) -> dict[str, bytes]:
    """Each of PARTS as its file has it."""
    named = {"stated": graph("document", shard.key), "provenance": PROVENANCE, "inferred": INFERRED}
    lines = {part: in_graph(getattr(shard, part), name) for part, name in named.items()}
    return lines | {f"{part}_block": getattr(shard, f"{part}_block") for part in named}


def read(piece: Piece) -> bytes:
    """The bytes of a piece."""
    with piece.file.open("rb") as file:
        file.seek(piece.offset)
        return file.read(piece.length)


def write(folder: Path, documents: Mapping[str, Pieces], shared: Shared) -> dict[str, dict[str, tuple[int, int]]]:
    """The folder holds ctkg.nq, ctkg.trig and ctkg.ttl; the offset and length there of each document's parts.

    The same documents and registers give the same bytes, whatever order or process they were made in.
    """
    places: dict[str, dict[str, tuple[int, int]]] = {key: {} for key in documents}
    with _Target(folder / FILES["nquads"]) as target:
        for name, lines, part, keys in _graphs(shared, documents):
            target.text(in_graph(joined(lines), name))
            _own_parts(target, part, keys, documents, places)
    short = Shortener(PREFIXES)
    with _Target(folder / FILES["trig"]) as target:
        target.text(short.head().encode())
        for name, lines, part, keys in _graphs(shared, documents):
            target.text(f"\n{short(iri(name))} {{\n".encode() + shards.block(lines, short))
            _own_parts(target, f"{part}_block", keys, documents, places)
            target.text(b"}\n")
    with _Target(folder / FILES["turtle"]) as target:
        target.text(f"{short.head()}\n".encode() + shards.block(shared.union, short))
        for key in sorted(documents):
            target.piece(documents[key]["stated_block"])
            target.piece(documents[key]["inferred_block"])
    return places


class Shared:
    """The lines of every graph that no document owns: sorted, without end."""

    def __init__(self, common: Common, found: Together) -> None:
        self.graphs: dict[str, list[str]] = {PROVENANCE: [], CITED: list(found.cited)}
        for s, p, o, name in common.quads:
            self.graphs.setdefault(name[1:-1], []).append(f"{s} {p} {o}")
        inferred = [" ".join(triple) for triple in common.base.inferred]
        self.graphs[INFERRED] = [*inferred, *found.joint]
        for lines in self.graphs.values():
            lines.sort()
        known = [" ".join(triple) for triple in common.base.known]
        self.union = sorted([*known, *found.cited, *found.joint])


def _graphs(shared: Shared, documents: Iterable[str]) -> Iterator[tuple[str, Sequence[str], str, Sequence[str]]]:
    """Each graph by name, its shared lines, the part that documents have in it, and which documents."""
    own = {graph("document", key): [key] for key in documents}
    everyone = sorted(documents)
    for name in sorted({*own, *shared.graphs}):
        part = {PROVENANCE: "provenance", INFERRED: "inferred"}.get(name, "stated")
        lines, keys = shared.graphs.get(name, ()), everyone if part != "stated" else own.get(name, [])
        if lines or keys:
            yield name, lines, part, keys


def _own_parts(
    target: _Target,
    part: str,
    keys: Sequence[str],
    documents: Mapping[str, Pieces],
    places: dict[str, dict[str, tuple[int, int]]],
) -> None:
    for key in keys:
        places[key][part] = target.piece(documents[key][part])


class _Target:
    """A file that is written in order, from bytes in hand and from pieces of other files."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._sources: dict[Path, BinaryIO] = {}

    def __enter__(self) -> _Target:
        self._file: BinaryIO = self._path.open("wb", buffering=0)
        self._at = 0
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for file in (self._file, *self._sources.values()):
            file.close()

    def text(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._file.write(view) :]
        self._at += len(data)

    def piece(self, piece: Piece) -> tuple[int, int]:
        """The piece follows; its offset and length in this file."""
        at = self._at
        if piece.file not in self._sources:
            self._sources[piece.file] = piece.file.open("rb")
        source = self._sources[piece.file].fileno()
        left, offset = piece.length, piece.offset
        while left:
            sent = os.sendfile(self._file.fileno(), source, offset, min(left, COPIED))
            if not sent:
                raise OSError(f"{piece.file} ended early")
            left, offset = left - sent, offset + sent
        self._at += piece.length
        return at, piece.length


__all__ = ["PARTS", "Piece", "Pieces", "Shared", "Spool", "parts", "read", "write"]
