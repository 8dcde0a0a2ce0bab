"""The walk through the blocks of a document: each becomes an item of a part, with its label and who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from graph_build import furniture, structure
from graph_build.blocks import Block
from graph_build.openings import opening
from graph_build.organs import organ_id
from graph_build.structure import Item
from graph_build.wording import SUPERSCRIPTS, Vocabulary, Words, compose

_SPEAKS = re.compile(
    r"[“\"](?:[^“”]{0,80}\b)?The (?:Security )?Council\b|[“\"][^“”]{0,100}\bthe (?:Security )?Council ", re.S
)
_STATED = re.compile(
    r"\bmade the following statement|\bstatement on behalf of the Council|\bread out the following statement"
)
_ADOPTED_BY = re.compile(
    r"\badopted by (?:the )?(General Assembly|Security Council|Economic and Social Council|Human Rights Council)\b",
    re.I,
)
_ENACTED = re.compile(
    r"The (General Assembly|Security Council|Economic and Social Council|Human Rights Council),?\s+(?=[a-zA-Z])"
)


_LABEL_ALONE = re.compile(r"\d{1,3}\.|\([a-z]{1,4}\)|\(\d{1,2}\)")


#: How a decision begins: the organ stands inside the sentence, behind the meeting.
_DECIDED = re.compile(
    r"At its .{0,60}\b(?:meeting|session)\b.{0,400}?\b[Tt]he (General Assembly|Economic and Social Council|"
    r"Human Rights Council|Security Council)\b.{0,400}?\b(?:decided|took note|approved|adopted|endorsed|elected|"
    r"appointed|requested|authorized|invited|recalled|reaffirmed|agreed)\b",
    re.S,
)


class _State(Struct):
    """Where the walk stands."""

    part: str = "front"
    voice: str | None = None
    unit: int = -1
    annex: int = 0
    section: str | None = None
    notes: bool = False
    quoted: bool = False
    statement: bool = False
    titled: bool = False
    ruled: bool = False  # the rule above footnotes has just been passed
    outer: tuple[int, str | None] | None = None  # unit and voice of the first organ, around drafts of another's


class Walk:
    """Gives each block its item, in order; `enacted` tells whether there is an enacting formula or a statement."""

    def __init__(self, text: str, blocks: Sequence[Block], known: Vocabulary) -> None:
        self.text, self.known = text, known
        self.blocks = blocks
        self.state = _State()
        self.items: list[Item] = []
        self.adopter: str | None = None  # the organ that the line of adoption names
        self.enacted = any(self._enacts(block) for block in blocks)

    def _enacts(self, block: Block) -> bool:
        start, end = block.pieces[0]
        head = self.text[start : min(end, start + 240)].strip()
        if head[:1] not in '“"T«':
            return False
        return bool(structure.formula(head) or _ENACTED.match(head) or _SPEAKS.match(head))

    def run(self) -> list[Item]:
        """The items of all blocks; the parts of a paragraph that pages cut are one item."""
        waiting: list[tuple[int, int]] = []  # a label that stands on a line of its own
        for block in self.blocks:
            words = compose(self.text, waiting + block.pieces, self.known)
            waiting = []
            if not words.text:
                continue
            if furniture.is_rule(words.text):
                self.state.notes = self.state.ruled = True
                continue
            if block.style is None and self.state.part != "front" and _LABEL_ALONE.fullmatch(words.text):
                waiting = block.pieces
                continue
            before = self._last(block)
            if block.style == "table" and self.state.part != "front":
                self._table(words)
                continue
            if before is not None and self._continues(before, words, block):
                before.words = _glue(self.text, block, before.words, words, self.known)
                continue
            item = self._placed(self._item(words, block))
            if not item.words.text:  # nothing but a label or a quotation mark
                item.words, item.sign, item.label, item.number = words, "none", None, None
            self.items.append(item)
        if waiting:
            self.items.append(self._placed(Item(compose(self.text, waiting, self.known), "back")))
        return self.items

    def _table(self, words: Words) -> None:
        """Rows of one table are one item, set apart from the paragraphs."""
        if self.items and self.items[-1].style == "table":
            self.items[-1].words = _together(self.items[-1].words, words, " ")
        else:
            self.items.append(self._placed(Item(words, "back", style="table")))

    def _last(self, block: Block) -> Item | None:
        """The item that a block may go on with: the last of the text proper, or the last note."""
        for item in reversed(self.items):
            if block.note or item.part != "footnote":
                return item
        return None

    def _continues(self, item: Item, words: Words, block: Block) -> bool:
        """Whether the words go on with a paragraph that a page's end cut in two."""
        before, text = item.words.text, words.text
        if block.goes_on:
            return item.part == "footnote" if block.note else item.part not in ("title", "heading")
        if item.part not in ("preamble", "operative", "annex") or item.formula or len(before) < 40:
            return False
        if block.style not in (None, "block"):
            return False
        if block.note or not structure.unfinished(before) or structure.sign_of(text)[0] != "none":
            return False
        if structure.formula(text) or structure.is_back(text) or structure.note_label(text, False):
            return False
        if text[0].islower():
            return True
        return (
            (structure.dangling(before) or block.gap > 1)
            and opening(text)[0] is None
            and (len(text) > 20 or text[-1] in ";,.")
        )

    def _placed(self, item: Item) -> Item:
        state = self.state
        if item.part not in ("front", "title"):
            item.unit, item.annex, item.section, item.voice = (
                max(0, state.unit),
                state.annex,
                state.section,
                state.voice,
            )
        return item

    def _item(self, words: Words, block: Block) -> Item:
        state, text = self.state, words.text
        if block.style == "note":
            return self._note(words, structure.note_label(text, True, True))
        organ = structure.formula(text)
        if organ and (state.annex == 0 or self._titled_anew()):
            return self._enact(words, organ)
        if structure.is_annex(text) and state.part != "front":
            state.annex, state.part, state.section = state.annex + 1, "annex", None
            return Item(words, "heading")
        if state.part == "front":
            begun = self._front(words, block)
            if begun is not None:
                return begun
        return self._body(words, block)

    def _titled_anew(self) -> bool:
        """Whether the number of another resolution stands just before: the formula is no annexed declaration's."""
        return any(structure.is_title(item.words.text) for item in self.items[-2:])

    def _enact(self, words: Words, organ: str) -> Item:
        state = self.state
        state.quoted = words.text[0] in '“"'
        if self.items and self.items[-1].part == "front" and re.match("“.", self.items[-1].words.text):
            self.items[-1].part, self.items[-1].words = "title", self.items[-1].words.cut(1)
        for item in self.items[-3:]:
            if item.part == "back" and structure.is_heading(item.words.text) and not structure.is_back(item.words.text):
                item.part = "heading"
        letter = state.section if state.section and len(state.section) == 1 else None
        self._begin("preamble", organ_id(organ))
        return Item(words.cut(1) if state.quoted else words, "preamble", formula=True, letter=letter)

    def _begin(self, part: str, voice: str | None) -> None:
        state = self.state
        state.part, state.voice, state.notes = part, voice, False
        state.unit, state.annex, state.section = state.unit + 1, 0, None
        if state.outer is None or state.outer[1] == voice:
            state.outer = (state.unit, voice)

    def _front(self, words: Words, block: Block) -> Item | None:
        """An item of the front matter, or None where the block begins the text proper."""
        state, text = self.state, words.text
        if _SPEAKS.match(text) and len(text) > 30:
            self._begin("operative", "security-council")
            state.quoted = state.statement = True
            return None
        enacted = _ENACTED.match(text)
        if enacted and len(text) > 100 and opening(text[enacted.end() :])[0]:
            part = opening(text[enacted.end() :])[1] or "operative"
            self._begin(part, organ_id(enacted[1]))
            return Item(words, state.part, opening=opening(text[enacted.end() :])[0])  # type: ignore[arg-type]
        if len(text) == 1 and text.isupper():
            state.section = text
        decided = _DECIDED.match(text) if state.titled else None
        if decided:
            self._begin("operative", organ_id(decided[1]))
            return Item(words, "operative", opening="decide")
        if structure.is_title(text):
            state.titled = True
            return Item(words, "title")
        if note := structure.note_label(text, False):
            return self._note(words, note) if block.note else Item(words, "front")
        adopter = _ADOPTED_BY.search(text) if len(text) < 400 else None
        if adopter and self.adopter is None:
            self.adopter = organ_id(adopter[1])
        if self._begins_bare(text):
            return None
        return Item(words, "front")

    def _begins_bare(self, text: str) -> bool:
        """Whether the text proper begins here though no organ's formula stands before it."""
        if self.enacted and not (self.state.titled and opening(text)[0] and text[-1:] in ",;"):
            return False
        if self.state.titled or self.adopter:
            if opening(text)[0] is None or len(text) < 30:
                return False
            self._begin("preamble", self.adopter)
            return True
        numbered = structure.sign_of(text)[0] == "number" and len(text) > 40
        if numbered or (len(text) > 220 and text.rstrip('”"')[-1:] in ".:;"):
            self._begin("operative", None)
            return True
        return False

    def _note(self, words: Words, label: re.Match[str] | None) -> Item:
        self.state.notes = True
        if label is None:
            return Item(words, "footnote")
        mark = "".join(str(SUPERSCRIPTS.index(c)) if c in SUPERSCRIPTS else c for c in label["label"])
        return Item(words.cut(label.end()), "footnote", "none", label["label"], mark.strip("/ "))

    def _body(self, words: Words, block: Block) -> Item:
        state, text = self.state, words.text
        late = state.part == "back" or block.note or state.ruled or not self.enacted
        note = structure.note_label(text, state.notes, late=late)
        if note:
            return self._note(words, note)
        state.ruled = False
        sign, label, digits, at = structure.sign_of(text)
        if structure.is_back(text) or state.part == "back":
            if not (sign == "number" and opening(text[at:])[1] == "operative"):
                return self._closing(words)
            state.part = "operative"
        if sign == "none" or block.style == "heading":
            return self._unlabelled(words, block)
        if state.part == "preamble" and sign == "number":
            state.part = "operative"
        verb, part = opening(text[at:].lstrip('“"… '))
        if state.part == "preamble" and part == "operative" and not self._chapeau():
            state.part = "operative"
        return Item(self._unquoted(words.cut(at)), state.part, sign, label, digits, verb)  # type: ignore[arg-type]

    def _closing(self, words: Words) -> Item:
        """What follows the last paragraph belongs to the organ that adopted, whatever draft stood before."""
        state = self.state
        if state.part != "back" and state.outer:
            state.unit, state.voice = state.outer
        found = structure.section(words.text) if state.part == "back" else None
        state.part = "back"
        if found and len(found[1]) == 1 and not found[2]:
            state.section = found[1]
            return Item(words, "heading", "none", found[0], found[1])
        return Item(words, "back")

    def _chapeau(self) -> bool:
        """Whether the paragraph above, past the list's own items, introduces a list."""
        above = next((item for item in reversed(self.items) if item.sign == "none"), None)
        return above is not None and above.words.text.endswith(":")

    def _unlabelled(self, words: Words, block: Block) -> Item:
        state, text = self.state, words.text
        found = structure.section(text)
        if found:
            label, state.section, rest = found
            return Item(words.cut(len(text) - len(rest)) if rest else words, "heading", "none", label, state.section)
        if block.style == "heading" or (structure.is_heading(text) and not state.statement):
            return Item(words, "heading")
        words = self._unquoted(words)
        verb, part = opening(words.text)
        if state.part == "preamble" and part == "operative":
            state.part = "operative"
        return Item(words, state.part, opening=verb)  # type: ignore[arg-type]

    def _unquoted(self, words: Words) -> Words:
        """The words without the marks that open each paragraph of a quoted draft and close its last."""
        if not self.state.quoted:
            return words
        if words.text[:1] in ("“", '"') and words.text.count("“") != words.text.count("”"):
            words = words.cut(1)
        if words.text[-1:] in ("”", '"') and words.text.count("“") < words.text.count("”"):
            words = words.cut(0, len(words.text) - 1)
        return words


def _glue(text: str, block: Block, first: Words, second: Words, known: Vocabulary) -> Words:
    """Two stretches of one paragraph, with a blank between them, or with the hyphen of a line's end undone."""
    if not first.text.endswith("-"):
        return _together(first, second, " ")
    begun = max(0, first.end - 40)
    whole = compose(text, [(begun, first.end), block.pieces[0]], known).text
    if f"{first.text[-6:]}{second.text[:4]}" not in whole:
        first = first.cut(0, len(first.text) - 1)
    return _together(first, second, "")


def _together(first: Words, second: Words, between: str) -> Words:
    shift = len(first.text) + len(between)
    runs = [*first.runs, *([(shift - 1, first.end)] if between else [])]
    runs += [(at + shift, where) for at, where in second.runs]
    marks = [*first.marks, *(type(mark)(mark.at + shift, mark.number) for mark in second.marks)]
    return Words(first.text + between + second.text, runs, marks, first.start, second.end)
