"""Small hostile and awkward files, built in memory for the tests of the intake."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Mapping, Sequence

import xlsxwriter

from sanviec.engines.intake.reading.letters import LAYERS

TONES = "\u0300\u0301\u0303\u0309\u0323"

VACANCIES = (
    "STT;Tên công việc;Mức lương;Nơi làm việc\n"
    "1;Công nhân may;8 - 12 triệu;Bắc Ninh\n"
    "2;Kỹ sư cơ khí;15 triệu;Hà Nội\n"
    "3;Nhân viên phục vụ nhà hàng;7 triệu;Đà Nẵng\n"
)
CELLS = [
    ("1", "Công nhân may", "8 - 12 triệu", "Bắc Ninh"),
    ("2", "Kỹ sư cơ khí", "15 triệu", "Hà Nội"),
    ("3", "Nhân viên phục vụ nhà hàng", "7 triệu", "Đà Nẵng"),
]


def in_windows_1258(text: str) -> bytes:
    """Encode as Windows-1258 does: a base letter, then the tone as a combining mark."""
    return "".join(map(_one_1258, unicodedata.normalize("NFC", text))).encode("cp1258")


def _one_1258(char: str) -> str:
    try:
        char.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(part for part in parts if part in TONES)
        base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in TONES))
        return base + tones
    return char


def in_tcvn3(text: str) -> bytes:
    """Encode with the TCVN3 font codes, by searching the layer backwards."""
    layer = next(layer for layer in LAYERS if layer.name == "tcvn3")
    codes = {layer.convert(chr(code)): chr(code) for code in range(0xA0, 0x100)}
    return "".join(char if char.isascii() else codes[char] for char in text).encode("latin-1")


def workbook(
    rows: Sequence[Sequence[object]],
    *,
    merges: Sequence[str] = (),
    hidden: Mapping[str, Sequence[Sequence[object]]] | None = None,
    sheet: str = "Tuyển dụng",
) -> bytes:
    """Build a workbook with one visible sheet; a merged range takes the text of its corner."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    dates = book.add_format({"num_format": "dd/mm/yyyy"})
    main = book.add_worksheet(sheet)
    for name, content in (hidden or {}).items():
        other = book.add_worksheet(name)
        other.hide()
        for number, row in enumerate(content):
            other.write_row(number, 0, row)
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if value is not None:
                style = dates if hasattr(value, "isoformat") else None
                main.write(number, index, value, style)
    for merge in merges:
        first = xlsxwriter.utility.xl_cell_to_rowcol(merge.split(":")[0])
        main.merge_range(merge, rows[first[0]][first[1]])
    main.activate()
    book.close()
    return buffer.getvalue()


def rewritten(book: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Replace or add parts of a workbook's container."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def sheet_with(cells: str) -> bytes:
    """Build a workbook whose first sheet holds these cells under the heading “Tên công việc”."""
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Tên công việc</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Mức lương</t></is></c></row>' + cells
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns='
        '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    )
    return rewritten(workbook([["x"]]), {"xl/worksheets/sheet1.xml": xml.encode()})
