"""Work on the rows of a file in several processes, in the order of the file."""

from __future__ import annotations

import gc
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Starting processes takes as long as reading some hundred rows.
_FEW = 2_000
_CHUNK = 250
_MOST_PROCESSES = 8
# Chunks that wait for each process: enough to keep it busy, few enough to hold in memory.
_WAITING = 3
_LOOK_SECONDS = 1

# What the processes do; they inherit it when they are forked, tables and all, for nothing.
_work: Callable[[Any], Any] | None = None


def spread(
    ask: Callable[[T], R], items: Iterable[T], *, few: int = _FEW, chunk: int = _CHUNK
) -> Iterator[R]:
    """Give `map(ask, items)`, worked out on all cores when there are many items.

    Args:
        ask: A pure function; its answers must survive pickling.
        items: Read a little ahead of what was answered, never all at once.
        few: With fewer items than this no process is started.
        chunk: Items that a process is handed together.

    Raises:
        BrokenProcessPool: A process was killed, for want of memory most likely.
    """
    waiting = iter(items)
    first = list(islice(waiting, few))
    processes = min(_MOST_PROCESSES, len(os.sched_getaffinity(0)))
    if len(first) < few or processes < 2 or "fork" not in get_all_start_methods():
        return map(ask, chain(first, waiting))
    return _in_processes(ask, chain(first, waiting), processes, chunk)


def _in_processes(
    ask: Callable[[T], R], items: Iterator[T], processes: int, size: int
) -> Iterator[R]:
    global _work
    _work = ask
    # What stands now is left alone by the collector, here and there: looking at it would copy
    # every page of the shared tables into each process.
    gc.freeze()
    pending: deque[Future[list[R]]] = deque()
    pool = ProcessPoolExecutor(
        processes,
        mp_context=get_context("fork"),
        initializer=_leave_with,
        initargs=(os.getpid(),),
    )
    try:
        while chunk := list(islice(items, size)):
            pending.append(pool.submit(_answer, chunk))
            if len(pending) > processes * _WAITING:
                yield from pending.popleft().result()
        while pending:
            yield from pending.popleft().result()
    finally:
        gc.unfreeze()
        _work = None
        pool.shutdown(cancel_futures=True)


def _leave_with(parent: int) -> None:
    """Let a process end when the command was killed: it would wait for work for ever."""
    Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    os._exit(1)


def _answer(chunk: list[Any]) -> list[Any]:
    assert _work is not None
    return list(map(_work, chunk))
