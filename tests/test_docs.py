"""The generated pages say what the graph and the catalogue say today, and links in the pages lead somewhere."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import graph_build
from graph_build import questions
from graph_build.graph import Graph

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("*/*.md")])
STALE = "run `make docs`, and look at the difference before it is committed"


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    """docs/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_is_current(generate: ModuleType) -> None:
    assert (ROOT / "docs" / "questions.md").read_text("utf-8") == generate.questions_page(), STALE


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The graph of what ships."""
    return graph_build.build()


def test_the_examples_are_current(generate: ModuleType, graph: Graph) -> None:
    """Each example of a head is asked as it stands there, and gives the answer that stands there."""
    for question in questions.catalogue():
        assert generate.with_answer(question.sparql, generate.example_answer(graph, question)) == question.sparql, STALE


def test_the_first_document_is_current(generate: ModuleType, graph: Graph) -> None:
    assert (ROOT / "docs" / "first-document.md").read_text("utf-8") == generate.first_document(graph), STALE
    assert generate.picture(graph) == (ROOT / "docs" / "bodies.svg").read_bytes(), STALE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`]*`", "", page.read_text("utf-8"), flags=re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        target, _, fragment = link.partition("#")
        if target.startswith(("http://", "https://")):
            continue
        if target:
            assert (page.parent / target).exists(), link
        else:
            assert fragment in anchors, link


def test_every_verb_is_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    for verb in ("read", "build", "check", "query", "show", "export", "release", "due", "unresolved"):
        assert f"ctkg {verb}" in readme
    for verb in graph_build.__all__:
        assert hasattr(graph_build, verb)
