"""What the shares of documents come to together: what is said of things that no document of the graph owns."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from graph_build import quads, reason, store, validate
from graph_build.errors import AssetError
from graph_build.model import Result
from graph_build.namespaces import PREFIXES, instrument
from graph_build.quads import Known
from graph_build.reason_document import Base
from graph_build.reason_rules import Rules
from graph_build.shards import Shard, Share, digest, digests, joined, lines, owner, stated
from graph_build.store_files import Shortener
from graph_build.store_terms import Quad, iri
from graph_build.validate_shapes import Check

_TYPE = PREFIXES["rdf"] + "type"


class Together(Struct, frozen=True, kw_only=True):
    """Sorted lines without their end: what symbols tell of what is only cited (graph/cited), and what follows."""

    cited: tuple[str, ...]
    joint: tuple[str, ...]


class Common:
    """What every document is held against: the base and its lines, what the registers know, the checks."""

    def __init__(self, known: Known, base_quads: Sequence[Quad]) -> None:
        self.known = known
        self.short = Shortener(PREFIXES)
        self.quads = tuple(dict.fromkeys(base_quads))
        made = store.memory(quad for quad in self.quads if quad[3] == iri(reason.ONTOLOGY_GRAPH))
        self.rules: Rules = reason.rules_of(made)
        self.base = Base(self.rules, stated(self.quads))
        self.lines = joined(sorted(f"{s} {p} {o}" for s, p, o in self.base.known))
        checks = validate.checks_of(())  # what is closed is of every class above its own
        self.alone: tuple[Check, ...] = tuple(check for check in checks if check.alone)
        self.across: tuple[Check, ...] = tuple(check for check in checks if not check.alone)


def together(shares: Mapping[str, Share], common: Common) -> Together:
    """What is said together by the documents of a graph, by key; each line once, and none that stands elsewhere."""
    held = {iri(instrument(key)): share for key, share in shares.items()}
    wanted = {key for share in shares.values() for key in share.cited} - set(shares)
    cited = [quad[:3] for quad in quads.of_cited(wanted, common.known)]
    found = {line for share in shares.values() for line in lines(share.joint)}
    found |= {" ".join(each) for each in common.base.close(cited).inferred}
    found |= _across([each for share in shares.values() for each in share.joins], common.base)
    found -= {line for share in shares.values() for line in lines(share.foreign)}
    told = {" ".join(each) for each in cited} - {" ".join(each) for each in common.base.known}
    return Together(cited=tuple(sorted(told)), joint=tuple(sorted(_not_own(found - told, held))))


def _not_own(found: Iterable[str], held: Mapping[str, Share]) -> list[str]:
    """The lines but those that the document whose thing they are about holds itself."""
    by: dict[str, list[str]] = defaultdict(list)
    kept: list[str] = []
    for line in found:
        of = owner(line.partition(" ")[0])
        (by[of] if of in held else kept).append(line)  # type: ignore[index]
    for of, about in by.items():
        typed = digests(held[of].typed)
        kept += [line for line in about if digest(line) not in typed]
    return kept


def _across(joins: Sequence[tuple[str, str, str]], base: Base) -> set[str]:
    """What follows from facts of several documents.

    AssetError where a conclusion would have to be joined again with what only one document knows: no axiom does so.
    """
    found = base.close(joins).inferred if joins else ()
    for each in found:
        if each[1] in base.joined:
            what = f"{' '.join(each)} follows from two documents and is a premise in a third"
            raise AssetError("ontology", what, "chains that stay in a document", "simplify the chain in core.ttl")
    return {" ".join(each) for each in found}


def alone(shards: Sequence[Shard], common: Common) -> dict[str, tuple[Result, ...]]:
    """What the shapes say of each of some documents, by key, but for what needs the others to be known."""
    made = filled(common, ((each.stated, each.inferred, each.share.joint) for each in shards))
    wanted = {key for each in shards for key in each.share.cited} - {each.key for each in shards}
    cited = [quad[:3] for quad in quads.of_cited(wanted, common.known)]
    store.load_lines(made, joined([" ".join(each) for each in (*cited, *common.base.close(cited).inferred)]))
    found: dict[str, list[Result]] = {each.key: [] for each in shards}
    keys = {iri(instrument(each.key)): each.key for each in shards}
    clashing = any(each.clash for each in shards)
    for result in (
        *validate.judge(made, common.alone),
        *(reason.contradictions(made, common.rules) if clashing else ()),
    ):
        if (key := keys.get(owner(iri(result.focus)) or "")) is not None:
            found[key].append(result)
    return {key: tuple(results) for key, results in found.items()}


def filled(common: Common, parts: Iterable[Iterable[bytes]]) -> store.Store:
    """A store in memory with the base and these lines in its default graph."""
    made = store.memory()
    store.load_lines(made, common.lines)
    store.load_lines(made, b"".join(part for each in parts for part in each))
    return made


def of_things(shares: Mapping[str, Share], found: Together, common: Common) -> list[Result]:
    """What the shapes say of the things that no document owns: bodies, what is only cited, events."""
    both = joined([*found.cited, *found.joint])
    made = filled(common, [(both, *(share.foreign for share in shares.values()))])
    held = {iri(instrument(key)) for key in shares}
    results = [*validate.judge(made, common.alone, None), *reason.contradictions(made, common.rules)]
    return [result for result in results if owner(iri(result.focus)) not in held]


def of_all(made: store.Store, common: Common) -> list[Result]:
    """What those shapes say that look across documents, asked of the whole graph."""
    return list(validate.judge(made, common.across, None))
