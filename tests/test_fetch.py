"""Fetching by symbol, against a server on this machine that answers as the document service does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest

from graph_build import fetch
from graph_build.errors import DocumentError
from graph_build.fetch import Fetcher, Service, cache_folder, file_name

PDF = b"%PDF-1.4 specimen"


class Desk(ThreadingHTTPServer):
    """A document service with a script: what it answers, one entry a request, the last one again and again."""

    daemon_threads = True

    def __init__(self, script: list[tuple[int, dict[str, str], bytes]]) -> None:
        super().__init__(("127.0.0.1", 0), Clerk)
        self.script, self.asked = script, list[tuple[str, dict[str, list[str]]]]()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Clerk(BaseHTTPRequestHandler):
    server: Desk

    def do_GET(self) -> None:
        address = urlparse(self.path)
        self.server.asked.append((address.path, parse_qs(address.query)))
        script = self.server.script
        status, headers, body = script.pop(0) if len(script) > 1 else script[0]
        self.send_response(status)
        for name, value in {"Content-Type": "application/pdf", **headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    server = Desk([(200, {}, PDF)])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def fetched(desk: Desk, folder: Path, symbol: str, tries: int = 4) -> tuple[Path, list[float]]:
    waits: list[float] = []
    service = Service(base=desk.base, tries=tries, timeout=5)
    with Fetcher(service, folder, waits.append) as fetcher:
        return fetcher.fetch(symbol), waits


def test_a_symbol_is_asked_for_in_its_canonical_form(desk: Desk, tmp_path: Path) -> None:
    path, waits = fetched(desk, tmp_path, "s/res/1373 (2001)")
    assert desk.asked == [("/api/symbol/access", {"s": ["S/RES/1373(2001)"], "l": ["en"], "t": ["pdf"]})]
    assert (path.name, path.read_bytes(), waits) == ("S_RES_1373(2001).en.pdf", PDF, [])


def test_a_redirect_is_followed(desk: Desk, tmp_path: Path) -> None:
    desk.script[:] = [(302, {"Location": "/doc/undoc/gen/n01/557/43/pdf/n0155743.pdf"}, b""), (200, {}, PDF)]
    assert fetched(desk, tmp_path, "S/RES/1373(2001)")[0].read_bytes() == PDF
    assert desk.asked[1][0] == "/doc/undoc/gen/n01/557/43/pdf/n0155743.pdf"


def test_what_is_kept_is_not_asked_for_again(desk: Desk, tmp_path: Path) -> None:
    first, _ = fetched(desk, tmp_path, "A/RES/60/288")
    second, _ = fetched(desk, tmp_path, "A/RES/60/288")
    assert first == second
    assert len(desk.asked) == 1


def test_passing_faults_are_tried_again_with_growing_waits(desk: Desk, tmp_path: Path) -> None:
    desk.script[:] = [(503, {}, b""), (429, {"Retry-After": "7"}, b""), (500, {}, b""), (200, {}, PDF)]
    path, waits = fetched(desk, tmp_path, "A/RES/60/288")
    assert path.read_bytes() == PDF
    assert waits == [2.0, 7.0, 14.0]


def test_one_request_follows_another_after_a_pause(desk: Desk, tmp_path: Path) -> None:
    waits: list[float] = []
    with Fetcher(Service(base=desk.base), tmp_path, waits.append) as fetcher:
        for symbol in ("A/RES/60/288", "A/RES/62/272", "A/RES/64/297"):
            fetcher.fetch(symbol)
    assert waits == [1.0, 1.0]


@pytest.mark.parametrize(
    ("script", "symbol", "said"),
    [
        ([(404, {}, b"")], "A/RES/60/288", "A/RES/60/288: the service has no such document"),
        ([(200, {"Content-Type": "application/json"}, b"{}")], "A/RES/60/288", "the service has no such document"),
        ([(200, {"Content-Type": "text/html"}, b"<html><body>none</body></html>")], "A/RES/60/288", "no such document"),
        ([(403, {}, b"")], "A/RES/60/288", "the service answers 403"),
        ([(302, {"Location": "/api/symbol/access"}, b"")], "A/RES/60/288", "cannot be understood (Exceeded maximum"),
        ([(200, {"Content-Encoding": "gzip"}, b"lamps")], "A/RES/60/288", "cannot be understood (Error -3"),
        ([(503, {}, b"")], "A/RES/60/288", "answers 503; expected the document; check the network"),
        ([(200, {}, PDF)], "sixty", "sixty: not a document symbol"),
    ],
)
def test_what_cannot_be_had_is_said(
    desk: Desk, tmp_path: Path, script: list[tuple[int, dict[str, str], bytes]], symbol: str, said: str
) -> None:
    desk.script[:] = script
    with pytest.raises(DocumentError) as caught:
        fetched(desk, tmp_path, symbol, tries=2)
    assert said in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_an_answer_without_end(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "MAX_BYTES", 1000)
    desk.script[:] = [(200, {}, PDF + b" " * 2000)]
    with pytest.raises(DocumentError, match="an answer of more than 1000 bytes"):
        fetched(desk, tmp_path, "A/RES/60/288")


@pytest.mark.parametrize("base", ["lamps", "ftp://127.0.0.1"])
def test_an_address_that_is_none_is_not_tried_again(tmp_path: Path, base: str) -> None:
    waits: list[float] = []
    with Fetcher(Service(base=base), tmp_path, waits.append) as fetcher, pytest.raises(DocumentError) as caught:
        fetcher.fetch("A/RES/60/288")
    assert str(caught.value).startswith(f"{base}: ")
    assert "expected an address such as https://documents.un.org" in str(caught.value)
    assert waits == []


def test_no_network_is_said(tmp_path: Path) -> None:
    closed = Service(base="http://127.0.0.1:9", tries=2, timeout=2)
    with Fetcher(closed, tmp_path, lambda _: None) as fetcher, pytest.raises(DocumentError) as caught:
        fetcher.fetch("A/RES/60/288")
    assert "http://127.0.0.1:9 cannot be reached" in str(caught.value)
    assert "check the network or try again later" in str(caught.value)


def test_a_folder_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    with pytest.raises(DocumentError, match="cannot be kept"):
        fetched(desk, blocked, "A/RES/60/288")


def test_names_of_files_and_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert file_name("S/RES/1373(2001)") == "S_RES_1373(2001)"
    monkeypatch.setenv("CTKG_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path
