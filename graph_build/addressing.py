"""Whom a directive verb addresses: the words from the verb to what is asked."""

from __future__ import annotations

from msgspec import Struct

from graph_build import actor_words as lexicon
from graph_build.actor_lists import infinitive, series, subject_before
from graph_build.actor_phrases import Phrase, verbal
from graph_build.actor_text import Words, is_infinitive
from graph_build.acts import LINK, Head

#: Acts by which an organ binds or commits itself where it names nobody else.
OWN_ACTS = frozenset(("decide", "other:resolve"))
#: Acts whose object is always somebody, where an infinitive follows.
_ADDRESSING = frozenset(("call-upon", "request", "invite", "direct", "instruct", "authorize", "appeal"))
_AGENTIVE = frozenset(
    """activities efforts work initiatives engagement involvement attention effort endeavours contributions
    participation commitment cooperation support""".split()
)
_MODALS = frozenset(("shall", "should", "will", "must", "may"))
_MUTUAL = frozenset(
    """discussions discussion dialogues exchanges contacts cooperation coordination collaboration dialogue interaction
    consultations approach partnership partnerships unity
    synergy synergies coherence""".split()
)
_FROM_SOMEBODY = frozenset("support assistance contributions commitment cooperation engagement".split())
_POSSESSIVES = ("its", "their", "his", "her")
_BRIEFINGS = frozenset("briefing briefings report reports update updates".split())
_ACCOUNTS = frozenset("briefing briefings report reports update updates information assessment analysis".split())
_DONE_OR_WRITTEN = lexicon.ABSTRACT | _ACCOUNTS
_OF_SOMEBODY = _AGENTIVE | _MUTUAL
#: After "be": what somebody is told to be, not what is done to him.
_STATES_OF_MIND = frozenset(
    """guided prepared represented engaged committed involved authorized authorised mandated tasked required requested
    encouraged allowed entitled permitted dedicated united inspired""".split()
)


class Complement(Struct, frozen=True, gc=False):
    """Who is addressed and where what is asked begins (a word); `rule` says by which form it was read."""

    items: tuple[Phrase, ...]
    body: int
    rule: str
    own: bool = False  # the organ itself
    pronoun: int | None = None  # the word that stands for somebody named before
    report: bool = False  # a report is told what to hold: its author is meant
    account: bool = False  # what is asked is a report
    open: bool = False  # nothing is asked yet: sub-paragraphs follow


def complement(bag: Words, head: Head, act: str, stop: int) -> Complement:
    """Read the complement of the verb `head` up to word `stop`."""
    link = LINK.match(bag.text, head.end)
    i = _over_asides(bag, bag.at(link.end() if link else head.end), stop)
    if head.again and bag.low(i) in ("to", "upon", "on", "for") and not is_infinitive(bag, i):
        i += 1
    if bag.low(i) == "for" and head.again:
        i += 1
    if head.again and bag.low(i) in ("in", "as", "under", "pursuant", "expressed", "contained"):
        i = _over_reference(bag, i, stop)
    if bag.low(i) == "that":
        return _clause(bag, i + 1, act, stop)
    if i < stop and (is_infinitive(bag, i) or (bag.low(i) == "not" and is_infinitive(bag, i + 1))):
        return Complement((), i, "infinitive", own=act in OWN_ACTS)
    if i >= stop or bag.low(i) == ":":
        return Complement((), i, "open", own=act in OWN_ACTS, open=True)
    if bag.low(i) in ("it", "them", "him", "her") and (is_infinitive(bag, i + 1) or bag.low(i + 1) == ","):
        return Complement((), i + 1, "pronoun", pronoun=i)
    if bag.low(i) == "all" and bag.low(i + 1) == "those":
        i += 1
    if bag.low(i) == "those" and bag.low(i + 1) in ("that", "who", "which"):
        body = infinitive(bag, i + 1, stop)
        return Complement((), i + 1 if body is None else body, "pronoun", pronoun=i)
    return _named(bag, i, head, act, stop)


def _over_asides(bag: Words, i: int, stop: int) -> int:
    """The word after asides between commas that follow the verb."""
    while i < stop and bag.low(i) == ",":
        j = i + 1
        while j < stop and bag.low(j) != ",":
            j += 1
        if j >= stop:
            return i + 1
        i = j + 1
    return i


def _over_reference(bag: Words, i: int, stop: int) -> int:
    """The "that" or "to" after "its decision in paragraph 1 of resolution …"."""
    for j in range(i, min(stop, i + 40)):
        if bag.low(j) == "that" or is_infinitive(bag, j):
            return j
        if bag.low(j) in ("for", "upon", "on") and j > i:
            asked = series(bag, j + 1, stop, "free")
            aside = bag.low(asked.last) == "," and infinitive(bag, asked.last, stop) is not None
            if asked.items and asked.items[0].strong and (aside or is_infinitive(bag, asked.last)):
                return j + 1
    return i


def _named(bag: Words, i: int, head: Head, act: str, stop: int) -> Complement:
    found = series(bag, i, stop, "addressee")
    if not found.items:
        return _nominal(bag, i, stop, act)
    first = found.items[0]
    if bag.low(first.head) in ("report", "reports") and act == "request":
        if bag.low(first.last) == "from" and (authors := series(bag, first.last + 1, stop, "free").items):
            return Complement(authors, first.last, "agent", account=True)
        return Complement((), first.last, "report", report=True)
    body = infinitive(bag, found.last, stop)
    own_text = bag.text[head.start : head.end].lower()
    calling_for = own_text.endswith(" for")
    if calling_for and not first.strong and (body is None or not is_infinitive(bag, found.last)):
        return _nominal(bag, i, stop, act)
    addressed = body is not None and act in _ADDRESSING and not calling_for
    by_form = bag.low(first.first) not in lexicon.EVENTFUL and bag.low(first.head) not in _DONE_OR_WRITTEN
    named = bag.low(first.first - 1) in lexicon.DETERMINERS or bag.low(first.first + 1) in ("and", "or")
    if verbal(bag, first) and bag.low(first.first).endswith("ing") and not named:  # "encourages empowering women to …"
        return _nominal(bag, i, stop, act)
    if _nobody(bag, first) and not (addressed and by_form):
        return _nominal(bag, i, stop, act)
    if body is not None and calling_for and _passive(bag, body + 1):  # "calls for monitors to be granted access"
        return Complement((), body, "passive")
    if body is not None:
        return Complement(found.items, body, "infinitive")
    strong = tuple(item for item in found.items if item.strong)
    if not strong or (act in OWN_ACTS and not _verb_follows(bag, found.last, stop)):
        return _nominal(bag, i, stop, act)
    return Complement(strong, found.last, "bare", open=bag.low(found.last) in ("", ":"))


def _nobody(bag: Words, found: Phrase) -> bool:
    """Whether the phrase names something done or written."""
    low = bag.low(found.head)
    if found.name is not None:
        return False
    if low in lexicon.ABSTRACT or (bag.capital(found.head) and low in lexicon.NOT_ACTORS):
        return True
    eventful = bag.low(found.first) in lexicon.EVENTFUL
    if eventful and low in (
        "operation",
        "operations",
        "system",
        "systems",
    ):  # "the timely operations of the Institution"
        return True
    return not found.strong and (eventful or low.endswith(lexicon.ABSTRACT_ENDINGS))


def _passive(bag: Words, i: int) -> bool:
    """Whether something is to be done to the subject: "be" with a participle at word `i`, "shall" passed over."""
    i += bag.low(i) in _MODALS
    if bag.low(i) != "be":
        return False
    i += 1
    i += bag.low(i).endswith("ly") or bag.low(i) in ("also", "further", "not")
    low = bag.low(i)
    return (low.endswith(("ed", "en")) and low not in _STATES_OF_MIND) or low in (
        "held",
        "kept",
        "made",
        "brought",
        "subject",
    )


def _verb_follows(bag: Words, i: int, stop: int) -> bool:
    return i < stop and bag.low(i) in ("shall", "should", "will", "may", "must")


def _clause(bag: Words, i: int, act: str, stop: int) -> Complement:
    """ "that all States shall …", "that, where appropriate, the Committee consider …"."""
    i = _over_asides(bag, i, stop)
    found = series(bag, i, stop, "subject")
    broken = bag.low(found.last) in ("and", "or")  # "that mission and thematic reporting include"
    if found.items and _passive(bag, found.last):
        return Complement((), i, "passive", own=act in OWN_ACTS)
    if found.items and not _thing(bag, found.items[0]) and not broken:
        return Complement(found.items, found.last, "that-clause", open=bag.low(found.last) in ("", ":"))
    done = i + (bag.low(i) in lexicon.DETERMINERS)
    thing = bag.low(done) in lexicon.ABSTRACT or bag.low(done).endswith(lexicon.ABSTRACT_ENDINGS)
    if (
        thing and bag.low(done) not in _BRIEFINGS and bag.low(done + 1) == "of"
    ):  # "that the consolidation of A and B should not …"
        return Complement((), i, "that-thing", own=act in OWN_ACTS)
    for j in range(i, min(stop, i + 90)):
        if bag.low(j) in _MODALS and (subjects := subject_before(bag, j, i)) is not None:
            return Complement(subjects.items, j, "that-clause")
    reporting = next((j for j in range(i, min(stop, i + 8)) if bag.low(j) in ("report", "reports", "reporting")), None)
    if reporting is not None:
        return Complement((), reporting + 1, "report", report=True, own=act in OWN_ACTS)
    return Complement((), i, "that-thing", own=act in OWN_ACTS, open=i >= stop)


def _thing(bag: Words, found: Phrase) -> bool:
    return not found.strong or _nobody(bag, found)


def _nominal(bag: Words, i: int, stop: int, act: str) -> Complement:
    """No infinitive: an agent may stand inside: "efforts by States", "cooperation between A and B"."""
    own = act in OWN_ACTS
    first = bag.low(i)
    head = _noun(bag, i, stop)
    if head is not None:
        whose = i if first in _POSSESSIVES else head + 2  # "the strengthening of its cooperation"
        done = head if first in _POSSESSIVES else head + 3
        if bag.low(whose) in _POSSESSIVES and bag.low(whose - 1) != "by" and bag.low(done) in _OF_SOMEBODY:
            return Complement((), whose + 1, "possessive", pronoun=whose, own=own)
        if agent := _agent(bag, head, stop):
            return Complement(agent, i, "agent", account=act == "request" and bag.low(head) in _BRIEFINGS)
        owner = _owner(bag, i, head)
        if owner is not None:
            return Complement((owner,), i, "owner")
    return Complement((), i, "nominal", own=own)


def _noun(bag: Words, i: int, stop: int) -> int | None:
    """The first noun of doing in the phrase at `i`."""
    j = i
    while j < min(stop, i + 12):
        low = bag.low(j)
        ongoing = low.endswith("ing") and bag.low(j + 1) in lexicon.ABSTRACT  # "the ongoing efforts of"
        named = low in lexicon.ABSTRACT or (low.endswith(lexicon.ABSTRACT_ENDINGS) and low not in lexicon.HEADS)
        if named and not ongoing:
            return j
        if low in (";", ":", "of", "by", "to"):
            return None
        j += 1
    return None


def _agent(bag: Words, noun: int, stop: int) -> tuple[Phrase, ...]:
    """Who does it: "by States", "between A and B", and "of X" after efforts, activities and the like."""
    j = noun + 1
    while j < stop and bag.low(j) not in (";", ":"):
        low = bag.low(j)
        by = low == "by" and not bag.low(j + 1).endswith("ing") and not _done(bag, j)
        by = by or (low == "from" and bag.low(j - 1) in _ACCOUNTS | _FROM_SOMEBODY)
        mutual = low in ("between", "among", "amongst") and any(bag.low(k) in _MUTUAL for k in range(noun, j))
        own = low == "of" and j == noun + 1 and bag.low(noun) in _AGENTIVE
        if by or mutual or own:
            found = series(bag, j + 1, stop, "free")
            if found.items:
                return found.items
        if (low == "," and j > noun + 30) or (is_infinitive(bag, j) and bag.low(j + 1) != "be"):
            break
        j += 1
    return ()


def _done(bag: Words, by: int) -> bool:
    """Whether "by" tells who has done something else already: "the practices established by the Assembly"."""
    before = bag.low(by - 1)
    return before.endswith("ed") and before not in ("committed", "exerted", "pursued", "initiated", "led")


def _owner(bag: Words, i: int, noun: int) -> Phrase | None:
    """ "the Government’s continued efforts": the one whose efforts are spoken of."""
    for j in range(i, noun):
        if bag.low(j).endswith(("’s", "'s", "s’", "s'")) and bag.capital(i + (bag.low(i) == "the")):
            first = i + (bag.low(i) == "the")
            named = bag.names.get(first)
            name = named[1] if named and named[0] == j + 1 else None
            end = name.end if name else bag.ends[j] - len("’s")
            return Phrase(bag.starts[first], end, first, j + 1, j, strong=True, name=name)
    return None
