"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; the test is skipped where it is missing."""
    place = ROOT.parent / "shared"
    if not (place / "corpus").is_dir():
        pytest.skip("no folder ../shared with real documents beside the project")
    return place
