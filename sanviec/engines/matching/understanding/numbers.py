"""What numbers in a question mean, other than wages and experience."""

from __future__ import annotations

import re

from .board import Board, Claim

_DIGIT = re.compile(r"\d")
_AGE = re.compile(
    r"\b(?:(?:tren|duoi|tu|ngoai|tam|khoang|hon|gan) )*(?P<one>\d{2})"
    r" ?(?:(?:-|–|den|toi) ?(?P<two>\d{2}))? ?(?:tuoi|t)\b(?: tro (?:len|xuong))?"
    r"|\btuoi (?P<after>\d{2})\b|\bu(?P<about>[3-7]0)\b"
)
_BIRTH_YEAR = re.compile(r"\b(?:sinh(?: nam)?|sn|nam sinh) ?:? ?(?P<year>(?:19|20)\d\d|[6-9]\d)\b")
_DISTANCE = re.compile(
    r"(?:\b(?:ban kinh|cach(?: nha)?|trong vong|trong|duoi|khoang|tam|quanh) )*"
    r"\b(?P<km>\d{1,3})(?:[.,]\d)? ?(?:km|cay so|cay)\b"
)
_TO_HOUR = r"(?: ?(?:-|–|~|den|toi) ?\d{1,2} ?(?:h|g|gio)\d{0,2})"
_FROM_HOUR = re.compile(rf"\b(?:tu )?(?P<hour>\d{{1,2}}) ?(?:h|g|gio)?(?:(?<!\d)\d\d)?{_TO_HOUR}\b")
_HOURS_A_DAY = re.compile(
    r"\b(?P<hours>\d{1,2}) ?(?:- ?\d{1,2} ?)?(?:h|tieng|gio)(?: ?(?:/|mot|1|moi) ?ngay)?\b"
    r"(?! anh\b)"
)
_PART_TIME_HOURS = 5
_SCHOOL_YEARS = re.compile(r"\b(?P<year>9|10|11|12) ?/ ?12\b(?! ?/)")
_OPENINGS = re.compile(
    r"\b\d{1,4} (?:nguoi|ban|ung vien|lao dong|nu)\b|\b\d{1,4} nam \d{1,4} nu\b"
    r"|(?<=tuyen )\d{1,4} nam\b"
)
_NOT_USED = (
    ("phone", re.compile(r"(?<!\d)(?:\+?84|0)\d{2,3}(?:[ .]?\d){6,7}(?!\d)")),
    ("date", re.compile(r"(?<![\d/])[0-3]?\d[/-][01]?\d(?:[/-](?:19|20)?\d\d)?(?![\d/])")),
    ("date", re.compile(r"\b(?:thang |nam )?20[2-3]\d\b|\b(?:thang|ngay) \d{1,2}\b")),
    ("student_year", re.compile(r"\bnam (?:[1-6]|nhat|cuoi|hai|ba|tu)\b(?! kinh| quan| chau)")),
)


def claim_openings(board: Board) -> None:
    """Claim how many people are wanted ("2 nam 3 nữ"), which is no experience of two years."""
    for match in _OPENINGS.finditer(board.reading.joined):
        _claim(board, match, "not_used", "openings")


def claim_numbers(board: Board) -> None:
    """Claim ages, birth years, distances, hours and dates."""
    if _DIGIT.search(board.reading.joined):
        _claim_figures(board)
    for value, pattern in _NOT_USED:
        for match in pattern.finditer(board.reading.joined):
            _claim(board, match, "not_used", value)


def _claim_figures(board: Board) -> None:
    _claim_school_years(board)
    _claim_birth_years(board)
    _claim_ages(board)
    _claim_distances(board)
    _claim_hours(board)


def _claim(board: Board, match: re.Match[str], kind: str, value: str) -> None:
    first, last = board.reading.token_span(*match.span())
    board.claim(Claim(kind, value, first, last))


def _claim_school_years(board: Board) -> None:
    for match in _SCHOOL_YEARS.finditer(board.reading.joined):
        level = "UPPER_SECONDARY" if match["year"] == "12" else "LOWER_SECONDARY"
        _claim(board, match, "education", level)


def _claim_ages(board: Board) -> None:
    for match in _AGE.finditer(board.reading.joined):
        one = match["one"] or match["after"] or match["about"]
        _claim(board, match, "age", f"{one}-{match['two']}" if match["two"] else one)


def _claim_birth_years(board: Board) -> None:
    for match in _BIRTH_YEAR.finditer(board.reading.joined):
        year = match["year"]
        _claim(board, match, "birth_year", year if len(year) > 2 else f"19{year}")


def _claim_distances(board: Board) -> None:
    for match in _DISTANCE.finditer(board.reading.joined):
        _claim(board, match, "distance", match["km"])


def _claim_hours(board: Board) -> None:
    for match in _FROM_HOUR.finditer(board.reading.joined):
        _claim(board, match, "shift", _shift_from(int(match["hour"])))
    for match in _HOURS_A_DAY.finditer(board.reading.joined):
        few = int(match["hours"]) <= _PART_TIME_HOURS
        _claim(board, match, *(("employment_type", "part_time") if few else ("not_used", "hours")))


def _shift_from(hour: int) -> str:
    if 5 <= hour < 16:
        return "day"
    return "evening" if 16 <= hour < 21 else "night"
