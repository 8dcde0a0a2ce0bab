"""The phrase that opens a paragraph, and the part its form belongs to."""

from __future__ import annotations

import pytest

from graph_build.openings import opening

CASES = [
    ("Requests the keepers to", "request", "operative"),
    ("Also urges States", "urge", "operative"),
    ("Once again calls for lamps", "call-for", "operative"),
    ("Calls upon all States", "call-upon", "operative"),
    ("Calls on all States", "call-upon", "operative"),
    ("Takes note with appreciation of", "take-note", "operative"),
    ("Taking note of the lamps", "take-note", "preamble"),
    ("Bearing in mind also that", "bear-in-mind", "preamble"),
    ("Expresses its deep appreciation to", "express-appreciation", "operative"),
    ("Expressing gravest concerns about", "express-concern", "preamble"),
    ("Expressing also its appreciation to", "express-appreciation", "preamble"),
    ("Having considered the report", "consider", "preamble"),
    ("Having heard the keepers", "hear", "preamble"),
    ("Deeply concerned about fog", "concerned", "preamble"),
    ("Gravely alarmed, lamps being out", "alarmed", "preamble"),
    ("Recognizing that", "recognize", "preamble"),
    ("Recognising that", "recognize", "preamble"),
    ("Strongly condemns the", "condemn", "operative"),
    ("Permitting keepers", "permit", "preamble"),
    ("Welcomes the lamps", "welcome", "operative"),
    ("Reaffirms that", "reaffirm", "operative"),
    ("Appeals to all keepers", "appeal", "operative"),
    ("The keepers request lamps", None, None),
    ("Lamps", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("text", "lemma", "part"), CASES)
def test_opening(text: str, lemma: str | None, part: str | None) -> None:
    assert opening(text) == (lemma, part)
