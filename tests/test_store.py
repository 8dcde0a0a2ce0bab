from __future__ import annotations

from pathlib import Path

import graph_specimens
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph
from rdflib.compare import isomorphic

from graph_build import store, store_files, store_terms
from graph_build.errors import QueryError, StoreError
from graph_build.store_terms import Quad

G, H = store_terms.iri("https://example.org/g"), store_terms.iri("https://example.org/h")
PROVENANCE = store_terms.iri(store.PROVENANCE)


def quad(subject: str, value: str, name: str = G) -> Quad:
    about, by = store_terms.iri("https://example.org/" + subject), store_terms.iri("https://example.org/p")
    return about, by, store_terms.text(value), name


def count(made: store.Store, sparql: str) -> int:
    cell = store.select(made, sparql).rows[0][0]
    assert cell is not None
    return int(cell.value)


def test_a_triple_in_two_graphs_counts_once_and_provenance_stays_apart() -> None:
    made = store.memory([quad("a", "x", G), quad("a", "x", H), quad("a", "how", PROVENANCE)])
    assert count(made, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == 1
    assert count(made, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == 3


def test_removing_a_graph_leaves_what_another_one_says() -> None:
    made = store.memory(
        [quad("a", "both", G), quad("a", "both", H), quad("a", "only", G), quad("a", "only", PROVENANCE)]
    )
    store.remove(made, "https://example.org/g")
    assert [o for _, _, o in store.triples(made)] == ['"both"']


def test_the_dataset_is_an_rdflib_dataset_over_the_same_data() -> None:
    dataset = store.dataset(store.memory([quad("a", "x", G), quad("a", "x", H)]))
    subject = rdflib.URIRef("https://example.org/a")
    assert list(dataset.default_graph.objects(subject)) == [rdflib.Literal("x", datatype=rdflib.XSD.string)]
    rows = list(dataset.query("SELECT ?o { ?s ?p ?o }"))
    assert len(rows) == 1
    assert len(list(dataset.graphs())) == 3  # the two and the default one


@pytest.mark.parametrize(
    ("sparql", "columns", "rows"),
    [
        (
            "SELECT ?o ?none { ?s ?p ?o OPTIONAL { ?o ct:symbol ?none } }",
            ("o", "none"),
            ((store.Cell("x", "http://www.w3.org/2001/XMLSchema#string"), None),),
        ),
        ("SELECT ?s { ?s ?p ?o }", ("s",), ((store.Cell("https://example.org/a"),),)),
        ("ASK { ?s ?p 'x' }", ("answer",), ((store.Cell("true", "http://www.w3.org/2001/XMLSchema#boolean"),),)),
    ],
)
def test_select(sparql: str, columns: tuple[str, ...], rows: tuple[tuple[store.Cell | None, ...], ...]) -> None:
    assert store.select(store.memory([quad("a", "x")]), sparql) == store.Rows(columns=columns, rows=rows)


def test_a_broken_query_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError):
        store.select(store.memory(), "SELECT ?s { ?s ?p")


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <http://127.0.0.1:9/> { ?s ?p 'o' } }",
        'SELECT * { ?s ?p """a"b""" . SERVICE <http://127.0.0.1:9/> { ?s ?p "o" } }',
        "SELECT * { ?s ?p ?o } # a comment\nSELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_query_reaches_for_another_server(sparql: str) -> None:
    with pytest.raises(QueryError, match="another server"):
        store.select(store.memory(), sparql)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s ?p 'SERVICE' } # SERVICE",
        'SELECT * { ?s <http://example.org/SERVICE> """the "SERVICE" of peace""" }',
        "SELECT ?services { ?services ?p ?o }",
        "SELECT * { ?s ?p '\\u00e9' }",
    ],
)
def test_the_word_itself_is_no_harm(sparql: str) -> None:
    assert store.select(store.memory(), sparql).rows == ()


def test_on_disk(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "store"
    made = store.create(folder)
    store.add(made, [quad("a", "x")])
    store.finish(made)
    with pytest.raises(StoreError, match="already"):
        store.create(folder)
    del made
    one, other = store.open_read_only(folder), store.open_read_only(folder)
    assert list(store.triples(one)) == list(store.triples(other)) != []
    store.discard(folder)
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none", None, "no graph here"),
        ("graph.docx", "x", r"one of .nq, .trig, .ttl"),
        ("graph.ttl", "not turtle at all", "cannot be read"),
        ("missing.ttl", None, "cannot be read"),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, name: str, content: str | None, says: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, "utf-8")
    with pytest.raises(StoreError, match=says):
        store.load(path) if path.suffix else store.open_read_only(path)


def test_the_files_hold_the_graph(tmp_path: Path) -> None:
    made = graph_specimens.specimen()
    written = store_files.write(made, tmp_path)
    assert [path.name for path in written] == ["ctkg.nq", "ctkg.trig", "ctkg.ttl"]
    quads_of = [sorted(map(str, store.load(path).quads_for_pattern(None, None, None))) for path in written[:2]]
    assert quads_of[0] == quads_of[1] == sorted(map(str, made.quads_for_pattern(None, None, None)))
    union = set(store.triples(store.load(written[2])))
    assert union == set(store.triples(made))
    parsed = rdflib.Graph().parse(written[2])
    assert len(parsed) == len(union)


def test_the_same_graph_gives_the_same_bytes_in_any_order() -> None:
    made = graph_specimens.specimen()
    quads = [store_line(line) for line in store_files.text(made, "nquads").splitlines()]
    for name in store_files.FILES:
        assert store_files.text(store.memory(quads[::-1]), name) == store_files.text(made, name)


def store_line(line: str) -> Quad:
    subject, predicate, rest = line.split(" ", 2)
    object_, name, _ = rest.rsplit(" ", 2)
    return subject, predicate, object_, name


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
ADDRESSES = WORDS.map(lambda words: store_terms.iri("https://w3id.org/ctkg/id/" + words))
OBJECTS = st.one_of(
    ADDRESSES,
    WORDS.map(store_terms.text),
    WORDS.map(lambda words: store_terms.text(words, "en")),
    st.integers().map(store_terms.integer),
    st.dates().map(store_terms.day),
)


@given(st.lists(st.tuples(ADDRESSES, ADDRESSES, OBJECTS, ADDRESSES), max_size=8))
def test_whatever_is_written_is_read_back(quads: list[Quad]) -> None:
    made = store.memory(quads)
    named = {quad for quad in made if not isinstance(quad.graph_name, DefaultGraph)}
    for name, suffix in (("nquads", ".nq"), ("trig", ".trig")):
        again = store.Store()
        again.load(store_files.text(made, name).encode(), format=store.FORMATS[suffix])
        assert set(again) == named
    again = store.Store()
    again.load(store_files.text(made, "turtle").encode(), format=store.FORMATS[".ttl"])
    assert set(store.triples(again)) == set(store.triples(made))


def test_rdflib_reads_our_turtle_as_its_own() -> None:
    made = graph_specimens.specimen(ontology=False)
    ours = rdflib.Graph().parse(data=store_files.text(made, "turtle"), format="turtle")
    theirs = rdflib.Graph()
    for line in store.triples(made):
        theirs.parse(data=" ".join(line) + " .", format="nt")
    assert isomorphic(ours, theirs)
