"""Real SPARQL 1.1 servers to test with: Virtuoso, started on free ports of 127.0.0.1."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from graph_build.store_remote import Endpoint

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
ResultSetMaxRows = {rows}
"""


def free_ports(count: int) -> list[int]:
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in held]
    for each in held:
        each.close()
    return ports


class Server:
    """A Virtuoso with its database in `folder`: started, killed and started again at the same address."""

    def __init__(self, folder: Path, rows: int = 1_000_000) -> None:
        program = shutil.which("virtuoso-t")
        if program is None:
            pytest.skip("no virtuoso-t here (Debian: virtuoso-opensource-7-bin)")
        self.program, self.folder = program, folder
        http, sql = free_ports(2)
        folder.mkdir(exist_ok=True)
        (folder / "v.ini").write_text(INI.format(http=http, sql=sql, rows=rows))
        url = f"http://127.0.0.1:{http}/sparql"
        self.endpoint = Endpoint.at(url, {"CTKG_STORE_USER": "dba", "CTKG_STORE_PASSWORD": "dba"})

    def start(self) -> None:
        """The server answers."""
        with (self.folder / "out").open("ab") as out:
            command = [self.program, "+foreground", "+configfile", "v.ini"]
            self.process = subprocess.Popen(command, cwd=self.folder, stdout=out, stderr=out)
        for _ in range(600):
            assert self.process.poll() is None, (self.folder / "out").read_text()
            try:
                if httpx.get(self.endpoint.query, params={"query": "ASK {}"}).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        raise AssertionError("Virtuoso does not answer")

    def kill(self) -> None:
        """The server is gone at once, as if the power had failed."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=30)
        (self.folder / "v.lck").unlink(missing_ok=True)


@contextmanager
def running(folder: Path, rows: int = 1_000_000) -> Iterator[Server]:
    """A server for the block; the test is skipped where Virtuoso is not installed."""
    server = Server(folder, rows)
    try:
        server.start()
        yield server
    finally:
        server.kill()
