"""Measures of networks: small networks whose numbers can be checked by hand, and each measure on a small graph."""

from __future__ import annotations

import networkx
import pytest
from picture_specimens import graph

from graph_build import network_measures as measures
from graph_build.errors import QueryError
from graph_build.namespaces import ID
from graph_build.questions import Iri


def instrument(key: str) -> str:
    return f"{ID}instrument/{key}"


def citing(*edges: tuple[str, str, int], years: dict[str, int] | None = None) -> networkx.DiGraph[str]:
    made: networkx.DiGraph[str] = networkx.DiGraph()
    made.add_weighted_edges_from((instrument(one), instrument(other), weight) for one, other, weight in edges)
    for key, year in (years or {}).items():
        made.nodes[instrument(key)]["year"] = year
    return made


def test_most_cited_counts_documents_before_citations() -> None:
    made = citing(("a", "x", 1), ("b", "x", 1), ("c", "y", 9), ("c", "z", 2), ("a", "z", 2))
    assert [row[1:] for row in measures.most_cited(made)] == [("z", 2, 4), ("x", 2, 2), ("y", 1, 9)]


def test_most_asked_counts_directives_and_organs() -> None:
    made: networkx.DiGraph[str] = networkx.DiGraph()
    made.add_weighted_edges_from((body(a), body(b), n) for a, b, n in (("x", "a", 2), ("y", "a", 3), ("x", "b", 5)))
    assert measures.most_asked(made) == [
        (Iri(body("a")), "a", 5, 2, Iri(body("y"))),
        (Iri(body("b")), "b", 5, 1, Iri(body("x"))),
    ]


def test_most_named_counts_others_before_paragraphs() -> None:
    made: networkx.DiGraph[str] = networkx.DiGraph()
    made.add_weighted_edges_from((body(a), body(b), n) for a, b, n in (("a", "b", 3), ("c", "a", 4), ("d", "e", 90)))
    assert [(str(row[1]), row[2], row[3]) for row in measures.most_named(made)] == [
        ("a", 2, 7),
        ("d", 1, 90),
        ("e", 1, 90),
        ("c", 1, 4),
        ("b", 1, 3),
    ]


def test_a_hub_cites_what_hubs_cite() -> None:
    """Of `a` and `b`, which cite x, only `a` cites y as well; so a is the better guide, and x the core."""
    made = citing(("a", "x", 1), ("a", "y", 1), ("b", "x", 1))
    hub, authority = measures.guides(made)
    golden = (5**0.5 - 1) / 2  # the ratio to which the scores of this network tend
    assert hub[instrument("a")] == authority[instrument("x")] == 1
    assert hub[instrument("b")] == pytest.approx(golden)
    assert authority[instrument("y")] == pytest.approx(golden)
    assert measures.hubs(made) == [(Iri(instrument("a")), "a", 100), (Iri(instrument("b")), "b", 62)]
    assert measures.authorities(made) == [(Iri(instrument("x")), "x", 100), (Iri(instrument("y")), "y", 62)]


def working(*edges: tuple[str, str]) -> networkx.DiGraph[str]:
    """Bodies with capital letters stand outside the United Nations, those in small letters inside."""
    made: networkx.DiGraph[str] = networkx.DiGraph()
    for one, other in edges:
        for key in (one, other):
            kind = "regional-organization" if key.isupper() else "committee"
            made.add_node(body(key), kind=kind, label=key)
        made.add_edge(body(one), body(other), weight=1)
    return made


def body(key: str) -> str:
    return key if key.startswith("https") else f"{ID}body/{key}"


def test_a_broker_stands_between() -> None:
    """Ways from inside (a, b, c) to outside (X, Y): 6; all but c's own lead through c."""
    made = working(("a", "c"), ("b", "c"), ("c", "X"), ("c", "Y"))
    assert measures.brokers(made) == [(Iri(body("c")), "c", pytest.approx(66.7), 4)]


def test_two_ways_share_a_tie() -> None:
    made = working(("a", "b"), ("a", "c"), ("b", "X"), ("c", "X"))
    assert [(row[1], row[2]) for row in measures.brokers(made)] == [("b", 16.7), ("c", 16.7)]


def test_classes_are_no_brokers() -> None:
    made = working(("a", f"{ID}group/states"), (f"{ID}group/states", "X"))
    assert measures.brokers(made) == []


def test_communities_are_what_hangs_together() -> None:
    ring = [("a", "b", 3), ("b", "c", 3), ("c", "a", 3), ("d", "e", 3), ("e", "f", 3), ("f", "d", 3), ("a", "d", 1)]
    assert sorted(map(sorted, measures.groups_of(ring))) == [["a", "b", "c"], ["d", "e", "f"]]
    turned = [(other, one, weight) for one, other, weight in reversed(ring)]
    assert measures.groups_of(turned) == measures.groups_of(ring)


def test_growth_by_year() -> None:
    years = {"a": 2001, "b": 2004, "c": 2004}
    made = citing(("a", "x", 2), ("a", "y", 1), ("b", "x", 1), ("c", "x", 1), ("c", "z", 3), years=years)
    assert measures.growth(made) == [(2001, 1, 3, 2, 2, 2), (2004, 2, 5, 2, 1, 3)]


@pytest.mark.parametrize("name", [each.name for each in measures.MEASURES])
def test_each_measure_says_what_it_means(name: str) -> None:
    found = graph().measure(name)
    assert found.answer.rows
    assert all(len(row) == len(found.answer.columns) for row in found.answer.rows)
    assert found.meaning.endswith(".")
    shown = found._repr_html_()
    assert found.title in shown
    assert shown.count("<tr>") == len(found.answer.rows) + 1
    assert found == graph().measure(name)


def test_the_most_and_the_parameters() -> None:
    three = graph().measure("most-cited", 3)
    assert len(three.answer.rows) == 3
    few = graph().measure("most-cited", year=2001)
    assert few.source.endswith('ctkg query citation-network --year "2001"')
    cited = {row[1] for row in graph().ask("citation-network", year=2001).rows}
    assert {row[0] for row in few.answer.rows} <= cited


def test_errors() -> None:
    with pytest.raises(QueryError, match=r"no such measure; expected one of most-cited, .*did you mean brokers"):
        graph().measure("broker")
    with pytest.raises(QueryError, match="no parameter --body"):
        graph().measure("most-cited", body="cted")
