"""Reading by any executor: threads, a Dask cluster, one that loses a worker; and documents at web addresses."""

from __future__ import annotations

import http.server
import importlib.util
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import virtuoso

from graph_build import assets, batch, building, store_files
from graph_build.batch_outcomes import Outcome
from graph_build.errors import CtkgError
from graph_build.tour import SPECIMEN

HERE = Path(__file__).parent
FILES = tuple(store_files.FILES.values())
TEXT = (assets.folder("specimens") / SPECIMEN).read_text("utf-8")


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The specimen under forty symbols, and a file that is no document."""
    folder = tmp_path_factory.mktemp("documents")
    for number in range(200, 240):
        (folder / f"{number}.txt").write_text(TEXT.replace("A/RES/61/999", f"A/RES/61/{number}"), "utf-8")
    return [*(str(path) for path in sorted(folder.iterdir())), str(folder / "absent.txt")]


@pytest.fixture(scope="module")
def alone(documents: list[str]) -> list[Outcome]:
    """What one process reads in them."""
    return list(batch.read_all(documents, batch.shipped_registers(), workers=1))


# ---------------------------------------------------------------- any executor


def test_any_executor_gives_the_same_in_the_same_order(documents: list[str], alone: list[Outcome]) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert list(batch.read_all(documents, batch.shipped_registers(), workers=pool)) == alone


class Deadly(ThreadPoolExecutor):
    """An executor whose workers die of one document, or that is lost itself."""

    def __init__(self, of: str, error: Exception) -> None:
        super().__init__(1)
        self.of, self.error = of, error

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        if self.of not in args[1]:
            return super().submit(work, *args, **kwargs)
        lost: Future[Sequence[Outcome]] = Future()
        lost.set_exception(self.error)
        return lost


def test_a_document_that_workers_die_of_is_named_and_the_rest_is_read(
    documents: list[str], alone: list[Outcome]
) -> None:
    with Deadly(documents[7], RuntimeError("killed")) as pool:
        found = list(batch.read_all(documents, batch.shipped_registers(), workers=pool))
    assert [*found[:7], *found[8:]] == [*alone[:7], *alone[8:]]
    assert found[7].reading is None
    assert f"{documents[7]}: every process that reads it dies of it" in str(found[7].error)


def test_readers_that_are_gone_are_an_error(documents: list[str]) -> None:
    with (
        Deadly(documents[7], BrokenProcessPool()) as pool,
        pytest.raises(CtkgError, match=r"reading: those who read are gone .*; try again, or with --workers 1"),
    ):
        list(batch.read_all(documents, batch.shipped_registers(), workers=pool))


# ---------------------------------------------------------------- web addresses


class _Shelf(http.server.SimpleHTTPRequestHandler):
    """Hands out the files of a folder, and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def shelf(documents: list[str]) -> Iterator[str]:
    handler = partial(_Shelf, directory=str(Path(documents[0]).parent))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_documents_at_web_addresses(shelf: str, alone: list[Outcome]) -> None:
    wheres = [shelf + "200.txt", shelf + "absent.txt"]
    found, missing = batch.read_all(wheres, batch.shipped_registers(), workers=1)
    assert found.reading is not None
    assert found.reading.document.source.file == wheres[0]
    assert alone[0].reading is not None
    assert found.reading.directives == alone[0].reading.directives
    assert found.reading.document.source.sha256 == alone[0].reading.document.source.sha256
    assert missing.error == f"{wheres[1]}: the server answers 404; expected a document; check the address"


# ---------------------------------------------------------------- a Dask cluster


class Dask:
    """A scheduler and two workers on 127.0.0.1, each a process."""

    def __init__(self, folder: Path) -> None:
        if importlib.util.find_spec("distributed") is None:
            pytest.skip("distributed is not installed (pip install 'ctkg[cluster]')")
        self.folder = folder
        (port,) = virtuoso.free_ports(1)
        self.address = f"tcp://127.0.0.1:{port}"
        place = ("--host", "127.0.0.1", "--no-dashboard")
        self.processes = {"scheduler": self._start("scheduler", *place, "--port", str(port))}
        for name in ("one", "two"):
            work = ("worker", self.address, *place, "--no-nanny", "--nthreads", "1", "--name", name)
            self.processes[name] = self._start(*work)

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from dask.__main__ import main; main()", *words]
        with (self.folder / f"{words[-1]}.log").open("wb") as out:
            return subprocess.Popen(command, cwd=self.folder, stdout=out, stderr=out)

    def logs(self) -> str:
        return "\n".join(path.read_text("utf-8") for path in self.folder.glob("*.log"))

    def stop(self) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(timeout=30)


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Dask]:
    found = Dask(tmp_path)
    yield found
    found.stop()


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command], capture_output=True, text=True, timeout=300, env=os.environ | environment
    )


def test_a_worker_killed_in_the_middle_changes_no_byte(documents: list[str], dask: Dask, tmp_path: Path) -> None:
    building.build(documents[:40], tmp_path / "one", workers=1, shipped=False)
    killed = dask.processes["two"]
    command = (str(HERE / "cluster_builder.py"), dask.address, str(killed.pid), "two", str(tmp_path / "out"))
    built = run(*command, *documents[:40], CTKG_CACHE=str(tmp_path / "cache"))
    assert built.returncode == 0, built.stderr + dask.logs()
    read, unread, before_it = map(int, built.stdout.split())
    assert killed.wait(timeout=30) == -signal.SIGKILL
    assert read > 0
    assert unread >= before_it > 0
    assert dask.processes["one"].poll() is None
    assert all((tmp_path / "out" / name).read_bytes() == (tmp_path / "one" / name).read_bytes() for name in FILES)


def test_by_the_command_line(documents: list[str], dask: Dask, shelf: str, tmp_path: Path) -> None:
    """Also documents at web addresses; what cannot be read is named."""
    command = ("-m", "graph_build", "build", *documents[:5], shelf + "230.txt", documents[40], "--no-shipped")
    built = run(*command, "--cluster", dask.address, "-o", str(tmp_path / "out"), CTKG_CACHE=str(tmp_path / "cache"))
    assert built.returncode == 1, built.stderr + dask.logs()
    assert built.stderr.startswith(f"ctkg: {documents[40]}: cannot be read")
    assert built.stderr.count("\n") == 1
    assert "0 shipped readings, 6 added" in built.stdout


class Elsewhere(ThreadPoolExecutor):
    """Workers that get the registers once, and that no relative path reaches."""

    sent = 0

    def once(self, common: Any) -> Any:
        self.sent += 1
        return common

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        assert all(Path(where).is_absolute() for where in args[1])
        return super().submit(work, *args, **kwargs)


def test_relative_paths_are_reached_and_keep_their_names(
    documents: list[str], alone: list[Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(documents[0]).parent)
    names = [Path(each).name for each in documents]
    with Elsewhere(2) as pool:
        found = list(batch.read_all(names, batch.shipped_registers(), workers=pool))
        assert pool.sent == 1
        with pytest.raises(CtkgError, match="standard input, which the workers of a cluster do not have"):
            list(batch.read_all(["-"], batch.shipped_registers(), workers=pool))
    here = list(batch.read_all(names, batch.shipped_registers(), workers=1))
    assert found[:-1] == here[:-1]
    assert [each.where for each in found] == names
    assert found[-1].error == alone[-1].error


def test_nobody_at_the_address(documents: list[str]) -> None:
    if importlib.util.find_spec("distributed") is None:
        pytest.skip("distributed is not installed (pip install 'ctkg[cluster]')")
    (port,) = virtuoso.free_ports(1)
    change = "from graph_build import batch_cluster, cli; batch_cluster.PATIENCE = 1; cli.main()"
    found = run("-c", change, "read", documents[0], "--cluster", f"tcp://127.0.0.1:{port}")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr.startswith(f"ctkg: tcp://127.0.0.1:{port}: no scheduler answers")
    assert found.stderr.endswith("start one: dask scheduler\n")


def test_without_the_library(documents: list[str]) -> None:
    change = "import sys; sys.modules['distributed'] = None; from graph_build import cli; cli.main()"
    found = run("-c", change, "read", documents[0], "--cluster", "tcp://127.0.0.1:1")
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == (
        "ctkg: --cluster: the library distributed is not installed; expected ctkg with it; "
        "pip install 'ctkg[cluster]'\n"
    )
