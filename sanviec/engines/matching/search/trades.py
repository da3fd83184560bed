"""How near every vacancy's occupation is to some others."""

from __future__ import annotations

import numpy as np

from sanviec.engines.matching.coding import Codes
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.occupation import shared_table

SAME_TRADE_DIGITS = 3
"""Three shared digits are the same trade in other words: "thợ may" and "công nhân may"."""
_RESIDUAL = "9"


def shared_digits(codes: tuple[str, ...], index: VacancyIndex) -> Codes:
    """Give the digits that every vacancy's occupation shares with the nearest of some: int[n]."""
    if not codes:
        return np.zeros(len(index), dtype=np.intp)
    column = index.offers.columns["occupation"]
    wishes = index.terms.by_key["occupation"].encode_wishes([codes])
    shared = shared_table(wishes, column.encoded).max(axis=0, initial=0)
    best: Codes = shared[column.rows.codes]
    return best


def is_residual(code: str) -> bool:
    """Tell whether a group is "not elsewhere classified": its trades have nothing in common."""
    return code.endswith(_RESIDUAL)
