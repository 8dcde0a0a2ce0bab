"""Lines gathered into blocks: what stands together as one paragraph, heading or note on the page."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

from graph_build import furniture
from graph_build.model import Line, Pages
from graph_build.openings import opening
from graph_build.structure import formula
from graph_build.wording import SUPERSCRIPTS

_LABEL = re.compile(r"[“\"]?\s*(?:\d{1,3}\s?\.\s|\([a-z]{1,5}\)\s|\(\d{1,2}\)\s)")
_OPENS = frozenset('“"(0123456789 \t')  # with what a label begins
_ENDED = re.compile(r"[.,;:]\s?[\d*⁰¹²³⁴-⁹]*\s*(?:and|or)?$")
_NOTE = re.compile(rf"[{SUPERSCRIPTS}]{{1,3}}\s?\S|\*{{1,3}}\s?\S|\d{{1,3}}\s")
_RAISED_NOTE = re.compile(rf"[{SUPERSCRIPTS}]{{1,3}}\s?\S|\*{{1,3}}\s?\S")
_STARRED = re.compile(r"\*{1,3}\s")


class Block(Struct):
    """Spans of the document that belong together, in reading order, and how they are set."""

    pieces: list[tuple[int, int]]
    page: int
    gap: int = 1  # blank lines before it
    style: str | None = None
    note: bool = False  # stands below the rule, among the footnotes
    bold: bool = False
    goes_on: bool = False  # by its setting, the rest of a paragraph begun on an earlier page or column
    centred: bool = False
    left: float | None = None  # of its first line
    rest: float | None = None  # of its other lines


def gather(pages: Pages) -> list[Block]:
    """The blocks of a document, in reading order; lines that are furniture are in none."""
    if pages.lines and pages.lines[0].top is not None:
        return _Printed(pages).blocks()
    return _unmeasured(pages)


def _unmeasured(pages: Pages) -> list[Block]:
    """Blocks of a text without geometry, by blank lines, form feeds, and what lines say of themselves."""
    blocks: list[Block] = []
    last: Line | None = None
    noting = False
    running = furniture.running(pages)
    for index, line in enumerate(pages.lines):
        if index in running:
            continue
        blanks = 99 if last is None else max(0, pages.text.count("\n", last.end, line.start) - 1)
        turned = last is not None and line.page != last.page
        words = pages.text[line.start : line.end]
        rule = furniture.is_rule(words)
        noting = (noting and not turned) or (rule and pages.lines[-1].page > 1)
        begins = last is None or blanks or turned or rule or line.style is not None
        if begins or (_NOTE.match(words) if noting else _begins(pages.text, last, line)):
            note = noting and not rule
            blocks.append(Block([(line.start, line.end)], line.page, max(blanks, 2 * turned), line.style, note))
        else:
            blocks[-1].pieces.append((line.start, line.end))
        last = line
    return blocks


def _labelled(words: str) -> bool:
    """Whether a line begins with a label: "1. ", "(a) "."""
    return words[:1] in _OPENS and _LABEL.match(words) is not None


def _begins(text: str, last: Line | None, line: Line) -> bool:
    """Whether a printed line begins a paragraph though no blank line stands before it."""
    if last is None:
        return True
    before, here = text[last.start : last.end].rstrip(), text[line.start : line.end].strip()
    if formula(here) or formula(before.strip()) or furniture.is_rule(before):
        return True
    if not _ENDED.search(before):
        return False
    return _labelled(here) or (here[:1].isupper() and opening(here)[0] is not None)


class _Printed:
    """Gathers the lines of printed pages by where they stand."""

    def __init__(self, pages: Pages) -> None:
        self.text, self.lines = pages.text, pages.lines
        self.running = furniture.running(pages)
        self.out: list[Block] = []
        self.body: Block | None = None  # the last block of the text proper
        self.last: Line | None = None
        self.noting = False
        self.raised = False  # notes have raised numbers
        sizes: Counter[float] = Counter()
        printed: dict[float | None, int] = {}
        for line in pages.lines:
            printed[line.size] = printed.get(line.size, 0) + line.end - line.start
        for size, characters in printed.items():
            sizes[round(size or 10.0, 1)] += characters
        self.small = sizes.most_common(1)[0][0] - 0.4  # print below this is smaller than that of the text

    def blocks(self) -> list[Block]:
        notes: list[Block] = []
        for index, line in enumerate(self.lines):
            if index in self.running:
                continue
            if self.last is None or line.page != self.last.page:
                self.noting = False
            words = self.text[line.start : line.end]
            if words[:1] in "_-–— " and furniture.is_rule(words) and (line.left or 0) < 200:
                self.noting, self.last = True, line
                continue
            if self.noting and self._left_notes(line):
                self.noting = False
            small = (line.size or 10.0) < self.small
            if small and words[0] in SUPERSCRIPTS:  # notes below a rule that is drawn
                self.noting = True
            if self.noting or (small and _STARRED.match(words)):
                self._note(line, words, notes)
            else:
                self._line(line, words)
            self.last = line
        return self.out + notes

    def _left_notes(self, line: Line) -> bool:
        """Whether the print has gone up again, to another column or to what stands above the rule."""
        return (
            self.last is not None
            and line.top is not None
            and self.last.top is not None
            and line.top > self.last.top + 3
        )

    def _note(self, line: Line, words: str, notes: list[Block]) -> None:
        begins = _RAISED_NOTE if self.raised else _NOTE
        self.raised = self.raised or words[:1] in SUPERSCRIPTS
        if begins.match(words) or not notes or notes[-1].page != line.page:
            unmarked = not begins.match(words) and bool(notes)
            notes.append(Block([(line.start, line.end)], line.page, note=True, left=line.left, goes_on=unmarked))
        else:
            notes[-1].pieces.append((line.start, line.end))

    def _line(self, line: Line, words: str) -> None:
        last, block = self.last, self.body
        if last is None or block is None:
            return self._new(line)
        top, above, here = line.top or 0.0, last.top or 0.0, line.left or 0.0
        if line.page != last.page or top > above + 2:
            return self._turned(line, words, block)
        gap, size = above - top, line.size or 10.0
        size = size if size > 6.0 else 6.0
        left, rest = block.left or 0.0, block.rest
        outdented = left - 45 < here < left - 12 and (rest is None or abs(here - rest) < 2)
        wide = 2.7 if outdented and not _labelled(words) else 1.42
        if gap > wide * size or line.bold != block.bold or abs((last.size or size) - size) > 1.2:
            return self._new(line)
        if rest is not None and here > rest + 6 and not block.centred:
            return self._new(line)
        if rest is None and here > left + 40:
            block.centred = True
        if (rest is None or here > rest + 3) and _labelled(words):
            return self._new(line)
        block.pieces.append((line.start, line.end))
        block.rest = line.left if rest is None else rest
        return None

    def _turned(self, line: Line, words: str, block: Block) -> None:
        """A line at the top of a page or column: it goes on with a paragraph unless it is set as a beginning."""
        self._new(line)
        new = self.out[-1]
        if line.bold or _labelled(words) or block.bold:
            return
        if block.rest is not None:
            new.goes_on = abs((line.left or 0.0) - block.rest) < 3 and block.rest < (block.left or 0.0) - 6
            new.goes_on = new.goes_on or (abs((line.left or 0.0) - block.rest) < 3 and words[:1].islower())
        else:
            new.goes_on = 6 < (block.left or 0.0) - (line.left or 0.0) < 45

    def _new(self, line: Line) -> None:
        block = Block([(line.start, line.end)], line.page, bold=line.bold, left=line.left)
        self.out.append(block)
        self.body = block
