"""How long the person has worked, or the wish that no experience is asked."""

from __future__ import annotations

import re

from sanviec.kernel.durations import ExperienceRange, parse_experience

from .board import Board, Claim
from .reading import Reading

_COUNT = "mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi|nua"
_ABOUT = (
    r"(?:(?:tren|hon|tu|it nhat|toi thieu|khoang|tam|gan|duoi|chua den|da co|da|duoc|toi da"
    r"|khong qua|[<>]=?) )*"
)
_LENGTH = (
    rf"\b{_ABOUT}(?:\d{{1,2}}(?:[.,]\d)?|{_COUNT})(?: ?(?:nam|thang)(?= ?\W))?"
    r"(?: ?(?:-|–|—|~|den|toi) ?\d{1,2})? ?\+? ?"
    r"(?P<unit>{units})\b(?: ruoi\b)?(?: \d{1,2} thang\b)?(?: tro (?:len|xuong)\b)?"
)
_ANY_UNIT = _LENGTH.replace("{units}", "nam|thang|years?|yrs?|months?")
_YEARS = _LENGTH.replace("{units}", "nam|years?|yrs?").replace(f"|{_COUNT}", "")
_WORD = r"(?:kinh nghiem|trong nghe|tay nghe|experience|tham nien)"
_WORK = r"(?: (?:lam viec|lam nghe|lam|di lam|co|thuc te))*"
_WITH_WORD = (
    re.compile(rf"{_ANY_UNIT}{_WORK} {_WORD}\b(?: tro (?:len|xuong)\b)?"),
    re.compile(rf"\b(?:co )?{_WORD}{_WORK}(?: (?:la|vi tri|tuong duong))? ?:? ?{_ANY_UNIT}"),
)
# "2 năm" alone is experience, unless it is the length of a contract, a birth year or two men.
_OTHER_BEFORE = "".join(
    f"(?<!{words} )"
    for words in ("hop dong", "don hang", "don", "sinh", "hoc", "di", "trong", "tuyen", "can")
)
_OTHER_AFTER = r"(?! nu\b| tuoi\b| mot lan| nua\b)"
_ALONE = re.compile(f"{_OTHER_BEFORE}{_YEARS}{_OTHER_AFTER}")
_ALONE_IN_MONTHS = re.compile(f"{_OTHER_BEFORE}{_ANY_UNIT}{_OTHER_AFTER}")
# Of work abroad the years are those of the contract.
_CONTRACT = re.compile(
    r"\b(?:xuat khau lao dong|don hang|thuc tap sinh ky nang|di (?:nhat|han|dai))\b"
)
_NONE_ASKED = re.compile(
    r"\b(?:(?:khong|chua|mien)(?: (?:can|co|yeu cau|doi hoi|phai|nhieu|du|bat buoc|ve|tung|gi))*"
    r"|0|0 nam|no|it|thieu) (?:kinh nghiem|tay nghe|experience)\b"
    r"|\bkinh nghiem (?:khong|chua) (?:can|co|yeu cau)\b|\bkinh nghiem ?: ?(?:khong|0)\b"
)


def claim_experience(board: Board) -> None:
    """Claim how long the person has worked, and "không cần kinh nghiệm"."""
    reading = board.reading
    for match in _NONE_ASKED.finditer(reading.joined):
        board.claim(Claim("no_experience", "yes", *reading.token_span(*match.span())))
    for pattern in _WITH_WORD:
        for match in pattern.finditer(reading.joined):
            _claim(board, match)
    if not _CONTRACT.search(reading.joined):
        _claim_alone(board)


def _claim_alone(board: Board) -> None:
    """Claim "2 năm"; and "6 tháng" if the question speaks of experience somewhere."""
    reading = board.reading
    pattern = _ALONE_IN_MONTHS if "kinh nghiem" in reading.joined else _ALONE
    for match in pattern.finditer(reading.joined):
        if not _is_men(reading, match):
            _claim(board, match)


def _claim(board: Board, match: re.Match[str]) -> None:
    months = _held(parse_experience(match[0]))
    if months:
        span = board.reading.token_span(*match.span())
        board.claim(Claim("experience", str(months), *span))


def _held(asked: ExperienceRange | None) -> int | None:
    """Give the upper end of a range: with "1-2 năm" an advertisement for 2 years is suitable."""
    if asked is None:
        return None
    return asked.max_months if asked.max_months is not None else asked.min_months


def _is_men(reading: Reading, match: re.Match[str]) -> bool:
    """In text with its marks "2 nam" without any is two men."""
    unit = reading.tokens[reading.owner[match.start("unit")]]
    return unit.typed == "nam" and not reading.text.isascii()
