"""A small graph for the tests of pictures and measures: the registers, the specimen, three readings that ship, and the
standing of a few States towards two treaties."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from graph_build import assets, batch, building, curated_participations, documents
from graph_build.graph import Graph
from graph_build.model import Participation, Registers
from graph_build.reading import Reader
from graph_build.tour import SPECIMEN

SHIPPED = ("A/C.3/62/L.2", "S/RES/1373(2001)", "S/RES/2395(2017)")
#: Tables of the status of treaties, by the names of their files.
TABLES = {
    "18-11.csv": 'Participant,Signature,"Accession(a), Ratification"\nAustria,24 Sep 2001,15 Apr 2002\n'
    "Belgium,27 Sep 2001,17 May 2004\nBurundi,13 Nov 2001,\nNiue,,22 Jun 2009 a\n",
    "18-15.csv": 'Participant,Signature,"Accession(a), Ratification"\nAustria,15 Sep 2005,14 Sep 2006\n'
    "Belgium,14 Sep 2005,\n",
}


def participations(registers: Registers) -> list[tuple[Participation, ...]]:
    """What the tables say, as of 2015."""
    found = []
    with TemporaryDirectory() as folder:
        for name, rows in TABLES.items():
            table = Path(folder) / name
            table.write_text(rows, "utf-8")
            found.append(curated_participations.table(table, registers, date(2015, 6, 1)).participations)
    return found


@cache
def graph() -> Graph:
    """The graph; built once for all tests of a run."""
    registers = batch.shipped_registers()
    specimen = Reader(registers).read(documents.load(str(assets.folder("specimens") / SPECIMEN)))
    shipped = building.shipped_readings()
    readings = [specimen, *(shipped[each] for each in SHIPPED)]
    made, report = building.assemble(registers, readings, participations(registers))
    assert report.conforms, report.results
    return Graph(made)
