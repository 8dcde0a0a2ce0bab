"""The passages of a document: its text divided into front matter, title, paragraphs, annexes, notes and headings."""

from __future__ import annotations

from msgspec import Struct

from graph_build import structure
from graph_build.blocks import Block, gather
from graph_build.frontmatter import front_matter
from graph_build.model import FrontMatter, Pages, Passage, Source
from graph_build.numbering import number
from graph_build.openings import opening
from graph_build.structure import Item
from graph_build.wording import Words, compose, vocabulary


def divide(pages: Pages, source: Source, symbol: str | None = None) -> tuple[FrontMatter, tuple[Passage, ...]]:
    """What the document says of itself, and its passages in document order.

    `symbol` is what the caller knows the document as; without it the symbol printed, or told by the title, is taken.
    """
    items = _items(pages)
    passages = number(items)
    return front_matter(passages, source, symbol), passages


class _State(Struct):
    """Where the walk through the blocks stands."""

    part: str = "front"
    voice: str | None = None
    unit: int = -1
    annex: int = 0
    section: str | None = None
    notes: bool = False
    quoted: bool = False
    statement: bool = False


def _items(pages: Pages) -> list[Item]:
    known = vocabulary(pages.text)
    state = _State()
    items: list[Item] = []
    for block in gather(pages):
        words = compose(pages.text, block.pieces, known)
        if not words.text:
            continue
        before = _last(items, block)
        if before is not None and _continues(before, words, block):
            before.words = _glue(pages.text, block, before.words, words, known)
            continue
        items.append(_item(words, block, items, state))
    return items


def _last(items: list[Item], block: Block) -> Item | None:
    """The item that a block may go on with: the last of the text proper, or the last note."""
    return next((item for item in reversed(items) if block.note or item.part != "footnote"), None)


def _continues(item: Item, words: Words, block: Block) -> bool:
    """Whether the words go on with a paragraph that a page's end cut in two."""
    before, text = item.words.text, words.text
    if block.goes_on:
        return item.part == "footnote" if block.note else item.part not in ("title", "heading")
    if item.part not in ("preamble", "operative", "annex") or item.formula or block.style or len(before) < 40:
        return False
    if not structure.unfinished(before) or structure.sign_of(text)[0] != "none":
        return False
    if structure.formula(text) or structure.is_back(text) or structure.note_label(text, False):
        return False
    lower = text[0].islower()
    return lower or ((structure.dangling(before) or block.gap > 1) and opening(text)[0] is None and len(text) > 20)


def _glue(text: str, block: Block, first: Words, second: Words, known: frozenset[str]) -> Words:
    if first.text.endswith("-") and block.pieces:
        whole = compose(text, [(first.end - 40 if first.end > 40 else 0, first.end), block.pieces[0]], known)
        if f"{first.text[-8:-1]}{second.text[:6]}" in whole.text:
            first = first.cut(0, len(first.text) - 1)
        return _together(first, second, 0)
    return _together(first, second, 1)


def _together(first: Words, second: Words, blank: int) -> Words:
    """Two stretches as one, with a blank between them or none."""
    if not blank:
        shift = len(first.text)
        runs = [*first.runs, *((at + shift, where) for at, where in second.runs)]
        marks = [*first.marks, *(type(m)(m.at + shift, m.number) for m in second.marks)]
        return Words(first.text + second.text, runs, marks, first.start, second.end)
    shift = len(first.text) + 1
    runs = [*first.runs, (shift - 1, first.end), *((at + shift, where) for at, where in second.runs)]
    marks = [*first.marks, *(type(m)(m.at + shift, m.number) for m in second.marks)]
    return Words(f"{first.text} {second.text}", runs, marks, first.start, second.end)


def _item(words: Words, block: Block, items: list[Item], state: _State) -> Item:
    text = words.text
    organ = structure.formula(text)
    if organ and (state.annex == 0 or organ.casefold() in structure.KNOWN_ORGANS):
        return _enact(words, organ, items, state)
    annex = structure.is_annex(text)
    if annex and state.part != "front":
        state.annex, state.part, state.section = state.annex + 1, "annex", None
        return _placed(Item(words, "heading"), state)
    if state.part == "front":
        return _front(words, state)
    return _body(words, block, state)


def _placed(item: Item, state: _State) -> Item:
    item.unit, item.annex, item.section, item.voice = max(0, state.unit), state.annex, state.section, state.voice
    return item


def _unquoted(words: Words, state: _State) -> Words:
    """The words without the marks that open each paragraph of a quoted draft and close its last."""
    if not state.quoted:
        return words
    if words.text[:1] in ("“", '"') and words.text.count("“") != words.text.count("”"):
        words = words.cut(1)
    if words.text[-1:] in ("”", '"') and words.text.count("“") < words.text.count("”"):
        words = words.cut(0, len(words.text) - 1)
    return words


def _enact(words: Words, organ: str, items: list[Item], state: _State) -> Item:
    state.quoted = words.text[0] in '“"'
    if items and items[-1].part == "front" and items[-1].words.text[0] == "“":
        items[-1].part, items[-1].words = "title", items[-1].words.cut(1)
    state.part, state.voice, state.notes = "preamble", structure.organ_id(organ), False
    state.unit, state.annex, state.section = state.unit + 1, 0, None
    words = words.cut(1) if state.quoted else words
    return _placed(Item(words, "preamble", formula=True), state)


def _front(words: Words, state: _State) -> Item:
    text = words.text
    if text.startswith(("“", '"')) and structure.KNOWN_ORGANS and _speaks(text):
        state.part, state.unit, state.quoted, state.statement = "operative", 0, True, True
        state.voice = "security-council"
        return _body(words, Block([], 1), state)
    return Item(words, "title" if structure.is_title(text) else "front")


def _speaks(text: str) -> bool:
    """Whether a quoted paragraph is the organ's own statement."""
    head = text[:120]
    return "Security Council " in head or "The Council " in head


def _body(words: Words, block: Block, state: _State) -> Item:
    text = words.text
    note = structure.note_label(text, state.notes)
    if note:
        state.notes = True
        label = note["label"]
        mark = "".join(str(structure.SUPERSCRIPTS.index(c)) if c in structure.SUPERSCRIPTS else c for c in label)
        return _placed(Item(words.cut(note.end()), "footnote", "none", label, mark.strip("/ ")), state)
    if structure.is_back(text) or state.part == "back":
        state.part = "back"
        return _placed(Item(words, "back"), state)
    sign, label, digits, at = structure.sign_of(text)
    verb = opening(text[at:].lstrip('“"… '))[0]
    if sign == "none":
        return _unlabelled(words, state)
    if state.part == "preamble" and sign == "number":
        state.part = "operative"
    item = Item(_unquoted(words.cut(at), state), state.part, sign, label, digits, verb)  # type: ignore[arg-type]
    return _placed(item, state)


def _unlabelled(words: Words, state: _State) -> Item:
    text = words.text
    found = structure.section(text)
    if found:
        state.section = found[1]
        label, digits, rest = found
        item = Item(words.cut(len(text) - len(rest)) if rest else words, "heading", "none", label, digits)
        return _placed(item, state)
    if structure.is_heading(text) and not state.statement:
        return _placed(Item(words, "heading"), state)
    words = _unquoted(words, state)
    verb, part = opening(words.text)
    if state.part == "preamble" and part == "operative":
        state.part = "operative"
    return _placed(Item(words, state.part, opening=verb), state)  # type: ignore[arg-type]
