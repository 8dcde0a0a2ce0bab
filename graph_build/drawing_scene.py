"""A picture as data: marks on a page with what they stand for, before any format is chosen.

Lengths are CSS pixels, the origin is the upper left corner. Every mark may say which rows of the answer it stands for,
so that a picture can be held against its question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from graph_build.drawing_letters import wide

#: Colours that colour-blind readers tell apart (Okabe and Ito), in the order in which pictures take them.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#6F4E9B", "#000000")
INK, SOFT, FAINT, HAIR, PAPER = "#222222", "#5A5A5A", "#9A9A9A", "#DDDDDD", "#FFFFFF"
#: Pale to dark of one hue: more is darker, on paper too.
SHADES = ("#EFF5FA", "#D3E4F1", "#A9CBE3", "#76ABD0", "#4486B8", "#1F639B", "#0B4275")

Anchor = Literal["start", "middle", "end"]
Step = tuple[str, tuple[float, ...]]  # M x y, L x y, C x1 y1 x2 y2 x y, Z


class Mark(Struct, frozen=True, kw_only=True, tag=True):
    """What all marks share.

    `thing` is what lights up when a reader points at the mark; `about` are the things with which the mark lights up;
    `tip` is what it then says; `rows` are the rows of the answer it stands for. A mark with a `span` is seen in the
    years from the first to the last of it only.
    """

    thing: str = ""
    about: tuple[str, ...] = ()
    tip: str = ""
    rows: tuple[int, ...] = ()
    span: tuple[int, int] | None = None

    def in_year(self, year: int) -> bool:
        """Whether the mark is seen in a year."""
        return self.span is None or self.span[0] <= year <= self.span[1]


class Words(Mark, frozen=True, kw_only=True, tag=True):
    """One line of text; (x, y) is the end of the line that `anchor` names, at the middle of the letters' height."""

    x: float
    y: float
    text: str
    size: float = 11.0
    anchor: Anchor = "start"
    bold: bool = False
    italic: bool = False
    colour: str = INK
    turn: float = 0.0

    @property
    def width(self) -> float:
        """The width of the line, at most, in the fonts that are asked for."""
        return wide(self.text, self.size, bold=self.bold)


class Shape(Mark, frozen=True, kw_only=True, tag=True):
    """A line or a filled outline; colours are #RRGGBB or the empty string for none."""

    steps: tuple[Step, ...]
    fill: str = ""
    line: str = ""
    width: float = 1.0
    dash: tuple[float, ...] = ()
    strength: float = 1.0


class Scene(Struct, frozen=True, kw_only=True):
    """A page with its marks, back to front, and what it shows in words.

    `years` are the first and the last year through which a reader of the page can move; `year` is what paper shows.
    """

    width: float
    height: float
    title: str
    caption: str
    marks: tuple[Mark, ...]
    year: int = 0
    years: tuple[int, int] | None = None

    @property
    def shown(self) -> tuple[Mark, ...]:
        """The marks that paper shows."""
        return tuple(mark for mark in self.marks if mark.in_year(self.year))

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the answer that the marks stand for, each once."""
        return tuple(sorted({row for mark in self.shown for row in mark.rows}))


class Key(Struct, frozen=True):
    """An entry of a legend."""

    label: str
    colour: str
    form: Literal["box", "line", "dot", "ring"] = "box"
    dash: tuple[float, ...] = ()


# ---------------------------------------------------------------- shapes


def box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> tuple[Step, ...]:
    """The outline of a rectangle, its corners rounded by `radius`."""
    right, low, r = x + width, y + height, min(radius, width / 2, height / 2)
    if r <= 0:
        return (("M", (x, y)), ("L", (right, y)), ("L", (right, low)), ("L", (x, low)), ("Z", ()))
    return (
        *(("M", (x + r, y)), ("L", (right - r, y)), ("C", (right, y, right, y, right, y + r))),
        *(("L", (right, low - r)), ("C", (right, low, right, low, right - r, low)), ("L", (x + r, low))),
        *(("C", (x, low, x, low, x, low - r)), ("L", (x, y + r)), ("C", (x, y, x, y, x + r, y)), ("Z", ())),
    )


def disc(x: float, y: float, r: float) -> tuple[Step, ...]:
    """The outline of a circle, by four curves."""
    k = 0.5523 * r
    return (
        ("M", (x + r, y)),
        ("C", (x + r, y + k, x + k, y + r, x, y + r)),
        ("C", (x - k, y + r, x - r, y + k, x - r, y)),
        ("C", (x - r, y - k, x - k, y - r, x, y - r)),
        ("C", (x + k, y - r, x + r, y - k, x + r, y)),
        ("Z", ()),
    )


def path(*points: tuple[float, float]) -> tuple[Step, ...]:
    """A line through points."""
    return (("M", points[0]), *(("L", point) for point in points[1:]))


def arrowhead(x: float, y: float, dx: float, dy: float, size: float = 7.0) -> tuple[Step, ...]:
    """The outline of an arrow's head whose tip is at (x, y) and which points along (dx, dy)."""
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    ux, uy = dx / length, dy / length
    left = (x - ux * size - uy * size * 0.4, y - uy * size + ux * size * 0.4)
    right = (x - ux * size + uy * size * 0.4, y - uy * size - ux * size * 0.4)
    return (("M", (x, y)), ("L", left), ("L", right), ("Z", ()))


# ---------------------------------------------------------------- text that fits


def fitted(text: str, room: float, size: float = 11.0, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than `room`."""
    if wide(text, size, bold=bold) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if wide(text[:middle] + "…", size, bold=bold) <= room else (low, middle - 1)
    return text[:low].rstrip() + "…"


def lines(text: str, room: float, size: float = 11.0, most: int = 99, *, bold: bool = False) -> tuple[str, ...]:
    """The text in lines no wider than `room`, at most `most` of them, the last one cut where that is not enough."""
    found: list[str] = []
    words = text.split()
    while words:
        taken = 1
        while taken < len(words) and wide(" ".join(words[: taken + 1]), size, bold=bold) <= room:
            taken += 1
        if len(found) == most - 1:
            taken = len(words)
        found.append(fitted(" ".join(words[:taken]), room, size, bold=bold))
        words = words[taken:]
    return tuple(found)


# ---------------------------------------------------------------- the page around a picture

MARGIN, HEAD = 24.0, 20.0


def page(
    title: str, subtitle: str, caption: str, keys: Iterable[Key], marks: Iterable[Mark], width: float, height: float
) -> Scene:
    """The marks, drawn from (0, 0) to (width, height), on a page with title, legend and caption around them."""
    width = max(width, 640.0)
    above: list[Mark] = []
    y = MARGIN
    for line in lines(title, width, 17, bold=True):
        above.append(Words(x=MARGIN, y=y, text=line, size=17, bold=True))
        y += 22
    for line in lines(subtitle, width, 11.5):
        above.append(Words(x=MARGIN, y=y, text=line, size=11.5, colour=SOFT))
        y += 16
    legend, y = _legend(list(keys), width, y + 8)
    moved = [moved_by(mark, MARGIN, y) for mark in marks]
    below: list[Mark] = []
    y += height + HEAD
    for line in lines(caption, width, 10):
        below.append(Words(x=MARGIN, y=y, text=line, size=10, colour=SOFT))
        y += 14
    return Scene(
        width=round(width + 2 * MARGIN),
        height=round(y + 8),
        title=title,
        caption=caption,
        marks=(*above, *legend, *moved, *below),
    )


def _legend(keys: list[Key], width: float, y: float) -> tuple[list[Mark], float]:
    """The marks of the legend in as many lines as it needs, and where the picture may begin."""
    if not keys:
        return [], y + 6
    found: list[Mark] = []
    x = MARGIN
    for key in keys:
        room = 26 + wide(key.label, 11) + 20
        if x > MARGIN and x + room > MARGIN + width:
            x, y = MARGIN, y + 18
        found.append(_sample(key, x, y))
        found.append(Words(x=x + 24, y=y, text=key.label, size=11, colour=SOFT))
        x += room
    return found, y + 24


def _sample(key: Key, x: float, y: float) -> Mark:
    if key.form == "line":
        return Shape(steps=path((x, y), (x + 19, y)), line=key.colour, width=2.5, dash=key.dash)
    if key.form == "dot":
        return Shape(steps=disc(x + 12, y, 5), fill=key.colour)
    if key.form == "ring":
        return Shape(steps=disc(x + 12, y, 4.5), fill=PAPER, line=key.colour, width=1.8)
    return Shape(
        steps=box(x + 3, y - 6, 15, 12, 2), fill=key.colour, line=FAINT if key.colour in (*SHADES, PAPER) else ""
    )


def tied(
    marks: Iterable[Mark], thing: str, about: Iterable[str] = (), tip: str = "", rows: Iterable[int] = ()
) -> Iterator[Mark]:
    """The marks as one thing, which lights up with what it is about; only the first one carries the rows."""
    found, near = tuple(rows), tuple(about)
    for mark in marks:
        yield replace(mark, thing=thing, about=near, tip=tip, rows=found)
        found = ()


def moved_by(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark at another place."""
    if isinstance(mark, Words):
        return replace(mark, x=mark.x + dx, y=mark.y + dy)
    if isinstance(mark, Shape):
        return replace(mark, steps=tuple((name, _moved(values, dx, dy)) for name, values in mark.steps))
    return mark


def _moved(values: tuple[float, ...], dx: float, dy: float) -> tuple[float, ...]:
    return tuple(value + (dy if index % 2 else dx) for index, value in enumerate(values))


def spread(places: list[float], gap: float, low: float, high: float) -> list[float]:
    """The places, in their order, moved as little as needed to stand `gap` apart between `low` and `high`.

    Where there is not enough room for that, they stand evenly from `low` to `high`.
    """
    count = len(places)
    if count > 1 and gap * (count - 1) > high - low:
        return [low + (high - low) * index / (count - 1) for index in range(count)]
    groups: list[tuple[float, int]] = []  # the middle of a group of neighbours, and how many they are
    for place in places:
        groups.append((min(max(place, low), high), 1))
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < gap * (groups[-1][1] + groups[-2][1]) / 2:
            (right, many), (left, few) = groups.pop(), groups.pop()
            both = many + few
            middle, half = (right * many + left * few) / both, gap * (both - 1) / 2
            groups.append((min(max(middle, low + half), high - half), both))
    return list(_singles(groups, gap))


def _singles(groups: list[tuple[float, int]], gap: float) -> Iterator[float]:
    for middle, count in groups:
        yield from (middle + gap * (index - (count - 1) / 2) for index in range(count))
