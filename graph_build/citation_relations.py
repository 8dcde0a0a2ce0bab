"""How a paragraph stands to what it cites: the local name of a property under ct:cites, from the governing verb."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

#: What the lemma of a paragraph's opening says; others leave the matter to the words nearer the citation.
OPENINGS = {
    "recall": "recalls",
    "reaffirm": "reaffirms",
    "reassert": "reaffirms",
    "affirm": "affirms",
    "note": "notes",
    "take-note": "notes",
    "observe": "notes",
    "welcome": "welcomes",
    "acknowledge": "acknowledges",
    "recognize": "recognizes",
    "stress": "stresses",
    "underline": "stresses",
    "underscore": "stresses",
    "emphasize": "emphasizes",
    "re-emphasize": "emphasizes",
    "reiterate": "reiterates",
    "endorse": "endorses",
    "approve": "endorses",
    "bear-in-mind": "bearsInMind",
    "mindful": "bearsInMind",
    "consider": "considers",
    "examine": "considers",
    "take-into-account": "considers",
    "guided": "isGuidedBy",
    "guide": "isGuidedBy",
    "commend": "commends",
    "appreciate": "commends",
    "express-appreciation": "commends",
    "express-satisfaction": "commends",
    "regret": "regrets",
    "deplore": "regrets",
    "express-regret": "regrets",
    "adopt": "adopts",
    "act": "actsUnder",
}
#: The words nearest before a citation that say how it is taken; each group is named for its relation.
GOVERNING = re.compile(
    r"""
      (?P<recalls>\b[Rr]ecall(?:s|ing|ed)?\b)
    | (?P<reaffirms>\b[Rr]eaffirm(?:s|ing|ed)?\b)
    | (?P<affirms>\b[Aa]ffirm(?:s|ing|ed)?\b)
    | (?P<notes>\b(?:[Nn]ot(?:es|ing)|[Tt]ak(?:es|ing)\snote)\b)
    | (?P<welcomes>\b[Ww]elcom(?:es|ing)\b)
    | (?P<acknowledges>\b[Aa]cknowledg(?:es|ing)\b)
    | (?P<recognizes>\b[Rr]ecogni[sz](?:es|ing)\b)
    | (?P<stresses>\b(?:[Ss]tress(?:es|ing)|[Uu]nder(?:lines|lining|scores|scoring))\b)
    | (?P<emphasizes>\b[Ee]mphasi[sz](?:es|ing)\b)
    | (?P<reiterates>\b[Rr]eiterat(?:es|ing)\b)
    | (?P<endorses>\b[Ee]ndors(?:es|ing)\b)
    | (?P<bearsInMind>\b[Bb]ear(?:s|ing)\sin\smind\b)
    | (?P<considers>\b(?:[Hh]aving\s(?:considered|examined)|[Tt]ak(?:es|ing)\sinto\s(?:account|consideration))\b)
    | (?P<isGuidedBy>\b[Gg]uided\sby\b)
    | (?P<commends>\b[Cc]ommend(?:s|ing)\b)
    | (?P<regrets>\b(?:[Rr]egret(?:s|ting)|[Dd]eplor(?:es|ing))\b)
    | (?P<actsUnder>\bActing\sunder\b)
    | (?P<accordsWith>\b(?:
          [Ii]n\s(?:full\s)?(?:accordance|conformity|compliance|keeping|line)\swith|[Cc]onsistent\swith|[Pp]ursuant\sto
        | [Ii]n\spursuance\sof|[Cc]ompl(?:y|ies|ying|iance)\s(?:\w+\s)?with|[Aa]bid(?:e|ing)\sby
        | [Cc]onform(?:s|ing)?\s(?:to|with)
      )\b)
    | (?P<implements>\b(?:
          [Ii]mplement(?:s|ing|ed|ation)?|[Gg]iv(?:e|ing)\s(?:full\s)?effect\sto|[Ff]ulfil(?:s|ling|ment)?
      )\b)
    """,
    re.VERBOSE,
)


class Relations:
    """The relations that a passage's words give to the places in it."""

    def __init__(self, text: str, opening: str | None, verbs: list[tuple[int, int]]) -> None:
        self._opening = OPENINGS.get(opening or "", "cites")
        self._text, self._verbs = text, verbs

    @cached_property
    def _governing(self) -> tuple[list[int], list[str]]:
        """Where the governing words end, and the relation of each; looked for where something is cited."""
        text, verbs = self._text, self._verbs
        matches = (GOVERNING.match(text, max(0, start - 1)) for start, _ in verbs)
        found = [(match.end(), match.lastgroup or "cites") for match in matches if match]
        return [end for end, _ in found], [name for _, name in found]

    def at(self, start: int) -> str:
        """The relation of what is cited at `start`: of the nearest governing words before it, else of the opening."""
        ends, names = self._governing
        index = bisect_left(ends, start + 1)
        return names[index - 1] if index else self._opening
