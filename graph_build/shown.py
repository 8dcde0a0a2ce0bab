"""What the graph knows of one thing, gathered by questions of the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import questions, shown_in_time, store
from graph_build.errors import QueryError
from graph_build.namespaces import ID
from graph_build.questions import Answer, Iri, Value

if TYPE_CHECKING:
    from graph_build.questions import Held

#: Heading, question of the catalogue, and the parameter that takes the thing shown.
INSTRUMENT = (
    ("Front page", "about-instrument", "instrument"),
    ("Members", "group-members", "group"),
    ("About", "topics-of-instrument", "instrument"),
    ("Asks", "who-is-asked", "instrument"),
    ("Each about", "what-is-asked-about", "instrument"),
    ("With whom", "with-whom", "instrument"),
    ("Under which conditions", "under-which-conditions", "instrument"),
    ("Reports asked for", "reports-due", "instrument"),
    ("Cites", "cites", "instrument"),
    ("Cited by", "cited-by", "cited"),
    ("Names", "bodies-named", "instrument"),
    ("Events", "events", "instrument"),
    ("Not understood", "unresolved", "instrument"),
)
NOT_OF_A_PARAGRAPH = ("Front page", "Members", "About", "Names", "Cited by", "Not understood")
#: A paragraph has what its instrument has, as far as it stands in the paragraph.
PARAGRAPH = (
    ("What was read in it", "what-a-paragraph-says", "paragraph"),
    *(each for each in INSTRUMENT if each[0] not in NOT_OF_A_PARAGRAPH),
)
ACTOR = (
    ("Names", "names-of", "body"),
    ("In the registers", "about-body", "body"),
    ("Came before and after", "successors", "body"),
    ("Asked to act", "duties-of", "body"),
    ("Asked about", "topics-of-duties", "body"),
    ("Asked to work with", "working-together", "body"),
    ("Asks", "who-asks-whom", "issuer"),
    ("Reports it owes", "reports-due", "by"),
    ("Reports it receives", "reports-due", "to"),
)
#: What is asked instead where a day is given, and the parameter that takes the day.
ON_A_DAY = {"about-body": ("structure-on-date", "on")}
#: Counts over many instruments take the day as a parameter: their rows name no instrument.
UNTIL_A_DAY = ("who-asks-whom", "working-together", "topics-of-duties")
#: Columns with the first and the last day on which a row holds.
BOUNDED = {"names-of": ("from", "until"), "successors": ("successor_began",)}
MANDATE = (("Mandate", "mandate-on-date", "body"),)
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
    """What the graph knows of the thing at `iri`; sections without rows are left out.

    `note` says where a thing is asked for on a day on which it did not exist; it has no sections then.
    """

    iri: str
    label: str
    kinds: tuple[str, ...]
    sections: tuple[Section, ...]
    note: str = ""


def show(dataset: Held, what: str, *, at: str | None = None, why: bool = False) -> Shown:
    """What the graph knows of an instrument, a paragraph, or a body, office, State or group; raises QueryError.

    With `at`, a name means what it meant on that day, the label is the name of that day, and what came later, or did
    not hold then, is left out. With `why`, the sources are added.
    """
    day = _day(at)
    iri = (shown_in_time.bearer(dataset, what, day) if day else None) or find(dataset, what)
    label, kinds = _label(dataset, iri)
    if day:
        label = shown_in_time.name(dataset, iri, day) or label
        if absent := shown_in_time.absent(dataset, iri, day):
            return Shown(iri=iri, label=label, kinds=kinds, sections=(), note=absent)
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
    if day and not mark and not is_instrument:
        wanted = (*wanted[:2], *MANDATE, *wanted[2:])
    dates = _dates(dataset) if day else {}
    for heading, question, parameter in wanted:
        values: dict[str, object] = {parameter: iri if parameter == "paragraph" else whole}
        if day and question in ON_A_DAY:
            question, name = ON_A_DAY[question]
            values[name] = day.isoformat()
        elif day and question in UNTIL_A_DAY:
            values["until"] = day.isoformat()
        elif day and question == MANDATE[0][1]:
            values["on"] = day.isoformat()
        answer = questions.ask(dataset, question, **values)
        if mark and parameter != "paragraph" and question != "source-document":
            answer = _within(answer, iri)
        if day:
            answer = _until(answer, day, dates, BOUNDED.get(question, ()))
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


def _until(answer: Answer, day: date, dates: dict[str, date], bounded: tuple[str, ...]) -> Answer:
    """The rows in which no instrument or paragraph came later than `day`, and which held on it by the columns named.

    The first of these columns holds a first day, the second a last day.
    """
    bounds = {bounded.index(name): index for index, name in enumerate(answer.columns) if name in bounded}

    def holds(row: tuple[Value, ...]) -> bool:
        late = any(isinstance(v, Iri) and dates.get(v.partition("#")[0], day) > day for v in row)
        first, last = (row[bounds[number]] if number in bounds else None for number in (0, 1))
        return not late and shown_in_time.held(first, last, day)

    return Answer(columns=answer.columns, rows=tuple(row for row in answer.rows if holds(row)))
