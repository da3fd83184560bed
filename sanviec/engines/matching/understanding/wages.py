"""The wage wanted, in đồng a month."""

from __future__ import annotations

import re

from sanviec.kernel.wages import WageRange, find_wage

from .board import Board, Claim

_MAY_BE_MONEY = re.compile(r"\d|trieu|\bcu\b|ngan|nghin")
_LEAST_DAILY_VND = 80_000
_LEAST_MONTHLY_VND = 1_500_000
# "không dưới" holds "dưới" but means the opposite.
_NOT_BELOW = re.compile(r"\bkhong (?:duoi|thap hon|it hon|kem) ")
_LOOK_BACK = 8
# "quận 2 cũ" is a former district and not two million.
_NUMBERED_PLACE = re.compile(r"\b(?:quan|q|phuong|p|khu|ca|hang|cap|lop) ?\.? ?\d{1,2}(?: cu\b)?")
_STROKE = "|"
_DAYS, _HOURS = 26, 208


def claim_wage(board: Board, *, usd_vnd: int) -> None:
    """Claim the first wage: "trên 15tr" and "15tr" are a minimum, "dưới 20tr" a maximum.

    Args:
        board: numbers that something else has claimed are not read.
        usd_vnd: đồng for one US dollar.
    """
    if not _MAY_BE_MONEY.search(board.reading.joined):
        return
    found = find_wage(_unclaimed(board), usd_vnd=usd_vnd)
    if found is None:
        return
    low, high = _as_wanted(found.wage)
    if _NOT_BELOW.search(board.reading.joined, max(0, found.start - _LOOK_BACK), found.end):
        low, high = low or high, None
    if low is None and high is None:
        return
    first, last = board.reading.token_span(found.start, found.end)
    board.claim(Claim("wage", f"{low or ''}-{high or ''}", first, last))


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
