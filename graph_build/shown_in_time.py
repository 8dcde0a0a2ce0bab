"""Who bore a name on a day, which name a thing bore then, and whether it existed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from graph_build import questions, store
from graph_build.answers import Value, printed

if TYPE_CHECKING:
    from graph_build.questions import Held

#: Kinds of names that name a thing by themselves.
BY_ITSELF = ("preferred", "acronym", "short", "former")

NAMES = """
SELECT DISTINCT ?thing ?text ?kind ?from ?until ?began ?ended WHERE {
  ?thing ct:name ?node . ?node ct:text ?text ; ct:nameKind ?kind .
  OPTIONAL { ?node ct:validFrom ?from }
  OPTIONAL { ?node ct:validUntil ?until }
  OPTIONAL { ?thing ct:validFrom ?began }
  OPTIONAL { ?thing ct:validUntil ?ended }
} ORDER BY ?thing ?kind ?text
"""
FORMER = """
SELECT ?text ?from ?until WHERE {{
  {term} ct:name ?node .
  ?node ct:nameKind "former" ; ct:text ?text ; rdfs:label ?label ; ct:validUntil ?until .
  FILTER(LANG(?label) = "en")
  OPTIONAL {{ ?node ct:validFrom ?from }}
}} ORDER BY ?until ?text
"""
LIFE = """
SELECT ?began ?ended ?next WHERE {{
  VALUES ?thing {{ {term} }}
  OPTIONAL {{ ?thing ct:validFrom ?began }}
  OPTIONAL {{ ?thing ct:validUntil ?ended }}
  OPTIONAL {{ ?next ct:succeeds ?thing }}
}} ORDER BY ?began ?ended ?next
"""


def bearer(dataset: Held, what: str, day: date) -> str | None:
    """The IRI of the one thing that bore this name on the day; None where none did, or several."""
    wanted = plain(what)
    rows = questions.run(dataset, NAMES, "names").rows
    found = {
        str(thing)
        for thing, text, kind, first, last, began, ended in rows
        if kind in BY_ITSELF and plain(str(text)) == wanted and held(first, last, day) and held(began, ended, day)
    }
    return found.pop() if len(found) == 1 else None


def plain(name: str) -> str:
    """A name without its article, whatever its capitals."""
    return name.strip().casefold().removeprefix("the ")


def held(first: Value, last: Value, day: date) -> bool:
    """Whether the day lies between two days, each of which may be unknown."""
    return not (isinstance(first, date) and first > day) and not (isinstance(last, date) and last < day)


def name(dataset: Held, iri: str, day: date) -> str | None:
    """The former English name that a thing bore on the day, where its last day is known."""
    rows = questions.run(dataset, FORMER.format(term=store.iri_term(iri)), "former names").rows
    return next((str(text) for text, first, last in rows if held(first, last, day)), None)


def absent(dataset: Held, iri: str, day: date) -> str:
    """That a thing did not exist yet, or no longer, on the day; the empty string where it did as far as is known."""
    rows = questions.run(dataset, LIFE.format(term=store.iri_term(iri)), "life").rows
    began, ended = (rows[0][0], rows[0][1]) if rows else (None, None)
    if isinstance(began, date) and began > day:
        return f"did not exist on {day}: it began on {began}"
    if isinstance(ended, date) and ended < day:
        after = dict.fromkeys(printed(row[2]) for row in rows if row[2] is not None)
        return f"no longer existed on {day}: it ended on {ended}" + (
            f"; after it came {', '.join(after)}" if after else ""
        )
    return ""
