"""The table of ISCO-08 groups is complete, well formed and written in careful Vietnamese."""

import csv
import gzip
import os
import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import sanviec

TABLE = Path(sanviec.__file__).parent / "kernel" / "occupations" / "data" / "isco08.csv"
COLUMNS = ["code", "title_vi", "title_en", "vsco_code"]
LEVELS = (1, 2, 3, 4)

# Groups in each major group 0…9, from the published structure of ISCO-08 (ILO, 2012, volume I).
GROUPS_PER_MAJOR_GROUP = {
    1: (1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    2: (3, 4, 6, 5, 4, 4, 3, 5, 3, 6),
    3: (3, 11, 27, 20, 8, 13, 9, 14, 14, 11),
    4: (3, 31, 92, 84, 29, 40, 18, 66, 40, 33),
}
# The tone mark stands on the first vowel of these open syllables, in one spelling everywhere.
OTHER_TONE_SPELLING = re.compile(r"\w*(?:o[àáảãạ]|o[èéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])(?!\w)", re.IGNORECASE)


def _read_table() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def _groups() -> tuple[dict[str, str], ...]:
    return tuple(_read_table())


@cache
def _codes() -> tuple[str, ...]:
    return tuple(group["code"] for group in _groups())


def _titles(column: str, level: int) -> list[str]:
    return [group[column] for group in _groups() if len(group["code"]) == level]


def test_columns_are_the_frozen_ones() -> None:
    assert TABLE.read_text(encoding="utf-8").splitlines()[0].split(",") == COLUMNS


def test_codes_are_digits_unique_and_sorted_as_text() -> None:
    assert all(re.fullmatch(r"[0-9]{1,4}", code) for code in _codes())
    assert list(_codes()) == sorted(set(_codes()))


@pytest.mark.parametrize(("level", "total"), [(1, 10), (2, 43), (3, 130), (4, 436)])
def test_each_level_is_complete(level: int, total: int) -> None:
    found = Counter(code[0] for code in _codes() if len(code) == level)
    expected = dict(zip("0123456789", GROUPS_PER_MAJOR_GROUP[level], strict=True))
    assert found == expected
    assert sum(found.values()) == total


def test_every_parent_exists_and_every_group_has_units() -> None:
    codes = set(_codes())
    assert all(code[:-1] in codes for code in codes if len(code) > 1)
    upper = {code for code in codes if len(code) < 4}
    assert upper == {code[:-1] for code in codes if len(code) > 1}


@pytest.mark.parametrize("column", ["title_vi", "title_en"])
@pytest.mark.parametrize("level", LEVELS)
def test_no_title_is_empty_or_repeated_in_its_level(column: str, level: int) -> None:
    titles = _titles(column, level)
    assert all(titles)
    assert [title for title, times in Counter(titles).items() if times > 1] == []


@pytest.mark.parametrize("column", ["title_vi", "title_en"])
def test_titles_are_composed_trimmed_and_in_sentence_case(column: str) -> None:
    for group in _groups():
        title = group[column]
        assert title == unicodedata.normalize("NFC", " ".join(title.split()))
        assert title[0].isupper(), title
        shouting = [word for word in re.findall(r"\w{2,}", title) if word.isupper()]
        assert set(shouting) <= {"ICT"}, title


def test_vietnamese_titles_carry_diacritics_in_one_spelling() -> None:
    for title in (group["title_vi"] for group in _groups()):
        assert title != "".join(c for c in unicodedata.normalize("NFD", title) if c.isascii())
        assert OTHER_TONE_SPELLING.search(title) is None, title


@pytest.mark.parametrize(
    ("code", "title_vi"),
    [
        ("0110", "Sĩ quan quân đội"),
        ("7531", "Thợ may đo, thợ may áo dài, thợ làm lông thú và thợ làm mũ"),
        ("8153", "Thợ vận hành máy may công nghiệp"),
    ],
)
def test_known_titles(code: str, title_vi: str) -> None:
    assert {group["code"]: group["title_vi"] for group in _groups()}[code] == title_vi


def test_vietnamese_code_is_equal_or_absent() -> None:
    assert all(group["vsco_code"] in {"", group["code"]} for group in _groups())


@pytest.mark.parametrize("code", ["0210", "1211", "2512", "3355", "6222", "6223", "7531"])
def test_same_digits_with_another_meaning_or_none_are_left_empty(code: str) -> None:
    assert {group["code"]: group["vsco_code"] for group in _groups()}[code] == ""


def test_codes_agree_with_the_european_copy() -> None:
    shared = Path(os.environ.get("SANVIEC_SHARED", Path(sanviec.__file__).parents[2] / "shared"))
    source = shared / "data" / "occupation" / "isco08_groups_en_esco111.csv.gz"
    if not source.exists():
        pytest.skip("no shared copy of the ESCO groups; set SANVIEC_SHARED to its folder")
    with gzip.open(source, "rt", encoding="utf-8", newline="") as stream:
        assert {row["CODE"] for row in csv.DictReader(stream)} == set(_codes())
