"""Answers: rows of values, and how a value looks to a person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import store
from graph_build.errors import CtkgError
from graph_build.namespaces import BASE, ID, ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    import pandas


#: What to do where a library for notebooks is missing.
EXTRA = "install the extra “notebook”: .venv/bin/pip install -e '.[notebook]' in the folder of the project"


class Iri(str):
    """An IRI in an answer; prints in full, `short` gives its everyday form."""

    __slots__ = ()

    @property
    def short(self) -> str:
        """A/RES/60/288 op-4 for a paragraph, cted for a body, a local name or prefixed name for a term."""
        return shorten(self)


Value = Iri | str | int | float | date | None


class Answer(Struct, frozen=True, kw_only=True):
    """Columns and rows of a SELECT or ASK, or the Turtle of a CONSTRUCT or DESCRIBE."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Value, ...], ...] = ()
    turtle: str | None = None

    def short(self) -> list[tuple[str, ...]]:
        """The rows as short strings, the empty string where nothing is bound."""
        return [tuple(printed(value) for value in row) for row in self.rows]

    def records(self) -> list[dict[str, Value]]:
        """The rows as dictionaries, unbound columns left out."""
        return [
            {name: value for name, value in zip(self.columns, row, strict=True) if value is not None}
            for row in self.rows
        ]

    def frame(self) -> pandas.DataFrame:
        """The rows as a pandas DataFrame with short names; CtkgError where pandas is not installed."""
        try:
            import pandas
        except ImportError as error:
            raise CtkgError("a data frame", "pandas is not installed", "", EXTRA) from error
        return pandas.DataFrame(self.short(), columns=list(self.columns))


def value(cell: store.Cell | None) -> Value:
    """A term of an answer as a Python value: Iri, str, int, float, bool or date."""
    if cell is None:
        return None
    if cell.datatype is None:
        return Iri(cell.value)
    convert: Callable[[str], Value] | None = CONVERT.get(cell.datatype.removeprefix(PREFIXES["xsd"]))
    try:
        return convert(cell.value) if convert else cell.value
    except ValueError:
        return cell.value


CONVERT: dict[str, Callable[[str], Value]] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "date": date.fromisoformat,
    "boolean": lambda text: text in ("true", "1"),
}


@lru_cache(maxsize=65536)
def shorten(iri: str) -> str:
    """The everyday form of an IRI: “A/RES/60/288 op-4”, cted, upon-request, skos:prefLabel, or the IRI as it is."""
    if iri.startswith(ID):
        key, _, fragment = iri.removeprefix(ID).partition("/")[2].partition("#")
        return f"{key} {fragment}".strip()
    for base in (ONTOLOGY, BASE):
        if iri.startswith(base):
            return iri.removeprefix(base)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def printed(value: Value) -> str:
    """A value as one short string."""
    if value is None:
        return ""
    if isinstance(value, Iri):
        return value.short
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
