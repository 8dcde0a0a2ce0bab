"""The verb of the command line that serves people who rule on what was read: review."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph_build.errors import CtkgError

if TYPE_CHECKING:
    from graph_build.model import Reading, Review


def review(
    what: Annotated[str | None, typer.Argument(help="A paragraph, such as A/RES/60/288#op-3.")] = None,
    registers: Annotated[
        Path | None, typer.Option(help="Folder whose files take the place of the shipped registers of their names.")
    ] = None,
    readings: Annotated[
        list[Path] | None, typer.Option(help="Files of readings (.jsonl).", show_default="those shipped")
    ] = None,
) -> None:
    """Print the facts of a paragraph as rows for reviews.yaml; without one, say how every ruling stands.

    A row says accept: change it to correct, with the change, or to reject. A ruling stands where what was read is
    still what was looked at; else exit code 1.
    """
    from graph_build import batch, building

    found = building.shipped_readings()
    if readings:
        found = {building.key(each): each for path in readings for each in building.read_lines(path)}
    if what is not None:
        for line in rows(what, found):
            print(line)
        return
    rulings = batch.registers_of(registers).reviews
    fallen = [line for each in rulings if (line := standing(each, found))]
    sys.stdout.write("".join(f"{line}\n" for line in fallen))
    print(f"{len(rulings)} rulings, {len(rulings) - len(fallen)} stand")
    raise typer.Exit(1 if fallen else 0)


def rows(what: str, readings: dict[str, Reading]) -> Iterator[str]:
    """A row for each fact read in a paragraph, with a comment that says what was read; raises CtkgError."""
    from graph_build.reviews import LIST, fingerprint

    symbol, _, paragraph = what.replace(" ", "#").rpartition("#")
    if symbol not in readings:
        raise CtkgError("review", f"no reading of “{symbol or what}”", "a paragraph such as A/RES/60/288#op-3")
    reading = readings[symbol]
    if paragraph not in {each.id for each in reading.paragraphs}:
        raise CtkgError("review", f"no paragraph {paragraph} in {symbol}", "an id such as op-4-a")
    for kind, column in LIST.items():
        for fact in getattr(reading, column):
            if fact.paragraph == paragraph:
                place = f"paragraph: {paragraph}, fact: {kind}, start: {fact.start}, end: {fact.end}"
                yield f"# {said(fact)}"
                seen = f"reading: {fingerprint(fact)}, text: {reading.document.source.sha256[:12]}"
                yield f"- {{document: {symbol}, {place}, ruling: accept, {seen}, reviewer: YOUR NAME}}"


def said(fact: object) -> str:
    """What a fact says, without its place and the rule that read it."""
    import msgspec

    plain: dict[str, object] = msgspec.to_builtins(fact)
    shown = {key: value for key, value in plain.items() if value and key not in PLACE}
    return json.dumps(shown, ensure_ascii=False)


#: Fields of a fact that are its place, or how it was read.
PLACE = ("paragraph", "start", "end", "rule", "why")


def standing(ruling: Review, readings: dict[str, Reading]) -> str:
    """Why a ruling no longer stands; the empty string where it does."""
    from graph_build.reviews import LIST, fingerprint

    where = f"{ruling.file} row {ruling.row}: {ruling.ruling} {ruling.fact} at {ruling.document} {ruling.paragraph}"
    if ruling.document not in readings:
        return f"{where}: no reading of this document"
    place = (ruling.paragraph, ruling.start, ruling.end)
    facts = getattr(readings[ruling.document], LIST[ruling.fact])
    fact = next((each for each in facts if (each.paragraph, each.start, each.end) == place), None)
    if fact is None:
        return f"{where}: nothing is read at {ruling.start}-{ruling.end} any more"
    now = fingerprint(fact)
    return "" if now == ruling.reading else f"{where}: now {now}, which says {said(fact)}"


def register(app: typer.Typer) -> None:
    """Give the verb of this file to the command line."""
    app.command(epilog='Example: ctkg review "A/RES/60/288#op-3"')(review)
