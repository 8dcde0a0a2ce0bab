"""Read one document: every reading room in turn, in one pure call.

The rooms place what they find by offsets into a passage's own text. Here each span is checked to hold the words it
claims, and moved to offsets into the document's extracted text. What does not lie where it says is not published as
a fact: it is listed as unresolved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Sequence
from functools import cache
from importlib.metadata import version
from operator import attrgetter
from typing import TypeAlias, TypeVar, cast

import msgspec
from msgspec.structs import replace

from graph_build import (
    acts,
    acts_speech,
    citations,
    directive_mandates,
    directives,
    events,
    names,
    paragraphs,
    text,
    topics_concepts,
)
from graph_build.errors import DocumentError
from graph_build.frontmatter_evidence import evidence
from graph_build.model import (
    Citation,
    Directive,
    Document,
    Event,
    Evidence,
    FrontMatter,
    Mandate,
    Mention,
    Pages,
    Paragraph,
    Passage,
    Reading,
    Registers,
    Source,
    SpeechAct,
    Unresolved,
)

Placed = TypeVar("Placed", Citation, Mention, Directive, Event, SpeechAct, Mandate, Unresolved, Evidence)

#: A reading under way: it rests after each room, and ends with the reading.
Steps: TypeAlias = Generator[None, None, Reading]

MISPLACED = "misplaced"
_PLACE = attrgetter("start", "end")


class Reader:
    """The reading rooms with one state of the registers; safe to share, rebuilt from `registers` when pickled."""

    def __init__(self, registers: Registers) -> None:
        self.registers = registers
        self.names = names.Names.compile(registers)
        self.instruments = citations.Instruments(registers)
        self.concepts = topics_concepts.Concepts.compile(registers)

    def __reduce__(self) -> tuple[type[Reader], tuple[Registers]]:
        return Reader, (self.registers,)

    def read(self, document: Document, symbol: str | None = None) -> Reading:
        """What `document` says; `symbol` is its canonical symbol where it prints none. Raises DocumentError."""
        pages = text.extract(document)
        return self.pages(pages, source(document, pages), symbol)

    def pages(self, pages: Pages, source: Source, symbol: str | None = None) -> Reading:
        """What the text of the document at `source` says; raises DocumentError."""
        steps = self.steps(pages, source, symbol)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return cast(Reading, end.value)

    def steps(self, pages: Pages, source: Source, symbol: str | None = None) -> Steps:
        """The reading of `pages`, with a rest after each room, so that several documents can go through it in turn."""
        front, passages = paragraphs.divide(pages, source, symbol)
        if not passages:
            raise DocumentError(source.file, "no paragraph found", "the text of a United Nations document")
        if unknown_form(front, passages):
            raise DocumentError(
                source.file,
                "neither symbol nor organ nor numbered or enacting paragraphs in it",
                "a document of the United Nations",
                "name its symbol with --symbol if it is one",
            )
        yield
        return (yield from self._facts(front, passages, len(pages.text)))

    def _facts(self, front: FrontMatter, passages: tuple[Passage, ...], size: int) -> Steps:
        mentions, unknown_names = names.find(passages, front, self.names)
        yield
        cited, unknown_citations = citations.find(passages, front, self.instruments)
        yield
        spoken = acts.Spoken()
        duties, unknown_duties = directives.find(passages, front, mentions, cited, self.registers, spoken)
        yield
        duties = topics_concepts.mark(duties, passages, mentions, self.concepts)
        titled = topics_concepts.of_title(passages, self.concepts)
        happenings = events.find(passages, front, mentions)
        speech = acts_speech.find(passages, front, mentions, cited, spoken)
        mandates = directive_mandates.find(passages, front, mentions, duties, self.registers.sessions)
        yield
        placer = Placer(passages, size)
        return Reading(
            document=replace(
                front,
                topics=tuple(each.value for each in titled),
                evidence=placer.front((*evidence(front, passages), *titled)),
            ),
            paragraphs=tuple(paragraph(p, with_text=True) for p in passages),
            citations=placer.place(cited),
            mentions=placer.place(mentions),
            directives=placer.place(tuple(map(placer.explain, duties))),
            events=placer.place(happenings),
            speech=placer.place(speech),
            mandates=placer.place(mandates),
            unresolved=tuple(
                sorted(
                    placer.place((*unknown_names, *unknown_citations, *unknown_duties)) + tuple(placer.misplaced),
                    key=lambda u: (u.start, u.end, u.kind),
                )
            ),
            rules=rules(),
        )


def source(document: Document, pages: Pages) -> Source:
    """Where the text of a document came from."""
    return Source(
        file=document.file, sha256=document.sha256, media_type=document.media_type, characters=len(pages.text)
    )


@cache
def rules() -> str:
    """The name and version of what read; looked up once, since it is read from a file."""
    return f"ctkg {version('ctkg')}"


class Placer:
    """Moves spans from passages to the document; what does not fit is collected in `misplaced`."""

    def __init__(self, passages: Iterable[Passage], size: int) -> None:
        self.passages = {passage.id: passage for passage in passages}
        self.size = size
        self.misplaced: list[Unresolved] = []

    def place(self, facts: Sequence[Placed]) -> tuple[Placed, ...]:
        """The facts with offsets into the document, in document order."""
        moved = [found for fact in facts if (found := self._move(fact)) is not None]
        if len(moved) > 1:
            moved.sort(key=_PLACE)
        return tuple(moved)

    def front(self, found: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """The evidence of the front page with its offsets moved."""
        moved = []
        for each in found:
            passage = self.passages[each.paragraph or ""]
            start, end = passage.span(each.start, each.end)
            moved.append(replace(each, start=start, end=end))
        return tuple(moved)

    def explain(self, directive: Directive) -> Directive:
        """The directive with the offsets of its evidence moved; evidence may lie in the paragraph it inherits from."""
        moved = []
        for each in directive.why:
            passage = self.passages[each.paragraph or directive.paragraph]
            if 0 <= each.start < each.end <= len(passage.text):
                start, end = passage.span(each.start, each.end)
                moved.append(replace(each, start=start, end=end))
        parts = self.place(tuple(map(self.explain, directive.parts)))
        return replace(directive, why=tuple(moved), parts=parts)

    def _move(self, fact: Placed) -> Placed | None:
        passage = self.passages.get(fact.paragraph or "")
        claimed, start, end = words(fact), fact.start, fact.end
        if passage is not None and 0 <= start < end <= len(passage.text):
            there = passage.text[start:end]
            if there == claimed or lies(fact, there, claimed):
                start, end = passage.span(start, end)
                return replace(fact, start=start, end=end)
        self._refuse(fact, claimed)
        return None

    def _refuse(self, fact: Placed, claimed: str) -> None:
        paragraph_id = getattr(fact, "paragraph", "")
        home = self.passages.get(paragraph_id) or next(iter(self.passages.values()))
        self.misplaced.append(
            Unresolved(paragraph=home.id, start=home.start, end=home.end, text=claimed, kind=MISPLACED)
        )


def unknown_form(front: FrontMatter, passages: Iterable[Passage]) -> bool:
    """Whether nothing in the text shows a document of the United Nations."""
    shaped = any(p.part in ("preamble", "operative", "annex") for p in passages)
    return not shaped and front.kind == "Document" and front.symbol is None and front.issuer is None


def words(fact: Placed) -> str:
    """The words that a fact says stand at its place."""
    kind = type(fact)
    if kind is Mention or kind is Citation:  # as most
        return fact.text
    if isinstance(fact, Directive):
        return fact.act_text
    return fact.value if isinstance(fact, Evidence) else fact.text


def lies(fact: Placed, there: str, claimed: str) -> bool:
    """Whether the words `there` are those claimed: a directive's verb opens its span, unless it is inherited."""
    if isinstance(fact, Directive):
        return fact.inherits is not None or there.startswith(claimed)
    return there.startswith(claimed) if isinstance(fact, SpeechAct) else there == claimed


def paragraph(passage: Passage, *, with_text: bool) -> Paragraph:
    """The passage as the reading format prints it."""
    return Paragraph(
        id=passage.id,
        part=passage.part,
        label=passage.label,
        number=passage.number,
        level=passage.level,
        parent=passage.parent,
        start=passage.start,
        end=passage.end,
        opening=passage.opening,
        voice=passage.voice,
        text=passage.text if with_text else None,
    )


def without_text(reading: Reading) -> Reading:
    """The reading without any paragraph's words."""
    return replace(reading, paragraphs=tuple(replace(p, text=None) for p in reading.paragraphs))


def empty(file: str, symbol: str | None = None) -> Reading:
    """The reading of a file that could not be read: it has a source and nothing else."""
    source = Source(file=file, sha256="", media_type="", characters=0)
    return Reading(document=FrontMatter(symbol=symbol, kind="Instrument", language="en", source=source))


def encode(reading: Reading) -> bytes:
    """One JSON object on one line, in the reading format; the key `text` is left out where there are no words."""
    data = msgspec.to_builtins(reading)
    for printed in data["paragraphs"]:
        if printed["text"] is None:
            del printed["text"]
    return msgspec.json.encode(data)


def decode(line: bytes | str, where: str) -> Reading:
    """The reading on a line of JSON; raises DocumentError with the path of the first field that does not fit."""
    try:
        return msgspec.json.decode(line, type=Reading)
    except msgspec.DecodeError as error:
        raise DocumentError(where, str(error), "a reading as `ctkg read --jsonl` prints it") from error


def digest(reading: Reading) -> str:
    """SHA-256 over the facts of a reading, the name of its file and its words left out."""
    bare = without_text(reading)
    source = replace(bare.document.source, file="")
    bare = replace(bare, document=replace(bare.document, source=source), rules="")
    return hashlib.sha256(encode(bare)).hexdigest()
