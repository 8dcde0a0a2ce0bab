"""The picture `map`: every State as a tile of the world, dark where it is bound by treaties at the end of a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from graph_build.drawing_asked import Asked, listed, nothing, plural, text
from graph_build.drawing_scene import FAINT, INK, PAPER, SHADES, Key, Mark, Scene, Shape, Words, box, page, tied
from graph_build.drawing_tiles import tiles
from graph_build.namespaces import ID

SIZE, GAP, HEAD = 30.0, 3.0, 26.0
#: The shades of a State that only signed, and of one that is bound, where the map is of one treaty.
SIGNED, BOUND = 2, 5
STATE = f"{ID}state/"


class Standing(Struct, frozen=True, kw_only=True):
    """The standing of a State towards a treaty: when it signed and consented, how, and the row that says so."""

    treaty: str
    signed: date | None
    consent: date | None
    kind: str
    row: int

    @property
    def first(self) -> int:
        """The year in which it began."""
        return min(day.year for day in (self.signed, self.consent) if day)


class World(Struct, frozen=True, kw_only=True):
    """What is drawn: standings by State, the treaties, the years, and who has no tile."""

    states: dict[str, list[Standing]]
    treaties: list[str]
    years: tuple[int, int]
    as_of: date
    others: list[object]


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `treaty-participation`: for one treaty who is bound, for several by how many."""
    world = gathered(asked)
    first, last = world.years
    year = min(max(asked.year or last, first), last)
    marks: list[Mark] = []
    for code, (column, row) in tiles().items():
        x, y = column * (SIZE + GAP), HEAD + row * (SIZE + GAP)
        marks.extend(_tile(asked, world, code, (x, y), year))
    columns, rows = (1 + max(place[axis] for place in tiles().values()) for axis in (0, 1))
    marks.extend(_said(world, each) for each in range(first, last + 1))
    drawn = [each.row for found in world.states.values() for each in found if each.first <= year]
    one = world.treaties[0] if len(world.treaties) == 1 else ""
    what = asked.name(one).full if one else f"{plural(len(world.treaties), 'treaty', 'treaties')} of this graph"
    scene = page(
        f"States bound by {'the ' if one else ''}{what}",
        "Each State is a tile of one size, placed near its neighbours; no border is drawn. "
        "Later withdrawals, where the graph holds none, are not taken off.",
        asked.caption(claim(world, year), drawn),
        _keys(world),
        marks,
        columns * (SIZE + GAP),
        HEAD + rows * (SIZE + GAP),
    )
    return replace(scene, year=year, years=(first, last) if last > first else None)


def gathered(asked: Asked) -> World:
    """The standings with a date by State; QueryError where there are none."""
    found: dict[str, list[Standing]] = defaultdict(list)
    others: list[object] = []
    stood: list[date] = []
    for index, row in enumerate(asked.records):
        signed, consent, as_of, who = row["signed"], row["consent"], row["as_of"], text(row["participant"])
        if not isinstance(signed, date) and not isinstance(consent, date):
            continue
        code = who.removeprefix(STATE)
        if not who.startswith(STATE) or code not in tiles():
            others.append(asked.name(row["participant"]).full)
            continue
        stood.extend([as_of] if isinstance(as_of, date) else [])
        found[code].append(
            Standing(
                treaty=text(row["to"]),
                signed=signed if isinstance(signed, date) else None,
                consent=consent if isinstance(consent, date) else None,
                kind=text(row["kind"]),
                row=index,
            )
        )
    if not found:
        do = "take in a table with `ctkg import treaty-status`, and build again with what it writes"
        raise nothing(asked, "the graph holds no participation of States in treaties with a date", do)
    first = min(each.first for each in (one for many in found.values() for one in many))
    last = max([day.year for day in stood] or [first])
    treaties = sorted({each.treaty for many in found.values() for each in many})
    return World(states=dict(found), treaties=treaties, years=(first, last), as_of=max(stood), others=others)


def states() -> tuple[str, ...]:
    """Every State that has a tile."""
    return tuple(STATE + code for code in tiles())


def bound(found: list[Standing], year: int) -> int:
    """By how many treaties a State is bound at the end of a year."""
    return sum(each.consent is not None and each.consent.year <= year for each in found)


def shade(world: World, found: list[Standing], year: int) -> int:
    """The index of the shade of a State at the end of a year; -1 where it has no standing towards any."""
    count = bound(found, year)
    if len(world.treaties) > 1:
        return dark(count, len(world.treaties))
    signed = any(each.signed is not None and each.signed.year <= year for each in found)
    return BOUND if count else SIGNED if signed else -1


def dark(count: int, treaties: int) -> int:
    """The index of the shade for a number of treaties out of so many; -1 for none."""
    return -1 if not count else 1 + (count - 1) * (len(SHADES) - 2) // max(treaties - 1, 1)


def _tile(asked: Asked, world: World, code: str, place: tuple[float, float], year: int) -> Iterator[Mark]:
    """A tile in each shade that it has in the years, each with the years in which it has it, and the State's code."""
    found = sorted(world.states.get(code, []), key=lambda each: (each.first, each.treaty))
    first, last = world.years
    turns = sorted({first, *(day.year for each in found for day in (each.signed, each.consent) if day)})
    spans = [(begins, ends - 1) for begins, ends in pairwise([*turns, last + 1])]
    x, y = place
    rows = [each.row for each in found if each.first <= year]
    marks: list[Mark] = [Shape(steps=box(x, y, SIZE, SIZE, 3), fill=PAPER, line=FAINT, width=0.8)]
    for span in spans:
        at = shade(world, found, span[0])
        if at >= 0:
            marks.append(Shape(steps=box(x, y, SIZE, SIZE, 3), fill=SHADES[at], span=span))
        ink = PAPER if at > 3 else INK
        middle = x + SIZE / 2, y + SIZE / 2
        marks.append(Words(x=middle[0], y=middle[1], text=code, size=10, anchor="middle", colour=ink, span=span))
    told = [_told(asked, each) for each in found] or ["no standing in the tables of this graph"]
    yield from tied(marks, STATE + code, (), "\n".join([asked.name(STATE + code).full, *told]), rows)


def _told(asked: Asked, each: Standing) -> str:
    """The standing in words."""
    name = asked.name(each.treaty).full
    signed = f"signed {_day(each.signed)}" if each.signed else ""
    consent = f"{each.kind} {_day(each.consent)}" if each.consent else ""
    return f"{name}: {', '.join(part for part in (signed, consent) if part)}"


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b %Y}" if day else ""


def _said(world: World, year: int) -> Mark:
    """What the tiles of a year sum up to."""
    when = f"{world.as_of.day} {world.as_of:%B %Y}" if year == world.as_of.year else f"end of {year}"
    return Words(x=0, y=4, text=f"{when[0].upper()}{when[1:]}: {summed(world, year)}", size=13, span=(year, year))


def summed(world: World, year: int) -> str:
    """How many States are bound at the end of a year."""
    counts = [bound(found, year) for found in world.states.values()]
    if len(world.treaties) == 1:
        signed = sum(shade(world, found, year) == SIGNED for found in world.states.values())
        return f"{plural(sum(map(bool, counts)), 'State')} bound, {signed} more signed"
    full = sum(count == len(world.treaties) for count in counts)
    return f"{plural(sum(map(bool, counts)), 'State')} bound by one or more, {full} by all {len(world.treaties)}"


def _keys(world: World) -> list[Key]:
    if len(world.treaties) == 1:
        return [
            Key("bound", SHADES[BOUND]),
            Key("signed only", SHADES[SIGNED]),
            Key("neither, or not in the table", PAPER),
        ]
    total = len(world.treaties)
    counts: dict[int, list[int]] = defaultdict(list)
    for count in range(1, total + 1):
        counts[dark(count, total)].append(count)
    words = {each: f"{many[0]}" if len(many) == 1 else f"{many[0]}–{many[-1]}" for each, many in counts.items()}
    return [Key("bound by none", PAPER), *(Key(f"by {word}", SHADES[each]) for each, word in words.items())]


def claim(world: World, year: int) -> str:
    """The claim of the caption."""
    without = f" Without a tile: {listed(dict.fromkeys(map(str, world.others)))}." if world.others else ""
    when = f"on {world.as_of.isoformat()}" if year == world.as_of.year else f"at the end of {year}"
    said = summed(world, year)
    return f"{said[0].upper()}{said[1:]} {when}; {len(tiles())} States have a tile.{without}"
