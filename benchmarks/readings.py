"""Read the shipped documents again: `readings/documents.tsv` says which, `../shared` holds their words.

Writes one reading without running text per document, readings/SYMBOL.jsonl, and removes those no longer listed.
Prints what changed, so that the difference can be looked at before it is committed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from graph_build import curated, documents
from graph_build.reading import Reader, encode, without_text

ROOT = Path(__file__).resolve().parent.parent
READINGS = ROOT / "readings"
SHARED = ROOT.parent / "shared"


def listed() -> Iterator[tuple[str, str]]:
    """Pairs (symbol, path under ../shared) of the documents whose readings are shipped."""
    for line in (READINGS / "documents.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            symbol, path = line.split("\t")
            yield symbol, path


def file_name(symbol: str) -> str:
    """S/RES/1373(2001) -> S-RES-1373-2001.jsonl."""
    return symbol.replace("/", "-").replace("(", "-").replace(")", "") + ".jsonl"


def read_again(symbol: str, path: str, reader: Reader) -> bytes:
    """The reading of one listed document as a line of JSON, with the bare name of its file."""
    document = documents.load(str(SHARED / path))
    document = replace(document, file=Path(path).name)
    return encode(without_text(reader.read(document, symbol))) + b"\n"


def main() -> int:
    if not SHARED.is_dir():
        print(f"{SHARED}: no such folder; the documents lie there", file=sys.stderr)
        return 1
    reader = Reader(curated.load(ROOT / "registers"))
    wanted = dict(listed())
    for stale in set(READINGS.glob("*.jsonl")) - {READINGS / file_name(symbol) for symbol in wanted}:
        stale.unlink()
        print(f"removed {stale.name}")
    for symbol, path in wanted.items():
        target = READINGS / file_name(symbol)
        line = read_again(symbol, path, reader)
        if not target.exists() or target.read_bytes() != line:
            target.write_bytes(line)
            print(f"wrote {target.name}")
    print(f"{len(wanted)} readings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
