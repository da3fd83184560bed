"""The tables of groups and phrases as they lie in the package."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

from sanviec.kernel.errors import InputError
from sanviec.kernel.occupations.model import Occupation, Phrase
from sanviec.kernel.text import nfc

KINDS = frozenset({"title", "abbreviation", "english", "colloquial", "overseas"})

_DATA = files("sanviec.kernel.occupations") / "data"
_UNIT_LEVEL = 4
_UNIT_CODE = re.compile(r"[0-9]{4}")
_COLUMNS = ["phrase", "code", "kind"]
# Parts of a group's title that name no trade of their own.
_REST = re.compile(r"\bkhác\b|\bliên quan\b|not elsewhere|related|other", re.IGNORECASE)
# A part that does not begin with a person is the end of a list: "xẻ đá", "pháp lý".
_PERSON = re.compile(
    r"(thợ|nhân viên|người|kỹ sư|kỹ thuật viên|công nhân|lái|giáo viên|giảng viên|bác sĩ|họa sĩ"
    r"|chuyên viên|chuyên gia|nhà|cán bộ|lao động phổ thông|hướng dẫn viên|phụ)\s\w",
    re.IGNORECASE,
)
_SEPARATOR_VI = re.compile(r"[,()…]|\bvà thợ\b")


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (_DATA / name).read_text(encoding="utf-8")
    return csv.DictReader(io.StringIO(text, newline=""))


def read_occupations() -> tuple[Occupation, ...]:
    """Give the groups of all four levels in the order of their codes."""
    return tuple(
        Occupation(
            code=row["code"],
            title_vi=row["title_vi"],
            title_en=row["title_en"],
            level=len(row["code"]),
            vsco_code=row["vsco_code"] or None,
            parent=row["code"][:-1] or None,
        )
        for row in _rows("isco08.csv")
    )


def alias_files() -> tuple[str, ...]:
    """Give the names of the files of phrases that lie in the package, sorted."""
    names = (entry.name for entry in _DATA.iterdir())
    return tuple(sorted(n for n in names if n.startswith("aliases_") and n.endswith(".csv")))


def read_aliases(name: str) -> Iterator[Phrase]:
    """Give the phrases of one file.

    Raises:
        InputError: A row without phrase, with a code that is no unit group's or an unknown kind.
    """
    table = csv.reader(io.StringIO((_DATA / name).read_text(encoding="utf-8"), newline=""))
    if next(table, None) != _COLUMNS:
        raise _bad_row(name, 1)
    for number, row in enumerate(table, start=2):
        if len(row) != len(_COLUMNS):
            raise _bad_row(name, number)
        text, code, kind = row
        if not (text.strip() and _UNIT_CODE.fullmatch(code) and kind in KINDS):
            raise _bad_row(name, number)
        yield Phrase(nfc(text.strip()), code, kind)


def _bad_row(name: str, number: int) -> InputError:
    return InputError(
        f"Dòng {number} của {name} không đúng: cần cụm từ, mã 4 chữ số và loại.",
        f"bad row {number} in {name}",
        row=number,
        code="alias_row",
    )


def group_phrases(occupations: Iterable[Occupation]) -> Iterator[Phrase]:
    """Give the titles of the unit groups, whole and cut at their commas."""
    for occupation in occupations:
        if occupation.level == _UNIT_LEVEL:
            for part in {occupation.title_vi: None} | dict.fromkeys(_parts_vi(occupation)):
                yield Phrase(part, occupation.code, "group")
            for part in _parts_en(occupation):
                yield Phrase(part, occupation.code, "group")


def _parts_vi(occupation: Occupation) -> Iterator[str]:
    for part in _SEPARATOR_VI.split(occupation.title_vi):
        if _PERSON.match(part.strip()) and not _REST.search(part):
            yield part.strip()


def _parts_en(occupation: Occupation) -> Iterator[str]:
    if not _REST.search(occupation.title_en):
        yield occupation.title_en.removesuffix("s")
