"""Bodies that are named by the resolutions that made them: "the Committee pursuant to resolutions 1267 (1999) …"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build.curated_checks import interval
from graph_build.model import Registers
from graph_build.names_forms import fold
from graph_build.names_hits import Bearer

_NUMBER = r"\d{3,4}(?:[ ]?\(\d{4}\))?"
_MADE_BY = re.compile(
    rf"""
    (?:(?:Security[ ]Council|Sanctions|Al-Qaida[ ]Sanctions)[ ])?
    (?P<head> Committee | Working[ ]Group | Panel[ ]of[ ]Experts | Group[ ]of[ ]Experts | Monitoring[ ]Group
      | Analytical[ ]Support[ ]and[ ]Sanctions[ ]Monitoring[ ]Team )
    (?:[ ](?:of[ ]the[ ]Security[ ]Council|concerning[ ][A-Z][\w' \-]{{2,60}}?))? ,?
    [ ](?:that[ ]was[ ]|which[ ]was[ ])?(?:(?:established|created|formed|appointed|mandated)[ ])?
    (?:pursuant[ ]to|by|under)[ ]
    (?:paragraph[ ]\d+[ ]of[ ])?(?:the[ ])?(?:Security[ ]Council[ ])?(?:its[ ])?[Rr]esolutions?[ ]
    (?P<list> {_NUMBER} (?:,?[ ](?:and[ ])?{_NUMBER})* )
    """,
    re.VERBOSE,
)
_HEADS = ("Committee", "Group", "Panel of Experts", "Monitoring Team")  # one of these stands in every head
_DIGITS = re.compile(r"\b(\d{3,4})\b(?!\))")


class Series(Struct, frozen=True):
    """Which bodies, by head noun and the numbers of the resolutions that made them."""

    table: dict[tuple[str, frozenset[str]], tuple[Bearer, ...]]

    def find(self, folded: str) -> Iterator[tuple[int, int, tuple[Bearer, ...]]]:
        """The spans that name a body by its resolutions, and its bearers; one unknown `unknown` where there is none."""
        if "esolution" not in folded or not any(map(folded.__contains__, _HEADS)):
            return
        for found in _MADE_BY.finditer(folded):
            numbers = frozenset(_DIGITS.findall(found["list"]))
            head = found["head"]
            bearers = self.table.get((head, numbers)) or self._by_any(head, numbers)
            yield found.start(), found.end(), bearers or (Bearer(actor=head.split()[0], kind="unknown"),)

    def _by_any(self, head: str, numbers: frozenset[str]) -> tuple[Bearer, ...]:
        """A body that all of the numbers, or all but some of its own, lead to; earlier bearers come with later ones."""
        return tuple(
            bearer
            for (noun, own), bearers in self.table.items()
            if noun == head and (own <= numbers or numbers <= own)
            for bearer in bearers
        )


def compile(registers: Registers) -> Series:
    """The bodies of the registers whose names say by which resolutions they were made."""
    table: dict[tuple[str, frozenset[str]], list[Bearer]] = {}
    for entry in registers.entries:
        if entry.file != "bodies.yaml":
            continue
        for name in entry.names:
            if name.language == "en" and (found := _MADE_BY.search(fold(name.text))):
                key = found["head"], frozenset(_DIGITS.findall(found["list"]))
                table.setdefault(key, []).append(Bearer(entry.id, "name", *interval(entry, name)))
    return Series({key: tuple(bearers) for key, bearers in table.items()})
