"""A scene as a page of HTML that needs nothing but itself: the picture, what lights up, and the rows behind it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from graph_build.drawing_letters import FONTS
from graph_build.drawing_scene import Scene
from graph_build.drawing_svg import svg

STYLE = """
body { margin: 0; background: #fff; color: #222; font: 13px/1.45 FONTS; }
figure { margin: 0; overflow-x: auto; }
svg { display: block; max-width: none !important; }
svg [data-a] { transition: opacity .12s; }
svg.lit [data-a] { opacity: .1 !important; }
svg.lit [data-a].on { opacity: 1 !important; }
svg [data-t] { cursor: pointer; }
svg [data-t]:focus { outline: 2px solid #0072B2; outline-offset: 2px; }
#say { position: fixed; display: none; max-width: 360px; padding: 7px 10px; background: #222; color: #fff;
  border-radius: 4px; font-size: 12px; white-space: pre-line; pointer-events: none; z-index: 2; }
.years { margin: 16px 24px 0; display: flex; gap: 12px; align-items: center; }
.years input { width: min(560px, 60vw); margin: 0; padding: 0; accent-color: #1F639B; }
.years output { font-size: 20px; font-weight: 700; }
details { margin: 0 24px 20px; }
summary { cursor: pointer; color: #1F639B; }
input { margin: 8px 0; padding: 4px 8px; width: 260px; font: inherit; }
.rows { max-height: 420px; overflow: auto; }
table { border-collapse: collapse; font-size: 12px; }
th, td { text-align: left; padding: 3px 14px 3px 0; border-bottom: 1px solid #e4e4e4; vertical-align: top; }
th { position: sticky; top: 0; background: #fff; }
@media print { details { display: none; } }
"""

#: Point at a thing, or reach it with the Tab key: it and what belongs to it stay, the rest fades. A click holds that.
SCRIPT = """
(() => {
  const picture = document.querySelector("svg"), say = document.getElementById("say");
  let held = null;
  picture.querySelectorAll("title").forEach(each => {
    if (each.parentNode === picture) return;
    each.parentNode.dataset.tip = each.textContent;
    each.parentNode.setAttribute("aria-label", each.textContent);
    each.remove();
  });
  const firsts = new Set(), tips = {};
  picture.querySelectorAll("[data-tip][data-t]").forEach(each => {
    tips[each.dataset.t] = each.dataset.t in tips ? null : each.dataset.tip;
  });
  picture.querySelectorAll("[data-t]").forEach(each => {
    if (!firsts.has(each.dataset.t)) { firsts.add(each.dataset.t); each.setAttribute("tabindex", "0"); }
  });
  const light = thing => {
    picture.classList.toggle("lit", thing !== null && !document.querySelector(".years"));
    const near = new Set();
    picture.querySelectorAll(`[data-t="${thing}"]`).forEach(each =>
      each.dataset.a.split(" ").forEach(name => near.add(name)));
    picture.querySelectorAll("[data-a]").forEach(each =>
      each.classList.toggle("on", near.has(each.dataset.t) || each.dataset.a.split(" ").includes(thing)));
  };
  const tell = (mark, x, y) => {
    const tip = mark && (mark.dataset.tip || tips[mark.dataset.t]);
    if (!tip) { say.style.display = "none"; return; }
    say.textContent = tip;
    say.style.display = "block";
    say.style.left = Math.max(4, Math.min(x + 14, innerWidth - say.offsetWidth - 8)) + "px";
    say.style.top = (y + 18 + say.offsetHeight > innerHeight ? y - say.offsetHeight - 10 : y + 18) + "px";
  };
  const over = event => event.target.closest ? event.target.closest("[data-t]") : null;
  const tipped = event => event.target.closest ? event.target.closest("[data-tip], [data-t]") : null;
  picture.addEventListener("mousemove", event => {
    const mark = over(event);
    if (held === null) light(mark ? mark.dataset.t : null);
    tell(tipped(event), event.clientX, event.clientY);
  });
  picture.addEventListener("mouseleave", () => { light(held); tell(null); });
  picture.addEventListener("click", event => {
    const mark = over(event);
    held = mark && mark.dataset.t !== held ? mark.dataset.t : null;
    light(held);
  });
  picture.addEventListener("focusin", event => {
    const mark = over(event), place = mark.getBoundingClientRect();
    light(mark.dataset.t);
    tell(mark, place.left, place.bottom - 12);
  });
  picture.addEventListener("focusout", () => { light(held); tell(null); });
  addEventListener("keydown", event => { if (event.key === "Escape") { held = null; light(null); tell(null); } });
  document.querySelector("input[type=search]").addEventListener("input", event => {
    const wanted = event.target.value.toLowerCase();
    document.querySelectorAll("tbody tr").forEach(row =>
      row.hidden = !row.textContent.toLowerCase().includes(wanted));
  });
})();
"""

#: A reader moves through the years: what has a span is seen in the years of it.
MOVING = """
(() => {
  const slider = document.querySelector(".years input"), said = document.querySelector(".years output");
  const spans = [...document.querySelectorAll("svg [data-y]")].map(each =>
    [each, ...each.dataset.y.split(" ").map(Number)]);
  const move = () => {
    const year = Number(slider.value);
    said.textContent = year;
    spans.forEach(([each, first, last]) => { each.style.display = first <= year && year <= last ? "" : "none"; });
  };
  slider.addEventListener("input", move);
  move();
})();
"""


def html(scene: Scene, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The page; it asks nothing of any server, and says what it shows where scripts do not run."""
    head = "".join(f"<th>{escape(column.replace('_', ' '))}</th>" for column in columns)
    cells = "\n".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(scene.title)}</title>\n<style>{STYLE.replace('FONTS', FONTS)}</style>\n</head>\n<body>\n"
        f'{_slider(scene)}<figure>\n{svg(scene, moving=True)}</figure>\n<div id="say" role="status"></div>\n'
        f"<details><summary>The {len(rows)} rows behind the picture</summary>\n"
        '<input type="search" placeholder="Only rows that say …" aria-label="Only rows that say">\n'
        f'<div class="rows"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{cells}\n</tbody>\n</table></div>\n'
        f"</details>\n<script>{SCRIPT}{MOVING if scene.years else ''}</script>\n</body>\n</html>\n"
    )


def _slider(scene: Scene) -> str:
    """The slider of a scene that has years."""
    if scene.years is None:
        return ""
    first, last = scene.years
    return (
        f'<label class="years">Year <input type="range" min="{first}" max="{last}" value="{scene.year}">'
        f"<output>{scene.year}</output></label>\n"
    )


def framed(page: str, width: float, height: float) -> str:
    """The page in a frame of a notebook, so that its style and script touch nothing else."""
    return (
        f'<iframe srcdoc="{escape(page)}" width="{width + 8:.0f}" height="{height + 60:.0f}" '
        'style="border:0; max-width:100%" title="picture"></iframe>'
    )
