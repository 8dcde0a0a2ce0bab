"""Build the site of the project: README, guides, questions, notebooks and the ontology's terms as pages, with search.

Nothing is fetched, neither while it is built nor by who reads it.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
#: Pages of the repository, in the order of the menu, and their names there; README.md becomes the first page.
PAGES = {
    "README.md": "Start",
    "docs/first-document.md": "The first document",
    "docs/questions.md": "Questions",
    "registers/README.md": "Registers",
    "ontology/README.md": "Ontology",
    "CONTRIBUTING.md": "Contributing",
    "docs/design.md": "Design",
    "docs/decisions.md": "Decisions",
    "docs/scale.md": "Scale",
    "CHANGELOG.md": "Changelog",
}
GUIDES = ("registers/README.md", "ontology/README.md", "CONTRIBUTING.md")
ABOUT = ("docs/design.md", "docs/decisions.md", "docs/scale.md", "CHANGELOG.md")
TERMS = "ontology/terms.html"
LINK = re.compile(r"(?P<before>!?\[[^\]]*\]\()(?P<target>[^)\s]+)(?P<after>\))")
THEME = {
    "name": "material",
    "font": False,
    "features": ["navigation.tabs", "navigation.indexes", "navigation.top", "toc.follow", "content.code.copy"],
    "palette": {"primary": "indigo"},
    "icon": {"logo": "material/graph-outline"},
}
#: Wide tables of answers are read whole.
STYLE = """
.md-typeset table:not([class]) { font-size: .62rem; }
.md-typeset svg { max-width: 100%; height: auto; }
.md-typeset .output { overflow-x: auto; margin: 0 0 1em; font-size: .7rem; }
.md-grid { max-width: 72rem; }
"""


def main(out: Path) -> None:
    """Write the site to the folder `out`; ends with exit code 1 where a page or a link is wrong."""
    source = out.with_name(f"{out.name}-source")
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    try:
        settings = gather(source)
        build(settings, source, out)
    finally:
        shutil.rmtree(source, ignore_errors=True)
    print(out / "index.html")


def build(settings: dict[str, Any], source: Path, out: Path) -> None:
    """Build the pages in `source` into `out`; what mkdocs warns of is an error."""
    config = source.with_name(f"{source.name}.json")  # JSON is YAML
    config.write_text(json.dumps(settings | {"docs_dir": str(source), "site_dir": str(out)}), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config)]
    try:
        told = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=told)
    finally:
        config.unlink()
    said = [line for line in (done.stderr + done.stdout).splitlines() if not line.startswith("INFO")]
    if said or done.returncode:
        print("\n".join(said), file=sys.stderr)
        raise SystemExit("docs/site.py: a page or a link has a fault, as said above")


def gather(source: Path) -> dict[str, Any]:
    """Write every page and picture of the site under `source`, and give the settings of mkdocs."""
    notebooks = sorted((ROOT / "notebooks").glob("*.ipynb"))
    places = {page: "index.md" if page == "README.md" else page for page in PAGES}
    places |= {f"notebooks/{path.name}": f"notebooks/{path.stem}.md" for path in notebooks}
    places |= {"notebooks": "notebooks/index.md"}
    titles = {}
    for path in notebooks:
        page, titles[path.stem] = from_notebook(json.loads(path.read_text("utf-8")))
        put(source / "notebooks" / f"{path.stem}.md", page, f"notebooks/{path.name}", places)
    listed = "".join(f"- [{title}]({stem}.md)\n" for stem, title in titles.items())
    about = "Worked examples, as they run: the files lie in the folder `notebooks` of the project.\n\n"
    (source / "notebooks" / "index.md").write_text(f"# Notebooks\n\n{about}{listed}", "utf-8")
    for page in PAGES:
        put(source / places[page], (ROOT / page).read_text("utf-8"), page, places)
    for picture in (ROOT / "docs").glob("*.svg"):
        shutil.copy(picture, source / "docs" / picture.name)
    (source / "style.css").write_text(STYLE, "utf-8")
    (source / TERMS).write_text(terms(), "utf-8")
    return settings(places, titles)


def settings(places: dict[str, str], titles: dict[str, str]) -> dict[str, Any]:
    """The settings of mkdocs: the menu, the theme and the forms of Markdown."""

    def entries(pages: tuple[str, ...]) -> list[dict[str, str]]:
        return [{PAGES[page]: places[page]} for page in pages]

    return {
        "site_name": "ctkg",
        "site_description": "The open knowledge graph of counter-terrorism instruments and bodies",
        "use_directory_urls": False,
        "theme": THEME,
        "plugins": ["search"],
        "extra_css": ["style.css"],
        "extra": {"generator": False},
        "validation": {"links": {"anchors": "warn", "unrecognized_links": "warn"}, "nav": {"omitted_files": "warn"}},
        "markdown_extensions": ["tables", "md_in_html", "pymdownx.highlight", "pymdownx.superfences", "toc"],
        "nav": [
            *entries(("README.md", "docs/first-document.md", "docs/questions.md")),
            {"Notebooks": ["notebooks/index.md", *({title: f"notebooks/{stem}.md"} for stem, title in titles.items())]},
            {"Guides": [*entries(GUIDES), {"Terms of the ontology": TERMS}]},
            {"About": entries(ABOUT)},
        ],
    }


def put(where: Path, text: str, page: str, places: dict[str, str]) -> None:
    """Write a page with links that lead to other pages of the site; those to other files become plain words."""

    def led(found: re.Match[str]) -> str:
        target, hash_, fragment = found["target"].partition("#")
        if not target or target.startswith(("http://", "https://", "data:")):
            return found[0]
        whole = (ROOT / page).parent.joinpath(target).resolve().relative_to(ROOT).as_posix()
        if whole in places or (whole.startswith("docs/") and whole.endswith(".svg")):
            here = "/".join([".."] * places[page].count("/"))
            return f"{found['before']}{here}{'/' if here else ''}{places.get(whole, whole)}{hash_}{fragment})"
        return found["before"].lstrip("![").removesuffix("](")

    where.parent.mkdir(parents=True, exist_ok=True)
    where.write_text(LINK.sub(led, text), "utf-8")


# ---------------------------------------------------------------- notebooks


def from_notebook(notebook: dict[str, Any]) -> tuple[str, str]:
    """A notebook as Markdown, with the outputs that it holds, and its title."""
    parts: list[str] = []
    for cell in notebook["cells"]:
        text = "".join(cell["source"])
        parts.append(text if cell["cell_type"] == "markdown" else f"```python\n{text}\n```")
        parts += [shown for output in cell.get("outputs", []) if (shown := from_output(output))]
    title = parts[0].splitlines()[0].removeprefix("# ").strip()
    return "\n\n".join(parts) + "\n", title


def from_output(output: dict[str, Any]) -> str:
    """An output of a cell: a picture, a table or text, in this order of preference."""
    data = output.get("data", {})
    if svg := "".join(data.get("image/svg+xml", "")):
        return block(svg)
    if png := "".join(data.get("image/png", "")).replace("\n", ""):
        return block(f'<img alt="picture" src="data:image/png;base64,{png}">')
    html = "".join(data.get("text/html", ""))
    if html and "<iframe" not in html:
        plain = re.sub(r"<style.*?</style>", "", html, flags=re.DOTALL)
        return block(plain.replace('<table border="1" class="dataframe">', "<table>"))
    text = "".join(output.get("text", "")) or "".join(data.get("text/plain", ""))
    return f"```text\n{text.rstrip()}\n```" if text and not html else ""


def block(html: str) -> str:
    """HTML as one block of Markdown: without empty lines, which would end it."""
    return '<div class="output">' + re.sub(r"\n\s*", "\n", html.strip()) + "</div>"


def terms() -> str:
    """The page of the ontology's terms."""
    logging.disable(logging.INFO)  # pyLODE reports its own loading
    from pylode import OntPub

    made: str = OntPub(str(ROOT / "ontology" / "core.ttl")).make_html()
    logging.disable(logging.NOTSET)
    return made


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "site").resolve())
