"""Every format gives the same passages; documents are told apart by content and named by folder, glob or list."""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import pytest
from paragraph_specimens import Print, docx, paragraph, read

from graph_build import documents
from graph_build.documents import expand, load, media_type
from graph_build.errors import DocumentError
from graph_build.model import Mark

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AKN = '<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">'

KINDS = [
    (b"%PDF-1.7\n", "application/pdf"),
    (b"\n  %PDF-1.7\n", "application/pdf"),
    (b"PK\x03\x04...", DOCX),
    (b"<!DOCTYPE html><p>x", "text/html"),
    (b"  <html><body>x", "text/html"),
    (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "text/html"),
    (b'<?xml version="1.0"?>' + AKN.encode(), "application/xml"),
    (AKN.encode("utf-16"), "application/xml"),
    (b"{\\rtf1", "application/rtf"),
    (b"The General Assembly,", "text/plain"),
    (b"1 < 2 and <b>", "text/plain"),
    (b"", "text/plain"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_kinds_are_told_by_content(data: bytes, kind: str) -> None:
    assert media_type(data) == kind


WHOLE = [
    ("title-1", None, "99/5. Lamps"),
    ("pp-0", None, "The General Assembly,"),
    ("pp-1", None, "Recalling lamps,"),
    ("op-1", "1.", "Requests oil:"),
    ("op-1-a", "(a)", "For lamps;"),
    ("op-2", "2.", "Decides to meet again."),
    ("fn-1", "¹", "See document A/99/1."),
]
HTML = """<!DOCTYPE html><html><head><title>no</title><style>p {}</style></head><body><h1>99/5. Lamps</h1>
<p>The General Assembly,</p><p><em>Recalling</em> lamps,<sup>1</sup></p><div>1. <i>Requests</i>
oil:<br></div><ol type="a"><li>For lamps;</li></ol><script>no()</script><p>2. Decides to meet again.
<!-- no --></p><p><sup>1</sup> See document A/99/1.</p></body></html>"""
XML = (
    f'<?xml version="1.0" encoding="UTF-8"?>{AKN}<statement><meta><x>no</x></meta><preface><p>99/5. Lamps</p></preface>'
    "<preamble><formula><p>The General Assembly,</p></formula><recitals><recital><p>Recalling lamps,"
    '<authorialNote marker="1"><p>See document A/99/1.</p></authorialNote></p></recital></recitals></preamble>'
    "<mainBody>"
    "<paragraph><num>1.</num><intro><p>Requests oil:</p></intro><list><point><num>(a)</num><content><p>For lamps;</p>"
    "</content></point></list></paragraph><paragraph><num>2.</num><content><p>Decides to meet "
    "<i>again</i>.</p></content>"
    "</paragraph></mainBody></statement></akomaNtoso>"
)


def word() -> bytes:
    numbered = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="7"/></w:numPr>'
    note = '<w:r><w:footnoteReference w:id="4"/></w:r>'
    body = (
        paragraph("99/5. Lamps", '<w:pStyle w:val="H1"/>')
        + paragraph("The General Assembly,")
        + paragraph("Recalling lamps,").replace("</w:p>", note + "</w:p>")
        + paragraph("Requests oil:", numbered.format(0))
        + paragraph("For lamps;", numbered.format(1))
        + paragraph("Decides to meet again.", numbered.format(0))
    )
    level = '<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/></w:lvl>'
    numbering = (
        '<w:root><w:abstractNum w:abstractNumId="3">'
        + level.format(0, "decimal", "%1.")
        + level.format(1, "lowerLetter", "(%2)")
        + '</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    notes = f'<w:root><w:footnote w:id="4">{paragraph("See document A/99/1.")}</w:footnote></w:footnotes>'
    return docx(body, numbering=numbering, footnotes=notes)


def printed() -> bytes:
    page = Print()
    page.line(72, 700, "99/5. Lamps", 12, bold=True)
    page.line(147, 670, "The General Assembly,")
    page.line(147, 652, "Recalling lamps,")
    page.line(225, 656, "1", 6)
    page.line(147, 634, "1. Requests oil:")
    page.line(147, 616, "(a) For lamps;")
    page.line(147, 598, "2. Decides to meet")
    page.line(100, 110, "__________________", 8)
    page.line(117, 100, "1", 5.5)
    page.line(124, 97, "See document A/99/1.", 8.5)
    page.turn()
    page.line(60, 733, "A/RES/99/5", 8.5, bold=True)
    page.line(60, 36, "2/2", 8.5)
    page.line(123, 700, "again.")
    return page.pdf()


@pytest.mark.parametrize(
    "data",
    [HTML.encode(), XML.encode(), XML.encode("utf-16"), word(), printed()],
    ids=["html", "xml", "utf16", "docx", "pdf"],
)
def test_every_format_gives_the_same_passages(data: bytes) -> None:
    _, _, found = read(data)
    assert [(p.id, p.label, p.text) for p in found] == WHOLE
    assert next(p for p in found if p.id == "pp-1").marks == (Mark(16, "1"),)


def test_tables_are_set_apart() -> None:
    _, _, found = read(
        b"<html><p>99/5. Lamps</p><p>The General Assembly,</p><p>1. Requests:</p><table><tr><td>Oil</td><td>3</td></tr>"
        b"<tr><td>Wick</td><td>4</td></tr></table><p>2. Decides to meet.</p></html>"
    )
    assert [(p.id, p.part, p.text) for p in found[2:]] == [
        ("op-1", "operative", "Requests:"),
        ("table-1", "back", "Oil 3 Wick 4"),
        ("op-2", "operative", "Decides to meet."),
    ]


def rows(*texts: str) -> list[str]:
    """A printed page with these lines of small print between two paragraphs, and a note; what becomes a table of it."""
    page = Print()
    page.line(72, 740, "99/5. Lamps", 12, bold=True)
    page.line(147, 720, "The General Assembly,")
    page.line(147, 700, "1. Requests oil for all of the lamps of the harbours of the region, and for the bells,")
    page.line(123, 688, "and asks the keepers to light them at dusk, for the following purposes and no others:")
    for number, words in enumerate(texts):
        page.line(150, 670 - 14 * number, words, 8)
    page.line(147, 500, "2. Decides to meet again in the harbour.¹")
    page.line(100, 110, "__________________", 8)
    page.line(117, 97, "¹ See A/99/1, which names 1 250 lamps,", 8)
    page.line(117, 87, "and 3 harbours, 12 quays and", 8)
    page.line(117, 77, "all of the years 1999", 8)
    _, _, found = read(page.pdf())
    assert [p.text for p in found if p.part == "operative"][-1] == "Decides to meet again in the harbour."
    return [p.text for p in found if p.id.startswith("table")]


@pytest.mark.parametrize(
    ("texts", "tables"),
    [
        (
            ("Purpose", "Amount", "Part I. Lamps", "1 Lamps of glass 1 250 000", "Subtotal, part I 1 250 000"),
            ["Purpose Amount Part I. Lamps 1 Lamps of glass 1 250 000 Subtotal, part I 1 250 000"],
        ),
        (("Wick 4", "Oil (3.5)", "Total 7.5"), ["Wick 4 Oil (3.5) Total 7.5"]),
        (("Wick 4", "Oil 3"), []),  # two rows are none
        (("Lamps are lit by the", "keepers of the harbour", "in every year since 1999"), []),
    ],
)
def test_tables_in_small_print(texts: tuple[str, ...], tables: list[str]) -> None:
    assert rows(*texts) == tables


@pytest.mark.parametrize(
    ("lines", "ids"),
    [
        ("Belgium ..... 0.828\nChile ..... 0.420\nMali ..... 0.005\nOman ..... 0.111", ["table-1"]),
        ("Belgium 0.828\n\nChile 0.420\n\nMali 0.005\n\nOman 0.111", ["table-1"]),
        ("First meeting – 3 April 2012\nSecond meeting – 3 May 2012\nThird – 3 June 2012\nFourth – 4 July 2012", []),
        ("Belgium 0.828\nChile 0.420\nMali 0.005", []),
    ],
)
def test_tables_in_plain_text(lines: str, ids: list[str]) -> None:
    text = f"99/5. Lamps\n\nThe General Assembly,\n\n1. Decides on the scale below:\n\n{lines}\n\n2. Requests oil.\n"
    _, _, found = read(text.encode())
    assert [p.id for p in found if p.id.startswith("table")] == ids
    assert "op-2" in [p.id for p in found]


def test_two_columns_and_a_hyphen_at_the_end_of_a_line() -> None:
    page = Print()
    page.line(60, 700, "99/5. Lamps", 12, bold=True)
    page.line(70, 670, "The General Assembly,")
    page.line(70, 652, "Recalling the lamps that keep-")
    page.line(50, 640, "ers light at dusk and the")
    page.line(330, 700, "bells of the harbour,")
    page.line(350, 682, "1. Requests counter-")
    page.line(330, 670, "terrorism officers to meet.")
    _, _, found = read(page.pdf())
    assert [p.text for p in found[2:]] == [
        "Recalling the lamps that keepers light at dusk and the bells of the harbour,",
        "Requests counter-terrorism officers to meet.",
    ]


def test_a_first_page_header_comes_first() -> None:
    header = f"<w:root>{paragraph('A/RES/99/5')}</w:hdr>"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="hdr.xml"/></Relationships>'
    )
    body = (
        paragraph("The General Assembly,")
        + paragraph("1. Requests oil;")
        + '<w:sectPr><w:headerReference w:type="first" r:id="r1" xmlns:r="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships"/><w:titlePg/></w:sectPr>'
    )
    data = docx(body, hdr=header, **{"_rels/document.xml": ""})
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in ("word/document.xml", "word/hdr.xml"):
            new.writestr(name, old.read(name))
        new.writestr("word/_rels/document.xml.rels", relations)
    _, front, found = read(out.getvalue())
    assert front.symbol == "A/RES/99/5"
    assert [p.text for p in found] == ["A/RES/99/5", "The General Assembly,", "Requests oil;"]


def test_expand(tmp_path: Path) -> None:
    for name in ("b.txt", "a.pdf", ".hidden.txt", "notes.tmp", "deep/c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    here = str(tmp_path)
    assert list(expand([here])) == [f"{here}/a.pdf", f"{here}/b.txt", f"{here}/deep/c.html"]
    assert list(expand([f"{here}/*.txt", "-", f"{here}/missing.txt"])) == [f"{here}/b.txt", "-", f"{here}/missing.txt"]
    assert list(expand([f"{here}/none*"])) == [f"{here}/none*"]
    assert list(expand([f"{here}/notes.tmp"])) == [f"{here}/notes.tmp"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The General Assembly,")))
    found = load("-")
    assert (found.file, found.media_type, found.data) == ("-", "text/plain", b"The General Assembly,")
    assert found.sha256 == hashlib.sha256(found.data).hexdigest()


def test_what_cannot_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DocumentError, match="cannot be read: No such file"):
        load(str(tmp_path / "missing.txt"))
    with pytest.raises(DocumentError, match="a folder"):
        load(str(tmp_path))
    with pytest.raises(DocumentError, match="cannot be read"):
        load("nul\x00byte")
    (tmp_path / "big.txt").write_text("x" * 100)
    monkeypatch.setattr(documents, "MAX_BYTES", 99)
    with pytest.raises(DocumentError, match="100 bytes; expected at most 99"):
        load(str(tmp_path / "big.txt"))


def test_notes_below_a_rule_that_is_drawn() -> None:
    page = Print()
    page.line(60, 700, "99/5. Lamps", 12, bold=True)
    page.line(90, 670, "The General Assembly,")
    page.line(90, 652, "Recalling the lamps that keepers light at")
    page.line(60, 640, "dusk on the coast,")
    page.line(142, 643, "1", 6)
    page.line(152, 640, "the bells and the")
    page.line(72, 90, "1", 5.5)
    page.line(80, 87, "See document A/99/1, which is about the", 9)
    page.line(60, 77, "lamps.", 9)
    page.line(60, 67, "*", 9)
    page.line(80, 67, "Reissued for a lamp.", 9)
    page.line(60, 40, "GE.45-12345", 9)
    page.turn()
    page.line(500, 740, "A/HRC/RES/99/5", 9, bold=True)
    page.line(60, 700, "horns of the harbour,")
    page.line(90, 682, "1. Requests oil.")
    page.line(300, 40, "2", 9, bold=True)
    _, _, found = read(page.pdf())
    assert [(p.id, p.text) for p in found[1:]] == [
        ("pp-0", "The General Assembly,"),
        (
            "pp-1",
            "Recalling the lamps that keepers light at dusk on the coast, the bells and the horns of the harbour,",
        ),
        ("op-1", "Requests oil."),
        ("fn-1", "See document A/99/1, which is about the lamps."),
        ("fn-star1", "Reissued for a lamp."),
    ]
