"""Find what a document cites: resolutions and decisions, document symbols, treaties, and names that stand for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from graph_build import citation_grammar as grammar
from graph_build import locators, symbols
from graph_build.citation_cited import Cited
from graph_build.citation_names import Anchor, Naming
from graph_build.citation_numbers import Numbers
from graph_build.citation_relations import Relations
from graph_build.citation_triggers import Triggers, scan
from graph_build.definitions import Instruments
from graph_build.model import Citation, FrontMatter, Mark, Passage, Registers, Unresolved

__all__ = ["Instruments", "find"]

Fact = TypeVar("Fact", Citation, Unresolved)

_SELF = re.compile(r"\b(?:the\spresent|this|The\spresent|This)\s(?:draft\s|presidential\s)?\Z")
_SAME = re.compile(r"\b(?:that|the\ssame|the\ssaid|the\sabove-mentioned|the\saforementioned)\s\Z")
#: How what stands before such a word ends, so that most need no search.
_BEFORE_SELF, _BEFORE_SAME = (
    tuple(f"{word}{blank}" for word in words.split() for blank in " \n\t\xa0\u2009\u202f")
    for words in ("present This this draft presidential", "that same said above-mentioned aforementioned")
)
_SINGULAR = re.compile(r"(?:resolution|decision|statement)\b(?!\s(?:\d|of\s\d)|[\s-]?mak)")
_PLACE = attrgetter("start", "end")
_LONGEST = 20_000  # characters of a passage read in one piece
#: Where a paragraph stands: its resolution or annex, and the section where that begins its numbers anew.
_OWN_PLACE = re.compile(r"(?P<whole>(?:[a-z0-9]+-)*?(?:op|annex-\d+)-)(?:[a-z]+-(?=\d))?")
_IN_SECTION = re.compile(r"(?P<whole>(?:[a-z0-9]+-)*?(?:op|annex-\d+)-)[a-z]+-(?P<number>\d+(?:-[a-z]+)*)")
_HALF = re.compile("[\ud800-\udfff]")
_PRINTED = ("front", "title", "back", "heading")
_ABOVE = re.compile(r"\s(?:above|below|hereof|of\sthis\ssection)\b")
_THEREOF = re.compile(r",?\s(?:thereof|thereto)\b")
_TO_ANCHOR = re.compile(
    r",?\s(?:of|to|in|under|from|contained\sin|set\sout\sin|annexed\sto)\s(?:the\s|its\s|their\s)?(?:text\sof\sthe\s)?"
)
_AND = re.compile(r"(?:,?\s(?:and|or)\s|,\s)(?:(?:in|of|on|the|its|see)\s)*")
_AND_OF = re.compile(r",?\sand\sof\s(?:the\s)?")
_AFTER = re.compile(
    r"(?:,\s|\s\(|\s)(?:in\sparticular\s|especially\s|notably\s|inter\salia\s|including\s|and\sin\sparticular\s)?(?:its\s|in\s|see\s|the\s)*"
)
_PHRASE = re.compile(
    r"(?:(?:the|its|their|this|that|said|same|of|document|documents|report|previous|relevant|earlier|subsequent|Security\sCouncil|"
    r"General\sAssembly|Economic\sand\sSocial\sCouncil|Human\sRights\sCouncil|Commission\son\sHuman\sRights|"
    r"Council|Assembly|Commission|Secretary-General[’']s|present|[Rr]esolutions?|[Dd]ecisions?|in|and)\s(?:\()?)+$"
)
_PHRASE_ENDS = tuple(
    word + end
    for word in """the its their this that said same of document documents report previous relevant earlier subsequent
    Council Assembly Rights Commission Secretary-General’s Secretary-General's present resolution resolutions Resolution
    Resolutions decision decisions Decision Decisions in and""".split()
    for end in (" ", " (")
)  # one of these ends every such phrase
_DATED_BEFORE = re.compile(
    rf"(?:of|dated|on|,|and)\s(\d{{1,2}})\s({grammar.MONTH})\s((?:19|20)\d\d)(?:\s[a-z][a-z\s’-]{{0,100}}|\s\([^()]*\))?\s?\(\s?$"
)
_PRESIDENT = re.compile(
    rf"[Ss]tatements?(?:\smade)?\s(?:by|of)\s(?:its|the)\sPresident(?:\sof\sthe\sSecurity\sCouncil)?,?\s(?:of|on|dated)\s\d{{1,2}}\s{grammar.MONTH}\s\d{{4}}"
    r"(?!\d?\s?[(,]\s?(?:contained\sin\sdocument\s)?(?:S/|PRST))"
)


def find(
    passages: Sequence[Passage], front: FrontMatter, registers: Registers | Instruments
) -> tuple[tuple[Citation, ...], tuple[Unresolved, ...]]:
    """Everything the passages cite, and what looks like a citation and cannot be resolved, in document order.

    Offsets are into the text of the passage named. An instrument cited with several paragraphs, or a number with
    several letters, gives as many citations at the same place.
    """
    instruments = registers if isinstance(registers, Instruments) else Instruments(registers)
    reader = _Document(passages, front, instruments)
    for passage in passages:
        for offset, piece in _pieces(_sound(passage)):
            reader.read(piece, offset)
    return tuple(reader.citations), tuple(reader.unresolved)


def _sound(passage: Passage) -> Passage:
    """The passage with halves of characters, which no encoding holds, replaced one for one."""
    if passage.text.isascii() or not _HALF.search(passage.text):
        return passage
    return replace(passage, text=_HALF.sub("\ufffd", passage.text))


def _pieces(passage: Passage) -> Iterator[tuple[int, Passage]]:
    """The passage; one far longer than any paragraph in pieces, so that time grows with length and no faster."""
    start, size = 0, len(passage.text)
    if size <= _LONGEST:
        yield 0, passage
        return
    while size - start > _LONGEST:
        end = passage.text.rfind(" ", start + 1, start + _LONGEST)
        end = end if end > 0 else start + _LONGEST
        yield start, replace(passage, text=passage.text[start:end], marks=())
        start = end
    marks = tuple(Mark(mark.at - start, mark.number) for mark in passage.marks if mark.at >= start)
    yield start, replace(passage, text=passage.text[start:], marks=marks)


class _Document:
    """One document on its way: what it has named so far, and what has been found."""

    def __init__(self, passages: Sequence[Passage], front: FrontMatter, instruments: Instruments) -> None:
        self.front = front
        self.numbers = Numbers(front, passages)
        self.ids = {passage.id for passage in passages}
        self.numbered: dict[tuple[str, str], str] = {}
        for known in self.ids:
            if inside := _IN_SECTION.fullmatch(known):
                self.numbered[inside["whole"], inside["number"]] = known
        self.naming = Naming(instruments, self.numbers, passages)
        self.own = front.symbol  # of the resolution read just now, where a document holds more than one
        self.latest: tuple[str, ...] = ()
        self.citations: list[Citation] = []
        self.unresolved: list[Unresolved] = []

    def read(self, passage: Passage, offset: int) -> None:
        """Find what this passage cites, and remember what it names; `offset` is added to all places found."""
        text = passage.text
        if not text:
            return
        done, left = len(self.citations), len(self.unresolved)
        noted = self.numbers.notes.get(passage.id) if not offset else None
        words = noted[1] if noted else scan(text)
        if (
            not words.naming
            and not passage.marks
            and "/" not in text
            and "(" not in text
            and not self.naming.instruments.has(text)
        ):
            self.latest = self.latest if passage.part == "footnote" else ()
            return
        tokens = noted[0] if noted else grammar.symbols_in(text)
        cited, strange = self.numbers.find(passage, words, tokens)
        if passage.part in _PRINTED:  # a masthead and a title print the document's own number
            self.own = self.numbers.titled(passage) or self.own
            cited = [item for item in cited if self.own not in item.targets]
        anchors = [self._number(text, item) for item in cited]
        anchors += self._symbols(passage, tokens)
        named, unclear = self.naming.find(passage, words, anchors)
        anchors += named
        strange += unclear
        if passage.part not in (*_PRINTED, "footnote"):
            anchors += self._self(passage, words)
        if len(anchors) > 1:
            anchors.sort(key=lambda anchor: (anchor.start, -anchor.end))
        anchors += self._coreferences(passage, anchors, words)
        for start, end, kind in strange:
            self._leave(passage, start, end, kind)
        for start, _ in words.word:
            if text[start + 1 : start + 5] == "tate" and (found := _PRESIDENT.match(text, start)):
                self._leave(passage, start, found.end(), "presidential-statement")
        if passage.part != "footnote":
            self.latest = tuple(dict.fromkeys(target for anchor in anchors for target in _resolutions(anchor)))
        self._publish(passage, anchors, words)
        if len(self.citations) > done + 1:
            self.citations[done:] = sorted(self.citations[done:], key=_PLACE)
        if len(self.unresolved) > left + 1:
            self.unresolved[left:] = sorted(self.unresolved[left:], key=_PLACE)
        if offset:
            self.citations[done:] = [_shift(citation, offset) for citation in self.citations[done:]]
            self.unresolved[left:] = [_shift(found, offset) for found in self.unresolved[left:]]

    # ------------------------------------------------------------ anchors

    def _number(self, text: str, item: Cited) -> Anchor:
        lead = _lead(text, item.start)
        dates = item.dates
        return Anchor(
            item.start,
            item.end,
            lead,
            item.reach,
            item.targets,
            "resolution",
            "text",
            item.rule,
            dates,
        )

    def _symbols(self, passage: Passage, tokens: Sequence[grammar.SymbolToken]) -> Iterator[Anchor]:
        text, own = passage.text, self.own
        for token in tokens:
            targets = []
            for written in map(_presidential, token.texts):
                try:
                    target = symbols.canonical(written)
                except ValueError:
                    self._leave(passage, token.start, token.end, "symbol")
                    continue
                if target != own or passage.part not in _PRINTED:
                    targets.append(target)
            if not targets:
                continue
            kind = symbols.parse(targets[0]).kind
            lead = _lead(text, token.start)
            day = _day_before(text, token.start)
            yield Anchor(
                token.start,
                token.end,
                lead,
                token.end,
                tuple(targets),
                "resolution" if kind in ("Resolution", "Decision") else "document",
                "text",
                "symbol",
                tuple(day for _ in targets),
            )

    def _self(self, passage: Passage, words: Triggers) -> Iterator[Anchor]:
        for start, end in words.word:
            if not passage.text.endswith(_BEFORE_SELF, 0, start):
                continue
            lead = _SELF.search(passage.text, max(0, start - 25), start)
            if not lead or not _SINGULAR.match(passage.text, start):
                continue
            if self.own is None:
                self._leave(passage, lead.start(), end, "self")
                continue
            begin = lead.start()
            yield Anchor(begin, end, begin, end, (self.own,), "resolution", "self", "self")

    def _coreferences(self, passage: Passage, anchors: list[Anchor], words: Triggers) -> Iterator[Anchor]:
        for start, end in words.word:
            if not passage.text.endswith(_BEFORE_SAME, 0, start):
                continue
            lead = _SAME.search(passage.text, max(0, start - 22), start)
            if not lead or not _SINGULAR.match(passage.text, start):
                continue
            begin = lead.start()
            before = [a for a in anchors if a.end <= begin and a.family == "resolution" and a.via == "text"]
            target = before[-1].targets[-1:] if before else self.latest
            if len(target) != 1:
                self._leave(passage, begin, end, "coreference")
                continue
            yield Anchor(begin, end, begin, end, target, "resolution", "coreference", "same-resolution")

    # ------------------------------------------------------------ publishing

    def _publish(self, passage: Passage, anchors: list[Anchor], words: Triggers) -> None:
        if not anchors and not words.unit:
            return
        relations = Relations(passage.text, passage.opening, words.verb)
        anchors.sort(key=lambda anchor: (anchor.start, -anchor.end))
        bound: dict[int, list[locators.Pin]] = {}
        after: locators.Pin | None = None
        place: int | None = None
        for pin in reversed(list(locators.pins(passage.text, words.unit))):
            if after is None or place is None or not _AND.fullmatch(passage.text, pin.end, after.start):
                place = self._bind(passage, pin, anchors, relations)
            if place is not None:
                bound.setdefault(place, []).insert(0, pin)
            after = pin
        for index, anchor in enumerate(anchors):
            if index not in bound and index - 1 in bound and self._shares(passage.text, anchors[index - 1], anchor):
                parts = [part for pin in bound[index - 1] for part in locators.locators(pin, anchor.family)]
                self._cite_all(passage, anchor.start, anchor.end, anchor, parts, relations)
                continue
            if index not in bound:  # as most
                self._cite_all(passage, anchor.start, anchor.end, anchor, [], relations)
                continue
            pins = bound[index]
            start = min([anchor.start, *(pin.start for pin in pins)])
            end = max([anchor.end, *(pin.end for pin in pins)])
            parts = [part for pin in pins for part in locators.locators(pin, anchor.family)]
            self._cite_all(passage, start, end, anchor, parts, relations)

    def _shares(self, text: str, first: Anchor, second: Anchor) -> bool:
        """Whether "article 19 of the one and of the other" gives both the same part."""
        return first.family == second.family and _AND_OF.fullmatch(text, first.reach, second.phrase) is not None

    def _cite_all(
        self, passage: Passage, start: int, end: int, anchor: Anchor, parts: list[str], relations: Relations
    ) -> None:
        places: list[str | None] = [locators.inside(anchor.parts, part) for part in parts]
        relation = relations.at(start) if anchor.targets else ""
        for order, target in enumerate(anchor.targets):
            day = anchor.dates[order] if order < len(anchor.dates) else None
            for place in places or [anchor.within]:
                self._cite(passage, start, end, target, place, relation, day, anchor)

    def _bind(self, passage: Passage, pin: locators.Pin, anchors: list[Anchor], relations: Relations) -> int | None:
        """The place among the anchors of what the pin is a part of: named behind it, or before it; None for no other.

        A part of the document itself ("paragraph 4 above") is published at once.
        """
        text = passage.text
        link = _TO_ANCHOR.match(text, pin.end)
        for index, anchor in enumerate(anchors) if link else ():
            if link and anchor.phrase <= link.end() and pin.end < anchor.start:
                return index
        if _ABOVE.match(text, pin.end):
            self._own(passage, pin, relations)
            return None
        last = [index for index, anchor in enumerate(anchors) if anchor.reach <= pin.start]
        if last and (_THEREOF.match(text, pin.end) or _AFTER.fullmatch(text, anchors[last[-1]].reach, pin.start)):
            return last[-1]
        return None

    def _own(self, passage: Passage, pin: locators.Pin, relations: Relations) -> None:
        """ "paragraph 4 above": a paragraph of this document, of the same annex and section where that has one."""
        if self.own is None or passage.part in ("front", "footnote"):
            return
        for part in locators.locators(pin, "resolution"):
            place = self._near(passage, part, pin.steps[0].unit == "sub")
            anchor = Anchor(pin.start, pin.end, pin.start, pin.end, (self.own,), "resolution", "self", "own")
            self._cite(passage, pin.start, pin.end, self.own, place, relations.at(pin.start), None, anchor)

    def _near(self, passage: Passage, part: str, sub: bool) -> str:
        """The paragraph meant by a number: of the passage's own section, else of its annex or resolution."""
        number = part.removeprefix("op-")
        if sub and f"{passage.parent}-{number}" in self.ids:
            return f"{passage.parent}-{number}"
        own = _OWN_PLACE.match(passage.id)
        if own is None or not part.startswith("op-"):
            return part
        near = [f"{own[0]}{number}", f"{own['whole']}{number}", self.numbered.get((own["whole"], number), "")]
        return next((place for place in near if place in self.ids), part)

    def _cite(
        self,
        passage: Passage,
        start: int,
        end: int,
        target: str,
        part: str | None,
        relation: str,
        day: date | None,
        anchor: Anchor,
    ) -> None:
        self.citations.append(
            Citation(
                paragraph=passage.id,
                start=start,
                end=end,
                text=passage.text[start:end],
                target=target,
                relation=relation,
                locator=part,
                date=day,
                via=anchor.via,
                rule=anchor.rule,
            )
        )

    def _leave(self, passage: Passage, start: int, end: int, kind: str) -> None:
        self.unresolved.append(
            Unresolved(paragraph=passage.id, start=start, end=end, text=passage.text[start:end], kind=kind)
        )


def _resolutions(anchor: Anchor) -> tuple[str, ...]:
    """The resolutions that an anchor cites by their numbers, or as the same as before."""
    return anchor.targets if anchor.family == "resolution" and anchor.via in ("text", "coreference") else ()


def _lead(text: str, start: int) -> int:
    """Where the words begin that lead to what is cited at `start`."""
    found = _PHRASE.search(text, max(0, start - 120), start) if text.endswith(_PHRASE_ENDS, 0, start) else None
    return found.start() if found else start


def _shift(fact: Fact, offset: int) -> Fact:
    return replace(fact, start=fact.start + offset, end=fact.end + offset)


def _presidential(written: str) -> str:
    """A statement's number without its organ: PRST/2009/24 is the Security Council's, PRST/21/1 the other Council's."""
    if not written.startswith("PRST/"):
        return written
    return ("S/" if re.match(r"PRST/(?:19|20)\d\d/", written) else "A/HRC/") + written


def _day_before(text: str, start: int) -> date | None:
    """The date printed before a symbol in brackets: "the report of 20 January 2010 (S/2010/2)"."""
    found = _DATED_BEFORE.search(text, max(0, start - 160), start)
    dated = grammar.dated(f" of {found[1]} {found[2]} {found[3]}", 0) if found else None
    return dated.dates[0] if dated and dated.dates else None
