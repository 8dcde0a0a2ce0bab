"""Reasoning: what OWL 2 RL concludes from the graph, put into a named graph of its own.

Two engines give the same facts. "rules" closes the hierarchies of the ontology alone, which is small, and runs what
follows for data as queries in the store, to fixpoint. "owlrl" closes the whole graph in memory: slow, and the
reference. What is self-evident (a thing is the same as itself, is a Thing) and what only concerns the ontology is left
out. Provenance takes no part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from graph_build import reason_why, store
from graph_build.model import Result
from graph_build.namespaces import ONTOLOGY, PREFIXES, graph
from graph_build.reason_rules import (
    TYPE,
    Rule,
    Rules,
    Triple,
    closed,
    compile_rules,
)
from graph_build.reason_why import Reason
from graph_build.store import Store

if TYPE_CHECKING:
    from rdflib import Graph

Engine = Literal["rules", "owlrl"]
ONTOLOGY_GRAPH = graph("ontology")
#: Where the shape of an inconsistency is named, as validation results name theirs.
INCONSISTENT = ONTOLOGY + "inconsistent"

_OWL, _RDFS, _RDF = PREFIXES["owl"], PREFIXES["rdfs"], PREFIXES["rdf"]


class Inferred(Struct, frozen=True, kw_only=True):
    """What reasoning came to: the number of triples it added, and each contradiction it met."""

    triples: int
    inconsistencies: tuple[Result, ...]


def infer(made: Store, engine: Engine = "rules") -> Inferred:
    """Fills graph/inferred with what follows from the default graph and is not stated there; names contradictions."""
    store.remove(made, store.INFERRED)
    rules = rules_of(made)
    if engine == "owlrl":
        _by_owlrl(made)
    else:
        _run(made, rules.properties)
        for rule in rules.classes:
            store.derive(made, rule.conclusion, rule.where)
    triples = store.count(made, store.INFERRED)
    return Inferred(triples=triples, inconsistencies=tuple(contradictions(made, rules)))


def rules_of(made: Store) -> Rules:
    """The rules of the ontology that the store holds."""
    stated = list(store.triples(made, ONTOLOGY_GRAPH))
    return compile_rules(closed(stated), stated)


def why(made: Store, subject: str, predicate: str, object_: str) -> Reason | None:
    """Why the graph holds a triple, given as N-Quads terms: who states it, or rule and premises; None where not."""
    return reason_why.why(made, (subject, predicate, object_), rules_of(made))


def _run(made: Store, rules: tuple[Rule, ...]) -> None:
    """Runs rules for properties until none adds a triple: a rule again only where its premises grew."""
    waiting = list(rules)
    while waiting:
        grown = {rule.head[1] for rule in waiting if store.derive(made, rule.conclusion, rule.where)}
        waiting = [rule for rule in rules if any(pattern[1] in grown for pattern in rule.body)]


# ---------------------------------------------------------------- owlrl


def _expanded(triples: Iterable[Triple]) -> Graph:
    import owlrl
    from rdflib import Graph

    found = Graph()
    found.parse(data="".join(f"{s} {p} {o} .\n" for s, p, o in triples), format="nt")
    closure = owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False)
    closure.expand(found)
    return found


def _by_owlrl(made: Store) -> None:
    """Closes the whole default graph with owlrl and keeps what says something of data."""
    known = set(store.triples(made))
    found = set(_telling(_expanded(known))) - known
    name = store.iri_term(store.INFERRED)
    store.add(made, ((s, p, o, name) for s, p, o in sorted(found)))


def _telling(expanded: Graph) -> Iterator[Triple]:
    """The triples that are neither self-evident nor about the ontology nor messages of owlrl."""
    from rdflib import URIRef

    schema = tuple(_OWL + name for name in ("sameAs", "equivalentClass", "equivalentProperty", "inverseOf"))
    schema += tuple(_OWL + name for name in ("disjointWith", "propertyDisjointWith", "differentFrom"))
    schema += tuple(_RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range"))
    for s, p, o in expanded:
        if not isinstance(s, URIRef) or str(p) in schema:
            continue
        if str(p) == _RDF + "type" and str(o).startswith((_OWL, _RDFS, _RDF)):
            continue
        yield s.n3(), p.n3(), o.n3()


# ---------------------------------------------------------------- contradictions


def contradictions(made: Store, rules: Rules) -> Iterator[Result]:
    """Everything that is of two classes which have no member in common."""
    pairs = " ".join(f"({one} {other})" for one, other in rules.disjoint)
    if not store.holds(made, f"VALUES (?one ?other) {{ {pairs} }} ?x a ?one, ?other"):
        return
    for one, other in rules.disjoint:
        found = store.select(made, f"SELECT DISTINCT ?x {{ ?x a {one}, {other} }} ORDER BY ?x")
        for cell in (row[0] for row in found.rows):
            if cell is not None:
                yield _contradiction(made, cell.value, one, other, rules)


def _contradiction(made: Store, thing: str, one: str, other: str, rules: Rules) -> Result:
    reasons = "; ".join(_reason(made, thing, each, rules) for each in (one, other))
    both = [reason_why.why(made, (store.iri_term(thing), TYPE, each), rules) for each in (one, other)]
    stated = "; ".join(dict.fromkeys(line for found in both if found for line in found.stated()))
    return Result(
        focus=thing,
        path=_RDF + "type",
        value=other[1:-1],
        message=f"is of two classes that have no member in common: {reasons}. Stated: {stated}. Correct what is wrong.",
        severity="Violation",
        shape=INCONSISTENT,
    )


def _reason(made: Store, thing: str, class_: str, rules: Rules) -> str:
    """In words, why the thing is of this class: stated, of a class below, or for a property it has."""
    about, short = store.iri_term(thing), _short(class_)
    inferred = set(_types(made, about, store.INFERRED))
    if class_ not in inferred:
        return f"{short}, as stated"
    below = [rule.body[0][2] for rule in rules.classes if rule.name == "cax-sco" and rule.head[2] == class_]
    stated = sorted(set(_types(made, about, None)) - inferred)
    if found := next((each for each in stated if each in below), None):
        return f"{short}, being a {_short(found)}"
    for rule in rules.classes:
        if rule.name == "cax-sco" or rule.head[2] not in (class_, *below):
            continue
        pattern = " ".join(about if term == rule.head[0] else term for term in rule.body[0])
        if store.select(made, f"ASK {{ {pattern} }}").rows[0][0] == store.TRUE:
            role = "subject" if rule.name == "prp-dom" else "object"
            return f"{short}, as {role} of {_short(rule.body[0][1])}"
    return short


def _types(made: Store, about: str, name: str | None) -> Iterator[str]:
    pattern = f"{about} a ?c"
    where = f"GRAPH {store.iri_term(name)} {{ {pattern} }}" if name else pattern
    for row in store.select(made, f"SELECT ?c {{ {where} }}").rows:
        if row[0] is not None:
            yield store.iri_term(row[0].value)


def _short(term: str) -> str:
    return "ct:" + term[1:-1].removeprefix(ONTOLOGY) if term.startswith(f"<{ONTOLOGY}") else term[1:-1]
