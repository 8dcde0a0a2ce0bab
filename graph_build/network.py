"""Networks: the answer to a question whose head says which columns are the ends of an edge, as a networkx graph."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from graph_build import questions, store
from graph_build.errors import QueryError
from graph_build.quads_known import kebab
from graph_build.questions import Answer, Iri, Question, Value

if TYPE_CHECKING:
    import networkx

    from graph_build.questions import Held

HEAD = re.compile(r"^(?P<source>\w+) -> (?P<target>\w+)(?:, weight (?P<weight>\w+))?$")
ABOUT = """
SELECT ?node (MIN(?name) AS ?label) (MAX(?of) AS ?year) (COALESCE(MIN(?class), MIN(?exact)) AS ?kind)
  (MIN(?called) AS ?title) WHERE {{
  VALUES ?node {{ {nodes} }}
  OPTIONAL {{ ?node rdfs:label ?name }}
  OPTIONAL {{ ?node dcterms:title ?called FILTER(LANG(?called) IN ("", "en")) }}
  OPTIONAL {{ ?node ct:year ?of }}
  OPTIONAL {{ ?node ct:kind ?class }}
  OPTIONAL {{
    ?node a ?exact FILTER(STRSTARTS(STR(?exact), STR(ct:)))
    FILTER NOT EXISTS {{ ?node a ?under . ?under rdfs:subClassOf ?exact FILTER(?under != ?exact) }}
  }}
}} GROUP BY ?node
"""


def network(dataset: Held, name: str, **parameters: object) -> networkx.DiGraph[str]:
    """The network that a question gives; raises QueryError where its head names no edge.

    Nodes are IRIs with `label`, `kind` (the class where there is none) and, for instruments, `year` and `title`; edges
    have `weight` (the sum over the rows that share their ends, 1 a row where the question counts nothing) and, in
    `relation`, the values of the others.
    """
    question = questions.question(name)
    return of_answer(dataset, question, questions.ask(dataset, name, **parameters))


def of_answer(dataset: Held, question: Question, answer: Answer) -> networkx.DiGraph[str]:
    """The network of an answer to `question`, its nodes described as far as the graph knows them."""
    made = bare(question, answer)
    _describe(made, dataset)
    return made


def bare(question: Question, answer: Answer) -> networkx.DiGraph[str]:
    """The network of an answer to `question` with nothing but its ends and edges."""
    import networkx

    match = HEAD.match(question.network)
    if match is None:
        names = ", ".join(each.name for each in questions.catalogue() if each.network)
        raise QueryError(question.name, "the question gives no network", f"one of {names}")
    made: networkx.DiGraph[str] = networkx.DiGraph(name=question.title)
    for record in answer.records():
        ends = record.pop(match["source"], None), record.pop(match["target"], None)
        weight = record.pop(match["weight"], 1) if match["weight"] else 1
        if isinstance(ends[0], Iri) and isinstance(ends[1], Iri):
            _add(made, str(ends[0]), str(ends[1]), weight, record)
    return made


def _add(made: networkx.DiGraph[str], source: str, target: str, weight: Value, rest: dict[str, Value]) -> None:
    number = weight if isinstance(weight, int) else 1
    words = "; ".join(questions.printed(value) for value in rest.values() if isinstance(value, str))
    if made.has_edge(source, target):
        edge = made.edges[source, target]
        edge["weight"] += number
        edge["relation"] = "; ".join(sorted({*edge["relation"].split("; "), *words.split("; ")} - {""}))
    else:
        made.add_edge(source, target, weight=number, relation=words)


def _describe(made: networkx.DiGraph[str], dataset: Held) -> None:
    """Give every node its label, kind and year, as far as the graph knows them."""
    nodes = " ".join(store.iri_term(node) for node in sorted(made.nodes))
    for node, label, year, kind, title in store.select(dataset, ABOUT.format(nodes=nodes)).rows:
        if node is None:
            continue
        made.nodes[node.value].update(
            label=label.value if label else questions.shorten(node.value),
            kind=kebab(questions.shorten(kind.value)) if kind else "",
            **({"year": int(year.value)} if year else {}),
            **({"title": title.value} if title else {}),
        )


def graphml(made: networkx.DiGraph[str]) -> bytes:
    """The network as GraphML; the same network gives the same bytes."""
    import networkx

    return ("\n".join(networkx.generate_graphml(ordered(made))) + "\n").encode()


def gexf(made: networkx.DiGraph[str]) -> bytes:
    """The network as GEXF 1.2, without the day of writing."""
    import networkx

    out = io.BytesIO()
    networkx.write_gexf(ordered(made), out, version="1.2draft")
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue())


def ordered(made: networkx.DiGraph[str]) -> networkx.DiGraph[str]:
    """The same network with nodes and edges in the order of their names."""
    import networkx

    found: networkx.DiGraph[str] = networkx.DiGraph(**made.graph)
    found.add_nodes_from(sorted(made.nodes(data=True), key=lambda node: str(node[0])))
    found.add_edges_from(sorted(made.edges(data=True), key=lambda edge: (str(edge[0]), str(edge[1]))))
    return found
