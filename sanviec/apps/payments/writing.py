"""A pay list as a workbook or as CSV; text that looks like a formula stays text."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from io import BytesIO

from sanviec.engines.intake import Cell, write_table

from .enums import PayRowState
from .lines import lines_of
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
# As many rows are written while somebody waits at the screen: some 0.7 seconds.
AT_ONCE = {"csv": 15_000, "xlsx": 4_000}


def is_large(pay_list: PayList, kind: str) -> bool:
    """Whether a file of this kind takes longer than a request should."""
    return pay_list.row_count > AT_ONCE[kind]


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
    titles = {state.value: str(state.label) for state in PayRowState}
    for line in lines_of(pay_list):
        is_answered = line.answered_on is not None
        yield [
            line.reference,
            line.full_name,
            line.insurance_no,
            line.claim,
            line.decision,
            line.month,
            line.first_on,
            line.last_on,
            line.amount_vnd,
            line.article,
            titles[line.state] if is_answered else None,
            line.paid_vnd if is_answered else None,
            line.answered_on,
            line.state_reason or None,
        ]
    blank: list[Cell] = [None] * len(COLUMNS)
    blank[1], blank[8] = f"Tổng cộng {pay_list.row_count} dòng", pay_list.total_vnd
    yield blank
