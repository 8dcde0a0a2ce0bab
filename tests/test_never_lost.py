"""A graph is never lost: builds that are killed, two at once, no room, no right to write, a form of the future."""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import build_killer
import graph_specimens
import pytest

from graph_build import batch, building, graph, store, swap
from graph_build.errors import StoreError

#: How many builds are killed; CTKG_KILLS says another number.
KILLS = int(os.environ.get("CTKG_KILLS", "100"))
HERE = Path(__file__).parent
NAMES = ["ctkg.nq", "ctkg.trig", "ctkg.ttl", "store"]


def test_killed_at_any_moment_the_last_graph_opens(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "build_killer.py"), str(tmp_path), str(KILLS), str(KILLS)]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60 + 30 * KILLS)
    assert shown.returncode == 0, shown.stdout + shown.stderr
    *rounds, last = shown.stdout.splitlines()
    assert last == "the same bytes ['ctkg.nq', 'ctkg.trig', 'ctkg.ttl', 'store']"
    assert Counter(line.split()[0] for line in rounds) == Counter(
        build_killer.WHEN[number % len(build_killer.WHEN)] for number in range(KILLS)
    )
    kept = [line for line in rounds if line.split()[1] == line.split()[3]]
    assert kept, "no build was killed in time"
    assert len(kept) < len(rounds) or len(rounds) < 20, "no build was complete when it was killed"


# ---------------------------------------------------------------- what else can go wrong


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path], None]:
    """Builds the graph of two small readings and small registers."""
    monkeypatch.setattr(batch, "shipped_registers", lambda: graph_specimens.REGISTERS)

    def build(out: Path) -> None:
        building.build([str(tmp_path / "two.jsonl")], out, shipped=False)

    return build


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with graph "two"."""
    folder = tmp_path_factory.mktemp("built")
    build_killer.write_readings(folder)
    assert build_apart(folder, "two") == (0, "")
    return folder / "out"


@pytest.fixture
def out(built: Path, tmp_path: Path) -> Path:
    """A copy of that folder; beside it the readings of both graphs."""
    build_killer.write_readings(tmp_path)
    return Path(shutil.copytree(built, tmp_path / "out"))


def held(out: Path) -> tuple[str, int]:
    """The files and the store, which must open."""
    return build_killer.bytes_of(out), len(graph.open(out).store)


def names(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir())


def test_two_builds_at_once(small: Callable[[Path], None], out: Path) -> None:
    before = held(out)
    with swap.Swap(out) as other:
        (other.folder / "half").write_text("of it")
        with pytest.raises(StoreError, match="another build is writing there"):
            small(out)
        assert (other.folder / "half").read_text() == "of it"
        assert held(out) == before
    small(out)
    assert held(out) == before


def build_apart(folder: Path, name: str = "one", **how: object) -> tuple[int, str]:
    """The status and the words of a build of a graph in a process of its own."""
    command = [sys.executable, str(HERE / "build_killer.py"), str(folder), name]
    shown = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=300, **how)  # type: ignore[call-overload]
    return shown.returncode, shown.stdout


@pytest.mark.parametrize("room", [0, 50_000, 140_000, 500_000])
def test_no_room_for_a_file(small: Callable[[Path], None], out: Path, room: int) -> None:
    """No file of the build can grow past `room` bytes; the largest of this graph has more."""
    before = held(out)
    limits = (room, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    status, said = build_apart(out.parent, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits))
    assert (status, "out: cannot be written" in said or "out/.new" in said) == (3, True), said
    assert held(out) == before
    assert names(out) == NAMES
    small(out)
    assert held(out) == before


@pytest.mark.parametrize("room", [8, 400, 1700])
def test_a_full_disk(out: Path, disk: Callable[[int], Path], room: int) -> None:
    """A disk with the last graph on it and `room` KiB more, which is too little."""
    used = sum(path.stat().st_blocks for path in out.rglob("*")) // 2
    folder = disk(used + room + 100)
    shutil.copytree(out, folder / "out")
    build_killer.write_readings(folder)
    before = held(folder / "out")
    status, said = build_apart(folder)
    assert (status, "cannot be written" in said or "cannot be made" in said) == (3, True), said
    assert held(folder / "out") == before
    assert names(folder / "out") == NAMES


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts a small disk of so many KiB; the test is skipped where that is not allowed."""
    place = tmp_path / "disk"

    def mount(size: int) -> Path:
        place.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(place)]
        if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
            pytest.skip("no right to mount a small disk")
        return place

    yield mount
    if os.path.ismount(place):
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def test_a_folder_that_cannot_be_written(out: Path, disk: Callable[[int], Path]) -> None:
    """Nobody may build there, and everybody may read."""
    folder = out.parent
    if os.geteuid() == 0:  # who may write whatever the mode says, but not to a disk that is mounted read-only
        folder = disk(100_000)
        shutil.copytree(out, folder / "out")
        build_killer.write_readings(folder)
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    else:
        for path in (out, *out.rglob("*")):
            path.chmod(0o555 if path.is_dir() else 0o444)
    before = held(folder / "out")
    status, said = build_apart(folder)
    assert status == 3
    assert re.fullmatch(r".*/out: cannot be written \([A-Z].*\); expected a folder that can be made\n", said)
    assert held(folder / "out") == before
    if folder is out.parent:
        for path in (out, *out.rglob("*")):
            path.chmod(0o755)


def test_a_graph_from_a_newer_version(small: Callable[[Path], None], out: Path) -> None:
    (out / "store" / store.FORM_FILE).write_text("2\n")
    before = build_killer.bytes_of(out)
    message = "a graph of form 2, made by a newer version of ctkg; expected form 1; update ctkg"
    with pytest.raises(StoreError, match=message):
        graph.open(out)
    with pytest.raises(StoreError, match=message):
        small(out)
    assert (build_killer.bytes_of(out), names(out)) == (before, NAMES)
    (out / "store" / store.FORM_FILE).write_text("1\n")
    assert held(out)[0] == before


@pytest.mark.parametrize("name", ["CURRENT", "MANIFEST-*", "*.sst"])
def test_a_store_that_is_damaged(small: Callable[[Path], None], out: Path, name: str) -> None:
    """It is named, and the next build makes it whole again."""
    before = held(out)
    for path in (out / "store").glob(name):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StoreError, match="the graph cannot be opened"):
        graph.open(out)
    small(out)
    assert held(out) == before


def test_readers_read_on_during_builds(small: Callable[[Path], None], out: Path) -> None:
    """One reader keeps the graph it opened, others open it again and again while builds take its place."""
    first = graph.open(out)
    whole = len(first.store)
    counts: list[int] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            counts.append(len(graph.open(out).store))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(3):
        small(out)
    over.set()
    reader.join(timeout=60)
    assert counts
    assert set(counts) == {whole}
    assert len(list(first.store.query("SELECT * { ?s ?p ?o }"))) > 1000
    assert len(first.store) == whole
