"""Pictures: what is drawn is what the question gives, it is the same each time, and it can be read."""

from __future__ import annotations

import html.parser
import io
import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_specimens import graph

from graph_build import (
    batch,
    drawing,
    drawing_calendar,
    drawing_flow,
    drawing_map,
    drawing_ring,
    drawing_timeline,
    drawing_treaties,
)
from graph_build import drawing_tree as trees
from graph_build.drawing import Picture
from graph_build.drawing_asked import Asked, plural
from graph_build.drawing_letters import BOLD, PLAIN, wide
from graph_build.drawing_map import BOUND, SIGNED
from graph_build.drawing_matrix import bounds, shade
from graph_build.drawing_names import Named, Names, named
from graph_build.drawing_scene import COLOURS, PAPER, SHADES, Scene, Shape, Words, fitted, lines, spread
from graph_build.drawing_svg import svg
from graph_build.drawing_tiles import PLAN, tiles
from graph_build.errors import CtkgError, QueryError
from graph_build.namespaces import ID, ONTOLOGY
from graph_build.questions import Answer, Iri, Value, question

SVG = "{http://www.w3.org/2000/svg}"
#: Every picture, with parameters that give it something.
CASES: tuple[tuple[str, dict[str, object]], ...] = (
    ("bodies", {"instrument": "S/RES/2395(2017)"}),
    ("timeline", {}),
    ("timeline", {"instrument": "S/RES/1373(2001)"}),
    ("tree", {"body": "security-council", "at": "2012-01-01"}),
    ("flow", {}),
    ("flow", {"body": "cted", "most": 4}),
    ("matrix", {}),
    ("matrix", {"issuer": "general-assembly"}),
    ("calendar", {}),
    ("calendar", {"from": "2018-01-01", "until": "2018-12-31"}),
    ("cooperation", {}),
    ("cooperation", {"body": "cted"}),
    ("co-mention", {"at_least": 2}),
    ("growth", {}),
    ("treaties", {}),
    ("map", {}),
    ("map", {"treaty": "terrorist-financing-1999", "year": 2003}),
)
LONG = "A Very Long Name of a Body of the United Nations"
IDS = [f"{name}-{'-'.join(map(str, values.values()))}".rstrip("-") for name, values in CASES]


def drawn(name: str, values: dict[str, object]) -> Picture:
    return once(name, tuple(sorted(values.items())))


@cache
def once(name: str, values: tuple[tuple[str, object], ...]) -> Picture:
    return graph().draw(name, **dict(values))


def test_every_picture_has_a_case() -> None:
    assert {name for name, _ in CASES} == {each.name for each in drawing.KINDS}


# ---------------------------------------------------------------- what is drawn is what was asked


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_rows_are_drawn_or_counted_as_left_out(name: str, values: dict[str, object]) -> None:
    picture = drawn(name, values)
    count = len(picture.answer.rows)
    left = count - len(picture.scene.rows)
    assert set(picture.scene.rows) <= set(range(count))
    assert picture.scene.rows
    said = re.search(r"(\d+) of the (\d+) rows of the answer are not drawn", picture.scene.caption)
    assert (said and (int(said[1]), int(said[2]))) == ((left, count) if left else None)


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_the_answer_is_that_of_its_question(name: str, values: dict[str, object]) -> None:
    of = drawing.kind(name)
    inner = {of.also.get(key, key): value for key, value in values.items() if key not in ("most", *of_picture(of))}
    assert drawn(name, values).answer == graph().ask(of.question, **inner)


def of_picture(of: drawing.Kind) -> set[str]:
    """The parameters that a picture has beside those of its question."""
    return {each.name for each in drawing.parameters(of)} - {
        *(each.name for each in question(of.question).parameters),
        *of.also,
    }


def test_each_arc_is_a_row() -> None:
    picture = drawn("timeline", {"instrument": "S/RES/1373(2001)"})
    column = picture.answer.columns.index
    tips = [mark.tip for mark in picture.scene.marks if " cites " in mark.tip]
    assert len(tips) == len(picture.scene.rows)
    for row in picture.scene.rows:
        values = picture.answer.rows[row]
        times = values[column("citations")]
        assert isinstance(times, int)
        assert any(tip.endswith(f": {plural(times, 'time')}") for tip in tips)


def test_a_square_holds_the_sum_of_its_rows() -> None:
    picture = drawn("matrix", {})
    counts = {row: picture.answer.rows[row][picture.answer.columns.index("directives")] for row in picture.scene.rows}
    squares = [mark for mark in picture.scene.marks if mark.rows]
    numbers = dict(zip((mark.thing for mark in squares), squares, strict=True))
    for mark in picture.scene.marks:
        if isinstance(mark, Words) and mark.thing in numbers:
            assert int(mark.text) == sum(whole(counts[row]) for row in numbers[mark.thing].rows)
    assert sorted(row for mark in squares for row in mark.rows) == sorted(counts)


def whole(value: Value) -> int:
    assert isinstance(value, int)
    return value


def test_bars_are_as_high_as_their_rows_are_many() -> None:
    picture = drawn("flow", {})
    flows = drawing_flow.gathered(asked_of(picture, most=9))
    assert sum(flow.count for flow in flows) == sum(whole(row[-1]) for row in picture.answer.rows)
    scale, bars = drawing_flow.placed(flows)
    for (stage, name), bar in bars.items():
        count = sum(flow.count for flow in flows if flow.ends[stage] == name)
        assert bar.height == pytest.approx(scale * count)
    for stage in range(4):
        column = sorted((bar.y, bar.height) for (at, _), bar in bars.items() if at == stage)
        assert all(y + height < below for (y, height), (below, _) in pairwise(column))


def test_a_report_is_drawn_once() -> None:
    """Those who report together stand in one row, and a chapeau gives way to its sub-paragraph."""
    work, organ = f"{ID}instrument/A/RES/61/999", Iri(f"{ID}body/general-assembly")
    one, two = Iri(f"{ID}body/unoct"), Iri(f"{ID}body/cted")
    rest = (organ, None, "in twelve months", date(2007, 1, 1), date(2008, 1, 1), None)
    columns = ("paragraph", "who", "to_whom", "subject", "when", "due_from", "due_until", "recurs", "about")
    rows = (
        *((Iri(f"{work}#op-3"), who, *rest, Iri(work)) for who in (one, two)),
        (Iri(f"{work}#op-6"), one, *rest, None),
        (Iri(f"{work}#op-6-c"), one, *rest, None),
        (Iri(f"{work}#op-7"), one, organ, None, None, None, None, None, None),
    )
    asked = Asked(question="reports-due", answer=Answer(columns=columns, rows=rows), names=Names({}), most=9)
    duties, undated = drawing_calendar.gathered(asked)
    assert [(duty.paragraph, duty.who, duty.rows) for duty in duties] == [
        (Iri(f"{work}#op-3"), (one, two), (0, 1)),
        (Iri(f"{work}#op-6-c"), (one,), (3,)),
    ]
    assert undated == 1


def asked_of(picture: Picture, most: int) -> Asked:
    return Asked(question=drawing.kind(picture.name).question, answer=picture.answer, names=Names({}), most=most)


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_limits_hold(name: str, values: dict[str, object]) -> None:
    if name in ("matrix", "calendar", "growth"):
        few = drawn(name, {**values, "most": 2})
        assert len(few.scene.rows) <= len(drawn(name, values).scene.rows)
    if name in ("timeline", "cooperation", "co-mention", "bodies"):
        few = drawn(name, {**values, "most": 5})
        things = {thing for mark in few.scene.marks for thing in (mark.thing, *mark.about) if thing.startswith(ID)}
        assert len({thing for thing in things if " " not in thing}) <= 5


# ---------------------------------------------------------------- the same bytes, and well formed


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_the_same_bytes(name: str, values: dict[str, object]) -> None:
    first, again = drawn(name, values), graph().draw(name, **values)
    assert (first.svg(), first.html()) == (again.svg(), again.html())


def test_the_same_image() -> None:
    pytest.importorskip("matplotlib")
    first, again = (graph().draw("flow", body="cted").png() for _ in range(2))
    assert first == again
    assert first.startswith(b"\x89PNG")
    assert b"tEXt" not in first  # no day, no maker


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_svg_says_what_it_shows(name: str, values: dict[str, object]) -> None:
    picture = drawn(name, values)
    root = ElementTree.fromstring(picture.svg())
    assert root.find(f"{SVG}title").text == picture.scene.title  # type: ignore[union-attr]
    assert root.find(f"{SVG}desc").text == picture.scene.caption  # type: ignore[union-attr]
    assert root.get("role") == "img"
    lights = {name for each in root.iter() for name in (each.get("data-a") or "").split()}
    assert {each.get("data-t") for each in root.iter() if each.get("data-t")} <= lights
    assert f"ctkg query {drawing.kind(name).question}" in picture.scene.caption


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_words_stand_on_the_page_and_not_on_each_other(name: str, values: dict[str, object]) -> None:
    scene = drawn(name, values).scene
    level = [mark for mark in scene.shown if isinstance(mark, Words) and not mark.turn]
    boxes = [extent(mark) for mark in level]
    for mark, (left, top, right, low) in zip(level, boxes, strict=True):
        assert left >= 0, mark
        assert top >= 0, mark
        assert right <= scene.width + 1, mark
        assert low <= scene.height, mark
    clashes = [
        (level[one].text, level[other].text)
        for one, other in product(range(len(level)), repeat=2)
        if one < other and overlap(boxes[one], boxes[other])
    ]
    assert clashes == []


def extent(mark: Words) -> tuple[float, float, float, float]:
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[mark.anchor] * mark.width
    return mark.x - shift, mark.y - 0.36 * mark.size, mark.x - shift + mark.width, mark.y + 0.36 * mark.size


def overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class Reader(html.parser.HTMLParser):
    """Counts rows, and gathers what a page would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]


@pytest.mark.parametrize(("name", "values"), CASES, ids=IDS)
def test_a_page_is_whole(name: str, values: dict[str, object]) -> None:
    picture = drawn(name, values)
    reader = Reader()
    reader.feed(picture.html())
    assert reader.fetched == []
    assert not re.search(r"url\(|@import|fetch\(|XMLHttp", picture.html())
    assert reader.tags["tr"] == len(picture.answer.rows) + 1
    assert reader.tags["svg"] == reader.tags["script"] == 1


def test_a_notebook_shows_it() -> None:
    picture = drawn("tree", {})
    assert picture._repr_svg_() == picture.svg()
    assert repr(picture) == "<picture tree: Security Council: the bodies under it on 2024-01-01>"
    frame = picture.interactive._repr_html_()
    assert frame.startswith("<iframe srcdoc=")
    assert "<script>" not in frame  # inside the attribute, escaped


@pytest.mark.parametrize("form", drawing.FORMATS)
def test_saving(form: str, tmp_path: Path) -> None:
    picture = drawn("tree", {"body": "ctc"})
    assert picture.save(tmp_path / f"tree.{form}").read_bytes() == picture.data(form)


def test_what_cannot_be_saved(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="“pdf”; expected one of svg, png, html"):
        drawn("tree", {}).save(tmp_path / "tree.pdf")
    with pytest.raises(CtkgError, match=r"cannot be written .*; expected a file that can be made"):
        drawn("tree", {}).save(tmp_path / "absent" / "tree.svg")


# ---------------------------------------------------------------- what is wrong is said


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("flwo", {}, "no such picture; expected one of bodies, .*did you mean flow"),
        ("tree", {"instrument": "A/RES/60/288"}, "no parameter --instrument; expected one of --body, --at, --most"),
        ("tree", {"most": "many"}, "--most: “many”; expected a whole number from 1 to 200"),
        ("tree", {"at": "2001"}, "--on: “2001”; expected a date"),
        ("tree", {"body": "tpb"}, "no body stands under Terrorism Prevention Branch on that day"),
        ("timeline", {"from": 2050}, "no citation between dated instruments"),
        ("calendar", {"from": "2090-01-01"}, "no report with a date"),
        (
            "treaties",
            {"until": "1900-01-01"},
            "the graph holds no participation of States in treaties .*; take in a table",
        ),
        ("map", {"until": "1900-01-01"}, "the graph holds no participation of States in treaties .*; take in a table"),
        ("map", {"year": "last"}, "--year: “last”; expected a year such as 2017"),
        ("map", {"most": 3}, "no parameter --most; expected one of --treaty, --state, --from, --until, --year"),
    ],
)
def test_errors(name: str, values: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        drawn(name, values)


# ---------------------------------------------------------------- words and room


def test_widths_are_those_of_the_font() -> None:
    font_manager = pytest.importorskip("matplotlib.font_manager")
    ft2font = pytest.importorskip("matplotlib.ft2font")
    for weight, table in (("normal", PLAIN), ("bold", BOLD)):
        place = font_manager.findfont(font_manager.FontProperties(family="DejaVu Sans", weight=weight))
        font = ft2font.FT2Font(place)
        font.set_size(1000, 72)
        found = [
            round(font.load_char(code, ft2font.LoadFlags.NO_HINTING).linearHoriAdvance / 65536)
            for code in range(32, 127)
        ]
        assert tuple(found) == table


@given(st.text(min_size=1, max_size=60), st.floats(min_value=20, max_value=400))
def test_fitted_words_fit(text: str, room: float) -> None:
    found = fitted(text, room)
    assert wide(found, 11) <= room or found == "…"
    assert found == text or found.endswith("…")


@given(st.text(st.characters(categories=("L", "N", "Zs")), max_size=200), st.integers(min_value=1, max_value=4))
def test_lines_fit_and_lose_no_word_in_silence(text: str, most: int) -> None:
    found = lines(text, 90, 11, most)
    assert len(found) <= most
    assert all(wide(line, 11) <= 90 for line in found)
    if not any(line.endswith("…") for line in found):
        assert " ".join(found).split() == text.split()


@given(st.lists(st.floats(min_value=0, max_value=300), max_size=20).map(sorted), st.floats(min_value=1, max_value=12))
def test_spread_places_keep_order_and_distance(places: list[float], gap: float) -> None:
    found = spread(places, gap, 0, 300)
    assert len(found) == len(places)
    assert all(below - above >= gap - 1e-6 for above, below in pairwise(found))
    assert all(-1e-6 <= place <= 300 + 1e-6 for place in found)


def test_places_with_room_are_not_moved() -> None:
    assert spread([10.0, 50.0, 90.0], 20, 0, 100) == [10.0, 50.0, 90.0]
    assert spread([0.0, 0.0, 0.0], 40, 0, 60) == [0.0, 30.0, 60.0]


@pytest.mark.parametrize(
    ("rows", "short", "brief"),
    [
        ([("Economic and Social Council", "", "", "acronym", "ECOSOC")], "Economic and Social Council", "ECOSOC"),
        ([(LONG, "", "", "", "")], *[LONG] * 2),
        (
            [
                ("Counter-Terrorism Committee Executive Directorate", "", "", form, name)
                for form, name in (("acronym", "UNCTED"), ("acronym", "CTED"), ("short", "The Directorate"))
            ],
            "CTED",
            "CTED",
        ),
    ],
)  # fmt: skip
def test_names(rows: list[tuple[str, ...]], short: str, brief: str) -> None:
    found = named(f"{ID}body/cted", [list(row) for row in rows])
    assert (found.short, found.brief) == (short, brief)


def test_two_with_one_name_go_by_others() -> None:
    rows = [["A Committee of the Harbour", "", "", "short", name] for name in ("9 Committee", "9/12 Committee")]
    assert named(f"{ID}body/later", rows).brief == "9 Committee"
    assert named(f"{ID}body/later", rows, frozenset(["9 Committee"])).brief == "9/12 Committee"
    assert named(f"{ID}body/first", rows[:1], frozenset(["9 Committee"])).brief == "9 Committee"


# ---------------------------------------------------------------- layouts


@pytest.mark.parametrize(
    ("count", "index"), [(1, 0), (2, 1), (4, 1), (5, 2), (19, 3), (20, 4), (99, 5), (100, 6), (1000, 6)]
)
def test_shades(count: int, index: int) -> None:
    assert shade(count) == index


def test_shades_say_their_numbers() -> None:
    assert [bounds(index) for index in range(len(SHADES))] == [
        "1",
        "2–4",
        "5–9",
        "10–19",
        "20–49",
        "50–99",
        "100 or more",
    ]


@pytest.mark.parametrize(
    ("years", "resumes"),
    [
        ([1945, 2001, 2004, 2017], 2001),
        ([1994, 2001, 2004, 2017], 1994),
        ([2001], 2001),
        ([1945, 1948, 2001, 2017], 2001),
    ],
)
def test_an_axis_breaks_where_old_ones_would_squeeze_the_rest(years: list[int], resumes: int) -> None:
    scale = drawing_timeline.scale(years, 500)
    assert (scale.resumes, scale.broken) == (resumes, resumes != years[0])
    heights = [scale.at(year) for year in years]
    assert heights == sorted(heights)
    assert scale.at(years[-1] + 1) == pytest.approx(500)


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(min_value=0, max_value=9000))
def test_ticks_enclose_the_days(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = drawing_calendar.ticks(first, last)
    assert found[0] <= first
    assert last < found[-1]
    assert 2 <= len(found) <= 17
    assert all(day.day == 1 for day in found)


def body(key: str) -> Iri:
    return Iri(f"{ID}body/{key}")


def test_a_tree_is_cut_from_below() -> None:
    part = Iri(ONTOLOGY + "partOf")
    pairs = [("a", "b"), ("a", "c"), ("b", "d"), ("b", "e"), ("c", "d"), ("e", "a")]
    columns = ("above", "body", "relation", "from", "until", "source")
    rows = tuple((body(above), body(below), part, None, None, None) for above, below in pairs)
    asked = Asked(question="q", answer=Answer(columns=columns, rows=rows), names=Names({}), focus=body("a"), most=3)
    tree = trees.grown(asked)
    assert [(limb.iri.rpartition("/")[2], limb.depth, limb.more, limb.rows) for limb in tree.all()] == [
        ("a", 0, 0, ()),
        ("b", 1, 1, (0,)),
        ("d", 2, 0, (2,)),
        ("c", 1, 0, (1,)),
    ]
    places = trees.placed(asked, tree)
    assert places[body("a")][1] == places[body("b")][1] == places[body("d")][1] < places[body("c")][1]
    assert places[body("b")][0] == places[body("c")][0] < places[body("d")][0]


def test_numbers_in_names_sort_by_size() -> None:
    names = [Named(full=name, short=name, brief=name) for name in ("1267 Committee", "661 Committee", "Committee")]
    assert [name.full for name in sorted(names, key=trees.natural)] == ["Committee", "661 Committee", "1267 Committee"]


def test_two_directions_make_one_tie() -> None:
    columns = ("addressee", "partner", "role", "directives")
    rows = (
        (body("a"), body("b"), "support", 2),
        (body("b"), body("a"), "cooperation", 3),
        (body("a"), body("a"), "cooperation", 9),
        (body("a"), "somebody", "cooperation", 1),
    )
    asked = Asked(question="working-together", answer=Answer(columns=columns, rows=rows), names=Names({}))
    (tie,) = drawing_ring.chosen(asked)
    assert (tie.ends, tie.count, tie.roles, tie.rows) == (
        (body("a"), body("b")),
        5,
        ("cooperation", "support"),
        (0, 1),
    )


def consents() -> Asked:
    """Two treaties, of which the second gets more States, one without a day."""
    columns = ("to", "participant", "consent", "kind", "signed")
    days = [("one", 2001), ("one", 2003), ("two", 2002), ("two", 2002), ("two", 2004), ("two", None)]
    rows = tuple(
        (
            Iri(f"{ID}instrument/{key}"),
            Iri(f"{ID}state/S{number}"),
            date(year, 5, 1) if year else None,
            "accession",
            None,
        )
        for number, (key, year) in enumerate(days)
    )
    return Asked(question="treaty-participation", answer=Answer(columns=columns, rows=rows), names=Names({}))


def test_treaties_by_year() -> None:
    asked = consents()
    two, one = drawing_treaties.gathered(asked)
    assert [two.until(year) for year in range(2001, 2005)] == [0, 2, 2, 3]
    assert [one.until(year) for year in range(2001, 2005)] == [1, 1, 2, 2]
    scene = drawing_treaties.compose(asked)
    assert scene.rows == (0, 1, 2, 3, 4)
    assert "Most parties (3) has two; the most in one year (2) joined two in 2002." in scene.caption
    assert "1 of the 6 rows" in scene.caption
    assert {mark.line for mark in scene.marks if isinstance(mark, Shape)} >= set(COLOURS[:2])


# ---------------------------------------------------------------- the map


def test_every_state_has_one_tile_and_no_two_share_a_place() -> None:
    states = {entry.id for entry in batch.shipped_registers().entries if entry.kind == "State"}
    assert set(tiles()) == states
    assert len(set(tiles().values())) == len(states) == len(re.findall("[A-Z]{3}", PLAN.replace("\n", "...")))


def tile(scene: Scene, code: str) -> tuple[str, str]:
    """The colour of a State's tile on paper, and what it says."""
    shapes = [mark for mark in scene.shown if isinstance(mark, Shape) and mark.thing == f"{ID}state/{code}"]
    return shapes[-1].fill, shapes[-1].tip


@pytest.mark.parametrize(
    ("year", "shades", "said"),
    [
        (2000, {}, "End of 2001: 0 States bound, 3 more signed"),  # not before the first signature
        (2002, {"AUT": BOUND, "BEL": SIGNED, "BDI": SIGNED}, "End of 2002: 1 State bound, 2 more signed"),
        (2003, {"AUT": BOUND, "BEL": SIGNED, "BDI": SIGNED}, "End of 2003: 1 State bound, 2 more signed"),
        (2004, {"AUT": BOUND, "BEL": BOUND, "BDI": SIGNED}, "End of 2004: 2 States bound, 1 more signed"),
        (0, {"AUT": BOUND, "BEL": BOUND, "BDI": SIGNED}, "1 June 2015: 2 States bound, 1 more signed"),
    ],
)
def test_tiles_of_one_treaty(year: int, shades: dict[str, int], said: str) -> None:
    asked_for: dict[str, object] = {"year": year} if year else {}
    picture = drawn("map", {"treaty": "terrorist-financing-1999", **asked_for})
    scene = picture.scene
    assert said in [mark.text for mark in scene.shown if isinstance(mark, Words)]
    for code, shade_of in shades.items():
        assert tile(scene, code)[0] == SHADES[shade_of]
    assert tile(scene, "USA") == (PAPER, "United States of America\nno standing in the tables of this graph")
    assert tile(scene, "AUT")[1].endswith("signed 24 Sep 2001, ratification 15 Apr 2002")
    assert "Without a tile: Niue." in scene.caption


def test_tiles_of_several_treaties() -> None:
    scene = drawn("map", {}).scene
    assert tile(scene, "AUT")[0] == SHADES[drawing_map.dark(2, 2)]
    assert tile(scene, "BEL")[0] == SHADES[drawing_map.dark(1, 2)]
    assert tile(scene, "BDI")[0] == PAPER
    assert "2 States bound by one or more, 1 by all 2 on 2015-06-01" in scene.caption


@given(st.integers(min_value=1, max_value=40))
def test_more_treaties_are_never_paler(total: int) -> None:
    found = [drawing_map.dark(count, total) for count in range(total + 1)]
    assert found == sorted(found)
    assert (found[0], found[1]) == (-1, 1)
    assert found[-1] == (len(SHADES) - 1 if total > 1 else 1)


def test_a_page_moves_through_the_years_and_paper_shows_one() -> None:
    picture = drawn("map", {"treaty": "terrorist-financing-1999", "year": 2003})
    page = picture.html()
    assert 'type="range" min="2001" max="2015" value="2003"' in page
    assert "data-y" not in re.sub(r' data-y="[^"]*"', "", page.partition("<script>")[0])
    assert "End of 2004" in page
    assert "End of 2004" not in picture.svg()
    spans = [mark.span for mark in picture.scene.marks if mark.thing == f"{ID}state/AUT" and isinstance(mark, Words)]
    assert spans == [(2001, 2001), (2002, 2015)]


def test_marks_that_say_markup_stay_words() -> None:
    words = Words(x=1, y=1, text="<b>&", tip="a < b", thing="x")
    root = ElementTree.parse(
        io.StringIO(svg(Scene(width=9, height=9, title="<t>", caption="&", marks=(words,))))
    ).getroot()
    (text,) = root.iter(f"{SVG}text")
    assert "".join(text.itertext()) == "a < b<b>&"
