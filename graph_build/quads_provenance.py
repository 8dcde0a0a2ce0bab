"""Where the facts of a document come from, as quads of the provenance graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import PurePosixPath

from graph_build.model import (
    Citation,
    Directive,
    Event,
    Evidence,
    FrontMatter,
    Mandate,
    Mention,
    Reading,
    SpeechAct,
    Unresolved,
)
from graph_build.namespaces import ID, graph, instrument, paragraph
from graph_build.quads_known import LABEL, TYPE, Known, ct, other
from graph_build.store_terms import Quad, integer, iri, text

PROVENANCE = iri(graph("provenance"))
#: What is read in a paragraph.
Read = Citation | Mention | Directive | Event | SpeechAct | Mandate | Unresolved


def evidence(about: str, node: str, why: Iterable[Evidence], key: str) -> Iterator[Quad]:
    """The words behind each field, in the provenance graph."""
    for number, each in enumerate(why, start=1):
        words = iri(f"{node}.evidence-{number}")
        yield about, ct("evidence"), words, PROVENANCE
        yield words, TYPE, ct("Evidence"), PROVENANCE
        yield words, ct("field"), text(each.field), PROVENANCE
        yield words, ct("value"), text(each.value), PROVENANCE
        yield words, ct("start"), integer(each.start), PROVENANCE
        yield words, ct("end"), integer(each.end), PROVENANCE
        yield words, ct("rule"), text(each.rule), PROVENANCE
        if each.paragraph:
            yield words, ct("evidenceIn"), iri(paragraph(key, each.paragraph)), PROVENANCE


def traced(about: str, where: str, fact: Read, front: FrontMatter, known: Known) -> Iterator[Quad]:
    """The paragraph that a fact comes from, and who ruled on it how, where a ruling on this text stands."""
    yield about, other("prov:wasDerivedFrom"), where, PROVENANCE
    kind = type(fact).__name__.lower()
    ruling = known.rulings.get((front.symbol or "", kind, fact.paragraph, fact.start, fact.end))
    if ruling is not None and front.source.sha256.startswith(ruling.text):
        yield about, ct("ruling"), text(ruling.ruling), PROVENANCE
        yield about, ct("reviewer"), text(ruling.reviewer), PROVENANCE


def activity(reading: Reading, key: str) -> Iterator[Quad]:
    """How the document's graph came about: which bytes were read, by which version, with which rules."""
    source = reading.document.source
    activity, file = iri(f"{ID}activity/reading/{key}"), iri(f"{ID}file/{source.sha256}")
    name = iri(graph("document", key))
    software = iri(f"{ID}software/ctkg/{version('ctkg')}")
    statements: list[tuple[str, str, str]] = [
        (activity, TYPE, other("prov:Activity")),
        (activity, other("prov:used"), file),
        (activity, other("prov:wasAssociatedWith"), software),
        (activity, ct("rulesVersion"), text(reading.rules)),
        (name, TYPE, other("prov:Entity")),
        (name, other("prov:wasGeneratedBy"), activity),
        (name, other("prov:wasDerivedFrom"), file),
        (iri(instrument(key)), other("prov:wasDerivedFrom"), file),
        (file, TYPE, other("prov:Entity")),
        (file, LABEL, text(PurePosixPath(source.file.replace("\\", "/")).name)),
        (file, ct("sha256"), text(source.sha256)),
        (file, other("dcterms:format"), text(source.media_type)),
    ]
    for subject, predicate, object_ in statements:
        yield subject, predicate, object_, PROVENANCE


#: What stands in the graphs that no document and no register fills, and is made by rule.
MADE = {
    "inferred": "What follows from the other graphs by the axioms of the ontology",
    "cited": "What their symbols tell of instruments that are cited and not read",
}


def software() -> Iterator[Quad]:
    """By what every reading was made, and the graphs that are made of all of them."""
    about = iri(f"{ID}software/ctkg/{version('ctkg')}")
    yield about, TYPE, other("prov:SoftwareAgent"), PROVENANCE
    yield about, LABEL, text(f"ctkg {version('ctkg')}"), PROVENANCE
    for name, says in MADE.items():
        made = iri(graph(name))
        yield made, TYPE, other("prov:Entity"), PROVENANCE
        yield made, LABEL, text(says), PROVENANCE
        yield made, other("prov:wasAttributedTo"), about, PROVENANCE
