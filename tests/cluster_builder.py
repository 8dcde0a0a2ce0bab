"""A build on a cluster that loses a worker in the middle.

    python tests/cluster_builder.py ADDRESS PID WORKER OUT DOCUMENT ...

Begins when two workers are there. Once the first outcome is there and the worker named WORKER has work before it, the
process PID, which is that worker, is killed. Prints how many documents were read before, and what was before the worker
when it was killed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from graph_build import batch_cluster, building
from graph_build.batch import Quiet


class Killer(Quiet):
    """Kills a worker that has work before it."""

    def __init__(self, pool: batch_cluster.Cluster, pid: int, worker: str) -> None:
        self.client: Any = pool._client
        self.pid, self.worker, self.read = pid, worker, 0

    def advance(self) -> None:
        self.read += 1
        if not self.pid:
            return
        names = {address: each["name"] for address, each in self.client.scheduler_info(n_workers=-1)["workers"].items()}
        work = {names[address]: tasks for address, tasks in self.client.processing().items()}
        if work.get(self.worker):
            os.kill(self.pid, signal.SIGKILL)
            print(self.read, len(work[self.worker]), flush=True)
            self.pid = 0


def main(address: str, pid: int, worker: str, out: Path, documents: list[str]) -> None:
    """Builds the documents alone, without the shipped ones."""
    with batch_cluster.readers(None, address) as pool:
        assert isinstance(pool, batch_cluster.Cluster)
        pool._client.wait_for_workers(2, timeout=120)  # so that the one to be killed gets work
        building.build(documents, out, workers=pool, shipped=False, watch=Killer(pool, pid, worker))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]), sys.argv[5:])
