"""Fixed phrases of a question, found by their first word, the longest first."""

from __future__ import annotations

from collections.abc import Iterator

from sanviec.kernel.text import fold

from .board import Board, Claim
from .reading import Token
from .vocabulary import Phrase, Stage, phrases

_SOFT_KINDS = frozenset({"language", "certificate", "education", "benefit", "words"})
_CONTEXT_WORDS = 4
_INTENT_AT_MOST_AT = 6


def claim_phrases(board: Board, stage: Stage) -> None:
    """Claim every phrase whose words are free.

    Args:
        board: claims are added to it.
        stage: the phrases with numbers, the others with a meaning, the short names of countries
            ("Đài" where no place is "Đài Loan"), those that only introduce ("cho em hỏi"), or
            fields of work ("ngành luật").

    Cost: O(tokens).
    """
    words, keys = board.words, board.keys
    table = phrases(stage)
    position = 0
    while position < len(words):
        pair, single = keys[position]
        found = _first_that_fits(board, position, table.get(pair), table.get(single))
        if found and _enter(board, found, words, position):
            position += len(found.forms)
        else:
            position += 1


def _first_that_fits(
    board: Board, position: int, *groups: tuple[Phrase, ...] | None
) -> Phrase | None:
    for group in groups:
        for phrase in group or ():
            if _fits(board.tokens, board.words, position, phrase):
                return phrase
    return None


def _fits(tokens: list[Token], words: list[int], position: int, phrase: Phrase) -> bool:
    span = words[position : position + len(phrase.forms)]
    if len(span) < len(phrase.forms):
        return False
    if any(tokens[i].form != form for i, form in zip(span, phrase.forms, strict=True)):
        return False
    if any(tokens[i].is_break for i in range(span[0], span[-1])):
        return False
    if len(span) == 1 and not _same_marks(tokens[span[0]], phrase):
        return False
    if phrase.kind == "place" and _is_numbered(tokens, span[-1] + 1):
        return False
    return _fits_before(tokens, words, position, phrase)


def _is_numbered(tokens: list[Token], following: int) -> bool:
    """Tell whether a number hangs on: "HP102" is not in Hải Phòng."""
    after = tokens[following : following + 1]
    return bool(after) and after[0].is_glued and after[0].form.isdecimal()


def _same_marks(token: Token, phrase: Phrase) -> bool:
    """A single word must not contradict the marks that were typed: "tôi" is not "tối"."""
    return token.typed.isascii() or token.typed == phrase.typed[0]


def _fits_before(tokens: list[Token], words: list[int], position: int, phrase: Phrase) -> bool:
    before = [tokens[i].form for i in words[max(0, position - _CONTEXT_WORDS) : position]]
    if phrase.after and not (before and before[-1] in phrase.after):
        return False
    if _runs_on(tokens, words[position + len(phrase.forms) :][:1], phrase):
        return False
    if phrase.kind == "intent" and phrase.value == "details" and position > _INTENT_AT_MOST_AT:
        return False
    return phrase.not_after.isdisjoint(before)


def _runs_on(tokens: list[Token], following: list[int], phrase: Phrase) -> bool:
    """Tell whether the next word makes something else of it: "làm ở nhà máy", "lam o nha may".

    Of a question with marks the next word counts as written: "may" is to sew.
    """
    if not following or not phrase.not_before:
        return False
    after = tokens[following[0]]
    if all(token.typed.isascii() for token in tokens):
        return after.form in {fold(word) for word in phrase.not_before}
    return after.typed in phrase.not_before


def _enter(board: Board, phrase: Phrase, words: list[int], position: int) -> bool:
    last = words[position + len(phrase.forms) - 1] + 1
    claim = Claim(phrase.kind, phrase.value, words[position], last)
    claim.is_soft = phrase.kind in _SOFT_KINDS
    if phrase.kind in ("benefit", "words"):
        claim.terms = tuple(typed_words(board, claim.first, claim.last))
    elif phrase.kind in ("place", "short_country"):
        claim.kind, claim.terms = "place", (phrase.value,)
    elif phrase.kind == "field":
        claim.kind = "occupation"
        claim.terms = tuple(typed_words(board, claim.first, claim.last))
    return board.claim(claim)


def typed_words(board: Board, first: int, last: int) -> Iterator[str]:
    """Give the words of some tokens as typed, lower case, abbreviations written out."""
    for token in board.tokens[first:last]:
        if not token.is_sign:
            yield token.typed
