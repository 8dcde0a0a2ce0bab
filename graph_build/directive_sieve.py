"""Patterns that are tried only where their words stand; one pass over a stretch finds the words of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import ModuleType

import ahocorasick_rs as ac
from msgspec import Struct

#: The words of all sieves that stand in a stretch.
Seen = frozenset[str]


class Sieve(Struct, frozen=True):
    """A pattern, and groups of words: every match, with what it looks ahead at, holds at least one word of each."""

    groups: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]

    def finditer(self, text: str, start: int, end: int, seen: Seen | None = None) -> Iterator[re.Match[str]]:
        """The matches of the pattern in `text[start:end]`; `seen` are the words that stand there, where known."""
        for group in self.groups:
            if group.isdisjoint(seen) if seen is not None else all(text.find(w, start, end) < 0 for w in group):
                return iter(())
        return self.pattern.finditer(text, start, end)

    def search(self, text: str, start: int, end: int, seen: Seen | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        return next(self.finditer(text, start, end, seen), None)


def sieve(words: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Sieve:
    """A sieve from groups of words: the groups are parted by "&", the words of each by "|"."""
    groups = tuple(frozenset(group.split("|")) for group in words.split("&"))
    return Sieve(groups, re.compile(pattern, flags))


class Sifter:
    """Finds the words of many sieves in one pass."""

    def __init__(self, sieves: Iterable[Sieve]) -> None:
        self.words = sorted({word for each in sieves for group in each.groups for word in group})
        self._finder = ac.AhoCorasick(self.words, implementation=ac.Implementation.DFA)

    def seen(self, text: str) -> Seen:
        """The words that stand in the text."""
        words = self.words
        return frozenset([words[i] for i, _, _ in self._finder.find_matches_as_indexes(text, overlapping=True)])


def sieves(rooms: Iterable[ModuleType]) -> Iterator[Sieve]:
    """The sieves that rooms hold, alone or in tables."""
    for room in rooms:
        for held in vars(room).values():
            if isinstance(held, Sieve):
                yield held
            elif isinstance(held, tuple):
                yield from (cell for row in held if isinstance(row, tuple) for cell in row if isinstance(cell, Sieve))
