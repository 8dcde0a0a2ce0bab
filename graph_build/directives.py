"""Who is asked to do what: the directives of a document, each with its addressees, partners, conditions and time.

A directive is one verb of the organ with its own complement. Where a chapeau leaves the complement to its
sub-paragraphs ("Decides that all States shall: (a) …"), one directive stands on the chapeau with all that they say,
and each sub-paragraph's share of it is one of its `parts`, which inherits verb and addressee.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from graph_build import (
    actor_phrases,
    actor_pronouns,
    actor_text,
    actor_words,
    acts,
    clauses,
    deadlines,
    deadlines_dates,
    directive_fields,
    duties,
)
from graph_build.actor_text import Words
from graph_build.clauses import Clause
from graph_build.directive_fields import Fields
from graph_build.model import (
    Actor,
    Citation,
    Directive,
    Due,
    Evidence,
    FrontMatter,
    Mention,
    Passage,
    Registers,
    ReportDuty,
    Session,
    Unresolved,
)

SELF = "SELF"
UNKNOWN_ADDRESSEE = "directive-without-addressee"


def find(
    passages: Sequence[Passage],
    front: FrontMatter,
    mentions: Iterable[Mention],
    citations: Iterable[Citation],
    registers: Registers,
    spoken: acts.Spoken | None = None,
) -> tuple[tuple[Directive, ...], tuple[Unresolved, ...]]:
    """The directives of a document in order, and those of them whose addressee was not found, as unresolved.

    Offsets are into the text of the passage that `paragraph` names. `spoken` are the verbs of the document, where
    they are read already.
    """
    if not front.language.startswith("en"):
        return (), ()
    finder = _Finder(passages, front, mentions, citations, registers, spoken or acts.Spoken())
    found = tuple(finder.run())
    return found, tuple(map(_unaddressed, (d for d in found if not d.addressees)))


def _unaddressed(directive: Directive) -> Unresolved:
    at, words = directive.start, directive.act_text
    return Unresolved(paragraph=directive.paragraph, start=at, end=at + len(words), text=words, kind=UNKNOWN_ADDRESSEE)


class _Finder:
    """Walks over the passages of a document; holds what is looked up by passage."""

    def __init__(
        self,
        passages: Sequence[Passage],
        front: FrontMatter,
        mentions: Iterable[Mention],
        citations: Iterable[Citation],
        registers: Registers,
        spoken: acts.Spoken,
    ) -> None:
        self.passages, self.front, self.spoken = passages, front, spoken
        self.bags: dict[str, Words] = {}
        self.mentions: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self.mentions[mention.paragraph].append(mention)
        self.citations: dict[str, list[Citation]] = defaultdict(list)
        for citation in citations:
            self.citations[citation.paragraph].append(citation)
        self.children: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            if passage.parent is not None:
                self.children[passage.parent].append(passage)
        self.sessions: tuple[Session, ...] = registers.sessions
        self.taken: set[str] = set()  # passages that a chapeau has taken in
        self.governor: Directive | None = None  # "We resolve:" over the items that follow

    def run(self) -> Iterator[Directive]:
        """Every directive, in the order of the passages."""
        ruled = self._heads_missing()
        for passage in self.passages:
            if passage.part == "heading":
                self.governor = None
            if passage.part not in ("operative", "annex") or passage.id in self.taken:
                continue
            spoken = self.spoken.heads(passage)
            if any(head.act for head in spoken) or self._is_item(passage):
                bag = self._bag(passage)
                yield from self._passage(passage, bag, *clauses.directing(passage, spoken, bag))
            else:
                self._govern(passage, [])
                if "shall" in passage.text and (passage.part == "annex" or passage.id in ruled):
                    yield from self._duties(passage, self._bag(passage))

    def _bag(self, passage: Passage) -> Words:
        if passage.id not in self.bags:
            self.bags[passage.id] = actor_text.words(
                passage.text, self.mentions[passage.id], self.citations[passage.id]
            )
        return self.bags[passage.id]

    def _heads_missing(self) -> frozenset[str]:
        """The operative passages of documents that speak in rules alone, without any verb of the organ."""
        operative = [p for p in self.passages if p.part == "operative"]
        if any(p.opening for p in operative):
            return frozenset()
        return frozenset(p.id for p in operative)

    # ------------------------------------------------------------ one passage

    def _passage(self, passage: Passage, bag: Words, read: list[Clause], open_ended: bool) -> Iterator[Directive]:
        before: list[Directive] = []
        for clause in read:
            governor = self.governor if clause.head.form == "item" else None
            if clause.head.form == "item" and governor is None:
                continue
            directive, fields = self._directive(passage, bag, clause, before)
            if governor is not None:
                directive = replace(directive, inherits=governor.paragraph)
            last = open_ended and clause is read[-1]
            if last and self.children[passage.id]:
                own: list[Directive] = []
                directive = self._with_parts(passage, directive, fields, own)
                yield directive
                yield from own
            else:
                yield directive
            before.append(directive)
        if not read and self.governor is not None and self._is_item(passage):
            yield self._item(passage, bag, self.governor)
        self._govern(passage, before)

    def _is_item(self, passage: Passage) -> bool:
        return self.governor is not None and bool(passage.label) and passage.text.startswith(("To ", "to "))

    def _govern(self, passage: Passage, directives: list[Directive]) -> None:
        """A passage without number that ends in a colon governs the numbered ones after it."""
        if passage.label:
            return
        ends = passage.text.rstrip().endswith(":")
        own = directives and directives[-1].addressees[:1] and directives[-1].act in ("other:resolve", "decide")
        self.governor = directives[-1] if ends and own else None

    def _item(self, passage: Passage, bag: Words, governor: Directive) -> Directive:
        """A numbered point of a plan of action: "To refrain from …" under "We resolve:"."""
        fields = directive_fields.read(bag, 0, len(passage.text), passage.id)
        self._take_in(passage, fields)
        share = replace(governor, paragraph=passage.id, start=0, end=len(passage.text), inherits=governor.paragraph)
        return self._complete(replace(share, parts=(), rule="inherited"), passage, fields, None)

    def _take_in(self, passage: Passage, fields: Fields) -> None:
        for below in self._below(passage):
            self.taken.add(below.id)
            bag = self._bag(below)
            fields.add(directive_fields.read(bag, 0, len(below.text), below.id), inherited=True)

    def _below(self, passage: Passage) -> Iterator[Passage]:
        for child in self.children[passage.id]:
            yield child
            yield from self._below(child)

    # ------------------------------------------------------------ chapeau and sub-paragraphs

    def _with_parts(self, passage: Passage, chapeau: Directive, fields: Fields, own: list[Directive]) -> Directive:
        """The directive of a chapeau with what its sub-paragraphs say; those that speak by themselves go to `own`."""
        parts: list[Directive] = []
        told = fields.report is not None and clauses.lists_contents(passage.text)
        for below in self._below(passage):
            bag = self._bag(below)
            read, _ = clauses.directing(below, self.spoken.heads(below), bag)
            itself = [c for c in read if c.head.form != "item" or self._is_own(passage, chapeau)]
            start = self._share_ends(below, itself)
            self.taken.add(below.id)
            for clause in itself:
                spoken, _ = self._directive(below, bag, clause, [chapeau])
                inherits = passage.id if clause.head.form == "item" else None
                own.append(replace(spoken, inherits=inherits))
            if start > 0 and not self._speaks_otherwise(below):
                share = directive_fields.read(self._continuing(below), 0, start, below.id)
                if told:
                    share.beneficiaries.clear()  # what a report is to speak of
                fields.add(share, inherited=True)
                parts.append(self._part(below, chapeau, share, start))
        whole = self._complete(replace(chapeau, why=()), passage, fields, None)
        addressed = tuple(e for e in chapeau.why if e.field in ("act", "addressees"))
        cited = [target for part in parts for target in part.concerns]
        concerns = tuple(dict.fromkeys((*whole.concerns, *cited)))
        return replace(whole, parts=tuple(parts), why=addressed + whole.why, concerns=concerns)

    def _is_own(self, passage: Passage, directive: Directive) -> bool:
        return not clauses.lists_tasks(passage.text) and any(actor.text == SELF for actor in directive.addressees)

    def _share_ends(self, below: Passage, itself: list[Clause]) -> int:
        """Where a sub-paragraph's share of the chapeau ends: before the first verb by which the organ itself speaks."""
        if not itself:
            return len(below.text)
        return min(
            itself[0].start,
            *(head.before for head in self.spoken.heads(below) if head.form == "finite"),
            len(below.text),
        )

    def _continuing(self, below: Passage) -> Words:
        """The words of a sub-paragraph that goes on with a sentence: its capital is that of its first word's place."""
        bag = self._bag(below)
        first = below.text[:1]
        if not first.isupper() or 0 in bag.names or bag.low(0) in actor_words.HEADS or len(first.lower()) != 1:
            return bag
        return actor_text.words(first.lower() + below.text[1:], self.mentions[below.id])

    def _speaks_otherwise(self, passage: Passage) -> bool:
        """Whether the sub-paragraph begins with a verb of the organ that directs nobody ("(b) Notes …")."""
        return bool(passage.opening and clauses.speaks(self.spoken.heads(passage)))

    def _part(self, below: Passage, chapeau: Directive, share: Fields, end: int) -> Directive:
        bare = Directive(
            paragraph=below.id,
            start=0,
            end=end,
            act=chapeau.act,
            act_text=chapeau.act_text,
            addressees=chapeau.addressees,
            inherits=chapeau.paragraph,
            rule="inherited",
        )
        return self._complete(bare, below, share, None)

    # ------------------------------------------------------------ one directive

    def _directive(
        self, passage: Passage, bag: Words, clause: Clause, before: list[Directive]
    ) -> tuple[Directive, Fields]:
        head, read = clause.head, clause.complement
        addressees, evidence = self._addressees(passage, bag, clause, before)
        start = clause.start if clause.gapped else head.start
        act_text = passage.text[head.start : head.end]
        why = [Evidence(field="act", value=clause.act, start=head.start, end=head.end, rule=head.form)]
        directive = Directive(
            paragraph=passage.id,
            start=start if not clause.gapped else clauses.first_word(bag, start),
            end=max(clause.end, head.end),
            act=clause.act,
            act_text=act_text,
            addressees=addressees,
            inherits=passage.id if clause.gapped else None,
            rule=read.rule,
            why=(*why, *evidence),
        )
        body = bag.starts[read.body] if read.body < len(bag) else clause.end
        agenda = clause.act == "decide" and read.own
        fields = directive_fields.read(bag, clause.start, clause.end, passage.id, body=body, agenda=agenda)
        if clause.shared is not None:
            fields.add(directive_fields.read(bag, *clause.shared, passage.id), inherited=False)
        if (read.report and not read.own) or read.account:
            fields.report = fields.report or directive_fields.Reported(None, None, own=False)
        return self._complete(directive, passage, fields, before[-1] if read.report and before else None), fields

    def _addressees(
        self, passage: Passage, bag: Words, clause: Clause, before: list[Directive]
    ) -> tuple[tuple[Actor, ...], list[Evidence]]:
        read = clause.complement
        if read.own:
            at = clause.head
            actor = Actor(text=SELF, actor=passage.voice or self.front.issuer)
            rule = "the organ itself"
            return (actor,), [Evidence(field="addressees", value=SELF, start=at.start, end=at.end, rule=rule)]
        if read.report and before:
            return before[-1].addressees, []
        if read.pronoun is not None:
            return self._pronoun(bag, read.pronoun, before)
        names = [directive_fields.named(bag, item) for item in read.items]
        evidence = [
            Evidence(field="addressees", value=name.text, start=item.start, end=item.end, rule=read.rule)
            for name, item in zip(names, read.items, strict=True)
        ]
        return tuple(Actor(text=n.text, actor=n.actor) for n in directive_fields.unique(names)), evidence

    def _pronoun(self, bag: Words, at: int, before: list[Directive]) -> tuple[tuple[Actor, ...], list[Evidence]]:
        """Whom "them" or "its" stands for: the last one addressed, else the last one named in the paragraph."""
        start, end = bag.starts[at], bag.ends[at]
        who: tuple[Actor, ...] = ()
        if before and before[-1].addressees and bag.low(at) != "those":
            who = before[-1].addressees
        else:
            found = actor_pronouns.antecedents(bag, at)
            who = tuple(Actor(text=bag.text[f.start : f.end], actor=actor_phrases.resolve(bag, f)) for f in found)
        if not who:
            who = (Actor(text=bag.text[start:end], actor=None),)
        return who, [
            Evidence(field="addressees", value=actor.text, start=start, end=end, rule="pronoun") for actor in who
        ]

    def _complete(
        self, directive: Directive, passage: Passage, fields: Fields, reporting: Directive | None
    ) -> Directive:
        """The directive with the fields that its words give, dates and citations looked up."""
        addressed = {actor.text for actor in directive.addressees}
        helped = tuple(
            Actor(text=b.text, actor=b.actor)
            for b in fields.beneficiaries
            if b.other or len(addressed) > 1 or b.text not in addressed
        )
        report = self._report(directive, passage, fields, reporting)
        cited = [c.target for c in self.citations[passage.id] if c.start >= directive.start and c.end <= directive.end]
        return replace(
            directive,
            partners=tuple(p for p in fields.partners if p.text not in addressed - fields.others or p.actor is None),
            beneficiaries=helped,
            conditions=tuple(sorted(set(fields.conditions))),
            report=report,
            due=self._due(directive, passage, fields, report),
            topics=tuple(sorted(set(fields.topics))),
            concerns=tuple(dict.fromkeys(cited)),
            why=(*directive.why, *fields.why),
        )

    def _report(
        self, directive: Directive, passage: Passage, fields: Fields, reporting: Directive | None
    ) -> ReportDuty | None:
        if fields.report is None:
            return None
        by = fields.report.by.key if fields.report.by else None
        if by is None and directive.addressees:
            author = directive.addressees[0]
            by = author.actor or author.text
        to = fields.report.to.key if fields.report.to else None
        if fields.report.own:
            to = passage.voice or self.front.issuer
        if to is None and fields.due is not None and "session" in fields.due.rule:
            own = fields.due.text.split(" session")[0].split()[:2]
            mine = passage.voice or self.front.issuer if "its" in own else None
            to = _organ_of(fields.due, self.mentions.get(passage.id, [])) or mine
        if by == to:
            by = None
        if to is None and reporting is not None and reporting.report is not None:
            to = reporting.report.to
        about = [c.target for c in self.citations[passage.id] if c.start >= directive.start and c.end <= directive.end]
        return ReportDuty(by=by, to=to, about=tuple(dict.fromkeys(about)), subject=fields.report.subject)

    def _due(self, directive: Directive, passage: Passage, fields: Fields, report: ReportDuty | None) -> Due | None:
        if fields.due is None:
            return None
        organs = [_organ_of(fields.due, self.mentions.get(passage.id, []))]
        organs += [report.to] if report else []
        organs += [actor.actor for actor in directive.addressees] + [passage.voice, self.front.issuer]
        likely = [organ for organ in organs if organ]
        return deadlines_dates.due(fields.due, self._adopted(), likely, self.sessions)

    def _adopted(self) -> date | None:
        return self.front.adopted or self.front.issued

    # ------------------------------------------------------------ rules

    def _duties(self, passage: Passage, bag: Words) -> Iterator[Directive]:
        for duty in duties.find(bag):
            names = [directive_fields.named(bag, item) for item in duty.subject.items]
            fields = directive_fields.read(bag, duty.verb_end, max(duty.end, duty.verb_end), passage.id)
            directive = Directive(
                paragraph=passage.id,
                start=duty.verb_start,
                end=max(duty.end, duty.verb_end),
                act="other:shall",
                act_text=passage.text[duty.verb_start : duty.verb_end],
                addressees=tuple(Actor(text=n.text, actor=n.actor) for n in directive_fields.unique(names)),
                rule="shall",
            )
            yield self._complete(directive, passage, fields, None)


def _organ_of(time: deadlines.TimePhrase, mentions: Iterable[Mention]) -> str | None:
    """The organ whose session a time phrase names: "at the eighteenth session of the Commission"."""
    inside = [m for m in mentions if m.start >= time.start and m.end <= time.end + 1 and m.actor]
    return inside[-1].actor if inside else None
