"""A document as Akoma Ntoso, with its references and in the naming of the United Nations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from msgspec import Struct

from graph_build.exports_akn_facts import Facts, Front, Piece, facts
from graph_build.exports_akn_names import DELIBERATIONS, LANGUAGES, concept
from graph_build.exports_akn_text import NAMESPACES, Ids, Pen, clean, fill, hierarchy, marker, place
from graph_build.model import Mark as Call
from graph_build.namespaces import ID

if TYPE_CHECKING:
    from graph_build.questions import Held

UNITED_NATIONS = f"{ID}body/united-nations"
#: Elements whose content is text: nothing is put between what they hold.
TEXT = frozenset({"p", "num", "heading", "docTitle", "docNumber"})


class Words(Struct, frozen=True, kw_only=True):
    """The words of a document by paragraph, and the calls of footnotes in them."""

    text: Mapping[str, str]
    calls: Mapping[str, Sequence[Call]] = {}


def document(held: Held, about: str, words: Words | None = None, known: Held | None = None) -> bytes:
    """The document with this IRI as XML that is valid against the schema of OASIS.

    Without its words, what the graph does not hold is marked as left out, and footnotes stand at the end. `known` is
    another graph in which names are looked up. Raises QueryError where the graph only cites the document.
    """
    found = facts(held, about, known)
    front = found.front
    entries, references = _references(found)
    pen = Pen(
        facts=found,
        words=None if words is None else words.text,
        ids=Ids({*entries.values(), "ctkg", "author", "editor"}),
        entries=entries,
        notes={} if words is None else _notes(found.pieces, words.calls),
    )
    root = Element("akomaNtoso", NAMESPACES)
    deliberation = DELIBERATIONS.get(front.kind)
    attributes = {"name": deliberation or f"{front.kind[:1].lower()}{front.kind[1:]}"}
    top = SubElement(root, "statement" if deliberation else "doc", attributes)
    top.append(_meta(front, "main", references))
    _content(top, found.pieces, pen)
    _indent(root, 0)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _notes(pieces: Sequence[Piece], calls: Mapping[str, Sequence[Call]]) -> dict[str, tuple[tuple[int, Piece], ...]]:
    """The footnotes called in each paragraph, by number; of several with one number the next that was not called."""
    waiting: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.part == "footnote":
            waiting.setdefault(marker(piece), []).append(piece)
    found: dict[str, tuple[tuple[int, Piece], ...]] = {}
    for piece in pieces:
        called = []
        for call in calls.get(piece.id, ()) if piece.part != "footnote" else ():
            if same := waiting.get(call.number):
                called.append((call.at, same.pop(0) if len(same) > 1 else same[0]))
        if called:
            found[piece.id] = tuple(called)
    return found


# ---------------------------------------------------------------- metadata


def _meta(front: Front, component: str, references: Sequence[Element]) -> Element:
    meta = Element("meta")
    identification = SubElement(meta, "identification", {"source": "#ctkg"})
    expression = f"{front.work}/{LANGUAGES.get(front.language, 'und')}@"
    author = {"href": f"#{_local(front.organ or UNITED_NATIONS)}", "as": "#author"}
    work = _level(identification, "FRBRWork", f"{front.work}/!{component}", front.work)
    if front.symbol:
        SubElement(work, "FRBRalias", {"value": front.symbol, "name": "symbol"})
    _dated(work, front, author)
    SubElement(work, "FRBRcountry", {"value": "un"})
    if front.kind in DELIBERATIONS:
        SubElement(work, "FRBRsubtype", {"value": "deliberation"})
    SubElement(work, "FRBRnumber", {"value": front.work.rpartition("/")[2]})
    if front.title:
        SubElement(work, "FRBRname", {"value": clean(front.title)})
    made = _level(identification, "FRBRExpression", f"{expression}/!{component}", expression)
    _dated(made, front, author)
    SubElement(made, "FRBRlanguage", {"language": LANGUAGES.get(front.language, "und")})
    file = _level(identification, "FRBRManifestation", f"{expression}/!{component}.xml", f"{expression}.xml")
    _dated(file, front, {"href": "#ctkg", "as": "#editor"})
    if references:
        SubElement(meta, "references", {"source": "#ctkg"}).extend(references)
    return meta


def _level(parent: Element, name: str, this: str, address: str) -> Element:
    level = SubElement(parent, name)
    SubElement(level, "FRBRthis", {"value": this})
    SubElement(level, "FRBRuri", {"value": address})
    return level


def _dated(level: Element, front: Front, author: Mapping[str, str]) -> None:
    """The day of adoption, else of issue; where only the year is known its first day, by the name of year."""
    if front.day is None:
        SubElement(
            level, "FRBRdate", {"date": f"{front.year or 1:04}-01-01", "name": "year" if front.year else "unknown"}
        )
    else:
        name = "adoption" if front.adopted else "issue"
        SubElement(level, "FRBRdate", {"date": front.day.isoformat(), "name": name})
    SubElement(level, "FRBRauthor", dict(author))


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]


def _references(found: Facts) -> tuple[dict[str, str], list[Element]]:
    """The eId of each actor and event that is named, and the entries: these, the instruments cited, ctkg, the roles."""
    named = {mark.target for marks in found.marks.values() for mark in marks}
    entries: dict[str, str] = {}
    listed: list[Element] = []
    for iri in sorted({*named, found.front.organ or UNITED_NATIONS, UNITED_NATIONS}):
        if kind := concept(iri):
            entries[iri] = _local(iri)
            shown = clean(found.names.get(iri, "United Nations" if iri == UNITED_NATIONS else _local(iri)))
            listed.append(Element(kind[1], {"eId": entries[iri], "href": kind[2], "showAs": shown}))
    cited = sorted(iri for iri in named if iri.startswith(f"{ID}instrument/"))
    for number, iri in enumerate(cited, start=1):
        shown = clean(found.names.get(iri, iri.removeprefix(f"{ID}instrument/")))
        attributes = {"eId": f"cited_{number}", "href": found.works.get(iri, iri), "showAs": shown, "name": "cited"}
        listed.append(Element("TLCReference", attributes))
    listed.append(Element("TLCOrganization", {"eId": "ctkg", "href": "https://w3id.org/ctkg/", "showAs": "ctkg"}))
    for role in ("author", "editor"):
        listed.append(Element("TLCRole", {"eId": role, "href": f"/akn/ontology/role/{role}", "showAs": role}))
    return entries, listed


# ---------------------------------------------------------------- content


def _content(top: Element, pieces: Sequence[Piece], pen: Pen) -> None:
    """Cover, preface, preamble, body, conclusions and annexes, as far as the document has them."""
    parts = _parts(pieces)
    if parts["front"]:
        cover = SubElement(top, "coverPage")
        for piece in parts["front"]:
            fill(place(SubElement(cover, "p"), piece, pen), piece, pen)
    _preface(top, parts["title"], pen)
    _preamble(top, parts["preamble"], pen)
    body = SubElement(top, "mainBody")
    hierarchy(body, parts["operative"], pen)
    if not len(body):
        SubElement(body, "p")
    called = {footnote.id for listed in pen.notes.values() for _, footnote in listed}
    rest = [piece for piece in parts["footnote"] if piece.id not in called]
    if parts["back"] or rest:
        _conclusions(SubElement(top, "conclusions"), parts["back"], rest, pen)
    annexes = [name for name in parts if name.startswith("annex")]
    if annexes:
        attachments = SubElement(top, "attachments")
        for name in annexes:
            _annex(attachments, name, parts[name], pen)


def _parts(pieces: Sequence[Piece]) -> dict[str, list[Piece]]:
    """The paragraphs by where they go; a heading goes with what follows it, a second preamble with the body."""
    parts: dict[str, list[Piece]] = {
        name: [] for name in ("front", "title", "preamble", "operative", "back", "footnote")
    }
    waiting: list[Piece] = []
    last = "operative"
    for piece in pieces:
        if piece.part == "heading":
            waiting.append(piece)
            continue
        last = _part(piece, parts)
        parts.setdefault(last, []).extend([*(waiting if last not in ("front", "footnote") else ()), piece])
        waiting = []
    parts[last].extend(waiting)
    return parts


def _part(piece: Piece, parts: Mapping[str, Sequence[Piece]]) -> str:
    if piece.part == "annex":
        number = [step for step in piece.id.split("-") if step.isdigit()]
        return f"annex-{number[0] if number else 1}"
    if piece.part in ("preamble", "title") and parts["operative"]:
        return "operative"
    return piece.part if piece.part in parts else "operative"


def _preface(top: Element, pieces: Sequence[Piece], pen: Pen) -> None:
    """Symbol and title; the title is a fact, and stands there without the words of the document too."""
    front = pen.facts.front
    if not pieces and not front.title and not front.symbol:
        return
    preface = SubElement(top, "preface")
    if front.symbol:
        SubElement(SubElement(preface, "p"), "docNumber").text = clean(front.symbol)
    if front.title and not pieces:
        SubElement(SubElement(preface, "p"), "docTitle").text = clean(front.title)
    for number, piece in enumerate(pieces):
        line = place(SubElement(preface, "p"), piece, pen)
        holder = line if piece.part == "heading" else SubElement(line, "docTitle")
        if pen.words is None and front.title and number == 0:
            holder.text = clean(front.title)
        else:
            fill(holder, piece, pen)


def _preamble(top: Element, pieces: Sequence[Piece], pen: Pen) -> None:
    """The enacting formula, then the recitals; a heading between them is a block of its own."""
    if not pieces:
        return
    preamble = SubElement(top, "preamble")
    recitals: Element | None = None
    for piece in pieces:
        if piece.id.endswith("pp-0"):
            formula = SubElement(preamble, "formula", {"name": "enactingFormula"})
            fill(SubElement(place(formula, piece, pen), "p"), piece, pen)
            recitals = None
        elif piece.part == "heading":
            fill(place(SubElement(preamble, "p"), piece, pen), piece, pen)
            recitals = None
        else:
            if recitals is None:
                recitals = SubElement(preamble, "recitals", {"eId": pen.ids.new("recs_1")})
            recital = place(SubElement(recitals, "recital"), piece, pen)
            if piece.label:
                SubElement(recital, "num").text = clean(piece.label)
            fill(SubElement(recital, "p"), piece, pen)


def _conclusions(element: Element, back: Sequence[Piece], footnotes: Sequence[Piece], pen: Pen) -> None:
    for piece in (*back, *footnotes):
        paragraph = place(SubElement(element, "p"), piece, pen)
        if piece.part == "footnote":
            paragraph.set("class", "footnote")
            if piece.label:
                label = SubElement(paragraph, "sup")
                label.text, label.tail = clean(piece.label), " "
        fill(paragraph, piece, pen)


def _annex(attachments: Element, name: str, pieces: Sequence[Piece], pen: Pen) -> None:
    """An annex is a component of the work, under its name with !annex-1."""
    component = name.replace("-", "_")
    attachment = SubElement(attachments, "attachment", {"eId": pen.ids.new(f"att_{component}")})
    doc = SubElement(attachment, "doc", {"name": "annex"})
    doc.append(_meta(pen.facts.front, component, ()))
    hierarchy(SubElement(doc, "mainBody"), pieces, pen)


# ---------------------------------------------------------------- layout


def _indent(element: Element, depth: int) -> None:
    """Puts each element on a line of its own, but for what stands in text."""
    if element.tag in TEXT or not len(element):
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth
