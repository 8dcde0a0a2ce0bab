"""A graph is swapped in whole, and a run that is killed at any moment leaves a graph that is whole."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph_build import swap
from graph_build.errors import StoreError

NAMES = ("a.ttl", "b.nq", "store/one")


def write(folder: Path, word: str) -> None:
    for name in NAMES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(word)


def held(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {swap.NEW, swap.OLD} & set(path.relative_to(folder).parts)
    }


def all_of(word: str) -> dict[str, str]:
    return dict.fromkeys(sorted(NAMES), word)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    write(swap.begin(folder), "first")
    swap.commit(folder)
    return folder


def test_a_first_build_makes_the_folder(out: Path) -> None:
    assert held(out) == all_of("first")
    assert sorted(path.name for path in out.iterdir()) == ["a.ttl", "b.nq", "store"]


def test_a_second_build_takes_its_place_and_other_files_stay(out: Path) -> None:
    (out / "notes.txt").write_text("mine")
    write(swap.begin(out), "second")
    assert held(out) == all_of("first") | {"notes.txt": "mine"}
    swap.commit(out)
    assert held(out) == all_of("second") | {"notes.txt": "mine"}


def test_killed_before_the_mark_the_last_graph_stays(out: Path) -> None:
    write(swap.begin(out), "second")
    swap.finish(out)
    assert held(out) == all_of("first")
    swap.begin(out)
    assert list((out / swap.NEW).iterdir()) == []


@pytest.mark.parametrize("moves", range(6))
def test_killed_while_moving_the_next_run_moves_the_rest(
    out: Path, moves: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(swap.begin(out), "second")
    replace, done = os.replace, []

    def killed(source: Path, target: Path) -> None:
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        swap.commit(out)
    monkeypatch.setattr(os, "replace", replace)
    swap.finish(out)
    assert held(out) == all_of("second")
    assert not (out / swap.NEW).exists()
    assert not (out / swap.OLD).exists()


def test_an_abandoned_build_leaves_nothing(tmp_path: Path, out: Path) -> None:
    swap.begin(tmp_path / "fresh")
    swap.abandon(tmp_path / "fresh")
    assert not (tmp_path / "fresh").exists()
    swap.begin(out)
    swap.abandon(out)
    assert held(out) == all_of("first")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file/out: cannot be written"):
        swap.begin(tmp_path / "file" / "out")
