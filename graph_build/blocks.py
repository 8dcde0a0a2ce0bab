"""Lines gathered into blocks: what stands together as one paragraph, heading or note on the page."""

from __future__ import annotations

import re

from msgspec import Struct

from graph_build.model import Line, Pages
from graph_build.openings import opening

_LABEL = re.compile(r"[“\"]?\s*(?:\d{1,3}\s?\.\s|\([a-z]{1,5}\)\s|\(\d{1,2}\)\s)")
_FORMULA = re.compile(r"[“\"]?The [A-Z][\w\- ’'()]{4,90},?")
_ENDED = re.compile(r"[.,;:]\s?[\d*⁰¹²³⁴-⁹]*\s*(?:and|or)?$")
_RULE = re.compile(r"\s*[_\-–—=*]{4,}\s*")


class Block(Struct):
    """Spans of the document that belong together, in reading order, and how they are set."""

    pieces: list[tuple[int, int]]
    page: int
    gap: int = 1  # blank lines before it
    style: str | None = None
    note: bool = False  # set as a footnote
    heading: bool = False  # set as a heading


def gather(pages: Pages) -> list[Block]:
    """The blocks of a document, each line in one of them, in reading order."""
    blocks: list[Block] = []
    last: Line | None = None
    for line in pages.lines:
        blanks = 99 if last is None else max(0, pages.text.count("\n", last.end, line.start) - 1)
        turned = last is not None and line.page != last.page
        styled = line.style is not None
        if last is None or blanks or turned or styled or _begins(pages.text, last, line):
            blocks.append(Block([(line.start, line.end)], line.page, blanks, line.style))
        else:
            blocks[-1].pieces.append((line.start, line.end))
        last = line
    return blocks


def _begins(text: str, last: Line, line: Line) -> bool:
    """Whether a printed line begins a paragraph though no blank line stands before it."""
    before, here = text[last.start : last.end].rstrip(), text[line.start : line.end].strip()
    if _FORMULA.fullmatch(here) or _FORMULA.fullmatch(before.strip()) or _RULE.fullmatch(before):
        return True
    if not _ENDED.search(before):
        return False
    return bool(_LABEL.match(here)) or (here[:1].isupper() and opening(here)[0] is not None)
