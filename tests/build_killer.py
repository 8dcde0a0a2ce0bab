"""Builds that are killed at random moments, one after another, over the same folder.

    python tests/build_killer.py FOLDER ROUNDS SEED
    python tests/build_killer.py FOLDER NAME

The second builds one of the two graphs once, undisturbed, and ends with 3 where a StoreError was raised.

Every build runs in a child of this process, which has loaded everything and opened no store. After each kill another
child opens the graph and says what it holds, and then a build that nobody disturbs must give the bytes that it gives on
an empty folder. Prints one line a round: when it was killed, whose graph was there, whose was next, whose is there.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import graph_specimens

from graph_build import batch, building, graph, reading, store_files, swap
from graph_build.batch import Quiet
from graph_build.errors import StoreError

FILES = tuple(store_files.FILES.values())
#: Seconds in which a build that is complete has moved its files.
MOVING = 0.004
#: The part of a build in which each kill of a round of five falls.
WHEN = ("anywhere", "writing", "moving", "writing", "moving")
#: The readings of each of two graphs.
GRAPHS = {"one": (graph_specimens.READING,), "two": (graph_specimens.READING, graph_specimens.ADOPTED)}


class Signal(Quiet):
    """Says to another process that the writing has begun."""

    def __init__(self, pipe: int) -> None:
        self.pipe = pipe

    def step(self, name: str, total: int | None = None) -> None:  # noqa: ARG002
        if name == "writing":
            os.write(self.pipe, b"w")


def child(work: Callable[[], None]) -> int:
    """The id of a process that does `work` and ends with 0, or 1 where it raised."""
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        work()
        status = 0
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(status)


def done(process: int) -> None:
    """Waits for a child; ends this process where it failed."""
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if status:
        raise SystemExit(f"a child ended with {status}")


def build(folder: Path, name: str, pipe: int) -> None:
    """Builds the graph `name` in folder/out."""
    batch.shipped_registers = lambda: graph_specimens.REGISTERS  # type: ignore[attr-defined]
    building.build([str(folder / f"{name}.jsonl")], folder / "out", shipped=False, watch=Signal(pipe))


def bytes_of(out: Path) -> str:
    """One digest over the three files."""
    return hashlib.sha256(b"".join((out / name).read_bytes() for name in FILES)).hexdigest()


def look(folder: Path, into: Path) -> None:
    """Opens the graph, and writes whether store and files hold the same, and one digest over the files."""
    opened = graph.open(folder / "out").store
    dumped = set(store_files.text(opened, "nquads").splitlines())
    written = set((folder / "out" / FILES[0]).read_text("utf-8").splitlines())
    into.write_text(f"{dumped == written} {bytes_of(folder / 'out')}")


def looked(folder: Path) -> str:
    """The digest of the graph that opens; its files must be the same graph."""
    into = folder / "seen"
    done(child(lambda: look(folder, into)))
    same, files = into.read_text().split()
    if same != "True":
        raise SystemExit("the files are not those of the store")
    return files


def undisturbed(folder: Path, name: str) -> tuple[str, float, float]:
    """The digest of the graph, and the seconds to the beginning of its writing and to its end."""
    read, write = os.pipe()
    start = time.monotonic()
    process = child(lambda: build(folder, name, write))
    os.read(read, 1)
    begun = time.monotonic() - start
    done(process)
    seconds = time.monotonic() - start
    os.close(read)
    os.close(write)
    return looked(folder), begun, seconds


def killed(folder: Path, name: str, when: str, seconds: float) -> None:
    """Begins a build and kills it: `seconds` after it began, or began to write, or was complete and began to move."""
    read, write = os.pipe()
    process = child(lambda: build(folder, name, write))
    if when != "anywhere":
        os.read(read, 1)
    if when == "moving":
        while not (folder / "out" / swap.NEW / swap.COMPLETE).exists():
            if os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                break
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    os.close(read)
    os.close(write)


def write_readings(folder: Path) -> None:
    """The readings of each graph are in folder/NAME.jsonl."""
    for name, readings in GRAPHS.items():
        (folder / f"{name}.jsonl").write_bytes(b"\n".join(map(reading.encode, readings)))


def once(folder: Path, name: str) -> int:
    """Builds a graph; the status to end with."""
    try:
        build(folder, name, os.open(os.devnull, os.O_WRONLY))
    except StoreError as error:
        print(error)
        return 3
    return 0


def main(folder: Path, rounds: int, seed: int) -> None:
    """Kills `rounds` builds, looks after each, and builds again; whatever is not as it should be ends this process."""
    chance = random.Random(seed)
    write_readings(folder)
    wanted = {}
    for name in GRAPHS:
        wanted[name], begun, seconds = undisturbed(folder, name)
    there, null = "two", os.open(os.devnull, os.O_WRONLY)
    for number in range(rounds):
        next_one = "one" if there == "two" else "two"
        when = WHEN[number % len(WHEN)]
        longest = {"anywhere": begun, "writing": 1.2 * (seconds - begun), "moving": MOVING}[when]
        killed(folder, next_one, when, chance.uniform(0, longest))
        found = looked(folder)
        now = next((name for name, digest in wanted.items() if digest == found), "neither")
        print(f"{when} {there} {next_one} {now}", flush=True)
        if now not in (there, next_one):
            raise SystemExit("the graph is neither the last one nor the next")
        done(child(lambda name=next_one: build(folder, name, null)))  # type: ignore[misc]
        if bytes_of(folder / "out") != wanted[next_one]:
            raise SystemExit(f"the next build of {next_one} gives other bytes")
        there = next_one
    if looked(folder) != wanted[there]:
        raise SystemExit("the store of the last build is not its files")
    print("the same bytes", sorted(path.name for path in (folder / "out").iterdir()), flush=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        raise SystemExit(once(Path(sys.argv[1]), sys.argv[2]))
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
