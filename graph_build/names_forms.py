"""The forms under which a name may be printed, and the folding that makes print and register comparable.

Folding keeps every character in its place, so that offsets into the folded text are offsets into the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FOLD = (
    *{
        "\u2019": "'",
        "\u2018": "'",
        "\u02bc": "'",
        "`": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
    }.items(),
)
#: Spellings that documents use for one another; each name is known in all of them.
_SPELLINGS = (
    ("Organization", "Organisation"),
    ("organization", "organisation"),
    ("Programme", "Program"),
    ("programme", "program"),
    ("Centre", "Center"),
    ("Counter-Terrorism", "Counter-terrorism"),
    ("Counter-Terrorism", "Counterterrorism"),
    ("Counter-Terrorism", "Counter Terrorism"),
    ("Anti-Terrorism", "Anti-terrorism"),
    ("United Nations ", "UN "),
    ("Cooperation", "Co-operation"),
    ("Coordination", "Co-ordination"),
    ("African Union ", "AU "),
    ("Secretary-General", "Secretary General"),
    ("Stabilization", "Stabilisation"),
    ("in the Democratic Republic of the Congo", "in the DRC"),
    ("in the Central African Republic", "in the CAR"),
    ("Interregional", "Inter-regional"),
    ("subregional", "sub-regional"),
    ("Subregional", "Sub-regional"),
    ("indigenous peoples", "Indigenous Peoples"),
    ("High-level ", "High-Level "),
    ("Inter-Agency ", "Inter-agency "),
    ("Inter-Agency ", "Interagency "),
    ("Open-ended ", "Open-Ended "),
    ("Special Rapporteur on ", "Special Rapporteur of the Human Rights Council on "),
    ("Special Rapporteur on ", "Special Rapporteur of the Commission on Human Rights on "),
    ("Special Representative of the Secretary-General for ", "Special Representative of the Secretary-General on "),
    (
        "Special Representative of the Secretary-General for ",
        "Special Representative of the Secretary-General (SRSG) for ",
    ),
    ("Special Representative of the Secretary-General for ", "Special Representative for "),
    ("Special Representative of the Secretary-General on ", "Special Representative on "),
    ("Special Envoy of the Secretary-General for ", "Special Envoy of the Secretary-General (SESG) for "),
    ("Special Envoy of the Secretary-General for ", "Special Envoy for "),
    ("Special Envoy for ", "United Nations Special Envoy for "),
    ("Special Adviser to the Secretary-General on ", "Special Adviser of the Secretary-General on "),
    ("Special Adviser to the Secretary-General on ", "Special Adviser on "),
)
_SERIES = re.compile(r"(?<=\w)(?<!,) (?=(?:and|or) )")


_BETWEEN = "\x1e"  # stands between records, and in no document


def fold(text: str) -> str:
    """The text with one kind of apostrophe, quotation mark, space and hyphen; as long as before."""
    if not text.isascii():
        for sign, plain in _FOLD:
            text = text.replace(sign, plain)
    return text


def fold_all(texts: list[str]) -> list[str]:
    """Each of the texts folded; all in one go, which takes far less time where there are many."""
    folded = fold(_BETWEEN.join(texts)).split(_BETWEEN)
    return folded if len(folded) == len(texts) else list(map(fold, texts))


def in_symbol(folded: str, start: int, end: int) -> bool:
    """True for an acronym within a document symbol: it has a slash, and its word has a digit."""
    if "/" not in (folded[start - 1 : start], folded[end : end + 1]):
        return False
    before = folded[max(0, start - 40) : start].rpartition(" ")[2]
    after = folded[end : end + 40].partition(" ")[0]
    return any(map(str.isdigit, before + after))


def spellings(name: str, *, group: bool) -> Iterator[str]:
    """Every printed form of a proper name or, where `group`, of a common one; folded, without repetition.

    A proper name of more than one word also stands in capitals. A common name may begin a sentence, and the last
    comma of its series may stand or not.
    """
    seen = {fold(name): None}
    for pair in _SPELLINGS:
        for one, other in (pair, pair[::-1]):
            for form in list(seen):
                if one in form and (one not in other or other not in form):
                    seen[form.replace(one, other)] = None
    if group:
        for form in list(seen):
            if "," in form:
                seen[_SERIES.sub(", ", form, count=1)] = None
        for form in list(seen):
            seen[form[0].upper() + form[1:]] = None
    elif " " in name:
        for form in list(seen):
            seen[form.upper()] = None
    yield from seen


#: Words that may stand before a group's name and narrow it: part of the naming, not of the group's name.
NARROWERS = tuple(
    f"{word} "
    for word in "relevant competent appropriate concerned interested participating requesting affected".split()
)
_NARROW = rf"(?:\b(?:{'|'.join(NARROWERS)}))+"
NARROW = re.compile(_NARROW)
NARROWING = re.compile(_NARROW + r"\Z")
#: Words that make a body's local name definite: "the Committee", "its Secretariat", "the Assembly's Committee".
DEFINITE = re.compile(
    r"(?:\b(?:the|its|their|this|that|said|whose|same|latter|current)|'s|s'|-based) \Z", re.IGNORECASE
)
POSSESSIVE = re.compile(r"(?:\b(?:its|their|whose)|'s|s') \Z", re.IGNORECASE)
