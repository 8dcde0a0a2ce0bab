"""Get documents by symbol from the United Nations' document service, politely.

The service answers GET {base}/api/symbol/access?s=SYMBOL&l=LANGUAGE&t=pdf with the file itself or a redirect to it.
What was fetched once lies in the cache and is not asked for again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from msgspec import Struct

from graph_build import symbols
from graph_build.bounds import MAX_BYTES
from graph_build.documents import media_type
from graph_build.errors import DocumentError
from graph_build.model import Document

BASE = "https://documents.un.org"
#: Statuses that may pass by themselves.
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_ENDINGS = {"application/pdf": ".pdf", "text/html": ".html", "application/xml": ".xml", "application/msword": ".doc"}
_LONGEST_WAIT = 60.0


class Service(Struct, frozen=True, kw_only=True):
    """Where documents are asked for, and how patiently: seconds between requests, tries, seconds a try may take."""

    base: str = BASE
    language: str = "en"
    pause: float = 1.0
    tries: int = 4
    timeout: float = 60.0

    def address(self, symbol: str) -> httpx.URL:
        """The address at which the service answers for a canonical symbol."""
        query = {"s": symbol, "l": self.language, "t": "pdf"}
        return httpx.URL(f"{self.base.rstrip('/')}/api/symbol/access", params=query)


class Fetcher:
    """Fetches one document after another into `folder`, over one connection; `sleep` waits that many seconds."""

    def __init__(self, service: Service, folder: Path, sleep: Callable[[float], None] = time.sleep) -> None:
        self.service, self.folder, self._sleep = service, folder, sleep
        self._asked = False
        self._client = httpx.Client(
            follow_redirects=True, timeout=service.timeout, headers={"User-Agent": "ctkg (document reader)"}
        )

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, spelling: str) -> Path:
        """The path of the document with this symbol, in any spelling; from the cache where it lies there.

        Raises DocumentError where the symbol is none, the service has no such document, or it cannot be reached.
        """
        try:
            symbol = symbols.canonical(spelling)
        except ValueError as error:
            raise DocumentError(spelling, "not a document symbol", "one such as S/RES/1373(2001)") from error
        stem = f"{file_name(symbol)}.{self.service.language}"
        kept = sorted(self.folder.glob(f"{glob_safe(stem)}.*"))
        return kept[0] if kept else self._keep(stem, symbol, self._ask(symbol, self.service.address(symbol)))

    def document(self, address: str) -> Document:
        """The document at a web address, not kept; raises DocumentError."""
        data = self._ask(address, httpx.URL(address))
        if len(data) > MAX_BYTES:
            raise DocumentError(address, f"{len(data)} bytes", f"at most {MAX_BYTES}", "split it")
        digest = hashlib.sha256(data).hexdigest()
        return Document(file=address, data=data, media_type=media_type(data), sha256=digest)

    def _ask(self, symbol: str, address: httpx.URL) -> bytes:
        """The document's bytes, after as many tries as are allowed; an address stands for its own symbol."""
        wait = self.service.pause
        fault, base = "", self.service.base if symbol != str(address) else f"{address.scheme}://{address.host}"
        for attempt in range(self.service.tries):
            if self._asked:
                self._sleep(wait if attempt else self.service.pause)
            self._asked = True
            try:
                answer = self._client.get(address)
            except httpx.TransportError as error:
                fault = f"{base} cannot be reached ({error or type(error).__name__})"
                wait = min(wait * 2, _LONGEST_WAIT)
                continue
            if answer.status_code not in PASSING:
                return content(symbol, answer) if symbol != str(address) else whole(symbol, answer)
            fault = f"{base} answers {answer.status_code}"
            wait = min(asked_wait(answer) or wait * 2, _LONGEST_WAIT)
        raise DocumentError(symbol, fault, "the document", "check the network or try again later")

    def _keep(self, stem: str, symbol: str, data: bytes) -> Path:
        """Write beside and rename, so that a fetch that is cut short leaves nothing that looks whole."""
        target = self.folder / (stem + _ENDINGS.get(media_type(data), ".txt"))
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=".fetch-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(target)
        except OSError as error:
            raise DocumentError(
                symbol, f"cannot be kept in {self.folder}: {error.strerror}", "a writable folder"
            ) from error
        return target


def content(symbol: str, answer: httpx.Response) -> bytes:
    """The document in an answer; raises DocumentError where the service has none."""
    if answer.status_code == 404 or (answer.is_success and not is_document(answer)):
        raise DocumentError(symbol, "the service has no such document", "the symbol of a published document")
    if not answer.is_success:
        raise DocumentError(symbol, f"the service answers {answer.status_code}", "the document")
    return answer.content


def whole(address: str, answer: httpx.Response) -> bytes:
    """What lies at an address; raises DocumentError where nothing does."""
    if not answer.is_success or not answer.content:
        raise DocumentError(address, f"the server answers {answer.status_code}", "a document", "check the address")
    return answer.content


def is_address(where: str) -> bool:
    """Whether this is a web address."""
    return where.startswith(("http://", "https://"))


def document(address: str) -> Document:
    """The document at a web address; raises DocumentError where it cannot be had."""
    with Fetcher(Service(), cache_folder()) as fetcher:
        return fetcher.document(address)


def is_document(answer: httpx.Response) -> bool:
    """Whether the answer carries a file: the service says of an unknown symbol so in JSON or a short page."""
    kind = answer.headers.get("content-type", "").split(";")[0].strip()
    return bool(answer.content) and kind != "application/json" and media_type(answer.content) != "text/html"


def asked_wait(answer: httpx.Response) -> float | None:
    """The seconds for which the service asks us to wait, where it says so in seconds."""
    value = answer.headers.get("retry-after", "")
    return float(value) if value.isdigit() else None


def file_name(symbol: str) -> str:
    """A_RES_60_288 of A/RES/60/288: a file name from which the symbol can be read back."""
    return symbol.replace("/", "_")


def glob_safe(stem: str) -> str:
    """The stem as a pattern that matches itself alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in stem)


def cache_folder() -> Path:
    """Where fetched documents lie: CTKG_CACHE, else the user's cache folder."""
    given = os.environ.get("CTKG_CACHE")
    base = os.environ.get("XDG_CACHE_HOME")
    return Path(given) if given else (Path(base) if base else Path.home() / ".cache") / "ctkg" / "documents"
