"""From which paragraph each statement of the front page was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from graph_build import frontmatter as page
from graph_build.model import Evidence, FrontMatter, Passage
from graph_build.organs import organ_id
from graph_build.titles import Title

#: A reader of one field, given the words of one passage; what it returns is compared with the document's value.
Look = Callable[[str], object]
_VOICE = re.compile(r"(?:The |THE )(?P<organ>[A-Z][\w ’-]+?),?$")
_NO_TITLE = Title()


def evidence(front: FrontMatter, passages: Sequence[Passage]) -> tuple[Evidence, ...]:
    """For each field of the front page the first passage whose words alone give its value, all of the passage.

    Offsets are into the passage. What only several passages together tell, or the caller gave, has no evidence.
    """
    near = [p for p in passages if p.part in ("front", "title", "back")] + [p for p in passages if p.id == "pp-0"]
    found = []
    for field, value in _stated(front).items():
        place = next((p for p in near if p.text and _agrees(_LOOKS[field], p.text, value)), None)
        if place:
            found.append(
                Evidence(
                    field=field, value=_shown(value), start=0, end=len(place.text), rule="front", paragraph=place.id
                )
            )
    return tuple(found)


def _stated(front: FrontMatter) -> dict[str, object]:
    """The fields that have a value and can be looked for."""
    values: dict[str, object] = {field: getattr(front, field) for field in _LOOKS}
    return {field: value for field, value in values.items() if value}


def _agrees(look: Look, words: str, value: object) -> bool:
    if isinstance(value, date) and str(value.year) not in words:
        return False
    return look(words) == value


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _title(words: str) -> str:
    return words.strip(' “”"*¹²³⁴⁵⁶⁷⁸⁹⁰')


def _issuer(words: str) -> str | None:
    found = _VOICE.fullmatch(words.strip(' “"')) or page.ADOPTED.search(words)
    return organ_id(found["organ"]) if found else None


def _adopted(words: str) -> date | None:
    return page.adopted(words, [words], _NO_TITLE)


def _carrier(words: str, part: int) -> str | None:
    found = page.NOTE.match(words)
    if not found:
        return None
    return (found["kind"].replace("Memorandum", "Note"), organ_id(found["by"]))[part]


_LOOKS: dict[str, Look] = {
    "symbol": page.symbol_in,
    "title": _title,
    "issuer": _issuer,
    "adopted": _adopted,
    "issued": lambda words: page.issued([words]),
    "session": lambda words: page.session([words], None),
    "meeting": lambda words: page.meeting(words, []),
    "agenda_items": lambda words: page.agenda([words]),
    "committee": lambda words: page.committee([words]),
    "recommended_by": page.recommended,
    "carrier": lambda words: _carrier(words, 0),
    "carrier_by": lambda words: _carrier(words, 1),
    "report": page.report,
    "sponsors": lambda words: page.sponsors([words]),
    "vote": lambda words: page.vote([words]),
}
