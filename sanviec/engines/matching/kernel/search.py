"""The compiled path: the best vacancies of many jobseekers, by one thread or several."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from . import layout as at
from .layout import Desk, Longs, Offers, Wishes
from .person import fill_word_points, search_span

# Jobseekers that a thread takes at a time.
_SPAN = 256
# Measured; no list hangs on them. So many postings of a jobseeker's words in one occupation are
# summed, of more each candidate is looked up; in so many of the best groups of places an occupation
# is looked at before the words of its titles are followed; with so many vacancies for each group of
# places it is looked through as it stands.
LIMITS = (32_768, 4, 2)


class Best(NamedTuple):
    """The best vacancies by jobseeker, descending by score, equal scores by row.

    Args:
        rows: int32[m, k], rows in the order of ids, -1 where there are fewer.
        scores: int16[m, k].
    """

    rows: NDArray[np.int32]
    scores: NDArray[np.int16]


def desk_of(offers: Offers, wishes: Wishes, rules: Longs, k: int) -> Desk:
    """Give a desk for one thread."""
    n_groups, n_occupations = offers.data[[at.N_GROUPS, at.N_OCCUPATIONS]].tolist()
    points = _sections(_point_sizes(offers), 0)
    order = at.GROUP_ORDER + n_groups
    sizes = [n_occupations, 2 * _most_words(wishes), at.MOST_POINTS + 1]
    lists = _sections(sizes, order)
    state = np.zeros(lists[-1], dtype=np.int64)
    state[: len(rules)] = rules
    state[at.LIMIT_SUMMED : at.LIMIT_SMALL + 1] = LIMITS
    state[at.GROUPS_AT : at.SUMS_AT + 1] = points[1:-1]
    state[at.ORDER_AT : at.COUNTS_AT + 1] = lists[:-1]
    return Desk(
        offers.data,
        wishes.data,
        wishes.tables,
        wishes.places,
        np.zeros(points[-1], dtype=np.int16),
        state,
        np.empty(k, dtype=np.int64),
    )


def _sections(sizes: list[int], first: int) -> list[int]:
    """Give where sections of these sizes begin, and where the last one ends."""
    return [first + sum(sizes[:end]) for end in range(len(sizes) + 1)]


def _point_sizes(offers: Offers) -> list[int]:
    """Give the sizes of the sections of `Desk.points`."""
    n_places, n_groups, n_keys, largest, width = offers.data[
        [at.N_PLACES, at.N_GROUPS, at.N_TITLE_KEYS, at.LARGEST, at.SEEN_WIDTH]
    ].tolist()
    return [n_places, n_groups, n_keys, *[width * at.WORD_BITS] * 5, largest]


def _most_words(wishes: Wishes) -> int:
    """Give the most title words and phrases for descriptions that a jobseeker has."""
    records = wishes.data[: (wishes.size + 1) * at.WISH_SIZE].reshape(-1, at.WISH_SIZE)
    titles = (records[:-1, at.WISH_SKILL] - records[:-1, at.WISH_TITLE]) // 2
    texts = records[1:, at.WISH_TITLE] - records[:-1, at.WISH_TEXT]
    return int((titles + texts).max(initial=0))


def best_vacancies(
    offers: Offers, wishes: Wishes, rules: Longs, k: int, n_threads: int = 1
) -> Best:
    """Give each jobseeker's k best feasible vacancies, whatever the number of threads.

    Args:
        offers, wishes, rules: both sides and the weights.
        k: how many, at least 1.
        n_threads: threads to use; 1 starts none.
    """
    found = np.full((wishes.size, k), -1, dtype=np.int64)
    if not offers.data[at.N_VACANCIES] or not wishes.size:
        return matches_of(found)
    order = _order_of(wishes)
    waiting = iter([(a, min(a + _SPAN, len(order))) for a in range(0, len(order), _SPAN)])

    def run(_: int) -> None:
        desk = desk_of(offers, wishes, rules, k)
        for span in waiting:
            search_span(desk, order, span, found)

    if n_threads == 1 or len(order) <= _SPAN:
        run(0)
    else:
        with ThreadPoolExecutor(n_threads) as pool:
            list(pool.map(run, range(n_threads)))
    return matches_of(found)


def _order_of(wishes: Wishes) -> Longs:
    """Give jobseekers so that those who are near in trade and place follow each other.

    Only speed hangs on it: what one has read is still at hand for the next.
    """
    records = wishes.data[: wishes.size * at.WISH_SIZE].reshape(-1, at.WISH_SIZE)
    first = np.where(records[:, at.WISH_N_TRADES] > 0, records[:, at.WISH_TRADES], 0)
    trade = np.where(first > 0, wishes.data[first], -1)
    return np.lexsort((records[:, at.WISH_PLACE], trade)).astype(np.int64)


def rows_of(offers: Offers) -> NDArray[np.int32]:
    """Give each vacancy's row in the order of ids: int32[n]."""
    first, n = offers.data[at.VACANCIES], offers.data[at.N_VACANCIES]
    return offers.data[first + at.ROW : first + n * at.VACANCY_SIZE : at.VACANCY_SIZE]


def word_points(desk: Desk, person: int, vacancies: NDArray[np.int32]) -> NDArray[np.int16]:
    """Give the points of title, skills and description: int16[vacancies, 3]."""
    found = np.zeros((len(vacancies), 3), dtype=np.int16)
    fill_word_points(desk, person, vacancies, found)
    return found


def matches_of(found: Longs) -> Best:
    """Give matches as rows and scores."""
    rows = np.where(found >= 0, at.LAST_ROW - (found & at.LAST_ROW), -1)
    return Best(rows.astype(np.int32), (found >> 32).astype(np.int16))
