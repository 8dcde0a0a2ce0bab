from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SH, Graph, URIRef

from graph_build import assets, symbols
from graph_build.namespaces import PREFIXES

SPELLINGS = [
    ("A/RES/60/288", "A/RES/60/288"),
    ("a/res/60/288", "A/RES/60/288"),
    ("A_RES_60_288", "A/RES/60/288"),
    ("https://undocs.org/en/A/RES/60/288", "A/RES/60/288"),
    ("S/RES/1373 (2001)", "S/RES/1373(2001)"),
    ("S/RES/1373\u00a0(2001)", "S/RES/1373(2001)"),
    ("S_RES_1267(1999)", "S/RES/1267(1999)"),
    ("A/RES/1514 (XV)", "A/RES/1514(XV)"),
    ("A/RES/377 A (V)", "A/RES/377(V)A"),
    ("A/RES/377(V)[A]", "A/RES/377(V)A"),
    ("A_RES_118_(II)", "A/RES/118(II)"),
    ("A/RES/1874 (S-IV)", "A/RES/1874(S-IV)"),
    ("A/RES/ES-10/15", "A/RES/ES-10/15"),
    ("A/RES/S–30/1", "A/RES/S-30/1"),
    ("A/RES/57/270 B", "A/RES/57/270B"),
    ("A_RES_77_128_A-B", "A/RES/77/128A-B"),
    ("A/HRC/RES/S-27/1", "A/HRC/RES/S-27/1"),
    ("E/RES/155 C (VII)", "E/RES/155(VII)C"),
    ("E/CN.4/RES/2005/80", "E/CN.4/RES/2005/80"),
    ("S/PRST/2016/5", "S/PRST/2016/5"),
    ("A/DEC/72/559", "A/DEC/72/559"),
    ("A/C.3/62/L.2", "A/C.3/62/L.2"),
    ("A/62/17 (Part I)/Corr.1", "A/62/17(PartI)/Corr.1"),
    ("A/79/5 (Vol. II)", "A/79/5(Vol.II)"),
    ("A/CONF.151/26/REV.1 (VOL. I)", "A/CONF.151/26/Rev.1(Vol.I)"),
    ("A/60/825/corr.1", "A/60/825/Corr.1"),
    ("S/AC.37/2003/(1455)/19", "S/AC.37/2003/(1455)/19"),
    ("S/AGENDA/8979", "S/Agenda/8979"),
    ("UNEP/EA.2/RES.10", "UNEP/EA.2/Res.10"),
    ("UNEP_EA.4_RES.21", "UNEP/EA.4/Res.21"),
    ("hsp/ha.1/res.2", "HSP/HA.1/Res.2"),
    ("WHA61.21", "WHA61.21"),
    ("WHA73 (9)", "WHA73(9)"),
    ("UNEP/CBD/COP/DEC/X/2", "UNEP/CBD/COP/DEC/X/2"),
    ("CBD/COP/DEC/15/4", "CBD/COP/DEC/15/4"),
    ("GC(68)/RES/14", "GC(68)/RES/14"),
    ("AU/Dec.351(XVI)", "AU/Dec.351(XVI)"),
    ("SPLOS/72", "SPLOS/72"),
    ("A/ES-10/L.23/Add.1", "A/ES-10/L.23/Add.1"),
    ("A/RES/52/20/Corr.1", "A/RES/52/20/Corr.1"),
]
NOT_SYMBOLS = ["", "resolution", "50/50", "and/or", "S/RES/1373", "A/RES/60", "1373 (2001)", "A/RES/12(IIII)", "//"]

PARTS = [
    ("A/RES/57/270B", "Resolution", "general-assembly", "270", "57", None, "B", ()),
    ("A/RES/1514(XV)", "Resolution", "general-assembly", "1514", "XV", None, None, ()),
    ("S/RES/1373(2001)", "Resolution", "security-council", "1373", None, 2001, None, ()),
    ("E/RES/2007/18", "Resolution", "ecosoc", "18", None, 2007, None, ()),
    ("A/HRC/RES/37/27", "Resolution", "human-rights-council", "27", "37", None, None, ()),
    ("S/PRST/2016/5", "PresidentialStatement", "security-council", "5", None, 2016, None, ()),
    ("A/DEC/72/559", "Decision", "general-assembly", "559", "72", None, None, ()),
    ("A/C.3/62/L.2/Rev.1", "DraftResolution", "general-assembly", "L.2", "62", None, None, ("Rev.1",)),
    ("UNEP/EA.4/Res.21", "Resolution", "unea", "21", "4", None, None, ()),
    ("WHA73(9)", "Decision", "world-health-assembly", "9", "73", None, None, ()),
    ("S/2006/737", "Document", "security-council", "737", None, 2006, None, ()),
    ("A/HRC/17/31/Add.1/Corr.1", "Document", "human-rights-council", "31", "17", None, None, ("Add.1", "Corr.1")),
]


@pytest.mark.parametrize(("spelling", "expected"), SPELLINGS)
def test_any_spelling_has_one_form(spelling: str, expected: str) -> None:
    assert symbols.canonical(spelling) == expected
    assert symbols.canonical(expected) == expected
    assert symbols.of_iri(symbols.iri(spelling)) == expected
    assert symbols.of_iri(symbols.iri(spelling) + "#op-4-b") == expected


@pytest.mark.parametrize("text", NOT_SYMBOLS)
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a document symbol"):
        symbols.canonical(text)


@pytest.mark.parametrize(("text", "kind", "organ", "number", "session", "year", "letter", "suffixes"), PARTS)
def test_a_symbol_is_taken_apart(text, kind, organ, number, session, year, letter, suffixes) -> None:  # type: ignore[no-untyped-def]
    base = text
    for suffix in reversed(suffixes):
        base = base.removesuffix(f"/{suffix}")
    assert symbols.parse(text) == symbols.Symbol(
        text=text,
        kind=kind,
        organ=organ,
        number=number,
        session=session,
        year=year,
        letter=letter,
        suffixes=suffixes,
        base=base,
    )


@pytest.mark.parametrize(
    ("organ", "number", "kind", "expected"),
    [
        ("general-assembly", "57/270 B", "Resolution", "A/RES/57/270B"),
        ("general-assembly", "377 A (V)", "Resolution", "A/RES/377(V)A"),
        ("general-assembly", "72/559", "Decision", "A/DEC/72/559"),
        ("security-council", "1373 (2001)", "Resolution", "S/RES/1373(2001)"),
        ("human-rights-council", "S-27/1", "Resolution", "A/HRC/RES/S-27/1"),
        ("commission-on-human-rights", "2005/80", "Resolution", "E/CN.4/RES/2005/80"),
    ],
)
def test_a_bare_number_with_its_organ(organ: str, number: str, kind: str, expected: str) -> None:
    assert symbols.resolution(organ, number, kind) == expected


def test_a_bare_number_needs_a_known_organ() -> None:
    with pytest.raises(ValueError, match="no series"):
        symbols.resolution("world-bank", "1/2")
    with pytest.raises(ValueError):
        symbols.resolution("general-assembly", "fifty")


@pytest.mark.parametrize(
    ("symbol", "adopted", "expected"),
    [
        ("A/RES/60/288", date(2006, 9, 8), "/akn/un/statement/deliberation/unga/2006-09-08/60-288"),
        ("A/RES/1514(XV)", date(1960, 12, 14), "/akn/un/statement/deliberation/unga/1960-12-14/1514-XV"),
        ("S/RES/1373(2001)", date(2001, 9, 28), "/akn/un/statement/deliberation/unsc/2001-09-28/1373"),
        ("A/RES/60/288", None, None),
        ("E/RES/2007/18", date(2007, 7, 26), None),
        ("A/C.3/62/L.2", date(2007, 10, 2), None),
    ],
)
def test_akoma_ntoso_iri(symbol: str, adopted: date | None, expected: str | None) -> None:
    assert symbols.akn_iri(symbol, adopted) == expected


def test_of_iri_refuses_other_addresses() -> None:
    with pytest.raises(ValueError, match="not the IRI of an instrument"):
        symbols.of_iri("https://example.org/A/RES/60/288")


NUMERALS = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"]
UNITS = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]


@given(st.integers(1, 89))
def test_roman_numerals(value: int) -> None:
    assert symbols.roman(NUMERALS[value // 10] + UNITS[value % 10]) == value


numbers = st.integers(1, 9999).map(str)
sessions = st.one_of(
    st.integers(1, 120).map(str), st.integers(1, 40).map("S-{}".format), st.integers(1, 12).map("ES-{}".format)
)
romans = st.integers(1, 89).map(lambda v: NUMERALS[v // 10] + UNITS[v % 10])
years = st.integers(1946, 2099).map(str)
letters = st.sampled_from(["", "", "A", "B", "Z", "A-B"])
adopted = st.one_of(
    st.builds("A/RES/{}/{}{}".format, sessions, numbers, letters),
    st.builds("A/RES/{}({}){}".format, numbers, romans, letters),
    st.builds("A/HRC/RES/{}/{}".format, sessions, numbers),
    st.builds("A/DEC/{}/{}".format, sessions, numbers),
    st.builds("S/RES/{}({})".format, numbers, years),
    st.builds("E/RES/{}/{}".format, years, numbers),
    st.builds("S/PRST/{}/{}".format, years, numbers),
)
suffixes = st.lists(st.builds("/{}.{}".format, st.sampled_from(["Add", "Corr", "Rev"]), st.integers(1, 20)), max_size=3)
documents = st.builds(
    lambda head, middle, number, tail: f"{head}/{middle}/{number}{''.join(tail)}",
    st.sampled_from(["A", "S", "E", "A/C.3", "A/HRC", "E/CN.15", "A/CONF.157", "ISBA"]),
    st.one_of(sessions, years),
    st.one_of(numbers, numbers.map("L.{}".format)),
    suffixes,
)


@given(st.one_of(adopted, documents), st.data())
def test_round_trip_through_any_spelling(symbol: str, data: st.DataObject) -> None:
    spelling = symbol.lower() if data.draw(st.booleans()) else symbol
    if data.draw(st.booleans()):
        spelling = spelling.replace("(", data.draw(st.sampled_from([" (", "\u00a0("])))
    if data.draw(st.booleans()):
        spelling = spelling.replace("/", "_")
    assert symbols.canonical(spelling) == symbol
    assert symbols.of_iri(symbols.iri(spelling)) == symbol
    assert " " not in symbols.iri(spelling)


@given(st.text(max_size=60))
def test_anything_else_is_refused_politely(text: str) -> None:
    try:
        once = symbols.canonical(text)
    except ValueError:
        return
    assert symbols.canonical(once) == once


def test_every_canonical_symbol_keeps_the_shape() -> None:
    shapes = Graph().parse(assets.folder("shapes") / "instruments.ttl")
    pattern = str(shapes.value(URIRef(PREFIXES["shape"] + "instrument-symbol"), SH.pattern))
    assert [symbol for _, symbol in SPELLINGS if not re.search(pattern, symbol)] == []
    loose = ("A/RES/60/ 288", "60/288", "resolution", "a/res/60/288", "WHA61", "A//288")
    assert [symbol for symbol in loose if re.search(pattern, symbol)] == []
