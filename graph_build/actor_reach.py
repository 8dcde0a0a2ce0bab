"""How far a noun phrase goes where no known word heads it: up to the infinitive, or to a head that two nouns share."""

from __future__ import annotations

from graph_build import actor_words as lexicon
from graph_build.actor_text import HOLDS_INFINITIVE, Words, is_infinitive

#: Nouns that name what is done or had, never somebody.
THINGS = (lexicon.ABSTRACT | lexicon.NOUNS) - lexicon.HEADS
_ENDS = (
    lexicon.STOPS
    | lexicon.DETERMINERS
    | lexicon.ABSTRACT
    | lexicon.NOUNS
    | lexicon.TOUCHED
    | {"and", "or", "of", "and/or", "everywhere", "worldwide", "themselves", "respectively"}
)
_LONGEST = 4  # plain nouns before the infinitive


def to_infinitive(bag: Words, last: int, stop: int) -> int | None:
    """The word "to" up to which plain nouns follow word `last`; None where something else stands between."""
    j = last
    while j < stop and j - last < _LONGEST and _plain_noun(bag, j):
        j += 1
    reaches = last < j < stop and is_infinitive(bag, j) and bag.low(j - 1) not in HOLDS_INFINITIVE
    return j if reaches else None


def _plain_noun(bag: Words, j: int) -> bool:
    low = bag.low(j)
    if not low[0].isalpha() or bag.capital(j) or low in _ENDS:
        return False
    return not low.endswith(("ly", "ed", *lexicon.ABSTRACT_ENDINGS)) or low in lexicon.HEADS


def shares_head(bag: Words, i: int) -> bool:
    """Whether the noun before the "and" at word `i` has the head after it: "the shipping and insurance industries"."""
    before, head = bag.low(i - 1), bag.low(i + 2)
    plain = before.isalpha() and before not in lexicon.HEADS | THINGS and not before.endswith(("ly", "ed"))
    beside = bag.low(i) == "and" and bag.low(i + 1) not in lexicon.ADJECTIVES
    return beside and plain and head in lexicon.HEADS and head.endswith("s")


def ends_series(bag: Words, j: int) -> bool:
    """Whether the word at `j` is the last of a series before a head: "troop- and police-contributing countries"."""
    return bag.low(j + 1) in lexicon.HEADS and bag.low(j) not in lexicon.HEADS | lexicon.DETERMINERS


_WHO_THEY_ARE = frozenset(("in need", "in persons", "with disabilities", "in transition", "of concern"))


def who_they_are(bag: Words, i: int) -> int | None:
    """The word after a turn that belongs to a noun before word `i`: "in need", "with economies in transition"."""
    two = f"{bag.low(i)} {bag.low(i + 1)}"
    if two == "with economies" and bag.low(i + 2) == "in":
        return i + 4
    if bag.low(i) == "with" and bag.low(i + 2) == "disabilities":  # "with intellectual disabilities"
        return i + 3
    return i + 2 if two in _WHO_THEY_ARE else None


def heads_nothing(bag: Words, head: int) -> bool:
    """Whether a word that names somebody elsewhere only begins the name of a thing: "child labour"."""
    low, after = bag.low(head), bag.low(head + 1)
    if low == "child":
        return after[:1].isalpha() and after not in lexicon.STOPS | {"and", "or"}
    planned = after == "of" or (bag.low(head - 1) == "work" and low != "plan")  # "plan of action", "work programme"
    return low in ("programme", "programmes", "plan") and planned


def head_of_name(bag: Words, first: int, upto: int) -> int:
    """The head of a name: its last word, in a group written small the one before "of" ("victims of terrorism")."""
    of = next((j for j in range(first + 1, upto) if bag.low(j) == "of"), upto)
    small = bag.low(of - 1) in lexicon.HEADS and not bag.capital(of - 1)
    return of - 1 if small else upto - 1


_GIVEN = frozenset("assistance support aid training advice help".split())


def is_given(bag: Words, head: int) -> bool:
    """Whether it is what somebody is given: "the provision to developing countries of the technical assistance"."""
    return bag.low(head) in _GIVEN
