"""Why the graph holds a statement: who states it and where, or the rule it follows by, with its premises, in words."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import explained_sources, questions, reason_rules, reason_why, shown, store
from graph_build.answers import shorten
from graph_build.errors import QueryError
from graph_build.explained_sources import Source
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES, graph
from graph_build.reason_why import Reason
from graph_build.store_bounds import Bounds

if TYPE_CHECKING:
    from graph_build.questions import Held

TYPE = PREFIXES["rdf"] + "type"
#: How many of the things that hold an error names.
NAMED = 6
#: Each rule of OWL 2 RL in words: of the terms of its conclusion (s, p, o) and of its premises (p1, o1, p2 …).
WORDS = {
    "prp-spo1": "every {p1} is a {p} too",
    "prp-inv1": "{p} is {p1} the other way round",
    "prp-inv2": "{p} is {p1} the other way round",
    "prp-trp": "{p} goes on from step to step",
    "prp-symp": "{p} holds both ways",
    "prp-spo2": "{steps} together make {p}",
    "prp-dom": "whatever has {p1} is a {o}",
    "prp-rng": "whatever something has as {p1} is a {o}",
    "cax-sco": "every {o1} is a {o}",
}


class Explained(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A statement that the graph holds (full IRIs; a literal as N-Quads writes it), and why.

    Either `sources`, one for each place that states it; or `rule`, the rule of OWL 2 RL that concludes it, `words`,
    what that rule says here by the ontology, and `premises`.
    """

    subject: str
    predicate: str
    object: str
    sources: tuple[Source, ...] = ()
    rule: str = ""
    words: str = ""
    premises: tuple[Explained, ...] = ()

    @property
    def said(self) -> str:
        """The statement in everyday names."""
        return f"{short(self.subject)} {short(self.predicate)} {short(self.object)}"

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The statement and its reason as indented lines, the conclusion first."""
        indent = "  " * depth
        yield f"{indent}{self.said}"
        if self.rule:
            yield f"{indent}  follows, because {self.words} (the ontology, {self.rule})"
        for source in self.sources:
            yield f"{indent}  {source.said}"
        for premise in self.premises:
            yield from premise.lines(depth + 1)


def why(dataset: Held, subject: str, predicate: str, object_: str) -> Explained:
    """Why the graph holds a statement, down to what documents, registers and the ontology state.

    Subject and object by register id, name, symbol, SYMBOL#PARAGRAPH, prefixed name or IRI, the object also as a
    literal; the predicate as `ct:subsidiaryOf`, `subsidiaryOf`, “subsidiary of”, or IRI. Raises QueryError for what the
    graph does not know, and for a statement that it does not hold.
    """
    about = thing(dataset, subject)
    by = property_(dataset, about, predicate)
    value = _object(dataset, about, by, object_)
    triple = (store.iri_term(about), store.iri_term(by), value)
    found = reason_why.why(dataset, triple, _rules(dataset))  # type: ignore[arg-type]
    if found is not None:
        return _explained(dataset, found)
    if explained_sources.in_provenance(dataset, triple):
        return _explained(dataset, Reason(triple=triple, stated_in=(store.PROVENANCE,)))
    raise _not_held(dataset, about, by, value)


def _rules(dataset: Held) -> reason_rules.Rules:
    """The rules of the ontology that the graph holds, wherever it lies."""
    asked = f"SELECT ?s ?p ?o {{ GRAPH {store.iri_term(graph('ontology'))} {{ ?s ?p ?o }} }}"
    stated = [
        (store.term(s), store.term(p), store.term(o)) for s, p, o in store.select(dataset, asked).rows if s and p and o
    ]
    return reason_rules.compile_rules(reason_rules.closed(stated), stated)


def _explained(dataset: Held, reason: Reason) -> Explained:
    subject, predicate, object_ = (_bare(term) for term in reason.triple)
    return Explained(
        subject=subject,
        predicate=predicate,
        object=object_,
        sources=tuple(
            each for name in reason.stated_in for each in explained_sources.sources(dataset, reason.triple, name)
        ),
        rule=reason.rule or "",
        words=_in_words(reason) if reason.rule else "",
        premises=tuple(_explained(dataset, each) for each in reason.premises),
    )


def _in_words(reason: Reason) -> str:
    names: dict[str, str] = {"p": short(_bare(reason.triple[1])), "o": short(_bare(reason.triple[2]))}
    for number, premise in enumerate(reason.premises, start=1):
        names[f"p{number}"], names[f"o{number}"] = (short(_bare(term)) for term in premise.triple[1:])
    names["steps"] = " and ".join(short(_bare(premise.triple[1])) for premise in reason.premises)
    return WORDS.get(reason.rule or "", "the premises below say so").format(**names)


def _bare(term: str) -> str:
    return term[1:-1] if term.startswith("<") else term


def short(term: str) -> str:
    """The everyday form of a term: “is a” for the type, a prefixed name for a property, a literal as it is written."""
    if term == TYPE:
        return "is a"
    if term.startswith('"'):
        return term.partition("^^")[0]
    return f"ct:{term.removeprefix(ONTOLOGY)}" if term.startswith(ONTOLOGY) else shorten(term)


# ---------------------------------------------------------------- what was meant


def thing(dataset: Held, text: str) -> str:
    """The IRI of anything that the graph knows, in any spelling; raises QueryError."""
    for candidate in _spellings(text.strip()):
        if questions.known(dataset, candidate):
            return candidate
    try:
        return shown.find(dataset, text)
    except QueryError as error:
        raise QueryError("why", error.found, error.expected, error.do) from None


def _spellings(text: str) -> Iterator[str]:
    """The IRIs that a text may stand for by its form alone."""
    bare = text[1:-1] if text.startswith("<") and text.endswith(">") else text
    if "://" in bare or bare.startswith("urn:"):
        yield bare
        return
    prefix, mark, local = bare.partition(":")
    if mark and prefix in PREFIXES:
        yield PREFIXES[prefix] + local
        return
    yield f"{ID}instrument/{bare.replace(' ', '#', 1)}"
    yield ID + bare
    yield ONTOLOGY + bare


def property_(dataset: Held, about: str, text: str) -> str:
    """The IRI of a property by IRI, prefixed name, name or label, whatever its capitals; raises QueryError."""
    wanted = _plain(text)
    if wanted in ("a", "isa", "type", "rdf:type"):
        return TYPE
    spelt = [each for each in _spellings(text.strip()) if not each.startswith(ID)]
    names: dict[str, str] = {}
    for each in spelt:
        if store.select(dataset, f"ASK {{ ?s {store.iri_term(each)} ?o }}").rows[0][0] == store.TRUE:
            return each
    for row in store.select(dataset, PROPERTIES.format(s=store.iri_term(about))).rows:
        iri, label = (cell.value if cell else "" for cell in row)
        if iri in spelt:
            return iri
        for name in filter(None, (short(iri), short(iri).rpartition(":")[2], label)):
            names.setdefault(_plain(name), iri)
    if wanted in names:
        return names[wanted]
    near = [short(names[each]) for each in get_close_matches(wanted, list(names), n=3, cutoff=0.6)]
    has = ", ".join(short(each) for each in _properties_of(dataset, about)[:NAMED])
    hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else ""
    raise QueryError("why", f"no property “{text}” in the graph", f"one such as {has}", hint)


#: Properties that are defined, or that a subject has, with their label.
PROPERTIES = """
SELECT DISTINCT ?property ?label WHERE {{
  {{ {s} ?property ?o }} UNION {{ GRAPH graph:provenance {{ {s} ?property ?o }} }}
  UNION {{ ?property a owl:ObjectProperty }} UNION {{ ?property a owl:DatatypeProperty }}
  OPTIONAL {{ ?property rdfs:label ?label }}
}} ORDER BY ?property ?label
"""


def _plain(text: str) -> str:
    return "".join(each for each in text.casefold() if each not in " -_")


def _properties_of(dataset: Held, about: str) -> list[str]:
    rows = store.select(dataset, f"SELECT DISTINCT ?p {{ {store.iri_term(about)} ?p ?o }} ORDER BY ?p").rows
    return [cell.value for (cell,) in rows if cell]


def _object(dataset: Held, about: str, by: str, text: str) -> str:
    """The term that was meant: one of those that the subject has, else whatever the text may stand for."""
    wanted = text.strip().casefold()
    there = _objects(dataset, about, by)
    spelt = list(_spellings(text.strip()))
    for term, names in there:
        if _bare(term) in spelt or wanted in (short(_bare(term)).casefold(), *names):
            return term
    of_words = store.select(dataset, f"ASK {{ {store.iri_term(by)} a owl:DatatypeProperty }}").rows[0][0] == store.TRUE
    if of_words or (there and all(term.startswith('"') for term, _ in there)):
        return store.literal_term(text)
    return store.iri_term(thing(dataset, text))


OBJECTS = """
SELECT DISTINCT ?o ?name WHERE {{
  {{ {s} {p} ?o }} UNION {{ GRAPH graph:provenance {{ {s} {p} ?o }} }}
  OPTIONAL {{ ?o rdfs:label|skos:altLabel ?name }}
}} ORDER BY ?o ?name
"""


def _objects(dataset: Held, about: str, by: str) -> list[tuple[str, set[str]]]:
    """The objects that a subject has, as terms, each with its names and, of a literal, its bare words."""
    found: dict[str, set[str]] = {}
    asked = OBJECTS.format(s=store.iri_term(about), p=store.iri_term(by))
    for cell, name in store.select(dataset, asked, Bounds.stated()).rows:
        if cell:
            names = found.setdefault(store.term(cell), set() if cell.datatype is None else {cell.value.casefold()})
            names.update([name.value.casefold()] if name else [])
    return list(found.items())


def _not_held(dataset: Held, about: str, by: str, value: str) -> QueryError:
    """What holds instead: the same the other way round, or what the subject has by this property."""
    said = " ".join(short(_bare(term)) for term in (about, by, value))
    others = [short(_bare(term)) for term, _ in _objects(dataset, about, by)]
    more = f" and {len(others) - NAMED} more" if len(others) > NAMED else ""
    named = ", ".join(others[:NAMED])
    expected = f"{short(about)} {short(by)} {named}{more}" if others else ""
    hint = "" if others else f"it has no {short(by)}; `ctkg show` says what the graph knows of it"
    if value.startswith("<") and store.iri_term(about) in dict(_objects(dataset, _bare(value), by)):
        hint = f"the other way round it holds: {short(_bare(value))} {short(by)} {short(about)}"
    return QueryError("why", f"“{said}” does not hold in the graph", expected, hint)
