"""What other weights would change in the lists that people see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sanviec.engines.matching.facts import JobseekerFacts, Match
from sanviec.engines.matching.index import JobseekerIndex, VacancyIndex, build_index
from sanviec.engines.matching.ranking import rank_jobseekers, rank_many
from sanviec.engines.matching.weights import Weights

from .fairness import GroupFigures, Groups, figures_by_group, largest_drop
from .outcomes import RecordedOutcome


@dataclass(frozen=True, slots=True)
class Population:
    """Who and what lists are tried on.

    Args:
        index: open vacancies, with the weights in force.
        jobseekers: people who look for work.
        groups: by dimension, the group of each jobseeker; read after the lists are made.
        on: the day of the match.
        top: length of the lists.
    """

    index: VacancyIndex
    jobseekers: Sequence[JobseekerFacts]
    groups: Groups
    on: date
    top: int = 10


@dataclass(frozen=True, slots=True)
class ListTrial:
    """The lists before and after.

    Args:
        changed: share of the places in jobseekers' lists that other vacancies take, 0 to 1.
        before: figures by group with the weights in force, nothing hidden.
        after: the same with the learned weights.
    """

    changed: float
    before: tuple[GroupFigures, ...]
    after: tuple[GroupFigures, ...]

    def exposure_lost(self, least_group: int) -> tuple[float, str, str]:
        """Give the largest loss of exposure, its dimension and its group."""
        return largest_drop(self.before, self.after, least_group)


def try_lists(
    population: Population, learned: Weights, outcomes: Sequence[RecordedOutcome]
) -> ListTrial:
    """Give what changes in the lists of both sides when the learned weights are in force.

    Cost: twice the ranking of all jobseekers and of all vacancies, and one build of the index.
    """
    old = population.index
    new = build_index(
        old.facts,
        gazetteer=old.terms.gazetteer,
        occupations=old.terms.occupations,
        weights=learned,
    )
    return ListTrial(
        changed_share(_vacancies(population, old), _vacancies(population, new)),
        tuple(group_figures(population, old, outcomes)),
        tuple(group_figures(population, new, outcomes)),
    )


def group_figures(
    population: Population, index: VacancyIndex, outcomes: Sequence[RecordedOutcome]
) -> list[GroupFigures]:
    """Give the figures by group of the people's places in the vacancies' lists."""
    people = JobseekerIndex(population.jobseekers, index)
    lists = rank_jobseekers(index, people, index.ids, population.top, on=population.on)
    ranked = [jobseeker.id for jobseeker in population.jobseekers]
    return figures_by_group(population.groups, ranked, lists, outcomes)


def _vacancies(population: Population, index: VacancyIndex) -> list[list[Match]]:
    return list(rank_many(index, population.jobseekers, population.top, on=population.on))


def changed_share(before: Sequence[Sequence[Match]], after: Sequence[Sequence[Match]]) -> float:
    """Give the share of the places of all lists that are taken by another vacancy."""
    places = sum(len(matches) for matches in before)
    kept = sum(
        len({match.vacancy_id for match in old} & {match.vacancy_id for match in new})
        for old, new in zip(before, after, strict=True)
    )
    return 1 - kept / places if places else 0.0
