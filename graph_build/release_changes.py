"""What a release gained and lost since another one: facts, by the tables of both, and triples, by their N-Quads.

A fact is a row of a table without its place in the text: a citation that moved by a few characters is the same one.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from graph_build import exports_tables
from graph_build.exports_tables import Table

Row = tuple[str, ...]
#: How many facts of a kind the page lists; the files hold all.
LISTED = 25


class Change(Struct, frozen=True, kw_only=True):
    """What became of the facts of a table: those that only one of the two releases has."""

    table: Table
    before: int
    now: int
    gained: tuple[Row, ...]
    lost: tuple[Row, ...]


def changes(now: Path, before: Path) -> tuple[Change, ...]:
    """The changes of each table between two folders of tables; one that is not there counts as empty."""
    return tuple(_change(table, now, before) for table in exports_tables.tables())


def _change(table: Table, now: Path, before: Path) -> Change:
    counted = [Counter(_rows(folder / f"{table.name}.csv", table.compare)) for folder in (before, now)]
    old, new = counted
    return Change(
        table=table,
        before=old.total(),
        now=new.total(),
        gained=tuple(sorted((new - old).elements())),
        lost=tuple(sorted((old - new).elements())),
    )


def _rows(path: Path, names: Sequence[str]) -> Iterator[Row]:
    """The facts of a table in a file; a column that it has not is empty."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for record in csv.DictReader(file):
            yield tuple(record.get(name) or "" for name in names)


def page(found: Iterable[Change], since: str, counts: Mapping[str, tuple[int, int]]) -> str:
    """The changes as Markdown: a table of numbers, then the facts of each kind, as many as a person reads."""
    listed = list(found)
    lines = [f"# Changes since {since}", ""]
    lines += ["| table | before | now | gained | lost |", "|---|---:|---:|---:|---:|"]
    for each in listed:
        name, numbers = each.table.name, (each.before, each.now, len(each.gained), len(each.lost))
        lines.append(f"| {name} | {' | '.join(map(str, numbers))} |")
    for name, (gained, lost) in counts.items():
        lines.append(f"| {name} | | | {gained} | {lost} |")
    if not any((each.gained or each.lost) for each in listed):
        lines += ["", "No fact was gained or lost."]
    for each in listed:
        for title, facts in (("Gained", each.gained), ("Lost", each.lost)):
            if facts:
                lines += ["", f"## {title}: {each.table.title.lower()} ({len(facts)})", ""]
                lines += _listed(each, facts, title.lower())
    return "\n".join(lines) + "\n"


def _listed(each: Change, facts: Sequence[Row], folder: str) -> Iterator[str]:
    for row in facts[:LISTED]:
        yield "- " + " | ".join(value.replace("|", "\\|") for value in row if value)
    if len(facts) > LISTED:
        yield f"- and {len(facts) - LISTED} more, in changes/{folder}/{each.table.name}.csv"


def write(found: Iterable[Change], folder: Path) -> None:
    """All facts gained and lost are in folder/gained/TABLE.csv and folder/lost/TABLE.csv; raises OSError."""
    for each in found:
        for name, facts in (("gained", each.gained), ("lost", each.lost)):
            if facts:
                place = folder / name / f"{each.table.name}.csv"
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("w", encoding="utf-8", newline="") as file:
                    writer = csv.writer(file, lineterminator="\n")
                    writer.writerow(each.table.compare)
                    writer.writerows(facts)


# ---------------------------------------------------------------- triples


def triples(now: Path, before: Path, folder: Path) -> tuple[int, int]:
    """Writes the quads that only one of two sorted N-Quads files has to gained.nq and lost.nq, and counts them.

    Neither file is held in memory. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [0, 0]
    with (
        now.open("rb") as new,
        before.open("rb") as old,
        (folder / "gained.nq").open("wb") as gained,
        (folder / "lost.nq").open("wb") as lost,
    ):
        for is_new, line in _differing(new, old):
            (gained if is_new else lost).write(line)
            numbers[0 if is_new else 1] += 1
    return numbers[0], numbers[1]


def _differing(new: Iterator[bytes], old: Iterator[bytes]) -> Iterator[tuple[bool, bytes]]:
    """The lines that one side only has, and whether it is the new one."""
    left, right = next(new, None), next(old, None)
    while left is not None or right is not None:
        if left == right:
            left, right = next(new, None), next(old, None)
        elif right is None or (left is not None and _order(left) < _order(right)):
            assert left is not None
            yield True, left
            left = next(new, None)
        else:
            yield False, right
            right = next(old, None)


def _order(line: bytes) -> tuple[bytes, bytes]:
    """The order of our N-Quads: by graph, and in it by triple."""
    triple, _, name = line.rstrip(b" .\n").rpartition(b" ")
    return name[1:-1], triple
