"""Where documents come from: a file, or standard input, as bytes with their kind told by content."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from graph_build.bounds import MAX_BYTES
from graph_build.errors import DocumentError
from graph_build.model import Document

_ZIP, _PDF, _OLE, _RTF = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML_SIGNS = (b"<!doctype html", b"<html", b"<body", b"<head>", b"<head ", b"<div", b"<p>", b"<p ")
_READABLE = {".txt", ".text", ".md", ".pdf", ".docx", ".html", ".htm", ".xhtml", ".xml", ".akn"}


def load(where: str) -> Document:
    """The document at a path, or on standard input where `where` is "-"; raises DocumentError."""
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if where == "-" else _bytes(Path(where))
    if len(data) > MAX_BYTES:
        raise DocumentError(where, f"more than {MAX_BYTES} bytes", "one document of the United Nations", "split it")
    return Document(file=where, data=data, media_type=media_type(data), sha256=hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    expected = "a file that can be read"
    try:
        if path.is_dir():
            kinds = "a text, PDF, DOCX, HTML or XML file"
            raise DocumentError(str(path), "a folder without documents", kinds, "name a file, or a folder of them")
        if path.exists() and not path.is_file():
            raise DocumentError(str(path), "neither a file nor a folder", expected)
        if path.stat().st_size > MAX_BYTES:
            raise DocumentError(str(path), f"{path.stat().st_size} bytes", f"at most {MAX_BYTES}", "split it")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise DocumentError(str(path), f"cannot be read: {reason}", expected, "check the path") from error


def media_type(data: bytes) -> str:
    """What the bytes are by their content: PDF, DOCX, XML (Akoma Ntoso), HTML, RTF, Word 97, else plain text."""
    if _PDF in data[:1024]:
        return "application/pdf"
    for sign, kind in ((_ZIP, _DOCX), (_OLE, "application/msword"), (_RTF, "application/rtf")):
        if data.startswith(sign):
            return kind
    head = _plain_head(data).lower()
    if head.startswith(b"<?xml") or b"<akomantoso" in head or b":akomantoso" in head:
        return "text/html" if b"<html" in head and b"akomantoso" not in head else "application/xml"
    if head.startswith(b"<") and any(sign in head for sign in _HTML_SIGNS):
        return "text/html"
    return "text/plain"


def _plain_head(data: bytes) -> bytes:
    """The first bytes as ASCII-compatible ones, without byte order mark, leading blanks and UTF-16's zero bytes."""
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def expand(wheres: Iterable[str]) -> Iterator[str]:
    """Every document named, in the order given: files as they are, folders and patterns as sorted paths, "-" once.

    A folder without documents and a pattern that meets nothing are handed on as they stand, so that `load` says so.
    """
    for where in wheres:
        if where == "-":
            yield where
        elif os.path.isdir(where):
            yield from _inside(where) or [where]
        elif not os.path.exists(where) and glob.has_magic(where):
            yield from sorted(found for found in glob.glob(where, recursive=True) if os.path.isfile(found)) or [where]
        else:
            yield where


def _inside(folder: str) -> list[str]:
    """Paths of the readable files under a folder, sorted; hidden files and folders are passed over."""
    found: list[str] = []
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(root, name) for name in files if _wanted(name)]
    return sorted(found)


def _wanted(name: str) -> bool:
    return not name.startswith(".") and os.path.splitext(name)[1].lower() in _READABLE
