"""Registers are read strictly, and every message names the file, the row, the field and what to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph_build import curated
from graph_build.errors import RegisterError
from graph_build.model import Name, Relation, Session

BODY = "- {id: harbour-board, kind: Committee, name: Harbour Board, source: A/RES/60/288}\n"


def folder(where: Path, **files: str) -> Path:
    for name, text in files.items():
        (where / f"{name}.yaml").write_text(text, encoding="utf-8")
    return where


def test_a_row_becomes_an_entry_and_its_relations(tmp_path: Path) -> None:
    text = """
- {id: harbour-board, kind: Committee, name: Harbour Board, source: A/RES/60/288 op-1}
- id: harbour-office
  kind: SecretariatOffice
  name: Harbour Office
  acronyms: HO
  former: [{name: Quay Office, until: 1999-12-31}]
  local: [Office]
  fr: Bureau des ports
  from: 1990-01-01
  until: 2010-06-30
  partOf: harbour-board
  establishedBy: [S/RES/1373(2001)]
  source: [A/RES/60/288, https://www.example.org/harbour]
"""
    registers = curated.load(folder(tmp_path, bodies=text))
    office = registers.entries[1]
    assert (office.id, office.file, office.row, office.name) == ("harbour-office", "bodies.yaml", 2, "Harbour Office")
    assert office.names == (
        Name(text="Harbour Office"),
        Name(text="HO", kind="acronym"),
        Name(text="Quay Office", kind="former", valid_until=date(1999, 12, 31)),
        Name(text="Office", kind="local"),
        Name(text="Bureau des ports", language="fr"),
    )
    sources = ("A/RES/60/288", "https://www.example.org/harbour")
    assert registers.relations == (
        Relation(
            subject="harbour-office",
            predicate="partOf",
            object="harbour-board",
            source=sources,
            file="bodies.yaml",
            row=2,
            valid_from=date(1990, 1, 1),
            valid_until=date(2010, 6, 30),
        ),
        Relation(
            subject="harbour-office",
            predicate="establishedBy",
            object="S/RES/1373(2001)",
            source=sources,
            file="bodies.yaml",
            row=2,
        ),
    )


def test_scalars_are_taken_as_they_stand(tmp_path: Path) -> None:
    state = "- {id: NOR, kind: State, name: No, code: NOR, source: https://www.example.org/}\n"
    assert curated.load(folder(tmp_path, states=state)).entries[0].name == "No"


def test_a_session_may_have_no_last_day(tmp_path: Path) -> None:
    sessions = "- {organ: harbour-board, number: 4, opens: 1949-09-20, source: https://www.example.org/}\n"
    found = curated.load(folder(tmp_path, bodies=BODY, sessions=sessions)).sessions
    assert found == (
        Session(organ="harbour-board", number=4, opens=date(1949, 9, 20), source=("https://www.example.org/",)),
    )


def test_what_is_passed_over_is_a_list_of_names(tmp_path: Path) -> None:
    found = curated.load(folder(tmp_path, passed_over="- {name: [Bay of Knots, Cape Rope], why: places}\n"))
    assert [name.text for name in found.passed_over] == ["Bay of Knots", "Cape Rope"]


def row(more: str = "", name: str = "A", key: str = "a") -> str:
    return f"- {{id: {key}, kind: Committee, name: {name}, source: A/RES/60/288{more and ', ' + more}}}\n"


TREATY = "- {{id: t, kind: Convention, name: T, adopted: 2005-01-01, source: A/RES/60/288, {}}}"
BAD = [
    ("bodies", row("from: 2007-13-01"), ["row 1 (line 1, a)", "field from", "2007-13-01", "YYYY-MM-DD"]),
    ("bodies", row("acronyms: [{name: B, from: 2001}]"), ["field acronyms", "YYYY-MM-DD"]),
    ("bodies", row("acronym: B"), ["field acronym", "one of id, kind"]),
    ("bodies", "- {id: a, kind: Committee, name: A}", ["field source", "missing"]),
    ("bodies", "- {id: a, kind: Committee, name: A, source: ''}", ["field source", "nothing"]),
    ("bodies", "- {id: a, kind: Committee, name: A, source: the Charter}", ["field source", "'the Charter'"]),
    ("bodies", "- {id: a, kind: Committee, source: A/RES/60/288}", ["neither name nor title"]),
    ("bodies", "- {id: a, kind: Comittee, name: A, source: A/RES/60/288}", ["field kind", "'Comittee'"]),
    ("bodies", row(key="A b"), ["field id", "'A b'", "kebab"]),
    ("bodies", row("id: b"), ["field id", "twice"]),
    ("bodies", row() + row(name="B"), ["row 2 (a)", "twice", "bodies.yaml row 1"]),
    ("bodies", row() + row(key="b", name="a"), ["row 2 (b)", "name 'a'", "also names a at the same time"]),
    ("bodies", row("from: 2007-01-01, until: 2006-01-01"), ["2007-01-01 until 2006-01-01"]),
    ("bodies", row("partOf: nowhere"), ["field partOf", "'nowhere'", "add the row"]),
    ("bodies", row("partOf: b") + row("partOf: a", "B", "b"), ["circle", "a -> b -> a"]),
    ("bodies", row("partOf: b") + row("subsidiaryOf: a", "B", "b"), ["circle", "a -> b -> a"]),
    (
        "bodies",
        row("from: 2001-01-01, succeeds: b") + row("from: 2002-01-01", "B", "b"),
        ["field succeeds", "a begins on 2001-01-01, before b on 2002-01-01"],
    ),
    (
        "bodies",
        row("until: 2001-01-01, succeeds: b") + row("until: 2002-01-01", "B", "b"),
        ["field succeeds", "a ends on 2001-01-01, before b on 2002-01-01"],
    ),
    ("bodies", row(name="'A  B'"), ["single spaces"]),
    ("bodies", row("page: harbour.example"), ["'harbour.example'", "https://"]),
    ("bodies", row("same_as: Q123"), ["field same_as", "'Q123'", "https://"]),
    ("bodies", row(name="the Board"), ["field name", "'the Board'", "without article"]),
    ("bodies", row(name="A, B and C"), ["field B and C", "quotation marks"]),
    ("bodies", row(name="A: B"), ["line 1", "YAML", "quotation marks"]),
    ("bodies", "- {id: a, kind: Committee, name: A, source: A/RES/60/288 para. 3}", ["'para. 3'", "such as op-3"]),
    ("treaties", TREATY.format("in_force: 2004-12-31"), ["field in_force", "2004-12-31", "2005-01-01"]),
    ("treaties", TREATY.format("treaty_number: 18-9"), ["field treaty_number", "'18-9'", "XVIII-9"]),
    ("bodies", "id: a", ["not a list", "leading dash"]),
    ("bodies", "- a", ["row 1 (line 1)", "a row of fields"]),
    ("bodies", "- {id: a", ["bodies.yaml line", "YAML"]),
    ("states", "- {id: FRA, kind: State, name: A, code: FR, source: A/RES/60/288}", ["code", "'FR'", "'FRA'"]),
    ("resolutions", "- {id: A/RES/60/1, kind: Resolution, title: T, symbol: a/1, source: A/RES/60/1}", ["'a/1'"]),
    ("relations", "- {subject: x, predicate: partOf, object: y, source: A/RES/60/288}", ["field subject", "'x'"]),
    ("sessions", "- {organ: x, number: 3, opens: 1948-09-21, source: A/RES/60/288}", ["x regular 3", "id of a body"]),
    (
        "sessions",
        "- {organ: x, number: third, opens: 1948-09-21, source: A/RES/60/288}",
        ["number", "'third'", "a whole number"],
    ),
    (
        "reviews",
        "- {document: D, paragraph: op-1, fact: mention, start: 1, end: 2, ruling: no, reviewer: r, reading: x}",
        ["field ruling", "'no'", "one of accept, correct, reject"],
    ),
]


@pytest.mark.parametrize(("file", "text", "words"), BAD, ids=[" ".join(words) for _, _, words in BAD])
def test_a_bad_row_is_named(tmp_path: Path, file: str, text: str, words: list[str]) -> None:
    with pytest.raises(RegisterError) as caught:
        curated.load(folder(tmp_path, **{file: text}))
    assert f"{file}.yaml" in str(caught.value) or file == "sessions"
    assert [word for word in words if word not in str(caught.value)] == []


def test_an_unknown_predicate_is_named(tmp_path: Path) -> None:
    relation = "- {subject: harbour-board, predicate: ownedBy, object: A/RES/60/288, source: A/RES/60/288}"
    with pytest.raises(RegisterError, match="field predicate: found 'ownedBy'; expected one of subsidiaryOf"):
        curated.load(folder(tmp_path, bodies=BODY, relations=relation))


def test_a_file_of_another_name_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="no register has this name"):
        curated.load(folder(tmp_path, bodys=BODY))


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bodies.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RegisterError, match="UTF-8"):
        curated.load(tmp_path)


def test_a_hierarchy_may_turn_round_in_time(tmp_path: Path) -> None:
    text = row() + row(name="B", key="b") + row(name="C", key="c")
    step = "- {{subject: {}, predicate: partOf, object: {}, {}: {}, source: A/RES/60/288}}\n".format
    steps = step("a", "b", "until", "2010-12-31") + step("b", "c", "from", "2011-01-01")
    back = step("c", "a", "from", "2010-06-01")
    assert len(curated.load(folder(tmp_path, bodies=text, relations=steps + back)).relations) == 3
    with pytest.raises(RegisterError, match="circle: a -> b -> c -> a"):
        curated.load(folder(tmp_path, relations=steps.replace("2011-01-01", "2010-12-31") + back))


def test_a_source_may_name_a_paragraph_of_a_lettered_part(tmp_path: Path) -> None:
    text = "- {id: a, kind: Committee, name: A, source: A/RES/46/152 a-annex-1-e-23}\n"
    assert curated.load(folder(tmp_path, bodies=text)).entries[0].source == ("A/RES/46/152 a-annex-1-e-23",)


def test_a_name_may_pass_from_one_bearer_to_the_next(tmp_path: Path) -> None:
    text = """
- {id: a, kind: Committee, name: Old Board, short: [Board of Quays], until: 2011-06-16, source: A/RES/60/288}
- {id: b, kind: Committee, name: New Board, short: [Board of Quays], from: 2011-06-17, source: A/RES/60/288}
"""
    assert len(curated.load(folder(tmp_path, bodies=text)).entries) == 2
