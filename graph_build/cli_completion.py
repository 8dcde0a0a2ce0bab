"""Completion in the shell: names of questions, pictures and measures, their parameters, and values from the graph."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer
from typer.core import TyperCommand

from graph_build.cli_options import folder
from graph_build.errors import CtkgError

if TYPE_CHECKING:
    from graph_build.graph import Graph
    from graph_build.questions import Parameter

#: Each kind of value: what the graph offers for it, as an IRI and what it is called.
OFFERED = {
    "actor": "SELECT ?x ?name { VALUES ?kind { ct:Body ct:Office ct:State ct:Group } ?x a ?kind ; rdfs:label ?name }",
    "instrument": "SELECT ?x ?name { ?x a ct:Instrument . OPTIONAL { ?x dcterms:title ?name } }",
    "read": "SELECT ?x ?name { ?x ct:sha256 ?sum . OPTIONAL { ?x dcterms:title ?name } }",
    "act": "SELECT ?x ?name { ?x a ct:Act . OPTIONAL { ?x skos:definition ?name } }",
    "condition": "SELECT ?x ?name { ?x a ct:Condition . OPTIONAL { ?x skos:definition ?name } }",
    "year": "SELECT DISTINCT ?x ?name { ?read ct:sha256 ?sum ; ct:year ?x }",
}
PARAGRAPHS = "SELECT ?x ?name {{ ?x ct:inInstrument <{0}> ; ct:paragraphId ?id . OPTIONAL {{ ?x ct:opens ?name }} }}"
#: What bash would not take as part of a word.
SPECIAL = re.compile(r"([\s()&;|<>'\"$`\\*?])")


class Offer(NamedTuple):
    """A word that the shell may complete to, with what it means, as the command line library wants it."""

    value: str
    help: str = ""
    type: str = "plain"


class Quoted(str):
    """A word with its marks of quotation, which begins as what was typed before it was quoted."""

    __slots__ = ()

    def startswith(self, prefix: str | tuple[str, ...], *_: Any) -> bool:
        """Whether the word without its marks begins so, in capitals or not: the library asks once more."""
        bare = re.sub(r"\\(.)", r"\1", str(self)).casefold()
        return bare.startswith(prefix.casefold() if isinstance(prefix, str) else prefix)


class Open(TyperCommand):
    """A command whose parameters are known only once its first argument is: query, draw and measure."""

    def shell_complete(self, ctx: typer.Context, incomplete: str) -> list[Any]:  # type: ignore[override]
        """The values of the parameter that was just named, or the parameters not yet named, and the options."""
        known: dict[str, Parameter] = {}
        with suppress(CtkgError):
            first = ctx.params.get("question") or ctx.params.get("picture") or ctx.params.get("name")
            known = {f"--{each.name.replace('_', '-')}": each for each in _parameters(self.name or "", first or "")}
        given = [word for word in ctx.args if word != "="]
        last = given[-1].replace("_", "-") if given else ""
        if last in known:
            return _offers(values(known[last].kind, incomplete, folder(ctx.params.get("where"))), incomplete)
        free = [Offer(name, each.text) for name, each in known.items() if name not in given]
        own = super().shell_complete(ctx, incomplete)
        return [*(offer for offer in free if offer.value.startswith(incomplete)), *own]


def _parameters(verb: str, name: str) -> tuple[Parameter, ...]:
    """The parameters of a question, a picture or the question that a measure asks."""
    from graph_build import drawing, network_measures, questions

    if verb == "draw":
        return drawing.parameters(drawing.kind(name))
    if verb == "measure":
        name = network_measures.named(name).question
    return questions.question(name).parameters


def _offers(found: Iterable[tuple[str, str]], incomplete: str) -> list[Offer]:
    """What begins as was typed, each once and in order, as the shell takes it."""
    kept = {value: name for value, name in found if value.casefold().startswith(incomplete.casefold())}
    return [Offer(quoted(value), " ".join(name.split())) for value, name in sorted(kept.items())]


def quoted(value: str) -> str:
    """The value as bash takes it unquoted; as it is for other shells, and inside an open quotation mark."""
    if os.environ.get("_CTKG_COMPLETE") != "complete_bash":
        return value
    words = os.environ.get("COMP_WORDS", "")
    if words.count('"') % 2 or words.count("'") % 2:
        return value
    return Quoted(SPECIAL.sub(r"\\\1", value))


# ---------------------------------------------------------------- values


def values(kind: str, incomplete: str, where: Path) -> Iterator[tuple[str, str]]:
    """Values of a kind of parameter with their names, from the graph in a folder, else from what ships."""
    from graph_build import graph
    from graph_build.questions import printed

    if kind == "paragraph" and "#" in incomplete:
        yield from _paragraphs(incomplete.partition("#")[0], where)
        return
    if kind in ("instrument", "paragraph") and not incomplete:
        kind = "read"
    if kind not in (*OFFERED, "paragraph"):
        return
    end = "#" if kind == "paragraph" else ""
    try:
        rows = graph.open(where).ask(OFFERED["read" if end else kind]).rows
        yield from ((printed(value) + end, printed(name)) for value, name in rows)
    except (CtkgError, OSError):
        yield from _shipped(kind)


def _paragraphs(symbol: str, where: Path) -> Iterator[tuple[str, str]]:
    from graph_build import graph, questions

    with suppress(CtkgError, OSError):
        opened: Graph = graph.open(where)
        iri = questions.instrument_iri(opened.store, symbol, "")
        for value, opens in opened.ask(PARAGRAPHS.format(iri)).rows:
            yield f"{symbol}#{str(value).rpartition('#')[2]}", questions.printed(opens)


def _shipped(kind: str) -> Iterator[tuple[str, str]]:
    """The ids of the shipped registers, where no graph was built yet."""
    from graph_build import batch
    from graph_build.quads_known import is_actor

    wanted = {"actor": True, "instrument": False, "read": False, "paragraph": False}.get(kind)
    for entry in batch.shipped_registers().entries:
        if wanted is not None and is_actor(entry.kind) == wanted:
            yield entry.id, entry.name


def of_kind(kind: str) -> Any:
    """The completion of an option that takes values of this kind."""

    def complete(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        found = values(kind, incomplete, folder(ctx.params.get("where")))
        return [(offer.value, offer.help) for offer in _offers(found, incomplete)]

    return complete


# ---------------------------------------------------------------- names


def questions_named(incomplete: str) -> list[tuple[str, str]]:
    """The questions of the catalogue."""
    from graph_build import questions

    return [(each.name, each.title) for each in questions.catalogue() if each.name.startswith(incomplete)]


def pictures_named(incomplete: str) -> list[tuple[str, str]]:
    """The pictures."""
    from graph_build import drawing

    return [(each.name, each.shows) for each in drawing.KINDS if each.name.startswith(incomplete)]


def measures_named(incomplete: str) -> list[tuple[str, str]]:
    """The measures."""
    from graph_build import network_measures

    return [(each.name, each.title) for each in network_measures.MEASURES if each.name.startswith(incomplete)]


def things(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """What `ctkg show` can show: instruments, paragraphs and actors."""
    where = folder(ctx.params.get("where"))
    kinds = ("paragraph",) if "#" in incomplete else ("instrument", "actor")
    found = [pair for kind in kinds for pair in values(kind, incomplete, where)]
    return [(offer.value, offer.help) for offer in _offers(found, incomplete)]
