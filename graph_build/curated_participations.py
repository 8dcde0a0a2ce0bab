"""Participations in treaties as JSON Lines: made from tables of status, and read again when the graph is built.

Each line is one participation with the file, row and SHA-256 of the table that states it, and the day it stood so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from graph_build import curated_treaties
from graph_build.errors import RegisterError
from graph_build.model import Participation, Registers

ENDING = ".participations.jsonl"
#: What a table is made again with.
AGAIN = "make the file again with `ctkg import treaty-status`"


class Imported(Struct, frozen=True, kw_only=True):
    """What a table gave: the participations in its order."""

    participations: tuple[Participation, ...]

    @property
    def treaty(self) -> str:
        """The register id of the treaty."""
        return self.participations[0].treaty

    @property
    def bound(self) -> int:
        """How many have consented to be bound."""
        return sum(each.consent is not None for each in self.participations)

    @property
    def unknown(self) -> tuple[str, ...]:
        """The participants that the registers do not know, as printed."""
        return tuple(each.participant for each in self.participations if each.state is None)


def table(path: Path, registers: Registers, as_of: date | None = None, treaty: str | None = None) -> Imported:
    """The participations in a table of the status of a treaty; raises RegisterError naming file, line and column.

    Without `as_of` the table is taken to stand on the day on which its file was last changed.
    """
    try:
        data = path.read_bytes()
        changed = datetime.fromtimestamp(path.stat().st_mtime).date()
    except OSError as fault:
        raise RegisterError(
            str(path), f"cannot be read: {fault.strerror}", "a table of the status of a treaty"
        ) from fault
    digest = hashlib.sha256(data).hexdigest()
    found = curated_treaties.read(path, registers, as_of or changed, treaty)
    if not found:
        raise RegisterError(str(path), "found no row below the heads", "a row for each participant")
    made = tuple(msgspec.structs.replace(each, sha256=digest) for each in found)
    adopted = next((entry.adopted for entry in registers.entries if entry.id == made[0].treaty), None)
    rows: dict[str, int] = {}
    for each in made:
        where = f"{path.name} line {each.row}"
        _in_order(each, adopted, where)
        key = each.state or each.participant
        if key in rows:
            raise RegisterError(
                where, f"found {each.participant!r} again", "a participant once", f"see line {rows[key]}"
            )
        rows[key] = each.row
    return Imported(participations=made)


def _in_order(each: Participation, adopted: date | None, where: str) -> None:
    for field, day in (("signature", each.signature), ("consent", each.consent)):
        if day and adopted and day < adopted:
            raise RegisterError(f"{where}, column {field}", f"found {day}", f"a day from {adopted}, the adoption, on")
        if day and day > each.as_of:
            do = "give the day on which the table stood with --as-of"
            raise RegisterError(f"{where}, column {field}", f"found {day}", f"a day until {each.as_of}", do)


def encode(imported: Imported) -> bytes:
    """The lines of a file for `ctkg build`."""
    return b"".join(msgspec.json.encode(each) + b"\n" for each in imported.participations)


def is_file_of(path: Path) -> bool:
    """Whether the file holds participations, by the fields of its first line; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            first = msgspec.json.decode(file.readline(10_000))
    except (OSError, msgspec.DecodeError):
        return False
    return isinstance(first, dict) and "participant" in first


def read(path: Path, registers: Registers) -> tuple[Participation, ...]:
    """The participations in a file of JSON Lines, of one treaty; raises RegisterError naming file and line."""
    actors = {entry.id for entry in registers.entries if entry.kind in curated_treaties.PARTIES}
    treaties = {entry.id for entry in registers.entries if entry.file in ("treaties.yaml", "resolutions.yaml")}
    found = tuple(_lines(path))
    for number, each in enumerate(found, 1):
        where = f"{path} line {number}"
        if each.treaty not in treaties:
            raise RegisterError(where, f"found the treaty {each.treaty!r}", "the register id of a treaty", AGAIN)
        if each.treaty != found[0].treaty:
            raise RegisterError(
                where, f"found the treaty {each.treaty!r}", f"{found[0].treaty} in the whole file", AGAIN
            )
        if each.state is not None and each.state not in actors:
            raise RegisterError(where, f"found the State {each.state!r}", "the register id of a State", AGAIN)
    return found


def _lines(path: Path) -> Iterator[Participation]:
    decoder = msgspec.json.Decoder(Participation)
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        try:
            yield decoder.decode(line)
        except msgspec.DecodeError as fault:
            raise RegisterError(f"{path} line {number}", str(fault), "a participation", AGAIN) from fault
