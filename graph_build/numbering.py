"""Ids, levels and parents: items in document order become Passages."""

from __future__ import annotations

from msgspec import Struct

from graph_build.model import Passage
from graph_build.structure import Item

_ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50}


class _Open(Struct):
    """A labelled paragraph that may still have sub-paragraphs."""

    id: str
    sign: str
    number: str
    level: int


def number(items: list[Item], asked: int | None = None) -> tuple[Passage, ...]:
    """The passages of the items, with ids that are unique in the document; those of the unit `asked` bear no prefix."""
    numberer = _Numberer(items)
    if asked is not None:
        numberer.names[asked] = ""
    return tuple(numberer.passage(item) for item in items)


def roman(text: str) -> int | None:
    """The value of a small roman number in lower case, None where the letters are none."""
    if not text or set(text) - set(_ROMANS):
        return None
    values = [_ROMANS[c] for c in text]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


class _Numberer:
    def __init__(self, items: list[Item]) -> None:
        self.seen: dict[str, int] = {}
        self.open: list[_Open] = []
        self.count: dict[str, int] = {}
        self.scope = ""
        self.numbered = {(item.unit, item.annex, item.part) for item in items if item.sign == "number"}
        self.names = _unit_names(items)
        self.restarts = _restarting(items)

    def passage(self, item: Item) -> Passage:
        base, level, parent = self._place(item)
        words = item.words
        return Passage(
            id=base, part=item.part, label=item.label, number=item.number, level=level, parent=parent,
            start=words.start, end=words.end, text=words.text, runs=tuple(words.runs), marks=tuple(words.marks),
            opening=item.opening, voice=item.voice,
        )  # fmt: skip

    def _place(self, item: Item) -> tuple[str, int, str | None]:
        prefix = self._prefix(item)
        simple = {"front": "front", "title": "title", "heading": "heading", "footnote": "fn", "back": "back"}
        if item.part in simple:
            if item.part == "heading":
                self.open = []
            name = "table" if item.style == "table" else simple[item.part]
            key = item.number if item.part == "footnote" and item.number else str(self._next(name))
            key = key.replace("*", "star") if key.strip("*") else "star" + str(len(key))
            return self._unique(f"{name}-{key}"), 1, None
        if self.scope != prefix + item.part:
            self.open, self.scope = [], prefix + item.part
        if item.formula:
            return self._unique(f"{prefix}0"), 1, None
        if item.sign == "none":
            return self._unlabelled(item, prefix)
        return self._labelled(item, prefix)

    def _prefix(self, item: Item) -> str:
        unit = self.names.get(item.unit, "")
        if item.annex:
            name = f"annex-{item.annex}-"
        elif item.part == "preamble":
            return f"{unit}pp-"
        else:
            name = "op-"
        section = (item.unit, item.annex)
        if item.section and section in self.restarts and item.part in ("operative", "annex"):
            name += f"{item.section.lower()}-"
        return unit + name

    def _next(self, name: str) -> int:
        self.count[name] = self.count.get(name, 0) + 1
        return self.count[name]

    def _unique(self, base: str) -> str:
        self.seen[base] = self.seen.get(base, 0) + 1
        if self.seen[base] == 1:
            return base
        return self._unique(f"{base}-{self.seen[base]}")

    def _unlabelled(self, item: Item, prefix: str) -> tuple[str, int, str | None]:
        self.open = []
        counted = item.part == "preamble" or (item.unit, item.annex, item.part) not in self.numbered
        base = self._unique(f"{prefix}{'' if counted else 'p'}{self._next(prefix)}")
        self.open = [_Open(base, "none", "", 1)]
        return base, 1, None

    def _labelled(self, item: Item, prefix: str) -> tuple[str, int, str | None]:
        digits = item.number or ""
        sign: str = self._letter_or_roman(digits) if item.sign == "letter" else item.sign
        if sign == "number":
            self.open = [_Open(self._unique(prefix + digits.replace(".", "-").replace(" ", "-")), sign, digits, 1)]
            return self.open[0].id, 1, None
        while self.open and any(o.sign == sign for o in self.open):
            self.open.pop()
        above = self.open[-1] if self.open else None
        if sign == "bullet":
            digits = str(self._next(f"{above.id if above else prefix}-bullet"))
            item.number = None
        base = self._unique(f"{above.id}-{digits}" if above else f"{prefix}{digits}")
        level = above.level + 1 if above else 2 if sign != "bracket" else 1
        self.open.append(_Open(base, sign, digits, level))
        return base, level, above.id if above else None

    def _letter_or_roman(self, digits: str) -> str:
        """Whether "(i)", "(v)", "(x)", "(c)" goes on with letters or with roman numbers."""
        value = roman(digits)
        letters = next((o for o in reversed(self.open) if o.sign == "letter"), None)
        romans = next((o for o in reversed(self.open) if o.sign == "roman"), None)
        if len(digits) > 1 and len(set(digits)) == 1 and letters and _follows(letters.number, digits):
            return "letter"
        if value is None:
            return "letter"
        if romans and roman(romans.number) == value - 1:
            return "roman"
        if letters and _follows(letters.number, digits):
            return "letter"
        return "roman" if value == 1 or romans or len(digits) > 1 else "letter"


def _follows(before: str, after: str) -> bool:
    """Whether letter label `after` comes next to `before`: b after a, aa after z, bb after aa."""
    if len(before) == len(after):
        return ord(after[0]) == ord(before[0]) + 1
    return len(after) == len(before) + 1 and before[0] == "z" and after[0] == "a"


def _unit_names(items: list[Item]) -> dict[int, str]:
    """Prefixes of ids where a document holds more than one resolution: its parts' letters, or draft-."""
    formulas = [item for item in items if item.formula]
    names: dict[int, str] = {}
    if len(formulas) < 2:
        return names
    first = formulas[0].voice
    drafts = 0
    for item in formulas:
        if item.voice != first:
            drafts += 1
            names[item.unit] = "draft-" if drafts == 1 else f"draft-{drafts}-"
    same = [item.unit for item in formulas if item.voice == first]
    if len(same) > 1:
        letters = {item.unit: (item.letter or "").lower() for item in formulas}
        lettered = all(letters[unit] for unit in same) and len({letters[unit] for unit in same}) == len(same)
        for index, unit in enumerate(same):
            letter = letters[unit] if lettered else chr(ord("a") + index) if index < 26 else f"part{index + 1}"
            names[unit] = f"{letter}-"
    return names


def _restarting(items: list[Item]) -> set[tuple[int, int]]:
    """The (unit, annex) in which sections begin their numbers anew."""
    seen: dict[tuple[int, int], set[str]] = {}
    found = set()
    for item in items:
        if item.sign == "number" and item.part in ("operative", "annex") and item.number:
            numbers = seen.setdefault((item.unit, item.annex), set())
            if item.number in ("1", "2", "3") and item.number in numbers:
                found.add((item.unit, item.annex))
            numbers.add(item.number)
    return found
