"""The immutable types that pass between rooms.

Field names are those of the reading format, so that a Reading encodes to it as it stands. Inside the reading rooms a
document is a tuple of Passages; everything found in a passage is placed by offsets into that passage's own `text`
until `reading` moves it to offsets into the document.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from sys import maxsize
from typing import Literal

from msgspec import Struct, field

Part = Literal["front", "title", "preamble", "operative", "annex", "footnote", "heading", "back"]
Role = Literal["consultation", "coordination", "cooperation", "support"]
Condition = Literal[
    "upon-request",
    "within-mandate",
    "subject-to-extrabudgetary-resources",
    "within-existing-resources",
    "as-appropriate",
    "consent-of-state",
    "consistent-with-international-law",
    "consistent-with-domestic-law",
]
Via = Literal["text", "short-name", "footnote", "self", "coreference"]


# ---------------------------------------------------------------- documents and their text


class Document(Struct, frozen=True, gc=False, kw_only=True):
    """A document as it was handed in: its bytes, what they are, and their SHA-256 in hexadecimal."""

    file: str
    data: bytes
    media_type: str
    sha256: str


class Line(Struct, frozen=True, gc=False, kw_only=True):
    """A printed line (or a block of a structured format): `text[start:end]` of its Pages.

    `left`, `top`, `size` are points on the page where the format has them, else None; `style` is what a structured
    format says of the block (Akoma Ntoso element name, HTML tag, Word style), else None; `bold` that it begins so.
    """

    start: int
    end: int
    page: int = 1
    left: float | None = None
    top: float | None = None
    size: float | None = None
    style: str | None = None
    bold: bool = False


class Pages(Struct, frozen=True, gc=False, kw_only=True):
    """The extracted text of a document, all of it, and where its lines lie, in reading order."""

    text: str
    lines: tuple[Line, ...]


class Mark(Struct, frozen=True, gc=False):
    """The call of a footnote: `number` as printed, at offset `at` of the passage's text, from which it was removed."""

    at: int
    number: str


class Passage(Struct, frozen=True, gc=False, kw_only=True):
    """A paragraph with its words made whole.

    `text` has neither label, footnote marks, running heads nor line breaks. `runs` holds pairs (offset in `text`,
    offset in the document), ascending, one for each stretch that stands unbroken in the document. `voice` is the
    register id of the organ that speaks here: the Assembly inside a draft resolution, None in the note around it.
    """

    id: str
    part: Part
    label: str | None
    number: str | None
    level: int
    parent: str | None
    start: int
    end: int
    text: str
    runs: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...] = ()
    opening: str | None = None
    voice: str | None = None

    def locate(self, offset: int) -> int:
        """The place in the document of the character at `offset` of this passage's text."""
        within, where = self.runs[bisect_right(self.runs, (offset, maxsize)) - 1]
        return where + offset - within

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span in the document of `text[start:end]`, for start < end."""
        if len(self.runs) == 1:  # most passages stand unbroken
            within, where = self.runs[0]
            return start + where - within, end + where - within
        return self.locate(start), self.locate(end - 1) + 1


# ---------------------------------------------------------------- what a document says


class Source(Struct, frozen=True, gc=False, kw_only=True):
    """Where the document came from; `characters` counts its extracted text."""

    file: str
    sha256: str
    media_type: str
    characters: int


class Vote(Struct, frozen=True, gc=False, kw_only=True):
    """A recorded vote."""

    favour: int
    against: int
    abstentions: int


class Evidence(Struct, frozen=True, gc=False, kw_only=True):
    """Why a field has its value: the words at start..end and the name of the rule that read them."""

    field: str
    value: str
    start: int
    end: int
    rule: str
    paragraph: str | None = None  # where the words stand, if not in the directive's own paragraph


class FrontMatter(Struct, frozen=True, gc=False, kw_only=True):
    """What the document says of itself; `kind` is the local name of a class under ct:Instrument."""

    symbol: str | None
    kind: str
    language: str
    source: Source
    title: str | None = None
    issuer: str | None = None
    adopted: date | None = None
    issued: date | None = None
    session: int | None = None
    meeting: int | None = None
    agenda_items: tuple[str, ...] = ()
    committee: str | None = None
    recommended_by: str | None = None
    carrier: str | None = None  # kind of the document that carries a draft, e.g. Note
    carrier_by: str | None = None  # who wrote the carrier, e.g. secretariat
    report: str | None = None  # symbol of the report by which it came
    sponsors: tuple[str, ...] = ()
    vote: Vote | None = None
    topics: tuple[str, ...] = ()  # IRIs of the concepts that the title names
    evidence: tuple[Evidence, ...] = ()  # from which paragraph each of these was read


class Paragraph(Struct, frozen=True, gc=False, kw_only=True, omit_defaults=False):
    """A Passage as the reading format prints it; `text` is the empty string where words are left out."""

    id: str
    part: Part
    label: str | None
    number: str | None
    level: int
    parent: str | None
    start: int
    end: int
    opening: str | None = None
    voice: str | None = None
    text: str | None = None


class Citation(Struct, frozen=True, gc=False, kw_only=True):
    """A citing phrase and what it cites: a canonical symbol, or the register id of an instrument without one."""

    paragraph: str
    start: int
    end: int
    text: str
    target: str
    relation: str = "cites"
    locator: str | None = None
    date: date | None = None
    via: Via = "text"
    rule: str = ""


class Mention(Struct, frozen=True, gc=False, kw_only=True):
    """A naming of a body, office, State or group; `actor` is None where it is seen and not known."""

    paragraph: str
    start: int
    end: int
    text: str
    actor: str | None
    rule: str = ""


class Actor(Struct, frozen=True, gc=False, kw_only=True):
    """Somebody as written (`text`), and the register id where it is known."""

    text: str
    actor: str | None = None


class Partner(Struct, frozen=True, gc=False, kw_only=True):
    """With whom an addressee shall act, and in which role."""

    text: str
    role: Role
    actor: str | None = None


class ReportDuty(Struct, frozen=True, gc=False, kw_only=True):
    """A report asked for: by and to as register ids where known, else as written; `about` as instrument ids.

    `subject` is the noun phrase that the report is on, as written, without its article.
    """

    by: str | None = None
    to: str | None = None
    about: tuple[str, ...] = ()
    subject: str | None = None


class Due(Struct, frozen=True, gc=False, kw_only=True):
    """A time phrase, the dates it stands for (inclusive), and its recurrence as an ISO 8601 duration."""

    text: str
    from_: date | None = field(default=None, name="from")
    until: date | None = None
    recurs: str | None = None


class Directive(Struct, frozen=True, gc=False, kw_only=True):
    """Who is asked to do what: one directive verb with its own complement, from `start` to `end`."""

    paragraph: str
    start: int
    end: int
    act: str
    act_text: str
    addressees: tuple[Actor, ...] = ()
    partners: tuple[Partner, ...] = ()
    beneficiaries: tuple[Actor, ...] = ()
    conditions: tuple[Condition, ...] = ()
    report: ReportDuty | None = None
    due: Due | None = None
    inherits: str | None = None
    topics: tuple[str, ...] = ()  # UNBIS concept IRIs and local names of kinds of assistance
    concerns: tuple[str, ...] = ()  # instruments cited in what is asked: symbols or register ids
    rule: str = ""
    why: tuple[Evidence, ...] = ()
    parts: tuple[Directive, ...] = ()  # of a chapeau: each sub-paragraph's share, which inherits verb and addressee


class SpeechAct(Struct, frozen=True, gc=False, kw_only=True):
    """A verb by which the organ speaks without directing anybody, with the clause that it heads.

    `act` is the lemma, as that of a paragraph's opening (commend, take-note, express-appreciation); `about` are the
    instruments that the clause cites, `actors` the register ids of those it names.
    """

    paragraph: str
    start: int
    end: int
    act: str
    text: str  # the verb as written
    about: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


class Mandate(Struct, frozen=True, gc=False, kw_only=True):
    """A mandate that a document gives, extends or ends: whose it is, from when until when as far as it says.

    `text` is the body as written at start..end; `verb` is extend, renew, establish, continue or terminate.
    """

    paragraph: str
    start: int
    end: int
    text: str
    verb: str
    body: str | None = None
    from_: date | None = field(default=None, name="from")
    until: date | None = None
    due: str | None = None  # the time phrase


class Event(Struct, frozen=True, gc=False, kw_only=True):
    """A dated meeting, symposium, visit or review."""

    paragraph: str
    start: int
    end: int
    text: str
    place: str | None = None
    from_: date | None = field(default=None, name="from")
    until: date | None = None
    organizers: tuple[Actor, ...] = ()
    rule: str = ""


class Unresolved(Struct, frozen=True, gc=False, kw_only=True):
    """What was seen as a reference, a name or a form, and could not be resolved."""

    paragraph: str
    start: int
    end: int
    text: str
    kind: str


class Reading(Struct, frozen=True, gc=False, kw_only=True):
    """What one document says, as facts with positions into its extracted text."""

    document: FrontMatter
    paragraphs: tuple[Paragraph, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    directives: tuple[Directive, ...] = ()
    events: tuple[Event, ...] = ()
    speech: tuple[SpeechAct, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    rules: str = ""  # version of the reading rules


# ---------------------------------------------------------------- what people state: the registers


class Name(Struct, frozen=True, gc=False, kw_only=True):
    """A name of something and when it held; dates None where open.

    kind: preferred, acronym, short (an official shorter form that names the thing by itself), former, or local
    (stands for the thing only inside a document that has named it in full, e.g. "the Executive Directorate"), or title
    (of a resolution: many share one, so it never resolves a mention).
    """

    text: str
    kind: Literal["preferred", "acronym", "short", "former", "local", "title"] = "preferred"
    language: str = "en"
    valid_from: date | None = None
    valid_until: date | None = None


class Entry(Struct, frozen=True, gc=False, kw_only=True):
    """A row of the registers: a body, office, State, group of actors, or instrument.

    `kind` is the local name of its class in the ontology. `source` names where the row was taken from: a document
    symbol with an optional paragraph id ("S/RES/1535(2004) op-2") or the IRI of a public authority's page.
    """

    id: str
    kind: str
    names: tuple[Name, ...]
    source: tuple[str, ...]
    file: str
    row: int
    valid_from: date | None = None
    valid_until: date | None = None
    same_as: tuple[str, ...] = ()  # IRIs of the same thing in authority files
    page: str | None = None
    seat: str | None = None
    place: str | None = None  # where an instrument was adopted
    code: str | None = None  # ISO 3166-1 alpha-3 of a State
    symbol: str | None = None  # the document symbol that carries an instrument
    part: str | None = None  # where in that document the named text stands, such as annex-1
    adopted: date | None = None
    in_force: date | None = None
    treaty_number: str | None = None
    members: tuple[str, ...] = ()
    note: str | None = None

    @property
    def name(self) -> str:
        """The preferred English name."""
        return self.names[0].text


class Relation(Struct, frozen=True, gc=False, kw_only=True):
    """subject predicate object, between register ids or symbols, with validity and sources.

    `predicate` is the local name of an object property of the ontology (subsidiaryOf, establishedBy, amends …).
    """

    subject: str
    predicate: str
    object: str
    source: tuple[str, ...]
    file: str
    row: int
    valid_from: date | None = None
    valid_until: date | None = None


class Session(Struct, frozen=True, gc=False, kw_only=True):
    """A session of an organ, for turning "at its sixty-third session" into dates (both inclusive).

    `closes` is None where the day is not known. A reconvened session has the number of the session it continues.
    """

    organ: str
    number: int
    opens: date
    closes: date | None = None
    kind: Literal["regular", "special", "emergency", "reconvened"] = "regular"
    source: tuple[str, ...] = ()


class Participation(Struct, frozen=True, gc=False, kw_only=True):
    """A participant's part in a treaty as a published table of its status gives it on the day `as_of`.

    `state` is the register id of a State or regional organization, None where the registers do not know the
    participant, who is then only `participant`, as printed without its footnote `marks`. `consent` is the day of
    consent to be bound, and `kind` how it was given. `sha256` is that of the table.
    """

    treaty: str
    participant: str
    state: str | None
    as_of: date
    signature: date | None = None
    signed_by_succession: bool = False
    consent: date | None = None
    kind: Literal["ratification", "accession", "acceptance", "approval", "succession"] | None = None
    marks: tuple[str, ...] = ()
    file: str
    row: int
    sha256: str = ""


class Topic(Struct, frozen=True, gc=False, kw_only=True):
    """A concept of a thesaurus that documents are about: its IRI, its preferred label, the words it is known by.

    A form in the singular stands for the plural too; one in the plural for itself alone.
    """

    concept: str
    label: str
    forms: tuple[str, ...]
    source: tuple[str, ...]
    row: int


class Review(Struct, frozen=True, gc=False, kw_only=True):
    """A person's ruling on a read fact, found by document, position and kind, for one state of the reading."""

    document: str
    paragraph: str
    fact: Literal["citation", "mention", "directive", "event"]
    start: int
    end: int
    ruling: Literal["accept", "correct", "reject"]
    reviewer: str
    reading: str  # hash of the reading that was looked at
    text: str = ""  # how the SHA-256 of the document begins whose text was looked at; of any, where empty
    change: dict[str, object] = {}
    file: str = "reviews.yaml"
    row: int = 0


class Registers(Struct, frozen=True, gc=False, kw_only=True):
    """All that people stated, in the order of the files."""

    entries: tuple[Entry, ...]
    relations: tuple[Relation, ...]
    sessions: tuple[Session, ...]
    reviews: tuple[Review, ...]
    passed_over: tuple[Name, ...] = ()  # what looks like an actor's name and is none
    topics: tuple[Topic, ...] = ()


# ---------------------------------------------------------------- judgements on a graph


class Result(Struct, frozen=True, gc=False, kw_only=True):
    """One finding of validation, with the fields of a SHACL validation result as strings."""

    focus: str
    path: str | None
    value: str | None
    message: str
    severity: Literal["Violation", "Warning", "Info"]
    shape: str


class Report(Struct, frozen=True, gc=False, kw_only=True):
    """The outcome of validation; conforms is true where no result is a Violation."""

    conforms: bool
    results: tuple[Result, ...]
