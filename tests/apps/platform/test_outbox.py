"""Messages: written with the act, sent once, tried again, given up at last."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from sanviec.apps.platform import services
from sanviec.apps.platform.channels import ChannelError, InAppChannel
from sanviec.apps.platform.enums import Channel, OutboxState
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import MAX_ATTEMPTS, Letter, deliver, deliver_due, post_message
from tests.apps.factories import NOW, make_user

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


class StubbornChannel:
    """Refuses as often as it is told to."""

    refusals = 0
    error: Exception = ChannelError("máy chủ bận, gọi 0912345678")

    def send(self, message: OutboxMessage) -> str:
        if message.attempts <= type(self).refusals:
            raise type(self).error
        return f"receipt-{message.attempts}"


@pytest.fixture
def channel(settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[StubbornChannel]:
    monkeypatch.setattr(StubbornChannel, "refusals", 0)
    monkeypatch.setattr(StubbornChannel, "error", StubbornChannel.error)
    monkeypatch.setattr(services, "import_string", lambda path: StubbornChannel)
    return StubbornChannel


def make_letter(key: str = "vacancy.published:1", **fields: Any) -> Letter:
    return Letter(key=key, topic="vacancy.published", subject="Tin đã đăng", **fields)


def post(letter: Letter, *channels: Channel) -> list[OutboxMessage]:
    return post_message(letter, channels=channels or (Channel.IN_APP,), now=NOW)


class TestPost:
    def test_one_message_a_channel(self) -> None:
        messages = post(make_letter(recipient=make_user()), Channel.IN_APP, Channel.EMAIL)
        assert [message.channel for message in messages] == ["in_app", "email"]
        assert {message.state for message in messages} == {OutboxState.PENDING}

    def test_the_same_key_is_posted_once(self) -> None:
        post(make_letter())
        assert post(make_letter()) == []
        assert OutboxMessage.objects.count() == 1

    def test_long_keys_stay_apart(self) -> None:
        shared = "x" * 119
        post(make_letter(f"{shared}1"), Channel.IN_APP, Channel.EMAIL)
        post(make_letter(f"{shared}2"), Channel.IN_APP, Channel.EMAIL)
        assert OutboxMessage.objects.count() == 4

    def test_nothing_is_left_of_a_rolled_back_act(self) -> None:
        @transaction.atomic
        def fail_halfway() -> None:
            post(make_letter())
            raise RuntimeError

        with pytest.raises(RuntimeError):
            fail_halfway()
        assert OutboxMessage.objects.count() == 0


class TestDeliver:
    def test_sends_and_keeps_the_receipt(self, channel: type[StubbornChannel]) -> None:
        (message,) = post(make_letter())
        sent = deliver(str(message.pk), now=NOW)
        assert (sent.state, sent.receipt, sent.sent_at) == (OutboxState.SENT, "receipt-1", NOW)

    def test_a_sent_message_is_not_sent_again(self, channel: type[StubbornChannel]) -> None:
        (message,) = post(make_letter())
        deliver(str(message.pk), now=NOW)
        assert deliver(str(message.pk), now=LATER).receipt == "receipt-1"

    def test_a_refusal_is_tried_again_later(self, channel: type[StubbornChannel]) -> None:
        channel.refusals = 1
        (message,) = post(make_letter())
        waiting = deliver(str(message.pk), now=NOW)
        assert (waiting.state, waiting.attempts) == (OutboxState.PENDING, 1)
        assert waiting.available_at == NOW + timedelta(minutes=1)
        assert deliver(str(message.pk), now=NOW).attempts == 1
        assert deliver(str(message.pk), now=waiting.available_at).state == OutboxState.SENT

    def test_the_reason_is_kept_without_numbers(self, channel: type[StubbornChannel]) -> None:
        channel.refusals = 1
        (message,) = post(make_letter())
        deliver(str(message.pk), now=NOW)
        message.refresh_from_db()
        assert message.last_error == "máy chủ bận, gọi [number]"

    def test_it_gives_up_in_the_end(self, channel: type[StubbornChannel]) -> None:
        channel.refusals = 99
        (message,) = post(make_letter())
        for day in range(MAX_ATTEMPTS):
            last = deliver(str(message.pk), now=NOW + timedelta(days=day))
        assert (last.state, last.attempts) == (OutboxState.FAILED, MAX_ATTEMPTS)

    def test_a_final_refusal_is_not_tried_again(self, channel: type[StubbornChannel]) -> None:
        channel.refusals = 99
        channel.error = ChannelError("số không tồn tại", is_final=True)
        (message,) = post(make_letter())
        assert deliver(str(message.pk), now=NOW).state == OutboxState.FAILED

    def test_a_channel_that_breaks_down_is_given_up_too(
        self, channel: type[StubbornChannel]
    ) -> None:
        channel.refusals, channel.error = 99, OSError("hết chỗ")
        (message,) = post(make_letter())
        for day in range(MAX_ATTEMPTS):
            with pytest.raises(OSError, match="hết chỗ"):
                deliver(str(message.pk), now=NOW + timedelta(days=day))
        last = deliver(str(message.pk), now=NOW + timedelta(days=MAX_ATTEMPTS))
        assert last.state == OutboxState.FAILED


def test_the_sweep_sends_what_is_due_and_nothing_else(channel: type[StubbornChannel]) -> None:
    post(make_letter("a"))
    post_message(make_letter("b"), now=LATER)
    assert deliver_due(now=NOW) == 1
    assert deliver_due(now=NOW) == 0
    assert deliver_due(now=LATER) == 1


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (9, 256), (10, 360)])
def test_waiting_doubles_up_to_six_hours(attempts: int, minutes: int) -> None:
    assert services.backoff(attempts) == timedelta(minutes=minutes)


class TestInApp:
    def test_the_row_itself_is_the_message(self) -> None:
        user = make_user()
        (message,) = post(make_letter(recipient=user))
        assert deliver(str(message.pk), now=NOW).receipt == "in-app"
        assert list(OutboxMessage.objects.inbox_of(user)) == [message]

    def test_needs_an_account(self) -> None:
        with pytest.raises(ChannelError, match="tài khoản"):
            InAppChannel().send(OutboxMessage())
