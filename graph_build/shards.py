"""One document's share of the graph: what it says and what follows from it, as the lines that go into store and files.

Everything that a document can say of itself is made and closed here, document by document, so that a build holds one of
them at a time and does again only those that changed. Nodes under the document's own address are its own; what it says
of others (an event that several documents name) and what follows for others (a body is the addressee of this) is kept
apart, because other documents may say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec import Struct

from graph_build import quads, store_files
from graph_build.model import Reading
from graph_build.namespaces import ID, graph, instrument
from graph_build.quads import Known
from graph_build.quads_work import key
from graph_build.reason_document import Base
from graph_build.reason_rules import TYPE, Triple
from graph_build.store_files import Shortener
from graph_build.store_terms import Quad, iri

PROVENANCE = iri(graph("provenance"))
_INSTRUMENT = f"<{ID}instrument/"
#: Bytes of the digest by which a line is told from others.
DIGEST = 8


class Shard(Struct, frozen=True, kw_only=True):
    """A document's share. Lines are sorted N-Triples, each with its end; blocks are the same as Turtle."""

    key: str
    stated: bytes
    provenance: bytes
    inferred: bytes
    stated_block: bytes
    provenance_block: bytes
    inferred_block: bytes
    share: Share
    clash: bool  # whether something is of two classes that have no member in common
    counts: tuple[tuple[str, int], ...]


class Share(Struct, frozen=True, kw_only=True):
    """What a document adds to what is said together with others.

    `joint`: what follows from it for others, as sorted lines. `foreign`: what it says of others, and the classes of its
    own things there. `cited`: instruments it names. `typed`: digests of its own lines that others may conclude too.
    `joins`: facts that a rule could join with those of another document.
    """

    joint: bytes
    foreign: bytes
    cited: tuple[str, ...]
    typed: bytes
    joins: tuple[Triple, ...] = ()


def shard(reading: Reading, known: Known, base: Base, short: Shortener) -> Shard:
    """What a reading gives: pure, so that any process can make it."""
    found, cited = quads.facts(reading, known)
    me = iri(instrument(key(reading.document)))
    own = _Own(me)
    stated = [quad[:3] for quad in found if quad[3] != PROVENANCE]
    provenance = [quad[:3] for quad in found if quad[3] == PROVENANCE]
    closed = base.close(stated, own.__getitem__)
    mine = [triple for triple in closed.inferred if own[triple[0]]]
    joint = [triple for triple in closed.inferred if not own[triple[0]]]
    lines = [_sorted(each) for each in (stated, provenance, mine)]
    blocks = [block(each, short) for each in lines]
    everything = [*stated, *closed.inferred]
    return Shard(
        key=key(reading.document),
        **{name: joined(each) for name, each in zip(("stated", "provenance", "inferred"), lines, strict=True)},
        **{f"{name}_block": each for name, each in zip(("stated", "provenance", "inferred"), blocks, strict=True)},
        share=Share(
            joint=joined(_sorted(joint)),
            foreign=joined(_sorted(_foreign(stated, everything, own))),
            cited=tuple(sorted(cited)),
            typed=_typed(stated, mine, own),
            joins=tuple(triple for triple in closed.joins if triple not in base.known),
        ),
        clash=base.clash(stated, closed),
        counts=count(reading),
    )


class _Own(dict[str, bool]):
    """Whether a term is the document itself or something under its address; each term is looked at once."""

    def __init__(self, me: str) -> None:
        self.me, self.under = me, me[:-1] + "#"

    def __missing__(self, term: str) -> bool:
        found = self[term] = term == self.me or term.startswith(self.under)
        return found


def count(reading: Reading) -> tuple[tuple[str, int], ...]:
    """How many facts of each kind a reading holds."""
    kinds = ("paragraphs", "citations", "mentions", "directives", "events", "unresolved")
    return tuple((kind, len(getattr(reading, kind))) for kind in kinds)


def _sorted(triples: Iterable[Sequence[str]]) -> list[str]:
    return sorted(f"{s} {p} {o}" for s, p, o in triples)


def joined(lines: Sequence[str]) -> bytes:
    """Lines without end as bytes with theirs."""
    return (" .\n".join(lines) + " .\n").encode() if lines else b""


def block(lines: Iterable[str], short: Shortener) -> bytes:
    """Sorted lines as statements of Turtle, on the prefixes and the base that every file of ours begins with."""
    return "".join(store_files.statements((line.split(" ", 2) for line in lines), short)).encode()


def _foreign(stated: Sequence[Triple], everything: Sequence[Triple], own: _Own) -> list[Triple]:
    """What is said of others, with the classes of what is one's own in it."""
    said = [triple for triple in stated if not own[triple[0]]]
    named = {o for _, _, o in said if own[o]}
    return [*said, *(triple for triple in everything if triple[1] == TYPE and triple[0] in named)]


def _typed(stated: Iterable[Triple], mine: Iterable[Triple], own: _Own) -> bytes:
    """Digests of the own lines that hold a class, or a node of another document: only these can others conclude."""
    found: list[bytes] = []
    for triples in (stated, mine):
        for s, p, o in triples:
            if (p == TYPE and _reachable(s, own)) or (o.startswith(_INSTRUMENT) and not own[o] and own[s]):
                found.append(digest(f"{s} {p} {o}"))
    return b"".join(sorted(found))


def _reachable(subject: str, own: _Own) -> bool:
    """Others name a document and its paragraphs, never a fact read in one (S/RES/1373(2001)#op-1.citation-1)."""
    return subject == own.me or (own[subject] and "." not in subject.rpartition("#")[2])


def digest(line: str) -> bytes:
    """What tells a line without its end from others."""
    return blake2b(line.encode(), digest_size=DIGEST).digest()


def digests(typed: bytes) -> frozenset[bytes]:
    """The digests that a share holds."""
    return frozenset(typed[start : start + DIGEST] for start in range(0, len(typed), DIGEST))


def in_graph(lines: bytes, name: str) -> bytes:
    """Lines of N-Triples as lines of N-Quads in the graph of that name."""
    return lines.replace(b" .\n", f" {iri(name)} .\n".encode())


def owner(term: str) -> str | None:
    """The document under whose address a term is, if it is under one."""
    if not term.startswith(_INSTRUMENT):
        return None
    return term[:-1].partition("#")[0] + ">"


def triple(line: str) -> Triple:
    """The triple of a line without its end."""
    subject, predicate, object_ = line.split(" ", 2)
    return subject, predicate, object_


def lines(text: bytes) -> list[str]:
    """The lines of `text` without their ends."""
    return text.decode().split(" .\n")[:-1]


def stated(found: Iterable[Quad]) -> Iterable[Triple]:
    """The triples of quads that are not provenance."""
    return (quad[:3] for quad in found if quad[3] != PROVENANCE)
