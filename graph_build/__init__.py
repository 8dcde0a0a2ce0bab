"""ctkg: the knowledge graph of counter-terrorism instruments and bodies, and the tool that makes it.

The verbs of the command line as functions. Nothing is loaded before it is used:

    >>> import graph_build
    >>> graph = graph_build.build()                     # in memory, from what the package ships
    >>> graph.ask("who-is-asked", instrument="A/RES/72/194").frame()
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_build.drawing import Picture
    from graph_build.graph import Graph
    from graph_build.model import Reading, Report
    from graph_build.network_measures import Measured
    from graph_build.questions import Answer
    from graph_build.shown import Shown

__all__ = ["build", "check", "draw", "export", "measure", "open", "query", "read", "show"]


def read(where: str | Path, symbol: str | None = None) -> Reading:
    """What the document at a path or a web address says; `symbol` where it prints none. Raises DocumentError."""
    from graph_build import batch, batch_outcomes
    from graph_build.reading import Reader

    return Reader(batch.shipped_registers()).read(batch_outcomes.load(str(where)), symbol)


def build(
    documents: Sequence[str | Path] = (),
    out: Path | str | None = None,
    *,
    symbol: str | None = None,
    workers: int | Executor | None = None,
    shipped: bool = True,
) -> Graph:
    """The graph of the shipped registers and readings and of the documents given, in memory or written to `out`.

    `workers` is a number of processes, or any executor of concurrent.futures.
    Raises CtkgError where a document fails, and leaves `out` as it was: batches that may hold bad documents are for
    `ctkg build`, which names those that failed and builds the rest.
    """
    from graph_build import building
    from graph_build.graph import Graph
    from graph_build.graph import open as open_graph

    wheres = [str(each) for each in documents]
    folder = Path(out) if out is not None else None
    made = building.build(wheres, folder, symbol=symbol, workers=workers, shipped=shipped, strict=True)
    return Graph(made.graph) if made.graph is not None else open_graph(folder or "out")


def open(where: Path | str = "out") -> Graph:
    """The graph in a folder that `build` wrote, or in a .ttl, .trig, .nq or .nt file. Raises StoreError."""
    from graph_build.graph import open as open_graph

    return open_graph(where)


def check(where: Path | str = "out") -> Report:
    """The report on a built graph, or on a file of triples, against the shapes."""
    return open(where).check()


def query(question: str, where: Path | str = "out", **parameters: object) -> Answer:
    """The answer of a built graph to a question of the catalogue, a .rq file, or SPARQL. Raises QueryError."""
    return open(where).ask(question, **parameters)


def show(what: str, where: Path | str = "out", *, at: str | None = None, why: bool = False) -> Shown:
    """What a built graph knows of an instrument, a paragraph, a body, an office, a State or a group."""
    return open(where).show(what, at=at, why=why)


def export(
    form: str,
    where: Path | str = "out",
    question: str | None = None,
    *,
    document: Path | str | None = None,
    **parameters: object,
) -> bytes:
    """A built graph, or what a question gives, in one of the formats of `ctkg export`; `document` as --document."""
    return open(where).export(form, question, document=document, **parameters)


def draw(picture: str, where: Path | str = "out", **parameters: object) -> Picture:
    """A picture of a built graph: a notebook shows it, `save` writes it as SVG, PNG or HTML. Raises QueryError."""
    return open(where).draw(picture, **parameters)


def measure(name: str, where: Path | str = "out", most: int = 12, **parameters: object) -> Measured:
    """A measure of a network of a built graph, with what its numbers mean. Raises QueryError."""
    return open(where).measure(name, most, **parameters)
