"""The tables of the graph: a file of queries/tables/ for each, whose head says what its columns are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import assets, store
from graph_build.errors import QueryError
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from graph_build.questions import Held

#: What the IRIs of a kind of column begin with; cells hold the rest.
BASES = {"instrument": ID + "instrument/", "thing": ID, "term": ONTOLOGY, "iri": ""}
LITERALS = {"string", "english", "integer", "decimal", "date", "boolean"}
#: Between the values of a cell that holds several.
BETWEEN = "; "
_COLUMN = re.compile(
    r"# column (?P<name>[a-z_0-9]+) \((?P<kind>[A-Za-z]+)\)(?: (?P<property>[a-z]+:[A-Za-z0-9{}]+))?"
    r"(?: -> (?P<table>[a-z_]+))?: (?P<text>.+)"
)
_HEAD = re.compile(r"^# (title|summary|key|compare): (.+)$", re.MULTILINE)
#: How a query puts the values of a cell together: IRIs by blanks, words by a sign that no text has.
_UNIT = "\x1f"


class Column(Struct, frozen=True, kw_only=True):
    """A column: what its cells hold (a key of BASES, or one of LITERALS; `several` of them), and what it says."""

    name: str
    kind: str
    text: str
    several: bool = False
    property: str | None = None
    table: str | None = None


class Table(Struct, frozen=True, kw_only=True):
    """A table: its columns, those that name a row, those that make a fact (not its place), and the query."""

    name: str
    title: str
    summary: str
    key: tuple[str, ...]
    compare: tuple[str, ...] = ()
    columns: tuple[Column, ...]
    sparql: str


def tables() -> tuple[Table, ...]:
    """The tables that the package ships, by name; raises QueryError for a head that cannot be read."""
    folder = assets.folder("queries") / "tables"
    return tuple(parse(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.rq")))


def parse(name: str, text: str) -> Table:
    """The table in a file; without `# key:` its first column names a row, without `# compare:` all make a fact."""
    head = {found[1]: found[2] for found in _HEAD.finditer(text)}
    columns = []
    for line in text.splitlines():
        if line.startswith("# column "):
            columns.append(_column(name, line))
    key = head.get("key", columns[0].name).split()
    return Table(
        name=name,
        title=head.get("title", name),
        summary=head.get("summary", ""),
        key=tuple(key),
        compare=tuple(head["compare"].split()) if "compare" in head else tuple(column.name for column in columns),
        columns=tuple(columns),
        sparql=text,
    )


def _column(table: str, line: str) -> Column:
    found = _COLUMN.fullmatch(line)
    kind = found["kind"] if found else ""
    several = kind not in BASES and kind not in LITERALS
    kind = kind.removesuffix("s") if several else kind
    if found is None or (kind not in BASES and kind not in LITERALS):
        raise QueryError(table, f"the head says “{line}”", "# column NAME (KIND) prefix:property -> table: text")
    return Column(
        name=found["name"],
        kind=kind,
        text=found["text"],
        several=several,
        property=found["property"] and expanded(found["property"]),
        table=found["table"],
    )


def expanded(name: str) -> str:
    """The IRI of a name with a prefix."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def rows(dataset: Held, table: Table) -> Iterator[list[str]]:
    """The rows of a table as they are written, one by one."""
    for cells in store.stream(dataset, table.sparql):
        yield [written(cell, column) for cell, column in zip(cells, table.columns, strict=True)]


def written(cell: store.Cell | None, column: Column) -> str:
    """A cell as text: empty where nothing is bound, several values in their order."""
    if cell is None:
        return ""
    base = BASES.get(column.kind, "")
    if not column.several:
        return cell.value.removeprefix(base)
    values = cell.value.split(_UNIT if column.kind in LITERALS else " ")
    return BETWEEN.join(sorted(value.removeprefix(base) for value in values if value))
