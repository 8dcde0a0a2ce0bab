"""Passages, front matter and a small register for the tests on citations."""

from __future__ import annotations

from datetime import date

from graph_build.citations import Instruments, find
from graph_build.model import Citation, Entry, FrontMatter, Mark, Name, Part, Passage, Registers, Source, Unresolved
from graph_build.openings import opening


def entry(key: str, kind: str, *names: tuple[str, str], symbol: str | None = None, part: str | None = None) -> Entry:
    made = tuple(Name(text=text, kind=name_kind) for text, name_kind in names)  # type: ignore[arg-type]
    return Entry(id=key, kind=kind, names=made, source=(key,), file="treaties.yaml", row=1, symbol=symbol, part=part)


REGISTERS = Registers(
    entries=(
        entry("un-charter", "Treaty", ("Charter of the United Nations", "preferred"), ("UN Charter", "short")),
        entry(
            "terrorist-financing-1999",
            "Convention",
            ("International Convention for the Suppression of the Financing of Terrorism", "preferred"),
        ),
        entry("hostages-1979", "Convention", ("International Convention against the Taking of Hostages", "preferred")),
        entry("rights-of-the-child-1989", "Convention", ("Convention on the Rights of the Child", "preferred")),
        entry(
            "A/RES/60/288",
            "Resolution",
            ("United Nations Global Counter-Terrorism Strategy", "short"),
            ("Strategy", "local"),
            symbol="A/RES/60/288",
            part="annex-1",
        ),
        entry("cted", "ExpertGroup", ("Counter-Terrorism Committee Executive Directorate", "preferred")),
    ),
    relations=(),
    sessions=(),
    reviews=(),
)
INSTRUMENTS = Instruments(REGISTERS)
SOURCE = Source(file="specimen.txt", sha256="", media_type="text/plain", characters=0)


def passage(
    text: str,
    key: str = "op-1",
    part: Part = "operative",
    voice: str | None = "general-assembly",
    marks: tuple[Mark, ...] = (),
    number: str | None = None,
    start: int = 0,
) -> Passage:
    return Passage(
        id=key,
        part=part,
        label=None,
        number=number,
        level=1,
        parent=None,
        start=start,
        end=start + len(text),
        text=text,
        runs=((0, start),),
        marks=marks,
        opening=opening(text)[0],
        voice=voice,
    )


def front(symbol: str | None = "A/RES/76/900", issuer: str | None = "general-assembly") -> FrontMatter:
    return FrontMatter(symbol=symbol, kind="Resolution", language="en", source=SOURCE, issuer=issuer)


def read(*passages: Passage, about: FrontMatter | None = None) -> tuple[tuple[Citation, ...], tuple[Unresolved, ...]]:
    return find(passages, about or front(), INSTRUMENTS)


def targets(text: str, voice: str | None = "general-assembly", symbol: str | None = "A/RES/76/900") -> list[str]:
    cited, _ = read(passage(text, voice=voice), about=front(symbol, voice))
    return [citation.target for citation in cited]


def day(text: str) -> date:
    return date.fromisoformat(text)
