"""Bare numbers: which of them are resolutions and decisions, of which organ, and of what date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property, lru_cache

from msgspec.structs import replace

from graph_build import citation_bodies as bodies
from graph_build import citation_grammar as grammar
from graph_build import citation_organs as organs
from graph_build import citation_triggers as triggers
from graph_build import locators, symbols
from graph_build.citation_cited import Cited, share_dates, spread
from graph_build.citation_context import Context
from graph_build.citation_grammar import Head, Number, SymbolToken
from graph_build.citation_triggers import Triggers
from graph_build.model import FrontMatter, Passage

_DIRECT = re.compile(r"[\s,:(“]*(?:(?:such\sas|including|namely|in\sparticular|inter\salia|Nos?\.|its)[\s,]*)*")
_GLUE = re.compile(
    r"(?:[\s,;]|\band\b|\bor\b|\bto\b|\bas\swell\sas\b|\balso\b|\bof\b|\bboth\b|\bboth\sof\b|\ball\sof\b|[–-]|[“”\d](?=[\s,]))*"
    r"(?:(?:annex|sections?|sect\.|paragraphs?|paras?\.|part)[^,;]{0,30},?\s)?(?:and\s)?"
)
_BEFORE_LISTED = re.compile(r"(?:[,;(”\"]|\b(?:and|or|to|also|with|in|of|by|both))\s?\d{0,2}\s?$")
_AFTER_LISTED = re.compile(
    r"[,;.)”\"’:\]]|$|\s(?:and|or|to|on|entitled|in|by|which|that|the|adopted|of|for|concerning|regarding|with|as|is|was|"
    r"were|are|has|have|at|notes|requested|should|shall|will|dated|respectively|\(|paragraphs?|annex|section|“)(?![\w])"
)
_CLAIMED = re.compile(
    r"(?:vols?\.|Nos?\.|pp?\.|paras?\.|chaps?\.|sects?\.|goal\sof|[Tt]able|page|pages|ISO|Convention|note)\s?$"
)
_FULL_STOP = re.compile(r"[.;](?<!\b[A-Z].)(?<!vol.)(?<!No.)(?<!para.)(?<!paras.)(?<!sect.)(?<!chap.)\s(?=[A-Z“])")
_TITLE = re.compile(r"[“\"#\s]*(?:(?:E?S-)?\d+/\d+|\d+\s\([A-Z]+\))(?:\s?[A-Z](?:[-–][A-Z])?)?\s?[.*]")
_BARE = re.compile(
    r"\s(?:No\.\s)?\d{2,4}(?:\.\d{1,3})?(?:(?:,|\sand|,\sand)\s\d{2,4}(?:\.\d{1,3})?)*"
    r"(?![\d/(–-]|,\d|\s?[(/]\s?\w|\s[A-Z]\s?\()"
)
_BY_SESSION = re.compile(r"\s\d{1,2}\s?\(\d{1,2}\)(?!\w)")
_NOTE_OPENS = re.compile(
    r"\W*(?:(?:See|see|Cf\.|General|Security|Assembly|Council|also|document|[Rr]esolutions?|[Dd]ecisions?)\W+)*"
)
_PIN_THEN_DATE = re.compile(
    r",?\s(?:annex|section|sect\.|part|paragraphs?|paras?\.)\s?[^;.]{0,40}?,(?=\sof\s\d{1,2}\s[A-Z])"
)
_BOTH = re.compile(r"[Rr]esolutions\sand\s\Z")
_RANGE = re.compile(r"\s?(?:to|through|–|-)\s?")
_CONFERENCE = re.compile(
    r"Conference of the (?:States )?Parties to the "
    r"(?P<name>(?:[A-Z][\w-]+ )*Convention (?:on|for|to|against) \w+(?: \w+)?)"
)
_STATEMENT = re.compile(r"[Pp]residential\s[Ss]tatements?\s$|[Ss]tatements?\sby\sits\sPresident\s$")


Strange = tuple[int, int, str]
_Last = tuple[int, Number, tuple[str, ...], Head | None]  # where its date ends, the number, its organs, its head


class Numbers:
    """Reads the bare numbers of one document; knows its organ, its year and its symbols."""

    def __init__(self, front: FrontMatter, passages: Sequence[Passage]) -> None:
        self.front = front
        self.until = front.adopted.year if front.adopted else front.issued.year if front.issued else _year(front.symbol)
        self.known: dict[tuple[str, str, str], str] = {}
        self.rights = any("Commission on Human Rights" in p.text for p in passages) or (front.issuer == organs.HRC)
        self.passages = passages
        #: Of footnotes that are looked up before they are read: the symbols and trigger words in them.
        self.notes: dict[str, tuple[tuple[SymbolToken, ...], Triggers]] = {}

    @cached_property
    def biological(self) -> bool:
        """Whether the Conference that the document speaks of is that on biological diversity, and no other."""
        named = {found["name"] for p in self.passages for found in _CONFERENCE.finditer(p.text)}
        return named == {"Convention on Biological Diversity"}

    def titled(self, passage: Passage) -> str | None:
        """The symbol that a passage prints as the number of its own title: "302 (IV). Assistance …"."""
        title = _TITLE.match(passage.text)
        number = next(grammar.numbers(passage.text[: title.end()]), None) if title else None
        if number is None or number.form == "year":
            return None
        organ, _ = organs.decide(number, "Resolution", (), self.front.issuer, None)
        return organs.symbol(number, organ, "Resolution")[0] if organ else None

    def explained(self, note: Passage) -> tuple[tuple[str, ...], str | None]:
        """What a footnote cites that does little else, and the part of it: "See resolution 69/283, annex II."

        Nothing for a footnote that says more before its first citation, or runs on.
        """
        text = note.text
        if len(text) > 160:
            return (), None
        if note.id not in self.notes:
            self.notes[note.id] = grammar.symbols_in(text), triggers.scan(text)
        tokens, words = self.notes[note.id]
        cited, _ = self.find(note, words, tokens)
        found = [(item.start, target) for item in cited for target in item.targets]
        for token in tokens:
            try:
                found += [(token.start, symbols.canonical(written)) for written in token.texts]
            except ValueError:
                return (), None
        if not found or not _NOTE_OPENS.fullmatch(text, 0, min(found)[0]):
            return (), None
        targets = tuple(dict.fromkeys(target for _, target in sorted(found)))
        parts = list(locators.pins(text, words.unit))
        family = "document" if symbols.parse(targets[0]).kind == "Document" else "resolution"
        part = locators.locators(parts[0], family)[0] if len(parts) == len(targets) == 1 else None
        return targets, part

    def find(
        self, passage: Passage, triggers: Triggers, tokens: Sequence[SymbolToken] | None = None
    ) -> tuple[list[Cited], list[Strange]]:
        """The numbers of resolutions and decisions in the passage, and those that cannot be resolved.

        `tokens` are the document symbols in it, where they are known already.
        """
        found = list(grammar.numbers(passage.text))
        if not found and not triggers.word:
            return [], []
        tokens = grammar.symbols_in(passage.text) if tokens is None else tokens
        return _Passage(self, passage, found, triggers, tokens).read()


@lru_cache(maxsize=1024)
def _year(symbol: str | None) -> int | None:
    """The latest year in which an instrument with this symbol can have been written."""
    if not symbol:
        return None
    parsed = symbols.parse(symbol)
    if parsed.year:
        return parsed.year
    if parsed.session and parsed.session.isdigit():
        session = int(parsed.session)
        return 2009 + (session - 10) // 3 if parsed.organ == organs.HRC and session >= 10 else 1946 + session
    return None


class _Passage:
    """One passage's numbers, read from left to right."""

    def __init__(
        self,
        document: Numbers,
        passage: Passage,
        found: list[Number],
        words: Triggers,
        tokens: Sequence[SymbolToken],
    ) -> None:
        self.document = document
        self.passage = passage
        self.text = passage.text
        self.voice = passage.voice or document.front.issuer
        spans = [(token.start, token.end) for token in tokens]
        title = _TITLE.match(self.text) if passage.part in ("title", "front", "heading", "back") else None
        first = title.end() if title else 0
        self.found = [n for n in found if n.start >= first and not any(s <= n.start < e for s, e in spans)]
        self.words = words
        self.heads = grammar.heads(self.text, words.word)
        self.context = Context(
            self.text, words, self.heads, self.voice, note=passage.voice is None, rights=document.rights
        )
        self.cited: list[Cited] = []
        self.strange: list[Strange] = []
        self.last: _Last | None = None
        self.organ = ""

    def read(self) -> tuple[list[Cited], list[Strange]]:
        for number in self.found:
            self._read(number)
        self._bare()
        self.cited.sort(key=lambda item: item.start)
        share_dates(self.text, self.cited)
        return self.cited, self.strange

    def _read(self, number: Number) -> None:
        head = self._head(number)
        gap = self.text[head.end : number.start] if head else ""
        direct = head is not None and _DIRECT.fullmatch(gap) is not None
        chained = self.last is not None and self.last[3] is head and self._glued(number)
        statement = _STATEMENT.search(self.text, max(0, number.start - 30), number.start)
        if statement and number.form == "slash" and len(number.session) == 4:
            self._take(number, f"S/PRST/{number.session}/{number.item}", None)
            return
        dated = self._dated(number)
        if head is not None and head.kind is None and (direct or chained) and not dated:
            return
        if not (direct or chained) and not self._loose(number, head, dated):
            return
        self._resolve(number, head, direct, chained, dated)

    def _head(self, number: Number) -> Head | None:
        """The nearest word before that says what the number is, within the sentence."""
        before = [head for head in self.heads if head.end <= number.start]
        for head in reversed(before):
            if head.kind is None and not _DIRECT.fullmatch(self.text, head.end, number.start):
                continue
            if _FULL_STOP.search(self.text, head.end, number.start):
                return None
            return head
        return None

    def _glued(self, number: Number) -> bool:
        assert self.last is not None
        return _GLUE.fullmatch(self.text, self.last[0], number.start) is not None

    def _dated(self, number: Number) -> grammar.Dated | None:
        year = number.session if number.form == "year" else None
        found = grammar.dated(self.text, number.end, year)
        if found:
            return found
        pin = _PIN_THEN_DATE.match(self.text, number.end)
        return grammar.dated(self.text, pin.end(), year) if pin else None

    def _loose(self, number: Number, head: Head | None, dated: grammar.Dated | None) -> bool:
        """Whether a number away from its head still is one: by its date, or by its form and place in a list."""
        if _CLAIMED.search(self.text, max(0, number.start - 14), number.start):
            return False
        kind = (head.kind if head else None) or "Resolution"
        if number.form == "year":
            return organs.in_range(int(number.item), int(number.session)) and int(number.item) > 31
        if not organs.candidates(number, kind):
            return False
        listed = _BEFORE_LISTED.search(self.text, max(0, number.start - 8), number.start)
        if number.form == "roman":
            return int(number.item) > 12 and (head is not None or bool(number.letters))
        if dated and dated.dates:
            return head is not None or bool(set(organs.dated_organs(number, dated.dates[0])))
        return bool(head and listed and _AFTER_LISTED.match(self.text, number.end))

    # ------------------------------------------------------------ which organ

    def _resolve(
        self, number: Number, head: Head | None, direct: bool, chained: bool, dated: grammar.Dated | None
    ) -> None:
        kind = self._kind(number, head)
        reach = dated.end if dated else number.end
        day = dated.dates[0] if dated and dated.dates else None
        named = self.context.named(number, head, direct, reach)
        if not named and self.last is not None and self.last[3] is head and not direct:
            named = self.last[2]
        start = head.start if head and direct else number.start
        earlier = self.last
        self.last = (reach, number, named, head)
        if self._foreign(number, named) and not self._fits(number, day):
            self._of_body(number, named[0], kind, (start, reach), dated)
            return
        organ = self._organ(number, kind, named, day)
        if organ is None and chained and self.cited:  # a date misprinted within a list
            organ = organs.decide(number, kind, (self.organ,), None, None)[0]
        if organ is None:
            if direct or chained:
                self.strange.append((start, number.end, "number"))
            return
        self.organ = organ
        made = self._range(number, earlier if chained else None) + list(organs.symbol(number, organ, kind))
        dates = dated.dates if dated else ()
        self.cited.append(Cited(start, number.end, reach, tuple(made), spread(dates, len(made)), "number"))

    def _of_body(
        self, number: Number, body: str, kind: str, place: tuple[int, int], dated: grammar.Dated | None
    ) -> None:
        """A number of a body that is none of the four organs: cited where the body has symbols of its own."""
        start, reach = place
        if body == bodies.PARTIES and self.document.biological:
            body = bodies.CBD
        target = bodies.numbered(body, number.session, number.item, kind) if number.form == "slash" else None
        if target is None:
            self.strange.append((start, number.end, "other-body"))
            return
        dates = spread(dated.dates if dated else (), 1)
        self.cited.append(Cited(start, number.end, reach, (target,), dates, "body"))

    def _organ(self, number: Number, kind: str, named: tuple[str, ...], day: date | None) -> str | None:
        """The number's organ: as said beside it, as its date demands, as said of it before, or the one that speaks."""
        key = (number.session, number.item, number.form)
        known = self.document.known.get(key)
        if known and not named and day is None:
            return known
        ids = self.context.ids(named)
        organ, settled = organs.decide(number, kind, ids, self.voice, day)
        if organ == organs.HRC and number.form == "slash" and self.voice != organ and organ not in ids and day is None:
            return None if not any(o.id in (organ, "council") for o in self.context.organs()) else organ
        if organ and settled and (named or day):
            self.document.known[key] = organ
        return organ

    def _foreign(self, number: Number, named: tuple[str, ...]) -> bool:
        """Whether the words name a body whose numbers are not known: a commission but that on human rights, another."""
        if number.form == "year" or not named or bodies.beyond(named[0], number.session):
            return False
        years = number.form == "roman" or len(number.session) == 4
        return named[0] in bodies.FOREIGN or (named[0] == "commission" and not (years and self.document.rights))

    def _fits(self, number: Number, day: date | None) -> bool:
        """Whether session and date speak for the Assembly, whoever else is named beside the number."""
        if day is None or not number.session.isdigit() or int(number.session) < 31:
            return False
        return organs.GA in organs.dated_organs(number, day)

    def _range(self, number: Number, earlier: _Last | None) -> list[str]:
        """The numbers left out between two that "to" joins: 67/1 to 67/4."""
        if earlier is None or not self.cited:
            return []
        reach, before, _, _ = earlier
        if not _RANGE.fullmatch(self.text, reach, number.start) or before.session != number.session:
            return []
        first, last = int(before.item), int(number.item)
        if number.form != "slash" or number.letters or before.letters or not 0 < last - first <= 60:
            return []
        stem = self.cited[-1].targets[-1].rpartition("/")[0]
        return [f"{stem}/{item}" for item in range(first + 1, last)]

    def _kind(self, number: Number, head: Head | None) -> str:
        """Resolution or Decision; where both are named together the Assembly's numbering of decisions tells."""
        kind = (head.kind if head else None) or "Resolution"
        if head and kind == "Decision" and _BOTH.search(self.text, max(0, head.start - 20), head.start):
            return "Decision" if int(number.item) >= 300 or len(number.session) == 4 else "Resolution"
        return kind

    # ------------------------------------------------------------ numbers without year, dates in common

    def _take(self, number: Number, target: str, day: date | None) -> None:
        self.cited.append(Cited(number.start, number.end, number.end, (target,), (day,), "statement"))

    def _bare(self) -> None:
        """A Security Council number without its year, which the Council's own numbering tells."""
        for item in bodies.own(self.text):
            self._own(item)
        for head in self.heads:
            if head.kind and self.text[head.end + 1 : head.end + 2] in ("I", "V", "X", "L", "C"):
                self._meetings(head)
            found = _BARE.match(self.text, head.end) if head.kind == "Resolution" else None
            for part in re.finditer(r"\d+(?:\.\d+)?", found[0]) if found else ():
                start, end = head.end + part.start(), head.end + part.end()
                if any(number.start <= start < number.end for number in self.found):
                    break
                if not part[0].isdigit():
                    self._own(bodies.Own(start, end, self._dotted(head, start, end)))
                    continue
                year = organs.security_council_year(int(part[0]))
                if (
                    year
                    and (self.document.until is None or year <= self.document.until)
                    and self._council(head, part[0])
                ):
                    target = f"S/RES/{part[0]}({year})"
                    self.cited.append(Cited(start, end, end, (target,), (None,), "number-without-year"))
                else:
                    self.strange.append((start, end, "number"))
            if head.kind == "Decision" and (found := _BY_SESSION.match(self.text, head.end)):
                start, end = head.end + 1, found.end()
                if whose := self._dotted(head, start, end):
                    self._own(bodies.Own(start, end, whose))

    def _own(self, item: bodies.Own) -> None:
        """A number that is its body's own symbol, or has none."""
        if item.target is None:
            self.strange.append((item.start, item.end, "other-body"))
            return
        dated = grammar.dated(self.text, item.end)
        dates = spread(dated.dates if dated else (), 1)
        reach = dated.end if dated else item.end
        self.cited.append(Cited(item.start, item.end, reach, (item.target,), dates, "body"))

    def _dotted(self, head: Head, start: int, end: int) -> str | None:
        dated = grammar.dated(self.text, end)
        whose = self.context.of_health(head, dated.end if dated else end)
        return bodies.dotted(self.text, start, end) if whose else None

    def _meetings(self, head: Head) -> None:
        found = list(bodies.meetings(self.text, head.end + 1, None))
        if found:
            whose = self.context.of_meeting(head, found[-1].end, known=self.document.biological)
            for number, item in enumerate(bodies.meetings(self.text, head.end + 1, whose)):
                self._own(replace(item, start=item.start if number else head.start))

    def _council(self, head: Head, item: str) -> bool:
        """Whether a number without a year is the Security Council's: said so, or too high for anybody else's."""
        beside = self.context.beside(head)
        if beside or int(item) < 200:
            return organs.SC in beside or (beside == ("council",) and self.voice == organs.SC)
        return self.voice == organs.SC or int(item) >= 1200
