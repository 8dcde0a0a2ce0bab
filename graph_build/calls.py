"""Calls of footnotes that plain text prints as common figures ("the Sudan, 14"), tied to the notes and taken out.

Only a figure that numbers a note of the document can be a call, and only where no other reading is likely: behind a
sign or a year, joined to a word, or at the end of its paragraph.
"""

from __future__ import annotations

import re

from graph_build.model import Mark
from graph_build.structure import Item
from graph_build.wording import Words

_COUNTED = re.compile(
    r"(?:\b(?:paragraphs?|paras?|articles?|sections?|chapters?|rules?|nos?|parts?|annex(?:es)?|items?|resolutions?|pages?|pp?|"
    r"vol|and|to|or|of|by|in|than|from|at|with|decisions?|table|session|over|about|between|on|the|S|A|E)\.?|[\d/–-]),?\s*$",
    re.I,
)
_MONTH_AFTER = re.compile(
    r"\s*(?:[,-]\s*\d+\s*)?(?:and \d+ )?"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)


def tie(items: list[Item]) -> None:
    """Take the calls of numbered notes out of the words of the paragraphs, and leave marks."""
    called = {mark.number for item in items for mark in item.words.marks}
    numbers = [item.number for item in items if item.part == "footnote" and (item.number or "").isdigit()]
    wanted = {number for number in numbers if number} - called
    if not wanted:
        return
    pattern = re.compile(
        rf"(?P<lead>(?<=[\w,;.:)”’\"])\s?)(?P<number>{'|'.join(sorted(wanted, key=len, reverse=True))})(?!\w)"
    )
    for item in items:
        if item.part in ("preamble", "operative", "annex", "back", "title"):
            item.words = _without_calls(item.words, pattern, wanted)


def _without_calls(words: Words, pattern: re.Pattern[str], wanted: set[str]) -> Words:
    cuts = []
    for found in pattern.finditer(words.text):
        if found["number"] in wanted and _is_call(words.text, found):
            doubled = words.text[found.start() - 1] == " " == words.text[found.end() : found.end() + 1]
            cuts.append((found.start(), found.end() + doubled, found["number"]))
    return without(words, cuts) if cuts else words


def _is_call(text: str, found: re.Match[str]) -> bool:
    before, after = text[: found.start()], text[found.end() :]
    number, spaced = found["number"], bool(found["lead"])
    if (
        not before
        or _MONTH_AFTER.match(after)
        or after[:1] in tuple("/(%)")
        or re.match(r"\s?\(|[.,]\d|-\w|–\d|\s(?:per cent|of the)", after)
    ):
        return False
    if "/" in before.split()[-1]:
        return False
    if not spaced:
        year = re.search(r"(?<!\d)(?:1[89]|20)\d\d$", before)
        return bool(year) or (not before[-1].isdigit() and (before[-1] in ',;.:)”’"' or before[-1].islower()))
    if re.search(r"(?<!\d)(?:1[89]|20)\d\d$", before):
        return True
    month = re.search(
        r"(?:January|February|March|April|May|June|July|August|September|October|November|December)$", before
    )
    if month:
        return int(number) > 31
    if before[-1] in ',;.:)”"':
        return (not re.search(r"\d[,;:]$", before) and not after.strip(" .;,")[:1].islower()) or not after.strip()
    ended = not after.strip(" .;,:") or after[:1] in ",;"
    return ended and not _COUNTED.search(before + " ")


def without(words: Words, cuts: list[tuple[int, int, str]]) -> Words:
    """The words with the spans (start, end, number) taken out, each leaving a mark."""
    text, runs, marks, at, length = [], [], list(words.marks), 0, 0
    removed: list[tuple[int, int]] = []
    for start, end, number in cuts:
        text.append(words.text[at:start])
        length += start - at
        marks.append(Mark(start, number))
        removed.append((start, end))
        at = end
    text.append(words.text[at:])
    whole = "".join(text)

    def moved(offset: int) -> int:
        return offset - sum(min(offset, end) - start for start, end in removed if start < offset)

    for at, where in words.runs:
        inside = next((end for start, end in removed if start <= at < end), None)
        runs.append((moved(at), where) if inside is None else (moved(inside), words.locate(inside)))
    for _, end in removed:
        if end < len(words.text):
            runs.append((moved(end), words.locate(end)))
    kept = sorted({at: where for at, where in runs if at < len(whole)}.items())
    settled = sorted((Mark(moved(mark.at), mark.number) for mark in marks), key=lambda mark: mark.at)
    last = (
        words.locate(len(words.text) - 1)
        if not removed or removed[-1][1] < len(words.text)
        else words.locate(removed[-1][0] - 1)
    )
    return Words(whole, kept, settled, words.start, last + 1).cut(0)
