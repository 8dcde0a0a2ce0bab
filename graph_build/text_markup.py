"""The text of HTML and of Akoma Ntoso XML (OASIS LegalDocML 1.0), block by block.

Numbers that a format keeps apart (`num`, ordered lists) are written before their block's words; notes kept inside a
paragraph (`authorialNote`), or called from it (`noteRef`), become their call in the text and a block at the end. Of
Akoma Ntoso as the United Nations use it (AKN4UN, https://unsceb-hlcm.github.io), a `documentRef` into the same file
stands for the component that it names, and a `crossHeading` that refers to #preamble is a paragraph of the preamble.
Nothing is fetched and no entity resolved.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from graph_build.bounds import within_tags
from graph_build.errors import DocumentError
from graph_build.model import Document, Pages
from graph_build.sheet import Sheet, counted, raised

_SKIPPED = frozenset(
    "script style head meta title noscript template svg math nav button select option iframe object".split()
)
_BLOCKS = frozenset(
    """p div li dt dd td th tr table caption h1 h2 h3 h4 h5 h6 blockquote pre section article main header footer address
    center ul ol dl figure figcaption body hr tbody thead
    block blockContainer item list heading subheading content intro wrapUp wrap recital recitals preamble preface
    conclusions mainBody paragraph subparagraph clause subclause point indent alinea longTitle formula
    container tocItem listIntroduction listConclusion listWrapUp crossHeading interstitial signature attachment annex
    chapter part hcontainer citation citations debateSection statement doc attachments component collectionBody
    documentCollection embeddedStructure quotedStructure blockList tblock division title book tome subsection subpart
    level rule sublist subtitle subchapter proviso transitional act""".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 heading subheading crossHeading".split())
_AKN_SKIPPED = frozenset(("meta", "components"))
#: What heads an annex, apart from its title.
_ANNEX = re.compile(r"\s*(?:Annex|Appendix|Enclosure|Attachment)(?:\s+[IVX\d]+)?\s*\Z", re.IGNORECASE)
_INSIDE = ("content", "intro", "list", "p")  # between a heading that runs in and its words
_APART = ("components", "notes")
_DEPTH = 20  # components within components that references are followed into
_IDS = ("eId", "id", "wId")
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}


def extract(document: Document) -> Pages:
    """The blocks of an HTML or XML document; raises DocumentError where it cannot be parsed."""
    root = _root(document)
    sheet = Sheet(document.file)
    _Reader(sheet, akn=_name(root) == "akomaNtoso").read(root)
    return sheet.pages()


def _root(document: Document) -> Any:
    html = document.media_type == "text/html"
    within_tags(document.file, document.data)
    parser: Any
    if html:
        parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding=_encoding(document.data))
    else:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(document.data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        kind = "HTML" if html else "XML"
        raise DocumentError(document.file, f"broken {kind}: {error}", f"well-formed {kind}", "save it anew") from error
    if root is None:
        raise DocumentError(document.file, "no element in it", "a document with text", "check how it was saved")
    return root


def _encoding(data: bytes) -> str | None:
    """UTF-8 where the bytes are, else what the document says of itself."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


class _Reader:
    """Walks the elements and puts down a block wherever one ends or another begins inside it."""

    def __init__(self, sheet: Sheet, akn: bool) -> None:
        self.sheet, self.akn = sheet, akn
        self.words: list[str] = []
        self.styles: list[str] = []
        self.lists: list[list[Any]] = []  # [form, count] of each open list
        self.tables = 0
        self.depth = 0
        self.headed = False  # a heading that runs in has just ended
        self.parts: dict[str, Any] = {}  # components and notes that stand apart, by id; each is read once

    def read(self, root: Any) -> None:
        """Read all elements under `root`; each block is on the sheet afterwards."""
        if self.akn:
            apart = [each for place in root.iter() if _name(place) in _APART for each in place]
            self.parts = {key: each for each in apart for name in _IDS if (key := each.get(name))}
        self._walk(root)
        while rest := next((key for key, each in self.parts.items() if _name(each) == "component"), None):
            self._walk(self.parts.pop(rest))  # named by no reference

    def _walk(self, root: Any) -> None:
        skipping: Any = None
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if skipping is not None:
                if event == "end" and element is skipping:
                    skipping = None
                    self.words.append(element.tail or "")
                continue
            if event == "start":
                if self._passes_over(element):
                    skipping = element
                else:
                    self._start(element)
            else:
                self._end(element)
        self._flush()

    def _passes_over(self, element: Any) -> bool:
        name = _name(element)
        if not name or name in (_AKN_SKIPPED if self.akn else _SKIPPED):
            return True
        if self.akn and name in ("authorialNote", "noteRef"):
            note = element if name == "authorialNote" else self._part(element)
            number = element.get("marker") or str(len(self.sheet.notes) + 1)
            self.words.append(raised(re.sub(r"\W", "", number) or "*"))
            if note is not None:
                self.sheet.note(number, " ".join("".join(note.itertext()).split()))
            return True
        if self.akn and name == "documentRef":
            part = self._part(element) if self.depth < _DEPTH else None
            if part is not None:
                self.depth += 1
                self._walk(part)
                self.depth -= 1
            return True
        if name in ("sup", "sub") and len(element) == 0:
            text = element.text or ""
            self.words.append(raised(text) if name == "sup" else text)
            return True
        return False

    def _part(self, reference: Any) -> Any:
        """The component or note of this file that a reference names, the first time; None for any other."""
        where = reference.get("src") or reference.get("href") or ""
        return self.parts.pop(where[1:], None) if where.startswith("#") else None

    def _runs_in(self, element: Any, name: str) -> bool:
        """Whether a heading stands at the beginning of its point's words: "(a) Education. …"."""
        parent = element.getparent()
        return name == "heading" and parent is not None and _name(parent) in ("point", "item", "indent")

    def _start(self, element: Any) -> None:
        name = _name(element)
        if name in _BLOCKS and not self._runs_in(element, name):
            if not (self.headed and name in _INSIDE):
                self._flush()
                self.headed = False
            elif name == "p":
                self.headed = False
            self._open(element, name)
        elif name == "br" or name == "eol":
            self.words.append(" ")
        elif name == "num":
            self._flush()
        elif name == "sup":
            self.words.append("")
        self.words.append(element.text or "")

    def _open(self, element: Any, name: str) -> None:
        if name in _HEADINGS:
            self.styles.append("block" if element.get("refersTo") == "#preamble" else "heading")
        if name == "table":
            self.tables += 1
        if name in ("ol", "ul"):
            start = element.get("start") or "1"
            form = _FORMS.get(element.get("type") or "1", "decimal") if name == "ol" else "bullet"
            self.lists.append([form, int(start) if start.isdigit() and len(start) < 6 else 1])
        if name == "li" and self.lists:
            self.words.append(_label(self.lists[-1]))

    def _end(self, element: Any) -> None:
        name = _name(element)
        if name == "num":
            self.words.append(" ")
        elif self._runs_in(element, name):
            self.words.append(" ")
            self.headed = True
            return
        elif self._ends(element, name):
            self._flush()
        if name in _HEADINGS and self.styles:
            self.styles.pop()
        if name == "table":
            self.tables = max(0, self.tables - 1)
        if name in ("ol", "ul") and self.lists:
            self.lists.pop()
        if element.tail:
            self.words.append(element.tail if name not in _BLOCKS else f" {element.tail}")

    def _ends(self, element: Any, name: str) -> bool:
        """Whether a block ends with the element: also with what heads an annex, before its title."""
        if name == "docType":
            return bool(_ANNEX.match("".join(self.words)))
        return name in _BLOCKS and not self._waits(element, name)

    def _waits(self, element: Any, name: str) -> bool:
        """Whether the cells of a table's row are still to come."""
        return name in ("td", "th") and element.getnext() is not None

    def _flush(self) -> None:
        text = "".join(self.words)
        if re.fullmatch(r"\s*(?:\(?\w{1,5}[.)]?|•)\s*", text) and self._labels(text):
            self.words = [text.strip(), " "]
            return
        style = "table" if self.tables else self.styles[-1] if self.styles else "block"
        self.sheet.write(text, style)
        self.words = []

    def _labels(self, text: str) -> bool:
        """Whether the words so far are but a number that waits for its block."""
        return not self.tables and bool(re.fullmatch(r"\d{1,3}\.|\([a-z]{1,5}\)|[IVXL]{1,6}\.|•", text.strip()))


def _label(opened: list[Any]) -> str:
    form, count = opened
    opened[1] = count + 1
    if form == "bullet":
        return "• "
    number = counted(count, form)
    return f"({number}) " if form.startswith("lower") else f"{number}. "
