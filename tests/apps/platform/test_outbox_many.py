"""Thousands of messages at once: the same rows as one by one, by few statements."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from sanviec.apps.platform import services
from sanviec.apps.platform.enums import Channel, OutboxState
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import Letter, deliver_all, post_message, post_messages
from tests.apps.factories import NOW, make_user

pytestmark = pytest.mark.django_db
Posting = tuple[Letter, Channel]


def letters(count: int, *, recipient: Any = None) -> list[Posting]:
    facts = {"topic": "session.reminder", "subject": "Nhắc bạn", "body": "Thứ Năm"}
    return [
        (Letter(f"reminder:{number}", recipient=recipient, recipient_ref="x", **facts), Channel.SMS)
        for number in range(count)
    ]


def columns() -> list[dict[str, Any]]:
    rows = OutboxMessage.objects.order_by("key").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in rows]


def test_the_same_rows_as_one_by_one() -> None:
    wanted = letters(3, recipient=make_user())
    for letter, channel in wanted:
        post_message(letter, channels=(channel,), now=NOW)
    plain = columns()
    OutboxMessage.objects.all().delete()
    assert len(post_messages(wanted, now=NOW)) == 3
    assert columns() == plain


def test_a_key_is_posted_once_within_a_lot_and_between_lots() -> None:
    post_message(letters(1)[0][0], channels=(Channel.SMS,), now=NOW)
    posted = post_messages([*letters(3), *letters(2)], now=NOW)
    assert [message.key for message in posted] == ["reminder:1:sms", "reminder:2:sms"]
    assert post_messages(letters(3), now=NOW) == []
    assert OutboxMessage.objects.count() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_somebody_who_posts_the_same_in_that_moment_changes_nothing() -> None:
    has_posted, may_commit = threading.Event(), threading.Event()

    def post_first() -> None:
        with transaction.atomic():
            post_message(letters(1)[0][0], channels=(Channel.SMS,), now=NOW)
            has_posted.set()
            may_commit.wait(10)
        connection.close()

    first = threading.Thread(target=post_first)
    first.start()
    assert has_posted.wait(10)
    threading.Timer(0.2, may_commit.set).start()
    # Waits for the other's row, and finds it there.
    posted = post_messages(letters(2), now=NOW)
    first.join()
    assert [message.key for message in posted] == ["reminder:1:sms"]
    assert OutboxMessage.objects.count() == 2


def test_thousands_take_few_statements() -> None:
    with CaptureQueriesContext(connection) as asked:
        post_messages(letters(1200), now=NOW)
    posts = [query for query in asked if "platform_outboxmessage" in query["sql"]]
    assert len(posts) == 3
    assert DBTaskResult.objects.count() == 12
    assert OutboxMessage.objects.count() == 1200


def test_nothing_is_left_of_a_rolled_back_act() -> None:
    @transaction.atomic
    def fail_halfway() -> None:
        post_messages(letters(2), now=NOW)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()
    assert (OutboxMessage.objects.count(), DBTaskResult.objects.count()) == (0, 0)


def test_one_that_breaks_its_channel_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Breaking:
        def send(self, message: OutboxMessage) -> str:
            if message.key.startswith("reminder:1:"):
                raise OSError("hết chỗ")
            return "gửi rồi"

    monkeypatch.setattr(services, "import_string", lambda _path: Breaking)
    posted = post_messages(letters(3), now=NOW)
    assert deliver_all([str(message.pk) for message in posted], now=NOW) == 2
    states = OutboxMessage.objects.order_by("key").values_list("state", flat=True)
    assert list(states) == [OutboxState.SENT, OutboxState.PENDING, OutboxState.SENT]
    assert "delivery broke down" in caplog.text
