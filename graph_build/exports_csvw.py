"""Tables as CSV with metadata of CSV on the Web: what each column says, and how the tables hang together."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build import exports_files, exports_tables, questions
from graph_build.answers import Answer, Iri, Value
from graph_build.exports_tables import BASES, BETWEEN, Column, Table
from graph_build.namespaces import BASE

if TYPE_CHECKING:
    from graph_build.questions import Held

Described = dict[str, object]
METADATA = "csv-metadata.json"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: RFC 4180, but that lines end in a line feed.
DIALECT = {"lineTerminators": ["\n", "\r\n"], "quoteChar": '"', "header": True}


def folder(dataset: Held, out: Path) -> tuple[Path, ...]:
    """Every table of the graph is in the folder `out`, with csv-metadata.json; raises OSError."""
    out.mkdir(parents=True, exist_ok=True)
    found = exports_tables.tables()
    for table in found:
        write(out / f"{table.name}.csv", [column.name for column in table.columns], exports_tables.rows(dataset, table))
    (out / METADATA).write_text(_json(group(found)), "utf-8")
    return (*(out / f"{table.name}.csv" for table in found), out / METADATA)


def answer(dataset: Held, question: str, out: Path, **parameters: object) -> tuple[Path, ...]:
    """The answer to a question is in `out`, and its description beside it, where readers look for it."""
    asked, found = questions.ask(dataset, question, **parameters), None
    table = of_answer(out.stem, asked)
    if not questions.is_sparql(question):
        found = questions.question(question)
    bases = [BASES.get(column.kind, "") for column in table.columns]
    lines = ([_plain(value, base) for value, base in zip(row, bases, strict=True)] for row in asked.rows)
    write(out, asked.columns, lines)
    about: Described = {"@context": _CONTEXT, **describe(table, out.name)}
    if found is not None and found.title:
        about |= {"dc:title": found.title, "dc:description": found.summary}
    beside = out.with_name(f"{out.name}-metadata.json")
    beside.write_text(_json(about | {"dc:license": {"@id": LICENCE}, "dialect": DIALECT}), "utf-8")
    return out, beside


def write(path: Path, header: Iterable[str], lines: Iterable[Iterable[str]]) -> None:
    """The file holds a header and the lines; raises OSError."""
    with exports_files.whole(path) as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def _json(about: Described) -> str:
    return json.dumps(about, indent=1, ensure_ascii=False) + "\n"


# ---------------------------------------------------------------- metadata

_CONTEXT: list[object] = ["http://www.w3.org/ns/csvw", {"@language": "en"}]


def group(tables: Iterable[Table]) -> Described:
    """The metadata of all tables together."""
    return {
        "@context": _CONTEXT,
        "dc:title": "The open knowledge graph of counter-terrorism instruments and bodies",
        "dc:license": {"@id": LICENCE},
        "dc:source": {"@id": f"{BASE}graph"},
        "dialect": DIALECT,
        "tables": [describe(table, f"{table.name}.csv") for table in tables],
    }


def describe(table: Table, url: str) -> Described:
    """The metadata of a table that lies at `url`."""
    schema: Described = {"columns": [_column(column, table) for column in table.columns]}
    by_name = {column.name: column for column in table.columns}
    if table.key:
        schema["primaryKey"] = list(table.key)
        first = by_name[table.key[0]]
        schema["aboutUrl"] = f"{BASES.get(first.kind, '')}{{+{first.name}}}"
    if foreign := [_foreign(column) for column in table.columns if column.table]:
        schema["foreignKeys"] = foreign
    head: Described = {"url": url}
    if table.title:
        head |= {"dc:title": table.title, "dc:description": table.summary}
    return head | {"tableSchema": schema}


def _foreign(column: Column) -> Described:
    keys = {table.name: table.key[0] for table in exports_tables.tables()}
    target = column.table or ""
    return {
        "columnReference": [column.name],
        "reference": {"resource": f"{target}.csv", "columnReference": [keys[target]]},
    }


def _column(column: Column, table: Table) -> Described:
    base = BASES.get(column.kind)
    listed = column.several and base is not None
    says = f"{column.text}; each value goes after {base}" if listed and base else column.text
    found: Described = {"name": column.name, "titles": column.name, "dc:description": says}
    found["datatype"] = "string" if column.kind in ("english", *BASES) else column.kind
    if column.property and not listed:  # a cell has one value URL, so that a list of things cannot be said
        found["propertyUrl"] = column.property
    elif table.key:  # it says nothing of the thing that the row is about
        found["suppressOutput"] = True
    if base is not None and not listed:
        found["valueUrl"] = f"{base}{{+{column.name}}}"
    if column.kind == "english":
        found["lang"] = "en"
    if column.several:
        found["separator"] = BETWEEN
    if column.name in table.key:
        found["required"] = True
    return found


# ---------------------------------------------------------------- the answer to a question


def of_answer(name: str, found: Answer) -> Table:
    """The table of an answer: the kind of each column from its values, no key."""
    columns = [
        Column(name=column, kind=_kind([row[at] for row in found.rows]), text=column.replace("_", " "))
        for at, column in enumerate(found.columns)
    ]
    return Table(name=name, title="", summary="", key=(), columns=tuple(columns), sparql="")


def _kind(values: Iterable[Value]) -> str:
    kinds = {_kind_of(value) for value in values if value is not None}
    if len(kinds) == 1:
        return kinds.pop()
    wider = (("decimal", {"integer", "decimal"}), ("thing", {"instrument", "thing"}), ("iri", set(BASES)))
    return next((kind for kind, narrow in wider if kinds and kinds <= narrow), "string")


def _kind_of(value: Value) -> str:
    if isinstance(value, Iri):
        return next(kind for kind, base in BASES.items() if value.startswith(base))
    named = {bool: "boolean", int: "integer", float: "decimal", date: "date"}
    return named.get(type(value), "string")


def _plain(value: Value, base: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).removeprefix(base)
