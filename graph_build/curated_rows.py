"""The rows of the registers as people write them, and what they become.

Every scalar arrives as a string, exactly as it stands in the file: nothing is guessed (`no` is Norway's two letters,
not false). registers/README.md explains each field.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, cast

from msgspec import Struct, field

from graph_build.model import Entry, Name, Relation, Review, Session, Topic

BODY_KINDS = (
    "PrincipalOrgan",
    "SubsidiaryOrgan",
    "Committee",
    "ExpertGroup",
    "SecretariatOffice",
    "Branch",
    "SpecializedAgency",
    "RelatedOrganization",
    "RegionalOrganization",
    "IntergovernmentalOrganization",
    "TaskForce",
    "Programme",
    "Fund",
    "Body",
)
INSTRUMENT_KINDS = (
    "Resolution",
    "Decision",
    "PresidentialStatement",
    "Treaty",
    "Convention",
    "Protocol",
    "Amendment",
    "Strategy",
    "Declaration",
    "Report",
    "Letter",
    "Note",
    "Rules",
    "Instrument",
)
#: The files of the registers, in reading order, with the kinds that their rows may have.
ENTRY_FILES: dict[str, tuple[str, ...]] = {
    "bodies.yaml": BODY_KINDS,
    "offices.yaml": ("Office",),
    "states.yaml": ("State",),
    "groups.yaml": ("Group", "InstrumentGroup"),
    "treaties.yaml": INSTRUMENT_KINDS,
    "resolutions.yaml": INSTRUMENT_KINDS,
}
PREDICATES = (
    "subsidiaryOf",
    "partOf",
    "supports",
    "reportsTo",
    "memberOf",
    "succeeds",
    "secretariatOf",
    "establishedBy",
    "mandatedBy",
    "renewedBy",
    "endedBy",
    "heads",
    "adoptedBy",
    "depositary",
    "adoptedAs",
    "annexedTo",
    "amends",
    "supplements",
    "supersedes",
    "implements",
)


class Dated(Struct, frozen=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A name and the days, inclusive, between which it held."""

    name: str
    from_: date | None = None
    until: date | None = None


Texts = str | Dated | tuple[str | Dated, ...]
Strings = str | tuple[str, ...]


class EntryRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A row of bodies, offices, states, groups, treaties or resolutions."""

    id: str
    kind: str
    source: Strings
    name: str | Dated | None = None
    title: str | None = None
    acronyms: Texts = ()
    short: Texts = ()
    former: Texts = ()
    local: Texts = ()
    ar: Texts = ()
    es: Texts = ()
    fr: Texts = ()
    ru: Texts = ()
    zh: Texts = ()
    from_: date | None = None
    until: date | None = None
    same_as: Strings = ()
    page: str | None = None
    seat: str | None = None
    place: str | None = None
    code: str | None = None
    admitted: date | None = None
    symbol: str | None = None
    part: str | None = None
    adopted: date | None = None
    in_force: date | None = None
    treaty_number: str | None = None
    members: Strings = ()
    note: str | None = None
    subsidiaryOf: Strings = ()  # noqa: N815 - the ontology's own names
    partOf: Strings = ()  # noqa: N815
    supports: Strings = ()
    reportsTo: Strings = ()  # noqa: N815
    memberOf: Strings = ()  # noqa: N815
    succeeds: Strings = ()
    secretariatOf: Strings = ()  # noqa: N815
    establishedBy: Strings = ()  # noqa: N815
    mandatedBy: Strings = ()  # noqa: N815
    renewedBy: Strings = ()  # noqa: N815
    endedBy: Strings = ()  # noqa: N815
    heads: Strings = ()
    adoptedBy: Strings = ()  # noqa: N815
    depositary: Strings = ()
    annexedTo: Strings = ()  # noqa: N815
    amends: Strings = ()
    supplements: Strings = ()
    supersedes: Strings = ()
    implements: Strings = ()


class RelationRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"from_": "from"}):
    """A row of relations.yaml."""

    subject: str
    predicate: str
    object: str
    source: Strings
    from_: date | None = None
    until: date | None = None


class SessionRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of sessions.yaml."""

    organ: str
    number: int
    opens: date
    source: Strings
    closes: date | None = None
    kind: Literal["regular", "special", "emergency", "reconvened"] = "regular"


class PassedOverRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of passed_over.yaml."""

    name: Strings
    why: str


class TopicRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of topics.yaml."""

    concept: str
    label: str
    forms: Strings
    source: Strings


class ReviewRow(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A row of reviews.yaml."""

    document: str
    paragraph: str
    fact: Literal["citation", "mention", "directive", "event"]
    start: int
    end: int
    ruling: Literal["accept", "correct", "reject"]
    reviewer: str
    reading: str
    text: str = ""
    change: dict[str, object] = field(default_factory=dict)


NameKind = Literal["preferred", "acronym", "short", "former", "local", "title"]
KINDS_OF_NAME: tuple[tuple[str, NameKind], ...] = (
    ("name", "preferred"),
    ("title", "title"),
    ("acronyms", "acronym"),
    ("short", "short"),
    ("former", "former"),
    ("local", "local"),
)
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
#: Relations that hold as long as their subject lasts; the others state an event and have no end.
LASTING = ("subsidiaryOf", "partOf", "supports", "reportsTo", "memberOf", "secretariatOf", "heads")


def strings(value: Strings) -> tuple[str, ...]:
    """One string or several, as several."""
    return (value,) if isinstance(value, str) else value


def _dated(value: Texts | None) -> Iterator[Dated]:
    if value is None:
        return
    for item in value if isinstance(value, tuple) else (value,):
        yield Dated(item) if isinstance(item, str) else item


def names(row: EntryRow) -> tuple[Name, ...]:
    """All names of a row, the preferred English one first; a title serves where there is no other name."""
    found: list[Name] = []
    for column, kind in KINDS_OF_NAME:
        for item in _dated(cast("Texts | None", getattr(row, column))):
            found.append(Name(text=item.name, kind=kind, valid_from=item.from_, valid_until=item.until))
    for language in LANGUAGES:
        for item in _dated(cast(Texts, getattr(row, language))):
            found.append(Name(text=item.name, language=language, valid_from=item.from_, valid_until=item.until))
    return tuple(found)


def entry(row: EntryRow, file: str, number: int) -> Entry:
    """The entry that a row states."""
    return Entry(
        id=row.id,
        kind=row.kind,
        names=names(row),
        source=strings(row.source),
        file=file,
        row=number,
        valid_from=row.from_,
        valid_until=row.until,
        same_as=strings(row.same_as),
        page=row.page,
        seat=row.seat,
        place=row.place,
        code=row.code,
        symbol=row.symbol,
        part=row.part,
        adopted=row.adopted,
        in_force=row.in_force,
        treaty_number=row.treaty_number,
        members=strings(row.members),
        note=row.note,
    )


def inline(row: EntryRow, file: str, number: int) -> Iterator[Relation]:
    """The relations that a row states of its own subject: as long as it lasts, with the row's sources."""
    if row.admitted is not None:
        yield Relation(
            subject=row.id,
            predicate="memberOf",
            object="united-nations",
            source=strings(row.source),
            file=file,
            row=number,
            valid_from=row.admitted,
        )
    for predicate in PREDICATES:
        lasting = predicate in LASTING
        for target in strings(cast(Strings, getattr(row, predicate, ()))):
            yield Relation(
                subject=row.id,
                predicate=predicate,
                object=target,
                source=strings(row.source),
                file=file,
                row=number,
                valid_from=row.from_ if lasting else None,
                valid_until=row.until if lasting else None,
            )


def relation(row: RelationRow, file: str, number: int) -> Relation:
    """The relation that a row of relations.yaml states."""
    return Relation(
        subject=row.subject,
        predicate=row.predicate,
        object=row.object,
        source=strings(row.source),
        file=file,
        row=number,
        valid_from=row.from_,
        valid_until=row.until,
    )


def session(row: SessionRow) -> Session:
    """The session that a row of sessions.yaml states."""
    return Session(
        organ=row.organ,
        number=row.number,
        opens=row.opens,
        closes=row.closes,
        kind=row.kind,
        source=strings(row.source),
    )


def topic(row: TopicRow, number: int) -> Topic:
    """The concept that a row of topics.yaml states."""
    return Topic(concept=row.concept, label=row.label, forms=strings(row.forms), source=strings(row.source), row=number)


def review(row: ReviewRow, file: str, number: int) -> Review:
    """The ruling that a row of reviews.yaml states."""
    return Review(
        document=row.document,
        paragraph=row.paragraph,
        fact=row.fact,
        start=row.start,
        end=row.end,
        ruling=row.ruling,
        reviewer=row.reviewer,
        reading=row.reading,
        text=row.text,
        change=row.change,
        file=file,
        row=number,
    )
