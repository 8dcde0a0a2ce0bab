"""Completion in the shell, asked as bash asks: by COMP_WORDS and COMP_CWORD."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import graph_build
from graph_build import assets
from graph_build.cli import app

#: The ids of the paragraphs that begin as operative paragraph 1 does.
OPENING = ("op-1", "op-1-a", "op-1-b", "op-1-c", "op-1-d")
SYMBOL = r"S/RES/1373\(2001\)"
CASES = (
    ("query citation-p", ["citation-path"]),
    ("query citat", ["citation-network", "citation-path", "citations-in-time"]),
    ("query duties-of --b", ["--body"]),
    ("query duties-of ", ["--body", "--act", "--year"]),
    ("query duties-of --body ", None),
    ("query duties-of --body cted --", ["--act", "--year", "--format", "--graph"]),
    ("query duties-of --body cte", ["cted", "cted-global-research-network"]),
    ("query duties-of --body CTE", ["cted", "cted-global-research-network"]),
    ("query duties-of --body cted --act re", ["recommend", "request"]),
    ("query duties-of --year ", ["2001", "2007", "2017"]),
    ("query mentioned-together --at-l", ["--at-least"]),
    ("query under-which-conditions --condition = upon", ["upon-request"]),
    ("query cites --instrument S/RES/1373", [SYMBOL]),
    ('query cites --instrument "S/RES/1373', ["S/RES/1373(2001)"]),
    (f"query what-a-paragraph-says --paragraph {SYMBOL}#op-1", [f"{SYMBOL}#{each}" for each in OPENING]),
    (f"show {SYMBOL}#op-1-", [f"{SYMBOL}#{each}" for each in OPENING[1:]]),
    ("show cte", ["cted", "cted-global-research-network"]),
    ("due --to ctit", ["ctitf", "ctitf-entities", "ctitf-office"]),
    ("unresolved --instrument A/C", ["A/C.3/62/L.2"]),
    ("draw tr", ["tree", "treaties"]),
    ("draw tree --a", ["--at"]),
    ("draw tree --body ctbto-pre", ["ctbto-preparatory-commission"]),
    ("measure bro", ["brokers"]),
    ("measure brokers --u", ["--until"]),
    ("export --query bodies-a", ["bodies-around"]),
    ("query cites -f m", ["md"]),
    ("query nonsense --", ["--format", "--graph"]),
    ("query cites --instrument nonsense", []),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small graph: the registers and three of the shipped readings."""
    place = tmp_path_factory.mktemp("graph") / "out"
    names = ("A-C.3-62-L.2", "S-RES-1373-2001", "S-RES-2395-2017")
    graph_build.build([assets.folder("readings") / f"{name}.jsonl" for name in names], out=place, shipped=False)
    return place


def completed(line: str, graph: Path | str, shell: str = "bash") -> list[str]:
    """What the shell offers for the word at the end of a line."""
    env = {"CTKG_GRAPH": str(graph), "_CTKG_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line}
    env |= {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
    done = CliRunner().invoke(app, [], prog_name="ctkg", env=env)
    assert done.stderr == ""
    return [word for word in done.stdout.splitlines() if word]


def test_a_shell_is_answered_by_the_command_itself() -> None:
    env = {**os.environ, "_CTKG_COMPLETE": "complete_bash", "COMP_WORDS": "ctkg que", "COMP_CWORD": "1"}
    code = "import sys; sys.argv = ['ctkg']; from graph_build.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert (done.stdout, done.stderr) == ("query\n", "")


@pytest.mark.parametrize(("line", "offered"), CASES, ids=[line for line, _ in CASES])
def test_bash_is_offered(line: str, offered: list[str] | None, folder: Path) -> None:
    found = completed(f"ctkg {line}", folder)
    if offered is None:
        assert {"cted", "ctc", "AUT", "secretary-general", "member-states"} <= set(found)
    else:
        assert found == offered


def test_without_a_graph_the_registers_answer(tmp_path: Path) -> None:
    found = completed("ctkg query duties-of --body cted", tmp_path / "absent")
    assert found == ["cted", "cted-global-research-network"]
    assert completed(f"ctkg show {SYMBOL}#op", tmp_path / "absent") == []


def test_other_shells_get_words_as_they_are(folder: Path) -> None:
    (found,) = completed("ctkg query cites --instrument S/RES/1373", folder, "zsh")[:1]
    assert "S/RES/1373(2001)" in found
