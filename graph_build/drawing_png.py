"""A scene as PNG, painted by matplotlib with the font that comes with it; the same scene gives the same bytes."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from graph_build.answers import EXTRA
from graph_build.drawing_scene import PAPER, Scene, Shape, Step, Words
from graph_build.errors import CtkgError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Pixels of the image for each pixel of the scene.
SCALE = 2
DPI = 100


def png(scene: Scene) -> bytes:
    """The scene as an image of SCALE times its size, without the day or the maker; CtkgError without matplotlib."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError as error:
        raise CtkgError("PNG", "matplotlib is not installed", "", f"{EXTRA}; or write SVG or HTML") from error
    out = io.BytesIO()
    with rc_context({"font.family": "DejaVu Sans", "path.simplify": False, "text.parse_math": False}):
        figure = Figure(figsize=(scene.width / DPI, scene.height / DPI), dpi=DPI * SCALE, facecolor=PAPER)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, scene.width)
        axes.set_ylim(scene.height, 0)
        axes.axis("off")
        for order, mark in enumerate(scene.shown, 1):
            if isinstance(mark, Words):
                _write(axes, mark, order)
            elif isinstance(mark, Shape):
                _paint(axes, mark, order)
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def points(length: float) -> float:
    """A length of the scene in typographic points."""
    return length * 72 / DPI


def _write(axes: Axes, mark: Words, order: int) -> None:
    side = {"start": "left", "middle": "center", "end": "right"}[mark.anchor]
    # On the line under the middle of the letters, as in the SVG; a turned line turns about its middle.
    low = 0.35 * mark.size if not mark.turn else 0.0
    axes.text(
        mark.x,
        mark.y + low,
        mark.text,
        fontsize=points(mark.size),
        ha=side,
        va="center_baseline" if mark.turn else "baseline",
        color=mark.colour,
        fontweight="bold" if mark.bold else "normal",
        fontstyle="italic" if mark.italic else "normal",
        rotation=-mark.turn,
        rotation_mode="anchor",
        zorder=order,
    )


def _paint(axes: Axes, mark: Shape, order: int) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    vertices, codes = _codes(mark.steps)
    dash = (0.0, tuple(each / max(mark.width, 0.1) for each in mark.dash)) if mark.dash else "solid"
    axes.add_patch(
        PathPatch(
            Path(vertices, codes),
            facecolor=mark.fill or "none",
            edgecolor=mark.line or "none",
            linewidth=points(mark.width) if mark.line else 0,
            linestyle=dash,
            alpha=mark.strength if mark.strength < 1 else None,
            zorder=order,
            capstyle="butt",
        )
    )


def _codes(steps: tuple[Step, ...]) -> tuple[list[tuple[float, float]], list[int]]:
    """The steps as vertices and codes of a matplotlib path."""
    kinds = {"M": 1, "L": 2, "C": 4, "Z": 79}
    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    for name, values in steps:
        pairs = list(zip(values[::2], values[1::2], strict=True)) or [(0.0, 0.0)]
        vertices.extend(pairs)
        codes.extend([kinds[name]] * len(pairs))
    return vertices, codes
