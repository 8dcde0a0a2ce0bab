"""Tables are read back by a reader of CSV on the Web: types, keys, and what each cell says."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from csvw import CSVW, TableGroup
from test_answers import graph

from graph_build import exports, exports_csvw, exports_tables, questions, store
from graph_build.errors import QueryError, StoreError
from graph_build.exports_tables import Column, Table
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES
from graph_build.questions import Answer, Iri
from graph_build.store import Cell

TABLES = exports_tables.tables()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tables")
    exports.folder(graph().store, out)
    return out


def test_a_reader_finds_types_and_keys_in_order(written: Path) -> None:
    group = TableGroup.from_file(written / "csv-metadata.json")
    rows = {table.url.string: list(table.iterdicts(strict=True)) for table in group.tables}
    assert set(rows) == {f"{table.name}.csv" for table in TABLES}
    assert all(table.check_primary_key() for table in group.tables)
    group.check_referential_integrity()
    (draft,) = (row for row in rows["instruments.csv"] if row["instrument"] == "A/C.3/62/L.2")
    assert (draft["class"], draft["issued"].date(), draft["session"]) == ("DraftResolution", date(2007, 10, 2), 62)
    assert draft["organs"] == ["body/general-assembly"]
    assert {row["actor"]: row["label"] for row in rows["actors.csv"]}["office/secretary-general"] == "Secretary-General"


def test_a_reader_has_no_complaint(written: Path) -> None:
    read = CSVW(str(written / "csv-metadata.json"), validate=True)
    assert read.is_valid
    assert read.warnings == []


def test_what_the_metadata_say_is_what_the_graph_says(written: Path) -> None:
    """Each cell with a property is a triple of the graph, by the reader's own conversion."""
    triples = {(s.strip("<>"), p.strip("<>"), o) for s, p, o in store.triples(graph().store)}
    known = {(s, p, o.strip("<>") if o[0] == "<" else o.partition('"^^')[0].strip('"')) for s, p, o in triples}
    seen = 0
    for table in CSVW(str(written / "csv-metadata.json")).to_json()["tables"]:
        if table["url"].endswith("directive_actors.csv"):
            continue  # the reader takes one property a column; the next test looks at it
        for row in table["row"]:
            for about in row["describes"]:
                for name, value in about.items():
                    for each in [] if name == "@id" else value if isinstance(value, list) else [value]:
                        seen += 1
                        assert_known(about["@id"], expanded(name), str(each), known)
    assert seen > 10_000


def expanded(name: str) -> str:
    """A name as the reader shortens it, which calls the terms of DCMI dc."""
    prefix, _, local = name.partition(":")
    prefixes = {**PREFIXES, "dc": PREFIXES["dcterms"]}
    return prefixes[prefix] + local if prefix in prefixes else name


def assert_known(subject: str, predicate: str, value: str, known: set[tuple[str, str, str]]) -> None:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    wordings = {value, escaped, f'{escaped}"@en', escaped + '"@en'}
    assert any((subject, predicate, each) in known for each in wordings), (subject, predicate, value)


def test_the_role_of_an_actor_is_the_property(written: Path) -> None:
    (table,) = (table for table in TABLES if table.name == "directive_actors")
    columns = {column["name"]: column for column in exports_csvw.describe(table, "x.csv")["tableSchema"]["columns"]}  # type: ignore[index]
    assert columns["actor"]["propertyUrl"] == ONTOLOGY + "{role}"
    with (written / "directive_actors.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    said = {(row["directive"], row["role"], row["actor"]) for row in rows}
    found = questions.run(
        graph().store, "SELECT ?d ?a { ?d a ct:Directive ; ct:addressee ?a }", "addressees"
    ).rows  # fmt: skip
    expected = {(str(d).removeprefix(f"{ID}instrument/"), "addressee", str(a).removeprefix(ID)) for d, a in found}
    assert {each for each in said if each[1] == "addressee"} == expected
    unknown = [row for row in rows if row["known"] == "false"]
    assert all(row["label"] for row in unknown)


def test_the_same_graph_gives_the_same_bytes(written: Path, tmp_path: Path) -> None:
    exports.folder(graph().store, tmp_path)
    for path in written.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_columns_of_a_table_are_those_of_its_query(table: Table) -> None:
    found = store.select(graph().store, table.sparql)
    assert list(found.columns) == [column.name for column in table.columns]
    assert {column.table for column in table.columns if column.table} <= {each.name for each in TABLES}
    assert set(table.key) | set(table.compare) <= set(found.columns)


@pytest.mark.parametrize(
    ("cell", "column", "text"),
    [
        (None, Column(name="a", kind="string", text=""), ""),
        (Cell(f"{ID}body/cted"), Column(name="a", kind="thing", text=""), "body/cted"),
        (Cell(f"{ONTOLOGY}recalls"), Column(name="a", kind="term", text=""), "recalls"),
        (Cell("http://un.org/"), Column(name="a", kind="thing", text=""), "http://un.org/"),
        (Cell("2005", PREFIXES["xsd"] + "integer"), Column(name="a", kind="integer", text=""), "2005"),
        (
            Cell(f"{ID}instrument/B {ID}instrument/A"),
            Column(name="a", kind="instrument", text="", several=True),
            "A; B",
        ),
        (Cell("UN\x1fCTC, or so"), Column(name="a", kind="string", text="", several=True), "CTC, or so; UN"),
        (Cell(""), Column(name="a", kind="string", text="", several=True), ""),
    ],
)
def test_cells(cell: Cell | None, column: Column, text: str) -> None:
    assert exports_tables.written(cell, column) == text


@pytest.mark.parametrize("line", ["# column a (thingy): b", "# column A (thing): b", "# column a thing: b"])
def test_a_head_that_cannot_be_read_is_named(line: str) -> None:
    with pytest.raises(QueryError, match=r"odd: the head says “# column .*”; expected # column NAME"):
        exports_tables.parse("odd", f"# title: T\n{line}\nSELECT ?a {{}}")


def test_an_answer_comes_with_its_description(tmp_path: Path) -> None:
    place = tmp_path / "cited.csv"
    out, beside = exports.folder(graph().store, place, "cites", instrument="A/C.3/62/L.2")
    assert (out, beside.name) == (place, "cited.csv-metadata.json")
    read = CSVW(str(beside), validate=True)
    assert read.is_valid
    assert read.warnings == []
    about = json.loads(beside.read_text("utf-8"))
    assert about["dc:title"] == questions.question("cites").title
    columns = {column["name"]: column for column in about["tableSchema"]["columns"]}
    assert columns["cited"]["valueUrl"] == f"{ID}instrument/{{+cited}}"
    rows = place.read_text("utf-8").splitlines()[1:]
    assert rows[0].startswith("A/C.3/62/L.2#front-8,implements,conventions-relating-to-terrorism,")
    assert len(rows) == len(graph().ask("cites", instrument="A/C.3/62/L.2").rows)


BODY, WORK, TERM, PAGE = Iri(f"{ID}body/x"), Iri(f"{ID}instrument/A"), Iri(f"{ONTOLOGY}cites"), Iri("http://un.org/")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ((WORK, None), "instrument"),
        ((BODY, BODY), "thing"),
        ((BODY, WORK), "thing"),
        ((TERM,), "term"),
        ((TERM, BODY), "iri"),
        ((WORK, PAGE), "iri"),
        ((1, 2), "integer"),
        ((1, 1.5), "decimal"),
        ((date(2005, 1, 1),), "date"),
        ((True, False), "boolean"),
        ((1, "a"), "string"),
        ((BODY, "a"), "string"),
        ((None,), "string"),
    ],
)
def test_the_kind_of_a_column_is_that_of_all_its_values(values: tuple[object, ...], kind: str) -> None:
    found = Answer(columns=("a",), rows=tuple((value,) for value in values))  # type: ignore[misc]
    assert [column.kind for column in exports_csvw.of_answer("x", found).columns] == [kind]


def test_a_table_is_whole_or_as_it_was(tmp_path: Path) -> None:
    def broken() -> Iterator[list[str]]:
        yield ["new"]
        raise QueryError("table", "broke off")

    place = tmp_path / "a.csv"
    exports_csvw.write(place, ["name"], [["old, and “quoted”"]])
    with pytest.raises(QueryError, match="broke off"):
        exports_csvw.write(place, ["name"], broken())
    assert place.read_bytes().decode() == 'name\n"old, and “quoted”"\n'
    assert list(tmp_path.iterdir()) == [place]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"file.*: cannot be written"):
        exports.folder(graph().store, tmp_path / "file")
