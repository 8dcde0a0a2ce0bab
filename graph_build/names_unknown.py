"""What looks like the name of a body or office and stands in no register: by its shape alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Stands, as often as needed, for the characters of a name that is known.
KNOWN = "\ue000"
#: The same for the name of a State, which may stand behind a preposition: "Mission to …".
STATE = "\ue001"
HEADS = (
    "Committee Commission Council Office Organization Organisation Fund Programme Program Group Force Mission Agency "
    "Centre Center Directorate Branch Department Division Bureau Tribunal Court Institute Authority Union League "
    "Team Panel Board Alliance Coalition Unit Federation Assembly Association Secretariat Ministry Commissioner "
    "Rapporteur Envoy Representative Ombudsperson Coordinator Adviser Mechanism Community Partnership Forum Network"
).split()
HEAD = re.compile(rf"\b(?:{'|'.join(HEADS)})\b")
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w\-]*(?:'(?!s\b)\w+|'s?(?=[ ][A-Z]))*|\d{4}(?:/\d{4})*(?= [A-Z]))"
_PHRASE = re.compile(
    rf"""
    (?: {KNOWN}+ [ ] )?                                       # a known body that the name begins with
    {_CAPITAL}
    (?: (?: ,?[ ]and[ ](?:the[ ])? | ,[ ] | [ ](?:of|for|on|against)[ ](?:the[ ])? | [ ](?:to|in)[ ] | [ ] )
        {_CAPITAL} | [ ](?:of|for|on|to|in|against)[ ](?:the[ ])?{STATE}+ ){{0,40}}
    """,
    re.VERBOSE,
)
_PHRASE_BEGINS = re.compile(rf"[{KNOWN}A-ZÀ-ÖØ-Þ0-9]")
_AND = re.compile(r",? and (?:the )?|, ")
_ACRONYM = re.compile(
    r"[A-Z](?=[A-Z0-9&-])(?<![\w/.\-].)(?<![A-Z] .)[A-Z0-9&]*(?:-[A-Z]+)?[A-Z](?![\w/]|[.\-]\d| [A-Z]{2})"
)
_CAPITALS = re.compile(r"[A-Z][A-Z&-]")
_ROMAN = re.compile(r"(?:S-)?[IVXLC]+\Z")
_ACTION = re.compile(r"\bProgram(?:me)? (?:of (?:Action|Work|Activities)|for)\b|\bForce Majeure\b")
#: Words that are capitalised at the beginning of a sentence and belong to no name.
_OPENING = re.compile(r"(?:The|This|That|These|Such|Each|Any|All|In|An?|Its|And|If|For|On|By|To|At|My|Our|His|Her) ")
_BEGINNING = re.compile(rf"[{KNOWN}\dA-ZÀ-ÖØ-Þ]")
_VERB = re.compile(r"[A-Z][a-z]+(?:ing|s) (?:also |further |again )?")
_OWNER = re.compile(rf".*\b(?:{'|'.join(HEADS)})'s ")
_BASED = "-based "
_PREPOSITION = re.compile(r" (?:of|for|on|to|against|in) ")
_ENDS_IN_HEAD = re.compile(rf"\b(?:{'|'.join(HEADS)})\Z")


def phrases(masked: str) -> Iterator[tuple[int, int, str]]:
    """The spans in `masked`, a folded text with known names masked, that look like a name; with their head noun."""
    done = 0
    for place in _PHRASE_BEGINS.finditer(masked):
        found = _PHRASE.match(masked, place.start()) if place.start() >= done else None
        if found is None:
            continue
        done = found.end()
        for start, end in _parts(masked, found.start(), found.end()):
            phrase = masked[start:end]
            head = _ENDS_IN_HEAD.search(_PREPOSITION.split(phrase, maxsplit=1)[0])
            if head and " " in phrase and _BEGINNING.match(phrase) and not _ACTION.search(phrase):
                yield start, end, head[0]


def _parts(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run of capitalised words cut at "and" and at commas where either side is a name by itself."""
    start = _beginning(masked, start, end)
    cuts = [start]
    for joint in _AND.finditer(masked, start, end):
        if HEAD.search(masked, cuts[-1], joint.start()) and HEAD.search(masked, joint.end(), end):
            cuts += [joint.start(), joint.end()]
    cuts.append(end)
    return [(cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2) if cuts[i] < cuts[i + 1]]


def _beginning(masked: str, start: int, end: int) -> int:
    """Where the name begins in a run: behind the verb that opens a paragraph, an article, a place, an owner."""
    if start == 0 and not HEAD.match(masked) and (verb := _VERB.match(masked, 0, end)):
        start = verb.end()
    while opening := _OPENING.match(masked, start, end):
        start = opening.end()
    if _BASED in masked[start:end]:
        start = masked.rindex(_BASED, start, end) + len(_BASED)
    if owner := _OWNER.match(masked, start, end):
        start = owner.end()
    return start


def head(name: str) -> str | None:
    """The noun at the head of a body's full name: Commission of "Commission on Narcotic Drugs"."""
    found = _ENDS_IN_HEAD.search(_PREPOSITION.split(name, maxsplit=1)[0])
    return found[0] if found else None


def acronyms(masked: str) -> Iterator[tuple[int, int]]:
    """The spans of capital runs of two to twelve letters that are no Roman numeral."""
    if not capitals(masked):
        return
    for found in _ACRONYM.finditer(masked):
        if found.end() - found.start() <= 12 and not _ROMAN.match(found[0]):
            yield found.span()


def capitals(text: str) -> bool:
    """Whether a run of capitals stands in the text, as in an acronym."""
    return _CAPITALS.search(text) is not None


def shouting(text: str) -> bool:
    """True where most letters of the beginning are capitals, so that capitals say nothing."""
    beginning = text[:80]
    return sum(map(str.isupper, beginning)) * 2 > len(beginning)
