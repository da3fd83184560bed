"""Jobseekers that lie in a file against those that were indexed: the same people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from sanviec.engines.matching import JobseekerFacts, JobseekerIndex, VacancyIndex, Weights
from sanviec.engines.matching.kernel.compiled import is_available
from sanviec.engines.matching.ranking import rank_people_plainly
from sanviec.engines.matching.stored_people import StoredPeople, is_readable, stored_people
from sanviec.kernel.generations import open_current, write_generation
from tests.engines.matching.crowds import crowd, people
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.test_compiled_people import ON, index_of

pytestmark = pytest.mark.skipif(not is_available(), reason="numba is not installed")


def reopened(who: list[JobseekerFacts], index: VacancyIndex, home: Path) -> StoredPeople:
    write_generation(home, *stored_people(JobseekerIndex(who, index)))
    found = open_current(home, is_thorough=True).generation
    assert found is not None
    assert is_readable(found.about, index.weights)
    return StoredPeople(
        found.arrays,
        found.about,
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
        weights=index.weights,
    )


@pytest.mark.parametrize("weights", [None, Weights(title=60, title_unclassified=1)])
def test_the_same_lists(weights: Weights | None, tmp_path: Path) -> None:
    rng = Random(4)
    index, who = index_of(crowd(rng, 40), weights), people(rng, 500)
    opened = reopened(who, index, tmp_path)
    plain = rank_people_plainly(JobseekerIndex(who, index), index.ids, 7, ON)
    for vacancy, matches in zip(index.facts, plain, strict=True):
        assert opened.best(vacancy, 7, ON) == [match.jobseeker_id for match in matches]
    assert len(opened) == 500


def test_a_vacancy_that_came_later_is_read_in_the_words_of_then(tmp_path: Path) -> None:
    rng = Random(8)
    index, who = index_of(crowd(rng, 40)), people(rng, 300)
    opened = reopened(who, index, tmp_path)
    known = index.facts[3]
    later = replace(
        known, id="later", title=f"{known.title} ngoại hạng Zürich", skills=(*known.skills, "xyz")
    )
    assert opened.best(later, 5, ON) == opened.best(known, 5, ON)


def test_a_paper_that_only_some_hold_finds_them_alone(tmp_path: Path) -> None:
    rng = Random(2)
    index, who = index_of(crowd(rng, 30)), people(rng, 400)
    ours = {person.id for person in who[::7]}
    papers = {person.id: f"file-{1 if person.id in ours else 2}" for person in who}
    marked = [
        replace(person, certificates=(*person.certificates, papers[person.id])) for person in who
    ]
    opened = reopened(marked, index, tmp_path)
    plain = JobseekerIndex([person for person in who if person.id in ours], index)
    for vacancy in index.facts[:10]:
        wanted = replace(vacancy, certificates=(*vacancy.certificates, "file-1"))
        (matches,) = rank_people_plainly(plain, [vacancy.id], 9, ON)
        assert opened.best(wanted, 9, ON) == [match.jobseeker_id for match in matches]


def test_other_weights_and_other_versions_are_not_read() -> None:
    rng = Random(1)
    _, about = stored_people(JobseekerIndex(people(rng, 20), index_of(crowd(rng, 5))))
    assert is_readable(about, Weights())
    assert not is_readable(about, Weights(title=9))
    assert not is_readable(about | {"stamp": ""}, Weights())
    assert not is_readable({}, Weights())
