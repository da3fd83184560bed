"""Invented words for a synthetic nation: syllables, phrases of trades, and their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.kernel.build import Lists
from sanviec.engines.matching.kernel.layout import Longs

Matrix = NDArray[Any]
N_SYLLABLES, N_PLAIN = 2_600, 1_500
N_SKILLS, N_TEXT = 3_000, 20_000
_PHRASES, _PHRASE = 6, 4
_BITS = 12


def zipf(count: int, power: float) -> NDArray[np.float64]:
    """Shares that fall with the rank."""
    shares = 1 / np.arange(1, count + 1) ** power
    return shares / shares.sum()


@dataclass(frozen=True)
class Vocabulary:
    """Each trade's phrases for titles, skills and words of descriptions.

    Args:
        phrases: int[trades, 6, 4] syllables, -1 after the last.
        tails: int[40, 3] syllables that any title may end with.
        plain_of: int[syllables], the syllable without marks.
        skills: int[trades, 25].
        texts: int[trades, 200].
    """

    phrases: Matrix
    tails: Matrix
    plain_of: Matrix
    skills: Matrix
    texts: Matrix


def vocabulary(rng: np.random.Generator, trades: int) -> Vocabulary:
    """Phrases of neighbouring trades share their first words, as "nhân viên" and "thợ" do."""
    heads = rng.integers(0, 60, (trades // 8 + 1, 2))[np.arange(trades) // 8]
    own = rng.integers(60, N_SYLLABLES, (trades, 10))
    phrases = own[
        np.arange(trades)[:, None, None], rng.integers(0, 10, (trades, _PHRASES, _PHRASE))
    ]
    with_head = rng.random((trades, _PHRASES)) < 0.6
    phrases[with_head, :2] = np.repeat(heads[:, None, :], _PHRASES, axis=1)[with_head]
    phrases[:, :, 3] = np.where(rng.random((trades, _PHRASES)) < 0.5, -1, phrases[:, :, 3])
    return Vocabulary(
        phrases,
        rng.integers(0, 400, (40, 3)),
        rng.integers(0, N_PLAIN, N_SYLLABLES),
        rng.integers(0, N_SKILLS, (trades, 25)),
        rng.integers(0, N_TEXT, (trades, 200)),
    )


def titles(rng: np.random.Generator, words: Vocabulary, trade: Matrix, tailed: float) -> Matrix:
    """Titles as syllables, -1 for none: int[n, 7]."""
    which = np.minimum(rng.geometric(0.4, len(trade)) - 1, _PHRASES - 1)
    tails = words.tails[rng.integers(0, 40, len(trade))].copy()
    tails[rng.random(len(trade)) >= tailed] = -1
    return np.concatenate([words.phrases[trade, which], tails], axis=1)


def keys_of_titles(syllables: Matrix) -> Matrix:
    """Keys of syllables and of neighbours, -1 for none: int64[n, 13]."""
    ones = syllables.astype(np.int64)
    first, second = ones[:, :-1], ones[:, 1:]
    pairs = np.where((first >= 0) & (second >= 0), (first + 1 << _BITS) + second, -1)
    return np.concatenate([ones, pairs], axis=1)


def plain(words: Vocabulary, syllables: Matrix) -> Matrix:
    """The same titles without marks."""
    return np.where(syllables >= 0, words.plain_of[syllables], -1)


def lists_of(keys: Matrix, n_keys: int) -> Lists:
    """Distinct keys by row, ascending; -1 is no key."""
    ordered = np.sort(keys, axis=1)
    is_new = ordered >= 0
    is_new[:, 1:] &= ordered[:, 1:] != ordered[:, :-1]
    starts = np.concatenate([[0], np.cumsum(is_new.sum(axis=1))]).astype(np.int64)
    return Lists(starts, ordered[is_new].astype(np.int32), n_keys)


def numbered(keys: Matrix, known: Longs) -> Matrix:
    """Keys as places among the known ones, -1 for others."""
    places = np.minimum(np.searchsorted(known, keys), len(known) - 1)
    return np.where((keys >= 0) & (known[places] == keys), places, -1)


def some(rng: np.random.Generator, table: Matrix, trade: Matrix, most: int, skew: float) -> Matrix:
    """Up to `most` entries of each trade's row, the first ones more often: int[n, most]."""
    width = table.shape[1]
    columns = (rng.random((len(trade), most)) ** skew * width).astype(np.int64)
    found = table[trade[:, None], columns]
    found[np.arange(most)[None, :] >= rng.integers(0, most + 1, len(trade))[:, None]] = -1
    return found


def shares(keys: Matrix, rarity: Longs, budget: Longs) -> Matrix:
    """Points of each key by rarity, largest remainder, so that a row sums to its budget."""
    first = np.sort(keys, axis=1)
    is_new = first >= 0
    is_new[:, 1:] &= first[:, 1:] != first[:, :-1]
    rare = np.where(is_new, rarity[first], 0)
    total = np.maximum(rare.sum(axis=1), 1)
    points, rest = np.divmod(budget[:, None] * rare, total[:, None])
    left = budget - points.sum(axis=1)
    order = np.argsort(-rest, axis=1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.arange(keys.shape[1])[None, :], axis=1)
    points += (rank < left[:, None]) & (rare > 0)
    return np.stack([first, np.where(rare > 0, points, 0)])
