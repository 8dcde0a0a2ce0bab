"""Seconds and memory of reading beside pdfium, and of the graph rooms beside the libraries that are their reference.

    python benchmarks/speed.py [--documents N] [--only reading|graph]

Reading is measured as in speed_reading.py, the graph as in speed_graph.py; builds at scale in speed_build.py. Tables go
to standard output, in Markdown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

import speed_graph
import speed_reading


def main(arguments: Sequence[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=3, help="documents on which the references are run")
    parser.add_argument("--only", choices=("reading", "graph"), help="measure one part")
    chosen = parser.parse_args(arguments)
    if chosen.only != "graph":
        speed_reading.measure()
    if chosen.only != "reading":
        speed_graph.measure(chosen.documents)


if __name__ == "__main__":
    main(sys.argv[1:])
