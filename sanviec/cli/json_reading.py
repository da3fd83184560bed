"""JSON that people wrote: what is wrong is told with its place, and nothing twice is let win."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

# How the decoder begins each complaint -> the same in Vietnamese.
_COMPLAINTS: Final = (
    ("Expecting value", "ở đây cần một giá trị"),
    ("Expecting property name", "ở đây cần tên trường trong dấu nháy kép"),
    ("Expecting ',' delimiter", "thiếu dấu phẩy hoặc dấu đóng"),
    ("Expecting ':' delimiter", "thiếu dấu hai chấm sau tên trường"),
    ("Illegal trailing comma", "thừa dấu phẩy ở cuối"),
    ("Extra data", "thừa nội dung ở sau"),
    ("Unterminated string", "chuỗi bắt đầu ở đây không có dấu nháy đóng"),
    ("Invalid control character", "có ký tự xuống dòng hoặc điều khiển trong chuỗi"),
    ("Invalid \\", "có dấu \\ dùng sai trong chuỗi"),
)


class NotJson(Exception):
    """Why a text is not JSON that can be used, in both languages."""

    def __init__(self, text_vi: str, text_en: str) -> None:
        super().__init__(text_vi, text_en)
        self.text_vi = text_vi
        self.text_en = text_en


def parse_json(raw: bytes, number: Callable[[str], Any] | None = None) -> Any:
    """Give what JSON in UTF-8 says.

    Args:
        raw: The text, with a byte order mark or without.
        number: What makes numbers with a fraction, and NaN; floats otherwise.

    Raises:
        NotJson: it is not UTF-8, not JSON, too deep, or names a field twice.
    """
    if number is None:
        number = float
    try:
        text = raw.decode("utf-8-sig")
        return json.loads(
            text, parse_float=number, parse_constant=number, object_pairs_hook=_no_key_twice
        )
    except json.JSONDecodeError as error:
        found = (vi for start, vi in _COMPLAINTS if error.msg.startswith(start))
        told = next(found, "không đúng cú pháp JSON")
        raise NotJson(
            f"dòng {error.lineno}, cột {error.colno}: {told}",
            f"line {error.lineno}, column {error.colno}: {error.msg}",
        ) from error
    except UnicodeDecodeError as error:
        raise NotJson(
            f"byte thứ {error.start + 1} không phải UTF-8", f"byte {error.start + 1} is not UTF-8"
        ) from error
    except RecursionError as error:
        raise NotJson("lồng nhau quá sâu", "it is nested too deeply") from error
    except ValueError as error:  # a number of thousands of digits
        raise NotJson("có số quá dài", str(error)) from error


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)[:60]
        raise NotJson(
            f"trường “{twice}” được ghi hai lần; hãy giữ một", f"the field {twice!r} stands twice"
        )
    return found
