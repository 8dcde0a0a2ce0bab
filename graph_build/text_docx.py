"""The text of a DOCX (Office Open XML, ECMA-376), paragraph by paragraph, with its automatic numbers and footnotes.

The parts are read straight from the archive, each within a bound, so that an archive that unpacks to more than any
document holds, or lies about its size, ends in an error.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from graph_build.bounds import within_tags
from graph_build.errors import DocumentError
from graph_build.model import Document, Pages
from graph_build.sheet import Sheet, counted, raised

#: Bytes that one part of the archive may unpack to.
MAX_PART = 64 * 1024 * 1024

#: Styles that are based on one another, as far as they are followed.
_CHAIN = 50

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
        within_tags(self.file, data)
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
        self.notes = {_W + f"{name}Reference": _notes(archive, name) for name in ("footnote", "endnote")}
        self.called = 0

    def blocks(self, root: Any, front: bool = False) -> None:
        """Write every paragraph under `root`; those in the rows of a table of the body are marked as such.

        A paragraph whose end was deleted while changes were tracked runs on in the next one.
        """
        rows: dict[Any, list[str]] = {}
        begun = ""
        for paragraph in _paragraphs(root):
            row = next(paragraph.iterancestors(_W + "tr"), None)
            text = begun + self._words(paragraph)
            begun = ""
            if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
                begun = self.numbering.label(paragraph) + text if text.strip() else ""
                continue
            if row is None or front or not self.sheet.lines[14:]:
                self._flush(rows)
                self.sheet.write(self.numbering.label(paragraph) + text, _style(paragraph))
            else:
                if row not in rows:
                    self._flush(rows)
                rows.setdefault(row, []).append(text)
        self._flush(rows)
        self.sheet.write(begun)

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
            elif tag in (_W + "footnoteReference", _W + "endnoteReference"):
                own = "".join(run.itertext(_W + "t")) if element.get(_W + "customMarkFollows") else ""
                out.append(self._call(tag, element.get(_W + "id") or "", own))
                if own:
                    break
        text = "".join(out)
        place = run.find(f"{_W}rPr/{_W}vertAlign")
        return raised(text) if place is not None and place.get(_W + "val") == "superscript" else text

    def _call(self, tag: str, key: str, own: str) -> str:
        """The call of a note, by its own mark ("*") where it has one; the note is kept for the end."""
        note = self.notes[tag].get(key)
        if not own:
            self.called += 1
        mark = own.strip() or str(self.called)
        if note is None:
            return ""
        self.sheet.note(mark, self._note_words(note, own.strip()))
        return raised(mark)

    def _note_words(self, note: Any, own: str) -> str:
        texts = " ".join(self._words(paragraph) for paragraph in note.iter(_W + "p")).strip()
        return texts.removeprefix(own).strip()


def _paragraphs(root: Any) -> Iterator[Any]:
    """Every paragraph, once: what is kept beside it for older word processors is the same again."""
    walk = etree.iterwalk(root, events=("start",), tag=(_W + "p", _FALLBACK))
    for _, element in walk:
        if element.tag == _FALLBACK:
            walk.skip_subtree()
        else:
            yield element


def _notes(archive: _Archive, name: str) -> dict[str, Any]:
    root = archive.xml(f"word/{name}s.xml")
    if root is None:
        return {}
    return {note.get(_W + "id"): note for note in root.iter(_W + name) if note.get(_W + "type") is None}


def _style(paragraph: Any) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = style is not None and _HEADING.match(style.get(_W + "val") or "")
    outlined = paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None
    return "heading" if named or outlined else "block"


class _Numbering:
    """Labels of automatically numbered paragraphs (ECMA-376 part 1, 17.9), by themselves or by their style.

    Lists that share a description count on from one another, but where one says that it begins anew.
    """

    def __init__(self, archive: _Archive) -> None:
        self.lists: dict[str, str] = {}  # the description of each list
        self.levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.anew: dict[tuple[str, int], int] = {}  # where a list begins with a number of its own
        self.counts: dict[tuple[str, int], int] = {}
        self.styles = _numbered_styles(archive)
        root = archive.xml("word/numbering.xml")
        if root is None:
            return
        for described in root.iter(_W + "abstractNum"):
            self._describe(described.get(_W + "abstractNumId") or "", described)
        for number in root.iter(_W + "num"):
            key, reference = number.get(_W + "numId") or "", number.find(_W + "abstractNumId")
            self.lists[key] = (reference.get(_W + "val") or "") if reference is not None else ""
            for level in number.iter(_W + "lvlOverride"):
                start = _value(level.find(_W + "startOverride"))
                if start is not None:
                    self.anew[key, _digits(level.get(_W + "ilvl"), 0)] = _digits(start, 1)

    def _describe(self, key: str, described: Any) -> None:
        for level in described.iter(_W + "lvl"):
            form, text, start = (_value(level.find(_W + name)) or "" for name in ("numFmt", "lvlText", "start"))
            self.levels[key, _digits(level.get(_W + "ilvl"), 0)] = (form, text, _digits(start, 1))

    def label(self, paragraph: Any) -> str:
        """The label that a word processor would show before the paragraph, with a blank; empty where none."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        styled = self.styles.get(_value(paragraph.find(f"{_W}pPr/{_W}pStyle")) or "", (None, None))
        number = (_value(own.find(_W + "numId")) if own is not None else None) or styled[0]
        depth = (_value(own.find(_W + "ilvl")) if own is not None else None) or styled[1]
        key, level = self.lists.get(number or "", ""), _digits(depth, 0)
        if number is None or (key, level) not in self.levels:
            return ""
        form, text, start = self.levels[key, level]
        begin = self.anew.pop((number, level), None)
        self.counts[key, level] = self.counts.get((key, level), start - 1) + 1 if begin is None else begin
        for deeper in [known for known in self.counts if known[0] == key and known[1] > level]:
            del self.counts[deeper]
        if form == "bullet":
            return "• "
        shown = self._filled(key, text)
        return shown + " " if form != "none" and shown else ""

    def _filled(self, key: str, text: str) -> str:
        def shown(found: re.Match[str]) -> str:
            level = int(found[1]) - 1
            form, _, start = self.levels.get((key, level), ("decimal", "", 1))
            return counted(self.counts.get((key, level), start), form)

        return re.sub(r"%([1-9])", shown, text)


def _value(element: Any) -> str | None:
    return element.get(_W + "val") if element is not None else None


def _digits(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else otherwise


def _numbered_styles(archive: _Archive) -> dict[str, tuple[str | None, str | None]]:
    """The list and the level that a style gives its paragraphs, from itself or what it is based on."""
    root = archive.xml("word/styles.xml")
    styles = {each.get(_W + "styleId") or "": each for each in root.iter(_W + "style")} if root is not None else {}
    found: dict[str, tuple[str | None, str | None]] = {}
    for name in styles:
        chain: list[str] = []  # the styles whose answer this one waits for, itself first
        at = name
        while at in styles and at not in found and at not in chain[:_CHAIN] and len(chain) < _CHAIN:
            chain.append(at)
            at = _value(styles[at].find(_W + "basedOn")) or ""
        number, level = found.get(at, (None, None))
        for each in reversed(chain):
            given = styles[each].find(f"{_W}pPr/{_W}numPr")
            if given is not None:
                number = _value(given.find(_W + "numId")) or number
                level = _value(given.find(_W + "ilvl")) or level
            found[each] = (number, level)
    return found
