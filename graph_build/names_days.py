"""The day on which a document's names are judged, and the organ among whose documents it is."""

from __future__ import annotations

from datetime import date

from graph_build import symbols
from graph_build.model import FrontMatter


def organ_of(front: FrontMatter) -> str | None:
    """The organ that a document's symbol names: the Council's for S/, that of human rights for A/HRC/."""
    try:
        return symbols.parse(front.symbol or "").organ
    except ValueError:
        return None


def day_of(front: FrontMatter) -> date | None:
    """The day on which a document's names are judged: its adoption or issue, else the end of its symbol's year."""
    if front.adopted or front.issued:
        return front.adopted or front.issued
    first = year_of(front.symbol or "", front.session)
    return first.replace(month=12, day=31) if first else None


def year_of(symbol: str, session: int | None = None) -> date | None:
    """The first day of the year that a symbol tells, by itself or by its session of the General Assembly."""
    try:
        parsed = symbols.parse(symbol)
    except ValueError:
        return None
    year = parsed.year
    if session is None and (parsed.session or "").isdigit():
        session = int(parsed.session or "")
    if year is None and session is not None and parsed.organ == "general-assembly":
        year = 1945 + session
    return date(year, 1, 1) if year and 1945 <= year <= 2200 else None
