"""The work on documents that any process can do: read them, make their shares of the graph, check these.

An order says what all portions have in common. What is made of it once (names, rules, checks) is kept in the process
for the portions that follow.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct, structs

from graph_build import batch, curated, quads, reading, shards, shards_together
from graph_build.batch_cache import Cache
from graph_build.batch_outcomes import TOGETHER, Outcome, outcomes
from graph_build.errors import CtkgError
from graph_build.model import Participation, Registers, Result
from graph_build.reading import Reader
from graph_build.shards import Shard
from graph_build.shards_together import Common
from graph_build.store_terms import Quad

#: Documents of a portion: enough that the checks of the base do not count, few enough to lie in memory.
PORTION = 64


class Order(Struct, frozen=True, kw_only=True, eq=False):
    """What every portion of a build is made with; two of one `state` differ in rulings and symbol only."""

    state: str
    registers: Registers
    participations: dict[str, tuple[Participation, ...]] = {}
    symbol: str | None = None
    cache: str | None = None  # the folder of readings that are kept
    rules: str = ""  # the state of the rules by which they were read

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Order) and (self.state, self.cache) == (other.state, other.cache)

    def __hash__(self) -> int:
        return hash((self.state, self.cache))


class Task(Struct, frozen=True, kw_only=True):
    """A document at `where`, or one reading of a file of them: its line."""

    where: str
    line: bytes | None = None
    number: int = 0
    shipped: bool = False


class Made(Struct, frozen=True, kw_only=True):
    """What became of a task: a shard with what the shapes say of it alone, or why there is none."""

    task: Task
    shard: Shard | None = None
    results: tuple[Result, ...] = ()
    error: str | None = None


class Bench:
    """What an order needs, made once."""

    def __init__(self, order: Order) -> None:
        self.registers = order.registers
        self.known = quads.Known.of(order.registers)
        self.common = Common(self.known, list(base(order, self.known)))
        self.cache = Cache(Path(order.cache), order.rules) if order.cache else None

    @cached_property
    def reader(self) -> Reader:
        """Made when the first document is read: readings need none."""
        return Reader(self.registers)


def base(order: Order, known: quads.Known) -> Iterator[Quad]:
    """What is there without any document."""
    yield from quads.of_ontology()
    yield from quads.of_registers(order.registers)
    yield from quads.software()
    for each in order.participations.values():
        yield from quads.of_participations(each, known)


@lru_cache(maxsize=1)
def bench(order: Order) -> Bench:
    """The bench of an order, which no ruling nor symbol changes: a process makes it once."""
    return Bench(order)


def spread(pool: Executor, order: Order, tasks: Sequence[Task], workers: int) -> Iterator[Made]:
    """What became of each task, in their order, from any executor; no more is under way than the workers need."""
    size = max(1, min(PORTION, -(-len(tasks) // (2 * workers))))
    parts = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    if isinstance(pool, batch.Sender):  # whose workers may be in other folders
        parts = [[placed(task) for task in part] for part in parts]
    found = batch.ahead(pool, portion, order, parts, 2 * workers, lost)
    yield from (structs.replace(made, task=task) for task, made in zip(tasks, found, strict=True))


def placed(task: Task) -> Task:
    """The task with its document named as one in another folder must; raises DocumentError."""
    return task if task.line is not None else structs.replace(task, where=batch.reached(task.where))


def lost(task: Task, found: str) -> Made:
    """What becomes of a document that processes die of."""
    return Made(task=task, error=batch.lost(task.where, found).error)


def here(order: Order, tasks: Sequence[Task]) -> Iterator[Made]:
    """What became of each task, in this process."""
    for start in range(0, len(tasks), PORTION):
        yield from portion(order, tasks[start : start + PORTION])


def portion(order: Order, tasks: Sequence[Task]) -> list[Made]:
    """What became of some documents."""
    tools = bench(order)
    made = [one(tools, order, task, found) for task, found in zip(tasks, readings(tools, order, tasks), strict=True)]
    judged = shards_together.alone([each.shard for each in made if each.shard], tools.common)
    return [structs.replace(each, results=judged[each.shard.key]) if each.shard else each for each in made]


def one(tools: Bench, order: Order, task: Task, found: Outcome) -> Made:
    """The share of one document, or why there is none; RegisterError for a ruling that does not fit."""
    if found.reading is None:
        return Made(task=task, error=found.error)
    reviewed = curated.apply(order.registers.reviews, found.reading)
    return Made(task=task, shard=shards.shard(reviewed, tools.known, tools.common.base, tools.common.short))


def readings(tools: Bench, order: Order, tasks: Sequence[Task]) -> Iterator[Outcome]:
    """The readings of documents in their order, kept from an earlier build or made anew, a few at a time."""
    for start in range(0, len(tasks), TOGETHER):
        few = [(task, kept(tools, order.symbol, task)) for task in tasks[start : start + TOGETHER]]
        wheres = [task.where for task, found in few if found is None]
        anew = outcomes(tools.reader, order.symbol, wheres) if wheres else iter(())
        for _, found in few:
            yield found or _keep(tools, order.symbol, next(anew))


def _keep(tools: Bench, symbol: str | None, found: Outcome) -> Outcome:
    if tools.cache is not None and found.reading is not None:
        tools.cache.keep(found.reading, symbol)
    return found


def kept(tools: Bench, symbol: str | None, task: Task) -> Outcome | None:
    """The reading that a task holds, or one kept from an earlier build; None where it is to be made."""
    if task.line is not None:
        try:
            return Outcome(where=task.where, reading=reading.decode(task.line, f"{task.where} line {task.number}"))
        except CtkgError as error:
            return Outcome(where=task.where, error=str(error))
    found = tools.cache.find(task.where, symbol) if tools.cache is not None else None
    return None if found is None else Outcome(where=task.where, reading=found)
