"""A joint session of two centres with people in every state, for figures and reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import (
    ExhibitorKind,
    ParticipantOrigin,
    ParticipantState,
    ScanKind,
    ScanOutcome,
    ScanVia,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Scan, Stand
from sanviec.apps.exchanges.services.results import enter_result
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.referrals.enums import MeetingOutcome, RefusalReason
from sanviec.apps.referrals.services import Hire, MeetingAnswer
from tests.apps import factories as lower

from .factories import STARTS, add_part, make_interview, make_participant, make_session, make_stand

AT = STARTS + timedelta(hours=2)
DAY = date(2026, 11, 26)
BY = {"actor": SYSTEM, "now": AT}
ANSWERS = {
    "passed": MeetingAnswer(MeetingOutcome.PASSED),
    "later": MeetingAnswer(
        MeetingOutcome.INVITED_LATER, later_at=AT + timedelta(days=3), later_place="Cổng 2"
    ),
    "hired": MeetingAnswer(
        MeetingOutcome.HIRED, hire=Hire(DAY, DAY + timedelta(days=4)), is_beyond_openings=True
    ),
    "not": MeetingAnswer(MeetingOutcome.NOT_SUITABLE, reason=RefusalReason.SKILLS),
    "away": MeetingAnswer(MeetingOutcome.NO_SHOW),
}
# Who, by whom registered, of the host or the partner, and the answers at one stand after another.
PEOPLE: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("attended", "self", "host", ("passed", "hired")),
    ("attended", "self", "host", ("hired", "hired")),
    ("attended", "desk", "host", ("not", "not")),
    ("attended", "commune", "partner", ("later",)),
    ("attended", "partner", "partner", ("away", "passed")),
    ("attended", "walk_in", "partner", ("hired",)),
    ("attended", "walk_in", "host", ()),
    ("registered", "self", "host", ()),
    ("registered", "desk", "partner", ()),
    ("cancelled", "self", "host", ()),
    ("waiting", "self", "partner", ()),
)


@dataclass
class Fair:
    session: ExchangeSession
    host: Centre
    partner: Centre
    stands: list[Stand]
    people: list[Participant]


def make_fair(state: SessionState = SessionState.RUNNING) -> Fair:
    """Eleven people at three stands that came and one that did not; a school shows itself."""
    host, partner = lower.make_centre(), lower.make_centre()
    session = make_session(host, state=SessionState.RUNNING, kind="online")
    add_part(session, partner)
    stands = [
        make_stand(session, state=StandState.ARRIVED),
        make_stand(session, state=StandState.ARRIVED, centre=partner),
        make_stand(session, state=StandState.CONFIRMED),
        make_stand(session, state=StandState.ARRIVED, kind=ExhibitorKind.SCHOOL, vacancies=()),
    ]
    fair = Fair(session, host, partner, stands, [])
    for number, person in enumerate(PEOPLE):
        fair.people.append(_person(fair, number, *person))
    if state != SessionState.RUNNING:
        type(session).objects.filter(pk=session.pk).update(state=state)
        session.refresh_from_db()
    return fair


def _person(
    fair: Fair, number: int, state: str, origin: str, whose: str, answers: tuple[str, ...]
) -> Participant:
    centre = fair.host if whose == "host" else fair.partner
    sex = "female" if number % 2 else "male"
    person = make_participant(
        fair.session,
        lower.make_seeker(centre, sex=sex),
        state=ParticipantState(state),
        origin=ParticipantOrigin(origin),
        is_priority=number % 3 == 0,
        priority_groups=["poor_household"] if number % 3 == 0 else [],
    )
    if state == "attended":
        for _turn in range(1 + number % 2):
            scan(person)
    for slot, (stand, answer) in enumerate(zip(fair.stands, answers, strict=False)):
        interview = make_interview(person, stand, slot=slot, table=number)
        enter_result(interview=interview, answer=ANSWERS[answer], **BY)
    return person


def scan(person: Participant, outcome: ScanOutcome = ScanOutcome.ACCEPTED) -> Scan:
    """An entry at the door."""
    row = Scan(
        session=person.session,
        participant=person,
        kind=ScanKind.IN,
        via=ScanVia.QR,
        outcome=outcome,
        happened_at=AT,
        received_at=AT,
        created_at=AT,
        updated_at=AT,
    )
    row.save(force_insert=True)
    return row


def waiting_interview(fair: Fair, number: int = 6) -> Interview:
    """Somebody who came and whose firm has said nothing yet."""
    return make_interview(fair.people[number], fair.stands[0], slot=9, table=number)
