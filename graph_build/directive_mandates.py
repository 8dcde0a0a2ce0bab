"""Mandates: whom a document lets work, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from graph_build import actor_phrases, actor_text, actors, deadlines, deadlines_dates
from graph_build.actor_lists import series
from graph_build.actor_phrases import Phrase
from graph_build.actor_text import Words
from graph_build.model import Directive, FrontMatter, Mandate, Mention, Passage, Session

_VERB = re.compile(
    r"\b(?P<verb>extend|renew|establish|terminate|continue|create|authorize the establishment of|end|conclude)\b"
)
#: "extend the mandate of X", "renew until … the mandate of X".
_MANDATE_OF = re.compile(r"\b(?:mandates?|term|tenure|appointment) of (?=(?:the |its )?[A-Z])")
#: "extend X’s mandate".
_OWN_MANDATE = re.compile(r"(?P<body>[A-Z][\w.-]*)(?:’s|'s|’) (?:\w+ )?mandate\b")
#: "X will continue to operate".
_OPERATES = re.compile(
    r"\b(?:will|shall|should) (?:continue (?:to operate|to function|its work|its operations)|operate)\b"
)
_FOUNDED = re.compile(r"\bestablish(?:,[^,;]{3,80},)? (?=(?:a |an |the )?(?:[A-Z]|\w+ [A-Z]))")
_NAMES = {"create": "establish", "end": "terminate", "conclude": "terminate"}


def find(
    passages: Sequence[Passage],
    front: FrontMatter,
    mentions: Iterable[Mention],
    directives: Iterable[Directive],
    sessions: tuple[Session, ...],
) -> tuple[Mandate, ...]:
    """The mandates that the decisions among `directives` give, extend or end, in order."""
    texts = {passage.id: passage for passage in passages}
    known = tuple(mentions)
    return tuple(
        mandate
        for directive in directives
        if directive.act == "decide"
        for mandate in _decision(directive, texts[directive.paragraph], front, known, sessions)
    )


def _decision(
    directive: Directive,
    passage: Passage,
    front: FrontMatter,
    mentions: tuple[Mention, ...],
    sessions: tuple[Session, ...],
) -> Iterator[Mandate]:
    words = passage.text[directive.start : directive.end]
    if "mandate" not in words and "operate" not in words and "establish" not in words and "tenure" not in words:
        return
    bag = actor_text.words(passage.text, (m for m in mentions if m.paragraph == passage.id))
    found = _body(bag, directive)
    if found is None:
        return
    body, verb = found
    time = deadlines.choose(p for p in deadlines.find(passage.text, directive.start, directive.end) if p.rank != "soft")
    organs = [organ for organ in (passage.voice, front.issuer) if organ]
    due = deadlines_dates.due(time, front.adopted or front.issued, organs, sessions) if time else None
    yield Mandate(
        paragraph=passage.id,
        start=body.start,
        end=body.end,
        text=passage.text[body.start : body.end],
        verb=verb,
        body=actor_phrases.resolve(bag, body),
        from_=due.from_ if due else None,
        until=due.until if due else None,
        due=due.text if due else None,
    )


def _body(bag: Words, directive: Directive) -> tuple[Phrase, str] | None:
    """Whose mandate it is, and what becomes of it."""
    start, end = directive.start, directive.end
    verb = _VERB.search(bag.text, start, end)
    if operates := _OPERATES.search(bag.text, start, end):
        subject = series(bag, bag.at(start + len(directive.act_text)) + 1, bag.at(operates.start()), "subject")
        return (subject.items[0], "continue") if subject.items else None
    name = _NAMES.get(verb["verb"], verb["verb"]) if verb else ""
    if (of := _MANDATE_OF.search(bag.text, start, end)) and name:
        return _first(bag, of.end(), end, name)
    if (own := _OWN_MANDATE.search(bag.text, start, end)) and name:
        phrase = actors.phrase(bag, bag.at(own.start()), bag.at(own.end("body")) + 1)
        return (_without_s(bag, own, phrase), name) if phrase else None
    if founded := _FOUNDED.search(bag.text, start, end):
        return _first(bag, founded.end(), end, "establish")
    return None


def _first(bag: Words, at: int, end: int, verb: str) -> tuple[Phrase, str] | None:
    listed = series(bag, bag.at(at), bag.at(end), "free").items
    return (listed[0], verb) if listed else None


def _without_s(bag: Words, own: re.Match[str], phrase: Phrase) -> Phrase:
    named = bag.names.get(phrase.first)
    name = named[1] if named and named[1].end == own.end("body") else None
    return Phrase(own.start(), own.end("body"), phrase.first, phrase.last, phrase.head, strong=True, name=name)
