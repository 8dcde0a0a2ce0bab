"""Who shall be helped: the objects of verbs and nouns of help, and no others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build import actor_pronouns
from graph_build import actor_words as lexicon
from graph_build.actor_lists import series
from graph_build.actor_phrases import Phrase, hostile, verbal
from graph_build.actor_text import Words, is_infinitive
from graph_build.directive_sieve import Seen, Sieve, sieve

#: What is given where somebody is helped.
_HELP = (
    r"(?:technical assistance|legislative assistance|assistance|support|training|capacity[- ]building|aid|advice|"
    r"advisory services|guidance|help|expertise|resources|services|protection|funding|relief|warning|facilities|"
    r"cooperation|capacity[- ]development|technology transfer|mentoring|financing|redress|reparations?|care|"
    r"rehabilitation|remed(?:y|ies)|tools|means|equipment|opportunities)"
)
#: One of these stands in every word of help.
_HELPS = (
    "assistance|support|training|capacity|aid|advice|advisory services|guidance|help|expertise|resources|services|"
    "protection|funding|relief|warning|facilities|cooperation|technology transfer|mentoring|financing|redress|"
    "reparation|care|rehabilitation|remed|tools|means|equipment|opportunities"
)
_GIVE = r"(?:provid|offer|render|extend|deliver|furnish|grant|supply|suppl|afford|equip|giv|lend|channel)\w*"
#: Between what is given and "to": asides and words of the kind "in that regard", "to that end", "and training".
_ON_THE_WAY = (
    r"(?:,? (?:and|or|as well as|including|in particular|of all kinds|in all its forms)(?: [\w-]+){1,4}?"
    r"|, (?:up)?on (?:their )?request,?|,? where \w+,?|, (?:as|when|where|within|in|including|subject)[^,;]{2,70},|"
    r" in (?:this|that) (?:regard|respect)| to (?:this|that|those|these) (?:end|effect|ends)|(?: [\w-]+){1,3}?)??"
)
_FRAMES: tuple[tuple[str, Sieve], ...] = (
    (
        "provide somebody with help",
        sieve(
            f" with&{_HELPS}",
            rf"\b(?P<give>{_GIVE}),?(?: upon request,)? "
            rf"(?=(?P<with>[^;:.]{{3,160}}?) with\b(?:[\w ,-]{{0,60}}?){_HELP})",
            begins="provid|offer|render|extend|deliver|furnish|grant|suppl|afford|equip|giv|lend|channel",
        ),
    ),
    (
        "help to somebody",
        sieve(
            f"access|{_HELPS}",
            rf"\b(?:(?P<help>{_HELP}){_ON_THE_WAY} (?:to|for(?! the)|for the benefit of)|"
            r"access(?: to [\w-]+)? for|"
            r"(?:assistance|support|aid|training|protection|relief|care) for(?= the )) (?!the (?:issue|need)\b|"
            r"th(?:is|at|ose|ese) (?:ends?|effect|purpose)\b)",
            begins=f"access|technical assistance|legislative assistance|{_HELPS}",
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
            begins="|".join(
                f"{before} {verb}"
                for before in "to and by or , in for further actively also better fully of that continue "
                "technically".split()
                for verb in "assist support help aid serv advis benefit".split()
            ),
        ),
    ),
    (
        "capacity of somebody",
        sieve(
            "apacit|apabilit|bilit|kills|reparedness|esilience",
            r"\b(?:capacit(?:y|ies)|capabilit(?:y|ies)|capacity[- ]building(?: activities)?|ability|abilities|"
            r"skills|preparedness|resilience) "
            r"(?:and \w+ )?(?:of|for|in) ",
            begins="capacit|capabilit|ability|abilities|skills|preparedness|resilience",
        ),
    ),
    (
        "protect somebody",
        sieve(
            "protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|deradicali",
            r"\b(?:protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|prosecute and rehabilitat|"
            r"deradicali[sz])"
            r"(?:e|es|ing|s)?(?:,? and \w+)?(?:,? as appropriate,?)? (?:the (?:rights|needs|interests) of )?",
            begins="protect|empower|reintegrat|rehabilitat|safeguard|assist|repatriat|prosecute and|deradicali",
        ),
    ),
    (
        "directed to somebody",
        sieve("directed to|hannel|reach", r"\b(?:is|are|be|being) (?:directed|channel+ed) to |\breach(?:es|ing)? "),
    ),
    ("on behalf of somebody", sieve("in support of", r"\bin support of (?:the )?(?:efforts|work|activities) of ")),
    (
        "contributions to somebody",
        sieve(
            "contributions|resources|funding|donations|support",
            r"\b(?:contributions|resources|funding|donations|support) (?:\w+ )?to ",
            begins="contributions|resources|funding|donations|support",
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
#: What those who are given something shall give in turn.
_IN_TURN = re.compile(r" to (?:provid|deliver|offer|render|extend|suppl)\w*\b")
_PEOPLE = frozenset(
    """children youth women girls men boys victims people persons witnesses civilians survivors refugees families
    individuals migrants defenders journalists populations population communities actors organizations minorities
    peoples groups adolescents returnees workers leaders educators teachers those""".split()
)
_NOT_HELPED = frozenset(
    """fund funds strategy committee mechanism mechanisms system systems programme programmes programs arrangements
    operation operations regime network networks platforms police military forum forums account
    process measures""".split()
)
#: What somebody gets: "that victims have access to support", "for monitors to be granted access".
_GETS = sieve(
    "access|receive|to be ",
    rf"\b(?:have|has|gain|obtain|enjoy|are given)(?: \w+){{0,4}}? access to\b[^,;]{{0,80}}?\b{_HELP}\b"
    rf"|\breceives?(?: [\w-]+){{0,4}}? {_HELP}\b"
    rf"|\bto be (?:granted|given|afforded|allowed|provided)(?: [\w-]+){{0,4}}? (?:access|{_HELP})\b",
)
_ASSIST_THEM = sieve(" them", r"\b(?:assist|support|help|aid)(?:ing)? them\b")
_ANYBODY = frozenset("region regions persons individuals people entities members person groups".split())
_REQUESTERS = frozenset("states state countries country governments government authorities".split())


class Benefit(Struct, frozen=True):
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
        between = bag.text[last : first.start] if kept else ""
        in_turn = bool(kept) and kept[-1].rule == "help to somebody" and _IN_TURN.match(between)
        if kept and (first.start < last or not (in_turn or _NEXT.search(between))):
            continue
        if _SCOPE.search(bag.text[start : first.start].rsplit("; ", 1)[-1].rsplit(", and to ", 1)[-1]):
            continue
        kept += group
        last = group[-1].phrase.end
    for found in () if kept else _ON_REQUEST_OF.finditer(bag.text, start, end, seen):
        if _SOME_HELP.search(bag.text, start, end):
            asked = _benefits(bag, found.end(), bag.at(end), found, "at the request of somebody")
            kept += [b for b in asked if bag.low(b.phrase.head) in _REQUESTERS]
    return kept


def _groups(bag: Words, start: int, end: int, body: int, seen: Seen | None) -> list[list[Benefit]]:
    """What each frame finds, in order of place."""
    stop = bag.at(end)
    found: list[list[Benefit]] = []
    for rule, pattern in _FRAMES:
        for match in pattern.finditer(bag.text, start, end, seen):
            benefits = _benefits(bag, match.end(), stop, match, rule)
            if rule in ("protect somebody", "directed to somebody"):
                benefits = [b for b in benefits if bag.low(b.phrase.head) in _PEOPLE]
            if benefits:
                found.append(benefits)
    for match in _GETS.finditer(bag.text, start, end, seen):
        named = (item for item in _receivers(bag, bag.at(match.start()), bag.at(start)) if _can_be_helped(bag, item))
        benefits = [Benefit(item, match.start(), match.end(), "somebody gets help") for item in named]
        found += [benefits] if benefits else []
    for match in _ASSIST_THEM.finditer(bag.text, body, end, seen if body >= start else None):
        whom = actor_pronouns.several(bag, bag.at(body), bag.at(match.start()), _can_be_helped)
        if whom is not None:
            found.append([Benefit(whom, match.start(), match.end(), "assist them")])
    return sorted(found, key=lambda group: (group[0].start, group[0].phrase.start))


def _receivers(bag: Words, verb: int, floor: int) -> tuple[Phrase, ...]:
    """Who gets it: the list that ends right before the verb."""
    for first in range(max(floor, verb - 30), verb):
        if bag.low(first - 1) in ("for", "that", "and", ",", "allow", "enable", "ensure"):
            read = series(bag, first, verb, "subject")
            if read.last == verb and read.items and read.items[0].strong:
                return read.items
    return ()


def _benefits(bag: Words, after: int, stop: int, match: re.Match[str], rule: str) -> list[Benefit]:
    first = bag.at(after)
    if first >= stop or is_infinitive(bag, first - 1):
        return []
    items = series(bag, first, stop, "free").items or _doers(bag, first, stop)
    return [
        Benefit(item, match.start(), match.end(), rule) for item in items if item.strong and _can_be_helped(bag, item)
    ]


def _can_be_helped(bag: Words, item: Phrase) -> bool:
    low = bag.low(item.head)
    if low in _NOT_HELPED or _bare(bag, item) or verbal(bag, item) or hostile(bag, item):
        return False
    alone = item.name is None and bag.capital(item.head) and item.last - item.first == 1 and low not in lexicon.HEADS
    whole_people = bag.low(item.head).endswith(("ans", "ese"))  # "the millions of Ethiopians"
    return not alone or whole_people or bag.word(item.head).isupper()  # "Internet" is nobody, an acronym may be


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
