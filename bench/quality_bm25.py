"""Plain BM25, the yardstick of a search: Robertson and Zaragoza 2009, k1 = 1.5, b = 0.75."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

_K1, _B = 1.5, 0.75
_WORD = re.compile(r"[^\W_]+")


class Bm25:
    """Ranks texts by the words of a question."""

    def __init__(
        self, ids: Sequence[str], texts: Sequence[str], normal: Callable[[str], str]
    ) -> None:
        self._ids = list(ids)
        self._normal = normal
        counted = [Counter(_WORD.findall(normal(text))) for text in texts]
        lengths = np.array([sum(count.values()) for count in counted], dtype=np.float64)
        self._norms = _K1 * (1 - _B + _B * lengths / max(lengths.mean(), 1.0))
        held: dict[str, list[tuple[int, int]]] = {}
        for row, count in enumerate(counted):
            for word, times in count.items():
                held.setdefault(word, []).append((row, times))
        self._held = {word: np.array(rows, dtype=np.int64).T for word, rows in held.items()}

    def best(self, question: str, k: int = 10) -> list[str]:
        """Give the ids of the best texts that hold any word, ties by position."""
        scores = np.zeros(len(self._ids))
        for word in _WORD.findall(self._normal(question)):
            if word in self._held:
                rows, times = self._held[word]
                rarity = np.log(1 + (len(scores) - len(rows) + 0.5) / (len(rows) + 0.5))
                scores[rows] += rarity * times * (_K1 + 1) / (times + self._norms[rows])
        order = np.argsort(-scores, kind="stable")[:k]
        return [self._ids[row] for row in order if scores[row] > 0]
