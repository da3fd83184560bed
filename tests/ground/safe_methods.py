"""Reading a page writes nothing: a GET or HEAD that changes a table fails its test.

A link may be fetched by a robot, a preview or a proxy, twice or ahead of time. State changes are
POST. Tables that may be written while a page is read stand below with the reason; a single test
may say so with `@pytest.mark.writes_on_get("reason")`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from django.core.handlers.base import BaseHandler
from django.db import connections
from django.http import HttpRequest, HttpResponse

WRITE = re.compile(
    r"""^\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|MERGE|ALTER|CREATE|DROP)\b
        (?:\s+(?:OR|IGNORE|ABORT|ROLLBACK|INTO|FROM|TABLE|ONLY|INDEX|IF|NOT|EXISTS))*
        \s+"?(?P<table>\w+)""",
    re.IGNORECASE | re.VERBOSE,
)
ALLOWED_TABLES = {
    "django_session": "the session slides its expiry and keeps messages",
    "usersessions_usersession": "allauth notes when a session was last used",
    "platform_tally": "bad links are counted, so that guessing is slowed down",
}
_allowance: list[str] = []


class WriteWhileReading(AssertionError):
    """A GET or HEAD request changed a table."""


def install() -> None:
    """Put the guard around every request of the test client and of the live server."""
    get_response = BaseHandler.get_response

    def guarded_get_response(self: BaseHandler, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"} or _allowance:
            return get_response(self, request)
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(_refuser_for(request)))
            return get_response(self, request)

    BaseHandler.get_response = guarded_get_response


@contextmanager
def allowed(reason: str) -> Iterator[None]:
    """Let pages write while they are read, for a reason."""
    _allowance.append(reason)
    try:
        yield
    finally:
        _allowance.pop()


def written_table(sql: str) -> str | None:
    """Return the table that a statement changes, None when it only reads."""
    found = WRITE.match(sql)
    return found["table"] if found else None


def _refuser_for(request: HttpRequest) -> Callable[..., Any]:
    def refuse(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        table = written_table(sql)
        if table and table not in ALLOWED_TABLES:
            raise WriteWhileReading(f"{request.method} {request.path} writes {table}: {sql[:200]}")
        return execute(sql, *arguments)

    return refuse
