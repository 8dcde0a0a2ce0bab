"""What an Akoma Ntoso export is made of: the facts of one document, as the graph holds them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import exports_names, store
from graph_build.errors import QueryError
from graph_build.exports_akn_names import work
from graph_build.namespaces import ID, ONTOLOGY

if TYPE_CHECKING:
    from graph_build.questions import Held

FRONT = """
SELECT ?class ?symbol ?title ?organ ?adopted ?issued ?year ?language ?akn ?sha256 WHERE {{
  {about} a ?class .
  OPTIONAL {{ {about} ct:symbol ?symbol }}
  OPTIONAL {{ {about} dcterms:title ?title }}
  OPTIONAL {{ {about} ct:adoptedBy|ct:draftFor|ct:author ?organ }}
  OPTIONAL {{ {about} ct:adoptedOn ?adopted }}
  OPTIONAL {{ {about} ct:issuedOn ?issued }}
  OPTIONAL {{ {about} ct:year ?year }}
  OPTIONAL {{ {about} dcterms:language ?language }}
  OPTIONAL {{ {about} ct:akn ?akn }}
  OPTIONAL {{ {about} ct:sha256 ?sha256 }}
  FILTER(STRSTARTS(STR(?class), STR(ct:)) && ?class != ct:Instrument)
}} ORDER BY ?class ?organ ?title LIMIT 1
"""
PIECES = """
SELECT ?id ?part ?label ?start ?end ?under WHERE {{
  ?paragraph ct:inInstrument {about} ; ct:paragraphId ?id ; ct:part ?part ; ct:position ?position ;
    ct:start ?start ; ct:end ?end .
  OPTIONAL {{ ?paragraph ct:label ?label }}
  OPTIONAL {{ ?paragraph ct:under ?above . ?above ct:paragraphId ?under }}
}} ORDER BY ?position
"""
MARKS = """
SELECT ?id ?start ?end ?text ?target ?locator WHERE {{
  ?fact ct:inInstrument {about} ; ct:inParagraph/ct:paragraphId ?id ; ct:start ?start ; ct:end ?end ; ct:text ?text .
  {{ ?fact a ct:Citation ; ct:citedInstrument ?target . OPTIONAL {{ ?fact ct:locator ?locator }} }}
  UNION {{ ?fact a ct:Mention ; ct:refersTo ?target }}
}} ORDER BY ?start DESC(?end) ?fact
"""
WORKS = "SELECT ?cited (MIN(?name) AS ?akn) WHERE {{ VALUES ?cited {{ {nodes} }} ?cited ct:akn ?name }} GROUP BY ?cited"


class Front(Struct, frozen=True, kw_only=True):
    """What names the document: `work` is its name in Akoma Ntoso, `day` that of its adoption, else of its issue."""

    key: str
    kind: str
    work: str
    symbol: str
    title: str
    organ: str | None
    day: date | None
    year: int | None
    adopted: bool
    language: str
    sha256: str


class Piece(Struct, frozen=True, kw_only=True):
    """A paragraph, its place in the extracted text, and the id of the paragraph that it stands under."""

    id: str
    part: str
    label: str | None
    start: int
    end: int
    under: str | None


class Mark(Struct, frozen=True, kw_only=True):
    """A citation or mention, in the order of the text: where, as written, and what is meant."""

    start: int
    end: int
    text: str
    target: str
    locator: str | None


class Facts(Struct, frozen=True, kw_only=True):
    """One document; `names` are the labels of all that its marks mean, `works` the Akoma Ntoso names of the cited."""

    front: Front
    pieces: tuple[Piece, ...]
    marks: dict[str, tuple[Mark, ...]]
    names: dict[str, str]
    works: dict[str, str]


def facts(held: Held, about: str, known: Held | None = None) -> Facts:
    """The facts of the document with this IRI in `held`; names are looked up in `known` too.

    Raises QueryError where the graph does not hold the document but only cites it.
    """
    term = store.iri_term(about)
    pieces = tuple(_piece(row) for row in _rows(held, PIECES.format(about=term)))
    if not pieces:
        symbol = about.removeprefix(f"{ID}instrument/")
        found = f"no paragraphs of {symbol} in the graph"
        raise QueryError("--format akn", found, "a document that was read", "give it with --document FILE")
    marks: dict[str, list[Mark]] = {}
    for paragraph, start, end, text, target, locator in _rows(held, MARKS.format(about=term)):
        each = Mark(start=int(start or 0), end=int(end or 0), text=text or "", target=target or "", locator=locator)
        marks.setdefault(paragraph or "", []).append(each)
    front = _front(held, about)
    wanted = {mark.target for listed in marks.values() for mark in listed} | ({front.organ} if front.organ else set())
    names: dict[str, str] = {}
    works: dict[str, str] = {}
    for each_graph in [held] if known is None else [held, known]:
        names |= exports_names.labels(each_graph, wanted)
        works |= _works(each_graph, wanted)
    return Facts(
        front=front,
        pieces=pieces,
        marks={paragraph: tuple(listed) for paragraph, listed in marks.items()},
        names=names,
        works=works,
    )


def _rows(held: Held, sparql: str) -> list[tuple[str | None, ...]]:
    rows = store.select(held, sparql).rows
    return [tuple(None if cell is None else cell.value for cell in row) for row in rows]


def _piece(row: tuple[str | None, ...]) -> Piece:
    name, part, label, start, end, under = row
    return Piece(id=name or "", part=part or "", label=label, start=int(start or 0), end=int(end or 0), under=under)


def _works(held: Held, wanted: set[str]) -> dict[str, str]:
    nodes = " ".join(map(store.iri_term, sorted(wanted)))
    return {cited: name for cited, name in _rows(held, WORKS.format(nodes=nodes)) if cited and name}


def _front(held: Held, about: str) -> Front:
    rows = _rows(held, FRONT.format(about=store.iri_term(about)))
    kind, symbol, title, organ, adopted, issued, year, language, akn, sha256 = rows[0] if rows else (None,) * 10
    kind = (kind or "").removeprefix(ONTOLOGY) or "Instrument"
    key = about.removeprefix(f"{ID}instrument/")
    day = date.fromisoformat(adopted or issued or "") if adopted or issued else None
    local = organ.rpartition("/")[2] if organ and "#" not in organ else None
    return Front(
        key=key,
        kind=kind,
        work=akn or work(symbol or key, kind, local, day, int(year) if year else None),
        symbol=symbol or "",
        title=title or "",
        organ=organ if local else None,
        day=day,
        year=int(year) if year else None,
        adopted=adopted is not None,
        language=language or "en",
        sha256=sha256 or "",
    )
