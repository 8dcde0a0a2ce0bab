"""A name where it stands in a text, and who may bear it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "name", "acronym", "local", "group", "mask", "unknown", "capitals", "defined", "head", "state", "implied", "thing"
]


class Bearer(Struct, frozen=True, gc=False):
    """Somebody who bears a name between two days, inclusive; None where open."""

    actor: str
    kind: Kind
    start: date | None = None
    end: date | None = None

    def holds(self, on: date) -> bool:
        """True where the name names this actor on that day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)


class Hit(Struct, frozen=True, gc=False):
    """A name at `start` to `end` of a folded text and who may be meant."""

    start: int
    end: int
    bearers: tuple[Bearer, ...]
