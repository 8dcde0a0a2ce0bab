"""Who is meant: the bearers of a name judged by the document's date, its own definitions and what it named before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct, field

from graph_build import symbols
from graph_build.model import FrontMatter, Mention, Passage
from graph_build.names_forms import NARROWERS, NARROWING, POSSESSIVE

Kind = Literal[
    "name", "acronym", "local", "group", "mask", "unknown", "capitals", "defined", "head", "state", "implied"
]

#: How often an organ must have meant the same body by "the Committee" before it means no other one.
SETTLED = 2
#: How many short forms a document may define, so that a hostile one costs no more than its length.
DEFINITIONS = 400
_ACRONYM = r"[A-Z][\w&/\-]*[A-Z][\w\-]*"
#: What follows a name in brackets and becomes its short form: (UNODC), (hereinafter "the Committee"), ("the Fund").
_BRACKET = re.compile(
    rf"""
    ,?[ ]?\(
    (?: (?:herein|here)after[ ,]*(?:referred[ ]to[ ]as|called)?[ ]? | (?:also[ ])?known[ ]as[ ] )?
    (?: (?:the[ ])? "? (?:the[ ])? (?P<term> {_ACRONYM} ) "? | (?:the[ ])? " (?:the[ ])? (?P<words> [A-Z][\w \-]+ ) " )
    (?: ,?[ ]or[ ](?:the[ ])? "? (?:the[ ])? (?P<second> [A-Z][\w \-]+ ) "? )?
    \)
    """,
    re.VERBOSE,
)
_AFTER = re.compile(
    r',? ?\(?(?:herein|here)after,? (?:referred to as |called )?(?:the )?"?(?:the )?'
    r"(?P<term>[A-Z][\w\-]*(?: [A-Z][\w\-]*)*)"
)
#: How a text goes on that matches either; told at once.
_DEFINING = (" (", " h", ",", "(", "h")
#: What makes "the Office" another one: "the Office of the President".
OF = re.compile(r"( (?:of|on|for|against) (?:the |its )?)(?=[A-Z\d])")
#: A title goes on: "the Programme Aspects of the Budget".
_GOES_ON = re.compile(r" [A-Z][a-z]")
_LOWER_BEFORE = re.compile(r"[a-z]\)? \(\Z")


class Bearer(Struct, frozen=True):
    """Somebody who bears a name between two days, inclusive; None where open."""

    actor: str
    kind: Kind
    start: date | None = None
    end: date | None = None

    def holds(self, on: date) -> bool:
        """True where the name names this actor on that day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


class Hit(Struct, frozen=True):
    """A name at `start` to `end` of a folded text and who may be meant."""

    start: int
    end: int
    bearers: tuple[Bearer, ...]


def day_of(front: FrontMatter) -> date | None:
    """The day on which a document's names are judged: its adoption or issue, else the end of its symbol's year."""
    if front.adopted or front.issued:
        return front.adopted or front.issued
    try:
        symbol = symbols.parse(front.symbol or "")
    except ValueError:
        return None
    year = symbol.year
    if year is None and front.session is not None and symbol.organ == "general-assembly":
        year = 1945 + front.session
    return date(year, 12, 31) if year and 1945 <= year <= 2200 else None


class Context(Struct, kw_only=True):
    """What a document has said so far: which actor was named last and when, and what it defined."""

    parents: dict[str, frozenset[str]]  # body -> what it is a part or an organ of
    owners: dict[str, frozenset[str]]  # body or post -> what it belongs to, such that "its" names it
    acronyms: frozenset[str]
    made: frozenset[str]  # what the document itself establishes
    speaker: str  # the organ whose document it is
    on: date | None
    usage: dict[str, tuple[str, int]] = field(default_factory=dict)  # local name -> whom it meant, how often in a row
    clock: int = 0
    last: dict[str, int] = field(default_factory=dict)  # actor, or "?head" for an unknown one -> when last named
    defined: dict[str, str | None] = field(default_factory=dict)  # short form -> actor
    known: dict[str, tuple[list[str], frozenset[str]]] = field(default_factory=dict)  # candidates
    ordinary: set[str] = field(default_factory=set)  # acronyms of things that are no actors
    search: re.Pattern[str] | None = None  # finds what is defined; to be made anew where that has changed
    changed: bool = False

    def own(self, folded: str) -> list[Hit]:
        """Where the document's own short forms stand."""
        if self.changed:
            terms = sorted(map(re.escape, self.defined), key=len, reverse=True)
            self.search = re.compile(rf"(?<![\w/])(?:{'|'.join(terms)})(?!\w)")
            self.changed = False
        if self.search is None:
            return []
        return [Hit(m.start(), m.end(), (Bearer(m[0], "defined"),)) for m in self.search.finditer(folded)]

    def resolve(self, passage: Passage, folded: str, hits: list[Hit]) -> Iterator[Mention]:
        """A Mention for each hit that names an actor; the context afterwards knows of them."""
        for index, hit in enumerate(hits):
            following = hits[index + 1 : index + 2]
            verdict = self._actor(hit, following, passage, folded)
            if verdict is None:
                continue
            actor, rule = verdict
            if actor is None and rule == "unknown":
                actor, rule = self._by_bracket(hit, following, folded)
            self._remember(actor, hit, folded)
            start = hit.start
            if rule == "group" and folded.endswith(NARROWERS, 0, start):
                before = NARROWING.search(folded, max(0, start - 60), start)
                start = before.start() if before else start
            yield Mention(
                paragraph=passage.id,
                start=start,
                end=hit.end,
                text=passage.text[start : hit.end],
                actor=actor,
                rule=f"names.{rule}",
            )

    def _actor(self, hit: Hit, following: list[Hit], passage: Passage, folded: str) -> tuple[str | None, str] | None:
        """Who is meant and by which rule; None where no actor is named."""
        first = hit.bearers[0]
        text = folded[hit.start : hit.end]
        if first.kind == "mask":
            return None
        if first.kind == "defined":
            return self.defined[text], "defined"
        if text in self.defined:
            return self.defined[text], "defined"
        if first.kind == "unknown":
            local = Hit(hit.start, hit.end, hit.bearers[1:])
            found = self._local(local, following, passage, folded) if local.bearers else None
            return found if found and found[0] else (None, "unknown")
        if first.kind == "capitals":
            return self._capitals(hit, folded, text)
        if first.kind in ("local", "implied"):
            return self._local(hit, following, passage, folded)
        if first.kind == "group":
            return first.actor, "group"
        return self._timely(hit.bearers), first.kind

    def _timely(self, bearers: tuple[Bearer, ...]) -> str:
        """Among the bearers of a name the one on the document's day; else the one that bears it longest from then."""
        if len(bearers) == 1:
            return bearers[0].actor
        named = [bearer for bearer in bearers if bearer.kind != "local"] or list(bearers)
        if self.on is not None:
            named = [bearer for bearer in named if bearer.holds(self.on)] or named
        return max(named, key=lambda bearer: bearer.end or date.max).actor

    def _capitals(self, hit: Hit, folded: str, text: str) -> tuple[str | None, str] | None:
        if text in self.ordinary:
            return None
        if _LOWER_BEFORE.search(folded, max(0, hit.start - 4), hit.start) and folded[hit.end : hit.end + 1] == ")":
            self.ordinary.add(text)
            return None
        return None, "capitals"

    def _local(self, hit: Hit, following: list[Hit], passage: Passage, folded: str) -> tuple[str | None, str] | None:
        """Who is meant by "the Committee": whom the words after it name, the speaker, or the nearest named before."""
        form = folded[hit.start : hit.end]
        actors, implied = self._candidates(form, hit.bearers)
        if after := OF.match(folded, hit.end):
            return self._of(actors, [other for other in following if other.start == after.end()])
        if len(made := self.made.intersection(actors)) == 1:
            return next(iter(made)), "made"
        possessive = POSSESSIVE.search(folded, max(0, hit.start - 8), hit.start)
        if passage.voice in actors and not possessive:
            return passage.voice, "voice"
        usual, times = self.usage.get(form, ("", 0))
        if passage.voice and times >= SETTLED and usual in actors and not possessive:
            return usual, "antecedent"
        head = form.split()[-1]
        ways = (self._owned(actors), self._named(implied, head), self._served(actors))
        for found in ways if possessive else (ways[1], ways[0], ways[2]):
            if found is not None:
                self.usage[form] = (found, times + 1 if found == usual else 1)
                return found or None, "antecedent"
        family = [actor for actor in actors if self._akin(actor, passage.voice or self.speaker)]
        if len(family) == 1:
            return family[0], "voice"
        return (None, "local") if actors and not _GOES_ON.match(folded, hit.end) else None

    def _candidates(self, form: str, bearers: tuple[Bearer, ...]) -> tuple[list[str], frozenset[str]]:
        """Who bears a local name by the register, and these with all whose full name has it for its head noun."""
        if form not in self.known:
            timely = [bearer for bearer in bearers if self.on is None or bearer.holds(self.on)]
            actors = [bearer.actor for bearer in timely if bearer.kind == "local"]
            self.known[form] = actors, frozenset(actors).union(b.actor for b in timely if b.kind == "implied")
        return self.known[form]

    def _named(self, actors: frozenset[str], head: str) -> str | None:
        """The candidate that was named last; empty where an unknown body with this head noun was; None for neither."""
        last = {when: actor for actor, when in self.last.items() if actor in actors}
        if f"?{head}" in self.last:
            last[self.last[f"?{head}"]] = ""
        return last[max(last)] if last else None

    def _owned(self, actors: list[str]) -> str | None:
        """The one candidate that belongs to the body named last among those to which a candidate belongs."""
        last: dict[int, set[str]] = {}
        for actor in actors:
            for owner in self.owners.get(actor, frozenset()) & self.last.keys():
                last.setdefault(self.last[owner], set()).add(actor)
        nearest = last[max(last)] if last else set()
        return next(iter(nearest)) if len(nearest) == 1 else None

    def _served(self, actors: list[str]) -> str | None:
        """The one candidate to which something belongs that was named or is made here, such as a committee's panel."""
        last: dict[int, set[str]] = {}
        for thing, when in (dict.fromkeys(self.made, 0) | self.last).items():
            for owner in self.owners.get(thing, frozenset()).intersection(actors):
                last.setdefault(when, set()).add(owner)
        nearest = last[max(last)] if last else set()
        return next(iter(nearest)) if len(nearest) == 1 else None

    def _of(self, actors: list[str], owners: list[Hit]) -> tuple[str | None, str] | None:
        """ "the Chair of the CTC": the candidate that belongs to the body named next; another's is passed over."""
        for owner in owners:
            whose = {bearer.actor for bearer in owner.bearers}
            for actor in actors:
                if whose & self.owners.get(actor, frozenset()):
                    return actor, "antecedent"
        return None

    def _akin(self, actor: str, voice: str | None) -> bool:
        """True for what the speaking organ is part of, its own bodies, and the other organs of the whole."""
        above = self.parents.get(voice or "", frozenset())
        own = self.parents.get(actor, frozenset())
        return actor in above or bool(above & own) or voice in self._ancestors(actor)

    def _ancestors(self, actor: str) -> set[str]:
        found: set[str] = set()
        ahead = [actor]
        while ahead:
            for parent in self.parents.get(ahead.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    ahead.append(parent)
        return found

    def _by_bracket(self, hit: Hit, following: list[Hit], folded: str) -> tuple[str | None, str]:
        """An unknown name whose acronym follows in brackets and is known, and fits it, is its bearer's."""
        if following and following[0].bearers[0].kind == "acronym" and folded[hit.end : following[0].start] == " (":
            initials = iter(c for c in folded[hit.start : hit.end].upper())
            if all(letter in initials for letter in folded[following[0].start : following[0].end].upper()):
                return self._timely(following[0].bearers), "bracket"
        return None, "unknown"

    def _remember(self, actor: str | None, hit: Hit, folded: str) -> None:
        self.clock += 1
        if actor is not None:
            self.last[actor] = self.clock
        elif hit.bearers[0].kind == "unknown":
            self.last[f"?{hit.bearers[0].actor}"] = self.clock
        if hit.bearers[0].kind == "group" or not folded.startswith(_DEFINING, hit.end):
            return
        found = _BRACKET.match(folded, hit.end) or _AFTER.match(folded, hit.end)
        if found is None:
            return
        for term in found.groupdict().values():
            if term and len(self.defined) < DEFINITIONS and not (actor is None and term in self.acronyms):
                self.defined[term] = actor
                self.changed = True
