"""Which organ a bare number belongs to: what its form, its session or year, and its printed date allow."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date

from graph_build import symbols
from graph_build.citation_grammar import Number

GA, SC, ECOSOC, HRC, CHR = (
    "general-assembly",
    "security-council",
    "ecosoc",
    "human-rights-council",
    "commission-on-human-rights",
)
#: The number of the Security Council's last resolution of each year, from 1946 on: the symbols' own numbering.
_LAST = (
    15, 37, 66, 78, 89, 96, 98, 103, 105, 110, 121, 126, 131, 132, 160, 171, 177, 185, 199, 219, 232, 244, 262, 275,
    291, 307, 324, 344, 366, 384, 402, 422, 443, 461, 484, 499, 528, 545, 559, 580, 593, 606, 626, 646, 683, 725,
    799, 893, 969, 1035, 1092, 1146, 1220, 1284, 1334, 1386, 1454, 1521, 1580, 1651, 1738, 1794, 1859, 1907, 1966, 2032,
    2085, 2132, 2195, 2259, 2336, 2398, 2451, 2503, 2560, 2616, 2671, 2721,
)  # fmt: skip
_LAST_YEAR = 1945 + len(_LAST)
#: About the number of the Assembly's first resolution of each session, the first to the thirtieth: they ran through.
_FIRST = (
    1, 104, 182, 289, 367, 501, 611, 713, 808, 908, 998, 1134, 1237, 1351, 1491, 1630, 1765, 1881, 1995, 2007, 2136,
    2247, 2392, 2493, 2621, 2751, 2903, 3051, 3203, 3362, 3542,
)  # fmt: skip
_SLACK = 40
#: Years of the Assembly's special and emergency special sessions since they are numbered in Arabic.
_GA_SPECIAL = {
    "S-8": 1978, "S-9": 1978, "S-10": 1978, "S-11": 1980, "S-12": 1982, "S-13": 1986, "S-14": 1986, "S-15": 1988,
    "S-16": 1989, "S-17": 1990, "S-18": 1990, "S-19": 1997, "S-20": 1998, "S-21": 1999, "S-22": 1999, "S-23": 2000,
    "S-24": 2000, "S-25": 2001, "S-26": 2001, "S-27": 2002, "S-28": 2005, "S-29": 2014, "S-30": 2016, "S-31": 2020,
    "S-32": 2021,
}  # fmt: skip


def security_council_year(number: int) -> int | None:
    """The year of the Security Council's resolution with this number; None beyond the years known."""
    year = 1946 + bisect_left(_LAST, number)
    return year if number > 0 and year <= _LAST_YEAR else None


def in_range(number: int, year: int) -> bool:
    """Whether the Security Council adopted a resolution of this number in this year, as far as is known."""
    known = security_council_year(number)
    return known == year if known else year > _LAST_YEAR


def candidates(number: Number, kind: str) -> tuple[str, ...]:
    """The organs whose resolutions or decisions have numbers of this form, the likeliest first."""
    item = int(number.item)
    if number.form == "year":
        return (SC,)
    if number.form == "roman":
        return _by_roman(number, kind)
    if number.session.startswith("ES-"):
        return (GA,)
    if number.session.startswith("S-"):
        return (GA, HRC) if number.session in _GA_SPECIAL else (HRC,)
    session = int(number.session)
    if 1946 <= session <= 2100:
        return (ECOSOC, CHR) if kind == "Resolution" or item >= 100 else ()
    if session >= 1000:
        return ()
    if kind == "Decision":
        return _decisions(session, item)
    made = (GA,) if session >= 31 and item <= 599 else ()
    return made + ((HRC,) if 1 <= session <= 90 and item <= 60 else ())


def _by_roman(number: Number, kind: str) -> tuple[str, ...]:
    """Only the Council numbered its decisions by Roman sessions; the Assembly's numbers tell their session."""
    if "S-" in number.session:
        return (GA,)
    if kind == "Decision":
        return (ECOSOC,)
    value, item = symbols.roman(number.session), int(number.item)
    inside = value <= 30 and _FIRST[value - 1] - _SLACK <= item <= _FIRST[value] + _SLACK
    return (GA, ECOSOC, CHR) if inside else (ECOSOC, CHR)


def _certain(number: Number) -> bool:
    """Whether the session is beyond the Assembly's thirty and the number as high as the Economic Council's alone."""
    return "S-" not in number.session and 30 < symbols.roman(number.session) <= 63 and int(number.item) >= 900


def _decisions(session: int, item: int) -> tuple[str, ...]:
    made = (GA,) if session >= 31 and (item >= 300 or session <= 32) else ()
    return made + ((HRC,) if session <= 90 and 100 < item < 200 else ())


def dated_organs(number: Number, day: date) -> tuple[str, ...]:
    """Of the organs that number their sessions, those that could have adopted it on this day."""
    if number.form != "slash" or number.session.startswith("ES-"):
        return ()
    if number.session.startswith("S-"):
        year = _GA_SPECIAL.get(number.session)
        return (GA,) if year and year <= day.year <= year + 1 else (HRC,) if day.year >= 2006 else ()
    session = int(number.session)
    made = (GA,) if 1945 + session <= day.year <= 1946 + session else ()
    return made + ((HRC,) if _council_year(session, day.year) else ())


def _council_year(session: int, year: int) -> bool:
    """Three regular sessions a year since the tenth of 2009; nine in 2006 to 2008."""
    if session >= 10:
        return year == 2009 + (session - 10) // 3
    return year in {1: (2006,), 2: (2006,), 3: (2006,), 4: (2007,), 5: (2007,), 6: (2007,)}.get(session, (2008,))


def decide(
    number: Number, kind: str, named: Iterable[str], voice: str | None, day: date | None
) -> tuple[str | None, bool]:
    """The organ whose number it is, and whether the words or the form settle it; None where no organ fits.

    `named` are the organs that the words beside it name, the nearest first; an organ that a printed date rules out
    gives way to the one that the date demands, and an organ that nothing names does not stand against the date.
    """
    allowed = candidates(number, kind)
    possible = [organ for organ in dated_organs(number, day) if organ in allowed] if day else []
    named = [organ for organ in named if organ in allowed]
    if len(possible) == 1:
        return possible[0], True
    if named:
        return named[0], True
    if voice in allowed and not (day and _far(number, day)):
        return voice, True
    if not allowed or (number.form == "roman" and allowed[0] != GA and not _certain(number)):
        return None, False
    contradicted = day is not None and number.form == "slash" and len(number.session) <= 2
    return (None, False) if contradicted else (allowed[0], len(allowed) == 1)


def _far(number: Number, day: date) -> bool:
    """Whether the date lies years from the session, further than a slip of the pen would put it."""
    return number.session.isdigit() and int(number.session) < 1000 and abs(day.year - 1945 - int(number.session)) > 4


def symbol(number: Number, organ: str, kind: str) -> tuple[str, ...]:
    """The canonical symbols of the number, one for each letter that it carries."""
    made = []
    for letter in number.letters or ("",):
        if number.form == "slash":
            written = f"{number.session}/{number.item}{letter}"
        else:
            written = f"{number.item}({number.session}){letter}"
        made.append(symbols.resolution(organ, written, kind))
    return tuple(made)
