"""Duties said by "shall" where no verb of the organ introduces them: rules of procedure, guidelines, statutes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build import actor_words as lexicon
from graph_build.actor_lists import Series, subject_before
from graph_build.actor_phrases import Phrase
from graph_build.actor_text import Words

_SHALL = re.compile(
    r"\bshall (?:not |also |immediately |promptly |then |further |\w+ly )*(?!be\b|have\b|remain\b|mean\b|apply\b)[a-z]+"
)


class Duty(Struct, frozen=True):
    """Somebody who shall do something: the subject, the verb's place, and where the sentence ends."""

    subject: Series
    start: int
    verb_start: int
    verb_end: int
    end: int


def _mere_opening(bag: Words, found: Phrase) -> bool:
    """Whether it is only the first word of a sentence: "However, …", "Denunciation shall …"."""
    alone = found.last == found.first + 1 and found.name is None and bag.low(found.head) not in lexicon.HEADS
    return alone and bag.low(found.first - 1) in ("", ".", ":", ";") and not bag.word(found.first).isupper()


_STOP = re.compile(r"[;.](?: |$)|$")


def find(bag: Words) -> Iterator[Duty]:
    """The duties of a text in order of place."""
    for found in _SHALL.finditer(bag.text):
        verb = bag.at(found.start())
        subject = subject_before(bag, verb)
        if subject is None or _mere_opening(bag, subject.items[0]):
            continue
        stop = _STOP.search(bag.text, found.end())
        end = stop.start() if stop else len(bag.text)
        yield Duty(subject, subject.items[0].start, found.start(), found.end(), end)
