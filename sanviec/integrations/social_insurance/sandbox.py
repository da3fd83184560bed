"""The sandbox twin: a small real HTTP server that does what the contract says, and its faults.

It is for tests, trainings and demos; it keeps everything in memory and forgets it at the end.
"""

from __future__ import annotations

import hashlib
import json
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

# "lost" does what was asked and then cuts the line: the other side will ask once more.
FAULTS = ("slow", "error", "rubbish", "half", "wrong_person", "lost")
# What is handed over by its id.
_TAKEN = frozenset({"decisions", "pay-lists", "transfers"})
Payer = Callable[[dict[str, Any]], dict[str, Any]]


def pay_all(row: dict[str, Any]) -> dict[str, Any]:
    """What the agency answers on a row that it paid."""
    return {"outcome": "paid", "amount_vnd": row["amount_vnd"], "on": row["on"]}


class _Server(ThreadingHTTPServer):
    """Threads that end with the process; a caller that hung up is no news."""

    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@dataclass
class SandboxAgency:
    """An agency of its own: people, the copies and lists that it got, and news.

    Args:
        people: number -> record in the fields of the contract.
        payer: what becomes of a row of a pay list.
        slow_seconds: how long a slow answer takes.
        page_size: how much of a list comes at once.
    """

    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    token: str = ""
    payer: Payer = pay_all
    slow_seconds: float = 5.0
    page_size: int = 100
    port: int = 0
    taken: dict[str, dict[str, Any]] = field(default_factory=dict)
    answers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    news: list[dict[str, Any]] = field(default_factory=list)
    faults: deque[str] = field(default_factory=deque)
    # One fault after so many requests, for a sandbox that is left running.
    fault_every: int = 0
    asked: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    stop: threading.Event = field(default_factory=threading.Event)
    _server: _Server | None = None

    @property
    def url(self) -> str:
        assert self._server is not None, "start it first"
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> SandboxAgency:
        self.start()
        threading.Thread(target=self._serve, name="sandbox-agency", daemon=True).start()
        return self

    def __exit__(self, *_details: object) -> None:
        self.stop.set()
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def start(self) -> None:
        """Take the port; nothing is answered before ``serve``."""
        handler = type("Handler", (_Handler,), {"agency": self})
        self._server = _Server(("127.0.0.1", self.port), handler)

    def serve(self) -> None:
        """Answer until the process ends."""
        self._serve()

    def _serve(self) -> None:
        assert self._server is not None
        self._server.serve_forever(poll_interval=0.02)

    def answer(
        self, method: str, path: str, query: dict[str, list[str]], body: Any
    ) -> tuple[int, Any]:
        """Status and answer of one request; one at a time."""
        with self.lock:
            parts = path.strip("/").split("/")
            if (method, parts) == ("POST", ["v1", "records"]):
                return self._record(body)
            if (method, parts) == ("GET", ["v1", "new-contributions"]):
                return 200, self._page(self.news, "events", query)
            if method == "PUT" and len(parts) == 3 and parts[1] in _TAKEN:
                return self._take(parts[1], parts[2], body)
            if method == "GET" and parts[1:2] == ["pay-lists"] and parts[3:] == ["answers"]:
                return 200, self._page(self.answers.get(parts[2], []), "answers", query)
            return 404, {"error": "no such address"}

    def _record(self, body: Any) -> tuple[int, Any]:
        number = body.get("number") if isinstance(body, dict) else None
        record = self.people.get(number) if isinstance(number, str) else None
        return (200, record) if record else (404, {"error": "no such number"})

    def _take(self, kind: str, row_id: str, body: Any) -> tuple[int, Any]:
        """A copy or a list; the same id again gives the same receipt and does nothing more."""
        text = json.dumps(body, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(text.encode()).hexdigest()
        key = f"{kind}/{row_id}"
        known = self.taken.get(key)
        if known is None:
            receipt = f"BN-{len(self.taken) + 1:06d}"
            known = {"receipt": receipt, "digest": digest, "content": body}
            self.taken[key] = known
            if kind == "pay-lists":
                self.answers[row_id] = list(self._pay(row_id, body))
        if known["digest"] != digest:
            return 409, {"error": "another content under the same id"}
        return 200, {"receipt": known["receipt"]}

    def _pay(self, row_id: str, content: dict[str, Any]) -> Iterable[dict[str, Any]]:
        """An answer on each row, on the day on which the list was approved."""
        for number, row in enumerate(content["rows"], 1):
            named = {"id": f"{row_id}-{number}", "reference": row["reference"]}
            yield named | self.payer(row | {"on": content["approved_on"]})

    def _page(
        self, rows: list[dict[str, Any]], name: str, query: dict[str, list[str]]
    ) -> dict[str, Any]:
        """A page of a list that only grows; the cursor is how much of it was read."""
        after = query.get("after", [""])[0]
        start = int(after) if after.isdigit() else 0
        page = rows[start : start + self.page_size]
        end = start + len(page)
        return {name: page, "cursor": str(end), "has_more": end < len(rows)}

    def next_fault(self) -> str:
        """The fault that the next request meets, "" for none."""
        with self.lock:
            self.asked += 1
            if self.faults:
                return self.faults.popleft()
            if self.fault_every and self.asked % self.fault_every == 0:
                return FAULTS[self.asked // self.fault_every % len(FAULTS)]
            return ""


class _Handler(BaseHTTPRequestHandler):
    """One request; the agency stands on the class that ``start`` makes."""

    agency: SandboxAgency
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._handle()

    def do_POST(self) -> None:
        self._handle()

    def do_PUT(self) -> None:
        self._handle()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: addresses and bodies of people do not belong into a log."""

    def _handle(self) -> None:
        self.close_connection = True
        fault, body = self.agency.next_fault(), self._body()
        if fault == "error":
            return self._send(500, b"broken")
        if fault == "rubbish":
            return self._send(200, b"<html>Bao tri</html>")
        if fault == "slow" and self.agency.stop.wait(self.agency.slow_seconds):
            return None
        status, answer = self._answer(body)
        if fault == "lost":
            return None
        if fault == "wrong_person" and isinstance(answer, dict) and "full_name" in answer:
            answer = answer | {"full_name": "Người Khác", "birth_date": "1950-01-01"}
        content = json.dumps(answer, ensure_ascii=False).encode()
        return self._send(status, content, is_half=fault == "half")

    def _body(self) -> Any:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            return json.loads(content) if content else None
        except ValueError:
            return None

    def _answer(self, body: Any) -> tuple[int, Any]:
        token = self.agency.token
        if token and self.headers.get("Authorization") != f"Bearer {token}":
            return 401, {"error": "wrong token"}
        address = urlsplit(self.path)
        return self.agency.answer(self.command, address.path, parse_qs(address.query), body)

    def _send(self, status: int, content: bytes, *, is_half: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if is_half else content)
