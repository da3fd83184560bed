"""The beats that every act on a referral shares: lock, move, save and record, count.

Rows are locked in one order whoever asks: person, referral, vacancy, the person's other
referrals. All of them are locked before the first audit line: the end of the audit chain is the
one lock that everybody needs, so who holds it must not wait for anything else.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.inserting import update_many
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.apps.vacancies.models import Vacancy


def hold_person(jobseeker_id: UUID) -> Jobseeker:
    """The person's row as it is now, held until the act is over."""
    held: Jobseeker = Jobseeker.objects.select_for_update(of=("self",)).get(pk=jobseeker_id)
    return held


def hold_vacancy(vacancy_id: UUID) -> None:
    """Hold a vacancy's row whose openings are about to be counted."""
    Vacancy.objects.select_for_update(of=("self",)).get(pk=vacancy_id)


def hold(referral: Referral) -> Referral:
    """The referral as it is now, held until the act is over."""
    held: Referral = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("vacancy__employer", "jobseeker__user")
        .get(pk=referral.pk)
    )
    return held


def move(referral: Referral, event: str) -> Referral:
    """Set the state that the table gives after ``event``."""
    referral.state = REFERRAL_STATES.target(event, referral.state)
    return referral


def save(
    referral: Referral, columns: list[str], verb: str, *, actor: Actor, now: datetime
) -> Referral:
    """Write the state and the named columns, and the audit line ``referral.<verb>``."""
    referral.updated_at = now
    update_many([referral], ["state", *columns, "updated_at"])
    data: dict[str, Any] = {"state": referral.state}
    if referral.reason_code:
        data["reason"] = referral.reason_code
    audit.record(audit.Act(f"referral.{verb}", referral, data), actor=actor, now=now)
    return referral


def count(referral: Referral, kind: ServiceKind, *, actor: Actor, now: datetime) -> None:
    """One line of the ledger for a service to the person."""
    channel = ServiceChannel.DESK if actor.is_staff else ServiceChannel.WEB
    if actor.role == Role.SYSTEM:
        channel = ServiceChannel.SYSTEM
    delivery = Delivery(
        centre_id=referral.centre_id,
        kind=kind,
        channel=channel,
        target=referral,
        person_id=referral.jobseeker_id,
        employer_id=referral.vacancy.employer_id,
        place_code=referral.jobseeker.residence_code,
    )
    enter(delivery, actor=actor, now=now)
