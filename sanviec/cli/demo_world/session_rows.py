"""Rows of the demo's sessions up to the moment at which results are entered.

The one module to change once planning, registration and the door have services of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import (
    CentrePart,
    ExhibitorKind,
    InterviewedBy,
    ParticipantOrigin,
    PartState,
    ScanKind,
    ScanOutcome,
    ScanVia,
)
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    Scan,
    SessionPart,
    Stand,
    StandVacancy,
)
from sanviec.apps.exchanges.services import rows
from sanviec.apps.jobseekers.facts import to_facts
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.services import next_number
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.search_index import vacancy_index
from sanviec.engines import scheduling
from sanviec.engines.matching import rank_many

# Of a person's vacancies so many are looked at for the stands; the demo has fewer.
_RANKED = 300
# How many firms a person wants to meet.
_MEETINGS = 2
_BEFORE = ("submit", "approve", "publish")


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known of a session before anybody registers."""

    kind: str
    title: str
    held_on: date
    hours: int
    venue: str
    commune_code: str
    note: str = ""


def local(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant of a day in Việt Nam."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def publish(facts: SessionFacts, centre: Centre, *, actor: Actor, now: datetime) -> ExchangeSession:
    """A session that people may register for."""
    number = next_number(f"session/{centre.code}/{facts.held_on.year}")
    starts_at = local(facts.held_on, 8)
    session = ExchangeSession(
        centre=centre,
        number=f"P-{centre.code}-{facts.held_on.year}-{number:04d}",
        kind=facts.kind,
        title=facts.title,
        held_on=facts.held_on,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=facts.hours),
        venue=facts.venue,
        commune_code=facts.commune_code,
        note=facts.note,
        made_by_id=actor.user_id,
    )
    rows.insert(session, "made", actor=actor, now=now)
    add_part(session, centre, CentrePart.HOST, actor=actor, now=now)
    for event in _BEFORE:
        move(session, event, actor=actor, now=now)
    return session


def move(session: ExchangeSession, event: str, *, actor: Actor, now: datetime) -> None:
    """One step of the session."""
    stamps = {"approve": "approved_at", "publish": "published_at"}
    stamps |= {"schedule": "scheduled_at", "open": "opened_at"}
    rows.move(session, event)
    columns = [stamps[event]] if event in stamps else []
    for column in columns:
        setattr(session, column, now)
    rows.save(session, columns, event, actor=actor, now=now)


def add_part(
    session: ExchangeSession, centre: Centre, part: CentrePart, *, actor: Actor, now: datetime
) -> None:
    """A centre that takes part."""
    row = SessionPart(
        session=session,
        centre=centre,
        part=part,
        state=PartState.JOINED,
        created_at=now,
        updated_at=now,
    )
    row.save(force_insert=True)
    audit.record(audit.Act("session.part_added", row), actor=actor, now=now)


def place_firm(stand: Stand, brought: list[Vacancy], *, actor: Actor, now: datetime) -> Stand:
    """A firm with its vacancies; it authorises the centre for the last of several."""
    place(stand, actor=actor, now=now)
    for number, vacancy in enumerate(brought):
        authorises = number and number == len(brought) - 1
        offer = StandVacancy(
            stand=stand,
            vacancy=vacancy,
            openings=vacancy.openings,
            interviewed_by=InterviewedBy.CENTRE if authorises else InterviewedBy.EMPLOYER,
            created_at=now,
            updated_at=now,
        )
        offer.save(force_insert=True)
        audit.record(audit.Act("stand.offer_added", offer), actor=actor, now=now)
    return stand


def place(stand: Stand, *, actor: Actor, now: datetime) -> Stand:
    """An exhibitor with the next number, invited and confirmed."""
    stand.stand_no = stand.session.stands.count() + 1
    rows.insert(stand, "invited", actor=actor, now=now)
    rows.move(stand, "confirm")
    return rows.save(stand, [], "confirmed", actor=actor, now=now)


def arrive(session: ExchangeSession, *, actor: Actor, now: datetime) -> None:
    """The firms have come."""
    for stand in session.stands.select_related("session").order_by("stand_no"):
        rows.move(stand, "arrive")
        stand.arrived_at = now
        rows.save(stand, ["arrived_at"], "arrived", actor=actor, now=now)


def register(
    session: ExchangeSession,
    jobseeker: Jobseeker,
    origin: ParticipantOrigin,
    *,
    actor: Actor,
    now: datetime,
) -> Participant:
    """Somebody with a file."""
    participant = Participant(
        session=session,
        centre_id=jobseeker.centre_id,
        jobseeker=jobseeker,
        origin=origin,
        queue_no=_next_queue_no(session),
        max_interviews=_MEETINGS,
        is_priority=bool(jobseeker.priority_groups),
        priority_groups=list(jobseeker.priority_groups),
    )
    return rows.insert(participant, "registered", actor=actor, now=now)


def walk_in(
    session: ExchangeSession, centre: Centre, card: dict[str, Any], *, actor: Actor, now: datetime
) -> Participant:
    """Somebody without a file, who came by."""
    participant = Participant(
        session=session,
        centre=centre,
        origin=ParticipantOrigin.WALK_IN,
        queue_no=_next_queue_no(session),
        **card,
    )
    rows.insert(participant, "registered", actor=actor, now=now)
    return check_in(participant, actor=actor, now=now)


def _next_queue_no(session: ExchangeSession) -> int:
    return session.participants.count() + 1


def check_in(participant: Participant, *, actor: Actor, now: datetime) -> Participant:
    """The door lets somebody in: a scan, the state, one line of the ledger."""
    scan = Scan(
        session=participant.session,
        participant=participant,
        kind=ScanKind.IN,
        via=ScanVia.QR if participant.jobseeker_id else ScanVia.WALK_IN,
        outcome=ScanOutcome.ACCEPTED,
        happened_at=now,
        received_at=now,
        created_at=now,
        updated_at=now,
    )
    scan.save(force_insert=True)
    rows.move(participant, "attend")
    participant.first_in_at, participant.is_inside = now, False
    rows.save(participant, ["first_in_at", "is_inside"], "attended", actor=actor, now=now)
    delivery = Delivery(
        centre_id=participant.centre_id,
        kind=ServiceKind.SESSION_VISIT,
        channel=ServiceChannel.DESK,
        target=participant,
        person_id=participant.jobseeker_id,
    )
    enter(delivery, actor=actor, now=now)
    return participant


def plan_interviews(session: ExchangeSession, *, actor: Actor, now: datetime) -> list[Interview]:
    """The best plan for who is registered, as appointments."""
    stands = list(
        session.stands.filter(kind=ExhibitorKind.EMPLOYER).select_related("session").order_by("pk")
    )
    people = list(session.participants.select_related("jobseeker", "session").order_by("pk"))
    best = _best_offers(people, stands, session.held_on)
    plan = scheduling.schedule(_instance(session, people, stands, best))
    made = [_appointment(people, stands, one, best) for one in plan.interviews]
    for interview in made:
        rows.insert(interview, "planned", actor=actor, now=now)
    move(session, "schedule", actor=actor, now=now)
    return made


# (place of the person, place of the stand) -> the vacancy that suits best, and its points
_Best = dict[tuple[int, int], tuple[str, int]]


def _best_offers(people: list[Participant], stands: list[Stand], on: date) -> _Best:
    stand_of = {
        str(offer.vacancy_id): place
        for place, stand in enumerate(stands)
        for offer in stand.offers.order_by("id")
    }
    known = [(place, row) for place, row in enumerate(people) if row.jobseeker is not None]
    facts = [to_facts(row.jobseeker) for _place, row in known if row.jobseeker is not None]
    ranked = rank_many(vacancy_index(on), facts, _RANKED, on=on)
    best: _Best = {}
    for (person, _row), matches in zip(known, ranked, strict=True):
        for match in matches:
            stand = stand_of.get(match.vacancy_id)
            if stand is not None:
                # Descending by score: the first one of a stand is its best.
                best.setdefault((person, stand), (match.vacancy_id, match.score))
    return best


def _instance(
    session: ExchangeSession, people: list[Participant], stands: list[Stand], best: _Best
) -> scheduling.Instance:
    pairs = sorted(best)
    columns = [
        np.array([pair[0] for pair in pairs], np.int64),
        np.array([pair[1] for pair in pairs], np.int64),
        np.array([best[pair][1] for pair in pairs], np.int64),
    ]
    return scheduling.Instance(
        slots=session.slots,
        employers=tuple(scheduling.Employer(n, row.tables) for n, row in enumerate(stands)),
        jobseekers=tuple(
            scheduling.Jobseeker(n, row.max_interviews, row.is_priority)
            for n, row in enumerate(people)
        ),
        pairs=scheduling.Pairs(*columns),
        objective=scheduling.Objective.FAIR,
    )


def _appointment(
    people: list[Participant], stands: list[Stand], one: scheduling.Interview, best: _Best
) -> Interview:
    person, stand = int(one.jobseeker), int(one.employer)
    vacancy_id, score = best[person, stand]
    session = stands[stand].session
    return Interview(
        session=session,
        participant=people[person],
        stand=stands[stand],
        vacancy_id=vacancy_id,
        slot=one.slot,
        table=one.table,
        starts_at=session.starts_at + timedelta(minutes=one.slot * session.slot_minutes),
        score=score,
    )
