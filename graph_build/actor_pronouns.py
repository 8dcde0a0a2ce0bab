"""Whom a pronoun stands for, by what was named before it."""

from __future__ import annotations

import re
from collections.abc import Callable

from graph_build import actor_words as lexicon
from graph_build.actor_lists import series
from graph_build.actor_phrases import Phrase, resolve
from graph_build.actor_text import Words
from graph_build.actors import phrase

#: Bodies of several persons, for which "them" stands as well.
_BODIES = frozenset("panel team committee group council mission commission".split())
_STATE = re.compile(r"[A-Z]{3}")  # a register id; "in Libya" is a place, for which no pronoun stands
#: Those who are helped or fought: nobody whom an organ asks to do something by a pronoun.
_HELPED = frozenset("victims survivors families witnesses hostages terrorists fighters children".split())
_LONGEST_LIST = 30  # words before the last one of those for whom "them" stands
#: Heads of what is made or done, with which nobody works together.
_THINGS = frozenset("mechanisms arrangements programmes systems networks measures initiatives operations".split())
#: Before somebody who is told to help another: "invite the Office to assist them".
_TOLD = re.compile(
    r"\b(?:request|invit|ask|encourag|urg|call(?:ing|s)? (?:up)?on|direct)\w*,? (?:(?:the|all|relevant|other) )*$"
)


def last_named(bag: Words, at: int) -> Phrase | None:
    """The last actor named before word `at`, outside brackets."""
    last: Phrase | None = None
    i, depth = 0, 0
    while i < at:
        depth += {"(": 1, ")": -1}.get(bag.low(i), 0)
        begins = i in bag.names or (bag.low(i) == "the" and (bag.capital(i + 1) or i + 1 in bag.names))
        found = phrase(bag, i, at) if begins and depth == 0 else None
        placed = bag.low(i - 1) == "in" and found is not None and _STATE.fullmatch(resolve(bag, found) or "")
        if found is not None and found.strong and not placed and _agrees(bag, found, bag.low(at)):
            last = found
            i = found.last
        else:
            i += 1
    return last


def _agrees(bag: Words, found: Phrase, pronoun: str) -> bool:
    """Whether a pronoun can stand for the actor: "them" for several, "it" for one."""
    if found.name is not None and found.name.actor is None:
        return False
    word = bag.low(found.head)
    if word in _HELPED:
        return False
    several = word.endswith("s") and not bag.word(found.head).isupper() and not word.endswith("ss")
    return several if pronoun in ("them", "their", "they", "those") else not several


def listed(bag: Words, first: int, at: int) -> tuple[Phrase, ...]:
    """Those for whom "them" stands at word `at`: the last one named from word `first` on, with those listed beside."""
    last = several(bag, first, at, lambda words, found: words.low(found.head) not in _THINGS)
    return _beside(bag, first, last) if last is not None else ()


def _beside(bag: Words, floor: int, last: Phrase) -> tuple[Phrase, ...]:
    """The list that ends with an actor, as long as it can be."""
    for begun in range(max(floor, last.first - _LONGEST_LIST), last.first):
        starts = bag.low(begun - 1) in ("", "the", "all", "of", "by", "to", "that", "with", "upon", "on", "for", ",")
        read = series(bag, begun, last.last, "free") if starts or begun in bag.names else None
        if read is None or len(read.items) < 2 or not read.items[0].strong:
            continue
        if read.items[0].first == begun and read.items[-1].start == last.start:
            return read.items
    return (last,)


def antecedents(bag: Words, at: int) -> tuple[Phrase, ...]:
    """Those for whom the pronoun at word `at` stands: the last one named before it, or for several the last list."""
    last = last_named(bag, at)
    if last is None:
        return ()
    return _beside(bag, 0, last) if bag.low(at) in ("them", "their", "they") else (last,)


def several(bag: Words, first: int, at: int, may_be: Callable[[Words, Phrase], bool]) -> Phrase | None:
    """The last of those named between two words for whom "them" can stand: several, else a body of several."""
    last: Phrase | None = None
    body: Phrase | None = None
    i = first
    while i < at:
        adjective = bag.low(i) in lexicon.ADJECTIVES or bag.low(i).endswith(lexicon.ADJECTIVE_ENDINGS)
        begins = (
            i in bag.names or adjective or bag.low(i) in lexicon.HEADS or (bag.low(i) == "the" and bag.capital(i + 1))
        )
        found = phrase(bag, i, at) if begins else None
        if found is None or not found.strong:
            i += 1
            continue
        told = bag.low(found.last) == "to" and found.last + 1 == at and _TOLD.search(bag.text, 0, found.start)
        if told or not may_be(bag, found):
            i = found.last
            continue
        low = bag.low(found.head)
        if low.endswith("s") and not bag.word(found.head).isupper():
            last = found
        elif low in _BODIES:
            body = found
        i = found.last
    return last or body
