"""Many rows are worked on in several processes, and nobody can tell."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

import pytest

from sanviec.cli.spreading import spread

MANY = 3_000


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})


def _numbered_process(number: int) -> tuple[int, int]:
    return number, os.getpid()


def test_answers_come_in_order_from_other_processes() -> None:
    answers = list(spread(_numbered_process, range(MANY)))
    assert [number for number, _ in answers] == list(range(MANY))
    assert os.getpid() not in {process for _, process in answers}


def test_few_rows_stay_in_this_process() -> None:
    assert {process for _, process in spread(_numbered_process, range(100))} == {os.getpid()}


def test_rows_are_read_only_a_little_ahead() -> None:
    read = []

    def rows() -> Iterator[int]:
        for number in range(100_000):
            read.append(number)
            yield number

    answers = spread(_numbered_process, rows())
    next(answers)
    assert len(read) < 10_000
    answers.close()  # type: ignore[attr-defined]  # a generator where there are many rows


def test_an_error_in_a_row_reaches_the_caller() -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda number: 1 // (number - 2_500), range(MANY)))


def test_who_stops_early_leaves_no_process_behind() -> None:
    answers = spread(_numbered_process, range(50_000))
    list(islice(answers, 10))
    answers.close()  # type: ignore[attr-defined]  # a generator where there are many rows
    assert multiprocessing.active_children() == []


def _killed_at(number: int) -> int:
    if number == 2_600:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_killed_process_is_an_error_not_a_shorter_list() -> None:
    with pytest.raises(BrokenProcessPool):
        list(spread(_killed_at, range(MANY)))


_ENDLESS = """
import itertools, os, sys
from sanviec.cli.spreading import spread
os.sched_getaffinity = lambda _: {0, 1}
for _ in spread(abs, itertools.count()):
    print("x", flush=True)
"""


@pytest.mark.slow
def test_processes_leave_with_a_command_that_was_killed() -> None:
    command = [sys.executable, "-c", _ENDLESS]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.kill()
        # The pipe ends only when the last process that holds it has ended.
        running.communicate(timeout=60)
