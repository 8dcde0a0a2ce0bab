"""Patterns that are tried only where their words stand; one pass over a stretch finds the words of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import ModuleType

import ahocorasick_rs as ac
from msgspec import Struct

_NOTHING: Iterator[re.Match[str]] = iter(())


class Seen(Struct, frozen=True):
    """The words of sieves that stand in a stretch of a text, and where each begins."""

    words: frozenset[str]
    places: dict[str, list[int]]


class Sieve(Struct, frozen=True):
    """A pattern, and groups of words: every match, with what it looks ahead at, holds at least one word of each.

    Where `begins` is not empty, every match begins with one of them.
    """

    groups: tuple[frozenset[str], ...]
    pattern: re.Pattern[str]
    begins: frozenset[str] = frozenset()

    def finditer(self, text: str, start: int, end: int, seen: Seen | None = None) -> Iterator[re.Match[str]]:
        """The matches of the pattern in `text[start:end]`; `seen` are the words that stand there, where known."""
        if seen is None:
            if any(all(text.find(word, start, end) < 0 for word in group) for group in self.groups):
                return _NOTHING
        elif any(map(seen.words.isdisjoint, self.groups)):
            return _NOTHING
        elif self.begins:
            return self._begun(text, start, end, seen)
        return self.pattern.finditer(text, start, end)

    def _begun(self, text: str, start: int, end: int, seen: Seen) -> Iterator[re.Match[str]]:
        """The same as a search from place to place, tried only where a match can begin."""
        places = seen.places
        for place in sorted([place for word in self.begins & seen.words for place in places[word]]):
            if place >= start and (found := self.pattern.match(text, place, end)):
                yield found
                start = found.end()

    def search(self, text: str, start: int, end: int, seen: Seen | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        if seen is not None and any(map(seen.words.isdisjoint, self.groups)):
            return None
        return next(self.finditer(text, start, end, seen), None)


def sieve(words: str, pattern: str, flags: re.RegexFlag = re.NOFLAG, *, begins: str = "") -> Sieve:
    """A sieve from groups of words: the groups are parted by "&", the words of each, and of `begins`, by "|"."""
    groups = [frozenset(group.split("|")) for group in words.split("&")]
    starts = frozenset(begins.split("|")) if begins else frozenset()
    return Sieve((*groups, *([starts] if starts else [])), re.compile(pattern, flags), starts)


def either_case(words: str) -> str:
    """The words parted by "|" with those whose first letter is a capital."""
    return "|".join((words, *(word[0].upper() + word[1:] for word in words.split("|"))))


class Sifter:
    """Finds the words of many sieves in one pass."""

    def __init__(self, sieves: Iterable[Sieve]) -> None:
        self.words = sorted({word for each in sieves for group in each.groups for word in group})
        self._finder = ac.AhoCorasick(self.words)

    def seen(self, text: str, start: int, end: int) -> Seen:
        """The words that stand in `text[start:end]`."""
        words = self.words
        places: dict[str, list[int]] = {}
        for index, at, _ in self._finder.find_matches_as_indexes(text[start:end], overlapping=True):
            word = words[index]
            if word in places:
                places[word].append(at + start)
            else:
                places[word] = [at + start]
        return Seen(frozenset(places), places)


def sieves(rooms: Iterable[ModuleType]) -> Iterator[Sieve]:
    """The sieves that rooms hold, alone or in tables."""
    for room in rooms:
        for held in vars(room).values():
            if isinstance(held, Sieve):
                yield held
            elif isinstance(held, tuple):
                yield from (cell for row in held if isinstance(row, tuple) for cell in row if isinstance(cell, Sieve))
