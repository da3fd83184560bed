"""Names of provinces, claimed before anything else reads into them.

"viec lam ha noi" holds Lâm Hà, "viec lam binh duong" Lâm Bình and "lam ho chi minh" a trade;
whoever types such a question means the province.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from sanviec.kernel.places import load_gazetteer
from sanviec.kernel.text import folded_words, words

from .board import Board, Claim
from .vocabulary import word_set

if TYPE_CHECKING:
    from sanviec.kernel.places import Gazetteer, PlaceHit

_LONGEST = 5
_LEADS = frozenset({("tp",), ("tinh",), ("thanh", "pho")})
# Without marks these are everyday words of work as well: "phụ thợ", "bằng cao đẳng".
_ALSO_WORDS = frozenset({("phu", "tho")})
# As everybody shortens them; "tp" alone is also a head of department.
_SHORT = (("tp", "hcm"), ("tp", "hn"))


def claim_provinces(board: Board, gazetteer: Gazetteer) -> None:
    """Claim each name of a province that no greater mention of a place holds.

    Args:
        board: nothing is claimed yet.
        gazetteer: searched once when a name is there, and once for each name.
    """
    spans = list(_spans(board))
    if not spans:
        return
    whole = gazetteer.resolve(board.reading.text)
    for first, last in spans:
        start, end = board.reading.char_span(first, last)
        if any(_holds_more(hit, start, end) for hit in whole):
            continue
        for hit in gazetteer.resolve(board.reading.text[start:end])[:1]:
            if gazetteer.get(hit.code).level == "province":
                board.claim(Claim("place", hit.code, first, last, (hit.today_code,)))


def _holds_more(hit: PlaceHit, start: int, end: int) -> bool:
    """Tell whether a mention takes a name for the unit around it: "Biên Hòa, Đồng Nai"."""
    if any(one <= start and end <= other for one, other in hit.context):
        return True
    return hit.start <= start and end <= hit.end and hit.end - hit.start > end - start


def _spans(board: Board) -> Iterator[tuple[int, int]]:
    """Give the tokens of each name, its "tỉnh" or "thành phố" included."""
    forms = [token.form for token in board.tokens]
    first = 0
    while first < len(forms):
        length = _length(board, forms, first)
        if length and _is_work(forms, first) and _length(board, forms, first + 1):
            length = 0
        if length and not _is_part_of_an_address(forms, first):
            yield _lead(forms, first), first + length
        first += length or 1


def _length(board: Board, forms: list[str], first: int) -> int:
    """Give how many tokens the longest name at a place has, 0 for none."""
    for length in range(min(_LONGEST, len(forms) - first), 1, -1):
        own = tuple(forms[first : first + length])
        typed = tuple(token.typed for token in board.tokens[first : first + length])
        if own in _SHORT or typed in _names():
            return length
        is_plain = board.reading.text.isascii() and own not in _ALSO_WORDS
        if is_plain and own in _plain_names():
            return length
    return 0


def _is_work(forms: list[str], first: int) -> bool:
    """Tell whether "lam" is that of "viec lam": "viec lam dong nai" is not in Lâm Đồng."""
    return forms[first] == "lam" and forms[max(first - 1, 0)] == "viec"


def _lead(forms: list[str], first: int) -> int:
    for lead in _LEADS:
        if tuple(forms[max(first - len(lead), 0) : first]) == lead:
            return first - len(lead)
    return first


def _is_part_of_an_address(forms: list[str], first: int) -> bool:
    before = forms[first - 1] if first else ""
    units = word_set("place_units") - {"tp", "tinh", "tỉnh", "pho", "phố"}
    is_city = tuple(forms[max(first - 2, 0) : first]) == ("thanh", "pho")
    return not is_city and (
        before.isdecimal() or before in units or before in word_set("landmarks")
    )


@cache
def _names() -> frozenset[tuple[str, ...]]:
    """Give the names of provinces of both periods as written, of two words at least."""
    places = (place for place in load_gazetteer().places() if place.level == "province")
    named = (tuple(words(place.name.replace("-", " "))) for place in places)
    return frozenset(name for name in named if len(name) > 1)


@cache
def _plain_names() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(folded_words(" ".join(name))) for name in _names())
