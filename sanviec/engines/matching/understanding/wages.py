"""The wage wanted, in đồng a month."""

from __future__ import annotations

import re
from dataclasses import replace

from sanviec.kernel.wages import FoundWage, WageRange, find_wage

from .board import Board, Claim

_MAY_BE_MONEY = re.compile(r"\d|trieu|\bcu\b|ngan|nghin")
_LEAST_DAILY_VND = 80_000
_LEAST_MONTHLY_VND = 1_500_000
# "không dưới" holds "dưới" but means the opposite.
_WAGE_WORD = re.compile(r"\b(?:muc )?(?:luong|thu nhap)\b")
_NOT_BELOW = re.compile(r"\bkhong (?:duoi|thap hon|it hon|kem) ")
_LOOK_BACK = 8
# "25m" in a question is a wage, where an advertisement may mean metres; "1m7" and "20m2" are not.
_MILLIONS = re.compile(
    r"(?<!dai )(?<!cao )(?<!rong )(?<!sau )(?<!cach )(?<!chieu )"
    r"\b(?:(?:tren|tu|hon|toi thieu|it nhat|khoang|tam|duoi|toi da) )*"
    r"(?:[4-9]|[1-9]\d)(?:[.,]\d)? ?m\b(?! ?(?:2|3|²|³|vuong|khoi)\b)"
)
# "quận 2 cũ" is a former district and not two million.
_NUMBERED_PLACE = re.compile(r"\b(?:quan|q|phuong|p|khu|ca|hang|cap|lop) ?\.? ?\d{1,2}(?: cu\b)?")
_STROKE = "|"
_WAGE = "luong"
_DAYS, _HOURS = 26, 208


def claim_wage(board: Board, *, usd_vnd: int) -> None:
    """Claim the first wage: "trên 15tr" and "15tr" are a minimum, "dưới 20tr" a maximum.

    Args:
        board: numbers that something else has claimed are not read.
        usd_vnd: đồng for one US dollar.
    """
    if not _MAY_BE_MONEY.search(board.reading.joined):
        return
    first = _find(board, usd_vnd)
    if first is None:
        return
    claim = _enter(board, first)
    second = _find(board, usd_vnd)
    if claim and second and _are_two_ends(first.wage, second.wage):
        last = board.reading.token_span(second.start, second.end)[1]
        claim.value = f"{first.wage.min_vnd_month}-{second.wage.max_vnd_month}"
        board.extend(claim, claim.first, last)


def _find(board: Board, usd_vnd: int) -> FoundWage | None:
    """Give the first wage; at need from "lương" on: "không áp doanh số lương cứng 10tr"."""
    text = _unclaimed(board)
    found = find_wage(text, usd_vnd=usd_vnd)
    if found:
        return found
    if word := _WAGE_WORD.search(text):
        return _moved(find_wage(text[word.start() :], usd_vnd=usd_vnd), word.start())
    if millions := _MILLIONS.search(text):
        said = f"{_WAGE} {text[millions.start() :]}"
        return _moved(find_wage(said, usd_vnd=usd_vnd), millions.start(), len(_WAGE) + 1)
    return None


def _moved(found: FoundWage | None, by: int, lead: int = 0) -> FoundWage | None:
    """Give a wage at its place in the whole text, without a lead that was put before it."""
    return found and replace(
        found, start=max(found.start - lead, 0) + by, end=found.end - lead + by
    )


def _enter(board: Board, found: FoundWage) -> Claim | None:
    low, high = _as_wanted(found.wage)
    if _NOT_BELOW.search(board.reading.joined, max(0, found.start - _LOOK_BACK), found.end):
        low, high = low or high, None
    if low is None and high is None:
        return None
    first, last = board.reading.token_span(found.start, found.end)
    claim = Claim("wage", f"{low or ''}-{high or ''}", first, last)
    return claim if board.claim(claim) else None


def _are_two_ends(first: WageRange, second: WageRange) -> bool:
    """Tell whether two wages are one range in two parts: ">= 8 triệu, <= 12 triệu"."""
    low, high = first.min_vnd_month, second.max_vnd_month
    if first.max_vnd_month is not None or second.min_vnd_month is not None:
        return False
    return low is not None and high is not None and low <= high


def _unclaimed(board: Board) -> str:
    """Give the joined text with a stroke over all that is claimed, "cũ" and "quận 2" included."""
    tokens, owners = board.tokens, board.owners
    hidden = [o is not None or t.typed == "cũ" for t, o in zip(tokens, owners, strict=True)]
    pairs = zip(board.reading.joined, board.reading.owner, strict=True)
    text = "".join(_STROKE if hidden[token] else char for char, token in pairs)
    return _NUMBERED_PLACE.sub(lambda match: _STROKE * len(match[0]), text)


def _as_wanted(wage: WageRange) -> tuple[int | None, int | None]:
    low, high = (_monthly(end) for end in (wage.min_vnd_month, wage.max_vnd_month))
    return low, (None if low == high else high)


def _monthly(vnd: int | None) -> int | None:
    """Read "300k" and "25k" without a period as a day's and an hour's pay."""
    if vnd is None or vnd >= _LEAST_MONTHLY_VND:
        return vnd
    return vnd * (_DAYS if vnd >= _LEAST_DAILY_VND else _HOURS)
