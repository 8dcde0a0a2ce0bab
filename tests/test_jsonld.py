"""JSON-LD gives back the same quads to three readers, under a context that knows every term of the ontology."""

from __future__ import annotations

import json
import re

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld
from test_answers import graph

from graph_build import assets, exports, exports_context, exports_jsonld, store, store_terms
from graph_build.namespaces import GRAPH, ID, ONTOLOGY, PREFIXES
from graph_build.store import Quad, Store

CT, XSD, NAME = ONTOLOGY, PREFIXES["xsd"], f"<{GRAPH}document/A/RES/60/1>"
ABOUT = f"<{ID}instrument/A/RES/60/1>"


def quads(text: str | bytes, form: pyoxigraph.RdfFormat) -> set[str]:
    return {str(quad) for quad in pyoxigraph.parse(text, format=form)}


def held(made: Store) -> set[str]:
    return quads(exports.export(made, "nq"), pyoxigraph.RdfFormat.N_QUADS)


def by_oxigraph(text: bytes) -> set[str]:
    return quads(text, pyoxigraph.RdfFormat.JSON_LD)


def by_pyld(text: bytes) -> set[str]:
    return quads(jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"}), pyoxigraph.RdfFormat.N_QUADS)


def by_rdflib(text: bytes) -> set[str]:
    from rdflib import Dataset

    return quads(Dataset().parse(data=text, format="json-ld").serialize(format="nquads"), pyoxigraph.RdfFormat.N_QUADS)


#: rdflib uses its own deprecated names in its parser
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
READERS = [by_oxigraph, by_pyld, by_rdflib]


def only(predicate: str, value: str) -> Store:
    return store.memory([(ABOUT, f"<{predicate}>", value, NAME)])


def node(made: Store) -> dict[str, object]:
    found: dict[str, object] = json.loads(exports.export(made, "jsonld"))["@graph"][0]["@graph"][0]
    return found


@pytest.mark.parametrize("reader", READERS)
def test_a_graph_comes_back_whole(reader: object) -> None:
    made = graph().store
    assert reader(exports.export(made, "jsonld")) == held(made)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("predicate", "value", "written"),
    [
        (f"{CT}addressee", f"<{ID}body/cted>", {"addressee": "id:body/cted"}),
        (f"{CT}citedAs", f"<{CT}recalls>", {"citedAs": "recalls"}),
        (f"{CT}year", f'"2005"^^<{XSD}integer>', {"year": 2005}),
        (f"{CT}year", f'"-5"^^<{XSD}integer>', {"year": -5}),
        (f"{CT}year", '"2005"', {"year": {"@value": "2005"}}),
        (f"{CT}adoptedOn", f'"2005-09-16"^^<{XSD}date>', {"adoptedOn": "2005-09-16"}),
        (f"{CT}until", f'"2005-09"^^<{XSD}gYearMonth>', {"until": {"@value": "2005-09", "@type": "xsd:gYearMonth"}}),
        (f"{CT}text", '"the “Charter”"', {"text": "the “Charter”"}),
        (f"{CT}text", f"<{ID}body/cted>", {"text": {"@id": "id:body/cted"}}),
        (f"{CT}addressee", '"cted"', {"addressee": {"@value": "cted"}}),
        (f"{CT}position", f'"99999999999999999"^^<{XSD}integer>', {"position": "99999999999999999"}),
        (f"{PREFIXES['dcterms']}title", '"Titre"@fr', {"dcterms:title": {"@value": "Titre", "@language": "fr"}}),
        (f"{PREFIXES['foaf']}page", "<http://un.org/>", {"foaf:page": "http://un.org/"}),
        (f"{PREFIXES['rdf']}type", f"<{CT}Resolution>", {"@type": "Resolution"}),
        (f"{PREFIXES['rdf']}type", "<http://example.org/a#b>", {"@type": "http://example.org/a#b"}),
        ("http://example.org/odd", "<urn:odd:thing>", {"http://example.org/odd": {"@id": "urn:odd:thing"}}),
        (f"{CT}text", '"a\\\\b\\n\\"c\\""', {"text": 'a\\b\n"c"'}),
    ],
)  # fmt: skip
def test_values(predicate: str, value: str, written: dict[str, object]) -> None:
    made = only(predicate, value)
    assert node(made) == {"@id": "id:instrument/A/RES/60/1", **written}
    for reader in READERS:
        assert reader(exports.export(made, "jsonld")) == held(made)


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
VALUES = st.one_of(
    WORDS.map(store_terms.text),
    WORDS.map(lambda text: store_terms.text(text, "en")),
    st.integers().map(store_terms.integer),
    st.dates().map(store_terms.day),
    WORDS.map(lambda text: store_terms.literal(text, "http://example.org/odd")),
    st.sampled_from(["body/cted", "instrument/S/RES/1373(2001)#op-4", "act/request", "//odd", "a:b"]).map(
        lambda local: store_terms.iri(ID + local)
    ),
)
PROPERTIES = st.sampled_from([f"{CT}{name}" for name in ("text", "year", "adoptedOn", "cites", "citedAs", "akn")])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(PROPERTIES, VALUES), max_size=8))
def test_whatever_is_said_comes_back(pairs: list[tuple[str, str]]) -> None:
    said: list[Quad] = [(ABOUT, f"<{name}>", value, NAME) for name, value in pairs]
    made = store.memory(said)
    text = exports.export(made, "jsonld")
    assert by_pyld(text) == held(made) == by_oxigraph(text)


def test_a_literal_is_what_was_written() -> None:
    for text in ('a "quoted" \\ word\n', "", "\t", "…"):
        assert store_terms.parsed(store_terms.text(text)) == (text, None, None)
    assert store_terms.parsed('"\\u00E9\\U0001F600\\t"@fr-CA') == ("é😀\t", "fr-CA", None)
    with pytest.raises(ValueError, match="not a literal"):
        store_terms.parsed("<http://example.org/>")


# ---------------------------------------------------------------- the context


def test_the_context_is_current() -> None:
    published = (assets.folder("ontology") / exports_context.FILE).read_text("utf-8")
    assert published == exports_context.text(), "run `make context`, and look at the difference"


def test_every_term_is_in_the_context_with_the_type_of_its_values() -> None:
    text = (assets.folder("ontology") / "core.ttl").read_text("utf-8")
    declared = dict(re.findall(r"^ct:(\w+) a owl:(\w+)", text, re.MULTILINE))
    context = exports_jsonld.published()
    assert len(declared) > 200
    assert declared.keys() <= context.keys()
    for name, kind in declared.items():
        term = context[name]
        assert (term["@id"] if isinstance(term, dict) else term) == f"ct:{name}"
        if kind == "ObjectProperty":
            assert term["@type"] in ("@id", "@vocab")
    assert context["validFrom"]["@type"] == context["dueUntil"]["@type"] == "xsd:date"
    assert context["start"]["@type"] == "xsd:integer"


def test_the_context_alone_is_enough_to_write_by_hand() -> None:
    written = {"@context": exports_jsonld.published(), "@id": "id:body/x", "@type": "Body", "validFrom": "2004-01-01"}
    triples = {(each["predicate"]["value"], each["object"]["value"]) for each in jsonld.to_rdf(written)["@default"]}
    assert triples == {(PREFIXES["rdf"] + "type", CT + "Body"), (CT + "validFrom", "2004-01-01")}
