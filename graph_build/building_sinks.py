"""Where the shares of documents go: into memory, or into a folder, over what the last build left there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Protocol

from msgspec import structs

from graph_build import shards_files, shards_index, shards_store, store
from graph_build.errors import CtkgError, StoreError
from graph_build.graph import STORE
from graph_build.shards import Shard
from graph_build.shards_files import Piece, Pieces, Shared, Spool
from graph_build.shards_index import PARTS, Entry, Index, Origin, Refused
from graph_build.shards_together import Common, Together, together

SPOOL = "spool"
#: A store is changed in place of being filled where no more than this share of the documents changed.
CHANGED = 0.1


Rulings = Callable[[str], str]


class Sink(Protocol):
    """Takes shards as they come; then what they say together, and gives the store that holds all of it."""

    def unchanged(self, origin: Origin | None, shipped: bool, rulings: Rulings) -> Entry | Refused | None:
        """What the last build made of this origin, where the sink can take it over as it is."""

    def begin(self, todo: int, kept: Sequence[Entry | Refused | None]) -> None:
        """So many documents will be added; these are taken over."""

    def add(self, shard: Shard) -> None:
        """The sink holds a document's share."""

    def join(self, entries: Mapping[str, Entry], found: Together, common: Common) -> store.Store:
        """The store with all of the graph: the documents in `entries`, and what is said together."""

    def reset(self) -> None:
        """The sink is empty again."""


class Memory:
    """A store in memory."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """The store is empty."""
        self.store = store.memory()
        self._filling = shards_store.Filling(self.store)

    def unchanged(self, origin: Origin | None, shipped: bool, rulings: Rulings) -> Entry | Refused | None:  # noqa: ARG002
        """Nothing was there before."""
        return None

    def begin(self, todo: int, kept: Sequence[Entry | Refused | None]) -> None:
        """Nothing to prepare."""

    def add(self, shard: Shard) -> None:
        """The store holds it, or will after `join`."""
        self._filling.add(shard)

    def join(self, entries: Mapping[str, Entry], found: Together, common: Common) -> store.Store:  # noqa: ARG002
        """The store holds all."""
        self._filling.share(Shared(common, found))
        return self.store


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """In the block, what a disk or a database refuses is a StoreError that names `out`."""
    try:
        yield
    except BrokenExecutor as error:
        raise CtkgError("build", "a process that read documents ended early", do="try fewer --workers") from error
    except (OSError, RuntimeError) as error:
        said = f"cannot be written ({error})"
        raise StoreError(str(out), said, "a folder with room in it") from error


class Folder:
    """A folder that gets the files and the store of a graph, `out` being where the last one is.

    Documents of the last graph that did not change are copied from its files, where all else is of the same `state`.
    """

    def __init__(self, folder: Path, out: Path, state: str) -> None:
        self.folder, self.out, self._state = folder, out, state
        index = shards_index.read(out, out / STORE, state) if store.is_whole(out / STORE) else None
        self.last = {entry.key: entry for entry in index.entries} if index else {}
        self._by_origin: dict[Origin, list[Entry | Refused]] = defaultdict(list)
        known: list[Entry | Refused] = [*self.last.values(), *(index.refused if index else ())]
        for found in known:
            self._by_origin[structs.replace(found.origin, rulings="")].append(found)

    def __enter__(self) -> Folder:
        self._loader = ThreadPoolExecutor(1)  # the database works outside Python's lock
        self._open()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._loader.shutdown()
        self._close()

    def _open(self) -> None:
        self._spool = Spool(self.folder / SPOOL)
        self._pieces: dict[str, Pieces] = {}
        self._new: list[shards_store.Lines] | None = None
        self._filling: shards_store.Filling | None = None
        self._made: store.Store | None = None

    def _close(self) -> None:
        self._spool.close()
        self._filling = self._made = None

    def reset(self) -> None:
        """The folder is empty."""
        self._loader.shutdown()
        self._close()
        store.discard(self.folder / STORE)
        self._loader = ThreadPoolExecutor(1)
        self._open()

    @property
    def made(self) -> store.Store:
        """The store that `join` made."""
        if self._made is None:
            raise StoreError(str(self.folder), "no graph is made yet", "one that was built")
        return self._made

    def unchanged(self, origin: Origin | None, shipped: bool, rulings: Rulings) -> Entry | Refused | None:
        """What the last build made of it, where the rulings on the document are the same too."""
        if origin is None or not origin.sha256:
            return None
        for found in self._by_origin.get(origin, ()):
            if found.origin.rulings == rulings(found.key) and not (shipped and isinstance(found, Refused)):
                return found
        return None

    def begin(self, todo: int, kept: Sequence[Entry | Refused | None]) -> None:
        """The last store is taken over and changed where few documents changed."""
        there = {found.key for found in kept if isinstance(found, Entry)}
        changed = todo + len(set(self.last) - there)
        self._new = [] if self.last and changed <= max(CHANGED * len(self.last), 1) else None

    def add(self, shard: Shard) -> None:
        """The folder holds the document's lines."""
        self._pieces[shard.key] = self._spool.add(shard)
        if self._new is not None:
            self._new.append(shards_store.lines_of(shard))
        else:
            self._fill().add(shard)

    def _fill(self) -> shards_store.Filling:
        if (
            self._filling is None
        ):  # not before the first document came: the database has threads, and workers are forked
            self._filling = shards_store.Filling(store.create(self.folder / STORE), self._loader)
        return self._filling

    def join(self, entries: Mapping[str, Entry], found: Together, common: Common) -> store.Store:
        """The store in the folder holds all."""
        self._shared = Shared(common, found)
        if self._new is not None:
            self._made = self._changed(entries, common, self._new)
            return self._made
        filling = self._fill()
        for key in entries:
            if key not in self._pieces:  # unchanged, but the store is made anew
                filling.lines(shards_store.lines_at(key, self._old(key)))
        filling.share(self._shared)
        self._made, self._filling = filling.store, None
        return self._made

    def _changed(self, entries: Mapping[str, Entry], common: Common, new: list[shards_store.Lines]) -> store.Store:
        made = shards_store.copy(self.out / STORE, self.folder / STORE)
        was = Shared(common, together({key: entry.share for key, entry in self.last.items()}, common))
        gone = [key for key in self.last if key not in entries or key in self._pieces]
        old = [shards_store.lines_at(key, self._old(key)) for key in gone]
        foreign = (entry.share.foreign for entry in entries.values())
        shards_store.apply(made, shards_store.change(old, new, was, self._shared, foreign))
        return made

    def _old(self, key: str) -> dict[str, Piece]:
        """Where the last graph has the parts of a document."""
        return {part: Piece(self.out / PARTS[part], *place) for part, place in self.last[key].places.items()}

    def write(self, entries: Mapping[str, Entry], refused: Sequence[Refused] = ()) -> None:
        """The folder holds the files of the graph beside the store, and the store an index of both; StoreError."""
        self._spool.flush()
        pieces = {key: self._pieces.get(key) or self._old(key) for key in entries}
        places = shards_files.write(self.folder, pieces, self._shared)
        self._spool.close()
        found = tuple(structs.replace(entry, places=places[key]) for key, entry in sorted(entries.items()))
        files = shards_index.stamp(self.folder)
        index = Index(state=self._state, files=files, entries=found, refused=tuple(refused))
        shards_index.write(index, self.folder / STORE)
        made, self._made = self._made, None
        if made is not None:
            store.finish(made, packed=self._new is None)
        del made
        store.seal(self.folder / STORE)
