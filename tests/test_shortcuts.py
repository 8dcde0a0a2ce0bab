"""Ways of looking that try a pattern only where it can match find what a plain search finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from graph_build import (
    actor_text,
    acts,
    blocks,
    citation_grammar,
    citations,
    clauses,
    definitions,
    events,
    frontmatter,
    names_context,
    names_unknown,
    structure,
    tables,
    wording,
)
from graph_build.acts import Spoken
from graph_build.model import Line, Passage

WORDS = """Third third World international Working Group and of for on the The its Conference conference review meeting
    training course session panel discussion Symposium held in Geneva Vienna 2007 1373 17 May relevant Council Assembly
    Security General Convention against Crime requests Requests calls upon also further to provide CTED Jan’s
    co-operation high-level twenty-third fourth McDonald U.S. (2001) 60/288 A/60/825 report note document and, but;
    or. ¹² * ** state-of -based counter-""".split()
SIGNS = ["", ",", ";", ".", ":", ")", "”", " ", "\n", "-", "*", "³", "…", "'s"]
PIECE = st.tuples(st.sampled_from(WORDS), st.sampled_from(SIGNS)).map("".join)
TEXT = st.one_of(
    st.lists(PIECE, max_size=25).map(" ".join),
    st.lists(st.one_of(PIECE, st.text(max_size=5)), max_size=15).map(" ".join),
)


def spans(found: object) -> list[tuple[int, int]]:
    return [match.span() for match in found]  # type: ignore[attr-defined]


@given(TEXT)
def test_words_of_a_text(text: str) -> None:
    starts, ends, words = actor_text._split(text)
    plain = list(actor_text._WORD.finditer(text))
    assert list(zip(starts, ends, strict=True)) == spans(plain)
    assert words == [m[0] for m in plain]


@given(TEXT)
def test_names_of_events(text: str) -> None:
    found, plain = spans(events._names(text)), spans(events._NAME.finditer(text))
    assert found == plain[: len(found)]
    assert all(events._YEAR.search(text, end) is None for _, end in plain[len(found) :])


@given(TEXT)
def test_what_does_not_stay_in_a_text(text: str) -> None:
    assert spans(wording._specials(text, 0, len(text))) == spans(wording._SPECIAL.finditer(text))


@given(TEXT)
def test_an_unfinished_paragraph(text: str) -> None:
    assert structure.unfinished(text) == (structure._ENDED.search(text) is None)
    assert structure.unfinished(text + "”" * 80) == (structure._ENDED.search(text + "”" * 80) is None)
    assert structure.unfinished(text + "a" + "2" * 80) == (structure._ENDED.search(text + "a" + "2" * 80) is None)
    assert structure.dangling(text) == (structure._DANGLING.search(text) is not None)


@given(TEXT, st.sampled_from(["co-operation", "review", "and", "state-of", "conference"]))
def test_a_word_of_the_vocabulary(text: str, word: str) -> None:
    plain = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text.lower())
    assert (word in wording.Vocabulary(text)) == (plain is not None)


@given(TEXT)
def test_the_end_of_a_clause(text: str) -> None:
    text = " ".join(text.split())
    plain = re.search(r"[\s,;:.]*(?:\b(?:and|but|while|or))?[\s,;:.]*\Z", text)
    sentence = clauses._SENTENCE_END.search(text)
    assert plain is not None
    assert clauses._end(text, 0, len(text)) == plain.start() or sentence is not None


@given(TEXT, st.integers(0, 60))
def test_words_that_lead_to_a_citation(text: str, start: int) -> None:
    plain = citations._PHRASE.search(text, max(0, start - 120), start)
    blank = text[: min(start, len(text))].endswith((" ", " ("))
    assert citations._lead(text, start) == (plain.start() if plain and blank else start)


@given(TEXT, st.integers(0, 60))
def test_the_beginning_of_a_title(text: str, start: int) -> None:
    text = " ".join(text.split())
    start = min(start, len(text))
    plain = definitions._BEGINS.search(text, max(0, start - 90), start)
    assert definitions._beginning(text, start) == (plain.start() if plain else start)


@given(TEXT)
def test_where_names_organs_and_labels_begin(text: str) -> None:
    assert all(names_unknown._PHRASE_BEGINS.match(m[0]) for m in names_unknown._PHRASE.finditer(text))
    assert all(citation_grammar._CAPITAL.match(m[0]) for m in citation_grammar.ORGAN.finditer(text))
    if text.isascii() and not text[:1].isspace():
        assert blocks._labelled(text) == (blocks._LABEL.match(text) is not None)


@given(TEXT)
def test_letters_of_a_plain_text(text: str) -> None:
    low = text.casefold()
    if low.isascii():
        assert low.translate(frontmatter._NO_LETTERS).split() == frontmatter._LATIN.findall(low)


@given(TEXT)
def test_letters_of_a_text_with_printed_signs(text: str) -> None:
    low = text.casefold()
    if not frontmatter._FOREIGN.search(low):
        plain = low.encode("ascii", "replace").decode("ascii")
        assert plain.translate(frontmatter._NO_LETTERS).split() == frontmatter._LATIN.findall(low)
        assert not any(script.search(low) for _, script in frontmatter._SCRIPTS)


@given(TEXT)
def test_acronyms(text: str) -> None:
    plain = re.compile(r"(?<![\w/.\-])(?<![A-Z] )[A-Z][A-Z0-9&]*(?:-[A-Z]+)?[A-Z](?![\w/]|[.\-]\d| [A-Z]{2})")
    assert spans(names_unknown._ACRONYM.finditer(text)) == spans(plain.finditer(text))


@given(st.lists(st.sampled_from(["1373", "1267 (", " (2001)", "(1999)", "a", " ", ",", ".", "é", "/"])).map("".join))
def test_resolutions_beside_names(text: str) -> None:
    assert spans(names_context._RESOLUTION.finditer(text)) == spans(re.finditer(r"\b(\d{2,4}) \((\d{4})\)", text))


@given(st.from_regex(events._DAYS.pattern, alphabet=st.characters(codec="ascii", min_codepoint=32)))
def test_every_date_ends_in_a_month_and_a_year(text: str) -> None:
    assert events._DAYS.search(text) is None or events._MONTH_AND_YEAR.search(text)


@given(st.from_regex(clauses._FOR_OTHERS.pattern, alphabet=st.characters(codec="ascii", min_codepoint=32)))
def test_how_others_are_named(text: str) -> None:
    assert any(words in text for words in clauses._MAY_BE_FOR)


def test_verbs_are_tried_in_the_forms_they_can_have() -> None:
    tails = (
        "",
        " the",
        " upon",
        ", in this regard, upon",
        " its call",
        " and reiterates its request",
        " further urging",
    )
    main = (acts._FINITE, acts._FIRST_PERSON)
    for patterns, words in ((main, acts._ONLY_PARTICIPLE), ((acts._PARTICIPLE,), acts._ONLY_MAIN)):
        texts = [
            f"Notes, {joint}{word}{tail} it" for joint in ("", "and ", "while ") for word in words for tail in tails
        ]
        assert texts
        assert not [text for text in texts for pattern in patterns if pattern.match(text, len("Notes, "))]
    assert {"requesting", "Urging"} <= acts._ONLY_PARTICIPLE
    assert {"requests", "Urges"} <= acts._ONLY_MAIN
    assert not {"also", "in", "reiterating", "reaffirms"} & (acts._ONLY_MAIN | acts._ONLY_PARTICIPLE)


@given(st.one_of(TEXT, st.from_regex(tables._FIGURED.pattern)))
def test_rows_of_tables(text: str) -> None:
    for words in (text, f"Lamps {text}"):
        line = Line(start=0, end=len(words), page=1)
        plain = bool(tables._FIGURED.fullmatch(words.strip())) and not tables._SENTENCE.search(words.strip())
        assert tables._figured(words, line) == plain
        row = plain and len(words) <= 110 and not tables._LABELLED.match(words) and words[:1].isupper()
        assert tables._plain(words, line) == row


def test_the_verbs_of_a_passage_are_read_once() -> None:
    passage = Passage(
        id="op-1", part="operative", label="1.", number="1", level=1, parent=None, start=0, end=0, runs=(),
        text="Requests the Secretary-General to report, and also urges States to cooperate;",
    )  # fmt: skip
    spoken = Spoken()
    assert [head.act for head in spoken.heads(passage)] == ["request", "urge"]
    assert spoken.heads(passage) is spoken.heads(passage)
    assert spoken.heads(passage) == acts.heads(passage)
