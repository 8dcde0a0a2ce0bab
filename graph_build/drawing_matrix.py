"""The picture `matrix`: who asks whom, a square for each pair, dark where there are many directives."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct

from graph_build.drawing_asked import Asked, nothing, plural, text, whole
from graph_build.drawing_flow import FORCES, UNKNOWN, force
from graph_build.drawing_scene import (
    HAIR,
    INK,
    PAPER,
    SHADES,
    SOFT,
    Key,
    Mark,
    Scene,
    Shape,
    Words,
    box,
    page,
    path,
    tied,
)

ROW, CELL, NAMES, TOP, GROUP = 23.0, 54.0, 230.0, 48.0, 12.0
#: Short heads of the columns, one for each of FORCES and for acts of no set strength.
HEADS = (
    ("invites,", "encourages"),
    ("calls upon,", "urges"),
    ("requests,", "directs"),
    ("demands,", "decides"),
    ("other", ""),
)
#: The first number of each of SHADES but the first.
BOUNDS = (2, 5, 10, 20, 50, 100)


class Cell(Struct, frozen=True, kw_only=True):
    """What an organ asks of an addressee in one degree of strength (an index of HEADS)."""

    issuer: str
    addressee: str
    degree: int
    count: int
    rows: tuple[int, ...]


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `who-asks-whom`: the `most` addressees that are asked most, all organs."""
    cells = gathered(asked)
    if not cells:
        raise nothing(asked, "no directive with a known addressee")
    total = Counter[str]()
    for cell in cells:
        total[cell.addressee] += cell.count
    lines = sorted(total, key=lambda name: (-total[name], name))[: asked.most]
    kept = [cell for cell in cells if cell.addressee in lines]
    columns = placed(kept)
    heights = {name: TOP + ROW * (index + 0.5) for index, name in enumerate(lines)}
    right = max(columns.values()) + CELL
    sums = right + 10
    marks = [*_heads(asked, columns), *_lines(asked, lines, heights, right, kept)]
    for cell in kept:
        marks.extend(_cell(asked, cell, columns[cell.issuer, cell.degree], heights[cell.addressee]))
    for name in lines:
        marks.append(Words(x=sums + 36, y=heights[name], text=str(total[name]), size=10.5, anchor="end", bold=True))
    marks.append(Words(x=sums + 36, y=TOP - 12, text="all", size=10, anchor="end", colour=SOFT))
    keys = [Key(bounds(index), shade) for index, shade in enumerate(SHADES)]
    caption = asked.caption(claim(asked, kept), (row for cell in kept for row in cell.rows))
    only = f" by {asked.name(kept[0].issuer).full}" if len({cell.issuer for cell in kept}) == 1 else ""
    return page(
        f"Who is asked what{only}, and how strongly",
        f"Directives by who is asked (lines), who asks, and the strength of the act (columns). "
        f"The {plural(len(lines), 'addressee')} that are asked most.",
        caption,
        keys,
        marks,
        sums + 44,
        TOP + ROW * len(lines) + 4,
    )


def gathered(asked: Asked) -> list[Cell]:
    """The rows by organ, addressee and degree of strength."""
    found: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    for index, row in enumerate(asked.records):
        key = text(row["issuer"]), text(row["addressee"]), degree(whole(row["strength"]))
        found[key].append((whole(row["directives"]), index))
    return [
        Cell(
            issuer=key[0],
            addressee=key[1],
            degree=key[2],
            count=sum(n for n, _ in rows),
            rows=tuple(i for _, i in rows),
        )
        for key, rows in sorted(found.items())
    ]


def degree(strength: int) -> int:
    """The column of a strength within an organ's group."""
    return [*FORCES, UNKNOWN].index(next((each for each in FORCES if each[:2] == force(strength)), UNKNOWN))


def placed(cells: list[Cell]) -> dict[tuple[str, int], float]:
    """The left edge of each column that has a cell: organs by how much they ask, acts from weak to strong."""
    asks = Counter[str]()
    for cell in cells:
        asks[cell.issuer] += cell.count
    x, columns = NAMES, {}
    for issuer in sorted(asks, key=lambda name: (-asks[name], name)):
        for each in sorted({cell.degree for cell in cells if cell.issuer == issuer}):
            columns[issuer, each] = x
            x += CELL
        x += GROUP
    return columns


def shade(count: int) -> int:
    """The index of the shade for a number of directives."""
    return sum(count >= bound for bound in BOUNDS)


def bounds(index: int) -> str:
    """The numbers of a shade, as the legend says them."""
    first = (1, *BOUNDS)[index]
    last = (*BOUNDS, 0)[index] - 1
    return f"{first}" if first == last else f"{first}–{last}" if last > 0 else f"{first} or more"


def _cell(asked: Asked, cell: Cell, x: float, y: float) -> Iterator[Mark]:
    dark = shade(cell.count)
    acts = "\n".join(f"{asked.name(row['act']).full}: {row['directives']}" for row in _of(asked, cell))
    tip = f"{asked.name(cell.issuer).full} → {asked.name(cell.addressee).full}\n{acts}"
    marks: list[Mark] = [
        Shape(steps=box(x + 1, y - ROW / 2 + 1, CELL - 2, ROW - 2, 2), fill=SHADES[dark]),
        Words(x=x + CELL / 2, y=y, text=str(cell.count), size=10.5, anchor="middle", colour=PAPER if dark > 3 else INK),
    ]
    column = f"{cell.issuer} {cell.degree}"
    yield from tied(marks, f"{column} {cell.addressee}", (column, cell.issuer, f"to {cell.addressee}"), tip, cell.rows)


def _of(asked: Asked, cell: Cell) -> list[dict[str, object]]:
    records = asked.records
    return [dict(records[row]) for row in cell.rows]


def _heads(asked: Asked, columns: dict[tuple[str, int], float]) -> Iterator[Mark]:
    """The organs over their groups of columns, and the degrees of strength under them."""
    for issuer in dict.fromkeys(issuer for issuer, _ in columns):
        lefts = [x for (of, _), x in columns.items() if of == issuer]
        first, last = lefts[0], lefts[-1] + CELL
        label = Words(x=first + 2, y=4, text=asked.label(issuer, last - first - 2, bold=True), bold=True)
        line = Shape(steps=path((first + 1, 13), (last - 1, 13)), line=INK, width=1.2)
        yield from tied([label, line], issuer, (f"{of} {each}" for of, each in columns if of == issuer), "")
    for (issuer, each), x in columns.items():
        for index, word in enumerate(HEADS[each]):
            words = Words(x=x + CELL / 2, y=22 + 12 * index, text=word, size=9, anchor="middle", colour=SOFT)
            yield from tied([words], f"{issuer} {each}", (issuer,))


def _lines(
    asked: Asked, lines: list[str], heights: dict[str, float], right: float, cells: list[Cell]
) -> Iterator[Mark]:
    """The addressees at the left of their lines."""
    for name in lines:
        y = heights[name]
        yield Shape(steps=path((0, y + ROW / 2), (right, y + ROW / 2)), line=HAIR, width=0.6)
        about = sorted({f"{cell.issuer} {cell.degree} {name}" for cell in cells if cell.addressee == name})
        words = Words(x=0, y=y, text=asked.label(name, NAMES - 12))
        yield from tied([words], f"to {name}", about, asked.name(name).full)


def claim(asked: Asked, cells: list[Cell]) -> str:
    """The claim of the caption: the square with most directives."""
    best = min(cells, key=lambda cell: (-cell.count, cell.issuer, cell.addressee))
    words = " ".join(HEADS[best.degree]).replace(",", " or").strip()
    return (
        f"The darkest square: {asked.name(best.issuer).full} {words} {asked.name(best.addressee).full} "
        f"in {plural(best.count, 'directive')}."
    )
