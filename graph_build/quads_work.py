"""One document on its way into quads: what its things are called, and what is said of every one of its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from graph_build.model import (
    Actor,
    FrontMatter,
    Mandate,
    Partner,
    Reading,
    SpeechAct,
    Unresolved,
)
from graph_build.namespaces import graph, instrument, paragraph
from graph_build.quads_known import LABEL, TYPE, Known, ct, kebab
from graph_build.quads_provenance import Read, traced
from graph_build.store_terms import Quad, integer, iri, text

PARTNERS = {
    "consultation": "consults",
    "coordination": "coordinatesWith",
    "cooperation": "cooperatesWith",
    "support": "supportedBy",
}


def key(front: FrontMatter) -> str:
    """What names the document: its symbol, or where it has none its SHA-256."""
    return front.symbol or f"sha256-{front.source.sha256}"


class Work:
    """One document on its way into quads: its names, and the numbers given to the facts of each paragraph."""

    def __init__(self, reading: Reading, known: Known) -> None:
        self.known = known
        self.front = reading.document
        self.key = key(self.front)
        self.about = iri(instrument(self.key))
        self.graph = iri(graph("document", self.key))
        self.cited: dict[str, None] = {}
        self._paragraphs: dict[str, str] = {}
        self._numbers: Counter[tuple[str, str]] = Counter()

    def node(self, paragraph_id: str, kind: str) -> str:
        """The address of the next fact of this kind in a paragraph."""
        self._numbers[paragraph_id, kind] += 1
        return paragraph(self.key, f"{paragraph_id}.{kind}-{self._numbers[paragraph_id, kind]}")

    def paragraph(self, paragraph_id: str) -> str:
        """The term of a paragraph."""
        if (found := self._paragraphs.get(paragraph_id)) is None:
            found = self._paragraphs[paragraph_id] = iri(paragraph(self.key, paragraph_id))
        return found

    def names(self, target: str) -> None:
        """Notes an instrument that is named here and that the registers do not hold."""
        if target != self.key and target not in self.known.kinds:
            self.cited[target] = None

    def actor(self, about: str, field: str, written: Sequence[Actor | Partner], node: str) -> Iterator[Quad]:
        """`about` field actor, for each; one that is not known becomes a node with the words that were written."""
        for number, each in enumerate(written, start=1):
            name = PARTNERS[each.role] if isinstance(each, Partner) else field
            yield from self.one(about, name, each.text, each.actor, f"{node}.{kebab(name)}-{number}")

    def one(self, about: str, field: str, words: str, actor: str | None, node: str) -> Iterator[Quad]:
        """`about` field actor; an unresolved actor at the address `node` where it is not known."""
        found = self.known.actors.get(actor or "")
        yield about, ct(field), iri(found or node), self.graph
        if found is None:
            yield iri(node), TYPE, ct("UnresolvedActor"), self.graph
            yield iri(node), LABEL, text(words), self.graph
            yield iri(node), ct("text"), text(words), self.graph

    def fact(self, node: str, kind: str, each: Read) -> Iterator[Quad]:
        """What every fact has: class, paragraph, instrument, offsets, rule and source."""
        about, where = iri(node), self.paragraph(each.paragraph)
        yield about, TYPE, ct(kind), self.graph
        yield about, ct("inParagraph"), where, self.graph
        yield about, ct("inInstrument"), self.about, self.graph
        yield about, ct("start"), integer(each.start), self.graph
        yield about, ct("end"), integer(each.end), self.graph
        if not isinstance(each, Unresolved | SpeechAct | Mandate) and each.rule:
            yield about, ct("rule"), text(each.rule), self.graph
        yield from traced(about, where, each, self.front, self.known)
