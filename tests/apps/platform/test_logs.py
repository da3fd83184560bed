"""Logs hold ids and events, never what belongs to a person."""

from __future__ import annotations

import json
import logging
import sys
from typing import Any

import pytest

from sanviec.apps.platform.ids import new_id
from sanviec.apps.platform.logs import EventFormatter, PersonalDataFilter, blot


def make_record(message: str, *args: Any, exc_info: Any = None) -> logging.LogRecord:
    return logging.LogRecord("sanviec.test", logging.INFO, __file__, 1, message, args, exc_info)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("gọi 0912345678", "gọi [number]"),
        ("phone=+84 912 345 678.", "phone=[number]."),
        ("số 020.199.012.345", "số [number]"),
        ("thẻ 020199012345, 12 người", "thẻ [number], 12 người"),
        ("gửi an.nguyen@example.vn rồi", "gửi [email] rồi"),
        ("2 người, 12.500 đồng, ngày 2026-11-23", "2 người, 12.500 đồng, ngày 2026-11-23"),
        ("seq 12345678", "seq 12345678"),
        ("lúc 2026-11-23 08:30 gọi 0912345678", "lúc 2026-11-23 08:30 gọi [number]"),
        ("id=01928374-5647-7123-8123-012345678901", "id=01928374-5647-7123-8123-012345678901"),
        ("id=01928374564771238123012345678901", "id=01928374564771238123012345678901"),
        ("ma-0912345678-cuoi", "ma-[number]-cuoi"),
        ("a0912345678b", "a[number]b"),
    ],
)
def test_numbers_and_addresses_are_blotted_out(text: str, clean: str) -> None:
    assert blot(text) == clean


def test_record_ids_stay_readable() -> None:
    for _ in range(200):
        text = f"refused path=/quay/nguoi-tim-viec/{new_id()}/"
        assert blot(text) == text


def test_the_filter_reads_the_arguments_too() -> None:
    record = make_record("sent to %s", "0912345678")
    assert PersonalDataFilter().filter(record) is True
    assert record.getMessage() == "sent to [number]"


def test_the_filter_leaves_a_clean_record_alone() -> None:
    record = make_record("sent %d", 3)
    PersonalDataFilter().filter(record)
    assert (record.msg, record.args) == ("sent %d", (3,))


def test_a_line_is_one_json_object() -> None:
    line = EventFormatter().format(make_record("đã gửi %d", 3))
    event = json.loads(line)
    assert event["event"] == "đã gửi 3"
    assert (event["level"], event["logger"]) == ("INFO", "sanviec.test")
    assert "error" not in event


def test_a_traceback_is_blotted_too() -> None:
    try:
        raise ValueError("Key (phone)=(0912345678) already exists")
    except ValueError:
        record = make_record("failed", exc_info=sys.exc_info())
    error = json.loads(EventFormatter().format(record))["error"]
    assert "0912345678" not in error
    assert "ValueError: Key (phone)=([number]) already exists" in error
