"""Instruments as a bibliography for biblatex: a report for each document, a misc for treaties and other named texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from graph_build import exports_tables, questions, store, symbols
from graph_build.answers import Iri
from graph_build.namespaces import ID

if TYPE_CHECKING:
    from graph_build.questions import Held

Record = Mapping[str, str]
INSTRUMENT = ID + "instrument/"
#: Classes whose texts have no publisher and no number of their own.
TREATIES = frozenset({"Treaty", "Convention", "Protocol", "Amendment"})
OFFICIAL = "https://undocs.org/"
ORGANS = """
SELECT ?organ (MIN(?name) AS ?label) (MAX(?inside) AS ?united) WHERE {
  ?instrument ct:organ|ct:author ?organ .
  ?organ rdfs:label ?name .
  BIND(EXISTS { ?organ ct:under+ body:united-nations } AS ?inside)
} GROUP BY ?organ
"""
_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_LETTER = re.compile(r"[^A-Za-z0-9]+")


def parts(dataset: Held, question: str | None = None, **parameters: object) -> Iterator[str]:
    """An entry for each instrument of the graph, or for each that the answer to a question names, by key."""
    wanted = of_answer(dataset, question, **parameters) if question else None
    (table,) = (table for table in exports_tables.tables() if table.name == "instruments")
    names = [column.name for column in table.columns]
    authors = organs(dataset)
    given: set[str] = set()
    for row in exports_tables.rows(dataset, table):
        record = dict(zip(names, row, strict=True))
        if record["class"] == "InstrumentGroup" or "#" in record["instrument"]:
            continue
        if wanted is None or record["instrument"] in wanted:
            yield entry(record, key(record["instrument"], given), authors)


def of_answer(dataset: Held, question: str, **parameters: object) -> frozenset[str]:
    """The instruments in an answer, those of its paragraphs among them, by symbol or id."""
    values = (value for row in questions.ask(dataset, question, **parameters).rows for value in row)
    named = (value for value in values if isinstance(value, Iri) and value.startswith(INSTRUMENT))
    return frozenset(value.removeprefix(INSTRUMENT).partition("#")[0] for value in named)


def organs(dataset: Held) -> dict[str, str]:
    """The organs that adopt or write, as authors: those of the United Nations say so."""
    found: dict[str, str] = {}
    for organ, label, united in store.select(dataset, ORGANS).rows:
        if organ is not None and label is not None:
            inside = united is not None and united.value == "true" and not label.value.startswith("United Nations")
            found[organ.value.removeprefix(ID)] = f"United Nations, {label.value}" if inside else label.value
    return found


def key(instrument: str, given: set[str]) -> str:
    """The citation key of an instrument: S-RES-1373-2001; it joins `given`, and gets a number where it is there."""
    plain = unicodedata.normalize("NFKD", instrument).encode("ascii", "ignore").decode()
    base = _LETTER.sub("-", plain).strip("-") or "instrument"
    found, number = base, 1
    while found.casefold() in given:
        number += 1
        found = f"{base}-{number}"
    given.add(found.casefold())
    return found


def entry(record: Record, name: str, authors: Mapping[str, str]) -> str:
    """An instrument as an entry."""
    treaty = record["class"] in TREATIES
    document = bool(record["symbol"]) and bool(kind(record["class"])) and not treaty
    fields = {
        "author": _people(record, authors),
        "title": escaped(record["title"].strip() or record["symbol"] or record["instrument"]),
        "type": escaped(kind(record["class"])),
        "number": escaped(record["symbol"]) if document else "",
        "howpublished": "" if document else escaped(_where(record)),
        "institution": "United Nations" if document else "",
        "location": escaped(record["adopted_at"]),
        "date": record["adopted"] or record["issued"] or record["year"] or year(record["symbol"]),
        "note": f"In force since {record['in_force']}" if record["in_force"] else "",
        "url": address(record["symbol"]),
    }
    lines = [f"  {field} = {{{value}}},\n" for field, value in fields.items() if value]
    return f"@{'report' if document else 'misc'}{{{name},\n{''.join(lines)}}}\n\n"


def _people(record: Record, authors: Mapping[str, str]) -> str:
    listed = (record["organs"] or record["authors"]).split(exports_tables.BETWEEN)
    named = [authors[organ] for organ in listed if organ in authors]
    if not named and record["symbol"]:  # symbols are of documents of the United Nations
        named = ["United Nations"]
    return " and ".join(f"{{{escaped(name)}}}" for name in named)


def _where(record: Record) -> str:
    """The document that is or carries a text, else the number under which a treaty is registered."""
    number = record["treaty_number"]
    return record["symbol"] or record["carried_by"].partition("#")[0] or (number and f"Treaty number {number}")


def kind(name: str) -> str:
    """The class of an instrument in words: PresidentialStatement -> Presidential statement."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()
    return "" if words in ("instrument", "") else words.capitalize()


def year(symbol: str) -> str:
    """The year that stands in a symbol, or the empty string."""
    try:
        return str(symbols.parse(symbol).year or "")
    except ValueError:
        return ""


def address(symbol: str) -> str:
    """Where the United Nations keep the document; the empty string where its symbol is written otherwise there."""
    try:
        parsed = symbols.parse(symbol)
    except ValueError:
        return ""
    return "" if parsed.letter else OFFICIAL + symbol


def escaped(text: str) -> str:
    """The words as LaTeX reads them; letters of all scripts stay as they are."""
    return " ".join(_SPECIAL.sub(lambda found: _WORDS.get(found[0], "\\" + found[0]), text).split())
