"""A paragraph in clauses: each headed by a verb by which the organ speaks, with the words that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from graph_build.actor_lists import series
from graph_build.actor_text import Words, is_infinitive
from graph_build.acts import Head
from graph_build.addressing import Complement, complement
from graph_build.model import Passage


class Clause(Struct, frozen=True, gc=False):
    """A clause that directs: `text[start:end]`, from its connecting words to the end of its complement."""

    head: Head
    act: str
    start: int
    end: int
    complement: Complement
    gapped: bool = False  # its verb stands in the clause before: "and for CTED to report"
    shared: tuple[int, int] | None = (
        None  # what is asked stands in the next clause: "urges States and encourages X to …"
    )


_SENTENCE_END = re.compile(r"\.(?<!\b[A-Z]\.)(?<!Mr\.)(?<!Ms\.)(?<!No\.)[”’]? (?=[A-Z“])")
_SIGNS = " ,;:.\t\n\r\f\v\x1c\x1d\x1e\x1f\x85\xa0"
_JOINT = re.compile(r"\b(?:and|but|while|or)\Z")
#: Where a speaker's aside begins that asks nothing any more: ", recalling …", ", while noting that …".
_COMMENT = re.compile(
    r", (?:and )?(?:while |whilst )?(?:also |further |in this regard )?(?:noting|recalling|recognizing|recognising|"
    r"welcoming|reaffirming|"
    r"stressing|emphasizing|emphasising|underlining|underscoring|acknowledging|commending|reiterating (?:that|"
    r"the importance)|taking note|expressing|"
    r"deploring|condemning|affirming|highlighting) "
)
_RESUMES = re.compile(r", and to (?!the\b|its\b)[a-z]|; (?:and )?to [a-z]")
#: Before a participle: it continues a series of things to be done ("by training officials, encouraging …").
_SERIES = re.compile(r"\b(?:by|including|through|inter alia|as|for|in|of|on|with|and)\b,? (?:\w+ly )?\w+ing\b[^;]*$")
#: Right before a participle: it says by what means.
_MEANS = re.compile(r"\b(?:including|by|through|as|inter alia)\b,?(?: [^,;]{2,40},)? ?(?:and )?$")
_FOR_OTHERS = re.compile(
    r",(?: and (?:for|(?:up)?on) (?=(?:the |all |its |other )?[A-Z])| for (?=(?:the |all |its |other )[A-Z]))|"
    r" and for (?=(?:the |all |its |other )?[A-Z])"
)
_MAY_BE_FOR = (", and for ", ", and on ", ", and upon ", ", for ", " and for ")  # with what each of these begins
_AND_OTHERS = re.compile(r", and (?=(?:the |all )[A-Z])")
#: What follows is what a report shall hold: "to report on:".
_ON_WHAT = re.compile(r"\b(?:on|about|including|contain|cover|address|following)\s*:\s*$")
#: What follows are the tasks of a body that is set up: "to undertake the following tasks:".
_TASKS = re.compile(r"\b(?:tasks|mandate|functions|responsibilities|terms of reference)(?: \w+)?\s*:\s*$")
_CONTROL = re.compile(
    r"\b(?:invit|encourag|enabl|assist|help|allow|ask|request|urg|support|call|train|permit|requir|order)\w*\b"
)


def directing(passage: Passage, spoken: Sequence[Head], bag: Words) -> tuple[list[Clause], bool]:
    """The clauses of a passage that direct, by the verbs `spoken` in it, and whether its last clause is one of them."""
    heads = _settled(passage.text, bag, spoken)
    clauses: list[Clause] = []
    for k, head in enumerate(heads):
        if head.act is None:
            continue
        until = heads[k + 1].before if k + 1 < len(heads) else len(passage.text)
        clauses += _split(bag, head, head.act, _end(passage.text, head.end, until))
    clauses = [_sharing(bag, clause, after) for clause, after in zip_longest(clauses, clauses[1:])]
    return clauses, bool(heads) and heads[-1].act is not None


def _sharing(bag: Words, clause: Clause, after: Clause | None) -> Clause:
    """The clause, with the words of the next one that say what is asked where its own say only of whom."""
    if after is None or clause.complement.rule != "bare" or after.complement.rule != "infinitive" or after.gapped:
        return clause
    between = bag.text[clause.end : after.head.start].strip(" ,")
    if bag.at(clause.end) > clause.complement.body or between != "and":
        return clause
    return replace(clause, shared=(bag.starts[after.complement.body], after.end))


def _settled(text: str, bag: Words, heads: Sequence[Head]) -> list[Head]:
    """Without participles that only continue what somebody is asked to do, and without verbs that are nouns here."""
    kept: list[Head] = []
    for k, head in enumerate(heads):
        until = heads[k + 1].before if k + 1 < len(heads) else len(text)
        if (head.act in _WITH_SOMEBODY or (head.again and head.act == "decide")) and not _asks(bag, head, until):
            continue
        if head.form != "participle" or _speaks(text, bag, head, until, kept[-1] if kept else None):
            kept.append(head)
    return kept


#: Acts whose verbs are common nouns and verbs besides: somebody must be told to do something.
_WITH_SOMEBODY = frozenset(
    ("other:mandate", "other:task", "other:require", "other:propose", "other:oblige", "other:entrust", "other:exhort")
)


def _asks(bag: Words, head: Head, until: int) -> bool:
    read = complement(bag, head, head.act or "", bag.at(until))
    if head.again:
        return read.rule in ("infinitive", "that-clause", "that-thing", "open")
    return bool(read.items) and read.items[0].strong and read.rule in ("infinitive", "that-clause")


def _speaks(text: str, bag: Words, head: Head, until: int, governing: Head | None) -> bool:
    """Whether it is the organ that asks by a participle: "…, and in this regard encouraging States to …"."""
    if governing is None or head.act is None:
        return False
    read = complement(bag, head, head.act, bag.at(until))
    if not read.items or read.rule not in ("infinitive", "agent", "that-clause"):
        return False
    if head.regard or governing.act is None:
        return read.rule == "infinitive" or head.regard
    before = text[governing.end : head.start]
    return read.rule == "infinitive" and not _SERIES.search(before) and not _MEANS.search(before)


def _end(text: str, start: int, until: int) -> int:
    """Where a clause ends: before the next verb of the organ, at the end of its sentence, its own signs left out."""
    sentence = _SENTENCE_END.search(text, start, until)
    until = sentence.start() if sentence else until
    trimmed = start + len(text[start:until].rstrip(_SIGNS))
    joint = _JOINT.search(text, max(start, trimmed - 5), trimmed)
    return start + len(text[start : joint.start()].rstrip(_SIGNS)) if joint else trimmed


def _split(bag: Words, head: Head, act: str, end: int) -> Iterator[Clause]:
    """The clause of a verb, parted where a second actor is asked by the same verb."""
    read = complement(bag, head, act, bag.at(end))
    start = head.before
    if read.rule == "infinitive" and read.items:
        body = bag.ends[min(read.body, len(bag) - 1)]
        for at, first in _others(bag, body, end):
            yield Clause(head, act, start, at, read, gapped=start != head.before)
            listed = series(bag, first, bag.at(end), "addressee")
            read = Complement(listed.items, listed.last, "infinitive")
            start = at
    yield Clause(head, act, start, end, read, gapped=start != head.before)


def _others(bag: Words, body: int, end: int) -> Iterator[tuple[int, int]]:
    """Where another actor is named with an infinitive of its own: the place, and its first word."""
    text = bag.text
    found = []
    if any(text.find(words, body, end) >= 0 for words in _MAY_BE_FOR):
        found += [(m.start(), m.end(), True) for m in _FOR_OTHERS.finditer(text, body, end)]
    found += [(m.start(), m.end(), False) for m in _AND_OTHERS.finditer(text, body, end)]
    for at, after, plain in sorted(found):
        first = bag.at(after)
        listed = series(bag, first, bag.at(end), "free")
        if not listed.items or not all(item.strong for item in listed.items) or not is_infinitive(bag, listed.last):
            continue
        if plain or not _CONTROL.search(text[body:at]):
            yield at, first


def fields_end(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a clause that say what is asked: without the speaker's comments on it."""
    stretches: list[tuple[int, int]] = []
    at = start
    while comment := _COMMENT.search(text, at, end):
        stretches.append((at, comment.start()))
        resumed = _RESUMES.search(text, comment.end(), end)
        if resumed is None:
            return stretches
        at = resumed.start()
    stretches.append((at, end))
    return stretches


def first_word(bag: Words, offset: int) -> int:
    """Where the first word behind those that join a clause begins."""
    at = bag.at(offset)
    while bag.low(at) in (",", "and", "for", "the"):
        at += 1
    return bag.starts[at]


def speaks(heads: Sequence[Head]) -> bool:
    """Whether a passage of these verbs begins with one by which the organ speaks."""
    return bool(heads) and heads[0].before == 0


def lists_contents(text: str) -> bool:
    """Whether a chapeau leaves it to its sub-paragraphs to say what a report shall hold."""
    return _ON_WHAT.search(text) is not None


def lists_tasks(text: str) -> bool:
    """Whether a chapeau leaves it to its sub-paragraphs to say what tasks a body has."""
    return _TASKS.search(text) is not None
