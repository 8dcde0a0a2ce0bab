"""The picture `growth`: citations by year, and how many of the cited instruments were cited for the first time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from graph_build.drawing_asked import Asked, nothing, plural, text, whole
from graph_build.drawing_scene import COLOURS, HAIR, INK, SOFT, Key, Mark, Scene, Shape, Words, box, page, path, tied

LEFT, TOP, HEIGHT, BAR, GAP = 44.0, 16.0, 300.0, 22.0, 10.0


class Year(Struct, frozen=True, kw_only=True):
    """The instruments cited by the documents of a year: those cited before, and those cited for the first time."""

    year: int
    documents: int
    again: int
    fresh: int
    rows: tuple[int, ...]


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `citations-in-time`: all years of citing documents, or the last `most` of them."""
    years = gathered(asked)[-asked.most :]
    if not years:
        raise nothing(asked, "no citing instrument with a year")
    top = max(each.again + each.fresh for each in years)
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500) if top / step <= 8)
    scale = HEIGHT / (top * 1.05)
    width = LEFT + len(years) * (BAR + GAP) + 20
    low = TOP + HEIGHT
    marks: list[Mark] = []
    for count in range(0, top + 1, step):
        marks.append(Shape(steps=path((LEFT, low - scale * count), (width - 20, low - scale * count)), line=HAIR))
        marks.append(Words(x=LEFT - 8, y=low - scale * count, text=str(count), size=10, anchor="end", colour=SOFT))
    for index, each in enumerate(years):
        marks.extend(_bar(each, LEFT + 6 + index * (BAR + GAP), low, scale))
    marks.append(Words(x=LEFT - 8, y=low + 34, text="read", size=9.5, anchor="end", colour=SOFT))
    fresh = sum(each.fresh for each in years)
    best = min(years, key=lambda each: (-each.fresh, each.year))
    claim = (
        f"{fresh} instruments were cited for the first time in these years, most of them in {best.year} "
        f"({best.fresh}, by {plural(best.documents, 'document')})."
    )
    return page(
        f"What each year's documents cite, {years[0].year}–{years[-1].year}",
        "Instruments cited by the documents of a year; under each year, how many of its documents were read. "
        "Few documents, low bars: compare shares.",
        asked.caption(claim, (row for each in years for row in each.rows)),
        [Key("cited by an earlier document as well", COLOURS[0]), Key("cited for the first time", COLOURS[4])],
        marks,
        width,
        low + 42,
    )


def gathered(asked: Asked) -> list[Year]:
    """The years in order; what a document cites counts once a year."""
    found: dict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for index, row in enumerate(asked.records):
        if whole(row["year"]):
            found[whole(row["year"])].append((text(row["citing"]), text(row["cited"]), index))
    seen: set[str] = set()
    years = []
    for year, rows in sorted(found.items()):
        cited = {each for _, each, _ in rows}
        years.append(
            Year(
                year=year,
                documents=len({citing for citing, _, _ in rows}),
                again=len(cited & seen),
                fresh=len(cited - seen),
                rows=tuple(index for _, _, index in rows),
            )
        )
        seen |= cited
    return years


def _bar(each: Year, x: float, low: float, scale: float) -> Iterator[Mark]:
    again, fresh = scale * each.again, scale * each.fresh
    marks: list[Mark] = [
        Shape(steps=box(x, low - again, BAR, again), fill=COLOURS[0]),
        Shape(steps=box(x, low - again - fresh, BAR, fresh), fill=COLOURS[4]),
        Shape(steps=path((x - 2, low), (x + BAR + 2, low)), line=INK, width=1.2),
        Words(x=x + BAR / 2, y=low + 14, text=str(each.year), size=9, anchor="middle"),
        Words(x=x + BAR / 2, y=low + 34, text=str(each.documents), size=9.5, anchor="middle", colour=SOFT),
    ]
    tip = (
        f"{each.year}: {plural(each.documents, 'document')} read\n{each.again + each.fresh} instruments cited, "
        f"{each.fresh} of them for the first time"
    )
    yield from tied(marks, str(each.year), (), tip, each.rows)
