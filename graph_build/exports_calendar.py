"""Reports that are due as a calendar: iCalendar, RFC 5545."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from graph_build.answers import Answer, Iri, Value, printed

UNITS = {"Y": "YEARLY", "M": "MONTHLY", "W": "WEEKLY", "D": "DAILY"}
#: The columns of `reports-due` that make one duty; the others may have several values.
DUTY = ("paragraph", "who", "to_whom", "when", "due_from", "due_until", "recurs")


class Topics(Struct, frozen=True):
    """What the reports of a duty are on: instruments, and in words."""

    instruments: dict[str, None]
    words: dict[str, None]


def calendar(answer: Answer, names: Mapping[str, str] | None = None) -> str:
    """An answer to `reports-due` as a calendar of whole days; what has no date is counted in its description.

    `names` are what people call the actors, by IRI; without one the short form of the IRI stands.
    """
    duties: dict[tuple[Value, ...], Topics] = {}
    undated: set[tuple[Value, ...]] = set()
    for row in _each_once(answer):
        record = dict(zip(answer.columns, row, strict=True))
        duty = tuple(record[name] for name in DUTY)
        if record["due_from"] is None and record["due_until"] is None:
            undated.add(duty)
            continue
        topics = duties.setdefault(duty, Topics({}, {}))
        for found, column in ((topics.instruments, "about"), (topics.words, "subject")):
            if value := printed(record.get(column)):
                found[value] = None
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ctkg//reports due//EN", "X-WR-CALNAME:Reports due"]
    if undated:
        lines.append(f"X-WR-CALDESC:left out for want of a date: {len(undated)}")
    for duty, topics in duties.items():
        lines.extend(_event(duty, topics, names or {}))
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def merged(answer: Answer) -> Answer:
    """An answer to `reports-due` with one row a duty: who reports and what it is about joined by "; "."""
    duties: dict[tuple[Value, ...], tuple[list[Value], list[Value]]] = {}
    who, about = answer.columns.index("who"), answer.columns.index("about")
    for row in _each_once(answer):
        rest = tuple(value for column, value in enumerate(row) if column not in (who, about))
        for listed, value in zip(duties.setdefault(rest, ([], [])), (row[who], row[about]), strict=True):
            if value is not None and value not in listed:
                listed.append(value)
    rows = []
    for rest, (authors, topics) in duties.items():
        cells = list(rest)
        for column, listed in sorted(((who, authors), (about, topics))):
            cells.insert(column, _joined(listed))
        rows.append(tuple(cells))
    return Answer(columns=answer.columns, rows=tuple(rows))


def _each_once(answer: Answer) -> Iterator[tuple[Value, ...]]:
    """The rows without those of a chapeau that one of its sub-paragraphs says too."""
    left_out = said_below(answer)
    yield from (row for index, row in enumerate(answer.rows) if index not in left_out)


def said_below(answer: Answer) -> frozenset[int]:
    """Which rows of an answer to `reports-due` are of a chapeau that one of its sub-paragraphs says too."""
    where, about = answer.columns.index("paragraph"), answer.columns.index("about")
    alike: dict[tuple[Value, ...], list[str]] = {}
    duty = [tuple(v for column, v in enumerate(row) if column not in (where, about)) for row in answer.rows]
    for row, same in zip(answer.rows, duty, strict=True):
        alike.setdefault(same, []).append(str(row[where]))
    return frozenset(
        index
        for index, (row, same) in enumerate(zip(answer.rows, duty, strict=True))
        if any(other.startswith(f"{row[where]}-") for other in alike[same])
    )


def _joined(values: list[Value]) -> Value:
    if len(values) < 2:
        return values[0] if values else None
    return "; ".join(map(printed, values))


def _event(duty: tuple[Value, ...], topics: Topics, names: Mapping[str, str]) -> Iterator[str]:
    paragraph, who, to_whom, when, first, last, recurs = duty
    days = sorted(day for day in (first, last) if isinstance(day, date))
    identity = hashlib.sha256("|".join(map(str, duty)).encode()).hexdigest()[:24]
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@ctkg"
    # A calendar wants the moment of writing; the first day of the duty stands for it, so that bytes stay the same.
    yield f"DTSTAMP:{days[0]:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{days[-1] + timedelta(days=1):%Y%m%d}"
    yield _text("SUMMARY", _summary(_named(who, names), _named(to_whom, names), topics))
    subject = "".join(f"; on: {words}" for words in topics.words)
    yield _text("DESCRIPTION", f"{printed(paragraph)}: {printed(when)}{subject}")
    yield f"URL:{paragraph}"
    yield "TRANSP:TRANSPARENT"
    yield from _rule(printed(recurs))
    yield "END:VEVENT"


def _rule(duration: str) -> Iterator[str]:
    """When it comes again; twelve months are a year."""
    if found := re.fullmatch(r"P([1-9]\d*)([YMWD])", duration):
        number, unit = int(found[1]), found[2]
        if unit == "M" and number % 12 == 0:
            number, unit = number // 12, "Y"
        yield f"RRULE:FREQ={UNITS[unit]};INTERVAL={number}"


def _summary(who: str, to_whom: str, topics: Topics) -> str:
    """Report by Secretary-General to General Assembly, on A/RES/60/288; what is not known is left out."""
    author, addressee = f" by {who}" if who else "", f" to {to_whom}" if to_whom else ""
    topic = f", on {', '.join(topics.instruments)}" if topics.instruments else ""
    return f"Report{author}{addressee}{topic}"


def _named(actor: Value, names: Mapping[str, str]) -> str:
    return names.get(actor, actor.short) if isinstance(actor, Iri) else printed(actor)


def _text(name: str, value: str) -> str:
    escaped = re.sub(r"([\\;,])", r"\\\1", value).replace("\n", "\\n")
    return f"{name}:{escaped}"


def _fold(line: str) -> str:
    """The line in pieces of at most 75 octets, each but the first after a line break and a blank."""
    pieces, room = [""], 75
    for character in line:
        if len((pieces[-1] + character).encode()) > room:
            pieces.append("")
            room = 74
        pieces[-1] += character
    return "\r\n ".join(pieces)
