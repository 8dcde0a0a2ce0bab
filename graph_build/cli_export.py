"""The verbs of the command line that give the graph away: export and release."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from graph_build import cli_completion
from graph_build.cli_options import Where, folder, parameters
from graph_build.errors import CtkgError


def export(
    context: typer.Context,
    form: Annotated[
        str,
        typer.Option(
            "--format", "-f", help="ttl, trig, nq, jsonld, graphml, gexf, csv, csvw, ics, bib, or akn for one document."
        ),
    ] = "ttl",
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="File to write; for csvw a folder.", show_default="standard output"),
    ] = None,
    question: Annotated[
        str | None,
        typer.Option(
            "--query",
            help="The question that gives the network, the rows or the instruments (bib).",
            autocompletion=cli_completion.questions_named,
        ),
    ] = None,
    document: Annotated[
        Path | None, typer.Option(help="With akn: the document itself, whose words the export then holds.")
    ] = None,
    where: Where = None,
) -> None:
    """Write the graph, or what a question gives, in a format that others read.

    A question's parameters are given as --name value. For akn, --instrument names the document.
    """
    from graph_build import exports, graph

    opened, given = graph.open(folder(where)), parameters(context.args)
    if form == "csvw" and out is not None:
        print(*opened.tables(out, question, **given), sep="\n")
        return
    if given and question is None and form != "akn":
        raise CtkgError(f"--{next(iter(given))}", "a parameter", "parameters only with --query NAME")
    pieces = opened.parts(form, question, document=document, **given)
    if out is not None:
        exports.write(out, pieces)
        return
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def release(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write; a release that is there is replaced.")],
    since: Annotated[
        Path | None, typer.Option(help="Folder of the last release: what was gained and lost since is listed.")
    ] = None,
    day: Annotated[
        str | None, typer.Option("--date", help="Day of the release, as YYYY-MM-DD.", show_default="latest document")
    ] = None,
    where: Where = None,
) -> None:
    """Write a release: every export, described in VoID, DCAT and PROV, with checksums and what changed.

    The same graph, day and last release give the same bytes.
    """
    from graph_build import graph
    from graph_build.release import release as write

    written = write(graph.open(folder(where)).store, out, since=since, day=_day(day))
    print(*(out / name for name in written), sep="\n")


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise CtkgError("--date", f"“{text}”", "a date such as 2026-01-31") from None


def register(app: typer.Typer) -> None:
    """Add the verbs to the command line."""
    open_ended = {"allow_extra_args": True, "ignore_unknown_options": True}
    example = 'Example: ctkg export --format bib --query cites --instrument "A/C.3/62/L.2" -o cited.bib'
    app.command(epilog=example, context_settings=open_ended)(export)
    app.command(epilog="Example: ctkg release -o ctkg-2026-01 --since ctkg-2025-07 --date 2026-01-31")(release)
