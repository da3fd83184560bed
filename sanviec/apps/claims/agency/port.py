"""The port to the agency, and the one error that says why it could not be asked."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from sanviec.kernel.errors import InputError

from .contract import ContributionRecord, News


class AgencyError(InputError):
    """The agency was not asked, did not answer, refused, or answered rubbish.

    ``is_final`` says that asking again is useless.
    """

    def __init__(self, text_vi: str, text_en: str, *, code: str, is_final: bool = False) -> None:
        super().__init__(text_vi, text_en, code=code)
        self.is_final = is_final


class RecordAgency(Protocol):
    """What the claims need of an adapter (SANVIEC_AGENCY)."""

    def fetch_record(self, number: str) -> ContributionRecord:
        """The record of one person.

        Raises:
            AgencyError: why there is none.
        """
        ...

    def fetch_news(self, cursor: str) -> News:
        """Who began to contribute since ``cursor``; "" is the beginning.

        Raises:
            AgencyError: why there are none.
        """
        ...


def is_connected() -> bool:
    """Whether this installation has an address of the agency."""
    return bool(settings.SANVIEC_AGENCY_URL)


def connected_agency() -> RecordAgency:
    """The adapter that the settings name.

    Raises:
        AgencyError: no address is set.
    """
    if not is_connected():
        raise AgencyError(
            "Phần mềm chưa nối với cơ quan bảo hiểm xã hội. Hãy tải lên tệp quá trình đóng do cơ "
            "quan bảo hiểm xã hội cấp, hoặc nhờ người quản trị đặt SANVIEC_AGENCY_URL.",
            "SANVIEC_AGENCY_URL is not set; upload the record as a file.",
            code="agency_not_connected",
            is_final=True,
        )
    adapter: RecordAgency = import_string(settings.SANVIEC_AGENCY)()
    return adapter
