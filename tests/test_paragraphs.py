"""Documents divided into passages: parts, labels, levels, parents, ids, and words made whole."""

from __future__ import annotations

import pytest
from paragraph_specimens import RESOLUTION, passages

from graph_build.model import Mark

WHOLE = [
    # id, part, label, level, parent, opening
    ("pp-0", "preamble", None, 1, None, None),
    ("pp-1", "preamble", None, 1, None, "recall"),
    ("pp-2", "preamble", None, 1, None, "concerned"),
    ("pp-2-a", "preamble", "(a)", 2, "pp-2", None),
    ("pp-2-b", "preamble", "(b)", 2, "pp-2", None),
    ("pp-3", "preamble", None, 1, None, "convinced"),
    ("op-1", "operative", "1.", 1, None, "request"),
    ("op-2", "operative", "2.", 1, None, "urge"),
    ("op-2-a", "operative", "(a)", 2, "op-2", None),
    ("op-2-a-i", "operative", "(i)", 3, "op-2-a", None),
    ("op-2-a-ii", "operative", "(ii)", 3, "op-2-a", None),
    ("op-2-b", "operative", "(b)", 2, "op-2", None),
    ("heading-1", "heading", None, 1, None, None),
    ("op-3", "operative", "3.", 1, None, "decide"),
    ("back-1", "back", None, 1, None, None),
    ("heading-2", "heading", None, 1, None, None),
    ("heading-3", "heading", None, 1, None, None),
    ("heading-4", "heading", "I.", 1, None, None),
    ("annex-1-i-1", "annex", "1.", 1, None, None),
    ("annex-1-i-2", "annex", "2.", 1, None, None),
    ("heading-5", "heading", "II.", 1, None, None),
    ("annex-1-ii-p1", "annex", None, 1, None, None),
    ("annex-1-ii-1", "annex", "1.", 1, None, None),
    ("fn-1", "footnote", "¹", 1, None, None),
]


def test_a_whole_resolution() -> None:
    _, found = passages(RESOLUTION)
    body = [p for p in found if p.part not in ("front", "title")]
    assert [(p.id, p.part, p.label, p.level, p.parent, p.opening) for p in body] == WHOLE
    assert {p.voice for p in body} == {"general-assembly"}


def test_words_are_whole_and_clean() -> None:
    _, found = passages(RESOLUTION)
    texts = {p.id: p.text for p in found}
    assert texts["pp-1"] == (
        "Recalling its resolution 98/900 of 4 March 2044, and noting that harbours are open to all of the "
        "fishing vessels of the region,"
    )
    assert texts["pp-3"] == "Convinced that counter-smuggling patrols need international support,"
    assert texts["op-2"] == "Also urges Member States:"
    assert texts["back-1"] == "57th plenary meeting 2 March 2045"


def test_a_mark_is_kept_where_it_was() -> None:
    _, found = passages(RESOLUTION)
    first = next(p for p in found if p.id == "pp-1")
    assert first.marks == (Mark(first.text.index(" and noting"), "1"),)


def test_places_lead_back_to_the_document() -> None:
    _, found = passages(RESOLUTION)
    third = next(p for p in found if p.id == "pp-3")
    start = third.text.index("international")
    low, high = third.span(start, start + len("international"))
    assert RESOLUTION[low:high] == "inter-\nnational"


QUOTED = """\
Note by the Secretariat

By its resolution 2045/7 of 3 May 2045, the Economic and Social Council recommended to the General Assembly \
the adoption of the following draft resolution:

“Bells and lamps

“The General Assembly,

“Recalling its resolution 98/900 of 4 March 2044 on the safety of the



United Nations harbours,

“1. Calls upon States to ring bells, as appropriate

and within their mandates;

“2. Requests the Secretary-General to report on “bells”.”
"""


def test_a_note_that_carries_a_draft() -> None:
    front, found = passages(QUOTED)
    assert [(p.id, p.voice, p.text) for p in found if p.part != "front"] == [
        ("title-1", None, "Bells and lamps"),
        ("pp-0", "general-assembly", "The General Assembly,"),
        (
            "pp-1",
            "general-assembly",
            "Recalling its resolution 98/900 of 4 March 2044 on the safety of the United Nations harbours,",
        ),
        ("op-1", "general-assembly", "Calls upon States to ring bells, as appropriate and within their mandates;"),
        ("op-2", "general-assembly", "Requests the Secretary-General to report on “bells”."),
    ]
    assert (front.kind, front.carrier, front.carrier_by, front.recommended_by, front.title) == (
        "DraftResolution",
        "Note",
        "secretariat",
        "E/RES/2045/7",
        "Bells and lamps",
    )


def ids(text: str) -> list[str]:
    return [p.id for p in passages(text)[1] if p.part not in ("front", "title", "heading", "back")]


CASES = [
    (
        "a draft inside a resolution",
        "2045/9. Lamps\n\nThe Economic and Social Council,\n\n1. Recommends to the General Assembly the adoption "
        "of the "
        "following draft resolution:\n\nThe General Assembly,\n\nRecalling lamps,\n\n1. Requests lamps;",
        ["pp-0", "op-1", "draft-pp-0", "draft-pp-1", "draft-op-1"],
    ),
    (
        "parts with letters",
        "99/5. Lamps\n\nA\n\nThe General Assembly,\n\n1. Requests lamps;\n\n5th plenary meeting\n2 March 2045\n\nB\n\n"
        "Bells\n\nThe General Assembly,\n\n1. Requests bells;",
        ["a-pp-0", "a-op-1", "b-pp-0", "b-op-1"],
    ),
    (
        "an annexed declaration",
        "99/5. Lamps\n\nThe General Assembly,\n\nAdopts the Declaration annexed to the present resolution.\n\nAnnex\n\n"
        "Declaration on Lamps\n\nThe General Assembly,\n\nRecalling lamps,\n\nArticle 1\n\n1. Lamps are "
        "lit.\n\nArticle 2\n\n"
        "1. Lamps are kept.",
        ["pp-0", "op-1", "annex-1-p1", "annex-1-p2", "annex-1-article-1-1", "annex-1-article-2-1"],
    ),
    (
        "sections that number anew",
        "99/5. Lamps\n\nThe General Assembly,\n\nI\n\nOil\n\n1. Requests oil;\n\n2. Requests wicks;\n\nII\n\nBells\n\n"
        "1. Requests bells;",
        ["pp-0", "op-i-1", "op-i-2", "op-ii-1"],
    ),
    (
        "sections that number on",
        "99/5. Lamps\n\nThe General Assembly,\n\nI\n\n1. Requests oil;\n\nII\n\n2. Requests bells;",
        ["pp-0", "op-1", "op-2"],
    ),
    (
        "operative paragraphs without numbers",
        "7 (1946). Resolution of 3 May 1946\n\nThe Security Council\n\nNotes lamps;\n\nDecides to light them.",
        ["pp-0", "op-1", "op-2"],
    ),
    (
        "an unnumbered paragraph between numbered ones",
        "99/5. Lamps\n\nThe General Assembly,\n\n1. Requests oil, and in that regard:\n\nLamps shall be lit by "
        "those who keep "
        "them;\n\n2. Requests bells;",
        ["pp-0", "op-1", "op-p1", "op-2"],
    ),
    (
        "letters past z, and roman numbers beside letters",
        "99/5. Lamps\n\nThe General Assembly,\n\n1. Requests:\n\n(h) Oil;\n\n(i) Wicks;\n\n(z) Glass;\n\n(aa) "
        "Brass;\n\n"
        "(bb) Iron:\n\n(i) Old;\n\n(ii) New;\n\n(cc) Tin;",
        [
            *("pp-0", "op-1", "op-1-h", "op-1-i", "op-1-z", "op-1-aa", "op-1-bb", "op-1-bb-i", "op-1-bb-ii"),
            "op-1-cc",
        ],
    ),
    (
        "a statement of the President",
        "Statement by the President of the Security Council\n\nAt the 9001st meeting of the Security Council, "
        "held on 3 May 2045, "
        "in connection with the Council’s consideration of the item entitled “Lamps”, the President of the Security "
        "Council made the following statement on behalf of the Council:\n\n“The Security Council recalls that "
        "lamps are "
        "lit at dusk.\n\n“The Council requests the Secretary-General to report on lamps within six months.”",
        ["op-1", "op-2"],
    ),
    (
        "print lines without blank lines between",
        "9 (1947). Resolution of 3 May 1947\n[S/123]\nThe Security Council,\nHaving considered the lamps of the "
        "harbour\n"
        "and their oil, 3\nNoting also the bells,\n1. Decides to light them;\n2. Requests a report.\n\n"
        "Adopted unanimously at the\n99th meeting.\n\n3 Official Records of the Security Council, Second Year, "
        "document S/120.",
        ["pp-0", "pp-1", "pp-2", "op-1", "op-2", "fn-3"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_ids(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_the_call_of_a_note_in_common_figures() -> None:
    _, found = passages(CASES[-1][1])
    first = next(p for p in found if p.id == "pp-1")
    assert first.text == "Having considered the lamps of the harbour and their oil,"
    assert first.marks == (Mark(len(first.text), "3"),)


def test_a_voice_for_each_layer() -> None:
    _, found = passages(CASES[0][1])
    assert [p.voice for p in found if p.id in ("op-1", "draft-op-1")] == ["ecosoc", "general-assembly"]


def test_a_paragraph_that_ends_in_a_colon_leads_a_list_of_acts() -> None:
    _, found = passages(
        "99/5. Lamps\n\nThe General Assembly,\n\nRecalling its resolution 98/900, in which it:\n\n(a) Requested "
        "oil;\n\n"
        "(b) Calls for wicks;\n\n1. Requests lamps;"
    )
    assert [p.id for p in found[1:]] == ["pp-0", "pp-1", "pp-1-a", "pp-1-b", "op-1"]


PAGES = """\
A/RES/99/5

99/5. Lamps

The General Assembly,

Recalling the keepers of the lamps and their long watches in the
fog that lies on the
__________________
1 A/99/44.
2 See resolution 98/900,
annex.
45-12345 (E)
\f\
A/RES/99/5
Lamps
2/3 45-12345
harbour,

1. Requests oil;
\f\
Lamps
A/RES/99/5
45-12345 3/3

(a)

For lamps, and
for the wicks and the glass of the lamps of the
\f\
United Harbours;
"""


def test_pages_of_a_plain_text() -> None:
    _, found = passages(PAGES)
    assert [(p.id, p.text) for p in found if p.part != "front"] == [
        ("title-1", "99/5. Lamps"),
        ("pp-0", "The General Assembly,"),
        ("pp-1", "Recalling the keepers of the lamps and their long watches in the fog that lies on the harbour,"),
        ("fn-1", "A/99/44."),
        ("fn-2", "See resolution 98/900, annex."),
        ("op-1", "Requests oil;"),
        ("op-1-a", "For lamps, and for the wicks and the glass of the lamps of the United Harbours;"),
    ]


def test_the_resolution_asked_for_among_several() -> None:
    text = (
        "1492 (XV). Lamps\n\nThe General Assembly,\n\nDecides to light them.\n\n"
        "864th plenary meeting,\n20 September 1960.\n\n"
        "1514 (XV). Bells\n\nThe General Assembly,\n\n1. Requests bells;"
    )
    front, found = passages(text, "A/RES/1514(XV)")
    assert (front.symbol, front.title) == ("A/RES/1514(XV)", "Bells")
    assert [p.id for p in found if p.part in ("preamble", "operative")] == ["a-pp-0", "a-op-1", "pp-0", "op-1"]


def test_a_symbol_that_ends_a_sentence_is_no_running_head() -> None:
    text = (
        "Resolution 848 (1993)\nof 8 July 1993\n\nThe Security Council,\n\nRecommends oil.\n\n"
        "Adopted at the 3251st meeting.\n\f\n17 Official Records, Supplement for July, document\n"
        "S/26039.\n\fS/1\n1 See it.\n"
    )
    _, found = passages(text)
    notes = [p.text for p in found if p.part == "footnote"]
    assert notes[0].endswith("document S/26039.")
    assert not any("S/1" in note for note in notes)
