from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import graph_specimens
import pytest
from graph_specimens import ADOPTED, READING, REGISTERS, front
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from pyoxigraph import DefaultGraph

from graph_build import curated_rows, quads, store, store_files
from graph_build.model import (
    Actor,
    Citation,
    Directive,
    Event,
    Mention,
    Name,
    Partner,
    Reading,
    ReportDuty,
    Review,
)
from graph_build.namespaces import PREFIXES, graph
from graph_build.quads_known import place, terms
from graph_build.quads_readings import ACTS, CLASSES, event_address
from graph_build.quads_work import PARTNERS, key
from graph_build.store_terms import integer, iri

PROVENANCE = iri(store.PROVENANCE)


def about(made: store.Store, subject: str) -> list[str]:
    """What the default graph says of a subject, as lines of short Turtle without the subject, sorted."""
    block = next(
        (b for b in store_files.text(made, "turtle").split("\n\n") if b.startswith(subject + " ")), subject + " ."
    )
    return [line.strip(" ;.") for line in block.removeprefix(subject + " ").splitlines()]


@pytest.fixture(scope="module")
def made() -> store.Store:
    return graph_specimens.specimen(ontology=False)


def test_the_document(made: store.Store) -> None:
    assert about(made, "<instrument/A/C.3/62/L.2>") == [
        "a ct:DraftResolution",
        'dcterms:language "en"',
        'dcterms:title "Specimen on assistance"@en',
        'rdfs:label "A/C.3/62/L.2"',
        'ct:agendaItem "106"',
        "ct:carriedBy <instrument/A/C.3/62/L.2#carrier>",
        "ct:draftFor body:general-assembly",
        'ct:issuedOn "2007-10-02"^^xsd:date',
        "ct:kind kind:draft-resolution",
        "ct:recommendedBy <instrument/E/RES/2007/18>",
        "ct:session 62",
        f'ct:sha256 "{graph_specimens.SHA}"',
        'ct:symbol "A/C.3/62/L.2"',
        "ct:topic unbis:1001346",
        "ct:year 2007",
    ]


def test_the_document_that_carries_it(made: store.Store) -> None:
    assert about(made, "<instrument/A/C.3/62/L.2#carrier>") == [
        "a ct:Note",
        'rdfs:label "Note that carries A/C.3/62/L.2"',
        "ct:author body:secretariat",
        'ct:issuedOn "2007-10-02"^^xsd:date',
        "ct:kind kind:note",
        "ct:year 2007",
    ]


def test_a_paragraph(made: store.Store) -> None:
    assert about(made, "<instrument/A/C.3/62/L.2#op-1-a>") == [
        "a ct:OperativeParagraph",
        'rdfs:label "A/C.3/62/L.2 op-1-a"',
        "ct:end 300",
        "ct:inInstrument <instrument/A/C.3/62/L.2>",
        'ct:label "a."',
        "ct:level 2",
        'ct:number "a"',
        'ct:paragraphId "op-1-a"',
        'ct:part "operative"',
        "ct:partOf <instrument/A/C.3/62/L.2#op-1>",
        "ct:position 3",
        "ct:start 200",
        "ct:under <instrument/A/C.3/62/L.2#op-1>",
        "ct:voice body:general-assembly",
    ]


def test_a_citation_and_what_it_cites(made: store.Store) -> None:
    assert about(made, "<instrument/A/C.3/62/L.2#pp-1.citation-1>") == [
        "a ct:Citation",
        "ct:citedAs ct:recalls",
        "ct:citedInstrument <instrument/S/RES/1373(2001)>",
        "ct:citedParagraph <instrument/S/RES/1373(2001)#op-6>",
        "ct:end 60",
        "ct:inInstrument <instrument/A/C.3/62/L.2>",
        "ct:inParagraph <instrument/A/C.3/62/L.2#pp-1>",
        'ct:locator "op-6"',
        'ct:printedDate "2001-09-28"^^xsd:date',
        'ct:rule "symbol"',
        "ct:start 20",
        'ct:text "resolution 1373 (2001)"',
        'ct:via "text"',
    ]
    assert "ct:recalls <instrument/S/RES/1373(2001)>" in about(made, "<instrument/A/C.3/62/L.2#pp-1>")
    assert about(made, "<instrument/S/RES/1373(2001)>") == [
        "a ct:Resolution",
        'rdfs:label "S/RES/1373(2001)"',
        "ct:adoptedBy body:security-council",
        'ct:symbol "S/RES/1373(2001)"',
        "ct:year 2001",
    ]


def test_the_present_resolution_does_not_cite_itself(made: store.Store) -> None:
    itself = "<instrument/A/C.3/62/L.2>"
    assert f"ct:citedInstrument {itself}" in about(made, "<instrument/A/C.3/62/L.2#op-1-a.citation-1>")
    assert f"ct:cites {itself}" not in about(made, "<instrument/A/C.3/62/L.2#op-1-a>")


def test_a_directive(made: store.Store) -> None:
    assert about(made, "<instrument/A/C.3/62/L.2#op-1.directive-1>") == [
        "a ct:Directive",
        "ct:act act:request",
        'ct:actText "Requests"',
        "ct:addressee body:unodc",
        "ct:beneficiary group:member-states",
        "ct:concerns <instrument/A/RES/60/288>",
        "ct:condition condition:upon-request",
        "ct:consults body:ctc",
        "ct:directiveIn <instrument/A/C.3/62/L.2>",
        "ct:end 199",
        "ct:inInstrument <instrument/A/C.3/62/L.2>",
        "ct:inParagraph <instrument/A/C.3/62/L.2#op-1>",
        'ct:rule "verb"',
        "ct:start 100",
        "ct:topic unbis:1001346, assistance:training",
    ]


def test_topics(made: store.Store) -> None:
    assert about(made, "unbis:1001346") == [
        "a ct:Topic",
        'rdfs:label "counter-terrorism"',
        'skos:hiddenLabel "combating terrorism"@en',
        "skos:inScheme scheme:topics",
        'skos:prefLabel "counter-terrorism"@en',
        "ct:source <instrument/A/RES/60/288#annex-1-3>",
    ]
    assert "ct:topic unbis:1001346" in about(made, "<instrument/A/C.3/62/L.2>")


def test_the_share_of_a_sub_paragraph(made: store.Store) -> None:
    assert about(made, "<instrument/A/C.3/62/L.2#op-1-a.directive-1>") == [
        "a ct:Directive, ct:DirectivePart",
        "ct:act act:request",
        'ct:actText "Requests"',
        "ct:addressee body:unodc",
        "ct:coordinatesWith body:tpb",
        "ct:directiveIn <instrument/A/C.3/62/L.2>",
        "ct:end 260",
        "ct:inInstrument <instrument/A/C.3/62/L.2>",
        "ct:inParagraph <instrument/A/C.3/62/L.2#op-1-a>",
        "ct:inherits <instrument/A/C.3/62/L.2#op-1>",
        "ct:partOfDirective <instrument/A/C.3/62/L.2#op-1.directive-1>",
        'ct:rule "inherited"',
        "ct:start 200",
    ]


def test_the_words_behind_a_field_stand_in_the_provenance() -> None:
    found = [q for q in quads.of_reading(READING, quads.Known.of(REGISTERS)) if "evidence-1" in q[0]]
    assert {quad[3] for quad in found} == {PROVENANCE}
    told = {(quad[0].rpartition("#")[2][:-1], quad[1].rpartition("#")[2][:-1]): quad[2] for quad in found}
    assert told["op-1.directive-1.evidence-1", "value"] == '"upon-request"'
    assert told["op-1-a.directive-1.evidence-1", "evidenceIn"].endswith("L.2#op-1>")
    assert ("op-1.directive-1.evidence-1", "evidenceIn") not in told


def test_a_reporting_duty(made: store.Store) -> None:
    assert about(made, "<instrument/A/C.3/62/L.2#op-1-a.directive-2>") == [
        "a ct:Directive, ct:ReportingObligation",
        "ct:act act:request",
        'ct:actText "Requests"',
        "ct:addressee office:secretary-general",
        "ct:directiveIn <instrument/A/C.3/62/L.2>",
        'ct:dueFrom "2008-09-16"^^xsd:date',
        'ct:dueText "at its sixty-third session"',
        'ct:dueUntil "2009-09-14"^^xsd:date',
        "ct:end 299",
        "ct:inInstrument <instrument/A/C.3/62/L.2>",
        "ct:inParagraph <instrument/A/C.3/62/L.2#op-1-a>",
        "ct:inherits <instrument/A/C.3/62/L.2#op-1>",
        'ct:recurs "P1Y"',
        "ct:reportAbout <instrument/A/C.3/62/L.2>",
        "ct:reportBy office:secretary-general",
        "ct:reportTo body:general-assembly",
        'ct:rule "report"',
        "ct:start 200",
    ]


def test_an_unknown_act_and_an_unknown_actor_keep_their_words(made: store.Store) -> None:
    node = "<instrument/A/C.3/62/L.2#op-2.directive-1.addressee-1>"
    found = about(made, "<instrument/A/C.3/62/L.2#op-2.directive-1>")
    assert {"ct:act act:other", 'ct:otherAct "intend"', f"ct:addressee {node}", "ct:supportedBy body:tpb"} <= set(found)
    assert about(made, node) == [
        "a ct:UnresolvedActor",
        'rdfs:label "the Coordinator"',
        'ct:text "the Coordinator"',
    ]


def test_an_event_and_its_mention(made: store.Store) -> None:
    assert about(made, "event:vienna-symposium-2007-05-17") == [
        "a ct:Event",
        'rdfs:label "Symposium on strategy"',
        'ct:from "2007-05-17"^^xsd:date',
        "ct:organizer state:AUT",
        'ct:place "Vienna"',
        'ct:until "2007-05-18"^^xsd:date',
    ]
    mention = about(made, "<instrument/A/C.3/62/L.2#op-2.event-1>")
    assert {"a ct:Mention", "ct:refersTo event:vienna-symposium-2007-05-17", "ct:start 330"} <= set(mention)


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({"text": "a Workshop", "place": "New York"}, None),
        ({"text": "a gathering", "place": "Vienna", "from_": graph_specimens.date(2007, 5, 17)}, None),
        (
            {"text": "the World Summit", "place": "New York", "from_": graph_specimens.date(2005, 9, 14)},
            "https://w3id.org/ctkg/id/event/new-york-summit-2005-09-14",
        ),
    ],
)
def test_an_event_has_a_name_of_its_own_where_all_is_known(fields: dict[str, object], address: str | None) -> None:
    assert event_address(Event(paragraph="pp-1", start=0, end=5, **fields)) == address  # type: ignore[arg-type]


def test_what_is_unresolved_is_in_the_graph(made: store.Store) -> None:
    found = about(made, "<instrument/A/C.3/62/L.2#op-2.unresolved-1>")
    assert {"a ct:Unresolved", 'ct:text "its Plan"', 'ct:unresolvedKind "citation"'} <= set(found)


def test_a_body_with_its_names(made: store.Store) -> None:
    found = about(made, "body:cted")
    assert found[:2] == ["a ct:SecretariatOffice", 'rdfs:label "Counter-Terrorism Committee Executive Directorate"']
    assert 'skos:altLabel "CTED"@en' in found
    assert 'skos:hiddenLabel "Executive Directorate"@en' in found
    assert {"ct:subsidiaryOf body:ctc", "ct:under body:ctc", "ct:source <instrument/un-charter>"} <= set(found)
    names = next(line for line in found if line.startswith("ct:name ")).split(" ", 1)[1].split(", ")
    assert len(names) == 3


def test_a_relation_that_has_ended_is_a_node_and_no_triple(made: store.Store) -> None:
    ended = "<relation/unodc/partOf/secretariat/1997-01-01>"
    assert 'ct:validUntil "2002-01-01"^^xsd:date' in about(made, ended)
    assert about(made, "body:unodc").count("ct:partOf body:secretariat") == 1  # from the one that holds
    only = replace(REGISTERS, relations=REGISTERS.relations[5:6])
    assert "ct:partOf body:secretariat" not in about(store.memory(quads.of_registers(only)), "body:unodc")


def test_members_of_a_group_of_instruments(made: store.Store) -> None:
    assert "ct:memberOf <instrument/conventions>" in about(made, "<instrument/terrorist-bombings-1997>")


def test_a_document_without_symbol_is_named_by_its_bytes() -> None:
    reading = Reading(document=front(None, "Letter", title="A letter"))
    made = store.memory(quads.of_reading(reading, quads.Known.of(REGISTERS)))
    assert about(made, f"<instrument/sha256-{graph_specimens.SHA}>")[:4] == [
        "a ct:Letter",
        'dcterms:language "en"',
        'dcterms:title "A letter"@en',
        'rdfs:label "A letter"',
    ]


def test_provenance_names_bytes_version_and_source_and_nothing_of_the_machine() -> None:
    all_quads = list(quads.of_reading(READING, quads.Known.of(REGISTERS)))
    told = [quad for quad in all_quads if quad[3] == "<https://w3id.org/ctkg/graph/provenance>"]
    file = f"<https://w3id.org/ctkg/id/file/{graph_specimens.SHA}>"
    words = {quad[2] for quad in told if quad[0] == file}
    assert {'"draft.txt"', f'"{graph_specimens.SHA}"', '"text/plain"'} <= words
    derived = "<http://www.w3.org/ns/prov#wasDerivedFrom>"
    facts = {quad[0] for quad in all_quads if quad[1].endswith("#inParagraph>")}
    assert facts == {quad[0] for quad in told if quad[1] == derived and "#" in quad[0]}
    assert not any("somewhere" in term for quad in all_quads for term in quad)


def test_graphs_made_by_rule_say_by_what_they_were_made() -> None:
    """Every graph is a document's, a register's, the ontology, or says in the provenance by what it was made."""
    held = {str(quad.graph_name) for quad in graph_specimens.specimen() if quad.graph_name != DefaultGraph()}
    made = {s for s, p, _, _ in quads.software() if p == f"<{PREFIXES['prov']}wasAttributedTo>"}
    named = {iri(graph("ontology")), iri(graph("provenance"))}
    rest = {name for name in held - named if not re.match(r"<\S+/graph/(?:document|register)/", name)}
    assert made == {iri(graph("inferred")), iri(graph("cited"))}
    assert rest <= made


def test_sponsors_are_known_by_their_names() -> None:
    state = replace(REGISTERS.entries[0], id="AUT", kind="State", names=(Name(text="Island's Republic"),))
    known = quads.Known.of(replace(REGISTERS, entries=(*REGISTERS.entries, state)))
    reading = Reading(document=front("A/C.3/62/L.9", "DraftResolution", sponsors=("Island’s Republic", "Atlantis")))
    found = [o for _, p, o, _ in quads.of_reading(reading, known) if p.endswith("#sponsor>")]
    node = "<https://w3id.org/ctkg/id/instrument/A/C.3/62/L.9#front.sponsor-2>"
    assert found == ["<https://w3id.org/ctkg/id/state/AUT>", node]


def test_a_ruling_stands_beside_its_fact() -> None:
    ruled = READING.mentions[0]
    row = Review(
        document="A/C.3/62/L.2",
        paragraph=ruled.paragraph,
        fact="mention",
        start=ruled.start,
        end=ruled.end,
        ruling="accept",
        reviewer="a clerk",
        reading="",
        text=graph_specimens.SHA[:6],
    )

    def told(review: Review) -> list[tuple[str, str, str]]:
        known = quads.Known.of(replace(REGISTERS, reviews=(review,)))
        found = quads.of_reading(READING, known)
        return [(s, o, g) for s, p, o, g in found if p.endswith(("#ruling>", "#reviewer>"))]

    node, graph = f"<https://w3id.org/ctkg/id/instrument/A/C.3/62/L.2#{ruled.paragraph}.mention-1>", PROVENANCE
    assert told(row) == [(node, '"accept"', graph), (node, '"a clerk"', graph)]
    assert told(replace(row, text="another")) == []
    assert told(replace(row, fact="citation")) == []


def test_no_blank_node_and_the_same_quads_every_time() -> None:
    known = quads.Known.of(REGISTERS)

    def everything() -> list[store.Quad]:
        return [*quads.of_ontology(), *quads.of_registers(REGISTERS), *quads.of_reading(READING, known)]

    first = everything()
    assert first == everything()
    assert not [quad for quad in first if "_:" in quad[0] + quad[2][:2]]
    assert all(re.fullmatch(r"<https?://[^<>\s]+>", quad[3]) for quad in first)


def test_every_term_that_is_written_is_in_the_ontology() -> None:
    known = quads.Known.of(REGISTERS)
    ours = "<https://w3id.org/ctkg/ontology#"
    defined = {quad[0] for quad in quads.of_ontology()}
    used = set()
    for reading in (READING, ADOPTED):
        used |= {t for q in quads.of_reading(reading, known) for t in q[1:3] if t.startswith(ours)}
    used |= {t for q in quads.of_registers(REGISTERS) for t in q[1:3] if t.startswith(ours)}
    used |= {f"{ours}{name}>" for name in [*CLASSES.values(), *PARTNERS.values()]}
    used |= {f"<https://w3id.org/ctkg/id/act/{name}>" for name in ACTS}
    assert used - defined == set()


def test_the_kinds_and_predicates_of_the_registers_are_terms() -> None:
    defined = {quad[0].rpartition("#")[2][:-1] for quad in quads.of_ontology()}
    kinds = {kind for kinds in curated_rows.ENTRY_FILES.values() for kind in kinds}
    assert (kinds | set(curated_rows.PREDICATES)) - defined == set()


def test_the_terms_under_cites() -> None:
    assert {"cites", "recalls", "reaffirms", "implements"} <= terms().relations
    assert not {"partOf", "citedBy"} & terms().relations


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://www.un.org/", "https://www.un.org/"),
        ("S/RES/1535(2004) op-2", "https://w3id.org/ctkg/id/instrument/S/RES/1535(2004)#op-2"),
        ("un-charter article-7", "https://w3id.org/ctkg/id/instrument/un-charter#article-7"),
        ("A/RES/60/288", "https://w3id.org/ctkg/id/instrument/A/RES/60/288"),
    ],
)
def test_sources_of_the_registers(source: str, address: str) -> None:
    assert place(source) == address


def test_a_text_that_a_resolution_carries_has_not_its_symbol() -> None:
    carried = graph_specimens.entry(
        "a-declaration", "Declaration", "a declaration", "treaties.yaml", symbol="A/RES/217(III)A"
    )
    made = store.memory(quads.of_registers(replace(REGISTERS, entries=(carried,), relations=(), sessions=())))
    found = about(made, "<instrument/a-declaration>")
    assert "ct:carriedBy <instrument/A/RES/217(III)A>" in found
    assert 'rdfs:label "a declaration"' in found
    assert not any(line.startswith("ct:symbol") for line in found)
    assert 'ct:symbol "A/RES/217(III)A"' in about(made, "<instrument/A/RES/217(III)A>")


def test_a_committee_that_no_register_knows_keeps_its_words() -> None:
    reading = Reading(document=front("A/RES/1/1", "Resolution", committee="Ninth Committee"))
    made = store.memory(quads.of_reading(reading, quads.Known.of(REGISTERS)))
    node = "<instrument/A/RES/1/1#front.committee>"
    assert f"ct:committee {node}" in about(made, "<instrument/A/RES/1/1>")
    assert about(made, node)[0] == "a ct:UnresolvedActor"


WORDS = st.text(max_size=12)
AN_ID = st.sampled_from(["ctc", "unodc", "AUT", "nobody", "", "<script>"])
A_TARGET = st.one_of(st.sampled_from(["S/RES/1373(2001)", "un-charter", "A/RES/60/288"]), WORDS)
PLACED = {"paragraph": st.sampled_from(["op-1", "pp-1"]), "start": st.integers(0, 9), "end": st.integers(10, 19)}
ACTOR = st.builds(Actor, text=WORDS, actor=st.none() | AN_ID)
PARTNER = st.builds(Partner, text=WORDS, role=st.sampled_from(sorted(PARTNERS)), actor=st.none() | AN_ID)
READINGS = st.builds(
    Reading,
    document=st.builds(
        front,
        symbol=st.none() | st.sampled_from(["A/RES/62/172", "no symbol", "<>"]) | WORDS,
        kind=st.sampled_from(["Resolution", "Letter", "DraftDecision", "Nonsense"]),
        title=st.none() | WORDS,
        issuer=st.none() | AN_ID,
        committee=st.none() | AN_ID,
        adopted=st.none() | st.dates(),
        sponsors=st.tuples(AN_ID),
        report=st.none() | A_TARGET,
    ),
    citations=st.tuples(st.builds(Citation, **PLACED, text=WORDS, target=A_TARGET, relation=WORDS, locator=WORDS)),
    mentions=st.tuples(st.builds(Mention, **PLACED, text=WORDS, actor=st.none() | AN_ID)),
    directives=st.tuples(
        st.builds(
            Directive,
            **PLACED,
            act=st.sampled_from(["urge", "other:x y", "", "<>"]),
            act_text=WORDS,
            addressees=st.tuples(ACTOR),
            partners=st.tuples(PARTNER),
            topics=st.tuples(WORDS),
            concerns=st.tuples(A_TARGET),
            report=st.builds(ReportDuty, by=AN_ID, to=AN_ID, about=st.tuples(A_TARGET)),
        )
    ),
    events=st.tuples(st.builds(Event, **PLACED, text=WORDS, place=st.none() | WORDS, from_=st.none() | st.dates())),
)


@given(READINGS)
def test_any_reading_gives_quads_that_a_store_takes(reading: Reading) -> None:
    found = list(quads.of_reading(reading, quads.Known.of(REGISTERS)))
    made = store.memory(found)
    graphs = {quad[3] for quad in found}
    own = iri(f"https://w3id.org/ctkg/graph/document/{key(reading.document)}")
    assert graphs - {iri("https://w3id.org/ctkg/graph/cited")} == {own, PROVENANCE}
    assert len(set(found)) == sum(1 for quad in made if not isinstance(quad.graph_name, DefaultGraph))


def test_the_same_bytes_whatever_the_seed_of_hashes() -> None:
    code = (
        "import graph_specimens, hashlib; from graph_build import reason, store_files; "
        "made = graph_specimens.specimen(); reason.infer(made); "
        "print([hashlib.sha256(store_files.text(made, f).encode()).hexdigest() for f in store_files.FILES])"
    )
    here = Path(__file__).parent
    shown = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=here,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(here)},
        ).stdout
        for seed in ("1", "2")
    ]
    assert shown[0] == shown[1]
    assert shown[0].count(",") == 2


def test_a_symbol_gives_the_year_where_no_date_is_known() -> None:
    entry = next(each for each in REGISTERS.entries if each.symbol == each.id)
    entry = replace(entry, id="S/RES/9999(2099)", symbol="S/RES/9999(2099)", adopted=None)
    found = list(quads.of_registers(replace(REGISTERS, entries=(*REGISTERS.entries, entry))))
    years = [o for s, p, o, _ in found if "9999" in s and p.endswith("#year>")]
    assert years == [integer(2099)]
