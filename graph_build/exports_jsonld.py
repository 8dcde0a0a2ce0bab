"""The graph as JSON-LD: its named graphs one after another, a node a line, with the published context inside.

What a context cannot give back exactly (a language, an unusual datatype, 007) is written out in full, so that reading
the file gives the same quads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import msgspec

from graph_build import assets, store_files, store_terms
from graph_build.exports_context import FILE
from graph_build.namespaces import ONTOLOGY, PREFIXES
from graph_build.store import Store

_TYPE = f"<{PREFIXES['rdf']}type>"
_XSD = PREFIXES["xsd"]
#: A whole number that every reader of JSON gives back as it was.
_NUMBER = re.compile(r"0|-?[1-9][0-9]{0,14}")
#: What may follow a prefix: not a second address, and nothing that a reader would take away.
_LOCAL = re.compile(r"(?!//).+", re.DOTALL)


def parts(store: Store) -> Iterator[str]:
    """The text, piece by piece, a node at a time; no more than one named graph is held."""
    terms = Terms(published())
    yield "{\n" + context_line() + '"@graph": [\n'
    for number, (name, lines) in enumerate(store_files.named(store)):
        yield ("" if number == 0 else ",\n") + f'{{"@id": {json.dumps(terms.short(name), ensure_ascii=False)},\n'
        yield '"@graph": [\n'
        for index, node in enumerate(nodes(lines, terms)):
            yield ("" if index == 0 else ",\n") + msgspec.json.encode(node).decode()
        yield "\n]}"
    yield "\n]\n}\n"


def published() -> dict[str, Any]:
    """The published context, without its frame."""
    text = (assets.folder("ontology") / FILE).read_text("utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def context_line() -> str:
    """The published context as a member of an object, to be followed by others."""
    return f'"@context": {json.dumps(published(), ensure_ascii=False)},\n'


class Terms:
    """How terms are written under a context."""

    def __init__(self, context: dict[str, Any]) -> None:
        self._prefixes = sorted(
            ((name, space) for name, space in context.items() if isinstance(space, str) and space[-1] in "#/"),
            key=lambda pair: -len(pair[1]),
        )
        self._types = {name: term["@type"] for name, term in context.items() if isinstance(term, dict)}
        self._known = frozenset(context)
        self._shortened: dict[str, str] = {}

    def short(self, iri: str) -> str:
        """The IRI with a prefix of the context, or as it is."""
        found = self._shortened.get(iri)
        if found is None:
            if len(self._shortened) >= store_files.KEPT:
                self._shortened.clear()
            found = self._shortened[iri] = self._prefixed(iri)
        return found

    def _prefixed(self, iri: str) -> str:
        for prefix, space in self._prefixes:
            if iri.startswith(space) and _LOCAL.fullmatch(iri, len(space)):
                return f"{prefix}:{iri[len(space) :]}"
        return iri

    def name(self, iri: str) -> str:
        """The IRI of a class or property as the context names it."""
        local = iri.removeprefix(ONTOLOGY)
        return local if local in self._known else self.short(iri)

    def value(self, name: str, term: str) -> object:
        """The object of a property that the context calls `name`."""
        type_ = self._types.get(name)
        if term[0] != '"':
            iri = term[1:-1] if term[0] == "<" else term
            if type_ == "@vocab":
                return self.name(iri)
            return self.short(iri) if type_ == "@id" else {"@id": self.short(iri)}
        text, language, datatype = store_terms.parsed(term)
        if language is not None:
            return {"@value": text, "@language": language}
        if datatype == f"{_XSD}integer" and type_ in (None, "xsd:integer") and _NUMBER.fullmatch(text):
            return int(text)
        if datatype is None:
            return text if type_ is None else {"@value": text}
        short = self.short(datatype)
        return text if short == type_ else {"@value": text, "@type": short}


def nodes(lines: Iterable[bytes], terms: Terms) -> Iterator[dict[str, object]]:
    """Each subject of sorted triples as an object of JSON-LD."""
    triples = (line.decode().split(" ", 2) for line in lines)
    for subject, about in groupby(triples, key=lambda triple: triple[0]):
        byes: dict[str, list[str]] = {}
        for _, predicate, object_ in about:
            byes.setdefault(predicate, []).append(object_)
        node: dict[str, object] = {"@id": terms.short(subject.strip("<>"))}
        if types := byes.pop(_TYPE, None):
            node["@type"] = _one([terms.name(each.strip("<>")) for each in types])
        for predicate, objects in byes.items():
            name = terms.name(predicate[1:-1])
            node[name] = _one([terms.value(name, each) for each in objects])
        yield node


def _one(values: list[Any]) -> object:
    return values[0] if len(values) == 1 else values
