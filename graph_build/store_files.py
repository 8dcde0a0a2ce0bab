"""The graph as files: N-Quads, TriG and Turtle, sorted, so that the same graph gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from graph_build.errors import StoreError
from graph_build.namespaces import ID, PREFIXES, graph
from graph_build.store import Store

#: Format by the name that `ctkg export --format` takes, with the file's name in a build.
FILES = {"nquads": "ctkg.nq", "trig": "ctkg.trig", "turtle": "ctkg.ttl"}

#: The name that the default graph has where a server's own is another.
UNION = graph("union")
#: How many terms that were shortened are kept at a time.
KEPT = 200_000
_TYPE = "<" + PREFIXES["rdf"] + "type>"
_INTEGER = '"^^<' + PREFIXES["xsd"] + "integer>"
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
#: What stands on the base id/ without change: a segment, and no segment of dots after it.
_RELATIVE = re.compile(r"[a-z-]+/(?!.*/\.).*")


def write(store: Store, folder: Path) -> tuple[Path, ...]:
    """Writes ctkg.nq, ctkg.trig and ctkg.ttl into `folder`, a graph at a time; StoreError where that fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / FILES["nquads"]).open("wb") as nquads, _open(folder / FILES["trig"]) as trig:
            short = Shortener(PREFIXES)
            trig.write(short.head())
            for name in _graphs(store):
                lines = _lines(store, name)
                nquads.writelines(_quads(name, lines))
                trig.writelines(_block(name, lines, short))
        with _open(folder / FILES["turtle"]) as turtle:
            turtle.writelines(_turtle(store))
    except OSError as error:
        raise StoreError(str(folder), f"cannot be written ({error})", "a folder with room in it") from error
    return tuple(folder / file for file in FILES.values())


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="\n")


def text(store: Store, name: str) -> str:
    """The graph in the format nquads, trig or turtle."""
    return "".join(parts(store, name))


def parts(store: Store, name: str) -> Iterator[str]:
    """The text of a format, piece by piece; no piece holds more than one named graph, but that Turtle is one piece."""
    return {"nquads": _nquads, "trig": _trig, "turtle": _turtle}[name](store)


def _graphs(store: Store) -> list[NamedNode]:
    return sorted((name for name in store.named_graphs() if isinstance(name, NamedNode)), key=lambda name: name.value)


def _lines(store: Store, name: NamedNode | DefaultGraph) -> list[bytes]:
    """The triples of a graph as sorted lines of N-Triples, without their full stop; bytes sort as their text does."""
    dumped = store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
    lines = dumped.split(b" .\n")
    del dumped, lines[-1]
    lines.sort()
    return lines


def _nquads(store: Store) -> Iterator[str]:
    for name in _graphs(store):
        yield b"".join(_quads(name, _lines(store, name))).decode()


def named(store: Store) -> Iterator[tuple[str, list[bytes]]]:
    """Each named graph in the order of names, as sorted lines of N-Triples without full stop."""
    for name in _graphs(store):
        yield name.value, _lines(store, name)


def graphs(store: Store) -> Iterator[tuple[str, list[bytes]]]:
    """Each named graph, then the default graph as graph/union, as lines of N-Triples without full stop."""
    yield from named(store)
    yield UNION, _lines(store, DefaultGraph())


def streamed(store: Store, folder: Path) -> Iterator[tuple[str, Iterator[bytes]]]:
    """As `graphs`, one line in memory at a time and in no order, each by way of a file in `folder`."""
    path = folder / "graph.nt"
    every: list[NamedNode | DefaultGraph] = [*_graphs(store), DefaultGraph()]
    for name in every:
        store.dump(str(path), format=RdfFormat.N_TRIPLES, from_graph=name)
        with path.open("rb") as file:
            yield UNION if isinstance(name, DefaultGraph) else name.value, (line.removesuffix(b" .\n") for line in file)


def _quads(name: NamedNode, lines: Iterable[bytes]) -> Iterator[bytes]:
    end = f" {name} .\n".encode()
    return (line + end for line in lines)


def _trig(store: Store) -> Iterator[str]:
    short = Shortener(PREFIXES)
    yield short.head()
    for name in _graphs(store):
        yield from _block(name, _lines(store, name), short)


def _block(name: NamedNode, lines: Iterable[bytes], short: Shortener) -> Iterator[str]:
    """A named graph in TriG, of its sorted triples."""
    yield f"\n{short(str(name))} {{\n"
    yield from statements(map(_three, lines), short)
    yield "}\n"


def _turtle(store: Store) -> Iterator[str]:
    """The default graph: the union of all graphs but the provenance."""
    short = Shortener(PREFIXES)
    yield short.head()
    yield "\n"
    yield from statements(map(_three, _lines(store, DefaultGraph())), short)


def turtle(triples: Iterable[tuple[str, str, str]], prefixes: dict[str, str]) -> str:
    """Triples of N-Quads terms as Turtle, sorted, with these prefixes."""
    short = Shortener(prefixes)
    return short.head() + "\n" + "".join(statements(sorted(set(triples)), short))


def _three(line: bytes) -> tuple[str, str, str]:
    subject, predicate, object_ = line.decode().split(" ", 2)
    return subject, predicate, object_


class Shortener(dict[str, str]):
    """Terms written short, with prefixes and on the base id/: each IRI is shortened once, and kept."""

    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        self._namespaces = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def __call__(self, term: str) -> str:
        """The term in Turtle."""
        return self[term]

    def __missing__(self, term: str) -> str:
        if term[0] != "<":
            return self._literal(term) if term[0] == '"' else term
        if len(self) >= KEPT:
            self.clear()
        found = self[term] = self._iri(term[1:-1])
        return found

    def _iri(self, iri: str) -> str:
        for prefix, namespace in self._namespaces:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                if _LOCAL.fullmatch(local):
                    return f"{prefix}:{local}"
        relative = iri.removeprefix(ID)
        return f"<{relative}>" if _RELATIVE.fullmatch(relative) else f"<{iri}>"

    def _literal(self, term: str) -> str:
        if term.endswith(_INTEGER):
            return term[1 : -len(_INTEGER)]
        if term[-1] == ">":
            value, _, datatype = term.rpartition("^^")
            return f"{value}^^{self[datatype]}"
        return term

    def head(self) -> str:
        """The prefixes, and the base that relative IRIs stand on."""
        return f"@base <{ID}> .\n" + "".join(f"@prefix {p}: <{n}> .\n" for p, n in sorted(self._prefixes.items()))


def statements(triples: Iterable[Sequence[str]], short: Shortener) -> Iterator[str]:
    """Sorted triples as Turtle, one text a subject, its type first."""
    subject = predicate = ""
    types, others = "", ""
    for s, p, o in triples:
        if s != subject:
            if subject:
                yield _statement(short[subject], types, others)
            subject, predicate, types, others = s, "", "", ""
        if p == _TYPE:
            types += f", {short[o]}" if types else f"a {short[o]}"
        elif p == predicate:
            others += f", {short[o]}"
        else:
            predicate = p
            others += f" ;\n    {short[p]} {short[o]}"
    if subject:
        yield _statement(short[subject], types, others)


def _statement(subject: str, types: str, others: str) -> str:
    return f"{subject} {types}{others} .\n\n" if types else f"{subject} {others[7:]} .\n\n"
