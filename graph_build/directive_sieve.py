"""Patterns that are tried only where their words stand; one pass over a stretch finds the words of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from types import ModuleType
from typing import Any, TypeVar

import ahocorasick_rs as ac
from msgspec import Struct

Row = TypeVar("Row", bound=tuple[Any, ...])
_NOTHING: Iterator[re.Match[str]] = iter(())
_KEPT = 4096  # answers kept for a table


class Seen(Struct, frozen=True, gc=False):
    """Where the words of sieves begin in a stretch of a text, and which groups of words it holds, as bits.

    `needs` are the bits of the groups of each sieve, by the identity of the sieve; `tables` those of the sieves of
    each table that was asked for, by its identity.
    """

    places: dict[str, list[int]]
    groups: int
    needs: dict[int, int]
    tables: dict[int, _Table]

    def awake(self, rows: Sequence[Row]) -> Sequence[Row]:
        """Of the rows of a table, whose last cells are sieves, those of whose groups of words one each was seen."""
        table = self.tables.get(id(rows))
        if table is None:
            table = self.tables[id(rows)] = _Table.of(rows, self.needs)
        held = self.groups & table.mask
        found = table.awake.get(held)
        return table.find(held) if found is None else found


class _Table(Struct, frozen=True, gc=False):
    """The rows of a table with what each needs, all that they need together, and which were awake for what was seen."""

    rows: Sequence[Any]
    needs: list[int]
    mask: int
    awake: dict[int, Sequence[Any]]

    @staticmethod
    def of(rows: Sequence[Any], needs: dict[int, int]) -> _Table:
        own = [needs[id(row[-1])] for row in rows]
        return _Table(rows, own, reduce(or_, own, 0), {})

    def find(self, held: int) -> Sequence[Any]:
        """The rows all of whose groups are in `held`; kept, since the same words stand together again and again."""
        if len(self.awake) >= _KEPT:
            self.awake.clear()
        found = self.awake[held] = [row for row, need in zip(self.rows, self.needs, strict=True) if not need & ~held]
        return found


class Sieve(Struct, frozen=True, gc=False):
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

    def _places(self, seen: Seen) -> list[int]:
        """Where the words stand with which a match may begin, in order."""
        places = seen.places
        words = self.begins & places.keys()
        if len(words) == 1:  # as mostly
            return places[next(iter(words))]
        return sorted([place for word in words for place in places[word]])

    def _begun(self, text: str, start: int, end: int, seen: Seen) -> Iterator[re.Match[str]]:
        """The same as a search from place to place, tried only where a match can begin."""
        match = self.pattern.match
        for place in self._places(seen):
            if place >= start and (found := match(text, place, end)):
                yield found
                start = found.end()

    def _first(self, text: str, start: int, end: int, seen: Seen) -> re.Match[str] | None:
        match = self.pattern.match
        for place in self._places(seen):
            if place >= start and (found := match(text, place, end)):
                return found
        return None

    def search(self, text: str, start: int, end: int, seen: Seen | None = None) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        if seen is None:
            return next(self.finditer(text, start, end), None)
        if seen.needs[id(self)] & ~seen.groups:
            return None
        if self.begins:
            return self._first(text, start, end, seen)
        return self.pattern.search(text, start, end)


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
        self._tables: dict[int, _Table] = {}
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
