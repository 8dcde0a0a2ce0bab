"""What things are called in a picture: in full where a reader points, in short where room is scarce."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import questions, store
from graph_build.namespaces import ID
from graph_build.questions import Answer, Iri

if TYPE_CHECKING:
    from graph_build.questions import Held

#: A preferred name of at most this many letters is short enough.
SHORT = 28
NAMES = """
SELECT ?thing ?label ?title ?kind ?form ?name WHERE {{
  VALUES ?thing {{ {things} }}
  OPTIONAL {{ ?thing rdfs:label ?label }}
  OPTIONAL {{ ?thing dcterms:title ?title FILTER(LANG(?title) IN ("", "en")) }}
  OPTIONAL {{ ?thing ct:kind ?kind }}
  OPTIONAL {{ ?thing ct:name ?node . ?node rdfs:label ?name ; ct:nameKind ?form .
    FILTER(?form IN ("acronym", "short") && LANG(?name) IN ("", "en"))
    FILTER NOT EXISTS {{ ?node ct:validUntil ?end }} }}
}}
"""
#: Families of actors, by kind of body or by kind of IRI; the order is that of colours and legends.
FAMILIES = ("United Nations body", "office of the United Nations", "other organization", "States and groups")
OTHERS = frozenset(
    ("regional-organization", "intergovernmental-organization", "specialized-agency", "related-organization")
)


class Named(Struct, frozen=True, kw_only=True):
    """What a thing is called: in full, in short, and by the fewest letters.

    `kind` is the everyday form of its kind, `title` that of an instrument, `family` one of FAMILIES or empty.
    """

    full: str
    short: str
    brief: str
    kind: str = ""
    title: str = ""
    family: str = ""


class Names(Struct, frozen=True):
    """Names by IRI. What the graph does not name goes by the everyday form of its IRI, or as it is written."""

    known: Mapping[str, Named]

    def of(self, value: object) -> Named:
        """The names of a thing of an answer; a string is its own name."""
        text = str(value)
        if text in self.known:
            return self.known[text]
        known = isinstance(value, Iri) or text.startswith(ID)
        plain = spoken(text) if known else text
        return Named(full=plain, short=plain, brief=plain, family=family(text, "") if known else FAMILIES[3])


def spoken(iri: str) -> str:
    """The everyday form of an IRI; acts without their hyphens, as they are said."""
    plain = questions.shorten(iri)
    return plain.replace("-", " ") if iri.startswith(f"{ID}act/") else plain


def things(answer: Answer) -> set[str]:
    """The IRIs in an answer."""
    return {str(cell) for row in answer.rows for cell in row if isinstance(cell, Iri)}


def of_things(dataset: Held, wanted: Iterable[str]) -> Names:
    """The names of these things, as the graph knows them."""
    found: dict[str, list[list[str]]] = {}
    terms = " ".join(store.iri_term(thing) for thing in sorted(set(wanted)))
    for row in store.select(dataset, NAMES.format(things=terms)).rows:
        thing, *rest = (cell.value if cell else "" for cell in row)
        found.setdefault(thing, []).append(rest)
    bearers = Counter(name for rows in found.values() for name in {row[4] for row in rows if row[4]})
    shared = frozenset(name for name, count in bearers.items() if count > 1)
    return Names({thing: named(thing, rows, shared) for thing, rows in found.items()})


def named(thing: str, rows: list[list[str]], shared: frozenset[str] = frozenset()) -> Named:
    """The names of one thing from rows of label, title, kind, form of a name and the name.

    Names that are `shared` with others in the picture are left out, where there is another one.
    """
    plain = spoken(thing)
    full = min((row[0] for row in rows if row[0]), default=plain)
    title = min((row[1] for row in rows if row[1]), default="")
    kind = questions.shorten(min((row[2] for row in rows if row[2]), default=""))
    names = sorted({(row[3], row[4]) for row in rows if row[4]})
    names = [each for each in names if each[1] not in shared] or names
    short, brief = shorter(plain, full, names)
    return Named(full=full, short=short, brief=brief, kind=kind, title=title, family=family(thing, kind))


def shorter(plain: str, full: str, names: list[tuple[str, str]]) -> tuple[str, str]:
    """The full name if it is short enough, else the next best; and the acronym that is the id, or the next best."""
    acronyms = sorted((name for form, name in names if form == "acronym"), key=lambda name: (len(name), name))
    own = [name for name in acronyms if name.casefold() == plain.casefold()]
    others = sorted((name for form, name in names if form == "short"), key=lambda name: (len(name), name))
    best = [*own[:1], *acronyms[:1], *others[:1], full][0]
    brief = best if len(best) < len(full) else full
    return (full if len(full) <= SHORT else brief), brief


def family(thing: str, kind: str) -> str:
    """To which of the FAMILIES an actor belongs; the empty string for what is no actor."""
    place = thing.removeprefix(ID).partition("/")[0]
    if place == "office":
        return FAMILIES[1]
    if place in ("state", "group"):
        return FAMILIES[3]
    if place != "body":
        return ""
    return FAMILIES[2] if kind in OTHERS else FAMILIES[0]
