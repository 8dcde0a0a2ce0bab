"""The text of a PDF with the place and size of every line, by pdfium.

Raised small figures become superscript characters, so that the calls of footnotes stand out of the text as they do on
the page; blanks that pdfium guesses inside words are left out.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from graph_build import text_pdf_guard, text_pdf_streams
from graph_build.bounds import MAX_PAGES, MAX_STREAM, within
from graph_build.errors import DocumentError
from graph_build.model import Document, Line, Pages

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: A line of print; pdfium writes the hyphen that ends one as U+FFFE (or U+0002) and no line break after it.
_PRINTED = re.compile(r"[^\r\n\ufffe\x02]*[^\s\ufffe\x02][^\r\n\ufffe\x02]*[\ufffe\x02]?")
#: Figures that may be raised; the parts of a document or job number are not, as wholes.
_FIGURES = re.compile(r"(?<!\d)\d{1,7}(?![\d/\-])")
_GUESSED = re.compile(r"(?<=[\w-]) (?=[\w-])")
_HYPHENS = {ord("\ufffe"): "-", ord("\x02"): "-", 0: " "}
#: A blank that pdfium guessed is one inside a word where the gap is under this share of the size of print.
_WORD_GAP = 0.17
#: Figures this much smaller than the print before them are raised ones.
_RAISED = 0.82


class _Segment(Struct):
    """A stretch of print on one baseline."""

    text: str
    left: float
    base: float
    size: float
    bold: bool
    last: int  # index of its last character


def extract(document: Document) -> Pages:
    """The text and lines of a PDF, page by page in the order of its content; raises DocumentError.

    `left` and `top` of a line are the start of its baseline in points from the left and the bottom of the page.
    """
    if text_pdf_streams.repeats(document.data):
        return text_pdf_guard.guarded(document.file, lambda: _extract(document))
    return _extract(document)


def _extract(document: Document) -> Pages:
    pdf = _open(document)
    try:
        count = len(pdf)
        if not 0 < count <= MAX_PAGES:
            raise DocumentError(document.file, f"a PDF of {count} pages", f"1 to {MAX_PAGES} pages", "split it")
        return _assemble(document.file, (_page(pdf, number) for number in range(count)))
    except pypdfium2.PdfiumError as error:
        raise DocumentError(document.file, f"a damaged PDF: {error}", "a PDF that opens", "save it anew") from error
    finally:
        pdf.close()


def _open(document: Document) -> pypdfium2.PdfDocument:
    if text_pdf_streams.swollen(document.data):
        raise DocumentError(
            document.file, f"a stream that unpacks to more than {MAX_STREAM} bytes", "pages of text", "print it anew"
        )
    try:
        return pypdfium2.PdfDocument(document.data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise DocumentError(
                document.file, "an encrypted PDF", "one without a password", "save it without"
            ) from error
        raise DocumentError(document.file, f"a damaged PDF: {error}", "a PDF that opens", "save it anew") from error


def _assemble(file: str, pages: Iterator[list[_Segment]]) -> Pages:
    parts: list[str] = []
    lines: list[Line] = []
    at = 0
    for number, segments in enumerate(pages, 1):
        if number > 1:
            parts.append("\f")
            at += 1
        for segment in segments:
            end = at + len(segment.text)
            lines.append(
                Line(
                    start=at, end=end, page=number, left=segment.left, top=segment.base, size=segment.size,
                    bold=segment.bold,
                )
            )  # fmt: skip
            parts += (segment.text, "\n")
            at = end + 1
        within(file, at, len(lines))
    return Pages(text="".join(parts), lines=tuple(lines))


def _page(pdf: pypdfium2.PdfDocument, number: int) -> list[_Segment]:
    page = pdf[number]
    try:
        textpage = page.get_textpage()
        try:
            return _Measure(textpage).segments()
        finally:
            textpage.close()
    finally:
        page.close()


class _Measure:
    """The characters of one page, measured where it matters: at the start of lines, at figures and at blanks."""

    def __init__(self, textpage: pypdfium2.PdfTextPage) -> None:
        self.raw = textpage.raw
        self.text: str = textpage.get_text_range()
        self.shifted = textpage.count_chars() != len(self.text)
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.x_ref, self.y_ref = ctypes.byref(self.x), ctypes.byref(self.y)

    def segments(self) -> list[_Segment]:
        found: list[_Segment] = []
        for line in _PRINTED.finditer(self.text):
            segment = self._segment(line.start(), line.end())
            if segment is None:
                continue
            if found and _is_call_of(found[-1], segment):
                before = found[-1]
                segment.text = f"{before.text.translate(_SUPERSCRIPTS)} {segment.text}"
                segment.left, found[-1] = before.left, segment
            elif found and self._goes_on(found[-1], segment):
                found[-1] = self._joined(found[-1], segment)
            else:
                found.append(segment)
        return found

    def _index(self, at: int) -> int:
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self.raw, at)) if self.shifted else at

    def _size(self, at: int) -> float:
        return float(pdfium.FPDFText_GetFontSize(self.raw, self._index(at)))

    def _origin(self, at: int) -> tuple[float, float]:
        pdfium.FPDFText_GetCharOrigin(self.raw, self._index(at), self.x_ref, self.y_ref)
        return self.x.value, self.y.value

    def _segment(self, start: int, end: int) -> _Segment | None:
        text = self.text[start:end]
        blank = len(text) - len(text.lstrip())
        start, text = start + blank, text.strip()
        left = self._origin(start)[0]
        size, base = self._print(start, text)
        bold = int(pdfium.FPDFText_GetFontWeight(self.raw, self._index(start))) >= 600
        cuts = [*self._raised(start, text, size, base), *self._guessed(start, text, size)]
        written = _rewrite(text, cuts).translate(_HYPHENS).strip()
        if not written:
            return None
        return _Segment(written, left, base, size, bold, start + len(text) - 1)

    def _print(self, start: int, text: str) -> tuple[float, float]:
        """Size and baseline of the first letter: a line may begin with a raised figure."""
        first = next((offset for offset, char in enumerate(text[:12]) if char.isalpha()), 0)
        return self._size(start + first), self._origin(start + first)[1]

    def _raised(self, start: int, text: str, size: float, base: float) -> Iterator[tuple[int, int, str]]:
        """Figures smaller than the print around them, as (start, end, superscripts) within the line."""
        for found in _FIGURES.finditer(text):
            low, high = found.span()
            if self._size(start + high - 1) > size * _RAISED or self._origin(start + high - 1)[1] < base + 0.05 * size:
                continue
            first = high - 1
            while first > low and self._size(start + first - 1) <= size * _RAISED:
                first -= 1
            if first == low and text[low - 1 : low] in ("/", ".", "-"):
                continue
            before = first - 1 if first and text[first - 1] == " " and first - 1 > 0 else first
            yield before, high, text[first:high].translate(_SUPERSCRIPTS)

    def _guessed(self, start: int, text: str, size: float) -> Iterator[tuple[int, int, str]]:
        """Blanks inside words that no blank of the document's stands for."""
        for found in _GUESSED.finditer(text):
            at = start + found.start()
            if pdfium.FPDFText_IsGenerated(self.raw, self._index(at)) != 1:
                continue
            if self._origin(at + 1)[0] - self._origin(at)[0] < size * _WORD_GAP:
                yield found.start(), found.end(), ""

    def _joined(self, before: _Segment, segment: _Segment) -> _Segment:
        raised = segment.text.isdigit() and segment.size <= before.size * _RAISED
        written = segment.text.translate(_SUPERSCRIPTS) if raised else segment.text
        joint = "" if raised or segment.text[0] in ",.;:)”" or before.text.endswith("-") else " "
        return _Segment(before.text + joint + written, before.left, before.base, before.size, before.bold, segment.last)

    def _goes_on(self, before: _Segment, segment: _Segment) -> bool:
        """Whether print goes on, on the same baseline, close behind what stands there."""
        raised = segment.text.isdigit() and segment.size <= before.size * _RAISED
        if segment.left <= before.left or not -1.0 <= segment.base - before.base <= (
            0.6 * before.size if raised else 1.0
        ):
            return False
        right = ctypes.c_double()
        ignored = ctypes.c_double()
        pdfium.FPDFText_GetCharBox(self.raw, self._index(before.last), ignored, right, ignored, ignored)
        return -3.0 < segment.left - right.value < (4.0 if raised else 14.0)


def _is_call_of(before: _Segment, segment: _Segment) -> bool:
    """Whether a segment is but the raised figure that stands before the words of a footnote."""
    return (
        before.text.isdigit()
        and before.size <= segment.size * _RAISED
        and 0 < before.base - segment.base < 0.6 * segment.size
        and 0 < segment.left - before.left < 40
    )


def _rewrite(text: str, cuts: list[tuple[int, int, str]]) -> str:
    if not cuts:
        return text
    parts: list[str] = []
    at = 0
    for start, end, instead in sorted(cuts, key=lambda cut: (cut[0], -cut[1])):
        if start >= at:
            parts += (text[at:start], instead)
            at = end
    parts.append(text[at:])
    return "".join(parts)
