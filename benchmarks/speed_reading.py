"""CPU time of reading PDFs, room by room, beside pdfium in the same run; how time and memory grow; two processes.

    python benchmarks/speed_reading.py [--documents 100] [--rounds 3]

Needs ../shared. Bare pdfium, our extraction and the rooms after it are timed on a few documents after another, as many
as ctkg itself reads together, so that a busy machine slows all of them alike; of the rounds the one in the
middle is shown, and what the others gave beneath.
Tables go to standard output, in Markdown.
"""

from __future__ import annotations

import argparse
import hashlib
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2

from graph_build import (
    acts_speech,
    batch,
    citations,
    directive_mandates,
    directives,
    documents,
    events,
    names,
    paragraphs,
    text,
)
from graph_build.batch_outcomes import TOGETHER, Outcome, outcomes
from graph_build.model import Document
from graph_build.reading import Reader

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
#: The rooms as `Reader.read` calls them; what is left of it is the placing of what they found.
ROOMS: tuple[tuple[str, ModuleType, str], ...] = (
    ("extraction", text, "extract"),
    ("paragraphs and front matter", paragraphs, "divide"),
    ("names", names, "find"),
    ("citations", citations, "find"),
    ("directives", directives, "find"),
    ("events", events, "find"),
    ("speech acts", acts_speech, "find"),
    ("mandates", directive_mandates, "find"),
)
PLACING = "placing, evidence of the front page"


class Clock:
    """CPU seconds by row; wraps functions so that their calls are counted in."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def run(self, row: str, work: Callable[..., Any], *arguments: Any) -> Any:
        """What `work` gives; its time is added to the row."""
        start = time.process_time()
        try:
            return work(*arguments)
        finally:
            self.seconds[row] += time.process_time() - start


def bare(document: Document) -> int:
    """pdfium alone: every page opened, its characters taken, closed. The number of pages."""
    pdf = pypdfium2.PdfDocument(document.data)
    count = len(pdf)
    for number in range(count):
        page = pdf[number]
        textpage = page.get_textpage()
        textpage.get_text_range()
        textpage.close()
        page.close()
    pdf.close()
    return count


def read(reader: Reader, few: Sequence[Document]) -> Iterator[Outcome]:
    """The documents, which are in memory, read as ctkg reads those on a disk."""
    held = {document.file: document for document in few}
    return outcomes(reader, None, held, held.__getitem__)


def timed(reader: Reader, chosen: Sequence[Document]) -> tuple[dict[str, float], int]:
    """CPU seconds of each row over the documents, and their pages."""
    clock, pages = Clock(), 0
    kept = [(module, name, getattr(module, name)) for _, module, name in ROOMS]
    for row, module, name in ROOMS:
        room = getattr(module, name)
        setattr(module, name, lambda *arguments, row=row, room=room: clock.run(row, room, *arguments))
    try:
        for start in range(0, len(chosen), TOGETHER):
            few = chosen[start : start + TOGETHER]
            pages += clock.run("pdfium alone", lambda few=few: sum(map(bare, few)))
            clock.run("whole", list, read(reader, few))
    finally:
        for module, name, room in kept:
            setattr(module, name, room)
    found = clock.seconds
    found[PLACING] = found["whole"] - sum(found[row] for row, _, _ in ROOMS)
    found["all after extraction"] = found["whole"] - found["extraction"]
    return dict(found), pages


def rooms(count: int, rounds: int) -> None:
    """Print the table of the rooms."""
    chosen = [documents.load(str(path)) for path in sorted((CORPUS / "pdf").glob("*.pdf"))[:count]]
    reader = Reader(batch.shipped_registers())
    made = sorted((timed(reader, chosen) for _ in range(rounds)), key=lambda round: share(round[0]))
    middle, pages = made[len(made) // 2]
    print(f"{len(chosen)} PDFs, {pages} pages, CPU seconds, the middle of {rounds} rounds\n")
    print("| | s | of pdfium alone | of our extraction |\n|---|--:|--:|--:|")
    for row in ("pdfium alone", "extraction", *(row for row, _, _ in ROOMS[1:]), PLACING, "all after extraction"):
        seconds = middle[row]
        alone, ours = seconds / middle["pdfium alone"], seconds / middle["extraction"]
        print(f"| {row} | {seconds:.2f} | {alone:.2f} | {ours:.2f} |")
    print(f"\nAll after extraction, by round: {', '.join(f'{share(found):.2f}' for found, _ in made)}.", flush=True)


def share(found: dict[str, float]) -> float:
    """What all after extraction costs, as a part of it."""
    return found["all after extraction"] / found["extraction"]


def mixed(count: int) -> list[str]:
    """Paths of half as many PDFs as wanted, and as many texts, in turn; half of them are every other pair."""
    printed = sorted((CORPUS / "pdf").glob("*.pdf"))[: count // 2]
    plain = sorted((CORPUS / "text").glob("*.txt"))[: count // 2]
    return [str(path) for pair in zip(printed, plain, strict=True) for path in pair]


def child(share: int) -> None:
    """Read one document of `share` of 200, keep nothing, and print documents, characters, CPU seconds, megabytes."""
    paths = mixed(200)
    paths = [path for index, path in enumerate(paths) if (index // 2) % share == 0]
    reader = Reader(batch.shipped_registers())
    start, characters = time.process_time(), 0
    for found in outcomes(reader, None, paths):
        assert found.reading is not None, found.error
        characters += found.reading.document.source.characters
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(len(paths), characters, time.process_time() - start, peak)


def growth() -> None:
    """Print how time and memory grow with the number of documents, each count in a process of its own."""
    print("\n| documents | characters | CPU s | s a million characters | peak MB |\n|--:|--:|--:|--:|--:|")
    rows = []
    for share in (4, 2, 1):
        done = subprocess.run(
            [sys.executable, __file__, "--child", str(share)], capture_output=True, text=True, check=True
        )
        count, characters, seconds, peak = map(float, done.stdout.split())
        rows.append((seconds, peak, characters))
        rate = 1e6 * seconds / characters
        print(f"| {count:.0f} | {characters:,.0f} | {seconds:.2f} | {rate:.2f} | {peak:.0f} |", flush=True)
    half, whole = rows[-2], rows[-1]
    print(f"\n200 documents against 100: {whole[0] / half[0]:.2f} times the time, {whole[1] / half[1]:.2f} the memory.")


def cpu() -> float:
    """CPU seconds of this process and of those it has ended."""
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(used.ru_utime + used.ru_stime for used in map(resource.getrusage, kinds))


def loop(turns: int = 8_000_000) -> int:
    """Work that shares nothing with that of another process."""
    return sum(index & 7 for index in range(turns))


def free() -> float:
    """How many times as much two processes that share nothing do by the clock as one: 2 where both cores are free."""
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(loop, (1, 1)))
        start = time.perf_counter()
        loop()
        one = time.perf_counter() - start
        start = time.perf_counter()
        list(pool.map(loop, (8_000_000, 8_000_000)))
    return 2 * one / (time.perf_counter() - start)


def read_by(workers: int, paths: Sequence[str]) -> tuple[float, float, str]:
    """Seconds by the clock, of CPU, and the SHA-256 of what `ctkg read --jsonl` prints of the documents."""
    registers = batch.shipped_registers()
    start, spent, digest = time.perf_counter(), cpu(), hashlib.sha256()
    for found in batch.lines(paths, registers, workers=workers):
        digest.update(found.line or str(found.error).encode())
    return time.perf_counter() - start, cpu() - spent, digest.hexdigest()


def processes(rounds: int) -> None:
    """Print what a second process saves, beside what the machine has free, and whether the bytes are the same."""
    paths = mixed(200)
    print("\n| one process, s by the clock | CPU s | two, s by the clock | CPU s | times as fast | cores free |")
    print("|--:|--:|--:|--:|--:|--:|")
    digests = set()
    for _ in range(rounds):
        before = free()
        one, two = read_by(1, paths), read_by(2, paths)
        digests |= {one[2], two[2]}
        row = f"| {one[0]:.2f} | {one[1]:.2f} | {two[0]:.2f} | {two[1]:.2f} | {one[0] / two[0]:.2f} |"
        print(f"{row} {before:.1f} to {free():.1f} |", flush=True)
    print(f"\nReadings of one and two processes: {'the same bytes' if len(digests) == 1 else 'OTHER BYTES'}.")


def measure(count: int = 100, rounds: int = 3) -> None:
    """Print all tables; says so where the documents are missing."""
    if not CORPUS.is_dir():
        print(f"{CORPUS}: no such folder; reading is not measured", file=sys.stderr)
        return
    rooms(count, rounds)
    growth()
    processes(rounds)


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100, help="PDFs on which the rooms are timed")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.child:
        child(chosen.child)
    else:
        measure(chosen.documents, chosen.rounds)


if __name__ == "__main__":
    main(sys.argv[1:])
