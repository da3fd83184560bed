"""The door over HTTP: check-ins a second (target 200/s, p99 150 ms) and 500 offline ones at once
(target 3 s, no duplicate), on SQLite and on PostgreSQL, with the load generator beside it."""

from __future__ import annotations

import json
import threading
import time
from functools import partial
from typing import Any
from uuid import uuid4

from bench.report import Report, run, sanviec
from bench.serving import Served, ground, load, on_each_database, served

PEOPLE, OFFLINE, SECONDS, CLIENTS = 12_000, 500, 20, 4
GROUND = "bench.checkin_ground"


def main() -> None:
    """Fill a database, serve it, let people in; once for each kind of database."""
    report = Report("checkin")
    on_each_database(report, partial(_measure, report))
    report.finish()


def _measure(report: Report, what: str, home: dict[str, str]) -> None:
    run(sanviec("migrate"), **home)
    told = ground(GROUND, home, "make", str(PEOPLE))
    with served(home) as server:
        door = _Door(server, told["key"])
        _offline(report, what, door, told["tickets"][:OFFLINE])
        tickets = told["tickets"][OFFLINE:]
        done = load(server, tickets, door.let_in, seconds=SECONDS, clients=CLIENTS)
    done.tell(report, f"{what}: check-ins", "200", "150 ms")
    found = ground(GROUND, home, "count")
    doubled = max(found["inside"], found["scans"], found["visits"]) - door.accepted
    report.add(f"{what}: acknowledged and lost, or counted twice", str(doubled), "0")
    report.add(f"{what}: findings in the audit chain", str(found["findings"]), "0")


class _Door:
    """A machine that sends what it scanned, and counts what was taken."""

    def __init__(self, server: Served, key: str) -> None:
        self.server, self.key = server, key
        self.accepted = 0
        self.lock = threading.Lock()

    def send(self, scans: list[dict[str, Any]], *, is_again: bool = False) -> bool:
        """Whether the server answered."""
        headers = {"X-Device-Key": self.key}
        body = json.dumps({"scans": scans})
        status, _headers, text = self.server.request("POST", "/cua/may/gui/", body, headers)
        outcomes = [s["outcome"] for s in json.loads(text)["scans"]] if status == 200 else []
        with self.lock:
            self.accepted += 0 if is_again else outcomes.count("accepted")
        return bool(status == 200)

    def let_in(self, ticket: str) -> bool:
        """One person at the door."""
        return self.send([_scan(ticket)])


def _scan(ticket: str) -> dict[str, Any]:
    return {"id": str(uuid4()), "via": "qr", "ticket": ticket}


def _offline(report: Report, what: str, door: _Door, tickets: list[str]) -> None:
    scans = [_scan(ticket) for ticket in tickets]
    for told, batch, is_again in (
        (f"{OFFLINE} offline check-ins sent", scans, False),
        ("the same sent again", scans[::-1], True),
    ):
        started = time.perf_counter()
        door.send(batch, is_again=is_again)
        report.add(f"{what}: {told}", f"{time.perf_counter() - started:.2f} s", "3 s")


if __name__ == "__main__":
    main()
