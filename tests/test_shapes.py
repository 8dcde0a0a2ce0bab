"""Shapes in good and bad pairs: the specimen conforms, one change breaks it, the report says which shape and why."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256

import graph_specimens
import pytest
from pyoxigraph import RdfFormat

from graph_build import reason, store, validate
from graph_build.errors import AssetError
from graph_build.model import Report, Result
from graph_build.namespaces import ID, ONTOLOGY, PREFIXES
from graph_build.validate_shapes import Triple, compile_shapes, sh

#: Short names for things of the specimen, as SPARQL terms.
THINGS = {
    "DRAFT": f"<{ID}instrument/A/C.3/62/L.2>",
    "ADOPTED": f"<{ID}instrument/A/RES/62/172>",
    "STRATEGY": f"<{ID}instrument/A/RES/60/288>",
    "CHARTER": f"<{ID}instrument/un-charter>",
    "PP1": f"<{ID}instrument/A/C.3/62/L.2#pp-1>",
    "OP1": f"<{ID}instrument/A/C.3/62/L.2#op-1>",
    "OP1A": f"<{ID}instrument/A/C.3/62/L.2#op-1-a>",
    "OP2": f"<{ID}instrument/A/C.3/62/L.2#op-2>",
    "OTHER": f"<{ID}instrument/A/RES/62/172#op-1>",
    "CITING": f"<{ID}instrument/A/C.3/62/L.2#pp-1.citation-1>",
    "MENTION": f"<{ID}instrument/A/C.3/62/L.2#op-1.mention-1>",
    "ASKS": f"<{ID}instrument/A/C.3/62/L.2#op-1.directive-1>",
    "REPORT": f"<{ID}instrument/A/C.3/62/L.2#op-1-a.directive-2>",
    "INTENDS": f"<{ID}instrument/A/C.3/62/L.2#op-2.directive-1>",
    "SHARE": f"<{ID}instrument/A/C.3/62/L.2#op-1-a.directive-1>",
    "OPEN": f"<{ID}instrument/A/C.3/62/L.2#op-2.unresolved-1>",
    "EVENT": f"<{ID}event/vienna-symposium-2007-05-17>",
    "PART": f"<{ID}relation/tpb/partOf/unodc>",
    "SESSION": f"<{ID}session/general-assembly/63>",
    "NAME": f"<{ID}body/cted#name-acronym-en-{sha256(b'CTED||').hexdigest()[:8]}>",
    "SIGNED": f"<{ID}participation/AUT/terrorist-bombings-1997>",
}


def drop(subject: str, predicate: str) -> str:
    return f"DELETE {{ ?s {predicate} ?o }} WHERE {{ BIND({subject} AS ?s) ?s {predicate} ?o }}"


def put(subject: str, rest: str) -> str:
    return f"INSERT DATA {{ {subject} {rest} }}"


def swap(subject: str, predicate: str, value: str) -> str:
    return f"{drop(subject, predicate)} ; {put(subject, f'{predicate} {value}')}"


DAY = '"{}"^^xsd:date'.format
PARTY = (
    "a ct:Participation ; ct:participant state:AUT ; ct:treaty CHARTER ; ct:consentKind 'ratification' ; "
    f"ct:asOf {DAY('2015-06-01')}"
)

#: Another body under the acronym of CTED from a day on.
OTHER_CTED = (
    "ct:name <x:name> . <x:name> a ct:Name ; rdfs:label 'CTED'@en ; ct:text 'CTED' ; ct:nameKind 'short' ; "
    "ct:validFrom {}"
)
#: The Secretariat as part of the Office, until a day.
BACK = (
    "a ct:Relation ; ct:subject body:secretariat ; ct:predicate ct:partOf ; ct:object body:unodc ; "
    "ct:source <x:source> ; ct:validUntil {}"
)
#: shape, the change that breaks it, and the thing that the report must name.
BAD: list[tuple[str, str, str]] = [
    ("instrument-label", drop("STRATEGY", "rdfs:label"), "STRATEGY"),
    ("instrument-symbol", swap("STRATEGY", "ct:symbol", "'A/RES/60/ 288'"), "STRATEGY"),
    ("instrument-symbol", put("STRATEGY", "ct:symbol 'A/RES/60/289'"), "STRATEGY"),
    ("instrument-adopted-on", put("STRATEGY", f"ct:adoptedOn {DAY('2006-09-09')}"), "STRATEGY"),
    ("instrument-adopted-on", swap("STRATEGY", "ct:adoptedOn", "'8 September 2006'"), "STRATEGY"),
    ("instrument-adopted-on", put("CHARTER", f"ct:inForceSince {DAY('1945-01-01')}"), "CHARTER"),
    ("instrument-issued-on", put("DRAFT", f"ct:issuedOn {DAY('2007-10-03')}"), "DRAFT"),
    ("instrument-in-force", put("CHARTER", f"ct:inForceSince {DAY('1945-10-24')}, {DAY('1945-10-25')}"), "CHARTER"),
    ("instrument-session", put("DRAFT", "ct:session 63"), "DRAFT"),
    ("instrument-organ", put("ADOPTED", "ct:adoptedBy body:ctc"), "ADOPTED"),
    ("instrument-organ", swap("ADOPTED", "ct:adoptedBy", "state:AUT"), "ADOPTED"),
    ("instrument-draft-for", put("DRAFT", "ct:draftFor body:ctc"), "DRAFT"),
    ("instrument-recommended-by", swap("DRAFT", "ct:recommendedBy", "body:ctc"), "DRAFT"),
    ("resolution-symbol", drop("ADOPTED", "ct:symbol"), "ADOPTED"),
    ("read-document-symbol", drop("DRAFT", "ct:symbol"), "DRAFT"),
    ("read-document-organ", drop("ADOPTED", "ct:organ"), "ADOPTED"),
    ("read-document-title", drop("DRAFT", "dcterms:title"), "DRAFT"),
    ("read-document-date", drop("ADOPTED", "ct:adoptedOn"), "ADOPTED"),
    ("symbol-unique", put("ADOPTED", "ct:symbol 'A/RES/60/288'"), "STRATEGY"),
    ("draft-not-adopted", put("DRAFT", "ct:adoptedBy body:ctc"), "DRAFT"),
    ("paragraph-id", swap("OP1", "ct:paragraphId", "'Paragraph 1'"), "OP1"),
    ("paragraph-instrument", put("OP1", "ct:inInstrument ADOPTED"), "OP1"),
    ("paragraph-under", drop("OP1", "ct:under"), "OP1"),
    ("paragraph-part", swap("OP1", "ct:part", "'middle'"), "OP1"),
    ("paragraph-position", drop("OP1", "ct:position"), "OP1"),
    ("paragraph-start", swap("OP1", "ct:start", "300"), "OP1"),
    ("paragraph-end", drop("OP1", "ct:end"), "OP1"),
    ("paragraph-above", swap("OP1A", "ct:under", "OTHER"), "OP1A"),
    ("fact-paragraph", drop("ASKS", "ct:inParagraph"), "ASKS"),
    ("fact-instrument", drop("ASKS", "ct:inInstrument"), "ASKS"),
    ("fact-start", swap("ASKS", "ct:start", "199"), "ASKS"),
    ("fact-end", put("ASKS", "ct:end 198"), "ASKS"),
    ("fact-same-instrument", swap("ASKS", "ct:inParagraph", "OTHER"), "ASKS"),
    ("fact-in-its-paragraph", swap("ASKS", "ct:start", "5"), "ASKS"),
    ("mention-text", drop("MENTION", "ct:text"), "MENTION"),
    ("mention-known", drop("MENTION", "ct:refersTo"), "MENTION"),
    ("mention-one", put("MENTION", "ct:refersTo body:ctc"), "MENTION"),
    ("unresolved-kind", drop("OPEN", "ct:unresolvedKind"), "OPEN"),
    ("citation-target", drop("CITING", "ct:citedInstrument"), "CITING"),
    ("citation-target", swap("CITING", "ct:citedInstrument", "'S/RES/1373(2001)'"), "CITING"),
    ("citation-relation", swap("CITING", "ct:citedAs", "ct:Convention"), "CITING"),
    ("citation-text", drop("CITING", "ct:text"), "CITING"),
    ("citation-date", swap("CITING", "ct:printedDate", "'28 September 2001'"), "CITING"),
    ("citation-via", swap("CITING", "ct:via", "'guess'"), "CITING"),
    ("citation-target-known", swap("CITING", "ct:citedInstrument", "body:ctc"), "body:ctc"),
    ("printed-date-agrees", swap("CITING", "ct:citedInstrument", "STRATEGY"), "CITING"),
    ("cited-paragraph-exists", swap("CITING", "ct:citedInstrument", "ADOPTED"), "CITING"),
    ("directive-act", swap("ASKS", "ct:act", "condition:upon-request"), "ASKS"),
    ("directive-act-text", drop("ASKS", "ct:actText"), "ASKS"),
    ("directive-addressee", put("ASKS", "ct:addressee CHARTER"), "ASKS"),
    ("directive-partner", put("ASKS", "ct:partner CHARTER"), "ASKS"),
    ("directive-beneficiary", put("ASKS", "ct:beneficiary CHARTER"), "ASKS"),
    ("directive-condition", put("ASKS", "ct:condition act:request"), "ASKS"),
    ("directive-topic", put("ASKS", "ct:topic 'training'"), "ASKS"),
    ("directive-due-from", swap("REPORT", "ct:dueFrom", DAY("2010-01-01")), "REPORT"),
    ("directive-due-until", put("REPORT", f"ct:dueUntil {DAY('2010-01-01')}"), "REPORT"),
    ("directive-due-text", put("REPORT", "ct:dueText 'soon'"), "REPORT"),
    ("directive-recurs", swap("REPORT", "ct:recurs", "'every year'"), "REPORT"),
    ("directive-inherits", swap("REPORT", "ct:inherits", "CHARTER"), "REPORT"),
    ("directive-part-of", drop("SHARE", "ct:partOfDirective"), "SHARE"),
    ("directive-asks-somebody", drop("ASKS", "ct:addressee"), "ASKS"),
    ("directive-other-act", drop("INTENDS", "ct:otherAct"), "INTENDS"),
    ("directive-due-has-words", drop("REPORT", "ct:dueText"), "REPORT"),
    ("reporting-obligation", f"{drop('REPORT', 'ct:reportBy')} ; {drop('REPORT', 'ct:reportTo')}", "REPORT"),
    ("act-strength", swap("act:request", "ct:strength", "9"), "act:request"),
    ("actor-label", drop("body:ctc", "rdfs:label"), "body:ctc"),
    ("actor-pref-label", put("body:ctc", "skos:prefLabel 'the Committee'@en"), "body:ctc"),
    ("body-source", drop("body:ctc", "ct:source"), "body:ctc"),
    ("office-source", drop("office:secretary-general", "ct:source"), "office:secretary-general"),
    ("state-source", drop("state:AUT", "ct:source"), "state:AUT"),
    ("group-source", drop("group:member-states", "ct:source"), "group:member-states"),
    ("state-code", swap("state:AUT", "ct:isoCode", "'at'"), "state:AUT"),
    ("name-unique", put("body:ctc", "skos:prefLabel 'Terrorism Prevention Branch'@en"), "body:ctc"),
    ("name-one-bearer", put("body:unodc", OTHER_CTED.format(DAY("2005-01-01"))), "body:cted"),
    ("hierarchy-without-circle", put("body:security-council", "ct:under body:cted"), "body:ctc"),
    ("succession-without-circle", put("body:ctc", "ct:succeeds body:ctc"), "body:ctc"),
    (
        "successor-in-order",
        put("body:cted", f"ct:succeeds body:ctc ; ct:validFrom {DAY('2001-09-27')}"),
        "body:cted",
    ),
    ("state-in-no-hierarchy", put("state:AUT", "ct:subsidiaryOf body:ctc"), "state:AUT"),
    ("relation-subject", drop("PART", "ct:subject"), "PART"),
    ("relation-predicate", swap("PART", "ct:predicate", "ct:isPartOf"), "PART"),
    ("relation-object", put("PART", "ct:object body:ctc"), "PART"),
    ("relation-source", drop("PART", "ct:source"), "PART"),
    ("relation-of-two", swap("PART", "ct:object", "body:tpb"), "PART"),
    ("hierarchy-without-circle-on-a-day", put("<x:back>", BACK.format(DAY("2001-01-01"))), "<x:back>"),
    ("relation-ends-known", swap("PART", "ct:object", "body:nowhere"), "PART"),
    ("valid-from-date", put("body:ctc", f"ct:validUntil {DAY('2000-01-01')}"), "body:ctc"),
    ("valid-until-date", put("body:ctc", "ct:validUntil 'later'"), "body:ctc"),
    ("name-text", drop("NAME", "ct:text"), "NAME"),
    ("name-kind", swap("NAME", "ct:nameKind", "'nickname'"), "NAME"),
    ("session-organ", drop("SESSION", "ct:ofOrgan"), "SESSION"),
    ("session-opens", swap("SESSION", "ct:opensOn", DAY("2009-09-15")), "SESSION"),
    ("session-closes", put("SESSION", f"ct:closesOn {DAY('2010-01-01')}"), "SESSION"),
    ("participation-state", put("SIGNED", PARTY.replace("state:AUT", "CHARTER")), "SIGNED"),
    ("participation-treaty", put("SIGNED", PARTY.replace("CHARTER", "body:ctc")), "SIGNED"),
    ("participation-kind", put("SIGNED", PARTY.replace("ratification", "handshake")), "SIGNED"),
    ("participation-signed", put("SIGNED", f"{PARTY} ; ct:signedOn {DAY('2015-06-02')}"), "SIGNED"),
    ("participation-signature-kind", put("SIGNED", f"{PARTY} ; ct:signatureKind 'nod'"), "SIGNED"),
    ("participation-consent", put("SIGNED", f"{PARTY} ; ct:consentOn 'soon'"), "SIGNED"),
    ("participation-as-of", put("SIGNED", PARTY.replace("ct:asOf", "ct:note")), "SIGNED"),
    ("event-label", drop("EVENT", "rdfs:label"), "EVENT"),
    ("event-from", swap("EVENT", "ct:from", DAY("2007-05-19")), "EVENT"),
    ("event-until", put("EVENT", 'ct:until "soon"'), "EVENT"),
    ("event-one-end", put("EVENT", f"ct:until {DAY('2007-05-20')}"), "EVENT"),
    ("event-organizer", put("EVENT", "ct:organizer CHARTER"), "EVENT"),
    ("event-is-named", "DELETE { ?p ct:mentions EVENT } WHERE { ?p ct:mentions EVENT }", "EVENT"),
    ("term-label", drop("ct:Body", "rdfs:label"), "ct:Body"),
    ("term-definition", drop("ct:Body", "skos:definition"), "ct:Body"),
    ("term-example", drop("ct:Body", "skos:example"), "ct:Body"),
    ("class-is-defined", put("ct:New", "a owl:Class"), "ct:New"),
    ("object-property-is-defined", put("ct:new", "a owl:ObjectProperty"), "ct:new"),
    ("data-property-is-defined", put("ct:new", "a owl:DatatypeProperty"), "ct:new"),
    ("class-name", put("ct:newClass", "a owl:Class"), "ct:newClass"),
    ("object-property-name", put("ct:NewProperty", "a owl:ObjectProperty"), "ct:NewProperty"),
    ("data-property-name", put("ct:NewProperty", "a owl:DatatypeProperty"), "ct:NewProperty"),
    ("deprecated-names-successor", put("ct:Body", "owl:deprecated true"), "ct:Body"),
    ("domain-class", put("ct:organ", "rdfs:domain ct:Nothing"), "ct:organ"),
    ("concept-label", put("act:request", "skos:prefLabel 'asks'@en"), "act:request"),
    ("concept-definition", drop("act:request", "skos:definition"), "act:request"),
    ("concept-example", drop("act:request", "skos:example"), "act:request"),
    ("concept-name", drop("act:request", "skos:prefLabel"), "act:request"),
    ("concept-scheme", put("act:request", "skos:inScheme scheme:none"), "act:request"),
]


@cache
def good() -> list[Triple]:
    """The specimen with its inferences, in the default graph alone."""
    made = graph_specimens.specimen()
    reason.infer(made)
    return sorted(store.triples(made))


@cache
def less() -> list[Triple]:
    """The same without the terms of the ontology that neither the data nor the changes below use: pyshacl is slow."""
    used = {term for triple in good() for term in triple[1:] if not triple[0].startswith(f"<{ONTOLOGY}")}
    used |= {f"<{ONTOLOGY}{name}>" for name in ("Body", "Convention", "Group", "Participation", "organ", "partner")}
    return [triple for triple in good() if not triple[0].startswith(f"<{ONTOLOGY}") or triple[0] in used]


@cache
def before() -> Report:
    return validate.validate(changed())


def changed(*updates: str, triples: list[Triple] | None = None) -> store.Store:
    made = store.Store()
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in triples or good())
    made.bulk_load(lines.encode(), format=RdfFormat.N_TRIPLES)
    for update in updates:
        made.update(spelled(update), prefixes=PREFIXES)
    return made


def spelled(text: str) -> str:
    return re.sub(r"\b[A-Z][A-Z0-9]+\b(?!:)", lambda found: THINGS.get(found[0], found[0]), text)


def address(thing: str) -> str:
    if thing in THINGS:
        return THINGS[thing][1:-1]
    if thing.startswith("<"):
        return thing[1:-1]
    prefix, _, local = thing.partition(":")
    return PREFIXES[prefix] + local


def of_shape(report: Report, shape: str) -> list[Result]:
    return [result for result in report.results if result.shape == PREFIXES["shape"] + shape]


def test_the_good_specimen_conforms() -> None:
    report = before()
    assert report.conforms
    shapes = {result.shape.removeprefix(PREFIXES["shape"]): result.severity for result in report.results}
    assert shapes == {"read-document-title": "Warning", "mention-known": "Info"}


@pytest.mark.parametrize(("shape", "update", "focus"), BAD, ids=[f"{n}-{case[0]}" for n, case in enumerate(BAD)])
def test_the_bad_one_fails_for_the_stated_reason(shape: str, update: str, focus: str) -> None:
    report = validate.validate(changed(update))
    found = of_shape(report, shape)
    assert address(focus) in {result.focus for result in found}
    assert address(focus) not in {result.focus for result in of_shape(before(), shape)}
    assert all(len(result.message) > 20 and "{?" not in result.message for result in found)
    assert report.conforms == all(result.severity != "Violation" for result in report.results)


def test_every_shape_has_a_bad_specimen() -> None:
    checks = compile_shapes([triple for file in validate.shape_files() for triple in file], [])
    shapes = {check.shape[1:-1].removeprefix(PREFIXES["shape"]) for check in checks}
    assert shapes == {shape for shape, _, _ in BAD}
    assert len(shapes) >= 15


@pytest.mark.parametrize(
    ("shape", "update"),
    [
        (
            "name-one-bearer",
            f"{put('body:unodc', OTHER_CTED.format(DAY('2005-01-01')))} ; "
            f"{put('body:cted', 'ct:validUntil ' + DAY('2004-12-31'))}",
        ),
        ("hierarchy-without-circle-on-a-day", put("<x:back>", BACK.format(DAY("1996-12-31")))),
        ("successor-in-order", put("body:cted", f"ct:succeeds body:ctc ; ct:validFrom {DAY('2001-09-28')}")),
    ],
)
def test_what_follows_in_time_is_no_fault(shape: str, update: str) -> None:
    assert of_shape(validate.validate(changed(update)), shape) == []


def test_a_report_in_full() -> None:
    report = validate.validate(changed(swap("REPORT", "ct:dueFrom", DAY("2010-01-01")).replace("\n", " ")))
    (result,) = of_shape(report, "directive-due-from")
    assert result == Result(
        focus=address("REPORT"),
        path=ONTOLOGY + "dueFrom",
        value="2010-01-01",
        message="A directive is due from one day (xsd:date), not after the day until which it is due. "
        "Check the session in registers/sessions.yaml.",
        severity="Violation",
        shape=PREFIXES["shape"] + "directive-due-from",
    )
    assert not report.conforms


@pytest.mark.parametrize(
    ("thing", "where"),
    [
        ("REPORT", "A/C.3/62/L.2 op-1-a"),
        ("OP1", "A/C.3/62/L.2 op-1"),
        ("DRAFT", "A/C.3/62/L.2"),
        ("body:ctc", "bodies.yaml row 1"),
        ("PART", "relations.yaml row 2"),
        ("act:request", ID + "act/request"),
    ],
)
def test_a_result_has_a_place_where_a_person_finds_it(thing: str, where: str) -> None:
    assert validate.place(graph_specimens.specimen(), address(thing)) == where


def test_a_message_names_what_it_found() -> None:
    report = validate.validate(changed(swap("CITING", "ct:citedInstrument", "STRATEGY")))
    (result,) = of_shape(report, "printed-date-agrees")
    assert result.message == (
        f"The text dates {address('STRATEGY')} to 2001-09-28, but it was adopted on 2006-09-08. "
        "Check which instrument is meant."
    )


def test_the_two_engines_give_the_same_report() -> None:
    made = changed(*(update for _, update, _ in BAD), triples=less())
    ours, theirs = validate.validate(made), validate.validate(made, "pyshacl")
    assert [each for each in ours.results if each not in theirs.results] == []
    assert [each for each in theirs.results if each not in ours.results] == []
    assert ours == theirs
    assert len({each.shape for each in ours.results}) > 80


@pytest.mark.parametrize(
    ("triple", "says"),
    [
        ((sh("or"), "<x:list>"), "or> is not understood"),
        ((sh("minCount"), '"2"^^<http://www.w3.org/2001/XMLSchema#integer>'), "sh:minCount 2"),
    ],
)
def test_a_shape_that_no_query_can_say_is_an_error(triple: tuple[str, str], says: str) -> None:
    shapes = [
        ("<x:node>", sh("targetClass"), "<x:Class>"),
        ("<x:node>", sh("property"), "<x:property>"),
        ("<x:property>", sh("path"), "<x:path>"),
        ("<x:property>", sh("message"), '"Say it."'),
        ("<x:property>", *triple),
    ]
    with pytest.raises(AssetError, match=says):
        compile_shapes(shapes, [])
