"""What a block of text is by its own words: formula, title, heading, annex, note, line of adoption; and its label."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from graph_build import organs
from graph_build.model import Part
from graph_build.openings import opening
from graph_build.wording import SUPERSCRIPTS, Words

Sign = Literal["number", "letter", "roman", "bullet", "bracket", "none"]

_QUOTE = r"[“”\"‘«„]?\s*"
_NUMBER = re.compile(_QUOTE + r"(?P<label>\(?(?P<number>\d{1,3}(?:\s?(?:bis|ter|quater))?)\s?\.)(?=\s|[A-Z“])")
_BARE = re.compile(r"(?P<label>(?P<number>\d{1,3})\s?,?)\s+(?=[A-Z])")
_NESTED = re.compile(_QUOTE + r"(?P<label>(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\.?)\s+(?=\S)")
_LETTER = re.compile(_QUOTE + r"(?P<label>\((?P<number>[a-z]{1,5})\)|(?P<bare>[a-z]{1,4})[.)])\s*(?=\S)")
_BRACKET = re.compile(_QUOTE + r"(?P<label>\((?P<number>\d{1,2})\))\s+(?=\S)")
_BULLET = re.compile(_QUOTE + r"(?P<label>[•▪●○◦♦■□‣·\uf0b7]|[–—-](?=\s))\s*(?=\S)")
_SECTION = re.compile(r"(?P<label>(?P<number>[IVXL]{1,6}|[A-Z])\.?)(?:\s+(?P<rest>\S.*))?", re.S)
_NAMED = re.compile(
    r"(?P<label>(?P<word>Article|ARTICLE|Rule|Principle|Regulation|Guideline|Chapter|CHAPTER|Part|PART|Section|SECTION)"
    r"\s+(?P<number>\d{1,3}|[IVXL]{1,6}|[A-Z])\b[.:]?)(?:\s+[—–-]?\s*(?P<rest>\S.{0,160}))?",
    re.S,
)
_ROMAN = re.compile(r"(?=[ivxl])(?:xl|x{0,3}l?)?(?:ix|iv|v?i{0,3})")
_FORMULA = re.compile(
    r"[“\"]?(?:Now,? therefore,? the|Therefore,? the|The) (?P<organ>[A-Z][\w\- ’'(),]{4,90}?)"
    r"(?:[,.]\s?[\d*]{0,3}|\s*:)?"
)
_ANNEX = re.compile(
    r"[“\"]?(?P<kind>Annex|ANNEX|Appendix|APPENDIX|Attachment|Enclosure|Schedule)"
    r"(?:es)?\s*(?P<number>[IVXL]{1,5}|\d{1,2}|[A-Z])?\s*[*.:]?(?:\s*\n?(?P<rest>[^,;]{0,200}))?",
)
_BACK = re.compile(
    r"""\d+(?:st|nd|rd|th)\s+(?:\(?resumed\)?\s+)?(?:plenary\s+|closed\s+)?(?:meeting|plenary)
    | \[?(?:Adopted|Resolution\s+adopted|Carried)\b.{0,200}?
      (?:meeting|votes?|unanimously|consensus|abstain|abstentions?)\b
    | \[?(?:In\s+favour|Against|Abstaining|Abstentions?|Not\s+voting|Absent)\s*: | RECORDED\s+VOTE
    | \d{1,2}\s+[A-Z][a-z]+\s+\d{4}\.?$
    | \d{1,4}(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting""",
    re.VERBOSE | re.S,
)
_FOOTNOTE = re.compile(
    rf"(?P<label>[{SUPERSCRIPTS}]{{1,3}}|\*{{1,4}}(?=\s?[A-Z‘“])|†|‡|\d{{1,3}}(?:/|\s/)(?=\s)|/\d{{1,3}}(?=\s))\s*(?=\S)"
)
_NUMBERED_NOTE = re.compile(
    r"(?P<label>\d{1,3})\.?\s+(?=(?:See|Ibid|ibid|Official Records|Document|A/|S/|E/|Resolution|Res\.|Available|Report|"
    r"General Assembly|Adopted|United Nations|Security Council|For the|The "
    r"draft|Subsequently|Transmitted|Quoted|On |Treaty)\b)"
)
_LATE_NOTE = re.compile(r"(?P<label>\d{1,3}|[a-z])\s+(?=[A-Z“‘(]|[ij]bid)")
_TITLE = re.compile(
    r"""(?:(?:ES-|S-)?\d{1,4}/\d{1,3}(?:\s?[A-Z](?:\s?[-–]\s?[A-Z])?)?\s*(?:\.\s*\S|\s[A-Z“]|$)  # 72/194.
    | \d{1,4}\s?[A-Z]?(?:-[A-Z])?\s?\([A-ZIVXL-]+\)[.:]?\s*\S                        # 1514 (XV). …
    | (?:RESOLUTION|Resolution)\s+[\dS]                                              # Resolution 1373 (2001)
    | \d{1,4}\s?\(\d{4}\)\.?\s+Resolution\s)""",
    re.VERBOSE,
)
_ENDED = re.compile(r"[.,;:!?…][”\"’)\]*\d\s]*$|[,;]\s+(?:and|or)$|”$")
_CLOSING = re.compile(r"[”\"’)\]*\d\s]*")
_ENDS = (".", ",", ";", ":", "!", "?", "…", "”")
_TAIL = 64  # characters in which an end shows itself, unless they are all closing signs
_DANGLING = re.compile(
    r"\b(?:the|of|and|or|to|in|for|by|with|a|an|on|at|from|its|their|that|which|as|into|all|any|this|other|United)$"
)
_TERMINAL = re.compile(r"[.;:,][”\"’)\s]*$")


class Item(Struct):
    """A block with its words, its part and its number; what `number` turns into a Passage."""

    words: Words
    part: Part
    sign: Sign = "none"
    label: str | None = None
    number: str | None = None
    opening: str | None = None
    voice: str | None = None
    unit: int = 0  # resolution within the document: 0 for the first, counting enacting formulas
    annex: int = 0  # number of the annex it stands in, 0 for none
    section: str | None = None
    formula: bool = False
    letter: str | None = None  # of the part of an omnibus resolution that its formula begins
    style: str | None = None


def sign_of(text: str) -> tuple[Sign, str, str, int]:
    """The kind of label that `text` begins with, the label, its number, and where the words begin."""
    if text[:1].isupper():  # no label begins so, and most paragraphs do
        return "none", "", "", 0
    for sign, pattern in (("number", _NUMBER), ("letter", _LETTER), ("bracket", _BRACKET), ("number", _NESTED)):
        found = pattern.match(text)
        if found:
            number = found["number"] or found.groupdict().get("bare") or ""
            if sign == "letter" and not _plausible(number, bool(found["number"])):
                continue
            label = found["label"].replace(" ", "") if sign == "number" else found["label"]
            return sign, label, number, found.end()  # type: ignore[return-value]
    bare = _BARE.match(text)
    if bare and opening(text[bare.end() :])[1] == "operative":
        return "number", bare["label"], bare["number"], bare.end()
    bullet = _BULLET.match(text)
    if bullet:
        return "bullet", bullet["label"], "", bullet.end()
    return "none", "", "", 0


def _plausible(number: str, bracketed: bool) -> bool:
    """Whether letters can be a label: one, a letter doubled, or a roman number."""
    if len(number) == 1:
        return True
    doubled = len(set(number)) == 1 and len(number) <= 3
    return bool(doubled or _ROMAN.fullmatch(number)) and bracketed


def formula(text: str) -> str | None:
    """The organ named by an enacting formula such as "The General Assembly,", else None."""
    if len(text) > 110:
        return None
    found = _FORMULA.fullmatch(text.strip())
    if not found:
        return None
    organ = found["organ"].rstrip(",")
    ends = text.rstrip(" *0123456789").endswith((",", ":"))
    if organs.known(organ):
        return organ
    words = [w for w in re.findall(r"[\w’'-]+", organ) if len(w) > 3]
    return organ if ends and words and all(w[0].isupper() for w in words) and opening(organ)[0] is None else None


def is_back(text: str) -> bool:
    """Whether a block tells of the adoption after the last paragraph: meeting, date, vote."""
    return bool(_BACK.match(text)) and len(text) < 1200


def is_annex(text: str) -> bool:
    """Whether a block is the heading of an annex: "Annex", "Annex II", "Appendix to …"."""
    if len(text) > 240:
        return False
    found = _ANNEX.fullmatch(text.strip())
    if found is None:
        return False
    rest = found["rest"] or ""
    return not _TERMINAL.search(rest) and not rest[:1].islower()


def note_label(text: str, notes: bool, late: bool = False) -> re.Match[str] | None:
    """The match of a footnote's own number at its beginning.

    Bare numbers count before words that only notes begin with where `notes` have begun, and before any words
    where it is `late`: after the line of adoption.
    """
    if text[:1].isupper():  # as most blocks
        return None
    found = _FOOTNOTE.match(text) or (_NUMBERED_NOTE.match(text) if notes or late else None)
    if found or not late or is_back(text):
        return found
    found = _LATE_NOTE.match(text)
    return found if found and opening(text[found.end() :])[1] != "operative" else None


def is_title(text: str) -> bool:
    """Whether a block is a numbered title: "72/194. Technical assistance …"."""
    return bool(_TITLE.match(text))


def is_heading(text: str) -> bool:
    """Whether an unlabelled block reads as a heading: short, capitalised, without an end or a verb that opens."""
    if len(text) > 200 or not text[:1].isupper() or _TERMINAL.search(text):
        return False
    return opening(text)[0] is None


def section(text: str) -> tuple[str, str, str] | None:
    """Label, number and words of a section's heading: "III. Measures", "B", "Article 5"."""
    if len(text) > 250:
        return None
    found = _SECTION.fullmatch(text.strip())
    number = found["number"] if found else ""
    if found is None:
        found = _NAMED.fullmatch(text.strip())
        if found is None:
            return None
        number = f"{found['word']}-{found['number']}".casefold()
    rest = found["rest"] or ""
    if _TERMINAL.search(rest) or rest[:1].islower():
        return None
    if rest and len(number) == 1 and number not in "IVX" and not found["label"].endswith("."):
        return None  # "A plan for …" is no section
    return found["label"], number, rest


def unfinished(text: str) -> bool:
    """Whether a paragraph breaks off: no sign ends it."""
    if text.endswith(_ENDS):  # most do
        return False
    tail = max(0, len(text) - _TAIL)
    if _ENDED.search(text, tail):
        return False
    return not tail or not _CLOSING.fullmatch(text, tail) or not _ENDED.search(text)


def dangling(text: str) -> bool:
    """Whether a paragraph breaks off at a word that asks for another."""
    return bool(_DANGLING.search(text, max(0, len(text) - len("United "))))
