"""JSON over HTTP with time limits, and one kind of error that says what to do."""

from __future__ import annotations

import http.client
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sanviec.apps.claims.agency import AgencyError

log = logging.getLogger("sanviec.agency")
MOST_BYTES = 8_000_000
_CHUNK = 65_536
_SHOWN = 160


class Retryable(Exception):
    """What may go better the next time: ``kind`` is "away" or "rubbish"."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Transport:
    """Where the agency is and how long it is waited for.

    Args:
        timeout: seconds for all tries together: an officer waits for them at the screen.
        rests: seconds to wait before each further try; as many tries more as there are rests.
        sleep: waits; tests give one that does not.
    """

    url: str
    token: str
    timeout: float
    rests: tuple[float, ...] = (0.3, 1.0)
    sleep: Callable[[float], None] = time.sleep

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """What the agency answers, as plain data.

        Every request may be sent twice: the contract makes each of them harmless when repeated.

        Raises:
            AgencyError: it is away, refuses, or answers rubbish, after all tries.
        """
        failure, until = Retryable("away", "never asked"), time.monotonic() + self.timeout
        for rest in (0.0, *self.rests):
            if rest:
                self.sleep(rest)
            if time.monotonic() >= until:
                break
            try:
                return self._once(method, path, body, until)
            except Retryable as error:
                failure = error
                log.warning("agency failed kind=%s reason=%s", error.kind, error)
        raise _given_up(failure)

    def _once(self, method: str, path: str, body: Any, until: float) -> Any:
        connection = self._connect(until)
        try:
            connection.request(method, self._path(path), _packed(body), self._headers())
            answer = connection.getresponse()
            content = _read(answer, until)
        except (OSError, http.client.HTTPException) as error:
            raise Retryable("away", type(error).__name__) from error
        finally:
            connection.close()
        return _judged(answer.status, content)

    def _connect(self, until: float) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        kind = (
            http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        )
        left = max(until - time.monotonic(), 0.01)
        return kind(parts.hostname or "", parts.port, timeout=left)

    def _path(self, path: str) -> str:
        return urlsplit(self.url).path.rstrip("/") + path

    def _headers(self) -> dict[str, str]:
        named = {"Accept": "application/json", "Content-Type": "application/json; charset=utf-8"}
        return named | ({"Authorization": f"Bearer {self.token}"} if self.token else {})


def _packed(body: Any) -> bytes | None:
    return None if body is None else json.dumps(body, ensure_ascii=False).encode()


def _read(answer: http.client.HTTPResponse, until: float) -> bytes:
    parts, size = [], 0
    while part := answer.read(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise Retryable("rubbish", f"over {MOST_BYTES} bytes")
        if time.monotonic() > until:
            raise Retryable("away", "too slow")
    if answer.length:
        raise Retryable("away", "half an answer")
    return b"".join(parts)


def _judged(status: int, content: bytes) -> Any:
    if status >= 500 or status in {408, 429}:
        raise Retryable("away", f"status {status}")
    try:
        data = json.loads(content) if content else None
    except (ValueError, RecursionError) as error:
        if status >= 400:
            raise _refused(status, "") from error
        raise Retryable("rubbish", type(error).__name__) from error
    if status >= 400:
        said = data.get("error") if isinstance(data, dict) else None
        raise _refused(status, said if isinstance(said, str) else "")
    return data


def _refused(status: int, said: str) -> AgencyError:
    shown = " ".join(said.split())[:_SHOWN]
    if status == 404:
        return AgencyError(
            "Cơ quan bảo hiểm xã hội không có dữ liệu này. Hãy kiểm tra lại mã số bảo hiểm xã hội.",
            f"The agency knows nothing of this (404 {shown}).",
            code="agency_unknown",
            is_final=True,
        )
    if status in {401, 403}:
        return AgencyError(
            "Cơ quan bảo hiểm xã hội không nhận mã kết nối của trung tâm. Hãy báo người quản trị "
            "kiểm tra SANVIEC_AGENCY_TOKEN; trong lúc chờ hãy dùng tệp.",
            f"The agency refuses our token ({status}).",
            code="agency_token",
        )
    return AgencyError(
        f"Cơ quan bảo hiểm xã hội từ chối ({status}){': ' + shown if shown else ''}.",
        f"The agency refuses ({status} {shown}).",
        code="agency_refused",
        is_final=True,
    )


def _given_up(failure: Retryable) -> AgencyError:
    if failure.kind == "rubbish":
        return AgencyError(
            "Cơ quan bảo hiểm xã hội trả lời dữ liệu không đọc được. Chưa có gì được ghi. "
            "Hãy thử lại sau ít phút hoặc tải lên tệp.",
            f"The agency answers what cannot be read ({failure}).",
            code="agency_rubbish",
        )
    return AgencyError(
        "Hệ thống của cơ quan bảo hiểm xã hội không trả lời. Chưa có gì được ghi. "
        "Hãy thử lại sau ít phút hoặc tải lên tệp.",
        f"The agency does not answer ({failure}).",
        code="agency_away",
    )
