"""Names of instruments: those that the registers hold, and those that a document defines for itself.

A full name cites by itself. A short name ("the Strategy", "the Convention") stands for an instrument only after the
document has named it in full, or has said so ("hereinafter referred to as").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import ahocorasick_rs as ac
from msgspec import Struct
from msgspec.structs import replace

from graph_build.citation_triggers import DFA, NOUNS
from graph_build.model import Registers

CHARTER = "un-charter"
#: Kinds whose text is an instrument of its own and keeps its register id, though a resolution may carry it.
_OWN_ID = ("Treaty", "Convention", "Protocol", "Amendment", "InstrumentGroup")
_INSTRUMENTS = (*_OWN_ID, "Strategy", "Declaration", "Rules", "Report", "Instrument", "Resolution", "Decision")
_NOUN = re.compile(rf"\b(?:{'|'.join(NOUNS)})\b")
_COMPLEMENT = re.compile(
    r"\s(?:on|against|relating|concerning|to)\s|\sof\s(?!Action|Implementation|Conduct)|\sfor\s(?!Action)"
)
_THE = ("the ", "The ", "hat ")
#: What may not follow a short name: the rest of a title.
_GOES_ON = re.compile(
    r"[\w’'-]|\s(?:on|of|against|for|to|relating\sto|concerning)\s(?:(?:the|a|an)\s)?(?!Articles?\b)[A-Z]|\s(?!Articles?\b)[A-Z]"
)
_TITLE_WORD = r"(?:[A-Z][\w’'-]*|\d{4}(?:[–-]\d{4})?|No\.)"
_SMALL = (
    "(?:of|the|on|for|and|against|to|in|or|relating|its|their|from|with|by|at|towards|among|between|through|into|concerning|"
    "supplementing|as)"
)
_BEGINS = re.compile(rf"(?:{_TITLE_WORD}\s)+\Z")
_OPENS = re.compile(r"(?:[A-Z][a-z]+(?:ing|s)|Also|Further|Their|Its|This|That|Under|In|By|Both)\s")
_NOUNS_SPELT = "|".join(NOUNS).replace(" ", r"\s")
_REST = re.compile(
    rf"""(?!,?\s(?:the|its|their|with|by|at|from|as|or|in)\s|\sand\s(?!(?:[A-Z]\w+\s)?(?:{_NOUNS_SPELT})))
    (?: (?!,?\sand\s(?:the|its|in|of|with|by|to|for|as|other)\b|,\s(?:the|in|and|as|at|its)\b)
      (?:,?\s{_SMALL}){{0,4}}\s{_TITLE_WORD}(?:,(?=\s(?:[A-Z][a-z]+\s)?(?:and\s)?[A-Z]))?
    ){{0,30}}""",
    re.VERBOSE,
)
_DEFINES = re.compile(
    r"""[\s,]{0,3}(?:(?:of|adopted\son)\s\d{1,2}\s\w+\s\d{4}\s?)?[(,]\s?
    (?:(?:hereinafter|hereafter|henceforth)\s?,?\s?(?:(?:to\sbe\s)?(?:referred\sto|known|cited)\sas|called)?\s?|also\sknown\sas\s|referred\sto\s(?:hereinafter\s)?as\s)?
    (?:the\s)?(?P<open>[“"‘'])?(?:the\s|[Tt]he\s)?(?P<name>(?:\d{4}\s)?[A-Z][\w’'-]*(?:\s(?:of|for|and|on)?\s?[A-Z][\w’'-]*){0,4})[”"’']?\s?\)""",
    re.VERBOSE,
)
_NO_NAME = re.compile(r"[IVXLC]+|[A-Z]|Part|Vol")  # what a bracket may hold besides
_BODY_AFTER = re.compile(
    r"\s(?:Organization|Committee|Commission|Secretariat|Implementation\sSupport|Review\sConference|Review\sGroup|Fund|Unit)\b"
)
_PART_OF_TITLE = re.compile(
    r"\b(?:Protocols?|Amendments?|Agreement|Annex|Arrangement)\s(?:(?:for|relating|on|the|to|of|under|supplementing|and|[A-Z]\w+)\s)*"
    r"(?:to|of|under|supplementing)\s(?:the\s)?\Z"
)


class Named(Struct, frozen=True, gc=False):
    """An instrument's name at start..end; `target` is a symbol or register id, None where it is not known."""

    start: int
    end: int
    target: str | None
    full: bool
    family: str  # "treaty", "resolution" or "document": how its parts are cited
    within: str | None = None  # the part of the target that is meant where no other is named, such as annex-2
    parts: str | None = None  # the part of the target in which its own numbered parts stand


class Instruments:
    """The names of instruments in the registers, ready to be found; rebuilt from the registers when pickled."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self.rows: list[Named] = []
        texts: list[str] = []
        for entry in registers.entries:
            if entry.kind not in _INSTRUMENTS:
                continue
            target = entry.id if entry.kind in _OWN_ID or not entry.symbol else entry.symbol
            family = "treaty" if entry.kind in (*_OWN_ID, "Rules") else "resolution"
            for name in entry.names:
                if name.language == "en" and name.kind not in ("local", "title") and len(name.text) > 3:
                    texts.append(name.text)
                    self.rows.append(
                        Named(0, 0, target, name.kind in ("preferred", "former"), family, None, entry.part)
                    )
        self._finder = ac.AhoCorasick(texts, matchkind=ac.MatchKind.LeftmostLongest, implementation=DFA)

    def __reduce__(self) -> tuple[type[Instruments], tuple[Registers]]:
        return Instruments, (self.registers,)

    def has(self, text: str) -> bool:
        """Whether a name stands in the text."""
        return bool(self._finder.find_matches_as_indexes(text))

    def find(self, text: str) -> Iterator[Named]:
        """The registers' names in the text, the longest at each place."""
        for index, start, end in self._finder.find_matches_as_indexes(text):
            if (start and (text[start - 1].isalnum() or text[start - 1] in "-’")) or text[end : end + 1].isalnum():
                continue
            if _BODY_AFTER.match(text, end):
                continue
            if _PART_OF_TITLE.search(text, max(0, start - 90), start):
                continue
            yield replace(self.rows[index], start=start, end=end)


def nouns(name: str) -> tuple[str, ...]:
    """The words by which a name may be taken up again: Convention, Programme of Action; of its head alone."""
    head = _COMPLEMENT.split(name, maxsplit=1)[0]
    return tuple(_NOUN.findall(head)) or tuple(_NOUN.findall(name)[:1])


def unknown(text: str, places: list[tuple[int, int]], taken: list[Named]) -> Iterator[Named]:
    """Titles that look like those of instruments, around the nouns at `places`, outside what is known already."""
    done = 0
    for start, end in places:
        if start < done or text[start - 1 : start].isalnum() or text[end : end + 1].isalnum():
            continue
        begin = _beginning(text, start)
        if text.startswith("The ", begin):
            begin = min(begin + 4, start)
        elif begin == 0 and (opens := _OPENS.match(text)):
            begin = min(opens.end(), start)
        rest = _REST.match(text, end)
        done = rest.end() if rest else end
        done -= text[done - 1] == ","
        if _BODY_AFTER.match(text, end) or any(named.start < done and begin < named.end for named in taken):
            continue
        if text.count(" ", begin, done) > text.count(" ", start, end):
            yield Named(begin, done, None, True, "treaty")


def _beginning(text: str, start: int) -> int:
    """Where the capitalised words begin that end before `start`."""
    before = text[text.rfind(" ", 0, start - 1) + 1 : start - 1] if text[start - 1 : start] == " " else ""
    if before.islower() and before.isalpha():
        return start
    found = _BEGINS.search(text, max(0, start - 90), start)
    return found.start() if found else start


def locals_in(text: str, places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The short names at `places` in the text: "the Convention", "that Strategy"; not the beginning of a title."""
    for start, end in places:
        if text[start - 4 : start] in _THE and not _GOES_ON.match(text, end):
            yield start, end


def defined_after(text: str, at: int) -> tuple[str, int, int] | None:
    """The name that a bracket after a reference defines: "(hereinafter referred to as “the Plan”)"; with its place."""
    found = _DEFINES.match(text, at)
    if not found or _NO_NAME.fullmatch(found["name"]):
        return None
    return found["name"], found.start("name"), found.end("name")


class Memory:
    """What a document has named so far, in its own order."""

    def __init__(self) -> None:
        self.defined: dict[str, Named] = {}
        self.named: dict[str, dict[str | None, Named]] = {}
        self.titles: dict[str, Named] = {}
        self.main: dict[str, Named] = {}

    def note(self, name: str, named: Named, main: bool = False) -> None:
        """Remember an instrument named in full, under the nouns that may take it up again; main: in the title."""
        for noun in nouns(name):
            self.named.setdefault(noun, {}).setdefault(named.target, named)
            if main and named.target:
                self.main.setdefault(noun, named)
        if named.target:
            self.titles.setdefault(name, named)

    def titled(self, name: str) -> Named | None:
        """The instrument that bore this title before, in whole or as its beginning, where only one did."""
        if name in self.titles:
            return self.titles[name]
        longer = [named for title, named in self.titles.items() if title.startswith(name + " ")]
        return longer[0] if len({named.target for named in longer}) == 1 else None

    def define(self, name: str, named: Named) -> None:
        """Remember a name that the document gives to an instrument."""
        self.defined[name] = named

    def resolve(self, name: str, here: list[tuple[str, Named]], near: bool) -> Named | None:
        """What a short name stands for; without a target where it is an instrument that is not known.

        It is the document's own definition, else the last instrument named in this passage with that noun, else, unless
        it must be `near` ("that Convention"), the one of the document's title, else the one and only instrument so
        named before. None where nothing or more than one is in question.
        """
        if name in self.defined and not near:
            return self.defined[name]
        for full, named in reversed(here):
            if name in nouns(full):
                return named
        if near:
            return None
        if name in self.main:
            return self.main[name]
        before = self.named.get(name, {})
        return next(iter(before.values())) if len(before) == 1 else None
