"""What became of referrals as learning sees it, and who is counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sanviec.apps.jobseekers.enums import ConsentPurpose, Sex
from sanviec.apps.jobseekers.groups import fairness_groups
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import DeclineReason, RefusalReason
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.outcomes import first_referral_on, outcomes_between, population_on
from sanviec.engines.matching.learning import TERMS, Grade
from tests.apps.factories import (
    HOME,
    INTRODUCTION,
    NOW,
    SEWER,
    TODAY,
    make_jobseeker,
    make_referral,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
DAY = timedelta(days=1)


def person(*consents: ConsentPurpose, **fields: Any) -> Jobseeker:
    """Somebody who looks for sewing work and allows introductions and what is named."""
    fields = {"residence_code": HOME, "occupation_codes": (SEWER,)} | fields
    return make_jobseeker(consents=(*INTRODUCTION, *consents), **fields)


def referral(until: str, **fields: Any) -> Referral:
    return make_referral(person(ConsentPurpose.STATISTICS, **fields), until=until)


def grade() -> Grade | None:
    (outcome,) = outcomes_between(TODAY, TODAY).counted
    return outcome.grade


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("proposed", None),
        ("agreed", None),
        ("sent", None),
        ("interview", None),
        ("hired", Grade.HIRED),
        ("started", Grade.HIRED),
    ],
)
def test_what_is_under_way_has_no_grade(until: str, expected: Grade | None) -> None:
    referral(until)
    assert grade() == expected


@pytest.mark.parametrize(
    ("until", "reason", "expected"),
    [
        ("sent", RefusalReason.SKILLS, Grade.INTRODUCED),
        ("interview", RefusalReason.SKILLS, Grade.INTERVIEWED),
        ("interview", RefusalReason.FILLED, None),
    ],
)
def test_who_was_not_selected(until: str, reason: RefusalReason, expected: Grade | None) -> None:
    services.reject(referral=referral(until), reason=reason, text="", **FACTS)
    assert grade() == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [(DeclineReason.DISTANCE, Grade.DECLINED), (DeclineReason.HEALTH, None)],
)
def test_who_declined(reason: DeclineReason, expected: Grade | None) -> None:
    services.decline(referral=referral("interview"), reason=reason, text="", **FACTS)
    assert grade() == expected


def test_who_stayed_away_or_never_started() -> None:
    services.record_no_show(referral=referral("interview"), actor=SYSTEM, now=NOW + 3 * DAY)
    assert grade() == Grade.DECLINED
    services.record_not_started(referral=referral("hired"), actor=SYSTEM, now=NOW + 3 * DAY)
    found = outcomes_between(TODAY, TODAY).counted
    assert {outcome.grade for outcome in found} == {Grade.DECLINED, Grade.INTERVIEWED}


def test_the_shares_are_those_of_the_introduction() -> None:
    made = referral("sent")
    (outcome,) = outcomes_between(TODAY, TODAY).learnable
    shares = dict(zip(TERMS, outcome.shares, strict=True))
    points = {reason["term"]: reason["points"] for reason in made.reasons}
    assert shares["place"] == points["place"] / 27
    assert shares["trade"] == (points["occupation"] + points["title"]) / 42


def test_period_consent_and_reasons_decide_who_is_learned_from() -> None:
    make_referral(person(), until="hired")
    made = referral("hired")
    assert outcomes_between(TODAY, TODAY).without_consent == 1
    assert first_referral_on() == TODAY
    assert outcomes_between(TODAY - DAY, TODAY - DAY).counted == ()
    assert outcomes_between(TODAY + DAY, TODAY + DAY).counted == ()
    Referral.objects.filter(pk=made.pk).update(reasons=[])
    found = outcomes_between(TODAY, TODAY)
    assert (len(found.counted), found.learnable) == (1, ())


def test_who_somebody_is_changes_no_fact_and_no_outcome() -> None:
    made = referral("interview", sex=Sex.FEMALE, priority_groups=("disabled",), ethnic_code="02")
    outcomes = outcomes_between(TODAY, TODAY)
    before = population_on(TODAY, outcomes.counted)
    changed = {"sex": Sex.MALE, "priority_groups": [], "ethnic_code": "01"}
    Jobseeker.objects.filter(pk=made.jobseeker_id).update(**changed)
    assert outcomes_between(TODAY, TODAY) == outcomes
    after = population_on(TODAY, outcomes.counted)
    assert after.jobseekers == before.jobseekers
    assert after.groups != before.groups


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"birth_date": date(2001, 11, 24)}, {"age": "under_25"}),
        ({"birth_date": date(2001, 11, 23)}, {"age": "25_34"}),
        ({"birth_year": 1971}, {"age": "55_up"}),
        ({}, {"age": "unstated", "minority": "unstated", "area": "other"}),
        ({"ethnic_code": "01"}, {"minority": "majority"}),
        ({"ethnic_code": "02"}, {"minority": "minority"}),
        ({"priority_groups": ["ethnic_minority"]}, {"minority": "minority"}),
        ({"priority_groups": ["border_commune"]}, {"area": "difficult"}),
        ({"priority_groups": ["disabled"]}, {"disability": "disabled", "sex": "unstated"}),
    ],
)
def test_groups(fields: dict[str, Any], expected: dict[str, str]) -> None:
    found = fairness_groups(Jobseeker(**fields), on=TODAY)
    assert found | expected == found
