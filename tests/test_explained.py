"""Why the graph holds a statement: from forgiving words to the paragraphs and rows that state it."""

from __future__ import annotations

import json
from pathlib import Path

import graph_specimens
import pytest
import test_answers
from typer.testing import CliRunner

from graph_build import explained, reason, store
from graph_build.cli import app
from graph_build.errors import CtkgError, QueryError
from graph_build.explained import Explained
from graph_build.graph import Graph
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES


@pytest.fixture(scope="module")
def graph() -> Graph:
    return test_answers.graph()


def said(graph: Graph, *words: str) -> list[str]:
    return list(graph.why(*words).lines())


# ---------------------------------------------------------------- reasons


def test_what_a_register_states(graph: Graph) -> None:
    found = graph.why("tpb", "partOf", "unodc")
    (source,) = found.sources
    assert found.rule == ""
    assert found.premises == ()
    assert source.graph == "https://w3id.org/ctkg/graph/register/bodies"
    assert source.row.startswith("bodies.yaml row ")
    assert source.cites == (f"{ID}instrument/A/RES/60/288#annex-1-iii-7",)
    assert list(found.lines()) == [
        "tpb ct:partOf unodc",
        f"  stated in the registers, {source.row}, from A/RES/60/288 annex-1-iii-7",
    ]


def test_what_a_document_states_has_its_words(graph: Graph) -> None:
    """The offsets are those of the reading: of the words of the field, of the fact, of what names both."""
    asked = "SELECT ?fact ?start ?end { ?fact a ct:Citation ; ct:citedAs ct:recalls ; ct:inInstrument "
    asked += "<https://w3id.org/ctkg/id/instrument/A/C.3/62/L.2> ; ct:start ?start ; ct:end ?end } ORDER BY ?start"
    fact, start, end = graph.ask(asked).rows[0]
    paragraph = str(fact).partition(".citation-")[0]
    (target,) = graph.ask(f"SELECT ?o {{ <{fact}> ct:citedInstrument ?o }}").rows[0]
    for words in ((str(fact), "cited instrument", str(target)), (paragraph, "recalls", str(target))):
        (source,) = graph.why(*words).sources
        assert (source.document, source.paragraph) == ("A/C.3/62/L.2", paragraph)
        assert (source.start, source.end) == (start, end)
    assert said(graph, "A/C.3/62/L.2#op-4.directive-1", "addressee", "UNODC") == [
        "A/C.3/62/L.2 op-4.directive-1 ct:addressee unodc",
        "  stated in A/C.3/62/L.2 op-4, characters 6485 to 6525, read by the rule infinitive",
    ]


def test_a_chain_of_premises_ends_in_what_is_stated(graph: Graph) -> None:
    found = said(graph, "A/C.3/62/L.2", "recalls", "A/RES/61/181")
    assert [line for line in found if "characters" not in line] == [
        "A/C.3/62/L.2 ct:recalls A/RES/61/181",
        "  follows, because ct:hasPart and ct:recalls together make ct:recalls (the ontology, prp-spo2)",
        "  A/C.3/62/L.2 ct:hasPart A/C.3/62/L.2 pp-9",
        "    follows, because ct:hasPart is ct:partOf the other way round (the ontology, prp-inv2)",
        "    A/C.3/62/L.2 pp-9 ct:partOf A/C.3/62/L.2",
        "  A/C.3/62/L.2 pp-9 ct:recalls A/RES/61/181",
    ]
    assert len([line for line in found if line.strip().startswith("stated in A/C.3/62/L.2 pp-9, characters ")]) == 2


@pytest.mark.parametrize(
    ("words", "rule", "because"),
    [
        (("cted", "a", "Body"), "cax-sco", "every ct:SecretariatOffice is a ct:Body"),
        (("cted", "a", "Actor"), "prp-dom", "whatever has ct:establishedBy is a ct:Actor"),
        (("tpb", "part of", "secretariat"), "prp-trp", "ct:partOf goes on from step to step"),
        (("tpb", "dcterms:isPartOf", "unodc"), "prp-spo1", "every ct:partOf is a dcterms:isPartOf too"),
        (("unodc", "hasPart", "tpb"), "prp-inv2", "ct:hasPart is ct:partOf the other way round"),
    ],
)
def test_each_rule_in_words(graph: Graph, words: tuple[str, str, str], rule: str, because: str) -> None:
    found = graph.why(*words)
    assert (found.rule, found.words, found.sources) == (rule, because, ())
    assert found.premises


def test_every_rule_has_words() -> None:
    names = {rule.name for rule in (*_rules().properties, *_rules().classes)}
    assert names <= set(explained.WORDS)
    assert len(names) > 5


def _rules() -> reason.Rules:
    return reason.rules_of(test_answers.graph().store)


def leaves(found: Explained) -> list[Explained]:
    return [leaf for premise in found.premises for leaf in leaves(premise)] if found.premises else [found]


def test_everything_inferred_comes_down_to_sources(graph: Graph) -> None:
    """Of every kind of triple in graph/inferred, one: each leaf is stated somewhere, each step has its rule."""
    rows = graph.ask("SELECT ?p (SAMPLE(?s) AS ?a) { GRAPH graph:inferred { ?s ?p ?o } } GROUP BY ?p ORDER BY ?p").rows
    assert len(rows) > 20
    for by, about in rows:
        (value,) = store.select(
            graph.store, f"SELECT ?o {{ GRAPH graph:inferred {{ <{about}> <{by}> ?o }} }} ORDER BY ?o LIMIT 1"
        ).rows[0]
        assert value is not None
        found = graph.why(str(about), str(by), value.value)
        assert found.rule
        assert all(leaf.sources for leaf in leaves(found))


# ---------------------------------------------------------------- what was meant


@pytest.mark.parametrize(
    "words",
    [
        ("tpb", "ct:partOf", "unodc"),
        ("Terrorism Prevention Branch", "part of", "UNODC"),
        ("id:body/tpb", "PartOf", "United Nations Office on Drugs and Crime"),
        (ID + "body/tpb", ONTOLOGY + "partOf", f"<{ID}body/unodc>"),
        ("body:tpb", "part-of", "body:unodc"),
    ],
)
def test_any_spelling(graph: Graph, words: tuple[str, str, str]) -> None:
    assert graph.why(*words) == graph.why("tpb", "partOf", "unodc")


def test_literals(graph: Graph) -> None:
    found = graph.why("A/RES/61/999", "adopted on", "2007-03-26")
    assert found.object == f'"2007-03-26"^^<{PREFIXES["xsd"]}date>'
    assert said(graph, "cted", "prefLabel", "counter-terrorism committee executive directorate")[0] == (
        'cted skos:prefLabel "Counter-Terrorism Committee Executive Directorate"@en'
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("ctc", "partOf", "cted"), "“ctc ct:partOf cted” does not hold in the graph; the other way round it holds:"),
        (("tpb", "under", "ctc"), "“tpb ct:under ctc” does not hold in the graph; expected tpb ct:under unodc"),
        (("tpb", "recalls", "ctc"), "“tpb ct:recalls ctc” does not hold in the graph; it has no ct:recalls; "),
        (("tpb", "seat", "Rome"), '“tpb ct:seat "Rome"” does not hold in the graph; it has no ct:seat'),
        (
            ("A/RES/61/999", "adopted on", "2007-03-27"),
            "does not hold in the graph; expected A/RES/61/999 ct:adoptedOn",
        ),
        (("nobody at all", "partOf", "ctc"), "why: nothing called “nobody at all” in the graph; expected a symbol"),
        (
            ("tpb", "partOff", "ctc"),
            "no property “partOff” in the graph; expected one such as .* did you mean ct:partOf",
        ),
    ],
)
def test_what_does_not_hold(graph: Graph, words: tuple[str, str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        graph.why(*words)


# ---------------------------------------------------------------- the command


def test_the_command(graph: Graph, tmp_path: Path) -> None:
    graph_specimens.persist(graph.store, tmp_path / "store")
    run = CliRunner()
    at = ["--graph", str(tmp_path)]
    table = run.invoke(app, ["why", "tpb", "part of", "Secretariat", *at])
    assert (table.exit_code, table.output.splitlines()) == (0, said(graph, "tpb", "partOf", "secretariat"))
    made = json.loads(run.invoke(app, ["why", "tpb", "partOf", "secretariat", "-f", "json", *at]).output)
    assert (made["rule"], made["object"]) == ("prp-trp", ID + "body/secretariat")
    assert [premise["sources"][0]["row"][:11] for premise in made["premises"]] == ["bodies.yaml", "bodies.yaml"]
    for words in (["tpb", "partOf", "ctc"], ["tpb", "partOf", "unodc", "--format", "csv"]):
        assert isinstance(run.invoke(app, ["why", *words, *at]).exception, CtkgError)
