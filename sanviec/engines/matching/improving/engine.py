"""One pair's changes, each with exactly what it adds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, compress
from operator import not_

from sanviec.engines.matching.facts import Explanation, JobseekerFacts, VacancyFacts
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.terms import Terms

from .conditions import (
    education_drafts,
    experience_drafts,
    shift_drafts,
    type_drafts,
    wage_drafts,
)
from .model import Draft, Improvement, Improvements
from .papers import paper_drafts
from .places import place_drafts
from .skills import skill_drafts

# Requirements about what a person is; nothing is ever suggested about them.
_FIXED = frozenset({"min_age", "max_age"})
_BY_TERM = (
    place_drafts,
    wage_drafts,
    shift_drafts,
    type_drafts,
    experience_drafts,
    education_drafts,
)


def what_would_raise(
    index: VacancyIndex, jobseeker: JobseekerFacts, explanation: Explanation
) -> Improvements:
    """Give the changes that would raise a pair's score or meet a requirement that it misses.

    Sex, age, ethnicity, family and disability are never among them: the facts hold none but the
    year of birth, and no change touches that. Nor are the wished trade and its words: what a
    person wants to be is not ours to change.

    Args:
        index: the vacancies.
        jobseeker: as in the explanation.
        explanation: from `explain` of the same index and jobseeker.

    Returns:
        Changes that each raise the score of this pair, or meet a requirement, and lower nothing.

    Raises:
        InputError: the vacancy or a place code is unknown.

    Cost: some tens of microseconds, whatever the number of vacancies; where skills are missing
    some hundred, for the words of the description.
    """
    fixed = tuple(missing for missing in explanation.missing if missing.code in _FIXED)
    if fixed:
        return Improvements((), fixed)
    row = index.row(explanation.vacancy_id)
    drafts = chain(
        paper_drafts(jobseeker, explanation.missing),
        _term_drafts(jobseeker, index.facts[row], index.terms),
        skill_drafts(jobseeker, row, index),
    )
    made = [_made(draft, explanation) for draft in drafts]
    useful = [change for change in made if change.points > 0 or change.meets]
    useful.sort(key=lambda c: (not c.opens, not c.meets, -c.points))
    return Improvements(tuple(useful), ())


def _term_drafts(jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms) -> Iterator[Draft]:
    for drafts in _BY_TERM:
        yield from drafts(jobseeker, vacancy, terms)


def _made(draft: Draft, explanation: Explanation) -> Improvement:
    met = [missing.code in draft.tokens for missing in explanation.missing]
    return Improvement(
        draft.term,
        draft.kind,
        draft.facts,
        draft.points,
        explanation.score + draft.points,
        tuple(compress(explanation.missing, met)),
        tuple(compress(explanation.missing, map(not_, met))),
        draft.text_vi,
        draft.text_en,
    )
