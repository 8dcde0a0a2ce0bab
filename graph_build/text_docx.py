"""The text of a DOCX (Office Open XML, ECMA-376), paragraph by paragraph, with its automatic numbers and footnotes.

The parts are read straight from the archive, each within a bound, so that an archive that unpacks to more than any
document holds, or lies about its size, ends in an error.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from graph_build.errors import DocumentError
from graph_build.model import Document, Pages
from graph_build.sheet import Sheet, counted, raised

#: Bytes that one part of the archive may unpack to.
MAX_PART = 64 * 1024 * 1024

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(r"Heading\d|Title|Subtitle|_*\s*H_?\s?(?:Ch|\d)|TitleH", re.I)
_SKIPPED = frozenset(
    (_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _FALLBACK, _W + "pict", _W + "rPr")
)


def extract(document: Document) -> Pages:
    """The blocks of a DOCX: the first page's header, the body, then the footnotes; raises DocumentError."""
    archive = _Archive(document)
    body = archive.xml("word/document.xml")
    if body is None:
        raise DocumentError(document.file, "an archive that is no DOCX", "word/document.xml in it", "save it as DOCX")
    reader = _Reader(archive, Sheet(document.file))
    for header in _first_headers(body, archive):
        reader.blocks(header, front=True)
    reader.blocks(body)
    return reader.sheet.pages()


class _Archive:
    """The parts of a DOCX, parsed on demand."""

    def __init__(self, document: Document) -> None:
        self.file = document.file
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(document.data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise self._broken(str(error)) from error
        self.names = set(self.zip.namelist())

    def _broken(self, why: str) -> DocumentError:
        return DocumentError(self.file, f"a damaged DOCX: {why}", "a DOCX that opens", "save it anew")

    def xml(self, name: str) -> Any:
        """The root element of a part, None where the archive has none of that name."""
        if name not in self.names:
            return None
        try:
            with self.zip.open(name) as part:
                data = part.read(MAX_PART + 1)
        except RuntimeError as error:
            raise DocumentError(self.file, "an encrypted DOCX", "one without a password", "save it without") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise self._broken(str(error)) from error
        if len(data) > MAX_PART:
            raise DocumentError(self.file, f"{name} unpacks to more than {MAX_PART} bytes", "one document", "split it")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken(f"{name}: {error}") from error


def _first_headers(body: Any, archive: _Archive) -> list[Any]:
    """The header of the first page, where the masthead may stand."""
    relations = archive.xml("word/_rels/document.xml.rels")
    if relations is None or body.find(f".//{_W}titlePg") is None:
        return []
    targets = {row.get("Id"): row.get("Target") for row in relations if isinstance(row.tag, str)}
    found = []
    for reference in body.iter(_W + "headerReference"):
        target = targets.get(reference.get(_R + "id"))
        if reference.get(_W + "type") == "first" and target:
            part = archive.xml(f"word/{target.lstrip('/').removeprefix('word/')}")
            found += [part] if part is not None else []
    return found[:1]


class _Reader:
    """Puts down the paragraphs of a part, with automatic numbers counted along."""

    def __init__(self, archive: _Archive, sheet: Sheet) -> None:
        self.sheet = sheet
        self.numbering = _Numbering(archive)
        self.footnotes = _notes(archive)
        self.called = 0

    def blocks(self, root: Any, front: bool = False) -> None:
        """Write every paragraph under `root`; those in the rows of a table of the body are marked as such."""
        rows: dict[Any, list[str]] = {}
        for paragraph in root.iter(_W + "p"):
            row = next(paragraph.iterancestors(_W + "tr"), None)
            text = self._words(paragraph)
            if row is None or front or not self.sheet.lines[14:]:
                self._flush(rows)
                self.sheet.write(self.numbering.label(paragraph) + text, _style(paragraph))
            else:
                if row not in rows:
                    self._flush(rows)
                rows.setdefault(row, []).append(text)
        self._flush(rows)

    def _flush(self, rows: dict[Any, list[str]]) -> None:
        for texts in rows.values():
            self.sheet.write(" ".join(texts), "table")
        rows.clear()

    def _words(self, paragraph: Any) -> str:
        out: list[str] = []
        stack = list(reversed(paragraph))
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in _SKIPPED or not isinstance(tag, str) or tag == _W + "p":
                continue
            if tag == _W + "r":
                out.append(self._run(element))
                continue
            stack.extend(reversed(element))
        return "".join(out)

    def _run(self, run: Any) -> str:
        out: list[str] = []
        for element in run:
            tag = element.tag
            if tag == _W + "t":
                out.append(element.text or "")
            elif tag in (_W + "tab", _W + "br", _W + "cr"):
                out.append(" ")
            elif tag == _W + "noBreakHyphen":
                out.append("-")
            elif tag == _W + "footnoteReference":
                out.append(self._call(element.get(_W + "id") or ""))
        text = "".join(out)
        place = run.find(f"{_W}rPr/{_W}vertAlign")
        return raised(text) if place is not None and place.get(_W + "val") == "superscript" else text

    def _call(self, key: str) -> str:
        self.called += 1
        note = self.footnotes.get(key)
        if note is None:
            return ""
        self.sheet.note(str(self.called), self._note_words(note))
        return raised(str(self.called))

    def _note_words(self, note: Any) -> str:
        return " ".join(
            "".join(part.text or "" if part.tag == _W + "t" else " " for part in paragraph.iter(_W + "t", _W + "tab"))
            for paragraph in note.iter(_W + "p")
        ).strip()


def _notes(archive: _Archive) -> dict[str, Any]:
    root = archive.xml("word/footnotes.xml")
    if root is None:
        return {}
    return {note.get(_W + "id"): note for note in root.iter(_W + "footnote") if note.get(_W + "type") is None}


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = style is not None and _HEADING.match(style.get(_W + "val") or "")
    outlined = paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None
    return "heading" if named or outlined else "block"


class _Numbering:
    """Labels of automatically numbered paragraphs (ECMA-376 part 1, 17.9)."""

    def __init__(self, archive: _Archive) -> None:
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[tuple[str, int], int] = {}
        root = archive.xml("word/numbering.xml")
        if root is None:
            return
        abstract = {item.get(_W + "abstractNumId"): item for item in root.iter(_W + "abstractNum")}
        for number in root.iter(_W + "num"):
            reference = number.find(_W + "abstractNumId")
            described = abstract.get(reference.get(_W + "val")) if reference is not None else None
            if described is not None:
                self._describe(number.get(_W + "numId") or "", described)

    def _describe(self, key: str, described: Any) -> None:
        for level in described.iter(_W + "lvl"):
            values = {name: level.find(_W + name) for name in ("numFmt", "lvlText", "start")}
            form, text, start = (item.get(_W + "val") or "" if item is not None else "" for item in values.values())
            depth = level.get(_W + "ilvl") or "0"
            if depth.isdigit():
                self.levels[key, int(depth)] = (form, text, int(start) if start.isdigit() and len(start) < 6 else 1)

    def label(self, paragraph: Any) -> str:
        """The label that a word processor would show before the paragraph, with a blank; empty where none."""
        place = paragraph.find(f"{_W}pPr/{_W}numPr")
        if place is None:
            return ""
        key, depth = (place.find(_W + name) for name in ("numId", "ilvl"))
        number = key.get(_W + "val") if key is not None else ""
        value = depth.get(_W + "val") or "0" if depth is not None else "0"
        level = int(value) if value.isdigit() and len(value) < 3 else 0
        if (number, level) not in self.levels:
            return ""
        form, text, start = self.levels[number, level]
        self.counts[number, level] = self.counts.get((number, level), start - 1) + 1
        for deeper in [known for known in self.counts if known[0] == number and known[1] > level]:
            del self.counts[deeper]
        if form == "bullet":
            return "• "
        return self._filled(number, text) + " " if form != "none" else ""

    def _filled(self, number: str, text: str) -> str:
        def shown(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            form, _, start = self.levels.get((number, level), ("decimal", "", 1))
            return counted(self.counts.get((number, level), start), form)

        return re.sub(r"%([1-9])", shown, text)
