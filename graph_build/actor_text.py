"""The words of a text with the mentions that lie in it, as the grammar of actors reads them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from graph_build import actor_words as lexicon
from graph_build.model import Citation, Mention

_WORD = re.compile(r"\w+(?:[-’'/&‑–.]\w+)*(?:[’'](?!\w)|-(?=[ ,]))?|[^\w\s]")
_NOT_VERB = lexicon.DETERMINERS | frozenset("which whom whose it them him us date that persons".split())
#: Words after which an infinitive belongs to them, not to the verb of the directive.
HOLDS_INFINITIVE = frozenset(
    """yet able position willing wish wishes wishing ready order required entitled mandated likely seeking seek failed
    intend need needs ability right capacity have has had due view prior respect regard relation related relating
    according addition pursuant subject contrary response access""".split()
)
_NO_PART = frozenset(("requesting", "all", "its", "their", "other"))


class _Lowered(dict[int, str]):
    """Words by their number; a word that is not there is empty."""

    def __missing__(self, number: int) -> str:
        return ""


class Words(Struct, frozen=True, gc=False):
    """The words of a text: their places, their lower-case forms, and the mentions that begin at them.

    `low` gives the lower-case form of a word, and nothing where there is none, before the first and behind the last.
    `titles` are the words within the title of an instrument, its first one left out: nobody is named by them alone.
    """

    text: str
    starts: list[int]
    ends: list[int]
    lower: list[str]
    low: Callable[[int], str]
    names: dict[int, tuple[int, Mention]]
    titles: frozenset[int] = frozenset()

    def __len__(self) -> int:
        return len(self.starts)

    def word(self, i: int) -> str:
        """The word as written."""
        return self.text[self.starts[i] : self.ends[i]]

    def capital(self, i: int) -> bool:
        """Whether the word begins with a capital letter."""
        return 0 <= i < len(self.starts) and self.text[self.starts[i]].isupper()

    def at(self, offset: int) -> int:
        """The first word that begins at or after `offset`."""
        return bisect_left(self.starts, offset)


def words(text: str, mentions: Iterable[Mention] = (), citations: Iterable[Citation] = ()) -> Words:
    """The words of `text`, with those of its mentions that begin and end at words; titles are those of `citations`."""
    low = text.lower()
    if len(low) != len(text):  # a letter whose small form is longer
        low = text
    starts, ends, lower = _split(low)
    lowered = _Lowered(enumerate(lower)).__getitem__
    bag = Words(text, starts, ends, lower, lowered, {}, frozenset(_titled(starts, citations)))
    for mention in mentions:
        first = bag.at(mention.start)
        while first < len(starts) and bag.low(first) in _NO_PART and starts[first] < mention.end:
            first += 1  # "all parties", "requesting States"
        if first >= len(starts) or starts[first] < mention.start or starts[first] >= mention.end:
            continue
        last = bisect_left(ends, mention.end, first)
        if last < len(starts) and (ends[last] == mention.end or text[mention.end : ends[last]] in ("’s", "'s", "’")):
            known = bag.names.get(first)
            if known is None or known[0] < last + 1:
                bag.names[first] = (last + 1, mention)
    return bag


def _titled(starts: list[int], citations: Iterable[Citation]) -> Iterator[int]:
    for citation in citations:
        if citation.text[0].isupper() and " " in citation.text:
            yield from range(bisect_left(starts, citation.start) + 1, bisect_left(starts, citation.end))


def _split(text: str) -> tuple[list[int], list[int], list[str]]:
    """Where the words and signs of a text begin and end, and they themselves."""
    starts: list[int] = []
    ends: list[int] = []
    found: list[str] = []
    at = 0
    for piece in text.split(" "):
        stop = at + len(piece)
        if piece.isalnum():
            starts.append(at)
            ends.append(stop)
            found.append(piece)
        elif piece:
            word, sign = piece[:-1], piece[-1]
            if sign in ",.;:" and word.isalnum():
                starts += (at, stop - 1)
                ends += (stop - 1, stop)
                found += (word, sign)
            else:
                for match in _WORD.finditer(text, at, stop + 1):
                    starts.append(match.start())
                    ends.append(match.end())
                    found.append(match[0])
        at = stop + 1
    return starts, ends, found


def is_infinitive(bag: Words, i: int) -> bool:
    """Whether the word at `i` is the "to" of an infinitive: "to provide", "to further enhance", "to:"."""
    if bag.low(i) != "to":
        return False
    after = bag.low(i + 1)
    if after in ("", ":", ",") or (bag.low(i - 1) in ("parties", "party") and after in ("armed", "conflict")):
        return after in ("", ":", ",")
    if after in _NOT_VERB or not after[0].isalpha() or bag.capital(i + 1):
        return False
    if after.endswith("ing") and after not in _VERBS_IN_ING:
        return False
    if after.endswith(_NOUN_ENDINGS) and after not in _VERBS_IN_NOUN_SHAPE:
        return False
    if after in _VERBS_BEFORE_OBJECTS and bag.low(i + 2) in _OBJECT_BEGINS:
        return True
    return after not in _NO_VERBS and not (after.endswith("al") and after not in _VERBS_IN_AL)


_NOUN_ENDINGS = ("ment", "tion", "sion", "ance", "ence", "ity", "ship", "ness")
_VERBS_IN_NOUN_SHAPE = frozenset(
    """mention question position condition finance enhance advance implement supplement complement document experience
    influence reference evidence balance commission function caution sanction station envision provision cement augment
    comment distance silence sequence sentence petition partition transition ration apportion proportion fashion
    vaccinate pension instance surveillance recommence commence lament torment ferment fragment experiment harness
    witness reposition requisition decommission""".split()
)
_VERBS_IN_AL = frozenset(
    "deal appeal reveal steal heal seal signal equal rival total conceal repeal unseal marshal".split()
)
_VERBS_IN_ING = frozenset("bring cling fling ring sing spring sting swing wring".split())
#: Names of bodies and their adjectives that are verbs where an object follows: "to institute a dialogue".
_VERBS_BEFORE_OBJECTS = frozenset("institute commission appropriate force power state".split())
_OBJECT_BEGINS = frozenset("a an the its their all any such this that these each".split())
VERBS_TOO = frozenset(
    "support report partner network staff head chair bank police fund centre access host board".split()
)
_NO_VERBS = (lexicon.HEADS | lexicon.ADJECTIVES) - VERBS_TOO
