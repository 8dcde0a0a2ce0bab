"""Specimens in the style of resolutions, written for the tests, and the means to read them."""

from __future__ import annotations

import io
import zipfile

from graph_build.documents import media_type
from graph_build.model import Document, FrontMatter, Passage, Source
from graph_build.paragraphs import divide
from graph_build.text import extract, of_text

SOURCE = Source(file="specimen", sha256="0" * 64, media_type="text/plain", characters=0)

RESOLUTION = """\
United Nations

A/RES/99/901

General Assembly

Distr.: General
3 March 2045

Ninety-ninth session

Agenda item 12 (b)

Resolution adopted by the General Assembly on 2 March 2045

[on the report of the Third Committee (A/99/777, para. 8)]

99/901. Lighthouses and the safety of harbours

The General Assembly,

Recalling its resolution 98/900 of 4 March 2044,¹ and noting that harbours are open to all of the
fishing vessels of the region,

Deeply concerned about fog:

(a) At night;

(b) In the morning;

Convinced that counter-
smuggling patrols need inter-
national support,

1. Requests the Secretary-General to report on lighthouses by 1 May 2046;

2. *Also urges* Member States:

(a) To repair lamps, in particular:

(i) Lamps of glass;

(ii) Lamps of brass;

(b) To train keepers;

Harbours

3. Decides to remain seized of the matter.

57th plenary meeting
2 March 2045

Annex

Rules for keepers

I. Lamps

1. Keepers light the lamps at dusk.

2. Keepers clean the lamps.

II. Bells

We the keepers agree as follows:

1. Bells are rung in fog.

¹ Resolution 98/900.
"""


def passages(text: str, symbol: str | None = None) -> tuple[FrontMatter, tuple[Passage, ...]]:
    return divide(of_text(text), SOURCE, symbol)


def document(data: bytes) -> Document:
    return Document(file="specimen", data=data, media_type=media_type(data), sha256="0" * 64)


def read(data: bytes) -> tuple[str, FrontMatter, tuple[Passage, ...]]:
    pages = extract(document(data))
    return (pages.text, *divide(pages, SOURCE))


def docx(body: str, **parts: str) -> bytes:
    """A DOCX whose document body holds the given WordprocessingML; more parts by the name of their file."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{body}</w:body></w:document>")
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content.replace("<w:root", f"<w:{name} {space}", 1))
    return out.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


class Print:
    """Sets lines of print on pages, and gives the PDF: Helvetica, positions in points from the left and the bottom."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]

    def turn(self) -> None:
        self.pages.append([])

    def line(self, left: float, base: float, text: str, size: float = 10, bold: bool = False) -> None:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        font = "F2" if bold else "F1"
        self.pages[-1].append(f"BT /{font} {size} Tf 1 0 0 1 {left} {base} Tm ({escaped}) Tj ET")

    def pdf(self) -> bytes:
        objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
        fonts = (
            b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
            b"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
        )
        kids = []
        for page in self.pages:
            stream = "\n".join(page).encode("cp1252")
            kids.append(len(objects) + 1)
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font %s >> /Contents %d 0 R >>"
                % (fonts, len(objects) + 2)
            )
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
        return _file(objects)


def _file(objects: list[bytes]) -> bytes:
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
