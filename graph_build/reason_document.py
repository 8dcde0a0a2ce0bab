"""What follows from the facts of one document, given what always holds: OWL 2 RL a document at a time.

The rules are those of reason_rules. What holds for every document (the base: ontology and registers) is closed once; a
document is then closed over it by its own triples alone, each looked at once. A rule that joins facts of two documents
can only join them in a thing that is not the own of either: such facts are given back, to be closed together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct

from graph_build.reason_rules import TYPE, Rule, Rules, Triple

#: Objects by subject (or subjects by object) for each predicate that a joining rule looks up.
Index = dict[str, dict[str, list[str]]]


class Plan(Struct, frozen=True, kw_only=True):
    """The rules arranged by the triple that sets them off."""

    forward: dict[str, tuple[str, ...]]  # p -> q: from x p y follows x q y
    backward: dict[str, tuple[str, ...]]  # p -> q: from x p y follows y q x
    subject: dict[str, tuple[str, ...]]  # p -> classes of x, and all above them
    object: dict[str, tuple[str, ...]]  # p -> classes of y, and all above them
    above: dict[str, tuple[str, ...]]  # class -> all above it
    first: dict[str, tuple[tuple[str, str], ...]]  # p -> (r, q): from x p y, y r z follows x q z
    second: dict[str, tuple[tuple[str, str], ...]]  # p -> (r, q): from x r y, y p z follows x q z

    def effects(self) -> dict[str, Effect]:
        """All that a triple of each predicate sets off."""
        joined = {*self.first, *self.second}
        predicates = {*joined, *self.forward, *self.backward, *self.subject, *self.object}
        return {
            p: Effect(
                forward=self.forward.get(p, ()),
                backward=self.backward.get(p, ()),
                subject=self.subject.get(p, ()),
                object=self.object.get(p, ()),
                joins=p in joined,
            )
            for p in predicates
        }


class Effect(Struct, frozen=True, kw_only=True):
    """What follows from a triple of one predicate: see Plan."""

    forward: tuple[str, ...]
    backward: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    joins: bool


def plan(rules: Rules) -> Plan:
    """The plan of compiled rules; a chain of more than two steps is not among what the ontology uses."""
    found: dict[str, dict[str, dict[object, None]]] = {
        name: defaultdict(dict) for name in ("forward", "backward", "first", "second", "above")
    }
    for rule in rules.properties:
        _arrange(rule, found)
    for rule in rules.classes:
        if rule.name == "cax-sco":
            found["above"][rule.body[0][2]][rule.head[2]] = None
    above = {name: tuple(classes) for name, classes in found.pop("above").items()}
    return Plan(
        above=above,  # type: ignore[arg-type]
        subject=_typing(rules, "prp-dom", above),  # type: ignore[arg-type]
        object=_typing(rules, "prp-rng", above),  # type: ignore[arg-type]
        **{name: {p: tuple(heads) for p, heads in table.items()} for name, table in found.items()},  # type: ignore[arg-type]
    )


def _arrange(rule: Rule, found: dict[str, dict[str, dict[object, None]]]) -> None:
    subject, predicate, object_ = rule.head
    if len(rule.body) == 1:
        x, p, _ = rule.body[0]
        found["forward" if subject == x else "backward"][p][predicate] = None
        return
    (_, one, joined), (again, two, _) = rule.body
    if len(rule.body) > 2 or joined != again or (subject, object_) != (rule.body[0][0], rule.body[1][2]):
        raise NotImplementedError(f"a rule of another form than x p y, y r z: {rule.name} {rule.head}")
    found["first"][one][two, predicate] = None
    found["second"][two][one, predicate] = None


def _typing(rules: Rules, name: str, above: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for rule in rules.classes:
        if rule.name == name:
            for each in (rule.head[2], *above.get(rule.head[2], ())):
                found[rule.body[0][1]][each] = None
    return {p: tuple(classes) for p, classes in found.items()}


class Base:
    """What holds for every document, closed; read-only once made."""

    def __init__(self, rules: Rules, stated: Iterable[Triple]) -> None:
        self.plan = plan(rules)
        self.disjoint = frozenset(frozenset(pair) for pair in rules.disjoint)
        self.stated = frozenset(stated)
        self.known: frozenset[Triple] = self.stated
        self.joined = {*self.plan.first, *self.plan.second}
        self.effects = self.plan.effects()
        self.objects: Index = {}
        self.subjects: Index = {}
        self.inferred = frozenset(self.close(self.stated).inferred)
        self.known = self.stated | self.inferred
        self.objects, self.subjects = _index(self.known, self.joined)
        self.types: dict[str, list[str]] = defaultdict(list)
        for s, p, o in self.known:
            if p == TYPE:
                self.types[s].append(o)

    def close(self, stated: Iterable[Triple], own: Callable[[str], bool] = bool) -> Closed:
        """What follows from `stated` over the base and is neither stated there nor known of the base.

        A triple that a rule would join in a thing that is not `own` is among the `joins`.
        """
        run = _Run(self, stated, own)
        run.close()
        return Closed(inferred=tuple(run.inferred), joins=tuple(run.joins))

    def clash(self, stated: Iterable[Triple], closed: Closed) -> bool:
        """Whether anything is of two classes that have no member in common."""
        types: dict[str, list[str]] = defaultdict(list)
        for triples in (stated, closed.inferred):
            for s, p, o in triples:
                if p == TYPE:
                    types[s].append(o)
        sets = {frozenset([*classes, *self.types.get(thing, ())]) for thing, classes in types.items()}
        return any(pair <= classes for classes in sets for pair in self.disjoint)


class Closed(Struct, frozen=True, kw_only=True):
    """What follows; and the triples that facts of other documents could join."""

    inferred: tuple[Triple, ...]
    joins: tuple[Triple, ...]


def _index(triples: Iterable[Triple], predicates: set[str]) -> tuple[Index, Index]:
    objects: Index = {p: defaultdict(list) for p in predicates}
    subjects: Index = {p: defaultdict(list) for p in predicates}
    for s, p, o in triples:
        if p in predicates:
            objects[p][s].append(o)
            subjects[p][o].append(s)
    return objects, subjects


class _Run:
    """One closure: what is known grows until every triple has been looked at."""

    def __init__(self, base: Base, stated: Iterable[Triple], own: Callable[[str], bool]) -> None:
        self.base, self.own = base, own
        self.todo = list(dict.fromkeys(stated))
        self.seen = set(self.todo)
        self.inferred: list[Triple] = []
        self.joins: list[Triple] = []
        self.typed: set[tuple[str, tuple[str, ...]]] = set()
        self.objects, self.subjects = _index((), base.joined)

    def close(self) -> None:
        above, effects = self.base.plan.above, self.base.effects
        for s, p, o in self.todo:  # the list grows while it is walked
            if p == TYPE:
                if classes := above.get(o):
                    self._types(s, classes)
                continue
            if (effect := effects.get(p)) is None:
                continue
            if effect.subject:
                self._types(s, effect.subject)
            if effect.object and o[0] != '"':
                self._types(o, effect.object)
            for q in effect.forward:
                self._add((s, q, o))
            for q in effect.backward:
                self._add((o, q, s))
            if effect.joins:
                self._join(s, p, o)

    def _add(self, triple: Triple) -> None:
        if triple not in self.seen and triple not in self.base.known:
            self.seen.add(triple)
            self.inferred.append(triple)
            self.todo.append(triple)

    def _types(self, thing: str, classes: tuple[str, ...]) -> None:
        """All above each class is among the classes, so nothing more follows from them."""
        if (thing, classes) in self.typed:
            return
        self.typed.add((thing, classes))
        for each in classes:
            triple = (thing, TYPE, each)
            if triple not in self.seen and triple not in self.base.known:
                self.seen.add(triple)
                self.inferred.append(triple)

    def _join(self, s: str, p: str, o: str) -> None:
        plan, base = self.base.plan, self.base
        self.objects[p][s].append(o)
        self.subjects[p][o].append(s)
        if rules := plan.first.get(p):
            for r, q in rules:
                for z in (*self.objects[r].get(o, ()), *base.objects.get(r, {}).get(o, ())):
                    self._add((s, q, z))
            if not self.own(o):
                self.joins.append((s, p, o))
        if rules := plan.second.get(p):
            for r, q in rules:
                for x in (*self.subjects[r].get(s, ()), *base.subjects.get(r, {}).get(s, ())):
                    self._add((x, q, o))
            if not self.own(s):
                self.joins.append((s, p, o))
