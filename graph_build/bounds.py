"""How much of a document is read: more than any the United Nations issued as one, and no more than a minute's work."""

from __future__ import annotations

from graph_build.errors import DocumentError

MAX_BYTES = 128 * 1024 * 1024
MAX_PAGES = 3000
MAX_CHARACTERS = 6_000_000
MAX_LINES = 200_000


def within(file: str, characters: int, lines: int = 0) -> None:
    """Raise DocumentError where a text goes past the bounds."""
    if characters > MAX_CHARACTERS:
        raise DocumentError(file, f"{characters} characters", f"at most {MAX_CHARACTERS}", "split it")
    if lines > MAX_LINES:
        raise DocumentError(file, f"{lines} lines", f"at most {MAX_LINES}", "split it")
