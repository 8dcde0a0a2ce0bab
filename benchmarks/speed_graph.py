"""The graph rooms beside the libraries that are their reference, in one run on the same graph.

    python benchmarks/speed.py --only graph [--documents N]

Seconds are CPU time of this process, all its threads together. Ours work on the whole shipped graph and on that of the
first N documents; the references on the latter only.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypeVar

from graph_build import batch, building, quads, questions, reason, shards_together, store, store_files, validate
from graph_build.model import Reading
from graph_build.namespaces import PREFIXES

T = TypeVar("T")
#: Seconds after which a question that rdflib is asked counts as no faster than that.
PATIENCE = 5


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The seconds of CPU that `work` took, and what it gave."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


class Table:
    """Rows of the result, printed as they come."""

    def __init__(self) -> None:
        print("| work | triples | ours, s | reference | its, s | times faster |\n|---|--:|--:|---|--:|--:|")

    def row(self, work: str, triples: int, ours: float, reference: str = "", its: float | None = None) -> None:
        """Print one row."""
        theirs = f"{its:.2f} | {its / ours:.0f}" if its is not None else " | "
        print(f"| {work} | {triples:,} | {ours:.2f} | {reference} | {theirs} |", flush=True)


def stated(readings: Sequence[Reading]) -> list[store.Quad]:
    """The quads of the ontology, the registers and these readings."""
    registers = batch.shipped_registers()
    known = quads.Known.of(registers)
    found = [*quads.of_ontology(), *quads.of_registers(registers)]
    return found + [quad for reading in readings for quad in quads.of_reading(reading, known)]


def size(made: store.Store) -> int:
    """The number of triples of the default graph."""
    return sum(1 for _ in store.triples(made))


def measure(documents: int) -> None:
    """Measure and print."""
    readings = [found for _, found in sorted(building.shipped_readings().items())]
    table = Table()
    found = stated(readings)
    made = store.memory(found)
    name = f"{len(readings)} documents"
    seconds, _ = timed(lambda: reason.infer(made))
    table.row(f"{name}: OWL RL in the store", size(made), seconds)
    seconds, _ = timed(lambda: shards_together.Common(quads.Known.of(batch.shipped_registers()), found))
    table.row(f"{name}: OWL RL by a walk", size(made), seconds)
    seconds, _ = timed(lambda: validate.validate(made))
    table.row(f"{name}: SHACL", size(made), seconds)
    beside(table, readings[:documents])
    catalogue(table, readings[:documents])


def beside(table: Table, readings: Sequence[Reading]) -> None:
    """Ours and the references on the same small graph."""
    import rdflib

    found = stated(readings)
    name = f"{len(readings)} documents"
    made, other = store.memory(found), store.memory(found)
    fast, _ = timed(lambda: reason.infer(made))
    slow, _ = timed(lambda: reason.infer(other, "owlrl"))
    difference = set(store.triples(made, store.INFERRED)) ^ set(store.triples(other, store.INFERRED))
    table.row(f"{name}: OWL RL ({len(difference)} facts differ)", size(made), fast, "owlrl", slow)
    fast, report = timed(lambda: validate.validate(made))
    slow, same = timed(lambda: validate.validate(made, "pyshacl"))
    table.row(f"{name}: SHACL (reports {'equal' if report == same else 'differ'})", size(made), fast, "pyshacl", slow)
    text = store_files.text(made, "turtle")
    fast, _ = timed(lambda: store.Store().bulk_load(text.encode(), format=store.FORMATS[".ttl"]))
    slow, graph = timed(lambda: rdflib.Graph().parse(data=text, format="turtle"))
    table.row(f"{name}: read Turtle", size(made), fast, "rdflib", slow)
    fast, _ = timed(lambda: store_files.text(made, "turtle"))
    slow, _ = timed(lambda: graph.serialize(format="turtle"))
    table.row(f"{name}: write Turtle, sorted", size(made), fast, "rdflib", slow)


def catalogue(table: Table, readings: Sequence[Reading]) -> None:
    """Every question of the catalogue with its defaults, asked of the store and of rdflib, both in memory."""
    from rdflib import Dataset

    made = store.memory(stated(readings))
    reason.infer(made)
    graph = Dataset(default_union=False)
    graph.parse(data=store_files.text(made, "nquads"), format="nquads")
    union = "".join(f"{' '.join(triple)} .\n" for triple in store.triples(made))
    graph.default_context.parse(data=union, format="nt")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace, replace=True)
    ratios, ours, theirs = [], 0.0, 0.0
    for question in questions.catalogue():
        fast, _ = timed(lambda sparql=question.sparql: store.select(made, sparql))  # type: ignore[misc]
        slow = within(lambda sparql=question.sparql: list(graph.query(sparql)))  # type: ignore[misc]
        ratios.append(slow / max(fast, 1e-4))
        ours, theirs = ours + fast, theirs + slow
    table.row(f"{len(ratios)} questions (median {median(ratios):.0f} times)", size(made), ours, "rdflib", theirs)


def within(work: Callable[[], object]) -> float:
    """The seconds that the work took, or PATIENCE where it was not done by then."""

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        return timed(work)[0]
    except TimeoutError:
        return PATIENCE
    finally:
        signal.alarm(0)
