"""What a question refuses: "không làm ca đêm", "trừ Bình Dương", "không cần bằng cấp"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from sanviec.kernel.education import EducationLevel
from sanviec.kernel.text import fold

from .board import FILLER, Board, Claim
from .reading import Token
from .vocabulary import abbreviations, refusing_words, word_set

_REFUSABLE = (
    "shift", "place", "region", "occupation", "employment_type", "remote", "overseas", "near_home",
    "education", "language", "certificate", "benefit", "words",
)  # fmt: skip
_LOOK_BACK = 5
_REFUSED_WORDS_AT_MOST = 4


def apply_refusals(board: Board) -> None:
    """Turn what follows a refusal into its opposite, and what is linked to it by "và", "hoặc"."""
    before: Claim | None = None
    is_list = False
    for claim in board.of_kind(*_REFUSABLE):
        kind = claim.kind
        position = _refused_from(board, claim)
        if position is not None:
            is_list = board.tokens[position].form in word_set("refuses_lists")
            _refuse(board, claim, position)
        elif before and _is_linked(board, before, claim, is_list=is_list):
            _refuse(board, claim, claim.first)
        is_refused = claim.kind != kind
        before = claim if is_refused else None


def settle_education(board: Board) -> None:
    """Write levels as numbers; "trình độ" without a level says nothing."""
    for claim in board.of_kind("education"):
        if claim.value == "NONE_IF_REFUSED":
            board.drop(claim)
        elif not claim.value.isdecimal():
            claim.value = str(int(EducationLevel[claim.value]))


def is_stated(tokens: Sequence[Token], phrase: Sequence[str]) -> bool:
    """Tell whether a text says a phrase without refusing it: "không tăng ca" offers no overtime.

    Args:
        tokens: of the text.
        phrase: its words without marks.
    """
    return any(_no_before(tokens, first) is None for first in _starts(tokens, phrase))


def is_said(tokens: Sequence[Token], phrase: Sequence[str]) -> bool:
    """Tell whether a text holds a phrase at all, its words in a row; see `is_stated`."""
    return any(True for _ in _starts(tokens, phrase))


def _starts(tokens: Sequence[Token], phrase: Sequence[str]) -> Iterator[int]:
    forms, size = [token.form for token in tokens], len(phrase)
    return (n for n in range(len(forms) - size + 1) if forms[n : n + size] == list(phrase))


@cache
def refusing_forms() -> frozenset[str]:
    """Give every way to write a word that refuses, without marks: "khong", "ko"."""
    refusing = refusing_words()
    short = {fold(key) for key, one in abbreviations().items() if one.folded[0] in refusing}
    return frozenset(refusing) | short


def _refused_from(board: Board, claim: Claim) -> int | None:
    """Give the token that says no before a claim, with nothing but light words between."""
    position = _no_before(board.tokens, claim.first)
    owners = board.owners[claim.first if position is None else position : claim.first]
    is_apart = any(owner is not None and owner.kind != FILLER for owner in owners)
    return None if is_apart else position


def _no_before(tokens: Sequence[Token], first: int) -> int | None:
    """Give the token that says no before another one, with nothing but light words between."""
    for position in range(first - 1, max(-1, first - 1 - _LOOK_BACK), -1):
        token = tokens[position]
        if token.is_sign:
            return None
        if _says_no(tokens, position):
            return None if _is_undone(tokens, position) else position
        if token.form not in word_set("between_no_and_refused"):
            return None
    return None


def _is_undone(tokens: Sequence[Token], position: int) -> bool:
    """Tell whether another refusal stands right before: "không ngại ca đêm" takes the night."""
    if not position or not _says_no(tokens, position - 1):
        return False
    return tokens[position - 1].form != tokens[position].form


def _says_no(tokens: Sequence[Token], position: int) -> bool:
    token = tokens[position]
    meant = refusing_words().get(token.form)
    if meant is None or token.typed not in (meant, token.form):
        return False
    if token.typed != meant and meant in word_set("says_no_only_with_marks"):
        return False
    before = tokens[position - 1].form if position else ""
    after = tokens[position + 1].form if position + 1 < len(tokens) else ""
    return before not in word_set("no_is_part_of_word_after") and after not in word_set(
        "no_is_part_of_word_before"
    )


def _is_linked(board: Board, refused: Claim, claim: Claim, *, is_list: bool) -> bool:
    """Tell whether a claim goes on what is refused; a bare comma does so only after "trừ"."""
    between = [token.form for token in board.tokens[refused.last : claim.first]]
    if refused.kind != f"refused_{claim.kind}" or not between:
        return False
    return (between[-1] in word_set("links") and len(between) <= 2) or (
        is_list and between == [","]
    )


def _refuse(board: Board, claim: Claim, position: int) -> None:
    if claim.kind == "near_home":
        board.drop(claim)
        return
    if claim.kind == "education":
        claim.value = str(int(EducationLevel.NONE))
    elif claim.kind != "words" or len(claim.terms) <= _REFUSED_WORDS_AT_MOST:
        claim.kind = f"refused_{claim.kind}"
    board.extend(claim, position, claim.last)
