"""Numbers of bodies beyond the four organs that carry symbols of their own, and what those symbols are.

The United Nations Environment Assembly (UNEP/EA.4/Res.21), the Habitat Assembly (HSP/HA.1/Res.2), the World Health
Assembly (WHA61.21, decision WHA71(9)) and the Conference of the Parties to the Convention on Biological Diversity
(UNEP/CBD/COP/DEC/X/2 up to its twelfth meeting, CBD/COP/DEC/XIII/3 and CBD/COP/DEC/14/4 after it) print them on the
texts themselves. Commissions, boards and other conferences do not: their numbers are seen and stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from graph_build import symbols

UNEA, HABITAT, WHA, CBD = "unea", "un-habitat-assembly", "world-health-assembly", "cbd-conference"
#: A conference of parties named without its convention.
PARTIES = "conference-of-parties"
#: What an organ that is none of the four may be: one of these, or a body not told apart.
FOREIGN = frozenset((UNEA, HABITAT, WHA, CBD, PARTIES, "other"))

_NAMES = (
    (UNEA, re.compile(r"Environment\sAssembly\Z")),
    (HABITAT, re.compile(r"Habitat\sAssembly\Z")),
    (WHA, re.compile(r"Health\sAssembly\Z")),
    (CBD, re.compile(r"Conference\sof\sthe\s(?:States\s)?Parties\sto\sthe\sConvention\son\sBiological\sDiversity\Z")),
    (PARTIES, re.compile(r"Conference\sof\sthe\s(?:States\s)?Parties(?:\sto\sthe\sConvention)?\Z")),
)
#: The last meeting of the Conference whose decisions have symbols of the Environment Programme, and the one after it.
_OLD, _NEXT = 12, 13
_SESSIONS = 30  # more than the Environment and Habitat Assemblies will have had for decades
_OWN = re.compile(
    r"(?<!\w)(?:WHA\s?(?P<session>\d{1,2})(?:\.(?P<number>\d{1,3})|\s?\((?P<decision>\d{1,2})\))(?![\w.]\d)"
    r"|(?P<conference>GC\(\d{1,2}\)/RES/\d{1,2})(?!\d))"
)
_MEETING = re.compile(r"(?P<meeting>[IVXLC]+)/(?P<item>\d{1,3})(?:\s[A-Z](?!\w))?")
_MORE = re.compile(r"(?:,\s|\sand\s|,\sand\s|\sto\s)(?=[IVXLC]+/\d)")
_DOTTED = re.compile(r"(?P<session>\d{1,2})\.(?P<item>\d{1,3})")
_SESSION = re.compile(r"(?P<session>\d{1,2})\s?\((?P<item>\d{1,2})\)")


class Own(Struct, frozen=True, gc=False):
    """A number as written at start..end, and the symbol that it is; None where its body has none, or is not known."""

    start: int
    end: int
    target: str | None


def body(name: str) -> str:
    """Which of the bodies with symbols of their own this name names; "other" for any other."""
    return next((key for key, pattern in _NAMES if pattern.search(name)), "other")


def beyond(key: str, session: str) -> bool:
    """Whether a body that meets every other year cannot have had this session, so that another's number is meant."""
    return key in (UNEA, HABITAT) and session.isdigit() and int(session) > _SESSIONS


def numbered(key: str, session: str, item: str, kind: str) -> str | None:
    """The symbol of a number such as 4/21 of a body: (unea, 4, 21, Resolution) -> UNEP/EA.4/Res.21."""
    if kind == "Resolution" and key == UNEA:
        return f"UNEP/EA.{session}/Res.{item}"
    if kind == "Resolution" and key == HABITAT:
        return f"HSP/HA.{session}/Res.{item}"
    if kind == "Decision" and key == CBD and session.isdigit() and _NEXT < int(session) < 100:
        return f"CBD/COP/DEC/{session}/{item}"
    return None


def own(text: str) -> Iterator[Own]:
    """The numbers that are symbols already: WHA61.21, WHA71(9), GC(68)/RES/14."""
    if "WHA" in text or "GC(" in text:
        for found in _OWN.finditer(text):
            yield Own(found.start(), found.end(), symbols.canonical(found[0]))


def dotted(text: str, at: int, until: int) -> str | None:
    """The symbol of the World Health Assembly's number in text[at:until]: 58.16 -> WHA58.16, 74(16) -> WHA74(16)."""
    if found := _DOTTED.fullmatch(text, at, until):
        return f"WHA{found['session']}.{found['item']}"
    found = _SESSION.fullmatch(text, at, until)
    return f"WHA{found['session']}({found['item']})" if found else None


def meetings(text: str, at: int, of: Literal["cbd-conference"] | None) -> Iterator[Own]:
    """The numbers by Roman meetings right behind a word such as "decisions": VII/19 D and VIII/4 A."""
    found = _MEETING.match(text, at)
    while found:
        yield Own(found.start(), found.end(), _decision(found["meeting"], found["item"]) if of == CBD else None)
        more = _MORE.match(text, found.end())
        found = _MEETING.match(text, more.end()) if more else None


def _decision(meeting: str, item: str) -> str | None:
    try:
        number = symbols.roman(meeting)
    except ValueError:
        return None
    if number <= _OLD:
        return f"UNEP/CBD/COP/DEC/{meeting}/{item}"
    return f"CBD/COP/DEC/{meeting}/{item}" if number == _NEXT else None
