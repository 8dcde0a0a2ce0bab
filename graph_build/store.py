"""The store: an Oxigraph database, on disk or in memory, and what is read from it and written to it.

Every fact lies in a named graph. The store's default graph holds the union of all of them but the provenance, each
triple once, so that a query without GRAPH counts right and runs fast (Oxigraph's own union shows a triple once for
each graph that holds it). N-Quads and TriG are written from the named graphs, Turtle from the default graph.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph
from msgspec import Struct
from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat

from graph_build import store_sparql, store_terms
from graph_build.errors import StoreError
from graph_build.namespaces import ID, PREFIXES, graph
from graph_build.store_bounds import Bounds, Ticket, within
from graph_build.store_terms import Quad
from graph_build.store_terms import iri as iri_term
from graph_build.store_terms import literal as literal_term

if TYPE_CHECKING:
    from rdflib import Dataset

    from graph_build.store_remote import Answer

__all__ = ["Cell", "Quad", "Rows", "Store", "iri_term", "literal_term"]

Store = pyoxigraph.Store
PROVENANCE = graph("provenance")
INFERRED = graph("inferred")
#: Quads handed to the database at a time.
BATCH = 100_000
#: How ctkg lays a graph out in a store. A file of this name in the store holds the number, then the size and name of
#: each file of the database, which would itself take a shortened list of its files for a smaller graph.
FORM, FORM_FILE = 1, "ctkg-form"
FORMATS = {".nq": RdfFormat.N_QUADS, ".trig": RdfFormat.TRIG, ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES}


class Cell(Struct, frozen=True):
    """A term of an answer; `datatype` is None for an IRI (or blank node), else the IRI of the literal's datatype."""

    value: str
    datatype: str | None = None
    language: str | None = None


TRUE = Cell("true", PREFIXES["xsd"] + "boolean")
FALSE = Cell("false", PREFIXES["xsd"] + "boolean")


class Rows(Struct, frozen=True, kw_only=True):
    """The answer to a query: columns and rows, an ASK as one row of true or false, or the Turtle of a CONSTRUCT."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell | None, ...], ...] = ()
    turtle: str | None = None


# ---------------------------------------------------------------- opening and filling


def memory(quads: Iterable[Quad] = ()) -> Store:
    """A store in memory that holds `quads`."""
    store = Store()
    add(store, quads)
    return store


def create(folder: Path) -> Store:
    """A new, empty, writable store in `folder`; StoreError where it is there already or cannot be made."""
    if folder.exists():
        raise StoreError(str(folder), "something is there already", "no such folder yet")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Store(str(folder))
    except (OSError, RuntimeError) as error:
        raise StoreError(str(folder), f"the store cannot be made ({error})", "a folder that can be written") from error


def open_read_only(folder: Path) -> Store:
    """The store in `folder`, which other processes may read at the same time; StoreError where there is none."""
    if not (folder / "CURRENT").is_file():
        raise StoreError(str(folder), "no graph here", "a folder that `ctkg build` wrote", "run `ctkg build`")
    refuse_newer(folder)
    try:
        if missing := _missing(folder):
            raise ValueError(f"damaged: no {missing.partition(' ')[2]} of {missing.partition(' ')[0]} bytes")
        return Store.read_only(str(folder))
    except (OSError, ValueError, RuntimeError) as error:
        found = f"the graph cannot be opened ({error})"
        raise StoreError(str(folder), found, "a store of this version", "run `ctkg build`") from error


def is_whole(folder: Path) -> bool:
    """Whether a store is there with all the files that it was sealed with."""
    return (folder / FORM_FILE).is_file() and not _missing(folder)


def _missing(folder: Path) -> str:
    """The first file that a store was sealed with and that is not there or is of another size."""
    sizes = _sizes(folder)
    return next((line for line in _form(folder)[1:] if line not in sizes), "")


def _sizes(folder: Path) -> list[str]:
    """The files of a database that never change, each with its size."""
    names = ("CURRENT", "MANIFEST-*", "*.sst")
    return [f"{path.stat().st_size} {path.name}" for name in names for path in sorted(folder.glob(name))]


def _form(folder: Path) -> list[str]:
    try:
        return (folder / FORM_FILE).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []


def refuse_newer(folder: Path) -> None:
    """Raises StoreError where `folder` holds a store that a later version of ctkg laid out."""
    form = _form(folder)
    if form and form[0] != str(FORM):
        found = f"a graph of form {form[0]}, made by a newer version of ctkg"
        raise StoreError(str(folder), found, f"form {FORM}", "update ctkg, or build into another folder with -o")


def load(path: Path) -> Store:
    """A store in memory with the graph of a file: .nq, .trig, .ttl or .nt; StoreError where it cannot be read."""
    format_ = FORMATS.get(path.suffix)
    if format_ is None:
        raise StoreError(str(path), f"found a name that ends in {path.suffix!r}", f"one of {', '.join(FORMATS)}")
    whole = iri_term(graph("file"))
    try:
        parsed = pyoxigraph.parse(path=str(path), format=format_)
        return memory(_quad(quad, whole) for quad in parsed)
    except (OSError, SyntaxError, ValueError) as error:
        raise StoreError(str(path), f"cannot be read ({error})", f"valid {format_.name}") from error


def turtle_quads(path: Path, name: str) -> Iterator[Quad]:
    """The triples of a Turtle file as quads in the graph `name`, blank nodes as they are; StoreError."""
    term = iri_term(name)
    try:
        for quad in pyoxigraph.parse(path=str(path), format=RdfFormat.TURTLE):
            yield _quad(quad, term)
    except (OSError, SyntaxError) as error:
        raise StoreError(str(path), f"cannot be read ({error})", "valid Turtle") from error


def _quad(quad: pyoxigraph.Quad, otherwise: str) -> Quad:
    name = quad.graph_name
    return (
        str(quad.subject),
        str(quad.predicate),
        str(quad.object),
        otherwise if isinstance(name, DefaultGraph) else str(name),
    )


def add(store: Store, quads: Iterable[Quad]) -> None:
    """Puts `quads` into their graphs and, but for provenance, into the default graph."""
    provenance = iri_term(PROVENANCE)
    remaining = iter(quads)
    while batch := list(islice(remaining, BATCH)):
        lines = [store_terms.line(quad) for quad in batch]
        lines += [f"{quad[0]} {quad[1]} {quad[2]} ." for quad in batch if quad[3] != provenance]
        store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_QUADS, lenient=True)


def load_lines(store: Store, lines: bytes) -> None:
    """Puts lines of N-Triples into the default graph, and lines of N-Quads into their graphs."""
    store.bulk_load(lines, format=RdfFormat.N_QUADS, lenient=True)


def finish(store: Store, packed: bool = True) -> None:
    """What was put into a store on disk is there for good; packing it for reading goes through all of it."""
    if packed:
        store.optimize()
    store.flush()


def seal(folder: Path) -> None:
    """A store that was closed is known by its form and its files, so that a damaged one is told from a whole one."""
    (folder / FORM_FILE).write_text("\n".join([str(FORM), *_sizes(folder), ""]), "utf-8")


def discard(folder: Path) -> None:
    """Removes a store from disk, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


# ---------------------------------------------------------------- asking


def dataset(store: Store) -> Dataset:
    """The store as an rdflib Dataset: its default graph is the union without provenance; nothing is copied."""
    from oxrdflib import OxigraphStore
    from rdflib import Dataset

    found = Dataset(store=OxigraphStore(store=store))
    for prefix, namespace in PREFIXES.items():
        found.bind(prefix, namespace)
    return found


def inner(graph_of: Dataset | Store) -> Store:
    """The Oxigraph store under a Dataset, or the store itself; StoreError where the graph is on a server."""
    if isinstance(graph_of, Store):
        return graph_of
    if (server := getattr(graph_of, "server", None)) is not None:
        where = server.endpoint.query
        raise StoreError(where, "a graph on a server", "one in a folder", "use the folder of a build, or ask for rows")
    found: Store = graph_of.store._inner  # type: ignore[attr-defined]  # oxrdflib has no other way to it
    return found


def select(graph_of: Dataset | Store, sparql: str, bounds: Bounds | None = None) -> Rows:
    """The answer to a query in which the prefixes of the graph are known; without `bounds`, however long it takes.

    Raises SyntaxError where it cannot be parsed, QueryError where it would reach for another server, OutOfBoundsError.
    """
    store_sparql.refuse_to_leave(sparql)
    if not isinstance(graph_of, Store) and (server := getattr(graph_of, "server", None)) is not None:
        kind = Store().query(sparql, prefixes=PREFIXES)  # what is no query here is none there, and is said as here
        asked = partial(server.ask, sparql, triples=isinstance(kind, pyoxigraph.QueryTriples))
        found = asked() if bounds is None else within(bounds, asked)
        return _from_server(found, bounds)
    if bounds is None:
        return _answer(inner(graph_of), sparql, iter)
    return within(bounds, lambda ticket: _answer(inner(graph_of), sparql, ticket.rows))


def _answer(asked: Store, sparql: str, bounded: Callable[[Iterable[Any]], Iterator[Any]]) -> Rows:
    answer = asked.query(sparql, prefixes=PREFIXES)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return Rows(columns=("answer",), rows=((TRUE if answer else FALSE,),))
    if isinstance(answer, pyoxigraph.QueryTriples):
        return Rows(turtle=_turtle(bounded(answer)))
    columns = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(_cell(solution[name]) for name in columns) for solution in bounded(answer))
    return Rows(columns=columns, rows=rows)


def _turtle(triples: Iterable[Any]) -> str:
    """Triples as Turtle, each once, in a stated order, so that the same graph gives the same bytes."""
    found = sorted(dict.fromkeys(triples), key=str)
    prefixes = {prefix: name for prefix, name in PREFIXES.items() if name != ID}  # id: would need escapes
    return (pyoxigraph.serialize(found, format=RdfFormat.TURTLE, prefixes=prefixes) or b"").decode()


def stream(graph_of: Dataset | Store, sparql: str) -> Iterator[tuple[Cell | None, ...]]:
    """The rows of a SELECT one by one, of an embedded graph; what is asked must be of ctkg's own writing."""
    answer: Any = inner(graph_of).query(sparql, prefixes=PREFIXES)
    names = [variable.value for variable in answer.variables]
    return (tuple(_cell(solution[name]) for name in names) for solution in answer)


def _from_server(found: Answer, bounds: Bounds | None) -> Rows:
    if found.turtle is not None:
        parsed = (quad.triple for quad in pyoxigraph.parse(found.turtle, format=RdfFormat.TURTLE))
        return Rows(turtle=_turtle(Ticket(bounds).rows(parsed) if bounds else parsed))
    rows = Ticket(bounds).rows(found.rows) if bounds else found.rows
    cells = (tuple(_json_cell(row.get(name)) for name in found.columns) for row in rows)
    return Rows(columns=found.columns, rows=tuple(cells))


def _json_cell(value: dict[str, str] | None) -> Cell | None:
    if value is None:
        return None
    if "literal" not in value["type"]:
        return Cell(value["value"])
    language = value.get("xml:lang")
    usual = PREFIXES["rdf"] + "langString" if language else PREFIXES["xsd"] + "string"
    return Cell(value["value"], value.get("datatype", usual), language)


def term(cell: Cell) -> str:
    """The cell as an N-Quads term."""
    if cell.datatype is None:
        return iri_term(cell.value)
    if cell.language:
        return store_terms.text(cell.value, cell.language)
    return literal_term(cell.value, cell.datatype)


def _cell(term: object) -> Cell | None:
    if term is None:
        return None
    if isinstance(term, Literal):
        return Cell(term.value, term.datatype.value, term.language)
    return Cell(term.value if isinstance(term, NamedNode) else str(term))


def holds(store: Store, pattern: str) -> bool:
    """Whether the default graph has a match of a pattern of SPARQL."""
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES))


def derive(store: Store, head: str, body: str) -> bool:
    """Puts `head`, for every match of `body`, into graph/inferred and the default graph; whether there was any.

    `body` should leave out what the default graph holds already, or it will match again the next time.
    """
    if not store.query(f"ASK {{ {body} }}"):
        return False
    store.update(f"INSERT {{ {head} . GRAPH <{INFERRED}> {{ {head} }} }} WHERE {{ {body} }}")
    return True


def count(store: Store, name: str) -> int:
    """How many triples a named graph holds."""
    cell = select(store, f"SELECT (COUNT(*) AS ?n) {{ GRAPH {iri_term(name)} {{ ?s ?p ?o }} }}").rows[0][0]
    return int(cell.value) if cell else 0


def triples(store: Store, name: str | None = None) -> Iterator[tuple[str, str, str]]:
    """The triples of a named graph, or of the default graph, as N-Quads terms, in no order."""
    where = NamedNode(name) if name else DefaultGraph()
    for quad in store.quads_for_pattern(None, None, None, where):
        yield str(quad.subject), str(quad.predicate), str(quad.object)


def remove(store: Store, name: str) -> None:
    """Removes a named graph and takes from the default graph what no other graph says."""
    where = NamedNode(name)
    gone = list(store.quads_for_pattern(None, None, None, where))
    store.remove_graph(where)
    for quad in gone:
        others = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
        kept = {other.graph_name for other in others} - {DefaultGraph(), NamedNode(PROVENANCE)}
        if not kept:
            store.remove(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
