"""Which format a file has, from its name and first bytes; programs in disguise are refused."""

from __future__ import annotations

import re
from typing import Final

from sanviec.engines.intake.problems import refusal
from sanviec.engines.intake.table import Format

_FOREIGN: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"MZ", "chương trình Windows", "a Windows program"),
    (b"\x7fELF", "chương trình Linux", "a Linux program"),
    (b"\xcf\xfa\xed\xfe", "chương trình macOS", "a macOS program"),
    (b"\xca\xfe\xba\xbe", "chương trình Java hoặc macOS", "a Java or macOS program"),
    (b"#!", "tập lệnh chương trình", "a script"),
    (b"%PDF", "tài liệu PDF", "a PDF document"),
    (b"{\\rtf", "tài liệu RTF", "an RTF document"),
    (b"Rar!", "tệp nén RAR", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7z", "a 7z archive"),
    (b"\x89PNG", "hình ảnh", "an image"),
    (b"\xff\xd8\xff", "hình ảnh", "an image"),
    (b"GIF8", "hình ảnh", "an image"),
    (b"SQLite format 3\x00", "cơ sở dữ liệu SQLite", "an SQLite database"),
    (b"<html", "trang web HTML", "an HTML page"),
    (b"<!doctype", "trang web HTML", "an HTML page"),
    (b"<?xml", "tệp XML", "an XML file"),
)
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_PARQUET: Final = b"PAR1"
GZIP: Final = b"\x1f\x8b"
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ARRAY: Final = re.compile(rb"\[\s*\{")

_SUFFIXES: Final[dict[str, Format]] = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}


def format_of_name(name: str) -> Format | None:
    """Give the format that a file name promises (`.gz` apart), None for `-` and unknown ones."""
    stem = name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in _SUFFIXES.items() if stem.endswith(suffix)), None)


def decide_format(name: str, head: bytes) -> Format:
    """Give the format of a file from its name and its first bytes.

    Args:
        name: File name; `-` (standard input) is decided by content alone.
        head: The first bytes, 16 or more where the file has them, already out of gzip.

    Raises:
        InputError: The content is a program, a document or an archive, or not what the name says.
    """
    _refuse_foreign(name, head)
    promised, found = format_of_name(name), _format_of_content(head)
    if promised is None and name not in ("-", ""):
        raise refusal("format_unknown", name)
    if found and promised and found != promised:
        _refuse_suffix(name, found)
    if promised in ("xlsx", "parquet") and found != promised:
        code = "archive_broken" if promised == "xlsx" else "parquet_broken"
        raise refusal(code, name, detail="wrong first bytes")
    start = _without_mark(head)
    if promised in (None, "jsonl") and _ARRAY.match(start):
        raise refusal("json_array", name)
    return promised or found or ("jsonl" if start[:1] == b"{" else "csv")


def _without_mark(head: bytes) -> bytes:
    """Give the first letters of a text as plain bytes, whether it is UTF-8 or UTF-16."""
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return head.replace(b"\x00", b"").lstrip()


def _format_of_content(head: bytes) -> Format | None:
    if head.startswith(_ZIP):
        return "xlsx"
    return "parquet" if head.startswith(_PARQUET) else None


def _refuse_foreign(name: str, head: bytes) -> None:
    if head.startswith(_OLD_WORKBOOK):
        raise refusal("old_workbook", name)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    for magic, found_vi, found_en in _FOREIGN:
        # "MZ" and "#!" are also how a heading may start: programs go on with bytes no text has.
        if start.startswith(magic.lower()) and _is_surely(magic, head):
            raise refusal("foreign_content", name, found_vi=found_vi, found_en=found_en)


def _is_surely(magic: bytes, head: bytes) -> bool:
    if magic == b"MZ":
        return any(byte < 9 or byte > 126 for byte in head[2:64])
    return magic != b"#!" or b"/" in head[:16]


def _refuse_suffix(name: str, found: Format) -> None:
    if found == "xlsx":
        raise refusal(
            "wrong_suffix",
            name,
            found_vi="tệp nén ZIP hoặc bảng tính",
            found_en="a ZIP archive or a workbook",
            suffix=".xlsx",
        )
    raise refusal(
        "wrong_suffix", name, found_vi="tệp Parquet", found_en="a parquet file", suffix=".parquet"
    )
