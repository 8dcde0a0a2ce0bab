"""What must hold of the registers as a whole: known ids, ordered intervals, one bearer of a name, no circles."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from graph_build import symbols
from graph_build.curated_rows import ENTRY_FILES, PREDICATES
from graph_build.errors import RegisterError
from graph_build.model import Entry, Name, Registers, Relation

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_STATE = re.compile(r"[A-Z]{3}")
_NUMBER = re.compile(r"[IVXLC]+-\d+(?:-[a-z])?")
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
#: As a reading names it, with the letter of a lettered part before it, or an article, section or rule.
_PARAGRAPH = re.compile(
    r"(?:draft-)?(?:[a-z]-)?(?:front|title|pp|op|annex|fn|heading|back|article|section|rule)-[0-9a-z-]+"
)
#: Kinds of names that name a thing by themselves, and so at most one thing at a time.
SINGULAR = ("preferred", "acronym", "short", "former")
#: Predicates that together must not run in a circle on any day.
HIERARCHIES = (("partOf", "subsidiaryOf"), ("succeeds",), ("supersedes",))


def check(registers: Registers) -> None:
    """Raises RegisterError for the first thing that cannot stand; says nothing where all is well."""
    known = _ids(registers.entries)
    for entry in registers.entries:
        _entry(entry, known)
    for relation in registers.relations:
        _relation(relation, known)
    for session in registers.sessions:
        where = f"sessions.yaml, {session.organ} {session.kind} {session.number}"
        if session.organ not in known:
            raise RegisterError(where, f"found {session.organ!r} in field organ", "the id of a body", "add the body")
        _ordered(f"{where}, fields opens and closes", session.opens, session.closes)
        _sources(where, session.source)
    for review in registers.reviews:
        actor = review.change.get("actor")
        if known and isinstance(actor, str) and actor not in known:
            where = f"{review.file} row {review.row}, field change"
            raise RegisterError(
                where, f"found the actor {actor!r}", "an id of the registers", "correct it or add a row"
            )
    _unique_names(registers.entries)
    for steps in HIERARCHIES:
        _no_circle([relation for relation in registers.relations if relation.predicate in steps])
    for relation in registers.relations:
        if relation.predicate == "succeeds":
            _in_order(relation, known)


def _where(row: Entry | Relation) -> str:
    named = row.id if isinstance(row, Entry) else f"{row.subject} {row.predicate} {row.object}"
    return f"{row.file} row {row.row} ({named})"


def _ids(entries: Iterable[Entry]) -> dict[str, Entry]:
    known: dict[str, Entry] = {}
    for entry in entries:
        if entry.id in known:
            other = _where(known[entry.id])
            raise RegisterError(
                f"{_where(entry)}, field id", f"found {entry.id!r} twice", "an id of its own", f"see {other}"
            )
        known[entry.id] = entry
    return known


def _is_symbol(text: str) -> bool:
    try:
        return symbols.canonical(text) == text
    except ValueError:
        return False


def _entry(entry: Entry, known: dict[str, Entry]) -> None:
    where = _where(entry)
    good = _STATE if entry.kind == "State" else _ID
    if not good.fullmatch(entry.id) and not (entry.file in _INSTRUMENT_FILES and _is_symbol(entry.id)):
        expected = (
            "three capital letters" if good is _STATE else "an acronym in lower case, kebab case, or a canonical symbol"
        )
        raise RegisterError(f"{where}, field id", f"found {entry.id!r}", expected)
    if entry.kind == "State" and entry.code != entry.id:
        raise RegisterError(f"{where}, field code", f"found {entry.code!r}", f"the id again, {entry.id!r}")
    if entry.symbol is not None and not _is_symbol(entry.symbol):
        raise RegisterError(f"{where}, field symbol", f"found {entry.symbol!r}", "a canonical document symbol")
    for member in entry.members:
        if member not in known and not _is_symbol(member):
            raise RegisterError(f"{where}, field members", f"found {member!r}", "the id of a row or a symbol")
    addresses = [("same_as", iri) for iri in entry.same_as] + [("page", iri) for iri in (entry.page,) if iri]
    for field, iri in addresses:
        if not _IRI.fullmatch(iri):
            raise RegisterError(f"{where}, field {field}", f"found {iri!r}", "an address that begins with https://")
    _treaty(entry, where)
    _ordered(f"{where}, fields from and until", entry.valid_from, entry.valid_until)
    _names(entry, where)
    _sources(where, entry.source)


def _treaty(entry: Entry, where: str) -> None:
    """A treaty enters into force after its adoption, and its number has the form of the list."""
    if entry.adopted and entry.in_force and entry.in_force < entry.adopted:
        found = f"found {entry.in_force}, before adopted: {entry.adopted}"
        raise RegisterError(f"{where}, field in_force", found, "a day that is not before that of adoption")
    if entry.treaty_number is not None and not _NUMBER.fullmatch(entry.treaty_number):
        expected = "chapter and number of the list, such as XVIII-9 or XVIII-12-a"
        raise RegisterError(f"{where}, field treaty_number", f"found {entry.treaty_number!r}", expected)


def _names(entry: Entry, where: str) -> None:
    for name in entry.names:
        _ordered(f"{where}, name {name.text!r}, fields from and until", name.valid_from, name.valid_until)
        if name.text != " ".join(name.text.split()):
            raise RegisterError(f"{where}, name", f"found {name.text!r}", "words with single spaces between them")
        if name.kind == "preferred" and name.language == "en" and name.text.lower().startswith("the "):
            raise RegisterError(
                f"{where}, field name", f"found {name.text!r}", "a name without article", "leave it out"
            )


_INSTRUMENT_FILES = [file for file, kinds in ENTRY_FILES.items() if "Resolution" in kinds]


def _relation(relation: Relation, known: dict[str, Entry]) -> None:
    where = _where(relation)
    if relation.predicate not in PREDICATES:
        raise RegisterError(
            f"{where}, field predicate", f"found {relation.predicate!r}", f"one of {', '.join(PREDICATES)}"
        )
    pointing = relation.predicate if relation.file in ENTRY_FILES else "object"
    for field, value in (("subject", relation.subject), (pointing, relation.object)):
        if value not in known and not _is_symbol(value):
            raise RegisterError(
                f"{where}, field {field}", f"found {value!r}", "the id of a row or a canonical symbol", "add the row"
            )
    if relation.subject == relation.object:
        raise RegisterError(where, "subject and object are the same", "two things")
    _ordered(f"{where}, fields from and until", relation.valid_from, relation.valid_until)
    _sources(where, relation.source)


def _ordered(where: str, start: date | None, end: date | None) -> None:
    if start is not None and end is not None and start > end:
        raise RegisterError(where, f"found {start} until {end}", "a first day that is not after the last")


def _sources(where: str, sources: tuple[str, ...]) -> None:
    if not sources:
        raise RegisterError(
            f"{where}, field source", "found none", "a symbol with an optional paragraph, or an address"
        )
    for source in sources:
        if not _is_source(source):
            work, _, place = source.partition(" ")
            known = place and _is_source(work)
            raise RegisterError(
                f"{where}, field source",
                f"found {place!r} after {work}" if known else f"found {source!r}",
                "the id of a paragraph, such as op-3"
                if known
                else "a symbol with an optional paragraph, or an address",
            )


def _is_source(source: str) -> bool:
    if source.startswith("http"):
        return bool(_IRI.fullmatch(source))
    work, _, place = source.partition(" ")
    if place and not _PARAGRAPH.fullmatch(place):
        return False
    return work in _NAMED_WORKS or _is_symbol(work)


#: Works without a symbol that a source may name by register id.
_NAMED_WORKS = ("un-charter", "rules-of-procedure-general-assembly")


#: The first and the last day of an interval, where they are known.
Days = tuple[date | None, date | None]


def _overlap(one: Days, other: Days) -> bool:
    first, last = date.min, date.max
    return (one[0] or first) <= (other[1] or last) and (other[0] or first) <= (one[1] or last)


def interval(entry: Entry, name: Name) -> Days:
    """The days on which `name` names `entry`: its own, else those of the entry. A former name may outlive its use."""
    return name.valid_from or entry.valid_from, name.valid_until or (
        None if name.kind == "former" else entry.valid_until
    )


def _unique_names(entries: Iterable[Entry]) -> None:
    bearers: dict[str, list[tuple[Entry, Name]]] = defaultdict(list)
    for entry, name in _english(entries):
        key = name.text if name.kind == "acronym" else name.text.casefold()
        for other, theirs in bearers[key]:
            if other is not entry and _overlap(interval(entry, name), interval(other, theirs)):
                raise RegisterError(
                    f"{_where(entry)}, name {name.text!r}",
                    f"also names {other.id} at the same time ({_where(other)})",
                    "a name with one bearer at a time",
                    "give from and until, or make it local",
                )
        bearers[key].append((entry, name))


def _english(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Name]]:
    for entry in entries:
        for name in entry.names:
            if name.language == "en" and name.kind in SINGULAR:
                yield entry, name


def _no_circle(relations: list[Relation]) -> None:
    up: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        up[relation.subject].append(relation)
    for start in up:
        _climb(start, up, [], (None, None))


def _climb(at: str, up: dict[str, list[Relation]], path: list[Relation], days: Days) -> None:
    """Follows the steps up from `at` that hold on some of `days`, those on which the whole path held."""
    for step in up.get(at, []):
        shared = _shared(days, (step.valid_from, step.valid_until))
        if shared is None:
            continue
        if any(earlier.subject == step.object for earlier in [*path, step]):
            route = " -> ".join([*(earlier.subject for earlier in [*path, step]), step.object])
            raise RegisterError(_where(step), f"runs in a circle: {route}", "a hierarchy without circles on any day")
        _climb(step.object, up, [*path, step], shared)


def _shared(one: Days, other: Days) -> Days | None:
    """The days of both intervals; None where they have none in common."""
    if not _overlap(one, other):
        return None
    first = max((day for day in (one[0], other[0]) if day is not None), default=None)
    last = min((day for day in (one[1], other[1]) if day is not None), default=None)
    return first, last


def _in_order(relation: Relation, known: dict[str, Entry]) -> None:
    """A successor neither begins nor ends before what it succeeds."""
    new, old = known.get(relation.subject), known.get(relation.object)
    if new is None or old is None:
        return
    for word, mine, theirs in (
        ("begins", new.valid_from, old.valid_from),
        ("ends", new.valid_until, old.valid_until),
    ):
        if mine is not None and theirs is not None and mine < theirs:
            raise RegisterError(
                f"{_where(relation)}, field succeeds",
                f"{new.id} {word} on {mine}, before {old.id} on {theirs}",
                "a successor that begins and ends after what it succeeds",
                "correct from or until of one of the two",
            )
