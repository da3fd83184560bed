"""Wage, experience and place in words, against the numeric columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from sanviec.kernel.text import fold

from .asking import Question
from .texts import Row

_SEED = 77
_MILLION = 1_000_000
_WAGES = (7, 8, 9, 10, 12, 15, 18, 20, 25)
_YEARS = (1, 2, 3, 5)
_PROVINCES = ("hà nội", "hồ chí minh", "hải phòng", "đồng nai", "bắc ninh", "đà nẵng")
_WAGE_WORDS = (
    "lương trên {} triệu", "luong {}tr tro len", "{} củ", "thu nhập từ {}tr/tháng", "{}.000.000",
    "luong khong duoi {} trieu", "tối thiểu {}m", "{},000,000 vnd",
)  # fmt: skip
_EXPERIENCE_WORDS = (
    "{} năm kinh nghiệm",
    "{} nam kn",
    "kinh nghiệm {} năm",
    "có {} năm làm việc",
    "exp {} nam",
)
_PLACE_WORDS = {
    "hà nội": ("ở hà nội", "ha noi", "hn", "thủ đô hà nội"),
    "hồ chí minh": ("ở sài gòn", "tphcm", "tp hcm", "hcm", "ho chi minh"),
    "hải phòng": ("tại Hải Phòng", "hai phong", "hp"),
    "đồng nai": ("đồng nai", "bien hoa dong nai"),
    "bắc ninh": ("bắc ninh", "bac ninh"),
    "đà nẵng": ("đà nẵng", "da nang", "dn da nang"),
}


def reading_questions(rows: Sequence[Row], count: int) -> Iterator[Question]:
    """Work with a wage, an experience and a place, each in words of everyday use.

    The kind of work is that of a drawn advertisement: a province and an industry that exist.
    """
    rng, by_id = Random(_SEED), {row["id"]: row for row in rows}
    for number in range(count):
        place = rng.choice(_PROVINCES)
        wage, years = rng.choice(_WAGES), rng.choice(_YEARS)
        parts = {
            "wage": (rng.choice(_WAGE_WORDS).format(wage), _reaches(wage)),
            "experience": (rng.choice(_EXPERIENCE_WORDS).format(years), _asks_at_most(years)),
            "place": (rng.choice(_PLACE_WORDS[place]), _lies_in(place)),
        }
        for kind, (said, fits) in parts.items():
            yield _question(f"R{number:03}{kind}", kind, said, (fits,), by_id)
        said = " ".join(words for words, _ in parts.values())
        judges = [fits for _, fits in parts.values()]
        if sum(all(fits(row) for fits in judges) for row in rows) >= 10:
            yield _question(f"R{number:03}all", "all three", said, judges, by_id)


_Fits = Callable[[Row], bool]


def _question(
    name: str, kind: str, said: str, judges: Sequence[_Fits], by_id: Mapping[str, Row]
) -> Question:
    return Question(
        name,
        kind,
        "test",
        f"tìm việc {said}",
        judge=lambda one: all(fits(by_id[one]) for fits in judges),
    )


def _reaches(wage: int) -> _Fits:
    return lambda row: _number(row["salary_max"] or row["salary_min"]) >= wage * _MILLION


def _asks_at_most(years: int) -> _Fits:
    return lambda row: (
        bool(row["experience_months"]) and (_number(row["experience_months"]) <= 12 * years)
    )


def _lies_in(place: str) -> _Fits:
    return lambda row: fold(place) in fold(row["locations"])


def _number(text: str) -> float:
    return float(text) if text else 0.0
