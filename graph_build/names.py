"""Bodies, offices, States and groups, found by the registers' names in one pass over each passage.

The only door for ahocorasick-rs. Every name stands in one automaton in each of its printed forms; of the hits that
stand at word boundaries the leftmost and longest hold. What a document defines for itself, its short ways of speaking
("the Committee", "its Executive Directorate") and the document's date decide among the bearers (names_context).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

import ahocorasick_rs
from msgspec import Struct

from graph_build import names_classes as classes
from graph_build import names_forms as forms
from graph_build import names_series as series
from graph_build import names_unknown as unknown
from graph_build.curated_checks import interval
from graph_build.model import Entry, FrontMatter, Mention, Name, Passage, Registers, Unresolved
from graph_build.names_context import OF, Context
from graph_build.names_days import day_of, organ_of, year_of
from graph_build.names_hits import Bearer, Hit, Kind

_ACTOR_FILES = ("bodies.yaml", "offices.yaml", "states.yaml", "groups.yaml")
_OF_FILE: dict[str, Kind] = {"groups.yaml": "group", "states.yaml": "state"}
_KINDS: dict[str, Kind] = {
    "preferred": "name",
    "short": "name",
    "former": "name",
    "acronym": "acronym",
    "local": "local",
}
#: What stands for a known name where names are told by their shape: a name may begin with a body's, not with a
#: group's; a local name may be the beginning of another's.
_MASKS = dict.fromkeys(("name", "acronym", "mask", "defined"), unknown.KNOWN) | {
    "state": unknown.STATE,
    "group": ".",
    "local": ".",
    "implied": ".",
}
#: Of hits with the same span, those that are known come first.
_RANK = {"defined": 0, "local": 2, "implied": 2, "capitals": 3, "unknown": 3, "thing": 3, "head": 4}
#: What a local name may be followed by that is not part of it: "the Office on" a State.
_ABOUT = re.compile(rf" (?:on|in|to|for) (?:the )?(?:{unknown.STATE}+|Member States?)\Z")
#: Who speaks in a document that no organ speaks in: reports and notes come from the Secretariat.
WRITER = "secretariat"
UNITED_NATIONS = "united-nations"
#: What makes the name of a post that of another: "Deputy Executive Director".
_OF_ANOTHER = ("Deputy ", "Assistant ", "Associate ", "Vice-", "Vice ")
#: What makes "the Secretary-General" another one: "of the Pacific Islands Forum".
_OF_OTHERS = re.compile(
    r" of (?:the )?(?!United Nations|UN\b|Organization\b|Committee\b|Security|January|February|March"
    r"|April|May|June|July|August|September|October|November|December)[A-Z]"
)
#: What is done by a post to what follows "of": "the appointment by the Secretary-General of the Coordinator".
_DONE_BY = re.compile(r"(?:ment|tion|sion|ing) by (?:the |its )?\Z")
#: The mark of a footnote, set close to a name.
_NOTE_MARK = re.compile(r"(?<=[a-z])\d{1,3}(?!\w)")
_CAPITAL_BEFORE = re.compile(r"[a-z,'] [A-Z][a-z]+ \Z")
_OPENS = re.compile(r"(?:\A|[.;:)\"] ?)\Z")
_SILENT = ("front", "back", "title", "heading")  # capitals say nothing there


class Names(Struct, frozen=True):
    """The compiled names of the registers: share it between documents; build it anew in each process."""

    automaton: ahocorasick_rs.AhoCorasick
    bearers: tuple[tuple[Bearer, ...], ...]
    openings: frozenset[int]  # forms that only the beginning of a sentence can have
    parents: dict[str, frozenset[str]]
    owners: dict[str, frozenset[str]]
    acronyms: frozenset[str]
    locals: dict[str, tuple[Bearer, ...]]
    classes: dict[str, tuple[Bearer, ...]]  # the groups to which names belong by their shape
    makers: dict[str, frozenset[str]]
    nouns: dict[str, str]
    offices: frozenset[str]
    series: series.Series

    @classmethod
    def compile(cls, registers: Registers) -> Names:
        """The names of all actors, ready to be found."""
        table: dict[str, list[Bearer]] = defaultdict(list)
        begun = _begun(registers)
        for entry in registers.entries:
            if entry.file in _ACTOR_FILES and entry.kind != "InstrumentGroup":
                _collect(entry, table, begun.get(entry.id))
        for entry in registers.entries:
            if entry.file == "bodies.yaml" and (noun := unknown.head(forms.fold(entry.name))):
                start = entry.valid_from or begun.get(entry.id)
                table[noun].append(Bearer(entry.id, "implied", start, entry.valid_until))
        for head in unknown.HEADS:
            table[head].append(Bearer(actor="", kind="head"))
        for name in registers.passed_over:
            for form in forms.spellings(name.text, group=False):
                table[form] = [Bearer(actor="", kind="mask")]
        return cls(
            automaton=ahocorasick_rs.AhoCorasick(list(table)),
            bearers=tuple(tuple(sorted(bearers, key=_last)) for bearers in table.values()),
            openings=_openings(registers, table),
            parents=_targets(registers, ("partOf", "subsidiaryOf")),
            owners=_targets(registers, ("partOf", "secretariatOf", "supports", "heads")),
            acronyms=frozenset(form for form, bearers in table.items() if _is_acronym(form, bearers[0])),
            classes={e.id: (Bearer(e.id, "group"),) for e in registers.entries if e.file == "groups.yaml"},
            locals={form: local for form, bearers in table.items() if (local := _only_local(bearers))},
            makers=_makers(registers),
            nouns={e.id: noun for e in registers.entries if (noun := unknown.head(forms.fold(e.name)))},
            offices=frozenset(entry.id for entry in registers.entries if entry.file == "offices.yaml"),
            series=series.compile(registers),
        )

    def above(self, actor: str) -> frozenset[str]:
        """What an actor belongs to."""
        return self.owners.get(actor, frozenset()) | self.parents.get(actor, frozenset())

    def over(self, actor: str) -> set[str]:
        """All that an actor belongs to, however far above it."""
        found: set[str] = set()
        new = {actor}
        while new:
            found |= new
            new = set().union(*map(self.above, new)) - found
        return found

    def hits(self, folded: str) -> list[Hit]:
        """All names in the folded text that stand at word boundaries, leftmost and longest, without overlap."""
        found = []
        size, bearers_of = len(folded), self.bearers
        for index, start, end in self.automaton.find_matches_as_indexes(folded, overlapping=True):
            before, after = start and folded[start - 1].isalnum(), end < size and folded[end].isalnum()
            bearers = bearers_of[index]
            if before or (after and not (bearers[0].kind == "name" and _NOTE_MARK.match(folded, end))):
                continue
            if bearers[0].actor in self.offices and folded.endswith(_OF_ANOTHER, 0, start):
                continue
            if bearers[0].kind == "name" and _part(folded, start, end):
                continue
            if bearers[0].kind == "acronym" and forms.in_symbol(folded, start, end):
                continue
            if index in self.openings and not _OPENS.search(folded, max(0, start - 3), start):
                continue
            if bearers[0].kind == "name" and bearers[0].actor in self.offices and _others(folded, start, end):
                bearers = (Bearer(folded[start:end], "unknown"),)
            found.append(Hit(start, end, bearers))
        return found


def _part(folded: str, start: int, end: int) -> bool:
    """Whether a name of one plain word only ends another's: the Quartet of "the Harbour Quartet"."""
    word = folded[start:end]
    plain = word.isalpha() and word[1:].islower()
    return plain and bool(_CAPITAL_BEFORE.search(folded, max(0, start - 40), start))


def _others(folded: str, start: int, end: int) -> bool:
    """Whether a post of one word is somebody else's: the Secretary-General of "the Harbour Office"."""
    if " " in folded[start:end] or not _OF_OTHERS.match(folded, end):
        return False
    return _DONE_BY.search(folded, max(0, start - 48), start) is None


def _targets(registers: Registers, predicates: tuple[str, ...], *, inverse: bool = False) -> dict[str, frozenset[str]]:
    """What each subject has in these relations; with `inverse`, which subjects each object has."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in registers.relations:
        if relation.predicate in predicates:
            subject, target = relation.subject, relation.object
            found[target if inverse else subject].add(subject if inverse else target)
    return {key: frozenset(values) for key, values in found.items()}


def _begun(registers: Registers) -> dict[str, date]:
    """The day before which a body cannot have been: that of what established it, or the first of its year."""
    adopted = {entry.id: entry.adopted for entry in registers.entries}
    found: dict[str, date] = {}
    for relation in registers.relations:
        if relation.predicate == "establishedBy" and (
            first := adopted.get(relation.object) or year_of(relation.object)
        ):
            found[relation.subject] = min(first, found.get(relation.subject, first))
    return found


def _makers(registers: Registers) -> dict[str, frozenset[str]]:
    """What each instrument makes; the resolution that a treaty is annexed to makes what the treaty does."""
    made = _targets(registers, ("establishedBy", "mandatedBy", "renewedBy"), inverse=True)
    carried = _targets(registers, ("annexedTo",), inverse=True)
    for symbol, treaties in carried.items():
        made[symbol] = made.get(symbol, frozenset()).union(*(made.get(treaty, ()) for treaty in treaties))
    return made


def _openings(registers: Registers, table: dict[str, list[Bearer]]) -> frozenset[int]:
    """Where in the table stand common names with a capital that the register does not give them."""
    given = {forms.fold(name.text) for entry in registers.entries for name in entry.names}
    return frozenset(
        index
        for index, form in enumerate(table)
        if table[form][0].kind == "group" and form[0].isupper() and form not in given and _lower(form) in table
    )


def _lower(form: str) -> str:
    return form[0].lower() + form[1:]


def _last(bearer: Bearer) -> int:
    """Who names by itself comes before who does so only in context, and before a mere noun."""
    return {"local": 1, "implied": 2, "head": 3}.get(bearer.kind, 0)


def _is_acronym(form: str, first: Bearer) -> bool:
    return first.kind == "acronym" or (first.kind == "local" and form.isupper())


def _only_local(bearers: list[Bearer]) -> tuple[Bearer, ...]:
    return tuple(bearer for bearer in bearers if bearer.kind == "local")


def _collect(entry: Entry, table: dict[str, list[Bearer]], begun: date | None) -> None:
    for name in entry.names:
        if name.language != "en" or name.kind == "title":
            continue
        kind: Kind = _OF_FILE.get(entry.file) or _KINDS[name.kind]
        first, last = interval(entry, name)
        bearer = Bearer(entry.id, kind, first or begun, last)
        for form in _forms(name, kind):
            if all(other.actor != entry.id for other in table[form]):
                table[form].append(bearer)


def _forms(name: Name, kind: Kind) -> Iterable[str]:
    if kind in ("acronym", "local"):
        return {forms.fold(name.text): None}
    return forms.spellings(name.text, group=kind == "group")


def find(
    passages: tuple[Passage, ...], front: FrontMatter, names: Names
) -> tuple[tuple[Mention, ...], tuple[Unresolved, ...]]:
    """Every naming of a body, office, State or group, in document order; and the names that nobody bears.

    Offsets are in the passage's text. What looks like a name and is in no register is a Mention without actor and an
    Unresolved of kind "name".
    """
    context = Context(
        parents=names.parents,
        owners=names.owners,
        acronyms=names.acronyms,
        makers=names.makers,
        made=names.makers.get(front.symbol or "", frozenset()),
        speaker=front.issuer or next((passage.voice for passage in passages if passage.voice), WRITER),
        organ=organ_of(front),
        nouns=names.nouns,
        offices=names.offices,
        envoys=classes.ENVOYS if classes.ENVOYS in names.classes else None,
        presiding=classes.PRESIDING if classes.PRESIDING in names.classes else None,
        on=day_of(front),
    )
    mentions: list[Mention] = []
    for passage, folded in zip(passages, forms.fold_all([passage.text for passage in passages]), strict=True):
        mentions.extend(_passage(passage, folded, names, context))
    return tuple(mentions), tuple(
        Unresolved(paragraph=m.paragraph, start=m.start, end=m.end, text=m.text, kind="name")
        for m in mentions
        if m.actor is None
    )


def _passage(passage: Passage, folded: str, names: Names, context: Context) -> Iterator[Mention]:
    hits = names.hits(folded)
    hits += [hit for hit in context.own(folded) if not _part(folded, hit.start, hit.end)]
    hits += [Hit(start, end, bearers) for start, end, bearers in names.series.find(folded)]
    chosen = _longest(folded, hits)
    if passage.part not in _SILENT:
        heads = [hit.start for hit in hits if hit.bearers[-1].kind == "head"]
        shapes = list(_shapes(folded, chosen, names, heads)) if heads or unknown.capitals(folded) else []
        if shapes and not unknown.shouting(passage.text):
            chosen = _longest(folded, chosen + shapes)
    chosen = _strangers(folded, chosen, names)
    context.inner = _inner(chosen, hits)
    yield from context.resolve(passage, folded, chosen)


def _strangers(folded: str, chosen: list[Hit], names: Names) -> list[Hit]:
    """The hits, an office behind a body it is none of as one unknown name: "OIC Secretary-General"."""
    found: list[Hit] = []
    for hit in chosen:
        if hit.bearers[0].actor in names.offices and found and _strange(folded, found[-1], hit, names):
            start = found.pop().start
            found.append(Hit(start, hit.end, (Bearer(folded[start : hit.end], "unknown"),)))
        else:
            found.append(hit)
    return found


def _strange(folded: str, body: Hit, office: Hit, names: Names) -> bool:
    """Whether a body outside the United Nations, to which the office does not belong, stands right before it."""
    if folded[body.end : office.start] not in (" ", "'s ", "' ") or body.bearers[0].kind not in ("name", "acronym"):
        return False
    bodies = {bearer.actor for bearer in body.bearers}
    inside = any(actor in names.offices or UNITED_NATIONS in names.over(actor) for actor in bodies)
    return not inside and not bodies & names.over(office.bearers[0].actor)


def _inner(chosen: list[Hit], hits: list[Hit]) -> dict[int, list[str]]:
    """The bearers of the names that longer ones hold, by where the longer begin: the Council in "… of the Council"."""
    kept = set(map(id, chosen))
    rest = [hit for hit in hits if id(hit) not in kept]
    if not rest:
        return {}
    ends = {hit.start: hit.end for hit in chosen}
    starts = sorted(ends)
    held: dict[int, list[str]] = defaultdict(list)
    for hit in rest:
        place = bisect_right(starts, hit.start) - 1
        if place >= 0 and starts[place] < hit.start < ends[starts[place]] and hit.bearers[0].kind == "name":
            held[starts[place]] += [bearer.actor for bearer in hit.bearers[:1] if len(hit.bearers) == 1]
    return held


def _shapes(folded: str, known: list[Hit], names: Names, heads: list[int]) -> Iterator[Hit]:
    """What has the shape of a name outside the names that are known; a local name may stand without an article."""
    parts, at = [], 0
    for hit in known:
        mask = _MASKS.get(hit.bearers[0].kind)
        if mask and not (mask == "." and OF.match(folded, hit.end)):
            parts += [folded[at : hit.start], mask * (hit.end - hit.start)]
            at = hit.end
    masked = "".join(parts) + folded[at:]
    loose = any(masked[start] == folded[start] for start in heads)
    for start, end, head in unknown.phrases(masked) if loose else ():
        of_class = classes.group(folded[start:end], masked[start:end])
        if bearers := names.classes.get(of_class or "") or _within(known, folded, start, end, names):
            yield Hit(start, end, bearers)
            continue
        if about := _ABOUT.search(masked, start, end):
            end = about.start() if folded[start : about.start()] in names.locals else end
        if classes.vacant(folded, start, end):
            continue
        local = names.locals.get(folded[start:end]) or names.locals.get(_bare(folded[start:end]), ())
        kind: Kind = "thing" if classes.thing(folded, start, end) else "unknown"
        yield Hit(start, end, (Bearer(actor=head, kind=kind), *local))
    for start, end in unknown.acronyms(masked):
        yield Hit(start, end, (Bearer(actor=folded[start:end], kind="capitals"),))


def _bare(phrase: str) -> str:
    """A name of several words without the Organization's before it: "United Nations Panel of Experts"."""
    rest = phrase.removeprefix("United Nations ").removeprefix("UN ")
    return rest if " " in rest else phrase


def _within(known: list[Hit], folded: str, start: int, end: int, names: Names) -> tuple[Bearer, ...]:
    """Whom a body's name and a local name behind it mean: the Executive Council of OPCW by "OPCW Executive Council"."""
    for hit in known:
        if hit.start == start and hit.bearers[0].kind in ("name", "acronym"):
            whole = {bearer.actor for bearer in hit.bearers}
            local = names.locals.get(folded[hit.end + 1 : end], ())
            parts = [bearer for bearer in local if whole & names.above(bearer.actor)]
            if len({bearer.actor for bearer in parts}) == 1:
                return tuple(Bearer(b.actor, "name", b.start, b.end) for b in parts)
    return ()


def _beginning(hit: Hit, folded: str) -> int:
    """Where a name begins; of a group's, without the words that narrow it: "relevant" of "relevant entities"."""
    if hit.bearers[0].kind == "group" and (narrow := forms.NARROW.match(folded, hit.start, hit.end)):
        return narrow.end()
    return hit.start


def _longest(folded: str, hits: list[Hit]) -> list[Hit]:
    """Leftmost, then longest; a local name counts only where something makes it definite."""
    kept: list[Hit] = []
    at = 0
    if len(hits) > 1:
        hits = sorted(hits, key=lambda h: (_beginning(h, folded), -h.end, _RANK.get(h.bearers[0].kind, 1)))
    for hit in hits:
        if hit.start < at or hit.bearers[0].kind == "head":
            continue
        if hit.bearers[0].kind in ("local", "implied") and not _definite(hit, folded):
            continue
        kept.append(hit)
        at = hit.end
    return kept


def _definite(hit: Hit, folded: str) -> bool:
    """Whether a local name is a name here: after an article or the like, or as an acronym."""
    return folded[hit.start : hit.end].isupper() or bool(
        forms.DEFINITE.search(folded, max(0, hit.start - 12), hit.start)
    )
