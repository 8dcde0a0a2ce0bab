"""The text of an Akoma Ntoso export: paragraphs as elements, with what they cite and name marked in them.

Without the words of the document, an <omissis> stands wherever words were, and between them what the graph holds of
them: citations and names as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct, field

from graph_build.exports_akn_facts import Facts, Mark, Piece
from graph_build.exports_akn_names import concept, eid
from graph_build.namespaces import ID, ONTOLOGY

CT = "ct:"
#: Elements of numbered paragraphs by depth; whatever lies deeper is one of the last.
NESTED = ("paragraph", "subparagraph", "point", "indent")
#: Characters that XML cannot hold.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
OMITTED = "…"


class Ids(Struct):
    """The eIds given so far: none is given twice."""

    given: set[str] = field(default_factory=set)

    def new(self, wanted: str) -> str:
        """The id, or with a number where it is taken."""
        found, number = wanted, 1
        while found in self.given:
            number += 1
            found = f"{wanted}-{number}"
        self.given.add(found)
        return found


class Pen(Struct, frozen=True, kw_only=True):
    """What is needed to write a paragraph: facts, words by paragraph (if there are any), ids, entries of references.

    `notes` are the footnotes that are called in a paragraph, each with its place in the words.
    """

    facts: Facts
    words: Mapping[str, str] | None
    ids: Ids
    entries: Mapping[str, str]
    notes: Mapping[str, Sequence[tuple[int, Piece]]] = {}


def clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)


def place(element: Element, piece: Piece, pen: Pen) -> Element:
    """The element with the eId of the paragraph, its id and its place in the extracted text."""
    element.set("eId", pen.ids.new(eid(piece.id)))
    element.set(f"{CT}id", piece.id)
    element.set(f"{CT}start", str(piece.start))
    element.set(f"{CT}end", str(piece.end))
    return element


def fill(element: Element, piece: Piece, pen: Pen) -> Element:
    """The element holds the words of the paragraph, or what is known of them, with citations and names marked."""
    marks = _apart(pen.facts.marks.get(piece.id, ()))
    words = None if pen.words is None else pen.words.get(piece.id)
    if words is None:
        _without_words(element, piece, marks, pen)
    else:
        _with_words(element, piece, clean(words), marks, pen)
    if len(element) and element[-1].tail == " ":
        element[-1].tail = None
    return element


def _apart(marks: Iterable[Mark]) -> list[Mark]:
    """The marks that do not overlap: of two, the one that begins first, and then the longer."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _without_words(element: Element, piece: Piece, marks: Sequence[Mark], pen: Pen) -> None:
    at = piece.start
    for mark in marks:
        marked = _marked(mark, pen)
        if marked is None:
            continue
        _omitted(element, mark.start - at)
        marked.text, at = clean(mark.text), mark.end
        element.append(marked)
    _omitted(element, piece.end - at)


def _omitted(element: Element, characters: int) -> None:
    """A sign for the words that stood here, where there were any."""
    if characters < 1:
        return
    if len(element):
        element[-1].tail = " "
    if characters > 1 or not len(element):
        left_out = SubElement(element, "omissis")
        left_out.text, left_out.tail = OMITTED, " "


def _with_words(element: Element, piece: Piece, words: str, marks: Sequence[Mark], pen: Pen) -> None:
    at, found = 0, list[tuple[int, int, Element]]()
    for mark in marks:
        start = words.find(clean(mark.text), at) if mark.text else -1
        marked = _marked(mark, pen) if start >= 0 else None
        if marked is not None:
            at = start + len(clean(mark.text))
            marked.text = words[start:at]
            found.append((start, at, marked))
    notes = [(call, call, note(footnote, pen)) for call, footnote in pen.notes.get(piece.id, ())]
    _sequence(element, words, sorted(found + notes, key=lambda each: each[:2]))


def _sequence(element: Element, words: str, inside: Iterable[tuple[int, int, Element]]) -> None:
    """The words with elements in them; what begins within an element comes after it."""
    at, last = 0, element[-1] if len(element) else None
    for start, end, each in inside:
        _append(element, last, words[at : max(start, at)])
        element.append(each)
        at, last = max(at, end, min(start, len(words))), each
    _append(element, last, words[at:])


def note(footnote: Piece, pen: Pen) -> Element:
    """A footnote where it is called; the second call of one refers to the first."""
    name, number = eid(footnote.id), marker(footnote)
    if name in pen.ids.given:
        return Element("noteRef", {"href": f"#{name}", "marker": number})
    element = place(Element("authorialNote", {"marker": number, "placement": "bottom"}), footnote, pen)
    fill(SubElement(element, "p"), footnote, pen)
    return element


def marker(footnote: Piece) -> str:
    """The number of a footnote, as plain figures."""
    return clean(unicodedata.normalize("NFKC", footnote.label or "")) or "*"


def _append(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = (element.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def _marked(mark: Mark, pen: Pen) -> Element | None:
    """The element that marks a citation or a name; None for what Akoma Ntoso has no element for."""
    if found := concept(mark.target):
        return Element(found[0], {"refersTo": f"#{pen.entries[mark.target]}"})
    if mark.target.startswith(f"{ID}instrument/"):
        return Element("ref", {"href": address(mark, pen.facts)})
    return None


def address(mark: Mark, facts: Facts) -> str:
    """The Akoma Ntoso name of what is cited, with the paragraph; our own IRI where it has none."""
    name = facts.works.get(mark.target)
    if name is None:
        return mark.target
    paragraph = eid(mark.locator) if mark.locator and re.search(r"\d", mark.locator) else ""
    return f"{name}/~{paragraph}" if "_" in paragraph else name


# ---------------------------------------------------------------- hierarchies


def hierarchy(parent: Element, pieces: Sequence[Piece], pen: Pen) -> None:
    """Numbered paragraphs, each with those under it; a heading opens a section of what follows it."""
    under: dict[str | None, list[Piece]] = {}
    inside = {piece.id for piece in pieces}
    for piece in pieces:
        under.setdefault(piece.under if piece.under in inside else None, []).append(piece)
    section: Element | None = None
    for piece in under.get(None, []):
        if piece.part == "heading":
            section = _section(parent, piece, under, pen)
        else:
            _paragraph(parent if section is None else section, piece, 0, under, pen)


def _section(parent: Element, piece: Piece, under: Mapping[str | None, Sequence[Piece]], pen: Pen) -> Element:
    section = place(SubElement(parent, "section"), piece, pen)
    if piece.label:
        SubElement(section, "num").text = clean(piece.label)
    fill(SubElement(section, "heading"), piece, pen)
    for below in under.get(piece.id, ()):
        _paragraph(section, below, 0, under, pen)
    return section


def _paragraph(
    parent: Element, piece: Piece, depth: int, under: Mapping[str | None, Sequence[Piece]], pen: Pen
) -> None:
    element = place(SubElement(parent, NESTED[min(depth, len(NESTED) - 1)]), piece, pen)
    if piece.label:
        SubElement(element, "num").text = clean(piece.label)
    below = under.get(piece.id, ())
    fill(SubElement(SubElement(element, "intro" if below else "content"), "p"), piece, pen)
    for each in below:
        _paragraph(element, each, depth + 1, under, pen)


NAMESPACES = {"xmlns": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "xmlns:ct": ONTOLOGY}
