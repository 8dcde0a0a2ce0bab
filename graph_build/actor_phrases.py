"""A noun phrase that names somebody, and what can be told of it without reading on."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from graph_build import actor_words as lexicon
from graph_build.actor_text import Words, is_infinitive
from graph_build.model import Mention

Mode = Literal["addressee", "subject", "free"]

#: Those whose places follow "of": "the Member States of the Sahel, West Africa and the Maghreb".
_HAVE_PLACES = frozenset("states countries governments authorities leaders peoples region regions neighbours".split())


class Phrase(Struct, frozen=True, gc=False):
    """A noun phrase `text[start:end]`: the words it covers, its head, and how sure it is that it names somebody."""

    start: int
    end: int
    first: int
    last: int  # the word after it
    head: int
    strong: bool
    requesting: bool = False
    other: bool = False
    included: bool = False
    name: Mention | None = None


def everybody(bag: Words, i: int, stop: int, mode: Mode) -> Phrase | None:
    """ "all", "all concerned", "those most in need": quantifiers and pronouns that stand for somebody by themselves.

    Word `i` is the first after them.
    """
    if bag.low(i - 1) not in ("all", "most", "those", "others"):
        return None
    last, strong, first = i, False, i - 1 - (bag.low(i - 1) == "most")
    if bag.low(first) == "those":
        strong = bag.low(i) == "in" and bag.low(i + 1) == "need"
        last += 2 * strong
        touched = mode == "addressee" and bag.low(i) in lexicon.TOUCHED
        if (not strong and not touched) or last > stop:
            return None
    elif bag.low(i - 1) == "others" and mode == "addressee" and is_infinitive(bag, i):
        pass  # "encourages others to do so"
    elif bag.low(i - 1) == "all" and mode == "addressee" and i <= stop:
        last += bag.low(i) in lexicon.TOUCHED
        if not (last > i or is_infinitive(bag, i) or (bag.low(i) == "," and bag.low(i + 1) in ("in", "including"))):
            return None
    else:
        return None
    return Phrase(bag.starts[first], bag.ends[last - 1], first, last, first, strong=strong)


def governed(bag: Words, inner: Phrase, of: int, stop: int) -> int:
    """The word after all that the "of" at word `of` governs: "States of residence, nationality or location"."""
    last = inner.last
    bare = not inner.strong and not bag.capital(inner.head) and inner.last == inner.first + 1
    if inner.name is not None or not (bare or bag.low(of - 1) in _HAVE_PLACES):
        return last
    kept = last
    while last < stop:
        j = last + 1 if bag.low(last) == "," else last
        joined = bag.low(j) in ("and", "or")
        j += joined
        j += bag.low(j) == "the" and not bare
        if j == last or j >= stop or not (_bare_noun(bag, j) if bare else _place(bag, j)):
            break
        last = j + 1
        while not bare and last < stop and _place(bag, last):
            last += 1
        if joined:
            kept = last
    return kept


def _bare_noun(bag: Words, j: int) -> bool:
    """Whether a bare noun that names nobody stands alone at word `j`."""
    low = bag.low(j)
    alone = bag.low(j + 1) in ("", ",", ";", ".", "and", "or", "to", "in", "with", "as")
    nobody = low not in lexicon.NO_BARE_NOUNS
    return low[0].isalpha() and not bag.capital(j) and nobody and alone and j not in bag.names


def _place(bag: Words, j: int) -> bool:
    return bag.capital(j) and j not in bag.names and bag.low(j) not in lexicon.HEADS


_HOSTILE = re.compile(
    r"(?<!ounter-)\b[Tt]erroris|\bISIL\b|Da.esh|Al-Qa[ie]da|Al-Shabaab|Taliban|"
    r"Boko Haram|Nusra|\bANF\b|armed groups|foreign fighters"
)


def hostile(bag: Words, item: Phrase) -> bool:
    """Whether the phrase names those whom the documents fight: nobody to help, to work with or to report to."""
    if any(bag.capital(j) and bag.low(j) in lexicon.HEADS for j in range(item.first, item.last)):
        return False  # a committee on terrorism
    upto = bag.ends[item.head] if bag.low(item.head) in ("victims", "survivors", "families", "witnesses") else item.end
    return _HOSTILE.search(bag.text, item.start, max(upto, item.start)) is not None


def verbal(bag: Words, item: Phrase) -> bool:
    """Whether the phrase begins with a verb: "support developing …", "help strengthen Somali …"."""
    first = bag.low(item.first)
    if bag.capital(item.first) or first in lexicon.NAMING or item.first == item.head:
        return False
    if first.endswith("ly") and bag.low(item.first + 1).endswith("ed"):  # "internally displaced persons"
        return False
    if first.endswith("ing") and bag.low(item.first - 1) in ("all", "the", "any") and item.last > item.first + 1:
        return False  # "all peacekeeping personnel"
    if first.endswith(("ing", "ly")):
        return first not in lexicon.PARTICIPLES and "-" not in first
    after = item.first + 1
    return not first.endswith(("al", "an", "ed", "ive", "nt")) and (
        bag.capital(after) or bag.low(after) in lexicon.DETERMINERS
    )


_GOVERNMENT = re.compile(r"Governments? of (?:the )?")
_STATE = re.compile(r"[A-Z]{3}")


def resolve(bag: Words, found: Phrase) -> str | None:
    """The register id behind a phrase: that of the mention which covers its head; of a Government, its State's."""
    if found.name is not None:
        return found.name.actor
    office = _GOVERNMENT.match(bag.text, found.start, found.end)
    named = bag.names.get(bag.at(office.end())) if office else None
    actor = named[1].actor if named and named[1].end == found.end else None
    return actor if actor and _STATE.fullmatch(actor) else None
