"""The places named in a question."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from sanviec.kernel.text import fold

from .board import FILLER, Board, Claim
from .countries import is_no_place
from .model import Correction
from .splice import Splice, splice
from .vocabulary import fillers, regions, word_set

if TYPE_CHECKING:
    from sanviec.kernel.places import Gazetteer, Place, PlaceHit

_LEAST_SCORE = 50


def claim_places(
    board: Board,
    gazetteer: Gazetteer,
    contested: Set[int] = frozenset(),
    corrected: Sequence[Correction] = (),
) -> list[Correction]:
    """Claim the places and regions, and give the spellings that are proposed.

    Args:
        board: places are not looked for where something is claimed.
        gazetteer: searched once.
        contested: tokens that may name an occupation: a commune needs "ở", "xã" there.
        corrected: spellings proposed so far; places are looked for with them.

    Cost: one `resolve` and one `get` for each hit.
    """
    for region in board.of_kind("region"):
        region.terms = region.terms or regions()[region.value]
    found = _claim_in(board, gazetteer, _text(board, corrected), contested)
    if not board.reading.text.isascii() and not board.of_kind("place", "region"):
        found += _claim_in(board, gazetteer, _plain_text(board), contested, is_mixed=True)
    return found


def _claim_in(
    board: Board,
    gazetteer: Gazetteer,
    shown: Splice,
    contested: Set[int],
    *,
    is_mixed: bool = False,
) -> list[Correction]:
    """Claim the places of a text; of mixed spelling "hai phong cách" holds none."""
    found: list[Correction] = []
    for hit in gazetteer.resolve(shown.text):
        place = gazetteer.get(hit.code)
        start, end = shown.original(hit.start, hit.end)
        first, last = _tokens_of(board, start, end)
        is_contested = not contested.isdisjoint(range(first, last))
        if is_mixed and _runs_on(board, last):
            continue
        if first < last and _is_meant(board, hit, place, first, is_contested):
            found += _claim(board, replace(hit, start=start, end=end), place, first, last)
    return found


def _runs_on(board: Board, last: int) -> bool:
    """Tell whether a free word with marks follows, that may belong to the same phrase."""
    if last >= len(board.tokens) or board.owners[last] is not None:
        return False
    typed = board.tokens[last].typed
    return not typed.isascii() and typed not in fillers()


def _plain_text(board: Board) -> Splice:
    """Give the words typed without marks in a question that has some: "tìm việc ở da nang"."""
    shown = list(_text(board, ()).text)
    for token in board.tokens:
        if not token.typed.isascii():
            shown[token.start : token.end] = "|" * (token.end - token.start)
    return splice("".join(shown), [])


def _text(board: Board, corrected: Sequence[Correction]) -> Splice:
    """Give the text with a stroke over all that is claimed."""
    shown = list(board.reading.text)
    for token, owner in zip(board.tokens, board.owners, strict=True):
        if owner is not None:
            shown[token.start : token.end] = "|" * (token.end - token.start)
    text = "".join(shown)
    return splice(
        text,
        [
            (c.start, c.end, fold(c.proposed) if c.typed.isascii() else c.proposed)
            for c in corrected
            if "|" not in text[c.start : c.end]
        ],
    )


def _claim(board: Board, hit: PlaceHit, place: Place, first: int, last: int) -> list[Correction]:
    if not board.claim(Claim("place", hit.code, first, last, _today(hit, place))):
        return []
    for span in hit.context:
        board.claim(Claim(FILLER, "", *_tokens_of(board, *span)))
    if hit.is_exact:
        return []
    typed = board.reading.text[hit.start : hit.end]
    return [Correction(typed, place.name, hit.start, hit.end)]


def _tokens_of(board: Board, start: int, end: int) -> tuple[int, int]:
    inside = [n for n, t in enumerate(board.tokens) if t.start >= start and t.end <= end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _today(hit: PlaceHit, place: Place) -> tuple[str, ...]:
    """A former district is all the communes that took over its land."""
    return place.successors if place.level == "district" else (hit.today_code,)


def _is_meant(board: Board, hit: PlaceHit, place: Place, first: int, is_contested: bool) -> bool:
    before = board.tokens[first - 1].form if first else ""
    if place.level == "country":
        return not is_no_place(board, first)
    own = board.tokens[first].form
    is_marked = before in word_set("place_markers") or own in word_set("place_units")
    if place.level == "commune" and before in word_set("landmarks"):
        return False
    if is_contested and place.level != "province":
        return is_marked
    if not hit.is_exact:
        return is_marked or hit.score_0_100 >= _LEAST_SCORE
    return place.level == "province" or is_marked or " " in hit.text.strip()
