"""A name after "ở", "tại" that is no place of the register: told, with what is like it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .board import Board
from .reading import Token
from .repair import is_known_form, is_syllable

if TYPE_CHECKING:
    from sanviec.kernel.places import Gazetteer

KIND = "unknown_place"
_MARKERS = frozenset({"ở", "tại"})
_PLAIN_MARKERS = frozenset({"o", "tai"})
_NAME_AT_MOST = 4
_SUGGESTED = 3


def claim_unknown_places(board: Board) -> None:
    """Tell free words right after a marker of places that look like a name.

    They are searched as words, for it may be an employer's name ("làm ở Samsung"); words that no
    vacancy holds are left out by the search, so that they do not empty the list.
    """
    for claim in board.of_kind("words"):
        tokens = [token for token in board.tokens[claim.first : claim.last] if not token.is_sign]
        if claim.first and _is_marker(board, claim.first - 1) and _is_name(board, tokens):
            claim.kind = KIND


def _is_marker(board: Board, position: int) -> bool:
    typed = board.tokens[position].typed
    return typed in _MARKERS or (typed in _PLAIN_MARKERS and board.reading.text.isascii())


def _is_name(board: Board, tokens: list[Token]) -> bool:
    """Capitals throughout, or no Vietnamese syllable and no word of the tables among them."""
    if not 0 < len(tokens) <= _NAME_AT_MOST or any(not token.form.isalpha() for token in tokens):
        return False
    is_capital = [board.reading.text[token.start].isupper() for token in tokens]
    is_strange = [not is_syllable(t.form) and not is_known_form(t.form) for t in tokens]
    return all(is_capital) or all(is_strange)


def unknown_place_words(words: str, gazetteer: Gazetteer) -> tuple[str, str]:
    """Give what is told about a name: that it is no known place, and which places are like it."""
    like = list(dict.fromkeys(place.full_name for place in gazetteer.suggest(words, _SUGGESTED)))
    vi, en = f"Chưa rõ nơi “{words}”", f"Unknown place “{words}”"
    if like:
        vi, en = f"{vi}, gần giống: {', '.join(like)}", f"{en}, close to: {', '.join(like)}"
    return vi, en
