"""How answers, reports and progress look: tables on a terminal, plain aligned text in a pipe, CSV, JSON, Markdown."""

from __future__ import annotations

import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from graph_build import exports
from graph_build.errors import QueryError
from graph_build.model import Registers, Report, Result
from graph_build.questions import Answer, Parameter, Question, shorten

if TYPE_CHECKING:
    from rich.progress import Progress

    from graph_build.building import Summary
    from graph_build.drawing import Kind
    from graph_build.explained import Explained
    from graph_build.network_measures import Measure
    from graph_build.shown import Shown

FORMATS = ("table", "csv", "json", "ttl", "md")
#: A step that takes less than this many seconds shows no bar.
PATIENCE = 1.0


def answer(found: Answer, form: str) -> str:
    """An answer in one of FORMATS, ending in a line break. Tables hold short names, CSV and JSON full IRIs."""
    if found.turtle is not None:
        if form not in ("table", "ttl"):
            raise QueryError(f"--format {form}", "the query gives triples", "ttl")
        return found.turtle
    if form == "csv":
        return exports.rows(found)
    if form == "ics" and "due_from" in found.columns:
        return exports.calendar(found)
    if form == "json":
        return msgspec.json.format(msgspec.json.encode(found.records(), enc_hook=str), indent=2).decode() + "\n"
    if form == "md":
        return to_markdown(found.columns, found.short())
    if form == "table":
        return to_table(found.columns, found.short())
    raise QueryError(f"--format {form}", "the query gives rows", "table, csv, json or md")


def to_markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The rows as a Markdown table."""
    lines = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    head = [list(columns), ["---"] * len(columns)]
    return "".join("| " + " | ".join(line) + " |\n" for line in head + lines)


def to_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, boxed: bool | None = None) -> str:
    """The rows aligned for reading: in a frame that fits the terminal, or whole and plain where output is piped."""
    if sys.stdout.isatty() if boxed is None else boxed:
        return _boxed(columns, rows)
    if not rows:
        return "no rows\n"
    lines = [list(columns), *([cell.replace("\n", " ") for cell in row] for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    lines.insert(1, ["-" * width for width in widths])
    return "".join("  ".join(f"{c:<{w}}" for c, w in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)


def _boxed(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return "no rows\n"
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def report(found: Report, *, whole: bool = False) -> str:
    """A report of validation: every violation, the remarks by kind (or, where `whole`, each), and the outcome."""
    violations = [result for result in found.results if result.severity == "Violation"]
    remarks = [result for result in found.results if result.severity != "Violation"]
    lines = [_result(result, "") for result in violations]
    if whole:
        lines += [_result(result, "") for result in remarks]
    else:
        kinds = Counter(result.shape for result in remarks)
        first = {result.shape: result for result in reversed(remarks)}
        lines += [_result(first[shape], f" ({times} of this kind)") for shape, times in kinds.most_common()]
    tail = f", {len(remarks)} remark{'s' if len(remarks) != 1 else ''}" if remarks else ""
    lines.append(f"{'conforms' if found.conforms else f'{len(violations)} violations'}{tail}\n")
    return "".join(lines)


def _result(result: Result, times: str) -> str:
    path = f" {shorten(result.path)}" if result.path else ""
    value = f": {shorten(result.value)}" if result.value else ""
    return f"{result.severity.lower()}{times}  {shorten(result.focus)}{path}{value}\n    {result.message}\n"


def indented(line: bytes) -> str:
    """A line of JSON as indented JSON, ending in a line break."""
    return msgspec.json.format(line, indent=2).decode() + "\n"


def registers(found: Registers) -> str:
    """How many rows the registers hold, by file; said once each row is known to be right."""
    files = Counter([entry.file for entry in found.entries] + [relation.file for relation in found.relations])
    lines = [f"  {name:<18} {count:>5} rows\n" for name, count in sorted(files.items())]
    return (
        "".join(lines) + f"{len(found.entries)} things and {len(found.relations)} relations, each row as it should be\n"
    )


def summary(found: Summary) -> str:
    """What a build did, and where its files are."""
    facts = ", ".join(f"{count} {kind}" for kind, count in found.facts)
    lines = [f"{found.shipped} shipped readings, {found.added} added\nread in them: {facts}\n"]
    if found.failed:
        lines.append(f"{len(found.failed)} left out, as said above\n")
    lines.append(f"the graph {report(found.report).splitlines()[-1]}\n")
    lines.extend(f"  {file}\n" for file in found.files)
    return "".join(lines)


#: Rows of a section that `show` prints before it says how to get the rest.
ROWS = 12


def shown(found: Shown, form: str) -> str:
    """What the graph knows of a thing: its name and kinds, then section by section."""
    if form == "json":
        data = {section.heading: section.answer.records() for section in found.sections}
        whole: dict[str, object] = {"iri": found.iri, "label": found.label, "kinds": found.kinds, "sections": data}
        if found.note:
            whole["note"] = found.note
        return indented(msgspec.json.encode(whole, enc_hook=str))
    if form not in ("table", "md"):
        raise QueryError(f"--format {form}", "not a way to show a thing", "table, md or json")
    mark = "# " if form == "md" else ""
    lines = [f"{mark}{found.label}\n{', '.join(found.kinds)}\n{found.iri}\n"]
    if found.note:
        lines.append(f"\n{found.note}\n")
    for section in found.sections:
        rows = section.answer.short()
        draw = to_markdown if form == "md" else to_table
        lines.append(
            f"\n{mark and '## '}{section.heading}\n{mark and chr(10)}{draw(section.answer.columns, rows[:ROWS])}"
        )
        if len(rows) > ROWS:
            lines.append(f"… and {len(rows) - ROWS} more: {section.again}\n")
    return "".join(lines)


def explained(found: Explained, form: str) -> str:
    """Why a statement holds: the conclusion and under it the premises, or the same as JSON."""
    if form == "json":
        return indented(msgspec.json.encode(found))
    return "".join(f"{line}\n" for line in found.lines())


def catalogue(questions: Iterable[Question]) -> str:
    """The names and titles of questions, by group."""
    lines: list[str] = []
    group = ""
    for question in questions:
        if question.group != group:
            group = question.group
            lines.append(f"\n{group}\n")
        lines.append(f"  {question.name:<24} {question.title}\n")
    return "".join(lines).lstrip("\n") + "\nctkg query NAME --help says what a question needs.\n"


def question_help(question: Question) -> str:
    """What a question answers, its parameters with their defaults, an example and its answer."""
    lines = [f"{question.title}\n\n{question.summary}\n"]
    if question.parameters:
        lines.append("\nParameters:\n")
    for parameter in question.parameters:
        default = f" [default: {parameter.shown}]" if parameter.shown else ""
        flag = "--" + parameter.name.replace("_", "-")
        lines.append(f"  {flag:<14} {parameter.text} ({parameter.kind}){default}\n")
    if question.users:
        lines.append(f"\nAsked by: {question.users}\n")
    lines.append(f"\nExample: {question.example}\n")
    lines.extend(f"  {line}\n" for line in question.answer)
    return "".join(lines)


def pictures(kinds: Iterable[Kind]) -> str:
    """The names of pictures and what they show."""
    lines = [f"  {each.name:<14} {each.shows}\n" for each in kinds]
    return "".join(lines) + "\nctkg draw NAME --help says what a picture needs.\n"


def picture_help(kind: Kind, parameters: Iterable[Parameter]) -> str:
    """What a picture shows, its parameters with their defaults, and an example."""
    lines = [f"Draws {kind.shows}: the rows of `ctkg query {kind.question}`.\n\nParameters:\n"]
    for parameter in parameters:
        default = f" [default: {parameter.shown}]" if parameter.shown else ""
        flag = "--" + parameter.name.replace("_", "-")
        lines.append(f"  {flag:<14} {parameter.text} ({parameter.kind}){default}\n")
    lines.append(f"  {'-o, --out':<14} the file to write: .svg, .png or .html [default: {kind.name}.html]\n")
    lines.append(f"\nExample: {kind.example}\n")
    return "".join(lines)


def measures(known: Iterable[Measure]) -> str:
    """The names of measures, what they are called, and what their numbers mean."""
    lines = [
        f"{each.name}: {each.title}\n{textwrap.indent(textwrap.fill(each.meaning, 96), '  ')}\n\n" for each in known
    ]
    return "".join(lines) + "ctkg measure NAME takes the parameters of the question whose network it measures.\n"


class Bar:
    """Progress on standard error, shown only on a terminal and only once the work has taken PATIENCE seconds."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._shown: Progress | None = None
        self._task: Any = None
        self._step: tuple[str, int | None, int] = ("", None, 0)

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown is not None:
            self._shown.stop()

    def pause(self) -> None:
        """The bar goes, so that something can be printed; it comes back with the next step."""
        if self._shown is not None:
            self._shown.stop()
            self._shown = None

    def step(self, name: str, total: int | None = None) -> None:
        """A step begins; `total` is the number of its parts where it is known."""
        self._step = (name, total, 0)
        self._draw(fresh=True)

    def advance(self) -> None:
        """One part of the step is done."""
        name, total, done = self._step
        self._step = (name, total, done + 1)
        self._draw(fresh=False)

    def _draw(self, *, fresh: bool) -> None:
        if not sys.stderr.isatty() or time.monotonic() - self._began < PATIENCE:
            return
        name, total, done = self._step
        if self._shown is None:
            from rich.console import Console
            from rich.progress import Progress

            self._shown = Progress(console=Console(stderr=True), transient=True)
            self._task = self._shown.add_task(name)
            self._shown.start()
        if fresh:
            self._shown.reset(self._task)
        self._shown.update(self._task, description=name, total=total, completed=done)
