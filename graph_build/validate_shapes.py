"""SHACL shapes as queries over the whole graph: one SELECT for each constraint of each shape.

What is understood is what shapes/ uses: targets by class, subjects and objects of a property; paths of one property;
the constraint components of COMPONENTS; and sh:sparql on node shapes. Anything else is an error, never passed over
(https://www.w3.org/TR/shacl/).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, cast

from msgspec import Struct, structs

from graph_build.errors import AssetError
from graph_build.namespaces import PREFIXES
from graph_build.store_terms import iri

Severity = Literal["Violation", "Warning", "Info"]
Triple = tuple[str, str, str]
_SH, _XSD = PREFIXES["sh"], PREFIXES["xsd"]
_TYPE = iri(PREFIXES["rdf"] + "type")
_FIRST, _REST, _NIL = (iri(PREFIXES["rdf"] + name) for name in ("first", "rest", "nil"))
_SUBCLASS = iri(PREFIXES["rdfs"] + "subClassOf")


def sh(name: str) -> str:
    """The term of a name of SHACL."""
    return iri(_SH + name)


class Check(Struct, frozen=True, kw_only=True):
    """One constraint of one shape; its query gives a row for each result.

    Columns: this, then value where there is one, and whatever `message` names in braces.
    """

    shape: str
    path: str | None
    severity: Severity
    message: str
    query: str
    sieve: str = ""  # a pattern that has no match where the query has none: many checks share one
    whole: bool = False  # sh:sparql on a node shape: the focus node is the value where the query gives none
    alone: bool = True  # what it says of a document needs nothing but the document and the registers


Facts = Mapping[str, Mapping[str, list[str]]]
#: Datatypes whose lexical forms a query can check by casting.
_CAST = ("date", "integer", "boolean", "decimal", "dateTime")


def _min_count(path: str, count: str) -> str:
    if _number(count) != 1:
        raise AssetError("shapes", f"sh:minCount {_number(count)}", "sh:minCount 1")
    return f"FILTER NOT EXISTS {{ ?this {path} ?any }}"


def _datatype(path: str, datatype: str, _: Facts) -> str:
    name = datatype[1:-1].removeprefix(_XSD)
    bad = f"!isLiteral(?value) || datatype(?value) != {datatype}"
    if name in _CAST:
        bad += f" || !COALESCE({datatype}(STR(?value)) = {datatype}(STR(?value)), false)"
    return f"?this {path} ?value FILTER({bad})"


def _pair(path: str, other: str, sign: str) -> str:
    good = f"COALESCE(?value {sign} ?other, false)"
    return f"?this {path} ?value ; {other} ?other FILTER(!{good})"


def _node_kind(path: str, kind: str, _: Facts) -> str:
    tests = {sh("IRI"): "isIRI", sh("Literal"): "isLiteral", sh("BlankNode"): "isBlank"}
    return f"?this {path} ?value FILTER(!{tests[kind]}(?value))"


def _within(path: str, cell: str, facts: Facts) -> str:
    return f"?this {path} ?value FILTER(?value NOT IN ({', '.join(_items(cell, facts))}))"


#: Constraint components that look at one value: (path, parameter, shapes) -> pattern that binds this and value.
COMPONENTS: dict[str, Callable[[str, str, Facts], str]] = {
    sh("datatype"): _datatype,
    sh("nodeKind"): _node_kind,
    sh("pattern"): lambda path, form, _: f"?this {path} ?value FILTER(isBlank(?value) || !REGEX(STR(?value), {form}))",
    sh("in"): _within,
    sh("lessThan"): lambda path, other, _: _pair(path, other, "<"),
    sh("lessThanOrEquals"): lambda path, other, _: _pair(path, other, "<="),
}
#: Those that give a result for each pair of values.
PAIRS = (sh("lessThan"), sh("lessThanOrEquals"))
TARGETS = (sh("targetClass"), sh("targetSubjectsOf"), sh("targetObjectsOf"))
#: Says of a node shape with a query that a document can be judged by it without the other documents.
ALONE = iri("https://w3id.org/ctkg/shape/alone")
_HEAD = {_TYPE, ALONE, sh("path"), sh("message"), sh("severity"), sh("name"), sh("description"), *TARGETS}
_SHAPES = {sh("NodeShape"), sh("PropertyShape")}


def compile_shapes(triples: Iterable[Triple], data_classes: Iterable[tuple[str, str]]) -> tuple[Check, ...]:
    """The checks of all shapes; `data_classes` are the pairs of rdfs:subClassOf in the data.

    Raises AssetError for what no query here can say.
    """
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, object_ in triples:
        facts[subject][predicate].append(object_)
    classes = Classes(data_classes)
    found: list[Check] = []
    for shape in sorted(facts):
        if any(target in facts[shape] for target in TARGETS):
            found += _node_shape(shape, facts, classes)
    return tuple(found)


class Classes:
    """The classes of the data, and what lies under each."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._below: dict[str, set[str]] = defaultdict(set)
        for sub, sup in pairs:
            self._below[sup].add(sub)

    def under(self, name: str) -> list[str]:
        """The class and all classes under it, sorted."""
        found, waiting = {name}, [name]
        while waiting:
            new = self._below.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return sorted(found)


def _node_shape(shape: str, facts: Facts, classes: Classes) -> Iterator[Check]:
    targets = list(_targets(facts[shape], classes))
    for constraint in facts[shape].get(sh("sparql"), []):
        yield _sparql(shape, constraint, _any_of(targets), facts)
    alone = sh("targetObjectsOf") not in facts[shape]
    for each in facts[shape].get(sh("property"), []):
        for check in _property_shape(each, targets, facts, classes):
            yield structs.replace(check, alone=alone)
    _known(shape, {*_HEAD, sh("sparql"), sh("property")}, facts)


def _targets(about: Mapping[str, list[str]], classes: Classes) -> Iterator[str]:
    for name in about.get(sh("targetClass"), []):
        yield from (f"?this a {each}" for each in classes.under(name))
    for name in about.get(sh("targetSubjectsOf"), []):
        yield f"?this {name} ?target"
    for name in about.get(sh("targetObjectsOf"), []):
        yield f"?target {name} ?this"


def _any_of(patterns: Iterable[str]) -> str:
    return " UNION ".join(f"{{ {each} }}" for each in patterns)


def _property_shape(shape: str, targets: list[str], facts: Facts, classes: Classes) -> Iterator[Check]:
    """Looks for what breaks the constraint anywhere, which is rare, and only then whether it is a target.

    What is missing can only be looked for target by target.
    """
    about = facts[shape]
    path = about[sh("path")][0]
    counting = {sh("minCount"), sh("maxCount"), sh("uniqueLang"), sh("class")}
    _known(shape, {*_HEAD, *COMPONENTS, *counting}, facts)
    a_target = f"FILTER EXISTS {{ {_any_of(targets)} }}"
    for parameter in about.get(sh("minCount"), []):
        pattern = _min_count(path, parameter)
        yield _check(shape, facts, path, f"SELECT DISTINCT ?this {{ {_any_of(targets)} {pattern} }}")
    for component, build in COMPONENTS.items():
        for parameter in about.get(component, []):
            columns = "?this ?value ?other" if component in PAIRS else "?this ?value"
            sieve = build(path, parameter, facts)
            query = f"SELECT DISTINCT {columns} {{ {{ SELECT {columns} {{ {sieve} }} }} {a_target} }}"
            yield _check(shape, facts, path, query, sieve)
    for parameter in about.get(sh("class"), []):
        sieve = _not_of_class(path, classes.under(parameter))
        query = f"SELECT DISTINCT ?this ?value {{ {sieve} ?this {path} ?value {a_target} }}"
        yield _check(shape, facts, path, query, sieve)
    for parameter in about.get(sh("maxCount"), []):
        having = f"GROUP BY ?this HAVING(COUNT(?value) > {_number(parameter)})"
        bad = f"{{ SELECT ?this {{ ?this {path} ?value }} {having} }}"
        yield _check(shape, facts, path, f"SELECT ?this {{ {bad} {a_target} }}", bad)
    if sh("uniqueLang") in about:
        inner = f"?this {path} ?v BIND(LCASE(LANG(?v)) AS ?language) FILTER(?language != '')"
        bad = f"{{ SELECT ?this ?language {{ {inner} }} GROUP BY ?this ?language HAVING(COUNT(?v) > 1) }}"
        yield _check(shape, facts, path, f"SELECT ?this {{ {bad} {a_target} }}", bad)


def _not_of_class(path: str, names: list[str]) -> str:
    """Each value of the path once, where it is of none of the classes."""
    known = f"FILTER NOT EXISTS {{ ?value a ?class FILTER(?class IN ({', '.join(names)})) }}"
    return f"{{ SELECT ?value {{ {{ SELECT DISTINCT ?value {{ ?any {path} ?value }} }} {known} }} }}"


def _sparql(shape: str, constraint: str, target: str, facts: Facts) -> Check:
    """The constraint's own SELECT with the targets put in the place of its pre-bound $this."""
    about = facts[constraint]
    select = _unquoted(about[sh("select")][0])
    head, _, rest = select.partition("{")
    variables = head.split("SELECT")[1].replace("WHERE", "").replace("$", "?")
    body = rest.rpartition("}")[0].replace("$this", "?this")
    query = f"SELECT DISTINCT {variables} {{ {target} {body} }}"
    message = _unquoted(about[sh("message")][0])
    alone = ALONE in facts[shape]
    severity = _severity(shape, facts)
    return Check(shape=shape, path=None, severity=severity, message=message, query=query, whole=True, alone=alone)


def _check(shape: str, facts: Facts, path: str, query: str, sieve: str = "") -> Check:
    message = _unquoted(facts[shape][sh("message")][0])
    severity = _severity(shape, facts)
    return Check(shape=shape, path=path, severity=severity, message=message, query=query, sieve=sieve)


def _severity(shape: str, facts: Facts) -> Severity:
    stated = facts[shape].get(sh("severity"))
    return cast(Severity, stated[0][1:-1].removeprefix(_SH)) if stated else "Violation"


def _known(shape: str, known: set[str], facts: Facts) -> None:
    unknown = sorted(set(facts[shape]) - known)
    if unknown:
        raise AssetError(
            f"shapes, {shape}", f"{unknown[0]} is not understood", "what graph_build/validate_shapes.py says"
        )


def _number(literal: str) -> int:
    return int(literal.split('"')[1])


def _items(cell: str, facts: Facts) -> list[str]:
    found = []
    while cell != _NIL:
        found.append(facts[cell][_FIRST][0])
        cell = facts[cell][_REST][0]
    return found


def _unquoted(literal: str) -> str:
    """The words of a plain literal in N-Triples form."""
    inner = literal[1 : literal.rindex('"')]
    return inner.replace("\\n", "\n").replace('\\"', '"').replace("\\\\", "\\")
