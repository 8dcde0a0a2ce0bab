"""Time phrases and the dates they stand for."""

from __future__ import annotations

from datetime import date

import pytest
from directive_specimens import SESSIONS
from hypothesis import given
from hypothesis import strategies as st

from graph_build import deadlines, deadlines_dates
from graph_build.model import Due, Session

ADOPTED = date(2017, 12, 21)
CASES = [
    ("to report by 30 March 2018 on it", "by 30 March 2018", None, date(2018, 3, 30), None),
    ("to report prior to 30 June 2018", "prior to 30 June 2018", None, date(2018, 6, 29), None),
    ("to report no later than 15 April 2025", "no later than 15 April 2025", None, date(2025, 4, 15), None),
    ("to report by January 2012", "by January 2012", None, date(2012, 1, 31), None),
    ("to end it by 2030", "by 2030", None, date(2030, 12, 31), None),
    ("to report by early 2019", "by early 2019", None, None, None),
    ("to report within 12 months", "within 12 months", ADOPTED, date(2018, 12, 21), None),
    (
        "to report within 30 days of the adoption of this text, and to meet",
        "within 30 days of the adoption of this text",
        ADOPTED,
        date(2018, 1, 20),
        None,
    ),
    ("to report within 60 days after the visit, as needed", "within 60 days after the visit", None, None, None),
    ("to report every 180 days", "every 180 days", None, None, "P180D"),
    ("to report annually", "annually", None, None, "P1Y"),
    ("to meet on a twice annual basis", "on a twice annual basis", None, None, "P6M"),
    ("to report every three months", "every three months", None, None, "P3M"),
    (
        "to report at its seventy-third session",
        "at its seventy-third session",
        date(2018, 9, 18),
        date(2019, 9, 16),
        None,
    ),
    (
        "to report before its seventy-third session",
        "before its seventy-third session",
        None,
        date(2018, 9, 17),
        None,
    ),
    (
        "to deploy from 1 July until 31 December 2018",
        "from 1 July until 31 December 2018",
        date(2018, 7, 1),
        date(2018, 12, 31),
        None,
    ),
    ("to join without delay the instruments", "without delay", None, None, None),
    (
        "to report by 31 January 2019 and every six months thereafter",
        "by 31 January 2019",
        None,
        date(2019, 1, 31),
        "P6M",
    ),
    (
        "to report within 90 days and annually thereafter",
        "within 90 days",
        date(2017, 12, 21),
        date(2018, 3, 21),
        "P1Y",
    ),
    ("to report by August 31, 2018", "by August 31, 2018", None, date(2018, 8, 31), None),
    ("to meet for twenty four months", "for twenty four months", date(2017, 12, 21), date(2019, 12, 21), None),
    ("to meet in the first half of 2019", "in the first half of 2019", None, None, None),
    ("to convene a meeting in May 2019", "in May 2019", None, date(2019, 5, 31), None),
    ("to report before the end of its mandate", "before the end of its mandate", None, None, None),
    ("to serve over the next two years", "over the next two years", date(2017, 12, 21), date(2019, 12, 21), None),
    ("to ask at least 5 days in advance", "at least 5 days in advance", None, None, None),
    (
        "to appoint them by the beginning of the seventy-third session of the General Assembly",
        "by the beginning of the seventy-third session of the General Assembly",
        None,
        date(2018, 9, 18),
        None,
    ),
    (
        "to serve for the period ending 31 December 2021",
        "for the period ending 31 December 2021",
        None,
        date(2021, 12, 31),
        None,
    ),
]


@pytest.mark.parametrize(("text", "phrase", "first", "last", "recurs"), CASES, ids=[case[1] for case in CASES])
def test_phrase(text: str, phrase: str, first: date | None, last: date | None, recurs: str | None) -> None:
    found = deadlines.choose(deadlines.find(text, 0, len(text)))
    assert found is not None
    assert deadlines_dates.due(found, ADOPTED, ["general-assembly"], SESSIONS) == Due(
        text=phrase, from_=first, until=last, recurs=recurs
    )


def test_a_reconvened_session_of_a_commission_has_its_own_days() -> None:
    text = "to report at the reconvened eighteenth session of the Commission on Tides"
    found = deadlines.choose(deadlines.find(text, 0, len(text)))
    assert found is not None
    due = deadlines_dates.due(found, date(2007, 10, 2), ["ccpcj"], SESSIONS)
    assert (due.from_, due.until) == (date(2009, 12, 3), date(2009, 12, 4))


@pytest.mark.parametrize(
    "text",
    ["the report submitted to it at its sixtieth session", "the symposium held by 3 May 2007", "in the year of tides"],
)
def test_what_is_past_limits_nothing(text: str) -> None:
    assert deadlines.choose(deadlines.find(text, 0, len(text))) is None


def test_a_time_goes_before_haste() -> None:
    text = "to report without delay and by 1 May 2018"
    found = deadlines.choose(deadlines.find(text, 0, len(text)))
    assert found is not None
    assert found.text == "by 1 May 2018"


@given(st.dates(date(1946, 1, 1), date(2100, 12, 31)))
def test_every_date_is_read_back(day: date) -> None:
    text = f"to report by {day.day} {day:%B} {day.year}"
    found = deadlines.choose(deadlines.find(text, 0, len(text)))
    assert found is not None
    assert deadlines_dates.due(found, None, [], ()).until == day


def test_a_session_that_was_over_is_not_meant() -> None:
    """The seventeenth session of a commission of 2008 is not the Assembly's of 1962."""
    text = "to report at its seventeenth session"
    (found,) = deadlines.find(text, 0, len(text))
    past = Session(organ="general-assembly", number=17, opens=date(1962, 9, 18), closes=None)
    due = deadlines_dates.due(found, date(2007, 10, 2), ["ccpcj", "general-assembly"], (past,))
    assert (due.from_, due.until) == (None, None)
    early = deadlines_dates.due(found, date(1962, 10, 1), ["general-assembly"], (past,))
    assert early.from_ == date(1962, 9, 18)
