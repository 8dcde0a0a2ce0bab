"""What the graph rooms know before they read a fact: the terms of the ontology and the ids of the registers."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

from msgspec import Struct

from graph_build import assets, store, symbols
from graph_build.model import Actor, Directive, Entry, Reading, Registers, Review
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES, graph, instrument
from graph_build.store_terms import Quad, integer, iri, text

FILES = ("core.ttl", "vocabularies.ttl", "alignments.ttl", "dataset.ttl")
IMPORTS = iri(PREFIXES["owl"] + "imports")
_SUBCLASS = iri(PREFIXES["rdfs"] + "subClassOf")
_SUBPROPERTY = iri(PREFIXES["rdfs"] + "subPropertyOf")
_ADOPTED = ("Resolution", "Decision", "PresidentialStatement")

#: Actors by register id, and where their IRIs begin.
SEGMENTS = {"Office": "office/", "State": "state/", "Group": "group/"}


def kebab(name: str) -> str:
    """DraftResolution -> draft-resolution."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def slug(words: str) -> str:
    """The letters and digits of `words` in kebab case: "Vienna, Austria" -> vienna-austria."""
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")


class Terms(Struct, frozen=True, kw_only=True):
    """The local names of the ontology: everything under Instrument, under Body, and under cites."""

    instruments: frozenset[str]
    bodies: frozenset[str]
    relations: frozenset[str]


@cache
def terms() -> Terms:
    """The terms of the shipped ontology."""
    under: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, object_, _ in store.turtle_quads(assets.folder("ontology") / "core.ttl", graph("ontology")):
        if predicate in (_SUBCLASS, _SUBPROPERTY):
            under[_local(object_)].append(_local(subject))
    return Terms(
        instruments=frozenset(_below("Instrument", under)),
        bodies=frozenset(_below("Body", under)),
        relations=frozenset(_below("cites", under)),
    )


def _local(term: str) -> str:
    return term[1:-1].removeprefix(ONTOLOGY)


def _below(name: str, under: dict[str, list[str]]) -> Iterator[str]:
    yield name
    for child in under[name]:
        yield from _below(child, under)


class Known(Struct, frozen=True, kw_only=True):
    """What the graph rooms know of the registers.

    The IRIs of actors by register id, the kinds of all entries by id, the ids of States and bodies by their names in
    English, and the rulings by what they rule on.
    """

    actors: dict[str, str]
    kinds: dict[str, str]
    named: dict[str, str] = {}
    rulings: dict[tuple[str, str, str, int, int], Review] = {}

    @classmethod
    def of(cls, registers: Registers) -> Known:
        """What `registers` know."""
        entries = registers.entries
        return cls(
            actors={entry.id: address(entry) for entry in entries if is_actor(entry.kind)},
            kinds={entry.id: entry.kind for entry in entries},
            named={
                plain(name.text): entry.id
                for kind in ("former", "preferred")
                for entry in entries
                if is_actor(entry.kind)
                for name in entry.names
                if name.kind == kind and name.language == "en"
            },
            rulings={
                (each.document, each.fact, each.paragraph, each.start, each.end): each for each in registers.reviews
            },
        )

    def sponsor(self, name: str) -> str | None:
        """The register id of who sponsors a draft under this name; None where it is not known."""
        return self.named.get(plain(name))

    def is_body(self, actor: str) -> bool:
        """Whether this register id is that of a body."""
        return self.kinds.get(actor) in terms().bodies


def plain(name: str) -> str:
    """A name as it is compared: without capitals, with one kind of apostrophe."""
    return name.replace("’", "'").casefold()


def is_actor(kind: str) -> bool:
    """Whether entries of this kind act: bodies, offices, States and groups of them."""
    return kind in SEGMENTS or kind in terms().bodies


def address(entry: Entry) -> str:
    """The IRI of what an entry describes."""
    if is_actor(entry.kind):
        return ID + SEGMENTS.get(entry.kind, "body/") + entry.id
    return instrument(entry.id)


def place(where: str) -> str:
    """The IRI of a source as the registers write it: an address, or a work with an optional paragraph."""
    if where.startswith("http"):
        return where
    work, _, paragraph = where.partition(" ")
    return instrument(work) + (f"#{paragraph}" if paragraph else "")


# ---------------------------------------------------------------- quads that several rooms make


TYPE = iri(PREFIXES["rdf"] + "type")
LABEL = iri(PREFIXES["rdfs"] + "label")


@cache
def ct(name: str) -> str:
    """The term of a class or property of the ontology."""
    return iri(ONTOLOGY + name)


@cache
def other(name: str) -> str:
    """The term of a prefixed name: other("skos:prefLabel")."""
    prefix, _, local = name.partition(":")
    return iri(PREFIXES[prefix] + local)


CITED = graph("cited")


def of_cited(keys: Iterable[str], known: Known) -> Iterator[Quad]:
    """What the symbols of these instruments tell, in graph/cited, of those that the registers do not hold."""
    name = iri(CITED)
    for key in sorted(keys):
        yield from cited(key, name, known)


def cited(key: str, name: str, known: Known) -> Iterator[Quad]:
    """What can be said of an instrument that is only cited: its symbol and what the symbol itself tells."""
    if key in known.kinds:  # the registers tell more, and better
        return
    about = iri(instrument(key))
    yield about, LABEL, text(key), name
    try:
        symbol = symbols.parse(key)
    except ValueError:
        yield about, TYPE, ct("Instrument"), name
        return
    kind = symbol.kind if symbol.kind in terms().instruments else "Instrument"
    yield about, TYPE, ct(kind), name
    yield about, ct("symbol"), text(symbol.text), name
    if symbol.year:
        yield about, ct("year"), integer(symbol.year), name
    if symbol.kind in _ADOPTED and symbol.organ in known.actors:
        yield about, ct("adoptedBy"), iri(known.actors[symbol.organ]), name


def subjects(reading: Reading, about: str, name: str) -> Iterator[Quad]:
    """What an instrument is about: the concepts of a thesaurus that its title and its directives name."""
    asked = (topic for directive in reading.directives for topic in directive.topics if topic.startswith("http"))
    for topic in sorted({*reading.document.topics, *asked}):
        yield about, ct("topic"), iri(topic), name


def akoma_ntoso(about: str, symbol: str, adopted: date | None, name: str) -> Iterator[Quad]:
    """The instrument's name in Akoma Ntoso, where the naming convention gives it one."""
    try:
        found = symbols.akn_iri(symbol, adopted)
    except ValueError:  # a name that is no symbol: readings may come from others
        return
    if found:
        yield about, ct("akn"), text(found), name


def kind_quads(about: str, kind: str, name: str) -> Iterator[Quad]:
    """The class and the kind of an instrument or body."""
    found = terms()
    if kind not in found.instruments and kind not in found.bodies:
        kind = "Instrument"
    yield about, TYPE, ct(kind), name
    if kind not in ("Instrument", "Body"):
        yield about, ct("kind"), iri(f"{ID}kind/{kebab(kind)}"), name


# ---------------------------------------------------------------- the ontology


def of_ontology() -> Iterator[Quad]:
    """The ontology, its concepts and its alignments, in graph/ontology; list cells have IRIs, not blank nodes.

    What a file imports is here too, so that owl:imports is left out: a tool of OWL would look for it on the network.
    """
    name = graph("ontology")
    for file in FILES:
        quads = list(store.turtle_quads(assets.folder("ontology") / file, name))
        names = _names_of_cells(quads)
        yield from ((names.get(s, s), p, names.get(o, o), g) for s, p, o, g in quads if p != IMPORTS)


def _names_of_cells(quads: Iterable[Quad]) -> dict[str, str]:
    """An IRI for each blank node, from what it holds, so that it does not depend on the parser."""
    about: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, object_, _ in quads:
        if subject.startswith("_:"):
            about[subject].append((predicate, object_))

    @cache
    def held(node: str) -> str:
        pairs = sorted((p, held(o) if o.startswith("_:") else o) for p, o in about[node])
        return hashlib.sha256(repr(pairs).encode()).hexdigest()[:16]

    return {node: iri(f"{ID}cell/{held(node)}") for node in about}


def joint_authors(each: Directive) -> tuple[Actor, ...]:
    """Those besides the first who shall report together, where the addressees of a directive are its authors."""
    if each.report is None or not each.addressees:
        return ()
    first, *others = each.addressees
    return tuple(others) if each.report.by in (first.actor, first.text) else ()
