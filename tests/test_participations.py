"""From tables of the status of treaties to the graph: the file between them, triples, questions, messages."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from graph_specimens import REGISTERS as SMALL
from typer.testing import CliRunner

from graph_build import assets, building, curated, curated_participations, quads, questions, reason, store, validate
from graph_build.answers import Iri
from graph_build.cli import app
from graph_build.errors import RegisterError
from graph_build.model import Participation
from graph_build.namespaces import ID, PREFIXES, graph
from graph_build.quads_known import ct
from graph_build.quads_provenance import PROVENANCE
from graph_build.store_terms import day, iri, text

REGISTERS = curated.load(assets.folder("registers"))
STOOD = date(2015, 6, 1)
HEADS = 'Participant,Signature,"Approval(AA), Acceptance(A), Accession(a), Succession(d), Ratification"\n'
ROWS = "Austria,24 Sep 2001,15 Apr 2002\nBelgium,27 Sep 2001,\nEuropean Union,,5 May 2006 AA\nNiue 1,,22 Jun 2009 a\n"
TREATY = f"{ID}instrument/terrorist-financing-1999"


def table(where: Path, rows: str = ROWS, name: str = "18-11.csv") -> Path:
    path = where / name
    path.write_text(HEADS + rows, encoding="utf-8")
    return path


def imported(where: Path, rows: str = ROWS) -> Path:
    """The file that the command line makes of a table."""
    done = CliRunner().invoke(
        app, ["import", "treaty-status", str(table(where, rows)), "--as-of", "2015-06-01", "-o", str(where / "made")]
    )
    assert done.exit_code == 0, done.output
    return where / "made" / "terrorist-financing-1999.participations.jsonl"


# ---------------------------------------------------------------- the file


def test_the_file_says_all_that_the_table_says(tmp_path: Path) -> None:
    path = imported(tmp_path)
    found = curated_participations.read(path, REGISTERS)
    assert [(each.participant, each.state, each.consent) for each in found] == [
        ("Austria", "AUT", date(2002, 4, 15)),
        ("Belgium", "BEL", None),
        ("European Union", "european-union", date(2006, 5, 5)),
        ("Niue", None, date(2009, 6, 22)),
    ]
    digest = hashlib.sha256((tmp_path / "18-11.csv").read_bytes()).hexdigest()
    assert {each.sha256 for each in found} == {digest}
    assert {each.as_of for each in found} == {STOOD}


def test_the_command_says_what_it_made(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app, ["import", "treaty-status", str(table(tmp_path)), "--as-of", "2015-06-01", "-o", str(tmp_path / "made")]
    )
    place = tmp_path / "made" / "terrorist-financing-1999.participations.jsonl"
    assert done.output == f"{place}\n  4 participants, 3 bound, as of 2015-06-01; not in the registers: Niue\n"


def test_without_a_day_the_table_stood_when_its_file_was_changed(tmp_path: Path) -> None:
    path = table(tmp_path)
    os.utime(path, (1_500_000_000, 1_500_000_000))
    assert curated_participations.table(path, REGISTERS).participations[0].as_of == date(2017, 7, 14)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("", "18-11.csv: found no row below the heads; expected a row for each participant"),
        ("Austria,,soon\n", "18-11.csv line 2, column consent: found 'soon'; expected a day such as 24 Sep 2003"),
        ("Austria,,1 Jan 1990\n", "18-11.csv line 2, column consent: found 1990-01-01; expected a day from 1999-12-09"),
        ("Austria,2 Jun 2015,\n", "line 2, column signature: found 2015-06-02; expected a day until 2015-06-01"),
        ("Austria,,\nMalta,,\nAustria,,\n", "line 4: found 'Austria' again; expected a participant once; see line 2"),
    ],
)
def test_what_is_wrong_with_a_table(tmp_path: Path, rows: str, words: str) -> None:
    with pytest.raises(RegisterError, match=re.escape(words)):
        curated_participations.table(table(tmp_path, rows), REGISTERS, STOOD)


def test_a_bad_table_does_not_stop_the_others(tmp_path: Path) -> None:
    bad, good = table(tmp_path, "Austria\n", "18-5.csv"), table(tmp_path)
    done = CliRunner().invoke(
        app, ["import", "treaty-status", str(bad), str(good), "--as-of", "2015-06-01", "-o", str(tmp_path / "made")]
    )
    assert done.exit_code == 1
    assert "18-5.csv line 2: found 1 columns; expected 3 columns" in done.output
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["terrorist-financing-1999.participations.jsonl"]


LINE = Participation(
    treaty="terrorist-financing-1999", participant="Malta", state="MLT", as_of=STOOD, file="18-11.csv", row=2
)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"treaty": "handshake"}, "line 2: found the treaty 'handshake'; expected the register id of a treaty"),
        ({"treaty": "hostages-1979"}, "line 2: found the treaty 'hostages-1979'; expected terrorist-financing-1999"),
        ({"state": "XYZ"}, "line 2: found the State 'XYZ'; expected the register id of a State"),
        ({"as_of": "soon"}, "line 2: Invalid RFC3339"),
    ],
)
def test_what_is_wrong_with_a_line(tmp_path: Path, change: dict[str, object], words: str) -> None:
    path = tmp_path / "x.jsonl"
    second = msgspec.to_builtins(LINE) | change
    path.write_bytes(msgspec.json.encode(LINE) + b"\n" + msgspec.json.encode(second) + b"\n")
    with pytest.raises(RegisterError, match=re.escape(words)):
        curated_participations.read(path, REGISTERS)


# ---------------------------------------------------------------- the graph


def specimen() -> store.Store:
    """The small registers with three standings towards a treaty: of a State, bound; of two that they do not know."""
    rows: tuple[tuple[str, str | None, date | None], ...] = (
        ("Austria", "AUT", date(2002, 4, 15)),
        ("Niue", None, date(2009, 6, 22)),
        ("Atlantis", None, None),
    )
    made = store.memory(quads.of_ontology())
    known = quads.Known.of(SMALL)
    parts = tuple(
        Participation(
            treaty="terrorist-bombings-1997",
            participant=name,
            state=state,
            as_of=STOOD,
            signature=date(2001, 9, 24) if name != "Niue" else None,
            consent=consent,
            kind="accession" if consent else None,
            marks=("1",) if name == "Niue" else (),
            file="18-9.csv",
            row=number,
            sha256="ab" * 32,
        )
        for number, (name, state, consent) in enumerate(rows, 2)
    )
    store.add(made, quads.of_registers(SMALL))
    store.add(made, quads.of_participations(parts, known))
    return made


def test_the_quads_of_a_standing() -> None:
    known = quads.Known.of(SMALL)
    one = Participation(
        treaty="terrorist-bombings-1997",
        participant="Austria",
        state="AUT",
        as_of=STOOD,
        consent=date(2002, 4, 15),
        kind="ratification",
        file="18-9.csv",
        row=2,
    )
    about = iri(f"{ID}participation/AUT/terrorist-bombings-1997")
    found = {quad[1:] for quad in quads.of_participations([one], known) if quad[0] == about}
    name = iri(graph("participation", "terrorist-bombings-1997"))
    assert found == {
        (iri(PREFIXES["rdf"] + "type"), ct("Participation"), name),
        (ct("participant"), iri(f"{ID}state/AUT"), name),
        (ct("treaty"), iri(f"{ID}instrument/terrorist-bombings-1997"), name),
        (ct("asOf"), day(STOOD), name),
        (ct("consentOn"), day(date(2002, 4, 15)), name),
        (ct("consentKind"), text("ratification"), name),
        (ct("registerRow"), text("18-9.csv row 2"), PROVENANCE),
    }


def test_the_graph_conforms_and_names_the_table() -> None:
    made = specimen()
    assert reason.infer(made).inconsistencies == ()
    report = validate.validate(made)
    assert report.conforms, report.results
    asked = f"ASK {{ GRAPH ?p {{ <{graph('participation', 'terrorist-bombings-1997')}> prov:wasDerivedFrom ?f . "
    asked += f"?f ct:sha256 '{'ab' * 32}' }} }}"
    assert questions.run(made, asked, "table").rows == ((True,),)


def test_who_is_party() -> None:
    rows = questions.run(specimen(), "SELECT ?who { ?who ct:partyTo ?any } ORDER BY ?who", "party").rows
    assert rows == ((Iri(f"{ID}participant/niue"),), (Iri(f"{ID}state/AUT"),))


BOMBINGS = Iri(f"{ID}instrument/terrorist-bombings-1997")


@pytest.mark.parametrize(
    ("values", "who"),
    [
        ({}, ["atlantis", "AUT", "niue"]),
        ({"state": "AUT"}, ["AUT"]),
        ({"from": "2002-04-15", "until": "2009-06-21"}, ["AUT"]),
        ({"from": "2002-04-16"}, ["niue"]),
        ({"until": "2002-04-14"}, []),
        ({"treaty": "un-charter"}, []),
    ],
)
def test_who_became_bound_in_a_period(values: dict[str, str], who: list[str]) -> None:
    rows = questions.ask(specimen(), "treaty-participation", **values).rows
    assert [str(row[1]).rpartition("/")[2] for row in rows] == who


def test_the_treaties_of_a_state() -> None:
    made = specimen()
    title = "convention on terrorist bombings"
    signed = date(2001, 9, 24)
    assert questions.ask(made, "treaties-of-state", state="AUT").rows == (
        (BOMBINGS, title, "bound", date(2002, 4, 15), "accession", signed, STOOD),
    )
    other_state = questions.ask(made, "treaties-of-state", state="ccpcj").rows
    assert other_state == ((BOMBINGS, title, "none", None, None, None, STOOD),)


# ---------------------------------------------------------------- the build


def test_a_build_takes_the_file(tmp_path: Path) -> None:
    made = building.build([str(imported(tmp_path))], shipped=False)
    assert made.graph is not None
    assert made.summary.report.conforms
    assert made.summary.facts[-1] == ("participations in treaties", 4)
    rows = questions.ask(made.graph, "treaty-participation", treaty="terrorist-financing-1999").rows
    assert [str(row[1]).removeprefix(ID) for row in rows] == [
        "state/BEL",
        "state/AUT",
        "body/european-union",
        "participant/niue",
    ]


def test_a_build_names_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    good = imported(tmp_path)
    again = tmp_path / "again.jsonl"
    again.write_bytes(good.read_bytes())
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(msgspec.json.encode(msgspec.structs.replace(LINE, state="XYZ")))
    made = building.build([str(bad), str(good), str(again)], shipped=False)
    assert [message.removeprefix(f"{tmp_path}/") for message in made.summary.failed] == [
        "bad.jsonl line 1: found the State 'XYZ'; expected the register id of a State; "
        "make the file again with `ctkg import treaty-status`",
        "again.jsonl: terrorist-financing-1999 again; expected each treaty once",
    ]


@pytest.mark.parametrize("number", ["18-5", "18-7", "18-9", "18-11", "18-15"])
def test_each_published_table_is_imported_whole(shared: Path, number: str) -> None:
    path = shared / "vocab" / "treaty-status" / f"{number}.csv"
    made = curated_participations.table(path, REGISTERS, date(2026, 1, 1))
    assert set(made.unknown) <= {"Niue", "Cook Islands"}
    assert made.bound > 90
