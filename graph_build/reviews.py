"""People's rulings on read facts: accepted, corrected or rejected, found again by position and by what was read."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable
from typing import TypeVar

import msgspec

from graph_build.errors import RegisterError
from graph_build.model import Citation, Directive, Event, Mention, Reading, Review, Unresolved

Fact = Citation | Mention | Directive | Event
F = TypeVar("F", bound=Fact)
LIST = {"citation": "citations", "mention": "mentions", "directive": "directives", "event": "events"}


def fingerprint(fact: Fact) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of what was read, without the rule that read it."""
    plain = msgspec.to_builtins(fact)
    for passing in ("rule", "why"):
        plain.pop(passing, None)
    return hashlib.sha256(msgspec.json.encode(plain, order="deterministic")).hexdigest()[:12]


def apply(reviews: Iterable[Review], reading: Reading) -> Reading:
    """The reading after the rulings on its document, in their order.

    A corrected fact has the fields of `change`, a rejected one is gone; a ruling to correct or reject that matches no
    fact raises RegisterError. Where what was read has changed since the ruling, the position is listed in
    `unresolved` with kind "review", so that somebody looks again; so is an accepted fact that is no longer read, and
    a ruling on another text of the document, whose positions are others.
    """
    for review in reviews:
        if review.document == reading.document.symbol:
            reading = _apply_one(review, reading)
    return reading


def present(reviews: Iterable[Review], symbols: Container[str]) -> None:
    """Raises RegisterError for the first ruling to correct or reject whose document is not among `symbols`."""
    for review in reviews:
        if review.ruling != "accept" and review.document not in symbols:
            where, expected = f"{_where(review)}, field document", "a document that is in the graph"
            raise RegisterError(where, f"found {review.document}", expected, "correct the symbol or drop the ruling")


def _apply_one(review: Review, reading: Reading) -> Reading:
    if not reading.document.source.sha256.startswith(review.text):
        return _look_again(review, reading, "")
    column = LIST[review.fact]
    facts: tuple[Fact, ...] = getattr(reading, column)
    place = next((index for index, fact in enumerate(facts) if _is_at(fact, review)), None)
    if place is None:
        if review.ruling == "accept":
            return _look_again(review, reading, "")
        raise RegisterError(
            _where(review),
            f"no {review.fact} at {review.paragraph} {review.start}-{review.end} of {review.document}",
            "the position of a fact that is read",
            "correct the position or drop the ruling",
        )
    fact = facts[place]
    changed = fingerprint(fact) != review.reading
    if review.ruling != "accept":
        kept = () if review.ruling == "reject" else (_corrected(fact, review),)
        reading = msgspec.structs.replace(reading, **{column: (*facts[:place], *kept, *facts[place + 1 :])})
    return _look_again(review, reading, getattr(fact, "text", "")) if changed else reading


def _is_at(fact: Fact, review: Review) -> bool:
    return (fact.paragraph, fact.start, fact.end) == (review.paragraph, review.start, review.end)


def _where(review: Review) -> str:
    return f"{review.file} row {review.row}"


def _corrected(fact: F, review: Review) -> F:
    plain = msgspec.to_builtins(fact)
    unknown = set(review.change) - {field.encode_name for field in msgspec.structs.fields(fact)}
    if unknown or not review.change:
        found = f"found {', '.join(sorted(unknown))}" if unknown else "found no change"
        expected = f"fields of a {review.fact}: {', '.join(plain)}"
        raise RegisterError(f"{_where(review)}, field change", found, expected)
    try:
        made: F = msgspec.convert(plain | review.change, type(fact), strict=False)
    except msgspec.ValidationError as fault:
        raise RegisterError(f"{_where(review)}, field change", str(fault), f"the form of a {review.fact}") from fault
    return made


def _look_again(review: Review, reading: Reading, text: str) -> Reading:
    """The reading with a note at the place of the ruling; on the paragraph where the text is another or lacks it."""
    where, start, end = review.paragraph, review.start, review.end
    found = {each.id: each for each in reading.paragraphs}
    if found and (where not in found or not found[where].start <= start <= end <= found[where].end):
        near = found.get(where, reading.paragraphs[0])
        where, start, end = near.id, near.start, near.end
    note = Unresolved(paragraph=where, start=start, end=end, text=text, kind="review")
    return msgspec.structs.replace(reading, unresolved=(*reading.unresolved, note))
