"""Named instruments in a passage: by the registers' names, by titles that the document explains, and by short names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from graph_build import citation_grammar as grammar
from graph_build import symbols
from graph_build.citation_numbers import Numbers
from graph_build.citation_triggers import Triggers
from graph_build.definitions import CHARTER, Instruments, Memory, Named, defined_after, locals_in, unknown
from graph_build.model import Passage, Via

#: A title in quotation marks behind a number: "resolution 70/1 of …, entitled “…”".
_ENTITLED = re.compile(
    r",?\s(?:annex,?\s)?(?:entitled|on|containing|under\sthe\stitle)\s(?:the\s)?[“\"](?P<title>[^”\"]{5,400})[”\"]"
)
#: Words between a title and the number of the resolution that carries it.
_CARRIED = re.compile(
    r"\s\((?:see\s|in\s|contained\sin\s)?(?:the\s)?(?:annex\sto\s)?(?:the\s)?"
    r"|,?\s(?:as\s|which\swas\s)?(?:adopted|contained|set\sout|set\sforth|proclaimed|annexed|endorsed|embodied)"
    r"(?:\s(?:on\s\d+\s\w+\s\d{4}\s)?by\s(?:the\s)?[A-Z][\w\s]{3,40})?\s(?:in|by|to|under)\s(?:the\s)?(?:annex\sto\s)?(?:the\s)?"
)
#: Words between the number of a resolution and the title of what it adopted.
_CARRIES = re.compile(
    r",?\s(?:by|in)\swhich\s(?:it|the\s(?:General\s)?Assembly|the\s[A-Z][\w\s]{3,30}Council|Member\sStates)\s"
    r"(?:adopted|proclaimed|endorsed|approved)\sthe\s"
)
#: What may stand before the instrument's name in a title that is its own: "Transforming our world: the".
_HEADLINE = re.compile(r"(?:[^:]{1,80}:\s)?(?:the\s|The\s)?")
_NEAR = 160  # characters between a title and its number
_ANOTHER = re.compile(
    r"\sand\s(?:on\s|of\s)?(?:the\s|his\s|its\s|their\s)?(?:related\s)?(?=(?:report|note|letter)s?\s(?:of|by|from)\s)"
)
_LONG = 3  # words from which an unknown title is listed as seen


_NOTE_PHRASE = re.compile(
    r"(?:[Rr]eports?|(?<![Tt]aking\s)(?<![Tt]akes\s)(?<!take\s)[Nn]otes?|[Ll]etters?|[Mm]emorandum|[Rr]ecommendations?)"
    r"\s(?:of|by|from|on|to|dated|submitted|prepared|transmitted)\s[^,;.“”()]{1,160}\Z"
)


class Anchor(Struct, frozen=True, gc=False):
    """Something cited: its own words at start..end, the words that lead to it from `phrase` on."""

    start: int
    end: int
    phrase: int
    reach: int  # where its date, if any, ends
    targets: tuple[str, ...]
    family: str
    via: Via
    rule: str
    dates: tuple[date | None, ...] = ()
    within: str | None = None  # the part of the target that is meant where no other is named
    parts: str | None = None  # the part of the target in which the parts named stand


class Naming:
    """Finds the instruments that passages name, and remembers what the document has named so far."""

    def __init__(self, instruments: Instruments, numbers: Numbers, passages: Sequence[Passage]) -> None:
        self.instruments = instruments
        self.numbers = numbers
        self.memory = Memory()
        self.notes: dict[str, list[Passage]] = {}
        for passage in passages:
            if passage.part == "footnote" and passage.number:
                self.notes.setdefault(passage.number, []).append(passage)

    def find(
        self, passage: Passage, words: Triggers, cited: list[Anchor]
    ) -> tuple[list[Anchor], list[tuple[int, int, str]]]:
        """What the passage cites by name, and the places of titles that nothing explains."""
        text = passage.text
        titles = list(self.instruments.find(text))
        titles += unknown(text, words.noun, titles)
        for anchor in cited:
            if len(anchor.targets) == 1:
                self._define(
                    text, anchor.reach, Named(anchor.start, anchor.end, anchor.targets[0], True, anchor.family)
                )
        made, unclear = self._read(passage, words, titles, cited)
        made += self._footnotes(passage, [*cited, *made], titles)
        known = {anchor.end for anchor in made}
        return made, [place for place in unclear if place[1] not in known]

    def _explained(self, text: str, title: Named, cited: list[Anchor]) -> Named:
        """The title with its instrument, where a number beside it says what carries it, or the document did before."""
        for anchor in cited:
            if len(anchor.targets) == 1 and anchor.family == "resolution" and _carries(text, anchor, title):
                return replace(title, target=anchor.targets[0], family="resolution", full=False)
        before = self.memory.titled(text[title.start : title.end])
        return (
            replace(
                title, target=before.target, family=before.family, within=before.within, parts=before.parts, full=False
            )
            if before
            else title
        )

    def _read(
        self, passage: Passage, words: Triggers, titles: list[Named], cited: list[Anchor]
    ) -> tuple[list[Anchor], list[tuple[int, int, str]]]:
        """The anchors of titles and short names from left to right, and the places of those that stand for nothing."""
        text = passage.text
        here: list[tuple[str, Named]] = []
        made: list[Anchor] = []
        unclear: list[tuple[int, int, str]] = []
        events: list[tuple[int, int, Named | None]] = [(title.start, title.end, title) for title in titles]
        events += [(start, end, None) for start, end in locals_in(text, words.noun)]
        taken = -1
        for start, end, title in sorted(events, key=lambda event: (event[0], -event[1])):
            if start < taken:
                continue
            name = text[start:end]
            if title is None:
                taken = end
                stands = self.memory.resolve(name, here, text[start - 4 : start] == "hat ")
                stands = stands or _charter(name, start, end)
                if stands is None or stands.target is None:
                    unclear.append((start, end, "short-name"))
                else:
                    made.append(named_anchor(stands, start, end, "short-name"))
                continue
            named = title if title.target else self._explained(text, title, cited)
            here.append((name, named))
            self.memory.note(name, named, passage.part == "title")
            taken = max(end, self._define(text, end, named))
            if named.target:
                via: Via = "text" if named.full else "short-name"
                made.append(named_anchor(named, start, end, via, grammar.dated(text, end)))
            elif name.count(" ") >= _LONG - 1:
                unclear.append((start, end, "instrument"))
        return made, unclear

    def _define(self, text: str, end: int, named: Named) -> int:
        """Remember the name that the text gives right behind; where that name ends, else `end`."""
        defined = defined_after(text, end)
        if not defined:
            return end
        self.memory.define(defined[0], named)
        return defined[2]

    def _footnotes(self, passage: Passage, anchors: list[Anchor], titles: list[Named]) -> Iterator[Anchor]:
        """Names that a footnote explains: "the Millennium Declaration" with "See resolution 55/2." below."""
        for mark in passage.marks:
            note = self._note(passage, mark.number)
            at = mark.at
            while at and passage.text[at - 1] in " ,;:.":
                at -= 1
            if note is None or any(anchor.start < at <= anchor.reach for anchor in anchors):
                continue
            targets, part = self.numbers.explained(note)
            title = next((named for named in titles if named.end == at), None)
            phrase = None if title or not targets else _note_phrase(passage.text, at)
            if not targets or (title and len(targets) > 1) or not (title or phrase):
                continue
            start = title.start if title else _last_report(passage.text, phrase.start(), at) if phrase else at
            family = "document" if symbols.parse(targets[0]).kind == "Document" else "resolution"
            named = Named(start, at, targets[0], True, family, part)
            if title:
                self.memory.note(passage.text[start:at], named)
            yield replace(named_anchor(named, start, at, "footnote"), targets=targets)

    def _note(self, passage: Passage, number: str) -> Passage | None:
        """The footnote with this number, the next one behind the passage where numbers begin anew."""
        notes = self.notes.get(number, [])
        return next((note for note in notes if note.start > passage.start), notes[-1] if notes else None)


def _note_phrase(text: str, at: int) -> re.Match[str] | None:
    """ "the report of the Secretary-General" right before `at`: no sign stands in it."""
    signs = (text.rfind(sign, max(0, at - 200), at) for sign in ",;.“”()")
    return _NOTE_PHRASE.search(text, max(0, at - 200, *(sign + 1 for sign in signs)), at)


def _last_report(text: str, start: int, end: int) -> int:
    """Of "the report of the one and the related report of the other" the last, to which the mark belongs."""
    for found in _ANOTHER.finditer(text, start, end):
        start = found.end()
    return start


def _charter(name: str, start: int, end: int) -> Named | None:
    """The Charter of the organ that speaks needs no naming in full."""
    return Named(start, end, CHARTER, False, "treaty") if name == "Charter" else None


def _carries(text: str, anchor: Anchor, title: Named) -> bool:
    """Whether the words say that the instrument of this title stands in the resolution cited."""
    behind, before = title.start - anchor.reach, anchor.phrase - title.end
    if 0 <= before < _NEAR:
        return _CARRIED.fullmatch(text, title.end, anchor.phrase) is not None
    if not 0 <= behind < _NEAR:
        return False
    if _CARRIES.fullmatch(text, anchor.reach, title.start):
        return True
    quoted = _ENTITLED.match(text, anchor.reach)
    if not quoted or title.end != quoted.end("title") or title.start < quoted.start("title"):
        return False
    return _HEADLINE.fullmatch(text, quoted.start("title"), title.start) is not None


def named_anchor(named: Named, start: int, end: int, via: Via, dated: grammar.Dated | None = None) -> Anchor:
    """The anchor of a name at start..end, with the date that follows it."""
    return Anchor(
        start=start,
        end=end,
        phrase=start,
        reach=dated.end if dated else end,
        targets=(named.target,) if named.target else (),
        family=named.family,
        via=via,
        rule="name" if via == "text" else via,
        dates=dated.dates[:1] if dated else (),
        within=named.within,
        parts=named.parts or named.within,
    )
