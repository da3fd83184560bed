"""Phrases as a tree of folded syllables, walked along a text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sanviec.kernel.occupations.model import Phrase
from sanviec.kernel.occupations.tokens import Token, marked_form, tokenise

_MOST_SKIPPED = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase ready to be compared.

    Args:
        phrase: Where it leads.
        surfaces: Its syllables in lower case with their marks.
        weight: How much it says: rare syllables count more than "nhân" and "viên".
    """

    phrase: Phrase
    surfaces: tuple[str, ...]
    weight: float


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text.

    Args:
        entry: The phrase.
        indexes: Which tokens of the text are its syllables, ascending.
        wrong_marks: How many syllables carry other marks than the phrase.
    """

    entry: Entry
    indexes: tuple[int, ...]
    wrong_marks: int


class PhraseTrie:
    """All phrases of the tables, found in a text in one pass."""

    def __init__(self, phrases: Iterable[Phrase], *, fillers: frozenset[str]) -> None:
        tokenised = [(phrase, tokenise(phrase.text)) for phrase in phrases]
        self._fillers = fillers
        self._rarity = _rarity([[t.folded for t in tokens] for _, tokens in tokenised])
        self._root = _Node()
        self.marked_words = frozenset(
            marked_form(token.surface) for _, tokens in tokenised for token in tokens
        )
        for phrase, tokens in tokenised:
            self._add(phrase, tokens)

    def _add(self, phrase: Phrase, tokens: Sequence[Token]) -> None:
        node = self._root
        for token in tokens:
            node = node.children.setdefault(token.folded, _Node())
        surfaces = tuple(token.surface for token in tokens)
        weight = sum(self.rarity(token.folded) for token in tokens)
        node.entries.append(Entry(phrase, surfaces, weight))

    def rarity(self, folded: str) -> float:
        """Give how much a syllable says; one that no phrase has counts as much as the rarest."""
        return self._rarity.get(folded, 1.0)

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Give every phrase whose syllables stand in the text in order.

        Up to two fillers, such as "senior" or "nữ", may stand between its syllables.
        """
        for first, token in enumerate(tokens):
            node = self._root.children.get(token.folded)
            if node is not None:
                yield from self._walk(node, tokens, (first,), _MOST_SKIPPED)

    def _walk(
        self, node: _Node, tokens: Sequence[Token], path: tuple[int, ...], skips: int
    ) -> Iterator[Match]:
        for entry in node.entries:
            yield Match(entry, path, _wrong_marks(entry, tokens, path))
        following = path[-1] + 1
        while node.children and following < len(tokens):
            folded = tokens[following].folded
            child = node.children.get(folded)
            if child is not None:
                yield from self._walk(child, tokens, (*path, following), skips)
            if not skips or folded not in self._fillers:
                return
            skips -= 1
            following += 1


def _wrong_marks(entry: Entry, tokens: Sequence[Token], path: tuple[int, ...]) -> int:
    wrong = 0
    for expected, index in zip(entry.surfaces, path, strict=True):
        given = tokens[index].surface
        if given != expected and marked_form(given) != marked_form(expected):
            wrong += 1
    return wrong


def _rarity(phrases: Sequence[Sequence[str]]) -> dict[str, float]:
    """Give each syllable a value from 0.15 (in a tenth of all phrases) to 1 (in one)."""
    counts = Counter(folded for phrase in phrases for folded in set(phrase))
    scale = math.log(max(2, len(phrases) / 10))
    return {
        folded: max(0.15, 1.0 - 0.85 * math.log(count) / scale) for folded, count in counts.items()
    }
