"""One document through every reading room: spans, the front page, unknown forms, the format and back."""

from __future__ import annotations

import hashlib
import json
import pickle
from pathlib import Path

import pytest
from msgspec.structs import replace

from graph_build import curated, reading
from graph_build.errors import DocumentError
from graph_build.model import Document, Evidence, Mention, Passage
from graph_build.reading import Placer, Reader

ROOT = Path(__file__).resolve().parent.parent
SPECIMEN = ROOT / "specimens" / "specimen-resolution.txt"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(curated.load(ROOT / "registers"))


def document(text: str) -> Document:
    data = text.encode()
    return Document(file="specimen.txt", data=data, media_type="text/plain", sha256=hashlib.sha256(data).hexdigest())


def test_every_span_lies_where_it_says(reader: Reader) -> None:
    text = SPECIMEN.read_text("utf-8")
    found = reader.read(document(text))
    placed = [(f.start, f.end, f.text) for f in (*found.citations, *found.mentions, *found.events, *found.unresolved)]
    placed += [(d.start, d.start + len(d.act_text), d.act_text) for d in found.directives if d.inherits is None]
    assert len(placed) > 60
    assert [(text[start:end], words) for start, end, words in placed if text[start:end] != words] == []


def test_evidence_lies_in_the_document(reader: Reader) -> None:
    text = SPECIMEN.read_text("utf-8")
    found = reader.read(document(text))
    assert {(e.field, e.value, text[e.start : e.end]) for e in found.document.evidence} >= {
        ("symbol", "A/RES/61/999", "United Nations\nA/RES/61/999"),
        ("session", "61", "Sixty-first session"),
        ("agenda_items", "100", "Agenda item 100"),
        ("issuer", "general-assembly", "Resolution adopted by the General Assembly on 26 March 2007"),
        ("adopted", "2007-03-26", "Resolution adopted by the General Assembly on 26 March 2007"),
        ("committee", "sixth-committee", "[on the report of the Sixth Committee (A/61/999)]"),
        ("report", "A/61/999", "[on the report of the Sixth Committee (A/61/999)]"),
    }
    inside = [e for d in found.directives for e in d.why]
    assert inside
    assert all(0 <= e.start < e.end <= len(text) for e in inside)


@pytest.mark.parametrize(
    "text",
    ["Dear diary, today it rained.\n\nTomorrow it may not.\n", "word " * 1000, "1984\n\n2001\n"],
)
def test_a_text_in_no_known_form_is_refused(reader: Reader, text: str) -> None:
    with pytest.raises(DocumentError, match="name its symbol with --symbol"):
        reader.read(document(text))


def test_a_symbol_makes_any_text_a_document(reader: Reader) -> None:
    found = reader.read(document("Dear Sir, I write to the Counter-Terrorism Committee.\n"), "S/2004/999")
    assert (found.document.symbol, [m.actor for m in found.mentions]) == ("S/2004/999", ["ctc"])


def test_conventions_named_as_a_class_are_their_group(reader: Reader) -> None:
    text = (
        "The General Assembly,\n\nRecalling the international conventions and protocols relating to terrorism,\n\n"
        "1. Urges States to become parties to the international conventions and protocols against terrorism.\n"
    )
    found = reader.read(document(text), "A/RES/61/998")
    assert [(c.paragraph, c.target, c.relation) for c in found.citations] == [
        ("pp-1", "conventions-relating-to-terrorism", "recalls"),
        ("op-1", "conventions-relating-to-terrorism", "cites"),
    ]


def test_the_format_and_back(reader: Reader) -> None:
    found = reader.read(document(SPECIMEN.read_text("utf-8")))
    assert reading.decode(reading.encode(found), "specimen") == found
    bare = json.loads(reading.encode(reading.without_text(found)))
    assert all("text" not in paragraph for paragraph in bare["paragraphs"])
    assert reading.digest(found) == reading.digest(reading.without_text(found))


def test_what_is_no_reading_is_said_with_its_field() -> None:
    with pytest.raises(DocumentError, match=r"kept\.jsonl: .*`\$\.document`"):
        reading.decode(b'{"document": 1}', "kept.jsonl")


def test_a_reader_reads_the_same_after_pickling(reader: Reader) -> None:
    one = document(SPECIMEN.read_text("utf-8"))
    assert pickle.loads(pickle.dumps(reader)).read(one) == reader.read(one)


def test_a_span_that_lies_is_unresolved() -> None:
    passage = Passage(
        id="op-1", part="operative", label=None, number=None, level=1, parent=None, start=5, end=12, text="Urges X",
        runs=((0, 5),),
    )  # fmt: skip
    placer = Placer((passage,), 12)
    good = Mention(paragraph="op-1", start=6, end=7, text="X", actor=None)
    bad = [replace(good, text="Y"), replace(good, end=9), replace(good, start=3, end=3), replace(good, paragraph="no")]
    assert [(m.start, m.end) for m in placer.place((good, *bad))] == [(11, 12)]
    assert [(u.paragraph, u.start, u.end, u.kind) for u in placer.misplaced] == [("op-1", 5, 12, "misplaced")] * 4


def test_evidence_outside_its_paragraph_is_left_out() -> None:
    passage = Passage(
        id="op-1", part="operative", label=None, number=None, level=1, parent=None, start=0, end=5, text="Urges",
        runs=((0, 0),),
    )  # fmt: skip
    each = Evidence(field="act", value="urge", start=0, end=5, rule="finite", paragraph="op-1")
    assert Placer((passage,), 5).front([each]) == (each,)
