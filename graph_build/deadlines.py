"""Time phrases that limit what is asked, and the dates and recurrences they stand for."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from msgspec import Struct

from graph_build.directive_sieve import Seen, Sieve, awake, sieve
from graph_build.model import Due, Session

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})(?: \d{{4}}|,? \d{{4}})?|(?:{_MONTH}) \d{{1,2}},? \d{{4}})"
_WHEN = rf"(?:{_DAY}|(?:{_MONTH}) \d{{4}}|\d{{4}})\b"
_UNITS = "|".join(
    """one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen""".split()
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = rf"(?:\d+|(?:{_TENS})(?:[- ](?:{_UNITS}))?|{_UNITS}|a|an)"
_SPAN = rf"{_NUMBER}(?:-| )(?:calendar |working |business )?(?:days?|weeks?|months?|years?|hours?)"
_ORDINAL_WORD = (
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    r"fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
)
_ORDINAL = (
    rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:one[- ]hundred(?:[- ]and)?[- ])?(?:(?:{_TENS})-(?:{_ORDINAL_WORD})|"
    rf"twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|{_ORDINAL_WORD}))"
)
_SESSION = (
    rf"(?:(?:reconvened|resumed|next|annual|substantive|special|regular|organizational|\d{{4}}|main part of (?:its|"
    rf"the)|"
    rf"first part of (?:its|the)|second part of (?:its|the)|emergency) )*(?:{_ORDINAL}(?:(?:,| and|, and|"
    rf" or) {_ORDINAL})*"
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
    "from … until": "|".join(f"from {first}" for first in (*range(10), *_MONTHS)),
    "by a date": "by |before |prior to |no later than |not later than |until |on or before |on or by |through |"
    + "|".join(f"to {first}" for first in (*range(10), *_MONTHS)),
}
_PATTERNS: tuple[tuple[str, str, Sieve], ...] = tuple(
    (rule, rank, sieve(words, pattern, begins=_BEGINS.get(rule, "")))
    for rule, rank, words, pattern in (
        ("from … until", "hard", "from ", rf"\bfrom {_DAY} (?:until|to|through) {_DAY}"),
        (
            "by a date",
            "hard",
            "by |before|prior|later than|until|through|to ",
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
            rf"(?:half|quarter|part|months) of|early|mid-?|late) ?(?:the year )?(?:(?:{_MONTH}) )?\d{{4}}\b)",
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
            rf"|\bevery (?:{_NUMBER} )?(?:days?|weeks?|months?|years?)\b|\beach year\b|\b(?:once|twice|"
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
    "|".join((" in 19", " in 20", " in early", " in late", " in mid", *(f" {month} " for month in _MONTHS))),
    r"\b(?:to|and|shall|will|should|by|further) (?:conven(?:e|ing)|hold(?:ing)?|organi[sz](?:e|ing)|conduct|undertake|"
    r"implement|review|launch|begin|start|commence|(?<!to )be held|take place|meet|present|submit|celebrate|host)\b"
    r"(?:(?!\bof \d)[^,;.()]){0,90}?,? "
    rf"(?P<due>on {_DAY}(?<=\d)|in (?:early |late |mid-?)?(?:(?:{_MONTH}) )?(?:19|20)\d{{2}})\b(?! of\b|[/–-]\d)",
)
#: "the ten-year programme" is a programme, "a three-year period" a time.
_ADJECTIVE = re.compile(r"-(?:day|week|month|year)\Z")
_PERIOD = re.compile(r" (?:period|term|mandate|extension)\b")
#: Behind a first date: how often it comes again.
_THEN = re.compile(
    rf"(?:,? and)?,? (?:(?:then|thereafter|subsequently),? )?(?:at least )?(?P<often>every (?:{_NUMBER} )?"
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


#: Days that a session may last whose end the register does not know.
_LONGEST_SESSION = 366
_MAY_BE_PAST = frozenset(("from … until", "by a date", "at a session", "in a part of a year"))


class TimePhrase(Struct, frozen=True):
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


# ---------------------------------------------------------------- what they stand for


def _ordinal(words: str) -> int | None:
    """63 for "sixty-third", "63rd"."""
    if digits := re.match(r"\d+", words):
        return int(digits[0])
    units = {word: i for i, word in enumerate(_ORDINAL_WORD.split("|"), 1)}
    tens = {word: 10 * i for i, word in enumerate(_TENS.split("|"), 2)}
    total = 0
    for part in re.split(r"[- ]", words.lower()):
        if part in units:
            total += units[part]
        elif part in tens:
            total += tens[part]
        elif part.endswith("ieth") and part[:-4] + "y" in tens:
            total += tens[part[:-4] + "y"]
        elif part in ("hundred", "hundredth"):
            total += 100
        elif part not in ("one", "and"):
            return None
    return total or None


def _cardinal(words: str) -> int | None:
    units = {word: i for i, word in enumerate(_UNITS.split("|"), 1)} | {"a": 1, "an": 1}
    tens = {word: 10 * i for i, word in enumerate(_TENS.split("|"), 2)}
    if words.isdigit():
        return int(words)
    parts = re.split("[- ]", words.lower())
    known = [units.get(part, tens.get(part)) for part in parts]
    return sum(value for value in known if value) if all(known) else None


def _amount(text: str) -> tuple[int, str] | None:
    found = re.search(rf"({_NUMBER})(?:-| )(?:calendar |working |business )?(day|week|month|year)", text)
    count = _cardinal(found[1]) if found else None
    return (count, found[2]) if found and count else None


def _later(day: date, count: int, unit: str) -> date:
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _interval(words: str, adopted: date | None) -> tuple[date, date] | None:
    """First and last day of "30 March 2018", "March 2018", "2018"; a day without year is the next after adoption."""
    words = re.sub(rf"({_MONTH}) (\d{{1,2}}),? (\d{{4}})$", r"\2 \1 \3", words)  # "August 31, 2015"
    found = re.search(rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({_MONTH})?,? ?(\d{{4}})?$", words)
    if not found or not any(found.groups()):
        return None
    month = _MONTHS.get(found[2] or "")
    year = int(found[3]) if found[3] else (adopted.year if adopted else None)
    if year is None or not 1945 <= year <= 2200:
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if found[1] is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    if not 1 <= int(found[1]) <= calendar.monthrange(year, month)[1]:
        return None
    day = date(year, month, int(found[1]))
    if not found[3] and adopted and day < adopted:
        day = _later(day, 1, "year")
    return day, day


_RECURS = (
    (re.compile(r"semi-?annual|biannual|twice[ -](?:annual|a year|per year|every year|yearly)", re.I), "P6M"),
    (re.compile(r"biennial", re.I), "P2Y"),
    (re.compile(r"triennial", re.I), "P3Y"),
    (re.compile(r"three times", re.I), "P4M"),
    (re.compile(r"annual|yearly|each year|every year|(?:once|one) (?:a|per|every) year", re.I), "P1Y"),
    (re.compile(r"quarterly", re.I), "P3M"),
    (re.compile(r"monthly|every month", re.I), "P1M"),
)


def recurrence(text: str) -> str | None:
    """The ISO 8601 duration of "annually", "every 180 days", "on a twice annual basis"; None where none is said."""
    every = re.search(rf"\bevery (?:({_NUMBER}) )?(day|week|month|year)", text)
    if every:
        count = _cardinal(every[1]) if every[1] else 1
        return f"P{count}{every[2][0].upper()}" if count else None
    return next((duration for pattern, duration in _RECURS if pattern.search(text)), None)


def due(phrase: TimePhrase, adopted: date | None, organs: Iterable[str], sessions: Iterable[Session]) -> Due:
    """The dates of a time phrase: `organs` are those whose session may be meant, the likeliest first."""
    text = phrase.text
    first, last = _dates(phrase, adopted, tuple(organs), tuple(sessions))
    recurs = recurrence(phrase.then) or (None if "session" in phrase.rule else recurrence(text))
    return Due(text=text, from_=first, until=last, recurs=recurs)


def _dates(
    phrase: TimePhrase, adopted: date | None, organs: tuple[str, ...], sessions: tuple[Session, ...]
) -> tuple[date | None, date | None]:
    text, rule = phrase.text, phrase.rule
    if rule == "from … until":
        begin, _, end = re.split(r" (until|to|through) ", text.removeprefix("from "))
        until = _interval(end, adopted)
        since = _interval(begin if re.search(r"\d{4}", begin) else f"{begin} {end[-4:]}", adopted)
        return (since[0] if since else None, until[1] if until else None)
    if rule in ("by a date", "until a date", "in a part of a year"):
        return None, _by(text, adopted)
    if rule in ("within a time", "no later than", "for a time", "over a time to come"):
        return _within(text, adopted)
    if "session" in rule:
        return _session(text, organs, sessions, adopted)
    return None, None


def _by(text: str, adopted: date | None) -> date | None:
    found = _interval(text, adopted)
    if found is None or re.search(r"\b(?:early|late|mid|quarter|half|middle|beginning)\b", text):
        return None
    return found[0] - timedelta(days=1) if re.match(r"before|prior", text) else found[1]


def _within(text: str, adopted: date | None) -> tuple[date | None, date | None]:
    amount = _amount(text)
    other = re.search(
        r"\b(?:of|from|after|following|since|before|prior to) (?!(?:the )?(?:date of )?(?:the )?adoption)(?!\d)", text
    )
    counted = re.search(r"period of|term of|duration of|\badoption\b", text)
    if adopted is None or amount is None or (other and not counted):
        return None, None
    return adopted, _later(adopted, *amount)


def _ahead(session: Session, adopted: date | None) -> bool:
    """Whether a session can still be meant on the day of the document: it was not over by then."""
    if adopted is None:
        return True
    return (session.closes or session.opens + timedelta(days=_LONGEST_SESSION)) >= adopted


def _session(
    text: str, organs: tuple[str, ...], sessions: tuple[Session, ...], adopted: date | None
) -> tuple[date | None, date | None]:
    named = re.search(rf"({_ORDINAL})", text)
    number = _ordinal(named[1]) if named else None
    kind = next((k for k in ("special", "emergency", "reconvened") if f"{k} " in text), "regular")
    for organ in organs:
        for session in sessions:
            fits = session.number == number and session.organ == organ and session.kind == kind
            if fits and _ahead(session, adopted):
                if re.search(r"\b(?:beginning|opening|start) of\b", text):
                    return None, session.opens
                if re.match(r"before|prior|in advance", text):
                    return None, session.opens - timedelta(days=1)
                return session.opens, session.closes
    return None, None
