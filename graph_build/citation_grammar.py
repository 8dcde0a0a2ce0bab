"""The forms in which United Nations texts write references: numbers, symbols, dates, heads and organs.

Nothing is decided here: each function returns what stands in a text, with its offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from graph_build import citation_bodies as bodies
from graph_build.symbols import ROMAN

Form = Literal["slash", "year", "roman", "bare"]

_LETTERS = r"[A-Z](?:(?:,\s[A-Z])*,?\s(?:and|to|or|through)\s[A-Z]|\s?[-–]\s?[A-Z])?(?![\w/’'&]|\.\w)"
_NUMBER = re.compile(
    rf"""
    (?<![\w/.\-–])(?<!\D\d,)(?<!\D\d\d,)(?<!\D\d\d\d,)
    (?:
      (?P<session> (?:E?S-\s?)?\d{{1,4}} ) (?:/|\s/(?=\d)) (?P<item> \d{{1,4}} ) (?![\d/–-]|\.\d|,\d{{3}})
      (?: \s? (?P<letters> {_LETTERS} ) )?                                      # 57/270 B, ES-10/15, 76/84 A and B
    | (?P<count> \d{{1,4}} ) (?: \s (?P<inner> {_LETTERS} ) )?
      \s? \( \s? (?P<bracket> (?:19|20)\d\d | (?:E?S-)?{ROMAN} ) \s? \)         # 1373 (2001), 217 A (III)
      (?: \s? (?P<outer> {_LETTERS} ) )?
    )
    """,
    re.VERBOSE,
)
#: Digits that may begin a number: what costs more is tried only there.
_HINT = re.compile(r"[0-9]\d{0,3}(?=\s?/\s?\d|\s?\(|\s[A-Z](?![a-z]))")
_SPECIAL = re.compile(r"(?:E?S-\s?)?\Z")
_MONTHS = "January February March April May June July August September October November December".split()
MONTH = "(?:" + "|".join(_MONTHS) + ")"
_DATE = re.compile(
    rf"""\s*,?\s*(?:(?:of|adopted\son|dated|adopted|on|from)\s)+(?:the\s)?
    (?P<days>\d{{1,2}}(?:(?:,\s\d{{1,2}})*,?\sand\s\d{{1,2}})?)\s(?P<month>{MONTH})s?,?
    (?:\s(?P<year>(?:19|20)\d\d)\d{{0,2}})?
    (?P<more>(?:,?\sand\s\d{{1,2}}\s{MONTH}\s(?:19|20)\d\d)*)""",
    re.VERBOSE,
)
_ANOTHER_DATE = re.compile(rf"(\d{{1,2}})\s({MONTH})\s((?:19|20)\d\d)")
_HEAD = re.compile(
    r"\b(?:(?P<resolution>[Rr]esolutions?|RESOLUTIONS?|[Rr]es\.|UNSCRs?)|(?P<decision>[Dd]ecisions?|DECISIONS?)"
    r"|(?P<other>[Cc]onclusions?|[Oo]pinions?|Acts?|Laws?|Decrees?|[Rr]ecommendations?|vols?\.|[Gg]oals?|p\.|pp\.))(?=[\s,:(]|$)"
)
_SYMBOL = re.compile(
    r"""(?P<symbol>[A-Z](?<![\w/.\-–:].)(?!(?<=S)-\d|(?<=E)S-\d)(?:[A-Z0-9]{1,9}|(?<=[ASET]))(?:-[A-Z0-9]{1,6})?
      (?:/\s?(?:[A-Za-z]{1,8}\.\s?)?[A-Za-z0-9](?:[A-Za-z0-9.]|-(?!\s))*(?:[-–—](?=[A-Z]{1,5}/))?
         (?:\s?\((?:[IVXLC]{1,6}|\d{4}|(?:E?S-)?[IVXL]+|(?:Parts?|Vols?\.|Supp\.)\s?[IVXL\d]+(?:[-–][IVXL\d]+)?)\))?
      )+
    )
    (?P<more>(?:(?:\s?/|,|,?\sand|\sor)\s?(?:Add|Corr|Rev)\.\s?\d+(?:(?:,\s?\d+(?!\d*/))*(?:\s(?:and|to)\s\d+(?![\d/]|\s\w+\s\d{4})|[-–]\d+)?))*)
    """,
    re.VERBOSE,
)
_COMPONENT = re.compile(
    r"(?:[A-Z][A-Za-z]{0,7}\.?)?(?:E?S-)?\d{1,6}[A-Za-z]?(?:[-–]\d+)?(?:\.\d+)*(?:\([^)]*\))?|[A-Z]{1,8}|[A-Z]{1,5}\.[A-Z]{1,4}(?:\.\d+)?"
    r"|RES|Agenda|\(\d+\)"
)
#: What has the form of a symbol and is none: that, a regulation (XI-1/6), a committee without a document (A/C.2).
_NO_SYMBOL = re.compile(r"[IVXLC]{2,}(?:-\d+)?/\d+(?:-\d+)?|[IVX]/\d+|[A-Z]/(?:C|AC|CONF|CN)\.\d+")
_TAIL = re.compile(
    r"((?:(?:Add|Corr|Rev)\.\d+/)*(?:Add|Corr|Rev))\.\s?(\d+(?:(?:,\s?\d+)*(?:\s(?:and|to)\s\d+|[-–]\d+)?))"
)
#: The rest of a body's name: capitalised words and the small words between them.
_OF_NAME = (
    r"(?:the\s)?[A-Z][\w-]+"
    r"(?:,?\s(?:(?:and|of|the|for|in|on|to)\s)*(?!General\sAssembly|Security\sCouncil)[A-Z][\w-]+)*"
)
ORGAN = re.compile(
    rf"""
      (?P<ga>(?<!United\sNations\s)General\sAssembly|(?<=United\sNations\s)General\sAssembly)
    | (?P<sc>Security\sCouncil)
    | (?P<es>Economic\sand\sSocial\sCouncil)
    | (?P<hr>Human\sRights\sCouncil)
    | (?P<ch>Commission\son\sHuman\sRights|(?<=\bthe\s)Human\sRights\sCommission\b)
    | (?P<other>
        (?:Conference\sof\sthe\s|Meeting\sof\s(?:the\s)?)(?:States\s)?Parties(?:\sto\s{_OF_NAME})?|(?:World\s)?Health\sAssembly
      | (?:[A-Z][\w-]+\s)*(?:Environment|(?:UN-)?Habitat)\sAssembly|Trusteeship\sCouncil|Islamic\sCooperation
      | (?:Governing|Executive|European|Peace\sand\sSecurity|Transitional|Ministerial|Gulf\sCooperation|National)
        \sCouncil(?:\sof\s{_OF_NAME})?
      | (?:Executive|Trade\sand\sDevelopment|Industrial\sDevelopment)\sBoard|Forum\son\sForests|UN-Habitat|UN-Women
      | (?:[A-Z][\w-]+\s)?(?!Commission\son\sHuman\sRights\b)
        (?:Commission|Committee|Conference|Board)\s(?:on|for|of|against)\s{_OF_NAME}
      | Statistical\sCommission|(?:High-level|Executive|Preparatory)\sCommittee
      | Council\s(?:of|for|on)\s{_OF_NAME}|Assembly\sof\s{_OF_NAME}
      | League\sof\s(?:Arab\sStates|Nations)|African\sUnion
      | (?:World|International|Review|Diplomatic|Plenipotentiary|General|Islamic|Summit|Second|Third|Fourth)
        \sConference
      | International\sLabour\sOrganization|(?:International\s)?(?:Maritime|Civil\sAviation)\sOrganization
      | United\sNations\s(?:Conference|Congress)\b
      )
    | \b(?P<assembly>(?<!Parliamentary\s)(?<!Constituent\s)(?<!National\s)(?<!Legislative\s)Assembly)\b(?!\sof\s[A-Z])
    | \b(?P<council>Council)\b(?!\sof\s[A-Z])
    | \b(?P<commission>Commission)\b
    | \b(?P<party>Conference|Committee|Board|Congress)\b
    """,
    re.VERBOSE,
)
_CAPITAL = re.compile(r"[A-Z]")  # every organ's name begins with one
_ORGAN_IDS = {
    "ga": "general-assembly",
    "sc": "security-council",
    "es": "ecosoc",
    "hr": "human-rights-council",
    "ch": "commission-on-human-rights",
}
_LEAD, _REACH = 40, 120  # how far an organ's name reaches before and behind its trigger word


#: Symbols joined by a dash, and numbers: A/60/825-S/2006/737, A/60/1/Add.1-3.
_JOINED = re.compile(r"[-–—](?=[A-Z]{1,5}/)")
_RUN = re.compile(r"(?:(?<=/)|(?<=/Add\.)|(?<=/Rev\.)|(?<=/Corr\.))\d+[-–]\d+$")
_BLANK, _FIGURE, _FIGURES = re.compile(r"\s"), re.compile(r"\d"), re.compile(r"\d+")
_TO, _SERIES = re.compile(r"to|through|[-–]"), re.compile(r"(\d+)(?:\s?(?:to|through|[-–])\s?(\d+))?")


class Number(Struct, frozen=True, gc=False):
    """A number of a resolution or decision, as written at start..end; `session` is also the year of 2007/18."""

    start: int
    end: int
    form: Form
    item: str
    session: str
    letters: tuple[str, ...]


class Dated(Struct, frozen=True, gc=False):
    """The dates written after a number, ending at `end`; None for a date without its year."""

    end: int
    dates: tuple[date, ...]


class Head(Struct, frozen=True, gc=False):
    """A word that says what the numbers after it are: Resolution, Decision, or None for other things."""

    start: int
    end: int
    kind: str | None
    plural: bool


class Organ(Struct, frozen=True, gc=False):
    """An organ's name; `id` is a register id, or assembly, council, commission, or one of the bodies' FOREIGN."""

    start: int
    end: int
    id: str


class SymbolToken(Struct, frozen=True, gc=False):
    """A document symbol as written at start..end, and the symbols that it stands for."""

    start: int
    end: int
    texts: tuple[str, ...]


def numbers(text: str) -> Iterator[Number]:
    """The numbers in the forms of resolutions and decisions, in order."""
    if "/" not in text and "(" not in text:
        return
    done = 0
    for hint in _HINT.finditer(text):
        at = hint.start()
        if text[at - 1 : at] in ("-", " "):
            at -= len(_SPECIAL.search(text, max(0, at - 4), at)[0])  # type: ignore[index]
        found = _NUMBER.match(text, at) if at >= done else None
        if not found:
            continue
        done = found.end()
        if found["session"]:
            yield Number(
                found.start(),
                found.end(),
                "slash",
                found["item"],
                found["session"].replace(" ", ""),
                letters(found["letters"]),
            )
        else:
            form: Form = "year" if found["bracket"].isdigit() else "roman"
            marks = letters(found["inner"] or found["outer"])
            yield Number(found.start(), found.end(), form, found["count"], found["bracket"], marks)


def letters(written: str | None) -> tuple[str, ...]:
    """The letters of parts: "A and B" -> A, B; "A to D" and "A-D" -> A, B, C, D."""
    if not written:
        return ()
    marks = _CAPITAL.findall(written)
    if len(marks) == 2 and _TO.search(written):
        first, last = (ord(mark) for mark in marks)
        return tuple(map(chr, range(first, last + 1)))
    return tuple(marks)


def dated(text: str, at: int, year: str | None = None) -> Dated | None:
    """The dates that follow at `at`: "of 8 September 2006", "of 23 December 1994 and 20 July 1995".

    A date printed without its year takes `year`; it is none where that is not known.
    """
    found = _DATE.match(text, at)
    if not found:
        return None
    year = found["year"] or year
    if not year:
        return Dated(found.end(), ())
    days = [int(day) for day in _FIGURES.findall(found["days"])]
    made = [_day(day, found["month"], year) for day in days]
    made += [_day(int(d), m, y) for d, m, y in _ANOTHER_DATE.findall(found["more"])]
    return Dated(found.end(), tuple(day for day in made if day))


def _day(day: int, month: str, year: str) -> date | None:
    try:
        return date(int(year), _MONTHS.index(month) + 1, day)
    except ValueError:
        return None


def heads(text: str, words: list[tuple[int, int]]) -> list[Head]:
    """Of the trigger words, resolution and decision, and those that claim a number for something else."""
    return [
        Head(
            found.start(),
            found.end(),
            "Resolution" if found["resolution"] else "Decision" if found["decision"] else None,
            found[0][-1] in "sS",
        )
        for found in (_HEAD.match(text, start) for start, _ in words)
        if found
    ]


def organs(text: str, places: list[tuple[int, int]]) -> list[Organ]:
    """The organs named around the trigger words at `places`."""
    made: list[Organ] = []
    done = 0
    for start, _ in places:
        if start < done:
            continue
        at = max(done, start - _LEAD)
        for capital in _CAPITAL.finditer(text, at, start + 1):
            if capital.start() < at or (found := ORGAN.match(text, capital.start(), start + _REACH)) is None:
                continue
            at = found.end()
            if at <= start:
                continue
            group = found.lastgroup or "other"
            name = _ORGAN_IDS.get(group, group)
            if group == "party" or (group in ("assembly", "council", "commission") and _qualified(text, found.start())):
                name = "other"
            if name == "other":
                name = bodies.body(found[0])
            made.append(Organ(found.start(), found.end(), name))
            done = found.end()
    return made


_QUALIFIED = re.compile(r"[A-Z][\w-]*\s$")
_OPENERS = re.compile(
    r"(?:The|By|In|Recalling|Also|That|Its|Noting|Welcomes|Recalls|Mindful|Further|Again|Requests)\s$"
)


def _qualified(text: str, at: int) -> bool:
    """Whether a capitalised word before makes it the name of another body."""
    before = text[max(0, at - 24) : at]
    return bool(_QUALIFIED.search(before)) and not _OPENERS.search(before)


def symbols_in(text: str) -> tuple[SymbolToken, ...]:
    """The document symbols written in the text, joint ones taken apart, with their addenda and corrigenda."""
    return tuple(_tokens(text)) if "/" in text else ()


def _tokens(text: str) -> Iterator[SymbolToken]:
    for found in _SYMBOL.finditer(text):
        written = found["symbol"].rstrip(".-–")
        texts: list[str] = []
        for part in _JOINED.split(written):
            bare = _BLANK.sub("", part)
            pieces = bare.split("/")
            if _NO_SYMBOL.fullmatch(bare):
                continue
            if len(pieces) > 1 and _FIGURE.search(bare) and all(_COMPONENT.fullmatch(p) for p in pieces[1:]):
                texts += _run(bare)
        if not texts:
            continue
        end = found.start() + len(written)
        for kind, values in _TAIL.findall(found["more"]):
            texts += [f"{_stem(texts[0], kind)}/{kind}.{value}" for value in spread(values)]
            end = found.end()
        yield SymbolToken(found.start(), end, tuple(texts))


def _run(symbol: str) -> list[str]:
    """A/60/1/Add.1-3 is three symbols, A/S-10/11-14 four."""
    found = _RUN.search(symbol)
    return [symbol[: found.start()] + value for value in spread(found[0])] if found else [symbol]


def _stem(symbol: str, kind: str) -> str:
    """What an addendum or corrigendum is added to: "A/1/Add.1 and Add.2" names A/1/Add.2."""
    return re.sub(rf"/{kind.partition('.')[0]}\.\d+$", "", symbol)


def spread(values: str) -> list[str]:
    """Numbers of a list with its ranges: "1, 2 and 4" -> 1, 2, 4; "8 to 10" -> 8, 9, 10 (at most 100)."""
    made: list[str] = []
    for first, last in _SERIES.findall(values):
        if last and int(first) < int(last) <= int(first) + 100:
            made += [str(n) for n in range(int(first), int(last) + 1)]
        else:
            made += [first] + ([last] if last else [])
    return made
