from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from citation_support import INSTRUMENTS, REGISTERS, day, front, passage, read, targets
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rdflib import RDFS, Graph, URIRef

from graph_build import citation_relations, citations, symbols
from graph_build.assets import folder
from graph_build.model import Citation, Mark, Unresolved
from graph_build.namespaces import ONTOLOGY, term

GA, SC, ECOSOC, HRC = "general-assembly", "security-council", "ecosoc", "human-rights-council"

NUMBERS = [
    ("Recalling its resolution 60/288 of 8 September 2006,", GA, ["A/RES/60/288"]),
    (
        "Recalling resolutions 1267 (1999), 1333 (2000) and 1373 (2001),",
        SC,
        ["S/RES/1267(1999)", "S/RES/1333(2000)", "S/RES/1373(2001)"],
    ),
    ("Recalling its resolutions 57/253 and 57/270 A of 20 December 2002,", GA, ["A/RES/57/253", "A/RES/57/270A"]),
    ("Recalling its resolutions 76/84 A and B of 9 December 2021,", GA, ["A/RES/76/84A", "A/RES/76/84B"]),
    (
        "Recalling resolution 51/211 A to C of 18 December 1996,",
        GA,
        ["A/RES/51/211A", "A/RES/51/211B", "A/RES/51/211C"],
    ),
    (
        "Recalling its resolutions ES-10/15 of 20 July 2004 and S-30/1 of 19 April 2016,",
        GA,
        ["A/RES/ES-10/15", "A/RES/S-30/1"],
    ),
    (
        "Recalling resolutions 1514 (XV), 377 A (V) and 1874 (S-IV),",
        GA,
        ["A/RES/1514(XV)", "A/RES/377(V)A", "A/RES/1874(S-IV)"],
    ),
    ("Recalling resolutions 3411 A and B (XXX) of 1975,", GA, ["A/RES/3411(XXX)A", "A/RES/3411(XXX)B"]),
    ("Recalling Economic and Social Council resolution 155 C (VII),", GA, ["E/RES/155(VII)C"]),
    (
        "Recalling Economic and Social Council resolutions 2007/18 and 2008/19 and decision 2009/250,",
        GA,
        ["E/RES/2007/18", "E/RES/2008/19", "E/DEC/2009/250"],
    ),
    ("Recalling Human Rights Council resolutions 5/1 and 5/2 of 18 June 2007,", GA, ["A/HRC/RES/5/1", "A/HRC/RES/5/2"]),
    ("Recalling Council resolution 43/1 of 19 June 2020,", GA, ["A/HRC/RES/43/1"]),
    ("Recalling Council resolution 2021/9 of 8 June 2021,", GA, ["E/RES/2021/9"]),
    ("Recalling its resolution 48/18 of 11 October 2021,", HRC, ["A/HRC/RES/48/18"]),
    (
        "Recalling General Assembly resolution 48/134 of 20 December 1993 and its resolution 16/21,",
        HRC,
        ["A/RES/48/134", "A/HRC/RES/16/21"],
    ),
    ("Recalling Assembly resolution 60/251 and Council resolution 51/9,", HRC, ["A/RES/60/251", "A/HRC/RES/51/9"]),
    ("Recalling Commission on Human Rights resolution 2005/80 of 21 April 2005,", HRC, ["E/CN.4/RES/2005/80"]),
    ("Recalling resolution 60/1 of 16 September 2005 of the General Assembly,", HRC, ["A/RES/60/1"]),
    (
        "Recalling resolutions 43/12 of 25 October 1988, 44/17 of 1 November 1991 and 45/1,",
        SC,
        ["A/RES/43/12", "A/RES/44/17", "A/RES/45/1"],
    ),
    ("Bearing in mind resolutions 1581 A (L) and 2373 (XXII),", GA, ["E/RES/1581(L)A", "A/RES/2373(XXII)"]),
    ("Having examined resolution 248(IX)A of the Economic and Social Council,", GA, ["E/RES/248(IX)A"]),
    ("Recalling resolutions 1514 (XV) and (4) 1747(XVI),", GA, ["A/RES/1514(XV)", "A/RES/1747(XVI)"]),
    (
        "Recalling Human Rights Council resolutions 20/2 of 5 July 2012 and 24/17 of 27 September 2013, and "
        "Commission on Human Rights resolutions 1998/77 of 22 April 1998 and 2004/35 of 19 April 2004,",
        HRC,
        ["A/HRC/RES/20/2", "A/HRC/RES/24/17", "E/CN.4/RES/1998/77", "E/CN.4/RES/2004/35"],
    ),
    (
        "Recalling Commission on Human Rights resolutions on harbours, including resolutions 1998/72 and 2004/7,",
        HRC,
        ["E/CN.4/RES/1998/72", "E/CN.4/RES/2004/7"],
    ),
    ("Recalling UNSCR 1373 (2001) and General Assembly res. 60/288,", SC, ["S/RES/1373(2001)", "A/RES/60/288"]),
    ("Recalling half a \ud83d letter and resolution 60/288,", GA, ["A/RES/60/288"]),
    ("Recalling its decision 72/559 of 5 July 2018,", GA, ["A/DEC/72/559"]),
    ("Recalling its resolutions and decisions 44/215 and 44/450,", GA, ["A/RES/44/215", "A/DEC/44/450"]),
    ("Recalling resolutions 67/1 to 67/4,", GA, ["A/RES/67/1", "A/RES/67/2", "A/RES/67/3", "A/RES/67/4"]),
    (
        "Recalling resolution 55/2, entitled “The Beginning”, 60/1, on the outcome, and 65/1,",
        GA,
        ["A/RES/55/2", "A/RES/60/1", "A/RES/65/1"],
    ),
    ("Recalling its resolutions 71/1 on seas, 24/7 watch posts and a 50/50 gender balance,", GA, ["A/RES/71/1"]),
    ("Aims at a 50/50 gender balance and at the 20/20 initiative in 2007/08,", GA, []),
    ("Recalling that the report stands in volume 12 (1999) of its records,", GA, []),
    (
        "Reaffirms resolution 1373 and resolutions 1325 and 2250,",
        SC,
        ["S/RES/1373(2001)", "S/RES/1325(2000)", "S/RES/2250(2015)"],
    ),
    ("Recalling its presidential statement 2015/25,", SC, ["S/PRST/2015/25"]),
]

#: Bodies beyond the four organs that have symbols of their own.
BODIES = [
    (
        "Recalling United Nations Environment Assembly resolutions 4/21 of 15 March 2019 and 5/7,",
        ["UNEP/EA.4/Res.21", "UNEP/EA.5/Res.7"],
    ),
    (
        "Recalling Environment Assembly resolution 2/11 on harbours and 3/7 on quays,",
        ["UNEP/EA.2/Res.11", "UNEP/EA.3/Res.7"],
    ),
    (
        "Notes the Environment Assembly and recalls that in its resolution 70/1 the General Assembly met;",
        ["A/RES/70/1"],
    ),
    ("Notes resolution 1/2 of the UN-Habitat Assembly and its resolution 60/1;", ["HSP/HA.1/Res.2", "A/RES/60/1"]),
    (
        "Notes World Health Assembly resolutions WHA61.21 and WHA62.16, decision WHA71(9) and decision 74(16);",
        ["WHA61.21", "WHA62.16", "WHA71(9)", "WHA74(16)"],
    ),
    (
        "Notes World Health Assembly resolutions on harbours, specifically resolution 58.16, and resolution 65.3;",
        ["WHA58.16", "WHA65.3"],
    ),
    ("Notes resolution 57.10 of 22 May 2004 adopted by the World Health Assembly;", ["WHA57.10"]),
    (
        "Notes decisions VII/19 D and VIII/4 A of the Conference of the Parties to the Convention on Biological "
        "Diversity;",
        ["UNEP/CBD/COP/DEC/VII/19", "UNEP/CBD/COP/DEC/VIII/4"],
    ),
    (
        "Notes decision 14/4 of the Conference of the Parties to the Convention on Biological Diversity and decision "
        "XIII/3 of the Conference of the Parties;",
        ["CBD/COP/DEC/14/4", "CBD/COP/DEC/XIII/3"],
    ),
    ("Notes resolution GC(68)/RES/14 of the General Conference;", ["GC(68)/RES/14"]),
    (
        "Recalling the mandate given to the Committee on Harbours in General Assembly resolution 34/182,",
        ["A/RES/34/182"],
    ),
    (
        "Recalling resolution 2005/55 of the Human Rights Commission and the Commission on Human Rights,",
        ["E/CN.4/RES/2005/55"],
    ),
]

SYMBOLS = [
    ("Notes the report (A/70/95-S/2015/446);", ["A/70/95", "S/2015/446"]),
    (
        "Notes documents A/61/16 (Part I) and Corr.1 and A/62/1/Add.1-3;",
        ["A/61/16(PartI)", "A/61/16(PartI)/Corr.1", "A/62/1/Add.1", "A/62/1/Add.2", "A/62/1/Add.3"],
    ),
    (
        "Notes E/CN.5/478 and Add.1/Corr.1 and 2 and Add.2;",
        ["E/CN.5/478", "E/CN.5/478/Add.1/Corr.1", "E/CN.5/478/Add.1/Corr.2", "E/CN.5/478/Add.2"],
    ),
    ("Notes A/62/5 (Vol. II) and Add.1 and 2;", ["A/62/5(Vol.II)", "A/62/5(Vol.II)/Add.1", "A/62/5(Vol.II)/Add.2"]),
    (
        "Notes the statement S/PRST/ 2014/23, S/RES/1373 (2001) and the statement PRST/2009/24;",
        ["S/PRST/2014/23", "S/RES/1373(2001)", "S/PRST/2009/24"],
    ),
    ("Notes A/S-10/11-14 and documents of A/C.2;", ["A/S-10/11", "A/S-10/12", "A/S-10/13", "A/S-10/14"]),
    ("Notes the amended regulation XI-1/6 of the Harbour Code;", []),
    ("Notes the spread of influenza A/H1N1 and HIV/AIDS;", []),
]


@pytest.mark.parametrize(("text", "voice", "expected"), NUMBERS)
def test_numbers_and_their_organs(text: str, voice: str, expected: list[str]) -> None:
    assert targets(text, voice) == expected


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_numbers_of_other_bodies(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


@pytest.mark.parametrize(("text", "expected"), SYMBOLS)
def test_document_symbols(text: str, expected: list[str]) -> None:
    assert targets(text) == expected


def cite(text: str, target: str, **fields: object) -> tuple[object, ...]:
    defaults: dict[str, object] = {"locator": None, "relation": "cites", "date": None, "via": "text"}
    assert set(fields) <= set(defaults)
    return (text, target, *(defaults | fields).values())


def found(cited: tuple[Citation, ...]) -> list[tuple[object, ...]]:
    return [(c.text, c.target, c.locator, c.relation, c.date, c.via) for c in cited]


WHOLE = [
    (
        "Recalling that the Security Council, in its resolution 1535 (2004) of 26 March 2004, asked for the "
        "implementation of Security Council resolution 1373 (2001) of 28 September 2001,",
        [
            cite("resolution 1535 (2004)", "S/RES/1535(2004)", relation="recalls", date=day("2004-03-26")),
            cite("resolution 1373 (2001)", "S/RES/1373(2001)", relation="implements", date=day("2001-09-28")),
        ],
    ),
    (
        "Decides to act as set out in paragraphs 2 and 4 (b) of resolution 2083 (2012);",
        [
            cite("paragraphs 2 and 4 (b) of resolution 2083 (2012)", "S/RES/2083(2012)", locator="op-2"),
            cite("paragraphs 2 and 4 (b) of resolution 2083 (2012)", "S/RES/2083(2012)", locator="op-4-b"),
        ],
    ),
    (
        "See resolution 60/288, annex, section III, paragraph 8.",
        [cite("resolution 60/288, annex, section III, paragraph 8", "A/RES/60/288", locator="annex-1-iii-8")],
    ),
    (
        "Acts in accordance with Article 2, paragraph 4, and Article 51 of the Charter of the United Nations and "
        "Chapter VII of the Charter;",
        [
            cite(
                "Article 2, paragraph 4, and Article 51 of the Charter of the United Nations",
                "un-charter",
                locator="article-2-4",
                relation="accordsWith",
            ),
            cite(
                "Article 2, paragraph 4, and Article 51 of the Charter of the United Nations",
                "un-charter",
                locator="article-51",
                relation="accordsWith",
            ),
            cite(
                "Chapter VII of the Charter",
                "un-charter",
                locator="chapter-7",
                relation="accordsWith",
                via="short-name",
            ),
        ],
    ),
    (
        "Notes the work under paragraph 3 of the present resolution and of the said resolution 60/1;",
        [
            cite("paragraph 3 of the present resolution", "A/RES/76/900", locator="op-3", relation="notes", via="self"),
            cite("resolution 60/1", "A/RES/60/1", relation="notes"),
        ],
    ),
    (
        "Recalls its resolution 61/106 and paragraph 5 of that resolution;",
        [
            cite("resolution 61/106", "A/RES/61/106", relation="recalls"),
            cite(
                "paragraph 5 of that resolution", "A/RES/61/106", locator="op-5", relation="recalls", via="coreference"
            ),
        ],
    ),
    (
        "Reaffirming its resolution 70/1 of 25 September 2015, entitled “Turning the page: the 2030 Agenda for Better "
        "Harbours”, and the 2030 Agenda,",
        [
            cite("resolution 70/1", "A/RES/70/1", relation="reaffirms", date=day("2015-09-25")),
            cite("2030 Agenda for Better Harbours", "A/RES/70/1", relation="reaffirms", via="short-name"),
            cite("2030 Agenda", "A/RES/70/1", relation="reaffirms", via="short-name"),
        ],
    ),
    (
        "Notes article 9 of the Convention on the Rights of the Child and of the International Convention against the "
        "Taking of Hostages;",
        [
            cite(
                "article 9 of the Convention on the Rights of the Child",
                "rights-of-the-child-1989",
                locator="article-9",
                relation="notes",
            ),
            cite(
                "International Convention against the Taking of Hostages",
                "hostages-1979",
                locator="article-9",
                relation="notes",
            ),
        ],
    ),
    (
        "Welcomes the report of the Secretary-General of 9 June 2020 (S/2020/525, para. 7);",
        [
            cite(
                "S/2020/525, para. 7",
                "S/2020/525",
                locator="paragraph-7",
                relation="welcomes",
                date=day("2020-06-09"),
            )
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_whole_citations(text: str, expected: list[tuple[object, ...]]) -> None:
    cited, _ = read(passage(text))
    assert found(cited) == expected


def test_names_that_the_document_defines() -> None:
    cited, unresolved = read(
        passage(
            "Noting the International Convention against the Taking of Hostages (hereinafter “the Pact”),",
            "pp-1",
        ),
        passage("Recalling the United Nations Global Counter-Terrorism Strategy,", "pp-2"),
        passage(
            "1. Urges States to join the Pact, the Convention and the Strategy, not the strategy for 2008-2011;", "op-1"
        ),
        passage("2. Notes the Convention on the Rights of the Child;", "op-2"),
        passage("3. Recalls the Convention;", "op-3"),
    )
    assert [(c.paragraph, c.text, c.target, c.via) for c in cited] == [
        ("pp-1", "International Convention against the Taking of Hostages", "hostages-1979", "text"),
        ("pp-2", "United Nations Global Counter-Terrorism Strategy", "A/RES/60/288", "short-name"),
        ("op-1", "Pact", "hostages-1979", "short-name"),
        ("op-1", "Convention", "hostages-1979", "short-name"),
        ("op-1", "Strategy", "A/RES/60/288", "short-name"),
        ("op-2", "Convention on the Rights of the Child", "rights-of-the-child-1989", "text"),
    ]
    assert unresolved == (Unresolved(paragraph="op-3", start=15, end=25, text="Convention", kind="short-name"),)


def test_the_parts_of_a_named_text_stand_in_its_annex() -> None:
    cited, _ = read(
        passage("Recalls paragraph 8 of section III of the United Nations Global Counter-Terrorism Strategy;", "op-1"),
        passage("Recalls section II of the Strategy and the Strategy;", "op-2"),
    )
    assert [(c.text, c.locator) for c in cited] == [
        ("paragraph 8 of section III of the United Nations Global Counter-Terrorism Strategy", "annex-1-iii-8"),
        ("section II of the Strategy", "annex-1-ii"),
        ("Strategy", None),
    ]


def test_that_convention_is_one_named_beside_it() -> None:
    cited, unresolved = read(
        passage("Recalling the Convention on the Rights of the Child,", "pp-1"),
        passage(
            "Noting appendix II to that Convention and the Harbour Convention on Ropes, and that Convention,", "pp-2"
        ),
        passage("Noting the Harbour Charter of Ropes and the Charter,", "pp-3"),
    )
    assert [c.paragraph for c in cited] == ["pp-1"]
    assert [(u.paragraph, u.text, u.kind) for u in unresolved] == [
        ("pp-2", "Convention", "short-name"),
        ("pp-2", "Harbour Convention on Ropes", "instrument"),
        ("pp-2", "Convention", "short-name"),
        ("pp-3", "Harbour Charter of Ropes", "instrument"),
        ("pp-3", "Charter", "short-name"),
    ]


def test_a_passage_of_any_length_is_read_whole() -> None:
    line = "Recalling its resolution 60/288 of 8 September 2006 and the Charter of the United Nations, and so on, "
    cited, _ = read(passage(line * 1000))
    assert len(cited) == 2000
    assert {c.text for c in cited} == {"resolution 60/288", "Charter of the United Nations"}
    assert all(c.text == (line * 1000)[c.start : c.end] for c in cited)


def test_footnotes_explain_names() -> None:
    text = "Recalls the Harbour Declaration, the report of the Secretary-General on harbours and the Hostel Convention;"
    marks = (Mark(text.index(","), "1"), Mark(text.index(" and the Hostel"), "2"), Mark(len(text) - 1, "3"))
    cited, _ = read(
        passage(text, marks=marks),
        passage("See resolution 69/283, annex II.", "fn-1", "footnote", number="1", start=500),
        passage("A/62/291.", "fn-2", "footnote", number="2", start=600),
        passage("United Nations, Treaty Series, vol. 75, No. 970.", "fn-3", "footnote", number="3", start=700),
        passage("Implements paragraph 5 of the Harbour Declaration;", "op-2", start=300),
    )
    assert found(cited) == [
        cite("Harbour Declaration", "A/RES/69/283", locator="annex-2", relation="recalls", via="footnote"),
        cite("report of the Secretary-General on harbours", "A/62/291", relation="recalls", via="footnote"),
        cite("resolution 69/283, annex II", "A/RES/69/283", locator="annex-2"),
        cite("A/62/291", "A/62/291"),
        cite(
            "paragraph 5 of the Harbour Declaration",
            "A/RES/69/283",
            locator="annex-2-5",
            relation="implements",
            via="short-name",
        ),
    ]


def test_paragraphs_of_the_document_itself() -> None:
    cited, _ = read(
        passage("Decides so;", "op-iii-4"),
        passage("Requests a report on paragraph 4 above and paragraphs 7 and 8 below;", "op-iii-5"),
    )
    assert [(c.text, c.target, c.locator, c.via) for c in cited] == [
        ("paragraph 4", "A/RES/76/900", "op-iii-4", "self"),
        ("paragraphs 7 and 8", "A/RES/76/900", "op-7", "self"),
        ("paragraphs 7 and 8", "A/RES/76/900", "op-8", "self"),
    ]


@pytest.mark.parametrize(
    ("here", "parent", "others", "text", "expected"),
    [
        (
            "annex-1-k-61",
            None,
            ["annex-1-j-57", "annex-1-k-60"],
            "paragraphs 57 and 60 above",
            ["annex-1-j-57", "annex-1-k-60"],
        ),
        ("op-25-e", "op-25", ["op-25-d"], "subparagraph (d) above", ["op-25-d"]),
        ("b-op-3", None, ["b-op-1", "a-op-1"], "paragraph 1 above", ["b-op-1"]),
        ("op-9", None, [], "paragraph 4 above", ["op-4"]),
    ],
)
def test_own_paragraphs_are_found_where_they_stand(
    here: str, parent: str | None, others: list[str], text: str, expected: list[str]
) -> None:
    mine = replace(passage(f"Decides on {text};", here), parent=parent)
    cited, _ = read(*(passage("Decides;", other) for other in others), mine)
    assert [c.locator for c in cited] == expected


def test_each_resolution_of_a_collection_cites_itself() -> None:
    cited, _ = read(
        passage("301 (IV). Harbours", "title-1", "title"),
        passage("Ends the present resolution;", "op-1"),
        passage("302 (IV). Assistance to harbours", "heading-2", "heading"),
        passage("Ends paragraph 1 of the present resolution;", "b-op-1"),
        about=front("A/RES/301(IV)"),
    )
    assert [(c.target, c.locator) for c in cited] == [("A/RES/301(IV)", None), ("A/RES/302(IV)", "op-1")]


def test_its_resolution_in_a_note_looks_forward() -> None:
    note = passage(
        "By its resolution 21/4 of 27 September 2012, the Human Rights Council sent the following draft:",
        "front-4",
        "front",
        None,
    )
    draft = passage("Recalling its resolution 47/133 of 18 December 1992,", "pp-1", "preamble", GA)
    cited, _ = read(note, draft, about=front("A/C.3/67/L.5", None))
    assert [c.target for c in cited] == ["A/HRC/RES/21/4", "A/RES/47/133"]


def test_the_same_resolution_is_that_of_the_passage_before() -> None:
    cited, unresolved = read(
        passage("Recalling its resolution 61/106 of 13 December 2006,", "pp-1"),
        passage("Recalling also that, in the same resolution, it asked for more,", "pp-2"),
        passage("Noting resolutions 61/107 and 61/108,", "pp-3"),
        passage("Noting also that resolution,", "pp-4"),
    )
    assert [(c.paragraph, c.target) for c in cited][:2] == [("pp-1", "A/RES/61/106"), ("pp-2", "A/RES/61/106")]
    assert [(u.paragraph, u.text, u.kind) for u in unresolved] == [("pp-4", "that resolution", "coreference")]


UNRESOLVED = [
    ("Notes Commission on Narcotic Drugs resolution 61/2 of 16 March 2018;", "resolution 61/2", "other-body"),
    ("Notes decision 15/4 of the Conference of the Parties to the Harbour Convention;", "decision 15/4", "other-body"),
    ("Recalls Commission resolution 19/2 of 21 May 2010;", "resolution 19/2", "other-body"),
    ("Recalls Trade and Development Board decision 193 (XIX);", "decision 193 (XIX)", "other-body"),
    ("Welcomes resolution 31/1 of 20 May 2022 on harbours;", "resolution 31/1", "number"),
    ("Recalls decision IX/20 adopted at the ninth meeting;", "decision IX/20", "other-body"),
    ("Notes the Harbour Conference and its resolution 58.16 of 25 May 2005;", "58.16", "other-body"),
    ("Notes decision XIX/6 of the Meeting of the Parties to the Harbour Protocol;", "decision XIX/6", "other-body"),
    (
        "Notes decision XIV/1 of the Conference of the Parties to the Convention on Biological Diversity;",
        "decision XIV/1",
        "other-body",
    ),
    ("Notes United Nations Environment Assembly decision 4/2 of 15 March 2019;", "decision 4/2", "other-body"),
    (
        "Notes the statement of its President of 3 August 2011 on harbours;",
        "statement of its President of 3 August 2011",
        "presidential-statement",
    ),
    ("Notes the Harbour Convention on Ropes and Knots;", "Harbour Convention on Ropes and Knots", "instrument"),
    ("Notes the Convention;", "Convention", "short-name"),
    ("Notes document S/RES/2337 of the Council;", "S/RES/2337", "symbol"),
]


@pytest.mark.parametrize(("text", "words", "kind"), UNRESOLVED)
def test_what_cannot_be_resolved_is_listed(text: str, words: str, kind: str) -> None:
    cited, unresolved = read(passage(text))
    assert [c.target for c in cited] == []
    assert (words, kind) in [(u.text, u.kind) for u in unresolved]
    assert all(u.text == text[u.start : u.end] for u in unresolved)


def test_a_document_without_symbol_cannot_cite_itself() -> None:
    cited, unresolved = read(passage("Ends the present resolution;"), about=front(None))
    assert cited == ()
    assert [(u.text, u.kind) for u in unresolved] == [("the present resolution", "self")]


def test_a_number_named_with_its_organ_keeps_it() -> None:
    cited, _ = read(
        passage("Recalling Human Rights Council resolution 43/1,", "pp-1"),
        passage("Notes what was done under resolution 43/1 and under resolution 43/2;", "op-1"),
    )
    assert [c.target for c in cited] == ["A/HRC/RES/43/1", "A/HRC/RES/43/1", "A/RES/43/2"]


def test_registers_or_compiled_names_give_the_same() -> None:
    text = passage("Guided by the Charter of the United Nations,")
    assert citations.find((text,), front(), REGISTERS) == citations.find((text,), front(), INSTRUMENTS)


WORDS = st.sampled_from(
    (
        "resolution resolutions its 60/288 1373 (2001) of and , ; Council Assembly the Convention paragraph 4 "
        "above annex A/62/17 "
        "(Part I) Add.1 S/PRST/2016/5 8 September 2006 (XV) 217 A section III to Strategy “ ” ( ) the present "
        "that Article 51 Charter"
    ).split()
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120), st.sampled_from([GA, SC, ECOSOC, HRC, None]))
def test_every_citation_lies_where_it_says(text: str, voice: str | None) -> None:
    cited, unresolved = read(passage(text, voice=voice), about=front(issuer=voice))
    ids = {entry.id for entry in REGISTERS.entries}
    for fact in (*cited, *unresolved):
        assert 0 <= fact.start < fact.end <= len(text)
        assert fact.text == text[fact.start : fact.end]
    for citation in cited:
        assert citation.target in ids or symbols.canonical(citation.target) == citation.target
        assert citation.locator is None or re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9.]+)*", citation.locator)


LINK = re.compile(r"A/RES/(?:6[1-9]|7\d)/\d+|S/RES/\d+\(\d+\)")


def test_against_official_links(shared: Path) -> None:
    """Of the United Nations' own links in a sample of documents, hardly one is missed and none contradicted."""
    linked = hit = 0
    clash: set[str] = set()
    with gzip.open(shared / "corpus" / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if re.fullmatch(r"A_RES_7[0-9]_\d*7", row["doc"])]
    for row in rows:
        texts = [block["text"].replace("\u00a0", " ").replace("\t", " ") for block in row["blocks"]]
        passages = [passage(text, f"op-{index}") for index, text in enumerate(texts, 1)]
        cited, _ = read(*passages, about=front(row["doc"].replace("_", "/")))
        for index, block in enumerate(row["blocks"], 1):
            gold = {link for _, link in block.get("links") or [] if LINK.fullmatch(link)}
            mine = {c.target.rstrip("ABCD") for c in cited if c.paragraph == f"op-{index}"}
            linked, hit = linked + len(gold), hit + len(gold & mine)
            clash |= {t for t in mine - gold if t.startswith("A/HRC/") and t.replace("A/HRC/", "A/") in gold}
    assert linked > 300
    assert hit / linked > 0.99
    assert clash == set()


def test_every_relation_is_a_property_of_the_ontology() -> None:
    ontology = Graph().parse(folder("ontology") / "core.ttl")
    cites = URIRef(term("cites"))
    known = {str(name).removeprefix(ONTOLOGY) for name in ontology.subjects(RDFS.subPropertyOf, cites)} | {"cites"}
    assert set(citation_relations.OPENINGS.values()) | set(citation_relations.GOVERNING.groupindex) <= known
