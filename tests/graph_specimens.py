"""Small registers and readings for the tests of the graph rooms: real ids and symbols, words of our own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graph_build import quads, store, store_files
from graph_build.model import (
    Actor,
    Citation,
    Directive,
    Due,
    Entry,
    Event,
    Evidence,
    FrontMatter,
    Mention,
    Name,
    Paragraph,
    Partner,
    Reading,
    Registers,
    Relation,
    ReportDuty,
    Session,
    Source,
    Topic,
    Unresolved,
)
from graph_build.shards import in_graph, joined

SYMBOL = "A/C.3/62/L.2"
SHA = "ab" * 32


def entry(key: str, kind: str, name: str, file: str = "bodies.yaml", **fields: object) -> Entry:
    names = (Name(text=name), *fields.pop("names", ()))  # type: ignore[misc]
    return Entry(id=key, kind=kind, names=names, source=("un-charter",), file=file, row=1, **fields)  # type: ignore[arg-type]


def relation(subject: str, predicate: str, target: str, **fields: object) -> Relation:
    source = ("S/RES/1535(2004) op-2",)
    return Relation(
        subject=subject, predicate=predicate, object=target, source=source, file="relations.yaml", row=2, **fields
    )  # type: ignore[arg-type]


REGISTERS = Registers(
    entries=(
        entry("general-assembly", "PrincipalOrgan", "General Assembly"),
        entry("security-council", "PrincipalOrgan", "Security Council"),
        entry("secretariat", "PrincipalOrgan", "Secretariat"),
        entry("ctc", "Committee", "Counter-Terrorism Committee", valid_from=date(2001, 9, 28)),
        entry(
            "cted",
            "SecretariatOffice",
            "Counter-Terrorism Committee Executive Directorate",
            names=(Name(text="CTED", kind="acronym"), Name(text="Executive Directorate", kind="local")),
        ),
        entry("unodc", "SecretariatOffice", "United Nations Office on Drugs and Crime", seat="Vienna"),
        entry("tpb", "Branch", "Terrorism Prevention Branch"),
        entry("ccpcj", "Committee", "Commission on Crime Prevention and Criminal Justice"),
        entry("secretary-general", "Office", "Secretary-General", "offices.yaml"),
        entry("AUT", "State", "Austria", "states.yaml", code="AUT"),
        entry("member-states", "Group", "Member States", "groups.yaml"),
        entry("un-charter", "Treaty", "Charter of the United Nations", "treaties.yaml", adopted=date(1945, 6, 26)),
        entry("terrorist-bombings-1997", "Convention", "convention on terrorist bombings", "treaties.yaml"),
        entry(
            "conventions",
            "InstrumentGroup",
            "conventions relating to terrorism",
            "groups.yaml",
            members=("terrorist-bombings-1997",),
        ),
        entry(
            "A/RES/60/288",
            "Resolution",
            "Global Counter-Terrorism Strategy",
            "resolutions.yaml",
            symbol="A/RES/60/288",
            adopted=date(2006, 9, 8),
        ),
    ),
    relations=(
        relation("A/RES/60/288", "adoptedBy", "general-assembly"),
        relation("ctc", "subsidiaryOf", "security-council"),
        relation("ctc", "establishedBy", "S/RES/1373(2001)"),
        relation("cted", "subsidiaryOf", "ctc", valid_from=date(2004, 3, 26)),
        relation("tpb", "partOf", "unodc"),
        relation("unodc", "partOf", "secretariat", valid_from=date(1997, 1, 1), valid_until=date(2002, 1, 1)),
        relation("unodc", "partOf", "secretariat", valid_from=date(2002, 1, 2)),
    ),
    sessions=(
        Session(
            organ="general-assembly",
            number=63,
            opens=date(2008, 9, 16),
            closes=date(2009, 9, 14),
            source=("A/RES/60/288",),
        ),
    ),
    reviews=(),
    topics=(
        Topic(
            concept="http://metadata.un.org/thesaurus/1001346",
            label="counter-terrorism",
            forms=("counter-terrorism", "combating terrorism"),
            source=("A/RES/60/288 annex-1-3",),
            row=1,
        ),
    ),
)


def paragraph(key: str, part: str, start: int, end: int, parent: str | None = None, **fields: object) -> Paragraph:
    number = key.rsplit("-", 1)[-1]
    return Paragraph(
        id=key,
        part=part,  # type: ignore[arg-type]
        label=f"{number}.",
        number=number,
        level=1 + key.count("-") - 1,
        parent=parent,
        start=start,
        end=end,
        voice="general-assembly",
        **fields,  # type: ignore[arg-type]
    )


def front(symbol: str | None = SYMBOL, kind: str = "DraftResolution", **fields: object) -> FrontMatter:
    source = Source(file="somewhere/draft.txt", sha256=SHA, media_type="text/plain", characters=900)
    return FrontMatter(symbol=symbol, kind=kind, language="en", source=source, **fields)  # type: ignore[arg-type]


READING = Reading(
    document=front(
        title="Specimen on assistance",
        issuer="general-assembly",
        issued=date(2007, 10, 2),
        session=62,
        agenda_items=("106",),
        recommended_by="E/RES/2007/18",
        carrier="Note",
        carrier_by="secretariat",
    ),
    paragraphs=(
        paragraph("pp-1", "preamble", 10, 100, opening="recall"),
        paragraph("op-1", "operative", 100, 300, opening="request"),
        paragraph("op-1-a", "operative", 200, 300, parent="op-1"),
        paragraph("op-2", "operative", 300, 400, opening="intend"),
    ),
    citations=(
        Citation(
            paragraph="pp-1",
            start=20,
            end=60,
            text="resolution 1373 (2001)",
            target="S/RES/1373(2001)",
            relation="recalls",
            locator="op-6",
            date=date(2001, 9, 28),
            rule="symbol",
        ),
        Citation(paragraph="op-1", start=120, end=130, text="the Strategy", target="A/RES/60/288", via="short-name"),
        Citation(paragraph="op-1-a", start=280, end=299, text="the present resolution", target=SYMBOL, via="self"),
    ),
    mentions=(
        Mention(paragraph="op-1", start=110, end=119, text="the Office", actor="unodc", rule="name"),
        Mention(paragraph="op-2", start=310, end=325, text="the Coordinator", actor=None, rule="name"),
    ),
    directives=(
        Directive(
            paragraph="op-1",
            start=100,
            end=199,
            act="request",
            act_text="Requests",
            addressees=(Actor(text="the Office", actor="unodc"),),
            partners=(Partner(text="the Committee", role="consultation", actor="ctc"),),
            beneficiaries=(Actor(text="Member States", actor="member-states"),),
            conditions=("upon-request",),
            topics=("http://metadata.un.org/thesaurus/1001346", "training"),
            concerns=("A/RES/60/288",),
            rule="verb",
            why=(Evidence(field="conditions", value="upon-request", start=150, end=162, rule="condition"),),
            parts=(
                Directive(
                    paragraph="op-1-a",
                    start=200,
                    end=260,
                    act="request",
                    act_text="Requests",
                    addressees=(Actor(text="the Office", actor="unodc"),),
                    partners=(Partner(text="the Branch", role="coordination", actor="tpb"),),
                    inherits="op-1",
                    rule="inherited",
                    why=(
                        Evidence(field="partners", value="tpb", start=150, end=160, rule="partner", paragraph="op-1"),
                    ),
                ),
            ),
        ),
        Directive(
            paragraph="op-1-a",
            start=200,
            end=299,
            act="request",
            act_text="Requests",
            addressees=(Actor(text="the Secretary-General", actor="secretary-general"),),
            report=ReportDuty(by="secretary-general", to="general-assembly", about=(SYMBOL,)),
            due=Due(text="at its sixty-third session", from_=date(2008, 9, 16), until=date(2009, 9, 14), recurs="P1Y"),
            inherits="op-1",
            rule="report",
        ),
        Directive(
            paragraph="op-2",
            start=300,
            end=399,
            act="other:intend",
            act_text="Intends",
            addressees=(Actor(text="the Coordinator"),),
            partners=(Partner(text="the Branch", role="support", actor="tpb"),),
        ),
    ),
    events=(
        Event(
            paragraph="op-2",
            start=330,
            end=390,
            text="Symposium on strategy",
            place="Vienna",
            from_=date(2007, 5, 17),
            until=date(2007, 5, 18),
            organizers=(Actor(text="Austria", actor="AUT"),),
            rule="event",
        ),
    ),
    unresolved=(Unresolved(paragraph="op-2", start=305, end=309, text="its Plan", kind="citation"),),
    rules="1",
)


ADOPTED = Reading(
    document=front("A/RES/62/172", "Resolution", issuer="general-assembly", adopted=date(2007, 12, 18)),
    paragraphs=(paragraph("op-1", "operative", 0, 90, opening="urge"),),
    citations=(
        Citation(paragraph="op-1", start=1, end=20, text="the Charter", target="un-charter", relation="reaffirms"),
    ),
    directives=(
        Directive(
            paragraph="op-1",
            start=0,
            end=90,
            act="urge",
            act_text="Urges",
            addressees=(Actor(text="Member States", actor="member-states"),),
            partners=(Partner(text="Austria", role="cooperation", actor="AUT"),),
        ),
    ),
    rules="1",
)


def specimen(*, ontology: bool = True, readings: tuple[Reading, ...] = (READING, ADOPTED)) -> store.Store:
    """A store in memory with the registers and readings above."""
    known = quads.Known.of(REGISTERS)
    made = store.memory(quads.of_ontology() if ontology else ())
    store.add(made, quads.of_registers(REGISTERS))
    for reading in readings:
        store.add(made, quads.of_reading(reading, known))
    return made


def persist(made: store.Store, folder: Path) -> None:
    """A copy of a store in memory is in `folder`."""
    written = store.create(folder)
    for name, lines in store_files.graphs(made):
        text = joined([line.decode() for line in lines])
        store.load_lines(written, text if name == store_files.UNION else in_graph(text, name))
    store.finish(written)
    del written
    store.seal(folder)
