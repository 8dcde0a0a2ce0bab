"""Whose resolution it is, as far as the words beside a number say: the organs named before, behind, or by "its"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from graph_build import citation_grammar as grammar
from graph_build import citation_organs as organs
from graph_build.citation_bodies import CBD, FOREIGN, PARTIES, WHA
from graph_build.citation_grammar import Head, Number, Organ
from graph_build.citation_triggers import Triggers

_ITS = re.compile(r"\b(?:[Ii]ts|[Tt]heir)(?:\sown)?\s(?:[a-z-]+,?\s){0,4}$")
_BESIDE = re.compile(
    r"(?:[’']s)?\s?,?\s?(?:(?:and|in|by|through|with|under|of|pursuant\sto|contained\sin|including|adopted|inter\salia,?)\s){0,2}"
    r"(?:(?:its|their|the|relevant|previous|all|subsequent|earlier|recent|other|such|own|annual|existing|pertinent|"
    r"various|and|both|these|specific|on\sthe\ssubject|related|,)\s?)*"
)
_OF_ORGAN = re.compile(r"\s?,?\s?(?:of|adopted\sby|adopted\sat\s\w+\s\w+\sof|by)\sthe\s(?:United\sNations\s)?")
_SOME = re.compile(
    r"(?:including|in\sparticular|particularly|especially|notably|namely|such\sas|inter\salia|being),?\s(?:its\s)?\Z"
)
_SENTENCE = re.compile(r"[.;](?=\s|\Z)")
_FAR = 250  # characters within which "including resolutions" looks back


class Context:
    """The organs that one passage names, and the one that speaks in it.

    `note` is true outside the text that an organ adopts; `rights` where "the Commission" can be that on human rights.
    """

    def __init__(
        self, text: str, words: Triggers, heads: list[Head], voice: str | None, *, note: bool, rights: bool
    ) -> None:
        self.text, self.words, self.heads = text, words, heads
        self.voice, self.note, self.rights = voice, note, rights
        self._organs: list[Organ] | None = None

    def named(self, number: Number, head: Head | None, direct: bool, reach: int) -> tuple[str, ...]:
        """The organs that the words beside the number name, the nearest first."""
        if number.form == "year":
            return ()
        behind = _OF_ORGAN.match(self.text, reach)
        beside = self.beside(head) if head is not None and direct else ()
        if behind and not (beside and behind[0].lstrip().startswith(",")):
            found = grammar.ORGAN.match(self.text, behind.end())
            if found and (found.lastgroup != "council" or not behind[0].endswith("by the ")):
                return tuple(organ.id for organ in self.organs() if organ.start == found.start())
        if head is None or not direct:
            return ()
        if beside := beside or self._above(head):
            return beside
        its = _ITS.search(self.text, max(0, head.start - 60), head.start)
        return self._subject(its.start() + 1) if its else ()

    def _above(self, head: Head) -> tuple[str, ...]:
        """The organs of those of which these are some: "Assembly resolutions on it, including resolutions …"."""
        if not _SOME.search(self.text, max(0, head.start - 30), head.start):
            return ()
        earlier = [other for other in self.heads if other.kind and head.start - _FAR <= other.start < head.start]
        for other in reversed(earlier):
            beside = self.beside(other)
            behind = _OF_ORGAN.match(self.text, other.end)
            if not beside and behind:
                beside = tuple(organ.id for organ in self.organs() if organ.start == behind.end())
            if beside:
                return beside
        return ()

    def beside(self, head: Head) -> tuple[str, ...]:
        """The organs named right before the head: "General Assembly and Security Council resolutions"."""
        beside: list[str] = []
        at = head.start
        for organ in reversed([organ for organ in self.organs() if organ.end <= head.start]):
            if not _BESIDE.fullmatch(self.text, organ.end, at):
                break
            gap = self.text[organ.end : at]
            if organ.id in FOREIGN and not (gap.strip(" ’'s,") == "" or "its" in gap or "their" in gap):
                break
            beside.append(organ.id)
            at = organ.start
        return tuple(beside)

    def _subject(self, at: int) -> tuple[str, ...]:
        """Whose "its" it is: the organ named last before it, else the one that speaks or, in a note, is named next."""
        before = [organ for organ in self.organs() if organ.end <= at and organ.id not in FOREIGN]
        if before:
            return (before[-1].id, *((self.voice,) if self.voice else ()))
        if self.note:
            return tuple(organ.id for organ in self.organs() if organ.start > at)[:1]
        return (self.voice,) if self.voice else ()

    def of_meeting(self, head: Head, end: int, *, known: bool) -> Literal["cbd-conference"] | None:
        """Whether a decision by a Roman meeting is the Conference's on biological diversity, the only one read.

        The body named next in the sentence tells, else the one named before; one named shortly, or none, where the
        document speaks of that Conference (`known`).
        """
        stop = _SENTENCE.search(self.text, end)
        behind = [o for o in self.organs() if end <= o.start < min(stop.start() if stop else end + _FAR, end + _FAR)]
        before = [o for o in self.organs() if head.start - _FAR <= o.start and o.end <= head.start]
        named = [o.id for o in (*behind[:1], *reversed(before)) if o.id in FOREIGN]
        sure = named[0] == CBD if named else known
        return "cbd-conference" if sure or (named[:1] == [PARTIES] and known) else None

    def of_health(self, head: Head, end: int) -> bool:
        """Whether a number with a point is the World Health Assembly's: named beside it, or last in the passage."""
        behind = _OF_ORGAN.match(self.text, end)
        if behind and any(o.start == behind.end() for o in self.organs()):
            return any(o.start == behind.end() and o.id == WHA for o in self.organs())
        before = [organ.id for organ in self.organs() if organ.end <= head.start]
        return bool(before) and next((key for key in reversed(before) if key in FOREIGN), "") == WHA

    def organs(self) -> list[Organ]:
        """The organs that the text names, in order; found when first asked for."""
        if self._organs is None:
            self._organs = grammar.organs(self.text, self.words.organ)
        return self._organs

    def ids(self, named: Iterable[str]) -> list[str]:
        """Register ids of organs named shortly: "the Council" of the document's own family first."""
        made: list[str] = []
        for name in named:
            if name == "council":
                made += [self.voice] if self.voice in (organs.HRC, organs.ECOSOC) else []
                made += [organs.HRC, organs.ECOSOC]
            elif name == "commission":
                made += [organs.CHR] if self.rights else []
            else:
                made.append(organs.GA if name == "assembly" else name)
        return made
