"""Channels hand a message over, or say whether trying again makes sense."""

from __future__ import annotations

import json
import smtplib
import threading
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core import mail

from sanviec.apps.platform.channels import ChannelError
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import Letter, deliver, post_message
from sanviec.integrations.messaging import EmailChannel, FileChannel
from tests.apps.factories import NOW, make_employer, make_user

pytestmark = pytest.mark.django_db


def make_message(channel: Channel, *, subject: str = "Có tin mới", **fields: Any) -> OutboxMessage:
    letter = Letter(key=f"test:{subject}:{fields}", topic="test", subject=subject, **fields)
    return post_message(letter, channels=(channel,), now=NOW)[0]


class TestEmail:
    def reader(self, address: str = "lan@example.vn") -> Any:
        user = make_user()
        user.email = address
        user.save(update_fields=["email"])
        return user

    def test_goes_to_the_address_of_the_account(self) -> None:
        message = make_message(Channel.EMAIL, body="Mời xem.", recipient=self.reader())
        assert deliver(str(message.pk), now=NOW).state == "sent"
        (sent,) = mail.outbox
        assert (sent.to, sent.subject, sent.body) == (["lan@example.vn"], "Có tin mới", "Mời xem.")

    def test_goes_to_the_address_that_an_employer_registered(self) -> None:
        employer = make_employer(email="van.thu@example.vn")
        message = make_message(Channel.EMAIL, recipient_ref=f"employer:{employer.pk}")
        EmailChannel().send(message)
        assert mail.outbox[0].to == ["van.thu@example.vn"]

    @pytest.mark.parametrize("reference", ["", "jobseeker:1", f"employer:{UUID(int=0)}"])
    def test_a_reference_without_address_is_final(self, reference: str) -> None:
        with pytest.raises(ChannelError) as caught:
            EmailChannel().send(make_message(Channel.EMAIL, recipient_ref=reference))
        assert caught.value.is_final

    def test_a_line_break_in_a_title_is_no_header(self) -> None:
        message = make_message(
            Channel.EMAIL, subject="Thợ may\nBcc: x@example.vn", recipient=self.reader()
        )
        EmailChannel().send(message)
        assert mail.outbox[0].subject == "Thợ may Bcc: x@example.vn"
        assert mail.outbox[0].recipients() == ["lan@example.vn"]

    def test_without_an_address_is_final(self) -> None:
        message = make_message(Channel.EMAIL, recipient=self.reader(""))
        with pytest.raises(ChannelError) as caught:
            EmailChannel().send(message)
        assert caught.value.is_final

    def test_a_server_that_does_not_answer_is_tried_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_args: Any, **_facts: Any) -> None:
            raise smtplib.SMTPServerDisconnected("gone")

        monkeypatch.setattr("sanviec.integrations.messaging.send_mail", refuse)
        message = make_message(Channel.EMAIL, recipient=self.reader())
        message = deliver(str(message.pk), now=NOW)
        assert (message.state, message.attempts) == ("pending", 1)
        assert message.last_error == "SMTPServerDisconnected"


class TestFile:
    @pytest.fixture(autouse=True)
    def _home(self, settings: Any, tmp_path: Path) -> None:
        settings.SANVIEC_HOME = tmp_path

    def test_writes_the_reference_and_never_a_number(self, tmp_path: Path) -> None:
        message = make_message(Channel.SMS, recipient_ref="jobseeker:1")
        assert FileChannel().send(message) == f"file:{message.pk}"
        path = tmp_path / "sent" / "sms.jsonl"
        assert json.loads(path.read_text(encoding="utf-8")) == {
            "id": str(message.pk), "to": "jobseeker:1", "text": "Có tin mới",
        }  # fmt: skip
        assert path.stat().st_mode & 0o777 == 0o600

    def test_a_text_of_its_own_goes_before_the_subject(self, tmp_path: Path) -> None:
        FileChannel().send(make_message(Channel.SMS, body="Trả lời tại …", recipient_ref="x:1"))
        line = (tmp_path / "sent" / "sms.jsonl").read_text(encoding="utf-8")
        assert json.loads(line)["text"] == "Trả lời tại …"

    def test_lines_of_several_workers_do_not_mix(self, tmp_path: Path) -> None:
        messages = [
            make_message(Channel.SMS, subject=f"{n} " + "ơ" * 190, recipient_ref=f"jobseeker:{n}")
            for n in range(20)
        ]
        threads = [threading.Thread(target=FileChannel().send, args=(m,)) for m in messages]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lines = (tmp_path / "sent" / "sms.jsonl").read_text(encoding="utf-8").splitlines()
        assert {json.loads(line)["id"] for line in lines} == {str(m.pk) for m in messages}

    def test_a_folder_that_cannot_be_written_is_tried_again(self, tmp_path: Path) -> None:
        (tmp_path / "sent").write_text("in the way")
        message = make_message(Channel.SMS, recipient_ref="jobseeker:1")
        with pytest.raises(ChannelError) as caught:
            FileChannel().send(message)
        assert not caught.value.is_final
