"""The outbox's way to the agency: decisions, moves and pay lists, with receipts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanviec.apps.claims.agency import AgencyError, is_connected
from sanviec.apps.claims.services.copy_contents import fixed_copy, fixed_transfer_copy
from sanviec.apps.payments.agency import list_content
from sanviec.apps.payments.models import PayList
from sanviec.apps.platform.channels import ChannelError
from sanviec.apps.platform.models import OutboxMessage
from sanviec.kernel.errors import InputError

from .adapter import Agency


class AgencyChannel:
    """What the outbox asks for under "agency"."""

    def send(self, message: OutboxMessage) -> str:
        if not is_connected():
            raise ChannelError("chưa nối với cơ quan bảo hiểm xã hội", is_final=True)
        kind, _colon, row_id = message.recipient_ref.partition(":")
        try:
            path, content = _CONTENT[kind](row_id, message.created_at)
            return Agency().send(path, row_id, content)
        except AgencyError as error:
            raise ChannelError(error.text_vi, is_final=error.is_final) from error
        except InputError as error:
            raise ChannelError(error.text_vi, is_final=True) from error


def _decision(row_id: str, now: datetime) -> tuple[str, dict[str, Any]]:
    return "decisions", fixed_copy(row_id, now=now)


def _transfer(row_id: str, now: datetime) -> tuple[str, dict[str, Any]]:
    return "transfers", fixed_transfer_copy(row_id, now=now)


def _pay_list(row_id: str, now: datetime) -> tuple[str, dict[str, Any]]:
    return "pay-lists", list_content(PayList.objects.get(pk=row_id))


_CONTENT = {"decision": _decision, "pay_list": _pay_list, "transfer": _transfer}
