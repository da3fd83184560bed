"""The guard against writing while reading bites on GET and HEAD and leaves POST alone."""

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.urls import path

from tests.ground.safe_methods import WriteWhileReading, written_table


def write(request) -> HttpResponse:
    Group.objects.create(name="written")
    return HttpResponse("ok")


@pytest.fixture(autouse=True)
def _only_one_page(settings) -> None:
    settings.ROOT_URLCONF = (path("write", write),)
    settings.MIDDLEWARE = []
    settings.DEBUG_PROPAGATE_EXCEPTIONS = True


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_request_may_not_write(client, method: str) -> None:
    with pytest.raises(WriteWhileReading, match="auth_group"):
        getattr(client, method)("/write")


@pytest.mark.django_db
def test_post_may_write(client) -> None:
    assert client.post("/write").status_code == 200
    assert Group.objects.filter(name="written").exists()


@pytest.mark.django_db
@pytest.mark.writes_on_get("this test proves that the marker is honoured")
def test_marker_gives_leave(client) -> None:
    assert client.get("/write").status_code == 200


@pytest.mark.parametrize(
    ("sql", "table"),
    [
        ('SELECT * FROM "auth_group" FOR UPDATE', None),
        ("SAVEPOINT s1", None),
        ('INSERT INTO "auth_group" ("name") VALUES (%s)', "auth_group"),
        ("INSERT OR IGNORE INTO auth_group VALUES (1)", "auth_group"),
        ('  update "auth_group" SET "name" = %s', "auth_group"),
        ('DELETE FROM "auth_group"', "auth_group"),
        ("CREATE TABLE IF NOT EXISTS stray (id int)", "stray"),
    ],
)
def test_written_table_is_read_from_the_statement(sql: str, table: str | None) -> None:
    assert written_table(sql) == table
