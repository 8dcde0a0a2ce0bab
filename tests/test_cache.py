"""A document that did not change is not read again, and the graph is the same."""

from __future__ import annotations

import os
import re
import shutil
from importlib.metadata import requires
from pathlib import Path

import graph_specimens
import msgspec
import pytest

from graph_build import assets, batch, batch_cache, building, text
from graph_build.batch_cache import Cache
from graph_build.batch_outcomes import Outcome
from graph_build.model import Document, Name, Pages, Review

SPECIMEN = (assets.folder("specimens") / "specimen-resolution.txt").read_text("utf-8")
REGISTERS = graph_specimens.REGISTERS


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, as they are read."""
    found: list[str] = []
    extract = text.extract

    def noted(document: Document) -> Pages:
        found.append(Path(document.file).name)
        return extract(document)

    monkeypatch.setattr(text, "extract", noted)
    return found


@pytest.fixture
def wheres(tmp_path: Path) -> list[str]:
    """Three documents, and one that cannot be read."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(SPECIMEN.replace("61/999", f"61/99{number}"), "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    return [str(tmp_path / name) for name in ("0.txt", "empty.txt", "1.txt", "2.txt")]


def read(wheres: list[str], base: Path, symbol: str | None = None, **how: object) -> list[Outcome]:
    cache = Cache.of(base, REGISTERS)
    return list(batch.read_all(wheres, REGISTERS, symbol=symbol, workers=1, cache=cache, **how))  # type: ignore[arg-type]


def test_only_what_changed_is_read(tmp_path: Path, wheres: list[str], reads: list[str]) -> None:
    plain = list(batch.read_all(wheres, REGISTERS, workers=1))
    reads.clear()
    assert read(wheres, tmp_path / "cache") == plain
    assert reads == ["0.txt", "empty.txt", "1.txt", "2.txt"]
    reads.clear()
    assert read(wheres, tmp_path / "cache") == plain
    assert reads == ["empty.txt"]
    reads.clear()
    Path(wheres[2]).write_text(SPECIMEN.replace("61/999", "61/900"), "utf-8")
    changed = read(wheres, tmp_path / "cache")
    assert reads == ["empty.txt", "1.txt"]
    assert changed == list(batch.read_all(wheres, REGISTERS, workers=1))
    assert changed[2] != plain[2]


def test_a_file_that_moved_has_its_new_name(tmp_path: Path, wheres: list[str], reads: list[str]) -> None:
    read(wheres, tmp_path / "cache")
    moved = shutil.move(wheres[0], tmp_path / "moved.txt")
    reads.clear()
    found = read([str(moved)], tmp_path / "cache")
    assert reads == []
    assert found == list(batch.read_all([str(moved)], REGISTERS, workers=1))


def test_another_symbol_is_another_reading(tmp_path: Path, wheres: list[str], reads: list[str]) -> None:
    (where,) = wheres[:1]
    given = [read([where], tmp_path / "cache", symbol) for symbol in (None, "A/RES/61/1", "A/RES/61/2", "A/RES/61/1")]
    assert reads == ["0.txt"] * 3
    assert given[1] == given[3]


def test_other_registers_read_anew_and_reviews_do_not() -> None:
    state = batch_cache.state(REGISTERS)
    entry = REGISTERS.entries[0]
    renamed = msgspec.structs.replace(entry, names=(*entry.names, Name(text="The Body")))
    other = msgspec.structs.replace(REGISTERS, entries=(renamed, *REGISTERS.entries[1:]))
    assert batch_cache.state(other) != state
    review = Review(
        document="A/RES/61/990",
        paragraph="op-1",
        fact="citation",
        start=0,
        end=1,
        ruling="accept",
        reviewer="specimen",
        reading="00",
    )
    assert batch_cache.state(msgspec.structs.replace(REGISTERS, reviews=(review,))) == state


@pytest.mark.parametrize("damage", [b"", b"{", b'{"document": 7}', b"\xff\xfe"])
def test_what_cannot_be_read_back_is_read_anew(
    damage: bytes, tmp_path: Path, wheres: list[str], reads: list[str]
) -> None:
    first = read(wheres[:1], tmp_path / "cache")
    (kept,) = (tmp_path / "cache").rglob("*.json")
    kept.write_bytes(damage)
    reads.clear()
    assert read(wheres[:1], tmp_path / "cache") == first
    assert reads == ["0.txt"]
    assert read(wheres[:1], tmp_path / "cache") == first
    assert reads == ["0.txt"]


def test_a_cache_that_cannot_be_written_does_no_harm(tmp_path: Path, wheres: list[str]) -> None:
    (tmp_path / "file").write_text("")
    assert read(wheres, tmp_path / "file" / "cache") == list(batch.read_all(wheres, REGISTERS, workers=1))


def test_old_states_go(tmp_path: Path, wheres: list[str]) -> None:
    for number in range(5):
        (tmp_path / "cache" / f"old-{number}").mkdir(parents=True)
        os.utime(tmp_path / "cache" / f"old-{number}", (number, number))
    read(wheres[:1], tmp_path / "cache")
    names = {path.name for path in (tmp_path / "cache").iterdir()}
    assert names == {batch_cache.state(REGISTERS), "old-4", "old-3"}


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "shipped_registers", lambda: REGISTERS)


@pytest.mark.usefixtures("small")
def test_a_build_gives_the_same_bytes(
    tmp_path: Path, wheres: list[str], reads: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTKG_CACHE", str(tmp_path / "cache"))
    documents = [wheres[0], *wheres[2:]]
    building.build(documents, tmp_path / "first", shipped=False)
    Path(wheres[2]).write_text(SPECIMEN.replace("61/999", "61/900"), "utf-8")
    reads.clear()
    building.build(documents, tmp_path / "first", shipped=False)
    assert reads == ["1.txt"]
    monkeypatch.setenv("CTKG_CACHE", str(tmp_path / "other"))
    building.build(documents, tmp_path / "anew", shipped=False)
    for name in ("ctkg.nq", "ctkg.trig", "ctkg.ttl"):
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "anew" / name).read_bytes()


def test_the_libraries_of_a_state_are_those_the_package_depends_on() -> None:
    declared = {
        re.split(r"[^A-Za-z0-9-]", line, maxsplit=1)[0] for line in requires("ctkg") or [] if "extra" not in line
    }
    assert set(batch_cache.LIBRARIES) <= declared
