"""The JSON-LD context: every term of the ontology by its local name, with the type of its values.

Made from the ontology, its alignments and the shapes, which say what is a date. The published file is
ontology/context.jsonld; a test holds it to what stands here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from graph_build import assets, store
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES, graph
from graph_build.quads_known import FILES

FILE = "context.jsonld"
#: Properties whose values are terms of the ontology: written by local name.
OF_TERMS = ("citedAs", "denotes", "predicate")
#: Properties of others, between things, that only facts have.
BETWEEN_THINGS = (
    *("foaf:page", "skos:exactMatch"),
    *("prov:used", "prov:wasAssociatedWith", "prov:wasDerivedFrom", "prov:wasGeneratedBy"),
)
Term = str | dict[str, str]
_LISTS = ("rdf:first", "rdf:rest", "rdf:type")


def context() -> dict[str, dict[str, object]]:
    """The context as the file holds it; raises StoreError where the ontology cannot be read."""
    things, numbers, local = _kinds(), _numbers(), {}
    dates = set(_dates())
    for term in sorted(things):
        name = term.removeprefix(ONTOLOGY)
        local[name] = _entry(f"ct:{name}", things[term], term in numbers, term in dates, name in OF_TERMS)
    for name, type_ in sorted(_of_others(things, dates).items()):
        local[name] = {"@id": name, "@type": type_}
    prefixes = {name: space for name, space in PREFIXES.items() if name not in local and not _under_id(space)}
    return {"@context": {"@version": 1.1, **dict(sorted(prefixes.items())), **local}}


def text() -> str:
    """The file, one term a line."""
    lines = (f"  {json.dumps(name)}: {json.dumps(value)}" for name, value in context()["@context"].items())
    return '{\n "@context": {\n' + ",\n".join(lines) + "\n }\n}\n"


def short(iri: str) -> str:
    """The IRI with the prefix of a vocabulary, or as it is."""
    for prefix, space in PREFIXES.items():
        if not _under_id(space) and iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def _under_id(space: str) -> bool:
    """Bodies, acts and so on go by id:, since `act` and `condition` are properties here."""
    return space.startswith(ID) and space != ID


def _entry(name: str, kind: str, number: bool, day: bool, of_terms: bool) -> Term:
    if kind == "ObjectProperty":
        return {"@id": name, "@type": "@vocab" if of_terms else "@id"}
    if number or day:
        return {"@id": name, "@type": "xsd:integer" if number else "xsd:date"}
    return name


def _triples(folder: str, file: str) -> Iterator[tuple[str, str, str]]:
    for subject, predicate, object_, _ in store.turtle_quads(assets.folder(folder) / file, graph("ontology")):
        yield subject.strip("<>"), short(predicate.strip("<>")), object_.strip("<>")


def _kinds() -> dict[str, str]:
    """Every class and property of the ontology, and which of the two kinds of properties it is."""
    found: dict[str, str] = {}
    for subject, predicate, object_ in _triples("ontology", "core.ttl"):
        kind = short(object_).removeprefix("owl:")
        if predicate == "rdf:type" and subject.startswith(ONTOLOGY):
            found[subject] = kind if kind == "ObjectProperty" else found.get(subject, kind)
    return found


def _numbers() -> set[str]:
    triples = _triples("ontology", "core.ttl")
    return {s for s, predicate, o in triples if predicate == "rdfs:range" and short(o) == "xsd:integer"}


def _dates() -> Iterator[str]:
    """The properties of which a shape says that their values are days."""
    for path in sorted(assets.folder("shapes").glob("*.ttl")):
        about: dict[str, dict[str, str]] = defaultdict(dict)
        for subject, predicate, object_ in _triples("shapes", path.name):
            about[subject][predicate] = object_
        yield from (
            shape["sh:path"] for shape in about.values() if short(shape.get("sh:datatype", "")) == "xsd:date"
            and "sh:path" in shape
        )  # fmt: skip


def _of_others(things: dict[str, str], dates: set[str]) -> dict[str, str]:
    """Terms of other vocabularies that the ontology uses, or that ours stand under, with the type of their values."""
    found = dict.fromkeys(BETWEEN_THINGS, "@id")
    for file in FILES:
        for subject, predicate, object_ in _triples("ontology", file):
            if object_.startswith("http") and not predicate.startswith(("ct:", "http")) and predicate not in _LISTS:
                found[predicate] = "@id"
            above = short(object_)
            if predicate == "rdfs:subPropertyOf" and not above.startswith(("ct:", "http")):
                if things.get(subject) == "ObjectProperty":
                    found[above] = "@id"
                elif subject in dates:
                    found[above] = "xsd:date"
    return found
