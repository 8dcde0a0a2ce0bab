"""What people state, as quads: a graph for each file of the registers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from graph_build import symbols
from graph_build.model import Entry, Name, Registers, Relation, Session, Topic
from graph_build.namespaces import ID, graph, instrument
from graph_build.quads_known import (
    LABEL,
    TYPE,
    Known,
    address,
    akoma_ntoso,
    cited,
    ct,
    is_actor,
    kind_quads,
    other,
    place,
)
from graph_build.quads_provenance import PROVENANCE
from graph_build.store_terms import Quad, day, integer, iri, text

#: Relations that are a step of a hierarchy.
STEPS = ("partOf", "subsidiaryOf")


def of_registers(registers: Registers) -> Iterator[Quad]:
    """All that the registers state: entries, names, relations and sessions, each with its sources."""
    known = Known.of(registers)
    for entry in registers.entries:
        yield from _entry(entry, known)
    for relation in registers.relations:
        yield from _relation(relation, known)
    for session in registers.sessions:
        yield from _session(session, known)
    for topic in registers.topics:
        yield from _topic(topic)


def _graph(file: str) -> str:
    return iri(graph("register", file.removesuffix(".yaml")))


def thing(key: str, known: Known) -> str:
    """The IRI of an actor or instrument by register id or symbol."""
    return known.actors.get(key) or instrument(key)


def _sources(about: str, sources: Iterable[str], file: str, row: int, name: str) -> Iterator[Quad]:
    for source in sources:
        where = iri(place(source))
        yield about, ct("source"), where, name
        yield about, other("prov:wasDerivedFrom"), where, PROVENANCE
    if row:
        yield about, ct("registerRow"), text(f"{file} row {row}"), PROVENANCE


# ---------------------------------------------------------------- entries


def _entry(entry: Entry, known: Known) -> Iterator[Quad]:
    where, name = address(entry), _graph(entry.file)
    about = iri(where)
    if entry.kind in ("Office", "State", "Group", "InstrumentGroup"):
        yield about, TYPE, ct(entry.kind), name
    else:
        yield from kind_quads(about, entry.kind, name)
    yield about, LABEL, text(entry.id if entry.symbol == entry.id else entry.name), name
    yield from _sources(about, entry.source, entry.file, entry.row, name)
    for each in entry.names:
        yield from _name(where, each, entry, name)
    yield from _facts(about, entry, name)
    if entry.symbol and entry.symbol != entry.id:
        yield about, ct("carriedBy"), iri(instrument(entry.symbol)), name
        yield from cited(entry.symbol, name, known)
    for member in entry.members:
        if member not in known.kinds:
            yield from cited(member, name, known)
        yield iri(thing(member, known)), ct("memberOf"), about, name


def _facts(about: str, entry: Entry, name: str) -> Iterator[Quad]:
    """The plain fields of an entry."""
    for field, value in (("validFrom", entry.valid_from), ("validUntil", entry.valid_until)):
        if value:
            yield about, ct(field), day(value), name
    for field, word in (
        ("seat", entry.seat),
        ("adoptedAt", entry.place),
        ("isoCode", entry.code),
        ("symbol", entry.symbol if entry.symbol == entry.id else None),
        ("treatyNumber", entry.treaty_number),
    ):
        if word:
            yield about, ct(field), text(word), name
    if entry.adopted:
        yield about, ct("adoptedOn"), day(entry.adopted), name
        yield about, ct("year"), integer(entry.adopted.year), name
        if entry.symbol == entry.id:
            yield from akoma_ntoso(about, entry.id, entry.adopted, name)
    elif entry.symbol == entry.id and (year := symbols.parse(entry.id).year):
        yield about, ct("year"), integer(year), name
    if entry.in_force:
        yield about, ct("inForceSince"), day(entry.in_force), name
    for same in entry.same_as:
        yield about, other("skos:exactMatch"), iri(same), name
    if entry.page:
        yield about, other("foaf:page"), iri(entry.page), name
    if entry.note:
        yield about, other("skos:note"), text(entry.note, "en"), name


def _name(where: str, each: Name, entry: Entry, name: str) -> Iterator[Quad]:
    """A name on the thing itself, and as a node with its kind and validity."""
    about, words = iri(where), text(each.text, each.language)
    if each.kind in ("preferred", "title") and not is_actor(entry.kind):
        yield about, other("dcterms:title"), words, name
    first = next(other_name for other_name in entry.names if other_name.language == each.language)
    label = "skos:prefLabel" if each is first else "skos:hiddenLabel" if each.kind == "local" else "skos:altLabel"
    yield about, other(label), words, name
    mark = f"{each.text}|{each.valid_from or ''}|{each.valid_until or ''}"
    digest = hashlib.sha256(mark.encode()).hexdigest()[:8]
    node = iri(f"{where}#name-{each.kind}-{each.language}-{digest}")
    yield about, ct("name"), node, name
    yield node, TYPE, ct("Name"), name
    yield node, LABEL, words, name
    yield node, ct("text"), text(each.text), name
    yield node, ct("nameKind"), text(each.kind), name
    for field, value in (("validFrom", each.valid_from), ("validUntil", each.valid_until)):
        if value:
            yield node, ct(field), day(value), name


# ---------------------------------------------------------------- relations and sessions


def _relation(relation: Relation, known: Known) -> Iterator[Quad]:
    """The relation as a node; as a triple too where no end of it is known."""
    name = _graph(relation.file)
    subject, target = iri(thing(relation.subject, known)), iri(thing(relation.object, known))
    for key in (relation.subject, relation.object):
        if key not in known.kinds:
            yield from cited(key, name, known)
    since = f"/{relation.valid_from}" if relation.valid_from else ""
    about = iri(f"{ID}relation/{relation.subject}/{relation.predicate}/{relation.object}{since}")
    yield about, TYPE, ct("Relation"), name
    yield about, ct("subject"), subject, name
    yield about, ct("predicate"), ct(relation.predicate), name
    yield about, ct("object"), target, name
    for field, value in (("validFrom", relation.valid_from), ("validUntil", relation.valid_until)):
        if value:
            yield about, ct(field), day(value), name
    yield from _sources(about, relation.source, relation.file, relation.row, name)
    if relation.valid_until is None:
        yield subject, ct(relation.predicate), target, name
        if relation.predicate in STEPS:
            yield subject, ct("under"), target, name


def _session(session: Session, known: Known) -> Iterator[Quad]:
    name = iri(graph("register", "sessions"))
    kind = "" if session.kind == "regular" else f"{session.kind}-"
    about = iri(f"{ID}session/{session.organ}/{kind}{session.number}")
    yield about, TYPE, ct("Session"), name
    yield about, ct("ofOrgan"), iri(thing(session.organ, known)), name
    yield about, ct("number"), text(str(session.number)), name
    yield about, ct("sessionKind"), text(session.kind), name
    yield about, ct("opensOn"), day(session.opens), name
    if session.closes:
        yield about, ct("closesOn"), day(session.closes), name
    yield from _sources(about, session.source, "sessions.yaml", 0, name)


# ---------------------------------------------------------------- topics


def _topic(topic: Topic) -> Iterator[Quad]:
    """A concept of a thesaurus at its own address, in the scheme of those that documents here are about."""
    about, name = iri(topic.concept), iri(graph("register", "topics"))
    yield about, TYPE, ct("Topic"), name
    yield about, LABEL, text(topic.label), name
    yield about, other("skos:prefLabel"), text(topic.label, "en"), name
    yield about, other("skos:inScheme"), iri(f"{ID}scheme/topics"), name
    for form in topic.forms:
        if form != topic.label:
            yield about, other("skos:hiddenLabel"), text(form, "en"), name
    yield from _sources(about, topic.source, "topics.yaml", topic.row, name)
