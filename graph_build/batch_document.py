"""One document beside the graph: its facts in a store of its own, and its words, for views that show both."""

from __future__ import annotations

from msgspec import Struct

from graph_build import batch, curated, documents, paragraphs, quads, quads_work, store, text
from graph_build.model import Mark, Reading, Registers
from graph_build.namespaces import instrument
from graph_build.reading import Reader


class Beside(Struct, frozen=True, kw_only=True):
    """A document that was read: its IRI, a store with its facts and the registers; the words of each paragraph by id,
    and the calls of footnotes in them.
    """

    about: str
    facts: store.Store
    words: dict[str, str]
    calls: dict[str, tuple[Mark, ...]]


def beside(where: str, symbol: str | None = None, registers: Registers | None = None) -> Beside:
    """The document at `where`, with the rulings of the registers (the shipped ones if None); raises DocumentError."""
    registers = batch.shipped_registers() if registers is None else registers
    document = documents.load(where)
    found = curated.apply(registers.reviews, Reader(registers).read(document, symbol))
    made = store.memory(quads.of_registers(registers))
    store.add(made, quads.of_reading(found, quads.Known.of(registers)))
    _, passages = paragraphs.divide(text.extract(document), found.document.source, symbol)
    return Beside(
        about=instrument(quads_work.key(found.document)),
        facts=made,
        words=_words(found),
        calls={passage.id: passage.marks for passage in passages if passage.marks},
    )


def _words(found: Reading) -> dict[str, str]:
    return {paragraph.id: paragraph.text or "" for paragraph in found.paragraphs}
