"""A small graph for the tests of pictures and measures: the registers, the specimen, and two readings that ship."""

from __future__ import annotations

from functools import cache

from graph_build import assets, batch, building, documents
from graph_build.graph import Graph
from graph_build.reading import Reader
from graph_build.tour import SPECIMEN

SHIPPED = ("A/C.3/62/L.2", "S/RES/1373(2001)", "S/RES/2395(2017)")


@cache
def graph() -> Graph:
    """The graph; built once for all tests of a run."""
    registers = batch.shipped_registers()
    specimen = Reader(registers).read(documents.load(str(assets.folder("specimens") / SPECIMEN)))
    shipped = building.shipped_readings()
    made, report = building.assemble(registers, [specimen, *(shipped[each] for each in SHIPPED)])
    assert report.conforms, report.results
    return Graph(made)
