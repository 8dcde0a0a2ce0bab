"""A graph in hand: what a person can do with one that was built."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from graph_build import drawing, explained, exports, exports_akn, network_measures, questions, shown, store, swap
from graph_build import network as networks
from graph_build.drawing import Picture
from graph_build.errors import QueryError, StoreError
from graph_build.explained import Explained
from graph_build.model import Report
from graph_build.network_measures import Measured
from graph_build.questions import Answer
from graph_build.shown import Shown

if TYPE_CHECKING:
    import networkx
    from rdflib import Dataset

    from graph_build.store import Store
    from graph_build.store_remote import Remote

STORE = "store"
#: A web address; a Path of one has lost a stroke.
_ADDRESS = re.compile(r"(?P<scheme>https?):/+(?P<rest>.+)")


class Graph:
    """A read-only graph. `store` is the Oxigraph store; `dataset` gives the same as an rdflib Dataset.

    One on a server answers questions, and has neither a store to export nor a Dataset: those raise StoreError.
    """

    def __init__(self, store: store.Store | Remote) -> None:
        self.store = cast("Store", store)

    @property
    def dataset(self) -> Dataset:
        """The graph as an rdflib Dataset over the store; nothing is copied."""
        return store.dataset(store.inner(self.store))

    def ask(self, question: str, **parameters: object) -> Answer:
        """The answer to a question of the catalogue, a .rq file, or SPARQL."""
        return questions.ask(self.store, question, **parameters)

    def show(self, what: str, *, at: str | None = None, why: bool = False) -> Shown:
        """What the graph knows of a thing; with `at` on a day, with `why` together with the sources."""
        return shown.show(self.store, what, at=at, why=why)

    def why(self, subject: str, predicate: str, object_: str) -> Explained:
        """Why the graph holds a statement, down to what is stated and where; raises QueryError where it does not."""
        return explained.why(self.store, subject, predicate, object_)

    def check(self) -> Report:
        """The report of validation against the shapes."""
        from graph_build import validate

        found: Report = validate.validate(self.store)
        return found

    def network(self, question: str, **parameters: object) -> networkx.DiGraph[str]:
        """The network that a question gives, as a networkx graph."""
        return networks.network(self.store, question, **parameters)

    def draw(self, picture: str, **parameters: object) -> Picture:
        """A picture of an answer: `ctkg draw` lists them. A notebook shows it; it can be saved as SVG, PNG or HTML."""
        return drawing.draw(self.store, picture, **parameters)

    def measure(self, name: str, most: int = 12, **parameters: object) -> Measured:
        """A measure of a network, with what its numbers mean: `ctkg measure` lists them."""
        return network_measures.measure(self.store, name, most, **parameters)

    def export(
        self, form: str, question: str | None = None, *, document: str | Path | None = None, **parameters: object
    ) -> bytes:
        """The graph or an answer in one of exports.FORMATS; for akn, `document` is a file whose words it then holds."""
        return b"".join(self.parts(form, question, document=document, **parameters))

    def parts(
        self, form: str, question: str | None = None, *, document: str | Path | None = None, **parameters: object
    ) -> Iterator[bytes]:
        """What `export` gives, piece by piece."""
        if document is not None:
            return iter([self._with_words(form, document, parameters)])
        return exports.parts(self.store, form, question, **parameters)

    def _with_words(self, form: str, document: str | Path, parameters: dict[str, object]) -> bytes:
        if form != "akn":
            raise QueryError(f"--format {form}", "a document given", "--format akn with --document")
        from graph_build import batch_document

        symbol = parameters.get("instrument")
        found = batch_document.beside(str(document), None if symbol is None else str(symbol))
        words = exports_akn.Words(text=found.words, calls=found.calls)
        return exports_akn.document(found.facts, found.about, words, self.store)

    def tables(self, out: Path | str, question: str | None = None, **parameters: object) -> tuple[Path, ...]:
        """Writes the tables of the graph into a folder, or the answer to a question into a file, as CSV on the Web."""
        return exports.folder(self.store, Path(out), question, **parameters)


def open(where: Path | str = "out") -> Graph:
    """The graph in a folder that `build` wrote, in a .ttl, .trig, .nq or .nt file, or on a server; raises StoreError.

    A server is named by the address that answers SPARQL queries.
    """
    if address := _ADDRESS.match(str(where)):
        from graph_build.store_remote import Endpoint, Remote

        return Graph(Remote(Endpoint.at(f"{address['scheme']}://{address['rest']}")))
    path = Path(where)
    if path.is_file():
        return Graph(store.load(path))
    if not path.is_dir():
        raise StoreError(str(path), "no such folder or file", "a built graph", "run `ctkg build`")
    with swap.reading(path):
        return Graph(store.open_read_only(path / STORE))
