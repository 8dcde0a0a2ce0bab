"""Builds: the same bytes each time, bad input named and left out, the last good graph kept."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import msgspec
import pytest

import graph_build
from graph_build import assets, batch, building, graph, reading, store_files
from graph_build.errors import CtkgError, RegisterError, StoreError

SPECIMEN = str(assets.folder("specimens") / "specimen-resolution.txt")
FILES = ["ctkg.nq", "ctkg.trig", "ctkg.ttl", "store"]


def digest(folder: Path) -> dict[str, str]:
    """The hash of every file in a folder, but for the logs of the database."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "LOG" not in path.name)
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the graph of the specimen."""
    out = tmp_path_factory.mktemp("good") / "out"
    building.build([SPECIMEN], out, shipped=False)
    return out


@pytest.fixture
def out(good: Path, tmp_path: Path) -> Path:
    """A copy of that folder, to build over."""
    return Path(shutil.copytree(good, tmp_path / "out"))


def bad_files(folder: Path) -> dict[str, str]:
    """Files that cannot be read, and what is said of them."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.bin").write_bytes(bytes(range(256)) * 64)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (folder / "not-a-reading.jsonl").write_text('{"document": 7}\n')
    names = ("empty.txt", "binary.bin", "broken.pdf", "not-a-reading.jsonl", "absent.txt")
    return {str(folder / name): name for name in names}


def test_a_folder_gets_its_files(good: Path) -> None:
    assert sorted(path.name for path in good.iterdir()) == FILES
    assert graph.open(good).check().conforms


def test_the_same_bytes_each_time(good: Path, tmp_path: Path) -> None:
    building.build([SPECIMEN], tmp_path / "again", shipped=False)
    for name in FILES[:3]:
        assert (tmp_path / "again" / name).read_bytes() == (good / name).read_bytes()


def test_the_files_are_the_same_graph(good: Path) -> None:
    asked = [graph.open(good / name).ask("who-is-asked", instrument="A/RES/61/999") for name in (*FILES[:3], "")]
    assert len(asked[0].rows) > 10
    assert asked[0] == asked[1] == asked[2] == asked[3]


@pytest.mark.parametrize("name", ["empty.txt", "binary.bin", "broken.pdf", "not-a-reading.jsonl", "absent.txt"])
def test_bad_input_leaves_the_last_graph(name: str, out: Path, tmp_path: Path) -> None:
    where = next(path for path, short in bad_files(tmp_path).items() if short == name)
    before = digest(out)
    with pytest.raises(CtkgError, match=re.escape(where)) as caught:
        building.build([where], out, shipped=False)
    assert str(caught.value).endswith("the last graph stays as it was")
    assert digest(out) == before


def test_the_rest_of_a_batch_is_built(tmp_path: Path) -> None:
    bad = bad_files(tmp_path)
    made = building.build([*bad, SPECIMEN], tmp_path / "out", shipped=False)
    assert made.summary.added == 1
    assert len(made.summary.failed) == len(bad)
    assert all(any(path in message for message in made.summary.failed) for path in bad)
    assert graph.open(tmp_path / "out").ask("outline", instrument="A/RES/61/999").rows


def test_strictly_one_bad_document_stops_all(out: Path, tmp_path: Path) -> None:
    before = digest(out)
    with pytest.raises(CtkgError, match=r"empty\.txt"):
        building.build([SPECIMEN, *bad_files(tmp_path)], out, shipped=False, strict=True)
    assert digest(out) == before


def test_a_document_that_breaks_a_shape_is_left_out(tmp_path: Path) -> None:
    read = graph_build.read(SPECIMEN)
    citation = msgspec.structs.replace(read.citations[0], start=9, end=3)
    document = msgspec.structs.replace(read.document, symbol="A/RES/61/998")
    wrong = msgspec.structs.replace(read, document=document, citations=(citation,))
    (tmp_path / "wrong.jsonl").write_bytes(reading.encode(wrong))
    made = building.build([SPECIMEN, str(tmp_path / "wrong.jsonl")], shipped=False)
    assert made.summary.added == 1
    assert len(made.summary.failed) == 1
    assert "A/RES/61/998#" in made.summary.failed[0]
    with pytest.raises(CtkgError, match="the last graph stays as it was"):
        building.build([str(tmp_path / "wrong.jsonl")], shipped=False)


def test_a_document_twice_is_named(tmp_path: Path) -> None:
    again = shutil.copy(SPECIMEN, tmp_path / "again.txt")
    made = building.build([SPECIMEN, str(again)], shipped=False)
    assert made.summary.added == 1
    assert made.summary.failed == (f"{again}: A/RES/61/999 again; expected each document once; read from {SPECIMEN}",)


def test_a_reading_is_as_good_as_its_document(tmp_path: Path) -> None:
    read = graph_build.read(SPECIMEN)
    path = tmp_path / "specimen.jsonl"
    path.write_bytes(reading.encode(read) + b"\n")
    made = [building.build([where], shipped=False).graph for where in (SPECIMEN, str(path))]
    assert store_files.text(made[0], "nquads") == store_files.text(made[1], "nquads")


def test_many_processes_give_the_same(tmp_path: Path) -> None:
    wheres = [shutil.copy(SPECIMEN, tmp_path / f"{number}.txt") for number in range(5)]
    (tmp_path / "3.txt").write_bytes(b"")
    registers = batch.shipped_registers()
    one, two = (list(batch.read_all(list(map(str, wheres)), registers, workers=count)) for count in (1, 2))
    assert [outcome.where for outcome in one] == list(map(str, wheres))
    assert one == two


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        (
            "bodies.yaml",
            "- id: specimen-body\n  kind: Committee\n  name: A body\n  from: 2001-02-31\n  source: A/RES/60/288\n",
            "bodies.yaml row 1 (line 1, specimen-body), field from: found '2001-02-31'; expected a day as YYYY-MM-DD",
        ),
        (
            "relations.yaml",
            "- {subject: nobody, predicate: partOf, object: no-one, source: A/RES/60/288}\n",
            "relations.yaml row 1",
        ),
    ],
    ids=["date", "id"],
)
def test_a_wrong_register_leaves_the_last_graph(
    file: str, row: str, message: str, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registers = tmp_path / "registers"
    registers.mkdir()
    (registers / file).write_text(row, "utf-8")
    with pytest.raises(RegisterError, match=re.escape(message)):
        building.check_registers(registers)
    before = digest(out)
    folder = assets.folder
    monkeypatch.setattr(assets, "folder", lambda name: registers if name == "registers" else folder(name))
    with pytest.raises(RegisterError, match=re.escape(message)):
        building.build([SPECIMEN], out)
    assert digest(out) == before


def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        building.build([SPECIMEN], tmp_path / "file", shipped=False)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b> .\n")
    with pytest.raises(StoreError, match=r"broken\.ttl: cannot be read"):
        graph_build.check(tmp_path / "broken.ttl")


def test_the_verbs_are_functions(good: Path) -> None:
    assert graph_build.query("outline", good, instrument="A/RES/61/999").columns[0] == "paragraph"
    assert graph_build.show("cted", good).label == "Counter-Terrorism Committee Executive Directorate"
    texts = (graph_build.export("nq", good), (good / "ctkg.nq").read_bytes())
    assert sorted(texts[0].split(b"\n")) == sorted(texts[1].split(b"\n"))
    assert graph_build.check(good).conforms
    assert graph_build.open(good).dataset.query("ASK { ?s ?p ?o }").askAnswer
