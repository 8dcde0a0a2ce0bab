"""Build the graph: registers and readings to quads, inferences, a report, and files that take the last ones' place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from msgspec import Struct, structs

from graph_build import (
    assets,
    batch_cache,
    curated,
    curated_participations,
    documents,
    graph,
    quads,
    quads_readings,
    reading,
    reason,
    store,
    store_files,
    store_remote,
    swap,
    validate,
)
from graph_build.batch import Quiet, Watch, Workers, read_all, registers_of
from graph_build.errors import CtkgError, DocumentError, StoreError
from graph_build.graph import STORE
from graph_build.model import Participation, Reading, Registers, Report
from graph_build.namespaces import instrument

#: How many messages an error quotes.
QUOTED = 5
AS_IT_WAS = "the last graph stays as it was"
QUIET = Quiet()


class Summary(Struct, frozen=True, kw_only=True):
    """What a build did: readings by where they came from, what failed and why, and the report of validation."""

    shipped: int
    added: int
    facts: tuple[tuple[str, int], ...]
    failed: tuple[str, ...]
    report: Report
    files: tuple[str, ...] = ()


class Built(Struct, frozen=True, kw_only=True):
    """The summary of a build, and the graph itself where it was built in memory."""

    summary: Summary
    graph: store.Store | None = None


class Gathered(Struct, frozen=True, kw_only=True):
    """What goes into a build: readings by symbol, which of them the user gave, participations by treaty, failures."""

    readings: dict[str, Reading]
    given: frozenset[str]
    failed: tuple[str, ...]
    participations: dict[str, tuple[Participation, ...]] = {}


def build(
    wheres: Sequence[str] = (),
    out: Path | None = None,
    *,
    symbol: str | None = None,
    workers: Workers = None,
    shipped: bool = True,
    strict: bool = False,
    registers: Path | None = None,
    server: str | None = None,
    watch: Watch = QUIET,
) -> Built:
    """Build the graph of the registers and shipped readings and of the documents, readings and participations given.

    A file in the folder `registers` takes the place of the shipped register of its name.
    With `out`, the folder then holds ctkg.ttl, ctkg.trig, ctkg.nq and the store; with `server`, the SPARQL 1.1 server
    whose queries go to that address holds the graph; without either, the graph is in memory.
    A document that cannot be read, or whose facts break a shape, is named in the summary and the rest is built. Raises
    CtkgError, and leaves the folder as it was, where every document given failed or the rest does not conform; with
    `strict`, where any failed.
    """
    known = registers_of(registers)
    endpoint = store_remote.Endpoint.at(server) if server is not None else None
    if endpoint is not None:
        made, gathered, report = prepare(wheres, known, symbol, workers, shipped, strict, watch)
        watch.step("sending")
        with store_remote.Remote(endpoint) as remote:
            remote.replace(store_files.graphs(made))
        return Built(summary=structs.replace(summary(gathered, report), files=(endpoint.query,)), graph=made)
    if out is None:
        made, gathered, report = prepare(wheres, known, symbol, workers, shipped, strict, watch)
        return Built(summary=summary(gathered, report), graph=made)
    with swap.Swap(out) as place:
        store.refuse_newer(out / STORE)
        made, gathered, report = prepare(wheres, known, symbol, workers, shipped, strict, watch)
        watch.step("writing")
        write(made, place.folder)
        place.commit()
    return Built(summary=summary(gathered, report, out))


def prepare(
    wheres: Sequence[str],
    registers: Registers,
    symbol: str | None,
    workers: Workers,
    shipped: bool,
    strict: bool,
    watch: Watch,
) -> tuple[store.Store, Gathered, Report]:
    """A store in memory with all that is built, and what went into it; raises CtkgError as `build` says."""
    gathered = gather(list(documents.expand(wheres)), registers, symbol, workers, shipped, watch)
    if gathered.failed and (strict or not (gathered.given or gathered.participations)):
        raise CtkgError("build", refusal(gathered.failed), do=AS_IT_WAS)
    return conforming(registers, gathered, strict, watch)


def write(made: store.Store, folder: Path) -> None:
    """The folder holds the graph as files and as a store; raises StoreError."""
    with ThreadPoolExecutor(1) as pool:  # the database works outside Python's lock
        kept = pool.submit(store.persist, made, folder / STORE)
        store_files.write(made, folder)
        kept.result()


def summary(gathered: Gathered, report: Report, out: Path | None = None) -> Summary:
    """What a build that went well did."""
    return Summary(
        shipped=len(gathered.readings) - len(gathered.given),
        added=len(gathered.given),
        facts=(*count(gathered.readings.values()), *standings(gathered)),
        failed=gathered.failed,
        report=report,
        files=tuple(str(out / name) for name in (*store_files.FILES.values(), "store")) if out else (),
    )


def count(readings: Iterable[Reading]) -> tuple[tuple[str, int], ...]:
    """How many paragraphs, citations, mentions, directives, events and unresolved passages the readings hold."""
    kinds = ("paragraphs", "citations", "mentions", "directives", "events", "unresolved")
    found = list(readings)
    return tuple((kind, sum(len(getattr(each, kind)) for each in found)) for kind in kinds)


def standings(gathered: Gathered) -> tuple[tuple[str, int], ...]:
    """How many standings of States towards treaties were given, where any were."""
    number = sum(map(len, gathered.participations.values()))
    return (("participations in treaties", number),) if number else ()


# ---------------------------------------------------------------- readings


def shipped_readings() -> dict[str, Reading]:
    """The readings that the package ships, by symbol."""
    found = (read_lines(path) for path in sorted(assets.folder("readings").glob("*.jsonl")))
    return {key(each): each for readings in found for each in readings}


def read_lines(path: Path) -> list[Reading]:
    """The readings in a file of JSON Lines; raises DocumentError naming the line."""
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise DocumentError(str(path), f"cannot be read: {error.strerror}", "a file that can be read") from error
    return [reading.decode(line, f"{path} line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def key(found: Reading) -> str:
    """The name of a reading's instrument in the graph."""
    return quads_readings.key(found.document)


def gather(
    wheres: Sequence[str], registers: Registers, symbol: str | None, workers: Workers, shipped: bool, watch: Watch
) -> Gathered:
    """The readings of a build with reviews applied; a document given takes the place of a shipped one."""
    readings = shipped_readings() if shipped else {}
    given: dict[str, Reading] = {}
    failed: list[str] = []
    watch.step("reading", len(wheres))
    tables = [where for where in wheres if where.endswith(".jsonl") and curated_participations.is_file_of(Path(where))]
    participations = treaties(tables, registers, failed, watch)
    for where, found, error in outcomes([each for each in wheres if each not in tables], registers, symbol, workers):
        watch.advance()
        name = key(found) if found else ""
        if error is not None:
            failed.append(error)
        elif found and name in given:
            first = given[name].document.source.file
            failed.append(str(DocumentError(where, f"{name} again", "each document once", f"read from {first}")))
        elif found:
            given[name] = found
    merged = {**readings, **given}
    if shipped:
        curated.present(registers.reviews, merged)
    reviewed = {name: curated.apply(registers.reviews, found) for name, found in sorted(merged.items())}
    return Gathered(
        readings=reviewed,
        given=frozenset(given),
        failed=tuple(failed),
        participations=dict(sorted(participations.items())),
    )


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
    return made


def outcomes(
    wheres: Sequence[str], registers: Registers, symbol: str | None, workers: Workers
) -> Iterator[tuple[str, Reading | None, str | None]]:
    """Where, reading and message of every document; a .jsonl file gives each of the readings in it."""
    lines = [where for where in wheres if where.endswith(".jsonl")]
    for where in lines:
        try:
            yield from ((where, found, None) for found in read_lines(Path(where)))
        except CtkgError as error:
            yield where, None, str(error)
    rest = [where for where in wheres if not where.endswith(".jsonl")]
    cache = batch_cache.Cache(batch_cache.folder(), registers) if rest else None
    for outcome in read_all(rest, registers, symbol=symbol, workers=workers, cache=cache):
        yield outcome.where, outcome.reading, outcome.error


# ---------------------------------------------------------------- the graph


def conforming(
    registers: Registers, gathered: Gathered, strict: bool, watch: Watch
) -> tuple[store.Store, Gathered, Report]:
    """A store that conforms to the shapes. Documents given that break them are left out and join those that failed."""
    standing = tuple(gathered.participations.values())
    made, report = assemble(registers, gathered.readings.values(), watch, standing)
    culprits = {name for name in gathered.given if breaches(name, report)}
    if not report.conforms and culprits:
        messages = tuple(refusal(breaches(name, report), name) for name in sorted(culprits))
        given = gathered.given - culprits
        if strict or not given:
            raise CtkgError("build", refusal(messages), do=AS_IT_WAS)
        kept = {name: found for name, found in gathered.readings.items() if name not in culprits}
        gathered = structs.replace(gathered, readings=kept, given=given, failed=gathered.failed + messages)
        made, report = assemble(registers, kept.values(), watch, standing)
    if not report.conforms:
        broken = [f"{result.focus}: {result.message}" for result in report.results if result.severity == "Violation"]
        raise CtkgError("build", refusal(broken, "the graph does not conform"), do=AS_IT_WAS)
    return made, gathered, report


def assemble(
    registers: Registers,
    readings: Iterable[Reading],
    watch: Watch,
    participations: Iterable[Sequence[Participation]] = (),
) -> tuple[store.Store, Report]:
    """A store in memory with all facts and all that follows from them, and the report on it."""
    made = store.memory()
    known = quads.Known.of(registers)
    watch.step("to triples")
    store.add(made, quads.of_ontology())
    store.add(made, quads.of_registers(registers))
    store.add(made, (quad for found in readings for quad in quads.of_reading(found, known)))
    store.add(made, (quad for each in participations for quad in quads.of_participations(each, known)))
    watch.step("reasoning")
    inferred = reason.infer(made)
    watch.step("checking")
    report = validate.validate(made)
    if inferred.inconsistencies:
        report = Report(conforms=False, results=inferred.inconsistencies + report.results)
    return made, report


def breaches(name: str, report: Report) -> list[str]:
    """What a document's facts do against the shapes."""
    iri = instrument(name)
    return [
        f"{result.focus}: {result.message}"
        for result in report.results
        if result.severity == "Violation" and (result.focus == iri or result.focus.startswith(f"{iri}#"))
    ]


def refusal(messages: Sequence[str], head: str = "") -> str:
    """The first few of the messages under a head, a line each, and how many more there are."""
    more = [f"… and {len(messages) - QUOTED} more"] if len(messages) > QUOTED else []
    return "\n  ".join([*([head] if head else []), *messages[:QUOTED], *more])


def check(where: Path) -> Report:
    """The report on the graph in a built folder, a store, or a file of triples; raises StoreError."""
    return graph.open(where).check()


def check_registers(folder: Path | None = None) -> Registers:
    """The registers in a folder, or those shipped, each row checked; raises RegisterError for the first bad row."""
    if folder is not None and not folder.is_dir():
        raise StoreError(str(folder), "no such folder", "the folder of the registers")
    return curated.load(folder or assets.folder("registers"))
