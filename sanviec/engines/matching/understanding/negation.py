"""What a question refuses: "không làm ca đêm", "trừ Bình Dương", "không cần bằng cấp"."""

from __future__ import annotations

from sanviec.kernel.education import EducationLevel

from .board import FILLER, Board, Claim
from .reading import Token
from .vocabulary import refusing_words, word_set

_REFUSABLE = (
    "shift", "place", "region", "occupation", "employment_type", "remote", "overseas", "near_home",
    "education", "language", "certificate", "benefit", "words",
)  # fmt: skip
_LOOK_BACK = 5
_REFUSED_WORDS_AT_MOST = 4


def apply_refusals(board: Board) -> None:
    """Turn what follows a refusal into its opposite, and what is linked to it by "và", "hoặc"."""
    before: Claim | None = None
    for claim in board.of_kind(*_REFUSABLE):
        kind = claim.kind
        position = _refused_from(board, claim)
        if position is not None:
            _refuse(board, claim, position)
        elif before and _is_linked(board, before, claim):
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


def _refused_from(board: Board, claim: Claim) -> int | None:
    """Give the token that says no before a claim, with nothing but light words between."""
    for position in range(claim.first - 1, max(-1, claim.first - 1 - _LOOK_BACK), -1):
        token = board.tokens[position]
        owner = board.owners[position]
        if token.is_sign or (owner is not None and owner.kind != FILLER):
            return None
        if _says_no(board.tokens, position):
            return None if _is_undone(board.tokens, position) else position
        if token.form not in word_set("between_no_and_refused"):
            return None
    return None


def _is_undone(tokens: list[Token], position: int) -> bool:
    """Tell whether another refusal stands right before: "không ngại ca đêm" takes the night."""
    if not position or not _says_no(tokens, position - 1):
        return False
    return tokens[position - 1].form != tokens[position].form


def _says_no(tokens: list[Token], position: int) -> bool:
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


def _is_linked(board: Board, refused: Claim, claim: Claim) -> bool:
    between = [token.form for token in board.tokens[refused.last : claim.first]]
    same_kind = refused.kind == f"refused_{claim.kind}"
    return same_kind and bool(between) and between[-1] in word_set("links") and len(between) <= 2


def _refuse(board: Board, claim: Claim, position: int) -> None:
    if claim.kind == "near_home":
        board.drop(claim)
        return
    if claim.kind == "education":
        claim.value = str(int(EducationLevel.NONE))
    elif claim.kind != "words" or len(claim.terms) <= _REFUSED_WORDS_AT_MOST:
        claim.kind = f"refused_{claim.kind}"
    board.extend(claim, position, claim.last)
