"""A pay list as a workbook or as CSV; text that looks like a formula stays text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO

from sanviec.engines.intake import Cell, write_table

from .models import PayList

COLUMNS = (
    "Mã dòng",
    "Họ và tên",
    "Mã số BHXH",
    "Số hồ sơ",
    "Số quyết định",
    "Tháng hưởng",
    "Từ ngày",
    "Đến ngày",
    "Số tiền",
    "Căn cứ",
    "Kết quả",
    "Số tiền đã chi",
    "Ngày",
    "Lý do",
)
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_pay_list(pay_list: PayList, kind: str) -> bytes:
    """The rows that are paid and, below them, the total; the last four columns are the agency's.

    Args:
        kind: "csv" (UTF-8 with a mark, so that a spreadsheet shows the diacritics) or "xlsx".
    """
    out = BytesIO()
    if kind == "csv":
        out.write(codecs.BOM_UTF8)
    write_table(COLUMNS, _rows(pay_list), out, suffix=f".{kind}")
    return out.getvalue()


def _rows(pay_list: PayList) -> Iterator[list[Cell]]:
    listed = pay_list.rows.on_list().with_origin()
    for row in listed.order_by("number"):
        yield [
            row.reference,
            row.full_name,
            row.claim.insurance_no or row.claim.jobseeker.identity_no,
            row.claim.number,
            row.decision.number,
            row.month.number,
            row.month.first_on,
            row.month.last_on,
            row.amount_vnd,
            row.article,
            None if row.answered_on is None else str(row.get_state_display()),
            None if row.answered_on is None else row.paid_vnd,
            row.answered_on,
            row.state_reason or None,
        ]
    blank: list[Cell] = [None] * len(COLUMNS)
    blank[1], blank[8] = f"Tổng cộng {pay_list.row_count} dòng", pay_list.total_vnd
    yield blank
