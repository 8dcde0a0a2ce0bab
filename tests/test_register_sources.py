"""The sources of the registers: the paragraph that a row names exists and names the thing, where the corpus has it."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from graph_build import assets, curated, paragraphs, symbols, text
from graph_build.model import Document, Entry, Passage, Registers, Source
from graph_build.names_forms import fold, spellings

#: Predicates whose object makes what the subject is: it may call it “a Committee”.
MAKING = ("establishedBy", "mandatedBy", "renewedBy", "endedBy")
#: Predicates whose object is near enough that its name makes clear whose “Team” or “Chair” is meant.
NEAR = ("partOf", "subsidiaryOf", "supports", "heads", "secretariatOf")
FILES = ("bodies.yaml", "offices.yaml", "groups.yaml", "treaties.yaml")


@cache
def registers() -> Registers:
    return curated.load(assets.folder("registers"))


def sources() -> set[str]:
    stated = (*registers().entries, *registers().relations, *registers().sessions)
    return {source for row in stated for source in row.source if not source.startswith("http")}


@cache
def divided(place: Path) -> dict[str, tuple[Passage, ...]]:
    """The paragraphs of each document of the corpus that a row names, by symbol."""
    wanted = {source.partition(" ")[0] for source in sources()}
    found: dict[str, tuple[Passage, ...]] = {}
    with gzip.open(place / "corpus" / "official.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if (symbol := canonical(row["doc"])) in wanted:
                found[symbol] = divide("\n\n".join(map(printed, row["blocks"])), symbol)
    for path in (place / "corpus" / "security-council-early").glob("*.txt"):
        if (symbol := canonical(path.stem.replace("_", "/"))) in wanted and symbol not in found:
            found[symbol] = divide(path.read_text(encoding="utf-8"), symbol)
    return found


def canonical(name: str) -> str:
    try:
        return symbols.canonical(name)
    except ValueError:
        return name


def printed(block: dict[str, str]) -> str:
    words, prefix = block["text"].replace("\t", " ").strip(), block.get("prefix") or ""
    return words if words.startswith(prefix) else f"{prefix} {words}"


def divide(words: str, symbol: str) -> tuple[Passage, ...]:
    data = (words + "\n").encode()
    document = Document(file=symbol, data=data, media_type="text/plain", sha256=hashlib.sha256(data).hexdigest())
    pages = text.extract(document)
    source = Source(file=symbol, sha256=document.sha256, media_type="text/plain", characters=len(pages.text))
    return paragraphs.divide(pages, source, symbol)[1]


def words_at(passages: tuple[Passage, ...], key: str) -> str | None:
    """The folded words of a paragraph, of those under it and of those it stands under; all words without a key."""
    by_id = {passage.id: passage for passage in passages}
    if not key:
        return fold(" ".join(passage.text for passage in passages)).casefold()
    if key not in by_id:
        return None
    found = [p.text for p in passages if p.id == key or p.id.startswith(key + "-")]
    above = by_id[key].parent
    while above is not None:
        found.append(by_id[above].text)
        above = by_id[above].parent
    return fold(" ".join(found)).casefold()


def forms(entry: Entry, *, local: bool) -> set[str]:
    """Every printed form of the English names that name the thing by themselves, or of its local ones."""
    names = [n.text for n in entry.names if n.language == "en" and n.kind != "title" and (n.kind == "local") == local]
    return {form.casefold() for name in names for form in spellings(name, group=entry.kind == "Group")}


def near(key: str, predicates: Iterable[str]) -> set[str]:
    return {r.object for r in registers().relations if r.subject == key and r.predicate in tuple(predicates)}


def named(entry: Entry, symbol: str, words: str, document: str) -> bool:
    """Whether the words name the thing: by itself, or by a local name where the document makes clear whose that is."""
    if any(form in words for form in forms(entry, local=False)):
        return True
    if not any(form in words for form in forms(entry, local=True)):
        return False
    about = {other.id: other for other in registers().entries if other.id in near(entry.id, NEAR)}
    clear = {form for other in about.values() for form in forms(other, local=False) | forms(other, local=True)}
    return symbol in near(entry.id, MAKING) or any(form in document for form in clear)


def test_a_paragraph_that_is_named_as_a_source_exists(shared: Path) -> None:
    held = divided(shared)
    pinned = sorted(source for source in sources() if " " in source and source.partition(" ")[0] in held)
    assert len(pinned) >= 600
    assert [each for each in pinned if words_at(held[each.partition(" ")[0]], each.partition(" ")[2]) is None] == []


def test_the_place_that_a_row_names_names_the_thing(shared: Path) -> None:
    held = divided(shared)
    looked, missing = 0, []
    for row in registers().entries:
        if row.file not in FILES or row.kind == "InstrumentGroup":
            continue
        for source in row.source:
            symbol, _, key = source.partition(" ")
            words = words_at(held.get(symbol, ()), key)
            if words:
                looked += 1
                missing += [source] * (not named(row, symbol, words, words_at(held[symbol], "") or ""))
    assert looked >= 650
    assert missing == []


def test_few_rows_name_a_document_without_its_paragraph(shared: Path) -> None:
    """A document that the corpus holds is named with the paragraph, unless its numbers are lost in print."""
    held = divided(shared)
    bare = [
        (row.id, source) for row in registers().entries if row.file in FILES for source in row.source if source in held
    ]
    assert len(bare) <= 12, bare
