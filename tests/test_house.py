"""The house: data goes one way, each outside library enters by one door, and importing costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "graph_build"

#: Files by floor. A file named after another with an underscore (text_pdf) lives with it.
FLOORS = {
    "ground": {"errors", "assets", "namespaces", "symbols", "model"},
    "reading": {
        *{"fetch", "documents", "bounds", "text", "sheet", "blocks", "furniture", "calls", "wording"},
        *{"paragraphs", "frontmatter", "structure", "parts", "numbering", "numerals", "openings", "organs", "titles"},
        *{"names", "definitions", "citations", "citation", "locators", "events"},
        *{"directives", "directive", "acts", "actors", "actor", "addressing", "clauses", "duties", "topics"},
        *{"beneficiaries", "partners", "conditions", "deadlines", "reports"},
        *{"reading", "curated", "reviews"},
    },
    "graph": {"quads", "reason", "shards", "validate", "store"},
    "views": {"answers", "questions", "exports", "release", "shown", "explained", "network", "drawing", "serve"},
    "door": {"batch", "building", "swap", "graph", "tour", "printing", "cli", "__main__", "__init__"},
}
#: What a floor may import from.
BELOW = {
    "ground": {"ground"},
    "reading": {"ground", "reading"},
    "graph": {"ground", "graph"},
    "views": {"ground", "graph", "views"},
    "door": {"ground", "reading", "graph", "views", "door"},
}
#: Outside libraries and the files (with their underscored kin) that may import them.
DOORS = {
    "owlrl": {"reason"},
    "pyshacl": {"validate"},
    "networkx": {"network"},  # others name its graphs as types only
    "pyoxigraph": {"store"},
    "oxrdflib": {"store"},
    "httpx": {"fetch", "store"},
    "yaml": {"curated"},
    "pypdfium2": {"text"},
    "lxml": {"text"},
    "ahocorasick_rs": {"names", "definitions", "citation", "directive"},
    "typer": {"cli"},
    "rich": {"cli", "printing"},
    "matplotlib": {"drawing"},
    "pandas": {"answers"},
    "distributed": {"batch"},
}
#: Files longer than this need their name in LONGER, with a reason.
LINES = 400
LONGER: dict[str, str] = {"model": "the types of all rooms stand in one place"}
FILES = sorted(PACKAGE.glob("*.py"))


def room(stem: str) -> str:
    """The room a file belongs to: its own name, or the part before the first underscore."""
    known = set().union(*FLOORS.values())
    return stem if stem in known else stem.split("_")[0]


def floor(stem: str) -> str | None:
    return next((name for name, rooms in FLOORS.items() if room(stem) in rooms), None)


def imports(source: str, *, types: bool = True) -> set[str]:
    """Every module that a source imports, anywhere in it; with `types`, also those under `if TYPE_CHECKING`."""
    found: set[str] = set()
    tree = ast.parse(source)
    if not types:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                node.body = [ast.Pass()]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ("graph_build." if node.level else "") + (node.module or "")
            base = base.rstrip(".")
            found.add(base)
            if base == "graph_build":
                found.update(f"graph_build.{alias.name}" for alias in node.names)
    return found


def against_the_floors(stem: str, source: str) -> list[str]:
    """The rooms that a file imports and its floor may not."""
    own = floor(stem)
    rooms = sorted({name.split(".")[1] for name in imports(source) if name.startswith("graph_build.")})
    files = {path.stem for path in FILES}
    return [name for name in rooms if name in files and floor(name) not in BELOW.get(own or "", set())]


def through_the_wall(stem: str, source: str) -> list[str]:
    """The outside libraries that a file imports although it is not their door."""
    outside = {name.split(".")[0] for name in imports(source, types=False)}
    return sorted(name for name in outside if name in DOORS and room(stem) not in DOORS[name])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_has_a_floor(path: Path) -> None:
    assert floor(path.stem) is not None, f"{path.name} is on no floor of tests/test_house.py"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_data_goes_one_way(path: Path) -> None:
    assert against_the_floors(path.stem, path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_library_by_its_door(path: Path) -> None:
    assert through_the_wall(path.stem, path.read_text("utf-8")) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_files_stay_short(path: Path) -> None:
    lines = len(path.read_text("utf-8").splitlines())
    assert (lines > LINES) == (path.stem in LONGER), f"{path.name} has {lines} lines"


@pytest.mark.parametrize(
    ("stem", "source", "rooms", "libraries"),
    [
        ("text", "import pypdfium2\nfrom graph_build.model import Pages", [], []),
        ("text_pdf", "import pypdfium2", [], []),
        ("paragraphs", "import pypdfium2", [], ["pypdfium2"]),
        ("names", "def f() -> None:\n    import rdflib, yaml", [], ["yaml"]),
        ("cli", "from graph_build import errors, model\nimport owlrl", [], ["owlrl"]),
    ],
)
def test_the_house_test_sees(stem: str, source: str, rooms: list[str], libraries: list[str]) -> None:
    assert against_the_floors(stem, source) == rooms
    assert through_the_wall(stem, source) == libraries


def test_the_house_test_sees_a_wrong_floor(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [Path(f"{stem}.py") for stem in ("store", "names", "cli", "model")]
    monkeypatch.setitem(globals(), "FILES", files)
    assert against_the_floors("names", "from graph_build.store import Store") == ["store"]
    assert against_the_floors("store", "from graph_build import names, model") == ["names"]
    assert against_the_floors("model", "import graph_build.cli") == ["cli"]
    assert against_the_floors("building", "from graph_build import names, store, model") == []


def test_importing_costs_nothing() -> None:
    """`import graph_build` and the command line load none of the heavy libraries."""
    heavy = ["rdflib", "pyoxigraph", "owlrl", "pyshacl", "networkx", "lxml", "pypdfium2", "yaml", "rich.progress"]
    code = f"import sys, graph_build, graph_build.cli; print([n for n in {heavy} if n in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
