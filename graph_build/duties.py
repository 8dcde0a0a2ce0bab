"""Duties said by "shall" where no verb of the organ introduces them: rules of procedure, guidelines, statutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build.actor_lists import Series, series
from graph_build.actors import Words

_SHALL = re.compile(
    r"\bshall (?:not |also |immediately |promptly |then |further |\w+ly )*(?!be\b|have\b|remain\b|mean\b|apply\b)[a-z]+"
)
_BEFORE_SUBJECT = frozenset(
    ("", ",", ";", ":", ".", "which", "that", "and", "where", "case", "unless", "if", "—", "then")
)


class Duty(Struct, frozen=True):
    """Somebody who shall do something: the subject, the verb's place, and where the sentence ends."""

    subject: Series
    start: int
    verb_start: int
    verb_end: int
    end: int


_STOP = re.compile(r"[;.](?: |$)|$")


def find(bag: Words) -> Iterator[Duty]:
    """The duties of a text in order of place."""
    for found in _SHALL.finditer(bag.text):
        verb = bag.at(found.start())
        subject = _subject(bag, verb)
        if subject is None:
            continue
        stop = _STOP.search(bag.text, found.end())
        end = stop.start() if stop else len(bag.text)
        yield Duty(subject, subject.items[0].start, found.start(), found.end(), end)


def _subject(bag: Words, verb: int) -> Series | None:
    """The list of actors that ends where the verb begins, as long as it can be."""
    for first in range(max(0, verb - 30), verb):
        if bag.low(first - 1) not in _BEFORE_SUBJECT:
            continue
        read = series(bag, first, verb, "subject")
        if read.items and read.last == verb and read.items[0].strong:
            return read
        after = bag.low(read.last) if read.items else ""
        if (
            read.items
            and read.items[0].strong
            and after in (",", "that", "who", "which", "whose", "to", "in", "concerned")
        ):
            between = bag.text[bag.ends[read.last - 1] : bag.starts[verb]]
            if not re.search(r"[;.]|\b(?:shall|is|are|has|have|may|will)\b", between):
                return read
    return None
