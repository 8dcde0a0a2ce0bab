"""A release: a folder with every export, its description, its checksums, and what changed since the last one."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from graph_build import assets, exports, exports_csvw, questions, release_changes, release_description, store
from graph_build.errors import QueryError, StoreError
from graph_build.namespaces import ID
from graph_build.release_description import Made, Shipped
from graph_build.release_readme import readme
from graph_build.store import Store

SUMS = "SHA256SUMS"
DESCRIPTION = "description.ttl"
#: Exports of one file, by where they lie in the release.
FILES = {
    "graph/ctkg.ttl": "ttl",
    "graph/ctkg.trig": "trig",
    "graph/ctkg.nq": "nq",
    "graph/ctkg.jsonld": "jsonld",
    "instruments.bib": "bib",
    "reports.ics": "ics",
}
LATEST = "SELECT (MAX(?day) AS ?latest) WHERE { ?read ct:sha256 ?sum ; ct:adoptedOn|ct:issuedOn ?day }"
READ = (
    "SELECT DISTINCT ?document WHERE { ?paragraph ct:paragraphId ?id ; ct:inInstrument ?document } ORDER BY ?document"
)


def release(held: Store, out: Path, *, since: Path | None = None, day: date | None = None) -> tuple[str, ...]:
    """The folder `out` holds the release, whole; a release that was there is replaced. Paths in it are returned.

    `since` is the folder of the last release; without `day` that of the latest document read is the day of the release.
    Raises StoreError where `out` holds something else, where `since` is no release, or where writing fails; then `out`
    stays as it was.
    """
    out = out.resolve()
    _refuse(out, since)
    new = out.with_name(f".{out.name}.new")
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        _write(held, new, since, day or latest(held))
        _replace(out, new)
    except OSError as error:
        raise StoreError(str(out), f"cannot be written ({error.strerror})", "a folder with room in it") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return tuple(sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()))


def _replace(out: Path, new: Path) -> None:
    """What is in `new` is in `out`, which stays the folder that it was: somebody may stand in it."""
    out.mkdir(exist_ok=True)
    old = out.with_name(f".{out.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    old.mkdir()
    for source, target in ((out, old), (new, out)):
        for path in sorted(source.iterdir()):
            path.rename(target / path.name)
    shutil.rmtree(old)


def _refuse(out: Path, since: Path | None) -> None:
    if out.exists() and not (out / SUMS).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise StoreError(str(out), "something else is there", "a new folder, an empty one, or a release to replace")
    if since is not None and not (since / SUMS).is_file():
        raise StoreError(str(since), f"no {SUMS} there", "the folder of a release that `ctkg release` wrote")


def latest(held: Store) -> date:
    """The day of the latest document that was read; raises QueryError where none has a day."""
    cell = store.select(held, LATEST).rows[0][0]
    if cell is None:
        raise QueryError("--date", "no document in the graph has a day", "--date YYYY-MM-DD")
    return date.fromisoformat(cell.value)


# ---------------------------------------------------------------- writing


def _write(held: Store, folder: Path, since: Path | None, day: date) -> None:
    for path, form in FILES.items():
        _file(folder / path, exports.parts(held, form))
    for path, form, question in networks():
        _file(folder / path, exports.parts(held, form, question))
    exports_csvw.folder(held, folder / "tables")
    for path, symbol in documents(held):
        _file(folder / path, exports.parts(held, "akn", instrument=symbol))
    for asset in sorted(assets.folder("ontology").glob("*.*")):
        _file(folder / "ontology" / asset.name, iter([asset.read_bytes()]))
    named = _changes(folder, since) if since is not None else None
    made = Made(day=day, version=version("ctkg"), files=shipped(folder), since=named)
    (folder / DESCRIPTION).write_text(release_description.turtle(made, held), "utf-8")
    (folder / "README.md").write_text(readme(made), "utf-8")
    sums = (f"{file.sha256}  {file.path}\n" for file in shipped(folder))
    (folder / SUMS).write_text("".join(sums), "utf-8")


def _file(path: Path, pieces: Iterator[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    exports.write(path, pieces)


def networks() -> Iterator[tuple[str, str, str]]:
    """Path, format and question of each network of the whole graph: of questions that ask for nothing in particular."""
    for question in questions.catalogue():
        particular = any(each.kind in ("instrument", "actor") and each.shown for each in question.parameters)
        if question.network and not particular:
            for form in ("graphml", "gexf"):
                yield f"networks/{question.name}.{form}", form, question.name


def documents(held: Store) -> Iterator[tuple[str, str]]:
    """Path and symbol of each document that was read: documents/A-RES-60-288.xml."""
    taken: set[str] = set()
    for (cell,) in store.select(held, READ).rows:
        symbol = cell.value.removeprefix(f"{ID}instrument/") if cell else ""
        name = re.sub(r"[^A-Za-z0-9.]+", "-", symbol).strip("-")
        while name.casefold() in taken:
            name += "-2"
        taken.add(name.casefold())
        yield f"documents/{name}.xml", symbol


def _changes(folder: Path, since: Path) -> str:
    """Writes CHANGES.md and changes/; returns the day of the release `since`."""
    found = release_changes.changes(folder / "tables", since / "tables")
    release_changes.write(found, folder / "changes")
    counts = release_changes.triples(folder / "graph/ctkg.nq", since / "graph/ctkg.nq", folder / "changes")
    day = issued(since)
    (folder / "CHANGES.md").write_text(
        release_changes.page(found, f"the release of {day}", {"triples": counts}), "utf-8"
    )
    return day


def issued(folder: Path) -> str:
    """The day of the release in a folder, as its description says; raises StoreError where it does not."""
    rows = store.select(store.load(folder / DESCRIPTION), "SELECT ?d { ?r a dcat:Dataset ; dcterms:issued ?d }").rows
    if not rows or rows[0][0] is None:
        raise StoreError(str(folder / DESCRIPTION), "no day of the release", "the description of a release")
    return rows[0][0].value


def shipped(folder: Path) -> tuple[Shipped, ...]:
    """The files in a folder by path, each with its size and SHA-256."""
    paths = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
    return tuple(
        Shipped(path=name, size=path.stat().st_size, sha256=_digest(path)) for name, path in paths
    )  # fmt: skip


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
