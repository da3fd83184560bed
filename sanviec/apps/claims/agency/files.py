"""A record of contributions out of a file: JSON as the agency sends it, or a table of spans."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sanviec.engines.intake import Limits, read_table
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold

from .contract import ContributionRecord, read_record

_LIMITS = Limits(max_file_bytes=5_000_000, max_workbook_bytes=5_000_000, max_rows=2_000)
# Folded heading of a column -> field of the contract.
_HEADINGS = {
    "so bhxh": "number",
    "ma so bhxh": "number",
    "ho va ten": "full_name",
    "ho ten": "full_name",
    "ngay sinh": "birth_date",
    "so lieu den ngay": "as_of",
    "tu thang": "from",
    "den thang": "to",
    "tien luong dong": "wage_vnd",
    "muc luong dong": "wage_vnd",
    "co dong": "paid",
    "ly do": "reason",
    "vung": "region",
    "don vi": "employer",
}
_OF_PERSON = ("number", "full_name", "birth_date", "as_of")
_MONTH = re.compile(r"(?:(\d{1,2})/)?(\d{1,2})/(\d{4})", re.ASCII)
_NO = {"khong", "0", "false", "no"}


def record_in_file(*, name: str, content: bytes) -> ContributionRecord:
    """The record that a file holds, by the end of its name.

    Raises:
        InputError: the file cannot be read, or a field is missing or wrong.
    """
    if name.lower().endswith(".json"):
        return read_record(_json(content))
    with read_table(content, name=name, limits=_LIMITS) as table:
        fields = [_field(heading) for heading in table.columns]
        spans = [_row(fields, raw.cells) for raw in table.rows if any(raw.cells)]
    if not spans:
        raise InputError(
            "Tệp không có dòng nào. Mỗi dòng là một khoảng đóng, tiêu đề như “Từ tháng”.",
            "the file has no rows; one span of contributions a row",
            field="file",
            code="file_empty",
        )
    return read_record(_with_person(spans))


def _json(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(
            "Tệp JSON không đọc được. Hãy xin lại tệp từ cơ quan bảo hiểm xã hội.",
            f"the JSON file cannot be read ({type(error).__name__})",
            field="file",
            code="file_rubbish",
        ) from error


def _field(heading: str) -> str:
    return _HEADINGS.get(" ".join(fold(heading).split()), heading.strip().lower())


def _row(fields: list[str], cells: Iterable[str]) -> dict[str, str]:
    return {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if cell.strip()}


def _with_person(spans: list[dict[str, str]]) -> dict[str, Any]:
    """One record of the rows; who it is about stands in the first row, or in each."""
    whose = {name: spans[0][name] for name in _OF_PERSON if name in spans[0]}
    for number, span in enumerate(spans):
        differing = [name for name in whose if span.get(name, whose[name]) != whose[name]]
        if differing:
            raise InputError(
                f"Dòng {number + 1} nói về người khác ({', '.join(differing)}). "
                "Mỗi tệp chỉ có quá trình đóng của một người.",
                f"row {number + 1} is about somebody else ({', '.join(differing)})",
                row=number + 1,
                code="file_of_two",
            )
    days = {name: _day(whose[name]) for name in ("birth_date", "as_of") if name in whose}
    return whose | days | {"contributions": [_span(span) for span in spans]}


def _span(row: Mapping[str, str]) -> dict[str, Any]:
    span: dict[str, Any] = {
        "from": _month(row.get("from", "")),
        "to": _month(row.get("to", row.get("from", ""))),
        "paid": fold(row.get("paid", "")) not in _NO,
    }
    if "wage_vnd" in row:
        digits = re.sub(r"[.,\s]|đ(ồng)?$|vnd$", "", row["wage_vnd"].lower())
        span["wage_vnd"] = int(digits) if digits.isascii() and digits.isdigit() else row["wage_vnd"]
    return span | {name: row[name] for name in ("reason", "region") if name in row}


def _month(text: str) -> str:
    """“07/2023” or “01/07/2023” as the contract writes it; the rest is left for its reader."""
    found = _MONTH.fullmatch(text)
    if found is not None:
        return f"{found[3]}-{int(found[2]):02d}"
    return text[:7] if re.fullmatch(r"\d{4}-\d{2}-\d{2}.*", text, re.ASCII) else text


def _day(text: str) -> str:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text, re.ASCII)
    if found is not None:
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    return text[:10]
