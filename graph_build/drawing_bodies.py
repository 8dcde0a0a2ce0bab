"""The picture `bodies`: the bodies around an instrument, in columns from those who ask to those who are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from graph_build.drawing_asked import Asked, nothing, plural, text, whole
from graph_build.drawing_letters import wide
from graph_build.drawing_scene import (
    COLOURS,
    FAINT,
    INK,
    PAPER,
    SOFT,
    Key,
    Mark,
    Scene,
    Shape,
    Step,
    Words,
    arrowhead,
    box,
    lines,
    page,
    tied,
)

WIDTH, COLUMN, GAP, TOP = 158.0, 262.0, 16.0, 34.0
LINE = 13.0
#: Relations with colour and dashes, the strongest first.
STYLES: dict[str, tuple[str, tuple[float, ...]]] = {
    "asks": (COLOURS[0], ()),
    "asked to report to": (COLOURS[3], (8, 2, 2, 2)),
    "asked to work with": (COLOURS[1], (6, 3)),
    "asked to help": (COLOURS[2], (3, 2)),
    "stands under": (FAINT, (1.5, 3)),
}
HEADINGS = ("who asks", "who is asked", "partners and the helped", "others named, and what they stand under")


class Edge(Struct, frozen=True, kw_only=True):
    """A relation between two actors, with the number of facts that say so; `row` is the row of the answer."""

    source: str
    target: str
    relation: str
    count: int
    row: int


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `bodies-around`, with the `most` actors that have most relations."""
    edges = chosen(asked)
    if not edges:
        raise nothing(asked, "no bodies with relations to each other")
    columns = arranged(edges)
    boxes, bottom = placed(asked, columns)
    marks: list[Mark] = []
    for edge in sorted(edges, key=lambda edge: (list(STYLES).index(edge.relation), edge.row), reverse=True):
        marks.extend(_edge(asked, edge, boxes))
    for name in boxes:
        marks.extend(_node(asked, name, boxes[name], edges))
    marks.extend(_numbers(edges, boxes))
    used = [index for index, column in enumerate(columns) if column]
    for x, index in enumerate(used):
        for number, line in enumerate(lines(HEADINGS[index], WIDTH + 60, 11)):
            marks.append(Words(x=x * COLUMN, y=4 + 13 * number, text=line, size=11, italic=True, colour=SOFT))
    present = {edge.relation for edge in edges}
    keys = [Key(name, tint, "line", dash) for name, (tint, dash) in STYLES.items() if name in present]
    return page(
        f"The bodies around {asked.name(asked.focus).full}",
        f"{plural(len(boxes), 'actor')} and {plural(len(edges), 'relation')} between them; a number stands where "
        "there is more than one.",
        asked.caption(claim(asked, edges), (edge.row for edge in edges)),
        keys,
        marks,
        (len(used) - 1) * COLUMN + WIDTH + 40,
        bottom,
    )


def chosen(asked: Asked) -> list[Edge]:
    """The relations between the actors with the most; what only stands under another gives way to what is asked."""
    edges = [
        Edge(
            source=text(row["source"]),
            target=text(row["target"]),
            relation=text(row["relation"]),
            count=whole(row["times"]),
            row=index,
        )
        for index, row in enumerate(asked.records)
    ]
    weights: dict[str, int] = defaultdict(int)
    for edge in edges:
        for end in (edge.source, edge.target):
            weights[end] += edge.count if edge.relation == "stands under" else 100 * edge.count
    best = set(sorted(weights, key=lambda name: (-weights[name], name))[: asked.most])
    return [edge for edge in edges if {edge.source, edge.target} <= best and edge.relation in STYLES]


def arranged(edges: list[Edge]) -> list[list[str]]:
    """The actors in the columns of HEADINGS; in a column in the order of the mean height of their neighbours before."""
    asked = {edge.target for edge in edges if edge.relation == "asks"}
    askers = {edge.source for edge in edges if edge.relation == "asks"} - asked
    partners = {edge.target for edge in edges if edge.relation.startswith("asked to")} - asked - askers
    everyone = {end for edge in edges for end in (edge.source, edge.target)}
    height: dict[str, float] = {}
    columns = []
    for names in (askers, asked, partners, everyone - asked - askers - partners):
        around = {name: _mean([height[near] for near in _near(edges, name) if near in height]) for name in names}
        column = sorted(names, key=lambda name, mean=around: (mean[name], name))  # type: ignore[misc]
        height.update({name: (index + 0.5) / len(column) for index, name in enumerate(column)})
        columns.append(column)
    return columns


def _near(edges: list[Edge], name: str) -> set[str]:
    return {end for edge in edges if name in (edge.source, edge.target) for end in (edge.source, edge.target)} - {name}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.5


def placed(asked: Asked, columns: list[list[str]]) -> tuple[dict[str, tuple[float, float, float]], float]:
    """Left edge, middle and height of each box, and where the lowest one ends; columns without boxes take no room."""
    used = [column for column in columns if column]
    heights = {name: 12 + LINE * len(label(asked, name)) for column in used for name in column}
    totals = [sum(heights[name] + GAP for name in column) - GAP for column in used]
    tallest = max(totals)
    boxes: dict[str, tuple[float, float, float]] = {}
    for x, (column, total) in enumerate(zip(used, totals, strict=True)):
        space = (tallest - total) / (len(column) + 1)
        y = TOP + space
        for name in column:
            boxes[name] = x * COLUMN, y + heights[name] / 2, heights[name]
            y += heights[name] + GAP + space
    return boxes, TOP + tallest + 8


def label(asked: Asked, name: str) -> tuple[str, ...]:
    """The name in at most three lines, in short where it needs more."""
    named = asked.name(name)
    full = lines(named.full, WIDTH - 16, 10.5)
    return full if len(full) <= 3 else lines(named.short, WIDTH - 16, 10.5, 3)


def _node(asked: Asked, name: str, place: tuple[float, float, float], edges: list[Edge]) -> Iterator[Mark]:
    x, y, height = place
    words = label(asked, name)
    marks: list[Mark] = [Shape(steps=box(x, y - height / 2, WIDTH, height, 5), fill=PAPER, line="#666666")]
    top = y - LINE * (len(words) - 1) / 2
    for index, line in enumerate(words):
        marks.append(Words(x=x + WIDTH / 2, y=top + LINE * index, text=line, size=10.5, anchor="middle", colour=INK))
    near = sorted(_near(edges, name))
    yield from tied(marks, name, near, asked.name(name).full)


def _way(edge: Edge, boxes: dict[str, tuple[float, float, float]]) -> tuple[tuple[float, ...], float]:
    """The curve of an arrow from side to side, as its four points, and where it points to (1 right, -1 left).

    Within a column it swings out on the right.
    """
    (x, y, _), (to_x, to_y, _) = boxes[edge.source], boxes[edge.target]
    # Relations between the same two run side by side, in the order of STYLES.
    shift = 5.0 * (list(STYLES).index(edge.relation) - 2)
    y, to_y = y + shift, to_y + shift
    if to_x > x:
        start, end, bend = x + WIDTH, to_x, (to_x - x - WIDTH) * 0.5
        return (start, y, start + bend, y, end - bend, to_y, end - 1, to_y), 1
    if to_x < x:
        start, end, bend = x, to_x + WIDTH, (x - to_x - WIDTH) * 0.5
        return (start, y, start - bend, y, end + bend, to_y, end + 1, to_y), -1
    start = x + WIDTH
    swing = start + 30 + 0.07 * abs(to_y - y)
    return (start, y, swing, y, swing, to_y, start + 1, to_y), -1


def _edge(asked: Asked, edge: Edge, boxes: dict[str, tuple[float, float, float]]) -> Iterator[Mark]:
    """The arrow of a relation, as wide as it is often said."""
    way, points = _way(edge, boxes)
    tint, dash = STYLES[edge.relation]
    steps: tuple[Step, ...] = (("M", way[:2]), ("C", way[2:]))
    names = asked.name(edge.source).full, asked.name(edge.target).full
    tip = f"{names[0]} {edge.relation} {names[1]}" + (f": {edge.count}" if edge.count > 1 else "")
    marks = [
        Shape(steps=steps, line=tint, width=1.2 + 0.3 * min(edge.count, 6), dash=dash),
        Shape(steps=arrowhead(way[6] + points, way[7], points, 0), fill=tint),
    ]
    yield from tied(marks, thing(edge), (edge.source, edge.target), tip, (edge.row,))


def thing(edge: Edge) -> str:
    """The thing that an arrow and its number stand for."""
    return f"{edge.source} {edge.relation} {edge.target}"


def _numbers(edges: list[Edge], boxes: dict[str, tuple[float, float, float]]) -> Iterator[Mark]:
    """How often, where it is more than once: on the arrow near its middle, where no other number stands."""
    taken: list[tuple[float, float]] = []
    for edge in edges:
        if edge.count < 2 or edge.relation == "stands under":
            continue
        way, _ = _way(edge, boxes)
        spots = [along(way, part) for part in (0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73, 0.2, 0.8, 0.14, 0.86)]
        free = (at for at in spots if all(abs(at[0] - x) > 17 or abs(at[1] - y) > 12 for x, y in taken))
        at = next(free, spots[0])
        taken.append(at)
        number, tint = str(edge.count), STYLES[edge.relation][0]
        half = wide(number, 9, bold=True) / 2 + 2
        marks = [
            Shape(steps=box(at[0] - half, at[1] - 6, 2 * half, 12, 5), fill=PAPER),
            Words(x=at[0], y=at[1], text=number, size=9, anchor="middle", colour=tint, bold=True),
        ]
        yield from tied(marks, thing(edge), (edge.source, edge.target))


def along(way: tuple[float, ...], part: float) -> tuple[float, float]:
    """The place on a curve of four points at a part of it, from 0 to 1."""
    rest = 1 - part
    shares = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    x, y = (sum(share * way[2 * index + axis] for index, share in enumerate(shares)) for axis in (0, 1))
    return x, y


def claim(asked: Asked, edges: list[Edge]) -> str:
    """The claim of the caption: who is asked most, and the body with the most partners."""
    asks: dict[str, int] = defaultdict(int)
    for edge in edges:
        if edge.relation == "asks":
            asks[edge.target] += edge.count
    if not asks:
        return "Nobody is asked for anything by a known organ."
    best = min(asks, key=lambda name: (-asks[name], name))
    return f"{asked.name(best).full} is asked most often ({plural(asks[best], 'directive')})."
