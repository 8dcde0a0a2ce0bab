"""The picture `flow`: duties from organ to act, addressee and partner, as bands as wide as they are many."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgspec import Struct

from graph_build.drawing_asked import Asked, nothing, plural, text, whole
from graph_build.drawing_scene import FAINT, SOFT, Key, Mark, Scene, Shape, Words, box, page, tied

HEIGHT, BAR, LABEL, GAP = 520.0, 13.0, 200.0, 9.0
STEP = 272.0
STAGES = ("issuer", "act", "addressee", "partner")
HEADINGS = ("who asks", "act", "who is asked", "with whom")
OTHERS = "others"
#: How strong an act is, by its ct:strength, with a colour.
FORCES: tuple[tuple[str, str, int], ...] = (
    ("invites, recommends, encourages", "#56B4E9", 2),
    ("calls upon, appeals, urges", "#E69F00", 4),
    ("requests, directs, instructs", "#009E73", 6),
    ("demands, decides", "#D55E00", 8),
)
UNKNOWN = ("of no set strength", FAINT)


class Flow(Struct, frozen=True, kw_only=True):
    """A combination of organ, act, addressee and partner (empty where none is named) with its directives."""

    ends: tuple[str, str, str, str]
    strength: int
    count: int
    rows: tuple[int, ...]


class Bar(Struct, frozen=True, kw_only=True):
    """A thing in one of the STAGES with its place and its height."""

    stage: int
    name: str
    y: float
    height: float


def compose(asked: Asked) -> Scene:
    """The picture of an answer to `duty-flow`: in each stage the `most` biggest, the rest together as “others”."""
    flows = gathered(asked)
    if not flows:
        raise nothing(asked, "no directive with a known addressee")
    scale, bars = placed(flows)
    marks = [*_bands(asked, flows, bars, scale), *(mark for bar in bars.values() for mark in _bar(asked, bar, flows))]
    stages = sorted({stage for stage, _ in bars})
    headings = [Words(x=stage * STEP, y=4, text=HEADINGS[stage], size=11, italic=True, colour=SOFT) for stage in stages]
    present = {force(flow.strength) for flow in flows}
    keys = [Key(name, colour) for name, colour, _ in FORCES if (name, colour) in present]
    keys += [Key(*UNKNOWN)] if UNKNOWN in present else []
    width = stages[-1] * STEP + BAR + LABEL
    low = max(bar.y + bar.height for bar in bars.values())
    title, subtitle = titles(asked, flows)
    caption = asked.caption(claim(asked, flows), (row for flow in flows for row in flow.rows))
    return page(title, subtitle, caption, keys, [*headings, *marks], width, low + 4)


def gathered(asked: Asked) -> list[Flow]:
    """The rows as flows, in which what is not among the `most` biggest of its stage has become “others”."""
    kept = [biggest(asked, stage) for stage in range(len(STAGES))]
    found: dict[tuple[tuple[str, ...], int], list[tuple[int, int]]] = defaultdict(list)
    for index, row in enumerate(asked.records):
        names = [text(row[stage]) for stage in STAGES]
        ends = tuple(name if name in kept[stage] or not name else OTHERS for stage, name in enumerate(names))
        found[ends, whole(row["strength"])].append((whole(row["directives"]), index))
    return [
        Flow(ends=ends, strength=strength, count=sum(n for n, _ in rows), rows=tuple(index for _, index in rows))  # type: ignore[arg-type]
        for (ends, strength), rows in sorted(found.items())
    ]


def biggest(asked: Asked, stage: int) -> set[str]:
    """The things of a stage with the most directives."""
    total: Counter[str] = Counter()
    for row in asked.records:
        total[text(row[STAGES[stage]])] += whole(row["directives"])
    del total[""]
    return set(sorted(total, key=lambda name: (-total[name], name))[: asked.most])


def placed(flows: list[Flow]) -> tuple[float, dict[tuple[int, str], Bar]]:
    """The height of one directive, and the bars of all stages: acts from strong to weak, others by size."""
    sizes: dict[tuple[int, str], int] = Counter()
    strengths: dict[str, int] = {}
    for flow in flows:
        strengths[flow.ends[1]] = max(flow.strength, strengths.get(flow.ends[1], 0))
        for stage, name in enumerate(flow.ends):
            if name:
                sizes[stage, name] += flow.count
    stages = [sorted(name for at, name in sizes if at == stage) for stage in range(len(STAGES))]
    total = max(sum(sizes[stage, name] for name in names) for stage, names in enumerate(stages))
    scale = min((HEIGHT - GAP * (max(map(len, stages)) - 1)) / total, 26.0)
    bars: dict[tuple[int, str], Bar] = {}
    for stage, names in enumerate(stages):
        names.sort(key=lambda name, at=stage: (  # type: ignore[misc]
            name == OTHERS, -strengths.get(name, 0) if at == 1 else 0, -sizes[at, name], name
        ))  # fmt: skip
        y = 20.0
        for name in names:
            height = scale * sizes[stage, name]
            bars[stage, name] = Bar(stage=stage, name=name, y=y, height=height)
            y += max(height, 12) + GAP
    return scale, bars


def _bands(asked: Asked, flows: list[Flow], bars: dict[tuple[int, str], Bar], scale: float) -> Iterator[Mark]:
    """The bands between the stages, those of one colour and one pair of ends together."""
    used: dict[tuple[int, str, str], float] = defaultdict(float)
    for stage in range(len(STAGES) - 1):
        joined: dict[tuple[str, str, tuple[str, str]], list[Flow]] = defaultdict(list)
        for flow in flows:
            start, end = flow.ends[stage : stage + 2]
            if start and end:
                joined[start, end, force(flow.strength)].append(flow)
        order = sorted(joined, key=lambda key, at=stage: (bars[at, key[0]].y, bars[at + 1, key[1]].y, key))  # type: ignore[misc]
        heights = {key: scale * sum(flow.count for flow in joined[key]) for key in order}
        lefts = _stacked(order, heights, bars, stage, used, "out")
        rights = _stacked(sorted(order, key=lambda k, at=stage: (bars[at + 1, k[1]].y, bars[at, k[0]].y, k)), heights, bars, stage + 1, used, "in")  # type: ignore[misc]  # fmt: skip  # noqa: E501
        for key in order:
            yield _band(asked, stage, key, joined[key], lefts[key], rights[key], heights[key])


def _stacked(
    order: list[tuple[str, str, tuple[str, str]]],
    heights: dict[tuple[str, str, tuple[str, str]], float],
    bars: dict[tuple[int, str], Bar],
    stage: int,
    used: dict[tuple[int, str, str], float],
    side: str,
) -> dict[tuple[str, str, tuple[str, str]], float]:
    """The top of each band at its bar in a stage, one under another."""
    tops = {}
    for key in order:
        name = key[0] if side == "out" else key[1]
        tops[key] = bars[stage, name].y + used[stage, name, side]
        used[stage, name, side] += heights[key]
    return tops


def _band(
    asked: Asked,
    stage: int,
    key: tuple[str, str, tuple[str, str]],
    flows: list[Flow],
    left: float,
    right: float,
    height: float,
) -> Mark:
    start, end, (_, colour) = key
    x, to = stage * STEP + BAR, (stage + 1) * STEP
    middle = (x + to) / 2
    count = sum(flow.count for flow in flows)
    near = {node(at, name) for flow in flows for at, name in enumerate(flow.ends) if name}
    return Shape(
        steps=(
            ("M", (x, left)),
            ("C", (middle, left, middle, right, to, right)),
            ("L", (to, right + height)),
            ("C", (middle, right + height, middle, left + height, x, left + height)),
            ("Z", ()),
        ),
        fill=colour,
        strength=0.45,
        thing=f"{stage} {start} {end} {colour}",
        about=tuple(sorted(near)),
        tip=f"{asked.name(start).short} → {asked.name(end).short}: {plural(count, 'directive')}",
        rows=tuple(row for flow in flows for row in flow.rows),
    )


def _bar(asked: Asked, bar: Bar, flows: list[Flow]) -> Iterator[Mark]:
    x = bar.stage * STEP
    mine = [flow for flow in flows if flow.ends[bar.stage] == bar.name]
    count = sum(flow.count for flow in mine)
    near = sorted({node(at, name) for flow in mine for at, name in enumerate(flow.ends) if name})
    label = asked.label(bar.name, LABEL - 40)
    y = bar.y + max(bar.height, 12) / 2
    words = Words(x=x + BAR + 6, y=y, text=label)
    marks: list[Mark] = [
        Shape(steps=box(x, bar.y, BAR, max(bar.height, 1.2)), fill="#333333"),
        Shape(steps=box(x + BAR + 3, y - 7.5, words.width + 30, 15, 3), fill="#FFFFFF", strength=0.72),
        words,
        Words(x=x + BAR + 10 + words.width, y=y, text=str(count), size=10, colour=SOFT),
    ]
    full = asked.name(bar.name).full if bar.name != OTHERS else "all others"
    tip = f"{full}: {plural(count, 'directive')}"
    yield from tied(marks, node(bar.stage, bar.name), near, tip, (row for flow in mine for row in flow.rows))


def node(stage: int, name: str) -> str:
    """The thing that a bar stands for: an organ may stand in several stages."""
    return f"{stage}:{name}"


def force(strength: int) -> tuple[str, str]:
    """How strong an act is: the name and the colour of its band."""
    return next(((name, colour) for name, colour, most in FORCES if 0 < strength <= most), UNKNOWN)


def titles(asked: Asked, flows: list[Flow]) -> tuple[str, str]:
    """The title and the line under it."""
    of = [asked.given[name] for name in ("instrument", "year") if name in asked.given]
    about = [*([asked.name(asked.focus).short] if asked.focus else []), *of]
    total = plural(sum(flow.count for flow in flows), "directive")
    return (
        "Who asks whom to do what, and with whom" + (f": {', '.join(about)}" if about else ""),
        f"{total}, counted once for each addressee and partner named. A band ends where no partner is named.",
    )


def claim(asked: Asked, flows: list[Flow]) -> str:
    """The claim of the caption: the commonest act, and who is asked most."""
    acts, asked_most = Counter[str](), Counter[str]()
    for flow in flows:
        acts[flow.ends[1]] += flow.count
        asked_most[flow.ends[2]] += flow.count
    act = min(acts, key=lambda name: (-acts[name], name))
    who = min(set(asked_most) - {OTHERS} or {OTHERS}, key=lambda name: (-asked_most[name], name))
    return (
        f"The commonest act is “{asked.name(act).full}” ({acts[act]}); "
        f"most are addressed to {asked.name(who).full} ({asked_most[who]})."
    )
