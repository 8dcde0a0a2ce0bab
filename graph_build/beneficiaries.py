"""Who shall be helped: the objects of verbs and nouns of help, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build import actor_pronouns
from graph_build import actor_words as lexicon
from graph_build import beneficiaries_frames as frames
from graph_build.actor_lists import series
from graph_build.actor_phrases import Phrase, hostile, verbal
from graph_build.actor_text import Words, is_infinitive
from graph_build.directive_sieve import Seen, awake
from graph_build.partners import KEPT_IN_MIND


class Benefit(Struct, frozen=True, gc=False):
    """Somebody to be helped, and where the words of help stand."""

    phrase: Phrase
    start: int
    end: int
    rule: str


def find(bag: Words, start: int, end: int, body: int | None = None, seen: Seen | None = None) -> list[Benefit]:
    """Who is to be helped by what is asked in `text[start:end]`; `body` is where that begins, after those addressed.

    What is given first counts; help that the helped shall give in turn ("resources for assisting Member States") does
    not, unless it stands beside it or is what the first is given for ("support to agencies to provide aid to …").
    """
    kept: list[Benefit] = []
    last = -1
    for group in _groups(bag, start, end, start if body is None else body, seen):
        first = group[0]
        between = bag.text[last : first.start + len("to ")] if kept else ""
        in_turn = bool(kept) and kept[-1].rule == "help to somebody" and frames.IN_TURN.match(between)
        if kept and (first.start < last or not (in_turn or frames.NEXT.search(between))):
            continue
        if frames.SCOPE.search(bag.text[start : first.start].rsplit("; ", 1)[-1].rsplit(", and to ", 1)[-1]):
            continue
        kept += group
        last = group[-1].phrase.end
    for found in () if kept else frames.ON_REQUEST_OF.finditer(bag.text, start, end, seen):
        if frames.SOME_HELP.search(bag.text, start, end):
            asked = _benefits(bag, found.end(), bag.at(end), found, "at the request of somebody")
            kept += [b for b in asked if bag.low(b.phrase.head) in frames.REQUESTERS]
    return kept


def _groups(bag: Words, start: int, end: int, body: int, seen: Seen | None) -> list[list[Benefit]]:
    """What each frame finds, in order of place."""
    stop = bag.at(end)
    found: list[list[Benefit]] = []
    for rule, pattern in awake(frames.FRAMES, seen):
        for match in pattern.finditer(bag.text, start, end, seen):
            benefits = [] if _of_something_else(bag, start, match, rule, seen) else _of_frame(bag, stop, match, rule)
            found += [benefits] if benefits else []
    for match in (match for gets in frames.GETS for match in gets.finditer(bag.text, start, end, seen)):
        named = (item for item in _receivers(bag, bag.at(match.start()), bag.at(start)) if _can_be_helped(bag, item))
        benefits = [Benefit(item, match.start(), match.end(), "somebody gets help") for item in named]
        found += [benefits] if benefits else []
    for match in frames.THEM.finditer(bag.text, body, end, seen if body >= start else None):
        first, at = bag.at(body), bag.at(match.start())
        given = match[0].endswith("with")  # "migrants may meet barriers in countries …, and provide them with"
        whom = actor_pronouns.several(bag, first, at, _person) if given else None
        whom = whom or actor_pronouns.several(bag, first, at, _can_be_helped)
        if whom is not None:
            found.append([Benefit(whom, match.start(), match.end(), "assist them")])
    return sorted(found, key=lambda group: (group[0].start, group[0].phrase.start))


def _of_something_else(bag: Words, start: int, match: re.Match[str], rule: str, seen: Seen | None) -> bool:
    """Whether the words stand where help is forbidden, kept in mind only, or taken from somebody."""
    if rule != "contributions to somebody" and frames.REPORTED.search(bag.text, start, match.start(), seen):
        return True
    before = bag.text[max(start, match.start() - 160) : match.start()]
    if rule == "capacity of somebody" and frames.USED.search(before) is not None:
        return True
    if frames.SET_APART.search(before) is None:
        return False
    return frames.FORBIDDEN.search(before) is not None or KEPT_IN_MIND.search(before) is not None


def _of_frame(bag: Words, stop: int, match: re.Match[str], rule: str) -> list[Benefit]:
    benefits = _benefits(bag, match.end(), stop, match, rule)
    if rule in frames.OF_PEOPLE:
        people = frames.PERSONS if rule == "give something to somebody" else frames.PEOPLE
        return [b for b in benefits if bag.low(b.phrase.head) in people]
    if rule in ("provide to somebody help", "give somebody help") and benefits:
        return benefits if frames.GIVEN.match(bag.text, benefits[-1].phrase.end) else []
    if rule == "access for somebody" and benefits:
        return benefits if bag.low(benefits[-1].phrase.last) == "to" else []
    return benefits


def _receivers(bag: Words, verb: int, floor: int) -> tuple[Phrase, ...]:
    """Who gets it: the list that ends right before the verb."""
    for first in range(max(floor, verb - 30), verb):
        if bag.low(first - 1) in ("for", "that", "and", ",", "allow", "enable", "ensure"):
            read = series(bag, first, verb, "subject")
            if read.items and read.items[0].strong and _reaches(bag, read.last, verb):
                return () if bag.low(read.items[0].first - 1) == "such" else read.items
    return ()


_ASIDES = ("regardless", "irrespective", "including", "especially", "particularly", "without", "in")


def _reaches(bag: Words, last: int, verb: int) -> bool:
    """Whether nothing but a bare noun joined to the list parts it from the verb: "victims of violations and abuses"."""
    if last == verb or (last + 2 == verb and bag.low(last) in ("and", "or")):
        return True
    return bag.low(last) == "," and bag.low(verb - 1) == "," and bag.low(last + 1) in _ASIDES


def _benefits(bag: Words, after: int, stop: int, match: re.Match[str], rule: str) -> list[Benefit]:
    first = bag.at(after)
    if first >= stop or is_infinitive(bag, first - 1):
        return []
    if rule == "somebody's capacity":
        items = _doers(bag, first, stop) or series(bag, first, stop, "free").items
    else:
        items = series(bag, first, stop, "free").items or _doers(bag, first, stop)
    return [
        Benefit(item, match.start(), match.end(), rule)
        for item in items
        if item.strong
        and (_can_be_helped(bag, item) or (rule == "provide somebody with help" and _the_body(bag, item)))
    ]


def _can_be_helped(bag: Words, item: Phrase) -> bool:
    low = bag.low(item.head)
    if _bare(bag, item) or verbal(bag, item) or hostile(bag, item):
        return False
    if low in frames.NOT_HELPED and not (low in frames.BODIES and bag.capital(item.head)):
        return False
    if (item.name is None or item.name.actor is None) and _named_after(bag, item) in frames.NOT_HELPED - frames.BODIES:
        return False
    alone = item.name is None and bag.capital(item.head) and item.last - item.first == 1 and low not in lexicon.HEADS
    whole_people = bag.low(item.head).endswith(("ans", "ese"))  # "the millions of Ethiopians"
    return (
        not alone or low in frames.PLACES or whole_people or bag.word(item.head).isupper()
    )  # "Internet" is nobody, an acronym may be


def _person(bag: Words, item: Phrase) -> bool:
    return bag.low(item.head) in frames.PERSONS and _can_be_helped(bag, item)


def _the_body(bag: Words, item: Phrase) -> bool:
    """Whether it is "the programme" or "the mechanism" spoken of, which may be given resources."""
    return item.last == item.first + 1 and bag.low(item.first - 1) == "the" and bag.low(item.head) in frames.NOT_HELPED


def _named_after(bag: Words, item: Phrase) -> str:
    """The word before the first preposition of a name: "Programme" in "Global Programme on Countering …"."""
    for j in range(item.first + 1, item.last):
        if bag.low(j) in ("on", "for", "against", "to"):
            return bag.low(j - 1)
    return ""


def _bare(bag: Words, item: Phrase) -> bool:
    """Whether it is "persons" or "entities" alone: those of a clause that follows, unless it tells of their need."""
    if bag.low(item.head) not in frames.ANYBODY or item.last - item.first > 1:
        return False
    needy = bag.low(item.head) in ("people", "persons", "individuals") and bag.low(item.last) in frames.IN_NEED
    return not needy


def _doers(bag: Words, first: int, stop: int) -> tuple[Phrase, ...]:
    """Member States in "the efforts of Member States", "efforts by Member States", "Member States’ efforts"."""
    j = first
    while j < min(stop, first + 7):
        low = bag.low(j)
        if low in lexicon.STOPS or not low[0].isalpha() or (j > first and low in ("and", "or")):
            return ()
        if low.endswith(("’s", "s’", "'s")) and (bag.capital(j) or _owner_noun(low) in lexicon.HEADS):
            return tuple(_owners(bag, first, j))
        made = bag.low(j + 1) in ("made", "undertaken", "deployed", "exerted")  # "the efforts made by the Government"
        if low in frames.DOINGS and bag.low(j + 1 + made) in ("of", "by"):
            return series(bag, j + 2 + made, stop, "free").items
        j += 1
    return ()


def _owner_noun(word: str) -> str:
    """ "authorities" of "authorities’", "government" of "government’s"."""
    return word[:-2] if word.endswith(("’s", "'s")) else word[:-1]


def _owners(bag: Words, first: int, last: int) -> Iterator[Phrase]:
    begun = last
    while begun > first and bag.capital(begun - 1):
        begun -= 1
    first = begun
    named = bag.names.get(first)
    name = named[1] if named and named[0] == last + 1 else None
    word = bag.word(last)
    end = name.end if name else bag.ends[last] - (2 if word.endswith(("’s", "'s")) else 1)
    yield Phrase(bag.starts[first], end, first, last + 1, last, strong=True, name=name)
