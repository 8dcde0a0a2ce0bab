"""The pictures `cooperation` and `co-mention`: actors around a ring, those that belong together side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import copysign, cos, pi, sin

from msgspec import Struct

from graph_build import network, network_measures, questions
from graph_build.drawing_asked import Asked, nothing, plural
from graph_build.drawing_letters import wide
from graph_build.drawing_names import FAMILIES
from graph_build.drawing_scene import (
    COLOURS,
    FAINT,
    PAPER,
    Anchor,
    Key,
    Mark,
    Scene,
    Shape,
    Words,
    box,
    disc,
    moved_by,
    page,
    tied,
)
from graph_build.questions import Iri

LABEL, SIZE = 205.0, 10.5
#: Ties drawn for each actor drawn, at most.
TIES = 3


class Tie(Struct, frozen=True, kw_only=True):
    """What stands between two actors: how often, in which roles, and the rows that say so."""

    ends: tuple[str, str]
    count: int
    roles: tuple[str, ...]
    rows: tuple[int, ...]


def compose(asked: Asked) -> Scene:
    """The picture of an answer whose question gives a network: the `most` actors with most ties, and their ties."""
    ties = chosen(asked)
    if not ties:
        raise nothing(asked, "no two known actors")
    ring = arranged(asked, ties)
    marks: list[Mark] = [_tie(asked, tie, ring) for tie in sorted(ties, key=lambda each: (each.count, each.ends))]
    for spot in ring.spots.values():
        near = sorted({end for tie in ties if spot.iri in tie.ends for end in tie.ends} - {spot.iri})
        marks.extend(_actor(asked, spot, near))
    tops = [spot.y + min(0.0, spot.up) for spot in ring.spots.values()]
    lows = [spot.y + max(0.0, spot.up) for spot in ring.spots.values()]
    marks = [moved_by(mark, 0, 14 - min(tops)) for mark in marks]
    counts = counted(questions.question(asked.question))
    title = questions.question(asked.question).title.removesuffix("?")
    return page(
        title + (f": {asked.name(asked.focus).full}" if asked.focus else ""),
        f"{plural(len(ring.spots), 'actor')} and {plural(len(ties), 'tie')}; a wider line stands for more {counts}."
        + ("" if asked.focus else " Actors of one colour have more ties among them than chance would give."),
        asked.caption(claim(asked, ties, counts), (row for tie in ties for row in tie.rows)),
        [Key(name, colour(group), "dot") for group, name in enumerate(ring.groups)],
        marks,
        2 * ring.middle[0],
        max(lows) - min(tops) + 28,
    )


class Spot(Struct, frozen=True, kw_only=True):
    """An actor on the ring (or in its middle, where `turn` is None): place, share of all ties, group, and its name."""

    iri: str
    x: float
    y: float
    turn: float | None
    share: float
    group: int
    label: str

    @property
    def up(self) -> float:
        """How far the name runs down (or, below zero, up) from the place."""
        run = wide(self.label, SIZE) + 18
        return 26.0 if self.turn is None else run * sin(self.turn * pi / 180) + copysign(8, sin(self.turn * pi / 180))


class Ring(Struct, frozen=True, kw_only=True):
    """The actors with their places, the middle of the ring, and what the groups are called."""

    spots: dict[str, Spot]
    middle: tuple[float, float]
    groups: tuple[str, ...]


def arranged(asked: Asked, ties: list[Tie]) -> Ring:
    """The actors around the ring, group by group; with a focus, that one in the middle.

    The groups are the communities of the ties; with a focus, to which all ties lead, the families of actors.
    """
    weights: dict[str, int] = defaultdict(int)
    for tie in ties:
        for end in tie.ends:
            weights[end] += tie.count
    if asked.focus:
        families = [name for name in FAMILIES if any(asked.name(each).family == name for each in weights)]
        parts = [sorted(each for each in weights if asked.name(each).family == name) for name in families]
        names = families
    else:
        parts = communities(ties)
        names = [f"around {asked.label(min(part, key=lambda each: (-weights[each], each)), 160)}" for part in parts]
    order = [(each, group) for group, part in enumerate(parts) for each in part if each != asked.focus]
    radius = max(140.0, 3.4 * len(order))
    middle = radius + LABEL, radius + LABEL
    total = sum(weights.values())
    spots = {}
    for index, (each, group) in enumerate(order):
        turn = 360 * (index + 0.5) / len(order) - 90
        x, y = middle[0] + radius * cos(turn * pi / 180), middle[1] + radius * sin(turn * pi / 180)
        label = asked.label(each, LABEL - 16, SIZE)
        spots[each] = Spot(iri=each, x=x, y=y, turn=turn, share=weights[each] / total, group=group, label=label)
    if asked.focus in weights:
        group = next(index for index, part in enumerate(parts) if asked.focus in part)
        label = asked.name(asked.focus).short
        spots[asked.focus] = Spot(
            iri=asked.focus, x=middle[0], y=middle[1], turn=None, share=0.5, group=group, label=label
        )
    return Ring(spots=spots, middle=middle, groups=tuple(names))


def counted(question: questions.Question) -> str:
    """What the numbers of the question count: the name of its column of weights."""
    match = network.HEAD.match(question.network)
    return (match["weight"] if match else None) or "rows"


def chosen(asked: Asked) -> list[Tie]:
    """The ties between the actors with the most, at most TIES for each; a tie to oneself is none."""
    question = questions.question(asked.question)
    match = network.HEAD.match(question.network)
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    records = asked.records
    source, target, weight = (match["source"], match["target"], match["weight"]) if match else ("", "", "")
    for index, row in enumerate(records):
        one, other = row.get(source), row.get(target)
        if isinstance(one, Iri) and isinstance(other, Iri) and one != other:
            found[min(str(one), str(other)), max(str(one), str(other))].append(index)
    ties = []
    for ends, rows in found.items():
        numbers = (records[row].get(weight) for row in rows)
        count = sum(number if isinstance(number, int) else 1 for number in numbers)
        roles = tuple(sorted({role for row in rows if isinstance(role := records[row].get("role"), str)}))
        ties.append(Tie(ends=ends, count=count, roles=roles, rows=tuple(rows)))
    weights: dict[str, int] = defaultdict(int)
    for tie in ties:
        for end in tie.ends:
            weights[end] += tie.count
    best = set(sorted(weights, key=lambda each: (each != asked.focus, -weights[each], each))[: asked.most])
    kept = [tie for tie in ties if set(tie.ends) <= best]
    return sorted(kept, key=lambda tie: (-tie.count, tie.ends))[: TIES * len(best)]


def communities(ties: list[Tie]) -> list[list[str]]:
    """The actors by community, the biggest first."""
    edges = [(*tie.ends, tie.count) for tie in ties]
    return [sorted(group) for group in network_measures.groups_of(edges)]


def colour(group: int) -> str:
    """The colour of a group; those after the sixth share one."""
    return COLOURS[group] if group < 6 else FAINT


def _tie(asked: Asked, tie: Tie, ring: Ring) -> Mark:
    """A line bent towards the middle; in the colour of the group within one, grey between two."""
    one, other = (ring.spots[end] for end in tie.ends)
    pull = 0.0 if asked.focus in tie.ends else 0.55
    bent = tuple(
        value
        for spot in (one, other)
        for value in (spot.x + pull * (ring.middle[0] - spot.x), spot.y + pull * (ring.middle[1] - spot.y))
    )
    rim = one if other.iri == asked.focus else other
    same = one.group == other.group or asked.focus in tie.ends
    names = " – ".join(asked.name(end).full for end in tie.ends)
    roles = f"\n{', '.join(tie.roles)}" if tie.roles else ""
    return Shape(
        steps=(("M", (one.x, one.y)), ("C", (*bent, other.x, other.y))),
        line=colour(rim.group) if same else FAINT,
        width=0.9 + min(tie.count, 60) ** 0.75 * 0.5,
        strength=0.6 if same else 0.45,
        thing=" ".join(tie.ends),
        about=tie.ends,
        tip=f"{names}: {tie.count}{roles}",
        rows=tie.rows,
    )


def _actor(asked: Asked, spot: Spot, near: list[str]) -> Iterator[Mark]:
    """The dot, and the name that runs outwards from it; in the middle, the name under the dot."""
    size = 3.5 + 9 * spot.share**0.5
    dot = Shape(steps=disc(spot.x, spot.y, size), fill=colour(spot.group))
    if spot.turn is None:
        wideness = wide(spot.label, 12, bold=True) + 12
        behind = Shape(steps=box(spot.x - wideness / 2, spot.y + 13, wideness, 18, 4), fill=PAPER, strength=0.85)
        name = Words(x=spot.x, y=spot.y + 22, text=spot.label, size=12, anchor="middle", bold=True)
        yield from tied([dot, behind, name], spot.iri, near, asked.name(spot.iri).full)
        return
    away = size + 7
    x, y = spot.x + away * cos(spot.turn * pi / 180), spot.y + away * sin(spot.turn * pi / 180)
    right = cos(spot.turn * pi / 180) >= 0
    turn = spot.turn if right else spot.turn + 180
    anchor: Anchor = "start" if right else "end"
    name = Words(x=x, y=y, text=spot.label, size=SIZE, anchor=anchor, turn=turn)
    yield from tied([dot, name], spot.iri, near, asked.name(spot.iri).full)


def claim(asked: Asked, ties: list[Tie], counts: str) -> str:
    """The claim of the caption: the closest tie."""
    best = min(ties, key=lambda tie: (-tie.count, tie.ends))
    one, other = (asked.name(end).full for end in best.ends)
    return f"The closest tie is between {one} and {other} ({best.count} {counts})."
