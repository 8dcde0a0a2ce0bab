"""What a query reaches for, told from its words without its strings and comments."""

from __future__ import annotations

import re

from graph_build.errors import QueryError
from graph_build.namespaces import GRAPH

#: Strings, IRIs, comments and escaped characters of a query.
_QUOTED = re.compile(
    r"""
    "{3} (?: [^"\\] | \\. | "(?!"") )* "{3}   |  '{3} (?: [^'\\] | \\. | '(?!'') )* '{3}
    |  " (?: [^"\\\n] | \\. )* "             |  ' (?: [^'\\\n] | \\. )* '
    |  < [^<>"{}|^`\\\x00-\x20]* >           |  \# [^\n\r]*       |  \\ [^uU]
    """,
    re.VERBOSE | re.DOTALL,
)
_SERVICE = re.compile(r"\bSERVICE\b|\\u", re.IGNORECASE)
_FROM = re.compile(r"(?<![?$\w])FROM\s*(?:NAMED\b\s*)?(<[^<>]*>|[\w.-]*:)", re.IGNORECASE)
_GRAPH = re.compile(r"(?<![?$\w])GRAPH\b(?!:)\s*(<[^<>]*>|[^\s{]*)", re.IGNORECASE)


def _bare(sparql: str) -> str:
    """The query without its strings and comments; IRIs stay."""
    return _QUOTED.sub(lambda part: part[0] if part[0].startswith("<") else " ", sparql)


def refuse_to_leave(sparql: str) -> None:
    """Raises QueryError for a query that names another server, or data that is not a graph of ours."""
    if _SERVICE.search(_QUOTED.sub(" ", sparql)):
        raise QueryError("SPARQL", "SERVICE reaches for another server", "a query of this graph alone")
    for found in _FROM.finditer(_bare(sparql)):
        if not found[1].startswith(("<" + GRAPH, "graph:")):
            raise QueryError("SPARQL", f"FROM {found[1]} is no graph here", f"the name of one, {GRAPH}…", "or no FROM")


def states_dataset(sparql: str) -> bool:
    """Whether the query itself says with FROM which graphs it asks."""
    return _FROM.search(_bare(sparql)) is not None


def graphs_asked(sparql: str) -> frozenset[str] | None:
    """The named graphs that the query asks by name; None where it asks whichever there are."""
    found: set[str] = set()
    for name in (match[1] for match in _GRAPH.finditer(_bare(sparql))):
        if name.startswith("<" + GRAPH):
            found.add(name[1:-1])
        elif re.fullmatch(r"graph:[\w-]+", name):
            found.add(GRAPH + name.removeprefix("graph:"))
        else:
            return None
    return frozenset(found)
