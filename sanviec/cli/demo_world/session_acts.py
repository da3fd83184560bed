"""What people do around a session of the demo, by the services that the pages use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid5

from django.utils import timezone

from sanviec.apps.centres.models import Centre, Membership
from sanviec.apps.centres.selectors import actor_of
from sanviec.apps.employers.models import Employer
from sanviec.apps.exchanges.data import SessionData, StandData, VenueData
from sanviec.apps.exchanges.enums import InterviewedBy, ScanKind, ScanVia
from sanviec.apps.exchanges.models import ExchangeSession, Participant, Stand
from sanviec.apps.exchanges.services import parts, planning, stands
from sanviec.apps.exchanges.services.door import Door, ScanData, check_in
from sanviec.apps.exchanges.services.walk_in import WalkInCard, add_walk_ins
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.vacancies.models import Vacancy

_TABLES = 2


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


def member(centre: Centre, role: Role) -> Actor:
    """The demo's officer with a role at a centre."""
    return actor_of(Membership.objects.get(centre=centre, role=role))


def publish(facts: SessionFacts, centre: Centre, *, now: datetime) -> ExchangeSession:
    """A session that people may register for: planned by one officer, approved by another."""
    manager, leader = (member(centre, role) for role in (Role.SESSION_MANAGER, Role.DEPARTMENT))
    data = SessionData(
        kind=facts.kind,
        title=facts.title,
        held_on=facts.held_on,
        starts=time(8),
        ends=time(8 + facts.hours),
        where=VenueData(venue=facts.venue, commune_code=facts.commune_code),
        commune_codes=(facts.commune_code,) if facts.kind == "mobile" else (),
        note=facts.note,
    )
    session = planning.draft_session(data=data, centre=centre, actor=manager, now=now)
    session = planning.submit_session(session=session, actor=manager, now=now)
    session = planning.approve_session(session=session, actor=leader, now=now)
    return planning.publish_session(session=session, actor=manager, now=now)


def join(session: ExchangeSession, centre: Centre, *, actor: Actor, now: datetime) -> None:
    """Another centre is asked and takes part."""
    part = parts.invite_centre(session=session, centre=centre, actor=actor, now=now)
    own = member(centre, Role.SESSION_MANAGER)
    where = VenueData(venue=f"Phòng kết nối, {centre.name}")
    parts.answer_invitation(part=part, joins=True, where=where, contact="", actor=own, now=now)


def place_firm(
    session: ExchangeSession,
    firm: Employer,
    brought: Sequence[Vacancy],
    *,
    actor: Actor,
    now: datetime,
) -> Stand:
    """A firm asks for a stand and gets it; it authorises the centre for its last vacancy."""
    data = StandData(tables=_TABLES)
    stand = stands.request_stand(session=session, employer=firm, data=data, actor=actor, now=now)
    stand = stands.confirm_stand(stand=stand, actor=actor, now=now)
    for number, vacancy in enumerate(brought):
        authorises = number and number == len(brought) - 1
        stands.bring_vacancy(
            stand=stand,
            vacancy=vacancy,
            openings=vacancy.openings - vacancy.hired_count,
            interviewed_by=InterviewedBy.CENTRE if authorises else InterviewedBy.EMPLOYER,
            actor=actor,
            now=now,
        )
    return stand


def let_in(participant: Participant, via: ScanVia, *, actor: Actor, now: datetime) -> None:
    """The door sees somebody in, and out two hours later."""
    door = Door(participant.session, actor)
    for kind, at in ((ScanKind.IN, now), (ScanKind.OUT, now + timedelta(hours=2))):
        scan = ScanData(
            scan_id=uuid5(participant.pk, kind.value),
            via=via,
            kind=kind,
            participant_id=participant.pk,
        )
        check_in(door=door, scans=[scan], now=at)


def walk_in(
    session: ExchangeSession, number: int, card: dict[str, Any], *, actor: Actor, now: datetime
) -> Participant:
    """Somebody without a file, who came by and got a card."""
    written = WalkInCard(card_id=uuid5(session.pk, f"card {number}"), **card)
    door = Door(session, actor)
    (made,) = add_walk_ins(door=door, cards=[written], now=now)
    assert made.participant is not None, made.error
    let_in(made.participant, ScanVia.WALK_IN, actor=actor, now=now)
    return made.participant
