"""Pinpoints: which part of an instrument is cited, as the id of a paragraph or the name of an article."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from graph_build.citation_triggers import scan
from graph_build.symbols import roman

_NUMERAL = r"(?:[IVXLC]+(?![\w’'])|\d+(?:\.\d+)*(?:\s?(?:bis|ter))?|[A-Z](?![\w’'.]))"
_ITEM = rf"{_NUMERAL}(?:(?:\s?\([a-z0-9]{{1,4}}\))+|\s[a-h](?=[\s,;.)])|\.[A-Z](?:\.\d+)?)?"
_SUB = r"\([a-z0-9]{1,4}\)(?:\s?\([a-z0-9]{1,4}\))*"
_JOIN = r"(?:,\s(?:and\s|or\s)?|\s(?:and|or|to|through|et\sseq\.)\s|\s?[–-]\s?)"
_VALUES = rf"(?:{_ITEM}|{_SUB})(?:{_JOIN}(?:{_ITEM}|{_SUB})(?![/\d]|\s?\((?:19|20)\d\d|\s{_JOIN}?\d+/))*"
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_UNIT = (
    r"[Ss]ub-?paragraphs?|(?:[Oo]perative\s)?[Pp]aragraphs?|[Pp]aras?\.|[Ss]ections?|[Ss]ects?\.|[Aa]nnex(?:es)?"
    r"|[Aa]ppendi(?:x|ces)|[Aa]rticles?|[Aa]rts?\.|[Cc]hapters?|[Cc]haps?\.|[Pp]arts?|[Rr]ules?|[Pp]rinciples?"
)
_PIN = re.compile(
    rf"""\b(?:
      (?P<unit>{_UNIT})\s(?P<values>{_VALUES})
    | (?P<annex>[Aa]nnex|ANNEX)(?![\w-]|\s(?:Building|[A-Z][a-z]))
    | (?P<ordinal>{"|".join(_ORDINALS)}|last)\s(?P<which>preambular|operative)\sparagraph
    )""",
    re.VERBOSE,
)
_PREFIX = re.compile(r"(?:[Ss]ub-?|\b(?:" + "|".join(_ORDINALS) + r"|last)\s)\Z")
_LINK = re.compile(r"(?:,?\s(?:of|to|in|and\sof)\s(?:(?:the|its)\s)?|,\s(?:and\s)?)(?:the\s)?")
_SPLIT = re.compile(r"\s(?:to|through)\s|\s?[–-]\s?|,\s(?:and\s|or\s)?|\s(?:and|or)\s")
_RANGE = re.compile(r"\s(?:to|through)\s|\s?[–-]\s?")
_MARK, _LETTER = re.compile(r"\s?\(([a-z0-9]{1,4})\)"), re.compile(r"\s(?=[a-z])")
_RANKS = {
    "annex": 0,
    "appendix": 0,
    "part": 1,
    "chapter": 2,
    "section": 3,
    "article": 4,
    "rule": 4,
    "principle": 4,
    "sub": 6,
}
_LONGEST = 60  # paragraphs in one range; a longer one keeps its ends alone


class Step(Struct, frozen=True, gc=False):
    """One unit with the values cited of it: ("paragraph", ("8", "9")); an annex without number has ("1",)."""

    unit: str
    values: tuple[str, ...]


class Pin(Struct, frozen=True, gc=False):
    """A chain of units as written at start..end, the widest first: annex, section, paragraph."""

    start: int
    end: int
    steps: tuple[Step, ...]


def pins(text: str, units: list[tuple[int, int]] | None = None) -> Iterator[Pin]:
    """The chains of units in the text: "paragraphs 5 and 6 of section III of the annex" is one.

    `units` are the places of the trigger words of that kind, where they are known already.
    """
    chain: list[tuple[re.Match[str], Step]] = []
    done = 0
    for start, _ in scan(text).unit if units is None else units:
        found = _at(text, start)
        if not found or found.start() < done:
            continue
        done = found.end()
        step = _step(found)
        if chain and not _LINK.fullmatch(text, chain[-1][0].end(), found.start()):
            yield from _close(chain)
            chain = []
        if any(_rank(earlier) == _rank(step) for _, earlier in chain):
            yield from _close(chain)
            chain = []
        chain.append((found, step))
    yield from _close(chain)


def _at(text: str, trigger: int) -> re.Match[str] | None:
    """The unit whose word holds the trigger: a letter before it, or a prefix, or an ordinal before "preambular"."""
    begin = max(0, trigger - 1)
    prefix = _PREFIX.search(text, max(0, begin - 12), begin)
    return _PIN.match(text, prefix.start() if prefix else begin)


def _close(chain: list[tuple[re.Match[str], Step]]) -> Iterator[Pin]:
    if chain:
        steps = sorted((step for _, step in chain), key=_rank)
        yield Pin(chain[0][0].start(), chain[-1][0].end(), tuple(steps))


def _rank(step: Step) -> int:
    return _RANKS.get(step.unit, 5)


def _step(found: re.Match[str]) -> Step:
    if found["annex"]:
        return Step("annex", ("1",))
    if found["ordinal"]:
        number = _ORDINALS.index(found["ordinal"]) + 1 if found["ordinal"] in _ORDINALS else 0
        return Step("preambular" if found["which"] == "preambular" else "paragraph", (str(number),))
    unit = found["unit"].lower().replace("operative ", "").rstrip("s.").replace("-", "")
    unit = {"para": "paragraph", "sect": "section", "art": "article", "chap": "chapter"}.get(unit, unit)
    unit = {"annexe": "annex", "appendice": "appendix", "appendi": "appendix", "subparagraph": "sub"}.get(unit, unit)
    return Step(unit, tuple(values(found["values"])))


def values(written: str) -> list[str]:
    """The values of a list with its ranges: "8 to 10" -> 8, 9, 10; "3 (a) and (b)" -> 3-a, 3-b; "III" -> III."""
    made: list[str] = []
    joins = _SPLIT.findall(written)
    for index, item in enumerate(_SPLIT.split(written)):
        value = _MARK.sub(r"-\1", item.strip())
        value = _LETTER.sub("-", value)
        if value.startswith("-"):
            value = _fit(made[-1] if made else "", value)
        if index and _RANGE.fullmatch(joins[index - 1]):
            made += _between(made[-1], value)
        made.append(value)
    return made


def _fit(before: str, value: str) -> str:
    """A sub-paragraph alone takes the place of the last one of its kind: 3-a, then (b) -> 3-b."""
    parts = before.split("-")
    if not before:
        return value.lstrip("-")
    marks = value.lstrip("-").split("-")
    while len(parts) > 1 and len(parts[-1]) != 0 and parts[-1].isdigit() != marks[0].isdigit() and len(parts) > 2:
        parts.pop()
    kept = parts[: max(1, len(parts) - 1)] if len(parts) > 1 else parts
    return "-".join([*kept, *marks])


def _between(first: str, last: str) -> list[str]:
    head, _, tail = first.rpartition("-")
    base, _, end = last.rpartition("-")
    if tail.isdigit() and end.isdigit() and head == base and 0 < int(end) - int(tail) <= _LONGEST:
        return [f"{head}-{n}".lstrip("-") for n in range(int(tail) + 1, int(end))]
    if head and head == base and len(tail) == len(end) == 1 and tail < end:
        return [f"{head}-{chr(n)}" for n in range(ord(tail) + 1, ord(end))]
    if _numeral(tail) and _numeral(end) and not head and _numeral(tail) < _numeral(end) <= _numeral(tail) + 20:
        return [_roman(n) for n in range(_numeral(tail) + 1, _numeral(end))]
    return []


def _numeral(text: str) -> int:
    try:
        return roman(text)
    except ValueError:
        return 0


def _roman(value: int) -> str:
    tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"]
    units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    return tens[value // 10] + units[value % 10]


def locators(pin: Pin, family: str) -> tuple[str, ...]:
    """The cited parts as ids, one for each value of the narrowest unit.

    `family` says what is cited: "resolution" gives ids of its paragraphs (op-8, annex-1-iii-8, pp-4), "treaty" gives
    article-51, article-2-4, chapter-7; "document" gives paragraph-10, section-iii, annex-1.
    """
    steps = list(pin.steps)
    if family == "resolution" or (family == "document" and len(steps) > 1 and steps[0].unit == "annex"):
        return tuple(dict.fromkeys(_in_resolution(steps)))
    return tuple(dict.fromkeys(_in_other(steps)))


def inside(whole: str | None, part: str) -> str:
    """The part of an instrument that itself stands in a part of a resolution: op-5 in annex-2 is annex-2-5."""
    if not whole or not whole.startswith("annex-") or part.startswith("annex-"):
        return part
    return f"{whole}-{part.removeprefix('op-').removeprefix('section-')}"


def _in_resolution(steps: list[Step]) -> Iterator[str]:
    last = steps[-1]
    wide = [step for step in steps[:-1] if step.unit != "sub"]
    annex = next((step for step in steps if step.unit in ("annex", "appendix")), None)
    inner = [_small(step.values[0]) for step in wide if step.unit in ("part", "chapter", "section")]
    for value in last.values:
        if last.unit == "preambular":
            yield f"pp-{value}"
        elif last is annex:
            yield f"annex-{_arabic(value)}"
        elif annex:
            yield "-".join([f"annex-{_arabic(annex.values[0])}", *inner, _small(value)])
        elif last.unit == "paragraph":
            yield "-".join(["op", *inner, _small(value)])
        elif last.unit == "sub":
            above = next((step.values[0] for step in reversed(wide) if step.unit == "paragraph"), "")
            yield "-".join(["op", *inner, *([_small(above)] if above else []), _small(value)])
        else:
            yield "-".join([*(f"{step.unit}-{_small(step.values[0])}" for step in wide), last.unit, _small(value)])


def _in_other(steps: list[Step]) -> Iterator[str]:
    last = steps[-1]
    head: list[str] = []
    for step in steps[:-1]:
        head += [step.unit, _arabic(step.values[0])] if not head or step.unit != "sub" else [_small(step.values[0])]
    for value in last.values:
        if head and last.unit in ("paragraph", "sub") and head[0] in ("article", "rule", "annex", "paragraph"):
            yield "-".join([*head, _small(value)])
        else:
            name = "paragraph" if last.unit == "sub" else last.unit
            yield "-".join([*head, name, _arabic(value)])


def _small(value: str) -> str:
    return value.lower().replace(".", "-").replace(" ", "-")


def _arabic(value: str) -> str:
    """A Roman numeral as a number, so that Chapter VII is chapter-7; other values as they are."""
    head, dot, tail = value.partition(".")
    head = str(_numeral(head)) if _numeral(head) else head
    return _small(head + dot + tail)
