"""What the graph knows of one thing, gathered by questions of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import questions, store
from graph_build.errors import QueryError
from graph_build.namespaces import ID
from graph_build.questions import Answer, Iri, Value

if TYPE_CHECKING:
    from graph_build.questions import Held

#: Heading, question of the catalogue, and the parameter that takes the thing shown.
INSTRUMENT = (
    ("Front page", "about-instrument", "instrument"),
    ("Members", "group-members", "group"),
    ("Asks", "who-is-asked", "instrument"),
    ("With whom", "with-whom", "instrument"),
    ("Under which conditions", "under-which-conditions", "instrument"),
    ("Reports asked for", "reports-due", "instrument"),
    ("Cites", "cites", "instrument"),
    ("Cited by", "cited-by", "cited"),
    ("Names", "bodies-named", "instrument"),
    ("Events", "events", "instrument"),
    ("Not understood", "unresolved", "instrument"),
)
#: A paragraph has what its instrument has, as far as it stands in the paragraph.
PARAGRAPH = (
    ("What was read in it", "what-a-paragraph-says", "paragraph"),
    *(each for each in INSTRUMENT if each[0] not in ("Front page", "Members", "Names", "Cited by", "Not understood")),
)
ACTOR = (
    ("Names", "names-of", "body"),
    ("In the registers", "about-body", "body"),
    ("Asked to act", "duties-of", "body"),
    ("Asked to work with", "working-together", "body"),
    ("Asks", "who-asks-whom", "issuer"),
    ("Reports it owes", "reports-due", "by"),
    ("Reports it receives", "reports-due", "to"),
)
WHY = {
    "instrument": (
        ("Read from", "source-document", "instrument"),
        ("Evidence", "evidence", "instrument"),
        ("Why each field", "why-each-field", "instrument"),
    ),
    "actor": (("Sources", "sources-of", "body"),),
}


class Section(Struct, frozen=True, kw_only=True):
    """An answer under a heading, and the question that gives it again."""

    heading: str
    answer: Answer
    again: str


class Shown(Struct, frozen=True, kw_only=True):
    """What the graph knows of the thing at `iri`; sections without rows are left out."""

    iri: str
    label: str
    kinds: tuple[str, ...]
    sections: tuple[Section, ...]


def show(dataset: Held, what: str, *, at: str | None = None, why: bool = False) -> Shown:
    """What the graph knows of an instrument, a paragraph, or a body, office, State or group; raises QueryError.

    With `at`, what came after that day, or did not hold on it, is left out. With `why`, the sources are added.
    """
    day = _day(at)
    iri = find(dataset, what)
    label, kinds = _label(dataset, iri)
    sections = tuple(each for each in _sections(dataset, iri, day, why) if each.answer.rows)
    return Shown(iri=iri, label=label, kinds=kinds, sections=sections)


def _day(at: str | None) -> date | None:
    try:
        return date.fromisoformat(at) if at else None
    except ValueError:
        raise QueryError("--at", f"“{at}”", "a date such as 2017-12-31") from None


def find(dataset: Held, what: str) -> str:
    """The IRI of a thing by symbol, paragraph, register id, acronym, name or IRI; raises QueryError."""
    text = what.strip()
    if text.startswith(ID) and questions.known(dataset, text):
        return text
    if re.search(r"[# ](?:front|title|pp|op|annex|fn|heading|back)-[\w-]+$", text):
        return questions.paragraph_iri(dataset, text, "show")
    try:
        return questions.actor_iri(dataset, text, "show")
    except QueryError as no_actor:
        try:
            return questions.instrument_iri(dataset, text, "show")
        except QueryError as neither:
            hint = " or ".join(dict.fromkeys(error.do for error in (no_actor, neither) if error.do))
            expected = "a symbol, a paragraph such as A/RES/60/288#op-3, a register id or a name"
            raise QueryError("show", f"nothing called “{text}” in the graph", expected, hint) from None


LABEL = """
SELECT ?label ?kind WHERE {{
  VALUES ?thing {{ {term} }}
  OPTIONAL {{ ?thing rdfs:label ?label }}
  OPTIONAL {{ ?thing a ?class . FILTER(STRSTARTS(STR(?class), STR(ct:))) BIND(STRAFTER(STR(?class), "#") AS ?kind) }}
}} ORDER BY ?label ?kind
"""


def _label(dataset: Held, iri: str) -> tuple[str, tuple[str, ...]]:
    rows = store.select(dataset, LABEL.format(term=store.iri_term(iri))).rows
    labels = [label.value for label, _ in rows if label]
    kinds = tuple(dict.fromkeys(kind.value for _, kind in rows if kind))
    return (labels[0] if labels else questions.shorten(iri)), kinds


def _sections(dataset: Held, iri: str, day: date | None, why: bool) -> Iterator[Section]:
    whole, mark, _ = iri.partition("#")
    is_instrument = iri.startswith(ID + "instrument/")
    wanted: tuple[tuple[str, str, str], ...] = PARAGRAPH if mark else INSTRUMENT if is_instrument else ACTOR
    if why:
        wanted += WHY["instrument" if is_instrument else "actor"]
    dates = _dates(dataset) if day else {}
    for heading, question, parameter in wanted:
        values: dict[str, object] = {parameter: iri if parameter == "paragraph" else whole}
        if day and question == "about-body":
            question, values["on"] = "structure-on-date", day.isoformat()
        answer = questions.ask(dataset, question, **values)
        if mark and parameter != "paragraph" and question != "source-document":
            answer = _within(answer, iri)
        if day:
            answer = _until(answer, day, dates, bounded=question == "names-of")
        again = " ".join(f'--{name} "{questions.printed(Iri(str(value)))}"' for name, value in values.items())
        yield Section(heading=heading, answer=answer, again=f"ctkg query {question} {again}")


def _within(answer: Answer, iri: str) -> Answer:
    """The rows that speak of this paragraph, of one under it, or of a fact in it."""

    def inside(value: Value) -> bool:
        return isinstance(value, Iri) and (value == iri or value.startswith((f"{iri}-", f"{iri}.")))

    return Answer(columns=answer.columns, rows=tuple(row for row in answer.rows if any(map(inside, row))))


DATED = (
    "SELECT ?instrument (MIN(?day) AS ?first) WHERE { ?instrument ct:adoptedOn|ct:issuedOn ?day } GROUP BY ?instrument"
)


def _dates(dataset: Held) -> dict[str, date]:
    """The first day of every dated instrument."""
    rows = questions.run(dataset, DATED, "dates").rows
    return {str(iri): day for iri, day in rows if isinstance(day, date)}


def _until(answer: Answer, day: date, dates: dict[str, date], *, bounded: bool) -> Answer:
    """The rows in which no instrument or paragraph came later than `day`; where `bounded`, those that held on it."""
    bounds = {name: index for index, name in enumerate(answer.columns) if bounded and name in ("from", "until")}

    def holds(row: tuple[Value, ...]) -> bool:
        late = any(isinstance(v, Iri) and dates.get(v.partition("#")[0], day) > day for v in row)
        first, last = (row[bounds[name]] if name in bounds else None for name in ("from", "until"))
        begun = not isinstance(first, date) or first <= day
        return not late and begun and not (isinstance(last, date) and last < day)

    return Answer(columns=answer.columns, rows=tuple(row for row in answer.rows if holds(row)))
