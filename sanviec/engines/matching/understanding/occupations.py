"""The occupations named in a question."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from sanviec.kernel.text import folded_words, words

from .board import Board, Claim
from .countries import country_within
from .model import Correction
from .phrases import typed_words
from .vocabulary import fillers, wide_fields, word_set

if TYPE_CHECKING:
    from sanviec.kernel.occupations import OccupationHit, OccupationIndex

_AT_MOST = 4
_LEAST_SCORE = 40
_STROKE = "|"


class Occupations:
    """The occupations found in one question, claimed in two turns around the places.

    Args:
        board: what the index reads is free or softly claimed there.
        index: searched once.
    """

    def __init__(self, board: Board, index: OccupationIndex) -> None:
        self._board = board
        hits, self._starts = _search(board, index)
        spans = [(_tokens_of(board, hit, self._starts), hit) for hit in hits]
        self._sure = [(span, hit) for span, hit in spans if _is_sure(board, span, hit)]
        self._late = [(span, hit) for span, hit in spans if not _is_sure(board, span, hit)]

    def claim_sure(self) -> None:
        """Claim exact names of several words, before the places: "thợ sơn" is no commune."""
        for span, hit in self._sure:
            self._claim(span, hit)

    def contested(self) -> set[int]:
        """Give the tokens of exact names that are still to claim."""
        exact = [span for span, hit in self._late if hit.is_exact]
        return {index for first, last in exact for index in range(first, last)}

    def claim_others(self) -> list[Correction]:
        """Claim the other names where no place stands, and give the spellings proposed.

        An inexact name counts only where no exact one stands.
        """
        found: list[Correction] = []
        for span, hit in sorted(self._late, key=lambda late: not late[1].is_exact):
            if self._claim(span, hit) and not hit.is_exact:
                claim = self._board.claims[-1]
                start, end = self._board.reading.char_span(claim.first, claim.last)
                typed = self._board.reading.text[start:end]
                found.append(Correction(typed, hit.phrase, start, end))
        return found

    def _claim(self, span: tuple[int, int], hit: OccupationHit) -> bool:
        board = self._board
        first, last = _claim_country(board, *_still_free(board, span, hit), hit)
        typed = tuple(typed_words(board, first, last))
        first, last = _beside_soft_claims(board, first, last)
        if _qualifies_another(board, first, last) or not _takes_over(board, hit, first, last):
            return False
        title = typed if hit.is_exact else tuple(words(hit.phrase))
        return board.claim(Claim("occupation", _code(board, hit, first, last), first, last, title))


def _code(board: Board, hit: OccupationHit, first: int, last: int) -> str:
    """Give the group of a bare field of work: "việc IT" is any of its trades, not the helpdesk."""
    forms = tuple(token.form for token in board.tokens[first:last] if not token.is_sign)
    return wide_fields().get(forms, hit.code)


def _beside_soft_claims(board: Board, first: int, last: int) -> tuple[int, int]:
    """Leave a language or a paper at either end its tokens: "phiên dịch | tiếng Nhật"."""
    start, end = first, last
    while end > start and _is_known(board.owners[end - 1]):
        end -= 1
    while start < end and _is_known(board.owners[start]):
        start += 1
    return (start, end) if start < end else (first, last)


def _is_known(owner: Claim | None) -> bool:
    return owner is not None and owner.is_soft and owner.kind != "words"


def _search(board: Board, index: OccupationIndex) -> tuple[list[OccupationHit], list[int]]:
    """Give the hits; at need of the words that are left when those that introduce are hidden.

    The index knows short names only as whole titles: "văn phòng" of "tìm việc làm văn phòng".
    """
    text, starts = _text(board, with_fillers=True)
    hits = index.find(text, limit=_AT_MOST) if text.strip(" |") else []
    if not hits and _is_mixed(board):
        text, starts = _text(board, with_fillers=True, is_plain=True)
        hits = index.find(text, limit=_AT_MOST) if text.strip(" |") else []
    if not hits:
        text, starts = _text(board, with_fillers=False)
        if len([run for run in text.split(_STROKE) if run.strip()]) == 1:
            hits = index.find(text, limit=_AT_MOST)
    sure = [hit for hit in hits if hit.is_exact or hit.score_0_100 >= _LEAST_SCORE]
    return [hit for hit in sure if len(sure) == 1 or not _only_introduces(text, hit)], starts


def _is_mixed(board: Board) -> bool:
    """Tell whether some words have marks and some none: "tìm việc ke toan"."""
    return len({token.typed.isascii() for token in board.tokens if not token.is_sign}) > 1


def _only_introduces(text: str, hit: OccupationHit) -> bool:
    """Tell whether a hit beside others is "tuyển dụng", which is a trade only on its own."""
    return word_set("introduces_jobs").issuperset(folded_words(text[hit.start : hit.end]))


def _still_free(board: Board, span: tuple[int, int], hit: OccupationHit) -> tuple[int, int]:
    """Give the longest part of a hit that nothing else holds, if it is half of the name.

    The index skips words inside a name: "Hà Nam tuyển công nhân" holds "nam … công nhân".
    """
    runs: list[list[int]] = [[]]
    for index in range(*span):
        owner = board.owners[index]
        if owner is None or owner.is_soft:
            runs[-1].append(index)
        elif runs[-1]:
            runs.append([])
    name = set(folded_words(hit.phrase))
    longest = max(runs, key=lambda run: (sum(board.tokens[n].form in name for n in run), len(run)))
    if len(longest) == span[1] - span[0] or 2 * len(longest) < len(hit.phrase.split()):
        return span
    return longest[0], longest[-1] + 1


def _claim_country(board: Board, first: int, last: int, hit: OccupationHit) -> tuple[int, int]:
    """Claim the country in a name as the place, and give the longer part beside it.

    Where only an introduction is left ("đi Nhật") there is no occupation, and no token.
    """
    country = country_within(board, first, last, hit.phrase) if hit.is_exact else None
    if country is None:
        return first, last
    start, end, code = country
    board.claim(Claim("place", code, start, end, (code,)))
    rest = (first, start) if start - first >= last - end else (end, last)
    says_more = any(token.typed not in fillers() for token in board.tokens[slice(*rest)])
    return rest if says_more else (first, first)


def _is_sure(board: Board, span: tuple[int, int], hit: OccupationHit) -> bool:
    """Tell whether a name of several words was typed whole and without others between."""
    name = set(folded_words(hit.phrase))
    inside = [n for n in range(*span) if board.tokens[n].form in name]
    typed = {board.tokens[n].form for n in inside}
    is_whole = len(name) > 1 and typed == name
    return hit.is_exact and is_whole and inside[-1] - inside[0] == len(inside) - 1


def _tokens_of(board: Board, hit: OccupationHit, starts: list[int]) -> tuple[int, int]:
    """Give the tokens of a hit, without signs and introducing words that are not in the name."""
    first = max(0, bisect_right(starts, hit.start) - 1)
    last = bisect_right(starts, hit.end - 1)
    name = set(folded_words(hit.phrase))
    while first < last - 1 and _is_outside(board, first, name):
        first += 1
    while first < last - 1 and _is_outside(board, last - 1, name):
        last -= 1
    return first, last


def _is_outside(board: Board, index: int, name: set[str]) -> bool:
    token = board.tokens[index]
    introduces = token.typed in fillers() and board.owners[index] is None
    return token.form not in name and (token.is_sign or introduces)


def _takes_over(board: Board, hit: OccupationHit, first: int, last: int) -> bool:
    """Free the tokens of soft claims that lie inside a name ("gia sư tiếng Anh")."""
    inside = list({id(c): c for c in board.owners[first:last] if c is not None}.values())
    known = [c for c in inside if c.kind != "words"]
    if any(not c.is_soft or c.first < first or c.last > last for c in known):
        return False
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


def _text(board: Board, *, with_fillers: bool, is_plain: bool = False) -> tuple[str, list[int]]:
    """Give the words that are free or softly claimed, and where each token starts in them.

    Words without marks stay so throughout: the index reads marks only if the text has some. Of
    mixed spelling the words that were typed without marks are read as such when `is_plain`.
    """
    is_marked = not board.reading.text.isascii() and not is_plain
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for token, owner in zip(board.tokens, board.owners, strict=True):
        is_hidden = owner is not None and not owner.is_soft
        is_hidden |= is_plain and not token.typed.isascii()
        if is_hidden or not (with_fillers or token.typed not in fillers()):
            shown = _STROKE
        else:
            shown = token.typed if is_marked else token.form
        if shown == _STROKE and parts and parts[-1][-1] == _STROKE:
            shown = ""
        piece = shown if token.is_glued or not shown else f" {shown}"
        starts.append(length + len(piece) - len(shown))
        parts.append(piece or " ")
        length += len(parts[-1])
    return "".join(parts), starts
