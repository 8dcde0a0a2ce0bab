"""Seconds and memory of reading beside pdfium, and of the graph rooms beside the libraries that are their reference.

    python benchmarks/speed.py [--documents N] [--alone] [--only reading|graph]

Reading is measured as in speed_reading.py. Graph rooms of ours work on the whole graph and on that of the first N
documents; the references, on the latter only. `--alone` leaves the references out. Tables go to standard output, in
Markdown.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import speed_reading

from graph_build import assets, batch, building, quads, reason, store, store_files, validate
from graph_build.model import Reading

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The seconds that `work` took, and what it gave."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


class Table:
    """Rows of the result, printed as they come."""

    def __init__(self) -> None:
        print("| work | triples | ours, s | reference | its s | times faster |\n|---|--:|--:|---|--:|--:|")

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


def ours(table: Table, name: str, readings: Sequence[Reading]) -> store.Store:
    """Every step of ours on one graph."""
    seconds, found = timed(lambda: stated(readings))
    table.row(f"{name}: to quads", len(found), seconds)
    seconds, made = timed(lambda: store.memory(found))
    table.row(f"{name}: load", size(made), seconds)
    seconds, inferred = timed(lambda: reason.infer(made))
    table.row(f"{name}: reason ({inferred.triples:,} inferred)", size(made), seconds)
    seconds, report = timed(lambda: validate.validate(made))
    table.row(f"{name}: validate ({len(report.results)} results)", size(made), seconds)
    for form in store_files.FILES:
        seconds, _ = timed(lambda form=form: store_files.text(made, form))  # type: ignore[misc]
        table.row(f"{name}: write {form}", size(made), seconds)
    lines = store_files.text(made, "nquads").encode()
    with tempfile.TemporaryDirectory() as folder:
        seconds, _ = timed(lambda: store.load_lines(store.create(Path(folder) / "store"), lines))
    table.row(f"{name}: store on disk, without the default graph", size(made), seconds)
    return made


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


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=3, help="documents on which the references are run")
    parser.add_argument("--alone", action="store_true", help="leave the references out")
    parser.add_argument("--only", choices=("reading", "graph"), help="measure one part")
    chosen = parser.parse_args(arguments)
    if chosen.only != "graph":
        speed_reading.measure()
    if chosen.only == "reading":
        return
    readings = [found for _, found in sorted(building.shipped_readings().items())]
    print(f"{len(readings)} documents in {assets.folder('readings').name}/\n")
    table = Table()
    ours(table, f"{len(readings)} documents", readings)
    if not chosen.alone:
        beside(table, readings[: chosen.documents])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nPeak memory: {peak:,.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
