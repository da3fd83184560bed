"""Sessions with their stands, people and interviews, as rows; the smallest valid ones."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.models import Employer
from sanviec.apps.exchanges.enums import (
    CentrePart,
    ParticipantOrigin,
    PartState,
    SessionKind,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    SessionPart,
    Stand,
    StandVacancy,
)
from sanviec.apps.exchanges.services import rows
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.vacancies.models import Vacancy
from tests.apps import factories as lower

NOW = lower.NOW
# The Thursday of that week, 08:00 in Việt Nam, four hours of 15 minutes each.
STARTS = datetime(2026, 11, 26, 1, 0, tzinfo=NOW.tzinfo)
_count = itertools.count(1)


@transaction.atomic
def make_session(
    centre: Centre | None = None,
    *,
    state: SessionState = SessionState.PUBLISHED,
    starts_at: datetime = STARTS,
    **fields: Any,
) -> ExchangeSession:
    """A weekly session of four hours that people may register for, unless told otherwise."""
    facts = {
        "kind": SessionKind.FIXED,
        "title": "Phiên giao dịch việc làm thứ Năm",
        "venue": "Hội trường trung tâm",
        "ends_at": starts_at + timedelta(hours=4),
        "held_on": (starts_at + timedelta(hours=7)).date(),
    } | fields
    centre = centre or lower.make_centre()
    session = ExchangeSession(
        centre=centre, number=f"P{next(_count)}", state=state, starts_at=starts_at, **facts
    )
    rows.insert(session, "made", actor=SYSTEM, now=NOW)
    add_part(session, centre, part=CentrePart.HOST)
    return session


@transaction.atomic
def brought_to(session: ExchangeSession, state: SessionState) -> ExchangeSession:
    """The same session in another state, without the acts that lead there."""
    ExchangeSession.objects.filter(pk=session.pk).update(state=state)
    session.refresh_from_db()
    return session


def add_part(
    session: ExchangeSession, centre: Centre, *, part: CentrePart = CentrePart.PARTNER
) -> SessionPart:
    """A centre that takes part in the session."""
    row = SessionPart(
        session=session,
        centre=centre,
        part=part,
        state=PartState.JOINED,
        created_at=NOW,
        updated_at=NOW,
    )
    row.save(force_insert=True)
    audit.record(audit.Act("session.part_added", row), actor=SYSTEM, now=NOW)
    return row


@transaction.atomic
def make_stand(
    session: ExchangeSession | None = None,
    employer: Employer | None = None,
    *,
    state: StandState = StandState.CONFIRMED,
    vacancies: tuple[Vacancy, ...] | None = None,
    **fields: Any,
) -> Stand:
    """A confirmed employer with one table and one sewing vacancy."""
    session = session or make_session()
    employer = employer or lower.make_employer(session.centre)
    stand = Stand(
        session=session,
        centre=fields.pop("centre", session.centre),
        employer=employer,
        name=employer.name,
        state=state,
        stand_no=fields.pop("stand_no", next(_count)),
        **fields,
    )
    rows.insert(stand, "made", actor=SYSTEM, now=NOW)
    brought = (lower.make_vacancy(employer),) if vacancies is None else vacancies
    for vacancy in brought:
        offer = StandVacancy(
            stand=stand,
            vacancy=vacancy,
            openings=vacancy.openings,
            created_at=NOW,
            updated_at=NOW,
        )
        offer.save(force_insert=True)
        audit.record(audit.Act("stand.offer_added", offer), actor=SYSTEM, now=NOW)
    return stand


@transaction.atomic
def make_participant(
    session: ExchangeSession | None = None, jobseeker: Jobseeker | None = None, **fields: Any
) -> Participant:
    """Somebody registered at the desk who looks for sewing work."""
    session = session or make_session()
    jobseeker = jobseeker or lower.make_seeker(session.centre)
    facts = {
        "origin": ParticipantOrigin.DESK,
        "queue_no": next(_count),
        "centre": jobseeker.centre,
    } | fields
    participant = Participant(session=session, jobseeker=jobseeker, **facts)
    return rows.insert(participant, "registered", actor=SYSTEM, now=NOW)


@transaction.atomic
def make_interview(
    participant: Participant | None = None, stand: Stand | None = None, **fields: Any
) -> Interview:
    """A planned interview in the first slot at the first table."""
    participant = participant or make_participant(stand.session if stand else None)
    session = participant.session
    stand = stand or make_stand(session)
    offer = stand.offers.order_by("created_at", "id").first()
    assert offer is not None
    slot = fields.pop("slot", 0)
    facts = {
        "vacancy": offer.vacancy,
        "slot": slot,
        "table": 0,
        "starts_at": session.starts_at + timedelta(minutes=slot * session.slot_minutes),
    } | fields
    interview = Interview(session=session, participant=participant, stand=stand, **facts)
    return rows.insert(interview, "planned", actor=SYSTEM, now=NOW)
