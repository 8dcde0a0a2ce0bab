"""Pictures of networks: readable labels, colours that colour-blind readers tell apart, line styles beside them."""

from __future__ import annotations

import io
import textwrap
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import networkx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

Dashes = Literal["solid", "dashed", "dashdot", "dotted"] | tuple[float, tuple[float, ...]]

#: Colour (Okabe and Ito) and line of each relation; an edge with several is drawn as the first of them here.
STYLES: dict[str, tuple[str, Dashes]] = {
    "asks": ("#0072B2", "solid"),
    "asked to report to": ("#CC79A7", (0, (6, 1, 1, 1, 1, 1))),
    "asked to work with": ("#D55E00", "dashed"),
    "asked to help": ("#009E73", "dashdot"),
    "stands under": ("#888888", "dotted"),
}
COLUMNS = ("who asks", "who is asked", "partners and the helped", "others that are named, and those they stand under")
WRAP = 24


def bodies(made: networkx.DiGraph[str], title: str = "") -> Figure:
    """A drawing of the network that `bodies-around` gives, in COLUMNS from left to right.

    Every node is named; an edge is as wide as its weight is high. The figure is not registered with pyplot.
    """
    from matplotlib.figure import Figure

    places = layout(made)
    rows = max((sum(x == column for x, _ in places.values()) for column in range(len(COLUMNS))), default=1)
    figure = Figure(figsize=(13.5, max(5.0, 0.72 * rows + 1.6)), layout="constrained")
    axes = figure.subplots()
    boxes = {node: _node(axes, place, str(made.nodes[node].get("label", node))) for node, place in places.items()}
    for source, target, data in sorted(made.edges(data=True), key=lambda edge: (edge[0], edge[1])):
        _edge(axes, boxes[source], boxes[target], kind(str(data["relation"])), int(data["weight"]))
    for x, heading in enumerate(COLUMNS):
        words = textwrap.fill(heading, 30)
        axes.text(x, rows / 2 + 0.3, words, ha="center", va="bottom", fontsize=9, color="#444444", style="italic")
    _legend(axes, {relation for _, _, relation in _relations(made)})
    axes.set_title(title, loc="left", fontsize=12)
    axes.set_xlim(-0.45, len(COLUMNS) - 0.55)
    axes.set_ylim(-rows / 2 - 0.4, rows / 2 + 0.9)
    axes.axis("off")
    figure.draw_without_rendering()  # the boxes have their sizes now, so that arrows end at them
    return figure


def _relations(made: networkx.DiGraph[str]) -> list[tuple[str, str, str]]:
    edges: list[tuple[str, str, dict[str, Any]]] = list(made.edges(data=True))
    return [(source, target, kind(str(data["relation"]))) for source, target, data in edges]


def kind(relation: str) -> str:
    """The relation as which an edge is drawn."""
    return next((style for style in STYLES if style in relation.split("; ")), relation)


def layout(made: networkx.DiGraph[str]) -> dict[str, tuple[float, float]]:
    """A place for each node in one of the COLUMNS; in a column, nodes are spread evenly around the middle line.

    They stand in the order of the mean height of their neighbours that have a place already, so that few edges cross.
    """
    edges = _relations(made)
    asked = {target for _, target, relation in edges if relation == "asks"}
    askers = {source for source, _, relation in edges if relation == "asks"} - asked
    partners = {target for _, target, relation in edges if relation.startswith("asked to")} - asked - askers
    places: dict[str, tuple[float, float]] = {}
    height = max(len(column) for column in (askers, asked, partners, made.nodes - askers - asked - partners))
    for x, column in enumerate((askers, asked, partners, set(made.nodes) - askers - asked - partners)):
        around = {node: _mean([places[near][1] for near in _near(made, node) if near in places]) for node in column}
        ordered = sorted(column, key=lambda node, mean=around: (-mean[node], node))  # type: ignore[misc]
        gap = height / max(len(ordered), 1)
        top = (height - gap) / 2
        places.update({node: (float(x), top - index * gap) for index, node in enumerate(ordered)})
    return places


def _near(made: networkx.DiGraph[str], node: str) -> set[str]:
    return {*made.predecessors(node), *made.successors(node)}


def _mean(heights: list[float]) -> float:
    return sum(heights) / len(heights) if heights else 0.0


def _node(axes: Axes, place: tuple[float, float], label: str) -> Text:
    box = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": "#444444", "linewidth": 0.8}
    return axes.text(*place, textwrap.fill(label, WRAP), ha="center", va="center", fontsize=8.5, bbox=box, zorder=3)


def _edge(axes: Axes, source: Text, target: Text, relation: str, weight: int) -> None:
    """An arrow from box to box; one within a column swings out to the right."""
    from matplotlib.patches import FancyArrowPatch

    colour, line = STYLES.get(relation, ("#000000", "solid"))
    (x, y), (to_x, to_y) = source.get_position(), target.get_position()
    bend = 0.05 if x != to_x else 0.4 if to_y > y else -0.4
    arrow = FancyArrowPatch(
        (x, y),
        (to_x, to_y),
        connectionstyle=f"arc3,rad={bend}",
        arrowstyle="-|>",
        mutation_scale=11,
        patchA=source.get_bbox_patch(),
        patchB=target.get_bbox_patch(),
        shrinkA=0,
        shrinkB=1,
        linewidth=1.0 + 0.35 * min(weight, 8),
        linestyle=line,
        color=colour,
        zorder=2,
    )
    axes.add_patch(arrow)


def _legend(axes: Axes, relations: set[str]) -> None:
    from matplotlib.lines import Line2D

    lines = [
        Line2D([], [], color=colour, linestyle=line, linewidth=2, label=name)
        for name, (colour, line) in STYLES.items()
        if name in relations
    ]
    axes.legend(handles=lines, loc="lower center", bbox_to_anchor=(0.5, -0.08), ncols=len(lines), frameon=False)


def svg(figure: Figure) -> bytes:
    """The figure as SVG; the same figure gives the same bytes."""
    import matplotlib

    out = io.BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "ctkg"}):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "ctkg"})
    return out.getvalue()
