"""What ctkg says when it cannot go on: where, what was found, what was expected, and what to do."""

from __future__ import annotations


class CtkgError(Exception):
    """An error a user can act on.

    Printed as `where: found; expected …; do …` in one or two lines, never with a traceback.
    """

    def __init__(self, where: str, found: str, expected: str = "", do: str = "") -> None:
        self.where, self.found, self.expected, self.do = where, found, expected, do
        parts = [found]
        if expected:
            parts.append(f"expected {expected}")
        if do:
            parts.append(do)
        super().__init__(f"{where}: " + "; ".join(parts))

    def __reduce__(self) -> tuple[type[CtkgError], tuple[str, str, str, str]]:
        """What another process needs to raise it again."""
        return type(self), (self.where, self.found, self.expected, self.do)


class DocumentError(CtkgError):
    """A document that cannot be obtained or read."""


class RegisterError(CtkgError):
    """A register row that says something impossible or unknown."""


class QueryError(CtkgError):
    """A query that cannot be parsed, has wrong parameters, or runs out of its bounds."""


class OutOfBoundsError(QueryError):
    """A query that took more time, rows or memory than it may; it may still be at work in the background."""


class StoreError(CtkgError):
    """A store that cannot be opened, written or swapped in."""


class AssetError(CtkgError):
    """A folder of the package that should lie beside the code and does not."""
