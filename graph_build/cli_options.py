"""What the verbs of the command line share: options with their help, the folder of the graph, and free parameters."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from graph_build.errors import CtkgError

FORMATS = ("table", "csv", "json", "md", "ttl")


def _formats(incomplete: str) -> list[str]:
    return [name for name in FORMATS if name.startswith(incomplete)]


Where = Annotated[Path | None, typer.Option("--graph", "-g", help="Folder of a built graph.", show_default="out")]
Format = Annotated[
    str,
    typer.Option("--format", "-f", help="table, csv, json, md, or ttl for triples.", autocompletion=_formats),
]


def folder(given: Path | None) -> Path:
    """The folder of the graph: as given, else the environment variable CTKG_GRAPH, else `out`."""
    return given or Path(os.environ.get("CTKG_GRAPH", "out"))


def parameters(given: list[str]) -> dict[str, str]:
    """Pairs of --name value or --name=value as a dictionary; raises for anything else."""
    found: dict[str, str] = {}
    rest = iter(given)
    for item in rest:
        if not item.startswith("--"):
            raise CtkgError(item, "found after the question", "--name value", "put SPARQL in quotation marks")
        name, equals, value = item[2:].partition("=")
        if not equals:
            value = next(rest, "")
        if not value:
            raise CtkgError(item, "no value", "--name value")
        found[name.replace("-", "_")] = value
    return found
