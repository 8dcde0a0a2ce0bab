"""The picture `tree`: the bodies under a body on a day, from left to right."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from graph_build.drawing_asked import Asked, listed, nothing, plural, text
from graph_build.drawing_letters import wide
from graph_build.drawing_names import Named
from graph_build.drawing_scene import (
    COLOURS,
    FAINT,
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
    page,
    path,
    tied,
)

ROW, GAP, LABEL = 23.0, 34.0, 380.0
#: Kinds of bodies that share a colour, with their name in the legend.
SORTS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("principal organ", COLOURS[7], frozenset(("principal-organ",))),
    ("committee or other subsidiary organ", COLOURS[0], frozenset(("committee", "subsidiary-organ"))),
    ("expert group or task force", COLOURS[1], frozenset(("expert-group", "task-force"))),
    ("office or branch of the Secretariat", COLOURS[2], frozenset(("secretariat-office", "branch"))),
    ("fund or programme", COLOURS[3], frozenset(("fund", "programme"))),
    ("other body", FAINT, frozenset()),
)


class Limb(Struct, frozen=True, kw_only=True):
    """A body in the tree: its depth, those right under it, how many more stand there, and its rows of the answer."""

    iri: str
    depth: int
    under: tuple[Limb, ...] = ()
    more: int = 0
    rows: tuple[int, ...] = ()

    @property
    def leaves(self) -> int:
        """The lines that it takes."""
        return sum(each.leaves for each in self.under) or 1

    def all(self) -> Iterator[Limb]:
        """It and all that are under it, from the top."""
        yield self
        for each in self.under:
            yield from each.all()


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `bodies-under-on-date`, at most `most` bodies, those near the root first."""
    tree = grown(asked)
    if not tree.under:
        raise nothing(asked, f"no body stands under {asked.name(asked.focus).full} on that day")
    places = placed(asked, tree)
    marks: list[Mark] = []
    for limb in tree.all():
        marks.extend(_threads(asked, limb, places))
    for limb, above in with_above(tree):
        marks.extend(_limb(asked, limb, above, places))
    here = {sort(asked, each.iri) for each in tree.all()}
    keys = [Key(name, colour, "dot") for name, colour, _ in SORTS if name in here]
    if any(relation(asked, each) == "subsidiary" for each in tree.all()):
        keys += [Key("part of", SOFT, "line"), Key("subsidiary to", SOFT, "line", (5, 3))]
    width = max(x + label(asked, limb)[1] for limb in tree.all() for x, _ in [places[limb.iri]])
    drawn = [row for limb in tree.all() for row in limb.rows]
    count = sum(1 for _ in tree.all()) - 1
    root, day = asked.name(asked.focus).full, asked.given.get("on", "")
    return page(
        f"{root}: the bodies under it" + (f" on {day}" if day else ""),
        f"{plural(count, 'body', 'bodies')}. Years say from when to when a statement of the registers holds.",
        asked.caption(claim(asked, tree), drawn),
        keys,
        marks,
        width + 20,
        ROW * tree.leaves + 6,
    )


def grown(asked: Asked) -> Limb:
    """The tree, breadth first until `most` bodies stand in it. A body with two places keeps the first."""
    below: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for index, row in enumerate(asked.records):
        below[text(row["above"])].setdefault(text(row["body"]), []).append(index)
    taken: dict[str, list[str]] = {asked.focus: []}
    hidden: dict[str, int] = {}
    rank = list(taken)
    for above in rank:  # grows while it is read: breadth first
        fresh = [each for each in sorted(below[above], key=lambda iri: natural(asked.name(iri))) if each not in taken]
        room = max(asked.most - len(taken) + 1, 0)
        kept = fresh if len(fresh) <= room else fresh[: max(room, 0)]
        hidden[above] = len(fresh) - len(kept)
        taken[above] = kept
        taken.update({each: [] for each in kept})
        rank.extend(kept)

    def limb(iri: str, depth: int, rows: tuple[int, ...]) -> Limb:
        under = tuple(limb(each, depth + 1, tuple(below[iri][each])) for each in taken[iri])
        return Limb(iri=iri, depth=depth, under=under, more=hidden[iri], rows=rows)

    return limb(asked.focus, 0, ())


def natural(name: Named) -> tuple[tuple[int, str], ...]:
    """For sorting: words by letters and numbers by size, so that 661 comes before 1267."""
    return tuple((int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name.short) if part)


def placed(asked: Asked, tree: Limb) -> dict[str, tuple[float, float]]:
    """Where each body's dot stands: columns as wide as their longest label, bodies on the line of the first below."""
    widths: dict[int, float] = defaultdict(float)
    for limb in tree.all():
        if limb.under:
            widths[limb.depth] = max(widths[limb.depth], label(asked, limb)[1])
    places: dict[str, tuple[float, float]] = {}

    def put(limb: Limb, top: float) -> None:
        x = 8 + sum(widths[depth] + GAP for depth in range(limb.depth))
        start = top
        for each in limb.under:
            put(each, start)
            start += ROW * each.leaves
        places[limb.iri] = x, top + ROW / 2

    put(tree, 0)
    return places


def label(asked: Asked, limb: Limb) -> tuple[str, float, str]:
    """The words beside a body's dot, how wide they are with its years, and the years."""
    words = asked.label(limb.iri, LABEL, bold=bool(limb.under))
    after = " ".join(part for part in (years(asked, limb), f"+ {limb.more} more" if limb.more else "") if part)
    return words, 14 + wide(words, 11, bold=bool(limb.under)) + (8 + wide(after, 9.5) if after else 0), after


def years(asked: Asked, limb: Limb) -> str:
    """From when to when the statement holds, as years: “since 2004”, “2005–2017”, “until 2011”."""
    rows = [asked.records[row] for row in limb.rows]
    first = min((row["from"].year for row in rows if isinstance(row["from"], date)), default=0)
    last = max((row["until"].year for row in rows if isinstance(row["until"], date)), default=0)
    if first and last:
        return f"{first}–{last}"
    return f"since {first}" if first else f"until {last}" if last else ""


def sort(asked: Asked, iri: str) -> str:
    """The name of the sort to which a body belongs."""
    kind = asked.name(iri).kind
    return next((name for name, _, kinds in SORTS if kind in kinds), SORTS[-1][0])


def relation(asked: Asked, limb: Limb) -> str:
    """`part` or `subsidiary`, as the first of its rows says; the empty string for the root."""
    if not limb.rows:
        return ""
    return "part" if text(asked.records[limb.rows[0]]["relation"]).endswith("partOf") else "subsidiary"


def with_above(tree: Limb, above: tuple[str, ...] = ()) -> Iterator[tuple[Limb, tuple[str, ...]]]:
    """Every body with those over it."""
    yield tree, above
    for each in tree.under:
        yield from with_above(each, (*above, tree.iri))


def _limb(asked: Asked, limb: Limb, above: tuple[str, ...], places: dict[str, tuple[float, float]]) -> Iterator[Mark]:
    x, y = places[limb.iri]
    words, width, after = label(asked, limb)
    colour = next(colour for name, colour, _ in SORTS if name == sort(asked, limb.iri))
    bold = bool(limb.under)
    marks: list[Mark] = [
        Shape(steps=box(x - 6, y - 9, width + 8, 18, 3), fill=PAPER),
        Shape(steps=disc(x, y, 4.5), fill=colour),
        Words(x=x + 10, y=y, text=words, bold=bold),
    ]
    if after:
        marks.append(Words(x=x + 18 + wide(words, 11, bold=bold), y=y, text=after, size=9.5, colour=SOFT))
    sources = listed(asked.records[row]["source"] for row in limb.rows)
    tip = "\n".join(part for part in (asked.name(limb.iri).full, after, sources and f"Source: {sources}") if part)
    below = [each.iri for each in limb.all()]
    yield from tied(marks, limb.iri, (*above, *below[1:]), tip, limb.rows)


def _threads(asked: Asked, limb: Limb, places: dict[str, tuple[float, float]]) -> Iterator[Mark]:
    """The lines from a body to those right under it."""
    x, y = places[limb.iri]
    start = x + label(asked, limb)[1] + 4
    for each in limb.under:
        to_x, to_y = places[each.iri]
        trunk = to_x - 16
        steps: tuple[Step, ...] = (*path((start, y), (trunk, y), (trunk, to_y), (to_x - 6, to_y)),)
        if to_y > y:  # from the trunk down: the way to the trunk is drawn once
            steps = path((trunk, y), (trunk, to_y), (to_x - 6, to_y))
        dash = (4.0, 3.0) if relation(asked, each) == "subsidiary" else ()
        near = tuple(below.iri for below in each.all())
        yield Shape(steps=steps, line=FAINT, width=1.1, dash=dash, about=(limb.iri, *near))


def claim(asked: Asked, tree: Limb) -> str:
    """The claim of the caption: how many bodies stand right under the root, and how deep the tree is."""
    depth = max(limb.depth for limb in tree.all())
    name = asked.name(tree.iri).full
    direct = plural(len(tree.under) + tree.more, "body stands", "bodies stand")
    return f"{direct} right under {name}; the tree is {plural(depth, 'step')} deep."
