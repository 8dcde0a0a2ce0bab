"""Ordinals and dates as documents print them."""

from __future__ import annotations

import re
from datetime import date

_ONES = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS = (
    "tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
)  # fmt: skip
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = (
    "January February March April May June July August September October November December".split()
)  # fmt: skip
DATE = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_MONTHS)}),?\s+(\d{{4}})\b", re.IGNORECASE)


def _ordinals() -> dict[str, int]:
    values = {word: at for at, word in enumerate(_ONES, 1)} | {word: at for at, word in enumerate(_TEENS, 10)}
    for tens, word in enumerate(_TENS, 2):
        values[word[:-1] + "ieth"] = 10 * tens
        values |= {f"{word}-{one}": 10 * tens + at for at, one in enumerate(_ONES, 1)}
    return values | {"hundredth": 100} | {f"hundred and {one}": 100 + at for at, one in enumerate(_ONES, 1)}


ORDINALS = _ordinals()


def ordinal(words: str) -> int | None:
    """The value of an ordinal in words or figures: "Seventy-second" and "72nd" give 72."""
    found = re.fullmatch(r"(\d+)(?:st|nd|rd|th)", words.strip())
    if found:
        return int(found[1])
    return ORDINALS.get(re.sub(r"[\s\-]+", "-", words.strip().casefold()))


def first_date(text: str) -> date | None:
    """The first date in a text such as "19 December 2017", None where there is none or it is no day of the calendar."""
    for found in DATE.finditer(text):
        month = next(at for at, name in enumerate(_MONTHS, 1) if name.casefold() == found[2].casefold())
        try:
            return date(int(found[3]), month, int(found[1]))
        except ValueError:
            continue
    return None
