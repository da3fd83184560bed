"""The spread of many jobseekers over the vacancies of an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sanviec.engines.matching.facts import JobseekerFacts, Match
from sanviec.engines.matching.index import VacancyIndex, sorted_by_id
from sanviec.engines.matching.ranking import rank_many
from sanviec.engines.matching.selection import checked_count
from sanviec.kernel.explanation import Reason

from .candidates import Candidates
from .measures import Exposure, Given, Shift, exposure_of, shift_of
from .rounds import share_out
from .rule import SpreadRule
from .shortages import Shortage, shortages_of

# People whose reasons are made together, so that lists of one depth share a batch.
_CHUNK = 1_024
# Most people need a little more than their own list; whoever needs more is read deeper.
_FIRST_DEPTH = 2


@dataclass(frozen=True)
class Spread:
    """Who was given which vacancies, and what that costs; made by `spread`.

    Args:
        rule: the limits that it keeps.
        given: for each person, by id, the places of the own exact list that were given.
    """

    rule: SpreadRule
    given: Given
    _candidates: Candidates
    _caps: Sequence[int]
    _k: int
    _on: date
    _first: frozenset[int]

    def lists(self) -> Iterator[list[Match]]:
        """Give each person's matches, people in the order of their ids.

        A pair has the score of `rank_many`; `rank` counts within the list. A reason of 0 points
        says how many better vacancies were full, so the reasons still sum to the score.

        Cost: as `rank_many` at the depth that a list came from.
        """
        people = range(len(self.given))
        for start in people[::_CHUNK]:
            yield from self._told(people[start : start + _CHUNK])

    @cached_property
    def before(self) -> Exposure:
        """Give the figures of the exact lists, without any limit."""
        exact = [range(min(len(rows), self._k)) for rows in self._candidates.rows]
        return exposure_of(self._candidates, exact, self._caps, self._k)

    @cached_property
    def after(self) -> Exposure:
        """Give the figures of this spread."""
        return exposure_of(self._candidates, self.given, self._caps, self._k)

    @property
    def promised(self) -> int:
        """Give how many vacancies everybody is promised: never more than were asked for."""
        return min(self.rule.promised, self._k)

    @cached_property
    def shortages(self) -> tuple[Shortage, ...]:
        """Give the people with fewer vacancies than promised."""
        return shortages_of(self._candidates, self.given, self.promised)

    @cached_property
    def shifts(self) -> tuple[Shift, Shift]:
        """Give what choosing first changed: for those who do, and for all others."""
        without = share_out(self._candidates, self._caps, self._k)
        others = [person for person in range(len(self.given)) if person not in self._first]
        return (
            shift_of(self._candidates, without, self.given, self._first),
            shift_of(self._candidates, without, self.given, others),
        )

    @property
    def places_short(self) -> int:
        """Give how many pairs the caps of all vacancies together are too few for full lists."""
        return max(len(self.given) * self._k - sum(self._caps), 0)

    def _told(self, people: Sequence[int]) -> list[list[Match]]:
        of_depth: dict[int, list[int]] = {}
        for person in people:
            places = self.given[person]
            depth = 1 << places[-1].bit_length() if places else 0
            of_depth.setdefault(depth, []).append(person)
        found: dict[int, list[Match]] = {}
        for depth, group in of_depth.items():
            facts = (self._candidates.jobseekers[person] for person in group)
            lists = rank_many(self._candidates.index, facts, depth, on=self._on)
            for person, matches in zip(group, lists, strict=True):
                found[person] = _chosen(matches, self.given[person])
        return [found[person] for person in people]


def spread(
    index: VacancyIndex,
    jobseekers: Iterable[JobseekerFacts],
    k: int,
    *,
    on: date,
    rule: SpreadRule,
) -> Spread:
    """Give everybody up to k feasible vacancies, none of them in more lists than the rule allows.

    Vacancies are given in k rounds of deferred acceptance (see `rounds`), so that nobody gets a
    second one before everybody who can has a first. Who chooses first (`rule.first`) does so for
    the whole list, and the others share what is left. No score moves.

    Args:
        index: the vacancies.
        jobseekers: in any order, each with its own id.
        k: most matches a jobseeker.
        on: the day of the match, for legal age limits.
        rule: the limits, and who chooses first.

    Raises:
        InputError: k is negative, an id stands twice, or a place code is unknown.

    Cost: about twice `rank_many`, and 10 bytes a candidate: lists are read 2 × k deep first,
        then deeper for whom that is not enough.
    """
    checked_count(k)
    people = sorted_by_id(jobseekers)
    candidates = Candidates(
        index, people, first_depth=_FIRST_DEPTH * k, last_depth=rule.reach * k, on=on
    )
    caps = [rule.cap_of(vacancy) for vacancy in index.facts]
    first = frozenset(n for n, person in enumerate(people) if person.id in rule.first)
    given = share_out(candidates, caps, k, first)
    return Spread(rule, given, candidates, caps, k, on, first)


def _chosen(matches: Sequence[Match], places: Sequence[int]) -> list[Match]:
    return [
        _placed(matches[place], rank, place + 1 - rank)
        for rank, place in enumerate(places, start=1)
    ]


def _placed(match: Match, rank: int, passed_over: int) -> Match:
    """Give the match with its rank in the spread list, and why better ones are not in it."""
    if not passed_over:
        return match
    told = Reason(
        "spread",
        0,
        f"{passed_over} việc hợp hơn đã được giới thiệu đủ số lượt",
        f"{passed_over} better vacancies are already in as many lists as allowed",
    )
    return replace(match, rank=rank, reasons=(*match.reasons, told))
