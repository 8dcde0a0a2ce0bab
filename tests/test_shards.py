"""Documents apart and together: what is made of each alone comes to the whole graph, its inferences and its report."""

from __future__ import annotations

from pathlib import Path

import graph_specimens
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_build import (
    assets,
    batch,
    building,
    building_inputs,
    graph,
    quads,
    reason,
    shards,
    shards_index,
    shards_together,
    store,
    validate,
)
from graph_build.building_portions import Task
from graph_build.building_sinks import Memory
from graph_build.errors import CtkgError
from graph_build.model import Citation, Reading, Registers
from graph_build.namespaces import instrument
from graph_build.reason_document import Base
from graph_build.reason_rules import compile_rules
from graph_build.shards_together import Common

SPECIMEN = assets.folder("specimens") / "specimen-resolution.txt"
FILES = ["ctkg.nq", "ctkg.trig", "ctkg.ttl"]


@pytest.fixture(scope="module")
def common() -> Common:
    return common_of(batch.shipped_registers())


@pytest.fixture(scope="module")
def small() -> Common:
    return common_of(graph_specimens.REGISTERS)


def common_of(registers: Registers) -> Common:
    known = quads.Known.of(registers)
    return Common(known, [*quads.of_ontology(), *quads.of_registers(registers), *quads.software()])


def apart(readings: list[Reading], common: Common, portion: int) -> tuple[set[str], list[str], validate.Report]:
    """The triples, the inferred lines, and the report, made in portions of so many documents."""
    made = [shards.shard(each, common.known, common.base, common.short) for each in readings]
    results = []
    for start in range(0, len(made), portion):
        for found in shards_together.alone(made[start : start + portion], common).values():
            results += found
    shares = {each.key: each.share for each in made}
    said = shards_together.together(shares, common)
    joint = shards.joined([*said.cited, *said.joint])
    whole = shards_together.filled(common, [*((each.stated, each.inferred) for each in made), (joint,)])
    results += shards_together.of_things(shares, said, common)
    results += shards_together.of_all(whole, common)
    inferred = [line for each in made for line in shards.lines(each.inferred)]
    inferred += [*said.joint, *(" ".join(triple) for triple in common.base.inferred)]
    return {" ".join(triple) for triple in store.triples(whole)}, inferred, validate.report(results)


def whole(readings: list[Reading], common: Common) -> tuple[set[str], set[str], validate.Report]:
    """The same by rules and checks that see all documents at once."""
    made = store.memory(common.quads)
    cited = set()
    for each in readings:
        found, names = quads.facts(each, common.known)
        store.add(made, found)
        cited |= names
    store.add(made, quads.of_cited(cited - {building.key(each) for each in readings}, common.known))
    reason.infer(made)
    inferred = {" ".join(triple) for triple in store.triples(made, store.INFERRED)}
    return {" ".join(triple) for triple in store.triples(made)}, inferred, validate.validate(made)


def same(readings: list[Reading], common: Common, portion: int) -> None:
    triples, inferred, report = apart(readings, common, portion)
    all_triples, all_inferred, all_report = whole(readings, common)
    assert triples == all_triples
    assert sorted(inferred) == sorted(all_inferred)  # each once
    assert report == all_report


def test_the_shipped_readings_apart_are_the_whole(common: Common) -> None:
    same(list(building.shipped_readings().values())[:12], common, 5)


#: What a document may say that touches others: whom it cites with which date and paragraph, whom it asks.
TARGETS = ["A/RES/60/1", "A/RES/60/2", "A/RES/60/3", "S/RES/1373(2001)", "A/RES/59/9", "un-charter"]


@st.composite
def documents(draw: st.DrawFn) -> list[Reading]:
    """A few small resolutions that cite and address each other's things at random."""
    found = []
    for symbol in draw(st.lists(st.sampled_from(TARGETS[:3]), min_size=1, max_size=3, unique=True)):
        base = graph_specimens.ADOPTED
        kind = draw(st.sampled_from(["Resolution", "DraftResolution", "Decision"]))
        front = msgspec.structs.replace(base.document, symbol=symbol, kind=kind, recommended_by=None, report=None)
        where = base.paragraphs[-1]
        at = {"paragraph": where.id, "start": where.start, "end": where.end}
        citations = tuple(
            Citation(
                **at, text="x", target=target, relation=draw(st.sampled_from(["cites", "recalls"])), rule="r", **how
            )
            for target in draw(st.lists(st.sampled_from(TARGETS), max_size=3))
            for how in [draw(st.sampled_from([{}, {"locator": "op-1"}, {"date": front.adopted}]))]
        )
        found.append(msgspec.structs.replace(base, document=front, citations=citations))
    return found


@settings(max_examples=20, deadline=None)
@given(readings=documents(), portion=st.integers(1, 3))
def test_small_documents_apart_are_the_whole(small: Common, readings: list[Reading], portion: int) -> None:
    same(readings, small, portion)


def test_what_no_document_can_know_alone(small: Common) -> None:
    """A date that another document contradicts, and a paragraph that another one lacks, are seen."""
    base = graph_specimens.ADOPTED
    where = base.paragraphs[-1]
    other = msgspec.structs.replace(
        base,
        document=msgspec.structs.replace(base.document, symbol="A/RES/60/1"),
        citations=(
            Citation(
                paragraph=where.id,
                start=where.start,
                end=where.end,
                text="x",
                target=base.document.symbol or "",
                relation="recalls",
                locator="op-99",
                rule="r",
            ),
        ),
    )
    report = apart([base, other], small, 1)[2]
    assert f"{instrument('A/RES/60/1')}#{where.id}.citation-1" in {
        result.focus for result in report.results if result.shape.endswith("cited-paragraph-exists")
    }
    assert report == whole([base, other], small)[2]


# ---------------------------------------------------------------- joins


ONTOLOGY = [
    ("<p>", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", "<http://www.w3.org/2002/07/owl#TransitiveProperty>"),
]


def test_facts_that_two_documents_could_join_are_given_back() -> None:
    base = Base(compile_rules([], ONTOLOGY), [])
    closed = base.close([("<a#1>", "<p>", "<b>")], lambda term: term.startswith("<a"))
    assert closed.joins == (("<a#1>", "<p>", "<b>"),)
    assert base.close([("<a#1>", "<p>", "<a>")], lambda term: term.startswith("<a")).joins == ()
    both = base.close([("<a#1>", "<p>", "<b>"), ("<b>", "<p>", "<c#1>")])
    assert both.inferred == (("<a#1>", "<p>", "<c#1>"),)


# ---------------------------------------------------------------- builds over builds


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Twelve documents: the specimen under other numbers. Registers are small."""
    monkeypatch.setattr(batch, "shipped_registers", lambda: graph_specimens.REGISTERS)
    words = SPECIMEN.read_text("utf-8")
    found = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text(words.replace("61/999", f"61/{980 + number}"), "utf-8")
        found.append(str(path))
    return found


def held(out: Path) -> tuple[list[bytes], set[str]]:
    """The bytes of the files, and what the store holds."""
    opened = graph.open(out).store
    return [(out / name).read_bytes() for name in FILES], {str(quad) for quad in opened}


def build(wheres: list[str], out: Path) -> tuple[list[bytes], set[str]]:
    building.build(wheres, out, shipped=False, workers=1)
    return held(out)


def made_anew(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The keys of the shards that are made, as they are made."""
    found: list[str] = []
    shard = shards.shard

    def noted(read: Reading, *others: object) -> shards.Shard:
        found.append(building.key(read))
        return shard(read, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(shards, "shard", noted)
    return found


def test_one_changed_document_is_made_anew_and_the_bytes_are_the_same(
    texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    build(texts, out)
    path = Path(texts[4])
    path.write_text(path.read_text("utf-8").replace("1373 (2001)", "1566 (2004)"), "utf-8")
    made = made_anew(monkeypatch)
    changed = build(texts, out)
    assert made == ["A/RES/61/984"]
    assert changed == build(texts, tmp_path / "anew")


@pytest.mark.parametrize("kept", [slice(0, 11), slice(0, 12), slice(0, 6)], ids=["one less", "none", "half"])
def test_documents_that_went_are_gone(texts: list[str], tmp_path: Path, kept: slice) -> None:
    out = tmp_path / "out"
    build(texts, out)
    assert build(texts[kept], out) == build(texts[kept], tmp_path / "anew")


def test_one_more_document(texts: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(texts[:11], out)
    assert build(texts, out) == build(texts, tmp_path / "anew")
    assert build(list(reversed(texts)), out) == build(texts, tmp_path / "anew")


def test_an_index_that_does_not_fit_is_not_believed(texts: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = build(texts[:3], out)
    with (out / "ctkg.nq").open("ab") as file:
        file.write(b"\n")
    assert build(texts[:3], out) == first
    (out / "store" / shards_index.FILE).write_bytes(b"nothing")
    assert build(texts[:3], out) == first


def test_other_rules_make_everything_anew(texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    build(texts[:3], out)
    state = building_inputs.state
    monkeypatch.setattr(building_inputs, "state", lambda *given: state(*given) + "x")
    made = made_anew(monkeypatch)
    build(texts[:3], out)
    assert len(made) == 3


def test_processes_and_portions_make_no_difference(texts: list[str], tmp_path: Path) -> None:
    one = build(texts, tmp_path / "one")
    building.build(texts, tmp_path / "two", shipped=False, workers=2)
    assert held(tmp_path / "two") == one


def test_a_refused_document_is_made_anew_only_when_it_changed(
    texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    path = Path(texts[4])
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("A/RES/61/984", "").replace("61/984", ""), "utf-8")
    first = building.build(texts, out, shipped=False, workers=1).summary
    (said,) = first.failed
    assert said.startswith(f"{path}: its facts break the shapes")
    made = made_anew(monkeypatch)
    moved = tmp_path / "moved" / path.name
    moved.parent.mkdir()
    path.rename(moved)
    again = building.build([*texts[:4], str(moved), *texts[5:]], out, shipped=False, workers=1).summary
    assert made == []
    assert again.failed == (said.replace(str(path), str(moved)),)
    with pytest.raises(CtkgError, match="its facts break the shapes"):
        building.build([str(moved)], out, shipped=False, workers=1)
    path.write_text(whole, "utf-8")
    assert build(texts, out) == build(texts, tmp_path / "anew")


def test_what_is_to_be_left_out_is_not_taken_over(texts: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(texts[:2], out)
    index = msgspec.msgpack.decode((out / "store" / shards_index.FILE).read_bytes(), type=shards_index.Index)
    first, second = index.entries
    found = building.Collected([], Memory(), {})
    for entry in (first, second):
        found.keep(entry, Task(where=entry.origin.name), {first.key: "why"})
    assert list(found.entries) == [second.key]
