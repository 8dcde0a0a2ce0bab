"""The registers: what people state, from registers/*.yaml, checked before anything uses it.

The only door for YAML. Scalars are taken as the strings that stand in the file; the row types give them their meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from graph_build import curated_rows as rows
from graph_build.curated_checks import check
from graph_build.errors import RegisterError
from graph_build.model import Entry, Name, Registers, Relation, Review, Session
from graph_build.reviews import apply, fingerprint, present

__all__ = ["FILES", "apply", "fingerprint", "load", "present"]

GUIDE = "see registers/README.md"
FILES = (*rows.ENTRY_FILES, "relations.yaml", "sessions.yaml", "passed_over.yaml", "reviews.yaml")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # the C parser where PyYAML was built with it
T = TypeVar("T")


@dataclass(frozen=True)
class _Row:
    """A row as it stands: `number` from 1 within its file, `line` of its first character."""

    file: str
    number: int
    line: int
    value: dict[str, object]

    @property
    def where(self) -> str:
        named = self.value.get("id")
        return f"{self.file} row {self.number} (line {self.line}{f', {named}' if named else ''})"


def load(folder: Path, base: Path | None = None) -> Registers:
    """All registers of the folder, checked; raises RegisterError for the first row that cannot stand.

    A file that is missing is taken from `base`, and counts as empty where there is none; a .yaml file whose name is
    not a register's is an error.
    """

    def place(name: str) -> Path:
        return folder / name if base is None or (folder / name).exists() else base / name

    for path in sorted(folder.glob("*.y*ml")):
        if path.name not in FILES:
            raise RegisterError(str(path), "no register has this name", f"one of {', '.join(FILES)}", "rename the file")
    entries: list[Entry] = []
    relations: list[Relation] = []
    for name, kinds in rows.ENTRY_FILES.items():
        for row in _rows(place(name)):
            made = _decode(row, rows.EntryRow)
            if made.kind not in kinds:
                raise RegisterError(f"{row.where}, field kind", f"found {made.kind!r}", f"one of {', '.join(kinds)}")
            if made.name is None and made.title is None:
                raise RegisterError(row.where, "found neither name nor title", "a preferred English name", GUIDE)
            entries.append(rows.entry(made, name, row.number))
            relations.extend(rows.inline(made, name, row.number))
    for row in _rows(place("relations.yaml")):
        relations.append(rows.relation(_decode(row, rows.RelationRow), row.file, row.number))
    registers = Registers(
        entries=tuple(entries),
        relations=tuple(relations),
        sessions=_sessions(place("sessions.yaml")),
        reviews=_reviews(place("reviews.yaml")),
        passed_over=_passed_over(place("passed_over.yaml")),
    )
    check(registers)
    return registers


def _sessions(path: Path) -> tuple[Session, ...]:
    return tuple(rows.session(_decode(row, rows.SessionRow)) for row in _rows(path))


def _reviews(path: Path) -> tuple[Review, ...]:
    return tuple(rows.review(_decode(row, rows.ReviewRow), row.file, row.number) for row in _rows(path))


def _passed_over(path: Path) -> tuple[Name, ...]:
    found = (_decode(row, rows.PassedOverRow) for row in _rows(path))
    return tuple(Name(text=text) for row in found for text in rows.strings(row.name))


def _rows(path: Path) -> Iterator[_Row]:
    if not path.exists():
        return
    root = _compose(path)
    if root is None:
        return
    if not isinstance(root, yaml.SequenceNode):
        raise RegisterError(
            path.name, "the file is not a list", "one row after another, each with a leading dash", GUIDE
        )
    for number, node in enumerate(root.value, 1):
        line = node.start_mark.line + 1
        where = f"{path.name} row {number} (line {line})"
        value = _plain(node, where)
        if not isinstance(value, dict):
            raise RegisterError(where, f"found {value!r}", "a row of fields, `field: value`", GUIDE)
        yield _Row(path.name, number, line, value)


def _compose(path: Path) -> yaml.Node | None:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise RegisterError(str(path), str(fault), "a readable file in UTF-8") from fault
    try:
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        place = f"{path.name} line {mark.line + 1}" if mark else path.name
        quoted = "put what holds a colon, a comma or a bracket in quotation marks"
        raise RegisterError(place, str(getattr(fault, "problem", fault)), "YAML", quoted) from fault
    return node


def _plain(node: yaml.Node, where: str) -> object:
    """The node as strings, lists and dicts; an empty scalar or a field given twice is an error."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, where) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        found: dict[str, object] = {}
        for key, value in node.value:
            if key.value in found:
                raise RegisterError(f"{where}, field {key.value}", "found twice", "each field once", "merge the two")
            found[str(key.value)] = _plain(value, f"{where}, field {key.value}")
        return found
    if node.value == "":
        rest = "leave out the field where nothing is known; words with a comma stand in quotation marks"
        raise RegisterError(where, "found nothing", "a value", rest)
    return node.value


def _decode(row: _Row, form: type[T]) -> T:
    try:
        return msgspec.convert(row.value, form, strict=False)
    except msgspec.ValidationError as fault:
        raise _explained(row, form, str(fault)) from fault


def _explained(row: _Row, form: type[object], fault: str) -> RegisterError:
    """msgspec's message in the words of the register: the field, what was found there, what was expected."""
    said, _, path = fault.partition(" - at `$")
    field = path.rstrip("`").lstrip(".").split("[")[0].split(".")[0]
    if "unknown field" in said:
        name = said.split("`")[1]
        known = ", ".join(info.encode_name for info in msgspec.structs.fields(form))  # type: ignore[arg-type]
        return RegisterError(f"{row.where}, field {name}", "no field has this name", f"one of {known}", GUIDE)
    if "missing required field" in said:
        name = said.split("`")[1]
        return RegisterError(f"{row.where}, field {name}", "the field is missing", "a value", GUIDE)
    found = f"found {row.value.get(field)!r}"
    if "ISO8601" in said or "RFC3339" in said:
        return RegisterError(f"{row.where}, field {field}", found, "a day as YYYY-MM-DD", "leave it out if unsure")
    expected = _EXPECTED.get(said.split("`")[1] if said.startswith("Expected `") else "", _choice(form, field))
    return RegisterError(f"{row.where}, field {field}", found, expected, GUIDE)


#: What msgspec expects, in words.
_EXPECTED = {"int": "a whole number", "str": "words", "object": "fields in braces", "array": "a list in brackets"}


def _choice(form: type[object], field: str) -> str:
    """The words among which a field has one, where it has such."""
    kinds = next((info.type for info in msgspec.inspect.type_info(form).fields if info.encode_name == field), None)  # type: ignore[attr-defined]
    if isinstance(kinds, msgspec.inspect.LiteralType):
        return f"one of {', '.join(map(str, kinds.values))}"
    return "what the guide says of this field"
