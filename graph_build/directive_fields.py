"""The fields of a directive that its words give: partners, beneficiaries, conditions, report, time, topics; and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from msgspec import Struct

from graph_build import (
    actor_phrases,
    beneficiaries,
    beneficiaries_frames,
    conditions,
    deadlines,
    partners,
    reports,
    topics,
)
from graph_build.actor_phrases import Phrase
from graph_build.actor_text import Words
from graph_build.clauses import fields_end
from graph_build.directive_sieve import Seen, Sifter, sieves
from graph_build.model import Condition, Evidence, Partner

#: Rules of help after which "to the Council" may belong to a report: "report on assistance … to the Council".
_TO_SOMEBODY = ("help to somebody", "contributions to somebody")


#: Behind an actor: it is one of some kind, not the one that is addressed by the same word.
_OF_SOME_KIND = ("that", "which", "requiring", "requesting", "lacking", "needing", "affected", "in")


class Named(Struct, frozen=True, gc=False):
    """Somebody as written, and the register id where known."""

    text: str
    actor: str | None
    other: bool = False

    @property
    def key(self) -> str:
        """The register id, else the words."""
        return self.actor or self.text


class Reported(Struct, frozen=True, gc=False):
    """A report that is asked for; `own` where it goes to the organ that speaks."""

    to: Named | None
    by: Named | None
    own: bool
    subject: str | None = None


class Fields(Struct):
    """What one stretch of words says, in order of place, and the evidence for each."""

    partners: list[Partner]
    beneficiaries: list[Named]
    conditions: list[Condition]
    report: Reported | None
    due: deadlines.TimePhrase | None
    topics: list[str]
    why: list[Evidence]
    others: set[str]  # partners that are said to be others than those addressed by the same word

    @staticmethod
    def none() -> Fields:
        """Fields that say nothing."""
        return Fields([], [], [], None, None, [], [], set())

    def add(self, other: Fields, *, inherited: bool) -> None:
        """Take over what `other` says besides; of a sub-paragraph (`inherited`) a "without delay" is its own."""
        self.partners += [p for p in other.partners if p not in self.partners]
        self.beneficiaries += [b for b in other.beneficiaries if b not in self.beneficiaries]
        self.conditions += [c for c in other.conditions if c not in self.conditions]
        self.topics += [t for t in other.topics if t not in self.topics]
        self.report = self.report or other.report
        time = other.due
        if time is not None and self.due is None and not (inherited and time.rank == "soft"):
            self.due = time
        self.why += other.why
        self.others |= other.others


@cache
def _sifter() -> Sifter:
    """Finds the words of the sieves of all rooms that read fields."""
    return Sifter(sieves((beneficiaries_frames, conditions, deadlines, partners, reports, topics)))


def named(bag: Words, found: Phrase) -> Named:
    """The words of a phrase and the register id of the mention that covers its head."""
    others = found.other or found.requesting or bag.low(found.first - 1) in ("those", "such")
    others = others or bag.low(found.last) in _OF_SOME_KIND
    return Named(bag.text[found.start : found.end], actor_phrases.resolve(bag, found), others)


def read(bag: Words, start: int, end: int, paragraph: str, *, body: int | None = None, agenda: bool = False) -> Fields:
    """What `bag.text[start:end]` says of how something is to be done; `paragraph` is where the words stand.

    `body` is where what is asked begins, after the verb and those it addresses.
    """
    fields = Fields.none()
    for first, last in fields_end(bag.text, start, end):
        fields.add(_stretch(bag, first, last, paragraph, body, agenda), inherited=False)
    return fields


def _stretch(bag: Words, start: int, end: int, paragraph: str, body: int | None, agenda: bool) -> Fields:
    fields = Fields.none()
    seen = _sifter().seen(bag.text, start, end)

    def because(field: str, value: str, at: int, to: int, rule: str) -> None:
        fields.why.append(Evidence(field=field, value=value, start=at, end=to, rule=rule, paragraph=paragraph))

    for partner in partners.find(bag, start, end, body, seen):
        who = named(bag, partner.phrase)
        entry = Partner(text=who.text, role=partner.role, actor=who.actor)
        fields.others |= {who.text} if who.other else set()
        if entry not in fields.partners:
            fields.partners.append(entry)
            because("partners", who.text, partner.start, partner.phrase.end, partner.rule)
    report = reports.find(bag, start, end, seen)
    told = report.to.start if report is not None and report.to is not None else None
    for benefit in beneficiaries.find(bag, start, end, max(start, body or 0), seen):
        who = named(bag, benefit.phrase)
        if (benefit.phrase.start != told or benefit.rule not in _TO_SOMEBODY) and all(
            known.text != who.text for known in fields.beneficiaries
        ):
            fields.beneficiaries.append(who)
            because("beneficiaries", who.text, benefit.start, benefit.phrase.end, benefit.rule)
        if benefit.phrase.requesting and "upon-request" not in fields.conditions:
            fields.conditions.append("upon-request")
            at = bag.text.rfind("requesting", 0, benefit.phrase.start)
            because("conditions", "upon-request", at, benefit.phrase.end, "requesting States")
    for condition in conditions.find(bag.text, start, end, seen):
        if condition.condition not in fields.conditions:
            fields.conditions.append(condition.condition)
            because("conditions", condition.condition, condition.start, condition.end, condition.rule)
    _report_and_due(bag, start, end, seen, fields, report, because, agenda)
    for topic, at, to in topics.kinds(bag.text, start, end, seen):
        fields.topics.append(topic)
        because("topics", topic, at, to, "words of the topic")
    return fields


def _report_and_due(
    bag: Words,
    start: int,
    end: int,
    seen: Seen,
    fields: Fields,
    report: reports.Report | None,
    because: Callable[[str, str, int, int, str], None],
    agenda: bool,
) -> None:
    if report is not None:
        to = named(bag, report.to) if report.to else None
        by = named(bag, report.by) if report.by else None
        on = bag.text[report.subject[0] : report.subject[1]] if report.subject else None
        fields.report = Reported(to, by, report.pronoun, on)
        because("report", to.text if to else "", report.start, report.end, report.rule)
        if report.subject and on:
            because("report-subject", on, *report.subject, "what the report is on")
    time = deadlines.choose(deadlines.find(bag.text, start, end, agenda=agenda, seen=seen))
    if time is not None:
        fields.due = time
        because("due", time.text, time.start, time.end, time.rule)


def unique(found: Iterable[Named]) -> list[Named]:
    """Each once, in order."""
    return list({who.text: who for who in found}.values())
