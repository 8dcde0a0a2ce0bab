"""Real documents beside the project: what was printed is what is read. Skipped where they are missing."""

from __future__ import annotations

import gzip
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import asdict
from paragraph_specimens import SOURCE
from test_hostile import sound

from graph_build.documents import load
from graph_build.model import FrontMatter, Passage
from graph_build.paragraphs import divide
from graph_build.text import extract, of_text

#: Early texts whose number is damaged or missing in the transcript itself.
DAMAGED = {"S/RES/290(1970)", "S/RES/434(1978)", "S/RES/542(1983)", "S/RES/778(1992)"}


def reading(path: Path, symbol: str | None = None) -> tuple[FrontMatter, tuple[Passage, ...]]:
    pages = extract(load(str(path)))
    front, found = divide(pages, SOURCE, symbol)
    sound(pages, found)
    return front, found


@pytest.fixture(scope="session")
def official(shared: Path) -> dict[str, list[dict[str, Any]]]:
    with gzip.open(shared / "corpus" / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["doc"]: row["blocks"] for row in map(json.loads, lines)}


def test_the_first_document(shared: Path) -> None:
    front, found = reading(next((shared / "seeds").glob("*.txt")), "A/C.3/62/L.2")
    said = {
        name: value
        for name, value in asdict(front).items()
        if value not in (None, ()) and name not in ("source", "title")
    }
    assert said == {
        "symbol": "A/C.3/62/L.2",
        "kind": "DraftResolution",
        "language": "en",
        "issuer": "general-assembly",
        "issued": date(2007, 10, 2),
        "session": 62,
        "agenda_items": ("106",),
        "committee": "third-committee",
        "recommended_by": "E/RES/2007/18",
        "carrier": "Note",
        "carrier_by": "secretariat",
    }
    ids = [p.id for p in found if p.part != "front"]
    assert ids == ["title-1", *(f"pp-{n}" for n in range(13)), *(f"op-{n}" for n in range(1, 11)), "fn-1"]
    seventh = next(p for p in found if p.id == "op-7")
    assert [mark.number for mark in seventh.marks] == ["1"]
    assert {p.voice for p in found if p.part in ("preamble", "operative")} == {"general-assembly"}


def test_every_early_resolution_is_read(shared: Path) -> None:
    paths = sorted((shared / "corpus" / "security-council-early").glob("*.txt"))
    assert len(paths) == 451
    wrong, empty = set(), set()
    for path in paths:
        front, found = reading(path)
        name = path.stem.replace("_", "/")
        if front.symbol != name:
            wrong.add(name)
        if not any(p.part == "operative" for p in found):
            empty.add(name)
    assert wrong <= DAMAGED
    assert not empty


def squeeze(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def bare(text: str, prefix: str | None) -> str:
    return squeeze(text.removeprefix(prefix or ""))


def test_paragraphs_of_pdf_are_those_of_the_official_files(
    shared: Path, official: dict[str, list[dict[str, Any]]]
) -> None:
    paths = [path for path in sorted((shared / "corpus" / "pdf").glob("*.pdf")) if path.stem in official][::6]
    assert len(paths) == 15
    expected = found_right = total = 0
    for path in paths:
        wanted = {
            bare(b["text"], b.get("prefix")): (b["part"][:8], (b.get("prefix") or "").rstrip("."))
            for b in official[path.stem]
            if b.get("part")
        }
        got = {
            squeeze(p.text): ({"preamble": "preambular"}.get(p.part, p.part)[:8], (p.label or "").rstrip("."))
            for p in reading(path)[1]
            if p.part in ("preamble", "operative")
        }
        expected, total = expected + len(wanted), total + len(got)
        found_right += sum(wanted.get(text) == place for text, place in got.items())
    assert expected > 400
    assert found_right / expected > 0.985
    assert found_right / total > 0.985


def test_every_official_paragraph_is_a_passage_of_the_text(official: dict[str, list[dict[str, Any]]]) -> None:
    for name in sorted(official)[::40]:
        blocks = official[name]
        parts = [f"{b.get('prefix') or ''} {b['text']}".replace("\t", " ").strip() for b in blocks]
        pages = of_text("\n\n".join(parts) + "\n")
        _, found = divide(pages, SOURCE)
        sound(pages, found)
        texts = {bare(p.text, None) for p in found}
        linked = [b for b in blocks if b.get("links") and b["type"] == "paragraph"]
        assert not [b["text"][:80] for b in linked if bare(b["text"], b.get("prefix")) not in texts], name
