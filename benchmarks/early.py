#!/usr/bin/env python3
"""What is read in the Security Council's resolutions of 1946 to 1994, decade by decade, and what is not.

    python benchmarks/early.py [FOLDER]

The folder holds one text a resolution, with the line breaks and footnote numbers of print. Printed are, for each
decade, how many are read, with how many paragraphs and citations each; then what is missing from which front page, and
how much is unresolved, by kind.
"""

from __future__ import annotations

import argparse
import collections
from collections.abc import Iterator
from pathlib import Path

from graph_build import assets, curated, documents
from graph_build.errors import CtkgError
from graph_build.model import Reading
from graph_build.reading import Reader

ROOT = Path(__file__).resolve().parent
EARLY = ROOT.parent.parent / "shared" / "corpus" / "security-council-early"
WANTED = ("symbol", "adopted", "meeting", "issuer")
SHOWN = 8


def decade(file: Path) -> str:
    """The decade in the name of a file such as S_RES_10(1946).txt."""
    return file.stem.partition("(")[2][:3] + "0s"


def lines(read: dict[Path, Reading], failed: dict[Path, str]) -> Iterator[str]:
    """The report, line by line."""
    yield "decade  documents  failed  operative  preambular  citations  without any"
    for name in sorted({decade(file) for file in (*read, *failed)}):
        found = [reading for file, reading in read.items() if decade(file) == name]
        parts = collections.Counter(p.part for reading in found for p in reading.paragraphs)
        cited = [len(reading.citations) for reading in found]
        each = [parts["operative"], parts["preamble"], sum(cited)]
        shown = "  ".join(f"{number / max(len(found), 1):9.2f}" for number in each)
        yield f"{name:6}  {len(found):9}  {sum(decade(f) == name for f in failed):6}  {shown}  {cited.count(0):11}"
    for file, why in failed.items():
        yield f"failed: {file.name}: {why}"
    for field in WANTED:
        without = [file.stem for file, reading in read.items() if not getattr(reading.document, field)]
        yield f"without {field}: {len(without)}" + "".join(f", {name}" for name in without[:SHOWN])
    kinds = collections.Counter(u.kind for reading in read.values() for u in reading.unresolved)
    yield "unresolved: " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=EARLY)
    reader = Reader(curated.load(assets.folder("registers")))
    read: dict[Path, Reading] = {}
    failed: dict[Path, str] = {}
    for file in sorted(parser.parse_args().folder.glob("*.txt")):
        try:
            read[file] = reader.read(documents.load(str(file)))
        except CtkgError as error:
            failed[file] = str(error)
    print("\n".join(lines(read, failed)))


if __name__ == "__main__":
    main()
