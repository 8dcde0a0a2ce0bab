"""Every question of the catalogue gives the same rows on a server as on the embedded graph, of which it holds all.

The server is Virtuoso, where it is installed. A question that reads differently there is written in the SPARQL that
both read alike (CONTRIBUTING.md says which); there is none that could not be.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
import test_answers
import test_participations
import virtuoso
from msgspec import structs

from graph_build import assets, building, questions, store, store_files
from graph_build.graph import Graph
from graph_build.store_remote import UNION, Remote
from graph_build.tour import SPECIMEN

#: Values for each kind of parameter, each asked for by itself.
VALUES = {
    "instrument": ("S/RES/1373(2001)", "A/RES/61/999"),
    "paragraph": ("A/RES/61/999#op-6",),
    "actor": ("cted", "secretary-general"),
    "act": ("request",),
    "condition": ("within-mandate",),
    "topic": ("technical assistance", "training"),
    "date": ("2007-10-02", "2017-12-31"),
    "year": ("2007",),
    "integer": ("2",),
    "text": ("name",),
}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The shipped graph with the specimen and a table of treaty status."""
    table = test_participations.imported(tmp_path_factory.mktemp("table"))
    built = building.build([str(assets.folder("specimens") / SPECIMEN), str(table)])
    assert built.graph is not None
    return Graph(built.graph)


@pytest.fixture(scope="module")
def theirs(ours: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """The same graph on a server."""
    folder: Path = tmp_path_factory.mktemp("virtuoso")
    with virtuoso.running(folder) as server, Remote(server.endpoint) as remote:
        remote.replace(store_files.graphs(ours.store))
        assert remote.count(UNION) == len(list(store.triples(ours.store)))
        yield Graph(remote)


def difference(one: store.Rows, other: store.Rows) -> str:
    """The first row that differs, short; the empty string where there is none."""
    if one == other:
        return ""
    pairs = zip_longest(one.rows, other.rows)
    return next((f"row {number}: {a} {b}" for number, (a, b) in enumerate(pairs) if a != b), "columns")


def asked(question: questions.Question) -> Iterator[dict[str, str]]:
    """The parameters of each time that a question is asked: none, its whole cases, each parameter by itself."""
    yield {}
    yield from (parameters for name, _, parameters in test_answers.CASES if name == question.name)
    for parameter in question.parameters:
        yield from ({parameter.name: value} for value in VALUES[parameter.kind])


@pytest.mark.parametrize("question", questions.catalogue(), ids=lambda question: question.name)
def test_the_same_rows_as_the_embedded_graph(ours: Graph, theirs: Graph, question: questions.Question) -> None:
    rows = 0
    for parameters in asked(question):
        sparql = questions.bind(ours.store, question, parameters)
        here, there = (store.select(each.store, sparql) for each in (ours, theirs))
        assert difference(there, here) == "", parameters
        rows += len(here.rows)
    assert rows


@pytest.mark.parametrize(
    "words",
    [
        ("tpb", "part of", "Secretariat"),
        ("A/C.3/62/L.2", "recalls", "A/RES/61/181"),
        ("A/C.3/62/L.2#op-4.directive-1", "addressee", "UNODC"),
        ("A/RES/61/999", "adopted on", "2007-03-26"),
    ],
)
def test_the_same_is_explained(ours: Graph, theirs: Graph, words: tuple[str, str, str]) -> None:
    assert theirs.why(*words) == ours.why(*words)


@pytest.mark.parametrize("what", ["cted", "A/RES/61/999#op-6"])
def test_the_same_is_shown(ours: Graph, theirs: Graph, what: str) -> None:
    for at, why in ((None, True), ("2007-12-01", False)):
        there, here = (each.show(what, at=at, why=why) for each in (theirs, ours))
        assert [each.heading for each in there.sections] == [each.heading for each in here.sections]
        for one, other in zip(there.sections, here.sections, strict=True):
            assert (one.heading, one.answer == other.answer) == (one.heading, True)
        assert structs.replace(there, sections=()) == structs.replace(here, sections=())
