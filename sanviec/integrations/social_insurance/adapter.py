"""The adapter: each exchange of the contract as a function of plain values."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.conf import settings

from sanviec.apps.claims.agency import (
    AgencyError,
    ContributionRecord,
    News,
    read_news,
    read_record,
)
from sanviec.apps.payments.agency import Answers, read_answers
from sanviec.kernel.errors import InputError

from .transport import Transport


class Agency:
    """What SANVIEC_AGENCY names: records, copies, pay lists, answers and the feed."""

    def __init__(self, transport: Transport | None = None) -> None:
        self.transport = transport or Transport(
            settings.SANVIEC_AGENCY_URL,
            settings.SANVIEC_AGENCY_TOKEN,
            settings.SANVIEC_AGENCY_TIMEOUT_SECONDS,
            settings.SANVIEC_AGENCY_RESTS,
        )

    def fetch_record(self, number: str) -> ContributionRecord:
        """The record of one person; the number travels in the body, never in an address.

        Raises:
            AgencyError: why there is none.
        """
        data = self.transport.ask("POST", "/v1/records", {"number": number})
        try:
            record = read_record(data)
        except InputError as error:
            raise _unreadable(error) from error
        if record.number != number:
            raise AgencyError(
                "Cơ quan bảo hiểm xã hội trả về bản ghi của người khác. Chưa có gì được ghi. "
                "Hãy thử lại; nếu vẫn vậy hãy báo cơ quan bảo hiểm xã hội.",
                "The agency answers with the record of another number.",
                code="record_of_other",
            )
        return record

    def fetch_news(self, cursor: str) -> News:
        """Who began to contribute after ``cursor``.

        Raises:
            AgencyError: why it is not known.
        """
        data = self.transport.ask("GET", f"/v1/new-contributions?after={quote(cursor, safe='')}")
        try:
            return read_news(data)
        except InputError as error:
            raise _unreadable(error) from error

    def fetch_answers(self, list_id: str, cursor: str) -> Answers:
        """What was paid of a list, after ``cursor``.

        Raises:
            AgencyError: why it is not known.
        """
        path = f"/v1/pay-lists/{quote(list_id, safe='')}/answers?after={quote(cursor, safe='')}"
        try:
            return read_answers(self.transport.ask("GET", path))
        except AgencyError:
            raise
        except InputError as error:
            raise _unreadable(error) from error

    def send(self, kind: str, row_id: str, content: dict[str, Any]) -> str:
        """Hand over a copy ("decisions", "transfers") or a "pay-lists" one; gives the receipt.

        Raises:
            AgencyError: it was not taken.
        """
        data = self.transport.ask("PUT", f"/v1/{kind}/{quote(row_id, safe='')}", content)
        receipt = data.get("receipt") if isinstance(data, dict) else None
        if not isinstance(receipt, str) or not receipt.strip():
            raise AgencyError(
                "Cơ quan bảo hiểm xã hội trả lời không có số biên nhận. Hệ thống sẽ gửi lại.",
                "The agency answers without a receipt.",
                code="agency_rubbish",
            )
        return receipt.strip()[:60]


def _unreadable(error: InputError) -> AgencyError:
    return AgencyError(
        f"Dữ liệu của cơ quan bảo hiểm xã hội không đúng quy ước ({error.text_vi}). "
        "Chưa có gì được ghi. Hãy báo người quản trị hoặc tải lên tệp.",
        f"The agency's answer breaks the contract ({error.text_en}).",
        code="agency_rubbish",
    )
