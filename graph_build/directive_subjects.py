"""What a report is on: the short noun phrase after "on", "about" or "regarding"."""

from __future__ import annotations

import re

_LONGEST = 12  # words of a subject
_FAR = 240  # how far from the word of reporting its "on" may stand, in characters
_ON = re.compile(
    r"\b(?:on|about|regarding|concerning|relating to)\b (?!(?:an?|the) (?:\w+[ -]){0,2}basis\b|(?:\w+ )?requests?\b|"
    r"behalf\b|time\b|or before\b|\d|(?:whether|how|what|when|where|all|this|these|it|them|those|that)\b|"
    r"(?:\w+ )?(?:website|agenda)\b)"
)
_OF = re.compile(r"\bof (?!(?:a|an|all|any|that|this|these|those|it)\b)")
#: Between the word of reporting and its "on": something else is asked there.
_ELSEWHERE = re.compile(r";|,? and to [a-z]|, in order to|\bwith a view to\b")
_DETERMINER = re.compile(r"(?:the|its|their|his|her|a|an|any|all|such) (?:the )?")
_VIEW = re.compile(r"(?:with|in) (?:respect|regard|a view|accordance|line|cooperation|consultation|coordination)\b")
_YEAR = re.compile(r"\(\d{4}\)")
_WORD = re.compile(r"\S+")
_CUT = frozenset(
    """that which who whose whom whether where when while including as if so such to by at within before until not no
    following taking bearing containing pursuant through during shall should will is are was were has have may
    submitted contained mentioned referred established adopted convened called they he she it we related relating
    especially particularly arising necessary required""".split()
)
_PREPOSITIONS = frozenset("in for on with between among against from into under towards toward over across".split())
_SMALL = _PREPOSITIONS | frozenset("and or of the its their his her a an".split())


def subject(text: str, after: int, end: int, *, of: bool = False) -> tuple[int, int] | None:
    """Where in `text[after:end]` the subject of a report stands; with `of`, "inform … of" brings it too.

    It is the head noun phrase with its first complement, at most twelve words, without its article, ended by any sign
    and by any word that begins a clause; None where none is said.
    """
    hits = _ON.finditer(text, after, min(end, after + _FAR))
    found = next((hit for hit in hits if not _in_name(text, hit.start(), hit.end())), None)
    other = _OF.search(text, after, min(end, after + _FAR)) if of else None
    if other is not None and (found is None or other.start() < found.start()):
        found = other
    if found is None or _ELSEWHERE.search(text, after, found.start()):
        return None
    article = _DETERMINER.match(text, found.end(), end)
    start = article.end() if article else found.end()
    last = _reach(text, start, end)
    return (start, last) if last > start else None


def _in_name(text: str, at: int, after: int) -> bool:
    """Whether "on" stands inside a name: "the Commission on Narcotic Drugs"."""
    word = text[:at].rstrip().rpartition(" ")[2]
    return word[:1].isupper() and text[after : after + 5].removeprefix("the ")[:1].isupper()


def _reach(text: str, start: int, end: int) -> int:
    """Where the phrase that begins at `start` ends."""
    kept = at = start
    complements = 0
    for count, word in enumerate(_WORD.finditer(text, start, end), start=1):
        bare = word[0].rstrip(",;:.)").lower()
        further = bare in _PREPOSITIONS and count > 1
        if (
            count > _LONGEST
            or (word[0][0] in "(“" and not _YEAR.match(word[0]))
            or (bare in _CUT and count > 1)
            or (further and complements)
            or _VIEW.match(text, word.start())
        ):
            break
        complements += further or bare == "of"
        if bare not in _SMALL:
            kept = word.end()
        at = word.end()
        if len(bare) < len(word[0]) and not (_YEAR.fullmatch(word[0])):
            return word.start() + (6 if _YEAR.match(word[0]) else len(bare))
    return kept if kept <= at else at
