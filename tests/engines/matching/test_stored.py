"""An index that lies in files against one that was built: the same answers, after any change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    JobseekerFacts,
    VacancyFacts,
    VacancyIndex,
    Weights,
    build_index,
)
from sanviec.engines.matching.fast_ranking import rank_fast
from sanviec.engines.matching.kernel.compiled import is_available
from sanviec.engines.matching.stored_facts import StoredFacts, StoredIds, content_of, fact_bytes
from sanviec.engines.matching.stored_index import StoredIndex, is_readable, stored
from sanviec.kernel.generations import open_current, write_generation
from tests.engines.matching.crowds import crowd, people
from tests.engines.matching.small_world import SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import IDS, JOBSEEKERS, VACANCIES
from tests.engines.matching.test_living import ON, assert_alike, index_of


def reopened(index: VacancyIndex, home: Path, weights: Weights | None = None) -> StoredIndex:
    write_generation(home, *stored(index))
    found = open_current(home, is_thorough=True).generation
    assert found is not None
    assert is_readable(found.about)
    return StoredIndex(
        found.arrays,
        found.about,
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
        weights=weights or index.weights,
    )


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(
    before=VACANCIES,
    steps=st.lists(
        st.tuples(st.sampled_from(("follow", "rebuild")), VACANCIES, st.lists(IDS, max_size=6)),
        max_size=3,
    ),
    who=st.lists(JOBSEEKERS, max_size=2, unique_by=lambda person: person.id),
)
def test_any_sequence_of_changes_rebuilds_and_reopenings(
    before: list[VacancyFacts],
    steps: list[tuple[str, list[VacancyFacts], list[str]]],
    who: list[JobseekerFacts],
) -> None:
    with TemporaryDirectory() as folder:
        index: VacancyIndex = reopened(index_of(before), Path(folder))
        now = {vacancy.id: vacancy for vacancy in before}
        assert_alike(index, index_of(before), who)
        for kind, added, removed in steps:
            now = {key: one for key, one in now.items() if key not in removed}
            now |= {vacancy.id: vacancy for vacancy in added}
            fresh = index_of(list(now.values()))
            is_followed = kind == "follow"
            index = (
                index.with_changes(added, removed) if is_followed else reopened(fresh, Path(folder))
            )
            assert_alike(index, fresh, who)


@pytest.mark.slow
def test_a_crowd_from_files_by_the_compiled_path(tmp_path: Path) -> None:
    rng = Random(7)
    jobs, who = crowd(rng, 500), people(rng, 40)
    fresh = index_of(jobs)
    index = reopened(fresh, tmp_path)
    if is_available():
        assert index._made_before() is not None
    assert list(rank_fast(index, who, 10, ON)) == list(rank_fast(fresh, who, 10, ON))
    came = [VacancyFacts("w", "Công nhân may", occupation="8153", text="may áo sơ mi")]
    assert_alike(index.with_changes(came, ["v3"]), fresh.with_changes(came, ["v3"]), who)


@settings(max_examples=25, deadline=None)
@given(jobs=VACANCIES, ids=st.lists(st.text(st.characters(exclude_categories=["Cs"])), unique=True))
def test_facts_and_ids_come_back_as_they_were(jobs: list[VacancyFacts], ids: list[str]) -> None:
    dated = [*jobs, VacancyFacts("z", "Dệt", published_on=date(2026, 11, 2), openings=9)]
    kept = StoredFacts(*content_of(map(fact_bytes, dated)))
    assert list(kept) == dated
    assert kept[-1] == dated[-1]
    named = StoredIds(*content_of(key.encode() for key in sorted(ids)))
    assert list(named) == sorted(ids)
    for place, key in enumerate(sorted(ids)):
        assert named.find(key) == place
    assert named.find("không có mã này") is None


OTHER = Weights(
    occupation=(0, 1, 2, 3, 50),
    title=1,
    title_unclassified=3,
    place=((5, 3), (9, 1)),
    place_wished=2,
    wage_reach=20,
    wage_lowest_percent=50,
    shift=9,
    education_below=2,
    skill=4,
    skills_most=9,
)


def test_one_file_is_read_with_any_weights(tmp_path: Path) -> None:
    rng = Random(20)
    index, who = index_of(crowd(rng, 400)), people(rng, 12)
    built = build_index(
        index.facts,
        gazetteer=SmallGazetteer(),
        occupations=SmallOccupations(),
        weights=OTHER,
    )
    opened = reopened(index, tmp_path, OTHER)
    assert_alike(opened, built, who)
    assert list(rank_fast(opened, who, 10, ON)) != list(rank_fast(index, who, 10, ON))


def test_what_another_version_wrote_is_not_read() -> None:
    _, about = stored(index_of([VacancyFacts("a", "Thợ may")]))
    assert is_readable(about)
    assert not is_readable(about | {"stamp": "0" * 64})
    assert not is_readable({})


def test_a_living_index_is_not_stored() -> None:
    living = index_of([]).with_changes([VacancyFacts("a", "Thợ may")])
    with pytest.raises(TypeError, match="build one anew"):
        stored(living)
