"""The title of a resolution, and the symbol that its number and its organ tell together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from graph_build import symbols
from graph_build.model import Passage
from graph_build.numerals import first_date
from graph_build.structure import Item, is_title

_MODERN = re.compile(
    r"(?P<number>(?P<session>(?:ES-|S-)?\d{1,4})/(?P<count>\d{1,3}))\s?(?P<letter>[A-Z](?:\s?[-–]\s?[A-Z])?(?=\.|\s*$))?"
    r"(?:\s*\.\s*|\s+|$)(?P<rest>.*)",
    re.S,
)
_OLD = re.compile(
    r"(?P<count>\d{1,4})\s?(?P<letter>[A-Z](?:-[A-Z])?)?\s?\((?P<session>[A-ZIVXL\-]+(?:-\d+)?)\)\s*[.:]?\s*(?P<rest>.*)",
    re.S,
)
_COUNCIL = re.compile(r"(?:RESOLUTION|Resolution)?\s*(?P<count>\d{1,4})\s?\((?P<year>\d{4})\)\.?\s*(?P<rest>.*)", re.S)
_STATEMENT = re.compile(r"PRST\s+(?P<number>(?:OS/)?\d+/\d+)\.?\s*(?P<rest>.*)", re.S)
_ITEM = re.compile(r"item entitled “(?P<title>.+?)”(?=,|\s|$)", re.S)
_SERIES = {
    "general-assembly": "A/RES",
    "human-rights-council": "A/HRC/RES",
    "ecosoc": "E/RES",
    "security-council": "S/RES",
}
_SPONSORED = re.compile(r"\bdraft (?:resolution|decision)(?: [A-Z]/[\w./]+)?\**$", re.I)
_MASTHEAD = re.compile(r"draft resolution\**$|^[\w-]+ session$|\b[A-Z]/|:$|^\[|^\w+ Committee$|Agenda item")
#: A number without its year, which the date below it gives: "Resolution 290 / of 8 December 1970".
_YEARLESS = re.compile(
    r"(?:RESOLUTION|Resolution)\s+(?P<count>\d{1,4})\s+(?P<rest>of\s+\d{1,2}\s+[A-Z][a-z]+\s+(?P<year>\d{4}))\.?"
)
_MATTER = re.compile(r"^(?:Resolution of|of) \d|^\[|^\(S/|^Adopted|^of \d")


class Title(Struct, frozen=True):
    """Words of a title without its number, the symbol its number tells, and the date it names."""

    text: str | None = None
    symbol: str | None = None
    adopted: date | None = None


def title_of(passages: Sequence[Passage], issuer: str | None, symbol: str | None = None) -> Title:
    """The title whose number tells `symbol`, else that which stands before the first enacting formula."""
    found = next((t for p in passages if symbol and (t := _asked(p.text, issuer, symbol))), None)
    found = found or _title(passages, issuer)
    if found.symbol and decided(passages):
        return replace(found, symbol=found.symbol.replace("/RES/", "/DEC/"))
    return found


def asked_for(items: Iterable[Item], symbol: str | None) -> int | None:
    """Where a text holds several numbered resolutions, the unit of the one with this symbol; else None."""
    title = ""
    for item in items:
        if symbol and is_title(item.words.text):
            title = item.words.text
        elif symbol and item.formula and title:
            found = _numbered(title, item.voice)
            if found and found.symbol == symbol:
                return item.unit
    return None


def decided(passages: Sequence[Passage]) -> bool:
    """Whether the text is a decision: it begins with the meeting that took it, without an enacting formula."""
    first = next((p for p in passages if p.part not in ("front", "title", "heading", "footnote")), None)
    return first is not None and first.part == "operative" and first.label is None and first.text.startswith("At its ")


def _asked(text: str, issuer: str | None, symbol: str) -> Title | None:
    found = _numbered(text, issuer) if len(text) < 400 and is_title(text) else None
    return found if found and found.symbol == symbol else None


def _title(passages: Sequence[Passage], issuer: str | None) -> Title:
    front = [p for p in passages if p.part in ("front", "title")]
    for passage in front:
        if passage.part == "title" or "PRST" in passage.text[:5]:
            found = _numbered(passage.text, issuer)
            if found:
                return found
    named = next((p.text for p in reversed(front) if p.part == "title"), None)
    if named is None:
        item = next((match for p in front if (match := _ITEM.search(p.text))), None)
        named = item["title"] if item else None
    if named is None and any(p.id.endswith("pp-0") or _SPONSORED.search(p.text) for p in passages[:40]):
        named = _last_line(front)
    return Title(text=named.rstrip("* ") if named else None)


def _numbered(text: str, issuer: str | None) -> Title | None:
    for read in (_modern, _statement, _council, _old):
        found = read(text, issuer)
        if found:
            return found
    return None


def _modern(text: str, issuer: str | None) -> Title | None:
    found = _MODERN.match(text)
    if not found:
        return None
    series = _SERIES.get(issuer or "")
    if issuer in ("ecosoc", None) and len(found["session"]) == 4:
        series = "E/RES"
    letter = re.sub(r"\s", "", found["letter"] or "").replace("–", "-")
    return Title(found["rest"].strip(" *") or None, _canonical(series, f"{found['number']}{letter}"))


def _statement(text: str, issuer: str | None) -> Title | None:
    found = _STATEMENT.match(text)
    if not found:
        return None
    series = "A/HRC/PRST" if issuer in ("human-rights-council", None) else None
    return Title(found["rest"].strip() or None, _canonical(series, found["number"]))


def _council(text: str, issuer: str | None) -> Title | None:
    """Security Council: "Resolution 1373 (2001)", "112 (1956). Resolution of 6 February 1956"."""
    found = _COUNCIL.match(text) or (_YEARLESS.fullmatch(text) if issuer == "security-council" else None)
    if not found or issuer not in ("security-council", None) or not 1946 <= int(found["year"]) <= 2100:
        return None
    rest = found["rest"].strip()
    day = first_date(rest) if _MATTER.match(rest) else None
    series = "S/RES" if issuer or text[:1] in "Rr" else None
    symbol = _canonical(series, f"{found['count']}({found['year']})")
    return Title(None if _MATTER.match(rest) else rest or None, symbol, day)


def _old(text: str, issuer: str | None) -> Title | None:
    """Sessions in Roman numerals: "1514 (XV). Declaration …"."""
    found = _OLD.match(text)
    if not found:
        return None
    series = _SERIES.get(issuer or "")
    return Title(
        found["rest"].strip() or None,
        _canonical(series, f"{found['count']}{found['letter'] or ''}({found['session']})"),
    )


def _canonical(series: str | None, number: str) -> str | None:
    try:
        return symbols.canonical(f"{series}/{number}") if series else None
    except ValueError:
        return None


def _last_line(front: Sequence[Passage]) -> str | None:
    """The title of a draft: the last words before the enacting formula."""
    if not front:
        return None
    behind = next((after.text for before, after in pairwise(front) if _SPONSORED.search(before.text)), None)
    last = behind or front[-1].text
    return last if 8 < len(last) < 400 and not _MASTHEAD.search(last) else None
