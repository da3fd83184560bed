"""The rows that a person checks before money leaves: drawn by chance, and again by anybody."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random


def draw_sample(
    references: Sequence[str], *, seed: int, percent: int, at_least: int
) -> frozenset[str]:
    """Give ``percent`` of the references, rounded up, but no fewer than ``at_least``.

    The same references in any order and the same seed give the same sample.
    """
    count = max(-(-len(references) * percent // 100), min(at_least, len(references)))
    return frozenset(Random(seed).sample(sorted(references), count))
