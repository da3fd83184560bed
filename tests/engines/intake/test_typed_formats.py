"""Parquet and JSON Lines as tables of text."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pyarrow as arrow
import pytest
from pyarrow import parquet

from sanviec.engines.intake.reading import read_table
from sanviec.engines.intake.table import Limits
from sanviec.kernel.errors import InputError


def as_parquet(columns: dict[str, list[Any]]) -> bytes:
    buffer = io.BytesIO()
    parquet.write_table(arrow.table(columns), buffer)
    return buffer.getvalue()


def test_parquet_values_become_text() -> None:
    data = as_parquet(
        {
            "title": ["Thợ may", None],
            "openings": [2, 3],
            "salary_min": [8e6, float("nan")],
            "skills": [["may", "vắt sổ"], []],
            "posted": [date(2026, 1, 16), None],
            "remote": [True, False],
        }
    )
    with read_table(data, name="tin.parquet") as table:
        rows = list(table.rows)
    assert rows[0].cells == ("Thợ may", "2", "8000000", "may; vắt sổ", "2026-01-16", "TRUE")
    assert rows[1].cells == ("", "3", "", "", "", "FALSE")
    assert [row.number for row in rows] == [2, 3]


@pytest.mark.parametrize("cut", [8, 60, -8])
def test_damaged_parquet_is_refused(cut: int) -> None:
    data = as_parquet({"title": ["Thợ may"] * 50})
    with pytest.raises(InputError) as refused:
        read_table(data[:cut], name="tin.parquet")
    assert refused.value.code == "parquet_broken"


def test_parquet_limits() -> None:
    data = as_parquet({"title": ["x"] * 50})
    for limits, code in [
        (Limits(max_rows=10), "too_many_rows"),
        (Limits(max_columns=0), "too_many_columns"),
        (Limits(max_unpacked_bytes=10), "archive_bomb"),
    ]:
        with pytest.raises(InputError) as refused:
            read_table(data, name="tin.parquet", limits=limits)
        assert refused.value.code == code


def test_json_lines_take_the_keys_of_all_objects() -> None:
    text = (
        '{"title": "Thợ may", "openings": 2}\n'
        "\n"
        '{"title": "Thợ hàn", "skills": ["6G", "MIG"], "place": {"code": "01"}}\n'
        '{"title": }\n'
        "[1, 2]\n"
        '{"title": "\\ud800 lạc", "openings": null}\n'
    )
    with read_table(text.encode(), name="tin.jsonl") as table:
        rows = list(table.rows)
    assert table.columns == ("title", "openings", "skills", "place")
    assert rows[0].cells == ("Thợ may", "2", "", "")
    assert rows[1].cells == ("Thợ hàn", "", "6G; MIG", '{"code": "01"}')
    assert [(row.number, [e.code for e in row.errors]) for row in rows[2:]] == [
        (4, ["json_broken"]), (5, ["json_broken"]), (6, ["bad_bytes"]),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["[]\n", "null\n", "\n", "{}\n", "[" * 100_000])
def test_json_lines_without_an_object_are_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_table(text.encode(), name="tin.jsonl")
    assert refused.value.code == "header_missing"
