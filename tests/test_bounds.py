"""A query keeps within its time, rows and memory, and within the graph."""

from __future__ import annotations

import http.server
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import graph_specimens
import pytest

from graph_build import questions, store
from graph_build.errors import CtkgError, OutOfBoundsError, QueryError
from graph_build.store_bounds import Bounds, resident

#: Every triple beside every triple beside every triple.
CROSS = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}"


@pytest.fixture(scope="module")
def made() -> store.Store:
    return graph_specimens.specimen()


@pytest.fixture(scope="module")
def folder(made: store.Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("graph")
    graph_specimens.persist(made, found / "store")
    return found


def asked(folder: Path, query: str, **bounds: str) -> tuple[int, str, str]:
    """Status, output and messages of the command line: what it gives up ends with it."""
    command = [sys.executable, "-m", "graph_build", "query", query, "--graph", str(folder)]
    shown = subprocess.run(command, capture_output=True, text=True, env=os.environ | bounds, timeout=100)
    return shown.returncode, shown.stdout, shown.stderr


@pytest.mark.parametrize("query", [ENDLESS, f"ASK {{ {CROSS} FILTER(?a = ?unbound) }}"])
def test_a_query_that_takes_too_long(folder: Path, query: str) -> None:
    message = "no answer after 0.5 seconds; expected a query that is quicker; ask for less, or raise CTKG_SECONDS"
    assert asked(folder, query, CTKG_SECONDS="0.5") == (1, "", f"ctkg: query: {message}\n")


def test_a_query_that_takes_too_much_memory(folder: Path) -> None:
    if not resident():
        pytest.skip("this system does not tell how much memory a process holds")
    query = f"SELECT DISTINCT ?a ?b ?c ?d ?e ?f {{ {CROSS} }} ORDER BY ?f"
    message = "more than 100 MB of memory; expected a query that needs less; ask for less, or raise CTKG_MEGABYTES"
    assert asked(folder, query, CTKG_MEGABYTES="100") == (1, "", f"ctkg: query: {message}\n")


def test_rows_that_never_end_stop_when_they_are_given_up(made: store.Store) -> None:
    before = set(threading.enumerate())
    with pytest.raises(OutOfBoundsError, match=r"no answer after 0\.3 seconds"):
        store.select(made, f"SELECT * {{ {CROSS} }}", Bounds(seconds=0.3, rows=10**12))
    for thread in set(threading.enumerate()) - before:
        thread.join(timeout=60)
        assert not thread.is_alive()


@pytest.mark.parametrize("form", ["SELECT ?s ?p ?o", "CONSTRUCT { ?s ?p ?o }"])
def test_an_answer_with_too_many_rows(made: store.Store, form: str) -> None:
    query = f"{form} {{ ?s ?p ?o }} LIMIT 11"
    answer = store.select(made, query, Bounds(rows=11))
    assert answer == store.select(made, query)
    assert len(answer.rows) == (11 if form.startswith("SELECT") else 0)
    with pytest.raises(OutOfBoundsError) as caught:
        store.select(made, query, Bounds(rows=10))
    assert str(caught.value) == (
        "query: more than 10 rows; expected a smaller answer; add a LIMIT or a filter, or raise CTKG_ROWS"
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("CTKG_SECONDS", "soon", "CTKG_SECONDS: found “soon”; expected a number above 0"),
        ("CTKG_ROWS", "-1", "CTKG_ROWS: found “-1”; expected a number above 0"),
        ("CTKG_MEGABYTES", "inf", "CTKG_MEGABYTES: found “inf”; expected a number above 0"),
    ],
)
def test_bounds_that_are_none(name: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CtkgError) as caught:
        Bounds.stated()
    assert str(caught.value) == message


def test_questions_keep_to_the_stated_bounds(made: store.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(questions.ask(made, "SELECT * { ?s ?p ?o } LIMIT 4").rows) == 4
    monkeypatch.setenv("CTKG_ROWS", "3")
    assert Bounds.stated().rows == 3
    with pytest.raises(OutOfBoundsError, match="more than 3 rows"):
        questions.ask(made, "SELECT * { ?s ?p ?o } LIMIT 4")


# ---------------------------------------------------------------- within the graph


class _Ear(http.server.BaseHTTPRequestHandler):
    """Notes whatever is asked of it."""

    def do_GET(self) -> None:
        self.server.heard.append(self.path)  # type: ignore[attr-defined]
        self.send_error(500)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def ear() -> Iterator[http.server.HTTPServer]:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Ear)
    server.heard = []  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1 FILTER(1<2){SERVICE<URL>{?s?p?o}}FILTER(2>1) }",
        "SELECT * { ?s ct:a\\#b ?o . SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { ?s ct:a\\'b ?o . SERVICE <URL> { ?s ?p ?o } FILTER(1 != 'x') }",
        "SELECT * { ?s ?p ?o } # \rSELECT * { SERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { # \rSERVICE <URL> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
        "SELECT * FROM <URL> { ?s ?p ?o }",
        "SELECT * FROM<URL>{ ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { GRAPH ?g { ?s ?p ?o } }",
        "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
        "LOAD <URL>",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "DROP ALL",
    ],
)
def test_no_query_leaves_the_graph_or_changes_it(made: store.Store, ear: http.server.HTTPServer, query: str) -> None:
    before = len(made)
    address = f"http://127.0.0.1:{ear.server_port}/"
    with pytest.raises(QueryError):
        questions.ask(made, query.replace("URL", address))
    assert ear.heard == []  # type: ignore[attr-defined]
    assert len(made) == before


def test_from_may_name_our_own_graphs(made: store.Store) -> None:
    bodies = "https://w3id.org/ctkg/graph/register/bodies"
    kinds = "{ ?s a ct:Committee }"
    for name in (f"<{bodies}>", "graph:register\\/bodies"):
        assert len(questions.ask(made, f"SELECT ?s FROM {name} {kinds}").rows) > 1
    assert len(questions.ask(made, f'SELECT ?s {{ {kinds} FILTER(?s != "FROM <file:x>") }}').rows) > 1
    with pytest.raises(QueryError) as caught:
        questions.ask(made, "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }")
    assert str(caught.value) == (
        "SPARQL: FROM <file:///etc/passwd> is no graph here; "
        "expected the name of one, https://w3id.org/ctkg/graph/…; or no FROM"
    )


def test_the_ear_hears(made: store.Store, ear: http.server.HTTPServer) -> None:
    """Without our bounds the store does ask: the test above would see it."""
    with pytest.raises(Exception, match=r"(?s).+"):
        list(made.query(f"SELECT * {{ SERVICE <http://127.0.0.1:{ear.server_port}/> {{ ?s ?p ?o }} }}"))
    assert len(ear.heard) == 1  # type: ignore[attr-defined]
