"""Tables of the status of treaties, as the depositary publishes them: who signed, who consented to be bound, when, how.

The form is comma-separated: Participant, Signature, and a last column that names the kinds of consent with the letters
that mark them in its cells, as `Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Literal, cast

from graph_build.errors import RegisterError
from graph_build.model import Participation, Registers
from graph_build.names_forms import fold

Kind = Literal["ratification", "accession", "acceptance", "approval", "succession"]
_KINDS = ("ratification", "accession", "acceptance", "approval", "succession")
#: Kinds of entries that may be bound by a treaty.
PARTIES = ("State", "RegionalOrganization")
_NUMBER = re.compile(r"(\d+)-(\d+)\Z")
_CELL = re.compile(r"(?P<day>\d{1,2} [A-Z][a-z]{2} \d{4})(?: (?P<mark>[A-Za-z]+))?\Z")
_MARKS = re.compile(r"(?<=[^\d\s]) ?(?P<marks>\d{1,2}(?: ?, ?\d{1,2})*)\Z")
_ROMAN = {90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}


def read(path: Path, registers: Registers, as_of: date, treaty: str | None = None) -> tuple[Participation, ...]:
    """The participations in the file, in its order.

    The treaty is told by its register id, else by the number in the file's name (18-11.csv is XVIII-11 in the list of
    treaties). Raises RegisterError with file, line and column for what does not have the form.
    """
    key = treaty or _treaty(path, registers)
    states = _states(registers)
    rows = list(_lines(path))
    if not rows:
        raise RegisterError(str(path), "the file is empty", "a table with the heads Participant, Signature, …")
    kinds = _kinds(path, rows[0])
    return tuple(
        _participation(cells, key, states, kinds, as_of, path.name, number) for number, cells in enumerate(rows[1:], 2)
    )


def _lines(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from (row for row in csv.reader(file) if any(cell.strip() for cell in row))
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise RegisterError(str(path), str(fault), "a readable file of comma-separated values in UTF-8") from fault


def _roman(number: int) -> str:
    found = ""
    for arabic, letters in _ROMAN.items():
        while number >= arabic:
            found, number = found + letters, number - arabic
    return found


def _treaty(path: Path, registers: Registers) -> str:
    number = _NUMBER.match(path.stem)
    wanted = f"{_roman(int(number[1]))}-{number[2]}" if number else None
    for entry in registers.entries:
        if wanted and entry.treaty_number == wanted:
            return entry.id
    raise RegisterError(
        str(path), f"no treaty has the number {wanted or path.stem!r}", "a name such as 18-11.csv", "or name the treaty"
    )


def _states(registers: Registers) -> dict[str, str]:
    return {
        fold(name.text).casefold(): entry.id
        for entry in registers.entries
        if entry.kind in PARTIES
        for name in entry.names
    }


def _kinds(path: Path, heads: list[str]) -> dict[str, Kind]:
    """The kind of consent by its mark; the kind that has none by the empty string."""
    if len(heads) != 3 or heads[0] != "Participant" or not heads[1].startswith("Signature"):
        raise RegisterError(
            f"{path.name} line 1", f"found the heads {heads!r}", "Participant, Signature, kinds of consent"
        )
    found: dict[str, Kind] = {}
    for part in heads[2].split(","):
        name, _, mark = part.strip().rstrip(")").partition("(")
        if name.lower() not in _KINDS:
            raise RegisterError(f"{path.name} line 1", f"found the kind {name!r}", f"one of {', '.join(_KINDS)}")
        found[mark] = cast(Kind, name.lower())
    return found


def _participation(
    cells: list[str], treaty: str, states: dict[str, str], kinds: dict[str, Kind], as_of: date, file: str, row: int
) -> Participation:
    where = f"{file} line {row}"
    if len(cells) != 3:
        raise RegisterError(where, f"found {len(cells)} columns", "3 columns")
    printed, marks = _without_marks(cells[0].strip())
    signed, how = _day(cells[1], f"{where}, column Signature")
    bound, mark = _day(cells[2], f"{where}, column consent")
    if bound is not None and mark not in kinds:
        raise RegisterError(
            f"{where}, column consent", f"found the mark {mark!r}", f"one of {', '.join(filter(None, kinds))}"
        )
    return Participation(
        treaty=treaty,
        participant=printed,
        state=states.get(fold(printed).casefold()),
        as_of=as_of,
        signature=signed,
        signed_by_succession=how == "d",
        consent=bound,
        kind=kinds[mark] if bound is not None else None,
        marks=marks,
        file=file,
        row=row,
    )


def _without_marks(printed: str) -> tuple[str, tuple[str, ...]]:
    if found := _MARKS.search(printed):
        return printed[: found.start()].rstrip(), tuple(re.findall(r"\d+", found["marks"]))
    return printed, ()


def _day(cell: str, where: str) -> tuple[date | None, str]:
    """The day in a cell and the mark behind it, if any."""
    text = " ".join(cell.split())
    if not text:
        return None, ""
    found = _CELL.match(text)
    try:
        day = datetime.strptime(found["day"], "%d %b %Y").date() if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        raise RegisterError(where, f"found {text!r}", "a day such as 24 Sep 2003, with its mark")
    return day, found["mark"] or ""
