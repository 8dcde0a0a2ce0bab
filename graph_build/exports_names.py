"""What people call the things of the graph, for exports that others read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from graph_build import store

if TYPE_CHECKING:
    from graph_build.questions import Held

LABELS = (
    "SELECT ?node (MIN(?name) AS ?label) WHERE {{ VALUES ?node {{ {nodes} }} ?node rdfs:label ?name }} GROUP BY ?node"
)
#: How many things are asked for at a time.
AT_ONCE = 2000


def labels(dataset: Held, iris: Iterable[str]) -> dict[str, str]:
    """The label of each IRI that the graph names."""
    found: dict[str, str] = {}
    wanted = sorted(set(iris))
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        sparql = LABELS.format(nodes=" ".join(map(store.iri_term, some)))
        for node, label in store.select(dataset, sparql).rows:
            if node is not None and label is not None:
                found[node.value] = label.value
    return found
