"""What an import would change, and that running it again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sanviec.engines.intake import AnyRecord, Context, VacancyRecord, compare, convert, read_table

FILE = "id,title,posted,salary\nA,Thợ may,3 ngày trước,8 triệu\nB,Thợ hàn,2026-01-01,9 triệu\n"


def records(context: Context, text: str = FILE) -> list[AnyRecord]:
    with read_table(text.encode(), name="tin.csv") as table:
        return [row.record for row in convert(table, "vacancies", context=context) if row.record]


def test_added_then_unchanged_then_changed(context: Context) -> None:
    first = list(compare(records(context), {}))
    assert [change.status for change in first] == ["added", "added"]
    known = {change.record.id: change.fingerprint for change in first}
    again = compare(records(context), known)
    assert [change.status for change in again] == ["unchanged", "unchanged"]
    edited = FILE.replace("9 triệu", "10 triệu") + "C,Bảo vệ,,\n"
    later = compare(records(context, edited), known)
    assert [change.status for change in later] == ["unchanged", "changed", "added"]


def test_a_date_told_relative_to_today_is_no_change_tomorrow(context: Context) -> None:
    known = {change.record.id: change.fingerprint for change in compare(records(context), {})}
    tomorrow = replace(context, on=context.on + timedelta(days=1))
    changes = list(compare(records(tomorrow), known))
    assert {change.status for change in changes} == {"unchanged"}
    assert changes[0].record != records(context)[0]


@pytest.mark.parametrize("column", ["Ghi chú", "Nơi làm việc", "Kỹ năng"])
def test_any_column_counts(context: Context, column: str) -> None:
    def fingerprint(cell: str) -> str:
        return records(context, f"id,title,{column}\nA,Thợ may,{cell}\n")[0].fingerprint()

    assert fingerprint("Huế") == fingerprint("Huế")
    assert fingerprint("Huế") != fingerprint("Hà Nội")


def test_the_fingerprint_is_the_same_on_every_machine(context: Context) -> None:
    record = VacancyRecord(id="B", title="Thợ hàn", published_on=date(2026, 1, 1), extra={"b": "1"})
    assert record.fingerprint() == "a0183efb3c77c2f0f1f864c1bd19d2ad"
