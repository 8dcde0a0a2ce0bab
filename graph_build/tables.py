"""Which lines are rows of tables: figures at the end of line after line, or cells in print smaller than the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from string import ascii_letters

from graph_build import furniture
from graph_build.model import Line, Pages
from graph_build.wording import SUPERSCRIPTS

#: A line that ends in a cell of figures: "Harbour lamps 1 250 000", "Total (3.5)", "Belgium ..... 0.828".
_FIGURED = re.compile(r"(?:\S.*[\s.…])?[-–(]?(?:\d{1,3}(?:[ ,]\d{3})+|\d+(?:\.\d+)?)\)?\s?%?(?:\s?[–—-])?")
_LAST = (")", "%", "–", "—", "-")  # how such a line may end, but for a figure
_SENTENCE = re.compile(
    r"\b(?:of|in|and|to|the|No\.|para\.|paras\.|resolutions?|session|item|page|since|until|by"
    r"|January|February|March|April|May|June|July|August|September|October|November|December)\s+\S+$"
)
_LABELLED = re.compile(r"\s*(?:\d{1,3}\.\s|\([a-z]{1,5}\)\s)")
_NO_FIGURE = frozenset(ascii_letters + ",.;:")  # how most lines end
_SMALL, _PLAIN = 3, 4  # lines that make a table, in small print and in that of the text
_SHARE = 0.3  # of the lines of a table in small print that end in figures


def rows(pages: Pages, running: Collection[int], small: float) -> frozenset[int]:
    """The indices of lines that are rows of tables; print under the size `small` is smaller than that of the text.

    Notes below a rule, and what is set by the printer around the text (`running`), are none.
    """
    lines = [(index, line) for index, line in enumerate(pages.lines) if index not in running]
    found: set[int] = set()
    for run in _runs(lines, [line.size is not None and line.size < small for _, line in lines], pages.text, _SMALL):
        beside = Counter(line.top for _, line in run)
        cells = sum(count - 1 for count in beside.values())
        figured = sum(_figured(pages.text, line) for _, line in run)
        if figured + cells >= _SHARE * len(run) and figured:
            found.update(index for index, _ in run)
    text = pages.text
    plain = [text[line.end - 1 : line.end] not in _NO_FIGURE and _plain(text, line) for _, line in lines]
    for run in _runs(lines, plain, text, _PLAIN):
        found.update(index for index, _ in run)
    return frozenset(found)


def _runs(lines: list[tuple[int, Line]], wanted: list[bool], text: str, least: int) -> Iterator[list[tuple[int, Line]]]:
    """The stretches of at least so many wanted lines that follow one another, outside the notes of a page."""
    if sum(wanted) < least:
        return
    run: list[tuple[int, Line]] = []
    noting = 0
    for (index, line), is_wanted in zip(lines, wanted, strict=True):
        first = text[line.start : line.start + 1]
        if not first.isalpha() and line.top is not None:  # as most lines begin
            noted = furniture.is_rule(text[line.start : line.end]) or (is_wanted and first in SUPERSCRIPTS)
            noting = line.page if noted else noting
        if is_wanted and noting != line.page:
            run.append((index, line))
        else:
            if len(run) >= least:
                yield run
            run = []
    if len(run) >= least:
        yield run


def _figured(text: str, line: Line) -> bool:
    words = text[line.start : line.end].strip()
    last = words[-1:]
    if not last.isdecimal() and last not in _LAST:  # as most lines
        return False
    return bool(_FIGURED.fullmatch(words)) and not _SENTENCE.search(words)


def _plain(text: str, line: Line) -> bool:
    """Whether a line of ordinary print is a row: a name and its figure, short, and no item of a list."""
    if line.style is not None or line.end - line.start > 110:
        return False
    words = text[line.start : line.end]
    return _figured(text, line) and not _LABELLED.match(words) and words[:1].isupper()
