"""The name after "công ty": a hint for the employer."""

from __future__ import annotations

from .board import Board, Claim
from .reading import Token
from .vocabulary import word_set

_INTRODUCTIONS = (("cong", "ty"), ("tap", "doan"), ("tong", "cong", "ty"))
_FIRST_WORDS = frozenset(words[0] for words in _INTRODUCTIONS)
_NAME_AT_MOST = 9
_MAY_BE_NAMED = ("place", "occupation", "words")


def claim_employers(board: Board) -> None:
    """Claim the words of a name after "công ty", "tập đoàn".

    A place inside the name belongs to it ("Bia Sài Gòn Bạc Liêu" in a question for details,
    "công ty Nhật Bản" always); at the end of the name it is where the work is.
    """
    if _FIRST_WORDS.isdisjoint(token.form for token in board.tokens):
        return
    position = 0
    while position < len(board.tokens):
        start = _name_start(board, position)
        position = _claim_name(board, position, start) if start else position + 1


def _name_start(board: Board, position: int) -> int:
    forms = tuple(token.form for token in board.tokens[position : position + 3])
    for words in _INTRODUCTIONS:
        if forms[: len(words)] == words and board.is_free(position, position + len(words)):
            return position + len(words)
    return 0


def _claim_name(board: Board, introduction: int, start: int) -> int:
    end = _name_end(board, start)
    while start < end and board.tokens[start].form in word_set("legal_forms"):
        start += 1
    inner = [c for c in board.of_kind(*_MAY_BE_NAMED) if start <= c.first and c.last <= end]
    while inner and inner[-1].last == end and not _is_whole_name(board, start, inner[-1]):
        end = inner.pop().first
    if start >= end:
        return max(start, introduction + 1)
    for claim in board.of_kind(*_MAY_BE_NAMED):
        if introduction <= claim.first < end:
            board.drop(claim)
    _enter(board, introduction, start, end)
    return end


def _name_end(board: Board, start: int) -> int:
    """Give where the name ends: at a filler, a break, or a claim that is never in a name."""
    for position in range(start, min(start + _NAME_AT_MOST, len(board.tokens))):
        token, owner = board.tokens[position], board.owners[position]
        is_named = owner is not None and owner.kind in _MAY_BE_NAMED
        if token.is_break or (not is_named and (owner is not None or _ends_name(token))):
            return position
    return min(start + _NAME_AT_MOST, len(board.tokens))


def _ends_name(token: Token) -> bool:
    return token.typed in word_set("ends_employer_name") and token.form not in word_set(
        "legal_forms"
    )


def _is_whole_name(board: Board, start: int, claim: Claim) -> bool:
    """A country straight after "công ty" says whose company it is; details name one employer."""
    if claim.first == start:
        return claim.kind == "place" and claim.value.isalpha()
    return bool(board.of_kind("intent"))


def _enter(board: Board, introduction: int, start: int, end: int) -> None:
    words = tuple(token.typed for token in board.tokens[start:end] if not token.is_sign)
    if words:
        board.claim(Claim("employer", " ".join(words), introduction, end, words))
