"""The real server on a free port, on SQLite and on PostgreSQL, and many clients beside it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from bench.report import Report, sanviec
from tests.ground.postgres import PostgresMissing, PostgresServer


def on_each_database(report: Report, measure: Callable[[str, dict[str, str]], None]) -> None:
    """Call ``measure`` with the name and the environment of an empty database of each kind."""
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", {"SANVIEC_HOME": folder})
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = PostgresServer()
        try:
            # What is acknowledged here must be on the disk, as in production.
            server.start(durable=True)
        except PostgresMissing as error:
            report.add("PostgreSQL", f"left out: {error}")
            return
        stack.callback(server.stop)
        url = f"postgresql://sanviec@/sanviec?host={server.socket_dir}"
        _create_database(server.socket_dir)
        measure("PostgreSQL", {"SANVIEC_HOME": folder, "SANVIEC_DATABASE_URL": url})


def _create_database(socket_dir: str) -> None:
    import psycopg

    with psycopg.connect(
        dbname="postgres", user="sanviec", host=socket_dir, autocommit=True
    ) as connection:
        connection.execute("CREATE DATABASE sanviec")


def ground(module: str, home: dict[str, str], *arguments: str) -> Any:
    """What a module prints as JSON when it is run inside the product's own settings."""
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(
        command, check=True, env=os.environ | home, capture_output=True, text=True
    )
    return json.loads(done.stdout)


@contextmanager
def served(home: dict[str, str]) -> Iterator[Served]:
    """The server with two workers, until the block ends."""
    port, signals = _free_port(), _free_port()
    server = subprocess.Popen(
        sanviec("serve", "--port", str(port), "--signal-port", str(signals), "--workers", "2"),
        env=os.environ | {"SANVIEC_LOG_LEVEL": "ERROR"} | home,
        start_new_session=True,
    )
    try:
        _wait(port)
        yield Served(port, server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/song/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the server did not start")


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    group: int

    def request(self, method: str, path: str, body: str, headers: dict[str, str]) -> Any:
        """Status, headers and text of one answer, on a connection of its own.

        By hand: the standard library reads an answer's headers as those of an e-mail, and what the
        clients take of the two cores the server lacks.
        """
        content = body.encode()
        told = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"} | headers
        told["Content-Length"] = str(len(content))
        head = [f"{method} {path} HTTP/1.1", *(f"{name}: {said}" for name, said in told.items())]
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall("\r\n".join([*head, "", ""]).encode() + content)
            answer = b"".join(iter(partial(line.recv, 65_536), b""))
        answered, _end, text = answer.partition(b"\r\n\r\n")
        first, *rest = answered.decode("latin-1").split("\r\n")
        fields = (one.partition(":") for one in rest)
        named = {name: said.strip() for name, _colon, said in fields}
        return int(first.split()[1]), named, text.decode("utf-8", "replace")

    def processor_seconds(self) -> float:
        """What the server's processes have used until now."""
        ticks = 0
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = path.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[2]) == self.group:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


@dataclass
class Load:
    """What many clients saw: seconds of each act, how long all took, and how many failed."""

    spent: list[float]
    took: float
    failed: int
    processor: float

    def tell(self, report: Report, what: str, per_second: str, p99: str) -> None:
        """Add the figures to a report."""
        cut = quantiles(self.spent, n=100)
        each = self.processor / len(self.spent)
        # Unlike the rest, this hardly depends on what else the machine does.
        report.add(f"{what}: processor time of one in the server", f"{each * 1000:.1f} ms")
        report.add(f"{what}: a second", f"{len(self.spent) / self.took:.0f}", per_second)
        report.add(f"{what}: p50", f"{cut[49] * 1000:.0f} ms")
        report.add(f"{what}: p99", f"{cut[98] * 1000:.0f} ms", p99)
        report.add(f"{what}: failed", str(self.failed), "0")


def load(
    server: Served, things: list[Any], act: Callable[[Any], bool], *, seconds: float, clients: int
) -> Load:
    """Do ``act`` with one thing after another on several threads until the time is over."""
    waiting, lock = iter(things), threading.Lock()
    spent: list[float] = []
    failures: list[Any] = []
    started, before = time.perf_counter(), server.processor_seconds()

    def client() -> None:
        while time.perf_counter() < started + seconds:
            with lock:
                thing = next(waiting, None)
            if thing is None:
                return
            began = time.perf_counter()
            if not act(thing):
                failures.append(thing)
            spent.append(time.perf_counter() - began)

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    return Load(spent, took, len(failures), server.processor_seconds() - before)
