"""A graph on a SPARQL 1.1 server; the server is Virtuoso, where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import graph_specimens
import httpx
import pytest
import virtuoso

from graph_build import assets, questions, reason, store, store_files, store_remote, store_sparql
from graph_build.errors import OutOfBoundsError, QueryError, StoreError
from graph_build.namespaces import GRAPH
from graph_build.store_bounds import Bounds
from graph_build.store_remote import STAGING, UNION, Endpoint, Remote


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    with virtuoso.running(tmp_path_factory.mktemp("virtuoso")) as found:
        yield found.endpoint


@pytest.fixture(scope="module")
def made() -> store.Store:
    found = graph_specimens.specimen()
    reason.infer(found)
    return found


@pytest.fixture
def remote(server: Endpoint) -> Iterator[Remote]:
    with Remote(server, lambda _: None) as found:
        yield found


def held(remote: Remote) -> dict[str, int]:
    return {name: remote.count(name) for name in remote.graphs()}


def test_the_whole_graph_arrives(made: store.Store, remote: Remote) -> None:
    sent = dict(store_files.graphs(made))
    remote.replace(sent.items())
    assert held(remote) == {name: len(lines) for name, lines in sent.items()}
    assert sum(held(remote).values()) > 5_000
    assert all(remote.count(STAGING + name.removeprefix(GRAPH)) == 0 for name in sent)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s ?o { ?s ct:recalls ?o } ORDER BY ?s ?o",
        "SELECT ?s ?d { ?s ct:dueFrom ?d } ORDER BY ?s",
        "SELECT (COUNT(*) AS ?n) { ?s a ct:Directive }",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?d ct:act ?a } ?d ct:act ?a } GROUP BY ?g ORDER BY ?g",
        "ASK { ?s ct:recalls ?o }",
        "ASK { ?s ct:recalls ?s }",
        "CONSTRUCT { ?s ct:recalls ?o ; rdfs:label ?l } { ?s ct:recalls ?o ; rdfs:label ?l }",
        "SELECT ?n { body:cted skos:altLabel ?n } ORDER BY ?n",
        "SELECT ?s FROM <https://w3id.org/ctkg/graph/register/bodies> { ?s a ct:Committee } ORDER BY ?s",
        "SELECT DISTINCT ?p { ?p ct:partOf+ <https://w3id.org/ctkg/id/instrument/A/C.3/62/L.2> } ORDER BY ?p",
    ],
)
def test_the_same_rows(made: store.Store, remote: Remote, query: str) -> None:
    remote.replace(store_files.graphs(made))
    theirs, ours = (store.select(each, query) for each in (remote, made))
    assert theirs == ours
    assert ours.rows or ours.turtle


def test_a_graph_takes_the_place_of_the_last(made: store.Store, remote: Remote) -> None:
    remote.replace(store_files.graphs(made))
    lines = [b"<urn:a> <urn:b> <urn:c>", b'<urn:a> <urn:b> "\xc3\xa9"@fr']
    remote.replace([(GRAPH + "document/one", lines), (UNION, [])])
    assert held(remote) == {GRAPH + "document/one": 2}


class BrokenError(Exception):
    """What the tests throw in the middle."""


def test_a_failure_shows_nothing_under_its_name(made: store.Store, remote: Remote) -> None:
    first = [(GRAPH + "document/one", [b"<urn:a> <urn:b> <urn:c>"])]
    remote.replace(first)

    def failing() -> Iterator[tuple[str, list[bytes]]]:
        for number, graph in enumerate(store_files.graphs(made)):
            if number == 3:
                raise BrokenError
            yield graph

    with pytest.raises(BrokenError):
        remote.replace(failing())
    assert held(remote) == {GRAPH + "document/one": 1}
    with pytest.raises((QueryError, StoreError)):
        remote.replace([(GRAPH + "document/one", [b"<urn:a> <urn:b> <urn:c>", b"this is no triple"])])
    assert held(remote) == {GRAPH + "document/one": 1}
    remote.replace(store_files.graphs(made))
    assert len(held(remote)) > 5


class Flaky(httpx.BaseTransport):
    """Loses each request when it is first made: on its way there, or, with `after`, the answer on its way back."""

    def __init__(self, *, after: bool) -> None:
        self.after, self.made = after, set[bytes]()
        self.inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        said = str(request.url).encode() + request.read()
        losing = said not in self.made
        self.made.add(said)
        answer = self.inner.handle_request(request) if self.after or not losing else None
        if answer is None or losing:
            if answer is not None:
                answer.read()
            raise httpx.ReadError("lost", request=request)
        return answer

    def close(self) -> None:
        self.inner.close()


@pytest.mark.parametrize("after", [False, True], ids=["requests", "answers"])
def test_what_is_lost_on_the_way_is_sent_again(
    made: store.Store, server: Endpoint, remote: Remote, monkeypatch: pytest.MonkeyPatch, *, after: bool
) -> None:
    monkeypatch.setattr(store_remote, "BATCH", 700)
    flaky, sent = Flaky(after=after), dict(store_files.graphs(made))
    with Remote(server, lambda _: None, flaky) as unlucky:
        unlucky.replace(sent.items())
    assert len(flaky.made) > 4 * len(sent)
    assert held(remote) == {name: len(lines) for name, lines in sent.items()}


# ---------------------------------------------------------------- a server that dies


class Killer(httpx.BaseTransport):
    """Kills the server before, or with `after` after, it answers the nth request with `word` in it."""

    def __init__(self, server: virtuoso.Server, word: bytes, nth: int, *, after: bool) -> None:
        self.server, self.word, self.left, self.after = server, word, nth, after
        self.inner = httpx.HTTPTransport()
        self.killed = False

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        meant = self.word in request.read() + str(request.url).encode()
        self.left -= meant and request.headers.get("authorization") is not None
        if self.killed or self.left:
            return self.inner.handle_request(request)
        if self.after:
            self.inner.handle_request(request).read()
        self.server.kill()
        self.killed = True
        raise httpx.ReadError("the server died", request=request)

    def close(self) -> None:
        self.inner.close()


@pytest.fixture(scope="module")
def mortal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[virtuoso.Server]:
    with virtuoso.running(tmp_path_factory.mktemp("mortal")) as found:
        yield found


#: What the request says in which the server dies: a batch of triples, or the move of a graph to its place.
BATCHES, MOVES = b"?graph=", b"update=MOVE"


@pytest.mark.parametrize(
    ("word", "nth", "after"),
    [
        (BATCHES, 1, True),
        (BATCHES, 4, False),
        (BATCHES, 9, True),
        (MOVES, 1, False),
        (MOVES, 2, True),
        (MOVES, 4, False),
    ],
)
def test_a_server_that_dies_holds_whole_graphs_when_it_is_back(
    made: store.Store, mortal: virtuoso.Server, monkeypatch: pytest.MonkeyPatch, word: bytes, nth: int, *, after: bool
) -> None:
    """Each graph is the last one or the next one, whole; and the next build puts all in their places."""
    monkeypatch.setattr(store_remote, "BATCH", 700)
    new = dict(store_files.graphs(made))
    old = {name: [*lines[: len(lines) // 2], b"<urn:a> <urn:b> <urn:old>"] for name, lines in new.items()}
    with Remote(mortal.endpoint, lambda _: None) as remote:
        remote.replace(old.items())
        assert held(remote) == {name: len(lines) for name, lines in old.items()}
    killer = Killer(mortal, word, nth, after=after)
    with Remote(mortal.endpoint, lambda _: None, killer) as remote, pytest.raises(StoreError, match="no answer"):
        remote.replace(new.items())
    assert killer.killed
    mortal.start()
    with Remote(mortal.endpoint, lambda _: None) as remote:
        there = held(remote)
        assert set(there) == set(new)
        moved = {name for name, count in there.items() if count == len(new[name])}
        assert {name for name in there if name not in moved} == {n for n in there if there[n] == len(old[n])}
        assert len(moved) == (0 if word == BATCHES else nth if after else nth - 1)
        remote.replace(new.items())
        assert held(remote) == {name: len(lines) for name, lines in new.items()}


# ---------------------------------------------------------------- bounds


CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


@pytest.mark.parametrize(
    ("query", "bounds", "message"),
    [
        (f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", Bounds(seconds=1.0), "no (whole )?answer"),
        (f"SELECT * {{ {CROSS} }}", Bounds(seconds=1.0), "no (whole )?answer"),
        ("SELECT * { ?s ?p ?o }", Bounds(rows=1000), "more than 1,000 rows"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", Bounds(rows=1000), "more than 1,000 rows"),
    ],
)
def test_a_question_keeps_within_its_bounds(
    made: store.Store, remote: Remote, query: str, bounds: Bounds, message: str
) -> None:
    remote.replace(store_files.graphs(made))
    with pytest.raises(OutOfBoundsError, match=message):
        store.select(remote, query, bounds)  # type: ignore[arg-type]
    assert store.select(remote, "ASK { ?s ct:recalls ?o }", Bounds()).rows == ((store.TRUE,),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:1/> { GRAPH ?g { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
        "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }",
        "CLEAR ALL",
        'DEFINE get:soft "soft" SELECT * { ?s ?p ?o }',
        "SELECT * {",
    ],
)
def test_a_query_that_is_none_is_never_sent(query: str) -> None:
    """There is nobody to answer: what is refused is refused here, and as for a graph in a folder."""
    (port,) = virtuoso.free_ports(1)
    with Remote(Endpoint.at(f"http://127.0.0.1:{port}/query", {}), lambda _: None) as nowhere:
        said = []
        for each in (nowhere, store.memory()):
            with pytest.raises(QueryError) as caught:
                questions.ask(each, query)  # type: ignore[arg-type]
            said.append(str(caught.value))
    assert said[0] == said[1]


def test_an_answer_that_the_server_cuts_short_is_an_error(tmp_path: Path) -> None:
    with virtuoso.running(tmp_path / "v", rows=100) as small, Remote(small.endpoint, lambda _: None) as remote:
        remote.replace([(UNION, [f"<urn:s> <urn:p> <urn:o{n}>".encode() for n in range(300)])])
        with pytest.raises(QueryError, match="the server hands over 100 rows at most"):
            remote.ask("SELECT * { ?s ?p ?o }")
        assert len(remote.ask("SELECT * { ?s ?p ?o } LIMIT 99").rows) == 99


def test_who_may_not_write(server: Endpoint) -> None:
    for user, password in (("", ""), ("dba", "wrong")):
        endpoint = Endpoint(
            query=server.query, update=server.update, graphs=server.graphs, user=user, password=password
        )
        with Remote(endpoint) as remote, pytest.raises(StoreError, match=r"not allowed; .* set CTKG_STORE_USER"):
            remote.update("DROP SILENT GRAPH <urn:x>")


def test_a_query_that_is_not_understood(remote: Remote) -> None:
    with pytest.raises(QueryError, match="not understood"):
        remote.ask("SELECT * {")


def test_line_by_line_goes_the_same_as_whole(made: store.Store, tmp_path: Path) -> None:
    found = {name: sorted(lines) for name, lines in store_files.streamed(made, tmp_path)}
    assert found == dict(store_files.graphs(made))
    assert len(found) > 5


def test_by_the_command_line(server: Endpoint, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    passing = tmp_path_factory.mktemp("passing")
    environment = os.environ | {
        "CTKG_STORE_USER": "dba",
        "CTKG_STORE_PASSWORD": "dba",
        "TMPDIR": str(passing),
    }
    specimen = str(assets.folder("specimens") / "specimen-resolution.txt")

    def ctkg(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "graph_build", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=300)

    built = ctkg("build", "--no-shipped", specimen, "--store", server.query)
    assert (built.returncode, built.stderr) == (0, "")
    assert server.query in built.stdout
    assert list(tmp_path.iterdir()) == []
    assert list(passing.iterdir()) == []
    assert ctkg("build", "--no-shipped", specimen, "-o", "here").returncode == 0
    question = ("query", "who-is-asked", "--instrument", "A/RES/61/999", "--format", "csv", "--graph")
    theirs, ours = ctkg(*question, server.query), ctkg(*question, "here")
    assert (theirs.returncode, theirs.stdout, theirs.stderr) == (0, ours.stdout, "")
    assert ours.stdout.count("\n") > 10
    refused = ctkg("export", "--graph", server.query)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "a graph on a server; expected one in a folder" in refused.stderr


# ---------------------------------------------------------------- without a server


def test_nobody_there() -> None:
    waits: list[float] = []
    (port,) = virtuoso.free_ports(1)
    there = Endpoint.at(f"http://127.0.0.1:{port}/query", {})
    with Remote(there, waits.append) as remote, pytest.raises(StoreError, match=r"no answer .* is it running"):
        remote.count("urn:x")
    assert waits == [0.5, 2.0, 8.0]


@pytest.mark.parametrize(
    ("query", "graphs"),
    [
        ("SELECT ?graph { ?s ?p ?o } # GRAPH ?g", set()),
        ("SELECT * { GRAPH graph:provenance { ?s ?p ?o } }", {GRAPH + "provenance"}),
        (f"SELECT * {{ graph<{GRAPH}a>{{ ?s ?p ?o }} GRAPH <{GRAPH}b> {{ ?s ?p ?o }} }}", {GRAPH + "a", GRAPH + "b"}),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", None),
        ("SELECT * { GRAPH graph:provenance { ?s ?p ?o } GRAPH $g{ ?s ?p ?o } }", None),
        ("BASE <https://w3id.org/ctkg/> SELECT * { GRAPH <graph/provenance> { ?s ?p ?o } }", None),
    ],
)
def test_which_graphs_a_query_asks(query: str, graphs: set[str] | None) -> None:
    assert store_sparql.graphs_asked(query) == graphs


@pytest.mark.parametrize("url", ["ftp://there/sparql", "http://there/rdf", "out"])
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(StoreError, match=f"{url}: not known where to write"):
        Endpoint.at(url, {})


def test_addresses() -> None:
    assert Endpoint.at("http://there/query", {}) == Endpoint(
        query="http://there/query", update="http://there/update", graphs="http://there/store"
    )
    named = {"CTKG_STORE_UPDATE": "http://u", "CTKG_STORE_GRAPHS": "http://g", "CTKG_STORE_USER": "me"}
    assert Endpoint.at("http://there/rdf", named) == Endpoint(
        query="http://there/rdf", update="http://u", graphs="http://g", user="me"
    )
