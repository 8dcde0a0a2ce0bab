"""RDF terms as N-Quads writes them. A quad is four such strings: cheap to make, to sort, to send and to load."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from graph_build.namespaces import PREFIXES

#: Subject, predicate, object, graph; each an IRI in angle brackets, the object also a literal.
Quad = tuple[str, str, str, str]

_XSD = PREFIXES["xsd"]
#: What no IRI may hold (RFC 3987); the private and the higher planes are left out too.
_FORBIDDEN = re.compile(r"[^!#$%&-;=?@A-Z_a-z~\u00A0-\uD7FF\uF900-\uFDCF\uFDF0-\uFFEF]|%(?![0-9A-Fa-f]{2})")
_ESCAPED = re.compile(r'["\\\n\r]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_LITERAL = re.compile(r'"(?P<value>.*)"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>[^<>]*)>)?', re.DOTALL)
_WRITTEN = re.compile(r"""\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"'\\]))""")
_MEANT = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@lru_cache(maxsize=1 << 16)  # the same addresses are written again and again, and looking at each letter is dear
def iri(address: str) -> str:
    """The term of an IRI; characters that no IRI may hold are percent-encoded."""
    before, mark, fragment = _FORBIDDEN.sub(_encoded, address).partition("#")
    return f"<{before}{mark}{fragment.replace('#', '%23')}>"


def _encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "surrogatepass"))


def text(value: str, language: str | None = None) -> str:
    """The term of a string, or of a string in a language."""
    quoted = '"' + _ESCAPED.sub(lambda found: _ESCAPES[found[0]], value) + '"'
    return f"{quoted}@{language}" if language else quoted


def integer(value: int) -> str:
    """The term of a whole number."""
    return f'"{value}"^^<{_XSD}integer>'


def day(value: date) -> str:
    """The term of a calendar day."""
    return f'"{value.isoformat()}"^^<{_XSD}date>'


def literal(value: str, datatype: str | None = None) -> str:
    """The term of a literal of any datatype, given by its IRI; a string where none is given."""
    return text(value) if datatype in (None, _XSD + "string") else f"{text(value)}^^{iri(str(datatype))}"


def parsed(term: str) -> tuple[str, str | None, str | None]:
    """The value, language and datatype of a literal's term; raises ValueError for what is no literal."""
    found = _LITERAL.fullmatch(term)
    if found is None:
        raise ValueError(f"not a literal: {term[:60]}")
    value = found["value"]
    return _WRITTEN.sub(_meant, value) if "\\" in value else value, found["language"], found["datatype"]


def _meant(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _MEANT.get(found[3], found[3])


def line(quad: Quad) -> str:
    """The quad as a line of N-Quads, without its end."""
    return f"{quad[0]} {quad[1]} {quad[2]} {quad[3]} ."
