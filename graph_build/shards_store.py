"""The shares of documents in a store on disk: all of them, or those that changed over those that were there."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from pathlib import Path

from msgspec import Struct

from graph_build import store
from graph_build.namespaces import graph
from graph_build.shards import Shard, in_graph, joined, lines
from graph_build.shards_files import CITED, INFERRED, PROVENANCE, Pieces, Shared, read
from graph_build.store_terms import iri

#: Bytes of lines that are handed to the database at a time.
BATCH = 32 << 20
#: Quads taken out or put in by one update.
UPDATED = 5_000


class Filling:
    """A store that is filled from nothing, in portions of bounded size; with a pool, while others go on."""

    def __init__(self, made: store.Store, pool: Executor | None = None) -> None:
        self.store = made
        self._pool = pool
        self._under_way: Future[None] | None = None
        self._waiting: list[bytes] = []
        self._size = 0

    def add(self, shard: Shard) -> None:
        """What a document says and what follows from it alone is in its graphs and in the default graph."""
        self._put(in_graph(shard.stated, graph("document", shard.key)), shard.stated)
        self._put(in_graph(shard.inferred, INFERRED), shard.inferred)
        self._put(in_graph(shard.provenance, PROVENANCE))

    def lines(self, document: Lines) -> None:
        """As `add`, of the lines of a document."""
        self._put(
            "".join(f"{line} {iri(name)} .\n" if name else f"{line} .\n" for name, line in document.quads).encode()
        )

    def share(self, shared: Shared) -> None:
        """What no document owns is there too, and all is in the store."""
        for name, some in shared.graphs.items():
            self._put(in_graph(joined(some), name))
        self._put(joined(shared.union))
        self._load()
        if self._under_way is not None:
            self._under_way.result()

    def _put(self, *texts: bytes) -> None:
        self._waiting += texts
        self._size += sum(map(len, texts))
        if self._size > BATCH:
            self._load()

    def _load(self) -> None:
        """What waits goes into the store; one portion at a time, so that memory stays bounded."""
        text = b"".join(self._waiting)
        self._waiting, self._size = [], 0
        if self._pool is None:
            store.load_lines(self.store, text)
            return
        if self._under_way is not None:
            self._under_way.result()
        self._under_way = self._pool.submit(store.load_lines, self.store, text)


Quads = frozenset[tuple[str, str]]


class Change(Struct, frozen=True, kw_only=True):
    """Triples that go and that come: each a graph, "" for the default graph, and a line without its end."""

    gone: Quads
    new: Quads


class Lines(Struct, frozen=True, kw_only=True):
    """The lines of one document without their ends."""

    key: str
    stated: tuple[str, ...]
    inferred: tuple[str, ...]
    provenance: tuple[str, ...]

    @property
    def quads(self) -> Iterator[tuple[str, str]]:
        """Each with the graph it lies in, and those of the default graph once more."""
        named = ((graph("document", self.key), self.stated), (INFERRED, self.inferred), (PROVENANCE, self.provenance))
        for name, some in (*named, ("", self.stated), ("", self.inferred)):
            yield from ((name, line) for line in some)


def lines_of(shard: Shard) -> Lines:
    """The lines of a shard."""
    return Lines(
        key=shard.key,
        stated=tuple(lines(shard.stated)),
        inferred=tuple(lines(shard.inferred)),
        provenance=tuple(lines(shard.provenance)),
    )


def lines_at(key: str, pieces: Pieces) -> Lines:
    """The lines of a document where the files of a build have them."""
    names = {"stated": graph("document", key), "inferred": INFERRED, "provenance": PROVENANCE}
    found = {part: read(pieces[part]).decode().split(f" {iri(name)} .\n")[:-1] for part, name in names.items()}
    return Lines(key=key, **{part: tuple(some) for part, some in found.items()})


def change(old: Iterable[Lines], new: Iterable[Lines], was: Shared, now: Shared, foreign: Iterable[bytes]) -> Change:
    """What a store needs to hold the new documents for the old ones; `foreign` is what all documents say of others."""
    gone = {quad for each in old for quad in each.quads} | set(_shared(was))
    come = {quad for each in new for quad in each.quads} | set(_shared(now))
    still = {("", line) for text in foreign for line in lines(text)} | {("", line) for line in now.union}
    return Change(gone=frozenset(gone - come - still), new=frozenset(come - gone))


def _shared(shared: Shared) -> Iterator[tuple[str, str]]:
    """What changes with the documents, of what no document owns."""
    for name in (CITED, INFERRED):
        for line in shared.graphs[name]:
            yield name, line
            yield "", line


def copy(last: Path, folder: Path) -> store.Store:
    """The store in `last` again in `folder`, writable: files that a database never changes are the same on disk."""
    folder.mkdir(parents=True)
    for path in last.iterdir():
        if path.suffix == ".sst":
            os.link(path, folder / path.name)
        elif path.name != "LOCK":
            shutil.copy2(path, folder / path.name)
    return store.Store(str(folder))


def apply(made: store.Store, changed: Change) -> None:
    """The store holds what is new and no longer what is gone."""
    for verb, quads in (("DELETE", changed.gone), ("INSERT", changed.new)):
        ordered = sorted(quads)
        for start in range(0, len(ordered), UPDATED):
            made.update(f"{verb} DATA {{ {_data(ordered[start : start + UPDATED])} }}")


def _data(quads: Sequence[tuple[str, str]]) -> str:
    by: dict[str, list[str]] = defaultdict(list)
    for name, line in quads:
        by[name].append(line)
    return " ".join(
        f"GRAPH {iri(name)} {{ {' . '.join(some)} }}" if name else f"{' . '.join(some)} ." for name, some in by.items()
    )
