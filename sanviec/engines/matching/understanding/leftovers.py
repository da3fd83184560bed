"""The words that nothing has claimed: those with content are searched as they are."""

from __future__ import annotations

from collections.abc import Iterator

from .board import Board, Claim
from .reading import Token
from .vocabulary import fillers


def claim_words(board: Board) -> None:
    """Claim each run of content words as one group of free words.

    The initials of a place beside it say it once more: "dn da nang".

    Fillers, lone numbers and lone letters are left, unless a phrase of the tables needs them
    ("cơ khí"); letters and digits that were written together are one word ("b2b", "3d").
    """
    for claim in board.of_kind("words"):
        board.kept.update(range(claim.first, claim.last))
        board.drop(claim)
    initials = _initials(board)
    for first, last in _runs(board):
        if last - first == 1 and board.tokens[first].form in initials:
            continue
        found = _written_words(board.tokens[first:last])
        if found:
            board.claim(Claim("words", " ".join(found), first, last, tuple(found)))


def _initials(board: Board) -> frozenset[str]:
    spans = ((claim.first, claim.last) for claim in board.of_kind("place"))
    return frozenset(
        "".join(token.form[:1] for token in board.tokens[first:last] if not token.is_sign)
        for first, last in spans
        if last - first > 1
    )


def _runs(board: Board) -> Iterator[tuple[int, int]]:
    """Give the runs of free tokens between claims, signs that break, and fillers."""
    first: int | None = None
    for index, token in enumerate(board.tokens):
        if _is_content(board, index, token):
            first = index if first is None else first
        elif first is not None:
            yield first, index
            first = None
    if first is not None:
        yield first, len(board.tokens)


def _is_content(board: Board, index: int, token: Token) -> bool:
    if board.owners[index] is not None or token.is_sign:
        return False
    if index in board.kept:
        return True
    return token.is_glued or token.form[0].isdecimal() or not _is_filler(token)


def _is_filler(token: Token) -> bool:
    """A word with marks is a filler only with these marks: "chợ" is not "cho"."""
    return token.typed in fillers()


def _written_words(tokens: list[Token]) -> list[str]:
    found: list[str] = []
    for n, token in enumerate(tokens):
        if token.is_glued and n:
            found[-1] += token.typed
        else:
            found.append(token.typed)
    return [word for word in found if len(word) > 1 and not _is_number(word)]


def _is_number(word: str) -> bool:
    return word.replace(",", "").replace(".", "").isdecimal()
