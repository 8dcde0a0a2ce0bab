"""What directives and titles are about: labels of concepts, in any number and spelling."""

from __future__ import annotations

import csv
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from directive_specimens import passage, read
from hypothesis import given
from hypothesis import strategies as st

from graph_build import assets, curated, topics_concepts
from graph_build.errors import RegisterError
from graph_build.model import Actor, Directive, Evidence, Mention, Passage, Registers, Topic
from graph_build.topics_concepts import Concepts, of_title, plural, printed

UNBIS = "http://metadata.un.org/thesaurus/"


@cache
def registers() -> Registers:
    return curated.load(assets.folder("registers"))


@cache
def concepts() -> Concepts:
    return Concepts.compile(registers())


@cache
def labels() -> dict[str, str]:
    return {topic.concept: topic.label for topic in registers().topics}


def named(text: str) -> list[tuple[str, str]]:
    return [(labels()[hit.concept], text[hit.start : hit.end]) for hit in concepts().find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("to harbour refugees", [("refugees", "refugees")]),
        ("a refugee", [("refugees", "refugee")]),
        ("Refugee camps", [("refugees", "Refugee")]),
        (
            "acts of terrorism and an act of terrorism",
            [("terrorism", "acts of terrorism"), ("terrorism", "act of terrorism")],
        ),
        ("the fight against terrorism", [("counter-terrorism", "fight against terrorism")]),
        (
            "counter‑terrorism, counterterrorism",
            [("counter-terrorism", "counter‑terrorism"), ("counter-terrorism", "counterterrorism")],
        ),
        ("violent extremism conducive to terrorism", [("radicalism", "violent extremism conducive to terrorism")]),
        ("money-laundering", [("laundering of funds", "money-laundering")]),
        ("radicalisation", [("radicalism", "radicalisation")]),
        ("children’s rights", [("rights of the child", "children’s rights")]),
        ("women", [("women", "women")]),
        ("(terrorism)", [("terrorism", "(terrorism)"[1:-1])]),
        ("non-terrorism", []),  # a word of its own
        ("transport, reports, supports", []),
        ("sanctioned", []),
        ("a sanction", []),  # given in the plural, it has no singular
        ("criminal sanctions", [("penalties", "criminal sanctions")]),
        ("torturer, refugeeism, detention", [("detention", "detention")]),  # a form that goes on hides nothing
        ("İ refugees", [("refugees", "refugees")]),  # a letter whose small form is longer
        ("", []),
    ],
)
def test_labels_in_a_text(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("refugee", "refugees"),
        ("policy", "policies"),
        ("journey", "journeys"),
        ("witness", "witnesses"),
        ("tax", "taxes"),
        ("branch", "branches"),
        ("woman", "women"),
        ("child", "children"),
        ("crisis", "crises"),
        ("women", "women"),
        ("sanctions", "sanctions"),
        ("terrorism", "terrorism"),
    ],
)
def test_plurals(word: str, many: str) -> None:
    assert plural(word) == many


def test_every_printed_form() -> None:
    assert set(printed("hostage-taking")) == {
        *("hostage-taking", "hostage taking", "hostagetaking"),
        *("hostage-takings", "hostage takings", "hostagetakings"),
    }
    assert set(printed("violation of human rights")) == {"violation of human rights", "violations of human rights"}
    assert set(printed("organized crime")) >= {"organized crime", "organised crimes", "organized-crime"}


# ---------------------------------------------------------------- what is asked


def marked(text: str, *mentions: Mention) -> list[list[str]]:
    found = topics_concepts.mark(read(text), (passage(text),), mentions, concepts())
    return [[labels()[topic] for topic in each.topics if topic in labels()] for each in found]


def mention(text: str, words: str, actor: str | None) -> Mention:
    at = text.index(words)
    return Mention(paragraph=passage(text).id, start=at, end=at + len(words), text=words, actor=actor)


def test_what_is_asked_has_topics_with_their_words() -> None:
    text = "Urges Member States to train harbour police and to prevent the smuggling of refugees;"
    (directive,) = topics_concepts.mark(read(text), (passage(text),), (), concepts())
    said = {each.value: text[each.start : each.end] for each in directive.why if each.rule == topics_concepts.RULE}
    assert {labels()[iri]: words for iri, words in said.items()} == {
        "police": "police",
        "smuggling": "smuggling",
        "refugees": "refugees",
    }
    assert set(said) <= set(directive.topics)
    assert "training" in directive.topics  # a kind of assistance, beside the concepts


def test_who_is_addressed_is_no_topic() -> None:
    assert marked("Requests the police to inspect the quay;") == [[]]


def test_a_proviso_is_no_topic() -> None:
    text = "Urges States, in accordance with international law, to open the quay to refugees;"
    assert marked(text) == [["refugees"]]


def test_the_name_of_a_body_is_no_topic() -> None:
    text = "Requests the Secretary-General to inform the Harbour Refugees Board of the quay;"
    assert marked(text) == [["refugees"]]
    assert marked(text, mention(text, "Harbour Refugees Board", "harbour-refugees-board")) == [[]]
    assert marked(text, mention(text, "Harbour Refugees Board", None)) == [[]]


def test_the_name_of_a_class_of_actors_may_be_one() -> None:
    text = "Requests the Secretary-General to inform refugees of the quay;"
    groups = frozenset(entry.id for entry in registers().entries if entry.file == "groups.yaml")
    assert marked(text, mention(text, "refugees", min(groups))) == [["refugees"]]


def test_a_chapeau_has_the_topics_of_its_parts() -> None:
    whole, part = passage("Decides that all States shall:"), "harbour refugees"
    below = Passage(
        **{name: getattr(whole, name) for name in ("part", "label", "number", "level", "start", "end", "runs")},
        id="op-1-a",
        parent=whole.id,
        text=part,
    )
    share = Directive(paragraph="op-1-a", start=0, end=len(part), act="decide", act_text="Decides", inherits=whole.id)
    duty = Directive(
        paragraph=whole.id,
        start=0,
        end=len(whole.text),
        act="decide",
        act_text="Decides",
        addressees=(Actor(text="States"),),
        parts=(share,),
    )
    (found,) = topics_concepts.mark((duty,), (whole, below), (), concepts())
    refugees = next(iri for iri, label in labels().items() if label == "refugees")
    because = Evidence(field="topics", value=refugees, start=8, end=16, rule=topics_concepts.RULE, paragraph="op-1-a")
    assert found.topics == found.parts[0].topics == (refugees,)
    assert found.why == found.parts[0].why == (because,)


def test_a_title_has_each_topic_once() -> None:
    def titled(key: str, part: str, text: str) -> Passage:
        whole = passage(text)
        values = {name: getattr(whole, name) for name in ("label", "number", "level", "parent", "start", "end", "runs")}
        return Passage(**values, id=key, part=part, text=text)  # type: ignore[arg-type]

    passages = (
        titled("title-1", "title", "Refugees and the harbouring of refugees"),
        titled("pp-1", "preamble", "Recalling the police,"),
    )
    found = of_title(passages, concepts())
    assert [(labels()[each.value], each.start, each.end, each.paragraph) for each in found] == [
        ("refugees", 0, 8, "title-1")
    ]


WORDS = st.lists(
    st.sampled_from(
        ["terrorism", "Refugees", "counter-", "port", "border", "control", "the", "\n", "s", "’s", " ", "-", "İ"]
    ),
    max_size=12,
)


@given(WORDS)
def test_what_is_found_are_whole_words_without_overlap(words: list[str]) -> None:
    text = "".join(words)
    hits = concepts().find(text)
    assert all(one.end <= other.start for one, other in pairwise(hits))
    for hit in hits:
        assert 0 <= hit.start < hit.end <= len(text)
        assert hit.start == 0 or not text[hit.start - 1].isalnum()
        assert hit.end == len(text) or not text[hit.end].isalnum()
        assert "\n" not in text[hit.start : hit.end]


@given(st.lists(WORDS, max_size=4))
def test_lines_are_searched_as_if_alone(lines: list[list[str]]) -> None:
    texts = ["".join(words).replace("\n", " ").replace("İ", "") for words in lines]
    alone = [hit.concept for text in texts for hit in concepts().find(text)]
    assert [hit.concept for hit in concepts().find("\n".join(texts))] == alone


# ---------------------------------------------------------------- the register


def test_the_shipped_register() -> None:
    topics = registers().topics
    assert len(topics) >= 280
    assert all(topic.forms and topic.source for topic in topics)
    assert {"counter-terrorism", "terrorism financing", "human rights", "judicial assistance"} <= set(labels().values())


def test_every_concept_has_the_label_of_the_thesaurus(shared: Path) -> None:
    with (shared / "vocab" / "unbis-labels-en.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    preferred = {row["concept"]: row["label"].casefold() for row in rows if row["kind"] == "pref"}
    assert {t.concept: t.label.casefold() for t in registers().topics} == {
        t.concept: preferred[t.concept] for t in registers().topics
    }


def test_no_form_is_the_label_of_another_concept(shared: Path) -> None:
    """A form that the thesaurus gives to another concept of the register would be a wrong topic."""
    with (shared / "vocab" / "unbis-labels-en.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    mine = {t.concept for t in registers().topics}
    bearers = {row["label"].casefold(): row["concept"] for row in rows if row["concept"] in mine}
    wrong = [
        (form, topic.label)
        for topic in registers().topics
        for form in topic.forms
        if bearers.get(form, topic.concept) != topic.concept
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("{concept: x, label: a, forms: abc, source: A/RES/60/288}", "field concept: found 'x'"),
        (f"{{concept: {UNBIS}1000001, label: a, forms: ab, source: A/RES/60/288}}", "field forms: found 'ab'"),
        (f"{{concept: {UNBIS}1000001, label: a, forms: abc, source: resolution 60}}", "field source: found"),
        (f"{{concept: {UNBIS}1000001, label: a, forms: [abc, abc], source: A/RES/60/288}}", "found 'abc' twice"),
        (f"{{concept: {UNBIS}1000001, label: a, source: A/RES/60/288}}", "field forms: the field is missing"),
        (f"{{concept: {UNBIS}1000001, name: a, forms: abc, source: A/RES/60/288}}", "no field has this name"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "topics.yaml").write_text(f"- {row}\n", encoding="utf-8")
    with pytest.raises(RegisterError, match=r"topics\.yaml row 1") as error:
        curated.load(tmp_path)
    assert says in str(error.value)


def test_a_row_becomes_a_topic(tmp_path: Path) -> None:
    row = f"- {{concept: {UNBIS}1000001, label: quays, forms: [quay, wharf], source: A/RES/60/288 op-1}}\n"
    (tmp_path / "topics.yaml").write_text(row, encoding="utf-8")
    assert curated.load(tmp_path).topics == (
        Topic(concept=f"{UNBIS}1000001", label="quays", forms=("quay", "wharf"), source=("A/RES/60/288 op-1",), row=1),
    )
