"""Write the generated pages of docs/: first-document.md and questions.md. A test holds them to what this gives."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

import graph_build
from graph_build import printing, questions
from graph_build.graph import Graph
from graph_build.questions import Answer

DOCS = Path(__file__).resolve().parent
SYMBOL = "A/C.3/62/L.2"


class Line(Struct, frozen=True):
    """A thing that the graph must know of the first document, and the question that gives it."""

    heading: str
    says: str
    question: str
    parameters: tuple[tuple[str, str], ...] = (("instrument", SYMBOL),)


HERE = ("instrument", SYMBOL)
LINES = (
    Line("The front page", "Whose document it is, when it was issued, and how it came before the Assembly.", "about-instrument"),
    Line("The paragraphs", "Twelve in the preamble after the enacting formula, ten operative, one footnote.", "outline"),
    Line("What it cites", "Each citation with its paragraph, and the date that the text gives.", "cites"),
    Line("What “the international conventions” are", "The members of the group, from the registers.", "group-members", ()),
    Line("Whom it names", "Bodies, offices, a State and groups, with the first paragraph that names each.", "bodies-named"),
    Line("TPB", "How the Terrorism Prevention Branch stands to other bodies.", "about-body", (("body", "tpb"),)),
    Line("CTED", "How the Executive Directorate stands to other bodies.", "about-body", (("body", "cted"),)),
    Line("CTC", "How the Counter-Terrorism Committee stands to other bodies.", "about-body", (("body", "ctc"),)),
    Line("CTITF", "How the Task Force stands to other bodies.", "about-body", (("body", "ctitf"),)),
    Line("Named together", "Who is named in one breath with the Monetary Fund.", "named-together", (HERE, ("body", "imf"))),
    Line("The symposium", "The event, its days and place, and who organized it.", "events"),
    Line("Who is asked", "Every directive with its addressee.", "who-is-asked"),
    Line("With whom", "The partners of the addressees.", "with-whom"),
    Line("For whom", "Who shall be helped.", "who-is-helped"),
    Line("Under which conditions", "The provisos of each directive.", "under-which-conditions"),
    Line("Who reports", "The reporting duties, about what, and the dates that the time phrases stand for.", "reports-due"),
    Line("What was not understood", "Seen by the rules and left open.", "unresolved"),
)
FIRST_HEAD = f"""# The first document

What the graph knows of {SYMBOL}, a draft resolution of 2007, as questions and answers. This page is written by
`make docs` from the graph of the shipped registers and readings, and a test holds it to them. Each heading has the
command that gives the table.
"""
QUESTIONS_HEAD = """# The questions

What the graph can be asked by name, from the heads of the files in `queries/`. This page is written by `make docs`.
Parameters are given as `--name value`; `ctkg query NAME --help` says the same on the command line.
"""


def command(question: str, parameters: Sequence[tuple[str, str]]) -> str:
    """The command that asks a question."""
    return " ".join([f"ctkg query {question}", *(f'--{name} "{value}"' for name, value in parameters)])


def first_document(graph: Graph) -> str:
    """docs/first-document.md."""
    parts = [FIRST_HEAD]
    for line in LINES:
        answer = graph.ask(line.question, **dict(line.parameters))
        table = printing.to_markdown(answer.columns, trimmed(answer)) if answer.rows else "Nothing.\n"
        parts.append(f"\n## {line.heading}\n\n{line.says}\n\n`{command(line.question, line.parameters)}`\n\n{table}")
    return "".join(parts)


def trimmed(answer: Answer) -> list[tuple[str, ...]]:
    """The rows with the document's own symbol left out of its paragraphs."""
    return [tuple(cell.removeprefix(f"{SYMBOL} ") for cell in row) for row in answer.short()]


def questions_page() -> str:
    """docs/questions.md."""
    parts, group = [QUESTIONS_HEAD], ""
    for question in questions.catalogue():
        if question.group != group:
            group = question.group
            parts.append(f"\n## {group.capitalize()}\n")
        parts.append(f"\n### {question.name}\n\n**{question.title}** {question.summary}\n\nAsked by: {question.users}\n\n")
        rows = [(f"--{each.name}", each.kind, each.shown, each.text) for each in question.parameters]
        if rows:
            parts.append(printing.to_markdown(("parameter", "kind", "default", "what it is"), rows) + "\n")
        parts.append(f"```sh\n{question.example}\n```\n")
    return "".join(parts)


def main() -> None:
    """Write both pages."""
    (DOCS / "questions.md").write_text(questions_page(), "utf-8")
    (DOCS / "first-document.md").write_text(first_document(graph_build.build()), "utf-8")


if __name__ == "__main__":
    main()
