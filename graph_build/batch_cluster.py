"""Reading on a Dask cluster: one more executor, whose processes may be on other machines.

Documents are read where they lie, so paths and addresses must mean the same to every worker. The registers go to each
worker once. What a worker that dies had in hand is read by another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any

from graph_build.batch import Workers
from graph_build.batch_cache import rules
from graph_build.errors import CtkgError

#: Seconds in which the scheduler must answer and have a worker.
PATIENCE = 15
#: How often a portion is tried again that failed by itself, not by the death of its worker.
RETRIES = 2


class Cluster(Executor):
    """The workers of the scheduler at an address such as tcp://127.0.0.1:8786.

    Raises CtkgError where distributed is not installed, no scheduler answers, it has no worker, or a worker has another
    ctkg than this one: the same documents must give the same bytes.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._client: Any = _connected(address)
        try:
            self._check()
        except BaseException:
            self._client.close()
            raise
        self._pool: Executor = self._client.get_executor(retries=RETRIES, pure=False)

    def _check(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            theirs: dict[str, str] = self._client.run(state)
        except TimeoutError:
            do = f"start one: dask worker {self.address}"
            raise CtkgError(self.address, "the scheduler has no workers", "one at least", do) from None
        except Exception as error:
            found = f"a worker cannot read ({type(error).__name__}: {error})"
            raise CtkgError(self.address, found, "ctkg installed where each worker runs") from error
        ours = state()
        if other := sorted(worker for worker, found in theirs.items() if found != ours):
            raise CtkgError(other[0], "another ctkg than this one", "the same version at every worker", "update it")

    @property
    def width(self) -> int:
        """How many documents are read at the same time."""
        threads: dict[str, int] = self._client.nthreads()
        return max(1, sum(threads.values()))

    def once(self, common: Any) -> Any:
        """What stands for it among the arguments of `submit`: each worker gets it once, from here or another worker."""
        return self._client.submit(_same, common, pure=False)

    def submit(self, work: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The work is done by some worker."""
        return self._pool.submit(work, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets go of the cluster, which goes on without us."""
        self._pool.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _connected(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        do = "pip install 'ctkg[cluster]'"
        raise CtkgError("--cluster", "the library distributed is not installed", "ctkg with it", do) from error
    try:
        connect: Any = Client  # which has no types
        return connect(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        found, what = f"no scheduler answers ({error})", "a Dask scheduler such as tcp://127.0.0.1:8786"
        raise CtkgError(address, found, what, "start one: dask scheduler") from error


def _same(common: Any) -> Any:
    return common


def state() -> str:
    """A digest of the rules that read here."""
    found = hashlib.sha256()
    for part in rules():
        found.update(part)
    return found.hexdigest()


@contextmanager
def readers(workers: int | None, cluster: str | None) -> Iterator[Workers]:
    """Who reads: so many processes, or the cluster at an address."""
    if cluster is None:
        yield workers
        return
    with Cluster(cluster) as pool:
        yield pool
