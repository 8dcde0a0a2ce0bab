"""A build on a cluster that loses a worker in the middle.

    python tests/cluster_builder.py ADDRESS PID WORKER OUT DOCUMENT ...

Begins when two workers are there. The one named WORKER, which is the process PID, is stopped before the first portion
of the documents is handed out, and killed once the other has read a portion: it surely has work before it then. Prints
how many portions were read when it was killed, how many of those handed out were not, and how many lay before it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from graph_build import batch_cluster, building


class Losing(batch_cluster.Cluster):
    """The cluster at an address, which loses a worker in the middle."""

    def __init__(self, address: str, pid: int, worker: str) -> None:
        super().__init__(address)
        self.pid, self.worker = pid, worker
        self.handed: list[Future[Any]] = []
        self._client.wait_for_workers(2, timeout=120)

    def once(self, common: Any) -> Any:
        """The same, and then there is no way back for the worker."""
        sent = super().once(common)
        sent.result()
        self._client.replicate([sent])
        os.kill(self.pid, signal.SIGSTOP)
        threading.Thread(target=self._kill, daemon=True).start()
        return sent

    def submit(self, work: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The same; kept, to see what is done."""
        self.handed.append(super().submit(work, *args, **kwargs))
        return self.handed[-1]

    def before_it(self) -> int:
        """How many portions lie before the worker."""
        workers: dict[str, dict[str, Any]] = self._client.scheduler_info(n_workers=-1)["workers"]
        work: dict[str, Any] = self._client.processing()
        return sum(len(work[address]) for address, each in workers.items() if each["name"] == self.worker)

    def _kill(self) -> None:
        while not (read := sum(each.done() for each in self.handed)) or not (before := self.before_it()):
            time.sleep(0.01)
        os.kill(self.pid, signal.SIGKILL)
        print(read, len(self.handed) - read, before, flush=True)


def main(address: str, pid: int, worker: str, out: Path, documents: list[str]) -> None:
    """Builds the documents alone, without the shipped ones."""
    with Losing(address, pid, worker) as pool:
        building.build(documents, out, workers=pool, shipped=False)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), sys.argv[5:])
