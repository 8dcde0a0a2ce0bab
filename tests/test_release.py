"""A release: whole, described, with true checksums, the same each time; and what changed since the last one."""

from __future__ import annotations

import hashlib
import io
import json
import re
from datetime import date
from pathlib import Path

import icalendar
import networkx
import pyoxigraph
import pytest
from csvw import CSVW
from graph_specimens import ADOPTED, READING, specimen
from lxml import etree
from msgspec.structs import replace
from rdflib import DCAT, DCTERMS, PROV, RDF, VOID, Graph, Namespace, URIRef
from typer.testing import CliRunner

from graph_build import exports, reason, release, release_changes
from graph_build.cli import app
from graph_build.errors import CtkgError, StoreError
from graph_build.release_changes import changes, page, triples
from graph_build.store import Store

SPDX = Namespace("http://spdx.org/rdf/terms#")
DAY = date(2026, 1, 31)
NQUADS = pyoxigraph.RdfFormat.N_QUADS


def made(readings: tuple[object, ...] = (READING, ADOPTED)) -> Store:
    held = specimen(readings=readings)  # type: ignore[arg-type]
    reason.infer(held)
    return held


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("release") / "first"
    release.release(made(), place, day=DAY)
    return place


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_export_is_in_it_and_can_be_read(out: Path) -> None:
    written = files(out)
    assert {name.rpartition(".")[2] for name in written} >= {"ttl", "trig", "nq", "jsonld", "csv", "bib", "ics", "xml"}
    wanted = {str(quad) for quad in pyoxigraph.parse(written["graph/ctkg.nq"], format=NQUADS)}
    for name, form in (("trig", pyoxigraph.RdfFormat.TRIG), ("jsonld", pyoxigraph.RdfFormat.JSON_LD)):
        assert {str(quad) for quad in pyoxigraph.parse(written[f"graph/ctkg.{name}"], format=form)} == wanted
    for name, data in written.items():
        if name.endswith(".graphml"):
            networkx.read_graphml(io.BytesIO(data))
        elif name.endswith(".gexf"):
            networkx.read_gexf(io.BytesIO(data))
        elif name.endswith(".xml"):
            etree.fromstring(data)
    assert icalendar.Calendar.from_ical(written["reports.ics"]).walk("VEVENT")
    assert CSVW(str(out / "tables/csv-metadata.json"), validate=True).is_valid
    assert {"documents/A-C.3-62-L.2.xml", "documents/A-RES-62-172.xml"} <= written.keys()
    assert json.loads(written["ontology/context.jsonld"])["@context"]["@version"] == 1.1


def test_checksums_are_true(out: Path) -> None:
    written = files(out)
    sums = dict(reversed(line.split("  ")) for line in written.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in written.items()}


def test_the_description_says_what_is_there(out: Path) -> None:
    about, found = URIRef("https://w3id.org/ctkg/release/2026-01-31"), Graph().parse(out / "description.ttl")
    assert {VOID.Dataset, DCAT.Dataset, PROV.Entity} == set(found.objects(about, RDF.type))
    assert str(found.value(about, DCTERMS.issued)) == "2026-01-31"
    assert found.value(about, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    written = files(out)
    listed = {str(found.value(each, DCTERMS.title)): each for each in found.objects(about, DCAT.distribution)}
    assert listed.keys() == written.keys() - {"description.ttl", "README.md", "SHA256SUMS"}
    for name, each in listed.items():
        assert int(found.value(each, DCAT.byteSize)) == len(written[name])
        checksum = found.value(each, SPDX.checksum)
        assert str(found.value(checksum, SPDX.checksumValue)) == hashlib.sha256(written[name]).hexdigest()
        assert found.value(each, DCAT.mediaType) is not None
    assert int(found.value(about, VOID.triples)) == len(Graph().parse(out / "graph/ctkg.ttl"))
    parts = {
        str(found.value(each, VOID["class"])): int(found.value(each, VOID.entities))
        for each in found.objects(about, VOID.classPartition)
    }
    assert parts["https://w3id.org/ctkg/ontology#Citation"] == 4
    assert len(list(found.objects(about, PROV.wasDerivedFrom))) == 1
    assert found.value(about, PROV.wasGeneratedBy) is not None


def test_the_same_graph_gives_the_same_bytes(out: Path, tmp_path: Path) -> None:
    release.release(made(), tmp_path / "again", day=DAY)
    assert files(tmp_path / "again") == files(out)


def test_the_day_is_that_of_the_latest_document(tmp_path: Path) -> None:
    release.release(made(), tmp_path / "a")
    assert release.issued(tmp_path / "a") == "2007-12-18"
    with pytest.raises(CtkgError, match="no document in the graph has a day; expected --date"):
        release.release(made(()), tmp_path / "b")
    assert not (tmp_path / "b").exists()


def test_what_was_gained_and_lost(out: Path, tmp_path: Path) -> None:
    moved = replace(READING.citations[0], start=21, end=61)
    gained = replace(READING.citations[1], target="S/RES/1535(2004)", text="resolution 1535 (2004)")
    later = replace(READING, citations=(moved, gained, READING.citations[2]))
    release.release(made((later, ADOPTED)), tmp_path / "second", since=out, day=date(2026, 7, 31))
    written = files(tmp_path / "second")
    (new,) = written["changes/gained/citations.csv"].decode().splitlines()[1:]
    (old,) = written["changes/lost/citations.csv"].decode().splitlines()[1:]
    assert new == "A/C.3/62/L.2#op-1,S/RES/1535(2004),cites,,resolution 1535 (2004),"
    assert old == "A/C.3/62/L.2#op-1,A/RES/60/288,cites,,the Strategy,"
    text = written["CHANGES.md"].decode()
    assert text.startswith("# Changes since the release of 2026-01-31\n")
    assert "| citations | 4 | 4 | 1 | 1 |" in text
    assert "- A/C.3/62/L.2#op-1 | S/RES/1535(2004) | cites | resolution 1535 (2004)" in text
    before, now = (set((folder / "graph/ctkg.nq").read_bytes().splitlines()) for folder in (out, tmp_path / "second"))
    assert set(written["changes/gained.nq"].splitlines()) == now - before
    assert set(written["changes/lost.nq"].splitlines()) == before - now
    found = Graph().parse(tmp_path / "second/description.ttl")
    assert list(found.objects(None, PROV.wasRevisionOf)) == [URIRef("https://w3id.org/ctkg/release/2026-01-31")]


def test_nothing_changed(out: Path, tmp_path: Path) -> None:
    release.release(made(), tmp_path / "same", since=out, day=DAY)
    text = (tmp_path / "same/CHANGES.md").read_text("utf-8")
    assert "No fact was gained or lost." in text
    assert re.search(r"\| triples \| \| \| 0 \| 0 \|", text)


def test_a_release_can_take_the_place_of_the_last_one(tmp_path: Path) -> None:
    release.release(made((ADOPTED,)), tmp_path / "a", day=DAY)
    release.release(made(), tmp_path / "a", since=tmp_path / "a", day=date(2026, 7, 31))
    assert "| paragraphs | 1 | 5 | 4 | 0 |" in (tmp_path / "a/CHANGES.md").read_text("utf-8")
    assert list(tmp_path.iterdir()) == [tmp_path / "a"]


def test_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for _ in range(2):
        written = release.release(made((ADOPTED,)), Path("."), day=DAY)
        assert sorted(files(Path.cwd())) == list(written)
    assert list(tmp_path.iterdir()) == [tmp_path / "here"]


def test_what_is_there_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.md").write_text("mine")
    with pytest.raises(StoreError, match="something else is there"):
        release.release(made(), tmp_path / "mine", day=DAY)
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="something else is there"):
        release.release(made(), tmp_path / "file", day=DAY)
    with pytest.raises(StoreError, match="no SHA256SUMS there"):
        release.release(made(), tmp_path / "new", since=tmp_path / "mine", day=DAY)
    assert files(tmp_path) == {"mine/thesis.md": b"mine", "file": b"mine"}


def test_a_release_that_fails_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release.release(made(), tmp_path / "a", day=DAY)
    before = files(tmp_path)

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(release_changes, "write", fails)
    with pytest.raises(StoreError, match="cannot be written \\(No space left"):
        release.release(made((ADOPTED,)), tmp_path / "a", since=tmp_path / "a", day=DAY)
    assert files(tmp_path) == before


def test_triples_are_compared_without_holding_them(tmp_path: Path) -> None:
    """Graphs whose names begin alike are in the order in which the exports write them."""
    sides = []
    for name, pairs in (("old", ["a b", "a/x c", "a d"]), ("new", ["a b", "a/x c", "a/x e", "b f"])):
        lines = [f"<urn:s> <urn:p> <urn:{value}> <urn:{graph}> .\n" for graph, value in map(str.split, sorted(pairs))]
        (tmp_path / name).write_text("".join(lines))
        sides.append(set(lines))
    assert triples(tmp_path / "new", tmp_path / "old", tmp_path / "changes") == (2, 1)
    assert set((tmp_path / "changes/gained.nq").read_text().splitlines(keepends=True)) == sides[1] - sides[0]


def test_a_long_list_of_changes_is_cut_and_says_so(out: Path, tmp_path: Path) -> None:
    found = changes(out / "tables", tmp_path)
    text = page(found, "nothing", {})
    assert "more, in changes/gained/concepts.csv" in text
    assert max(len(part.splitlines()) for part in text.split("\n## ")) < 40


def test_the_command(tmp_path: Path) -> None:
    store = tmp_path / "g.nq"
    exports.write(store, exports.parts(made(), "nq"))
    words = ["release", "--graph", str(store), "-o", str(tmp_path / "r"), "--date", "2026-01-31"]
    ran = CliRunner().invoke(app, words)
    assert ran.exit_code == 0, ran.output
    assert str(tmp_path / "r/SHA256SUMS") in ran.output
    ran = CliRunner().invoke(app, [*words[:-1], "soon"])
    assert isinstance(ran.exception, CtkgError)
    assert str(ran.exception) == "--date: “soon”; expected a date such as 2026-01-31"
