"""The ontology as rules over data: what OWL 2 RL concludes from each axiom, one rule an axiom.

The names of the rules are those of the profile (https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules).
An axiom that is not understood here is an error, never passed over: the rules must draw what owlrl draws.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from graph_build.errors import AssetError
from graph_build.namespaces import PREFIXES
from graph_build.store_terms import iri

Triple = tuple[str, str, str]


def _named(prefix: str, *names: str) -> list[str]:
    return [iri(PREFIXES[prefix] + name) for name in names]


TYPE, FIRST, REST, NIL = _named("rdf", "type", "first", "rest", "nil")
SUBCLASS, SUBPROPERTY, DOMAIN, RANGE = _named("rdfs", "subClassOf", "subPropertyOf", "domain", "range")
INVERSE, CHAIN, DISJOINT, ALL_DISJOINT, MEMBERS, TRANSITIVE, SYMMETRIC, THING = _named(
    "owl",
    *("inverseOf", "propertyChainAxiom", "disjointWith", "AllDisjointClasses", "members"),
    *("TransitiveProperty", "SymmetricProperty", "Thing"),
)
EQUAL_CLASS, EQUAL_PROPERTY = _named("owl", "equivalentClass", "equivalentProperty")
OBJECT_PROPERTY, DATATYPE_PROPERTY = _named("owl", "ObjectProperty", "DatatypeProperty")

#: Of owl:, what says nothing about data, or is handled below.
_HANDLED = {
    *(INVERSE, CHAIN, DISJOINT, ALL_DISJOINT, MEMBERS, TRANSITIVE, SYMMETRIC, EQUAL_CLASS, EQUAL_PROPERTY),
    *(OBJECT_PROPERTY, DATATYPE_PROPERTY, THING),
    *_named("owl", "Class", "Ontology", "AnnotationProperty", "NamedIndividual", "versionIRI", "versionInfo"),
    *_named("owl", "imports", "deprecated", "priorVersion", "DeprecatedClass", "DeprecatedProperty"),
}
_OWL = f"<{PREFIXES['owl']}"


class Rule(Struct, frozen=True, kw_only=True):
    """From every match of `body` follows `head`; terms that begin with ? are variables."""

    name: str
    body: tuple[Triple, ...]
    head: Triple

    @property
    def conclusion(self) -> str:
        """The head as a pattern of SPARQL."""
        return " ".join(self.head)

    @property
    def where(self) -> str:
        """The matches of the body whose conclusion the graph does not hold yet, as a pattern of SPARQL.

        An object that many triples share is looked at once.
        """
        body = " . ".join(" ".join(pattern) for pattern in self.body)
        if self.name == "prp-rng":
            body = f"{{ SELECT DISTINCT {self.head[0]} {{ {body} }} }}"
        return f"{body} FILTER NOT EXISTS {{ {self.conclusion} }}"


class Rules(Struct, frozen=True, kw_only=True):
    """The rules for properties, then those for classes, which need no second round; and what nothing can be twice."""

    properties: tuple[Rule, ...]
    classes: tuple[Rule, ...]
    disjoint: tuple[tuple[str, str], ...]


def closed(stated: Iterable[Triple]) -> list[Triple]:
    """Every step and chain of steps of the hierarchies of classes and of properties, sorted (scm-sco, scm-eqc1)."""
    steps: dict[str, dict[str, set[str]]] = {SUBCLASS: defaultdict(set), SUBPROPERTY: defaultdict(set)}
    for subject, predicate, object_ in stated:
        if predicate in steps:
            steps[predicate][subject].add(object_)
        elif equal := {EQUAL_CLASS: SUBCLASS, EQUAL_PROPERTY: SUBPROPERTY}.get(predicate):
            steps[equal][subject].add(object_)
            steps[equal][object_].add(subject)
    return sorted(
        (name, predicate, above)
        for predicate, over in steps.items()
        for name in list(over)
        for above in _above(name, over)
    )


def _above(name: str, over: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        new = over.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def compile_rules(closed: Iterable[Triple], stated: Iterable[Triple]) -> Rules:
    """The rules of an ontology: `stated` as written, `closed` with what follows for its classes and properties.

    Raises AssetError for an axiom that no rule here knows.
    """
    written = sorted(set(stated))
    _understood(written)
    by: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, object_ in written:
        by[predicate].append((subject, object_))
    follows: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, predicate, object_ in sorted(set(closed)):
        if subject != object_ and object_ != THING and subject[0] == object_[0] == "<":
            follows[predicate].append((subject, object_))
    objects = {subject for subject, kind in by[TYPE] if kind == OBJECT_PROPERTY}
    properties = [*_property_rules(by, follows), *_chains(by)]
    classes = [
        *(_typing("prp-dom", by[DOMAIN], "?x")),
        *(_typing("prp-rng", [pair for pair in by[RANGE] if pair[0] in objects], "?y")),
        *(Rule(name="cax-sco", body=(("?x", TYPE, c),), head=("?x", TYPE, d)) for c, d in follows[SUBCLASS]),
    ]
    return Rules(properties=tuple(properties), classes=tuple(classes), disjoint=tuple(_disjoint(by)))


def _property_rules(by: dict[str, list[tuple[str, str]]], follows: dict[str, list[tuple[str, str]]]) -> Iterator[Rule]:
    for p, q in follows[SUBPROPERTY]:
        yield Rule(name="prp-spo1", body=(("?x", p, "?y"),), head=("?x", q, "?y"))
    for p, q in by[INVERSE]:
        yield Rule(name="prp-inv1", body=(("?x", p, "?y"),), head=("?y", q, "?x"))
        yield Rule(name="prp-inv2", body=(("?x", q, "?y"),), head=("?y", p, "?x"))
    for p, kind in by[TYPE]:
        if kind == TRANSITIVE:
            yield Rule(name="prp-trp", body=(("?x", p, "?y"), ("?y", p, "?z")), head=("?x", p, "?z"))
        elif kind == SYMMETRIC:
            yield Rule(name="prp-symp", body=(("?x", p, "?y"),), head=("?y", p, "?x"))


def _chains(by: dict[str, list[tuple[str, str]]]) -> Iterator[Rule]:
    for p, cell in by[CHAIN]:
        steps = _items(cell, by)
        body = tuple((f"?x{n}", step, f"?x{n + 1}") for n, step in enumerate(steps))
        yield Rule(name="prp-spo2", body=body, head=("?x0", p, f"?x{len(steps)}"))


def _typing(name: str, pairs: Iterable[tuple[str, str]], who: str) -> Iterator[Rule]:
    for p, c in pairs:
        yield Rule(name=name, body=(("?x", p, "?y"),), head=(who, TYPE, c))


def _disjoint(by: dict[str, list[tuple[str, str]]]) -> Iterator[tuple[str, str]]:
    yield from by[DISJOINT]
    members = dict(by[MEMBERS])
    for subject, kind in by[TYPE]:
        if kind == ALL_DISJOINT:
            classes = _items(members[subject], by)
            yield from ((c, d) for n, c in enumerate(classes) for d in classes[n + 1 :])


def _items(cell: str, by: dict[str, list[tuple[str, str]]]) -> list[str]:
    first, rest = dict(by[FIRST]), dict(by[REST])
    found = []
    while cell != NIL:
        found.append(first[cell])
        cell = rest[cell]
    return found


def _understood(triples: Iterable[Triple]) -> None:
    for subject, predicate, object_ in triples:
        for term in (predicate, *([object_] if predicate == TYPE else [])):
            if term.startswith(_OWL) and term not in _HANDLED:
                where, found = f"ontology, {subject}", f"{term} is not among the axioms that the rules know"
                raise AssetError(
                    where, found, "an axiom of graph_build/reason_rules.py", "use --engine owlrl, or add it"
                )
