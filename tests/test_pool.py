"""Reading by several processes: the bytes, messages and order of one, the names prepared once in each."""

from __future__ import annotations

import multiprocessing
import pickle
import subprocess
import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path

import pytest

from graph_build import assets, batch, reading
from graph_build.batch import Line
from graph_build.model import Registers
from graph_build.reading import Reader
from graph_build.tour import SPECIMEN

TEXT = (assets.folder("specimens") / SPECIMEN).read_text("utf-8")
OWN = "- id: board-of-lanterns\n  kind: Committee\n  name: Board of Lanterns\n  source: A/RES/60/288\n"
ASKED = "7. Requests the Board of Lanterns to report to the General Assembly at its sixty-third session;\n"


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The specimen under thirty symbols, among them files that are no documents."""
    folder = tmp_path_factory.mktemp("documents")
    for number in range(200, 230):
        words = TEXT.replace("A/RES/61/999", f"A/RES/61/{number}") + ASKED
        (folder / f"{number}.txt").write_text(words, "utf-8")
    (folder / "203.txt").write_bytes(b"")
    (folder / "217.txt").write_bytes(b"%PDF-1.4 and then nothing")
    (folder / "228.txt").write_bytes(b"PK\x03\x04" + bytes(100))
    return [*(str(path) for path in sorted(folder.iterdir())), str(folder / "absent.txt")]


@pytest.fixture(scope="module", params=["shipped", "own"])
def registers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Registers:
    if request.param == "shipped":
        return batch.shipped_registers()
    folder = tmp_path_factory.mktemp("registers")
    rows = (assets.folder("registers") / "bodies.yaml").read_text("utf-8")
    (folder / "bodies.yaml").write_text(rows + OWN, "utf-8")
    return batch.registers_of(folder)


@pytest.fixture(scope="module")
def alone(documents: list[str], registers: Registers) -> list[Line]:
    """What this process reads in them."""
    return list(batch.lines(documents, registers, workers=1))


def executor(kind: str) -> Executor:
    if kind == "threads":
        return ThreadPoolExecutor(3)
    return ProcessPoolExecutor(2, mp_context=multiprocessing.get_context(kind))


@pytest.mark.parametrize("kind", ["two", "threads", "spawn"])
def test_the_same_bytes_in_the_same_order(
    kind: str, documents: list[str], registers: Registers, alone: list[Line]
) -> None:
    with nullcontext(2) if kind == "two" else executor(kind) as workers:
        assert list(batch.lines(documents, registers, workers=workers)) == alone
        assert [each.where for each in batch.read_all(documents, registers, workers=workers)] == documents
    assert [Path(each.where).name for each in alone if each.error] == ["203.txt", "217.txt", "228.txt", "absent.txt"]


def test_registers_of_ones_own_reach_the_workers(documents: list[str], registers: Registers) -> None:
    own = any(entry.id == "board-of-lanterns" for entry in registers.entries)
    for found in batch.read_all(documents[:3], registers, workers=2):
        assert found.reading is not None
        assert ("board-of-lanterns" in {mention.actor for mention in found.reading.mentions}) == own


def test_lines_are_readings_with_or_without_words(documents: list[str]) -> None:
    registers = batch.shipped_registers()
    whole = [each.reading for each in batch.read_all(documents, registers, workers=1)]
    for workers in (1, 2):
        bare = list(batch.lines(documents, registers, with_text=False, workers=workers))
        assert [each.line for each in bare] == [
            reading.encode(reading.without_text(each)) if each else None for each in whole
        ]
        assert list(batch.read_all(documents, registers, workers=workers))[5].reading == whole[5]


def test_names_are_prepared_once_in_a_process(documents: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    class Counted(Reader):
        def __init__(self, registers: Registers) -> None:
            made.append(1)
            super().__init__(registers)

    monkeypatch.setattr(batch, "Reader", Counted)
    batch.reader_of.cache_clear()
    with ThreadPoolExecutor(1) as pool:
        assert len(list(batch.lines(documents, batch.shipped_registers(), workers=pool))) == len(documents)
    batch.reader_of.cache_clear()
    assert made == [1]


def test_what_goes_to_the_workers_is_bytes_and_back_lines(documents: list[str]) -> None:
    """Neither the registers nor a reading is taken apart into objects on its way."""
    order = batch.order(batch.shipped_registers(), None)
    assert isinstance(order.registers, bytes)
    assert len(pickle.dumps(order)) < len(order.registers) + 200
    for found in batch.portion(order, documents[:4]):
        assert len(pickle.dumps(found)) < len(found.line or b"") + len(found.error or "") + 300


def ctkg(*words: str, stdin: str = "") -> tuple[int, str, str]:
    command = [sys.executable, "-m", "graph_build", "read", *words]
    done = subprocess.run(command, capture_output=True, text=True, input=stdin, check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_command_prints_the_same(documents: list[str]) -> None:
    one = ctkg("--jsonl", *documents, "--workers", "1")
    assert one == ctkg("--jsonl", *documents, "--workers", "2")
    assert (one[0], len(one[1].splitlines()), len(one[2].splitlines())) == (1, len(documents), 4)


def test_standard_input_among_many_documents(documents: list[str]) -> None:
    code, printed, said = ctkg("--jsonl", *documents[4:14], "-", "--workers", "2", stdin=TEXT)
    assert (code, said) == (0, "")
    last = reading.decode(printed.splitlines()[-1], "-")
    assert (last.document.source.file, last.document.symbol) == ("-", "A/RES/61/999")
