"""Which of the phrases found in a title says best what the job is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sanviec.kernel.occupations.tokens import Token
from sanviec.kernel.occupations.trie import Match, PhraseTrie
from sanviec.kernel.occupations.wording import words_with_role

_BREAK = re.compile(r"[\[\](){}|/,;:•–—]|\s-\s|\s-|-\s")
_IN_BRACKETS = 0.5
_AFTER_TURN = 0.6
_PER_SEGMENT = 0.85
_GROUP_TITLE = 0.8


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading of the title with its merit.

    Args:
        code: Unit group.
        phrase: Phrase recognised.
        indexes: Tokens it stands on.
        merit: Higher is better; only for comparing readings of one title.
        score_0_100: How sure the reading is.
        is_exact: No error was forgiven.
    """

    code: str
    phrase: str
    indexes: tuple[int, ...]
    merit: float
    score_0_100: int
    is_exact: bool


def rank(match: Match, tokens: Sequence[Token], text: str, trie: PhraseTrie) -> Candidate:
    """Give the reading that a match stands for, with its merit in this title."""
    place = _place_factor(match.indexes[0], tokens, text)
    kind = _GROUP_TITLE if match.entry.phrase.kind == "group" else 1.0
    merit = match.entry.weight * place * kind
    return Candidate(
        code=match.entry.phrase.code,
        phrase=match.entry.phrase.text,
        indexes=match.indexes,
        merit=merit,
        score_0_100=round(100 * place * kind * _coverage(match, tokens, trie)),
        is_exact=True,
    )


def _place_factor(first: int, tokens: Sequence[Token], text: str) -> float:
    before = text[: tokens[first].start]
    factor: float = _PER_SEGMENT ** min(4, len(_BREAK.findall(before)))
    if before.count("(") > before.count(")") or before.count("[") > before.count("]"):
        factor *= _IN_BRACKETS
    if any(token.folded in words_with_role("turn") for token in tokens[:first]):
        factor *= _AFTER_TURN
    return factor


def _coverage(match: Match, tokens: Sequence[Token], trie: PhraseTrie) -> float:
    covered = match.entry.weight
    rest = sum(
        trie.rarity(token.folded)
        for index, token in enumerate(tokens)
        if index not in match.indexes and token.folded not in words_with_role("filler")
    )
    return 0.5 + 0.5 * covered / (covered + 0.5 * rest)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Give the best readings that share no token, one for each group, best first."""
    ordered = sorted(candidates, key=lambda c: (-c.merit, c.indexes, c.code, c.phrase))
    chosen: list[Candidate] = []
    taken: set[int] = set()
    codes: set[str] = set()
    for candidate in ordered:
        if candidate.code not in codes and taken.isdisjoint(candidate.indexes):
            chosen.append(candidate)
            codes.add(candidate.code)
        taken.update(candidate.indexes)
    return chosen
