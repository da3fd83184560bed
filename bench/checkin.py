"""The door over HTTP: check-ins a second (target 200/s, p99 150 ms) and 500 offline ones at once
(target 3 s, no duplicate), on SQLite and on PostgreSQL, with the load generator beside it."""

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
from contextlib import ExitStack
from pathlib import Path
from statistics import quantiles
from typing import Any
from uuid import uuid4

from bench.report import Report, run, sanviec
from tests.ground.postgres import PostgresMissing, PostgresServer

PEOPLE, OFFLINE, SECONDS, CLIENTS = 12_000, 500, 20, 4
SEND = "/cua/may/gui/"


def main() -> None:
    """Fill a database, serve it, let people in; once for each kind of database."""
    report = Report("checkin")
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        _measure(report, "SQLite", {"SANVIEC_HOME": folder})
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = PostgresServer()
        try:
            # What is acknowledged here must be on the disk, as in production.
            server.start(durable=True)
        except PostgresMissing as error:
            report.add("PostgreSQL", f"left out: {error}")
        else:
            stack.callback(server.stop)
            url = f"postgresql://sanviec@/sanviec?host={server.socket_dir}"
            _create_database(server.socket_dir)
            _measure(report, "PostgreSQL", {"SANVIEC_HOME": folder, "SANVIEC_DATABASE_URL": url})
    report.finish()


def _create_database(socket_dir: str) -> None:
    import psycopg

    with psycopg.connect(
        dbname="postgres", user="sanviec", host=socket_dir, autocommit=True
    ) as connection:
        connection.execute("CREATE DATABASE sanviec")


def _measure(report: Report, what: str, home: dict[str, str]) -> None:
    run(sanviec("migrate"), **home)
    told = _ground(home, "make", str(PEOPLE))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        sanviec("serve", "--port", str(port), "--workers", "2"),
        env=os.environ | home,
        start_new_session=True,
    )
    try:
        _wait(port)
        door = _Door(port, told["key"], server.pid)
        _offline(report, what, door, told["tickets"][:OFFLINE])
        _online(report, what, door, told["tickets"][OFFLINE:])
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()
    found = _ground(home, "count")
    expected = door.accepted
    doubled = max(found["inside"], found["scans"], found["visits"]) - expected
    report.add(f"{what}: acknowledged and lost, or counted twice", str(doubled), "0")
    report.add(f"{what}: findings in the audit chain", str(found["findings"]), "0")


def _ground(home: dict[str, str], *arguments: str) -> Any:
    command = [sys.executable, "-m", "bench.checkin_ground", *arguments]
    done = subprocess.run(
        command, check=True, env=os.environ | home, capture_output=True, text=True
    )
    return json.loads(done.stdout)


class _Door:
    """A machine that sends what it scanned, and counts what was taken."""

    def __init__(self, port: int, key: str, server: int) -> None:
        self.port, self.key, self.server = port, key, server
        self.accepted = 0
        self.failed = 0
        self.lock = threading.Lock()

    def send(self, scans: list[dict[str, Any]], *, is_again: bool = False) -> float:
        """Seconds until the answer."""
        body = json.dumps({"scans": scans})
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("POST", SEND, body, {"X-Device-Key": self.key})
        answer = connection.getresponse()
        told = answer.read()
        connection.close()
        spent = time.perf_counter() - started
        outcomes = [s["outcome"] for s in json.loads(told)["scans"]] if answer.status == 200 else []
        with self.lock:
            self.failed += answer.status != 200
            self.accepted += 0 if is_again else outcomes.count("accepted")
        return spent


def _scan(ticket: str) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "via": "qr",
        "ticket": ticket,
    }


def _offline(report: Report, what: str, door: _Door, tickets: list[str]) -> None:
    scans = [_scan(ticket) for ticket in tickets]
    report.add(f"{what}: {OFFLINE} offline check-ins sent", f"{door.send(scans):.2f} s", "3 s")
    again = door.send(scans[::-1], is_again=True)
    report.add(f"{what}: the same sent again", f"{again:.2f} s", "3 s")


def _online(report: Report, what: str, door: _Door, tickets: list[str]) -> None:
    spent: list[float] = []
    waiting = iter(tickets)
    until = time.perf_counter() + SECONDS

    def client() -> None:
        while time.perf_counter() < until:
            with door.lock:
                ticket = next(waiting, None)
            if ticket is None:
                return
            spent.append(door.send([_scan(ticket)]))

    started, before = time.perf_counter(), _server_seconds(door.server)
    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    each = (_server_seconds(door.server) - before) / len(spent)
    # Unlike the rest, this hardly depends on what else the machine does.
    report.add(f"{what}: processor time of a check-in in the server", f"{each * 1000:.1f} ms")
    cut = quantiles(spent, n=100)
    report.add(f"{what}: check-ins a second", f"{len(spent) / took:.0f}", "200")
    report.add(f"{what}: p50", f"{cut[49] * 1000:.0f} ms")
    report.add(f"{what}: p99", f"{cut[98] * 1000:.0f} ms", "150 ms")
    report.add(f"{what}: failed", str(door.failed), "0")


def _server_seconds(group: int) -> float:
    """Processor seconds that the server's processes have used until now."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


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


if __name__ == "__main__":
    main()
