"""Time phrases that limit what is asked: where they stand, by which rule, and which of them counts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from graph_build.directive_sieve import Seen, Sieve, awake, sieve

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
MONTH = "|".join(MONTHS)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTH})(?: \d{{4}}|,? \d{{4}})?|(?:{MONTH}) \d{{1,2}},? \d{{4}})"
_WHEN = rf"(?:{_DAY}|(?:{MONTH}) \d{{4}}|\d{{4}})\b"
UNITS = "|".join(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()
)
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER = rf"(?:\d+|(?:{TENS})(?:[- ](?:{UNITS}))?|{UNITS}|a|an)"
_SPAN = rf"{NUMBER}(?:-| )(?:calendar |working |business )?(?:days?|weeks?|months?|years?|hours?)"
ORDINAL_WORD = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
)
ORDINAL = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:one[- ]hundred(?:[- ]and)?[- ])?(?:(?:{TENS})-(?:{ORDINAL_WORD})|"
    rf"twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|{ORDINAL_WORD}))"
)
_SESSION = (
    rf"(?:(?:reconvened|resumed|next|annual|substantive|special|regular|organizational|\d{{4}}|main part of (?:its|"
    rf"the)|"
    rf"first part of (?:its|the)|second part of (?:its|the)|emergency) )*(?:{ORDINAL}(?:(?:,| and|, and|"
    rf" or) {ORDINAL})*"
    rf"|next|forthcoming|\d{{4}}|annual|upcoming)"
    r"(?: (?:reconvened|resumed|special|annual|regular|emergency|substantive|organizational))* sessions?"
)
_OF = (
    r"(?: of (?:the )?[A-Z][\w’-]+(?: (?:[A-Z][\w’-]+|on|of|the|for|and)\b)*"
    r"(?<! and)(?<! on)(?<! the)(?<! of)(?<! for))?"
)
_BEFORE = r" (?:the |its |their |any |each |such )?[^,;.:]{3,60}?(?=[,;.:]| to [a-z]|$)"
_AFTER = (
    r"(?: (?:of|from|after|following|prior to|before|since) (?:the |its |their |such |this )?"
    r"[^,;.:]{3,70}?(?=[,;.:]| to [a-z]| on | in order| and (?:thereafter|every|then)\b|$))?"
)


#: With what a time phrase of some rules begins.
_BEGINS = {
    "from … until": "|".join(f"from {first}" for first in (*range(10), *MONTHS)),
    "by a date": "by |before |prior to |no later than |not later than |until |on or before |on or by |through |"
    + "|".join(f"to {first}" for first in (*range(10), *MONTHS)),
}
_PATTERNS: tuple[tuple[str, str, Sieve], ...] = tuple(
    (rule, rank, sieve(words, pattern, begins=_BEGINS.get(rule, "")))
    for rule, rank, words, pattern in (
        ("from … until", "hard", "from ", rf"\bfrom {_DAY} (?:until|to|through) {_DAY}"),
        (
            "by a date",
            "hard",
            _BEGINS["by a date"],
            rf"\b(?:by|before|prior to|(?:no|not) later than|until|on or before|on or by|through)"
            rf" (?:the (?:end|beginning|middle|close|first quarter|first half|second half) of |early |late |mid-?|"
            rf"at the latest )?(?:the year )?{_WHEN}"
            rf"|(?<!\d )\bto {_DAY}(?<=\d\d\d\d)",  # "extend to 15 July 2024"
        ),
        (
            "within a time",
            "hard",
            "day|week|month|year|hour",
            rf"\b(?:with)?in (?:a (?:maximum )?period of |a maximum of |the next |the following |at most |"
            rf"no more than )?{_SPAN}(?: period)?{_AFTER}",
        ),
        (
            "in a part of a year",
            "hard",
            "half of|quarter of|part of|months of|early|mid|late",
            rf"\b(?:in|during) (?:(?:the )?(?:(?:first|second|third|fourth|last|latter|early|later) "
            rf"(?:half|quarter|part|months) of|early|mid-?|late) ?(?:the year )?(?:(?:{MONTH}) )?\d{{4}}\b)",
        ),
        (
            "by the end of a time",
            "hard",
            "expir|end of|close of|completion of|beginning of|start of",
            r"\b(?:by|before|prior to|until|upon|at|ahead of|no later than) (?:the )?(?:expir(?:y|ation)|end|close|"
            r"beginning|start) of (?:its|the|their|his|her|this|each|every|that) "
            r"(?:(?!of\b)[\w’-]+ ){0,4}?(?:mandates?|terms?|periods?|years?|months?|decades?|biennium|quarter|phase)\b"
            r"(?! (?:of|for)\b)",
        ),
        (
            "over a time to come",
            "long",
            "the next|the coming|the following",
            rf"\b(?:over|during|in|within|throughout|for) the (?:next|coming|following) "
            rf"(?:{_SPAN}|(?:year|month|biennium|decade|quarter)s?)\b",
        ),
        (
            "in advance",
            "hard",
            "in advance|prior to|before",
            rf"\b(?:at least )?{_SPAN} (?:in advance(?: of{_BEFORE})?|(?:before|prior to){_BEFORE})",
        ),
        ("after a time", "hard", "after a|after the first", rf"\bafter (?:a period of |the first ){_SPAN}"),
        ("no later than", "hard", "later than", rf"\b(?:no|not) later than {_SPAN}{_AFTER}"),
        (
            "at a session",
            "hard",
            "session",
            rf"\b(?:(?:no|not) later than )?(?:at|during|before|prior to|in time for|by|in advance of|to|for|in|"
            rf"throughout) (?:its|the|their|each of its) {_SESSION}{_OF}(?:, in \d{{4}})?"
            rf"|\b(?:by|before|at|until|prior to) the (?:beginning|end|opening|start|close) of (?:its|the) "
            rf"{_SESSION}{_OF}"
            rf"|\bat (?:its|the) (?:annual|substantive|organizational|main|regular) session{_OF} in \d{{4}}"
            r"|\bat (?:its|the|their) (?:first |next )?session (?:immediately )?following [^,;.:]{3,110}",
        ),
        (
            "regularly",
            "hard",
            "nnual|nnial|year|every|month|quarterly",
            r"\b(?:bi)?annually\b|\bsemi-?annually\b|\bbiennially\b|\btriennially\b|\bquarterly\b(?! report)|"
            r"\bmonthly\b(?! report)|\byearly\b"
            r"|\b(?:on|at) an? (?:\w+ )?(?:annual|biannual|semi-annual|biennial|quarterly|monthly|yearly|triennial|"
            r"twice annual|twice-yearly) basis"
            rf"|\bevery (?:{NUMBER} )?(?:days?|weeks?|months?|years?)\b|\beach year\b|\b(?:once|twice|"
            rf"three times) (?:a|per|every) year\b"
            r"|\bat least (?:once|twice) (?:a|per|every) year\b",
        ),
        ("until a date", "hard", "for the period", rf"\bfor the period (?:ending|until|up to) (?:on )?{_WHEN}"),
        (
            "for a time",
            "long",
            "for &day|week|month|year|hour",
            rf"\bfor (?:a |an |another |the |one )?(?:further |additional |initial |final |new )*(?:period|term|"
            rf"duration)?(?: of)?(?: no longer than| up to| not exceeding)? ?{_SPAN}\b",
        ),
        (
            "without delay",
            "soft",
            "delay|as soon|earliest|as early|mmediately",
            r"\bwithout (?:further |undue |any )?delay\b|\bas soon as (?:possible|practicable|feasible)\b|"
            r"\bat the earliest (?:possible )?(?:date|opportunity|convenience)\b"
            r"|\bas early as possible\b"
            r"|\bimmediately\b(?! (?:after|upon|following|available|adjacent|prior|before|preceding)\b)",
        ),
    )
)
#: A day, a month or a year in which something shall be held or done.
_HELD = sieve(
    "|".join((" in 19", " in 20", " in early", " in late", " in mid", *(f" {month} " for month in MONTHS))),
    r"\b(?:to|and|shall|will|should|by|further) (?:conven(?:e|ing)|hold(?:ing)?|organi[sz](?:e|ing)|conduct|undertake|"
    r"implement|review|launch|begin|start|commence|(?<!to )be held|take place|meet|present|submit|celebrate|host)\b"
    r"(?:(?!\bof \d)[^,;.()]){0,90}?,? "
    rf"(?P<due>on {_DAY}(?<=\d)|in (?:early |late |mid-?)?(?:(?:{MONTH}) )?(?:19|20)\d{{2}})\b(?! of\b|[/–-]\d)",
)
#: "the ten-year programme" is a programme, "a three-year period" a time.
_ADJECTIVE = re.compile(r"-(?:day|week|month|year)\Z")
_PERIOD = re.compile(r" (?:period|term|mandate|extension)\b")
#: Behind a first date: how often it comes again.
_THEN = re.compile(
    rf"(?:,? and)?,? (?:(?:then|thereafter|subsequently),? )?(?:at least )?(?P<often>every (?:{NUMBER} )?"
    r"(?:days?|weeks?|months?|years?)|(?:semi-?|bi)?annually|quarterly|monthly|on an? \w+ basis)(?: thereafter)?\b"
)
_AGENDA = re.compile(rf"\bagenda of (?P<due>(?:its|the) {_SESSION}{_OF})")
#: What was done at that time already: no limit on what is asked.
_PAST = re.compile(
    r"(?<!\bbe )\b(?:adopted|held|submitted|presented|agreed|convened|considered|discussed|concluded|endorsed|"
    r"launched|approved|"
    r"contained|made|issued|decided|established|expressed|reaffirmed|celebrated|signed|started|"
    r"conducted|organi[sz]ed|ratified|undertaken|reviewed)\b[^,;]{0,60}$"
)


_MAY_BE_PAST = frozenset(("from … until", "by a date", "at a session", "in a part of a year"))


class TimePhrase(Struct, frozen=True, gc=False):
    """A time phrase and where it stands; rank hard (a time), held (when it is held), long (a duration) or soft."""

    text: str
    start: int
    end: int
    rule: str
    rank: str
    then: str = ""  # how often it comes again: "every six months thereafter"


def find(text: str, start: int, end: int, *, agenda: bool = False, seen: Seen | None = None) -> Iterator[TimePhrase]:
    """The time phrases in `text[start:end]` that limit an action, those of what is past left out.

    With `agenda`, the session on whose agenda an item is put counts too.
    `seen` are the words of sieves that stand there, where known.
    """
    taken = -1
    hits = [
        (found.start(), -found.end(), rule, rank)
        for rule, rank, pattern in awake(_PATTERNS, seen)
        for found in pattern.finditer(text, start, end, seen)
    ]
    held = _HELD.finditer(text, start, end, seen)
    hits += [(m.start("due"), -m.end("due"), "in a part of a year", "held") for m in held]
    hits.sort()
    if agenda:
        hits += [
            (m.start("due"), -m.end("due"), "on the agenda of a session", "hard")
            for m in _AGENDA.finditer(text, start, end)
        ]
    for first, minus, rule, rank in hits:
        past = rule in _MAY_BE_PAST and _PAST.search(text[max(start, first - 90) : first])
        named = rule == "for a time" and _ADJECTIVE.search(text, first, -minus) and not _PERIOD.match(text, -minus)
        if first < taken or past or named:
            continue
        taken = -minus
        again = _THEN.match(text, -minus, end)
        yield TimePhrase(text[first:-minus], first, -minus, rule, rank, again["often"] if again else "")


def choose(phrases: Iterable[TimePhrase]) -> TimePhrase | None:
    """The phrase that limits the action: the first time, else a duration, else "without delay"."""
    listed = list(phrases)
    for rank in ("hard", "held", "long", "soft"):
        for phrase in listed:
            if phrase.rank == rank:
                return phrase
    return None
