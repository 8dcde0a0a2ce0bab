"""The command line: help that ends in an example, clear errors, quick to start."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graph_build import assets
from graph_build.cli import app, parameters
from graph_build.errors import CtkgError
from graph_build.tour import SPECIMEN

VERBS = (
    *("fetch", "read", "build", "check", "query", "show", "export", "draw", "measure", "due"),
    *("unresolved", "tour", "import", "review", "release", "why"),
)


def ctkg(*words: str, cwd: Path | None = None, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "graph_build", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, input=stdin, check=False)


@pytest.mark.parametrize("verb", VERBS)
def test_help_ends_in_an_example(verb: str) -> None:
    shown = CliRunner().invoke(app, [verb, "--help"], env={"COLUMNS": "100", "NO_COLOR": "1"})
    assert shown.exit_code == 0
    last = re.sub(r"\x1b\[[0-9;]*m", "", shown.output).strip().splitlines()[-1].strip()
    assert last.startswith("Example: ")
    assert f"ctkg {verb}" in last


def test_help_names_every_verb() -> None:
    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "100", "NO_COLOR": "1"})
    assert set(VERBS) <= set(re.findall(r"^│ (\w+)  +", shown.output, re.MULTILINE))


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ([], {}),
        (["--body", "cted"], {"body": "cted"}),
        (["--body=cted", "--at-least", "3"], {"body": "cted", "at_least": "3"}),
        (["--name", "--odd"], {"name": "--odd"}),
    ],
)
def test_parameters(given: list[str], found: dict[str, str]) -> None:
    assert parameters(given) == found


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["cted"], "cted: found after the question"),
        (["--body"], "--body: no value; expected --name value"),
        (["--body="], "--body=: no value"),
    ],
)
def test_wrong_parameters(given: list[str], message: str) -> None:
    with pytest.raises(CtkgError, match=message):
        parameters(given)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("query", "what-the-graph-holds", "-g", "absent"),
            "absent: no such folder or file; expected a built graph; run",
        ),
        (("check", "absent"), "absent: no such folder or file; expected a built graph; run"),
        (("show", "cted", "-g", "empty"), "empty/store: no graph here; expected a folder that `ctkg build` wrote"),
        (("check", "--registers", "absent"), "absent: no such folder"),
        (("read", "--symbol", "A/RES/1/1", "one", "two"), "--symbol: 2 documents; expected one document"),
        (("query", "who-is-aksed", "--help"), "did you mean who-is-asked"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(words: tuple[str, ...], message: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = ctkg(*words, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"ctkg: {message}") or message in ran.stderr
    assert len(ran.stderr.splitlines()) <= 2


def test_a_command_that_is_not_understood() -> None:
    assert ctkg("biuld").returncode == 2
    assert ctkg("query", "--format").returncode == 2


def test_the_catalogue_is_listed() -> None:
    ran = ctkg("query")
    assert ran.returncode == 0
    assert "\nduties\n" in ran.stdout
    assert re.search(r"^  who-is-asked +Who is asked to do what by an instrument\?$", ran.stdout, re.MULTILINE)


def test_pictures_and_measures_are_listed() -> None:
    assert re.search(r"^  flow +duties from organ to act, addressee and partner$", ctkg("draw").stdout, re.MULTILINE)
    assert re.search(r"^brokers: Brokers between .*\n  The share of ", ctkg("measure").stdout, re.MULTILINE)


def test_a_picture_says_what_it_needs() -> None:
    said = ctkg("draw", "tree", "--help").stdout.splitlines()
    assert (
        said[0] == "Draws the structure of bodies under a body on a day: the rows of `ctkg query bodies-under-on-date`."
    )
    assert "  --body         the body at the top (actor) [default: security-council]" in said
    assert "  --at           the day (date) [default: 2024-01-01]" in said
    assert said[-1].startswith("Example: ctkg draw tree --body ")


def test_a_question_says_what_it_needs() -> None:
    assert ctkg("query", "structure-on-date", "--help").stdout.splitlines()[4:7] == [
        "Parameters:",
        "  --on           the day (date) [default: 2007-10-02]",
        "  --body         only statements about this body, on either side; all where not given (actor)",
    ]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_document_from_standard_input_is_built(workers: str, tmp_path: Path) -> None:
    text = (assets.folder("specimens") / SPECIMEN).read_text("utf-8")
    done = ctkg("build", "-", "-o", str(tmp_path / "graph"), "--workers", workers, cwd=tmp_path, stdin=text)
    assert done.returncode == 0, done.stderr
    shown = ctkg("query", "who-is-asked", "--instrument", "A/RES/61/999", "-g", "graph", cwd=tmp_path)
    assert "A/RES/61/999 op-7" in shown.stdout
