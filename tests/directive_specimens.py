"""Passages of the tests' own writing, and what is asked in them in short."""

from __future__ import annotations

from datetime import date

from graph_build import directives
from graph_build.model import Directive, FrontMatter, Mention, Passage, Registers, Session, Source

SOURCE = Source(file="specimen.txt", sha256="0" * 64, media_type="text/plain", characters=0)
FRONT = FrontMatter(
    symbol="A/RES/63/999",
    kind="Resolution",
    language="en",
    source=SOURCE,
    issuer="general-assembly",
    adopted=date(2008, 12, 10),
    session=63,
)
SESSIONS = (
    Session(organ="general-assembly", number=73, opens=date(2018, 9, 18), closes=date(2019, 9, 16)),
    Session(organ="general-assembly", number=64, opens=date(2009, 9, 15), closes=date(2010, 9, 13)),
    Session(organ="ccpcj", number=18, opens=date(2009, 4, 16), closes=date(2009, 4, 24)),
    Session(organ="ccpcj", number=18, opens=date(2009, 12, 3), closes=date(2009, 12, 4), kind="reconvened"),
)
REGISTERS = Registers(entries=(), relations=(), sessions=SESSIONS, reviews=())


def passage(text: str, paragraph: str = "op-1", parent: str | None = None, part: str = "operative") -> Passage:
    """A passage that stands unbroken at the beginning of its document."""
    number = paragraph.split("-")[-1]
    return Passage(
        id=paragraph,
        part=part,  # type: ignore[arg-type]
        label=f"{number}." if parent is None else f"({number})",
        number=number,
        level=1 if parent is None else 2,
        parent=parent,
        start=0,
        end=len(text),
        text=text,
        runs=((0, 0),),
        voice="general-assembly",
    )


def mention(words: str, text: str, actor: str | None, paragraph: str = "op-1") -> Mention:
    """The first naming of somebody by these words."""
    start = text.index(words)
    return Mention(paragraph=paragraph, start=start, end=start + len(words), text=words, actor=actor)


def read(text: str, *mentions: Mention) -> tuple[Directive, ...]:
    """What a single paragraph asks."""
    found, _ = directives.find((passage(text),), FRONT, mentions, (), REGISTERS)
    return found


def short(directive: Directive) -> dict[str, object]:
    """The fields that are not empty, names as written."""
    fields: dict[str, object] = {
        "act": directive.act,
        "to": [actor.text for actor in directive.addressees],
        "with": [(partner.text, partner.role) for partner in directive.partners],
        "for": [actor.text for actor in directive.beneficiaries],
        "if": list(directive.conditions),
        "report": directive.report.to or "" if directive.report else None,
        "due": directive.due.text if directive.due else None,
    }
    return {name: value for name, value in fields.items() if value not in (None, [])}
