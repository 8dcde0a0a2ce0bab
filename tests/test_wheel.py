"""The wheel carries all it needs: installed outside the checkout, it builds and answers."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel installed in it, and nothing else."""
    place = tmp_path_factory.mktemp("wheel")
    wheel = [*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(place), str(ROOT)]
    subprocess.run(wheel, check=True, capture_output=True)
    (found,) = place.glob("ctkg-*.whl")
    subprocess.run([*PIP, "install", "--no-deps", "--target", str(place / "site"), str(found)], check=True)
    return place


def run(installed: Path, *words: str) -> str:
    """What a command prints, run far from the checkout with the installed package."""
    environment = {**os.environ, "PYTHONPATH": str(installed / "site"), "PYTHONSAFEPATH": "1"}
    ran = subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, cwd=installed, env=environment, check=False
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_the_assets_lie_in_the_wheel(installed: Path) -> None:
    code = "from graph_build import assets\nfor name in assets.NAMES: print(assets.folder(name))"
    inside = str(installed / "site" / "graph_build")
    places = run(installed, "-c", code).splitlines()
    assert len(places) == 6
    assert all(place.startswith(inside) for place in places)


def test_it_builds_and_answers(installed: Path) -> None:
    run(installed, "-m", "graph_build", "build", "-o", "out")
    assert {path.name for path in (installed / "out").iterdir()} == {"ctkg.ttl", "ctkg.trig", "ctkg.nq", "store"}
    asked = ("-m", "graph_build", "query", "cited-by", "--cited", "S/RES/1535(2004)", "--format", "csv")
    assert run(installed, *asked).startswith("instrument,paragraph,relation,locator\n")
    given = run(installed, "-m", "graph_build", "export", "--format", "jsonld")
    assert given.startswith('{\n"@context": {"@version": 1.1')
    tables = run(installed, "-m", "graph_build", "export", "--format", "csvw", "-o", "tables")
    assert "tables/csv-metadata.json" in tables.splitlines()
