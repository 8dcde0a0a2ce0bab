"""The picture `treaties`: how many States and organizations are bound by each treaty, year by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from graph_build.drawing_asked import Asked, nothing, plural, text
from graph_build.drawing_letters import wide
from graph_build.drawing_scene import COLOURS, HAIR, INK, SOFT, Mark, Scene, Shape, Words, page, path, spread, tied
from graph_build.drawing_scene import lines as folded

LEFT, PLOT, LABEL, HEIGHT, TOP = 40.0, 560.0, 330.0, 400.0, 10.0
DASHES: tuple[tuple[float, ...], ...] = ((), (7, 3), (2, 2))


class Line(Struct, frozen=True, kw_only=True):
    """A treaty with the days on which States consented to be bound, in order, and the rows of the answer."""

    treaty: str
    days: tuple[date, ...]
    rows: tuple[int, ...]

    def until(self, year: int) -> int:
        """How many States were bound at the end of a year."""
        return sum(day.year <= year for day in self.days)


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `treaty-participation`: the `most` treaties with most States, in steps of a year."""
    lines = gathered(asked)
    if not lines:
        do = "take in a table with `ctkg import treaty-status`, and build again with what it writes"
        raise nothing(asked, "the graph holds no participation of States in treaties with a date", do)
    lines = lines[: asked.most]
    first = min(line.days[0].year for line in lines) - 1
    last = max(line.days[-1].year for line in lines) + 1
    top = max(len(line.days) for line in lines)
    marks = list(_axes(first, last, top))
    ends = {line.treaty: height(len(line.days), top) for line in lines}
    order = sorted(lines, key=lambda line: (ends[line.treaty], line.treaty))
    labels = spread([ends[line.treaty] for line in order], 31, TOP + 6, TOP + HEIGHT - 4)
    for index, line in enumerate(lines):
        marks.extend(_line(asked, line, index, first, last, top, labels[order.index(line)]))
    span = f"{first + 1}–{last - 1}"
    drawn = [row for line in lines for row in line.rows]
    return page(
        f"Parties to treaties, {span}",
        "The number of States and organizations that had ratified, accepted, approved, acceded or succeeded by the end "
        "of each year. Later withdrawals, where the graph holds none, are not taken off.",
        asked.caption(claim(asked, lines), drawn),
        [],
        marks,
        LEFT + PLOT + LABEL,
        TOP + HEIGHT + 24,
    )


def gathered(asked: Asked) -> list[Line]:
    """The treaties with a dated consent, those with most States first."""
    found: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for index, row in enumerate(asked.records):
        if isinstance(row["consent"], date):
            found[text(row["to"])].append((row["consent"], index))
    lines = [
        Line(treaty=treaty, days=tuple(day for day, _ in sorted(rows)), rows=tuple(index for _, index in rows))
        for treaty, rows in found.items()
    ]
    return sorted(lines, key=lambda line: (-len(line.days), line.treaty))


def height(count: int, top: int) -> float:
    """Where a number of States stands."""
    return TOP + HEIGHT * (1 - count / (top * 1.04))


def across(year: int, first: int, last: int) -> float:
    """Where the end of a year stands."""
    return LEFT + PLOT * (year - first) / max(last - first, 1)


def _axes(first: int, last: int, top: int) -> Iterator[Mark]:
    step = next(step for step in (1, 2, 5, 10, 20, 25, 50) if top / step <= 8)
    for count in range(0, top + 1, step):
        y = height(count, top)
        yield Shape(steps=path((LEFT, y), (LEFT + PLOT, y)), line=HAIR)
        yield Words(x=LEFT - 8, y=y, text=str(count), size=10, anchor="end", colour=SOFT)
    years = next(step for step in (1, 2, 5, 10, 20) if (last - first) / step <= 12)
    for year in range(first + -first % years, last + 1, years):
        x = across(year, first, last)
        yield Shape(steps=path((x, TOP + HEIGHT), (x, TOP + HEIGHT + 5)), line=INK)
        yield Words(x=x, y=TOP + HEIGHT + 14, text=str(year), size=10, anchor="middle", colour=SOFT)
    yield Shape(steps=path((LEFT, TOP + HEIGHT), (LEFT + PLOT, TOP + HEIGHT)), line=INK)


def _line(asked: Asked, line: Line, index: int, first: int, last: int, top: int, label: float) -> Iterator[Mark]:
    """The steps of a treaty, and its name and number at their end."""
    tint, dash = COLOURS[index % len(COLOURS)], DASHES[index // len(COLOURS) % len(DASHES)]
    start = line.days[0].year
    points: list[tuple[float, float]] = [(across(start, first, last), height(0, top))]
    for year in range(start, last + 1):
        y = height(line.until(year), top)
        points += [(across(year, first, last), points[-1][1]), (across(year, first, last), y)]
    end = points[-1]
    count = str(len(line.days))
    x = LEFT + PLOT + 18
    room = LABEL - 60
    name = folded(asked.name(line.treaty).full, room, 10.5)
    name = name if len(name) < 3 else folded(asked.name(line.treaty).short, room, 10.5, 2)
    after = x + wide(count, 11, bold=True) + 7
    high = label - 6.5 * (len(name) - 1)
    marks: list[Mark] = [
        Shape(steps=path(*points), line=tint, width=2.2, dash=dash),
        Shape(steps=path(end, (x - 4, label)), line=tint, width=0.8),
        Words(x=x, y=label, text=count, bold=True, colour=tint),
        *(Words(x=after, y=high + 13 * number, text=words, size=10.5) for number, words in enumerate(name)),
    ]
    days = f"{line.days[0]:%Y} to {line.days[-1]:%Y}"
    tip = f"{asked.name(line.treaty).full}\n{plural(len(line.days), 'party', 'parties')}, consents from {days}"
    yield from tied(marks, line.treaty, (), tip, line.rows)


def claim(asked: Asked, lines: list[Line]) -> str:
    """The claim of the caption: the treaty with most States, and the year in which most States joined one."""
    best = lines[0]
    years = sorted({day.year for line in lines for day in line.days})
    joined = {(year, line.treaty): sum(day.year == year for day in line.days) for line in lines for year in years}
    year, treaty = min(joined, key=lambda key: (-joined[key], key))
    return (
        f"Most parties ({len(best.days)}) has {asked.name(best.treaty).full}; the most in one year "
        f"({joined[year, treaty]}) joined {asked.name(treaty).full} in {year}."
    )
