"""The picture `timeline`: instruments from top to bottom in time, with the citations between them as arcs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from graph_build.drawing_asked import Asked, nothing, plural, text, whole
from graph_build.drawing_letters import wide
from graph_build.drawing_scene import (
    COLOURS,
    FAINT,
    HAIR,
    INK,
    PAPER,
    SOFT,
    Key,
    Mark,
    Scene,
    Shape,
    Step,
    Words,
    box,
    disc,
    fitted,
    page,
    path,
    tied,
)
from graph_build.questions import Value

ROW, AXIS, DAY, SYMBOL, TOP = 23.0, 40.0, 92.0, 178.0, 14.0
#: Room for the name and the title of an instrument, and for the arcs.
LABEL, ARCS = 440.0, 330.0
#: Organs in the order of their colours; what has another organ, or none, takes the last one.
OTHER = ""
ORGANS = {
    "security-council": "Security Council",
    "general-assembly": "General Assembly",
    "ecosoc": "Economic and Social Council",
    "human-rights-council": "Human Rights Council",
    OTHER: "treaties and others",
}


class Place(Struct, frozen=True, kw_only=True):
    """An instrument in time. `day` is None where only the year is known."""

    iri: str
    year: int
    day: date | None
    organ: str

    @property
    def when(self) -> tuple[int, int]:
        """For sorting: the year and the day in it; the middle of the year where the day is not known."""
        return self.year, self.day.timetuple().tm_yday if self.day else 183


class Arc(Struct, frozen=True, kw_only=True):
    """The citations of one instrument by another; `row` is the row of the answer."""

    citing: str
    cited: str
    times: int
    row: int


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `citations-in-time`, `most` instruments of it at most."""
    places, arcs = chosen(asked)
    if not arcs:
        raise nothing(asked, "no citation between dated instruments")
    order = sorted(places.values(), key=lambda each: (each.when, each.iri))
    heights = {each.iri: TOP + ROW * (index + 0.5) for index, each in enumerate(order)}
    near = neighbours(arcs)
    bottom = TOP + ROW * len(order)
    dot = SYMBOL + 24 + min(LABEL, max(label_width(asked, each) for each in order))
    marks: list[Mark] = [*_axis(order, heights, bottom)]
    marks.extend(_arc(asked, arc, places, heights, dot) for arc in sorted(arcs, key=lambda arc: (arc.times, arc.row)))
    for each in order:
        marks.extend(_row(asked, each, heights[each.iri], dot, near[each.iri]))
    present = {organ(each) for each in order}
    keys = [Key(label, colour(each), "dot") for each, label in ORGANS.items() if each in present]
    keys.append(Key("citation, in the colour of the citing organ; wider where there are more", SOFT, "line"))
    title, subtitle = titles(asked, places, arcs)
    caption = asked.caption(claim(asked, arcs), (arc.row for arc in arcs))
    return page(title, subtitle, caption, keys, marks, dot + ARCS, bottom + 6)


def chosen(asked: Asked) -> tuple[dict[str, Place], list[Arc]]:
    """The instruments to draw and the arcs between them.

    With a focus, its neighbours by number of citations; without, the instruments with the most citations made and
    received. Instruments without a year are left out, and so are all arcs but the widest, 2 for each instrument.
    """
    places: dict[str, Place] = {}
    arcs: list[Arc] = []
    for index, row in enumerate(asked.records):
        ends = (
            place(row, "citing", "day", "year", "organ"),
            place(row, "cited", "cited_day", "cited_year", "cited_organ"),
        )
        if ends[0] and ends[1]:
            places.update({each.iri: each for each in ends if each})
            arcs.append(Arc(citing=ends[0].iri, cited=ends[1].iri, times=whole(row["citations"]), row=index))
    rank: Counter[str] = Counter()
    for arc in arcs:
        rank.update({arc.citing: arc.times, arc.cited: arc.times})
    if asked.focus:
        rank[asked.focus] += 1_000_000
    best = set(sorted(rank, key=lambda iri: (-rank[iri], iri))[: asked.most])
    kept = [arc for arc in arcs if arc.citing in best and arc.cited in best]
    kept = sorted(kept, key=lambda arc: (-arc.times, arc.row))[: 2 * asked.most]
    drawn = {end for arc in kept for end in (arc.citing, arc.cited)}
    return {iri: each for iri, each in places.items() if iri in drawn}, kept


def place(row: dict[str, Value], iri: str, day: str, year: str, of: str) -> Place | None:
    """An instrument of a row with its day; None where not even its year is known."""
    when = row[day]
    number = when.year if isinstance(when, date) else whole(row[year])
    on = when if isinstance(when, date) else None
    return Place(iri=text(row[iri]), year=number, day=on, organ=text(row[of]).rpartition("/")[2]) if number else None


def organ(each: Place) -> str:
    """The organ by which an instrument is coloured."""
    return each.organ if each.organ in ORGANS else OTHER


def colour(name: str) -> str:
    """The colour of an organ."""
    return COLOURS[list(ORGANS).index(name)]


def neighbours(arcs: list[Arc]) -> dict[str, tuple[str, ...]]:
    """The instruments that an instrument cites or is cited by."""
    found: dict[str, set[str]] = defaultdict(set)
    for arc in arcs:
        found[arc.citing].add(arc.cited)
        found[arc.cited].add(arc.citing)
    return {iri: tuple(sorted(near)) for iri, near in found.items()}


def _row(asked: Asked, each: Place, y: float, dot: float, near: tuple[str, ...]) -> Iterator[Mark]:
    """Day, symbol, title and dot of an instrument on its line."""
    name = asked.name(each.iri)
    focus = each.iri == asked.focus
    band = Shape(steps=box(DAY - 6, y - ROW / 2 + 1, dot - DAY - 8, ROW - 2, 3), fill="#FFF4D6" if focus else PAPER)
    day = Words(x=DAY, y=y, text=printed_day(each), size=10.5, colour=SOFT)
    symbol = Words(x=SYMBOL, y=y, text=fitted(name.full, LABEL, bold=True), bold=True)
    marks: list[Mark] = [band, day, symbol]
    room = dot - SYMBOL - symbol.width - 30
    if room > 60 and not generic(name.title, name.full):
        x = SYMBOL + symbol.width + 9
        marks.append(Words(x=x, y=y, text=fitted(name.title, room, 10.5), size=10.5, colour=SOFT))
    marks.append(Shape(steps=disc(dot, y, 6 if focus else 4.5), fill=colour(organ(each))))
    tip = "\n".join(part for part in (name.full, name.title, printed_day(each)) if part)
    yield from tied(marks, each.iri, near, tip)


def label_width(asked: Asked, each: Place) -> float:
    """The room that the name and the title of an instrument would take."""
    name = asked.name(each.iri)
    title = 0.0 if generic(name.title, name.full) else 9 + wide(name.title, 10.5)
    return wide(name.full, 11, bold=True) + title


def generic(title: str, name: str) -> bool:
    """Whether a title says no more than the name does."""
    return title in ("", name) or ("resolution" in title.casefold() and len(title.split()) <= 5)


def printed_day(each: Place) -> str:
    """“28 Sep 2001”, or the year alone."""
    return f"{each.day.day} {each.day:%b} {each.day.year}" if each.day else str(each.year)


def _arc(asked: Asked, arc: Arc, places: dict[str, Place], heights: dict[str, float], dot: float) -> Mark:
    """A bow from the citing to the cited instrument, to the right of the dots."""
    top, low = sorted((heights[arc.citing], heights[arc.cited]))
    reach = min(14 + 0.6 * (low - top), ARCS - 20)
    x, k = dot + 6, 4 / 3 * reach
    steps: tuple[Step, ...] = (("M", (x, top)), ("C", (x + k, top, x + k, low, x, low)))
    names = asked.name(arc.citing).full, asked.name(arc.cited).full
    return Shape(
        steps=steps,
        line=colour(organ(places[arc.citing])),
        width=0.8 + 0.4 * min(arc.times, 10),
        strength=0.6,
        thing=f"{arc.citing} {arc.cited}",
        about=(arc.citing, arc.cited),
        tip=f"{names[0]} cites {names[1]}: {plural(arc.times, 'time')}",
        rows=(arc.row,),
    )


class Scale(Struct, frozen=True, kw_only=True):
    """Years from top to bottom. Years before `resumes` stand close together above a break of the axis."""

    first: int
    last: int
    resumes: int
    bottom: float

    @property
    def broken(self) -> bool:
        """Whether years are left out between the first ones and the rest."""
        return self.resumes > self.first

    @property
    def start(self) -> float:
        """The height at which the part to scale begins."""
        return TOP + (42 if self.broken else 0)

    @property
    def year(self) -> float:
        """The height of a year."""
        return (self.bottom - self.start) / max(self.last - self.resumes, 1)

    def at(self, year: float) -> float:
        """The height of a moment, in years."""
        return TOP + 4 if year < self.resumes else self.start + self.year * (year - self.resumes)


def scale(years: list[int], bottom: float) -> Scale:
    """The scale for instruments of these years; it is broken where few old ones would squeeze the rest together."""
    ordered = sorted(years)
    first, last = ordered[0], ordered[-1] + 1
    gaps = [(ordered[index + 1] - ordered[index], index) for index in range(min(2, len(ordered) - 1))]
    gap, index = max(gaps, default=(0, 0))
    resumes = ordered[index + 1] if gap > 0.3 * (last - first) else first
    return Scale(first=first, last=last, resumes=resumes, bottom=bottom)


def _axis(order: list[Place], heights: dict[str, float], bottom: float) -> Iterator[Mark]:
    """The years to scale on the left, and a thread from each day to its line."""
    years = scale([each.year for each in order], bottom)
    yield Shape(steps=path((AXIS, years.start), (AXIS, bottom)), line=FAINT, width=1.2)
    if years.broken:
        yield Shape(steps=path((AXIS, TOP), (AXIS, years.start)), line=FAINT, width=1.2, dash=(2, 3))
        yield Words(x=AXIS - 8, y=TOP + 4, text=str(years.first), size=10, anchor="end", colour=SOFT)
    step = next((step for step in (1, 2, 5, 10, 20, 50) if years.year * step >= 20), 100)
    for year in range(years.resumes + -years.resumes % step, years.last + 1, step):
        y = years.at(year)
        yield Shape(steps=path((AXIS - 5, y), (AXIS, y)), line=FAINT)
        yield Words(x=AXIS - 8, y=y, text=str(year), size=10, anchor="end", colour=SOFT)
    for each in order:
        year, day = each.when
        y, bend = years.at(year + day / 366), (DAY - 8 - AXIS) / 2
        to = heights[each.iri]
        thread: tuple[Step, ...] = (("M", (AXIS, y)), ("C", (AXIS + bend, y, DAY - 8 - bend, to, DAY - 8, to)))
        yield Shape(steps=thread, line=HAIR, thing=each.iri)
        yield Shape(steps=disc(AXIS, y, 2.2), fill=INK, thing=each.iri)


def titles(asked: Asked, places: dict[str, Place], arcs: list[Arc]) -> tuple[str, str]:
    """The title and the line under it."""
    years = sorted(place.year for place in places.values())
    span = f"{years[0]}–{years[-1]}"
    if asked.focus:
        made = sum(arc.citing == asked.focus for arc in arcs)
        name = asked.name(asked.focus).full
        return (
            f"{name}: what it cites and what cites it, {span}",
            f"It cites {plural(made, 'instrument')} of these, and {plural(len(arcs) - made, 'other')} "
            f"{'cites' if len(arcs) - made == 1 else 'cite'} it. Point at an arc or a line for more.",
        )
    return (
        f"Instruments that cite each other most, {span}",
        f"{plural(len(places), 'instrument')} and {plural(len(arcs), 'citing pair')}, later below. "
        "An arc runs from the citing instrument up to the cited one.",
    )


def claim(asked: Asked, arcs: list[Arc]) -> str:
    """The claim of the caption: to which instrument most arcs run."""
    cited = Counter(arc.cited for arc in arcs)
    best = min(cited, key=lambda iri: (-cited[iri], iri))
    if asked.focus:
        total = sum(arc.times for arc in arcs)
        return f"{plural(total, 'citation')} between {asked.name(asked.focus).full} and the instruments drawn."
    return f"Of the {len(arcs)} arcs, most run up to {asked.name(best).full} ({cited[best]})."
