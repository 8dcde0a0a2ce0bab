"""The conditions under which something is asked: fixed phrases of the drafting style, each with its rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build.directive_sieve import Seen, Sieve, awake, sieve
from graph_build.model import Condition


class Found(Struct, frozen=True, gc=False):
    """A condition and where its words stand."""

    condition: Condition
    start: int
    end: int
    rule: str


#: "in accordance with", "consistent with", "while respecting" …: what makes law a condition, not a subject.
_LINE = (
    r"(?P<line>(?:in|with)(?: \w+){0,2} (?:accordance|compliance|conformity|line|keeping|consistency|respect|regard|"
    r"observance|agreement|harmony|consonance) (?:with|for|of|to)|consistent(?:ly)? with|"
    r"in a manner (?:\w+ )?(?:consistent|compatible) "
    r"with|compatible with|pursuant to|as (?:required|provided for|permitted|set forth|recogni[sz]ed) (?:by|under|"
    r"in)|subject to|"
    r"within the (?:framework|limits|bounds) of|within (?=(?:their |its |the )?(?:national|domestic)\b)|"
    r"to the (?:fullest |full |greatest )?extent (?:permitted|possible|allowed) (?:by|under)|"
    r"(?:while|whilst)(?: \w+){0,2} (?:respecting|ensuring (?:respect for|compliance with)|complying with|"
    r"upholding|observing)|"
    r"(?:restrictions?|limitations?|measures) (?:\w+ )?compl(?:y|ying) with|"
    r"ensur\w+ that [^;:.]{0,160}? (?:compl(?:y|ies)(?: \w+)? with|conforms? (?:with|to)))"
)
#: Words that may stand between such a phrase and the law it names.
_GAP = r"(?:[^;:.()]{0,140}?)"
_INTERNATIONAL = (
    r"(?:international law|international (?:humanitarian|human rights|refugee|criminal)(?:[\w ,]{0,40}?) law|"
    r"international (?:and|or) (?:(?:applicable|relevant|domestic|national) )+(?:law|legislation)|"
    r"(?:domestic|national) and (?:applicable )?international (?:law|legal)|human rights law|humanitarian law|"
    r"refugee law|"
    r"(?:international|treaty) (?:legal )?obligations|international human rights (?:obligations|standards|norms)|"
    r"obligations under (?:the )?(?:relevant |applicable )?international|international legal|"
    r"(?:(?<!of the )|(?<=purposes and principles of the )|(?<=with the principles of the ))"
    r"(?:Charter of the United Nations|United Nations Charter))"
)
_DOMESTIC = (
    r"(?:(?:domestic|national|internal|municipal)(?:,? (?:and|or) (?:\w+ )?(?:international|regional|local|"
    r"subnational))?,? "
    r"(?:laws?\b|legislations?\b|legal|regulations?\b|instruments\b|regulatory|constitution\b|constitutional,|legislative|rules|procedures)|"
    r"international (?:and|or) (?:applicable |relevant )?(?:domestic|national) (?:laws?\b|legislation)|"
    r"(?:domestic|national) (?:and|or) [\w ]{3,30} laws?\b|their (?:own )?laws?\b|(?:its|their|"
    r"his) (?:own )?constitutions?\b|"
    r"(?:their|its|his) (?:\w+ )?(?:legal|constitutional) (?:systems?|frameworks?|principles|orders?)|"
    r"(?:domestic|national) (?:legal )?(?:systems?|frameworks?|practices?)\b"
    r"(?= (?:of|and (?:laws?|legislation|international)))|"
    r"(?:constitutional|fundamental|basic) (?:legal )?principles (?:of|and)|relevant (?:domestic|national) (?:law|"
    r"legislation))"
)
#: One of these stands in every such phrase.
_LINES = (
    "accordance|compliance|conformity|line |keeping|consistency|respect|regard|observance|agreement|harmony|consonance|"
    "consistent|compatible with|pursuant to|as required|as provided for|as permitted|as set forth|as recogni|"
    "subject to|framework|limits|bounds|within their|within its|within the|within national|within domestic|"
    "extent|complying with|comply with|upholding|observing|ensur"
)
#: With one of these it begins.
_LINE_BEGINS = (
    "in |with |consistent|compatible with|pursuant to|as required|as provided for|as permitted|as set forth|as recogni|"
    "subject to|within |to the |while |whilst |restriction|limitation|measures |ensur"
)
_ON_REQUEST = "request the their its his her a specific written prior".split()
_ADVERBS = "as|where|when|whenever|wherever|if|insofar as|to the extent"
_AVAILABLE = r"subject to(?: the)? (?:\w+ )?(?:availability of|available)"

_PATTERNS: tuple[tuple[Condition, str, Sieve], ...] = (
    (
        "upon-request",
        "on request",
        sieve(
            "request",
            r"\b(?:up)?on (?:(?:the|their|its|his|her|a|specific|written|prior) )*requests?\b(?! (?:for|to)\b)"
            r"|\bat (?:the|their|its) (?:\w+ )?requests?\b|(?<!except )\b(?:if|when|where|whenever) (?:so )?requested\b"
            r"|\bon the basis of (?:\w+ ){0,2}requests?\b"
            r"|\bin response to (?:(?:their|a|any|such|the|specific|individual|written) )*requests?\b"
            r"|\bthat so request\b|\b(?:which|that|who) request (?:it|such|so)\b",
            begins="|".join(
                [f"{on} {word}" for on in ("on", "upon") for word in _ON_REQUEST]
                + [f"at {whose}" for whose in ("the", "their", "its")]
                + [
                    f"{when} {so}"
                    for when in ("if", "when", "where", "whenever")
                    for so in ("so requested", "requested")
                ]
                + ["in response to ", "that so request", "which request", "that request", "who request"]
            ),
        ),
    ),
    (
        "within-mandate",
        "within a mandate",
        sieve(
            "mandate|competenc|terms of reference|remit|responsibility|expertise",
            r"\b(?:within|in (?=the (?:scope|framework|limits|context|bounds) of (?:its|their|the|his|"
            r"her))) ?(?:the )?(?:(?:scope|framework|limits|context|bounds) of )?(?:(?:the|its|their|his|her|each|"
            r"respective|"
            r"relevant|existing|current|own|overall|specific|of) )*(?:areas? of |spheres? of |"
            r"fields? of )?(?:mandates?|competenc(?:e|es|ies)|"
            r"terms of reference|remits?)\b"
            r"|\b(?:in (?:\w+ )?(?:accordance|line|conformity|compliance|keeping) with|consistent with|pursuant to|"
            r"under|as per|according to|"
            r"subject to|in fulfilment of|in the (?:framework|context) of|on the basis of)"
            r" (?:the )?(?:(?:its|their|his|her|respective|relevant|existing|current|own|the|specific) )*mandates?\b"
            r"|\bas mandated\b|\b(?:with)?in (?:the )?(?:its|their|his|her)(?: \w+)* (?:areas|fields?|spheres?) of "
            r"(?:competence|responsibility|expertise)\b",
            begins="within|in |consistent with|pursuant to|under |as per |according to|subject to|on the basis of|"
            "as mandated",
        ),
    ),
    (
        "subject-to-extrabudgetary-resources",
        "subject to resources from outside the budget",
        sieve(
            "subject to|xtra",
            rf"\b{_AVAILABLE}[\w ,]{{0,40}}?(?:resources|funds|funding|contributions|means)\b"
            r"|\b(?:within|from|through|using|utilizing|"
            r"by using) (?:the )?(?:available )?(?:voluntary and )?extra-?budgetary (?:resources|funds|funding)\b"
            r"|\bif extra-?budgetary resources\b",
        ),
    ),
    (
        "within-existing-resources",
        "within the resources there are",
        sieve(
            "existing|available|current|approved|regular|additional|extra|overall",
            r"\b(?:from )?(?:with)?in (?:the )?(?:(?:overall|its|their|his|the|total|level|of|limits|currently|"
            r"currently-) )*"
            r"(?:existing|available|current|approved|regular)(?: (?:overall|mandates? and|budgetary|financial|"
            r"human|capacities and|levels? of))* "
            r"(?:resources?|appropriations?|means|budgets?|capacities)\b"
            r"|\bwithin (?:(?:its|their|the|respective|existing) )*(?:mandates?|structures) and (?:existing|available) "
            r"resources\b"
            r"|\bwithout additional (?:cost|resources|financial implications)\b|\b(?:through|from) (?:existing|"
            r"available) resources\b"
            r"|\bat no (?:additional|extra) cost\b|\bwithin (?:the )?overall (?:existing )?appropriations?\b",
            begins="from |within |in |without additional|through |at no ",
        ),
    ),
    (
        "as-appropriate",
        "as appropriate",
        sieve(
            "appropriate|applicable|necessary|needed|relevant",
            r"(?<!well )(?<!such )(?<!same )\b(?:as|where|when|whenever|wherever|if|insofar as|"
            r"to the extent)(?:,? and (?:as|where|when|if))?"
            r"(?: (?:may|might) be| it is| it may be| is| are| deemed| considered| they deem| it deems|"
            r" necessary and| possible and| feasible and| so)*"
            r" (?:appropriate|applicable|necessary|needed|relevant)\b(?! (?:to|for|that)\b)",
            begins="|".join(f"{word}{after}" for word in _ADVERBS.split("|") for after in (" ", ", and")),
        ),
    ),
    (
        "consent-of-state",
        "with the consent of a State",
        sieve(
            "consent|agreement|accord",
            r"\b(?:with|subject to|upon|on|based on|having|after|following|without)(?: the)?(?: \w+){0,3}?"
            r"(?: consent| agreement and consent)\b"
            r"|\bwith(?:,[^,;]{3,40},)? (?:the|their) [\w ]{3,20}[’']s? consent\b"
            r"|\bin (?:agreement|accord) with the (?:State|States|country|Government|host)\b"
            r"|\bwith the (?:prior )?agreement of (?:the |all )?(?:States?|countr|Government|host|parties|requesting)",
            begins="with|subject to|upon |on |based on|having |after |following |in agreement with|in accord with",
        ),
    ),
    (
        "consistent-with-international-law",
        "in line with international law",
        sieve(
            f"nternational|rights law|humanitarian law|refugee law|treaty|Charter&{_LINES}",
            rf"\b{_LINE}\b{_GAP}\b{_INTERNATIONAL}",
            begins=_LINE_BEGINS,
        ),
    ),
    (
        "consistent-with-domestic-law",
        "in line with domestic law",
        sieve(
            f"national|domestic|internal|municipal|law|onstitution|legal|principles&{_LINES}",
            rf"\b{_LINE}\b{_GAP}\b{_DOMESTIC}",
            begins=_LINE_BEGINS,
        ),
    ),
)
#: "such measures as may be necessary and appropriate": the same condition said of the measures.
_ALSO = sieve("as may be", r"\bas may be (?:necessary|appropriate|needed)\b")


def find(text: str, start: int, end: int, seen: Seen | None = None) -> Iterator[Found]:
    """The conditions whose words stand in `text[start:end]`, by kind and place; `seen` are words of sieves there."""
    for condition, rule, pattern in awake(_PATTERNS, seen):
        matches = _in_line if condition.startswith("consistent") else Sieve.finditer
        for found in matches(pattern, text, start, end, seen):
            yield Found(condition, found.start(), found.end(), rule)
    for found in _ALSO.finditer(text, start, end, seen):
        yield Found("as-appropriate", found.start(), found.end(), "as may be appropriate")


def _in_line(pattern: Sieve, text: str, start: int, end: int, seen: Seen | None) -> Iterator[re.Match[str]]:
    """The matches in which law and phrase belong together, looked for anew behind a phrase that named no law."""
    while (found := pattern.search(text, start, end, seen)) is not None:
        if _one_phrase(text[found.end("line") : found.end()]):
            yield found
            start = found.end()
        else:
            start = found.end("line")


#: Words that show that the law named is no longer part of the phrase that began with "in accordance with".
_BREAKS = re.compile(
    r", (?:and )?(?:to|in order|with a view|by|which|that|who|including by|as well as to|the|its|requests?|\w+ing)\b"
    r"|\b(?:to|by|in order to|with a view to) (?:ensure|promote|strengthen|prevent|combat|counter|violat\w+)\b"
)


def _one_phrase(words: str) -> bool:
    return _BREAKS.search(words) is None
