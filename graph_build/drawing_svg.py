"""A scene as SVG, alone or inside a page of HTML; the same scene gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from msgspec.structs import replace

from graph_build.drawing_letters import FONTS
from graph_build.drawing_scene import PAPER, Mark, Scene, Shape, Step, Words


def svg(scene: Scene, *, moving: bool = False) -> str:
    """The scene as one SVG element with its namespace, a title and a description for those who cannot see it.

    Where `moving`, the marks of all years are there, those of other years hidden; a script may show them.
    """
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(scene.width)} {number(scene.height)}" '
        f'width="{number(scene.width)}" height="{number(scene.height)}" role="img" font-family="{FONTS}" '
        'style="max-width:100%;height:auto">'
    )
    paper = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    named = f"<title>{text(scene.title)}</title><desc>{text(scene.caption)}</desc>"
    return "\n".join(
        [head, named, paper, *body(_told_once(scene.marks) if moving else scene.shown, scene.year), "</svg>\n"]
    )


def _told_once(marks: Sequence[Mark]) -> list[Mark]:
    """The marks; where all of a thing say the same, the first alone says it, and a script tells it for the others."""
    tips: dict[str, set[str]] = {}
    for mark in marks:
        tips.setdefault(mark.thing, set()).add(mark.tip)
    told: set[str] = set()
    found = []
    for mark in marks:
        again = mark.thing in told and len(tips[mark.thing]) == 1
        found.append(replace(mark, tip="") if mark.thing and again else mark)
        told.add(mark.thing)
    return found


def body(marks: Iterable[Mark], year: int = 0) -> list[str]:
    """An element for each mark; `data-t` is the thing it stands for, `data-a` are the things it lights up with."""
    found = list(marks)
    names = sorted({name for mark in found for name in (mark.thing, *mark.about) if name})
    numbers = {name: str(index) for index, name in enumerate(names)}
    return [element(mark, numbers, year) for mark in found]


def element(mark: Mark, numbers: dict[str, str], year: int = 0) -> str:
    """The mark as one element."""
    pointed = f' data-t="{numbers[mark.thing]}"' if mark.thing else ""
    lit = " ".join(dict.fromkeys(numbers[name] for name in (mark.thing, *mark.about) if name))
    ties = pointed + (f' data-a="{lit}"' if lit else "")
    if mark.span is not None:
        ties += f' data-y="{mark.span[0]} {mark.span[1]}"' + ("" if mark.in_year(year) else ' style="display:none"')
    tip = f"<title>{text(mark.tip)}</title>" if mark.tip else ""
    if isinstance(mark, Words):
        return f"<text{_words(mark)}{ties}>{tip}{text(mark.text)}</text>"
    if isinstance(mark, Shape):
        return f'<path d="{outline(mark.steps)}"{_paint(mark)}{ties}' + (f">{tip}</path>" if tip else "/>")
    raise TypeError(f"{type(mark).__name__} is no mark that can be written")


def _words(mark: Words) -> str:
    # Letters are set on the line under their middle, by hand: viewers differ on dominant-baseline.
    x, y = mark.x, mark.y
    turned = f' transform="rotate({number(mark.turn)} {number(x)} {number(y)})"' if mark.turn else ""
    anchor = f' text-anchor="{mark.anchor}"' if mark.anchor != "start" else ""
    style = ' font-weight="700"' * mark.bold + ' font-style="italic"' * mark.italic
    place = f' x="{number(x)}" y="{number(y + 0.35 * mark.size)}" font-size="{number(mark.size)}"'
    return f'{place}{anchor}{style} fill="{mark.colour}"{turned}'


def _paint(mark: Shape) -> str:
    dash = f' stroke-dasharray="{" ".join(map(number, mark.dash))}"' if mark.dash else ""
    line = f' stroke="{mark.line}" stroke-width="{number(mark.width)}"{dash}' if mark.line else ""
    strength = f' opacity="{number(mark.strength)}"' if mark.strength < 1 else ""
    return f' fill="{mark.fill or "none"}"{line}{strength}'


def outline(steps: Iterable[Step]) -> str:
    """The steps as the `d` of a path."""
    return "".join(f"{name}{' '.join(map(number, values))}" for name, values in steps)


def number(value: float) -> str:
    """A length with at most one digit after the point: a tenth of a pixel is not seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if abs(value) < 1 else f"{value:.1f}".removesuffix(".0")


def text(words: str) -> str:
    """Words as they may stand in an element."""
    return escape(words, quote=False)
