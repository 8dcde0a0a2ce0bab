"""Reporting duties: who shall report, brief or inform, to which organ, and about what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build.actor_lists import series
from graph_build.actor_phrases import Phrase, hostile
from graph_build.actor_text import Words
from graph_build.actors import phrase
from graph_build.directive_sieve import Seen, Sieve, awake, sieve
from graph_build.directive_subjects import subject

_ACCOUNT = (
    r"(?:reports?|briefings?|updates?|information|assessments?|study|studies|accounts?|communications?|notifications?|"
    r"data|details|contact details|statistics|analyses|surveys?|overviews?|summary|findings|(?<=a )note|"
    r"(?<=background )note|presentation)"
)
_GIVE = (
    r"(?:(?:submit|transmit)(?:ting)?|(?:present|deliver|furnish|convey|forward|publish)(?:ing)?|supply(?:ing)?|"
    r"(?:provid|prepar|produc|issu|giv|circulat|mak|communicat|shar|complet|finali[sz]|compil)(?:e|ing)|(?<=to )draft)"
)
_FORMS: tuple[tuple[str, Sieve], ...] = tuple(
    (rule, sieve(words, pattern, begins=begins))
    for rule, words, begins, pattern in (
        (
            "to report to",
            "report",
            "report",
            r"\b(?:reports?|report back|reporting)(?:,? (?:\w+ly|also|back|orally|in writing|as appropriate|"
            r"regularly|periodically))*,?(?: within [\w ]+?| by [\w ]+?| on [^,;]{3,90}?|"
            r", [^;]{3,90}?,)? to (?P<to>)",
        ),
        (
            "to report something to",
            "report",
            "to report|and report",
            r"\b(?:to|and) report (?!on\b)[^;,]{3,120}? to (?P<to>)(?=the [A-Z]|[A-Z])",
        ),
        (
            "to brief",
            "brief|updat|inform|notif|appris|alert|advis",
            "brief|debrief|update|inform|notify|apprise|alert|advise",
            r"\b(?:brief|debrief|update|inform|notify|apprise|alert|advise)(?:ing|s)?(?: (?:and \w+|regularly|"
            r"orally|promptly|immediately|further|annually|quarterly)|(?: at least)? (?:once|twice)"
            r"(?: (?:a|per|every) year)?)?,? (?P<to>)(?=(?:the |its |it\b|all |their )?(?:[A-Z\d]|it\b))",
        ),
        (
            "to keep informed",
            "keep",
            "keep",
            r"\bkeep(?:ing)?,? (?P<to>)(?=[^,;]{2,90}?(?:,? (?:\w+ly|fully|duly))? (?:informed|updated|apprised|"
            r"abreast))",
        ),
        (
            "to submit a report",
            "eport|rief|pdate|nformation|ssessment|tud|ccount|ommunication|otification|data|details|tatistics|"
            "nalys|urvey|verview|ummary|indings|note|presentation",
            "submit|transmit|present|deliver|furnish|convey|forward|publish|supply|provid|prepar|produc|issu|giv|"
            "circulat|mak|communicat|shar|complet|finali|compil|draft",
            rf"\b{_GIVE}\b(?P<gap>[^;:.]{{0,240}}?)\b(?:(?:final|interim|annual|oral|written|comprehensive|joint|"
            rf"periodic|analytical|progress|detailed) )*(?P<what>{_ACCOUNT})\b",
        ),
        (
            "to present it to",
            " it to | them to ",
            "submit|present|transmit",
            r"\b(?:submit|present|transmit)(?:ting|ing)? (?:it|them) to (?P<to>)(?=(?:the |its )?[A-Z])",
        ),
        (
            "in a report",
            "report|briefing",
            "|".join(
                f"{a} {b}" for a in ("in", "through", "as part of", "into") for b in ("his", "her", "its", "their")
            )
            + "|in the context of|includ|reflect|incorporat|integrat|cover",
            r"\b(?:in|through|as part of|into) (?:his|her|its|their)(?: [\w-]+){0,4}? (?:reports?|reporting|"
            r"briefings?)\b"
            r"|\bin the context of (?:his|her|its|their)(?: [\w-]+){0,4}? reports?\b"
            r"|\b(?:includ|reflect|incorporat|integrat|cover)\w*\b[^;]{0,200}? (?:in|into) (?:the|future|all|"
            r"regular|relevant|such)(?: [\w-]+){0,4}? (?:reports?|reporting|briefings?)\b",
        ),
        (
            "to report on",
            "report",
            "to report|that the |"
            + "|".join(f"{a} report" for a in "and also further publicly regularly annually orally or".split()),
            r"(?<!victims )(?<!persons )\b(?:to|and|also|further|publicly|regularly|annually|orally|or) report"
            r"(?: also|(?:,? (?:\w+ly|back))*)(?: on\b| such\b|,? (?:at|in|by|within|annually|regularly)\b|$)"
            r"|\bto reporting on\b"
            r"|\bto report and (?=\w+ in\b|to\b|make\b|provide\b)"
            r"|\bthat the [A-Z][\w -]{3,60}? reports?(?: back)?(?: \w+ly)?(?: on\b| to\b|,)",
        ),
        (
            "a report is to be made",
            "of a|consideration of|report",
            "submission of|presentation of|preparation of|for consideration of|to consideration of|"
            "for the consideration of|to the consideration of",
            r"\b(?:submission|presentation|preparation) of (?:a|an|his|her|its|the)? ?(?:\w+ ){0,2}report\b|"
            r"\b(?:for|to) (?:the )?consideration of (?P<to>)(?=the [A-Z])",
        ),
    )
)
#: Accounts that need an organ to go to, for they may also go to the world at large.
_NEEDS_ORGAN = frozenset(
    """information data details statistics communications communication summary findings notification notifications
    analyses accounts account study studies assessment assessments survey surveys overview overviews presentation
    presentations contact updates update""".split()
)
_NEAR = 110  # how far from its verb an account other than a report may stand, in characters
#: Between the verb and an account that is not its object: "give attention to what is contained in the reports".
_NO_OBJECT = re.compile(
    r"\b(?:necessary|needed|required) for\b|"
    r"\b(?:in|into|of|from|on|by|under)(?: (?:the|its|his|her|such|their|any|all|relevant|\w+ing))* $|, and to |; "
)
_ACCOUNT_BEFORE = re.compile(r"\b(?:report|study|assessment|update|summary|compilation|analysis)\b")
_MADE_IN = re.compile(r"\b(?:made|contained|presented|given|proposed|identified|set out)\b[^,;]{0,90}$")
#: Before "in the reports": what they say already; and reporting named beside something else is no report.
_SAID_IN = re.compile(
    r"\b(?:referred to|contained|mentioned|set (?:out|forth)|described|identified|outlined) (?:in|into)\b"
)
_BESIDE = re.compile(r" and reporting$")
_KNOWN_REPORT = re.compile(r"\b(?:such|these|those|of) $")  # it is made already, or by somebody else
_TO_BETWEEN = re.compile(
    r"\b(?:to|for (?:its )?(?:consideration|approval|review) by) (?=the |it\b|its |[A-Z])|"
    r"\bwith (?=(?:the |its )?[A-Z])"
)
_TO_AFTER = re.compile(
    r"[^;:.]{0,110}?\b(?:to|(?<!ltation )(?<!dination )(?<!peration )(?<!oration )(?<!junction )(?<!ordance )with) "
    r"(?=(?:the |it\b|its )(?:[A-Z]|it\b|[a-z]+ [A-Z]))|[^;:.]{0,60}?\bto (?=[A-Z])"
)
#: Capitalised bodies to which a report can go; a State or a class of actors is none.
_ORGANS = frozenset(
    """committee council assembly commission secretary-general office conference board directorate secretariat panel
    forum group team mechanism chair president court ctc cted unoct unodc icao interpol ohchr ecosoc bureau mission
    high-level director commissioner union organization fund ombudsperson member entity authority rapporteur centre
    unitad committees bodies it ipcc monitor programme parties body agency coordinator representative envoy""".split()
)
_BY_ANOTHER = re.compile(
    r"\b(?:invit|ask|request)\w* (?P<who>[^,;]{3,100}?) (?:to|at the most senior level to) (?:\w+ )?$"
)


class Report(Struct, frozen=True, gc=False):
    """A report asked for: to whom, by whom where that is somebody else than the addressee, and its words."""

    to: Phrase | None
    by: Phrase | None
    start: int
    end: int
    rule: str
    pronoun: bool = False  # "to it": the organ that speaks
    subject: tuple[int, int] | None = None  # where what it is on stands


def find(bag: Words, start: int, end: int, seen: Seen | None = None) -> Report | None:
    """The first reporting duty in `text[start:end]`; one that names its organ goes before one that names none.

    `seen` are the words of sieves that stand there, where known.
    """
    best: Report | None = None
    for rule, pattern in awake(_FORMS, seen):
        for found in _matches(pattern, bag.text, start, end, seen):
            report = _read(bag, found, rule, start, end)
            if report is not None and (best is None or _weight(report) > _weight(best)):
                best = report
    return best


def _matches(pattern: Sieve, text: str, start: int, end: int, seen: Seen | None) -> Iterator[re.Match[str]]:
    """The matches of a form, looked for anew behind a verb whose object the account is not."""
    while (found := pattern.search(text, start, end, seen)) is not None:
        if _NO_OBJECT.search(found.groupdict().get("gap") or ""):
            start = found.start() + 1
        else:
            yield found
            start = max(found.end(), start + 1)


def _weight(report: Report) -> tuple[bool, int]:
    return report.to is not None or report.pronoun, -report.start


def _read(bag: Words, found: re.Match[str], rule: str, start: int, end: int) -> Report | None:
    groups = found.groupdict()
    to, pronoun = _organ(bag, found, rule, end)
    if (
        rule in ("to report to", "to report something to", "to brief", "to keep informed")
        and to is None
        and not pronoun
    ):
        return None
    if rule == "in a report" and (_SAID_IN.search(found[0]) or (to is None and _BESIDE.search(found[0]))):
        return None
    if rule == "a report is to be made" and groups.get("to") is not None and to is None:
        return None
    if rule == "to present it to" and (to is None or not _ACCOUNT_BEFORE.search(bag.text, start, found.start())):
        return None
    if rule == "in a report" and _MADE_IN.search(bag.text, max(start, found.start() - 110), found.start()):
        return None
    what = (groups.get("what") or "").split(" ")[0]
    if what.startswith("report") and to is None and not pronoun and found[0].startswith("shar"):
        return None
    if what.startswith("report") and to is None and not pronoun and _KNOWN_REPORT.search(groups.get("gap") or ""):
        return None
    if what in _NEEDS_ORGAN and ((to is None and not pronoun) or len(groups.get("gap") or "") > _NEAR):
        return None
    if what and not what.startswith("report") and re.search(r"\breports?\b", groups.get("gap") or ""):
        return None
    by = _BY_ANOTHER.search(bag.text[max(start, found.start() - 130) : found.start()])
    author = None
    if by:
        listed = series(bag, bag.at(max(start, found.start() - 130) + by.start("who")), bag.at(end), "free").items
        author = listed[0] if listed else None
    after = found.start("what") if groups.get("what") else found.start()
    on = subject(bag.text, after, end, of=rule in ("to brief", "to keep informed"))
    return Report(to, author, found.start(), found.end(), rule, pronoun, on)


def _organ(bag: Words, found: re.Match[str], rule: str, end: int) -> tuple[Phrase | None, bool]:
    """To whom: what follows "to", or stands between verb and report ("provide the Committee with information")."""
    if found.groupdict().get("to") is not None:
        return _organ_at(bag, found.start("to"), end)
    if rule == "to submit a report":
        gap = found["gap"]
        between = _TO_BETWEEN.search(gap)
        if between:
            return _organ_at(bag, found.start("gap") + between.end(), end)
        if " with" in gap and gap.strip():
            return _organ_at(bag, found.start("gap"), end)
        after = _TO_AFTER.match(bag.text, found.end("what"), min(end, found.end("what") + 140))
        if after:
            return _organ_at(bag, after.end(), end)
    if rule in ("to report on", "in a report"):
        after = re.compile(r"[^;:]{0,160}? to (?=the (?:[A-Z]))").match(bag.text, found.end(), end)
        if after:
            return _organ_at(bag, after.end(), end)
    return None, False


def _organ_at(bag: Words, offset: int, end: int) -> tuple[Phrase | None, bool]:
    first = bag.at(offset)
    if bag.low(first) == ",":  # "provide, where applicable, the Committee with information"
        first = next((j + 1 for j in range(first + 1, min(first + 12, len(bag))) if bag.low(j) == ","), first)
    if bag.low(first) == "it":
        return None, True
    named = phrase(bag, first, bag.at(end), "free")
    if named is None or not named.strong or hostile(bag, named):
        return None, False
    head = bag.low(named.head).removesuffix("’s")
    capital = bag.capital(named.head)
    if (head in _ORGANS and (capital or head == "bodies")) or (bag.word(named.head).isupper() and len(head) > 2):
        return named, False
    if named.name is not None and capital and head not in ("states", "state", "governments", "parties"):
        return named, False
    return None, False
