#!/usr/bin/env python3
"""How well directives are read, against paragraphs marked by hand: what was missed and what was said too much.

    python benchmarks/quality.py [--corpus FILE] [--show] MARKED.jsonl …

A row of a marked file names document and paragraph and lists the directives as README.md in marked/ says. The texts
come from a file of paragraph blocks, one document a line: {"doc", "blocks": [{"text", "prefix", …}]}.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph_build import assets, curated
from graph_build.model import Directive, Document, Reading
from graph_build.reading import Reader

ROOT = Path(__file__).resolve().parent
FIELDS = ("addressees", "partners", "beneficiaries", "conditions", "report", "due")


def blocks(corpus: Path, wanted: set[str]) -> dict[str, str]:
    """The texts of the wanted documents, a blank line between paragraphs."""
    texts: dict[str, str] = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["doc"] in wanted:
                texts[row["doc"]] = "\n\n".join(map(_block, row["blocks"])) + "\n"
    return texts


def _block(block: dict[str, Any]) -> str:
    text, prefix = block["text"].replace("\t", " ").strip(), block.get("prefix") or ""
    return text if not prefix or text.startswith(prefix) else f"{prefix} {text}"


def plain(name: str | None) -> str:
    """A name without the words and brackets that do not tell it from another."""
    text = re.sub(r"\s+", " ", (name or "").replace("\u00a0", " ")).strip().lower()
    return re.sub(r"^((the|all|its|their|other|requesting) )+", "", re.sub(r"\s*\([^)]*\)$", "", text))


def marked(row: dict[str, Any], field: str) -> set[Any]:
    """What a person marked in a field, comparable."""
    values = row.get(field)
    if field == "partners":
        return {(plain(v["text"]), v["role"]) for v in values or ()}
    if field == "conditions":
        return set(values or ())
    if field in ("report", "due"):
        return {bool(values)} if field == "report" and values else {plain(values)} if values else set()
    return {plain(v) for v in values or ()}


def found(directive: Directive, field: str) -> set[Any]:
    """What was read in a field, comparable."""
    if field == "report":
        return {True} if directive.report else set()
    if field == "due":
        return {plain(directive.due.text)} if directive.due else set()
    if field == "partners":
        return {(plain(p.text), p.role) for p in directive.partners}
    if field == "conditions":
        return set(directive.conditions)
    return {plain(a.text) for a in getattr(directive, field)}


def top(reading: Reading, number: str) -> list[Directive]:
    """The directives of the first operative paragraph of this number and of those below it."""
    parents = {p.id: p.parent for p in reading.paragraphs}
    first = next(
        (p.id for p in reading.paragraphs if p.part == "operative" and p.level == 1 and p.number == number), None
    )

    def root(paragraph: str) -> str:
        while parents.get(paragraph):
            paragraph = parents[paragraph] or paragraph
        return paragraph

    return [d for d in reading.directives if first is not None and root(d.paragraph) == first]


class Tally:
    """Counts of what agrees, was missed, and was said too much, by field; the differences in words."""

    def __init__(self) -> None:
        self.counts: collections.Counter[tuple[str, str]] = collections.Counter()
        self.differences: list[str] = []

    def compare(self, where: str, wanted: list[dict[str, Any]], mine: list[Directive]) -> None:
        """Count one paragraph: directives pair by act in order, fields within pairs; what is optional never counts."""
        rest = list(mine)
        for row in wanted:
            match = next((d for d in rest if d.act == row["act"]), None)
            self.counts["directives", "hit" if match else "missed"] += 1
            if match is None:
                self.differences.append(f"{where}\tmissed\t{row['act']}")
                continue
            rest.remove(match)
            for field in FIELDS:
                self._field(where, field, row, match)
        self.counts["directives", "extra"] += len(rest)
        self.differences += [f"{where}\textra\t{d.act}\t{d.act_text}" for d in rest]

    def _field(self, where: str, field: str, row: dict[str, Any], directive: Directive) -> None:
        optional = row.get("optional", {})
        if field in ("report", "due") and field in optional:
            return
        want, have = marked(row, field), found(directive, field)
        if field == "due" and want and have and (min(want) in min(have) or min(have) in min(want)):
            have = want
        have -= marked(optional, field) - want
        for name, values in (("hit", want & have), ("missed", want - have), ("extra", have - want)):
            self.counts[field, name] += len(values)
        if want != have:
            self.differences.append(f"{where}\t{field}\tmissed {sorted(want - have)}\textra {sorted(have - want)}")

    def lines(self) -> Iterator[str]:
        """A line a field: precision, recall, F1, and how many were marked."""
        for field in ("directives", *FIELDS):
            hit, missed, extra = (self.counts[field, name] for name in ("hit", "missed", "extra"))
            precision, recall = hit / max(hit + extra, 1), hit / max(hit + missed, 1)
            f1 = 2 * precision * recall / max(precision + recall, 1e-9)
            yield f"{field:14} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} over {hit + missed}"


def measure(files: list[Path], corpus: Path) -> Tally:
    """The tally over all rows of the marked files whose documents the corpus holds."""
    rows = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    texts = blocks(corpus, {row["doc"] for row in rows})
    reader = Reader(curated.load(assets.folder("registers")))
    readings: dict[str, Reading] = {}
    for name, text in texts.items():
        data = text.encode()
        document = Document(
            file=f"{name}.txt", data=data, media_type="text/plain", sha256=hashlib.sha256(data).hexdigest()
        )
        readings[name] = reader.read(document)
    tally = Tally()
    for row in rows:
        if row["doc"] in readings:
            mine = sorted(top(readings[row["doc"]], row["para"]), key=lambda d: d.start)
            tally.compare(f"{row['doc']}\t{row['para']}", row["directives"], mine)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=ROOT.parent.parent / "shared" / "corpus" / "official.jsonl.gz")
    parser.add_argument("--show", action="store_true", help="print every difference")
    parser.add_argument("marked", nargs="*", type=Path, default=sorted((ROOT / "marked").glob("*.jsonl")))
    arguments = parser.parse_args()
    tally = measure(arguments.marked, arguments.corpus)
    if arguments.show:
        print("\n".join(tally.differences))
    print("\n".join(tally.lines()))


if __name__ == "__main__":
    main()
