"""The verb of the command line that takes in tables which others publish: import."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph_build.errors import CtkgError

if TYPE_CHECKING:
    from graph_build.curated_participations import Imported

app = typer.Typer(no_args_is_help=True)


@app.callback(epilog="Example: ctkg import treaty-status 18-11.csv")
def tables() -> None:
    """Take in tables that others publish, for `ctkg build`."""


@app.command("treaty-status", epilog="Example: ctkg import treaty-status 18-11.csv && ctkg build treaty-status/*.jsonl")
def treaty_status(
    files: Annotated[list[Path], typer.Argument(help="Tables of the status of treaties, comma-separated.")],
    as_of: Annotated[
        str | None,
        typer.Option(help="The day on which the tables stood, as YYYY-MM-DD.", show_default="when the file changed"),
    ] = None,
    treaty: Annotated[
        str | None, typer.Option(help="Register id of the treaty.", show_default="from a name such as 18-11.csv")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder to write.", show_default="treaty-status")
    ] = None,
) -> None:
    """Read who signed a treaty and who is bound by it, and write a file of participations for each table.

    A table has the columns Participant, Signature, and one that names the kinds of consent with their letters. A table
    that cannot be read is named with its row, and the others are read.
    """
    from graph_build import batch, curated_participations, exports

    if treaty is not None and len(files) != 1:
        raise CtkgError("--treaty", f"{len(files)} tables", "one table", "import them one by one")
    day = _day(as_of)
    registers = batch.shipped_registers()
    failed = False
    for path in files:
        try:
            made = curated_participations.table(path, registers, day, treaty)
            place = (out or Path("treaty-status")) / f"{made.treaty}{curated_participations.ENDING}"
            place.parent.mkdir(parents=True, exist_ok=True)
            exports.write(place, [curated_participations.encode(made)])
            sys.stdout.write(_said(place, made))
        except (CtkgError, OSError) as error:
            failed = True
            print(f"ctkg: {error}", file=sys.stderr, flush=True)
    raise typer.Exit(1 if failed else 0)


def _day(as_of: str | None) -> date | None:
    try:
        return date.fromisoformat(as_of) if as_of else None
    except ValueError:
        raise CtkgError("--as-of", f"“{as_of}”", "a date such as 2017-12-31") from None


def _said(place: Path, made: Imported) -> str:
    unknown = f"; not in the registers: {', '.join(made.unknown)}" if made.unknown else ""
    count, as_of = len(made.participations), made.participations[0].as_of
    return f"{place}\n  {count} participants, {made.bound} bound, as of {as_of}{unknown}\n"
