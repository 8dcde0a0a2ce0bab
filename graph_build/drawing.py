"""Pictures: each answers a question of the catalogue, within limits that keep it readable.

A picture is the answer, drawn as a scene; the scene becomes SVG, PNG, or a page of HTML that works offline.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import (
    drawing_bodies,
    drawing_calendar,
    drawing_flow,
    drawing_growth,
    drawing_map,
    drawing_matrix,
    drawing_names,
    drawing_page,
    drawing_png,
    drawing_ring,
    drawing_svg,
    drawing_timeline,
    drawing_treaties,
    drawing_tree,
    questions,
)
from graph_build.drawing_asked import Asked
from graph_build.drawing_scene import Scene
from graph_build.errors import CtkgError, QueryError
from graph_build.questions import Answer, Parameter, Question

if TYPE_CHECKING:
    from graph_build.questions import Held

FORMATS = ("svg", "png", "html")
READ = "SELECT (COUNT(DISTINCT ?read) AS ?documents) { ?read ct:sha256 ?sum }"


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of picture: the question that it draws, how, and how much of the answer at most.

    `focus` names the parameter of the question that the picture is about; `also` maps the names that a user gives to
    the question's own. One `by_year` shows the state of things at the end of a year. `draws` are things that it
    shows whatever the answer. `most` is 0 where nothing is cut.
    """

    name: str
    shows: str
    question: str
    compose: Callable[[Asked], Scene]
    most: int
    focus: str = ""
    also: Mapping[str, str] = {}
    default: Mapping[str, str] = {}
    by_year: bool = False
    draws: Callable[[], Iterable[str]] = tuple
    example: str = ""


KINDS: tuple[Kind, ...] = (
    Kind(
        name="bodies",
        shows="the bodies around an instrument and what ties them",
        question="bodies-around",
        compose=drawing_bodies.compose,
        most=26,
        focus="instrument",
        example="ctkg draw bodies --instrument A/RES/72/194 -o bodies.svg",
    ),
    Kind(
        name="timeline",
        shows="instruments in time with the citations between them as arcs",
        question="citations-in-time",
        compose=drawing_timeline.compose,
        most=24,
        focus="instrument",
        example="ctkg draw timeline --instrument A/RES/60/288 -o timeline.html",
    ),
    Kind(
        name="tree",
        shows="the structure of bodies under a body on a day",
        question="bodies-under-on-date",
        compose=drawing_tree.compose,
        most=48,
        focus="root",
        also={"body": "root", "at": "on"},
        example="ctkg draw tree --body security-council --at 2016-01-01 -o tree.svg",
    ),
    Kind(
        name="flow",
        shows="duties from organ to act, addressee and partner",
        question="duty-flow",
        compose=drawing_flow.compose,
        most=9,
        focus="body",
        example="ctkg draw flow --body cted -o flow.html",
    ),
    Kind(
        name="matrix",
        shows="who asks whom, how often and how strongly",
        question="who-asks-whom",
        compose=drawing_matrix.compose,
        most=24,
        example="ctkg draw matrix --issuer general-assembly -o matrix.svg",
    ),
    Kind(
        name="calendar",
        shows="reports in time, by whom and to whom",
        question="reports-due",
        compose=drawing_calendar.compose,
        most=40,
        example="ctkg draw calendar --from 2017-01-01 --until 2018-12-31 -o calendar.html",
    ),
    Kind(
        name="cooperation",
        shows="who is asked to work with whom, around a ring",
        question="working-together",
        compose=drawing_ring.compose,
        most=32,
        focus="body",
        example="ctkg draw cooperation --body unodc -o cooperation.html",
    ),
    Kind(
        name="co-mention",
        shows="bodies that paragraphs name together, around a ring",
        question="mentioned-together",
        compose=drawing_ring.compose,
        most=36,
        example="ctkg draw co-mention --year 2017 -o named.html",
    ),
    Kind(
        name="growth",
        shows="what the documents of each year cite, and what they cite for the first time",
        question="citations-in-time",
        compose=drawing_growth.compose,
        most=30,
        example="ctkg draw growth -o growth.svg",
    ),
    Kind(
        name="treaties",
        shows="how many States and organizations are bound by each treaty, year by year",
        question="treaty-participation",
        compose=drawing_treaties.compose,
        most=12,
        focus="treaty",
        example="ctkg draw treaties -o treaties.svg",
    ),
    Kind(
        name="map",
        shows="the States of the world as tiles: who is bound by a treaty, or by how many, at the end of a year",
        question="treaty-participation",
        compose=drawing_map.compose,
        most=0,
        focus="treaty",
        by_year=True,
        draws=drawing_map.states,
        example="ctkg draw map --treaty terrorist-financing-1999 --year 2003 -o map.html",
    ),
)


class Interactive(Struct, frozen=True, kw_only=True):
    """A page of HTML that a notebook shows in a frame: point at a mark to see what belongs to it."""

    page: str
    width: float
    height: float

    def _repr_html_(self) -> str:
        return drawing_page.framed(self.page, self.width, self.height)

    def __repr__(self) -> str:
        return "<interactive picture>"


class Picture(Struct, frozen=True, kw_only=True):
    """A drawn answer. A notebook shows it as SVG, and `interactive` as HTML; `scene.rows` are the rows drawn."""

    name: str
    scene: Scene
    answer: Answer

    def svg(self) -> str:
        """The picture as SVG."""
        return drawing_svg.svg(self.scene)

    def png(self) -> bytes:
        """The picture as PNG, twice as large as the SVG; CtkgError where matplotlib is not installed."""
        return drawing_png.png(self.scene)

    def html(self) -> str:
        """The picture as a page that works offline, with the rows behind it."""
        return drawing_page.html(self.scene, self.answer.columns, self.answer.short())

    @property
    def interactive(self) -> Interactive:
        """The page in a frame, for a notebook."""
        return Interactive(page=self.html(), width=self.scene.width, height=self.scene.height)

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"<picture {self.name}: {self.scene.title}>"

    def data(self, form: str) -> bytes:
        """The picture in one of FORMATS; QueryError for any other."""
        if form == "png":
            return self.png()
        if form in FORMATS:
            return (self.svg() if form == "svg" else self.html()).encode()
        raise QueryError("--format", f"“{form}”", f"one of {', '.join(FORMATS)}")

    def save(self, where: str | Path) -> Path:
        """The file `where`, in the format that its name ends in; QueryError or CtkgError where that cannot be."""
        place = Path(where)
        data = self.data(place.suffix.removeprefix("."))
        try:
            place.write_bytes(data)
        except OSError as error:
            raise CtkgError(str(place), f"cannot be written ({error.strerror})", "a file that can be made") from error
        return place


def kind(name: str) -> Kind:
    """The kind of picture of this name; QueryError with the nearest names."""
    names = [each.name for each in KINDS]
    if name in names:
        return KINDS[names.index(name)]
    near = get_close_matches(name, names, n=2, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else ""
    raise QueryError(name, "no such picture", f"one of {', '.join(names)}", hint)


def parameters(of: Kind) -> tuple[Parameter, ...]:
    """The parameters that a kind of picture takes: those of its question under their names here, and its own."""
    asked = questions.question(of.question)
    renamed = {inner: outer for outer, inner in of.also.items()}
    found = [
        Parameter(name=renamed.get(each.name, each.name), kind=each.kind, text=each.text, default=each.default)
        for each in asked.parameters
    ]
    if of.most:
        found.append(Parameter(name="most", kind="integer", text="draw at most this many", default=str(of.most)))
    if of.by_year:
        found.append(Parameter(name="year", kind="year", text="as of the end of this year; the last where not given"))
    return tuple(found)


def draw(dataset: Held, name: str, **given: object) -> Picture:
    """The picture of this name with its question's parameters; QueryError for a wrong one or where there is nothing."""
    of = kind(name)
    known = [each.name for each in parameters(of)]
    values = {**of.default, **{key: str(value) for key, value in given.items() if value not in (None, "")}}
    for key in values:
        if key not in known:
            raise QueryError(f"draw {name}", f"no parameter --{key}", f"one of --{', --'.join(known)}")
    own = {"most", "year"} if of.by_year else {"most"}
    bound = {of.also.get(key, key): value for key, value in values.items() if key not in own}
    asked = questions.question(of.question)
    answer = questions.ask(dataset, of.question, **bound)
    focus = _focus(dataset, asked, of, bound)
    (read,) = questions.run(dataset, READ, "documents").rows[0]
    names = drawing_names.of_things(dataset, {*drawing_names.things(answer), *of.draws(), focus} - {""})
    made = Asked(
        question=of.question,
        answer=answer,
        names=names,
        given={**{each.name: each.shown for each in asked.parameters if each.shown}, **bound},
        most=_most(values.get("most"), of),
        focus=focus,
        read=read if isinstance(read, int) else 0,
        year=_year(values["year"]) if of.by_year and "year" in values else 0,
    )
    return Picture(name=name, scene=of.compose(made), answer=answer)


def _focus(dataset: Held, asked: Question, of: Kind, given: Mapping[str, str]) -> str:
    """The IRI of the thing in the middle: the value of the focus parameter, else its default in the question."""
    parameter = next((each for each in asked.parameters if each.name == of.focus), None)
    if parameter is None:
        return ""
    if of.focus in given:
        return questions.term(dataset, parameter, given[of.focus]).strip("<>")
    return parameter.default.strip("<>") if parameter.default.startswith("<") else ""


def _year(value: str) -> int:
    if not (value.isdigit() and len(value) == 4):
        raise QueryError("--year", f"“{value}”", "a year such as 2017")
    return int(value)


def _most(value: str | None, of: Kind) -> int:
    if value is None:
        return of.most
    if not value.isdigit() or not 1 <= int(value) <= 200:
        raise QueryError("--most", f"“{value}”", "a whole number from 1 to 200")
    return int(value)
