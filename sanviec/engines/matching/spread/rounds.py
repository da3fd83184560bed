"""Rounds of deferred acceptance: in each, everybody may get one more vacancy.

In a round people ask for the best vacancy of their list that they do not have yet. A vacancy with
no place left keeps the askers with the highest scores and sends one away, who asks for the next.
What is held when nobody asks any more is given for good, and the next round begins.

A vacancy that sent somebody away in a round is full from then on, so nobody ever has to look back:
each list is walked through once, and what a person gets is best first.

People who choose first play all their rounds before anybody else plays one. Were they only put
first within each round, somebody whom they push aside could fill a vacancy early that one of them
asks for later, and choosing first could cost that person points.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from heapq import heappush, heapreplace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

# The score, and the person negated: the least is sent away.
_Request = tuple[int, int]
_PERSON = 1


class OwnLists(Protocol):
    """Everybody's own list, best first, as far as it has been read; see `Candidates`."""

    rows: list[NDArray[np.int32]]
    scores: list[NDArray[np.int16]]

    def is_whole(self, person: int) -> bool:
        """Give whether nothing would come if the person's list were read deeper."""

    def deepen(self, people: Collection[int]) -> None:
        """Read these lists deeper."""


def share_out(
    candidates: OwnLists, caps: Sequence[int], k: int, first: Collection[int] = frozenset()
) -> list[list[int]]:
    """Give for each person the places in the own list that the person gets, ascending.

    Args:
        candidates: everybody's list, best first; people in the order of their ids.
        caps: lists that may hold each vacancy of the index.
        k: most vacancies a person.
        first: people who play all their rounds before the others.

    Returns:
        At most k places a person. The result does not depend on the order in which people ask.

    Cost: O(length of all lists × log of the greatest cap).

    Source: Gale, Shapley: College Admissions and the Stability of Marriage, 1962.
    """
    market = _Market(candidates, list(caps))
    others = [person for person in range(len(candidates.rows)) if person not in first]
    for group in (sorted(first), others):
        asking = group
        for _ in range(k):
            asking = market.play_round(asking)
    return market.given


class _Market:
    """Where everybody stands in the own list, and what each vacancy has left."""

    def __init__(self, candidates: OwnLists, left: list[int]) -> None:
        self._candidates = candidates
        self._left = left
        self._place = [0] * len(candidates.rows)
        self._held: dict[int, list[_Request]] = {}
        self.given: list[list[int]] = [[] for _ in candidates.rows]

    def play_round(self, asking: list[int]) -> list[int]:
        """Give each of these people at most one more vacancy, and give who got one."""
        while asking:
            waiting: list[int] = []
            for person in asking:
                self._ask(person, waiting)
            self._candidates.deepen(waiting)
            asking = waiting
        return self._close()

    def _ask(self, person: int, waiting: list[int]) -> None:
        """Let the person ask, then whoever is sent away, until nobody is."""
        asker: int | None = person
        while asker is not None:
            request = self._request(asker)
            if request is None:
                if not self._candidates.is_whole(asker):
                    waiting.append(asker)
                return
            sent_away = self._keep(self._row(asker), request)
            asker = -sent_away[_PERSON] if sent_away else None
            if asker is not None:
                self._place[asker] += 1

    def _row(self, person: int) -> int:
        return int(self._candidates.rows[person][self._place[person]])

    def _request(self, person: int) -> _Request | None:
        """Give the person's request on the next vacancy of the list; None at its end."""
        scores, place = self._candidates.scores[person], self._place[person]
        if place == len(scores):
            return None
        return int(scores[place]), -person

    def _keep(self, row: int, request: _Request) -> _Request | None:
        """Let the vacancy hold the request, and give the request that has no place there."""
        held = self._held.setdefault(row, [])
        if len(held) < self._left[row]:
            heappush(held, request)
            return None
        if not held or request < held[0]:
            return request
        return heapreplace(held, request)

    def _close(self) -> list[int]:
        """Give for good what is held; who holds nothing has come to the end of the list."""
        served = []
        for row, held in self._held.items():
            self._left[row] -= len(held)
            served += [-request[_PERSON] for request in held]
        self._held = {}
        for person in served:
            self.given[person].append(self._place[person])
            self._place[person] += 1
        return served
