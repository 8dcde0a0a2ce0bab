"""The sheet on which the readers of structured formats write their blocks, one line each."""

from __future__ import annotations

import re

from graph_build.bounds import within
from graph_build.model import Line, Pages

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BLANKS = re.compile(r"[\s\x00-\x1f]+")


def raised(text: str) -> str:
    """Raised figures as superscript characters; other raised print as it is."""
    return text.translate(_SUPERSCRIPTS) if text.strip().isdigit() else text


class Sheet:
    """Collects blocks; `pages` gives the text with each block on a line of its own, notes last."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.notes: list[str] = []
        self.at = 0

    def write(self, text: str, style: str = "block") -> None:
        """Put down a block; blanks in it become one each. Blocks without words are left out."""
        text = _BLANKS.sub(" ", text).strip()
        if not text:
            return
        self.lines.append(Line(start=self.at, end=self.at + len(text), style=style))
        self.parts += (text, "\n")
        self.at += len(text) + 1
        within(self.file, self.at, len(self.lines))

    def note(self, number: str, text: str) -> None:
        """Keep a footnote for the end."""
        self.notes.append(f"{raised(number)} {text}")

    def pages(self) -> Pages:
        """All that was put down."""
        for note in self.notes:
            self.write(note, "note")
        self.notes = []
        return Pages(text="".join(self.parts), lines=tuple(self.lines))


def counted(number: int, form: str) -> str:
    """A number as lists print it: decimal, lowerLetter, upperLetter, lowerRoman, upperRoman."""
    if form.endswith("Letter"):
        letters = chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)
        return letters.upper() if form.startswith("upper") else letters
    if form.endswith("Roman"):
        digits, rest = "", number
        for value, sign in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
            digits += sign * (rest // value)
            rest %= value
        return digits.upper() if form.startswith("upper") else digits
    return str(number)
