"""Every question of the catalogue with its whole answer, on the registers, the specimen and the first document.

The answers lie in answers/NAME.csv, one for each case below. After a change that is meant, look at what
`python tests/test_answers.py` writes, and at the difference, before it is committed.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest
from msgspec.structs import replace
from picture_specimens import participations

from graph_build import (
    assets,
    batch,
    building,
    curated,
    documents,
    exports,
    quads,
    questions,
    store,
)
from graph_build.graph import Graph
from graph_build.model import Review
from graph_build.namespaces import ONTOLOGY
from graph_build.questions import Iri
from graph_build.reading import Reader
from graph_build.tour import SPECIMEN

ANSWERS = Path(__file__).resolve().parent / "answers"
FIRST = {"instrument": "A/C.3/62/L.2"}
SPEC = {"instrument": "A/RES/61/999"}
#: Question, name of the case, parameters.
CASES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("about-body", "tpb", {"body": "tpb"}),
    ("about-instrument", "first", FIRST),
    ("about-instrument", "specimen", SPEC),
    ("actors-not-known", "all", {}),
    ("actors-not-known", "named", {"as": "named", **SPEC}),
    ("bodies-around", "first", FIRST),
    ("bodies-named", "first", FIRST),
    ("bodies-named", "specimen", SPEC),
    ("bodies-of-year", "2004", {"year": "2004"}),
    ("bodies-under-on-date", "ctc-2004", {"root": "ctc", "on": "2004-06-01"}),
    ("bodies-under-on-date", "ctc-2003", {"root": "ctc", "on": "2003-06-01"}),
    ("citation-network", "2007", {"year": "2007"}),
    ("citations-in-time", "all", {}),
    ("citations-in-time", "from-1373", {"instrument": "S/RES/1373(2001)", "until": "2007", "at_least": "1"}),
    ("citation-path", "two-steps", {"citing": "S/RES/2395(2017)", "cited": "S/RES/1269(1999)"}),
    ("citation-path", "one-step", {"citing": "S/RES/2395(2017)", "cited": "S/RES/1373(2001)"}),
    ("citation-path", "none", {"citing": "S/RES/1373(2001)", "cited": "S/RES/2395(2017)"}),
    ("cited-by", "1373", {"cited": "S/RES/1373(2001)"}),
    ("cited-by", "year", {"cited": "S/RES/1373(2001)", "year": "2006"}),
    ("cited-not-held", "twice", {"at_least": "2"}),
    ("cites", "first", FIRST),
    ("cites", "specimen", SPEC),
    ("cites", "one", {**FIRST, "cited": "S/RES/1373(2001)"}),
    ("conditions-in-time", "all", {}),
    ("conditions-in-time", "upon-request", {"body": "unodc", "condition": "upon-request", "until": "2007"}),
    ("conventions-cited", "all", {}),
    ("conventions-cited", "group", {"group": "conventions-relating-to-terrorism"}),
    ("duty-flow", "cted", {"body": "cted"}),
    ("duty-flow", "specimen", SPEC),
    ("duties-of", "ctitf", {"body": "ctitf"}),
    ("duties-of", "unodc-urged", {"body": "unodc", "act": "urge"}),
    ("events", "first", FIRST),
    ("events", "specimen", SPEC),
    ("evidence", "first", FIRST),
    ("facts-without-review", "specimen", SPEC),
    ("find", "financial", {"words": "FINANCIAL action"}),
    ("group-members", "conventions", {}),
    ("instruments-of-year", "2007", {"year": "2007"}),
    ("mentioned-together", "twice", {"at_least": "2"}),
    ("mandate-on-date", "cted-2007", {"body": "cted", "on": "2007-12-20"}),
    ("mandate-on-date", "cted-2003", {"body": "cted", "on": "2003-12-20"}),
    ("mandates-ending", "of-three", {}),
    ("mandates-ending", "ombudsperson-2024", {"body": "ombudsperson-office", "from": "2024-01-01"}),
    ("mandates-in-registers", "2017-2022", {"from": "2017-01-01", "until": "2022-12-31"}),
    ("most-cited", "all", {}),
    ("most-cited-by-year", "all", {"at_least": "1"}),
    ("most-cited-by-year", "twice", {"from": "2007", "until": "2007"}),
    ("named-together", "imf", {**FIRST, "body": "imf"}),
    ("names-of", "cted", {"body": "cted"}),
    ("outline", "first", FIRST),
    ("outline", "specimen", SPEC),
    ("reports-due", "all", {}),
    ("reports-due", "by-and-until", {"by": "secretary-general", "until": "2008-01-01"}),
    ("source-document", "specimen", SPEC),
    ("sources-of", "cted", {"body": "cted"}),
    ("structure-on-date", "ctc-2003", {"on": "2003-12-31", "body": "ctc"}),
    ("structure-on-date", "ctc-2007", {"on": "2007-10-02", "body": "ctc"}),
    ("directives-on-topic", "training", {"topic": "training programmes"}),
    ("directives-on-topic", "unodc-assistance", {"topic": "technical cooperation", "body": "unodc"}),
    ("topics", "all", {}),
    ("topics-of-duties", "unodc", {"body": "unodc"}),
    ("topics-of-duties", "ctitf-until-2007", {"body": "ctitf", "until": "2007-12-31"}),
    ("topics-of-instrument", "first", FIRST),
    ("topics-of-instrument", "specimen", SPEC),
    ("what-is-asked-about", "first", FIRST),
    ("what-is-asked-about", "requests", {**FIRST, "act": "request"}),
    ("tree-of-bodies", "unodc", {"root": "unodc"}),
    ("successors", "committee-1267", {"body": "committee-1267"}),
    ("successors", "from-the-end", {"body": "committee-1267-1989-2253"}),
    ("treaties-of-state", "belgium", {"state": "BEL"}),
    ("treaty-participation", "all", {}),
    ("treaty-participation", "since-2003", {"treaty": "terrorist-financing-1999", "from": "2003-01-01"}),
    ("under-which-conditions", "first", FIRST),
    ("under-which-conditions", "within-mandate", {"condition": "within-mandate"}),
    ("unresolved", "specimen", SPEC),
    ("what-a-paragraph-says", "specimen-op-6", {"paragraph": "A/RES/61/999#op-6"}),
    ("what-the-graph-holds", "all", {}),
    ("who-asks-whom", "all", {}),
    ("who-is-asked", "first", FIRST),
    ("who-is-asked", "specimen", SPEC),
    ("who-is-asked", "urged", {**FIRST, "act": "urge"}),
    ("who-is-helped", "first", FIRST),
    ("why-each-field", "specimen", SPEC),
    ("with-whom", "first", FIRST),
    ("with-whom", "specimen", SPEC),
    ("with-whom", "ctitf", {**FIRST, "partner": "ctitf"}),
    ("working-together", "all", {}),
)


@cache
def graph() -> Graph:
    """The test graph; built once."""
    registers = batch.shipped_registers()
    specimen = Reader(registers).read(documents.load(str(assets.folder("specimens") / SPECIMEN)))
    first = building.shipped_readings()["A/C.3/62/L.2"]
    made, report = building.assemble(registers, [first, specimen])
    assert report.conforms, report.results
    return Graph(made)


@cache
def with_mandates() -> Graph:
    """The shipped readings of three documents that give mandates, as read, without what follows from them."""
    registers = batch.shipped_registers()
    known, readings = quads.Known.of(registers), building.shipped_readings()
    made = store.memory(quads.of_ontology())
    store.add(made, quads.of_registers(registers))
    for symbol in ("A/HRC/RES/49/10", "S/RES/2395(2017)", "S/RES/2610(2021)"):
        store.add(made, quads.of_reading(readings[symbol], known))
    return Graph(made)


@cache
def of_shipped(*symbols: str) -> Graph:
    """The shipped readings of some documents, with all that follows from them."""
    registers = batch.shipped_registers()
    shipped = building.shipped_readings()
    rulings = [each for each in registers.reviews if each.document in symbols]
    reviewed = (curated.apply(rulings, shipped[symbol]) for symbol in symbols)
    made, report = building.assemble(registers, reviewed)
    assert report.conforms, report.results
    return Graph(made)


@cache
def with_treaties() -> Graph:
    """The registers with the standing of a few towards two treaties."""
    registers = batch.shipped_registers()
    made, report = building.assemble(registers, [], participations(registers))
    assert report.conforms, report.results
    return Graph(made)


def asked(question: str) -> Graph:
    """The graph that a case is asked of: the test graph, but where that has too little to tell."""
    if question.startswith("treat"):
        return with_treaties()
    if question == "mandates-ending":
        return with_mandates()
    if question == "citation-path":
        return of_shipped("S/RES/1373(2001)", "S/RES/2395(2017)")
    return graph()


def answer(question: str, parameters: dict[str, str]) -> str:
    """The answer as CSV with everyday names, so that a person can check it."""
    found = asked(question).ask(question, **parameters)
    return exports.rows(questions.Answer(columns=found.columns, rows=tuple(found.short())))


@pytest.mark.parametrize(("question", "case", "parameters"), CASES, ids=[f"{each[0]}.{each[1]}" for each in CASES])
def test_the_whole_answer(question: str, case: str, parameters: dict[str, str]) -> None:
    assert answer(question, parameters) == (ANSWERS / f"{question}.{case}.csv").read_text("utf-8")


def test_what_was_ruled_on_is_no_longer_without_review() -> None:
    """One mention is ruled on as it is read, another as it was read once: that ruling asks for a new look."""
    symbol = "S/PRST/2015/24"
    reading = building.shipped_readings()[symbol]
    first, second = reading.mentions[:2]
    rulings = tuple(
        Review(
            document=symbol,
            paragraph=each.paragraph,
            fact="mention",
            start=each.start,
            end=each.end,
            ruling="accept",
            reviewer="a clerk",
            reading=seen,
        )
        for each, seen in ((first, curated.fingerprint(first)), (second, "0" * 12))
    )
    registers = replace(batch.shipped_registers(), reviews=rulings)
    made, _ = building.assemble(registers, [curated.apply(rulings, reading)])
    rows = Graph(made).ask("facts-without-review", instrument=symbol).records()
    listed = {(row["start"], row["end"]) for row in rows if row["kind"] == Iri(ONTOLOGY + "Mention")}
    read = set(Graph(made).ask("SELECT ?s ?e { ?m a ct:Mention ; ct:start ?s ; ct:end ?e }").rows)
    assert listed == read - {(first.start, first.end)}
    assert (second.start, second.end) in listed


def test_every_question_has_a_case() -> None:
    assert {question for question, _, _ in CASES} == {question.name for question in questions.catalogue()}
    assert {path.stem for path in ANSWERS.glob("*.csv")} == {f"{question}.{case}" for question, case, _ in CASES}


def test_some_rows_in_nearly_all() -> None:
    empty = [path.stem for path in sorted(ANSWERS.glob("*.csv")) if len(path.read_text("utf-8").splitlines()) == 1]
    assert empty == [
        "bodies-under-on-date.ctc-2003",
        "citation-path.none",
        "cited-by.year",
        "duties-of.unodc-urged",
        "mandate-on-date.cted-2003",
    ]


def write() -> None:
    """Write every answer anew."""
    ANSWERS.mkdir(exist_ok=True)
    for question, case, parameters in CASES:
        (ANSWERS / f"{question}.{case}.csv").write_text(answer(question, parameters), "utf-8")


if __name__ == "__main__":
    sys.exit(write())
