"""What the printer set around the text: running heads, page and job numbers, bar codes, the rule above footnotes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graph_build.model import Line, Pages

_PAGE_OR_JOB = re.compile(
    r"""(?:\d{1,4}\s?/\s?\d{1,4})?\s*(?:\d{2}-\d{4,6}(?:\s?\*+)?(?:\s\([A-Z]\))?(?:\s+\d{6})*\s*)?(?:\d{1,4}\s?/\s?\d{1,4})?
    | /\.\.\. | \*\d{5,8}\* | [-–—]?\s?\d{1,3}\s?[-–—]? | Page\s\d+ | Please\srecycle.* | Printed\sin\s.*
    | (?:GE\.|V\.|N\s)\d{2}-\d{4,6}.* | \*?\d{7}\*?[A-Z]? | \(?\d{2}-\d{4,6}\)?.{0,24}""",
    re.VERBOSE,
)
_SYMBOL_ALONE = re.compile(r"(?:[A-Z]{1,4}|ST|HSP|UNEP)/[A-Z0-9./()\-\s]{2,40}")
#: Running heads, page ends and job numbers that are nothing else wherever they stand.
_SURE = re.compile(
    r"""\s*(?: <!--\ Page\ \d+\ -->
    | (?:[ASE]/[A-Z0-9/.\- ]*\d\ ?(?:\(\d{4}\))?)?\s*(?:\(?[Pp]age\ \d{1,3}(?:\ of\ \d{1,3})?\)?|/\.\.\.)
    | \d{1,3}/\d{1,3}\s+\d{2}-\d{4,6} | \d{2}-\d{4,6}\s+\d{1,3}/\d{1,3}
    | \d{2}-\d{5}\s\([A-Z]\)(?:\s+\d{6})* | \*\d{7}\* )\s*""",
    re.VERBOSE,
)
_LEADS = re.compile(r"(?:\b(?:documents?|and|also|see|See|in|of|symbol)|[,;])\s*\Z")
_RULE = re.compile(r"[_\-–—]{5,}")
_FIGURES = re.compile(r"\d+")
#: Bands of a page, in points from its top and bottom, in which the printer's own words stand.
_HEAD, _FOOT = 75.0, 56.0


def running(pages: Pages) -> frozenset[int]:
    """The indices of lines that are no words of the document: running heads, page numbers, job numbers, bar codes.

    A line of printed pages is one where it stands in the head or foot of a page and is a page, job or document number,
    or returns at the same height on another page. In a text without geometry a line is one where it can be
    nothing else, or is such a number, or returns, among the first or last lines of a page that a form feed ends.
    """
    lines = pages.lines
    if not lines or lines[0].style is not None:
        return frozenset()
    if lines[0].top is None:
        return _unmeasured(pages)
    top = _head(pages)
    banded = [
        (index, line) for index, line in enumerate(lines) if line.top is not None and not _FOOT <= line.top <= top
    ]
    keys = [_key(pages, line) for _, line in banded]
    seen = Counter(keys)
    return frozenset(
        index
        for (index, line), key in zip(banded, keys, strict=True)
        if _is_number(pages, line) or (line.page > 1 and _returns(line, key, seen))
    )


def _unmeasured(pages: Pages) -> frozenset[int]:
    lines = pages.lines
    sure = {index for index, line in enumerate(lines) if _SURE.fullmatch(pages.text, line.start, line.end)}
    if lines[-1].page == 1:
        return frozenset(sure)
    edges = _edges(lines)
    seen = Counter(_key(pages, lines[index]) for index in edges)
    return frozenset(
        sure
        | {
            index
            for index in edges
            if (_is_number(pages, lines[index]) and not _goes_on(pages, index))
            or (lines[index].page > 1 and seen[_key(pages, lines[index])] > 1)
        }
    )


def _goes_on(pages: Pages, index: int) -> bool:
    """Whether a symbol alone on its line is the end of a sentence: it has a full stop, or words that lead up to it."""
    line = pages.lines[index]
    before = pages.lines[index - 1] if index else line
    leads = before.page == line.page and _LEADS.search(pages.text, before.start, before.end)
    return "/" in pages.text[line.start : line.end] and bool(leads or pages.text[line.end - 1] == ".")


def _edges(lines: Sequence[Line]) -> list[int]:
    """The indices of the first and last three lines of each page."""
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        pages.setdefault(line.page, []).append(index)
    return [index for page in pages.values() for index in sorted({*page[:3], *page[-3:]})]


def _head(pages: Pages) -> float:
    """The height above which the head of a page stands."""
    highest = max((line.top or 0.0) for line in pages.lines)
    return (842.0 if highest > 792.0 else 792.0) - _HEAD


def _is_number(pages: Pages, line: Line) -> bool:
    text = pages.text[line.start : line.end].strip()
    return bool(_PAGE_OR_JOB.fullmatch(text)) or (line.page > 1 and bool(_SYMBOL_ALONE.fullmatch(text)))


def _key(pages: Pages, line: Line) -> tuple[int, str]:
    text = pages.text[line.start : line.end]
    return round(line.top or 0.0), _FIGURES.sub("#", text).replace(" ", "").casefold()


def _returns(line: Line, found: tuple[int, str], seen: Counter[tuple[int, str]]) -> bool:
    top, key = found
    if sum(seen[at, key] for at in (top - 1, top, top + 1)) > 1:
        return True
    return bool(line.bold and line.size is not None and line.size < 9.2)  # the only page that has a running head


def is_rule(text: str) -> bool:
    """Whether a line is the rule that parts footnotes from the text."""
    bare = text.strip()
    return bare[:1] in "_-–—" and bool(_RULE.fullmatch(bare))  # most lines begin with a letter
