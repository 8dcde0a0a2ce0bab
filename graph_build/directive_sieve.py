"""Patterns that are tried only where one of their words stands: most stretches hold none, and looking is cheap."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct


class Sieve(Struct, frozen=True):
    """A pattern, and words of which every match holds at least one."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of the pattern in `text[start:end]`."""
        for word in self.words:
            if text.find(word, start, end) >= 0:
                return self.pattern.finditer(text, start, end)
        return iter(())

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        return next(self.finditer(text, start, end), None)


def sieve(words: str, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Sieve:
    """A sieve from words parted by "|"."""
    return Sieve(tuple(words.split("|")), re.compile(pattern, flags))
