"""Build the graph: documents and registers to a store and files that take the last ones' place.

Documents are read and closed one by one, by as many processes as are wanted, and go at once where they will stay; what
they say together is added at the end, and the whole is checked before it is anybody's to see.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

from msgspec import Struct, structs

from graph_build import (
    assets,
    building_inputs,
    building_portions,
    curated,
    graph,
    shards,
    shards_together,
    store,
    store_files,
    store_remote,
    swap,
    validate,
)
from graph_build.batch import WORTH_A_PROCESS, Quiet, Watch, Workers, registers_of
from graph_build.building_inputs import Inputs, key, read_lines, shipped_readings
from graph_build.building_portions import Bench, Made, Order, Task
from graph_build.building_sinks import Folder, Memory, Sink, writing
from graph_build.errors import CtkgError, DocumentError, StoreError
from graph_build.graph import STORE
from graph_build.model import Participation, Reading, Registers, Report, Result, Review
from graph_build.namespaces import instrument
from graph_build.shards import Shard
from graph_build.shards_index import Entry, Origin, Refused
from graph_build.shards_together import Common

__all__ = ["QUIET", "Built", "Summary", "build", "check", "check_registers", "key", "read_lines", "shipped_readings"]

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


class Work(Struct, frozen=True):
    """How a build is done: by whom, whether any failure stops it, and who is told."""

    workers: Workers = None
    strict: bool = False
    watch: Watch = QUIET


class Assembled(Struct, frozen=True, kw_only=True):
    """The documents of a graph by key, those that failed, the report, and the participations in treaties by treaty."""

    entries: dict[str, Entry]
    participations: dict[str, tuple[Participation, ...]]
    failed: tuple[str, ...]
    report: Report
    refused: tuple[Refused, ...] = ()


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
    work = Work(workers, strict, watch)
    endpoint = store_remote.Endpoint.at(server) if server is not None else None
    if endpoint is not None:
        done = send(building_inputs.inputs(wheres, known, symbol, shipped, watch), endpoint, work)
        return Built(summary=structs.replace(summary(done), files=(endpoint.query,)))
    if out is None:
        sink = Memory()
        done = conforming(building_inputs.inputs(wheres, known, symbol, shipped, watch), sink, work)
        return Built(summary=summary(done), graph=sink.store)
    with swap.Swap(out) as place:
        store.refuse_newer(out / STORE)
        given = building_inputs.inputs(wheres, known, symbol, shipped, watch)
        with writing(out), Folder(place.folder, out, given.order.state) as folder:
            done = conforming(given, folder, work)
            watch.step("writing")
            folder.write(done.entries, done.refused)
        place.commit()
    return Built(summary=summary(done, out))


def send(given: Inputs, endpoint: store_remote.Endpoint, work: Work) -> Assembled:
    """What conforms is on the server; it was made in a folder of the system's for what does not last."""
    with tempfile.TemporaryDirectory(prefix="ctkg-") as name:
        place = Path(name)
        with writing(place), Folder(place, place / "none", given.order.state) as folder:
            done = conforming(given, folder, work)
            work.watch.step("sending")
            with store_remote.Remote(endpoint) as remote:
                remote.replace(store_files.streamed(folder.made, place))
    return done


def summary(done: Assembled, out: Path | None = None) -> Summary:
    """What a build that went well did."""
    shipped = sum(entry.shipped for entry in done.entries.values())
    return Summary(
        shipped=shipped,
        added=len(done.entries) - shipped,
        facts=count(done),
        failed=done.failed,
        report=done.report,
        files=tuple(str(out / name) for name in (*store_files.FILES.values(), STORE)) if out else (),
    )


def count(done: Assembled) -> tuple[tuple[str, int], ...]:
    """How many paragraphs, citations, mentions, directives, events and unresolved passages the documents hold."""
    found: Counter[str] = Counter()
    for entry in done.entries.values():
        found.update(dict(entry.counts))
    number = sum(map(len, done.participations.values()))
    return (*found.items(), *((("participations in treaties", number),) if number else ()))


# ---------------------------------------------------------------- documents, as they come


def conforming(given: Inputs, sink: Sink, work: Work) -> Assembled:
    """What went into the sink and conforms; documents given that break the shapes are left out and join the failed.

    Raises CtkgError as `build` says.
    """
    tools = building_portions.bench(given.order)
    without: dict[str, str] = {}
    while True:
        collected = collect(given, sink, work, without)
        done = together(collected, sink, tools.common, work.watch)
        if done.report.conforms:
            if given.shipped:
                curated.present(given.order.registers.reviews, done.entries)
            return done
        culprits = {key: messages for key in given_keys(done) if (messages := _faults(done.entries[key], done.report))}
        if not culprits:
            broken = [f"{result.focus}: {result.message}" for result in done.report.results if _breaks(result)]
            raise CtkgError("build", refusal(broken, "the graph does not conform"), do=AS_IT_WAS)
        without |= {key: refusal(messages, key) for key, messages in culprits.items()}
        sink.reset()


def collect(given: Inputs, sink: Sink, work: Work, without: Mapping[str, str]) -> Collected:
    """Every document in the sink, but those without whom the graph shall be; raises CtkgError as `build` says."""
    found = Collected(list(given.failed), sink, given.order.participations)
    tasks = [*given.given, *given.shipped]
    origins = [building_inputs.origin(task, given.order.symbol) for task in tasks]
    reviews = given.order.registers.reviews
    kept = [
        sink.unchanged(origin, task.shipped, lambda key: building_inputs.rulings(reviews, key))
        for task, origin in zip(tasks, origins, strict=True)
    ]
    todo = [task for task, entry in zip(tasks, kept, strict=True) if entry is None]
    sink.begin(len(todo), kept)
    made = make(given.order, todo, work.workers)
    for task, origin, entry in zip(tasks, origins, kept, strict=True):
        if entry is not None:
            found.keep(entry, task, without)
        else:
            found.take(next(made), origin, reviews, without)
        if not task.shipped:
            work.watch.advance()
    found.failed += without.values()
    if found.failed and (work.strict or not (given_keys(found) or given.order.participations)):
        raise CtkgError("build", refusal(found.failed), do=AS_IT_WAS)
    return found


def make(order: Order, tasks: Sequence[Task], workers: Workers) -> Iterator[Made]:
    """What became of each task, in order; `workers` None means as many processes as the work is worth."""
    if isinstance(workers, Executor):
        width = getattr(workers, "width", os.cpu_count() or 1)
        yield from building_portions.spread(workers, order, tasks, width) if tasks else ()
        return
    count = workers if workers is not None else min(os.cpu_count() or 1, 1 + len(tasks) // WORTH_A_PROCESS)
    if count <= 1 or len(tasks) <= 1 or any(task.where == "-" for task in tasks):  # no other has the standard input
        yield from building_portions.here(order, tasks)
        return
    with ProcessPoolExecutor(count) as pool:
        yield from building_portions.spread(pool, order, tasks, count)


class Collected:
    """The documents of a graph by key as they come, and what failed."""

    def __init__(self, failed: list[str], sink: Sink, participations: dict[str, tuple[Participation, ...]]) -> None:
        self.participations = participations
        self.entries: dict[str, Entry] = {}
        self.failed = failed
        self.refused: list[Refused] = []
        self._sink = sink
        self._from: dict[str, str] = {}

    def keep(self, found: Entry | Refused, task: Task, without: Mapping[str, str]) -> None:
        """A document that did not change since the last build, where it shall be in the graph."""
        if found.key in without or not self._is_new(found.key, task):
            return
        if isinstance(found, Refused):
            self._refuse(found, task)
        else:
            self.entries[found.key] = structs.replace(found, shipped=task.shipped)

    def take(self, made: Made, origin: Origin | None, reviews: Sequence[Review], without: Mapping[str, str]) -> None:
        """What became of a document goes into the sink, or joins the failed."""
        shard = made.shard
        if shard is None or origin is None:
            self.failed.append(made.error or f"{made.task.where}: gone while it was read")
            return
        if shard.key in without or not self._is_new(shard.key, made.task):
            return
        full = structs.replace(origin, rulings=building_inputs.rulings(reviews, shard.key))
        if broken := breaches(shard.key, validate.report(made.results)):
            if made.task.shipped:
                raise CtkgError("build", refusal(broken, "the graph does not conform"), do=AS_IT_WAS)
            self._refuse(Refused(key=shard.key, origin=full, broken=tuple(broken)), made.task)
            return
        self._sink.add(shard)
        self.entries[shard.key] = entry_of(shard, made.results, full, made.task.shipped)

    def _refuse(self, found: Refused, task: Task) -> None:
        self.refused.append(found)
        self.failed.append(refusal(found.broken, f"{task.where}: its facts break the shapes"))

    def _is_new(self, key: str, task: Task) -> bool:
        """Whether no document has this key yet; a document given takes the place of a shipped one."""
        if first := self._from.setdefault(key, task.where if not task.shipped else ""):
            if first is task.where and key not in self.entries:
                return True
            if not task.shipped:
                self.failed.append(
                    str(DocumentError(task.where, f"{key} again", "each document once", f"read from {first}"))
                )
            return False
        return key not in self.entries


def entry_of(shard: Shard, results: tuple[Result, ...], origin: Origin, shipped: bool) -> Entry:
    """What a build keeps in mind of a document whose lines it has put down."""
    return Entry(
        key=shard.key,
        origin=origin,
        shipped=shipped,
        places={},
        share=shard.share,
        counts=shard.counts,
        results=results,
    )


def given_keys(done: Collected | Assembled) -> list[str]:
    """The documents that the user gave."""
    return [key for key, entry in done.entries.items() if not entry.shipped]


# ---------------------------------------------------------------- what they come to


def together(found: Collected, sink: Sink, common: Common, watch: Watch) -> Assembled:
    """The sink holds all of the graph; the report on it."""
    watch.step("joining")
    entries = dict(sorted(found.entries.items()))
    shares = {key: entry.share for key, entry in entries.items()}
    said = shards_together.together(shares, common)
    made = sink.join(entries, said, common)
    watch.step("checking")
    results = [result for entry in entries.values() for result in entry.results]
    results += shards_together.of_things(shares, said, common)
    results += shards_together.of_all(made, common)
    return Assembled(
        entries=entries,
        participations=found.participations,
        failed=tuple(found.failed),
        refused=tuple(found.refused),
        report=validate.report(results),
    )


def assemble(
    registers: Registers,
    readings: Iterable[Reading],
    participations: Iterable[Sequence[Participation]] = (),
) -> tuple[store.Store, Report]:
    """A store in memory with all facts of these readings and all that follows from them, and the report on it."""
    of = {each[0].treaty: tuple(each) for each in participations}
    tools = Bench(Order(state="", registers=registers, participations=of))
    sink = Memory()
    found = Collected([], sink, of)
    shards_ = [shards.shard(reading, tools.known, tools.common.base, tools.common.short) for reading in readings]
    judged = shards_together.alone(shards_, tools.common)
    for each in shards_:
        sink.add(each)
        found.entries[each.key] = entry_of(each, judged[each.key], Origin(sha256="", symbol=None, name=""), False)
    done = together(found, sink, tools.common, QUIET)
    return sink.store, done.report


def breaches(name: str, report: Report) -> list[str]:
    """What a document's facts do against the shapes."""
    iri = instrument(name)
    return [
        f"{result.focus}: {result.message}"
        for result in report.results
        if _breaks(result) and (result.focus == iri or result.focus.startswith(f"{iri}#"))
    ]


def _faults(entry: Entry, report: Report) -> list[str]:
    """What a document's facts do against the shapes, those on what it shares with others (events) or cites too."""
    shared = {line.partition(" ")[0][1:-1] for line in shards.lines(entry.share.foreign)}
    shared.update(map(instrument, entry.share.cited))
    others = [
        f"{result.focus}: {result.message}" for result in report.results if _breaks(result) and result.focus in shared
    ]
    return breaches(entry.key, report) + others


def _breaks(result: Result) -> bool:
    return result.severity == "Violation"


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
