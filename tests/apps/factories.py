"""The smallest valid objects, made through the services as the product itself makes them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sanviec.apps.accounts.models import User
from sanviec.apps.accounts.services import create_user
from sanviec.apps.centres.models import Centre
from sanviec.apps.centres.selectors import actor_of
from sanviec.apps.centres.services import grant_role, open_centre
from sanviec.apps.employers import services as employers
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.services import EmployerData
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import JobseekerData
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals import services as referrals
from sanviec.apps.referrals.enums import ReferralOrigin
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import explain_pair
from sanviec.apps.vacancies import services as vacancies
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.services import VacancyData

# A Monday morning in Việt Nam: 2026-11-23 09:00.
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
_count = itertools.count(1)
# Someone who said no more than the form demands.
ANYBODY = JobseekerData(full_name="Hoàng Thị Mẫu", wished_titles=("công nhân may",))
ANY_FIRM = EmployerData(name="Công ty Mẫu")
# A commune of Lạng Sơn, where the centres of the tests are, and sewing work there.
HOME = "05977"
SEWER = "8153"
ANY_VACANCY = VacancyData(title="Công nhân may", occupation_code=SEWER, place_codes=[HOME])
# What an introduction needs the person's word for.
INTRODUCTION = (
    ConsentPurpose.MATCHING,
    ConsentPurpose.SHOW_TO_EMPLOYERS,
    ConsentPurpose.SHARE_CONTACT,
)
VACANCY_STEPS = ("draft", "submitted", "published")
REFERRAL_STEPS = ("proposed", "agreed", "sent", "interview", "hired", "started")


class Staff(NamedTuple):
    """Somebody of a centre: the account that signs in and the actor that services take."""

    user: User
    actor: Actor


def make_user(name: str = "", *, password: str | None = None) -> User:
    """An account; without a password it is signed in with ``client.force_login``."""
    username = name or f"nguoi-{next(_count)}"
    return create_user(
        username=username, display_name=username, password=password, actor=SYSTEM, now=NOW
    )


def make_centre(code: str = "", **contact: str) -> Centre:
    """A centre of Lạng Sơn, unless a province is named."""
    code = code or f"T{next(_count)}"
    fields = {"name": f"Trung tâm Dịch vụ việc làm {code}", "province_code": "20"} | contact
    return open_centre(code=code, actor=SYSTEM, now=NOW, **fields)


def make_staff(role: Role = Role.COUNSELLOR, centre: Centre | None = None) -> Staff:
    """Somebody who works in a centre; the ministry and the administrator have none."""
    if centre is None and role not in {Role.MINISTRY, Role.ADMINISTRATOR}:
        centre = make_centre()
    user = make_user()
    membership = grant_role(user=user, centre=centre, role=role, actor=SYSTEM, now=NOW)
    return Staff(user, actor_of(membership))


def citizen_id(birth_year: int = 1995, *, number: int | None = None) -> str:
    """A citizen's number that no other object of the test has, registered in Lạng Sơn."""
    century = 2 * (birth_year // 100 - 19)
    return f"020{century}{birth_year % 100:02d}{number or next(_count):06d}"


def tax_code(number: int | None = None) -> str:
    """An enterprise's tax code with its check digit, of no other object of the test."""
    weights = (31, 29, 23, 19, 17, 13, 7, 5, 3)
    # A remainder of 0 has no check digit; the next number serves as well.
    for candidate in itertools.count((number or next(_count)) * 10):
        digits = f"4900{candidate:05d}"
        check = 10 - sum(w * int(d) for w, d in zip(weights, digits, strict=True)) % 11
        if check < 10:
            return f"{digits}{check}"
    raise AssertionError("endless")


def make_jobseeker(
    centre: Centre | None = None,
    *,
    consents: Iterable[ConsentPurpose] = (),
    via: Via = Via.DESK,
    actor: Actor = SYSTEM,
    **fields: Any,
) -> Jobseeker:
    """A person registered at a desk, who allows nothing unless ``consents`` says so."""
    return jobseekers.register_jobseeker(
        data=replace(ANYBODY, **fields),
        centre=centre or make_centre(),
        consents=consents,
        via=via,
        actor=actor,
        now=NOW,
    )


def make_employer(
    centre: Centre | None = None, *, is_verified: bool = True, user: Any = None, **fields: Any
) -> Employer:
    """An employer that may publish, unless it still waits to be verified."""
    employer = employers.register_employer(
        data=replace(ANY_FIRM, **fields),
        centre=centre or make_centre(),
        actor=SYSTEM,
        now=NOW,
        user=user,
    )
    if is_verified:
        employer = employers.verify_employer(employer=employer, actor=SYSTEM, now=NOW)
    return employer


def make_vacancy(
    employer: Employer | None = None, *, until: str = "published", **fields: Any
) -> Vacancy:
    """A vacancy that anybody can read, unless it stops at an earlier one of VACANCY_STEPS."""
    facts: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
    vacancy = vacancies.draft_vacancy(
        employer=employer or make_employer(), data=replace(ANY_VACANCY, **fields), **facts
    )
    if VACANCY_STEPS.index(until) >= 1:
        vacancy = vacancies.submit_vacancy(vacancy=vacancy, **facts)
    if VACANCY_STEPS.index(until) >= 2:
        vacancy = vacancies.publish_vacancy(vacancy=vacancy, **facts)
    return vacancy


def make_seeker(centre: Centre | None = None, **fields: Any) -> Jobseeker:
    """Somebody who looks for sewing work at home and allows to be introduced."""
    fields = {"residence_code": HOME, "occupation_codes": (SEWER,)} | fields
    return make_jobseeker(centre, consents=INTRODUCTION, **fields)


def make_referral(
    jobseeker: Jobseeker | None = None,
    vacancy: Vacancy | None = None,
    *,
    until: str = "proposed",
    origin: ReferralOrigin = ReferralOrigin.COUNSELLOR,
    actor: Actor = SYSTEM,
) -> Referral:
    """A referral that has come as far as ``until``, one of REFERRAL_STEPS, all on one day."""
    jobseeker = jobseeker or make_seeker()
    vacancy = vacancy or make_vacancy(make_employer(jobseeker.centre))
    explanation = explain_pair(jobseeker, vacancy, on=TODAY)
    proposal = referrals.Proposal(jobseeker, vacancy, origin, explanation)
    referral = referrals.propose_referral(proposal=proposal, actor=actor, now=NOW)
    for step in REFERRAL_STEPS[1 : REFERRAL_STEPS.index(until) + 1]:
        referral = _take(step, referral, actor)
    return referral


def _take(step: str, referral: Referral, actor: Actor) -> Referral:
    facts: dict[str, Any] = {"referral": referral, "actor": actor, "now": NOW}
    if step == "agreed":
        return referrals.agree_referral(**facts)
    if step == "sent":
        return referrals.send_referral(**facts)
    if step == "interview":
        later = NOW + timedelta(days=2)
        return referrals.invite_to_interview(interview_at=later, place="Cổng số 2", **facts)
    if step == "hired":
        return referrals.hire(facts=referrals.Hire(hired_on=TODAY, starts_on=TODAY), **facts)
    return referrals.confirm_start(starts_on=TODAY, **facts)


def as_jobseeker(jobseeker: Jobseeker) -> Actor:
    """The person of a file, acting for themselves."""
    return Actor(role=Role.JOBSEEKER, user_id=jobseeker.user_id, subject_id=jobseeker.pk)


def as_employer(employer: Employer, user: Any = None) -> Actor:
    """Somebody who acts for an employer."""
    user_id = user.pk if user is not None else None
    return Actor(role=Role.EMPLOYER, user_id=user_id, subject_id=employer.pk)
