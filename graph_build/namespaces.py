"""The names of the graph: namespaces, and the IRI of every kind of thing.

Patterns are those of ontology/README.md. Nothing depends on the IRIs being resolvable.
"""

from __future__ import annotations

BASE = "https://w3id.org/ctkg/"
ONTOLOGY = BASE + "ontology#"
ID = BASE + "id/"
GRAPH = BASE + "graph/"

#: Prefixes known to every query, export and page.
PREFIXES: dict[str, str] = {
    "ct": ONTOLOGY,
    "id": ID,
    "graph": GRAPH,
    "body": ID + "body/",
    "office": ID + "office/",
    "state": ID + "state/",
    "group": ID + "group/",
    "event": ID + "event/",
    "act": ID + "act/",
    "condition": ID + "condition/",
    "role": ID + "role/",
    "assistance": ID + "assistance/",
    "kind": ID + "kind/",
    "scheme": ID + "scheme/",
    "shape": BASE + "shape/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sh": "http://www.w3.org/ns/shacl#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "frbr": "http://purl.org/vocab/frbr/core#",
    "fabio": "http://purl.org/spar/fabio/",
    "cito": "http://purl.org/spar/cito/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "undo": "https://w3id.org/un/ontology/undo/",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "odrl": "http://www.w3.org/ns/odrl/2/",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "schema": "https://schema.org/",
    "unbis": "http://metadata.un.org/thesaurus/",
}


def term(name: str) -> str:
    """The IRI of the ontology term with this local name."""
    return ONTOLOGY + name


def instrument(key: str) -> str:
    """The IRI of an instrument by canonical symbol, or by register id where it has none."""
    return f"{ID}instrument/{key}"


def paragraph(key: str, paragraph_id: str) -> str:
    """The IRI of a paragraph of an instrument; also of a fact in it, as `op-4.directive-1`."""
    return f"{ID}instrument/{key}#{paragraph_id}"


def graph(*parts: str) -> str:
    """The IRI of a named graph: graph("document", "A/RES/60/288"), graph("inferred")."""
    return GRAPH + "/".join(parts)
