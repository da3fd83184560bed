"""A kept connection to PostgreSQL is opened anew when the server ended it, and not before."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import ConnectionHandler, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]


@pytest.fixture
def kept() -> Iterator[BaseDatabaseWrapper]:
    """A second connection to the database of the tests, kept as the server's workers keep one."""
    settings = connections["default"].settings_dict
    handler = ConnectionHandler({"default": settings | {"CONN_HEALTH_CHECKS": True}})
    connection = handler["default"]
    connection.inc_thread_sharing()
    yield connection
    connection.close()


def begin_request(connection: BaseDatabaseWrapper) -> None:
    connection.health_check_done = False
    connection.close_if_unusable_or_obsolete()


def backend_of(connection: BaseDatabaseWrapper) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_a_sound_connection_stays_and_nothing_is_asked(kept: BaseDatabaseWrapper) -> None:
    first = backend_of(kept)
    with CaptureQueriesContext(kept) as asked:
        begin_request(kept)
    assert len(asked) == 0
    assert backend_of(kept) == first


def test_a_session_that_the_server_ended_is_opened_anew(kept: BaseDatabaseWrapper) -> None:
    first = backend_of(kept)
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    begin_request(kept)
    assert backend_of(kept) != first


def test_a_notice_that_nobody_asked_for_ends_nothing(kept: BaseDatabaseWrapper) -> None:
    first = backend_of(kept)
    with kept.cursor() as cursor:
        cursor.execute("LISTEN heard")
        cursor.execute("NOTIFY heard")
        cursor.execute("SELECT pg_notify('heard', 'again')")
    begin_request(kept)
    assert backend_of(kept) == first
