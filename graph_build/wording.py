"""A paragraph's words made whole: line breaks, doubled blanks, emphasis signs and footnote marks taken out of the text,
with the place in the document of every character that stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from graph_build.model import Mark

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
#: Everything that does not stay as it stands. A blank followed by more blanks, or by no blank but not " ", becomes one.
_SPECIAL = re.compile(
    rf"""
    (?P<blank>[^\S ]\s*|\ \s+)                                   # blanks other than one plain space
    | (?P<mark>(?<!\bm)(?<!\bkm)\ ?[{SUPERSCRIPTS}]+(?:,\s?[{SUPERSCRIPTS}]+)*)  # footnote calls
    | (?P<drop>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x02])  # soft hyphens, direction marks
    | (?P<stars>\*+)
    """,
    re.VERBOSE,
)
#: Where one of these can begin; of plain spaces those that stand before another blank or a mark.
_MAY_BE_SPECIAL = re.compile(
    rf"[\s{SUPERSCRIPTS}*\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\x02](?<! (?![\s{SUPERSCRIPTS}]))"
)
#: Single characters that do not stay as they stand, and pairs that do not.
_ODD = re.compile(
    rf"[{SUPERSCRIPTS}*\t\r\f\v\u0085\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff\ufffe\x02]"
)
_ODD_ASCII = "*\t\r\f\v\x02"
_ODD_AT_BREAK = re.compile(r"\n(?:(?<=[ \-/–—\n]\n)| )")
_RAISED = re.compile(rf"[{SUPERSCRIPTS}]+")
_GOES_ON = re.compile(r"[\w-]")
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])")
#: First parts of compounds that keep their hyphen when a line ends in it.
_COMPOUNDS = frozenset(
    """counter non co self cease anti vice multi well long short high low mid large small full half post follow semi
    cross ill all third two three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty
    ninety decision policy law capacity peace fact trust awareness confidence institution gender age child victim
    evidence results time action rule good middle above secretary under-secretary attorney governor director newly
    hostage money arms drug year women country world state wide nation nuclear chemical twin right left user problem
    cost open public private joint land water food income peer life security human north south east west""".split()
)
#: Compounds whose first part also begins words that have no hyphen.
_HYPHENED = frozenset(
    """inter-agency inter-parliamentary inter-ethnic inter-communal inter-sessional inter-island in-kind in-depth
    in-person     on-site on-call on-the-job re-establish re-establishment re-emphasize re-elect re-entry
    pre-trial pre-existing
    pre-session sub-paragraph sub-item sub-saharan by-law ex-combatants ex-combatant out-of-school up-to-date by-product
    so-called far-reaching cooperation-based""".split()
)
#: Second parts of compounds, and ends of words that are no part of one.
_SECONDS = frozenset(
    """sharing based related oriented specific looking making building wide led driven up down free term level by to as
    and or of the in off out making setting keeping monitoring affected prone sensitive responsive term scale income
    raising laundering trafficking taking finding solving trafficking design military tolerance usual face sized owned
    run trust focused centred reaching operative operation standing defined known going ranging only generated
    ordination     ordinate ordinated ordinating sponsor""".split()
)
_ENDINGS = frozenset(
    "fully ful ly parts part ing ings ment ments tion tions sions sion able less ness ance ence ity".split()
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")


class Vocabulary:
    """The words of a text, hyphenated ones whole, in lower case; searched a few times, then gathered once."""

    _FEW = 40

    def __init__(self, text: str) -> None:
        self.text = text
        self.lower: str | None = None
        self.asked = 0
        self.words: frozenset[str] | None = None

    def __contains__(self, word: str) -> bool:
        self.asked += 1
        if self.lower is None:
            self.lower = self.text.lower()
        if self.words is None and self.asked > self._FEW:
            self.words = frozenset(_WORDS.findall(self.lower))
        if self.words is not None:
            return word in self.words
        at = self.lower.find(word)
        while at >= 0:
            if not _GOES_ON.match(self.lower, at + len(word)) and not _GOES_ON.match(self.lower[at - 1 : at]):
                return True
            at = self.lower.find(word, at + 1)
        return False


class Words(Struct):
    """Clean text, the pairs (offset in it, offset in the document) of its unbroken stretches, and the marks removed."""

    text: str
    runs: list[tuple[int, int]]
    marks: list[Mark]
    start: int
    end: int

    def locate(self, offset: int) -> int:
        """The place in the document of the character at `offset`."""
        return _place(self.runs, offset)

    def cut(self, start: int, end: int | None = None) -> Words:
        """The words from `start` to `end`, blanks at both ends left out; runs and marks move along."""
        end = len(self.text) if end is None else end
        piece = self.text[start:end]
        start += len(piece) - len(piece.lstrip())
        end = max(start, start + len(piece.strip()))
        if len(self.runs) == 1 and not self.marks and end > start:  # as most
            first = self.runs[0][1] - self.runs[0][0] + start
            return Words(self.text[start:end], [(0, first)], [], first, first + end - start)
        runs = [(0, _place(self.runs, start))] if end > start else []
        runs += [(at - start, where) for at, where in self.runs if start < at < end]
        marks = [Mark(mark.at - start, mark.number) for mark in self.marks if start <= mark.at <= end]
        if end <= start:
            return Words("", [], marks, self.start, self.end)
        return Words(self.text[start:end], runs, marks, runs[0][1], _place(self.runs, end - 1) + 1)


def _place(runs: list[tuple[int, int]], offset: int) -> int:
    low = 0
    for at, where in runs:
        if at > offset:
            break
        low = where + offset - at
    return low


def compose(text: str, pieces: Sequence[tuple[int, int]], known: Vocabulary) -> Words:
    """The words of the pieces `text[start:end]`, joined: with a blank, or a hyphen at a line's end undone.

    A hyphen at the end of a line stays in compounds ("counter-terrorism", "Secretary-General", "non-governmental"), and
    where the document has the word with it inside a line.
    """
    start, end = pieces[0][0], pieces[-1][1]
    whole = text[start:end]
    if _even(whole) and _adjoining(pieces):
        lead = len(whole) - len(whole.lstrip())
        words = whole.strip().replace("\n", " ")
        first = start + lead
        return Words(words, [(0, first)] if words else [], [], first, first + len(words))
    return _Composer(text, known).compose(pieces)


def _adjoining(pieces: Sequence[tuple[int, int]]) -> bool:
    """Whether a single sign stands between each piece and the next."""
    last = pieces[0][0] - 1
    for start, end in pieces:
        if start - last != 1:
            return False
        last = end
    return True


def _specials(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What does not stay as it stands in `text[start:end]`, tried only where it can begin."""
    place = _MAY_BE_SPECIAL.search(text, start, end)
    while place:
        found = _SPECIAL.match(text, place.start(), end)
        if found:
            yield found
        place = _MAY_BE_SPECIAL.search(text, found.end() if found else place.end(), end)


def _even(text: str) -> bool:
    """Whether all characters stay as they stand."""
    odd = any(map(text.__contains__, _ODD_ASCII)) if text.isascii() else _ODD.search(text) is not None
    if odd or "  " in text:
        return False
    return not _ODD_AT_BREAK.search(text)


class _Composer:
    """Puts words together piece by piece where they are uneven."""

    def __init__(self, text: str, known: Vocabulary) -> None:
        self.text, self.known = text, known
        self.out: list[str] = []
        self.runs: list[tuple[int, int]] = []
        self.marks: list[Mark] = []
        self.length = 0

    def compose(self, pieces: Sequence[tuple[int, int]]) -> Words:
        last = 0
        for start, end in pieces:
            if self.out:
                self._join(last, start)
            self._piece(start, end)
            last = end
        first = self.runs[0][1] if self.runs else 0
        return Words("".join(self.out), self.runs, self.marks, first, last).cut(0)

    def _put(self, piece: str, where: int) -> None:
        if piece:
            if not self.runs or self.runs[-1][1] + self.length - self.runs[-1][0] != where:
                self.runs.append((self.length, where))
            self.out.append(piece)
            self.length += len(piece)

    def _piece(self, start: int, end: int) -> None:
        text = self.text
        at = start = self._past_blank(start)
        for found in _specials(text, start, end):
            self._put(text[at : found.start()], at)
            at = found.end()
            self._special(found, text[at : at + 1])
            at = self._past_blank(at)
        self._put(text[at:end], at)

    def _past_blank(self, at: int) -> int:
        """The place behind blanks that would follow one that stands."""
        if self.out and self.out[-1].endswith(" "):
            while self.text[at : at + 1] == " ":
                at += 1
        return at

    def _special(self, found: re.Match[str], after: str) -> None:
        kind, begun = found.lastgroup, bool(self.out)
        if kind == "blank":
            if begun and not self.out[-1].endswith(" "):
                self._put(" ", found.start())
        elif kind == "mark":
            if not begun:  # a footnote's own number
                self._put(found[0], found.start())
            for number in _RAISED.findall(found[0]) if begun else ():
                self.marks.append(Mark(self.length, number.translate(_DIGITS)))
        elif kind == "stars":
            if not begun and after == " ":  # a footnote's own sign
                self._put(found[0], found.start())
            elif _is_call(self.text, found.start(), found.end()):
                self.marks.append(Mark(self.length, found[0]))

    def _join(self, last: int, start: int) -> None:
        """Make ready for the piece that begins at `start`."""
        tail = self.out[-1]
        after = _WORD_AFTER.match(self.text, start)
        if tail.endswith("-") and after:
            before = _WORD_BEFORE.search("".join(self.out[-3:])[-60:])
            if before and _breaks_word(before[1], after[0], self.known):
                self.out[-1] = tail[:-1]
                self.length -= 1
            if before and after[0] not in ("and", "or"):  # "short- and long-term"
                return
        if tail.endswith((" ", "/", "–", "—")) and not tail.endswith((" –", " —")):
            return
        self._put(" ", last)


def _is_call(text: str, start: int, end: int) -> bool:
    """Whether asterisks call a footnote: they follow a word or sign, and no word follows; else they are emphasis."""
    before, after = text[start - 1 : start], text[end : end + 1]
    opened = text.rfind("*", max(0, start - 80), start)
    return (
        bool(before)
        and not before.isspace()
        and not (after.isalnum())
        and not (
            opened >= 0 and text[opened + 1 : opened + 2].isalpha() and text[opened - 1 : opened].strip() in ("", "“")
        )
    )


def _breaks_word(before: str, after: str, known: Vocabulary) -> bool:
    """Whether a hyphen between the two was set by the line's end alone."""
    joined, hyphened = (before + after).lower(), f"{before}-{after}".lower()
    head = before.split("-")[-1].lower()
    if after[0].isupper() or hyphened in known or hyphened in _HYPHENED:
        return False
    if joined in known or after in _ENDINGS:
        return True
    if head in _COMPOUNDS or after in _SECONDS:
        return False
    return not (len(head) > 3 and len(after) > 3 and head in known and after.lower() in known)
