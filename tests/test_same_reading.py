"""The same document gives the same reading, whatever format it comes in."""

from __future__ import annotations

from functools import cache

import format_specimens as made
import pytest
from paragraph_specimens import document

from graph_build import assets, curated
from graph_build.model import Directive, Reading
from graph_build.reading import Reader

FORMATS = {
    "html": made.html,
    "akn": lambda: made.akn(collected=False, called=False),
    "akn-collection": lambda: made.akn(collected=True, called=True),
    "docx": made.word,
    "pdf": made.pdf,
}


@cache
def reader() -> Reader:
    return Reader(curated.load(assets.folder("registers")))


def asked(directive: Directive) -> tuple[object, ...]:
    fields = ("paragraph", "act", "addressees", "conditions", "report", "due", "topics", "concerns")
    return (*(getattr(directive, name) for name in fields), tuple(map(asked, directive.parts)))


def facts(reading: Reading) -> dict[str, object]:
    """Everything that a reading says, without the places that a format gives its words."""
    front = reading.document
    named = ("symbol", "kind", "title", "issuer", "adopted", "issued", "session", "meeting", "agenda_items", "report")
    return {
        "front": {name: getattr(front, name) for name in (*named, "committee", "topics")},
        "paragraphs": [(p.id, p.part, p.label, p.parent, p.text) for p in reading.paragraphs],
        "citations": [(c.paragraph, c.text, c.target, c.locator, c.date, c.relation, c.via) for c in reading.citations],
        "mentions": [(m.paragraph, m.text, m.actor) for m in reading.mentions],
        "directives": list(map(asked, reading.directives)),
        "unresolved": [(u.paragraph, u.text, u.kind) for u in reading.unresolved],
    }


@cache
def of_text() -> dict[str, object]:
    return facts(reader().read(document(made.text())))


def test_the_text_is_read_whole() -> None:
    read = reader().read(document(made.text()))
    ids = [p.id for p in read.paragraphs if p.part not in ("front", "back", "heading")]
    assert ids == [
        *("title-1", "pp-0", "pp-1", "pp-2", "op-1", "op-2", "op-2-a", "op-2-a-i", "op-2-a-ii", "op-2-b", "op-3"),
        *("annex-1-1", "annex-1-2", "fn-1"),
    ]
    assert [(c.target, c.paragraph) for c in read.citations] == [
        ("A/99/777", "front-9"),
        ("A/RES/60/288", "pp-1"),
        ("S/RES/1373(2001)", "pp-1"),
        ("A/60/825", "fn-1"),
    ]
    assert (read.document.symbol, read.document.meeting) == ("A/RES/99/901", 57)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_read_the_same(form: str) -> None:
    found = facts(reader().read(document(FORMATS[form]())))
    for name, said in of_text().items():
        assert found[name] == said, name
