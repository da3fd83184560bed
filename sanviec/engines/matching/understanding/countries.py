"""Countries inside the names of occupations: "thợ hàn Hàn Quốc" is a trade and a place."""

from __future__ import annotations

from functools import cache

from .board import Board
from .vocabulary import Phrase, phrases, word_set

_SHOPS = (["nha", "hang"], ["cua", "hang"])


def country_within(board: Board, first: int, last: int, name: str) -> tuple[int, int, str] | None:
    """Give where the country of an occupation's name was typed, and its ISO code.

    Args:
        board: holds the tokens.
        first: of the occupation.
        last: of the occupation, exclusive.
        name: of the occupation, with its diacritics and capitals: they tell "Hàn" from "hàn".

    Returns:
        First token, last token (exclusive) and code; None where the name has no country, or one
        that only says whose language or cooking is meant.
    """
    if name == name.lower():
        return None
    for shown, phrase in _countries():
        if shown in f" {name} ":
            span = _typed_at(board, first, last, phrase.forms)
            if span and not is_no_place(board, span[0]):
                return *span, phrase.value
    return None


@cache
def _countries() -> tuple[tuple[str, Phrase], ...]:
    """Give the countries of the tables as names between spaces, the longest first."""
    found = [phrase for group in phrases("after_places").values() for phrase in group]
    found.sort(key=lambda phrase: -len(phrase.forms))
    return tuple((f" {' '.join(map(str.capitalize, p.typed))} ", p) for p in found)


def is_no_place(board: Board, first: int) -> bool:
    """Tell whether the words before a country make it a language, a cuisine or an owner."""
    forms = [token.form for token in board.tokens[max(0, first - 2) : first]]
    return forms in _SHOPS or (bool(forms) and forms[-1] in word_set("not_a_country_after"))


def _typed_at(
    board: Board, first: int, last: int, forms: tuple[str, ...]
) -> tuple[int, int] | None:
    size = len(forms)
    for start in range(last - size, first - 1, -1):
        if tuple(token.form for token in board.tokens[start : start + size]) == forms:
            return start, start + size
    return None
