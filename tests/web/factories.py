"""Vacancies, referrals and whole centres for the tests of pages, made through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.services import add_contact
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import link_account
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals import services as referrals
from sanviec.apps.referrals.enums import ReferralOrigin
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import explain_pair
from sanviec.apps.vacancies import services as vacancies
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.services import VacancyData
from tests.apps.factories import NOW, TODAY, make_employer, make_jobseeker, make_user

BY_SYSTEM: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
ALL_CONSENTS = tuple(ConsentPurpose)
# A commune of Lạng Sơn, where the centres of the tests are, and sewing work there.
HOME = "05977"
SEWER = "8153"
ANY_VACANCY = VacancyData(
    title="Công nhân may",
    occupation_code=SEWER,
    place_codes=[HOME],
    description="May áo sơ mi theo chuyền.",
    wage_min_vnd_month=8_000_000,
    wage_max_vnd_month=10_000_000,
)
# How far a vacancy or a referral has come.
VACANCY_STEPS = ("draft", "submitted", "published")
REFERRAL_STEPS = ("proposed", "agreed", "sent", "interview", "hired", "started")


def make_vacancy(
    employer: Employer | None = None, *, until: str = "published", **fields: Any
) -> Vacancy:
    """A vacancy for sewers in Lạng Sơn that anybody can read, unless it stops before."""
    employer = employer or make_employer()
    vacancy = vacancies.draft_vacancy(
        employer=employer, data=replace(ANY_VACANCY, **fields), **BY_SYSTEM
    )
    steps = VACANCY_STEPS.index(until)
    if steps >= 1:
        vacancy = vacancies.submit_vacancy(vacancy=vacancy, **BY_SYSTEM)
    if steps >= 2:
        vacancy = vacancies.publish_vacancy(vacancy=vacancy, **BY_SYSTEM)
    return vacancy


def make_seeker(centre: Any = None, **fields: Any) -> Jobseeker:
    """Somebody who sews in Lạng Sơn and allows everything."""
    fields = {"residence_code": HOME, "occupation_codes": (SEWER,), "birth_year": 1995} | fields
    return make_jobseeker(centre, consents=ALL_CONSENTS, **fields)


def make_referral(
    jobseeker: Jobseeker,
    vacancy: Vacancy,
    *,
    until: str = "sent",
    origin: ReferralOrigin = ReferralOrigin.COUNSELLOR,
) -> Referral:
    """A referral that has come as far as ``until``, one of ``REFERRAL_STEPS``."""
    explanation = explain_pair(jobseeker, vacancy, on=TODAY)
    proposal = referrals.Proposal(jobseeker, vacancy, origin, explanation)
    referral = referrals.propose_referral(proposal=proposal, **BY_SYSTEM)
    for step in REFERRAL_STEPS[1 : REFERRAL_STEPS.index(until) + 1]:
        referral = _take(step, referral)
    return referral


def _take(step: str, referral: Referral) -> Referral:
    if step == "agreed":
        return referrals.agree_referral(referral=referral, **BY_SYSTEM)
    if step == "sent":
        return referrals.send_referral(referral=referral, **BY_SYSTEM)
    if step == "interview":
        later = NOW + timedelta(days=2)
        return referrals.invite_to_interview(
            referral=referral, interview_at=later, place="Cổng số 2", **BY_SYSTEM
        )
    if step == "hired":
        facts = referrals.Hire(hired_on=TODAY, starts_on=TODAY, contract_months=12)
        return referrals.hire(referral=referral, facts=facts, **BY_SYSTEM)
    return referrals.confirm_start(referral=referral, starts_on=TODAY, **BY_SYSTEM)


def account_of(owner: Jobseeker | Employer) -> Any:
    """A new account that signs in for a person's file or for an employer."""
    user = make_user()
    if isinstance(owner, Employer):
        add_contact(employer=owner, user=user, **BY_SYSTEM)
    else:
        link_account(jobseeker=owner, user=user, **BY_SYSTEM)
    return user
