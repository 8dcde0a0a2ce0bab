"""The notebooks run from top to bottom, their outputs are committed, and their cells are short."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import graph_build

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LINES = 15
#: The notebook whose build runs as it is written.
WHOLE = "first-document"


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 7
    assert WHOLE in {path.stem for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_cells_are_short_and_teach(path: Path) -> None:
    cells = nbformat.read(path, as_version=4).cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    assert all(len(cell.source.splitlines()) <= LINES for cell in code)
    assert all(cell.outputs for cell in code), "outputs are committed, so that they show on a code host"
    assert cells[0].source.startswith("# ")
    assert "## Try next" in cells[-1].source


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph in a folder: most notebooks begin with the same build, which is done once here."""
    folder = tmp_path_factory.mktemp("built") / "out"
    graph_build.build(out=folder)
    return folder


@pytest.mark.filterwarnings("ignore::DeprecationWarning:zmq", "ignore::ResourceWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs(path: Path, built: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    committed = [shape(cell) for cell in notebook.cells]
    for cell in notebook.cells:
        if cell.cell_type == "code" and path.stem != WHOLE:
            cell.source = cell.source.replace("graph_build.build()", f"graph_build.open({str(built)!r})")
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
    assert [shape(cell) for cell in notebook.cells] == committed


def shape(cell: nbformat.NotebookNode) -> list[tuple[str, tuple[str, ...]]]:
    """The kinds of outputs of a cell and their media types: what must not change from run to run.

    What is printed may come in one piece or in several.
    """
    outputs = cell.get("outputs", [])
    kinds = [(each.output_type, tuple(sorted(each.get("data", {})))) for each in outputs]
    return [kind for kind, _ in groupby(kinds)]
