"""Input that means harm, or was harmed: a clear error or a reading, never a traceback or a place outside the text."""

from __future__ import annotations

import contextlib
import os
import random
import re
import zipfile
import zlib
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from paragraph_specimens import RESOLUTION, SOURCE, Print, document, docx, paragraph, passages, read
from paragraph_specimens import _file as pdf_file
from test_formats import HTML, XML, printed, word

from graph_build import bounds, text_docx, text_pdf_guard, text_pdf_streams
from graph_build.blocks import gather
from graph_build.errors import CtkgError, DocumentError
from graph_build.model import Pages, Passage
from graph_build.paragraphs import divide
from graph_build.text import extract, of_text


def sound(pages: Pages, found: tuple[Passage, ...]) -> None:
    """Hold what every division promises."""
    ids = [p.id for p in found]
    assert len(set(ids)) == len(ids)
    for passage in found:
        assert passage.parent is None or passage.parent in ids
        assert passage.text == passage.text.strip() != ""
        assert 0 <= passage.start < passage.end <= len(pages.text)
        assert all(0 <= mark.at <= len(passage.text) for mark in passage.marks)
        places = [passage.locate(at) for at in range(len(passage.text))]
        assert places == sorted(places)
        assert passage.start <= places[0]
        assert places[-1] < passage.end
        for char, place in zip(passage.text, places, strict=True):
            assert char in (pages.text[place], " ")


def ends_well(data: bytes) -> None:
    with contextlib.suppress(CtkgError):
        pages = extract(document(data))
        sound(pages, divide(pages, SOURCE)[1])


def packed(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
)
ERRORS = [
    ("empty", b"", "an empty file"),
    ("blanks", b" \n\x00\x00\n", "an empty file"),
    ("binary", bytes(range(256)) * 40, "no text"),
    ("word 97", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "a Word 97 file"),
    ("rich text", rb"{\rtf1 lamps}", "a Rich Text file"),
    ("half a PDF", printed()[:400], "a damaged PDF"),
    ("a PDF by name alone", b"%PDF-1.4\n" + b"lamps " * 99, "a damaged PDF"),
    ("a PDF without words", Print().pdf(), "no text in it"),
    ("half an archive", word()[:300], "a damaged DOCX"),
    ("another archive", packed("lamps.txt", b"lamps"), "an archive that is no DOCX"),
    ("a DOCX of no XML", packed("word/document.xml", b"lamps"), "a damaged DOCX"),
    ("entities that multiply", ENTITIES + b"]><p>&m;</p>", "broken XML"),
    ("elements without end", b'<?xml version="1.0"?>' + b"<a>" * 9999, "broken XML"),
    ("half an XML", XML.encode()[:500], "broken XML"),
]


@pytest.mark.parametrize(("data", "said"), [case[1:] for case in ERRORS], ids=[case[0] for case in ERRORS])
def test_a_clear_error(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        extract(document(data))
    assert caught.value.where == "specimen"
    assert caught.value.expected


def test_an_archive_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_docx, "MAX_PART", 100_000)
    with pytest.raises(DocumentError, match="unpacks to more than"):
        extract(document(docx(paragraph("lamp " * 30_000))))


def stream(content: bytes, described: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (described, len(content), content)


FONT = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> %s >>"


def one_page(*objects: bytes, resources: bytes = b"") -> bytes:
    """A PDF of one page that draws the first of these objects, which are numbered from 4."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R " + FONT % resources + b" >>"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf_file([b"<< /Type /Catalog /Pages 2 0 R >>", pages, page, *objects])


def test_a_stream_that_swells(monkeypatch: pytest.MonkeyPatch) -> None:
    words = b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (1. Requests oil;) Tj ET\n"
    small = one_page(stream(zlib.compress(words), b"/Filter /FlateDecode"))
    assert extract(document(small)).text == "1. Requests oil;\n"
    big = words + b" " * 2_000_000
    monkeypatch.setattr(text_pdf_streams, "MAX_STREAM", 1_000_000)
    with pytest.raises(DocumentError, match="a stream that unpacks to more than"):
        extract(document(one_page(stream(zlib.compress(big), b"/Filter /FlateDecode"))))
    twice = stream(zlib.compress(zlib.compress(big)), b"/Filter [/FlateDecode /FlateDecode]")
    with pytest.raises(DocumentError, match="a stream that unpacks to more than"):
        extract(document(one_page(twice)))


def forms(depth: int) -> bytes:
    """A page that draws a form ten times, which draws another ten times, and so on; the last one writes a line."""
    objects = [stream(b"/X Do\n" * 10)]
    for level in range(depth):
        last = level == depth - 1
        content = b"BT /F1 10 Tf 1 0 0 1 72 700 Tm (1. Requests oil;) Tj ET\n" if last else b"/X Do\n" * 10
        inside = b"" if last else b"/XObject << /X %d 0 R >>" % (6 + level)
        described = b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] " + FONT % inside
        objects.append(stream(content, described))
    return one_page(*objects, resources=b"/XObject << /X 5 0 R >>")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be divided here")
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_drawing_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "1. Requests oil;" in extract(document(forms(1))).text
    monkeypatch.setattr(text_pdf_guard, "MAX_MEMORY", 200 * 2**20)
    monkeypatch.setattr(text_pdf_guard, "MAX_SECONDS", 20)
    with pytest.raises(DocumentError, match="a PDF that takes more than 20 seconds or 200 MB") as caught:
        extract(document(forms(7)))
    assert caught.value.where == "specimen"


def test_what_is_wrong_with_a_guarded_pdf_is_said() -> None:
    with pytest.raises(DocumentError, match=r"a damaged PDF|no text in it"):
        extract(document(b"%PDF-1.4\n/Form lamps"))


def test_too_many_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_TAGS", 1000)
    for data in (b"<html>" + b"<p>x" * 1000, docx("<w:p/>" * 1000), XML.encode() + b"<p/>" * 1000):
        with pytest.raises(DocumentError, match="tags; expected at most 1000"):
            extract(document(data))


@pytest.mark.parametrize("circle", [False, True], ids=["chain", "circle"])
def test_styles_based_on_styles(circle: bool) -> None:
    last = 20_000
    chain = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{0 if circle and n == last else n + 1}"/></w:style>'
        for n in range(last + 1)
    )
    body = paragraph("The General Assembly,") + paragraph("1. Requests oil;", '<w:pStyle w:val="s0"/>')
    assert read(docx(body, styles=f"<w:root>{chain}</w:styles>"))[0].endswith("1. Requests oil;\n")


def test_components_that_name_one_another() -> None:
    many = "".join(
        f'<component eId="c{n}"><documentRef src="#c{n + 1}"/><p>{n}. Requests oil;</p></component>'
        for n in range(3000)
    )
    head = XML[: XML.index("<statement>")]
    chain = (
        f'{head}<collectionBody><documentRef src="#c0"/></collectionBody><components>{many}</components></akomaNtoso>'
    )
    text = read(chain.encode())[0]
    assert sorted(map(int, re.findall(r"^(\d+)\. Requests oil;$", text, re.MULTILINE))) == list(range(3000))


def test_no_entity_is_fetched() -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>Lamps &a; lit at dusk.</p>'
    assert read(data)[0] == "Lamps  lit at dusk.\n" or read(data)[0] == "Lamps lit at dusk.\n"


def test_too_much_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_CHARACTERS", 1000)
    with pytest.raises(DocumentError, match="1200 characters; expected at most 1000"):
        extract(document(b"lamps " * 200))
    monkeypatch.setattr(bounds, "MAX_LINES", 10)
    with pytest.raises(DocumentError, match="20 lines; expected at most 10"):
        extract(document(b"lamps\n" * 20))


@pytest.mark.parametrize(
    ("data", "last"),
    [
        ("1. \u200fRequests\u200e \u202eoil\u202c;".encode(), "Requests oil;"),
        (b"1. Requests caf" + b"\xe9;", "Requests café;"),
        (b"1. Requests \x00oil;", "Requests oil;"),
        ("1. Requests oil;".encode("utf-16"), "Requests oil;"),
        ("\ufeff1. Requests\r\noil;".encode(), "Requests oil;"),
        ("1. Requests\u00a0oil\u00ad;".encode(), "Requests oil;"),
    ],
)
def test_strange_characters(data: bytes, last: str) -> None:
    formula = "The General Assembly,\n\n"
    formula_bytes = formula.encode("utf-16") if data[:2] == b"\xff\xfe" else formula.encode()
    joined = formula_bytes + (data[2:] if data[:2] == b"\xff\xfe" else data)
    _, _, found = read(joined)
    assert (found[-1].id, found[-1].text) == ("op-1", last)


@pytest.mark.parametrize(
    "piece", ["1. ", "(a) ", "(", "*a ", "¹ ", "a-\n", "I\n\n", "The General Assembly,\n\n", "a" * 50 + " "]
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    pages = of_text(piece * 4000)
    assert gather(pages)
    sound(pages, divide(pages, SOURCE)[1])


WORDS = st.sampled_from(
    [
        *(
            "The General Assembly,",
            "The Security Council,",
            "“The Council decides",
            "1.",
            "2.",
            "(a)",
            "(i)",
            "(aa)",
            "A",
            "II",
        ),
        *(
            "Annex",
            "Annex II",
            "99/5. Lamps",
            "Recalling",
            "Requests",
            "lamps",
            "of",
            "the",
            "¹",
            "²³",
            "*",
            "**",
            "-",
            "co-",
        ),
        *(
            "\n",
            "\n\n",
            "\n\n\n",
            "\f",
            "\t",
            "  ",
            "\u00a0",
            "\u202e",
            "”",
            "“",
            ",",
            ";",
            ".",
            ":",
            "3 See",
            "14",
            "1949",
        ),
        *(
            "Adopted at the 5th meeting.",
            "57th plenary meeting",
            "2 March 2045",
            "______",
            "A/99/1",
            "[on the report of",
            "Article 1",
        ),
    ]
)


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", "", "\n", "\n\n"])), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_divides_soundly(parts: list[tuple[str, str]]) -> None:
    pages = of_text("".join(word + gap for word, gap in parts))
    sound(pages, divide(pages, SOURCE)[1])


@given(st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_characters_divide_soundly(text: str) -> None:
    ends_well(text.encode("utf-8", errors="surrogatepass"))


@given(st.sampled_from(range(5)), st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_harmed_files_end_well(which: int, chance: random.Random) -> None:
    data = bytearray((RESOLUTION.encode(), HTML.encode(), XML.encode(), word(), printed())[which])
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(data))
        match chance.randrange(3):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 40)]
            case _:
                data[at:at] = data[chance.randrange(len(data)) :][: chance.randint(1, 60)]
    ends_well(bytes(data))


def test_deep_lists_keep_their_parents() -> None:
    _, found = passages(
        "The General Assembly,\n\n1. Requests:\n\n" + "\n\n".join(f"({c}) x;" for c in "abcdefghijklmnop")
    )
    assert {p.parent for p in found if p.level == 2} == {"op-1"}
