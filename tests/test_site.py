"""The site is built from the pages of the project without a warning; its links lead somewhere; nothing is fetched."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote

import pytest

pytest.importorskip("mkdocs", reason="mkdocs is not installed: pip install 'ctkg[docs]'")
pytest.importorskip("material", reason="mkdocs-material is not installed: pip install 'ctkg[docs]'")

ROOT = Path(__file__).resolve().parent.parent


class Page(HTMLParser):
    """What a page links to, what a reader's browser would fetch for it, and its anchors."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.anchors: set[str] = set()
        self.text = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.anchors |= {values.get("id") or "", values.get("name") or ""}
        if tag == "a":
            self.links.append(values.get("href") or "")
        elif tag == "link" and values.get("rel") not in ("canonical", "schema.dcterms", "prev", "next"):
            self.fetched.append(values.get("href") or "")
        self.fetched += [values["src"] or ""] if "src" in values else []

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """docs/site.py as a module."""
    spec = importlib.util.spec_from_file_location("site_of_docs", ROOT / "docs" / "site.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a word of warning."""
    out = tmp_path_factory.mktemp("site") / "site"
    command = [sys.executable, str(ROOT / "docs" / "site.py"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", f"{out / 'index.html'}\n")
    return out


def test_every_page_is_there(site: Path) -> None:
    for name in (
        "index",
        "docs/questions",
        "docs/first-document",
        "registers/index",
        "notebooks/index",
        "CONTRIBUTING",
    ):
        assert (site / f"{name}.html").is_file(), name
    assert len(list((site / "notebooks").glob("*.html"))) == 1 + len(list((ROOT / "notebooks").glob("*.ipynb")))
    assert "conditions-in-time" in Page(site / "docs" / "questions.html").text
    assert "who shall do what" in " ".join(Page(site / "index.html").text.split())
    assert "ReportingObligation" in (site / "ontology" / "terms.html").read_text("utf-8")
    assert (site / "notebooks" / "citation-network.html").read_text("utf-8").count("<svg xmlns") >= 3


def test_links_lead_somewhere_and_nothing_is_fetched(site: Path) -> None:
    pages = {path: Page(path) for path in site.rglob("*.html") if path.name != "404.html"}
    for path, page in pages.items():
        assert [each for each in page.fetched if each.startswith(("http:", "https:", "//"))] == [], path
        if path.name == "terms.html":  # pyLODE's own page, whose links name terms
            continue
        for link in page.links:
            target, _, fragment = unquote(link).partition("#")
            if target.startswith(("http:", "https:", "data:")):
                continue
            there = (path.parent / target).resolve() if target else path
            assert there.exists(), f"{path.name}: {link}"
            if fragment and there in pages:
                assert fragment in pages[there].anchors, f"{path.name}: {link}"


def test_a_broken_link_ends_the_build(script: ModuleType, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.md").write_text("# Start\n\n[nowhere](absent.md)\n", "utf-8")
    settings = {"site_name": "x", "theme": script.THEME, "plugins": [], "nav": [{"Start": "index.md"}]}
    with pytest.raises(SystemExit, match="a page or a link has a fault"):
        script.build(settings, source, tmp_path / "site")
    assert "absent.md" in capfd.readouterr().err


def test_links_to_files_that_are_no_pages_become_words(script: ModuleType, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    text = (
        "[guide](registers/README.md#x) [rows](registers/bodies.yaml) ![p](docs/bodies.svg) [x](https://x.org) [a](#b)"
    )
    script.put(page, text, "README.md", {"README.md": "index.md", "registers/README.md": "registers/README.md"})
    assert page.read_text("utf-8") == (
        "[guide](registers/README.md#x) rows ![p](docs/bodies.svg) [x](https://x.org) [a](#b)"
    )
