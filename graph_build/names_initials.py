"""What an acronym in brackets stands for: the name before it, the end of that name, or more than that name."""

from __future__ import annotations

import re
from typing import Literal

from graph_build.names_unknown import HEADS

Fit = Literal["whole", "tail", "beyond", "open"]

#: A word of a name that gives a letter to its acronym.
_LETTER = re.compile(r"(?<![\w'])[A-Z](?=[\w'])")
#: How far before a name its beginning is looked for, and where a clause before it ends.
REACH = 160
_CLAUSE = re.compile(r"[,;:.()\"]")
#: What joins a name to the words before it that it belongs to: "Special Representative of the".
_JOINED = re.compile(r"[\w'] (?:of|for|to|on|in|against)(?: the)? \Z")
_ACRONYM = r"[A-Z][\w&/\-]*[A-Z][\w\-]*"
#: What follows a name in brackets and becomes its short form: (UNODC), (hereinafter "the Committee"), ("the Fund").
_BRACKET = re.compile(
    rf"""
    ,?[ ]?\(
    (?: (?:herein|here)after[ ,]*(?:referred[ ]to[ ]as|called)?[ ]? | (?:also[ ])?known[ ]as[ ] )?
    (?: (?:the[ ])? "? (?:the[ ])? (?P<term> {_ACRONYM} ) "? | (?:the[ ])? " (?:the[ ])? (?P<words> [A-Z][\w \-]+ ) "
      | the[ ] (?P<head> (?:[A-Z][\w\-]+[ ])? (?:{"|".join(HEADS)}) ) )
    (?: ,?[ ]or[ ](?:the[ ])? "? (?:the[ ])? (?P<second> [A-Z][\w \-]+ ) "? )?
    \)
    """,
    re.VERBOSE,
)
_AFTER = re.compile(
    r',? ?\(?(?:herein|here)after,? (?:referred to as |called )?(?:the )?"?(?:the )?'
    r"(?P<term>[A-Z][\w\-]*(?: [A-Z][\w\-]*)*)"
)


def fit(term: str, folded: str, start: int, end: int) -> Fit:
    """Whether the letters of `term` begin the words of the name at `start` to `end`, of its end, or of more.

    "open" where they begin none of these: an acronym of another language, or one made otherwise.
    """
    letters = "".join(filter(str.isupper, term))
    own = initials(folded[start:end])
    if own == letters:
        return "whole"
    if len(letters) > 1 and own.endswith(letters):
        return "tail"
    if not joined(folded, start):
        return "open"
    before = _CLAUSE.split(folded[max(0, start - REACH) : start])[-1]
    return "beyond" if len(letters) > len(own) and (initials(before) + own).endswith(letters) else "open"


def joined(folded: str, start: int) -> bool:
    """Whether a name belongs to the words before it: "Representative of the" Secretary-General."""
    return _JOINED.search(folded, max(0, start - 24), start) is not None


def fits(term: str, name: str) -> bool:
    """Whether a name has the letters of an acronym, or the first word of a short form."""
    if term[1:2].isupper():
        return initials(name) == "".join(filter(str.isupper, term))
    return re.search(rf"(?<!\w){re.escape(term.split()[0])}(?!\w)", name) is not None


def initials(text: str) -> str:
    """The letters with which the capitalized words of a text begin."""
    return "".join(found[0] for found in _LETTER.finditer(text))


def other_head(term: str, folded: str, start: int, end: int) -> bool:
    """Whether "the Subcommittee" defined after "the Subcommittee of the Committee" cannot be the name next to it."""
    noun = re.compile(rf"(?<!\w){re.escape(term.split()[0])}(?!\w)")
    if noun.search(folded, start, end) or not joined(folded, start):
        return False
    return noun.search(folded, max(0, start - REACH), start) is not None


def defining(folded: str, end: int) -> re.Match[str] | None:
    """What follows the name that ends at `end` and defines a short form of it, as a group of the match."""
    return _BRACKET.match(folded, end) or _AFTER.match(folded, end)
