"""A graph on a SPARQL 1.1 server; the server is Virtuoso, where it is installed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import graph_specimens
import httpx
import pytest

from graph_build import assets, reason, store, store_files
from graph_build.errors import QueryError, StoreError
from graph_build.namespaces import GRAPH
from graph_build.store_remote import STAGING, UNION, Endpoint, Remote

INI = """
[Database]
DatabaseFile = v.db
ErrorLogFile = v.log
LockFile = v.lck
TransactionFile = v.trx
xa_persistent_file = v.pxa
[TempDatabase]
DatabaseFile = v-temp.db
TransactionFile = v-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Endpoint]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("no virtuoso-t here (Debian: virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    http, sql = free_ports(2)
    (folder / "v.ini").write_text(INI.format(http=http, sql=sql))
    with (folder / "out").open("wb") as out:
        command = [program, "+foreground", "+configfile", "v.ini"]
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=out)
    url = f"http://127.0.0.1:{http}/sparql"
    try:
        wait_for(url, process, folder)
        yield Endpoint.at(url, {"CTKG_STORE_USER": "dba", "CTKG_STORE_PASSWORD": "dba"})
    finally:
        process.kill()
        process.wait(timeout=30)


def wait_for(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, (folder / "out").read_text()
        try:
            if httpx.get(url, params={"query": "ASK {}"}).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("Virtuoso does not answer")


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
        "SELECT ?n { body:cted skos:altLabel ?n } ORDER BY ?n",
        "SELECT DISTINCT ?p { ?p ct:partOf+ <https://w3id.org/ctkg/id/instrument/A/C.3/62/L.2> } ORDER BY ?p",
    ],
)
def test_the_same_rows(made: store.Store, remote: Remote, query: str) -> None:
    remote.replace(store_files.graphs(made))
    theirs, ours = (store.select(each, query) for each in (remote, made))
    assert theirs == ours
    assert ours.rows


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


def test_by_the_command_line(server: Endpoint, tmp_path: Path) -> None:
    environment = os.environ | {"CTKG_STORE_USER": "dba", "CTKG_STORE_PASSWORD": "dba"}
    specimen = str(assets.folder("specimens") / "specimen-resolution.txt")

    def ctkg(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "graph_build", *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=tmp_path, timeout=300)

    built = ctkg("build", "--no-shipped", specimen, "--store", server.query)
    assert (built.returncode, built.stderr) == (0, "")
    assert server.query in built.stdout
    assert list(tmp_path.iterdir()) == []
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
    (port,) = free_ports(1)
    there = Endpoint.at(f"http://127.0.0.1:{port}/query", {})
    with Remote(there, waits.append) as remote, pytest.raises(StoreError, match=r"no answer .* is it running"):
        remote.count("urn:x")
    assert waits == [0.5, 2.0, 8.0]


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
