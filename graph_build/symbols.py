"""The one door for document symbols: any printed spelling in, one canonical form and one IRI out, and back.

The canonical form has no space, as in the United Nations' own links: S/RES/1373(2001), A/RES/1514(XV),
A/RES/ES-10/15, A/RES/57/270B, A/RES/377(V)A, A/HRC/RES/37/27, A/DEC/72/559, A/62/17(PartI), A/60/825/Corr.1.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from msgspec import Struct

from graph_build import namespaces

#: Roman numerals as sessions carry them.
ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}

_RESOLUTION = re.compile(
    rf"""
    (?P<head> A/HRC | A | S | E/CN\.\d+ | E )
    / (?P<series> RES | DEC | PRST )
    / (?:
        (?P<session> (?:ES-|S-)?\d+ ) / (?P<number> (?:BU/)?\d+ )              # A/RES/60/288, S/PRST/2016/5
      | (?P<old_number> \d+ ) (?P<old_letter> [A-Z] )?                       # A/RES/1514(XV), A/RES/377A(V)
        \( (?P<old_session> (?:ES-|S-)?{ROMAN} | \d{{4}} (?: -\d{{4}} )? ) \)  # S/RES/1373(2001)
    )
    \[? (?P<letter> [A-Z] (?: -[A-Z] )? )? \]?
    """,
    re.VERBOSE,
)

#: Words that stand in symbols in mixed case; all else is upper case.
_WORDS = {word.upper(): word for word in ("Add", "Corr", "Rev", "Amend", "Summary", "Agenda", "Res", "Dec")}
_WORD = re.compile(rf"(?<=/)(?:DEC(?=\.)|(?!DEC)(?:{'|'.join(_WORDS)})(?=[./]|\Z))")
_PART = re.compile(r"(?<=\()(?:PARTS?|VOLS?|SUPP)(?=[.IVXLCD\d])")
_SESSION = re.compile(r"(?:E?S-)?\d{1,3}")
_LOOSE = re.compile(r"/(?=\()|/(?=[A-Z](?:-[A-Z])?\Z)")
_ROMAN_ONLY = re.compile(ROMAN + r"\Z")

_DOCUMENT = re.compile(
    r"""
    [A-Z]{1,12} (?: -[A-Z0-9]+ )?                                   # A, S, E, ST, CAC, UNEP, HSP
    (?: / (?: [A-Z0-9.\-]+ (?: \( [A-Z0-9.,\-]+ \) )? | \( \d+ \) ) )*  # /C.3, /CONF.151, /62, /17(PARTI), /(1455)
    """,
    re.VERBOSE,
)
#: Series of bodies that are none of the organs above: kind, register id of the body, form.
_SERIES_OF_BODIES = tuple(
    (kind, body, re.compile(form))
    for kind, body, form in (
        ("Resolution", "unea", r"UNEP/EA\.(?P<session>\d+|SS\.\d+)/RES\.(?P<number>\d+)"),
        ("Resolution", "un-habitat-assembly", r"HSP/HA\.(?P<session>\d+)/RES\.(?P<number>\d+)"),
        ("Resolution", "world-health-assembly", r"WHA(?P<session>\d+)\.(?P<number>\d+)"),
        ("Decision", "world-health-assembly", r"WHA(?P<session>\d+)\((?P<number>\d+)\)"),
        ("Resolution", None, r"GC\((?P<session>\d+)\)/RES/(?P<number>\d+)"),
        ("Decision", None, rf"(?:UNEP/)?CBD/COP/DEC/(?P<session>\d+|{ROMAN})/(?P<number>\d+)"),
    )
)
_SUFFIX = re.compile(r"/((?:Add|Corr|Rev|Amend|Summary)\.?\d*)(?:\([^()]+\))?\Z")
_SUFFIXES = re.compile(r"(?:/(?:ADD|CORR|REV)\.\d+)+\Z")
_SERIES = re.compile(r"(?:A/HRC|A|S|E|E/CN\.\d+)/(?:RES|DEC|PRST)(?:/|\Z)")
_LIMITED = re.compile(r"/(?:[A-Z]+\.)?L\.\d+(?:/|\Z)")
_ADDRESS = re.compile(r"\Ahttps?://(?:www\.)?(?:undocs\.org|docs\.un\.org|daccess-ods\.un\.org)/(?:[a-z]{2}/)?", re.I)
_SPACE = re.compile(r"[\s\u00ad\u200b]+")
_DASH = re.compile(r"[\u2010-\u2015\u2212]")

_ORGANS = {
    "A": "general-assembly",
    "S": "security-council",
    "E": "ecosoc",
    "A/HRC": "human-rights-council",
    "E/CN.4": "commission-on-human-rights",
}
_KINDS = {"RES": "Resolution", "DEC": "Decision", "PRST": "PresidentialStatement"}
_SYSTEM = {  # first part of a general document's symbol -> organ
    "A": "general-assembly",
    "S": "security-council",
    "E": "ecosoc",
}
#: Actors in the United Nations' Akoma Ntoso naming.
_AKN = {"general-assembly": "unga", "security-council": "unsc"}


class Symbol(Struct, frozen=True, kw_only=True):
    """A document symbol taken apart; `text` is its canonical form.

    `kind` is Resolution, Decision, PresidentialStatement, DraftResolution (an L. document) or Document. `organ` is a
    register id or None. `session` is as written (60, XV, ES-10, S-VI); `year` stands in its place where the series
    goes by years (S/RES/1373(2001), E/RES/2007/18, S/2006/737). `letter` is B of A/RES/57/270B, A-B of a run;
    `suffixes` are Add.1, Corr.2, Rev.1 in their order, and `base` is the symbol without them.
    """

    text: str
    kind: str
    organ: str | None = None
    number: str | None = None
    session: str | None = None
    year: int | None = None
    letter: str | None = None
    suffixes: tuple[str, ...] = ()
    base: str

    @property
    def adopted(self) -> bool:
        """True for a text that an organ adopted: a resolution, a decision or a presidential statement."""
        return self.kind in _KINDS.values()


def canonical(text: str) -> str:
    """The canonical form of any spelling of one symbol; raises ValueError where `text` is none."""
    return parse(text).text


@lru_cache(maxsize=65536)
def parse(text: str) -> Symbol:
    """The symbol in `text`, taken apart.

    Accepts spaces, hard spaces, dashes of any length, lower case, file names (A_RES_60_288) and addresses of the
    United Nations' document service. Raises ValueError where the text is not one symbol.
    """
    raw = _SPACE.sub("", _ADDRESS.sub("", _DASH.sub("-", text.strip())))
    raw = raw.removesuffix(".txt").strip(".,;:").rstrip("/*")
    if "/" not in raw:
        raw = raw.replace("_", "/")
    upper = raw.upper()
    if made := _of_body(upper):
        return made
    if _SERIES.match(upper):
        cut = found.start() if (found := _SUFFIXES.search(upper)) else len(upper)
        if found := _RESOLUTION.fullmatch(_closed(upper[:cut])):
            return _adopted(found, _cased(upper[cut:]))
    elif "/" in upper and any(c.isdigit() for c in upper) and _DOCUMENT.fullmatch(upper):
        return _document(_cased(upper))
    raise ValueError(f"not a document symbol: {text!r}")


def iri(symbol: str) -> str:
    """The IRI of the instrument with this symbol, in any spelling; raises ValueError."""
    return namespaces.instrument(canonical(symbol))


def of_iri(address: str) -> str:
    """The canonical symbol in an instrument's IRI, or of the instrument of a paragraph; raises ValueError."""
    prefix = namespaces.instrument("")
    if not address.startswith(prefix):
        raise ValueError(f"not the IRI of an instrument: {address!r}")
    return canonical(address[len(prefix) :].partition("#")[0])


def akn_iri(symbol: str, adopted: date | None) -> str | None:
    """The work's Akoma Ntoso IRI in the United Nations' naming: /akn/un/statement/deliberation/unga/2006-09-08/60-288.

    The naming puts the date of adoption into the name and is settled for the Assembly and the Security Council: None
    without the date, for other organs, and for what is neither a resolution nor a decision.
    """
    parsed = parse(symbol)
    actor = _AKN.get(parsed.organ or "")
    if adopted is None or actor is None or parsed.kind not in ("Resolution", "Decision"):
        return None
    name = parsed.number or ""
    if parsed.session and not name.startswith(f"{parsed.session}-"):
        name = f"{parsed.session}-{name}" if parsed.session[-1].isdigit() else f"{name}-{parsed.session}"
    return f"/akn/un/statement/deliberation/{actor}/{adopted.isoformat()}/{name}{parsed.letter or ''}"


def resolution(organ: str, number: str, kind: str = "Resolution") -> str:
    """The canonical symbol of a bare number of an organ: ("general-assembly", "57/270 B") -> A/RES/57/270B.

    `kind` is Resolution or Decision. Raises ValueError where the organ has no such series or the number no such form.
    """
    head = next((head for head, name in _ORGANS.items() if name == organ), None)
    if head is None:
        raise ValueError(f"no series of resolutions known of {organ!r}")
    found = parse(f"{head}/{'DEC' if kind == 'Decision' else 'RES'}/{number}")
    if found.organ != organ or not found.adopted:
        raise ValueError(f"not a number of a resolution: {number!r}")
    return found.text


def roman(numeral: str) -> int:
    """The value of a Roman numeral, I to LXXXIX; raises ValueError."""
    if not numeral or not _ROMAN_ONLY.match(numeral):
        raise ValueError(f"not a Roman numeral: {numeral!r}")
    values = [_DIGITS[c] for c in numeral]
    return sum(-v if v < max(values[i:]) else v for i, v in enumerate(values))


def _closed(upper: str) -> str:
    """File names put an underscore, by now a slash, before letter and bracket: A/RES/57/270/B, A/RES/118/(II)."""
    return _LOOSE.sub("", upper)


def _cased(upper: str) -> str:
    """Words of a symbol in their printed case: ADD.1 -> Add.1, 17(PARTI) -> 17(PartI), RES.10 -> Res.10."""
    return _WORD.sub(lambda found: _WORDS[found[0]], _PART.sub(lambda found: found[0].capitalize(), upper))


def _adopted(found: re.Match[str], suffixes: str) -> Symbol:
    head, series = found["head"], found["series"]
    letter = found["old_letter"] or found["letter"]
    number = found["number"] or found["old_number"]
    session = found["session"] or found["old_session"]
    middle = f"{session}/{number}" if found["number"] else f"{number}({session})"
    base = f"{head}/{series}/{middle}{letter or ''}"
    year = int(session[:4]) if len(session) >= 4 and session[:4].isdigit() else None
    return Symbol(
        text=base + suffixes,
        kind=_KINDS[series],
        organ=_ORGANS.get(head),
        number=number,
        session=None if year else session,
        year=year,
        letter=letter,
        suffixes=tuple(suffixes.split("/")[1:]),
        base=base,
    )


def _of_body(upper: str) -> Symbol | None:
    """The resolution or decision of another body that has a series of its own."""
    for kind, body, form in _SERIES_OF_BODIES:
        if found := form.fullmatch(upper):
            text = upper if upper.startswith("GC(") else _cased(upper)
            return Symbol(text=text, kind=kind, organ=body, number=found["number"], session=found["session"], base=text)
    return None


def _document(text: str) -> Symbol:
    base, suffixes = text, list[str]()
    while found := _SUFFIX.search(base):
        suffixes.insert(0, found[1])
        base = base[: found.start()]
    parts = base.split("/")
    years = [int(part) for part in parts[1:] if part.isdigit() and 1945 <= int(part) <= 2100]
    sessions = [part for part in parts[1:-1] if _SESSION.fullmatch(part)]
    kind = "DraftResolution" if _LIMITED.search(base) else "Resolution" if "/Res." in base else "Document"
    return Symbol(
        text=text,
        kind=kind,
        organ="human-rights-council" if base.startswith("A/HRC/") else _SYSTEM.get(parts[0]),
        number=parts[-1],
        session=sessions[0] if sessions else None,
        year=years[0] if years and len(parts) > 2 else None,
        suffixes=tuple(suffixes),
        base=base,
    )
