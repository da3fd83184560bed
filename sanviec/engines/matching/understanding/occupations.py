"""The occupations named in a question."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sanviec.kernel.text import words

from .board import Board, Claim
from .model import Correction
from .phrases import typed_words

if TYPE_CHECKING:
    from sanviec.kernel.occupations import OccupationHit, OccupationIndex

_AT_MOST = 4
_STROKE = "|"


class Occupations:
    """The occupations found in one question, claimed in two turns around the places.

    Args:
        board: what the index reads is free or softly claimed there.
        index: searched once.
    """

    def __init__(self, board: Board, index: OccupationIndex) -> None:
        self._board = board
        text, self._starts = _text(board)
        hits = index.find(text, limit=_AT_MOST) if text.strip(" |") else []
        self._late = [hit for hit in hits if not _is_sure(hit)]
        self._sure = [hit for hit in hits if _is_sure(hit)]

    def claim_sure(self) -> None:
        """Claim exact names of several words, before the places: "thợ sơn" is no commune."""
        for hit in self._sure:
            self._claim(hit)

    def claim_others(self) -> list[Correction]:
        """Claim single words and inexact names where no place stands; give the spellings.

        An inexact name counts only where no exact one stands.
        """
        found: list[Correction] = []
        for hit in sorted(self._late, key=lambda h: (not h.is_exact, -h.score_0_100)):
            if self._claim(hit) and not hit.is_exact:
                first, last = _tokens_of(hit, self._starts)
                start, end = self._board.reading.char_span(first, last)
                typed = self._board.reading.text[start:end]
                found.append(Correction(typed, hit.phrase, start, end))
        return found

    def _claim(self, hit: OccupationHit) -> bool:
        board = self._board
        first, last = _tokens_of(hit, self._starts)
        if _qualifies_another(board, first, last) or not _takes_over(board, hit, first, last):
            return False
        title = tuple(typed_words(board, first, last)) if hit.is_exact else words(hit.phrase)
        return board.claim(Claim("occupation", hit.code, first, last, tuple(title)))


def _is_sure(hit: OccupationHit) -> bool:
    return hit.is_exact and " " in hit.phrase


def _tokens_of(hit: OccupationHit, starts: list[int]) -> tuple[int, int]:
    return max(0, bisect_right(starts, hit.start) - 1), bisect_right(starts, hit.end - 1)


def _takes_over(board: Board, hit: OccupationHit, first: int, last: int) -> bool:
    """Free the tokens of soft claims that lie inside a name ("gia sư tiếng Anh")."""
    inside = list({id(c): c for c in board.owners[first:last] if c is not None}.values())
    if any(not c.is_soft or c.first < first or c.last > last for c in inside):
        return False
    known = [c for c in inside if c.kind != "words"]
    if known and (not hit.is_exact or any((c.first, c.last) == (first, last) for c in known)):
        return False
    for claim in inside:
        board.drop(claim)
    return True


def _qualifies_another(board: Board, first: int, last: int) -> bool:
    """Where a second name stands beside the first it says where or what: "tạp vụ văn phòng"."""
    before = board.owners[first - 1] if first else None
    after = board.owners[last] if last < len(board.owners) else None
    return any(owner is not None and owner.kind == "occupation" for owner in (before, after))


def _text(board: Board) -> tuple[str, list[int]]:
    """Give the words that are free or softly claimed, and where each token starts in them.

    Words without marks stay so throughout: the index reads marks only if the text has some.
    """
    is_marked = not board.reading.text.isascii()
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for token, owner in zip(board.tokens, board.owners, strict=True):
        shown = (
            _STROKE if owner and not owner.is_soft else (token.typed if is_marked else token.form)
        )
        if shown == _STROKE and parts and parts[-1][-1] == _STROKE:
            shown = ""
        piece = shown if token.is_glued or not shown else f" {shown}"
        starts.append(length + len(piece) - len(shown))
        parts.append(piece or " ")
        length += len(parts[-1])
    return "".join(parts), starts
