"""Who shall be helped: the objects of verbs and nouns of help, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build import actor_words as lexicon
from graph_build.actor_lists import series
from graph_build.actor_text import Words, is_infinitive
from graph_build.actors import Phrase
from graph_build.directive_sieve import Sieve, sieve

#: What is given where somebody is helped.
_HELP = (
    r"(?:technical assistance|legislative assistance|assistance|support|training|capacity[- ]building|aid|advice|"
    r"advisory services|guidance|help|expertise|resources|services|protection|funding|relief|warning|facilities|"
    r"cooperation|capacity[- ]development|technology transfer|mentoring|financing|redress|reparations?|care|"
    r"rehabilitation|remed(?:y|ies)|tools|means|equipment|safe access|access|opportunities)"
)
_GIVE = r"(?:provid|offer|render|extend|deliver|furnish|grant|supply|suppl|afford|equip|giv|lend|channel)\w*"
#: Between what is given and "to": asides and words of the kind "in that regard", "to that end", "and training".
_ON_THE_WAY = (
    r"(?:,? (?:and|or|as well as|including|in particular|of all kinds|in all its forms)(?: [\w-]+){1,4}?"
    r"|, (?:up)?on (?:their )?request,?|,? where \w+,?|, (?:as|when|where|within|in|including|subject)[^,;]{2,70},|"
    r" in (?:this|that) (?:regard|respect)| to (?:this|that|those|these) (?:end|effect|ends)|(?: [\w-]+){1,3}?)?"
)
_FRAMES: tuple[tuple[str, Sieve], ...] = (
    (
        "provide somebody with help",
        sieve(
            " with",
            rf"\b(?P<give>{_GIVE}),?(?: upon request,)? "
            rf"(?=(?P<with>[^;:.]{{3,160}}?) with\b(?:[\w ,-]{{0,60}}?){_HELP})",
        ),
    ),
    (
        "help to somebody",
        sieve(
            " to ", rf"\b(?P<help>{_HELP}){_ON_THE_WAY} (?:to|for(?! the)|for the benefit of) (?!the (?:issue|need)\b)"
        ),
    ),
    (
        "assist somebody",
        sieve(
            "assist|support|help|aid|serv|advis|benefit",
            r"\b(?:(?:to|and|by|or|,|in|for|further|actively|also|better|fully|of|that|continue|technically) )"
            r"(?:assist(?:s|ing)?|support(?:s|ing)?|help(?:s|ing)?|aid(?:s|ing)?|serv(?:e|es|ing)|advis(?:e|es|"
            r"ing)|benefit(?:ing|s)?),? "
            r"(?:(?<=, )[^,;]{3,60}, |further )?",
        ),
    ),
    (
        "capacity of somebody",
        sieve(
            "apacit|apabilit|bilit|kills|reparedness|esilience",
            r"\b(?:capacit(?:y|ies)|capabilit(?:y|ies)|capacity[- ]building(?: activities)?|ability|abilities|"
            r"skills|preparedness|resilience) "
            r"(?:and \w+ )?(?:of|for|in) ",
        ),
    ),
    (
        "protect somebody",
        sieve(
            "protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|deradicali",
            r"\b(?:protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|prosecute and rehabilitat|"
            r"deradicali[sz])"
            r"(?:e|es|ing|s)?(?:,? and \w+)?(?:,? as appropriate,?)? (?:the (?:rights|needs|interests) of )?",
        ),
    ),
    ("on behalf of somebody", sieve("in support of", r"\bin support of (?:the )?(?:efforts|work|activities) of ")),
    (
        "contributions to somebody",
        sieve(
            "contributions|resources|funding|donations|support",
            r"\b(?:contributions|resources|funding|donations|support) (?:\w+ )?to ",
        ),
    ),
)
_ON_REQUEST_OF = sieve("request", r"\b(?:upon(?: the)?|at the) request (?:by|of|from) ")
_SOME_HELP = re.compile(_HELP)
#: Things done by somebody: "support the efforts of Member States" helps Member States.
_DOINGS = frozenset(
    """efforts effort work activities initiatives action actions capacity capacities needs endeavours programmes
    strategies endeavour capabilities priorities plans reforms authorities institutions task tasks mandate""".split()
)
_SCOPE = re.compile(
    r"\b(?:including(?: within| in)\b(?! particular)|in view of|in the (?:delivery|provision|context) of|"
    r"recommendations? made)"
)
#: What sets a second help apart from the purpose of the first.
_NEXT = re.compile(
    r"(?:, (?:and|as well as)|;|\band) (?:to\b|by\b|for\b|(?:\w+ )?(?:assistance|support|training)\b)|, to \w+|;"
)
_PEOPLE = frozenset(
    """children youth women girls men boys victims people persons witnesses civilians survivors refugees families
    individuals migrants defenders journalists populations population communities actors organizations minorities
    peoples groups adolescents returnees workers""".split()
)
_NOT_HELPED = frozenset(
    """fund funds strategy committee mechanism mechanisms system systems programme programmes programs arrangements
    operation operations regime network networks platforms police military forum process measures""".split()
)
_HOSTILE = re.compile(
    r"\bterroris|\bISIL\b|Da.esh|Al-Qa[ie]da|Al-Shabaab|Taliban|Boko Haram|Nusra|\bANF\b|armed groups|foreign fighters"
)
_ANYBODY = frozenset("persons individuals people entities members person groups".split())
_REQUESTERS = frozenset("states state countries country governments government authorities".split())


class Benefit(Struct, frozen=True):
    """Somebody to be helped, and where the words of help stand."""

    phrase: Phrase
    start: int
    end: int
    rule: str


def find(bag: Words, start: int, end: int) -> list[Benefit]:
    """Who is to be helped by what is asked in `text[start:end]`.

    What is given first counts; help that the helped shall give in turn ("resources for assisting Member States") does
    not, unless it stands beside it.
    """
    kept: list[Benefit] = []
    last = -1
    for group in _groups(bag, start, end):
        first = group[0]
        between = bag.text[last : first.start] if kept else ""
        if kept and (first.start < last or not _NEXT.search(between)):
            continue
        if _SCOPE.search(bag.text[start : first.start].rsplit("; ", 1)[-1].rsplit(", and to ", 1)[-1]):
            continue
        kept += group
        last = group[-1].phrase.end
    if not kept and _SOME_HELP.search(bag.text, start, end):
        for found in _ON_REQUEST_OF.finditer(bag.text, start, end):
            asked = _benefits(bag, found.end(), bag.at(end), found, "at the request of somebody")
            kept += [b for b in asked if bag.low(b.phrase.head) in _REQUESTERS]
    return kept


def _groups(bag: Words, start: int, end: int) -> list[list[Benefit]]:
    """What each frame finds, in order of place."""
    stop = bag.at(end)
    found: list[list[Benefit]] = []
    for rule, pattern in _FRAMES:
        for match in pattern.finditer(bag.text, start, end):
            benefits = _benefits(bag, match.end(), stop, match, rule)
            if rule == "protect somebody":
                benefits = [b for b in benefits if bag.low(b.phrase.head) in _PEOPLE]
            if benefits:
                found.append(benefits)
    return sorted(found, key=lambda group: (group[0].start, group[0].phrase.start))


def _benefits(bag: Words, after: int, stop: int, match: re.Match[str], rule: str) -> list[Benefit]:
    first = bag.at(after)
    if first >= stop or is_infinitive(bag, first - 1):
        return []
    items = series(bag, first, stop, "free").items or _doers(bag, first, stop)
    return [
        Benefit(item, match.start(), match.end(), rule) for item in items if item.strong and _can_be_helped(bag, item)
    ]


def _can_be_helped(bag: Words, item: Phrase) -> bool:
    words, low = bag.text[item.start : item.end], bag.low(item.head)
    if low in _NOT_HELPED or _bare(bag, item) or _HOSTILE.search(words) or _verbal(bag, item):
        return False
    alone = item.name is None and bag.capital(item.head) and item.last - item.first == 1 and low not in lexicon.HEADS
    return not alone or bag.word(item.head).isupper()  # "Internet" is nobody, an acronym may be


def _verbal(bag: Words, item: Phrase) -> bool:
    """Whether the phrase begins with a verb: "support developing …", "help strengthen Somali …"."""
    first = bag.low(item.first)
    if bag.capital(item.first) or first in lexicon.ADJECTIVES | lexicon.HEADS or item.first == item.head:
        return False
    if first.endswith(("ing", "ly")):
        return first not in ("developing", "neighbouring", "neighboring", "participating", "implementing", "receiving")
    after = item.first + 1
    return not first.endswith(("al", "an", "ed", "ive", "nt")) and (
        bag.capital(after) or bag.low(after) in lexicon.DETERMINERS
    )


def _bare(bag: Words, item: Phrase) -> bool:
    """Whether it is "persons" or "entities" alone: those of a clause that follows."""
    return bag.low(item.head) in _ANYBODY and item.last - item.first == 1


def _doers(bag: Words, first: int, stop: int) -> tuple[Phrase, ...]:
    """Member States in "the efforts of Member States", "efforts by Member States", "Member States’ efforts"."""
    j = first
    while j < min(stop, first + 7):
        low = bag.low(j)
        if low in lexicon.STOPS or not low[0].isalpha() or (j > first and low in ("and", "or")):
            return ()
        if low.endswith(("’s", "s’", "'s")) and (bag.capital(j) or low.rstrip("’'s") in lexicon.HEADS):
            return tuple(_owners(bag, first, j))
        if low in _DOINGS and bag.low(j + 1) in ("of", "by"):
            return series(bag, j + 2, stop, "free").items
        j += 1
    return ()


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
