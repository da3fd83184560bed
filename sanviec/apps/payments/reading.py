"""Answers out of a file of the agency: each bad line gets its error, the others are taken."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from sanviec.engines.intake import Limits, read_table
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold

from .agency import read_answer
from .folding import Answer

_LIMITS = Limits(max_file_bytes=20_000_000, max_workbook_bytes=20_000_000, max_rows=100_000)
_HEADINGS = {
    "ma dong": "reference",
    "ma dong chi tra": "reference",
    "ket qua": "outcome",
    "so tien da chi": "amount_vnd",
    "so tien": "amount_vnd",
    "ngay": "on",
    "ly do": "reason",
    "ma ket qua": "id",
}
_OUTCOMES = {
    "da chi": "paid",
    "da chi tra": "paid",
    "da nhan": "paid",
    "tra lai": "returned",
    "bi tra lai": "returned",
    "chua nhan": "uncollected",
    "chua den nhan": "uncollected",
    "khong den nhan": "uncollected",
}
_MOST_ERRORS = 200


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """What could be read, and the lines that could not, with their numbers."""

    answers: tuple[Answer, ...]
    errors: tuple[InputError, ...]


def read_answer_file(*, name: str, content: bytes) -> AnswerFile:
    """Read CSV or XLSX with headings in Vietnamese or in the words of the contract.

    Raises:
        InputError: the file cannot be read at all, or lacks a column.
    Cost: one pass; at most 100,000 lines.
    """
    with read_table(content, name=name, limits=_LIMITS) as table:
        fields = [_HEADINGS.get(_plain(head), head.strip().lower()) for head in table.columns]
        _check_columns(fields)
        answers, errors = [], []
        for raw in table.rows:
            row = {f: c.strip() for f, c in zip(fields, raw.cells, strict=False) if c.strip()}
            if not row:
                continue
            try:
                answers.append(_answer(row))
            except InputError as error:
                errors.append(_at(error, raw.number))
    return AnswerFile(tuple(answers), tuple(errors[:_MOST_ERRORS]))


def _check_columns(fields: list[str]) -> None:
    lacking = [name for name in ("reference", "outcome", "on") if name not in fields]
    if lacking:
        raise InputError(
            "Tệp thiếu cột “Mã dòng”, “Kết quả” hoặc “Ngày”. Hãy dùng tệp đã tải từ danh sách, "
            "giữ nguyên tiêu đề.",
            f"columns are missing: {', '.join(lacking)}",
            field="file",
            code="columns_missing",
        )


def _answer(row: dict[str, str]) -> Answer:
    told: dict[str, Any] = dict(row)
    told["outcome"] = _OUTCOMES.get(_plain(row.get("outcome", "")), row.get("outcome"))
    told["on"] = _day(row.get("on", ""))
    if "amount_vnd" in row:
        digits = re.sub(r"[.,\s]|đ(ồng)?$|vnd$", "", row["amount_vnd"].lower())
        is_whole = digits.isascii() and digits.isdigit()
        told["amount_vnd"] = int(digits) if is_whole else row["amount_vnd"]
    told.setdefault("id", _own_id(told))
    return read_answer(told)


def _own_id(told: dict[str, Any]) -> str:
    """A line without an id is known again by what it says."""
    named = [str(told.get(name, "")) for name in ("reference", "outcome", "amount_vnd", "on")]
    return "f-" + hashlib.sha256("\x1f".join(named).encode()).hexdigest()[:32]


def _at(error: InputError, row: int) -> InputError:
    return InputError(
        f"Dòng {row}: {error.text_vi}",
        f"row {row}: {error.text_en}",
        field=error.field,
        row=row,
        code=error.code,
    )


def _plain(text: str) -> str:
    return " ".join(fold(text).split())


def _day(text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if found is not None:
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    return text[:10]
