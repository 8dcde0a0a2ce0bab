"""What looks like the name of a body or office and stands in no register: by its shape alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Stands, as often as needed, for the characters of a name that is known.
KNOWN = "\ue000"
_HEADS = (
    "Committee Commission Council Office Organization Organisation Fund Programme Program Group Force Mission Agency "
    "Centre Center Directorate Branch Department Division Bureau Tribunal Court Institute Authority Union League "
    "Team Panel Board Alliance Coalition Unit Federation Assembly Association Secretariat Ministry Commissioner "
    "Rapporteur Envoy Representative Ombudsperson Coordinator Adviser Mechanism Community Partnership Forum Network"
).split()
HEAD = re.compile(rf"\b(?:{'|'.join(_HEADS)})\b")
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w'\-]*|\d{4}(?:/\d{4})*(?= [A-Z]))"
_PHRASE = re.compile(
    rf"""
    (?: {KNOWN}+ [ ] )?                                       # a known body that the name begins with
    {_CAPITAL}
    (?: (?: ,?[ ]and[ ](?:the[ ])? | ,[ ] | [ ](?:of|for|on|to|against|in)[ ](?:the[ ])? | [ ] ) {_CAPITAL} )*
    """,
    re.VERBOSE,
)
_AND = re.compile(r",? and (?:the )?|, ")
_ACRONYM = re.compile(r"(?<![\w/.\-])[A-Z][A-Z0-9&]*(?:-[A-Z]+)?[A-Z](?![\w/]|\.\d)")
_ROMAN = re.compile(r"[IVXLC]+\Z")
_NOT_OF_A_BODY = re.compile(
    r"\b(?:Programme|Program|Declaration|Plan|Platform|Framework|Agenda|Convention|Protocol|Treaty|Agreement|Charter|"
    r"Statute|Principles|Rules|Guidelines|Code|Resolution|Decision|Strategy|Conference|Day|Decade|Year|Summit|Symposium|"
    r"Covenant|Compendium|Handbook|Report|Law|Act|Outcome|Consensus|Communiqué|Accord|Roadmap|Memorandum|Understanding)"
    r"(?: (?:of|for|on|to|against)\b| and\b|\Z)"
)
_ACTION = re.compile(r"\bProgram(?:me)? (?:of (?:Action|Work|Activities)|for)\b|\bForce Majeure\b")
#: Opening words of paragraphs, which are capitalised and belong to no name.
_OPENING = re.compile(r"(?:[A-Z][a-z]+(?:ing|es|s|ed) (?:also |further |again )?)")


def phrases(masked: str) -> Iterator[tuple[int, int, str]]:
    """The spans in `masked`, a folded text with known names masked, that look like a name; with their head noun."""
    if not HEAD.search(masked):
        return
    for found in _PHRASE.finditer(masked):
        for start, end in _parts(masked, found.start(), found.end()):
            heads = HEAD.findall(masked[start:end])
            if heads and " " in masked[start:end] and not _is_other(masked[start:end]):
                yield start, end, heads[0] if len(heads) == 1 else _main_head(masked[start:end])


def _main_head(name: str) -> str:
    """The head of "Committee of the Board" is before the preposition; of "Council Working Group" it is the last."""
    before = re.split(r" (?:of|for|on|to|against|in) ", name)[0]
    heads = HEAD.findall(before) or HEAD.findall(name)
    return str(heads[-1])


def _parts(masked: str, start: int, end: int) -> list[tuple[int, int]]:
    """A run of capitalised words cut at "and" and at commas where either side is a name by itself."""
    if start == 0 and (opening := _OPENING.match(masked, start, end)) and not HEAD.match(masked, start):
        start = opening.end()
    cuts = [start]
    for joint in _AND.finditer(masked, start, end):
        if HEAD.search(masked, cuts[-1], joint.start()) and HEAD.search(masked, joint.end(), end):
            cuts += [joint.start(), joint.end()]
    cuts.append(end)
    return [(cuts[i], cuts[i + 1]) for i in range(0, len(cuts), 2) if cuts[i] < cuts[i + 1]]


def _is_other(phrase: str) -> bool:
    """True for what has such a noun but names a text or a meeting: "Plan of Action", "Declaration on the Court"."""
    return bool(_ACTION.search(phrase)) or bool(
        (found := _NOT_OF_A_BODY.search(phrase)) and not HEAD.search(phrase[: found.start()])
    )


def acronyms(masked: str) -> Iterator[tuple[int, int]]:
    """The spans of capital runs of two to twelve letters that are no Roman numeral."""
    for found in _ACRONYM.finditer(masked):
        if found.end() - found.start() <= 12 and not _ROMAN.match(found[0]):
            yield found.span()


def shouting(text: str) -> bool:
    """True where most letters are capitals, so that capitals say nothing."""
    capitals = sum(map(str.isupper, text))
    return capitals * 2 > sum(map(str.isalpha, text))
