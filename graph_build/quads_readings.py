"""What one document says, as quads: its own graph, and in the provenance graph how it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph_build.model import (
    Citation,
    Directive,
    Event,
    FrontMatter,
    Mandate,
    Mention,
    Paragraph,
    Reading,
    ReportDuty,
    SpeechAct,
    Unresolved,
)
from graph_build.namespaces import ID, instrument, paragraph
from graph_build.quads_known import (
    LABEL,
    TYPE,
    Known,
    akoma_ntoso,
    ct,
    joint_authors,
    kebab,
    kind_quads,
    of_cited,
    other,
    slug,
    subjects,
    terms,
)
from graph_build.quads_provenance import activity, evidence, software
from graph_build.quads_work import Work
from graph_build.store_terms import Quad, day, integer, iri, text

CLASSES = {
    "front": "FrontParagraph",
    "title": "Title",
    "preamble": "PreambularParagraph",
    "operative": "OperativeParagraph",
    "annex": "AnnexParagraph",
    "footnote": "Footnote",
    "heading": "Heading",
    "back": "BackParagraph",
}
ACTS = frozenset(
    """decide demand direct instruct request urge call-upon appeal recommend encourage invite authorize""".split()
)
#: A locator that is the id of a paragraph, as readings give them.
PARAGRAPH = re.compile(r"(?:front|title|pp|op|annex|fn|heading|back)-[0-9a-z-]+")
#: What an event is, in the order in which the words are looked for in its name.
GATHERINGS = """symposium conference summit workshop seminar congress forum convention meeting session visit review
dialogue consultation course""".split()
#: Kinds of instruments that somebody writes and no organ adopts.
WRITTEN = ("Report", "Letter", "Note")


def of_reading(reading: Reading, known: Known) -> Iterator[Quad]:
    """Everything that a reading holds, and in graph/cited what the symbols of the instruments it names tell of them."""
    work = Work(reading, known)
    yield from _facts(reading, work)
    yield from software()
    yield from of_cited(work.cited, known)


def facts(reading: Reading, known: Known) -> tuple[list[Quad], frozenset[str]]:
    """What a reading holds, each quad once, and the instruments it names that the registers do not hold."""
    work = Work(reading, known)
    return list(dict.fromkeys(_facts(reading, work))), frozenset(work.cited)


def _facts(reading: Reading, work: Work) -> Iterator[Quad]:
    yield from _front(reading.document, work)
    yield from evidence(work.about, paragraph(work.key, "front"), reading.document.evidence, work.key)
    for position, each in enumerate(reading.paragraphs, start=1):
        yield from _paragraph(each, position, work)
    for citation in reading.citations:
        yield from _citation(citation, work)
    for mention in reading.mentions:
        yield from _mention(mention, work)
    for directive in reading.directives:
        yield from _directive(directive, work)
    yield from subjects(reading, work.about, work.graph)
    for event in reading.events:
        yield from _event(event, work)
    for spoken in reading.speech:
        yield from _speech(spoken, work)
    for mandate in reading.mandates:
        yield from _mandate(mandate, work)
    for unresolved in reading.unresolved:
        yield from _unresolved(unresolved, work)
    yield from activity(reading, work.key)


# ---------------------------------------------------------------- the document itself


def _front(front: FrontMatter, work: Work) -> Iterator[Quad]:
    about, name = work.about, work.graph
    yield from kind_quads(about, front.kind, name)
    yield about, LABEL, text(front.symbol or front.title or work.key), name
    yield from _strings(about, front, name)
    for field, value in (("adoptedOn", front.adopted), ("issuedOn", front.issued)):
        if value:
            yield about, ct(field), day(value), name
    if dated := front.adopted or front.issued:
        yield about, ct("year"), integer(dated.year), name
    for field, number in (("session", front.session), ("meeting", front.meeting)):
        if number is not None:
            yield about, ct(field), integer(number), name
    if front.vote:
        yield about, ct("votesFor"), integer(front.vote.favour), name
        yield about, ct("votesAgainst"), integer(front.vote.against), name
        yield about, ct("abstentions"), integer(front.vote.abstentions), name
    yield from _makers(front, work)
    yield from _carrier(front, work)
    for field, target in (("recommendedBy", front.recommended_by), ("reportedIn", front.report)):
        if target:
            yield about, ct(field), iri(instrument(target)), name
            work.names(target)


def _strings(about: str, front: FrontMatter, name: str) -> Iterator[Quad]:
    yield about, other("dcterms:language"), text(front.language), name
    yield about, ct("sha256"), text(front.source.sha256), name
    if front.symbol:
        yield about, ct("symbol"), text(front.symbol), name
        yield from akoma_ntoso(about, front.symbol, front.adopted, name)
    if front.title:
        yield about, other("dcterms:title"), text(front.title, front.language), name
    for item in front.agenda_items:
        yield about, ct("agendaItem"), text(item), name


def _makers(front: FrontMatter, work: Work) -> Iterator[Quad]:
    """The organ, the committee and the sponsors, as far as the document names them."""
    base = paragraph(work.key, "front")
    if front.issuer:
        written = front.kind in WRITTEN or not work.known.is_body(front.issuer)
        field = "author" if written else "draftFor" if front.kind.startswith("Draft") else "adoptedBy"
        yield from work.one(work.about, field, front.issuer, front.issuer, f"{base}.issuer")
    if front.committee:
        yield from work.one(work.about, "committee", front.committee, front.committee, f"{base}.committee")
    for number, sponsor in enumerate(front.sponsors, start=1):
        known = work.known.sponsor(sponsor)
        yield from work.one(work.about, "sponsor", sponsor, known, f"{base}.sponsor-{number}")


def _carrier(front: FrontMatter, work: Work) -> Iterator[Quad]:
    """The document that carries a draft: a node beside it, with who wrote it and when it was issued."""
    if not front.carrier:
        return
    node = paragraph(work.key, "carrier")
    about, name = iri(node), work.graph
    yield work.about, ct("carriedBy"), about, name
    yield from kind_quads(about, front.carrier, name)
    yield about, LABEL, text(f"{front.carrier} that carries {front.symbol or 'a text without symbol'}"), name
    if front.carrier_by:
        yield from work.one(about, "author", front.carrier_by, front.carrier_by, f"{node}.author")
    if front.issued:
        yield about, ct("issuedOn"), day(front.issued), name
        yield about, ct("year"), integer(front.issued.year), name


def _paragraph(each: Paragraph, position: int, work: Work) -> Iterator[Quad]:
    about, name = work.paragraph(each.id), work.graph
    above = work.paragraph(each.parent) if each.parent else work.about
    yield about, TYPE, ct(CLASSES[each.part]), name
    yield about, LABEL, text(f"{work.key} {each.id}"), name
    yield about, ct("paragraphId"), text(each.id), name
    yield about, ct("part"), text(each.part), name
    for field, word in (("label", each.label), ("number", each.number), ("opens", each.opening)):
        if word:
            yield about, ct(field), text(word), name
    yield about, ct("position"), integer(position), name
    yield about, ct("level"), integer(each.level), name
    yield about, ct("start"), integer(each.start), name
    yield about, ct("end"), integer(each.end), name
    yield about, ct("under"), above, name
    yield about, ct("partOf"), above, name
    yield about, ct("inInstrument"), work.about, name
    if each.voice:
        yield from work.one(about, "voice", each.voice, each.voice, paragraph(work.key, f"{each.id}.voice"))


# ---------------------------------------------------------------- facts


def _citation(each: Citation, work: Work) -> Iterator[Quad]:
    node, name = work.node(each.paragraph, "citation"), work.graph
    about, target = iri(node), instrument(each.target)
    relation = each.relation if each.relation in terms().relations else "cites"
    yield from work.fact(node, "Citation", each)
    yield about, ct("text"), text(each.text), name
    yield about, ct("citedInstrument"), iri(target), name
    yield about, ct("citedAs"), ct(relation), name
    yield about, ct("via"), text(each.via), name
    if each.locator:
        yield about, ct("locator"), text(each.locator), name
        if PARAGRAPH.fullmatch(each.locator):
            yield about, ct("citedParagraph"), iri(f"{target}#{each.locator}"), name
    if each.date:
        yield about, ct("printedDate"), day(each.date), name
    if each.target != work.key:
        yield work.paragraph(each.paragraph), ct(relation), iri(target), name
    work.names(each.target)


def _mention(each: Mention, work: Work) -> Iterator[Quad]:
    node = work.node(each.paragraph, "mention")
    yield from work.fact(node, "Mention", each)
    yield iri(node), ct("text"), text(each.text), work.graph
    if found := work.known.actors.get(each.actor or ""):
        yield iri(node), ct("refersTo"), iri(found), work.graph
        yield work.paragraph(each.paragraph), ct("mentions"), iri(found), work.graph


def _directive(each: Directive, work: Work, chapeau: str | None = None) -> Iterator[Quad]:
    """The directive; the share of each sub-paragraph is a directive of its own, and says of which it is a part."""
    node, name = work.node(each.paragraph, "directive"), work.graph
    about = iri(node)
    yield from work.fact(node, "Directive", each)
    yield about, ct("directiveIn"), work.about, name
    if chapeau:
        yield about, TYPE, ct("DirectivePart"), name
        yield about, ct("partOfDirective"), chapeau, name
    yield from _asked(each, node, work)
    for part in each.parts:
        yield from _directive(part, work, about)


def _asked(each: Directive, node: str, work: Work) -> Iterator[Quad]:
    """What is asked: act, who, with whom, for whom, under which conditions, by when, about what."""
    about, name = iri(node), work.graph
    act, _, lemma = each.act.partition(":")
    yield about, ct("act"), iri(f"{ID}act/{act if act in ACTS else 'other'}"), name
    if act not in ACTS:
        yield about, ct("otherAct"), text(lemma or act), name
    yield about, ct("actText"), text(each.act_text), name
    yield from work.actor(about, "addressee", each.addressees, node)
    yield from work.actor(about, "partner", each.partners, node)
    yield from work.actor(about, "beneficiary", each.beneficiaries, node)
    for condition in each.conditions:
        yield about, ct("condition"), iri(f"{ID}condition/{condition}"), name
    if each.inherits:
        yield about, ct("inherits"), work.paragraph(each.inherits), name
    for topic in each.topics:
        yield about, ct("topic"), iri(topic if topic.startswith("http") else f"{ID}assistance/{topic}"), name
    for target in each.concerns:
        yield about, ct("concerns"), iri(instrument(target)), name
        work.names(target)
    yield from _due(about, each, name)
    if each.report:
        yield from (*_report(about, each.report, node, work), *work.actor(about, "reportBy", joint_authors(each), node))
    yield from evidence(about, node, each.why, work.key)


def _due(about: str, each: Directive, name: str) -> Iterator[Quad]:
    if each.due is None:
        return
    yield about, ct("dueText"), text(each.due.text), name
    for field, value in (("dueFrom", each.due.from_), ("dueUntil", each.due.until)):
        if value:
            yield about, ct(field), day(value), name
    if each.due.recurs:
        yield about, ct("recurs"), text(each.due.recurs), name


def _report(about: str, duty: ReportDuty, node: str, work: Work) -> Iterator[Quad]:
    yield about, TYPE, ct("ReportingObligation"), work.graph
    for field, actor in (("reportBy", duty.by), ("reportTo", duty.to)):
        if actor:
            yield from work.one(about, field, actor, actor, f"{node}.{kebab(field)}")
    if duty.subject:
        yield about, ct("reportSubject"), text(duty.subject), work.graph
    for target in duty.about:
        yield about, ct("reportAbout"), iri(instrument(target)), work.graph
        work.names(target)


def _event(each: Event, work: Work) -> Iterator[Quad]:
    """The event, which other documents may name too, and the mention of it here."""
    node, name = work.node(each.paragraph, "event"), work.graph
    event = event_address(each) or f"{node}.it"
    about = iri(event)
    yield from work.fact(node, "Mention", each)
    yield iri(node), ct("text"), text(each.text), name
    yield iri(node), ct("refersTo"), about, name
    yield work.paragraph(each.paragraph), ct("mentions"), about, name
    yield about, TYPE, ct("Event"), name
    yield about, LABEL, text(each.text), name
    if each.place:
        yield about, ct("place"), text(each.place), name
    for field, value in (("from", each.from_), ("until", each.until)):
        if value:
            yield about, ct(field), day(value), name
    yield from work.actor(about, "organizer", each.organizers, node)


def event_address(each: Event) -> str | None:
    """The IRI of an event: what it is, where and when it began; None where one of the three is not known."""
    words = each.text.casefold()
    what = next((word for word in GATHERINGS if re.search(rf"\b{word}", words)), None)
    if not (what and each.place and each.from_):
        return None
    return f"{ID}event/{slug(each.place)}-{what}-{each.from_}"


def _speech(each: SpeechAct, work: Work) -> Iterator[Quad]:
    """A verb that directs nobody, with what its clause cites and whom it names."""
    node, name = work.node(each.paragraph, "speech"), work.graph
    about = iri(node)
    yield from work.fact(node, "SpeechAct", each)
    yield about, ct("speechVerb"), text(each.act), name
    yield about, ct("text"), text(each.text), name
    for target in each.about:
        yield about, ct("speaksOf"), iri(instrument(target)), name
        work.names(target)
    for actor in each.actors:
        if found := work.known.actors.get(actor):
            yield about, ct("speaksOf"), iri(found), name


def _mandate(each: Mandate, work: Work) -> Iterator[Quad]:
    """Whose mandate is given, extended or ended, and its first and last day as far as the text says."""
    node, name = work.node(each.paragraph, "mandate"), work.graph
    about = iri(node)
    yield from work.fact(node, "Mandate", each)
    yield from work.one(about, "mandateOf", each.text, each.body, f"{node}.of")
    yield about, ct("mandateVerb"), text(each.verb), name
    for field, value in (("from", each.from_), ("until", each.until)):
        if value:
            yield about, ct(field), day(value), name
    if each.due:
        yield about, ct("text"), text(each.due), name


def _unresolved(each: Unresolved, work: Work) -> Iterator[Quad]:
    node = work.node(each.paragraph, "unresolved")
    yield from work.fact(node, "Unresolved", each)
    yield iri(node), ct("text"), text(each.text), work.graph
    yield iri(node), ct("unresolvedKind"), text(each.kind), work.graph
