"""What a person has said about a layout once, kept as TOML for the next file.

kind = "vacancies"
sheet = "Tuyển dụng"        # optional, as are the next three
header_row = 5
wage_unit = "million"       # vnd, thousand, million or usd
ignore = ["Ghi chú nội bộ"]
[columns]
title = "Vị trí cần tuyển"
"""

from __future__ import annotations

import difflib
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from sanviec.engines.intake.columns.vocabularies import Kind, check_kind, load_vocabulary
from sanviec.engines.intake.problems import refusal
from sanviec.engines.intake.table import ReadOptions
from sanviec.kernel.errors import InputError

_WAGE_UNITS: Final = ("vnd", "thousand", "million", "usd")
_KEYS: Final = ("kind", "sheet", "header_row", "wage_unit", "ignore", "columns")


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """Field → heading pairs, and options of reading; `name` is the file's, for messages."""

    kind: Kind
    columns: tuple[tuple[str, str], ...] = ()
    sheet: str | None = None
    header_row: int | None = None
    wage_unit: Literal["vnd", "thousand", "million", "usd"] | None = None
    ignore: tuple[str, ...] = ()
    name: str = ""

    def options(self) -> ReadOptions:
        """Give how the file is to be read, for `read_table`."""
        return ReadOptions(sheet=self.sheet, header_row=self.header_row)


def load_mapping(source: Path | str | bytes, kind: str, *, name: str = "") -> SavedMapping:
    """Give the mapping that a TOML file holds.

    Args:
        source: Path of the file, or its bytes.
        kind: The kind being imported; the file's own `kind`, if any, must agree.
        name: File name for messages when `source` is bytes.

    Raises:
        InputError: Not TOML, an unknown field, or a value of the wrong type.
    """
    name = name or ("" if isinstance(source, bytes) else Path(source).name)
    entries = _parse(source, name)
    for key in entries:
        if key not in _KEYS:
            raise _unknown(name, key, _KEYS)
    checked = check_kind(kind)
    if entries.get("kind", checked) != checked:
        raise _wrong(name, "kind", f"“{checked}”", repr(checked))
    wage_unit = entries.get("wage_unit")
    if wage_unit not in (None, *_WAGE_UNITS):
        raise _wrong(name, "wage_unit", "vnd, thousand, million hoặc usd", "one of the units")
    return SavedMapping(
        kind=checked,
        columns=_columns(entries.get("columns", {}), checked, name),
        sheet=_typed(entries, "sheet", str, name),
        header_row=_header_row(entries, name),
        wage_unit=wage_unit,
        ignore=tuple(map(str, _typed(entries, "ignore", list, name) or ())),
        name=name,
    )


def dump_mapping(mapping: SavedMapping) -> str:
    """Give the mapping as TOML text that `load_mapping` reads back."""
    lines = [f"kind = {_quoted(mapping.kind)}"]
    if mapping.sheet is not None:
        lines.append(f"sheet = {_quoted(mapping.sheet)}")
    if mapping.header_row is not None:
        lines.append(f"header_row = {mapping.header_row}")
    if mapping.wage_unit is not None:
        lines.append(f"wage_unit = {_quoted(mapping.wage_unit)}")
    if mapping.ignore:
        lines.append(f"ignore = [{', '.join(map(_quoted, mapping.ignore))}]")
    lines += ["", "[columns]", *(f"{field} = {_quoted(col)}" for field, col in mapping.columns)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for DEL, which TOML wants escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _parse(source: Path | str | bytes, name: str) -> dict[str, Any]:
    try:
        data = source if isinstance(source, bytes) else Path(source).read_bytes()
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise refusal("file_missing", name) from error
    except (UnicodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise refusal("mapping_broken", name, detail=error) from error


def _typed(entries: Mapping[str, Any], key: str, kind: type[Any], name: str) -> Any:  # TOML values
    value = entries.get(key)
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        words = {str: ("một chuỗi", "a string"), int: ("một số", "a number")}
        raise _wrong(name, key, *words.get(kind, ("một danh sách", "a list")))
    return value


def _header_row(entries: Mapping[str, Any], name: str) -> int | None:
    row: int | None = _typed(entries, "header_row", int, name)
    if row is not None and row < 1:
        raise _wrong(name, "header_row", "một số từ 1 trở lên", "a number from 1 on")
    return row


def _unknown(name: str, field: str, known: Iterable[str]) -> InputError:
    names = list(known)
    near = difflib.get_close_matches(field, names, n=3) or names[:6]
    return refusal("mapping_field", name, field=field, near=", ".join(near))


def _wrong(name: str, field: str, expected_vi: str, expected_en: str) -> InputError:
    return refusal(
        "mapping_value", name, field=field, expected_vi=expected_vi, expected_en=expected_en
    )


def _columns(entries: object, kind: Kind, name: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(entries, dict):
        raise _wrong(name, "columns", "một bảng [columns]", "a table")
    fields = load_vocabulary(kind).fields
    for field, column in entries.items():
        if field not in fields:
            raise _unknown(name, field, fields)
        if not isinstance(column, str):
            raise _wrong(name, field, "tên một cột", "the name of a column")
    return tuple(entries.items())
