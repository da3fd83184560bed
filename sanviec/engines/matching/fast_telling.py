"""Jobseekers' lists that the compiled path found, with their reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from sanviec.kernel.explanation import Reason

from .facts import JobseekerFacts, Match
from .index import VacancyIndex
from .pair_reasons import PairReasons
from .sides import Side, offer_side, wish_side
from .tables import PairTables
from .wish_words import WishWords, wish_words

if TYPE_CHECKING:
    from .kernel.index import FoundVacancies


@dataclass(frozen=True, slots=True)
class Batch:
    """Jobseekers whose lists are found together, as the compiled path takes them."""

    jobseekers: tuple[JobseekerFacts, ...]
    wishes: Side
    words: list[WishWords]

    @classmethod
    def of(cls, index: VacancyIndex, jobseekers: tuple[JobseekerFacts, ...]) -> Batch:
        """Give a batch over the vacancies of an index."""
        return cls(
            jobseekers,
            wish_side(jobseekers, index.terms, gathered=True),
            [wish_words(jobseeker, index.words, index.weights) for jobseeker in jobseekers],
        )


class LastReason(Protocol):
    """Gives one jobseeker's last reason for each place of the list.

    Args:
        tables: of the batch and of what was found.
        at: the jobseeker's row in them.
        columns: the list's columns in them, the best first.
        found: the list.
    """

    def __call__(
        self, tables: PairTables, at: int, columns: list[int], found: FoundVacancies, /
    ) -> Sequence[Reason]: ...


class Telling:
    """Gives the matches of batches with their reasons, read from tables of what was found only.

    Args:
        index: the vacancies.
        on: the day of the match.
        last: a reason behind those of the terms; read along a list, so offers are gathered for it.
    """

    def __init__(self, index: VacancyIndex, on: date, last: LastReason | None = None) -> None:
        self._index = index
        self._on = on
        self._last = last
        self._reasons = PairReasons(index)

    def lists(self, batch: Batch, found: Sequence[FoundVacancies]) -> Iterator[list[Match]]:
        """Give the list of each jobseeker of a batch."""
        index = self._index
        rows = sorted({row for one in found for row in one.rows.tolist()})
        column = {row: at for at, row in enumerate(rows)}
        facts = [index.facts[row] for row in rows]
        offers = offer_side(facts, index.terms, gathered=self._last is not None)
        tables = PairTables(batch.wishes, offers, index.terms, self._on.year)
        for at, one in enumerate(found):
            columns = [column[row] for row in one.rows.tolist()]
            last = self._last(tables, at, columns, one) if self._last else ()
            yield [
                self._match(batch, tables, (at, place), columns, one, last[place : place + 1])
                for place in range(len(columns))
            ]

    def _match(
        self,
        batch: Batch,
        tables: PairTables,
        where: tuple[int, int],
        columns: list[int],
        one: FoundVacancies,
        last: Sequence[Reason],
    ) -> Match:
        at, place = where
        row, words = int(one.rows[place]), one.words[place].tolist()
        pair = (batch.jobseekers[at], batch.words[at], row)
        reasons = self._reasons.of(tables, (at, columns[place]), pair, tuple(words))
        return Match(
            batch.jobseekers[at].id,
            self._index.ids[row],
            place + 1,
            int(one.scores[place]),
            (*reasons, *last),
        )
