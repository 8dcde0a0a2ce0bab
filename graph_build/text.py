"""The text of a document and where its lines lie, whatever its format."""

from __future__ import annotations

import re

from graph_build import text_docx, text_markup, text_pdf
from graph_build.bounds import MAX_CHARACTERS, within
from graph_build.errors import DocumentError
from graph_build.model import Document, Line, Pages

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FOREIGN = {"application/msword": "a Word 97 file", "application/rtf": "a Rich Text file"}
_LINE = re.compile(r"[^\n\f]*[^\s][^\n\f]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_NEWLINES = re.compile(r"\r\n?|\x0b|\x85|\u2028|\u2029")


def extract(document: Document) -> Pages:
    """The text of a document; raises DocumentError where there is none to read."""
    if not document.data.strip(b"\x00 \t\r\n\f"):
        raise DocumentError(document.file, "an empty file", "a document with text", "check how it was saved")
    kind = document.media_type
    if kind in _FOREIGN:
        raise DocumentError(
            document.file, _FOREIGN[kind], "PDF, DOCX, HTML, Akoma Ntoso XML or plain text", "convert it"
        )
    if kind == "application/pdf":
        pages = text_pdf.extract(document)
    elif kind == DOCX:
        pages = text_docx.extract(document)
    elif kind in ("text/html", "application/xml"):
        pages = text_markup.extract(document)
    else:
        pages = of_text(decode(document))
        within(document.file, len(pages.text), len(pages.lines))
    if not pages.lines:
        raise DocumentError(document.file, "no text in it", "a document with text", "a scan needs recognition first")
    return pages


def decode(document: Document) -> str:
    """The characters of a plain text: UTF-8, UTF-16 with its mark, else Windows-1252; line ends become line feeds."""
    data = document.data
    if len(data) > 4 * MAX_CHARACTERS:
        raise DocumentError(document.file, f"{len(data)} bytes of text", f"at most {4 * MAX_CHARACTERS}", "split it")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    within(document.file, len(text))
    if len(_CONTROL.findall(text[:4096])) > len(text[:4096]) / 10:
        raise DocumentError(document.file, "bytes that are no text", "plain text, PDF, DOCX, HTML or Akoma Ntoso XML")
    return _NEWLINES.sub("\n", _CONTROL.sub(" ", text))


def of_text(text: str) -> Pages:
    """The lines of a plain text that hold more than blanks; a form feed begins a new page."""
    lines, page, at = [], 1, 0
    for found in _LINE.finditer(text):
        page += text.count("\f", at, found.start())
        at = found.start()
        lines.append(Line(start=found.start(), end=found.end(), page=page))
    return Pages(text=text, lines=tuple(lines))
