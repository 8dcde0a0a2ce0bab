from __future__ import annotations

from pathlib import Path

import graph_specimens
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_build import assets, reason, store
from graph_build.errors import AssetError
from graph_build.namespaces import GRAPH, ID, ONTOLOGY, PREFIXES
from graph_build.reason_rules import SUBCLASS, SUBPROPERTY, THING, Rule, Rules, closed, compile_rules
from graph_build.reason_why import why
from graph_build.store_terms import Quad, iri

ONTOLOGY_GRAPH = iri(GRAPH + "ontology")
DATA = iri(GRAPH + "document/specimen")
L2, OP1 = (
    "<https://w3id.org/ctkg/id/instrument/A/C.3/62/L.2>",
    "<https://w3id.org/ctkg/id/instrument/A/C.3/62/L.2#op-1>",
)


def short(term: str) -> str:
    """A term as short as the tests write it: body/cted, ct:cites, prov:Agent."""
    address = term[1:-1]
    if address.startswith(ID):
        return address.removeprefix(ID)
    prefix, namespace = next((p, n) for p, n in PREFIXES.items() if address.startswith(n))
    return f"{prefix}:{address.removeprefix(namespace)}"


def inferred(made: store.Store) -> set[tuple[str, str, str]]:
    return {(short(s), short(p), o if o[0] == '"' else short(o)) for s, p, o in store.triples(made, store.INFERRED)}


@pytest.fixture(scope="module")
def reasoned() -> store.Store:
    made = graph_specimens.specimen()
    assert reason.infer(made).inconsistencies == ()
    return made


DRAFT, RESOLUTION = "instrument/A/C.3/62/L.2", "instrument/A/RES/62/172"


@pytest.mark.parametrize(
    "triple",
    [
        # a paragraph's citation is its instrument's, with its own verb, also from a sub-paragraph
        (DRAFT, "ct:cites", "instrument/S/RES/1373(2001)"),
        (DRAFT, "ct:recalls", "instrument/S/RES/1373(2001)"),
        (DRAFT, "ct:cites", "instrument/A/RES/60/288"),
        (RESOLUTION, "ct:reaffirms", "instrument/un-charter"),
        # sub-properties up to cites, and beyond it
        (f"{DRAFT}#pp-1", "ct:cites", "instrument/S/RES/1373(2001)"),
        (f"{DRAFT}#pp-1", "cito:cites", "instrument/S/RES/1373(2001)"),
        (f"{DRAFT}#op-1.directive-1", "ct:partner", "body/ctc"),
        # inverses
        ("instrument/S/RES/1373(2001)", "ct:citedBy", f"{DRAFT}#pp-1"),
        ("instrument/S/RES/1373(2001)", "ct:citedBy", DRAFT),
        ("instrument/S/RES/1373(2001)", "ct:establishes", "body/ctc"),
        ("instrument/conventions", "ct:hasMember", "instrument/terrorist-bombings-1997"),
        ("office/secretary-general", "ct:addresseeOf", f"{DRAFT}#op-1-a.directive-2"),
        # a directive is issued by the organ that adopted its instrument
        (f"{RESOLUTION}#op-1.directive-1", "ct:issuedBy", "body/general-assembly"),
        # hierarchies are transitive
        ("body/cted", "ct:subsidiaryOf", "body/security-council"),
        ("body/security-council", "ct:hasSubsidiary", "body/cted"),
        ("body/tpb", "ct:partOf", "body/secretariat"),
        (f"{DRAFT}#op-1-a", "ct:partOf", DRAFT),
        (DRAFT, "ct:hasPart", f"{DRAFT}#op-1-a"),
        # who is asked to consult whom
        ("body/unodc", "ct:askedToConsult", "body/ctc"),
        ("group/member-states", "ct:askedToCooperateWith", "state/AUT"),
        ("body/unodc", "ct:askedToCoordinateWith", "body/tpb"),  # in a sub-paragraph
        # classes above, here and elsewhere
        ("body/ctc", "rdf:type", "ct:Actor"),
        ("body/ctc", "rdf:type", "org:Organization"),
        (f"{DRAFT}#op-1-a.directive-2", "rdf:type", "odrl:Duty"),
        ("instrument/S/RES/1373(2001)", "rdf:type", "undo:Resolution"),
        # by the way it is used
        (f"{DRAFT}#op-2.directive-1.addressee-1", "rdf:type", "ct:Actor"),
    ],
)
def test_what_follows(reasoned: store.Store, triple: tuple[str, str, str]) -> None:
    assert triple in inferred(reasoned)
    stated = graph_specimens.specimen()
    assert triple not in {
        (short(s), short(p), short(o))
        for s, p, o in store.triples(stated)
        if o[0] == "<" and s.startswith(f"<{ID}") and any(o.startswith(f"<{n}") for n in PREFIXES.values())
    }


@pytest.mark.parametrize(
    "triple",
    [
        (f"{DRAFT}#op-1.directive-1", "ct:issuedBy", "body/general-assembly"),  # a draft has not been adopted
        (f"{DRAFT}#op-1", "ct:cites", DRAFT),  # "the present resolution"
        ("body/security-council", "ct:subsidiaryOf", "body/cted"),
        ("body/ctc", "ct:askedToConsult", "body/unodc"),
        (f"{RESOLUTION}#op-1.citation-1", "ct:issuedBy", "body/general-assembly"),
        (f"{DRAFT}#pp-1", "ct:cites", "instrument/A/RES/60/288"),
    ],
)
def test_what_does_not_follow(reasoned: store.Store, triple: tuple[str, str, str]) -> None:
    assert triple not in inferred(reasoned)


def test_the_inferred_graph_holds_nothing_that_is_stated(reasoned: store.Store) -> None:
    before = graph_specimens.specimen()
    found = set(store.triples(reasoned, store.INFERRED))
    assert found.isdisjoint(store.triples(before))
    assert set(store.triples(reasoned)) == found | set(store.triples(before))


def test_reasoning_again_changes_nothing(reasoned: store.Store) -> None:
    before = set(store.triples(reasoned))
    assert reason.infer(reasoned).triples == len(list(store.triples(reasoned, store.INFERRED)))
    assert set(store.triples(reasoned)) == before


def test_both_engines_draw_the_same_from_the_specimen(reasoned: store.Store) -> None:
    other = graph_specimens.specimen()
    found = reason.infer(other, "owlrl")
    ours, theirs = (set(store.triples(made, store.INFERRED)) for made in (reasoned, other))
    assert (sorted(ours - theirs), sorted(theirs - ours)) == ([], [])
    assert found == reason.Inferred(triples=len(theirs), inconsistencies=())


# ---------------------------------------------------------------- why


def spelled(subject: str, predicate: str, object_: str) -> tuple[str, str, str]:
    prefix, _, local = predicate.partition(":")
    return iri(ID + subject), iri(PREFIXES[prefix] + local), iri(ID + object_)


def test_why_a_draft_cites_down_to_the_document(reasoned: store.Store) -> None:
    found = reason.why(reasoned, *spelled(DRAFT, "cito:cites", "instrument/S/RES/1373(2001)"))
    assert found is not None
    steps = [line.strip().rpartition("   ")[2] for line in found.lines()]
    document = "stated in https://w3id.org/ctkg/graph/document/A/C.3/62/L.2"
    assert steps == ["by prp-spo1", "by prp-spo2", "by prp-inv2", document, "by prp-spo1", document]
    last = list(found.lines())[-1]
    assert last.startswith("      ")
    assert "#pp-1> " in last
    assert "#recalls> " in last


@pytest.fixture(scope="module")
def rules(reasoned: store.Store) -> Rules:
    return reason.rules_of(reasoned)


def test_why_by_more_than_one_step_of_a_hierarchy(reasoned: store.Store, rules: Rules) -> None:
    found = why(reasoned, spelled("body/cted", "ct:subsidiaryOf", "body/security-council"), rules)
    assert found is not None
    assert found.rule == "prp-trp"
    register = ("https://w3id.org/ctkg/graph/register/relations",)
    assert [premise.stated_in for premise in found.premises] == [register, register]


@pytest.mark.parametrize(
    ("triple", "stated"),
    [
        (("body/cted", "ct:subsidiaryOf", "body/ctc"), True),
        (("body/ctc", "ct:subsidiaryOf", "body/cted"), False),
    ],
)
def test_why_of_what_is_stated_and_of_what_is_not_there(
    reasoned: store.Store, rules: Rules, triple: tuple[str, str, str], stated: bool
) -> None:
    found = why(reasoned, spelled(*triple), rules)
    assert (found is not None) == stated
    assert found is None or found.premises == ()


def test_everything_inferred_can_say_why(reasoned: store.Store, rules: Rules) -> None:
    for triple in sorted(store.triples(reasoned, store.INFERRED))[::5]:
        found = why(reasoned, triple, rules)
        assert found is not None, triple
        assert found.rule


# ---------------------------------------------------------------- contradictions


def fact(subject: str, predicate: str, object_: str) -> Quad:
    def term(name: str) -> str:
        prefix, _, local = name.partition(":")
        return iri(PREFIXES[prefix] + local)

    return term(subject), term(predicate), term(object_), DATA


@pytest.mark.parametrize("engine", ["rules", "owlrl"])
def test_a_state_that_is_a_body_is_a_contradiction(engine: reason.Engine) -> None:
    made = graph_specimens.specimen()
    store.add(made, [fact("state:AUT", "rdf:type", "ct:Committee")])
    (found,) = reason.infer(made, engine).inconsistencies
    assert (found.focus, found.severity) == (ID + "state/AUT", "Violation")
    assert found.message == (
        "is of two classes that have no member in common: ct:Body, being a ct:Committee; ct:State, as stated. "
        "Stated: id/state/AUT a ct:Committee (graph/document/specimen); "
        "id/state/AUT a ct:State (graph/register/states). Correct what is wrong."
    )


def test_a_contradiction_by_the_way_a_thing_is_used() -> None:
    made = graph_specimens.specimen()
    store.add(made, [fact("state:AUT", "ct:subsidiaryOf", "body:ctc")])
    messages = [found.message for found in reason.infer(made).inconsistencies]
    assert len(messages) == 1
    assert "ct:Body, as subject of ct:subsidiaryOf; ct:State, as stated" in messages[0]


# ---------------------------------------------------------------- the rules themselves


def test_every_construct_of_our_ontology_is_known_to_the_rules() -> None:
    stated = list(store.triples(graph_specimens.specimen(), GRAPH + "ontology"))
    rules = compile_rules([], stated)
    assert {rule.name for rule in rules.properties} == {"prp-inv1", "prp-inv2", "prp-trp", "prp-spo2"}
    assert {rule.name for rule in rules.classes} == {"prp-dom", "prp-rng"}
    assert len(rules.disjoint) > 50


def test_the_hierarchies_of_our_ontology_are_closed_as_owlrl_closes_them() -> None:
    steps = (SUBCLASS, SUBPROPERTY)
    stated = list(store.triples(graph_specimens.specimen(), GRAPH + "ontology"))
    expanded = ((s.n3(), p.n3(), o.n3()) for s, p, o in reason._expanded(stated))
    nothing = iri(PREFIXES["owl"] + "Nothing")
    theirs = {(s, p, o) for s, p, o in expanded if p in steps and s not in (o, nothing) and o != THING}
    ours = set(closed(stated))
    assert len(ours) > len([each for each in stated if each[1] in steps])
    assert ours == theirs


def test_an_axiom_that_no_rule_knows_is_an_error() -> None:
    axiom = (iri(ONTOLOGY + "p"), iri(PREFIXES["rdf"] + "type"), iri(PREFIXES["owl"] + "FunctionalProperty"))
    with pytest.raises(AssetError, match="FunctionalProperty"):
        compile_rules([], [axiom])


def test_a_rule_as_sparql() -> None:
    rule = Rule(name="prp-spo2", body=(("?a", "<p:p>", "?b"), ("?b", "<p:q>", "?c")), head=("?a", "<p:r>", "?c"))
    assert rule.conclusion == "?a <p:r> ?c"
    assert rule.where == "?a <p:p> ?b . ?b <p:q> ?c FILTER NOT EXISTS { ?a <p:r> ?c }"


def test_the_ontology_stays_in_the_profile() -> None:
    """No hasKey, no restriction, no functional property: neither in core.ttl nor in alignments.ttl."""
    for name in ("core.ttl", "alignments.ttl"):
        text = Path(assets.folder("ontology") / name).read_text("utf-8")
        used = {word.split()[0].rstrip(",;.") for word in text.split("owl:")[1:]}
        assert used <= {
            *("Ontology", "versionIRI", "versionInfo", "imports", "AnnotationProperty", "Class", "ObjectProperty"),
            *("DatatypeProperty", "TransitiveProperty", "AllDisjointClasses", "members", "inverseOf"),
            *("propertyChainAxiom", "<http://www.w3.org/2002/07/owl#>"),
        }


# ---------------------------------------------------------------- random graphs, against owlrl

CLASSES = [ONTOLOGY + name for name in ("A", "B", "C", "D")]
LINKS = [ONTOLOGY + name for name in ("p", "q", "r")]
THINGS = [ID + name for name in ("a", "b", "c", "d")]


def axiom(subject: str, predicate: str, object_: str) -> list[Quad]:
    prefix, _, local = predicate.partition(":")
    return [(iri(subject), iri(PREFIXES[prefix] + local), iri(object_), ONTOLOGY_GRAPH)]


def chain(head: str, first: str, second: str) -> list[Quad]:
    cells = [f"{ID}cell/{head[-1]}{first[-1]}{second[-1]}{n}" for n in (1, 2)]
    return [
        *axiom(head, "owl:propertyChainAxiom", cells[0]),
        *axiom(cells[0], "rdf:first", first),
        *axiom(cells[0], "rdf:rest", cells[1]),
        *axiom(cells[1], "rdf:first", second),
        *axiom(cells[1], "rdf:rest", PREFIXES["rdf"] + "nil"),
    ]


A_CLASS, A_LINK, A_THING = st.sampled_from(CLASSES), st.sampled_from(LINKS), st.sampled_from(THINGS)
AXIOMS = st.one_of(
    st.builds(axiom, A_CLASS, st.just("rdfs:subClassOf"), A_CLASS),
    st.builds(axiom, A_LINK, st.just("rdfs:subPropertyOf"), A_LINK),
    st.builds(axiom, A_LINK, st.just("rdfs:domain"), A_CLASS),
    st.builds(axiom, A_LINK, st.just("rdfs:range"), A_CLASS),
    st.builds(axiom, A_LINK, st.just("owl:inverseOf"), A_LINK),
    st.builds(axiom, A_LINK, st.just("rdf:type"), st.just(PREFIXES["owl"] + "TransitiveProperty")),
    st.builds(axiom, A_LINK, st.just("rdf:type"), st.just(PREFIXES["owl"] + "SymmetricProperty")),
    st.builds(axiom, A_CLASS, st.just("owl:equivalentClass"), A_CLASS),
    st.builds(axiom, A_LINK, st.just("owl:equivalentProperty"), A_LINK),
    st.builds(axiom, A_CLASS, st.just("owl:disjointWith"), A_CLASS),
    st.builds(chain, A_LINK, A_LINK, A_LINK),
)
FACTS = st.one_of(
    st.tuples(A_THING.map(iri), A_LINK.map(iri), A_THING.map(iri), st.just(DATA)),
    st.tuples(A_THING.map(iri), st.just(iri(PREFIXES["rdf"] + "type")), A_CLASS.map(iri), st.just(DATA)),
)
DECLARED = [
    *(quad for name in CLASSES for quad in axiom(name, "rdf:type", PREFIXES["owl"] + "Class")),
    *(quad for name in LINKS for quad in axiom(name, "rdf:type", PREFIXES["owl"] + "ObjectProperty")),
]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(AXIOMS, max_size=7), st.lists(FACTS, min_size=1, max_size=7))
def test_both_engines_draw_the_same_from_any_graph(axioms: list[list[Quad]], facts: list[Quad]) -> None:
    quads = [*DECLARED, *(quad for each in axioms for quad in each), *facts]
    found = []
    for engine in ("rules", "owlrl"):
        made = store.memory(quads)
        result = reason.infer(made, engine)  # type: ignore[arg-type]
        found.append((set(store.triples(made, store.INFERRED)), {each.focus for each in result.inconsistencies}))
    assert sorted(found[0][0] - found[1][0]) == []
    assert sorted(found[1][0] - found[0][0]) == []
    assert found[0][1] == found[1][1]
