"""One pass over a passage for every word that a rule about citations begins with; the rules look only there."""

from __future__ import annotations

from functools import cache
from typing import Literal

import ahocorasick_rs as ac
from msgspec import Struct, field

Kind = Literal["noun", "word", "verb", "unit", "organ"]

#: Words by which a named instrument is taken up again; the longer ones are one word each.
NOUNS = (
    "Programme of Action", "Plan of Action", "Platform for Action", "Agenda for Action", "Action Plan", "Action Agenda",
    "Plan of Implementation", "Code of Conduct", "Guiding Principles", "Convention", "Covenant", "Charter", "Strategy",
    "Declaration", "Protocol", "Treaty", "Statute", "Agreement", "Agenda", "Pact", "Framework", "Consensus",
    "Principles", "Guidelines", "Rules", "Regulations", "Compact", "Roadmap", "Road Map", "Accord", "Pathway",
)  # fmt: skip
_WORDS: dict[Kind, tuple[str, ...]] = {
    "noun": NOUNS,
    "word": (
        "resolution", "Resolution", "RESOLUTION", "res. ", "Res. ", "UNSCR",
        "decision", "Decision", "DECISION", "statement", "Statement",
        "conclusion", "Conclusion", "opinion", "Opinion", "Act ", "Acts ", "Law ", "Laws ", "Decree", "recommendation",
        "Recommendation", "vol. ", "vols. ", "goal", "p. ", "pp. ",
    ),
    "verb": (
        "ecall", "eaffirm", "ffirm", "otes", "oting", "akes note", "aking note", "elcom", "cknowledg",
        "ecogni", "tress", "nderlin", "nderscor", "mphasi", "eiterat", "ndors", "ears in mind", "earing in mind",
        "aving considered", "aving examined", "akes into", "aking into", "uided by", "ommend", "egret", "eplor",
        "cting under", "n accordance", "n conformity", "n compliance", "n keeping", "n line with", "n full ",
        "onsistent with",
        "ursuant to", "n pursuance", "ompl", "biding by", "bide by", "onform", "mplement", "ive effect",
        "ive full effect",
        "iving effect", "iving full", "ulfil",
    ),
    "unit": (
        "aragraph", "ara. ", "aras. ", "ection ", "ections ", "ect. ", "ects. ", "nnex", "NNEX", "ppendi", "rticle",
        "rt. ",
        "rts. ", "hapter", "hap. ", "haps. ", "art ", "arts ", "ule ", "ules ", "rinciple ", "rinciples ", "reambular",
    ),
    "organ": (
        "Assembly", "Council", "Commission", "Conference", "Committee", "Board", "Congress", "Forum", "UN-Habitat",
        "UN-Women", "League", "African Union", "Meeting of", "Organization", "Islamic Cooperation",
    ),
}  # fmt: skip


class Triggers(Struct, frozen=True, gc=False):
    """Where the words of each kind stand in a text: pairs (start, end), ascending."""

    noun: list[tuple[int, int]] = field(default_factory=list)
    word: list[tuple[int, int]] = field(default_factory=list)
    verb: list[tuple[int, int]] = field(default_factory=list)
    unit: list[tuple[int, int]] = field(default_factory=list)
    organ: list[tuple[int, int]] = field(default_factory=list)

    @property
    def naming(self) -> bool:
        """Whether a word stands here that names what is cited, or a part of it."""
        return bool(self.noun or self.word or self.unit)


#: Of the ways in which an automaton may be laid out the quickest; with so few words it takes little time to make.
DFA = ac.Implementation.DFA


@cache
def _finder() -> tuple[ac.AhoCorasick, tuple[int, ...]]:
    """The automaton of all words, and for each word which kind it is of, counted as in Triggers."""
    order = Triggers.__struct_fields__
    pairs = [(word, order.index(kind)) for kind, words in _WORDS.items() for word in words]
    finder = ac.AhoCorasick([word for word, _ in pairs], matchkind=ac.MatchKind.LeftmostLongest, implementation=DFA)
    return finder, tuple(number for _, number in pairs)


def scan(text: str) -> Triggers:
    """The trigger words of the text, in one pass."""
    finder, kinds = _finder()
    found = Triggers()
    places = (found.noun, found.word, found.verb, found.unit, found.organ)
    for index, start, end in finder.find_matches_as_indexes(text):
        places[kinds[index]].append((start, end))
    return found
