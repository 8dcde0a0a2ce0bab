"""Validation: does the graph keep to the shapes, and if not, where, why, and what to do.

Two engines give the same report. "store" asks the store one query a constraint, over the whole graph at once;
"pyshacl" is the reference: it walks the shapes node by node in memory, and is slow.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Literal

from graph_build import assets, store
from graph_build.model import Report, Result
from graph_build.namespaces import PREFIXES, graph, instrument
from graph_build.store import Rows, Store
from graph_build.validate_shapes import Check, Severity, Triple, compile_shapes

if TYPE_CHECKING:
    from rdflib import Graph

Engine = Literal["store", "pyshacl"]
_VARIABLE = re.compile(r"\{[?$](\w+)\}")
_INSTRUMENT = instrument("")
_SUBCLASS = "<" + PREFIXES["rdfs"] + "subClassOf>"


def validate(made: Store, engine: Engine = "store") -> Report:
    """The report on the default graph, its results sorted; conforms where none of them is a Violation."""
    return report(_by_pyshacl(made) if engine == "pyshacl" else _by_store(made))


def report(results: Iterable[Result]) -> Report:
    """The report that these results make."""
    found = tuple(sorted(results, key=_order))
    return Report(conforms=all(result.severity != "Violation" for result in found), results=found)


def _order(result: Result) -> tuple[str, ...]:
    rank = {"Violation": "0", "Warning": "1", "Info": "2"}[result.severity]
    return rank, result.shape, result.focus, result.path or "", result.value or "", result.message


def shape_files() -> Iterator[list[Triple]]:
    """The triples of each file of shapes/, its blank nodes apart from those of the others."""
    for number, path in enumerate(sorted(assets.folder("shapes").glob("*.ttl"))):
        quads = store.turtle_quads(path, graph("shapes"))
        yield [tuple(f"_:f{number}{t[2:]}" if t.startswith("_:") else t for t in quad[:3]) for quad in quads]  # type: ignore[misc]


def place(made: Store, focus: str) -> str:
    """Where a person finds what a result is about: "A/RES/60/288 op-4", "bodies.yaml row 12", or the IRI itself."""
    if focus.startswith(_INSTRUMENT) and "#" in focus:
        key, _, fragment = focus.removeprefix(_INSTRUMENT).partition("#")
        return f"{key} {fragment.partition('.')[0]}"
    about, provenance = store.iri_term(focus), store.iri_term(store.PROVENANCE)
    rows = store.select(made, f"SELECT ?row {{ GRAPH {provenance} {{ {about} ct:registerRow ?row }} }} ORDER BY ?row")
    found = [row[0].value for row in rows.rows if row[0] is not None]
    return ", ".join(found) or focus.removeprefix(_INSTRUMENT)


# ---------------------------------------------------------------- in the store


def checks_of(triples: Iterable[Triple]) -> tuple[Check, ...]:
    """The checks of all shapes over data whose classes lie under each other as these triples say."""
    shapes = [triple for file in shape_files() for triple in file]
    return compile_shapes(shapes, ((s, o) for s, p, o in triples if p == _SUBCLASS))


def _by_store(made: Store) -> Iterator[Result]:
    pairs = store.select(made, f"SELECT ?sub ?sup {{ ?sub {_SUBCLASS} ?sup }}").rows
    classes = [(store.iri_term(sub.value), _SUBCLASS, store.iri_term(sup.value)) for sub, sup in pairs if sub and sup]
    yield from judge(made, checks_of(classes), os.cpu_count())


def judge(made: Store, checks: Sequence[Check], threads: int | None = 1) -> Iterator[Result]:
    """The results of these checks over the default graph of a store, in the order of the checks."""
    with ThreadPoolExecutor(threads) as pool:  # the store works outside Python's lock
        sieves = list(dict.fromkeys(check.sieve for check in checks if check.sieve))
        caught = dict(zip(sieves, pool.map(lambda sieve: _any(made, sieve), sieves), strict=True))
        asked = [check for check in checks if caught.get(check.sieve, True)]
        for results in pool.map(lambda check: list(_results(check, store.select(made, check.query))), asked):
            yield from results


def _any(made: Store, pattern: str) -> bool:
    return store.select(made, f"ASK {{ {pattern} }}").rows[0][0] == store.TRUE


def _results(check: Check, answer: Rows) -> Iterator[Result]:
    """A result for each row."""
    for row in answer.rows:
        cells = {name: cell.value for name, cell in zip(answer.columns, row, strict=True) if cell is not None}
        focus = cells["this"]
        value = cells.get("value", focus if check.whole else None)
        yield Result(
            focus=focus,
            path=check.path[1:-1] if check.path else None,
            value=value,
            message=_VARIABLE.sub(lambda found, cells=cells: cells.get(found[1], found[0]), check.message),  # type: ignore[misc]
            severity=check.severity,
            shape=check.shape[1:-1],
        )


# ---------------------------------------------------------------- by pyshacl


def _by_pyshacl(made: Store) -> Iterator[Result]:
    import pyshacl

    shapes = (triple for file in shape_files() for triple in file)
    data, rules = _graph(store.triples(made)), _graph(shapes)
    _, results, _ = pyshacl.validate(data, shacl_graph=rules, inference="none", advanced=False)
    yield from _read(results)


def _graph(triples: Iterable[Triple]) -> Graph:
    from rdflib import Graph

    found = Graph()
    return found.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in triples), format="nt")


def _read(results: Graph) -> Iterator[Result]:
    """The results of a SHACL report."""
    from rdflib import RDF, SH, Namespace

    shacl = Namespace(str(SH))
    for node in results.subjects(RDF.type, shacl.ValidationResult):
        path, value = results.value(node, shacl.resultPath), results.value(node, shacl.value)
        severity: Severity = str(results.value(node, shacl.resultSeverity)).removeprefix(str(SH))  # type: ignore[assignment]
        yield Result(
            focus=str(results.value(node, shacl.focusNode)),
            path=str(path) if path is not None else None,
            value=str(value) if value is not None else None,
            message=str(results.value(node, shacl.resultMessage)),
            severity=severity,
            shape=str(results.value(node, shacl.sourceShape)),
        )
