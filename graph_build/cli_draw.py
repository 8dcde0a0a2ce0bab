"""The verbs of the command line that show networks: draw and measure."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import Annotated

import typer

from graph_build import cli_completion
from graph_build.cli_options import Format, Where, folder, parameters

#: What a command with parameters of its own needs: they are known only once the picture or measure is.
OPEN = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
HELP = {"-h", "--help"}


def draw(
    context: typer.Context,
    picture: Annotated[
        str | None,
        typer.Argument(
            help="The name of a picture; without one, they are listed.", autocompletion=cli_completion.pictures_named
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write: .svg, .png or .html.")] = None,
    where: Where = None,
) -> None:
    """Draw an answer: as SVG or PNG for paper, or as a page that lights up what you point at and works offline.

    A picture's parameters are given as --name value; `ctkg draw NAME --help` lists them.
    """
    from graph_build import drawing, graph, printing

    if picture is None or picture in HELP:
        sys.stdout.write(printing.pictures(drawing.KINDS) if picture is None else context.get_help() + "\n")
        return
    given = list(context.args)
    if HELP & set(given):
        of = drawing.kind(picture)
        sys.stdout.write(printing.picture_help(of, drawing.parameters(of)))
        return
    place = out or Path(f"{picture}.html")
    saved = graph.open(folder(where)).draw(picture, **parameters(given)).save(place)
    print(saved)


def measure(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            help="The name of a measure; without one, they are listed.", autocompletion=cli_completion.measures_named
        ),
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Rows to show where they are ranked.")] = 12,
    form: Format = "table",
    where: Where = None,
) -> None:
    """Measure a network: who is cited most, who stands between whom, which bodies belong together."""
    from graph_build import graph, network_measures, printing

    if name is None or name in HELP:
        sys.stdout.write(printing.measures(network_measures.MEASURES) if name is None else context.get_help() + "\n")
        return
    found = graph.open(folder(where)).measure(name, most, **parameters(context.args))
    if form == "table":
        sys.stdout.write(f"{found.title}\n{textwrap.fill(found.meaning, 96)}\n\n")
    sys.stdout.write(printing.answer(found.answer, form))
    if form == "table":
        sys.stdout.write(f"\n{found.source}\n")


def register(app: typer.Typer) -> None:
    """Give the verbs of this file to the command line."""
    app.command(
        epilog="Example: ctkg draw flow --body cted -o flow.html", context_settings=OPEN, cls=cli_completion.Open
    )(draw)
    app.command(epilog="Example: ctkg measure brokers", context_settings=OPEN, cls=cli_completion.Open)(measure)
