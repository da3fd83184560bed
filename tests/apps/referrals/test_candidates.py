"""Whom an employer is shown, with everybody in a generation: as if all had been read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals import candidate_generations, candidate_index, selectors
from sanviec.apps.referrals import services as referrals
from sanviec.apps.referrals.candidate_generations import build_candidates, open_candidates
from sanviec.apps.referrals.candidate_index import candidates_now, renew_candidates
from sanviec.apps.referrals.enums import ReferralOrigin
from sanviec.apps.vacancies.models import Vacancy
from sanviec.engines.matching import fast_people
from sanviec.engines.matching.kernel.compiled import is_available
from tests.apps.factories import NOW, SEWER, TODAY, make_referral, make_seeker, make_vacancy
from tests.apps.weights.planted import adopt

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not is_available(), reason="numba is not installed"),
]
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
FEW = 10


@pytest.fixture(autouse=True)
def _small(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten people are many."""
    settings.SANVIEC_HOME = tmp_path
    monkeypatch.setattr(fast_people, "LEAST_JOBSEEKERS", FEW)
    monkeypatch.setattr(candidate_generations, "LEAST_JOBSEEKERS", FEW)


@pytest.fixture
def crowd() -> tuple[Vacancy, list[Jobseeker]]:
    """A vacancy, twelve people of its centre, and two of another one."""
    vacancy = make_vacancy(experience_months=24)
    people = [
        make_seeker(vacancy.centre, experience_months=2 * months, wished_titles=("công nhân may",))
        for months in range(12)
    ]
    for _person in range(2):
        make_seeker(experience_months=60)
    return vacancy, people


def shown(vacancy: Vacancy, limit: int = 4) -> list[Jobseeker]:
    return [row.jobseeker for row in selectors.candidates_for(vacancy, on=TODAY, limit=limit)]


def plainly(vacancy: Vacancy, monkeypatch: pytest.MonkeyPatch, limit: int = 4) -> list[Jobseeker]:
    with monkeypatch.context() as patch:
        patch.setattr("sanviec.apps.referrals.candidates.candidates_now", lambda: None)
        return shown(vacancy, limit)


def test_the_list_is_that_of_everybody_read(
    crowd: tuple[Vacancy, list[Jobseeker]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy, people = crowd
    assert build_candidates(TODAY) == "00000001"
    assert candidates_now() is not None
    assert shown(vacancy) == plainly(vacancy, monkeypatch)
    assert set(shown(vacancy, 50)) == set(people)


def test_who_withdrew_moved_or_came_since_is_seen_as_now(
    crowd: tuple[Vacancy, list[Jobseeker]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy, people = crowd
    build_candidates(TODAY)
    best = shown(vacancy)[0]
    shows = ConsentPurpose.SHOW_TO_EMPLOYERS
    jobseekers.withdraw_consent(jobseeker=best, purpose=shows, **FACTS)
    newer = make_seeker(vacancy.centre, experience_months=60)
    jobseekers.pause_jobseeker(jobseeker=people[5], **FACTS)
    now = shown(vacancy)
    assert best not in now
    assert newer in now
    assert people[5] not in shown(vacancy, 50)
    assert now == plainly(vacancy, monkeypatch)


def test_the_database_has_the_last_word(crowd: tuple[Vacancy, list[Jobseeker]]) -> None:
    vacancy, _people = crowd
    build_candidates(TODAY)
    best = shown(vacancy)[0]
    # Behind the journal's back.
    best.consents.update(withdrawn_at=NOW)
    assert best not in shown(vacancy)


def test_who_is_under_way_makes_room(
    crowd: tuple[Vacancy, list[Jobseeker]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy, _people = crowd
    build_candidates(TODAY)
    for person in shown(vacancy, 9):
        make_referral(person, vacancy)
    assert len(shown(vacancy)) == 3
    assert shown(vacancy) == plainly(vacancy, monkeypatch)


def test_other_weights_wait_for_the_worker(
    crowd: tuple[Vacancy, list[Jobseeker]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy, _people = crowd
    build_candidates(TODAY)
    assert candidates_now() is not None
    adopt()
    assert candidates_now() is None
    assert shown(vacancy) == plainly(vacancy, monkeypatch)
    assert renew_candidates(TODAY) == "00000002"
    assert candidates_now() is not None
    assert shown(vacancy) == plainly(vacancy, monkeypatch)


def test_it_is_renewed_when_it_is_worth_its_while(
    crowd: tuple[Vacancy, list[Jobseeker]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy, _people = crowd
    assert [renew_candidates(TODAY), renew_candidates(TODAY)] == ["00000001", ""]
    make_seeker(vacancy.centre)
    assert renew_candidates(TODAY) == ""
    monkeypatch.setattr(candidate_index, "_RENEWED_AFTER", 0)
    monkeypatch.setattr(candidate_index, "_SHARE", 100)
    assert renew_candidates(TODAY) == "00000002"


def test_too_many_changes_are_left_to_the_worker(
    crowd: tuple[Vacancy, list[Jobseeker]], monkeypatch: pytest.MonkeyPatch
) -> None:
    vacancy, _people = crowd
    build_candidates(TODAY)
    assert candidates_now() is not None
    monkeypatch.setattr(candidate_index, "MOST_CHANGED", 1)
    for _person in range(2):
        make_seeker(vacancy.centre)
    assert candidates_now() is None
    assert len(shown(vacancy, 50)) == 14


def test_few_people_need_none_and_another_database_has_none() -> None:
    make_seeker()
    assert build_candidates(TODAY) == ""
    assert open_candidates() is None


def test_no_name_lies_on_the_disk(crowd: tuple[Vacancy, list[Jobseeker]], tmp_path: Path) -> None:
    build_candidates(TODAY)
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert crowd[1][0].full_name.encode() not in written
    assert b"nh\xc3\xa2n" in written


def test_what_a_row_tells_names_no_file(crowd: tuple[Vacancy, list[Jobseeker]]) -> None:
    vacancy, _people = crowd
    build_candidates(TODAY)
    for row in selectors.candidates_for(vacancy, on=TODAY):
        told = [*row.explanation.reasons, *row.explanation.missing]
        assert not any("file-" in f"{one.text_vi}{one.text_en}" for one in told)
        assert row.explanation.is_feasible


def test_an_employer_invites_whom_the_generation_found(
    crowd: tuple[Vacancy, list[Jobseeker]],
) -> None:
    vacancy, _people = crowd
    build_candidates(TODAY)
    row = selectors.candidates_for(vacancy, on=TODAY)[0]
    origin = ReferralOrigin.EMPLOYER
    proposal = referrals.Proposal(row.jobseeker, vacancy, origin, row.explanation)
    made = referrals.propose_referral(proposal=proposal, **FACTS)
    assert made.score == row.explanation.score
    assert SEWER in row.jobseeker.occupation_codes
