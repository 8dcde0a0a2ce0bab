"""Write what is generated in docs/ (first-document.md, questions.md, bodies.svg) and queries/ (the answers of the
examples), and run the notebooks.

A test holds the pages and the picture to what this gives.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

import graph_build
from graph_build import printing, questions
from graph_build.cli_options import parameters
from graph_build.graph import Graph
from graph_build.questions import Answer, Question

DOCS = Path(__file__).resolve().parent
SYMBOL = "A/C.3/62/L.2"
#: Rows of an example's answer, and characters of a cell.
ROWS, CELL = 3, 48


class Line(Struct, frozen=True):
    """A thing that the graph must know of the first document, and the question that gives it."""

    heading: str
    says: str
    question: str
    column: str  # whose values the overview lists
    parameters: tuple[tuple[str, str], ...] = (("instrument", SYMBOL),)


HERE = ("instrument", SYMBOL)
LINES = (
    Line(
        "The front page",
        "Whose document it is, when it was issued, at which session and under which item, and who recommended it.",
        "about-instrument",
        "value",
    ),
    Line(
        "The paragraphs",
        "Twelve of the preamble after the enacting formula, ten operative ones, and a footnote, each made whole.",
        "outline",
        "part",
    ),
    Line("What it cites", "Each citation, with the date that the text gives the cited instrument.", "cites", "cited"),
    Line(
        "The conventions against terrorism",
        "The instruments meant by “the international conventions and protocols”, from the registers.",
        "group-members",
        "member",
        (),
    ),
    Line(
        "Whom it names",
        "Bodies, offices, a State and groups of actors, with the first paragraph that names each.",
        "bodies-named",
        "actor",
    ),
    Line("The Branch", "How the Terrorism Prevention Branch stands.", "about-body", "object", (("body", "tpb"),)),
    Line("The Directorate", "How the Executive Directorate stands.", "about-body", "object", (("body", "cted"),)),
    Line("The Committee", "How the Counter-Terrorism Committee stands.", "about-body", "object", (("body", "ctc"),)),
    Line("The Task Force", "How the Implementation Task Force stands.", "about-body", "object", (("body", "ctitf"),)),
    Line(
        "Encouraged together",
        "Who is named together with the Monetary Fund, where cooperation with States is encouraged.",
        "named-together",
        "other",
        (HERE, ("body", "imf")),
    ),
    Line("The symposium", "The event, its days and place, and who organized it.", "events", "organizer"),
    Line("Who is asked", "Every directive, with the verb and the addressee.", "who-is-asked", "who"),
    Line("With whom", "The partners of the addressees, and their role.", "with-whom", "partner"),
    Line("For whom", "Who shall be helped.", "who-is-helped", "beneficiary"),
    Line("Under which conditions", "The provisos of each directive.", "under-which-conditions", "condition"),
    Line("Who reports", "The reports that are asked for: by whom, to whom, about what, when.", "reports-due", "who"),
    Line("What was not understood", "What the rules saw and left open.", "unresolved", "text"),
)
FIRST_HEAD = f"""# The first document

What the graph knows of {SYMBOL}, a draft resolution of 2007, as questions and answers. This page is written by
`make docs` from the graph of the shipped registers and readings, and a test holds it to them. The first table lists
every question with its answer in short and the paragraphs that it comes from; the tables after it are whole.
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
    answers = [(line, graph.ask(line.question, **dict(line.parameters))) for line in LINES]
    rows = [
        (f"[{line.heading}](#{anchor(line.heading)})", line.says, listed(answer, line.column), paragraphs(answer))
        for line, answer in answers
    ]
    parts = [FIRST_HEAD, "\n", printing.to_markdown(("", "question", "answer in short", "paragraphs"), rows)]
    for line, answer in answers:
        table = printing.to_markdown(answer.columns, trimmed(answer)) if answer.rows else "Nothing.\n"
        parts.append(f"\n## {line.heading}\n\n{line.says}\n\n`{command(line.question, line.parameters)}`\n\n{table}")
    return "".join(parts)


def anchor(heading: str) -> str:
    """The fragment under which a code host shows a heading."""
    return heading.lower().replace(" ", "-")


def trimmed(answer: Answer) -> list[tuple[str, ...]]:
    """The rows with the document's own symbol left out of its paragraphs."""
    return [tuple(cell.removeprefix(f"{SYMBOL} ") for cell in row) for row in answer.short()]


def listed(answer: Answer, column: str) -> str:
    """The different values of a column, in the order of the rows, with their number where it is more than one."""
    index = answer.columns.index(column)
    counted = Counter(row[index] for row in trimmed(answer) if row[index])
    return ", ".join(f"{value} ({times})" if times > 1 else value for value, times in counted.items()) or "nothing"


def paragraphs(answer: Answer) -> str:
    """The paragraphs of the document in the rows, or where else the answer comes from."""
    names = [name for name in ("paragraph", "first", "example") if name in answer.columns]
    if not names:
        return "registers" if "source" in answer.columns or "member" in answer.columns else "front page"
    index = answer.columns.index(names[0])
    return ", ".join(dict.fromkeys(row[index] for row in trimmed(answer)))


def questions_page() -> str:
    """docs/questions.md."""
    parts, group = [QUESTIONS_HEAD], ""
    for question in questions.catalogue():
        if question.group != group:
            group = question.group
            parts.append(f"\n## {group.capitalize()}\n")
        parts.append(
            f"\n### {question.name}\n\n**{question.title}** {question.summary}\n\nAsked by: {question.users}\n\n"
        )
        rows = [(f"--{each.name}", each.kind, each.shown, each.text) for each in question.parameters]
        if rows:
            parts.append(printing.to_markdown(("parameter", "kind", "default", "what it is"), rows) + "\n")
        answer = "".join(f"{line}\n" for line in question.answer)
        parts.append(f"```sh\n{question.example}\n```\n\n```text\n{answer}```\n")
    return "".join(parts)


def example_answer(graph: Graph, question: Question) -> tuple[str, ...]:
    """What the example of a question gives: the columns and the first rows; the head's own where there are none."""
    _, _, name, *given = shlex.split(question.example)
    found = graph.ask(name, **parameters(given))
    if not found.rows:
        return question.answer
    rows = [" | ".join(cut(cell) for cell in row) for row in (found.columns, *found.short()[:ROWS])]
    more = len(found.rows) - ROWS
    return (*(row.rstrip(" |") for row in rows), *([f"… and {more} more"] if more > 0 else []))


def cut(cell: str) -> str:
    """A cell of an example, no longer than a line can bear."""
    return cell if len(cell) <= CELL else cell[: CELL - 1].rstrip() + "…"


def with_answer(sparql: str, answer: Sequence[str]) -> str:
    """The text of a question with these lines as the answer of its example."""
    bare = re.sub(r"^# answer:.*\n(?:#   .*\n)*", "", sparql, flags=re.MULTILINE)
    lines = "".join(f"#   {line}\n" for line in answer[1:])
    return re.sub(r"^(# example: .*\n)", lambda found: f"{found[0]}# answer: {answer[0]}\n{lines}", bare, flags=re.M)


def write_answers(graph: Graph) -> None:
    """The answers of the examples in the heads of the questions, as of today."""
    for question in questions.catalogue():
        if answer := example_answer(graph, question):
            Path(question.file).write_text(with_answer(question.sparql, answer), "utf-8")


def picture(graph: Graph) -> bytes:
    """docs/bodies.svg: the bodies around the first document."""
    return graph.draw("bodies", instrument=SYMBOL).data("svg")


def run_notebooks() -> None:
    """Every notebook with the outputs of today."""
    import nbformat
    from nbclient import NotebookClient

    for path in sorted((DOCS.parent / "notebooks").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(path.parent)}}).execute()
        for cell in notebook.cells:
            cell.metadata.pop("execution", None)  # the times of running
        notebook.metadata["language_info"] = {"name": "python"}  # not the version that happened to run it
        nbformat.write(notebook, path)


def main() -> None:
    """Write the pages and the picture, and run the notebooks."""
    graph = graph_build.build()
    write_answers(graph)
    (DOCS / "questions.md").write_text(questions_page(), "utf-8")
    (DOCS / "first-document.md").write_text(first_document(graph), "utf-8")
    (DOCS / "bodies.svg").write_bytes(picture(graph))
    run_notebooks()


if __name__ == "__main__":
    main()
