"""What is exported is read back by others, and is the same bytes each time."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import icalendar
import networkx
import pytest
from test_answers import graph

from graph_build import exports, exports_calendar, network, questions, store
from graph_build.errors import QueryError, StoreError
from graph_build.namespaces import PREFIXES
from graph_build.questions import Answer, Iri

ID, CT = PREFIXES["id"], PREFIXES["ct"]
TYPE, LABEL = f"<{PREFIXES['rdf']}type>", f"<{PREFIXES['rdfs']}label>"
GRAPH = f"<{PREFIXES['graph']}document/A/RES/60/1>"


def triple(subject: str, predicate: str, value: str) -> store.Quad:
    def term(text: str) -> str:
        return text if text[0] in '<"' else f"<{CT}{text[3:]}>" if text.startswith("ct:") else f"<{ID}{text}>"

    return term(subject), term(predicate), term(value), GRAPH


def citation(number: int, citing: str, cited: str) -> list[store.Quad]:
    node = f"instrument/{citing}#pp-1.citation-{number}"
    return [
        triple(node, TYPE, "ct:Citation"),
        triple(node, "ct:inInstrument", f"instrument/{citing}"),
        triple(node, "ct:citedInstrument", f"instrument/{cited}"),
    ]


HELD = store.memory(
    [
        *citation(1, "A/RES/60/1", "S/RES/1373(2001)"),
        *citation(2, "A/RES/60/1", "S/RES/1373(2001)"),
        *citation(3, "A/RES/60/1", "un-charter"),
        triple("instrument/un-charter", LABEL, '"Charter, “the” & <so> on"'),
        triple("instrument/un-charter", "ct:kind", "kind/treaty"),
        triple("instrument/A/RES/60/1", "ct:year", f'"2005"^^<{PREFIXES["xsd"]}integer>'),
    ]
)
NODES = [
    (f"{ID}instrument/A/RES/60/1", {"label": "A/RES/60/1", "kind": "", "year": 2005}),
    (f"{ID}instrument/S/RES/1373(2001)", {"label": "S/RES/1373(2001)", "kind": ""}),
    (f"{ID}instrument/un-charter", {"label": "Charter, “the” & <so> on", "kind": "treaty"}),
]
EDGES = [
    (f"{ID}instrument/A/RES/60/1", f"{ID}instrument/S/RES/1373(2001)", 2),
    (f"{ID}instrument/A/RES/60/1", f"{ID}instrument/un-charter", 1),
]


def test_a_question_gives_a_network() -> None:
    made = network.network(HELD, "citation-network")
    assert sorted(made.nodes(data=True)) == NODES
    assert sorted(made.edges(data="weight")) == EDGES


def test_a_question_without_ends_gives_none() -> None:
    with pytest.raises(QueryError, match=r"the question gives no network; expected one of .*citation-network"):
        network.network(HELD, "cites")


def test_edges_that_share_their_ends_are_one() -> None:
    question = questions.question("working-together")
    cted, ctc = Iri(ID + "body/cted"), Iri(ID + "body/ctc")
    columns = ("addressee", "partner", "role", "directives")
    rows = ((cted, ctc, "support", 2), (cted, ctc, "coordination", 1), (cted, None, "support", 1))
    made = network.of_answer(HELD, question, Answer(columns=columns, rows=rows))
    assert list(made.edges(data=True)) == [(cted, ctc, {"weight": 3, "relation": "coordination; support"})]


@pytest.mark.parametrize(("form", "reader"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networks_are_read_back(form: str, reader: object) -> None:
    data = exports.export(HELD, form)
    assert exports.export(HELD, form) == data
    back = reader(io.BytesIO(data))  # type: ignore[operator]
    assert {node: values["label"] for node, values in back.nodes(data=True)} == {n: v["label"] for n, v in NODES}
    assert sorted(back.edges(data="weight")) == EDGES


def test_rows_are_read_back() -> None:
    data = exports.export(HELD, "csv", "citation-network").decode()
    rows = list(csv.reader(io.StringIO(data)))
    assert rows == [["instrument", "cited", "citations"], *([a, b, str(n)] for a, b, n in EDGES)]


@pytest.mark.parametrize(("form", "name"), [("ttl", "turtle"), ("trig", "trig"), ("nq", "nquads")])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib uses it in its own parser
def test_graphs_are_read_back(form: str, name: str) -> None:
    from rdflib import Dataset

    data = exports.export(HELD, form)
    assert data == exports.export(store.dataset(HELD), form)
    back = Dataset(default_union=True)
    back.parse(data=data, format=name)
    assert len({(s, p, o) for s, p, o, _ in back.quads()}) == len(list(store.triples(HELD)))


def test_unknown_formats_are_named() -> None:
    with pytest.raises(QueryError, match="“xls”; expected one of ttl, trig, nq"):
        exports.export(HELD, "xls")
    with pytest.raises(QueryError, match="no question whose rows to write"):
        exports.export(HELD, "csv")
    with pytest.raises(QueryError, match="--query cites: given; expected no question with --format ttl"):
        exports.export(HELD, "ttl", "cites")
    with pytest.raises(QueryError, match="several files; expected -o with a folder"):
        exports.export(HELD, "csvw")
    with pytest.raises(QueryError, match="no document; expected --instrument"):
        exports.export(HELD, "akn")


COLUMNS = ("paragraph", "who", "to_whom", "subject", "about", "when", "due_from", "due_until", "recurs")
WHERE = Iri(ID + "instrument/A/RES/61/999#op-10")
BY, TO = Iri(ID + "office/secretary-general"), Iri(ID + "body/general-assembly")
ABOUT = [Iri(ID + f"instrument/{each}") for each in ("A/RES/61/999", "A/RES/60/288")]
FIRST, LAST = date(2007, 9, 18), date(2008, 9, 15)
DUTIES = Answer(
    columns=COLUMNS,
    rows=(
        *((WHERE, BY, TO, "training, and more", each, "at its session", FIRST, LAST, "P12M") for each in ABOUT),
        (WHERE, BY, TO, None, None, "in due course", None, None, None),
        (WHERE, "a coordinator", None, None, None, "soon", FIRST, None, "P3M"),
    ),
)


def test_reports_as_a_calendar() -> None:
    text = exports.calendar(DUTIES, {BY: "Secretary-General", TO: "General Assembly"})
    lines = text.replace("\r\n ", "").split("\r\n")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert [line for line in lines if not line.startswith("UID:")] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//ctkg//reports due//EN",
        "X-WR-CALNAME:Reports due",
        "X-WR-CALDESC:left out for want of a date: 1",
        "BEGIN:VEVENT",
        "DTSTAMP:20070918T000000Z",
        "DTSTART;VALUE=DATE:20070918",
        "DTEND;VALUE=DATE:20080916",
        "SUMMARY:Report by Secretary-General to General Assembly\\, on A/RES/61/999\\, A/RES/60/288",
        "DESCRIPTION:A/RES/61/999 op-10: at its session\\; on: training\\, and more",
        "URL:https://w3id.org/ctkg/id/instrument/A/RES/61/999#op-10",
        "TRANSP:TRANSPARENT",
        "RRULE:FREQ=YEARLY;INTERVAL=1",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "DTSTAMP:20070918T000000Z",
        "DTSTART;VALUE=DATE:20070918",
        "DTEND;VALUE=DATE:20070919",
        "SUMMARY:Report by a coordinator",
        "DESCRIPTION:A/RES/61/999 op-10: soon",
        "URL:https://w3id.org/ctkg/id/instrument/A/RES/61/999#op-10",
        "TRANSP:TRANSPARENT",
        "RRULE:FREQ=MONTHLY;INTERVAL=3",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_calendar_is_read_back() -> None:
    read = icalendar.Calendar.from_ical(exports.calendar(DUTIES, {BY: "Secretary-General"}))
    first, second = read.walk("VEVENT")
    assert (first.errors, second.errors) == ([], [])
    assert (first.decoded("DTSTART"), first.decoded("DTEND")) == (FIRST, date(2008, 9, 16))
    assert str(first["SUMMARY"]) == "Report by Secretary-General to general-assembly, on A/RES/61/999, A/RES/60/288"
    assert str(first["DESCRIPTION"]) == "A/RES/61/999 op-10: at its session; on: training, and more"
    assert (first["RRULE"]["FREQ"], second["RRULE"]["INTERVAL"]) == (["YEARLY"], [3])
    assert first["UID"] != second["UID"]


def test_the_calendar_of_a_graph_has_names() -> None:
    read = icalendar.Calendar.from_ical(exports.export(graph().store, "ics"))
    summaries = {str(event["SUMMARY"]) for event in read.walk("VEVENT")}
    assert "Report by Secretary-General to General Assembly, on A/RES/61/999" in summaries


def test_nodes_of_every_kind_say_what_they_are() -> None:
    made = network.network(graph().store, "who-asks-whom")
    assert {values["kind"] for _, values in made.nodes(data=True)} >= {"principal-organ", "office", "group"}
    assert all(values["kind"] and values["label"] for _, values in made.nodes(data=True))
    cited = network.network(graph().store, "citation-network")
    assert cited.nodes[ID + "instrument/S/RES/1373(2001)"]["kind"] == "resolution"
    assert all(values["kind"] for _, values in cited.nodes(data=True))


def test_a_file_is_whole_or_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"new"
        raise QueryError("query", "broke off")

    place = tmp_path / "a.ttl"
    exports.write(place, [b"old"])
    with pytest.raises(QueryError, match="broke off"):
        exports.write(place, broken())
    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]
    for bad in (tmp_path / "none" / "a.ttl", tmp_path):
        with pytest.raises(StoreError, match="cannot be written"):
            exports.write(bad, [b"new"])
    assert list(tmp_path.iterdir()) == [place]


def test_reports_due_are_told_once() -> None:
    """One row a duty: joint authors and instruments stand together, a chapeau gives way to its sub-paragraph."""
    work, organ = ID + "instrument/A/RES/61/999", Iri(ID + "body/general-assembly")
    one, two = Iri(ID + "body/unoct"), Iri(ID + "body/cted")
    about = [Iri(ID + f"instrument/{each}") for each in ("A/RES/61/999", "A/RES/60/288")]
    rest = (organ, None, "in twelve months", date(2007, 1, 1), date(2008, 1, 1), None)
    columns = ("paragraph", "who", "to_whom", "subject", "when", "due_from", "due_until", "recurs", "about")
    rows = [
        *((Iri(f"{work}#op-3"), who, *rest, each) for who in (one, two) for each in about),
        (Iri(f"{work}#op-6"), one, *rest, None),
        (Iri(f"{work}#op-6-c"), one, *rest, about[0]),
    ]
    answer = Answer(columns=columns, rows=tuple(rows))
    assert exports_calendar.merged(answer).rows == (
        (Iri(f"{work}#op-3"), "unoct; cted", *rest, "A/RES/61/999; A/RES/60/288"),
        (Iri(f"{work}#op-6-c"), one, *rest, about[0]),
    )
    names = {str(one): "Office of Counter-Terrorism", str(organ): "General Assembly"}
    lines = exports_calendar.calendar(answer, names).replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("SUMMARY")] == [
        "SUMMARY:Report by Office of Counter-Terrorism to General Assembly\\, on A/RES/61/999\\, A/RES/60/288",
        "SUMMARY:Report by cted to General Assembly\\, on A/RES/61/999\\, A/RES/60/288",
        "SUMMARY:Report by Office of Counter-Terrorism to General Assembly\\, on A/RES/61/999",
    ]
