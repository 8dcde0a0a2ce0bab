"""A graph is swapped in whole, and a run that is killed at any moment leaves a graph that is whole."""

from __future__ import annotations

import os
import threading
import time
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


def killed_while_building(out: Path) -> None:
    with swap.Swap(out) as place:
        write(place.folder, "second")
        raise KeyboardInterrupt


def all_of(word: str) -> dict[str, str]:
    return dict.fromkeys(sorted(NAMES), word)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    build(folder, "first")
    return folder


def build(out: Path, word: str) -> None:
    with swap.Swap(out) as place:
        write(place.folder, word)
        place.commit()


def killed(out: Path, word: str) -> None:
    """A build that is killed before it is complete: its lock is gone and its files are there."""
    place = swap.Swap(out)
    place.__enter__()
    write(place.folder, word)
    place._release()


def test_a_first_build_makes_the_folder(out: Path) -> None:
    assert held(out) == all_of("first")
    assert sorted(path.name for path in out.iterdir()) == ["a.ttl", "b.nq", "store"]


def test_a_second_build_takes_its_place_and_other_files_stay(out: Path) -> None:
    (out / "notes.txt").write_text("mine")
    with swap.Swap(out) as place:
        write(place.folder, "second")
        assert held(out) == all_of("first") | {"notes.txt": "mine"}
        place.commit()
    assert held(out) == all_of("second") | {"notes.txt": "mine"}


def test_killed_before_the_mark_the_last_graph_stays(out: Path) -> None:
    killed(out, "second")
    swap.finish(out)
    assert held(out) == all_of("first")
    with swap.Swap(out) as place:
        assert list(place.folder.iterdir()) == []
    assert sorted(path.name for path in out.iterdir()) == ["a.ttl", "b.nq", "store"]


@pytest.mark.parametrize("opener", ["build", "reader"])
@pytest.mark.parametrize("moves", range(6))
def test_killed_while_moving_the_next_run_moves_the_rest(
    out: Path, moves: int, opener: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, done = os.replace, []

    def stopped(source: Path, target: Path) -> None:
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(target)
        replace(source, target)

    monkeypatch.setattr(os, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        build(out, "second")
    monkeypatch.setattr(os, "replace", replace)
    with swap.reading(out) if opener == "reader" else swap.Swap(out):
        assert held(out) == all_of("second")
    assert held(out) == all_of("second")
    assert not (out / swap.NEW).exists()
    assert not (out / swap.OLD).exists()


def test_an_abandoned_build_leaves_nothing(tmp_path: Path, out: Path) -> None:
    with swap.Swap(tmp_path / "fresh"):
        pass
    assert not (tmp_path / "fresh").exists()
    with pytest.raises(KeyboardInterrupt):
        killed_while_building(out)
    assert held(out) == all_of("first")
    assert not (out / swap.NEW).exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="file/out: cannot be written"), swap.Swap(tmp_path / "file" / "out"):
        pass


def test_one_build_at_a_time(out: Path) -> None:
    with swap.Swap(out) as first:
        write(first.folder, "second")
        with pytest.raises(StoreError, match=r"out: another build is writing there; .* wait for it"), swap.Swap(out):
            pass
        first.commit()
        with swap.Swap(out) as next_one:  # the first is done, though it has not left
            write(next_one.folder, "third")
            first.__exit__(None, None, None)
            next_one.commit()
    assert held(out) == all_of("third")


def test_nobody_opens_a_graph_while_it_is_moved(out: Path) -> None:
    moved: list[str] = []

    def move() -> None:
        build(out, "second")
        moved.append("second")

    mover = threading.Thread(target=move)
    with swap.reading(out):
        mover.start()
        while not (out / swap.NEW / swap.COMPLETE).exists():
            time.sleep(0.001)
        time.sleep(0.05)
        assert moved == []
        assert held(out) == all_of("first")
    mover.join(timeout=30)
    assert moved == ["second"]
    assert held(out) == all_of("second")
