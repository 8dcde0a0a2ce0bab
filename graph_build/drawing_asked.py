"""What a picture is made from: an answer, the names of what is in it, and how it was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from graph_build.drawing_letters import wide
from graph_build.drawing_names import Named, Names
from graph_build.drawing_scene import fitted
from graph_build.errors import QueryError
from graph_build.questions import Answer, Value, printed


class Asked(Struct, frozen=True, kw_only=True):
    """An answer to draw.

    `most` bounds what is drawn; `focus` is the IRI that the picture is about, or empty; `read` counts documents; `year`
    is that of a picture which shows one of several, 0 where none was asked for.
    """

    question: str
    answer: Answer
    names: Names
    given: Mapping[str, str] = {}
    most: int = 24
    focus: str = ""
    read: int = 0
    year: int = 0

    @property
    def records(self) -> list[dict[str, Value]]:
        """The rows by column; unbound cells are None."""
        return [dict(zip(self.answer.columns, row, strict=True)) for row in self.answer.rows]

    def name(self, thing: object) -> Named:
        """What a thing of the answer is called."""
        return self.names.of(thing)

    def label(self, thing: object, room: float, size: float = 11.0, *, bold: bool = False) -> str:
        """The longest name of a thing that has room, cut where even the briefest has not."""
        name = self.names.of(thing)
        fits = (each for each in (name.full, name.short, name.brief) if wide(each, size, bold=bold) <= room)
        return next(fits, fitted(name.brief, room, size, bold=bold))

    @property
    def command(self) -> str:
        """The command that prints the rows behind the picture."""
        options = "".join(f' --{name} "{value}"' for name, value in self.given.items())
        return f"ctkg query {self.question}{options}"

    def caption(self, claim: str, drawn: Iterable[int]) -> str:
        """What the picture says, how much of the answer it leaves out, and where the rows come from."""
        left = len(self.answer.rows) - len(set(drawn))
        missing = f" {left} of the {len(self.answer.rows)} rows of the answer are not drawn." if left else ""
        source = f"Source: ctkg, {self.read} documents read by rule, with its registers; rows: {self.command}"
        return f"{claim}{missing} {source}"


def text(value: Value) -> str:
    """A cell as a string that can be compared: an IRI in full, the empty string for nothing."""
    return "" if value is None else str(value)


def whole(value: Value) -> int:
    """A cell as a number; 0 for nothing."""
    return value if isinstance(value, int) else 0


def nothing(asked: Asked, why: str, do: str = "") -> QueryError:
    """The error that says why there is nothing to draw."""
    options = "".join(f" --{name} {value}" for name, value in asked.given.items())
    return QueryError(f"{asked.question}{options}", why, do=do or "ask for something else")


def plural(number: int, one: str, many: str = "") -> str:
    """“1 report”, “2 reports”."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(values: Iterable[Value], most: int = 6) -> str:
    """The values, a comma between them, and how many more there are."""
    found = list(dict.fromkeys(printed(value) for value in values if value is not None))
    more = f", and {len(found) - most} more" if len(found) > most else ""
    return ", ".join(found[:most]) + more
