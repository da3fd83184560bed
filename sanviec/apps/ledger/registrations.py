"""Counting registrations: jobseekers and employers stand below the ledger and call it by hook."""

from __future__ import annotations

from datetime import datetime

from sanviec.apps.employers.hooks import on_registered as on_employer_registered
from sanviec.apps.employers.models import Employer
from sanviec.apps.jobseekers.enums import Via
from sanviec.apps.jobseekers.hooks import on_registered as on_jobseeker_registered
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import Actor

from .enums import ServiceChannel, ServiceKind
from .services import Delivery, enter_many

_CHANNELS = {
    Via.SELF: ServiceChannel.WEB,
    Via.DESK: ServiceChannel.DESK,
    Via.PAPER: ServiceChannel.DESK,
    Via.IMPORT: ServiceChannel.IMPORT,
}


def count_jobseekers(jobseekers: list[Jobseeker], via: Via, *, actor: Actor, now: datetime) -> None:
    """One line for each person who was registered."""
    deliveries = [
        Delivery(
            centre_id=jobseeker.centre_id,
            kind=ServiceKind.REGISTRATION,
            channel=_CHANNELS[via],
            target=jobseeker,
            person_id=jobseeker.pk,
            place_code=jobseeker.residence_code,
        )
        for jobseeker in jobseekers
    ]
    enter_many(deliveries, actor=actor, now=now)


def count_employers(
    employers: list[Employer], *, is_import: bool, actor: Actor, now: datetime
) -> None:
    """One line for each employer that was registered."""
    by_hand = ServiceChannel.DESK if actor.is_staff else ServiceChannel.WEB
    deliveries = [
        Delivery(
            centre_id=employer.centre_id,
            kind=ServiceKind.EMPLOYER_REGISTRATION,
            channel=ServiceChannel.IMPORT if is_import else by_hand,
            target=employer,
            employer_id=employer.pk,
            place_code=employer.place_code,
        )
        for employer in employers
    ]
    enter_many(deliveries, actor=actor, now=now)


def listen() -> None:
    """Take part in registrations; called once when the app starts."""
    on_jobseeker_registered.register("ledger", count_jobseekers)
    on_employer_registered.register("ledger", count_employers)
