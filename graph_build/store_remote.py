"""A graph on a SPARQL 1.1 server: https://www.w3.org/TR/sparql11-protocol/ and sparql11-http-rdf-store-protocol/.

A graph is sent in batches into a graph beside the one it will replace, counted there, and then moved into its place by
the server in one step: whatever fails before, the last graph stands under its name. To send again is always safe.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from itertools import islice
from typing import Any

import httpx
from msgspec import Struct

from graph_build.errors import OutOfBoundsError, QueryError, StoreError
from graph_build.namespaces import GRAPH, PREFIXES
from graph_build.store_bounds import Ticket
from graph_build.store_sparql import graphs_asked, states_dataset

#: Triples sent at a time, how often a request is tried, the seconds before each next try, and those it may take.
BATCH = 20_000
WAITS = (0.5, 2.0, 8.0)
TIMEOUT = 600.0
#: A graph that holds the default graph of the embedded store: the union of all but the provenance.
UNION = GRAPH + "union"
STAGING = "https://w3id.org/ctkg/staging/"
#: Update and graph store beside a query address that ends so, where the environment does not name them.
BESIDE = {"/sparql": ("/sparql-auth", "/sparql-graph-crud-auth"), "/query": ("/update", "/store")}
#: Headers that say how an answer came, not what it is.
_OF_THE_WAY = {"content-encoding", "content-length", "transfer-encoding"}
_ASK = "__ASK_RETVAL"
#: Statuses that may pass by themselves; of a query, 500 says that it failed.
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class Answer(Struct, frozen=True, kw_only=True):
    """Columns, and rows by column as SPARQL JSON results have them; or the Turtle of a CONSTRUCT."""

    columns: tuple[str, ...] = ()
    rows: list[dict[str, dict[str, str]]] = []
    turtle: str | None = None


class Endpoint(Struct, frozen=True, kw_only=True):
    """Where a server is asked, updated and given graphs, and as whom."""

    query: str
    update: str
    graphs: str
    user: str = ""
    password: str = ""

    @classmethod
    def at(cls, url: str, environment: Mapping[str, str] = os.environ) -> Endpoint:
        """The server that answers queries at `url`; StoreError where its other two addresses are not known.

        CTKG_STORE_UPDATE and CTKG_STORE_GRAPHS name them, CTKG_STORE_USER and CTKG_STORE_PASSWORD say who asks.
        """
        end = next((end for end in BESIDE if url.endswith(end)), "")
        beside = [url.removesuffix(end) + each for each in BESIDE[end]] if end else ["", ""]
        update = environment.get("CTKG_STORE_UPDATE") or beside[0]
        graphs = environment.get("CTKG_STORE_GRAPHS") or beside[1]
        if not url.startswith(("http://", "https://")) or not update or not graphs:
            do = "name the others in CTKG_STORE_UPDATE and CTKG_STORE_GRAPHS"
            raise StoreError(url, "not known where to write", f"an address that ends in {' or '.join(BESIDE)}", do)
        user, password = environment.get("CTKG_STORE_USER", ""), environment.get("CTKG_STORE_PASSWORD", "")
        return cls(query=url, update=update, graphs=graphs, user=user, password=password)


class _Credentials(httpx.Auth):
    """Shows who asks in the way that the server asks for: Basic or Digest."""

    requires_response_body = True

    def __init__(self, user: str, password: str) -> None:
        self._basic, self._digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self._known: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._known is not None:
            yield from self._known.auth_flow(request)
            return
        response = yield request
        challenge = response.headers.get("www-authenticate", "").casefold()
        if response.status_code == 401 and challenge.startswith("digest"):
            flow = self._digest.auth_flow(request)
            next(flow)
            self._known = self._digest
            yield flow.send(response)
        elif response.status_code == 401 and challenge.startswith("basic"):
            self._known = self._basic
            yield next(self._basic.auth_flow(request))


class Remote:
    """A server in hand; raises StoreError for what it refuses, QueryError for a query that it does not understand."""

    def __init__(
        self,
        endpoint: Endpoint,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        auth = _Credentials(endpoint.user, endpoint.password) if endpoint.user else None
        self.endpoint = endpoint
        self._client = httpx.Client(auth=auth, timeout=TIMEOUT, transport=transport)
        self._sleep = sleep

    @property
    def server(self) -> Remote:
        """By this the store room knows a server from a database of its own."""
        return self

    def __enter__(self) -> Remote:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def _send(
        self, url: str, passing: Set[int] = _PASSING, ticket: Ticket | None = None, **what: Any
    ) -> httpx.Response:
        """The answer to a POST that may be made more than once; with `ticket`, read only as long as it may go on."""
        for wait in (*WAITS, None):
            try:
                with self._client.stream("POST", url, **what) as response:
                    answer = _read(response, ticket)
            except httpx.TransportError as error:
                if wait is None or (ticket is not None and ticket.given_up.is_set()):
                    raise StoreError(url, f"no answer ({error})", "a SPARQL server", "is it running?") from error
            else:
                if answer.status_code not in passing or wait is None:
                    return _accepted(answer, url)
            self._sleep(wait)
        raise AssertionError

    # ---------------------------------------------------------------- asking

    def ask(self, sparql: str, ticket: Ticket | None = None, *, triples: bool = False) -> Answer:
        """Columns and rows, as on the embedded graph; an ASK gives the column "answer".

        A CONSTRUCT or DESCRIBE, which `triples` says it is, gives Turtle alone. With `ticket`, the server is told how
        long the query may take, and no more is read once it was given up. Raises QueryError for an answer that the
        server cut short.
        """
        if states_dataset(sparql):  # what a request says of graphs would stand above what the query says
            return self._asked(sparql, {}, ticket, triples=triples)
        dataset = {"default-graph-uri": [UNION]}
        # a stated default graph leaves no named ones but those stated too
        asked = graphs_asked(sparql)
        dataset["named-graph-uri"] = [
            name for name in (self.graphs() if asked is None else sorted(asked)) if name != UNION
        ]
        return self._asked(sparql, dataset, ticket, triples=triples)

    def _asked(
        self, sparql: str, dataset: Mapping[str, list[str]], ticket: Ticket | None = None, *, triples: bool = False
    ) -> Answer:
        head = "".join(f"PREFIX {prefix}: <{name}>\n" for prefix, name in PREFIXES.items())
        accept = {"accept": "text/turtle" if triples else "application/sparql-results+json"}
        data: dict[str, Any] = {"query": head + sparql, **dataset}
        if ticket is not None:  # what Virtuoso and Fuseki understand; others pass it over, and are left alone in time
            data["timeout"] = str(int(1000 * ticket.bounds.seconds))
        response = self._send(self.endpoint.query, _PASSING - {500}, ticket, data=data, headers=accept)
        _whole(response)
        if triples:
            return Answer(turtle=response.text)
        found = json.loads(response.content)
        rows = found.get("results", {}).get("bindings", [])
        truth = found.get("boolean")
        if truth is None and found["head"]["vars"] == [_ASK]:  # Virtuoso's own way to say so
            truth = any(row[_ASK]["value"] == "1" for row in rows)
        if truth is not None:
            said = {"type": "literal", "datatype": PREFIXES["xsd"] + "boolean", "value": str(truth).lower()}
            return Answer(columns=("answer",), rows=[{"answer": said}])
        return Answer(columns=tuple(found["head"]["vars"]), rows=rows)

    def count(self, name: str) -> int:
        """How many triples the graph `name` holds."""
        rows = self._asked(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{name}> {{ ?s ?p ?o }} }}", {}).rows
        return int(rows[0]["n"]["value"]) if rows else 0

    def graphs(self) -> list[str]:
        """The names of our graphs that hold anything."""
        asked = f"SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }} ORDER BY ?g"
        return [row["g"]["value"] for row in self._asked(asked, {}).rows]

    # ---------------------------------------------------------------- writing

    def update(self, sparql: str) -> None:
        """Runs an update that may run more than once."""
        self._send(self.endpoint.update, data={"update": sparql})

    def replace(self, graphs: Iterable[tuple[str, Iterable[bytes]]]) -> None:
        """The server holds these graphs (name, lines of N-Triples without their full stop) and no others of ours.

        All are sent and counted before the first takes its place.
        """
        sizes = {name: self._stage(name, lines) for name, lines in graphs}
        for name, size in sizes.items():
            self._move(name, size)
        for name in self.graphs():
            if name not in sizes:
                self.update(f"DROP SILENT GRAPH <{name}>")

    def _stage(self, name: str, lines: Iterable[bytes]) -> int:
        staged = STAGING + name.removeprefix(GRAPH)
        self.update(f"DROP SILENT GRAPH <{staged}>")
        sent = 0
        for batch in _batches(lines):
            sent += len(batch)
            body = b"".join(line + b" .\n" for line in batch)
            headers = {"content-type": "text/turtle"}
            self._send(self.endpoint.graphs, params={"graph": staged}, content=body, headers=headers)
        if (there := self.count(staged)) != sent:
            raise StoreError(staged, f"{there} triples arrived", f"{sent}", "the last graph stays as it was")
        return sent

    def _move(self, name: str, size: int) -> None:
        """Moved once: a second move would put nothing in its place, so it is looked what became of the first."""
        staged = STAGING + name.removeprefix(GRAPH)
        for wait in (*WAITS, None):
            with suppress(httpx.TransportError):
                self._client.request("POST", self.endpoint.update, data={"update": f"MOVE <{staged}> TO <{name}>"})
            if self.count(name) == size and self.count(staged) == 0:
                return
            if wait is None or self.count(staged) != size:
                raise StoreError(name, f"could not be put in its place from {staged}", "", "build again")
            self._sleep(wait)


def _read(response: httpx.Response, ticket: Ticket | None) -> httpx.Response:
    """The response, whole; where it was given up meanwhile, what came so far, which nobody waits for."""
    parts = []
    for part in response.iter_bytes():
        parts.append(part)
        if ticket is not None and ticket.given_up.is_set():
            break
    kept = {name: value for name, value in response.headers.items() if name not in _OF_THE_WAY}
    return httpx.Response(response.status_code, headers=kept, content=b"".join(parts))


def _whole(response: httpx.Response) -> None:
    """Raises where Virtuoso says that it cut the answer short: at its own number of rows, or at the time given."""
    if response.headers.get("x-sql-state") == "S1TAT":
        raise OutOfBoundsError("query", "no whole answer in time", "a query that is quicker", "raise CTKG_SECONDS")
    if rows := response.headers.get("x-sparql-maxrows"):
        do = "add a LIMIT, or raise ResultSetMaxRows there"
        raise QueryError("query", f"the server hands over {rows} rows at most", "the whole answer", do)


def _accepted(response: httpx.Response, url: str) -> httpx.Response:
    if response.status_code < 400:
        return response
    said = " ".join(response.text.split())[:300]
    if response.status_code in (401, 403):
        raise StoreError(url, "not allowed", "the right to write", "set CTKG_STORE_USER and CTKG_STORE_PASSWORD")
    if response.status_code == 400:
        raise QueryError(url, f"not understood ({said})", "SPARQL 1.1")
    raise StoreError(url, f"status {response.status_code} ({said})", "a SPARQL 1.1 server")


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    rest = iter(lines)
    while batch := list(islice(rest, BATCH)):
        yield batch
