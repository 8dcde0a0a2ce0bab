"""Dated conferences, symposia, visits and reviews that a document names: place, dates, organizers."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from graph_build import actor_phrases, actor_text
from graph_build.actor_lists import series
from graph_build.actor_text import Words
from graph_build.model import Actor, Event, FrontMatter, Mention, Passage

_MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(_MONTHS)
_NOUN = (
    r"(?:conference|symposium|summit|meeting|workshop|forum|congress|seminar|colloquium|consultation|consultations|"
    r"round ?table|review|visit|exhibition|retreat|dialogue|panel discussion|expert group|ministerial|"
    r"commemoration|ceremony|negotiations|talks|session|debate|week|high-level segment|"
    r"special event|briefing|training course|course|webinar)"
)
#: One of these stands in every noun; a paragraph without them needs no search.
_STEMS = (
    "session", "meeting", "conference", "review", "visit", "forum", "dialogue", "consultation", "course", "debate",
    "summit", "workshop", "round", "week", "ministerial", "briefing", "congress", "seminar", "negotiations", "talks",
    "symposium", "expert group", "panel discussion", "ceremony", "commemoration", "exhibition", "retreat", "segment",
    "special event", "colloquium", "webinar",
)  # fmt: skip
_NOUNS = re.compile(_NOUN)
#: A word that may stand before the noun, and how many may.
_LEAD = (
    r"(?:[A-Z][\w’'/-]*|\d{4}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+|\w+th|first|second|third|"
    r"first-ever|high-level|international|regional|ministerial|biennial|annual|special|joint|global|open|inaugural|"
    r"plenary|group|working|senior|study|"
    r"preparatory|diplomatic|interactive|informal|thematic|expert|intergovernmental|country|general)"
)
_LEADING = 12
_LEADS = re.compile(rf"(?:{_LEAD}|and|of|for|on)\Z")
_NAME = re.compile(
    rf"""
    (?> {_LEAD} [ ] | (?:and|of|for|on) [ ] (?=[A-Z]) ){{0,{_LEADING}}}
    (?<![\w-]) (?i:{_NOUN}s?) \b
    (?> [ ] (?:of|on|for|to|against|with|by|between|concerning|entitled|the|in[ ](?=the)
              |and[ ](?=[A-Z])|[A-Z“][\w’'“”-]*|[a-z][\w-]+|\d{{4}}[ ](?=[A-Z]))){{0,40}}?
    (?= [ ]?\( | ,? [ ] (?:(?:that[ ]|which[ ])?(?:was[ ]|were[ ]|is[ ]|will[ ]be[ ]|to[ ]be[ ]|being[ ])?
            (?:held|convened|hosted|organi[sz]ed|co-organi[sz]ed|co-hosted|celebrated|conducted|scheduled|undertaken)\b
          | (?:that[ ]|which[ ]|will[ ])?(?:took|take|takes|taking)[ ]place )
      | ,? [ ] (?:in|at) [ ] (?:the[ ])? [A-Z] | ,? [ ] (?:on|from|in) [ ] (?:\d|{_MONTH}) )
    """,
    re.VERBOSE,
)
_YEAR = re.compile(r"[0-9]\d\d\d")  # no date is without one
_MONTH_AND_YEAR = re.compile(rf" (?<=[0-9n] )(?:{_MONTH}) \d{{4}}")  # "2 May 2007", "in May 2007"
_DAYS = re.compile(
    rf"\b(?:(?:from )?(?P<d1>\d{{1,2}})(?: (?P<m1>{_MONTH})(?: (?P<y1>\d{{4}}))?)?(?:,? (?:to|and|until)|[–-]|,) ?"
    rf"(?:(?:\d{{1,2}}(?:,| and) )*)?)?(?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}) (?P<y2>\d{{4}})|"
    rf"\bin (?P<m3>{_MONTH}) (?P<y3>\d{{4}})"
)
_PLACE = re.compile(
    r"\b(?:in|at) (?P<place>(?:the (?=United Nations (?:Office|Headquarters)|Palais|Peace))?[A-Z][\w’.'-]+(?:(?: |"
    r"-)(?:[A-Z][\w’.'-]+|de|la|el|al|da|do|at(?= [A-Z]))\b)*"
    rf"(?:, (?!(?:{_MONTH})\b)[A-Z][\w’-]+(?: (?:of (?:the )?)?[A-Z][\w’-]+)*)?)"
)
_ORGANIZED = re.compile(
    r"\b(?:(?:co-)?organi[sz]ed|(?:co-)?hosted|convened|(?:co-)?sponsored|arranged)(?: jointly)?(?: and \w+)? by |"
    r"\b(?:jointly )?(?:organi[sz]ed|convened) under the auspices of "
)
_WITH = re.compile(
    r",? (?:and )?in (?:close )?(?:cooperation|collaboration|partnership|coordination|conjunction) with "
)
_HAPPENS = re.compile(
    r"\b(?:held|convened|hosted|organi[sz]ed|took place|take place|taking place|celebrated|conducted|scheduled|"
    r"undertaken)\b"
)
_NEXT_CLAUSE = re.compile(r"[;]|, and (?:to|requests|calls|encourages|urges|invites)\b")
_LEAD_IN = re.compile(r"(?:(?:and|of|for|on|The|In|At|During|Noting|Recalling|Welcoming) )+")
_OTHERS_DATE = re.compile(r"\b(?:resolution|decision|adopted|report|since|until|by|after|before|of)\b[^,]{0,30}$")
_AT_PLACE = re.compile(r"[ ,(]*(?:in|at)\b[^;]*")
_REACH = 260


class Time(Struct, frozen=True):
    """First and last day, and where their words end."""

    first: date
    last: date
    start: int
    end: int


def find(passages: Sequence[Passage], front: FrontMatter, mentions: Iterable[Mention]) -> tuple[Event, ...]:
    """The dated events that preamble, operative part and annexes name, each naming once a passage, in order."""
    if not front.language.startswith("en"):
        return ()
    likely = [p for p in passages if p.part in ("preamble", "operative", "annex") and _may_date(p.text)]
    by_passage: dict[str, list[Mention]] = {passage.id: [] for passage in likely}
    for mention in mentions if likely else ():
        if mention.paragraph in by_passage:
            by_passage[mention.paragraph].append(mention)
    return tuple(event for passage in likely for event in _passage(passage, by_passage[passage.id]))


def _may_date(text: str) -> bool:
    """Whether both a noun of events and a date stand in the text, without which no name becomes an event."""
    if (" 1" not in text and " 2" not in text) or not _MONTH_AND_YEAR.search(text):
        return False
    return any(map(text.casefold().__contains__, _STEMS))


def _passage(passage: Passage, mentions: list[Mention]) -> Iterator[Event]:
    bag: Words | None = None
    last = -1
    for found in _names(passage.text):
        name_start, name_end = _trim(passage.text, found.start(), found.end())
        if name_start < last or " " not in passage.text[name_start:name_end]:
            continue
        if any(m.start == name_start and m.end == name_end and m.actor for m in mentions):  # a body that meets
            continue
        reach = passage.text[name_end : name_end + _REACH]
        reach = _NEXT_CLAUSE.split(reach, 1)[0]
        time = _time(reach)
        if time is None:
            continue
        bag = bag or actor_text.words(passage.text, mentions)
        last = name_end + time.end
        yield Event(
            paragraph=passage.id,
            start=name_start,
            end=name_end,
            text=passage.text[name_start:name_end],
            place=_place(reach, time),
            from_=time.first,
            until=time.last,
            organizers=tuple(_organizers(bag, name_end, name_end + len(reach))),
            rule="event noun with a date",
        )


def _names(text: str) -> Iterator[re.Match[str]]:
    """The matches of the pattern of names before the last year, tried only where one can begin."""
    low = text.lower()
    low = low if len(low) == len(text) else text
    last = max((year.start() for year in _YEAR.finditer(text)), default=0)  # no date stands behind it
    done, noun = 0, _NOUNS.search(low, 0, last)
    while noun is not None:
        if noun.start() >= done:
            for at in _beginnings(text, done, noun.start()):
                if found := _NAME.match(text, at):
                    yield found
                    done = found.end()
                    break
        noun = _NOUNS.search(low, noun.start() + 1, last)


def _beginnings(text: str, floor: int, noun: int) -> list[int]:
    """Where the words that may stand before a noun begin, the first of them first, the noun itself last."""
    places = [noun]
    at = noun
    while at > floor and text[at - 1] == " " and len(places) <= _LEADING:
        begun = max(floor, text.rfind(" ", 0, at - 1) + 1)
        word = _LEADS.search(text, begun, at - 1)
        if word is None:
            break
        places.append(word.start())
        if word.start() > begun:
            break
        at = begun
    return places[::-1]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    lead = _LEAD_IN.match(words)
    start += lead.end() if lead else 0
    return start, start + len(text[start:end].rstrip(" ,"))


def _time(reach: str) -> Time | None:
    """The date that the words after a name give the event, where nothing else can own it."""
    found = _DAYS.search(reach)
    if not found:
        return None
    before = reach[: found.start()]
    if _OTHERS_DATE.search(before):
        return None
    if len(before) > 25 and not _HAPPENS.search(before) and not _AT_PLACE.fullmatch(before):
        return None
    return _dates(found)


def _dates(found: re.Match[str]) -> Time | None:
    try:
        if found["m3"]:
            year, month = int(found["y3"]), _MONTHS[found["m3"]]
            last = date(year, month, calendar.monthrange(year, month)[1])
            return Time(date(year, month, 1), last, found.start(), found.end())
        last = date(int(found["y2"]), _MONTHS[found["m2"]], int(found["d2"]))
        first = last
        if found["d1"]:
            month = _MONTHS[found["m1"]] if found["m1"] else last.month
            first = date(int(found["y1"]) if found["y1"] else last.year, month, int(found["d1"]))
    except ValueError:  # no such day: "31 June"
        return None
    return Time(first, last, found.start(), found.end()) if first <= last else None


def _place(reach: str, time: Time) -> str | None:
    happens = _HAPPENS.search(reach)
    for found in _PLACE.finditer(reach, happens.end() if happens and happens.end() < time.end else 0):
        place = found["place"]
        if place.split()[0] not in _MONTHS and found.start() < time.end + 60:
            return place
    return None


def _organizers(bag: Words, start: int, end: int) -> Iterator[Actor]:
    """Who organized it, those in cooperation with whom included."""
    stop = bag.at(end)
    for pattern in (_ORGANIZED, _WITH):
        for found in pattern.finditer(bag.text, start, end):
            for item in series(bag, bag.at(found.end()), stop, "free").items:
                yield Actor(text=bag.text[item.start : item.end], actor=actor_phrases.resolve(bag, item))
