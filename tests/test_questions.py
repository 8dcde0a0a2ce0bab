"""The catalogue: heads that say all, parameters that are data, errors that point at the place."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build import quads, questions, store
from graph_build.errors import QueryError
from graph_build.namespaces import PREFIXES
from graph_build.questions import Iri

GROUPS = {"instruments", "citations", "duties", "reporting", "bodies", "time", "treaties", "quality"}
CATALOGUE = questions.catalogue()
CT = PREFIXES["ct"]
ID = PREFIXES["id"]


def small(*lines: str) -> store.Store:
    """A store with triples given as N-Triples with the prefixes ct: and id: written out as <ct:…> and <id:…>."""
    quads = []
    for line in lines:
        subject, predicate, value = line.replace("<ct:", f"<{CT}").replace("<id:", f"<{ID}").split(" ", 2)
        quads.append((subject, predicate, value, f"<{PREFIXES['graph']}document/x>"))
    return store.memory(quads)


LABEL = f"<{PREFIXES['rdfs']}label>"
HELD = small(
    f'<id:body/cted> {LABEL} "Counter-Terrorism Committee Executive Directorate"',
    f'<id:body/ctc> {LABEL} "Counter-Terrorism Committee"',
    f'<id:office/secretary-general> {LABEL} "Secretary-General"',
    f'<id:instrument/un-charter> {LABEL} "Charter of the United Nations"',
    "<id:instrument/A/RES/60/288> <ct:cites> <id:instrument/S/RES/1373(2001)>",
    "<id:act/request> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <ct:Act>",
    "<id:act/urge> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <ct:Act>",
)


def asked(kind: str, default: str = "UNDEF") -> questions.Question:
    """A question with one parameter of a kind, whose answer is its value."""
    text = f"# title: t\n# param x ({kind}): any\nSELECT ?x\nWHERE {{\n  VALUES ?x {{ {default} }}\n}}\n"
    return questions.parse(text, "asked.rq")


def given_back(kind: str, value: object) -> object:
    """What comes back when a value is bound to a parameter of this kind."""
    answer = questions.run(HELD, questions.bind(HELD, asked(kind), {"x": value}), "asked")
    assert len(answer.rows) == 1
    return answer.rows[0][0]


# ---------------------------------------------------------------- the catalogue


def test_the_catalogue_is_whole() -> None:
    assert len(CATALOGUE) >= 40
    assert {question.group for question in CATALOGUE} <= GROUPS


@pytest.mark.parametrize("question", CATALOGUE, ids=lambda question: question.name)
def test_a_head_says_all(question: questions.Question) -> None:
    assert question.title.endswith("?")
    assert question.summary.endswith(".")
    assert question.users
    assert question.example.startswith(f"ctkg query {question.name}")
    assert question.answer
    for parameter in question.parameters:
        assert parameter.text
        assert f"VALUES ?{parameter.name} {{ {parameter.default} }}\n" in question.sparql


@pytest.mark.parametrize("question", CATALOGUE, ids=lambda question: question.name)
def test_a_question_is_standard_sparql(question: questions.Question) -> None:
    """Another parser reads it, with no prefix but its own; rows come in a stated order."""
    from rdflib.plugins.sparql.parser import parseQuery

    parseQuery(question.sparql)
    assert "ORDER BY" in question.sparql
    body = question.sparql.partition("SELECT")[2]
    declared = set(re.findall(r"^PREFIX (\w+):", question.sparql, re.MULTILINE))
    used = set(re.findall(r"(?<![\w<?/:])(\w+):\w", re.sub(r"<[^>]*>|\"[^\"]*\"", "", body)))
    assert used == declared


def test_a_head_is_read() -> None:
    text = (
        "# title: Who?\n# summary: One thing.\n#   And more.\n# group: duties\n# users: people\n"
        "# param body (actor): the body\n# param since (date): a day\n# network: body -> other, weight n\n"
        '# example: ctkg query who --body "x"\n# answer: a | b\n#   c | d\n'
        "PREFIX ct: <u>\nSELECT * WHERE {\n  VALUES ?body { <https://w3id.org/ctkg/id/body/cted> }\n"
        '  VALUES ?since { "2017-01-02"^^<d> }\n}\n'
    )
    found = questions.parse(text, "folder/who.rq")
    assert found == questions.Question(
        name="who",
        title="Who?",
        summary="One thing. And more.",
        group="duties",
        users="people",
        parameters=(
            questions.Parameter(
                name="body", kind="actor", text="the body", default="<https://w3id.org/ctkg/id/body/cted>"
            ),
            questions.Parameter(name="since", kind="date", text="a day", default='"2017-01-02"^^<d>'),
        ),
        example='ctkg query who --body "x"',
        answer=("a | b", "c | d"),
        network="body -> other, weight n",
        sparql=text,
        file="folder/who.rq",
    )
    assert [parameter.shown for parameter in found.parameters] == ["cted", "2017-01-02"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# param x (actr): y\n", "param x (actr): y"),
        ("# param x: y\n", "param x: y"),
        ("# param x (text): y\nSELECT * { }\n", "no line VALUES ?x { … }"),
    ],
)
def test_a_wrong_head_is_named(text: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        questions.parse(text, "wrong.rq")


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("kind", "value", "back"),
    [
        ("instrument", "A/RES/60/288", Iri(ID + "instrument/A/RES/60/288")),
        ("instrument", "S/RES/1373 (2001)", Iri(ID + "instrument/S/RES/1373(2001)")),
        ("instrument", "un-charter", Iri(ID + "instrument/un-charter")),
        ("instrument", "the Charter of the United Nations", Iri(ID + "instrument/un-charter")),
        ("actor", "cted", Iri(ID + "body/cted")),
        ("actor", "secretary-general", Iri(ID + "office/secretary-general")),
        ("actor", "COUNTER-TERRORISM COMMITTEE", Iri(ID + "body/ctc")),
        ("actor", ID + "body/cted", Iri(ID + "body/cted")),
        ("act", "request", Iri(ID + "act/request")),
        ("date", "2017-12-31", date(2017, 12, 31)),
        ("year", 2017, 2017),
        ("integer", "0", 0),
        ("text", "its Executive Directorate", "its Executive Directorate"),
    ],
)
def test_a_value_becomes_a_term(kind: str, value: object, back: object) -> None:
    found = given_back(kind, value)
    assert found == back
    assert type(found) is type(back)


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        (
            "instrument",
            "A/RES/1/2",
            "--x: no instrument A/RES/1/2 in the graph, nor one that cites it; expected another symbol",
        ),
        ("instrument", "Charter of United Nations", "did you mean un-charter?"),
        ("actor", "ctde", "did you mean cted"),
        ("actor", "> ?p ?o . <x", "no body “> ?p ?o . <x” in the graph"),
        ("act", "order", "--x: no act “order”; expected one of request, urge"),
        ("date", "31.12.2017", "--x: “31.12.2017”; expected a date such as 2017-12-31"),
        ("date", "2017-02-30", "--x: “2017-02-30”"),
        ("year", "17", "expected a year such as 2017"),
        ("integer", "many", "expected a whole number"),
    ],
)
def test_a_wrong_value_is_named(kind: str, value: str, message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        given_back(kind, value)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00")).filter(lambda text: text.strip()))
def test_text_is_data(text: str) -> None:
    """Whatever is typed comes back as it was, without the blanks around it, and changes nothing else."""
    assert given_back("text", text) == text.strip()


def test_values_left_open_leave_the_parameter_open() -> None:
    answer = questions.run(HELD, questions.bind(HELD, asked("text", '"default"'), {"x": None}), "asked")
    assert answer.rows == ((None,),)
    answer = questions.run(HELD, questions.bind(HELD, asked("text", '"default"'), {}), "asked")
    assert answer.rows == (("default",),)


# ---------------------------------------------------------------- asking


@pytest.mark.parametrize(
    ("query", "parameters", "message"),
    [
        (
            "who-is-aksed",
            {},
            "who-is-aksed: no such question; expected a name of the catalogue, a file, or SPARQL; did ",
        ),
        ("absent.rq", {}, "absent.rq: no such question"),
        ("cites", {"instrumnt": "x"}, "cites: no parameter --instrumnt; expected one of: --instrument, --cited"),
        ("SELECT * {", {}, "SPARQL: line 1: the query ends too early, after “SELECT * {”"),
        (
            "SELECT * { ?s ct:act\n",
            {},
            "SPARQL: line 1: the query ends too early, after “SELECT * { ?s ct:act”; expected",
        ),
        (
            "SELECT *\nWHERE {\n  ?a ?b\n}",
            {},
            "SPARQL: line 3, column 3: “?a ?b” cannot be read here; expected a triple",
        ),
        (
            "SELECT *\nWHERE {\n  ?a ?b ?c .\n  FILTER(?c = )\n}\nORDER BY ?a",
            {},
            "line 4, column 15: “)” cannot be read",
        ),
        ("SELECT *\nWHERE {\n  ?a ?b ?c ;\n  FILTER ?c\n}\n", {}, "line 4, column 10: “?c” cannot be read here; exp"),
        (
            "SELEC ?a { ?a ?b ?c }",
            {},
            "line 1, column 1: “SELEC ?a { ?a ?b ?c }” cannot be read here; expected SELECT,",
        ),
        ("SELECT ?a {\n ?a ?b ?c\n ?d ?e ?f }", {}, "line 3, column 2: “?d ?e ?f }” cannot be read here"),
        ("SELECT ?a { ?a ?b ?c } LIMT 3", {}, "line 1, column 24: “LIMT 3” cannot be read here"),
        (
            "SELECT (?a + AS ?b) { ?a ?p ?o }",
            {},
            "column 14: “AS ?b) { ?a ?p ?o }” cannot be read here; expected an exp",
        ),
        (
            "SELECT ?a (COUNT(?b) AS ?n) { ?a ?c ?b }",
            {},
            "a variable that is unbound; expected each variable of SELECT",
        ),
        (
            "SELECT *\n{ ?s owll:p ?o }",
            {},
            "line 2: the prefix owll: is not known (did you mean owl:?); expected ct:, id:",
        ),
        ("", {}, "nothing asked; expected a name of the catalogue"),
        ("SELECT * { ?s ?p ?o }", {"x": "1"}, "parameters only with a question by name"),
        ("SELECT * { ?s nope:p ?o }", {}, "SPARQL: line 1: the prefix nope: is not known; expected ct:, id:"),
    ],
)
def test_a_wrong_query_is_named(query: str, parameters: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=re.escape(message)):
        questions.ask(HELD, query, **parameters)


def test_a_misspelt_term_is_named_where_nothing_is_found() -> None:
    held = store.memory(quads.of_ontology())
    with pytest.raises(QueryError, match="line 2: ct:Bodi is no term of the ontology; expected ct:Body"):
        questions.ask(held, "SELECT ?x {\n ?x a ct:Bodi }")
    with pytest.raises(QueryError, match="ct:xyzzy is no term of the ontology; expected a term of"):
        questions.ask(held, "SELECT ?x { ?x ct:xyzzy ?y }")
    assert questions.ask(held, "SELECT ?x { ?x a ct:Body }").rows == ()
    assert questions.ask(HELD, "SELECT ?x { ?x a ct:Bodi }").rows == ()  # no ontology here to say so


def test_free_sparql_knows_the_prefixes() -> None:
    found = questions.ask(HELD, "SELECT ?b ?name WHERE { ?b rdfs:label ?name FILTER(?b = body:ctc) }")
    assert found == questions.Answer(
        columns=("b", "name"), rows=((Iri(ID + "body/ctc"), "Counter-Terrorism Committee"),)
    )
    assert found.short() == [("ctc", "Counter-Terrorism Committee")]
    assert found.frame().to_dict("records") == [{"b": "ctc", "name": "Counter-Terrorism Committee"}]
    assert questions.ask(HELD, "ASK { body:ctc ?p ?o }").rows == ((True,),)
    turtle = questions.ask(HELD, "CONSTRUCT { ?s ct:cites ?o } WHERE { ?s ct:cites ?o }").turtle
    assert turtle is not None
    assert "ct:cites" in turtle


def test_a_file_of_ones_own(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "mine.rq"
    path.write_text("# param who (actor): somebody\nSELECT ?who WHERE {\n  VALUES ?who { UNDEF }\n}\n", "utf-8")
    assert questions.ask(HELD, str(path), who="ctc").rows == ((Iri(ID + "body/ctc"),),)
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(QueryError, match="cannot be read"):
        questions.ask(HELD, str(path))


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        (ID + "instrument/A/RES/60/288#op-4", "A/RES/60/288 op-4"),
        (ID + "instrument/S/RES/1373(2001)", "S/RES/1373(2001)"),
        (ID + "body/cted", "cted"),
        (CT + "recalls", "recalls"),
        (PREFIXES["graph"] + "inferred", "graph/inferred"),
        (PREFIXES["skos"] + "prefLabel", "skos:prefLabel"),
        ("http://example.org/x", "http://example.org/x"),
    ],
)
def test_everyday_forms(iri: str, short: str) -> None:
    assert questions.shorten(iri) == short
