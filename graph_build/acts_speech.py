"""What an organ says besides: the verbs of a paragraph that direct nobody, and what they are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from graph_build import acts
from graph_build.model import Citation, FrontMatter, Mention, Passage, SpeechAct
from graph_build.openings import opening


def find(
    passages: Sequence[Passage],
    front: FrontMatter,
    mentions: Iterable[Mention],
    citations: Iterable[Citation],
    spoken: acts.Spoken | None = None,
) -> tuple[SpeechAct, ...]:
    """The speech acts of the operative paragraphs, in order; a clause ends where the next verb of the organ begins.

    `spoken` are the verbs of the document, where they are read already.
    """
    if not front.language.startswith("en"):
        return ()
    spoken = spoken or acts.Spoken()
    named: dict[str, list[Mention]] = defaultdict(list)
    cited: dict[str, list[Citation]] = defaultdict(list)
    for mention in mentions:
        named[mention.paragraph].append(mention)
    for citation in citations:
        cited[citation.paragraph].append(citation)
    return tuple(
        act
        for passage in passages
        if passage.part == "operative"
        for act in _passage(passage, spoken.heads(passage), named[passage.id], cited[passage.id])
    )


def _passage(
    passage: Passage, heads: Sequence[acts.Head], mentions: list[Mention], citations: list[Citation]
) -> Iterator[SpeechAct]:
    for k, head in enumerate(heads):
        if head.act is not None:
            continue
        end = heads[k + 1].before if k + 1 < len(heads) else len(passage.text)
        words = passage.text[head.start : end].rstrip(" ,;.")
        lemma, _ = opening(words[0].upper() + words[1:])
        if lemma is None:
            continue
        until = head.start + len(words)
        yield SpeechAct(
            paragraph=passage.id,
            start=head.start,
            end=until,
            act=lemma,
            text=passage.text[head.start : head.end],
            about=_unique(c.target for c in citations if head.start <= c.start and c.end <= until),
            actors=_unique(m.actor for m in mentions if m.actor and head.start <= m.start and m.end <= until),
        )


def _unique(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
