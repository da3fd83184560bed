"""The run itself: warnings are errors, the network is shut, the chosen database answers."""

import socket
import warnings

import pytest
from django.db import connection
from pytest_socket import SocketConnectBlockedError

from tests.ground import database
from tests.ground.database import ChosenDatabase, skip_reason


def test_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("8.8.8.8", 53)])
def test_network_is_blocked(address: tuple[str, int]) -> None:
    with socket.socket() as sock, pytest.raises(SocketConnectBlockedError):
        sock.connect(address)


def test_this_machine_may_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(address, timeout=5) as near:
            assert near.getpeername() == address


def test_test_order_is_random(pytestconfig) -> None:
    assert pytestconfig.pluginmanager.has_plugin("randomly")


@pytest.mark.django_db
def test_chosen_database_answers() -> None:
    expected = "postgresql" if database.CHOICE == "postgres" else "sqlite"
    assert connection.vendor == expected
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_missing_database_is_a_named_skip(request) -> None:
    missing = ChosenDatabase()
    missing.missing = "no PostgreSQL here"
    assert skip_reason(request.node, missing) == "no PostgreSQL here"


def test_missing_postgres_fails_in_ci_and_skips_elsewhere(monkeypatch) -> None:
    monkeypatch.setattr(database, "CHOICE", "postgres")
    monkeypatch.setattr(database.PostgresServer, "start", _refuse)
    monkeypatch.setattr(database, "configure", lambda **changes: None)
    monkeypatch.delenv(database.SOCKET, raising=False)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.UsageError, match="CI needs a PostgreSQL"):
        ChosenDatabase().prepare()
    monkeypatch.setenv("CI", "")
    found = ChosenDatabase()
    found.prepare()
    assert "no PostgreSQL here" in found.missing


def _refuse(self, **options) -> None:
    raise database.PostgresMissing("none")
