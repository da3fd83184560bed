"""What pages show more fully than services need it, and accounts that sign in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.services import add_contact
from sanviec.apps.exchanges.enums import SessionKind, SessionState
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import link_account
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies.models import Vacancy
from tests.apps import factories
from tests.apps.exchanges import factories as exchanges
from tests.apps.factories import NOW, make_user

BY_SYSTEM: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
TOLD = {
    "description": "May áo sơ mi theo chuyền.",
    "wage_min_vnd_month": 8_000_000,
    "wage_max_vnd_month": 10_000_000,
}


def make_vacancy(
    employer: Employer | None = None, *, until: str = "published", **fields: Any
) -> Vacancy:
    """A vacancy for sewers in Lạng Sơn that says what it pays."""
    return factories.make_vacancy(employer, until=until, **(TOLD | fields))


def make_seeker(centre: Any = None, **fields: Any) -> Jobseeker:
    """Somebody who sews in Lạng Sơn and allows to be introduced."""
    return factories.make_seeker(centre, **({"birth_year": 1995} | fields))


def make_referral(
    jobseeker: Jobseeker, vacancy: Vacancy, *, until: str = "sent", **facts: Any
) -> Referral:
    """A referral that the employer has, unless ``until`` names another step."""
    return factories.make_referral(jobseeker, vacancy, until=until, **facts)


def make_room(
    jobseeker: Jobseeker | None = None,
    employer: Employer | None = None,
    *,
    starts_at: datetime = NOW,
    kind: SessionKind = SessionKind.ONLINE,
    **fields: Any,
) -> Interview:
    """An interview of an online session that has just begun."""
    jobseeker = jobseeker or make_seeker()
    session = exchanges.make_session(
        jobseeker.centre, kind=kind, state=SessionState.RUNNING, starts_at=starts_at
    )
    employer = employer or factories.make_employer(jobseeker.centre)
    stand = exchanges.make_stand(session, employer, vacancies=(make_vacancy(employer),))
    participant = exchanges.make_participant(session, jobseeker)
    return exchanges.make_interview(participant, stand, **fields)


def account_of(owner: Jobseeker | Employer) -> Any:
    """A new account that signs in for a person's file or for an employer."""
    user = make_user()
    if isinstance(owner, Employer):
        add_contact(employer=owner, user=user, **BY_SYSTEM)
    else:
        link_account(jobseeker=owner, user=user, **BY_SYSTEM)
    return user
