"""The graph, or an answer, in the formats that others read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build import (
    exports_akn,
    exports_bibtex,
    exports_csvw,
    exports_files,
    exports_jsonld,
    exports_names,
    network,
    questions,
    store,
    store_files,
)
from graph_build.errors import QueryError, StoreError
from graph_build.exports_calendar import calendar
from graph_build.questions import Answer, Iri

if TYPE_CHECKING:
    from graph_build.questions import Held

__all__ = ["FORMATS", "calendar", "export", "folder", "parts", "rows", "write"]

GRAPHS = {"ttl": "turtle", "trig": "trig", "nq": "nquads"}
#: Formats that take no question.
WITHOUT = (*GRAPHS, "jsonld", "akn")
#: What is one file, or goes to standard output; csvw is several.
FORMATS = (*GRAPHS, "jsonld", "graphml", "gexf", "csv", "csvw", "ics", "bib", "akn")


def export(dataset: Held, form: str, question: str | None = None, **parameters: object) -> bytes:
    """The graph (ttl, trig, nq, jsonld), a question's network (graphml, gexf), rows (csv) or bibliography (bib), due
    reports (ics), or one document (akn, with instrument=).

    The same graph gives the same bytes. Raises QueryError for a format that is none of these.
    """
    return b"".join(parts(dataset, form, question, **parameters))


def parts(dataset: Held, form: str, question: str | None = None, **parameters: object) -> Iterator[bytes]:
    """What `export` gives, piece by piece: of the whole graph no more than one named graph is held at a time."""
    if question is not None and form in WITHOUT:
        raise QueryError(f"--query {question}", "given", f"no question with --format {form}")
    if form in GRAPHS:
        return (text.encode() for text in store_files.parts(store.inner(dataset), GRAPHS[form]))
    if form == "jsonld":
        return (text.encode() for text in exports_jsonld.parts(store.inner(dataset)))
    if form == "bib":
        return (text.encode() for text in exports_bibtex.parts(dataset, question, **parameters))
    return iter([_whole(dataset, form, question, parameters)])


def _whole(dataset: Held, form: str, question: str | None, parameters: dict[str, object]) -> bytes:
    if form in ("graphml", "gexf"):
        made = network.network(dataset, question or "citation-network", **parameters)
        return network.graphml(made) if form == "graphml" else network.gexf(made)
    if form == "csv":
        if question is None:
            raise QueryError("--format csv", "no question whose rows to write", "--query NAME, or --format csvw")
        return rows(questions.ask(dataset, question, **parameters)).encode()
    if form == "ics":
        answer = questions.ask(dataset, question or "reports-due", **parameters)
        return calendar(answer, exports_names.labels(dataset, _iris(answer))).encode()
    if form == "akn":
        instrument = str(parameters.get("instrument") or "")
        if not instrument:
            raise QueryError("--format akn", "no document", '--instrument "A/RES/60/288", or --document FILE')
        return exports_akn.document(dataset, questions.instrument_iri(dataset, instrument, "--instrument"))
    if form == "csvw":
        raise QueryError("--format csvw", "several files", "-o with a folder to write, or with --query a file")
    raise QueryError("--format", f"“{form}”", f"one of {', '.join(FORMATS)}")


def _iris(answer: Answer) -> Iterator[str]:
    return (value for row in answer.rows for value in row if isinstance(value, Iri))


def folder(dataset: Held, out: Path, question: str | None = None, **parameters: object) -> tuple[Path, ...]:
    """The tables of the graph in the folder `out`, or with a question its answer in the file `out`; with metadata.

    Raises StoreError where they cannot be written.
    """
    try:
        if question is None:
            return exports_csvw.folder(dataset, out)
        return exports_csvw.answer(dataset, question, out, **parameters)
    except OSError as error:
        raise StoreError(str(out), f"cannot be written ({error.strerror})", "a place with room in it") from error


def write(path: Path, pieces: Iterable[bytes]) -> None:
    """The file holds the pieces; what was there stays as it was if they end in an error. Raises StoreError."""
    try:
        with exports_files.whole(path) as file:
            file.writelines(pieces)
    except OSError as error:
        raise StoreError(str(path), f"cannot be written ({error.strerror})", "a file that can be made") from error


def rows(answer: Answer) -> str:
    """The answer as CSV of RFC 4180 with a header and full IRIs; lines end in a line feed."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows(["" if value is None else str(value) for value in row] for row in answer.rows)
    return out.getvalue()
