"""The dates and recurrences that time phrases stand for, counted from the day of the document."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta

from graph_build.deadlines import MONTH, MONTHS, NUMBER, ORDINAL, ORDINAL_WORD, TENS, UNITS, TimePhrase
from graph_build.model import Due, Session

#: Days that a session may last whose end the register does not know.
_LONGEST_SESSION = 366
_ORDINALS = {word: value for value, word in enumerate(ORDINAL_WORD.split("|"), 1)}
_CARDINALS = {word: value for value, word in enumerate(UNITS.split("|"), 1)} | {"a": 1, "an": 1}
_TENS = {word: 10 * value for value, word in enumerate(TENS.split("|"), 2)}
_FIGURES, _YEAR, _PARTED = re.compile(r"\d+"), re.compile(r"\d{4}"), re.compile("[- ]")
_AMOUNT = re.compile(rf"({NUMBER})(?:-| )(?:calendar |working |business )?(day|week|month|year)")
_MONTH_DAY_YEAR = re.compile(rf"({MONTH}) (\d{{1,2}}),? (\d{{4}})$")  # "August 31, 2015"
_DAY_MONTH_YEAR = re.compile(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({MONTH})?,? ?(\d{{4}})?$")
_EVERY = re.compile(rf"\bevery (?:({NUMBER}) )?(day|week|month|year)")
_UNTIL = re.compile(r" (until|to|through) ")
_VAGUE = re.compile(r"\b(?:early|late|mid|quarter|half|middle|beginning)\b")
_NTH = re.compile(ORDINAL)
_OPENING = re.compile(r"\b(?:beginning|opening|start) of\b")
#: From what a time runs that is not the adoption.
_FROM_ELSE = re.compile(
    r"\b(?:of|from|after|following|since|before|prior to) (?!(?:the )?(?:date of )?(?:the )?adoption)(?!\d)"
)
_COUNTED = re.compile(r"period of|term of|duration of|\badoption\b")


def _ordinal(words: str) -> int | None:
    """63 for "sixty-third", "63rd"."""
    if digits := _FIGURES.match(words):
        return int(digits[0])
    total = 0
    for part in _PARTED.split(words.lower()):
        if part in _ORDINALS:
            total += _ORDINALS[part]
        elif part in _TENS:
            total += _TENS[part]
        elif part.endswith("ieth") and part[:-4] + "y" in _TENS:
            total += _TENS[part[:-4] + "y"]
        elif part in ("hundred", "hundredth"):
            total += 100
        elif part not in ("one", "and"):
            return None
    return total or None


def _cardinal(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    known = [_CARDINALS.get(part, _TENS.get(part)) for part in _PARTED.split(words.lower())]
    return sum(value for value in known if value) if all(known) else None


def _amount(text: str) -> tuple[int, str] | None:
    found = _AMOUNT.search(text)
    count = _cardinal(found[1]) if found else None
    return (count, found[2]) if found and count else None


def _later(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _interval(words: str, adopted: date | None) -> tuple[date, date] | None:
    """First and last day of "30 March 2018", "March 2018", "2018"; a day without year is the next after adoption."""
    found = _DAY_MONTH_YEAR.search(_MONTH_DAY_YEAR.sub(r"\2 \1 \3", words))
    if not found or not any(found.groups()):
        return None
    month = MONTHS.get(found[2] or "")
    year = int(found[3]) if found[3] else (adopted.year if adopted else None)
    if year is None or not 1945 <= year <= 2200:
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if found[1] is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if not 1 <= int(found[1]) <= calendar.monthrange(year, month)[1]:
        return None
    day = date(year, month, int(found[1]))
    if not found[3] and adopted and day < adopted:
        day = _later(day, 1, "year")
    return day, day


_RECURS = (
    (re.compile(r"semi-?annual|biannual|twice[ -](?:annual|a year|per year|every year|yearly)", re.I), "P6M"),
    (re.compile(r"biennial", re.I), "P2Y"),
    (re.compile(r"triennial", re.I), "P3Y"),
    (re.compile(r"three times", re.I), "P4M"),
    (re.compile(r"annual|yearly|each year|every year|(?:once|one) (?:a|per|every) year", re.I), "P1Y"),
    (re.compile(r"quarterly", re.I), "P3M"),
    (re.compile(r"monthly|every month", re.I), "P1M"),
)


def recurrence(text: str) -> str | None:
    """The ISO 8601 duration of "annually", "every 180 days", "on a twice annual basis"; None where none is said."""
    every = _EVERY.search(text) if "every" in text else None
    if every:
        count = _cardinal(every[1]) if every[1] else 1
        return f"P{count}{every[2][0].upper()}" if count else None
    return next((duration for pattern, duration in _RECURS if pattern.search(text)), None)


def due(phrase: TimePhrase, adopted: date | None, organs: Iterable[str], sessions: Iterable[Session]) -> Due:
    """The dates of a time phrase: `organs` are those whose session may be meant, the likeliest first."""
    text = phrase.text
    first, last = _dates(phrase, adopted, tuple(organs), tuple(sessions))
    recurs = recurrence(phrase.then) or (None if "session" in phrase.rule else recurrence(text))
    return Due(text=text, from_=first, until=last, recurs=recurs)


def _dates(
    phrase: TimePhrase, adopted: date | None, organs: tuple[str, ...], sessions: tuple[Session, ...]
) -> tuple[date | None, date | None]:
    text, rule = phrase.text, phrase.rule
    if rule == "from … until":
        begin, _, end = _UNTIL.split(text.removeprefix("from "))
        until = _interval(end, adopted)
        since = _interval(begin if _YEAR.search(begin) else f"{begin} {end[-4:]}", adopted)
        return (since[0] if since else None, until[1] if until else None)
    if rule in ("by a date", "until a date", "in a part of a year"):
        return None, _by(text, adopted)
    if rule in ("within a time", "no later than", "for a time", "over a time to come"):
        return _within(text, adopted)
    if "session" in rule:
        return _session(text, organs, sessions, adopted)
    return None, None


def _by(text: str, adopted: date | None) -> date | None:
    found = _interval(text, adopted)
    if found is None or _VAGUE.search(text):
        return None
    return found[0] - timedelta(days=1) if text.startswith(("before", "prior")) else found[1]


def _within(text: str, adopted: date | None) -> tuple[date | None, date | None]:
    amount = _amount(text)
    other, counted = _FROM_ELSE.search(text), _COUNTED.search(text)
    if adopted is None or amount is None or (other and not counted):
        return None, None
    return adopted, _later(adopted, *amount)


def _ahead(session: Session, adopted: date | None) -> bool:
    """Whether a session can still be meant on the day of the document: it was not over by then."""
    if adopted is None:
        return True
    return (session.closes or session.opens + timedelta(days=_LONGEST_SESSION)) >= adopted


def _session(
    text: str, organs: tuple[str, ...], sessions: tuple[Session, ...], adopted: date | None
) -> tuple[date | None, date | None]:
    named = _NTH.search(text)
    number = _ordinal(named[0]) if named else None
    kind = next((k for k in ("special", "emergency", "reconvened") if f"{k} " in text), "regular")
    numbered = [each for each in sessions if each.number == number and each.kind == kind]
    for organ in organs if numbered else ():
        for session in numbered:
            if session.organ == organ and _ahead(session, adopted):
                if _OPENING.search(text):
                    return None, session.opens
                if text.startswith(("before", "prior", "in advance")):
                    return None, session.opens - timedelta(days=1)
                return session.opens, session.closes
    return None, None
