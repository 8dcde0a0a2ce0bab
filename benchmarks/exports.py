"""Measure the exports of a built graph: CPU seconds and size of each, and the peak of memory, each in its own process.

python benchmarks/exports.py [FOLDER]        # the folder of a build; out where not given
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

FORMS = ("nq", "ttl", "trig", "jsonld", "csvw", "graphml", "gexf", "bib", "ics")
MEASURED = """
import resource, sys
from graph_build.cli import main
try:
    main()
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)
"""


def measure(*words: str) -> tuple[float, int]:
    """CPU seconds and peak memory in MB of a command."""
    ran = subprocess.run([sys.executable, "-c", MEASURED, *words], capture_output=True, text=True, check=True)
    seconds, peak = ran.stderr.split()[-2:]
    return float(seconds), int(peak)


def size(path: Path) -> float:
    """The size of a file, or of all files in a folder, in MB."""
    return sum(each.stat().st_size for each in [path, *path.rglob("*")] if each.is_file()) / 1e6


def main() -> None:
    """Print a line for each export, and one for a release."""
    graph = sys.argv[1] if len(sys.argv) > 1 else "out"
    print(f"{'export':10} {'CPU s':>6} {'MB':>8} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for form in (*FORMS, "release"):
            place = Path(folder) / form
            verb = ["release"] if form == "release" else ["export", "--format", form]
            seconds, peak = measure(*verb, "-o", str(place), "--graph", graph)
            print(f"{form:10} {seconds:6.1f} {size(place):8.2f} {peak:8}")


if __name__ == "__main__":
    main()
