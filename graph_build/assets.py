"""Where the ontology, shapes, queries, registers, readings and specimens lie: in the wheel or in the checkout."""

from __future__ import annotations

from pathlib import Path

from graph_build.errors import AssetError

NAMES = ("ontology", "shapes", "queries", "registers", "readings", "specimens")


def folder(name: str) -> Path:
    """The folder `name` beside this file (installed), else one level up (checkout); raises AssetError."""
    here = Path(__file__).resolve().parent
    for place in (here / name, here.parent / name):
        if place.is_dir():
            return place
    raise AssetError(str(here / name), "no such folder", f"one of {', '.join(NAMES)}", "reinstall ctkg")
