"""What the machines of a cluster run: vacancies made ready once a process, blocks ranked.

Imported by name on every worker, so that a worker needs this package and sends back rows only.
"""

from __future__ import annotations

import pickle
import platform
import zlib
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib import metadata, resources
from pathlib import Path
from threading import Lock
from typing import Any

from distributed import get_worker
from distributed.diagnostics.plugin import WorkerPlugin

from sanviec.engines.matching import JobseekerFacts, VacancyIndex

from .blocks import Ranking

# What a score and the bytes on the way depend on, besides our own files.
_LIBRARIES = ("numpy", "numba", "scipy", "vietnamadminunits", "dask", "distributed", "cloudpickle")
# What the plugin of a run is called, before the name of the client whose run it is.
RANKING = "sanviec-ranking-"
_OWN = ("kernel", "engines", "cli")
_SOURCES = {".py", ".csv", ".yaml", ".json", ".txt"}


@cache
def versions() -> dict[str, str]:
    """What has to be equal on all machines: Python, our own files, the libraries."""
    found = {"python": platform.python_version(), "sanviec": _own_files()}
    return found | {name: metadata.version(name) for name in _LIBRARIES}


def _own_files() -> str:
    """Version and checksum of the product: two checkouts of one version are not the same."""
    root = Path(str(resources.files("sanviec")))
    total = sha256()
    for part in _OWN:
        for path in sorted((root / part).rglob("*")):
            if path.suffix in _SOURCES:
                total.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return f"{metadata.version('sanviec')}+{total.hexdigest()[:12]}"


class RankingPlugin(WorkerPlugin):
    """One ranking on one worker; a worker that comes later or again gets it from the scheduler.

    Args:
        name: as the blocks ask for it.
        ranking: handed over packed, because every machine of the cluster gets a copy.
    """

    def __init__(self, name: str, ranking: Ranking) -> None:
        self.name = name
        self._packed = zlib.compress(pickle.dumps(ranking, protocol=5), level=1)
        self._ready: tuple[Ranking, VacancyIndex] | None = None

    def setup(self, worker: Any) -> None:
        """Be there; the vacancies are made ready by the first block, off the event loop."""
        self._lock = Lock()

    def rows(self, block: Sequence[JobseekerFacts]) -> list[list[Any]]:
        """The rows of a block's exact lists."""
        with self._lock:
            if self._ready is None:
                ranking = pickle.loads(zlib.decompress(self._packed))
                self._ready = ranking, ranking.index()
                self._packed = b""
        ranking, index = self._ready
        rows: list[list[Any]] = ranking.rows(index, block)
        return rows


def rank_block(name: str, sent: dict[str, str], block: Sequence[JobseekerFacts]) -> Any:
    """The rows of a block; where this machine differs, its versions in their place.

    Args:
        name: of the ranking's plugin.
        sent: `versions()` of whoever asks: a worker may join after the check at the start.
        block: some people.
    """
    if versions() != sent:
        return versions()
    plugin: Any = get_worker().plugins[name]
    return plugin.rows(block)


def left_behind(dask_scheduler: Any) -> list[str]:
    """On the scheduler: the plugins of runs whose client has gone."""
    names = [name for name in dask_scheduler.worker_plugins if name.startswith(RANKING)]
    return [name for name in names if name.removeprefix(RANKING) not in dask_scheduler.clients]
