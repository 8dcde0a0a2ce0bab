"""The grammar of those whom documents address: noun phrases that name actors, alone and in lists.

Spans are found by form alone; who stands behind them is looked up in the mentions that lie in them.
"""

from __future__ import annotations

import re

from graph_build import actor_reach
from graph_build import actor_words as lexicon
from graph_build.actor_phrases import Mode, Phrase, everybody, governed
from graph_build.actor_text import VERBS_TOO, Words, is_infinitive
from graph_build.model import Mention

#: No name has more words than this; it also bounds the nesting of "of".
LONGEST = 80
_CLOSING = {"(": ")", "“": "”", "[": "]"}
_NUMERAL = re.compile(r"[IVX]+")
_CONNECTORS = frozenset(("for", "on", "against", "in", "to", "with", "from", "at"))
_AFTER_TOUCHED = frozenset(("", ",", ";", ":", ".", "and", "or", "to", "that", "shall", "should"))
#: What is named with its place: "the Mission in Liberia", "the Agreement … in Mali".
_HAVE_PLACES = frozenset("mission operation office force team agreement accord accords".split())
_NARROWING = re.compile(r"(?:(?:relevant|competent|appropriate|concerned|interested|participating|affected) )*")


def _possessive(word: str) -> bool:
    return word.endswith(("’s", "'s", "s’", "s'"))


def _modifier(word: str) -> bool:
    return all(part in lexicon.MODIFIERS for part in word.split("/"))


def _adjective(word: str) -> bool:
    return word in lexicon.ADJECTIVES or (word not in lexicon.HEADS and word.endswith(lexicon.ADJECTIVE_ENDINGS))


def phrase(bag: Words, i: int, stop: int, mode: Mode = "free") -> Phrase | None:
    """The noun phrase that begins at word `i`, at most to word `stop`; None where none begins there."""
    requesting = other = False
    kept = -1
    stop = min(stop, i + LONGEST)
    while i < stop and bag.low(i) in lexicon.DETERMINERS and i not in bag.names:
        requesting |= bag.low(i) == "requesting"
        other |= bag.low(i) in ("other", "another")
        kept = i if bag.low(i) in lexicon.KEPT else -1
        i += 1
    if (pronoun := everybody(bag, i, stop, mode)) is not None:
        return pronoun
    if bag.low(i) in lexicon.PARTITIVES and bag.low(i + 1) == "of" and i + 2 < stop:
        return phrase(bag, i + 2, stop, mode)
    reader = _Reader(bag, i, stop, mode)
    reader.run()
    if reader.head < 0:
        return None
    if mode == "addressee":
        reader.reach()
    last = reader.last
    name = reader.name if reader.name_end > reader.head and _begins(bag, i, reader.name) else None
    return Phrase(
        start=bag.starts[i if kept < 0 else kept],
        end=_end(bag, last - 1, name),
        first=i,
        last=last,
        head=reader.head,
        strong=_strong(bag, reader.head, name),
        requesting=requesting,
        other=other,
        name=name,
    )


def _begins(bag: Words, first: int, name: Mention | None) -> bool:
    """Whether nothing but words that narrow it stands before the name: "relevant", not "Somalia’s"."""
    if name is None:
        return False
    before = bag.text[bag.starts[first] : name.start] if name.start > bag.starts[first] else ""
    return _NARROWING.fullmatch(before) is not None


def _end(bag: Words, last: int, name: Mention | None) -> int:
    end = bag.ends[last]
    if name is not None and bag.starts[last] < name.end <= end:
        end = name.end
    if bag.text[end - 1] == ")" and name is not None:  # the acronym is no part of the name before it
        opening = bag.text.rfind(" (", name.start, end)
        return opening if opening > 0 and not bag.text[opening + 2].isdigit() else end
    return end


def _strong(bag: Words, head: int, name: Mention | None) -> bool:
    low = bag.low(head)
    if name is not None:
        return True
    if actor_reach.heads_nothing(bag, head):
        return False
    if _NUMERAL.fullmatch(bag.word(head)) and bag.low(head - 1) in lexicon.NOT_ACTORS:
        return False
    if bag.capital(head):
        return low not in lexicon.NOT_ACTORS and low not in lexicon.ABSTRACT
    return low in lexicon.HEADS


class _Reader:
    """Reads one noun phrase, word by word; `head` stays -1 where there is none."""

    def __init__(self, bag: Words, i: int, stop: int, mode: Mode) -> None:
        self.bag, self.i, self.stop, self.mode = bag, i, stop, mode
        self.first = i
        self.head, self.last = -1, i
        self.complete = False
        self.fixed = False  # the head stands before an "of"
        self.name: Mention | None = None
        self.name_end = -1
        self.prepositional = False

    def take(self, upto: int, *, head: bool) -> None:
        """Make the words up to `upto` part of the phrase; the last of them is its head unless that is settled."""
        self.i = self.last = upto
        if head and not self.fixed:
            self.head = upto - 1
        self.complete = head or self.complete

    def run(self) -> None:
        """Read on until a word does not belong."""
        while self.i < self.stop:
            named = self.bag.names.get(self.i)
            if named and named[0] <= self.stop:
                self._named(*named)
            elif not (self._after_head() if self.complete else self._before_head()):
                break
        if self.head < 0 and self.i > self.first:
            last = self.i - 1
            if not _adjective(self.bag.low(last)) and self.bag.low(last) != "and":
                self.head, self.last = last, self.i

    def _named(self, upto: int, mention: Mention) -> None:
        before = self.bag.low(self.i - 1)
        if self.complete and before in lexicon.HEADS and before.endswith("s") and not self.bag.capital(self.i - 1):
            self.stop = self.i
            return
        head = self.head if self.fixed else actor_reach.head_of_name(self.bag, self.i, upto)
        self.take(upto, head=True)
        self.head = head
        self.complete = mention.end >= self.bag.ends[upto - 1]  # not in "CTED’s country visits"
        if not self.fixed:
            self.name, self.name_end = mention, upto

    def _before_head(self) -> bool:
        bag, i, low = self.bag, self.i, self.bag.low(self.i)
        if not low[0].isalnum():
            return low == "," and self._adjectives_go_on()
        if low in ("and", "or"):
            return self._adjectives_go_on()
        if low == "of" and i > self.first and not _adjective(bag.low(i - 1)):
            self.take(i, head=True)
            return self._of()
        if low in lexicon.STOPS or low == "of":
            return False
        if low in actor_reach.THINGS and not bag.capital(i):
            if (beyond := self._thing_modifies(i)) is not None:
                self.i = beyond
            else:
                self.take(i + 1, head=True)
            return True
        if _possessive(low):
            self.i = self.last = i + 1
            return True
        if bag.capital(i) or low in lexicon.HEADS:
            if low in lexicon.HEADS and not bag.capital(i) and self._modifies():
                self.i += 1
                return True
            self.take(i + 1, head=True)
            return True
        if i - self.first > 9:
            return False
        self.i += 1
        return True

    def _thing_modifies(self, i: int) -> int | None:
        """The word after a noun of doing that stands before a head: "development and trading partners"."""
        bag = self.bag
        if i + 1 < self.stop and bag.low(i + 1) in lexicon.HEADS:
            return i + 1
        joined = bag.low(i + 1) in ("and", "or")
        if i + 2 + joined < self.stop and bag.low(i + 2 + joined) in lexicon.HEADS:
            between = bag.low(i + 1 + joined)
            return i + 1 + joined if between not in lexicon.NO_NOUNS else None
        return None

    def _modifies(self) -> bool:
        """Whether the head word at hand stands before another: "business enterprises", "youth organizations"."""
        bag, low = self.bag, self.bag.low(self.i)
        if low.endswith("s") and not low.endswith("ss") and low not in lexicon.PLURAL_MODIFIERS:
            return False
        for j in range(self.i + 1, min(self.stop, self.i + 4)):
            if bag.capital(j) or (j > self.i + 1 and self.mode == "subject"):
                return False
            if bag.low(j) in lexicon.HEADS:
                return True
            if bag.low(j) not in actor_reach.THINGS and not _modifier(bag.low(j)):
                return False
        return False

    def _adjectives_go_on(self) -> bool:
        """ "international, regional and subregional organizations": a series of adjectives before one head."""
        bag, i = self.bag, self.i
        if i == self.first or not (
            _adjective(bag.low(i - 1)) or actor_reach.shares_head(bag, i) or bag.low(i - 1)[-1] in "-,"
        ):
            return False
        j = i + 1
        while bag.low(j) in ("and", "or", "as", "well", ","):
            j += 1
        if bag.low(j) == "through" and bag.low(j + 1) == "them":  # "national and through them local authorities"
            j += 2
        if j >= self.stop or bag.capital(j) or not (_adjective(bag.low(j)) or actor_reach.ends_series(bag, j)):
            return False
        self.i = j
        return True

    def _after_head(self) -> bool:
        bag, i, low = self.bag, self.i, self.bag.low(self.i)
        if low in _CLOSING:
            return self._bracket()
        if not low[0].isalnum():
            return False
        if low == "of" and i + 1 < self.stop:
            return self._of()
        if low in ("and", "&"):
            return self._inside_name()
        if low in lexicon.TOUCHED and bag.low(i + 1) in _AFTER_TOUCHED:  # "the parties concerned"
            self.fixed = True
            self.take(i + 1, head=False)
            return False
        if low in _CONNECTORS and (self._need() or self._connects()):
            return True
        if low in lexicon.STOPS or low == "or":
            return False
        before = bag.low(i - 1)
        lower_plural = not bag.capital(i - 1) and before.endswith("s") and before not in lexicon.PLURAL_MODIFIERS
        if bag.capital(i):
            if lower_plural and before in lexicon.HEADS:
                return False
            self.take(i + 1, head=True)
            return True
        if low in lexicon.HEADS and not (lower_plural and low not in ("parties", "members")) and self._noun_not_verb(i):
            self.take(i + 1, head=True)
            return True
        return self._compound()

    def reach(self) -> None:
        """Take the plain nouns that part the phrase from the infinitive: "the Libyan legislative branch to assume"."""
        last = actor_reach.to_infinitive(self.bag, self.last, self.stop)
        if last is not None:
            self.take(last, head=True)
            self.name_end = -1

    def _noun_not_verb(self, i: int) -> bool:
        return not (self.mode == "subject" and self.bag.low(i) in VERBS_TOO)

    def _compound(self) -> bool:
        """ "United Nations country teams": modifiers between a name and a later head."""
        bag, j = self.bag, self.i
        if not bag.capital(j - 1):
            return False
        while j < self.stop and j - self.i < 5 and (self._may_modify(j) or (j > self.i and bag.low(j) in (",", "and"))):
            if bag.low(j) in lexicon.HEADS and bag.low(j + 1) not in lexicon.BEFORE_HEADS:
                break
            j += 1
        if j == self.i or j >= self.stop or bag.low(j) not in lexicon.HEADS or bag.low(j - 1) in (",", "and"):
            return False
        self.take(j + 1, head=True)
        return True

    def _may_modify(self, j: int) -> bool:
        low = self.bag.low(j)
        if self.mode == "subject" or low in lexicon.STOPS or not low[0].isalpha() or self.bag.capital(j):
            return _modifier(low)
        if _modifier(low):
            return True
        ends_otherwise = low.endswith(("ing", "ed", "ly")) or low in lexicon.DETERMINERS
        return low not in ("and", "or", "of", "whether") and not ends_otherwise and not is_infinitive(self.bag, j)

    def _bracket(self) -> bool:
        """Pass over "(CTED)" where the name goes on behind it."""
        bag, j = self.bag, self.i
        close = _CLOSING[bag.low(j)]
        while j < self.stop and bag.low(j) != close:
            j += 1
        resumed = bag.low(j + 1) in ("of", "for", "on", "&") or (
            bag.low(j + 1) in lexicon.HEADS and not bag.capital(j + 1) and bag.low(self.i) == "("
        )
        if j >= self.stop - 1 or not resumed:
            return False
        self.i = j + 1
        return True

    def _of(self) -> bool:
        inner = phrase(self.bag, self.i + 1, self.stop, self.mode)
        if inner is None or actor_reach.is_given(self.bag, inner.head):
            return False
        possessive = next((j for j in range(inner.first, inner.last) if _possessive(self.bag.low(j))), None)
        if possessive is not None and self.name_end == self.i:  # "notify the Chair of Fiji’s decision"
            return False
        if possessive is not None and self.bag.capital(possessive):  # "the Government of Fiji’s efforts"
            self.take(inner.last, head=False)
            self.head = inner.head
            return False
        self.fixed = True
        self.take(governed(self.bag, inner, self.i, self.stop), head=False)
        return False if self.bag.low(self.last) not in ("of", "on", "for", "in") else self._connects()

    def _inside_name(self) -> bool:
        """ "Department of Political and Peacebuilding Affairs", where no register knows the name."""
        bag, i = self.bag, self.i
        after = bag.word(i + 1) if i + 1 < self.stop else ""
        of_texts = bag.low(i - 1) in lexicon.NOT_ACTORS and bag.capital(i - 1) and i + 3 < self.stop
        if of_texts and bag.word(i + 1) in ("Programme", "Plan", "Platform") and bag.low(i + 2) in ("of", "for"):
            self.take(i + 4, head=False)  # "the Durban Declaration and Programme of Action"
            return True
        known = i + 1 in bag.names or after.isupper() or bag.low(i + 1) in lexicon.HEADS
        if not self.prepositional or known or not bag.capital(i - 1) or not after[:1].isupper():
            return False
        self.take(i + 2, head=False)
        return True

    def _need(self) -> bool:
        """ "persons in need": who they are."""
        upto = actor_reach.who_they_are(self.bag, self.i)
        if upto is None or upto > self.stop:
            return False
        self.fixed = True
        self.take(upto, head=False)
        if self.bag.low(upto) == "of":
            self.stop = upto  # "to countries in transition of the assistance required"
        return True

    def _connects(self) -> bool:
        """ "High Commissioner for Human Rights", "parties to the conflict", "Special Rapporteur on the right to …"."""
        bag, i = self.bag, self.i
        low, before = bag.low(i), bag.low(i - 1)
        j = i + 1 + (bag.low(i + 1) == "the")
        if low == "to":
            if before not in ("parties", "party", "right") or is_infinitive(bag, i):
                return False
            inner = phrase(bag, i + 1, self.stop, self.mode)
            if inner is None:
                return False
            self.fixed = True
            self.take(inner.last, head=False)
            return bag.low(inner.last) == "in" and bag.capital(inner.last + 1) and self._place(inner.last)
        office = self.head if before == "council" else i - 1  # "Special Rapporteur of the Human Rights Council on …"
        if low == "on" and bag.low(office) in lexicon.MANDATED and bag.capital(office) and not bag.capital(j):
            return self._mandate(i)
        if (
            j >= self.stop
            or not bag.capital(j)
            or not (bag.capital(i - 1) or before.isdigit() or bag.word(j) == "Region")
        ):
            return False
        if low == "in" and bag.word(j) == "Region" and j > i + 1:  # the region that the document is about
            self.fixed = True
            self.take(j + 1, head=False)
            return False
        if before in ("states", "parties", "governments", "government", "organizations") or low in (
            "with",
            "from",
            "at",
        ):
            return False
        if low == "in" and bag.low(self.head) not in _HAVE_PLACES:
            return False
        self.prepositional = True
        self.fixed = True
        inner = phrase(bag, i + 1, self.stop, self.mode)
        self.take(inner.last if inner else j + 1, head=False)
        return True

    def _place(self, i: int) -> bool:
        self.take(i + 2, head=False)
        return True

    def _mandate(self, i: int) -> bool:
        bag, j = self.bag, i + 1
        while (
            j < self.stop
            and (bag.low(j) not in (",", ";", ":", ".", "(") or (bag.low(j) == "," and bag.low(j + 1) == "its"))
            and (bag.low(j - 1) == "right" or not is_infinitive(bag, j))
        ):
            if bag.low(j) == "until" or (bag.low(j) == "for" and bag.low(j + 1) in ("a", "an", "another")):
                break
            if bag.low(j) in ("and", "or") and bag.low(j + 1) in ("the", "all", "its", "other"):
                break
            j += 1
        self.fixed = True
        self.take(j, head=False)
        return False
