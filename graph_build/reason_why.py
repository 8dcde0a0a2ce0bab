"""Why a triple is in the graph: the graphs that state it, or the rule it follows by and the premises, down to those."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from graph_build import store
from graph_build.namespaces import BASE, ONTOLOGY
from graph_build.reason_rules import TYPE, Rule, Rules, Triple
from graph_build.store import Store

#: Ways to match a rule's body that are tried before another rule is.
MATCHES = 20
#: Steps after which no reason is looked for; a hierarchy of this height is an error.
DEPTH = 16


class Reason(Struct, frozen=True, kw_only=True):
    """A triple with the graphs that state it, or else the rule that concludes it and its premises."""

    triple: Triple
    stated_in: tuple[str, ...] = ()
    rule: str | None = None
    premises: tuple[Reason, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The reason as indented lines, the conclusion first."""
        because = f"by {self.rule}" if self.rule else "stated in " + ", ".join(self.stated_in)
        yield f"{'  ' * depth}{' '.join(self.triple)}   {because}"
        for premise in self.premises:
            yield from premise.lines(depth + 1)

    def stated(self) -> Iterator[str]:
        """Each stated triple that the reason comes down to, with the graphs that state it."""
        if self.stated_in:
            graphs = ", ".join(name.removeprefix(BASE) for name in self.stated_in)
            yield f"{' '.join(map(_short, self.triple))} ({graphs})"
        for premise in self.premises:
            yield from premise.stated()


def _short(term: str) -> str:
    """The term as an error prints it: “a” for the type, ct:Body, id/state/AUT."""
    if term == TYPE:
        return "a"
    if term.startswith(f"<{ONTOLOGY}"):
        return f"ct:{term[1:-1].removeprefix(ONTOLOGY)}"
    return term[1:-1].removeprefix(BASE) if term.startswith(f"<{BASE}") else term


def why(made: Store, triple: Triple, rules: Rules) -> Reason | None:
    """The shallowest reason for a triple, given as N-Quads terms; None where the graph does not hold it."""
    if not _graphs(made, triple):
        return None
    every = (*rules.properties, *rules.classes)
    found = (_why(made, triple, every, depth) for depth in range(DEPTH))
    return next((reason for reason in found if reason is not None), None)


def _why(made: Store, triple: Triple, rules: tuple[Rule, ...], depth: int) -> Reason | None:
    """A reason of at most `depth` steps. The bound also ends circles, which prove nothing."""
    graphs = _graphs(made, triple)
    if stated := tuple(name for name in graphs if name != store.INFERRED):
        return Reason(triple=triple, stated_in=stated)
    if not graphs or depth == 0:
        return None
    for rule in rules:
        values = _unified(rule.head, triple)
        if values is None:
            continue
        for premises in _matches(made, rule, values):
            found = [_why(made, each, rules, depth - 1) for each in premises]
            if None not in found:
                return Reason(triple=triple, rule=rule.name, premises=tuple(each for each in found if each))
    return None


def _graphs(made: Store, triple: Triple) -> list[str]:
    pattern = " ".join(triple)
    rows = store.select(made, f"SELECT ?g {{ GRAPH ?g {{ {pattern} }} }} ORDER BY ?g").rows
    return [row[0].value for row in rows if row[0] is not None and row[0].value != store.PROVENANCE]


def _unified(head: Triple, triple: Triple) -> dict[str, str] | None:
    """The values of the head's variables that make it the triple, or None."""
    values: dict[str, str] = {}
    for pattern, term in zip(head, triple, strict=True):
        if not pattern.startswith("?"):
            if pattern != term:
                return None
        elif values.setdefault(pattern, term) != term:
            return None
    return values


def _matches(made: Store, rule: Rule, values: dict[str, str]) -> Iterator[list[Triple]]:
    """The premises of each match of the rule's body, in a fixed order."""
    body = [tuple(values.get(term, term) for term in pattern) for pattern in rule.body]
    open_ = sorted({term for pattern in body for term in pattern if term.startswith("?")})
    where = " . ".join(" ".join(pattern) for pattern in body)
    if not open_:
        if store.select(made, f"ASK {{ {where} }}").rows[0][0] == store.TRUE:
            yield [(s, p, o) for s, p, o in body]
        return
    names = " ".join(open_)
    for row in store.select(made, f"SELECT DISTINCT {names} {{ {where} }} ORDER BY {names} LIMIT {MATCHES}").rows:
        found = {name: store.term(cell) for name, cell in zip(open_, row, strict=True) if cell is not None}
        yield [(found.get(s, s), found.get(p, p), found.get(o, o)) for s, p, o in body]
