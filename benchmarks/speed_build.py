"""Builds at scale: from nothing beside reading alone, twice as many documents, and one changed document.

    python benchmarks/speed_build.py DOCUMENTS [--count N] [--workers N]

DOCUMENTS is a folder of texts. N of them (1,000 where there are as many) are read, then built from nothing, then built
once more after one was changed; then twice as many. Beside them, the engine alone takes the lines of the first build.
Every row is a process of its own with an empty cache; seconds are CPU time of it and its workers, memory the peak of
the process that builds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pyoxigraph
from msgspec import Struct, json

from graph_build import batch, building, store_files


class Measured(Struct, frozen=True):
    """What a process took: CPU and wall seconds, peak MB, documents built, a digest of the files."""

    cpu: float
    wall: float
    peak: float
    documents: int
    digest: str = ""


def cpu() -> float:
    """Seconds of CPU of this process and of its children that ended."""
    found = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in found)


def work(kind: str, listed: Path, out: Path, workers: int) -> Measured:
    """One row, in this process."""
    wheres = listed.read_text("utf-8").splitlines()
    start, before = time.perf_counter(), cpu()
    if kind in ("load", "load-memory"):
        load(out, kind == "load")
        done = len(wheres)
    elif kind == "read":
        done = sum(
            each.reading is not None for each in batch.read_anew(wheres, batch.shipped_registers(), None, workers)
        )
    else:
        done = building.build(wheres, out, shipped=False, workers=workers).summary.added
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(cpu() - before, time.perf_counter() - start, peak, done, digest(out) if kind == "build" else "")


def load(out: Path, disk: bool) -> None:
    """Puts the lines of a built graph, but for its default graph, into an empty store, by the engine alone."""
    with tempfile.TemporaryDirectory() as name:
        made = pyoxigraph.Store(name) if disk else pyoxigraph.Store()
        made.bulk_load(path=str(out / store_files.FILES["nquads"]), format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)
        del made  # before its folder goes


def digest(out: Path) -> str:
    """One digest over the three files of a graph."""
    found = hashlib.sha256()
    for name in store_files.FILES.values():
        with (out / name).open("rb") as file:
            found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


def apart(kind: str, listed: Path, out: Path, workers: int, cache: Path) -> Measured:
    """One row, in a process of its own."""
    command = [sys.executable, __file__, "--row", kind, str(listed), str(out), str(workers)]
    environment = os.environ | {"CTKG_CACHE": str(cache)}
    shown = subprocess.run(command, stdout=subprocess.PIPE, env=environment, check=True)
    return json.decode(shown.stdout, type=Measured)


def measure(folder: Path, count: int, workers: int) -> None:
    """Measure and print."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory() as name:
        base = Path(name)
        copies = [Path(shutil.copy(path, base / f"{number}.txt")) for number, path in enumerate(files)]
        once, twice = base / "once", base / "twice"
        once.write_text("\n".join(map(str, copies[:count])), "utf-8")
        twice.write_text("\n".join(map(str, copies[: 2 * count])), "utf-8")
        print("| work | documents | CPU, s | wall, s | peak, MB |\n|---|--:|--:|--:|--:|", flush=True)
        read = row("reading alone", apart("read", once, base / "none", workers, base / "c0"))
        built = row("built from nothing", apart("build", once, base / "out", workers, base / "c1"))
        row("its lines, the engine alone, on disk", apart("load", once, base / "out", workers, base / "c1"))
        row("its lines, the engine alone, in memory", apart("load-memory", once, base / "out", workers, base / "c1"))
        copies[count // 2].write_text(copies[count // 2].read_text("utf-8").replace("Decides", "Resolves"), "utf-8")
        changed = row("built again, one changed", apart("build", once, base / "out", workers, base / "c1"))
        anew = row("the same from nothing", apart("build", once, base / "anew", workers, base / "c2"))
        both = row("twice as many from nothing", apart("build", twice, base / "twice-out", workers, base / "c3"))
    print(f"\nAll but reading: {(built.cpu - read.cpu) / read.cpu:.2f} times the reading.")
    print(
        f"One changed: {built.cpu / changed.cpu:.0f} times less CPU, {built.wall / changed.wall:.0f} times faster,",
        end="",
    )
    print(f" {'the same' if changed.digest == anew.digest else 'OTHER'} bytes.")
    print(f"Twice as many: {both.cpu / built.cpu:.2f} times the CPU, {both.peak / built.peak:.2f} times the memory.")


def row(name: str, found: Measured) -> Measured:
    """Prints a row."""
    print(f"| {name} | {found.documents:,} | {found.cpu:.1f} | {found.wall:.1f} | {found.peak:,.0f} |", flush=True)
    return found


def main(arguments: Sequence[str]) -> None:
    """Measure, or work for a row."""
    if arguments[:1] == ["--row"]:
        kind, listed, out, workers = arguments[1:]
        sys.stdout.buffer.write(json.encode(work(kind, Path(listed), Path(out), int(workers))))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    chosen = parser.parse_args(arguments)
    measure(chosen.documents, chosen.count, chosen.workers)


if __name__ == "__main__":
    main(sys.argv[1:])
