"""The questions of the catalogue and free SPARQL, asked of a read-only graph.

A question is a file of standard SPARQL in queries/. Its head comments say what it answers; each parameter stands in
the query as a one-line block `VALUES ?name { term }` whose term is the default (UNDEF where there is none), so the
file runs in any SPARQL engine as it stands. Here a parameter's value becomes an RDF term of its declared kind, and
that term takes the place of the default: what a user types is data, never query text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from graph_build import assets, questions_faults, store, symbols
from graph_build.answers import Answer, Iri, Value, printed, shorten, value
from graph_build.errors import QueryError
from graph_build.namespaces import BASE, ID, ONTOLOGY, PREFIXES, instrument, paragraph
from graph_build.store_bounds import Bounds

if TYPE_CHECKING:
    from rdflib import Dataset

    Held = Dataset | store.Store  # a graph as users hold it, or as the door does

__all__ = [
    "Answer",
    "Iri",
    "Parameter",
    "Question",
    "Value",
    "ask",
    "catalogue",
    "printed",
    "question",
    "run",
    "shorten",
]

UNDEF = "UNDEF"
HEAD = re.compile(r"^# ?(?P<key>title|summary|group|users|param|example|answer|network)\b\s*(?P<rest>.*)$")
PARAM = re.compile(r"^(?P<name>[a-z][a-z_]*)\s+\((?P<kind>[a-z]+)\):\s*(?P<text>.+)$")
KINDS = ("instrument", "paragraph", "actor", "act", "condition", "date", "year", "integer", "text")


class Parameter(Struct, frozen=True, kw_only=True):
    """A parameter of a question; `default` is a SPARQL term, or UNDEF for any."""

    name: str
    kind: str
    text: str
    default: str = UNDEF

    @property
    def shown(self) -> str:
        """The default as a user would type it; the empty string where there is none."""
        if self.default == UNDEF:
            return ""
        if self.default.startswith("<"):
            return shorten(self.default.strip("<>"))
        return re.sub(r'^"(.*)"(\^\^.*)?$', r"\1", self.default)


class Question(Struct, frozen=True, kw_only=True):
    """A competency question: a file of queries/, its head and its SPARQL."""

    name: str
    title: str
    summary: str
    group: str
    users: str
    parameters: tuple[Parameter, ...]
    example: str
    answer: tuple[str, ...]
    network: str
    sparql: str
    file: str


# ---------------------------------------------------------------- the catalogue


def catalogue() -> tuple[Question, ...]:
    """Every question that the package ships, by group and name."""
    folder = assets.folder("queries")
    found = [parse(path.read_text("utf-8"), str(path)) for path in sorted(folder.glob("*.rq"))]
    return tuple(sorted(found, key=lambda question: (question.group, question.name)))


def question(name: str) -> Question:
    """The question of this name, or of the .rq file at this path; raises QueryError with the nearest names."""
    path = Path(name) if name.endswith(".rq") else assets.folder("queries") / f"{name}.rq"
    if name.endswith(".rq") or re.fullmatch(r"[a-z0-9-]+", name):
        try:
            return parse(path.read_text("utf-8"), str(path))
        except FileNotFoundError:
            pass
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(name, f"cannot be read ({error})", "a text file of SPARQL") from error
    names = sorted(path.stem for path in assets.folder("queries").glob("*.rq"))
    near = get_close_matches(name, names, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`ctkg query` lists the questions"
    raise QueryError(name, "no such question", "a name of the catalogue, a file, or SPARQL", hint)


def parse(text: str, file: str) -> Question:
    """The question in a .rq file. A file without a head is a question without parameters."""
    head: dict[str, list[str]] = {}
    key = ""
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = HEAD.match(line)
        if match:
            key = match["key"]
            head.setdefault(key, []).append(match["rest"].removeprefix(":").strip())
        elif key and line.startswith("#   "):
            separator = "\n" if key == "answer" else " "
            head[key][-1] += separator + line[1:].strip()
    return Question(
        name=Path(file).stem,
        title=" ".join(head.get("title", [])),
        summary=" ".join(head.get("summary", [])),
        group=" ".join(head.get("group", [])),
        users=" ".join(head.get("users", [])),
        parameters=tuple(_parameter(line, text, file) for line in head.get("param", [])),
        example=" ".join(head.get("example", [])),
        answer=tuple(line for part in head.get("answer", []) for line in part.splitlines() if line),
        network=" ".join(head.get("network", [])),
        sparql=text,
        file=file,
    )


def _block(name: str) -> re.Pattern[str]:
    return re.compile(rf"VALUES \?{name} \{{ (?P<term>[^\n]*?) \}}$", re.MULTILINE)


def _parameter(line: str, text: str, file: str) -> Parameter:
    match = PARAM.match(line)
    if match is None or match["kind"] not in KINDS:
        raise QueryError(
            file, f"the head says “param {line}”", f"param NAME (KIND): text, KIND one of {', '.join(KINDS)}"
        )
    block = _block(match["name"]).search(text)
    if block is None:
        raise QueryError(file, f"no line VALUES ?{match['name']} {{ … }}", "one for each parameter of the head")
    return Parameter(name=match["name"], kind=match["kind"], text=match["text"], default=block["term"])


# ---------------------------------------------------------------- values to terms


def bind(dataset: Held, question: Question, values: Mapping[str, object]) -> str:
    """The question's SPARQL with each given value as a term; raises QueryError for a wrong name or value."""
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in values:
        if name not in known:
            has = ", ".join(f"--{each}" for each in known) or "none"
            raise QueryError(question.name, f"no parameter --{name}", f"one of: {has}")
    terms = {name: term(dataset, known[name], value) for name, value in values.items() if value not in (None, "")}
    sparql = question.sparql
    for name in values:
        replacement = f"VALUES ?{name} {{ {terms.get(name, UNDEF)} }}"
        sparql = _block(name).sub(lambda _, text=replacement: text, sparql, count=1)  # type: ignore[misc]
    return sparql


def term(dataset: Held, parameter: Parameter, value: object) -> str:
    """The SPARQL term of a value typed for a parameter."""
    text = str(value).strip()
    where = f"--{parameter.name}"
    if parameter.kind == "instrument":
        return store.iri_term(instrument_iri(dataset, text, where))
    if parameter.kind == "paragraph":
        return store.iri_term(paragraph_iri(dataset, text, where))
    if parameter.kind == "actor":
        return store.iri_term(actor_iri(dataset, text, where))
    if parameter.kind in ("act", "condition"):
        return store.iri_term(concept_iri(dataset, parameter.kind, text, where))
    if parameter.kind == "text":
        return store.literal_term(text)
    return store.literal_term(*_typed(parameter.kind, text, where))


def _typed(kind: str, text: str, where: str) -> tuple[str, str]:
    xsd = PREFIXES["xsd"]
    if kind == "date":
        try:
            return date.fromisoformat(text).isoformat(), xsd + "date"
        except ValueError:
            raise QueryError(where, f"“{text}”", "a date such as 2017-12-31") from None
    if not re.fullmatch(r"-?\d{1,9}", text) or (kind == "year" and len(text) != 4):
        raise QueryError(where, f"“{text}”", "a year such as 2017" if kind == "year" else "a whole number")
    return text, xsd + "integer"


def instrument_iri(dataset: Held, text: str, where: str) -> str:
    """The IRI of an instrument that the graph holds or cites, by symbol, register id or name; or QueryError."""
    candidates = [text] if text.startswith(BASE) else [instrument(text)]
    symbol = ""
    with suppress(ValueError):
        symbol = symbols.canonical(text)
        candidates.insert(0, symbols.iri(symbol))
    for candidate in candidates:
        if known(dataset, candidate):
            return candidate
    if symbol:
        found = f"no instrument {symbol} in the graph, nor one that cites it"
        raise QueryError(where, found, "another symbol", "`ctkg build FILE` adds a document")
    return _by_name(dataset, text, where, "instrument", "a symbol such as A/RES/60/288 or a register id")


def paragraph_iri(dataset: Held, text: str, where: str) -> str:
    """The IRI of a paragraph written SYMBOL#ID (or “SYMBOL ID”, as answers print it); or QueryError."""
    key, _, fragment = text.removeprefix(f"{ID}instrument/").replace(" ", "#").rpartition("#")
    whole = shorten(instrument_iri(dataset, key, where))
    if known(dataset, paragraph(whole, fragment)):
        return paragraph(whole, fragment)
    hint = f'`ctkg query outline --instrument "{whole}"` lists them'
    raise QueryError(where, f"no paragraph {fragment} in {whole}", "an id such as op-4-a", hint)


def actor_iri(dataset: Held, text: str, where: str) -> str:
    """The IRI of a body, office, State or group, by register id, acronym or name; or QueryError."""
    segments = ("body", "office", "state", "group")
    candidates = [text] if text.startswith(BASE) else [f"{ID}{segment}/{text}" for segment in segments]
    for candidate in candidates:
        if known(dataset, candidate):
            return candidate
    return _by_name(dataset, text, where, "body", "a register id such as cted, an acronym or a full name")


def concept_iri(dataset: Held, scheme: str, text: str, where: str) -> str:
    """The IRI of an act or a condition by its name; QueryError lists those there are."""
    iri = text if text.startswith(BASE) else f"{ID}{scheme}/{text.casefold().replace(' ', '-')}"
    if known(dataset, iri):
        return iri
    rows = run(dataset, f"SELECT ?each {{ ?each a ct:{scheme.capitalize()} }} ORDER BY ?each", "concepts").rows
    names = ", ".join(printed(each) for (each,) in rows)
    raise QueryError(where, f"no {scheme} “{text}”", f"one of {names}")


def known(dataset: Held, iri: str) -> bool:
    """Whether anything is said of this IRI, or said by way of it."""
    if re.search(r'[<>"{}|\\^`\s]', iri):
        return False
    term = store.iri_term(iri)
    return run(dataset, f"ASK {{ {{ {term} ?p ?o }} UNION {{ ?s ?p {term} }} }}", "known").rows == ((True,),)


NAMED = """
SELECT DISTINCT ?thing ?name WHERE {
  { ?thing rdfs:label ?name } UNION { ?thing ct:name/rdfs:label ?name }
  FILTER(STRSTARTS(STR(?thing), STR(id:)))
} ORDER BY ?thing ?name
"""


def _by_name(dataset: Held, text: str, where: str, what: str, expected: str) -> str:
    """The one thing with this name, whatever its capitals; the nearest ids are named in the error."""
    segments = ("instrument/",) if what == "instrument" else ("body/", "office/", "state/", "group/")
    rows = [(str(thing), str(name)) for thing, name in run(dataset, NAMED, "names").rows]
    rows = [row for row in rows if row[0].removeprefix(ID).startswith(segments) and "#" not in row[0]]
    wanted = text.casefold().removeprefix("the ")
    found = sorted({thing for thing, name in rows if name.casefold().removeprefix("the ") == wanted})
    if len(found) == 1:
        return found[0]
    by_text = {name.casefold(): thing for thing, name in rows} | {shorten(thing).casefold(): thing for thing, _ in rows}
    near = found or [by_text[each] for each in get_close_matches(wanted, list(by_text), n=3, cutoff=0.6)]
    hint = "did you mean " + " or ".join(dict.fromkeys(map(shorten, near))) + "?" if near else ""
    raise QueryError(where, f"no {what} “{text}” in the graph", expected, hint)


# ---------------------------------------------------------------- asking


def ask(dataset: Held, query: str, **parameters: object) -> Answer:
    """The answer to a question of the catalogue, a .rq file, or SPARQL; raises QueryError, pointing at the line."""
    if is_sparql(query):
        if parameters:
            raise QueryError("SPARQL", f"--{next(iter(parameters))} given", "parameters only with a question by name")
        return _checked(dataset, query, "SPARQL")
    if not query.strip():
        raise QueryError("query", "nothing asked", "a name of the catalogue, a file, or SPARQL")
    asked = question(query)
    if query.endswith(".rq"):
        return _checked(dataset, bind(dataset, asked, parameters), asked.file)
    return run(dataset, bind(dataset, asked, parameters), asked.name)


def _checked(dataset: Held, sparql: str, where: str) -> Answer:
    """The answer to a query of the user's own; where it is empty, a misspelt term is an error."""
    found = run(dataset, sparql, where)
    if not found.rows and found.turtle is None and (fault := misspelt(dataset, sparql)):
        raise QueryError(where, *fault)
    return found


def is_sparql(query: str) -> bool:
    """Whether the text is a query itself: it has white space or a brace, which no name has."""
    return not query.endswith(".rq") and bool(re.search(r"[\s{}]", query.strip()))


def run(dataset: Held, sparql: str, where: str) -> Answer:
    """The answer to SPARQL in which the prefixes of the graph are known; raises QueryError."""
    try:
        answer = store.select(dataset, sparql, Bounds.stated())
    except SyntaxError:
        raise QueryError(where, *_explained(dataset, sparql)) from None
    if answer.turtle is not None:
        return Answer(turtle=answer.turtle)
    rows = tuple(tuple(value(cell) for cell in row) for row in answer.rows)
    return Answer(columns=answer.columns, rows=rows)


def _explained(dataset: Held, sparql: str) -> tuple[str, str]:
    """What is wrong with a query that could not be read, and what was expected."""
    try:
        store.select(dataset, sparql + questions_faults.ROOM, Bounds.stated())
    except SyntaxError as error:
        return questions_faults.explained(str(error), sparql)
    return "the end of the query cannot be read", "SPARQL 1.1"


def misspelt(dataset: Held, sparql: str) -> tuple[str, str] | None:
    """A term of the ontology in a query that the ontology, which the graph holds, does not know; with the nearest."""
    used = dict.fromkeys(re.findall(r"(?<![\w:<])ct:([A-Za-z]\w*)", sparql))
    if not used:
        return None
    rows = run(dataset, "SELECT ?term { ?term rdfs:isDefinedBy ?ontology }", "terms").rows
    terms = {str(term).removeprefix(ONTOLOGY) for (term,) in rows if str(term).startswith(ONTOLOGY)}
    for name in used:
        if terms and name not in terms:
            near = get_close_matches(name, terms, n=3, cutoff=0.6)
            line = sparql[: sparql.index(f"ct:{name}")].count("\n") + 1
            meant = " or ".join(f"ct:{each}" for each in near)
            return f"line {line}: ct:{name} is no term of the ontology", meant or "a term of `make ontology-docs`"
    return None
