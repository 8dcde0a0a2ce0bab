"""The ontology explains itself, stands on its own words, and says what the code writes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest

from graph_build import assets, quads, reason, store, validate
from graph_build.model import Citation
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES, graph
from graph_build.quads_known import FILES, kebab, terms

CT = f"<{ONTOLOGY}"


def triples(name: str) -> Iterator[tuple[str, str, str]]:
    for s, p, o, _ in store.turtle_quads(assets.folder("ontology") / name, graph("ontology")):
        yield s, p, o


@pytest.fixture(scope="module")
def ontology() -> store.Store:
    return store.memory(quads.of_ontology())


def column(made: store.Store, sparql: str) -> list[str]:
    return sorted(row[0].value for row in store.select(made, sparql).rows if row[0] is not None)


def test_the_ontology_alone_conforms_and_is_consistent(ontology: store.Store) -> None:
    assert reason.infer(ontology).inconsistencies == ()
    assert validate.validate(ontology).results == ()


@pytest.mark.parametrize("what", ["rdfs:label", "skos:definition", "skos:example"])
def test_every_term_has(ontology: store.Store, what: str) -> None:
    kinds = "owl:Class, owl:ObjectProperty, owl:DatatypeProperty"
    terms_of = f"?t a ?kind FILTER(?kind IN ({kinds}) && STRSTARTS(STR(?t), STR(ct:)))"
    assert len(column(ontology, f"SELECT DISTINCT ?t {{ {terms_of} }}")) > 150
    missing = f"FILTER NOT EXISTS {{ ?t {what} ?w FILTER(LANG(?w) = 'en' && STRLEN(?w) > 0) }}"
    assert column(ontology, f"SELECT DISTINCT ?t {{ {terms_of} {missing} }}") == []


def test_no_definition_is_given_twice(ontology: store.Store) -> None:
    twice = "SELECT ?w { ?t skos:definition ?w ; rdfs:isDefinedBy ?o } GROUP BY ?w HAVING(COUNT(?t) > 1)"
    assert column(ontology, twice) == []


def test_every_term_that_is_used_is_declared() -> None:
    found = [triple for name in FILES for triple in triples(name)]
    declared = {s for s, p, o in found if p.endswith("#type>") and o.startswith(f"<{PREFIXES['owl']}")}
    used = {term for triple in found for term in triple if term.startswith(CT)}
    assert used - declared == set()


def test_nothing_of_others_is_defined_here() -> None:
    """Alignments speak of our terms; of a term of another vocabulary only its bare kind is said."""
    for name in ("core.ttl", "alignments.ttl"):
        ours = (CT, "_:", "<https://w3id.org/ctkg/")
        said = {(p, o) for s, p, o in triples(name) if not s.startswith(ours)}
        kinds = {f"<{PREFIXES['owl']}{kind}>" for kind in KINDS}
        assert said <= {(f"<{PREFIXES['rdf']}type>", kind) for kind in kinds}


def test_what_is_concluded_to_has_one_kind() -> None:
    """OWL 2 DL: every class and property above ours is declared, and none is of two kinds of property."""
    found = [triple for name in FILES for triple in triples(name)]
    kinds = {f"<{PREFIXES['owl']}{kind}>" for kind in KINDS}
    declared = [(s, o) for s, p, o in set(found) if p.endswith("#type>") and o in kinds]
    assert len(declared) == len({s for s, _ in declared})
    above = {o for _, p, o in found if p.endswith(("#subClassOf>", "#subPropertyOf>"))}
    assert above - {s for s, _ in declared} == set()


@pytest.mark.parametrize(
    "prefix", ["undo", "frbr", "fabio", "cito", "eli", "org", "prov", "skos", "foaf", "schema", "oa", "time", "odrl"]
)
def test_every_vocabulary_named_is_aligned(prefix: str) -> None:
    assert any(o.startswith(f"<{PREFIXES[prefix]}") or p.startswith(f"<{PREFIXES[prefix]}") for s, p, o in ALIGNED)


KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
ALIGNED = list(triples("alignments.ttl"))
#: Vocabularies of which rdflib ships the names, in namespaces that know no other.
KNOWN_TO_RDFLIB = {
    "org": "ORG",
    "prov": "PROV",
    "foaf": "FOAF",
    "schema": "SDO",
    "time": "TIME",
    "odrl": "ODRL2",
    "dcterms": "DCTERMS",
}


@pytest.mark.parametrize(("prefix", "name"), KNOWN_TO_RDFLIB.items())
def test_the_terms_aligned_to_exist(prefix: str, name: str) -> None:
    import rdflib.namespace

    space = getattr(rdflib.namespace, name)
    used = {o[1:-1].removeprefix(PREFIXES[prefix]) for _, _, o in ALIGNED if o.startswith(f"<{PREFIXES[prefix]}")}
    assert used
    assert {local for local in used if local not in space} == set()


def test_kinds_stand_beside_classes(ontology: store.Store) -> None:
    pairs = store.select(ontology, "SELECT ?kind ?class { ?kind ct:denotes ?class }").rows
    found = {(a.value.removeprefix(ID + "kind/"), b.value.removeprefix(ONTOLOGY)) for a, b in pairs if a and b}
    classes = (terms().instruments | terms().bodies) - {"Instrument", "Body"}
    assert found == {(kebab(name), name) for name in classes}


def test_the_acts_are_ordered(ontology: store.Store) -> None:
    rows = store.select(ontology, "SELECT ?act ?n { ?act a ct:Act ; ct:strength ?n } ORDER BY DESC(?n) ?act").rows
    order = [(a.value.removeprefix(ID + "act/"), int(n.value)) for a, n in rows if a and n]
    assert order == [
        *(("decide", 8), ("demand", 7), ("direct", 6), ("instruct", 6), ("request", 5), ("urge", 4)),
        *(("appeal", 3), ("call-upon", 3), ("encourage", 2), ("recommend", 2), ("invite", 1)),
    ]


def test_the_concepts_are_those_of_the_reading_format() -> None:
    import typing

    from graph_build import model
    from graph_build.quads_work import PARTNERS

    names = {s[1:-1].removeprefix(ID) for s, _, _ in triples("vocabularies.ttl")}
    assert {f"condition/{name}" for name in typing.get_args(model.Condition)} <= names
    assert {f"role/{name}" for name in typing.get_args(model.Role)} == {n for n in names if n.startswith("role/")}
    assert set(PARTNERS) == set(typing.get_args(model.Role))
    assert Citation.__struct_defaults__[0] in terms().relations


def test_names_follow_the_rules() -> None:
    for subject, predicate, object_ in triples("core.ttl"):
        if predicate.endswith("#type>") and subject.startswith(CT):
            small = "Property>" in object_
            assert re.fullmatch("[a-z][A-Za-z0-9]*" if small else "[A-Z][A-Za-z0-9]*", subject[len(CT) : -1]), subject


def test_what_is_imported_lies_beside_and_is_found_without_a_network(ontology: store.Store) -> None:
    """Protégé and the OWL API look for what a file imports: in the catalogue for the files, nowhere for the graph."""
    folder = assets.folder("ontology")
    catalogue = {each.get("name"): each.get("uri") for each in ElementTree.parse(folder / "catalog-v001.xml").getroot()}
    imports = f"<{PREFIXES['owl']}imports>"
    wanted = {o[1:-1] for name in FILES for _, p, o in triples(name) if p == imports}
    assert wanted
    assert wanted <= set(catalogue)
    for name, file in catalogue.items():
        declared = (f"<{name}>", f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['owl']}Ontology>")
        assert declared in set(triples(str(file)))
    assert column(ontology, "SELECT ?o { ?o owl:imports ?other }") == []
