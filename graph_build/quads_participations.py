"""Participations in treaties, as quads: a graph for each treaty, with the table that it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version

from graph_build.model import Participation
from graph_build.namespaces import ID, graph, instrument
from graph_build.quads_known import LABEL, TYPE, Known, cited, ct, other, slug
from graph_build.quads_provenance import PROVENANCE, software
from graph_build.store_terms import Quad, day, iri, text


def of_participations(participations: Sequence[Participation], known: Known) -> Iterator[Quad]:
    """The standings towards one treaty. A participant that the registers do not know is there with its words."""
    for each in participations:
        yield from _participation(each, known)
    if participations:
        yield from _table(participations[0])
        yield from software()


def _participation(each: Participation, known: Known) -> Iterator[Quad]:
    name = iri(graph("participation", each.treaty))
    about = iri(f"{ID}participation/{each.state or slug(each.participant)}/{each.treaty}")
    who = known.actors.get(each.state or "") or f"{ID}participant/{slug(each.participant)}"
    treaty = iri(instrument(each.treaty))
    yield from cited(each.treaty, name, known)
    if each.state not in known.actors:
        yield iri(who), TYPE, ct("UnresolvedActor"), name
        yield iri(who), LABEL, text(each.participant), name
        yield iri(who), ct("text"), text(each.participant), name
    yield about, TYPE, ct("Participation"), name
    yield about, ct("participant"), iri(who), name
    yield about, ct("treaty"), treaty, name
    yield about, ct("asOf"), day(each.as_of), name
    if each.signature:
        yield about, ct("signedOn"), day(each.signature), name
        yield about, ct("signatureKind"), text("succession" if each.signed_by_succession else "signature"), name
    if each.consent:
        yield about, ct("consentOn"), day(each.consent), name
        yield iri(who), ct("partyTo"), treaty, name
    if each.kind:
        yield about, ct("consentKind"), text(each.kind), name
    for mark in each.marks:
        yield about, ct("footnoteMark"), text(mark), name
    yield about, ct("registerRow"), text(f"{each.file} row {each.row}"), PROVENANCE
    if each.sha256:
        yield about, other("prov:wasDerivedFrom"), iri(f"{ID}file/{each.sha256}"), PROVENANCE


def _table(each: Participation) -> Iterator[Quad]:
    """Which bytes the graph of a treaty was read from, and by what."""
    name = iri(graph("participation", each.treaty))
    activity = iri(f"{ID}activity/import/{each.treaty}")
    software = iri(f"{ID}software/ctkg/{version('ctkg')}")
    statements = [
        (activity, TYPE, other("prov:Activity")),
        (activity, other("prov:wasAssociatedWith"), software),
        (name, TYPE, other("prov:Entity")),
        (name, other("prov:wasGeneratedBy"), activity),
        (name, ct("asOf"), day(each.as_of)),
    ]
    if each.sha256:
        file = iri(f"{ID}file/{each.sha256}")
        statements += [
            (activity, other("prov:used"), file),
            (name, other("prov:wasDerivedFrom"), file),
            (file, TYPE, other("prov:Entity")),
            (file, LABEL, text(each.file)),
            (file, ct("sha256"), text(each.sha256)),
        ]
    for subject, predicate, object_ in statements:
        yield subject, predicate, object_, PROVENANCE
