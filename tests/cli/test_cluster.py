"""``sanviec match --cluster``: the bytes of one machine, and what is said when it breaks."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from sanviec.cli import cluster as clusters
from sanviec.cli import cluster_address, main

from .small_cluster import SmallCluster, wait_for
from .test_usage import told

TRADES = ("kế toán", "lái xe", "công nhân may", "bán hàng", "bảo vệ", "thợ hàn", "đầu bếp")
PLACES = ("Hà Nội", "Huế", "Đà Nẵng", "Cần Thơ")
PEOPLE, OFFERS = 4_000, 1_500


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Arguments that name files with more than thirty blocks of people."""
    folder, rng = tmp_path_factory.mktemp("tệp"), random.Random(7)
    offers = [
        f"v{n},{rng.choice(TRADES)} {rng.choice(TRADES)},{rng.choice(PLACES)},{rng.randint(7, 20)}"
        for n in range(OFFERS)
    ]
    people = [f"s{n},{rng.choice(TRADES)},{rng.choice(PLACES)}" for n in range(PEOPLE)]
    offers_text = "\n".join(["id,title,place,salary", *(f"{line} triệu" for line in offers)])
    (folder / "viec.csv").write_text(offers_text, encoding="utf-8")
    (folder / "nguoi.csv").write_text("\n".join(["id,desired_job,place", *people]), "utf-8")
    given = ("--vacancies", folder / "viec.csv", "--jobseekers", folder / "nguoi.csv")
    return ["match", "--on", "2026-11-23", *map(str, given)]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[SmallCluster]:
    small = SmallCluster(tmp_path)
    yield small
    small.close()


@contextmanager
def started(argv: list[str]) -> Iterator[subprocess.Popen[str]]:
    """The command in a process of its own, which a test that fails does not leave behind."""
    command = [sys.executable, "-m", "sanviec.cli", *argv]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def blocks(spy: Client, name: str) -> dict[str, int]:
    """How many blocks a worker has to answer, and how many anybody has answered so far."""

    # Inside, so that it travels to the scheduler whole: nothing of the tests is known there.
    def look(dask_scheduler: Any) -> dict[str, int]:
        held = [len(w.processing) for w in dask_scheduler.workers.values() if w.name == name]
        prefix = dask_scheduler.task_prefixes.get("rank_block")
        return {"held": sum(held), "answered": prefix.state_counts["memory"] if prefix else 0}

    found: dict[str, int] = spy.run_on_scheduler(look)
    return found


def rankings(spy: Client) -> list[str]:
    """The rankings that each worker has at hand."""

    def look(dask_worker: Any) -> list[str]:
        return [name for name in dask_worker.plugins if name.startswith("sanviec-ranking-")]

    return [name for names in spy.run(look).values() for name in names]


def removals(spy: Client) -> list[dict[str, Any]]:
    """What the scheduler noted when workers left it."""
    events = [event for _, event in spy.get_events("all")]
    return [event for event in events if event["action"] == "remove-worker"]


@pytest.mark.slow
def test_a_worker_killed_over_its_blocks_changes_no_byte(
    files: list[str], cluster: SmallCluster, tmp_path: Path
) -> None:
    alone, together = tmp_path / "mot.csv", tmp_path / "nhieu.csv"
    cluster.add_worker("first")
    cluster.add_worker("second")
    main([*files, "--out", str(alone)])
    with Client(cluster.address, set_as_default=False) as spy:
        spy.wait_for_workers(2)
        with started([*files, "--out", str(together), "--cluster", cluster.address]) as running:
            wait_for(lambda: blocks(spy, "second")["answered"], "some block is answered")
            # Stopped, it answers nothing more; what the scheduler then gives it is lost with it.
            cluster.pause("second")
            wait_for(lambda: blocks(spy, "second")["held"], "the worker holds blocks")
            assert running.poll() is None
            cluster.kill("second")
            _, told_by_it = running.communicate(timeout=60)
            lost = [event["processing-tasks"] for event in removals(spy)]
    assert running.returncode == 0, told_by_it
    assert [any("rank_block" in task for task in tasks) for tasks in lost] == [True]
    assert together.read_bytes() == alone.read_bytes()


@pytest.mark.slow
def test_a_scheduler_that_is_lost_leaves_no_file(
    files: list[str], cluster: SmallCluster, tmp_path: Path
) -> None:
    cluster.add_worker("only")
    argv = [*files, "--out", str(tmp_path / "ghep.csv"), "--cluster", cluster.address]
    with Client(cluster.address, set_as_default=False) as spy, started(argv) as running:
        wait_for(lambda: blocks(spy, "only")["answered"], "some block is answered")
        cluster.pause("only")
        wait_for(lambda: blocks(spy, "only")["held"], "the worker holds blocks")
        spy.close()
        cluster.kill("scheduler")
        _, told_by_it = running.communicate(timeout=60)
    assert running.returncode == 2
    assert f"Mất liên lạc với bộ điều phối ở {cluster.address}" in told_by_it
    assert "Traceback" not in told_by_it
    assert list(tmp_path.glob("*ghep*")) == []


@pytest.mark.slow
def test_what_a_killed_command_left_on_the_workers_is_cleared(
    files: list[str], cluster: SmallCluster, tmp_path: Path
) -> None:
    cluster.add_worker("only")
    argv = [*files, "--out", str(tmp_path / "ghep.csv"), "--cluster", cluster.address]
    with Client(cluster.address, set_as_default=False) as spy:
        spy.wait_for_workers(1)
        with started(argv) as running:
            wait_for(lambda: blocks(spy, "only")["answered"], "some block is answered")
            running.kill()
        assert len(rankings(spy)) == 1
        with started(argv) as running:
            running.communicate(timeout=60)
        assert running.returncode == 0
        assert rankings(spy) == []


# A worker of another release, as a machine where somebody forgot to upgrade would be.
_OTHER_RELEASE = """
from sanviec.cli import cluster_worker
ours = cluster_worker.versions()
cluster_worker.versions = lambda: ours | {"numpy": "1.0"}
"""


@pytest.mark.slow
@pytest.mark.parametrize("is_late", [False, True], ids=["at the start", "joins later"])
def test_a_worker_of_another_release_is_refused(
    files: list[str], cluster: SmallCluster, tmp_path: Path, is_late: bool
) -> None:
    preload = tmp_path / "other_release.py"
    preload.write_text(_OTHER_RELEASE, encoding="utf-8")
    out = tmp_path / "ghep.csv"
    with Client(cluster.address, set_as_default=False) as spy:
        cluster.add_worker("other", *(() if is_late else ("--preload", str(preload))))
        spy.wait_for_workers(1)
        with started([*files, "--out", str(out), "--cluster", cluster.address]) as running:
            if is_late:
                wait_for(lambda: blocks(spy, "other")["answered"], "some block is answered")
                cluster.pause("other")
                cluster.add_worker("late", "--preload", str(preload))
                spy.wait_for_workers(2)
                cluster.kill("other")
            _, told_by_it = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "numpy 1.0 ≠" in told_by_it
    assert "make setup-cluster" in told_by_it
    assert not out.exists()


@pytest.mark.slow
def test_a_cluster_without_workers_is_told(
    files: list[str],
    cluster: SmallCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(clusters, "WORKERLESS_SECONDS", 1)
    out = tmp_path / "ghep.csv"
    text = told([*files, "--out", str(out), "--cluster", cluster.address], capsys)
    assert "không có máy làm việc nào trong 1 giây" in text
    assert not out.exists()


@pytest.mark.slow
def test_workers_that_all_die_are_told(
    files: list[str],
    cluster: SmallCluster,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(clusters, "WORKERLESS_SECONDS", 3)
    cluster.add_worker("only")
    argv = [*files, "--out", str(tmp_path / "ghep.csv"), "--cluster", cluster.address]
    with Client(cluster.address, set_as_default=False) as spy, ThreadPoolExecutor(1) as aside:
        spy.wait_for_workers(1)

        def kill() -> None:
            wait_for(lambda: blocks(spy, "only")["answered"], "some block is answered")
            cluster.kill("only")

        killing = aside.submit(kill)
        text = told(argv, capsys)
        killing.result()
    assert "không có máy làm việc nào trong 3 giây" in text
    assert list(tmp_path.glob("*ghep*")) == []


def test_nobody_listens(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    text = told([*files, "--out", str(tmp_path / "ghep.csv"), "--cluster", address], capsys)
    assert f"Không nối được với bộ điều phối ở {address}" in text
    assert "đã đọc" not in text


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (["--cluster", "máy-một"], "cần dạng tcp://máy:8786"),
        (["--cluster", "tcp://máy-một"], "cần dạng tcp://máy:8786"),
        (["--cluster", "http://127.0.0.1:8786"], "cần dạng tcp://máy:8786"),
        (["--cluster", "tcp://127.0.0.1:99999"], "cần dạng tcp://máy:8786"),
        (["--cluster", "tcp://a:1", "--direction", "mutual"], "chỉ dùng khi xếp việc cho người"),
        (["--cluster", "tcp://a:1", "--spread"], "chỉ dùng khi xếp việc cho người"),
    ],
)
def test_what_cannot_be_is_told_before_anything_is_read(
    files: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    more: list[str],
    expected: str,
) -> None:
    text = told([*files, "--out", str(tmp_path / "ghep.csv"), *more], capsys)
    assert expected in text
    assert "đã đọc" not in text


def test_a_machine_without_dask_is_told_how_to_get_it(
    files: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(cluster_address, "find_spec", lambda name: None)
    argv = [*files, "--out", str(tmp_path / "ghep.csv"), "--cluster", "tcp://127.0.0.1:8786"]
    assert "make setup-cluster" in told(argv, capsys)


@pytest.mark.slow
def test_tls_without_certificates_is_told(
    files: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"tls://127.0.0.1:{listening.getsockname()[1]}"
        argv = [*files, "--out", str(tmp_path / "ghep.csv"), "--cluster", address]
        assert f"Chưa có chứng thư TLS để nối với {address}" in told(argv, capsys)
