"""What a directive, and the title of a document, is about: concepts of a thesaurus, found by their labels.

The register topics.yaml says by which words a concept is known. All of them stand in one automaton, in the singular
and the plural and in the spellings that documents use; of the hits that stand at word boundaries the leftmost and
longest hold. A word inside a body's name says nothing of what is asked, nor does one in the naming of those addressed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import ahocorasick_rs
from msgspec import Struct
from msgspec.structs import replace

from graph_build import names_forms
from graph_build.clauses import fields_end
from graph_build.model import Directive, Evidence, Mention, Passage, Registers

RULE = "label of a concept"
#: Fields whose words say who acts, and how: nothing of what is asked.
_OTHERWISE = ("addressees", "partners", "conditions")
_IRREGULAR = {"child": "children", "woman": "women", "man": "men", "person": "persons", "crisis": "crises"}
#: Where the head of a form ends: its plural stands there too ("acts of terrorism").
_HEAD = re.compile(r" (?:of|in|on|to|for|against|among|at|under) ")


class Found(Struct, frozen=True, gc=False):
    """The concept that the words at start..end name."""

    start: int
    end: int
    concept: str


class Concepts(Struct, frozen=True, gc=False):
    """The compiled labels of the register: share it between documents; build it anew in each process."""

    automaton: ahocorasick_rs.AhoCorasick  # leftmost and longest
    overlapping: ahocorasick_rs.AhoCorasick
    iris: tuple[str, ...]
    groups: frozenset[str]  # register ids of classes of actors, whose names may well say what is asked

    @classmethod
    def compile(cls, registers: Registers) -> Concepts:
        """The concepts of the register, ready to be found."""
        table: dict[str, str] = {}
        for topic in registers.topics:
            table.update((names_forms.fold(form).lower(), topic.concept) for form in topic.forms)
        for topic in registers.topics:
            for form in topic.forms:
                for spelt in printed(form):
                    table.setdefault(spelt, topic.concept)
        return cls(
            automaton=_automaton(table, ahocorasick_rs.MatchKind.LeftmostLongest),
            overlapping=_automaton(table, ahocorasick_rs.MatchKind.Standard),
            iris=tuple(table.values()),
            groups=frozenset(entry.id for entry in registers.entries if entry.file == "groups.yaml"),
        )

    def find(self, text: str) -> list[Found]:
        """The concepts that each line of the text names, leftmost and longest, without overlap, in order."""
        low = names_forms.fold(text).lower()
        if len(low) != len(text):  # a letter whose small form is longer
            low = text
        hits = self.automaton.find_matches_as_indexes(low)
        cut = {low.rfind("\n", 0, hit[1]) + 1 for hit in hits if _inside(low, hit)}
        if cut:  # in these lines a form that goes on as another word may hide a shorter one
            hits = [hit for hit in hits if low.rfind("\n", 0, hit[1]) + 1 not in cut]
            hits = sorted([*hits, *(hit for line in cut for hit in self._line(low, line))], key=lambda hit: hit[1])
        return [Found(start, end, self.iris[index]) for index, start, end in hits]

    def _line(self, low: str, at: int) -> Iterator[Match]:
        """What the line that begins at `at` names, by looking at every hit in it."""
        end = low.find("\n", at)
        line = low[at : end if end >= 0 else len(low)]
        for index, start, stop in _longest(line, self.overlapping.find_matches_as_indexes(line, overlapping=True)):
            yield index, at + start, at + stop


Match = tuple[int, int, int]


def _inside(low: str, hit: Match) -> bool:
    """Whether a hit begins or ends inside a word; what stands before a hyphen is part of the word."""
    _, start, end = hit
    return (start > 0 and (low[start - 1].isalnum() or low[start - 1] == "-")) or (
        end < len(low) and low[end].isalnum()
    )


def _automaton(table: Iterable[str], kind: ahocorasick_rs.MatchKind) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        list(table), matchkind=kind, store_patterns=False, implementation=ahocorasick_rs.Implementation.ContiguousNFA
    )


def _longest(low: str, hits: Iterable[Match]) -> list[Match]:
    """The hits of whole words, leftmost and longest."""
    chosen: list[Match] = []
    at = 0
    for start, end, index in sorted((start, -end, index) for index, start, end in hits):
        if start >= at and not _inside(low, (index, start, -end)):
            at = -end
            chosen.append((index, start, at))
    return chosen


def printed(form: str) -> Iterator[str]:
    """Every spelling of a form: plural, with and without a hyphen, with s for z; in small letters."""
    base = names_forms.fold(form).lower()
    for number in {base, *_plurals(base)}:
        joined = number.replace(" ", "-") if number.count(" ") == 1 else number  # "money-laundering"
        for hyphen in {number, joined, number.replace("-", " "), number.replace("-", "")}:
            yield from {hyphen, re.sub(r"iz(?=e|at|ing)", "is", hyphen)}


def _plurals(form: str) -> Iterator[str]:
    head = _HEAD.search(form)
    end = head.start() if head else len(form)
    first, _, word = form[:end].rpartition(" ")
    yield f"{first} {plural(word)}{form[end:]}".lstrip()


def plural(word: str) -> str:
    """The plural of a word in small letters; a plural, and what has none, stays as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if re.search(r"(?:(?<!s)s|ism|men|dren|people)\Z", word):
        return word
    if re.search(r"[^aeiou]y\Z", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:ss|x|ch|sh)\Z", word) else "s")


def mark(
    duties: Sequence[Directive], passages: Sequence[Passage], mentions: Iterable[Mention], concepts: Concepts
) -> tuple[Directive, ...]:
    """The directives with the concepts that the words of what is asked name, each with its evidence.

    A directive of a chapeau has those of its parts too. Offsets are into the text of the passages.
    """
    marker = _Marker(duties, passages, mentions, concepts)
    return tuple(map(marker.mark, duties))


def of_title(passages: Iterable[Passage], concepts: Concepts) -> tuple[Evidence, ...]:
    """The concepts that the title of the document names, each once, with its first words as evidence."""
    found: dict[str, Evidence] = {}
    for passage in passages:
        if passage.part == "title":
            for hit in concepts.find(passage.text):
                found.setdefault(hit.concept, _because(hit, passage.id))
    return tuple(found.values())


def _because(hit: Found, paragraph: str) -> Evidence:
    return Evidence(field="topics", value=hit.concept, start=hit.start, end=hit.end, rule=RULE, paragraph=paragraph)


class _Marker:
    """The passages of a document that hold directives, and the concepts that each names outside bodies' names."""

    def __init__(
        self,
        duties: Iterable[Directive],
        passages: Iterable[Passage],
        mentions: Iterable[Mention],
        concepts: Concepts,
    ) -> None:
        wanted = {each.paragraph for duty in duties for each in (duty, *duty.parts)}
        self.texts = {passage.id: passage.text for passage in passages if passage.id in wanted}
        named: dict[str, list[Span]] = defaultdict(list)
        for mention in mentions:
            if mention.paragraph in wanted and mention.actor not in concepts.groups:
                named[mention.paragraph].append((mention.start, mention.end))
        self.found: dict[str, list[Found]] = defaultdict(list)
        paragraphs = list(self.texts)
        begins = [0, *accumulate(len(text) + 1 for text in self.texts.values())]
        for hit in concepts.find("\n".join(self.texts.values())):
            number = bisect_right(begins, hit.start) - 1
            place, at = paragraphs[number], begins[number]
            there = Found(hit.start - at, hit.end - at, hit.concept)
            if not _touches(there, named.get(place, ())):
                self.found[place].append(there)

    def mark(self, directive: Directive) -> Directive:
        parts = tuple(map(self.mark, directive.parts))
        because: dict[str, Evidence] = {}
        for hit in self._asked(directive):
            because.setdefault(hit.concept, _because(hit, directive.paragraph))
        for part in parts:
            for each in part.why:
                if each.rule == RULE:
                    because.setdefault(each.value, each)
        if not because:
            return replace(directive, parts=parts) if parts else directive
        topics = tuple(sorted({*directive.topics, *because}))
        return replace(directive, parts=parts, topics=topics, why=(*directive.why, *because.values()))

    def _asked(self, directive: Directive) -> Iterator[Found]:
        """The concepts named in what is asked: not in who acts, nor in the provisos and the speaker's comments."""
        hits = self.found.get(directive.paragraph)
        if not hits:
            return
        otherwise = [
            (each.start, each.end)
            for each in directive.why
            if each.field in _OTHERWISE and each.paragraph in (None, directive.paragraph)
        ]
        for start, end in fields_end(self.texts[directive.paragraph], directive.start, directive.end):
            for hit in hits:
                if start <= hit.start and hit.end <= end and not (otherwise and _touches(hit, otherwise)):
                    yield hit


Span = tuple[int, int]


def _touches(hit: Found, spans: Iterable[Span]) -> bool:
    first, last = hit.start, hit.end
    return any(start < last and first < end for start, end in spans)
