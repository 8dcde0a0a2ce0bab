"""The verb of the command line that says why: the reason for one statement of the graph."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from graph_build.cli_options import Where, folder
from graph_build.errors import QueryError


def why(
    subject: Annotated[str, typer.Argument(help="A register id, a name, a symbol, SYMBOL#PARAGRAPH or an IRI.")],
    predicate: Annotated[
        str, typer.Argument(help="A property: ct:partOf, partOf, “part of” or an IRI; a for the kind.")
    ],
    object_: Annotated[str, typer.Argument(metavar="OBJECT", help="As the subject, or the words of a literal.")],
    form: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
    where: Where = None,
) -> None:
    """Say why the graph holds a statement: who states it and where, or by which rule it follows from what.

    Premises are followed down to the words of documents and the rows of the registers; the numbers of characters count
    in the text that was read. What does not hold is an error, exit code 1.
    """
    from graph_build import graph, printing

    if form not in ("table", "json"):
        raise QueryError(f"--format {form}", "not a way to say why", "table or json")
    found = graph.open(folder(where)).why(subject, predicate, object_)
    sys.stdout.write(printing.explained(found, form))


def register(app: typer.Typer) -> None:
    """Give the verb of this file to the command line."""
    app.command(epilog='Example: ctkg why "Terrorism Prevention Branch" "part of" Secretariat')(why)
