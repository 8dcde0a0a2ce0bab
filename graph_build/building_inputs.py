"""What goes into a build: the documents, readings and tables given, those that the package ships, and their state."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from graph_build import assets, batch_cache, curated_participations, documents, fetch, quads_work, reading
from graph_build.batch import Watch
from graph_build.building_portions import Order, Task
from graph_build.errors import CtkgError, DocumentError
from graph_build.model import Participation, Reading, Registers, Review
from graph_build.shards_index import Origin


class Inputs(Struct, frozen=True, kw_only=True):
    """The tasks of a build, those of the package apart; what they have in common; what could not be taken, and why."""

    order: Order
    given: tuple[Task, ...]
    shipped: tuple[Task, ...]
    failed: tuple[str, ...]


def inputs(wheres: Sequence[str], registers: Registers, symbol: str | None, shipped: bool, watch: Watch) -> Inputs:
    """What the files at `wheres`, and where `shipped` those of the package, give to a build."""
    found = list(documents.expand(wheres))
    tables = [where for where in found if where.endswith(".jsonl") and curated_participations.is_file_of(Path(where))]
    failed: list[str] = []
    watch.step("reading", len(found))
    participations = treaties(tables, registers, failed, watch)
    given = list(tasks([where for where in found if where not in tables], failed))
    rules = batch_cache.state(registers)
    order = Order(
        state=state(rules, participations),
        registers=registers,
        participations=participations,
        symbol=symbol,
        cache=str(batch_cache.folder()) if any(task.line is None for task in given) else None,
        rules=rules,
    )
    return Inputs(order=order, given=tuple(given), shipped=tuple(own()) if shipped else (), failed=tuple(failed))


def tasks(wheres: Sequence[str], failed: list[str]) -> Iterator[Task]:
    """A task for each document, and for each reading in a file of them; what cannot be opened joins `failed`."""
    for where in wheres:
        if not where.endswith(".jsonl"):
            yield Task(where=where)
            continue
        try:
            yield from (Task(where=where, line=line, number=number) for number, line in lines_of(Path(where)))
        except CtkgError as error:
            failed.append(str(error))


def own() -> Iterator[Task]:
    """The readings that the package ships."""
    for path in sorted(assets.folder("readings").glob("*.jsonl")):
        for number, line in lines_of(path):
            yield Task(where=str(path), line=line, number=number, shipped=True)


def lines_of(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of a file of readings with their numbers; raises DocumentError."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read: {error.strerror}", "a file that can be read") from error
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def read_lines(path: Path) -> list[Reading]:
    """The readings in a file of JSON Lines; raises DocumentError naming the line."""
    return [reading.decode(line, f"{path} line {number}") for number, line in lines_of(path)]


def shipped_readings() -> dict[str, Reading]:
    """The readings that the package ships, by symbol."""
    found = (read_lines(path) for path in sorted(assets.folder("readings").glob("*.jsonl")))
    return {key(each): each for readings in found for each in readings}


def key(found: Reading) -> str:
    """The name of a reading's instrument in the graph."""
    return quads_work.key(found.document)


def treaties(
    tables: Sequence[str], registers: Registers, failed: list[str], watch: Watch
) -> dict[str, tuple[Participation, ...]]:
    """The participations in files of them, by treaty; what is wrong with a file joins `failed`."""
    made: dict[str, tuple[Participation, ...]] = {}
    for where in tables:
        watch.advance()
        try:
            found = curated_participations.read(Path(where), registers)
        except CtkgError as error:
            failed.append(str(error))
            continue
        treaty = found[0].treaty
        if treaty in made:
            failed.append(str(DocumentError(where, f"{treaty} again", "each treaty once")))
        made.setdefault(treaty, found)
    return dict(sorted(made.items()))


# ---------------------------------------------------------------- what tells an input from another


def state(rules: str, participations: dict[str, tuple[Participation, ...]]) -> str:
    """A digest of what all documents of a build have in common: rules, registers, ontology, shapes, participations."""
    found = hashlib.sha256(rules.encode())
    for name in ("ontology", "shapes"):
        for path in sorted(assets.folder(name).glob("*.ttl")):
            found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    found.update(msgspec.json.encode(participations))
    return found.hexdigest()


def origin(task: Task, symbol: str | None) -> Origin | None:
    """What a task is made from; None where its file cannot be read."""
    name = PurePosixPath(task.where.replace("\\", "/")).name
    if task.line is not None:
        return Origin(sha256=hashlib.sha256(task.line).hexdigest(), symbol=None, name=name)
    if task.where == "-" or fetch.is_address(task.where):  # what lies there is not known before it is read
        return Origin(sha256="", symbol=symbol, name=task.where)
    try:
        with open(task.where, "rb") as file:
            return Origin(sha256=hashlib.file_digest(file, "sha256").hexdigest(), symbol=symbol, name=name)
    except OSError:
        return None


def rulings(reviews: Sequence[Review], key: str) -> str:
    """A digest of people's rulings on the facts of a document."""
    about = [review for review in reviews if review.document == key]
    return hashlib.sha256(msgspec.json.encode(about)).hexdigest() if about else ""
