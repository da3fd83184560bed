"""Lists of lists as two flat arrays, turned around and put in another order, compiled."""

from __future__ import annotations

import numpy as np

from .compiled import building
from .layout import Ints, Longs, Masks


@building
def turned(starts: Longs, items: Ints, n_items: int) -> tuple[Longs, Ints]:
    """Give for each item the lists that hold it, ascending; a counting sort. Cost: O(n)."""
    firsts = np.zeros(n_items + 1, dtype=np.int64)
    for item in items:
        firsts[item + 1] += 1
    for item in range(n_items):
        firsts[item + 1] += firsts[item]
    places = firsts[:-1].copy()
    owners = np.empty(len(items), dtype=np.int32)
    for owner in range(len(starts) - 1):
        for at in range(starts[owner], starts[owner + 1]):
            item = items[at]
            owners[places[item]] = owner
            places[item] += 1
    return firsts, owners


@building
def reordered(starts: Longs, items: Ints, order: Longs) -> tuple[Longs, Ints]:
    """Give the lists in another order. Cost: O(n)."""
    new_starts = np.zeros(len(order) + 1, dtype=np.int64)
    for at in range(len(order)):
        old = order[at]
        new_starts[at + 1] = new_starts[at] + starts[old + 1] - starts[old]
    new_items = np.empty(new_starts[-1], dtype=np.int32)
    for at in range(len(order)):
        to = new_starts[at]
        for place in range(starts[order[at]], starts[order[at] + 1]):
            new_items[to] = items[place]
            to += 1
    return new_starts, new_items


@building
def joined(starts: Longs, items: Ints, more_starts: Longs, more: Ints) -> tuple[Longs, Ints]:
    """Give each list of one followed by that of the other. Cost: O(n)."""
    new_starts = starts + more_starts
    new_items = np.empty(new_starts[-1], dtype=np.int32)
    to = 0
    for owner in range(len(starts) - 1):
        for at in range(starts[owner], starts[owner + 1]):
            new_items[to] = items[at]
            to += 1
        for at in range(more_starts[owner], more_starts[owner + 1]):
            new_items[to] = more[at]
            to += 1
    return new_starts, new_items


@building
def by_vacancy(
    heads: Ints, title_starts: Longs, titles: Ints, skill_starts: Longs, skills: Ints
) -> tuple[Longs, Ints]:
    """Give by vacancy the numbers that stand before its words, its title keys, its skills."""
    width = heads.shape[1]
    starts = title_starts + skill_starts + width * np.arange(len(title_starts))
    found = np.empty(starts[-1], dtype=np.int32)
    for owner in range(len(heads)):
        to = starts[owner]
        for at in range(width):
            found[to + at] = heads[owner, at]
        to += width
        for at in range(title_starts[owner], title_starts[owner + 1]):
            found[to] = titles[at]
            to += 1
        for at in range(skill_starts[owner], skill_starts[owner + 1]):
            found[to] = skills[at]
            to += 1
    return starts, found


@building
def marked_bits(firsts: Longs, rows: Ints, occupation: Ints, n_occupations: int) -> Masks:
    """Give for each key the occupations of the rows that hold it, as bits: uint32[keys, words]."""
    bits = np.zeros((len(firsts) - 1, (n_occupations + 31) // 32), dtype=np.uint32)
    for key in range(len(firsts) - 1):
        for at in range(firsts[key], firsts[key + 1]):
            found = occupation[rows[at]]
            bits[key, found >> 5] |= np.uint32(1) << np.uint32(found & 31)
    return bits


@building
def put(data: Ints, places: Longs, starts: Longs, values: Ints) -> None:
    """Copy each list of values to its place in `data`."""
    for owner in range(len(starts) - 1):
        to = places[owner]
        for at in range(starts[owner], starts[owner + 1]):
            data[to] = values[at]
            to += 1
