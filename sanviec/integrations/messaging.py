"""Channels that hand messages over: e-mail by Django, SMS to a file until a gateway is chosen."""

from __future__ import annotations

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from sanviec.apps.employers.models import Employer
from sanviec.apps.platform.channels import ChannelError
from sanviec.apps.platform.models import OutboxMessage


class EmailChannel:
    """E-mail to the recipient's account, or to the address that an employer is registered with."""

    def send(self, message: OutboxMessage) -> str:
        address = message.recipient.email if message.recipient else _registered_email(message)
        if not address:
            raise ChannelError("người nhận không có thư điện tử", is_final=True)
        try:
            # A title with a line break in it must not become a header.
            subject = " ".join(message.subject.split())
            send_mail(subject, message.body or subject, None, [address])
        except OSError as error:
            raise ChannelError(type(error).__name__) from error
        return "smtp"


def _registered_email(message: OutboxMessage) -> str:
    """The address behind "employer:<id>"; it is looked up when the message leaves."""
    kind, _colon, employer_id = message.recipient_ref.partition(":")
    employer = Employer.objects.filter(pk=employer_id).first() if kind == "employer" else None
    return employer.email if employer else ""


class FileChannel:
    """The sandbox twin of an SMS gateway: one JSON line a message under SANVIEC_HOME/sent.

    The line holds the reference of the person, never the number: the real gateway looks it up
    when it sends.
    """

    def send(self, message: OutboxMessage) -> str:
        text = message.body or message.subject
        line = {"id": str(message.pk), "to": message.recipient_ref, "text": text}
        try:
            self._append((json.dumps(line, ensure_ascii=False) + "\n").encode())
        except OSError as error:
            raise ChannelError(type(error).__name__) from error
        return f"file:{message.pk}"

    def _append(self, line: bytes) -> None:
        folder = Path(settings.SANVIEC_HOME) / "sent"
        folder.mkdir(parents=True, exist_ok=True)
        # One O_APPEND write: two workers never mix their lines.
        handle = os.open(folder / "sms.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line)
        finally:
            os.close(handle)
