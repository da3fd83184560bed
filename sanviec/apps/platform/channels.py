"""The port through which messages leave, and the one channel that needs nothing outside."""

from __future__ import annotations

from typing import Protocol

from .models import OutboxMessage


class ChannelError(Exception):
    """A message could not be handed over; ``is_final`` says that trying again is useless."""

    def __init__(self, text: str, *, is_final: bool = False) -> None:
        super().__init__(text)
        self.is_final = is_final


class MessageChannel(Protocol):
    """What an adapter of SANVIEC_CHANNELS does."""

    def send(self, message: OutboxMessage) -> str:
        """Hand the message over and return the provider's receipt.

        Raises:
            ChannelError: it was not accepted.
        """
        ...


class InAppChannel:
    """Messages that people read inside Sàn Việc: the outbox row itself is the message."""

    def send(self, message: OutboxMessage) -> str:
        if message.recipient_id is None:
            raise ChannelError("người nhận không có tài khoản", is_final=True)
        return "in-app"
