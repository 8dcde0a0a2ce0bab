"""The graph, or an answer, in the formats that others read."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graph_build import network, questions, store, store_files
from graph_build.errors import QueryError
from graph_build.questions import Answer, Value, printed

if TYPE_CHECKING:
    from graph_build.questions import Held

GRAPHS = {"ttl": "turtle", "trig": "trig", "nq": "nquads"}
FORMATS = (*GRAPHS, "graphml", "gexf", "csv", "ics")


def export(dataset: Held, form: str, question: str | None = None, **parameters: object) -> bytes:
    """The graph (ttl, trig, nq), a question's network (graphml, gexf) or rows (csv), or due reports (ics).

    The same graph gives the same bytes. Raises QueryError for a format that is none of FORMATS.
    """
    if form in GRAPHS:
        return store_files.text(store.inner(dataset), GRAPHS[form]).encode()
    if form in ("graphml", "gexf"):
        made = network.network(dataset, question or "citation-network", **parameters)
        return network.graphml(made) if form == "graphml" else network.gexf(made)
    if form == "csv":
        if question is None:
            raise QueryError("--format csv", "no question whose rows to write", "--query NAME")
        return rows(questions.ask(dataset, question, **parameters)).encode()
    if form == "ics":
        return calendar(questions.ask(dataset, question or "reports-due", **parameters)).encode()
    raise QueryError("--format", f"“{form}”", f"one of {', '.join(FORMATS)}")


def rows(answer: Answer) -> str:
    """The answer as CSV of RFC 4180 with a header and full IRIs; lines end in a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(["" if value is None else str(value) for value in row] for row in answer.rows)
    return out.getvalue()


# ---------------------------------------------------------------- iCalendar, RFC 5545

UNITS = {"Y": "YEARLY", "M": "MONTHLY", "W": "WEEKLY", "D": "DAILY"}


def calendar(answer: Answer, names: Mapping[str, str] | None = None) -> str:
    """An answer to `reports-due` as a calendar of whole days; what has no date is counted in its description.

    `names` gives the name of an actor by its IRI; without it, ids stand in the summaries.
    """
    duties: dict[tuple[Value, ...], list[str]] = {}
    undated: set[tuple[Value, ...]] = set()
    for row in _each_once(answer):
        record = dict(zip(answer.columns, row, strict=True))
        about = record.get("subject") or record["about"]
        duty = tuple(record[name] for name in DUTY)
        if record["due_from"] is None and record["due_until"] is None:
            undated.add(duty)
        else:
            topics = duties.setdefault(duty, [])
            topics += [printed(about)] if about and printed(about) not in topics else []
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ctkg//reports due//EN", "X-WR-CALNAME:Reports due"]
    if undated:
        lines.append(f"X-WR-CALDESC:left out for want of a date: {len(undated)}")
    for duty, topics in duties.items():
        lines.extend(_event(duty, topics, names or {}))
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def merged(answer: Answer) -> Answer:
    """An answer to `reports-due` with one row a duty: who reports and what it is about joined by "; "."""
    duties: dict[tuple[Value, ...], tuple[list[str], list[str]]] = {}
    who, about = answer.columns.index("who"), answer.columns.index("about")
    for row in _each_once(answer):
        authors, topics = duties.setdefault(tuple(v for k, v in enumerate(row) if k not in (who, about)), ([], []))
        for listed, value in ((authors, row[who]), (topics, row[about])):
            if value is not None and str(value) not in map(str, listed):
                listed.append(value if isinstance(value, str) else str(value))
    rows = []
    for rest, (authors, topics) in duties.items():
        cells = list(rest)
        for k, listed in sorted(((who, authors), (about, topics))):
            cells.insert(k, _joined(listed))
        rows.append(tuple(cells))
    return Answer(columns=answer.columns, rows=tuple(rows))


def _each_once(answer: Answer) -> Iterator[tuple[Value, ...]]:
    """The rows without those of a chapeau that one of its sub-paragraphs says too."""
    where, about = answer.columns.index("paragraph"), answer.columns.index("about")
    alike: dict[tuple[Value, ...], list[str]] = {}
    for row in answer.rows:
        alike.setdefault(tuple(v for k, v in enumerate(row) if k not in (where, about)), []).append(str(row[where]))
    for row in answer.rows:
        same = alike[tuple(v for k, v in enumerate(row) if k not in (where, about))]
        if not any(other.startswith(f"{row[where]}-") for other in same):
            yield row


def _joined(values: list[str]) -> Value:
    if len(values) < 2:
        return values[0] if values else None
    return "; ".join(map(printed, values))


DUTY = ("paragraph", "who", "to_whom", "when", "due_from", "due_until", "recurs")


def _event(duty: tuple[Value, ...], about: list[str], names: Mapping[str, str]) -> Iterator[str]:
    paragraph, who, to_whom, when, first, last, recurs = duty
    days = sorted(day for day in (first, last) if isinstance(day, date))
    identity = hashlib.sha256("|".join(map(str, duty)).encode()).hexdigest()[:24]
    topic = f" on {', '.join(about)}" if about else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@ctkg"
    # A calendar wants the moment of writing; the first day of the duty stands for it, so that bytes stay the same.
    yield f"DTSTAMP:{days[0]:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{days[0]:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{days[-1] + timedelta(days=1):%Y%m%d}"
    author, organ = (names.get(str(each), "") or printed(each) for each in (who, to_whom))
    yield _text("SUMMARY", f"Report by {author or 'somebody'} to {organ or 'the organ'}{topic}")
    yield _text("DESCRIPTION", f"{printed(paragraph)}: {printed(when)}")
    yield f"URL:{paragraph}"
    yield "TRANSP:TRANSPARENT"
    rule = re.fullmatch(r"P(\d+)([YMWD])", printed(recurs))
    if rule:
        yield f"RRULE:FREQ={UNITS[rule[2]]};INTERVAL={rule[1]}"
    yield "END:VEVENT"


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
