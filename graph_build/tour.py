"""The tour: build the shipped graph, read the specimen from words to triples, ask three questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graph_build import assets, batch, building, documents, graph, printing, questions, store
from graph_build.batch import Watch
from graph_build.namespaces import paragraph
from graph_build.reading import Reader

SPECIMEN = "specimen-resolution.txt"
#: The paragraph of the specimen whose way from words to triples is shown.
PARAGRAPH = "op-7"
QUESTIONS: tuple[tuple[str, dict[str, str]], ...] = (
    ("who-is-asked", {"instrument": "A/C.3/62/L.2", "act": "urge"}),
    ("reports-due", {"instrument": "A/C.3/62/L.2"}),
    ("about-body", {"body": "cted"}),
)
TRIPLES = """
CONSTRUCT {{ ?fact ?property ?value }} WHERE {{
  GRAPH ?read {{ ?fact ct:inParagraph {paragraph} ; a ct:Directive ; ?property ?value }}
  FILTER(STRSTARTS(STR(?read), STR(graph:document)))
}}
"""


def tour(out: Path, watch: Watch) -> Iterator[str]:
    """The text of the tour, part by part as the work is done. OUT then holds the graph, OUT/specimen the specimen's."""
    made = building.build(out=out, watch=watch)
    built = graph.open(out)
    yield f"1. The graph\n\n{printing.summary(made.summary)}\n"
    yield printing.answer(built.ask("what-the-graph-holds"), "table")
    yield "\n2. A specimen, from words to triples\n\n"
    yield from specimen(out / "specimen", watch)
    yield "\n3. Three questions\n"
    for name, values in QUESTIONS:
        typed = " ".join(f'--{key} "{value}"' for key, value in values.items())
        answer = printing.answer(built.ask(name, **values), "table")
        yield f"\n{questions.question(name).title}\n$ ctkg query {name} {typed}\n\n{answer}"
    yield f"\nThe files are in {out}/, the specimen's in {out}/specimen/. `ctkg query` lists the questions.\n"


def specimen(out: Path, watch: Watch) -> Iterator[str]:
    """A paragraph of the specimen: its words, what was read from them, and the triples; its graph goes to `out`."""
    path = assets.folder("specimens") / SPECIMEN
    read = Reader(batch.shipped_registers()).read(documents.load(str(path)))
    building.build([str(path)], out, shipped=False, strict=True, watch=watch)
    symbol = building.key(read)
    words = next(each.text for each in read.paragraphs if each.id == PARAGRAPH)
    yield f"{path.name}, {PARAGRAPH}:\n  {words}\n\n"
    for directive in read.directives:
        if directive.paragraph == PARAGRAPH:
            yield f"  act   {directive.act}, as “{directive.act_text}”\n"
            yield f"  of    {', '.join(each.text for each in directive.addressees)}\n"
            yield f"  with  {', '.join(f'{each.text} ({each.role})' for each in directive.partners)}\n"
            yield f"  for   {', '.join(each.text for each in directive.beneficiaries)}\n"
            yield f"  if    {', '.join(directive.conditions)}\n\n"
    where = store.iri_term(paragraph(symbol, PARAGRAPH))
    turtle = graph.open(out).ask(TRIPLES.format(paragraph=where)).turtle or ""
    yield "".join(f"{line}\n" for line in turtle.splitlines() if not line.startswith("@prefix"))
