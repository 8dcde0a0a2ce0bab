"""The bibliography is read back by a parser of BibTeX, with keys that are stable and words that LaTeX reads."""

from __future__ import annotations

import re

import bibtexparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_answers import graph

from graph_build import exports, exports_bibtex

#: What biblatex wants of the entries that we write, but for the date, which the graph may not know.
WANTED = {"report": {"author", "title", "type", "institution"}, "misc": {"title"}}
FIELDS = {"author", "title", "type", "number", "howpublished", "institution", "location", "date", "note", "url"}


@pytest.fixture(scope="module")
def entries() -> dict[str, dict[str, str]]:
    text = exports.export(graph().store, "bib").decode()
    read = bibtexparser.parse_string(text)
    assert read.failed_blocks == []
    assert len(read.entries) == text.count("\n@") + 1
    return {
        entry.key: {"": entry.entry_type, **{field.key: field.value for field in entry.fields}}
        for entry in read.entries
    }


def test_entries_have_what_biblatex_wants(entries: dict[str, dict[str, str]]) -> None:
    assert len(entries) > 100
    for fields in entries.values():
        kind = fields[""]
        assert WANTED[kind] <= fields.keys() <= FIELDS | {""}
        assert re.fullmatch(r"\d{4}(-\d\d-\d\d)?", fields.get("date", "2000"))


@pytest.mark.parametrize(
    ("key", "fields"),
    [
        (
            "A-RES-60-288",
            {
                "": "report",
                "author": "{United Nations, General Assembly}",
                "title": "The United Nations Global Counter-Terrorism Strategy",
                "type": "Resolution",
                "number": "A/RES/60/288",
                "institution": "United Nations",
                "date": "2006-09-08",
                "url": "https://undocs.org/A/RES/60/288",
            },
        ),
        (
            "terrorist-financing-1999",
            {
                "": "misc",
                "title": "International Convention for the Suppression of the Financing of Terrorism",
                "type": "Convention",
                "howpublished": "Treaty number XVIII-11",
                "location": "New York",
                "date": "1999-12-09",
                "note": "In force since 2002-04-10",
            },
        ),
    ],
)
def test_entries(entries: dict[str, dict[str, str]], key: str, fields: dict[str, str]) -> None:
    assert {name: value for name, value in entries[key].items() if name in fields} == fields


def test_what_a_document_cites_makes_a_bibliography(entries: dict[str, dict[str, str]]) -> None:
    text = exports.export(graph().store, "bib", "cites", instrument="A/C.3/62/L.2").decode()
    keys = {entry.key for entry in bibtexparser.parse_string(text).entries}
    assert {"A-RES-60-288", "S-RES-1373-2001", "un-charter", "A-C-3-62-L-2"} <= keys < entries.keys()


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert exports.export(graph().store, "bib") == exports.export(graph().store, "bib")


@pytest.mark.parametrize(
    ("instrument", "key"),
    [
        ("S/RES/1373(2001)", "S-RES-1373-2001"),
        ("A/C.3/62/L.2", "A-C-3-62-L-2"),
        ("un-charter", "un-charter"),
        ("déclaration", "declaration"),
        ("安理会", "instrument"),
    ],
)
def test_keys(instrument: str, key: str) -> None:
    given: set[str] = set()
    assert exports_bibtex.key(instrument, given) == key
    assert exports_bibtex.key(instrument.upper(), given).casefold() == f"{key}-2".casefold()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Fund & Programme: 100 % of $5 for #1_a", r"Fund \& Programme: 100 \% of \$5 for \#1\_a"),
        ("a {b} ~ ^ \\", r"a \{b\} \textasciitilde{} \textasciicircum{} \textbackslash{}"),
        ("Da’esh, “Al-Qaida” – 决议", "Da’esh, “Al-Qaida” – 决议"),
        ("two\n lines ", "two lines"),
    ],
)
def test_words_for_latex(text: str, written: str) -> None:
    assert exports_bibtex.escaped(text) == written


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40))
def test_whatever_a_title_is_the_entry_can_be_read(title: str) -> None:
    names = ("symbol", "organs", "authors", "adopted", "issued", "year", "in_force", "adopted_at")
    record = dict.fromkeys((*names, "carried_by", "treaty_number"), "")
    record |= {"instrument": "x", "class": "Treaty", "title": title}
    read = bibtexparser.parse_string(exports_bibtex.entry(record, "x", {}))
    assert read.failed_blocks == []
    assert len(read.entries) == 1
    assert read.entries[0]["title"] == exports_bibtex.escaped(title.strip() or "x")


@pytest.mark.parametrize(
    ("symbol", "address"),
    [
        ("A/RES/60/288", "https://undocs.org/A/RES/60/288"),
        ("A/RES/217(III)A", ""),
        ("un-charter", ""),
        ("", ""),
    ],
)
def test_addresses(symbol: str, address: str) -> None:
    assert exports_bibtex.address(symbol) == address
