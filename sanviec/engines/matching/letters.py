"""Words that share letters: what may be meant where no vacancy holds enough of the words typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Bigrams of a word with its ends marked, as numbers below 2 ** _BITS.
_BITS = 12
_SIZE = 1 << _BITS
_LETTERS = {sign: n for n, sign in enumerate(" abcdefghijklmnopqrstuvwxyz0123456789+#.", start=1)}
_OTHER = len(_LETTERS) + 1


@dataclass(frozen=True, slots=True, eq=False)
class LetterTable:
    """Words by the pairs of letters in them.

    Args:
        words: each with its number in the lexicon.
        sizes: int32[n_words], distinct pairs of each word.
        starts: int64[_SIZE + 1], where the holders of each pair begin.
        holders: int32[n], positions in `words`.
    """

    words: Sequence[tuple[str, int]]
    sizes: NDArray[np.int32]
    starts: NDArray[np.int64]
    holders: NDArray[np.int32]

    def shared(self, word: str) -> NDArray[np.int32]:
        """Give how many percent of their pairs a word and each word of the table share (Dice).

        Cost: O(words that share a pair).
        """
        own = pairs_of(word)
        counts = np.zeros(len(self.words), dtype=np.int32)
        for pair in own:
            counts[self.holders[self.starts[pair] : self.starts[pair + 1]]] += 1
        return 200 * counts // (self.sizes + len(own))


def letter_table(words: Iterable[tuple[str, int]]) -> LetterTable:
    """Give the table of words with their numbers. Cost: O(letters)."""
    kept = list(words)
    own = [pairs_of(word) for word, _ in kept]
    sizes = np.array([len(pairs) for pairs in own], dtype=np.int32)
    keys = np.array([pair for pairs in own for pair in pairs], dtype=np.int64)
    owners = np.repeat(np.arange(len(kept), dtype=np.int32), sizes)
    order = np.argsort(keys, kind="stable")
    starts = np.searchsorted(keys[order], np.arange(_SIZE + 1))
    return LetterTable(kept, sizes, starts, owners[order])


def pairs_of(word: str) -> set[int]:
    """Give the distinct pairs of neighbouring letters, with both ends marked."""
    codes = [_LETTERS.get(sign, _OTHER) for sign in f" {word} "]
    return {one << 6 | other for one, other in zip(codes, codes[1:], strict=False)}
