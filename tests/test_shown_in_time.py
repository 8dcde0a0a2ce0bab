"""What is shown of a thing on a day: its names, its place, its mandate, and who bore a name then."""

from __future__ import annotations

from datetime import date

import pytest

from graph_build import assets, curated, quads, questions, reason, shown, store
from graph_build.errors import QueryError
from graph_build.namespaces import ID

REGISTERS = curated.load(assets.folder("registers"))


@pytest.fixture(scope="module")
def held() -> store.Store:
    """The shipped registers with what follows from them."""
    made = store.memory(quads.of_ontology())
    store.add(made, quads.of_registers(REGISTERS))
    reason.infer(made)
    return made


def section(found: shown.Shown, heading: str) -> list[tuple[str, ...]]:
    return [row for each in found.sections if each.heading == heading for row in each.answer.short()]


@pytest.mark.parametrize(
    ("day", "bearer"),
    [
        ("1999-10-15", "committee-1267"),
        ("2011-06-16", "committee-1267"),
        ("2011-06-17", "committee-1267-1989"),
        ("2015-12-16", "committee-1267-1989"),
        ("2015-12-17", "committee-1267-1989-2253"),
    ],
)
def test_a_name_means_what_it_meant_on_the_day(held: store.Store, day: str, bearer: str) -> None:
    assert shown.show(held, "the 1267 Committee", at=day).iri == f"{ID}body/{bearer}"


def test_a_name_that_several_bore_needs_a_day(held: store.Store) -> None:
    with pytest.raises(QueryError, match="did you mean committee-1267 or committee-1267-1989"):
        shown.show(held, "1267 Committee")
    with pytest.raises(QueryError, match="did you mean committee-1267 or committee-1267-1989"):
        shown.show(held, "1267 Committee", at="1998-01-01")


@pytest.mark.parametrize(
    ("body", "day", "note"),
    [
        ("cted", "2004-03-25", "did not exist on 2004-03-25: it began on 2004-03-26"),
        ("cted", "2004-03-26", ""),
        ("committee-1267-1989", "2015-12-16", ""),
        (
            "committee-1267-1989",
            "2015-12-17",
            "no longer existed on 2015-12-17: it ended on 2015-12-16; after it came committee-1267-1989-2253",
        ),
    ],
)
def test_a_body_before_its_beginning_and_after_its_end(held: store.Store, body: str, day: str, note: str) -> None:
    found = shown.show(held, body, at=day)
    assert found.note == note
    assert bool(found.sections) == (not note)


@pytest.mark.parametrize(
    ("state", "day", "label"),
    [("SWZ", "2018-04-18", "Swaziland"), ("SWZ", "2018-04-19", "Eswatini")],
)
def test_the_label_is_the_name_of_the_day(held: store.Store, state: str, day: str, label: str) -> None:
    assert shown.show(held, state, at=day).label == label


def test_former_names_are_shown_while_they_held(held: store.Store) -> None:
    names = {day: {row[0] for row in section(shown.show(held, "SWZ", at=day), "Names")} for day in DAYS}
    assert ["Swaziland" in names[day] for day in DAYS] == [True, False]


DAYS = ("2010-01-01", "2020-01-01")


@pytest.mark.parametrize(
    ("day", "renewals"),
    [
        ("2007-10-02", []),
        ("2007-12-10", ["S/RES/1787(2007)"]),
        ("2008-03-25", ["S/RES/1787(2007)", "S/RES/1805(2008)"]),
        ("2009-01-01", ["S/RES/1805(2008)"]),
        ("2017-12-31", ["S/RES/2129(2013)", "S/RES/2395(2017)"]),
    ],
)
def test_the_mandate_of_the_day(held: store.Store, day: str, renewals: list[str]) -> None:
    rows = section(shown.show(held, "cted", at=day), "Mandate")
    assert [row[1] for row in rows if row[0] == "renewedBy"] == renewals
    assert [row[1] for row in rows if row[0] == "establishedBy"] == ["S/RES/1535(2004)"]


def test_the_place_of_the_day(held: store.Store) -> None:
    rows = section(shown.show(held, "monitoring-team", at="2005-01-01"), "In the registers")
    assert ("monitoring-team", "supports", "committee-1267") in {row[:3] for row in rows}
    later = section(shown.show(held, "monitoring-team", at="2016-01-01"), "In the registers")
    assert "committee-1267" not in {row[2] for row in later}


def test_successors_stand_only_once_they_began(held: store.Store) -> None:
    def came(day: str) -> list[str]:
        return [row[3] for row in section(shown.show(held, "security-council", at=day), "Came before and after")]

    assert came("2020-01-01") == []
    chain = section(shown.show(held, "committee-1267-1989", at="2012-01-01"), "Came before and after")
    assert {row[3] for row in chain} == {"committee-1267-1989"}
    later = section(shown.show(held, "committee-1267-1989-2253", at="2016-01-01"), "Came before and after")
    assert {row[3] for row in later} == {"committee-1267-1989", "committee-1267-1989-2253"}


def test_the_task_force_and_the_compact(held: store.Store) -> None:
    rows = questions.ask(held, "successors", body="ctitf").rows
    assert {(str(row[0]), str(row[3])) for row in rows} == {(f"{ID}body/ctitf", f"{ID}body/global-ct-compact")}
    day = date(2008, 1, 1).isoformat()
    assert shown.show(held, "Counter-Terrorism Implementation Task Force", at=day).iri == f"{ID}body/ctitf"
