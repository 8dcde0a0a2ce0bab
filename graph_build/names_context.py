"""Who is meant: the bearers of a name judged by the document's date, its own definitions and what it named before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct, field

from graph_build import names_initials
from graph_build.model import Mention, Passage
from graph_build.names_forms import DEFINITE, NARROWERS, NARROWING, POSSESSIVE, in_symbol
from graph_build.names_hits import Bearer, Hit

#: How often an organ must have meant the same body by "the Committee" before it means no other one.
SETTLED = 2
#: How long before its first day a body may be spoken of: by the resolution that makes it, or a report on its making.
FORESEEN = timedelta(days=366)
#: How many short forms a document may define, so that a hostile one costs no more than its length.
DEFINITIONS = 400
#: How a text goes on that matches either; told at once.
_DEFINING = (" (", " h", ",", "(", "h")
#: What makes "the Office" another one: "the Office of the President".
OF = re.compile(r"( (?:of|on|for|against) (?:the |its )?)(?=[A-Z\d])")
#: A title goes on: "the Programme Aspects of the Budget".
_GOES_ON = re.compile(r" [A-Z][a-z]")
#: A name that belongs to somebody: "the Attorney General's Office".
_STRANGER = re.compile(r"[A-Z][\w-]*(?:'s|s') \Z")
#: A post whose title goes on in common words: "the Special Rapporteur on torture".
_POST = re.compile(r"(?:Rapporteur|Representative|Expert|Adviser|Envoy|SRSG|SESG)\Z")
#: What stands between a name and its acronym: the place that belongs to it, at most.
_IN_BRACKETS = re.compile(r"(?: (?:in|for|to|on|of) (?:the )?[A-Z][\w' -]*)? \(")
#: A resolution of the Security Council, as it is cited.
_RESOLUTION = re.compile(r"(\d(?<!\w.)\d{1,3}) \((\d{4})\)")
#: The deputy of one who heads a body brings the head of it to mind.
_DEPUTY = re.compile(r"(?:Deputy|Assistant) (?:[A-Z][\w-]+ ){1,3}of (?:the )?\Z")
#: Who presides over a body, whichever it is.
_MEETING = re.compile(r" of (?:the|its) [a-z-]+ (?:Meeting|Conference|session)")
#: Whom the Secretary-General sends, by whichever name: "the Secretary-General's Special Envoy".
_ENVOY = re.compile(r"(?:Special|Personal) (?:Representative|Envoy)\Z")
_SENDER = re.compile(r"\bSecretary-General(?:'s| and his) \Z")
_CHAIR = re.compile(r"(?:Co-|Vice-)?Chair(?:s|man|person)?\Z")
#: What the names of many begin with: the United Nations Office at Geneva, on Drugs, for Project Services.
_COMMON_BEGINNING = re.compile(r"(?:(?:United Nations|UN|African Union|Regional|National|Independent) )?[\w-]+\Z")
_ON = re.compile(r" on (?!(?:the|an?|this|that|these|all|its|his|her|their|your|behalf) )[a-z]+[ ;,.]")
_FOR = re.compile(r" for (?!(?:the|an?|this|that|these|all|its|his|her|their|your) )[a-z]+[ ;,.]")
_LOWER_BEFORE = re.compile(r"[a-z]\)? \(\Z")


class Context(Struct, kw_only=True):
    """What a document has said so far: which actor was named last and when, and what it defined."""

    parents: dict[str, frozenset[str]]  # body -> what it is a part or an organ of
    owners: dict[str, frozenset[str]]  # body or post -> what it belongs to, such that "its" names it
    acronyms: frozenset[str]
    made: frozenset[str]  # what the document itself establishes
    makers: dict[str, frozenset[str]]  # instrument -> what it establishes
    speaker: str  # the organ whose document it is
    nouns: dict[str, str]  # body -> the noun at the head of its name
    offices: frozenset[str]
    envoys: str | None = None  # the group of those whom the Secretary-General sends, where the registers have it
    presiding: str | None = None  # the group of those who preside, where the registers have it
    organ: str | None = None  # the organ among whose documents its symbol counts it
    on: date | None
    usage: dict[str, tuple[str, int]] = field(default_factory=dict)  # local name -> whom it meant, how often in a row
    clock: int = 0
    before: list[tuple[Hit, str | None]] = field(default_factory=list)  # the names before in the passage, and whose
    inner: dict[int, list[str]] = field(default_factory=dict)  # whom names within names mean, by where those begin
    last: dict[str, int] = field(default_factory=dict)  # actor, or "?head" for an unknown one -> when last named
    defined: dict[str, str | None] = field(default_factory=dict)  # short form -> actor
    cited: dict[str, str] = field(default_factory=dict)  # what the resolutions cited so far made -> where cited last
    begun: dict[str, str | None] = field(default_factory=dict)  # how a name begins that was named in full -> its bearer
    things: set[str] = field(default_factory=set)  # heads of names whose last bearer is no actor
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
        found = (m for m in self.search.finditer(folded) if not in_symbol(folded, m.start(), m.end()))
        return [Hit(m.start(), m.end(), (Bearer(m[0], "defined"),)) for m in found]

    def resolve(self, passage: Passage, folded: str, hits: list[Hit]) -> Iterator[Mention]:
        """A Mention for each hit that names an actor; the context afterwards knows of them."""
        self.before = []
        for found in _RESOLUTION.finditer(folded) if " (" in folded else ():
            for body in self.makers.get(f"S/RES/{found[1]}({found[2]})", ()):
                self.cited[body] = passage.id
        for index, hit in enumerate(hits):
            following = hits[index + 1 : index + 3]
            verdict = self._actor(hit, following, passage, folded)
            if verdict is None:
                self.before.append((hit, None))
                continue
            actor, rule = verdict
            if actor is None and rule == "unknown":
                actor, rule = self._by_bracket(hit, following, folded)
            self._remember(actor, hit, folded)
            self.before.append((hit, actor))
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
        if first.kind in ("unknown", "thing"):
            local = Hit(hit.start, hit.end, hit.bearers[1:])
            found = self._local(local, following, passage, folded) if local.bearers else None
            return found if found and found[0] else self._shaped(hit, folded, text)
        if first.kind == "capitals":
            return self._capitals(hit, folded, text)
        if first.kind in ("local", "implied"):
            return self._local(hit, following, passage, folded)
        if first.kind == "group":
            return first.actor, "group"
        if first.kind == "acronym" and self._early(hit.bearers):
            return None, "early"
        return self._timely(hit.bearers), first.kind

    def _shaped(self, hit: Hit, folded: str, text: str) -> tuple[str | None, str] | None:
        """Who bears a name that no register has: whose name begins so, nobody if it is a thing's, or not known."""
        if hit.bearers[0].kind == "thing":
            self.clock += 1
            self.last[f"?{hit.bearers[0].actor}"] = self.clock
            self.things.add(hit.bearers[0].actor)
            return None
        self.things.discard(hit.bearers[0].actor)
        if (actor := self.begun.get(text)) and DEFINITE.search(folded, max(0, hit.start - 12), hit.start):
            return actor, "antecedent"
        return None, "unknown"

    def _begin(self, beginning: str, actor: str | None) -> None:
        """Keeps whose name begins so; what two begin with, or many of the United Nations, tells nobody."""
        if not _COMMON_BEGINNING.match(beginning):
            self.begun[beginning] = actor if self.begun.get(beginning, actor) == actor else None

    def _longer(self, term: str, folded: str, start: int) -> str | None:
        """Whom an earlier name means that `term` fits, where the name at `start` only ends the phrase."""
        for hit, actor in reversed(self.before):
            if hit.start < start - names_initials.REACH:
                break
            if names_initials.fits(term, folded[hit.start : hit.end]):
                return actor
        return None

    def _early(self, bearers: tuple[Bearer, ...]) -> bool:
        """Whether nobody bore the acronym until long after the document's day, so that it must be another's."""
        on = self.on
        return on is not None and all(b.start is not None and on < b.start - FORESEEN for b in bearers)

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
        if self._of_others(form, hit, folded):
            return None, "local"
        actors, implied = self._candidates(form, hit.bearers)
        if after := OF.match(folded, hit.end):
            return self._of(actors, [other for other in following if other.start == after.end()])
        if len(made := self.made.intersection(actors)) == 1:
            return next(iter(made)), "made"
        possessive = POSSESSIVE.search(folded, max(0, hit.start - 8), hit.start)
        voice = passage.voice or self.organ
        if voice in actors and not possessive:
            return voice, "voice"
        usual, times = self.usage.get(form, ("", 0))
        if passage.voice and times >= SETTLED and usual in actors and not possessive:
            return usual, "antecedent"
        head = form.split()[-1]
        owned = self._owned(actors, self.owners) if possessive or form != "President" else None
        if possessive and owned is None:
            owned = self._owned(actors, self.parents)
        named, served = self._named(implied, head), self._served(actors)
        for found in (owned, named, served) if possessive else (named, owned, served):
            if found == "" and head in self.things:
                return None
            if found is not None:
                self.usage[form] = (found, times + 1 if found == usual else 1)
                return found or None, "antecedent"
        speaker = passage.voice or self.speaker
        own = [actor for actor in actors if speaker in self.parents.get(actor, frozenset())]
        if len(own) != 1 or possessive or " " not in form:
            own = [actor for actor in actors if self._akin(actor, speaker)]
        if len(own) == 1:
            return own[0], "voice"
        if not actors or _GOES_ON.match(folded, hit.end):
            return None
        if _CHAIR.match(form) or (form == "President" and _MEETING.match(folded, hit.end)):
            return (self.presiding, "group") if self.presiding else (None, "local")
        by_resolution = None if possessive else self._by_resolution(actors, passage.id)
        if (
            by_resolution is None
            and self.envoys
            and _ENVOY.match(form)
            and _SENDER.search(folded, max(0, hit.start - 28), hit.start)
        ):
            return self.envoys, "group"
        return by_resolution, "cited" if by_resolution else "local"

    def _by_resolution(self, actors: list[str], here: str) -> str | None:
        """The one candidate that a resolution cited in this paragraph, else in this document, made: it or its owner."""
        for cited in ({body for body, where in self.cited.items() if where == here}, set(self.cited)):
            found = [actor for actor in actors if actor in cited or cited & self.owners.get(actor, frozenset())]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _of_others(self, form: str, hit: Hit, folded: str) -> bool:
        """Whether a local name is not its bearers' here: one with a title of its own, or of somebody unknown."""
        if _POST.search(form) and (_ON.match(folded, hit.end) or (form.isupper() and _FOR.match(folded, hit.end))):
            return True
        if not _STRANGER.search(folded, max(0, hit.start - 40), hit.start):
            return False
        return not self.before or folded[self.before[-1][0].end : hit.start] not in ("'s ", "' ")

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

    def _owned(self, actors: list[str], owners: dict[str, frozenset[str]]) -> str | None:
        """The one candidate that belongs to the body named last among those to which a candidate belongs."""
        last: dict[int, set[str]] = {}
        for actor in actors:
            for owner in owners.get(actor, frozenset()) & self.last.keys():
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
            whose = self._whose(owner)
            for actor in actors:
                if whose & self.owners.get(actor, frozenset()):
                    return actor, "antecedent"
        return None

    def _whose(self, owner: Hit) -> set[str]:
        """Whom a name after "of" may mean: a local one nobody but the bearer that the document has named last."""
        whose = {bearer.actor for bearer in owner.bearers}
        if owner.bearers[0].kind not in ("local", "implied"):
            return whose
        last = {when: actor for actor, when in self.last.items() if actor in whose}
        return {last[max(last)]} if last else set()

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
        """An unknown name whose acronym follows in brackets and is known is its bearer's, if letters and noun fit."""
        for other in following:
            bracket = folded.startswith(")", other.end) and _IN_BRACKETS.fullmatch(folded, hit.end, other.start)
            if bracket and other.bearers[0].kind == "acronym":
                initials, noun = iter(folded[hit.start : other.start].upper()), hit.bearers[0].actor
                term, actor = folded[other.start : other.end], self._timely(other.bearers)
                if all(letter in initials for letter in term.upper()):
                    if self.nouns.get(actor, noun)[:4] == noun[:4]:  # Centre and Center are one
                        return actor, "bracket"
                    if names_initials.fit(term, folded, hit.start, hit.end) == "whole":
                        self.defined[term], self.changed = None, True
        return None, "unknown"

    def _remember(self, actor: str | None, hit: Hit, folded: str) -> None:
        if inner := self.inner.get(hit.start):
            self.last |= dict.fromkeys(inner, self.clock)
        self.clock += 1
        headed = actor is not None and folded.endswith(("of ", "of the "), 0, hit.start)
        if headed and _DEPUTY.search(folded, max(0, hit.start - 48), hit.start):
            self.last |= {post: self.clock for post in self.offices if actor in self.owners.get(post, frozenset())}
        if hit.bearers[0].kind in ("name", "unknown") and (goes_on := OF.search(folded, hit.start, hit.end)):
            self._begin(folded[hit.start : goes_on.start()], actor)
        if actor is not None:
            self.last[actor] = self.clock
        elif hit.bearers[0].kind == "unknown":
            self.last[f"?{hit.bearers[0].actor}"] = self.clock
        if hit.bearers[0].kind == "group" or not folded.startswith(_DEFINING, hit.end):
            return
        found = names_initials.defining(folded, hit.end)
        if found is None:
            return
        for kind, term in found.groupdict().items():
            if term and len(self.defined) < DEFINITIONS and not (actor is None and term in self.acronyms):
                self._define(term, actor, hit, folded, plain=kind == "head")

    def _define(self, term: str, actor: str | None, hit: Hit, folded: str, *, plain: bool) -> None:
        """Makes `term` a short form of the name before it, unless it is one of only a part of that name, or of more.

        "Executive Director of the Office on Drugs and Crime (ODC)", "Representative of the Secretary-General (RSG)".
        """
        fit = names_initials.fit(term, folded, hit.start, hit.end) if term[1:2].isupper() else "open"
        more = fit == "beyond" and hit.bearers[0].kind != "state"  # "the Federal Government of Somalia (FGS)"
        joined = fit == "open" and names_initials.joined(folded, hit.start)
        known = term in self.acronyms and fit != "whole"
        owns = (
            joined and hit.bearers[0].kind == "state"
        )  # "the Armed Forces of the Democratic Republic of the Congo (FARDC)"
        if fit == "tail" or owns or (known and (more or joined or actor in self.offices)):
            return
        if more or names_initials.other_head(term, folded, hit.start, hit.end):
            actor = self._longer(term, folded, hit.start)
        if actor is not None or not plain:
            self.defined[term] = actor
            self.changed = True
