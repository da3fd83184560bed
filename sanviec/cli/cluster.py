"""``sanviec match --cluster``: the blocks of people on a Dask cluster, in the order of the people.

Dask is imported only when a cluster is asked for: one machine needs none of it.
"""

from __future__ import annotations

import logging
import time
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from distributed import Client, Future, KilledWorker, Security
from distributed.versions import VersionMismatchWarning

from sanviec.engines.matching import JobseekerFacts

from .blocks import Ranking
from .cluster_address import REACH_SECONDS
from .cluster_errors import Trouble, cluster_error, versions_differ
from .cluster_worker import RANKING, RankingPlugin, left_behind, rank_block, versions

# As long as a restarted worker needs to come back, and some.
WORKERLESS_SECONDS = 60
_LOOK_SECONDS = 2
# Blocks on the way for each thread: enough to keep it busy, few enough to hold in memory.
_WAITING = 3


def rank_on_cluster(
    address: str, ranking: Ranking, blocks: Iterable[Sequence[JobseekerFacts]]
) -> Iterator[list[list[Any]]]:
    """Give each block's rows in the order of the blocks, worked out by the cluster's workers.

    A worker that dies gives its blocks back to the others; a worker that joins helps.

    Args:
        address: of the scheduler; `tls://` takes its certificates from Dask's configuration.
        ranking: what every block depends on; sent once to each worker.
        blocks: people; read a little ahead of what was answered.

    Raises:
        InputError: the scheduler is away or lost, no worker is left, or versions differ.
    """
    with _connected(address) as client, _told(address):
        _await_workers(client, address)
        ours = _same_versions(client, address)
        _clear_left_behind(client)
        run = _Run(client, address, f"{RANKING}{client.id}", ours)
        client.register_plugin(RankingPlugin(run.name, ranking))
        try:
            yield from run.in_order(blocks)
        finally:
            # Where the scheduler is gone there is nothing left to clear.
            if client.status == "running":
                with suppress(OSError, CancelledError):
                    client.unregister_worker_plugin(run.name)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    # Versions are compared by us and losses are told by us, in the language that was chosen.
    warnings.simplefilter("ignore", VersionMismatchWarning)
    for noisy in ("distributed", "distributed.client", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    try:
        own = Security().get_connection_args("client")
        if address.startswith("tls:") and not own["ssl_context"]:
            raise cluster_error(Trouble.NO_CERTIFICATES, address)
        client = Client(address, timeout=REACH_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
        raise cluster_error(Trouble.UNREACHABLE, address, error) from error
    try:
        yield client
    finally:
        with suppress(OSError, CancelledError):
            client.close(timeout=_LOOK_SECONDS)


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Tell a connection that broke as the loss of the scheduler."""
    try:
        yield
    except (OSError, CancelledError) as error:
        raise cluster_error(Trouble.LOST, address, error) from error


def _await_workers(client: Client, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKERLESS_SECONDS)
    except TimeoutError as error:
        raise cluster_error(Trouble.WORKERLESS, address, seconds=WORKERLESS_SECONDS) from error


def _same_versions(client: Client, address: str) -> dict[str, str]:
    """Give our versions, after a look that scheduler and workers have the same.

    Raises:
        InputError: they have not; rows of unlike versions must not stand in one file.
    """
    ours = versions()
    try:
        found: dict[str, Any] = {address: client.run_on_scheduler(versions)}
    except (ImportError, AttributeError) as error:
        raise cluster_error(Trouble.UNKNOWN_THERE, address, error) from error
    found |= client.run(versions, on_error="return")
    for where, theirs in found.items():
        if isinstance(theirs, OSError):
            continue  # It died meanwhile; the others do its work.
        if isinstance(theirs, Exception):
            raise cluster_error(Trouble.UNKNOWN_THERE, where, theirs) from theirs
        if theirs != ours:
            raise versions_differ(where, theirs, ours)
    return ours


def _clear_left_behind(client: Client) -> None:
    """Take away what runs left on the workers whose command was killed."""
    for name in client.run_on_scheduler(left_behind):
        client.unregister_worker_plugin(name)


@dataclass(frozen=True)
class _Run:
    """One ranking on a cluster: whom to ask, what it is called there, our versions."""

    client: Client
    address: str
    name: str
    ours: dict[str, str]

    def in_order(self, blocks: Iterable[Sequence[JobseekerFacts]]) -> Iterator[list[list[Any]]]:
        """Give the rows of each block; more blocks are on the way when more workers are there."""
        pending: deque[Future] = deque()
        for block in blocks:
            sent = self.client.submit(rank_block, self.name, self.ours, block, pure=False)
            pending.append(sent)
            if len(pending) >= self._most_pending():
                yield self._rows(pending.popleft())
        while pending:
            yield self._rows(pending.popleft())

    def _most_pending(self) -> int:
        return _WAITING * max(sum(self.client.nthreads().values()), 1)

    def _rows(self, sent: Future) -> list[list[Any]]:
        """Give a block's rows, however often a worker dies over it."""
        seen = time.monotonic()
        while True:
            try:
                rows: Any = sent.result(timeout=_LOOK_SECONDS)
            except OSError as error:
                if sent.status == "error":
                    # The block's own error, not one of the way to it.
                    raise RuntimeError(f"a block of people failed: {error}") from error
                if not isinstance(error, TimeoutError):
                    raise
                seen = self._last_seen(seen)
            except KilledWorker as error:
                last = str(error.last_worker.address)
                raise cluster_error(Trouble.KILLED, last, error) from error
            except ImportError as error:
                raise cluster_error(Trouble.UNKNOWN_THERE, self.address, error) from error
            else:
                if isinstance(rows, dict):
                    raise versions_differ(self.address, rows, self.ours)
                return list(rows)

    def _last_seen(self, before: float) -> float:
        """Give the last instant at which there was a worker.

        Raises:
            InputError: that is too long ago.
        """
        now = time.monotonic()
        if self.client.nthreads():
            return now
        if now - before > WORKERLESS_SECONDS:
            raise cluster_error(Trouble.WORKERLESS, self.address, seconds=WORKERLESS_SECONDS)
        return before
