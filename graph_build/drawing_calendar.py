"""The picture `calendar`: reports in time, from the first day on which they may come to the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from graph_build.drawing_asked import Asked, nothing, plural, text
from graph_build.drawing_letters import wide
from graph_build.drawing_scene import (
    COLOURS,
    FAINT,
    HAIR,
    INK,
    SOFT,
    Key,
    Mark,
    Scene,
    Shape,
    Words,
    box,
    disc,
    fitted,
    page,
    path,
    tied,
)
from graph_build.exports_calendar import said_below
from graph_build.questions import Iri, Value, printed

ROW, NAMES, PAPERS, PLOT, TOP = 22.0, 350.0, 172.0, 540.0, 26.0
OTHER = "another recipient, or none named"


class Duty(Struct, frozen=True, kw_only=True):
    """A report that is due from `first` to `last`; one of them stands for both where only one is known."""

    paragraph: Value
    who: tuple[Value, ...]  # those who report together
    to: Value
    when: str
    first: date
    last: date
    recurs: str
    about: tuple[str, ...]
    rows: tuple[int, ...]

    @property
    def open(self) -> bool:
        """Whether only one day is known: the last by which it may come, or the first."""
        return self.first == self.last


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `reports-due`: the duties with a date, the `most` latest of them."""
    duties, undated = gathered(asked)
    if not duties:
        raise nothing(asked, f"no report with a date ({plural(undated, 'duty', 'duties')} without)", "widen the dates")
    kept = sorted(duties, key=lambda duty: (duty.last, duty.first, text(duty.paragraph)))[-asked.most :]
    first, last = min(duty.first for duty in kept), max(duty.last for duty in kept)
    begin, end = ticks(first, last)[0], ticks(first, last)[-1]
    colours = coloured(kept)
    bottom = TOP + ROW * len(kept)
    marks: list[Mark] = [*_axis(first, last, bottom)]
    for index, duty in enumerate(kept):
        at = scaled(duty.first, begin, end), scaled(duty.last, begin, end)
        marks.extend(_duty(asked, duty, TOP + ROW * (index + 0.5), at, colours.get(text(duty.to), FAINT)))
    keys = [Key(f"to {asked.label(to, 220)}", colour) for to, colour in colours.items()]
    keys += [Key(OTHER, FAINT)] if any(text(duty.to) not in colours for duty in kept) else []
    keys.append(Key("only one day is known", SOFT, "dot"))
    left = len(duties) - len(kept)
    more = f"; {plural(left, 'earlier one is', 'earlier ones are')} not drawn" if left else ""
    who = ", ".join(f"{name} {value}" for name, value in asked.given.items())
    return page(
        "Reports due" + (f": {who}" if who else f", {first.year}–{last.year}"),
        f"{plural(len(kept), 'report')} with a date{more}; {plural(undated, 'duty', 'duties')} without one. "
        "A bar runs from the first to the last day that the words allow.",
        asked.caption(claim(asked, kept), (row for duty in kept for row in duty.rows)),
        keys,
        marks,
        NAMES + PLOT + PAPERS,
        bottom + 4,
    )


def gathered(asked: Asked) -> tuple[list[Duty], int]:
    """The duties with a date, each once whoever joins in it and whatever it is about, and how many have none."""
    found: dict[tuple[Value, ...], list[int]] = defaultdict(list)
    records, left_out = asked.records, said_below(asked.answer)
    for index, row in enumerate(records):
        if index not in left_out:
            found[tuple(value for name, value in row.items() if name not in ("who", "about"))].append(index)
    duties = []
    for rows in found.values():
        row = records[rows[0]]
        days = [day for day in (row["due_from"], row["due_until"]) if isinstance(day, date)]
        who, about = (_values(records[each][column] for each in rows) for column in ("who", "about"))
        if days:
            duties.append(
                Duty(
                    paragraph=row["paragraph"],
                    who=who,
                    to=row["to_whom"],
                    when=printed(row["when"]),
                    first=days[0],
                    last=days[-1],
                    recurs=printed(row["recurs"]),
                    about=tuple(map(printed, about)),
                    rows=tuple(rows),
                )
            )
    return duties, len(found) - len(duties)


def _values(cells: Iterable[Value]) -> tuple[Value, ...]:
    """What the cells hold, each once."""
    return tuple(dict.fromkeys(cell for cell in cells if cell is not None))


def coloured(duties: list[Duty]) -> dict[str, str]:
    """A colour for each of the recipients that stand most often, at most six of them."""
    count: dict[str, int] = defaultdict(int)
    for duty in duties:
        if isinstance(duty.to, Iri):
            count[text(duty.to)] += 1
    best = sorted(count, key=lambda name: (-count[name], name))[:6]
    return {name: COLOURS[index] for index, name in enumerate(best)}


def ticks(first: date, last: date) -> list[date]:
    """The days on the axis, from one before the first to one after the last: years, or months where it is short."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / step <= 14)
    start = (first.year * 12 + first.month - 1) // step * step
    found = [start]
    while found[-1] <= last.year * 12 + last.month - 1:
        found.append(found[-1] + step)
    return [date(each // 12, each % 12 + 1, 1) for each in found]


def scaled(day: date, begin: date, end: date) -> float:
    """Where a day stands on the axis."""
    return NAMES + PLOT * (day - begin).days / max((end - begin).days, 1)


def _axis(first: date, last: date, bottom: float) -> Iterator[Mark]:
    days = ticks(first, last)
    monthly = any(day.month != 1 for day in days)
    for day in days:
        x = scaled(day, days[0], days[-1])
        yield Shape(steps=path((x, TOP - 4), (x, bottom)), line=HAIR)
        label = f"{day:%b} {day.year}" if day.month == 1 or (day == days[0] and days[1].month != 1) else f"{day:%b}"
        yield Words(x=x, y=TOP - 12, text=label if monthly else str(day.year), size=10, anchor="middle", colour=SOFT)


def _duty(asked: Asked, duty: Duty, y: float, at: tuple[float, float], colour: str) -> Iterator[Mark]:
    """Who reports to whom, the bar or dot in time, and the paragraph."""
    start, end = at
    who = " and ".join(asked.label(each, 180 / len(duty.who)) for each in duty.who) or "somebody"
    to = " → " + asked.label(duty.to, NAMES - 34 - wide(who, 11)) if duty.to else ""
    names = Words(x=0, y=y, text=fitted(who + to, NAMES - 14))
    form = disc(end, y, 5) if duty.open else box(start, y - 6, max(end - start, 3), 12, 3)
    days = f"{day(duty.last)}" if duty.open else f"{day(duty.first)} to {day(duty.last)}"
    about = f"About: {', '.join(duty.about)}" if duty.about else ""
    again = f"Again every {duty.recurs}" if duty.recurs else ""
    authors = " and ".join(asked.name(each).full for each in duty.who) or "Somebody"
    full = f"{authors} to report to {asked.name(duty.to).full if duty.to else 'nobody named'}"
    tip = "\n".join(part for part in (full, f"{days} (“{duty.when}”)" if duty.when else days, about, again) if part)
    marks: list[Mark] = [
        Shape(steps=path((0, y + ROW / 2), (NAMES + PLOT + PAPERS, y + ROW / 2)), line=HAIR, width=0.5),
        names,
        Shape(steps=form, fill=colour),
        Words(x=NAMES + PLOT + 14, y=y, text=fitted(printed(duty.paragraph), PAPERS - 14, 10), size=10, colour=INK),
    ]
    thing = f"{duty.paragraph} {' '.join(map(text, duty.who))} {duty.to} {duty.last}"
    yield from tied(marks, thing, (*map(text, duty.who), text(duty.to)), tip, duty.rows)


def day(when: date) -> str:
    """“2 October 2007”."""
    return f"{when.day} {when:%B} {when.year}"


def claim(asked: Asked, duties: list[Duty]) -> str:
    """The claim of the caption: who has most of the reports to make."""
    count: dict[str, int] = defaultdict(int)
    for duty in duties:
        for each in duty.who:
            count[asked.name(each).full] += 1
    best = min(count, key=lambda name: (-count[name], name), default="somebody")
    return f"Most of the reports drawn are due from {best} ({count.get(best, 0)} of {len(duties)})."
