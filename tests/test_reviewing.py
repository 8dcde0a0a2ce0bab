"""Rulings from the row that a person writes to the graph, by the command line."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from graph_build import assets, batch, curated, documents, graph, reading
from graph_build.cli import app
from graph_build.model import Mention, Reading, Review

SPECIMEN = assets.folder("specimens") / "specimen-resolution.txt"


@pytest.fixture(scope="module")
def specimen() -> Reading:
    made = reading.Reader(batch.shipped_registers()).read(documents.load(str(SPECIMEN)))
    return reading.without_text(made)


@pytest.fixture
def lines(specimen: Reading, tmp_path: Path) -> Path:
    path = tmp_path / "specimen.jsonl"
    path.write_bytes(reading.encode(specimen))
    return path


def first(specimen: Reading) -> Mention:
    return next(each for each in specimen.mentions if each.actor == "unodc")


def row(specimen: Reading, fact: Mention, ruling: str, **other: str) -> str:
    fields = {
        "document": specimen.document.symbol,
        "paragraph": fact.paragraph,
        "fact": "mention",
        "start": str(fact.start),
        "end": str(fact.end),
        "ruling": ruling,
        "reading": curated.fingerprint(fact),
        "reviewer": "A. Clerk",
    } | other
    return "- {" + ", ".join(f"{key}: {value}" for key, value in fields.items()) + "}\n"


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, list(words))
    return done.exit_code, str(done.exception) if done.exception and done.output == "" else done.output


def built(tmp_path: Path, lines: Path, rows: str) -> tuple[int, str, Path]:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "reviews.yaml").write_text(rows, "utf-8")
    out = tmp_path / "out"
    code, said = run("build", str(lines), "--no-shipped", "--registers", str(folder), "-o", str(out))
    return code, said, out


def who(out: Path, fact: Mention) -> list[str]:
    """Whom the graph takes the words at the place of a fact to mean."""
    found = graph.open(out).ask(
        "SELECT ?who { ?m a ct:Mention ; ct:inParagraph ?p ; ct:start "
        f"{fact.start} ; ct:end {fact.end} ; ct:refersTo ?who FILTER(STRENDS(STR(?p), '#{fact.paragraph}')) }}"
    )
    return [str(each[0]).rpartition("/")[2] for each in found.rows]


@pytest.mark.parametrize(
    ("ruling", "change", "meant"),
    [("accept", {}, ["unodc"]), ("correct", {"change": "{actor: tpb}"}, ["tpb"]), ("reject", {}, [])],
)
def test_a_ruling_reaches_the_graph(
    specimen: Reading, lines: Path, tmp_path: Path, ruling: str, change: dict[str, str], meant: list[str]
) -> None:
    fact = first(specimen)
    code, said, out = built(tmp_path, lines, row(specimen, fact, ruling, **change))
    assert code == 0, said
    assert who(out, fact) == meant
    assert graph.open(out).ask("unresolved", kind="review").rows == ()


def test_a_correction_that_matches_nothing_stops_the_build(specimen: Reading, lines: Path, tmp_path: Path) -> None:
    code, said, out = built(tmp_path, lines, row(specimen, first(specimen), "reject", start="1", end="2"))
    assert code == 1
    assert "reviews.yaml row 1: no mention at" in said
    assert not (out / "ctkg.nq").exists()


def test_an_accepted_reading_that_changed_asks_for_a_new_look(specimen: Reading, lines: Path, tmp_path: Path) -> None:
    fact = first(specimen)
    code, said, out = built(tmp_path, lines, row(specimen, fact, "accept", reading="0123456789ab"))
    assert code == 0, said
    rows = graph.open(out).ask("unresolved", kind="review").rows
    assert [(row[1], row[2]) for row in rows] == [(fact.text, 1)]


def test_a_ruling_on_another_text_asks_for_a_new_look(specimen: Reading, lines: Path, tmp_path: Path) -> None:
    fact = first(specimen)
    code, said, out = built(tmp_path, lines, row(specimen, fact, "reject", start="1", end="2", text="0123456789ab"))
    assert code == 0, said
    assert who(out, fact) == ["unodc"]
    assert len(graph.open(out).ask("unresolved", kind="review").rows) == 1


def test_a_ruling_on_a_document_that_is_not_there(specimen: Reading) -> None:
    review = curated.load(assets.folder("registers")).reviews
    gone = msgspec.structs.replace(one(specimen), document="A/RES/99/999")
    curated.present(review, {each.document for each in review})
    with pytest.raises(Exception, match=r"reviews\.yaml row 7, field document: found A/RES/99/999"):
        curated.present([gone], {"A/RES/1/1"})


def one(specimen: Reading) -> Review:
    fact = first(specimen)
    return Review(
        document=specimen.document.symbol or "",
        paragraph=fact.paragraph,
        fact="mention",
        start=fact.start,
        end=fact.end,
        ruling="reject",
        reviewer="A. Clerk",
        reading=curated.fingerprint(fact),
        row=7,
    )


def test_a_correction_names_somebody_known(specimen: Reading, lines: Path, tmp_path: Path) -> None:
    code, said, _ = built(tmp_path, lines, row(specimen, first(specimen), "correct", change="{actor: harbour-master}"))
    assert code == 1
    assert "reviews.yaml row 1, field change: found the actor 'harbour-master'; expected an id of the" in said


def test_the_rows_to_start_from_stand(specimen: Reading, lines: Path, tmp_path: Path) -> None:
    fact = first(specimen)
    code, said = run("review", f"{specimen.document.symbol}#{fact.paragraph}", "--readings", str(lines))
    assert code == 0
    rows = [line for line in said.splitlines() if line.startswith("- ")]
    assert any(f"start: {fact.start}, end: {fact.end}, ruling: accept" in line for line in rows)
    (tmp_path / "reviews.yaml").write_text(said, "utf-8")
    code, said = run("review", "--registers", str(tmp_path), "--readings", str(lines))
    assert (code, said) == (0, f"{len(rows)} rulings, {len(rows)} stand\n")


def test_what_no_longer_stands_is_named(specimen: Reading, lines: Path, tmp_path: Path) -> None:
    fact = first(specimen)
    text = row(specimen, fact, "accept", reading="0123456789ab") + row(specimen, fact, "reject", start="1", end="2")
    (tmp_path / "reviews.yaml").write_text(text, "utf-8")
    code, said = run("review", "--registers", str(tmp_path), "--readings", str(lines))
    assert code == 1
    assert re.findall(r"row (\d): (\w+) mention .*: (now|nothing)", said) == [
        ("1", "accept", "now"),
        ("2", "reject", "nothing"),
    ]
    assert said.endswith("2 rulings, 0 stand\n")


def test_the_shipped_rulings_stand() -> None:
    code, said = run("review")
    assert code == 0, said
