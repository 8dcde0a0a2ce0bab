"""The command line: the library's verbs, one after another. Each loads what it needs when it is called.

Exit codes: 0 all is well; 1 something in the input is at fault, as said on standard error; 2 the command was not
understood.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from graph_build import cli_completion, cli_draw, cli_export, cli_import, cli_review, cli_why
from graph_build.cli_options import Format, Where, folder, parameters
from graph_build.errors import CtkgError, OutOfBoundsError

app = typer.Typer(
    name="ctkg",
    help="The knowledge graph of counter-terrorism instruments and bodies: read, build, check, ask.",
    epilog='Example: ctkg build && ctkg query who-is-asked --instrument "A/RES/72/194"',
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

ACTOR = cli_completion.of_kind("actor")
Workers = Annotated[int | None, typer.Option(min=1, help="Processes that read.", show_default="as many as help")]
Cluster = Annotated[str | None, typer.Option(help="Dask scheduler whose workers read, such as tcp://127.0.0.1:8786.")]
Symbol = Annotated[str | None, typer.Option(help="Symbol of the document, where it prints none.")]


def main() -> None:
    """Run the command line; what is wrong with the input becomes a line on standard error and exit code 1."""
    try:
        app()
    except OutOfBoundsError as error:
        complain(str(error))
        os._exit(1)  # what was given up may still be at work, and ends with the process
    except CtkgError as error:
        complain(str(error))
        raise SystemExit(1) from None
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None


def complain(message: str) -> None:
    """One message on standard error."""
    print(f"ctkg: {message}", file=sys.stderr, flush=True)


@app.command(epilog="Example: ctkg read --jsonl --symbol A/C.3/62/L.2 draft.txt > draft.jsonl")
def read(
    files: Annotated[list[str], typer.Argument(help="Files, folders, patterns, web addresses; - for standard input.")],
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One reading a line instead of indented JSON.")] = False,
    with_text: Annotated[bool, typer.Option("--with-text", help="With the words of each paragraph.")] = False,
    symbol: Symbol = None,
    workers: Workers = None,
    cluster: Cluster = None,
) -> None:
    """Read documents (text, PDF, DOCX, HTML, Akoma Ntoso) and print what they say, one reading a document.

    A document that cannot be read gives a reading with an empty body and a message on standard error.
    """
    from graph_build import batch, batch_cluster, documents, printing, reading

    wheres = list(documents.expand(files))
    one_symbol(symbol, wheres)
    failed = False
    with printing.Bar() as bar, batch_cluster.readers(workers, cluster) as who:
        bar.step("reading", len(wheres))
        registers = batch.shipped_registers()
        for found in batch.lines(wheres, registers, symbol=symbol, with_text=with_text, workers=who):
            if found.error is not None:
                failed = True
                complain(found.error)
            line = found.line or reading.encode(reading.empty(found.where, symbol))
            sys.stdout.write(line.decode() + "\n" if jsonl else printing.indented(line))
            sys.stdout.flush()
            bar.advance()
    raise typer.Exit(1 if failed else 0)


def one_symbol(symbol: str | None, wheres: list[str]) -> None:
    """Raise unless --symbol comes with one document only."""
    if symbol is not None and len(wheres) != 1:
        raise CtkgError("--symbol", f"{len(wheres)} documents", "one document", "read them one by one")


@app.command(epilog='Example: ctkg read --jsonl $(ctkg fetch "S/RES/1373(2001)" A/RES/60/288)')
def fetch(
    symbols: Annotated[list[str], typer.Argument(help="Symbols, in any spelling.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="Folder to keep them in.", show_default="cache")
    ] = None,
    base: Annotated[
        str | None,
        typer.Option(envvar="CTKG_SERVICE", help="Address of the document service.", show_default="the UN's"),
    ] = None,
    language: Annotated[str, typer.Option(help="ar, en, es, fr, ru or zh.")] = "en",
) -> None:
    """Get documents by symbol from the United Nations' document service and print where they lie.

    What lies in the folder already is not asked for again.
    """
    from graph_build import fetch, printing

    failed = False
    service = fetch.Service(base=base or fetch.BASE, language=language)
    with printing.Bar() as bar, fetch.Fetcher(service, out or fetch.cache_folder()) as fetcher:
        bar.step("fetching", len(symbols))
        for symbol in symbols:
            try:
                print(fetcher.fetch(symbol), flush=True)
            except CtkgError as error:
                failed = True
                complain(str(error))
            bar.advance()
    raise typer.Exit(1 if failed else 0)


@app.command(epilog="Example: ctkg build draft.txt --symbol A/C.3/62/L.2 -o out")
def build(
    documents: Annotated[
        list[str] | None, typer.Argument(help="Documents, readings or participations (.jsonl) to add.")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder to write.", show_default="out")] = None,
    symbol: Symbol = None,
    workers: Workers = None,
    cluster: Cluster = None,
    shipped: Annotated[bool, typer.Option(help="With the readings that ctkg ships.")] = True,
    registers: Annotated[
        Path | None, typer.Option(help="Folder whose files take the place of the shipped registers of their names.")
    ] = None,
    server: Annotated[
        str | None, typer.Option("--store", help="Address of a SPARQL 1.1 server to write to, not a folder.")
    ] = None,
) -> None:
    """Build the graph of the registers, the shipped readings and the documents given; check it; write it.

    The folder gets ctkg.ttl, ctkg.trig, ctkg.nq and the store. It is swapped in whole, once the graph conforms.
    """
    from graph_build import batch_cluster, building, printing

    with printing.Bar() as bar, batch_cluster.readers(workers, cluster) as who:
        made = building.build(
            documents or [],
            folder(out),
            symbol=symbol,
            workers=who,
            shipped=shipped,
            registers=registers,
            server=server,
            watch=bar,
        )
    for message in made.summary.failed:
        complain(message)
    sys.stdout.write(printing.summary(made.summary))
    raise typer.Exit(1 if made.summary.failed else 0)


@app.command(epilog="Example: ctkg check out")
def check(
    where: Annotated[str | None, typer.Argument(help="Folder of a graph, or a Turtle, TriG or N-Quads file.")] = None,
    registers: Annotated[bool, typer.Option("--registers", help="Check the registers (in WHERE, if given).")] = False,
    whole: Annotated[bool, typer.Option("--all", help="Each remark, not one of each kind.")] = False,
) -> None:
    """Check a graph against the shapes, or the registers row by row; exit code 1 where something is wrong."""
    from graph_build import building, printing

    if registers:
        checked = building.check_registers(Path(where) if where else None)
        sys.stdout.write(printing.registers(checked))
        return
    found = building.check(Path(where) if where else folder(None))
    sys.stdout.write(printing.report(found, whole=whole))
    raise typer.Exit(0 if found.conforms else 1)


@app.command(
    epilog="Example: ctkg query duties-of --body cted --year 2017 --format csv",
    context_settings=cli_draw.OPEN,
    cls=cli_completion.Open,
)
def query(
    context: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(
            help="A name, a file.rq, SPARQL, or - for standard input.", autocompletion=cli_completion.questions_named
        ),
    ] = None,
    form: Format = "table",
    where: Where = None,
) -> None:
    """Ask a question of the catalogue, or any SPARQL. Without a question, list the catalogue.

    A question's parameters are given as --name value; `ctkg query NAME --help` lists them.
    """
    from graph_build import graph, printing, questions

    if question in (None, "-h", "--help"):
        sys.stdout.write(printing.catalogue(questions.catalogue()) if question is None else context.get_help() + "\n")
        return
    given = list(context.args)
    if {"-h", "--help"} & set(given):
        sys.stdout.write(printing.question_help(questions.question(question)))
        return
    text = sys.stdin.read() if question == "-" else question
    found = graph.open(folder(where)).ask(text, **parameters(given))
    sys.stdout.write(printing.answer(found, form))


@app.command(epilog="Example: ctkg show cted --at 2007-10-02")
def show(
    what: Annotated[
        str,
        typer.Argument(
            help="A symbol, a paragraph (A/RES/60/288#op-3), a register id or a name.",
            autocompletion=cli_completion.things,
        ),
    ],
    at: Annotated[str | None, typer.Option(help="Only what held on this day, as YYYY-MM-DD.")] = None,
    why: Annotated[bool, typer.Option("--why", help="With the source of each statement.")] = False,
    form: Annotated[str, typer.Option("--format", "-f", help="table, json or md.")] = "table",
    where: Where = None,
) -> None:
    """Show what the graph knows of an instrument, a paragraph, a body, an office, a State or a group."""
    from graph_build import graph, printing

    sys.stdout.write(printing.shown(graph.open(folder(where)).show(what, at=at, why=why), form))


cli_export.register(app)
cli_draw.register(app)
app.add_typer(cli_import.app, name="import")
cli_review.register(app)
cli_why.register(app)


@app.command(epilog="Example: ctkg due --to general-assembly --from 2008-01-01 --format ics")
def due(
    since: Annotated[str | None, typer.Option("--from", help="Not over before this day.")] = None,
    until: Annotated[str | None, typer.Option(help="Begun by this day.")] = None,
    by: Annotated[
        str | None, typer.Option(help="Who reports: register id, acronym or name.", autocompletion=ACTOR)
    ] = None,
    to: Annotated[str | None, typer.Option(help="To whom.", autocompletion=ACTOR)] = None,
    form: Annotated[str, typer.Option("--format", "-f", help="table, csv, json, md or ics.")] = "table",
    where: Where = None,
) -> None:
    """List the reports that are due, by whom, to whom and when; as a calendar with --format ics."""
    from graph_build import exports_calendar, graph, printing

    opened, given = graph.open(folder(where)), {"from": since, "until": until, "by": by, "to": to}
    if form == "ics":
        sys.stdout.write(opened.export("ics", "reports-due", document=None, **given).decode())
        return
    sys.stdout.write(printing.answer(exports_calendar.merged(opened.ask("reports-due", **given)), form))


@app.command(epilog="Example: ctkg unresolved --kind name")
def unresolved(
    instrument: Annotated[
        str | None, typer.Option(help="Only in this instrument.", autocompletion=cli_completion.of_kind("read"))
    ] = None,
    kind: Annotated[str | None, typer.Option(help="Only of this kind.")] = None,
    form: Format = "table",
    where: Where = None,
) -> None:
    """List what was seen in the documents and not understood."""
    from graph_build import graph, printing

    found = graph.open(folder(where)).ask("unresolved", instrument=instrument, kind=kind)
    sys.stdout.write(printing.answer(found, form))


@app.command(epilog="Example: ctkg tour")
def tour(
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Folder to write.", show_default="out")] = None,
) -> None:
    """Build the shipped graph, read the specimen from words to triples, and ask three questions."""
    from graph_build import printing
    from graph_build.tour import tour as take

    with printing.Bar() as bar:
        for part in take(folder(out), bar):
            bar.pause()
            sys.stdout.write(part)
            sys.stdout.flush()
