"""Numbers that cite, with the dates that several of them share."""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from graph_build import symbols

_JOINS = re.compile(r"(?:,|\sand|,\sand|\sor)\s")


class Cited(Struct, frozen=True, gc=False):
    """A number that cites, as written at start..end with the word before it; its date ends at `reach`."""

    start: int
    end: int
    reach: int
    targets: tuple[str, ...]
    dates: tuple[date | None, ...]
    rule: str


def share_dates(text: str, cited: list[Cited]) -> None:
    """A date at the end of a list dates all of it: "58/270 and 58/271 of 23 December 2003"; changes the list."""
    for index in range(len(cited) - 1, 0, -1):
        item, before = cited[index], cited[index - 1]
        if (before.dates and before.dates[0]) or not item.dates or item.dates[-1] is None:
            continue
        if not _JOINS.fullmatch(text, before.end, item.start):
            continue
        day = next(day for day in item.dates if day)
        if _could(before.targets[0], item.targets[0], day):
            cited[index - 1] = replace(before, dates=tuple(day for _ in before.targets))


def _could(target: str, dated: str, day: date) -> bool:
    """Whether the date of one number can be that of the one before: of the same year, or the same session."""
    parsed = symbols.parse(target)
    return parsed.year == day.year if parsed.year else parsed.session == symbols.parse(dated).session


def spread(dates: tuple[date, ...], count: int) -> tuple[date | None, ...]:
    """One date each where there are as many, else the same for all."""
    if len(dates) == count:
        return dates
    return tuple(dates[0] if dates else None for _ in range(count))
