"""How much of a document is read: more than any the United Nations issued as one, and no more than a minute's work."""

from __future__ import annotations

from graph_build.errors import DocumentError

MAX_BYTES = 128 * 1024 * 1024
MAX_PAGES = 3000
MAX_CHARACTERS = 6_000_000
MAX_LINES = 200_000
MAX_TAGS = 2_500_000
#: What the stream of a page may unpack to: pdfium holds all that it draws, some hundred times as much.
MAX_STREAM = 24 * 1024 * 1024
#: What a PDF that draws the same over and over may take.
MAX_SECONDS = 30
MAX_MEMORY = 2 * 1024 * 1024 * 1024


def within(file: str, characters: int, lines: int = 0) -> None:
    """Raise DocumentError where a text goes past the bounds."""
    if characters > MAX_CHARACTERS:
        raise DocumentError(file, f"{characters} characters", f"at most {MAX_CHARACTERS}", "split it")
    if lines > MAX_LINES:
        raise DocumentError(file, f"{lines} lines", f"at most {MAX_LINES}", "split it")


def within_tags(file: str, data: bytes) -> None:
    """Raise DocumentError where marked-up bytes hold more tags than any document's."""
    if (tags := data.count(b"<")) > MAX_TAGS:
        raise DocumentError(file, f"{tags} tags", f"at most {MAX_TAGS}", "split it")
