"""A paragraph's words made whole: line breaks, doubled blanks, emphasis signs and footnote marks taken out of the text,
with the place in the document of every character that stays."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

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
#: First parts of compounds that keep their hyphen when a line ends in it.
_COMPOUNDS = frozenset(
    """counter non co self cease anti ex vice inter multi well long short high low mid large small full half pre post
    follow so semi pro sub under over cross ill all third two three four five six seven eight nine ten twenty thirty
    forty fifty sixty seventy eighty ninety decision policy law capacity peace fact trust awareness confidence
    institution policy-making gender age child victim evidence results time action rule good middle in on by above
    after re secretary under-secretary attorney governor director then newly hostage money arms drug day year
    women human country system inward outward north south east west world state government wide nation inter-agency
    nuclear chemical twin right left user problem cost know cut part single open public private joint sea land
    air water food income peer life""".split()
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
_WORD_AFTER = re.compile(r"[^\W\d_]+")


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


def compose(text: str, pieces: Iterable[tuple[int, int]], vocabulary: Collection[str] = ()) -> Words:
    """The words of the pieces `text[start:end]`, joined: with a blank, or a hyphen at a line's end undone.

    A hyphen at the end of a line stays in compounds ("counter-terrorism", "Secretary-General", "non-governmental"), and
    where `vocabulary`, the hyphenated words seen inside lines of the document, holds the word with it.
    """
    out: list[str] = []
    runs: list[tuple[int, int]] = []
    marks: list[Mark] = []
    length = 0
    last = 0

    def put(piece: str, where: int) -> None:
        nonlocal length
        if piece:
            if not runs or runs[-1][1] + length - runs[-1][0] != where:
                runs.append((length, where))
            out.append(piece)
            length += len(piece)

    for start, end in pieces:
        if out:
            length = _join(out, runs, length, text, last, start, vocabulary)
        at = start
        for found in _SPECIAL.finditer(text, start, end):
            put(text[at : found.start()], at)
            at = found.end()
            kind = found.lastgroup
            if kind == "blank":
                if out and not out[-1].endswith(" "):
                    put(" ", found.start())
            elif kind == "mark" and not out:  # a footnote's own number
                put(found[0], found.start())
            elif kind == "mark":
                for number in re.findall(rf"[{SUPERSCRIPTS}]+", found[0]):
                    marks.append(Mark(length, number.translate(_DIGITS)))
            elif kind == "stars" and not out and text[at : at + 1] == " ":  # a footnote's own sign
                put(found[0], found.start())
            elif kind == "stars" and _is_call(text, found.start(), found.end()):
                marks.append(Mark(length, found[0]))
        put(text[at:end], at)
        last = end
    whole = "".join(out)
    first = runs[0][1] if runs else 0
    return Words(whole, runs, marks, first, last).cut(0)


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


def _join(
    out: list[str], runs: list[tuple[int, int]], length: int, text: str, last: int, start: int, known: Collection[str]
) -> int:
    """Join the piece that begins at `start` to what is there; the new length of the text."""
    tail = out[-1]
    after = _WORD_AFTER.match(text, start)
    if tail.endswith("-") and after:
        before = _WORD_BEFORE.search("".join(out[-3:])[-60:])
        if before and _breaks_word(before[1], after[0], known):
            out[-1] = tail[:-1]
            return length - 1
        if before:
            return length
    if tail.endswith((" ", "/", "–", "—")) and not tail.endswith((" –", " —")):
        return length
    if not runs or runs[-1][1] + length - runs[-1][0] != last:
        runs.append((length, last))
    out.append(" ")
    return length + 1


def _breaks_word(before: str, after: str, known: Collection[str]) -> bool:
    """Whether a hyphen between the two was set by the line's end alone."""
    joined, hyphenated = (before + after).lower(), f"{before}-{after}".lower()
    if hyphenated in known or after[0].isupper() or before.split("-")[-1].lower() in _COMPOUNDS:
        return joined in known and hyphenated not in known and after[0].islower()
    return True


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, hyphenated ones whole, in lower case: what `compose` looks hyphenated words up in."""
    return frozenset(found.lower() for found in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])", text))
