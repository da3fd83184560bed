"""Two files of one person: their introductions go together and can be told apart again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.models import Jobseeker, Merge
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import DeclineReason, ReferralOrigin, RefusalReason
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import explain_pair
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError
from tests.apps.factories import (
    NOW,
    TODAY,
    make_employer,
    make_referral,
    make_seeker,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
LATER: dict[str, Any] = {"actor": SYSTEM, "now": NOW + timedelta(days=1)}
STEPS = ["proposed", "agreed", "sent", "interview", "hired", "started"]


@pytest.fixture
def kept() -> Jobseeker:
    return make_seeker()


@pytest.fixture
def merged(kept: Jobseeker) -> Jobseeker:
    return make_seeker(kept.centre)


@pytest.fixture
def vacancy(kept: Jobseeker) -> Vacancy:
    return make_vacancy(make_employer(kept.centre), openings=9)


def merge(kept: Jobseeker, merged: Jobseeker) -> Merge:
    return jobseekers.merge_jobseekers(kept=kept, merged=merged, reason="Trùng", **LATER)


def undo(made: Merge) -> None:
    jobseekers.undo_merge(merge=made, **LATER)


def picture() -> dict[Any, tuple[Any, str]]:
    """Whose each referral is and where it stands."""
    return {row.pk: (row.jobseeker_id, row.state) for row in Referral.objects.order_by("id")}


@pytest.mark.parametrize("until", ["proposed", "sent", "started"])
def test_introductions_go_with_the_person_and_come_back(
    kept: Jobseeker, merged: Jobseeker, vacancy: Vacancy, until: str
) -> None:
    referral = make_referral(merged, vacancy, until=until)
    before = picture()
    made = merge(kept, Jobseeker.objects.get(pk=merged.pk))
    assert picture() == {referral.pk: (kept.pk, referral.state)}
    assert list(audit.verify()) == []
    undo(made)
    assert picture() == before
    assert list(audit.verify()) == []


def test_what_is_over_goes_too(kept: Jobseeker, merged: Jobseeker, vacancy: Vacancy) -> None:
    referral = make_referral(merged, vacancy)
    services.decline(referral=referral, reason=DeclineReason.WAGE, text="", **FACTS)
    make_referral(kept, vacancy, until="sent")
    merge(kept, merged)
    assert picture()[referral.pk] == (kept.pk, "declined")


def expected(own: str, theirs: str) -> tuple[str, str, bool]:
    """Kept file's state, other file's state, and whether the other one came over."""
    if STEPS.index(theirs) <= STEPS.index(own):
        stays = theirs in {"hired", "started"}
        return own, theirs if stays else "obsolete", not stays
    stays = own in {"hired", "started"}
    return (own if stays else "obsolete"), theirs, not stays


@pytest.mark.parametrize("theirs", ["proposed", "interview", "hired", "started"])
@pytest.mark.parametrize("own", ["proposed", "interview", "hired", "started"])
def test_of_two_live_ones_to_one_vacancy_the_further_goes_on(
    kept: Jobseeker, merged: Jobseeker, vacancy: Vacancy, own: str, theirs: str
) -> None:
    first = make_referral(kept, vacancy, until=own)
    second = make_referral(merged, vacancy, until=theirs)
    before = picture()
    kept, merged = (Jobseeker.objects.get(pk=row.pk) for row in (kept, merged))
    made = merge(kept, merged)
    own_after, theirs_after, is_moved = expected(own, theirs)
    owner = kept.pk if is_moved else merged.pk
    assert picture() == {
        first.pk: (kept.pk, own_after),
        second.pk: (owner, theirs_after),
    }
    assert list(audit.verify()) == []
    undo(made)
    assert picture() == before
    assert list(audit.verify()) == []


class TestUndoKeepsWhatPeopleDidSince:
    def test_a_later_answer(self, kept: Jobseeker, merged: Jobseeker, vacancy: Vacancy) -> None:
        referral = make_referral(merged, vacancy, until="sent")
        made = merge(kept, merged)
        services.reject(referral=referral, reason=RefusalReason.SKILLS, text="", **LATER)
        undo(made)
        assert picture() == {referral.pk: (merged.pk, "not_selected")}

    def test_a_new_introduction_of_the_kept_file(
        self, kept: Jobseeker, merged: Jobseeker, vacancy: Vacancy
    ) -> None:
        gave_way = make_referral(kept, vacancy)
        further = make_referral(merged, vacancy, until="sent")
        made = merge(kept, merged)
        services.decline(referral=further, reason=DeclineReason.WAGE, text="", **LATER)
        anew = make_referral(Jobseeker.objects.get(pk=kept.pk), vacancy)
        undo(made)
        assert picture() == {
            gave_way.pk: (kept.pk, "obsolete"),
            further.pk: (merged.pk, "declined"),
            anew.pk: (kept.pk, "proposed"),
        }
        assert list(audit.verify()) == []


def test_a_merged_file_is_proposed_nowhere(
    kept: Jobseeker, merged: Jobseeker, vacancy: Vacancy
) -> None:
    explanation = explain_pair(merged, vacancy, on=TODAY)
    proposal = services.Proposal(merged, vacancy, ReferralOrigin.COUNSELLOR, explanation)
    merge(kept, merged)
    with pytest.raises(InputError) as caught:
        services.propose_referral(proposal=proposal, **LATER)
    assert caught.value.code == "not_seeking"
