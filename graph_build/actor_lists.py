"""Lists of actors: who stands beside whom after a verb, a preposition or before a verb, asides passed over."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from graph_build import actor_words as lexicon
from graph_build.actor_phrases import Mode, Phrase
from graph_build.actor_text import HOLDS_INFINITIVE, Words, is_infinitive
from graph_build.actors import phrase

#: Words that begin an aside between commas.
_ASIDE_STARTS = frozenset(
    """in within with by through under upon on at subject consistent pursuant according as where when whenever while if
    bearing taking without for during after before following given inter also further acting working building drawing
    based together jointly from to unless via using because since including particularly especially notably
    respecting recognizing recalling noting mindful having being not such along until per and/or respectively
    individually collectively whether once guided inspired conscious bilaterally regionally among""".split()
)
_JOINING = frozenset(("and", "or", "and/or"))
_TURNS = _JOINING | {"to", ",", "as"}  # at which a clause can end or a list go on
_TAILS = frozenset("concerned involved alike themselves inclusive respectively present worldwide".split())
_PARTNER_ASIDE = re.compile(
    r"\b(?:cooperation|coordination|consultation|collaboration|partnership|conjunction)\b.* with\Z"
)


#: An aside that says within what somebody acts; "including" behind it goes on with the list before it.
_POWERS = re.compile(
    r"\b(?:mandates?|competenc(?:e|es|ies)|responsibilities|capacit(?:y|ies)|capabilities|resources)\Z"
)

_LONGEST = 400  # words of a list; it also bounds the nesting of "including"


class Series(Struct, frozen=True, gc=False):
    """The actors of a list in order, and the word after the last one."""

    items: tuple[Phrase, ...]
    last: int


def series(bag: Words, i: int, stop: int, mode: Mode) -> Series:
    """The list of actors that begins at word `i`.

    In mode "addressee" it goes on over relative clauses and asides to the infinitive; in mode "free" (after a
    preposition) and "subject" (before a verb) it ends at the first thing that names nobody.
    """
    items: list[Phrase] = []
    stop = min(stop, i + _LONGEST)
    at, closed = i, False
    while at < stop:
        found = phrase(bag, at, stop, mode) if at not in bag.titles else None
        if found is None or not (found.strong or (mode == "addressee" and _follows(bag, items, found))):
            break
        if (closed and not _plain_name(bag, found)) or (items and (_no_noun(bag, found) or _doing(bag, found))):
            break
        found = _whole_title(bag, found)
        if not (items and _written(bag, found)):
            _add(bag, items, found)
        at = _bracketed(bag, found.last, stop)
        closed = mode == "free" and bag.low(at) == "," and _joined(bag, at) is None and _was_joined(bag, found)
        following = _next_item(bag, at, stop, mode, items)
        if following is None:
            break
        at = following
    if not items:
        return Series((), i)
    return Series(tuple(items), _bracketed(bag, items[-1].last, stop))


def _whole_title(bag: Words, found: Phrase) -> Phrase:
    """The phrase to the end of the title in which it ends: "States parties to the Convention on Drugs and …"."""
    last = found.last
    while last in bag.titles:
        last += 1
    return replace(found, last=last, end=bag.ends[last - 1]) if last > found.last else found


def _written(bag: Words, found: Phrase) -> bool:
    """Whether a text stands among those who are named: "the Convention and the Protocols thereto"."""
    return found.name is None and bag.capital(found.head) and bag.low(found.head) in lexicon.NOT_ACTORS


def _was_joined(bag: Words, found: Phrase) -> bool:
    """Whether an "and" stands before the item: a comma after it may end the list."""
    return "and" in (bag.low(found.first - 1), bag.low(found.first - 2))


def _no_noun(bag: Words, found: Phrase) -> bool:
    """Whether what follows "and" is a participle, an adverb or a number, not somebody."""
    low = bag.low(found.head)
    number = found.last == found.first + 1 and low.isdigit()
    return number or (not found.strong and low.endswith(("ed", "ly", "ing", "tion", "ality")))


def _doing(bag: Words, found: Phrase) -> bool:
    """Whether it begins with a verb and its object: "…, supporting Africa"."""
    low = bag.low(found.first)
    gerund = low.endswith("ing") and low not in lexicon.PARTICIPLES
    return gerund and bag.capital(found.first + 1) and not bag.capital(found.first)


def _plain_name(bag: Words, found: Phrase) -> bool:
    """Whether the item is plainly a name, not a verb with its object ("…, provide good offices")."""
    first = bag.low(found.first)
    return (
        found.name is not None
        or bag.capital(found.first)
        or bag.low(found.first - 1) in lexicon.DETERMINERS
        or first in lexicon.NAMING
    )


_BESIDE = frozenset(("", "and", "or", "and the", "and all", "the", "all", "as well as", "and other", "other"))


def _follows(bag: Words, items: list[Phrase], found: Phrase) -> bool:
    """Whether an item whose head is no known actor stands first, or right beside the one before it.

    Behind an aside ("within their mandates, resources and capabilities,") it would be a part of the aside.
    """
    return not items or bag.text[items[-1].end : found.start].strip(" ,") in _BESIDE


def _add(bag: Words, items: list[Phrase], found: Phrase) -> None:
    """Add an item, or let it share the words of the one before: "United Nations agencies, funds and programmes"."""
    if items and _shares(bag, items[-1], found):
        last = items[-1]
        items[-1] = replace(last, end=found.end, last=found.last, head=found.head, strong=True, name=None)
    elif items and _share_of(bag, items[-1], found):
        end = bag.ends[found.head]
        items.append(replace(found, end=end))
    elif items and _lacks_head(bag, items[-1], found):
        items[-1] = replace(found, start=items[-1].start, first=items[-1].first)
    else:
        items.append(found)


def _shares(bag: Words, before: Phrase, found: Phrase) -> bool:
    first = bag.low(found.first)
    between = bag.text[before.end : found.start].strip(" ,")
    if first not in lexicon.SHARING or bag.low(before.head) not in lexicon.SHARING or bag.capital(found.first):
        return False
    if between not in ("", "and", "or") or found.head != found.first:
        return False
    of = found.last > found.head + 1
    if of and between == "":  # "intergovernmental bodies, organizations of the United Nations system, …"
        return False
    modified = before.last - before.first > 1 or bag.low(before.first - 1) in ("its", "their", "the", "other")
    return modified or (of and before.head == before.first)


def _share_of(bag: Words, before: Phrase, found: Phrase) -> bool:
    """Whether "of" and what follows belongs to both: "victims and survivors of abuse"."""
    heads = ("victims", "survivors", "families", "witnesses")
    both = bag.low(before.head) in heads and bag.low(found.head) in heads
    return both and before.last == before.head + 1 and bag.low(found.head + 1) == "of" and found.last > found.head + 1


#: Endings of capitalised adjectives: "Olympic", "Libyan", "Sudanese".
_OF_PLACES = ("ic", "an", "ese", "ish", "can", "i")


def _lacks_head(bag: Words, before: Phrase, found: Phrase) -> bool:
    """Whether the one before only modifies the head of this: "law enforcement and criminal justice authorities"."""
    joined = bag.text[before.end : found.start] in (" and ", " or ")
    if not joined or before.name is not None or found.name is not None or found.last - found.first < 2:
        return False
    if bag.capital(before.head):  # "the Olympic and Paralympic movements"
        alone = before.last == before.first + 1 and bag.low(before.head).endswith(_OF_PLACES)
        return alone and bag.capital(found.first) and not bag.capital(found.head)
    return not bag.capital(found.first) and not before.strong and found.strong


def _bracketed(bag: Words, at: int, stop: int) -> int:
    """The word after a bracket that explains the name before it."""
    if bag.low(at) == "(":
        j = at
        while j < stop and bag.low(j) != ")":
            j += 1
        return j + 1
    return at


def _next_item(bag: Words, at: int, stop: int, mode: Mode, items: list[Phrase]) -> int | None:
    """The word where the next item of the list begins; None where the list ends. May add the items of an aside."""
    if bag.low(at) in _TAILS:
        at += 1
    if (joined := _joined(bag, at)) is not None:
        return _with_again(bag, joined, mode)
    if bag.low(at) == "," or _including(bag, at) is not None:
        return _after_comma(bag, at, stop, mode, items)
    if mode == "addressee":
        return _over_clause(bag, at, stop, items)
    return None


def _joined(bag: Words, at: int) -> int | None:
    """The word after "and", ", and", "as well as"."""
    low = bag.low(at)
    j = at
    if low == ",":
        j, low = at + 1, bag.low(at + 1)
    if low in _JOINING:
        return j + 4 if _as_well_as(bag, j + 1) else j + 1
    return j + 3 if low == "as" and _as_well_as(bag, j) else None


def _as_well_as(bag: Words, j: int) -> bool:
    return bag.lower[j : j + 3] == ["as", "well", "as"]


def _with_again(bag: Words, at: int, mode: Mode) -> int | None:
    """After "and": a repeated "with", an aside ("and, where appropriate, donors"); None where a verb follows."""
    if mode == "free" and (bag.low(at) in ("with", "of") or (bag.low(at) == "to" and not is_infinitive(bag, at))):
        return at + 1
    if bag.low(at) in lexicon.INCLUDING:  # "and particularly its agencies"
        return at + 1
    if bag.low(at) in ("as", "where", "when") and bag.low(at + 1) in (
        "appropriate",
        "relevant",
        "applicable",
        "necessary",
    ):
        return at + 2  # "and as appropriate the Office"
    if bag.low(at) == "," and bag.low(at + 1) in _ASIDE_STARTS:
        j = at + 1
        while j < len(bag) and bag.low(j) != ",":
            j += 1
        return j + 1 if j - at < 12 else None
    if is_infinitive(bag, at):
        return None
    return at


def _including(bag: Words, at: int) -> int | None:
    """The word after "including", ", in particular", "such as"."""
    low = bag.low(at)
    j = at
    if low == ",":
        j, low = at + 1, bag.low(at + 1)
    if low in lexicon.INCLUDING:
        return None if bag.low(j + 1) == "," else j + 1
    after = {"in": "particular", "such": "as"}.get(low)
    return j + 2 if after is not None and bag.low(j + 1) == after else None


def _after_comma(bag: Words, at: int, stop: int, mode: Mode, items: list[Phrase]) -> int | None:
    named = _including(bag, at)
    if named is not None and bag.low(named) not in _ASIDE_STARTS:
        inner = series(bag, named, stop, "free")
        items.extend(replace(item, included=True) for item in inner.items)
        if inner.items:
            return _next_item(bag, inner.last, stop, mode, items) if inner.last < stop else None
    after = bag.low(at + 1)
    if named is None and after not in _ASIDE_STARTS and not _aside_word(bag, at + 1):
        return None if is_infinitive(bag, at + 1) else at + 1
    if mode == "addressee" or _short_aside(bag, at, stop):
        return _over_aside(bag, at, stop, mode, items)
    return None


def _aside_word(bag: Words, i: int) -> bool:
    return bag.low(i).endswith("ly") and bag.low(i + 1) == ","


def _short_aside(bag: Words, at: int, stop: int) -> bool:
    j = at + 1
    while j < stop and bag.low(j) not in (",", ";"):
        j += 1
    return j - at <= 5 and bag.low(j) == "," and bag.low(at + 1) in ("as", "where", "when", "if", "upon", "inter")


def _over_aside(bag: Words, at: int, stop: int, mode: Mode, items: list[Phrase]) -> int | None:
    """Where the list goes on after ", within their mandates,": only an "and" can take it up again."""
    j = at + 1
    if mode != "addressee":
        while j < stop and bag.low(j) != ",":
            j += 1
        joined = _joined(bag, j)
        return None if joined is None or is_infinitive(bag, joined) else joined
    while j < stop:
        if bag.low(j) == "with" and _PARTNER_ASIDE.search(bag.text[bag.starts[at] : bag.ends[j]]):
            inner = series(bag, j + 1, stop, "free")
            j = max(inner.last, j + 1)
        elif bag.low(j) == ",":
            if is_infinitive(bag, j + 1) or bag.low(j + 1) == "not":
                return None
            if _including(bag, j) is not None and _POWERS.search(bag.text, bag.starts[at], bag.starts[j]):
                return _after_comma(bag, j, stop, mode, items)
            joined = _joined(bag, j)
            if joined is not None:
                return None if is_infinitive(bag, joined) or bag.low(joined) in _ASIDE_STARTS else joined
            if bag.low(j + 1) == "the" and _resumes(bag, at, j, stop):
                return j + 1
            j += 1
        elif mode == "addressee" and is_infinitive(bag, j) and bag.low(j - 1) not in HOLDS_INFINITIVE:
            return None
        else:
            j += 1
    return None


def _resumes(bag: Words, aside: int, comma: int, stop: int) -> bool:
    """Whether the list goes on after an aside without "and": "the Office, as the lead agency, the Board and …"."""
    if "with" in bag.lower[aside:comma]:
        return False
    found = phrase(bag, comma + 1, stop, "addressee")
    return found is not None and found.strong and bag.low(found.last) in (",", "and")


def _over_clause(bag: Words, at: int, stop: int, items: list[Phrase]) -> int | None:
    """Where the list goes on after "that have not yet done so": at "and" before a new name; None at the infinitive."""
    j = at
    if infinitive(bag, at, stop) is None:  # "requests the Secretary-General prepare …"
        return None
    while j < stop:
        low = bag.low(j)
        if low not in _TURNS:
            j += 1
            continue
        if low == "to" and is_infinitive(bag, j) and bag.low(j - 1) not in HOLDS_INFINITIVE:
            return None
        named = _including(bag, j) if low == "," else None
        if named is not None and bag.low(named) not in _ASIDE_STARTS:
            return _after_comma(bag, j, stop, "addressee", items)
        joined = _joined(bag, j)
        if joined is not None and joined < stop and _names(bag, joined, stop) and j > at:
            return joined
        j += 1
    return None


def _names(bag: Words, i: int, stop: int) -> bool:
    """Whether an actor plainly begins here, not a thing that the relative clause speaks of."""
    found = phrase(bag, i, stop, "addressee")
    if found is None or not found.strong:
        return False
    begun = bag.low(i) in lexicon.DETERMINERS or bag.low(found.first) in ("relevant", "interested", "competent")
    return (begun or found.name is not None) and (is_infinitive(bag, found.last) or bag.low(found.last) in (",", "("))


_BEFORE_SUBJECT = frozenset(
    ("", ",", ";", ":", ".", "which", "that", "and", "where", "case", "unless", "if", "—", "then")
)
_HOLDS_CLAUSE = frozenset((",", "that", "who", "which", "whose", "to", "in", "concerned", "proposing", "acting"))


def subject_before(bag: Words, verb: int, floor: int = 0) -> Series | None:
    """The list of actors that is the subject of the verb at `verb`, as long as it can be; None where nobody is."""
    for first in range(max(floor, verb - 30), verb):
        if first > floor and bag.low(first - 1) not in _BEFORE_SUBJECT:
            continue
        read = series(bag, first, verb, "subject")
        if not read.items or not read.items[0].strong:
            continue
        if read.last == verb:
            return read
        between = bag.text[bag.ends[read.last - 1] : bag.starts[verb]]
        held = bag.low(read.last) in _HOLDS_CLAUSE or bag.low(read.last).endswith(("ing", "ed"))
        if held and not _PREDICATE.search(between):
            return read
    return None


_PREDICATE = re.compile(r"[;.]|\b(?:shall|is|are|has|have|may|will)\b")


def infinitive(bag: Words, at: int, stop: int) -> int | None:
    """The word "to" of the infinitive that says what is asked, at or after word `at`; None where there is none."""
    for j in range(at, min(stop, len(bag))):
        low = bag.lower[j]
        if low == "to" and is_infinitive(bag, j) and bag.low(j - 1) not in HOLDS_INFINITIVE:
            return j
        if low == ";":
            return None
    return None
