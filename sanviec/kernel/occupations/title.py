"""A job title cut into syllables, parts and words for a rank."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sanviec.kernel.occupations.heads import Heads, Run
from sanviec.kernel.occupations.tokens import Abbreviations, Token, tokenise
from sanviec.kernel.occupations.wording import words_with_role
from sanviec.kernel.text import nfc

_MARKED = re.compile("[À-ỹ]")
_BREAK = re.compile(r"[\[\](){}|/,;:•+–—\n]|\s-|-\s")
_OPENING = re.compile(r"[\[({]")
_CLOSING = re.compile(r"[\])}]")
_PER_PART = 0.85
_MOST_PARTS = 4
_IN_BRACKETS = 0.6
_AFTER_TURN = 0.6


@dataclass(frozen=True, slots=True)
class Title:
    """A text as the search sees it; every list has one place for each token.

    Args:
        tokens: Syllables in order.
        has_marks: Whether the writer used Vietnamese marks at all.
        runs: Words for a rank, by the token that follows them.
        starts_part: Whether a token follows a bracket, comma, dash or nothing.
        part_ends: One past the last token of the token's part.
        standing: From 1 down to 0: how likely the trade is named here, judged by brackets,
            earlier parts and words that lead over to the conditions.
    """

    tokens: Sequence[Token]
    has_marks: bool
    runs: dict[int, Run]
    starts_part: Sequence[bool]
    part_ends: Sequence[int]
    standing: Sequence[float]

    def part_start(self, index: int) -> int:
        """Give the first token of the part that a token stands in."""
        while index and not self.starts_part[index]:
            index -= 1
        return index


def read_title(text: str, heads: Heads, short_forms: Abbreviations) -> Title:
    """Give the text cut up for the search.

    Cost: O(length).
    """
    tokens = tokenise(text, short_forms)
    has_marks = bool(_MARKED.search(nfc(text)))
    starts_part, standing = _parts(text, tokens)
    runs = heads.before(tokens, has_marks=has_marks)
    near = {
        index: run for index, run in runs.items() if not _is_bracket_before(text, tokens, index)
    }
    return Title(tokens, has_marks, near, starts_part, part_ends(starts_part), standing)


def _is_bracket_before(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Tell whether a bracket cuts a token off from the words for a rank before it."""
    if index >= len(tokens):
        return False
    gap = text[tokens[index - 1].end : tokens[index].start]
    return bool(_OPENING.search(gap) or _CLOSING.search(gap))


def _parts(text: str, tokens: Sequence[Token]) -> tuple[list[bool], list[float]]:
    turns, fillers = words_with_role("turn"), words_with_role("filler")
    units = words_with_role("unit")
    starts, standing = [], []
    depth = parts = position = 0
    turn = 1.0
    is_filling = True
    for index, token in enumerate(tokens):
        gap = text[position : token.start]
        is_plain = gap == " " or not gap
        starts.append(position == 0 or not is_plain and bool(_BREAK.search(gap)))
        if starts[-1]:
            parts, turn, is_filling = parts + (not is_filling), 1.0, True
            depth = max(0, depth + len(_OPENING.findall(gap)) - len(_CLOSING.findall(gap)))
            if parts and _first_words(tokens, index) & units:
                turn = _AFTER_TURN
        is_filling = is_filling and token.folded in fillers
        if token.surface in turns:
            turn = _AFTER_TURN
        inside = _IN_BRACKETS if depth else 1.0
        standing.append(_PER_PART ** min(_MOST_PARTS, parts) * inside * turn)
        position = token.end
    return starts, standing


def _first_words(tokens: Sequence[Token], index: int) -> set[str]:
    """Give the syllable at a token and the two syllables from there."""
    two = [token.surface for token in tokens[index : index + 2]]
    return {two[0], " ".join(two)}


def part_ends(starts_part: Sequence[bool]) -> list[int]:
    """Give for each token one past the last token of its part."""
    ends = [len(starts_part)] * len(starts_part)
    for index in range(len(starts_part) - 2, -1, -1):
        ends[index] = index + 1 if starts_part[index + 1] else ends[index + 1]
    return ends
