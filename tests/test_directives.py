"""Who is asked to do what: specimens with their whole answers, and the paragraphs marked by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from directive_specimens import FRONT, REGISTERS, mention, passage, read, short
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks import quality
from graph_build import directives
from graph_build.model import Directive

CASES: list[tuple[str, list[dict[str, object]]]] = [
    (
        "Urges Member States that have not yet done so to join the instruments, and requests the Harbour "
        "Office, subject "
        "to the availability of extrabudgetary resources, to provide legislative assistance to Member States, "
        "upon request;",
        [
            {"act": "urge", "to": ["Member States"]},
            {
                "act": "request",
                "to": ["Harbour Office"],
                "for": ["Member States"],
                "if": ["subject-to-extrabudgetary-resources", "upon-request"],
            },
        ],
    ),
    (
        "Calls upon the Harbour Office, including its Pilots Branch, to enhance, in close consultation with "
        "the Quay Committee "
        "and its Executive Directorate, its provision of training, within its mandate;",
        [
            {
                "act": "call-upon",
                "to": ["Harbour Office", "Pilots Branch"],
                "with": [("Quay Committee", "consultation"), ("Executive Directorate", "consultation")],
                "if": ["within-mandate"],
            }
        ],
    ),
    (
        "Encourages States, all other relevant United Nations funds and programmes, donors and recipients to "
        "use the guide, "
        "as appropriate and in accordance with international and domestic law;",
        [
            {
                "act": "encourage",
                "to": ["States", "relevant United Nations funds and programmes", "donors", "recipients"],
                "if": ["as-appropriate", "consistent-with-domestic-law", "consistent-with-international-law"],
            }
        ],
    ),
    (
        "Requests the Secretary-General to submit to it at its sixty-fourth session a written report on the matter.",
        [
            {
                "act": "request",
                "to": ["Secretary-General"],
                "report": "general-assembly",
                "due": "at its sixty-fourth session",
            }
        ],
    ),
    (
        "Requests the Chair to invite senior officials, and for the Pilots Branch to report to the Quay "
        "Committee within six "
        "months, and directs it to meet annually;",
        [
            {"act": "request", "to": ["Chair"]},
            {"act": "request", "to": ["Pilots Branch"], "report": "Quay Committee", "due": "within six months"},
            {"act": "direct", "to": ["Pilots Branch"], "due": "annually"},
        ],
    ),
    (
        "Encourages closer cooperation between the Harbour Office and the Pilots Branch, and calls for "
        "enhanced support by the "
        "international community;",
        [
            {"act": "encourage", "to": ["Harbour Office", "Pilots Branch"]},
            {"act": "call-upon", "to": ["international community"]},
        ],
    ),
    (
        "Recommends that the Quay Committee, in coordination with other United Nations entities, keep the "
        "matter under review;",
        [{"act": "recommend", "to": ["Quay Committee"], "with": [("United Nations entities", "coordination")]}],
    ),
    (
        "Decides that where the buoys are adrift, the coastal State shall inform the Quay Committee without delay;",
        [{"act": "decide", "to": ["coastal State"], "report": "Quay Committee", "due": "without delay"}],
    ),
    ("Decides to remain seized of the matter.", [{"act": "decide", "to": ["SELF"]}]),
    (
        "Reiterates its call upon all parties to the dispute to cooperate fully with the Pilots Branch;",
        [{"act": "call-upon", "to": ["parties to the dispute"], "with": [("Pilots Branch", "cooperation")]}],
    ),
    (
        "Takes note of the work of the Pilots Branch, in this regard encouraging States to protect children, "
        "as well as "
        "relevant harbours;",
        [{"act": "encourage", "to": ["States"], "for": ["children"]}],
    ),
    (
        "Stresses that States must act in accordance with international law, and recalls that it requested a report;",
        [],
    ),
    ("Welcomes the requests for assistance from States, and the demands of pilots;", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_specimen(text: str, expected: list[dict[str, object]]) -> None:
    assert [short(directive) for directive in read(text)] == expected


def test_register_ids_come_from_the_mention_that_covers_the_head() -> None:
    text = (
        "Requests the United Nations Office on Tides and United Nations entities to assist the Government of Austria;"
    )
    (found,) = read(
        text,
        mention("United Nations Office on Tides", text, "tides"),
        mention("United Nations", text[47:] and text, "united-nations"),
        mention("Austria", text, "AUT"),
    )
    assert [(a.text, a.actor) for a in found.addressees] == [
        ("United Nations Office on Tides", "tides"),
        ("United Nations entities", None),
    ]
    assert [(a.text, a.actor) for a in found.beneficiaries] == [("Government of Austria", "AUT")]


def chapeau() -> tuple[Directive, ...]:
    found, _ = directives.find(
        (
            passage("Decides that all States shall:", "op-1"),
            passage("Mark their harbours, upon request;", "op-1-a", "op-1"),
            passage("Give early warning to other States;", "op-1-b", "op-1"),
            passage("Requests the Secretary-General to help;", "op-1-c", "op-1"),
        ),
        FRONT,
        (),
        (),
        REGISTERS,
    )
    return found


def test_a_chapeau_is_one_directive_with_what_its_sub_paragraphs_say() -> None:
    assert [short(directive) for directive in chapeau()] == [
        {"act": "decide", "to": ["States"], "for": ["States"], "if": ["upon-request"]},
        {"act": "request", "to": ["Secretary-General"]},
    ]


def test_each_sub_paragraph_has_its_share_which_inherits_verb_and_addressee() -> None:
    parts = chapeau()[0].parts
    assert [(part.paragraph, part.inherits, short(part)) for part in parts] == [
        ("op-1-a", "op-1", {"act": "decide", "to": ["States"], "if": ["upon-request"]}),
        ("op-1-b", "op-1", {"act": "decide", "to": ["States"], "for": ["States"]}),
    ]


def test_points_of_a_plan_of_action_inherit_from_what_resolves_them() -> None:
    plan = (
        passage("We resolve:", "annex-1-p1", part="annex"),
        passage("To refrain from moving buoys;", "annex-1-1", part="annex"),
        passage("To encourage the Pilots Branch to train pilots;", "annex-1-2", part="annex"),
    )
    opening = replace(plan[0], label=None, number=None)
    found, _ = directives.find((opening, *plan[1:]), FRONT, (), (), REGISTERS)
    assert [(d.paragraph, d.inherits, d.act) for d in found] == [
        ("annex-1-p1", None, "other:resolve"),
        ("annex-1-1", "annex-1-p1", "other:resolve"),
        ("annex-1-2", "annex-1-p1", "encourage"),
    ]


def test_rules_say_duties_by_shall() -> None:
    rule = passage(
        "When the buoy is adrift, the Harbour Master shall inform the Pilots Branch.", "annex-1-1", part="annex"
    )
    found, _ = directives.find((rule,), FRONT, (), (), REGISTERS)
    assert [(d.act, d.act_text, [a.text for a in d.addressees]) for d in found] == [
        ("other:shall", "shall inform", ["Harbour Master"])
    ]


def test_every_field_that_is_filled_has_its_words() -> None:
    for text, _ in CASES:
        for directive in read(text):
            explained = {evidence.field for evidence in directive.why}
            filled = {
                name
                for name in ("addressees", "partners", "beneficiaries", "conditions", "report", "due", "topics")
                if getattr(directive, name)
            }
            assert filled <= explained, text
            assert all(0 <= e.start < e.end <= len(text) for e in directive.why)


def test_what_names_nobody_is_listed() -> None:
    text = "Urges the immediate removal of buoys;"
    _, unresolved = directives.find((passage(text),), FRONT, (), (), REGISTERS)
    assert [(u.text, u.kind) for u in unresolved] == [("Urges", "directive-without-addressee")]


@given(
    st.lists(
        st.sampled_from([c[0] for c in CASES] + ["(", ",", " and ", " to ", "the ", "“", ";", " shall "]), max_size=6
    )
)
def test_any_run_of_words_is_read_within_its_bounds(pieces: list[str]) -> None:
    text = "".join(pieces).strip()
    for directive in read(text) if text else ():
        assert 0 <= directive.start < directive.end <= len(text)
        assert text[directive.start :].startswith(directive.act_text) or directive.inherits


LEAST = {  # F1 that must hold on paragraphs marked by hand
    "directives": 0.96,
    "addressees": 0.97,
    "partners": 0.93,
    "beneficiaries": 0.9,
    "conditions": 0.97,
    "report": 0.95,
    "due": 0.95,
}


def f1(tally: quality.Tally, field: str) -> float:
    hit, missed, extra = (tally.counts[field, name] for name in ("hit", "missed", "extra"))
    return 2 * hit / (2 * hit + missed + extra)


@pytest.mark.parametrize("marks", ["benchmarks/marked/*.jsonl", "../shared/gold/directives.jsonl"])
def test_marked_paragraphs(shared: Path, marks: str) -> None:
    files = sorted(Path(__file__).resolve().parent.parent.glob(marks)) or [shared / "gold" / "directives.jsonl"]
    tally = quality.measure(files, shared / "corpus" / "official.jsonl.gz")
    assert {field: f1(tally, field) for field, least in LEAST.items() if f1(tally, field) < least} == {}


def test_the_marked_files_hold_names_alone() -> None:
    """No phrase of them is long enough to be running text, names of mandates apart."""
    folder = Path(__file__).resolve().parent.parent / "benchmarks" / "marked"
    lines = [line for file in sorted(folder.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    rows: list[dict[str, Any]] = list(map(json.loads, lines))
    assert len(rows) == 534
    assert len({(row["doc"], row["para"]) for row in rows}) == len(rows)
    names = [name for row in rows for d in row["directives"] for name in [*d["addressees"], *d["beneficiaries"]]]
    assert max(len(name.split()) for name in names if not name.startswith("Special Rapporteur")) <= 14
