"""A release described for catalogues and for those who ask where it comes from: VoID, DCAT and PROV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath

from msgspec import Struct

from graph_build import store, store_files
from graph_build.answers import shorten
from graph_build.namespaces import BASE, ID, PREFIXES, graph
from graph_build.store import Store
from graph_build.store_terms import day, integer, iri, literal, text

SPDX = "http://spdx.org/rdf/terms#"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
MEDIA = "https://www.iana.org/assignments/media-types/"
#: Media types by what a file's name ends in.
TYPES = {
    ".ttl": "text/turtle",
    ".trig": "application/trig",
    ".nq": "application/n-quads",
    ".jsonld": "application/ld+json",
    ".csv": "text/csv",
    ".json": "application/csvm+json",
    ".graphml": "application/graphml+xml",
    ".gexf": "application/gexf+xml",
    ".xml": "application/akn+xml",
    ".bib": "application/x-bibtex",
    ".ics": "text/calendar",
    ".md": "text/markdown",
}
USED = ("ct", "dcat", "dcterms", "graph", "prov", "rdfs", "skos", "void", "xsd")
COUNTS = """
SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
  (COUNT(DISTINCT ?o) AS ?objects) WHERE { ?s ?p ?o }
"""
CLASSES = "SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class"
PROPERTIES = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p"
READ = f"""
SELECT DISTINCT ?graph ?file WHERE {{ GRAPH <{graph("provenance")}> {{
  ?graph prov:wasGeneratedBy ?reading . ?reading prov:used ?file }} }}
"""
LINKS = """
SELECT ?space (COUNT(*) AS ?n) WHERE {
  ?s skos:exactMatch ?same BIND(REPLACE(STR(?same), "^(https?://[^/]+/).*$", "$1") AS ?space)
} GROUP BY ?space
"""


class Shipped(Struct, frozen=True, kw_only=True):
    """A file of the release: its path in the folder, its size in bytes and its SHA-256."""

    path: str
    size: int
    sha256: str


class Made(Struct, frozen=True, kw_only=True):
    """A release: its day, the version of ctkg, its files, and the day of the one before it."""

    day: date
    version: str
    files: tuple[Shipped, ...]
    since: str | None = None

    @property
    def address(self) -> str:
        """The IRI of the release."""
        return f"{BASE}release/{self.day.isoformat()}"


def turtle(made: Made, held: Store) -> str:
    """The description, as Turtle that is the same for the same release."""
    prefixes = {name: space for name, space in PREFIXES.items() if name in USED}
    return store_files.turtle(_all(made, held), {**prefixes, "spdx": SPDX})


def term(name: str) -> str:
    """The IRI of a name with a prefix, as a term."""
    prefix, _, local = name.partition(":")
    return iri({**PREFIXES, "spdx": SPDX}[prefix] + local)


Triple = tuple[str, str, str]


def _all(made: Made, held: Store) -> Iterator[Triple]:
    about = iri(made.address)
    yield from _head(about, made)
    yield from _counts(about, held)
    yield from _graphs(about, held)
    yield from _origin(about, made, held)
    for file in made.files:
        yield from _file(about, made, file)


def _about(subject: str, pairs: Mapping[str, str | Iterable[str]]) -> Iterator[Triple]:
    for name, values in pairs.items():
        for value in [values] if isinstance(values, str) else values:
            yield subject, iri(PREFIXES["rdf"] + "type") if name == "a" else term(name), value


def _head(about: str, made: Made) -> Iterator[Triple]:
    yield from _about(
        about,
        {
            "a": (term("void:Dataset"), term("dcat:Dataset"), term("prov:Entity")),
            "dcterms:title": text(f"ctkg, release of {made.day.isoformat()}", "en"),
            "dcterms:isVersionOf": iri(f"{BASE}graph"),
            "dcterms:issued": day(made.day),
            "dcterms:license": iri(LICENCE),
            "dcterms:creator": text("The ctkg authors"),
            "dcat:version": text(made.version),
            "dcat:distribution": [_address(made, file) for file in made.files],
            "void:dataDump": [
                _address(made, file) for file in made.files if PurePosixPath(file.path).stem == "ctkg"
            ],
            "void:uriSpace": text(ID),
            "void:vocabulary": [
                iri(PREFIXES[prefix].rstrip("#")) for prefix in ("ct", "skos", "dcterms", "prov", "foaf", "org")
            ],
        },
    )  # fmt: skip


def _address(made: Made, file: Shipped) -> str:
    return iri(f"{made.address}/{file.path}")


def _file(about: str, made: Made, file: Shipped) -> Iterator[Triple]:
    where, checksum = _address(made, file), iri(f"{made.address}/{file.path}#sha256")
    name = PurePosixPath(file.path)
    yield from _about(
        where,
        {
            "a": term("dcat:Distribution"),
            "dcterms:title": text(file.path),
            "dcterms:license": iri(LICENCE),
            "dcterms:isPartOf": about,
            "dcat:byteSize": literal(str(file.size), PREFIXES["xsd"] + "nonNegativeInteger"),
            "dcat:mediaType": iri(
                f"https://www.iana.org/assignments/media-types/{TYPES.get(name.suffix, 'text/plain')}"
            ),
            "spdx:checksum": checksum,
        },
    )
    sha256 = literal(file.sha256, PREFIXES["xsd"] + "hexBinary")
    algorithm = term("spdx:checksumAlgorithm_sha256")
    yield from _about(checksum, {"a": term("spdx:Checksum"), "spdx:algorithm": algorithm, "spdx:checksumValue": sha256})


# ---------------------------------------------------------------- what is in it


def _rows(held: Store, sparql: str) -> list[tuple[str, ...]]:
    rows = store.select(held, sparql).rows
    return sorted(tuple("" if cell is None else cell.value for cell in row) for row in rows)


def _counts(about: str, held: Store) -> Iterator[Triple]:
    """Numbers of the default graph: triples, subjects, members of classes, uses of properties, links to others."""
    triples, subjects, properties, objects = map(int, _rows(held, COUNTS)[0])
    classes = _rows(held, CLASSES)
    yield from _about(
        about,
        {
            "void:triples": integer(triples),
            "void:distinctSubjects": integer(subjects),
            "void:distinctObjects": integer(objects),
            "void:properties": integer(properties),
            "void:classes": integer(len(classes)),
        },
    )
    for name, number in classes:
        yield from _partition(about, "class", name, "entities", number)
    for name, number in _rows(held, PROPERTIES):
        yield from _partition(about, "property", name, "triples", number)
    for place, (space, count) in enumerate(_rows(held, LINKS), start=1):
        links, other = iri(f"{about[1:-1]}#links-{place}"), iri(f"{about[1:-1]}#linked-{place}")
        yield from _about(other, {"a": term("void:Dataset"), "void:uriSpace": text(space)})
        yield from _about(
            links,
            {
                "a": term("void:Linkset"),
                "void:subjectsTarget": about,
                "void:objectsTarget": other,
                "void:linkPredicate": term("skos:exactMatch"),
                "void:triples": integer(int(count)),
            },
        )


def _partition(about: str, kind: str, name: str, counted: str, number: str) -> Iterator[Triple]:
    part = iri(f"{about[1:-1]}#{kind}-{shorten(name).replace(':', '-')}")
    yield about, term(f"void:{kind}Partition"), part
    yield part, term(f"void:{kind}"), iri(name)
    yield part, term(f"void:{counted}"), integer(int(number))


def _graphs(about: str, held: Store) -> Iterator[Triple]:
    """Each named graph as a part of the data set."""
    for name, number in _rows(held, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"):
        yield about, term("void:subset"), iri(name)
        yield from _about(
            iri(name), {"a": (term("void:Dataset"), term("prov:Entity")), "void:triples": integer(int(number))}
        )


def _origin(about: str, made: Made, held: Store) -> Iterator[Triple]:
    """Which version made it, from which documents, after which release."""
    activity, software = iri(f"{made.address}#making"), iri(f"{ID}software/ctkg/{made.version}")
    read = _rows(held, READ)
    yield from _about(
        about,
        {
            "prov:wasGeneratedBy": activity,
            "prov:wasDerivedFrom": [iri(file) for _, file in read],
            "prov:wasRevisionOf": [iri(f"{BASE}release/{made.since}")] if made.since else [],
        },
    )
    yield from _about(
        activity,
        {
            "a": term("prov:Activity"),
            "prov:used": [iri(name) for name, _ in read],
            "prov:wasAssociatedWith": software,
        },
    )
    yield from _about(software, {"a": term("prov:SoftwareAgent"), "rdfs:label": text(f"ctkg {made.version}")})
