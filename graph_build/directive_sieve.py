"""Patterns that are tried only where their words stand; one pass over a stretch finds the words of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from types import ModuleType
from typing import Any, TypeVar

import ahocorasick_rs as ac
from msgspec import Struct

Row = TypeVar("Row", bound=tuple[Any, ...])
_NOTHING: Iterator[re.Match[str]] = iter(())


class Seen(Struct, frozen=True):
    """Where the words of sieves begin in a stretch of a text, and which groups of words it holds, as bits.

    `needs` are the bits of the groups of each sieve, by the identity of the sieve; `tables` those of the sieves of
    each table that was asked for, by its identity.
    """

    places: dict[str, list[int]]
    groups: int
    needs: dict[int, int]
    tables: dict[int, tuple[Sequence[Any], list[int]]]

    def awake(self, rows: Sequence[Row]) -> list[Row]:
        """Of the rows of a table, whose last cells are sieves, those of whose groups of words one each was seen."""
        known, missing = self.tables.get(id(rows)), ~self.groups
        if known is None:
            known = self.tables[id(rows)] = rows, [self.needs[id(row[-1])] for row in rows]
        return [row for row, need in zip(rows, known[1], strict=True) if not need & missing]


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
        elif seen.needs[id(self)] & ~seen.groups:
            return _NOTHING
        elif self.begins:
            return self._begun(text, start, end, seen)
        return self.pattern.finditer(text, start, end)

    def _begun(self, text: str, start: int, end: int, seen: Seen) -> Iterator[re.Match[str]]:
        """The same as a search from place to place, tried only where a match can begin."""
        places = seen.places
        for place in sorted([place for word in self.begins.intersection(places) for place in places[word]]):
            if place >= start and (found := self.pattern.match(text, place, end)):
                yield found
                start = found.end()

    def search(self, text: str, start: int, end: int, seen: Seen | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        if seen is not None and seen.needs[id(self)] & ~seen.groups:
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
        self.sieves = tuple(sieves)
        groups = list(dict.fromkeys(group for each in self.sieves for group in each.groups))
        bits = {group: 1 << index for index, group in enumerate(groups)}
        self._needs = {id(each): sum({bits[group] for group in each.groups}) for each in self.sieves}
        self._tables: dict[int, tuple[Sequence[Any], list[int]]] = {}
        self._words = sorted(set().union(*groups))
        self._bits = [sum(bits[group] for group in groups if word in group) for word in self._words]
        self._finder = ac.AhoCorasick(self._words)

    def seen(self, text: str, start: int, end: int) -> Seen:
        """The words that stand in `text[start:end]`; for the sieves of this sifter alone."""
        words, bits, groups = self._words, self._bits, 0
        places: dict[str, list[int]] = {}
        for index, at, _ in self._finder.find_matches_as_indexes(text[start:end], overlapping=True):
            word = words[index]
            if word in places:
                places[word].append(at + start)
            else:
                places[word] = [at + start]
                groups |= bits[index]
        return Seen(places, groups, self._needs, self._tables)


def awake(rows: Sequence[Row], seen: Seen | None) -> Sequence[Row]:
    """Of the rows of a table, whose last cells are sieves, those of whose groups of words one each was seen."""
    return rows if seen is None else seen.awake(rows)


def sieves(rooms: Iterable[ModuleType]) -> Iterator[Sieve]:
    """The sieves that rooms hold, alone or in tables."""
    for room in rooms:
        for held in vars(room).values():
            rows = held if isinstance(held, tuple) else (held,)
            cells = (cell for row in rows for cell in (row if isinstance(row, tuple) else (row,)))
            yield from (cell for cell in cells if isinstance(cell, Sieve))
