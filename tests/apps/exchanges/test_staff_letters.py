"""Who runs a session hears of firms that ask and of people whom another centre brings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.data import StandData
from sanviec.apps.exchanges.enums import ParticipantOrigin
from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.exchanges.services import registering, stands
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from tests.apps import factories as lower

from .factories import NOW, add_part, make_interview, make_session, make_stand

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


def told() -> list[tuple[str, str, str]]:
    found = OutboxMessage.objects.filter(topic="session.staff").order_by("created_at", "id")
    return [(row.recipient.username, row.subject, row.link) for row in found]


def staff(role: Role, centre: Centre) -> str:
    return str(lower.make_staff(role, centre).user.username)


def ask(session: ExchangeSession, centre: Centre) -> Any:
    firm = lower.make_employer(centre, name="Công ty May Hồi")
    return stands.request_stand(session=session, employer=firm, data=StandData(), **BY)


def enter(session: ExchangeSession, centre: Centre, now: Any = NOW) -> None:
    entry = registering.Entry(lower.make_seeker(centre), ParticipantOrigin.PARTNER)
    registering.register_participant(session=session, entry=entry, actor=SYSTEM, now=now)


def test_the_manager_hears_of_a_firm_that_asks() -> None:
    session = make_session()
    manager = staff(Role.SESSION_MANAGER, session.centre)
    staff(Role.DEPARTMENT, session.centre)
    staff(Role.SESSION_MANAGER, lower.make_centre())
    stand = ask(session, session.centre)
    text = "Công ty May Hồi xin một gian ở Phiên giao dịch việc làm thứ Năm. Hãy nhận hoặc từ chối."
    assert told() == [(manager, text, f"desk:stand:{stand.pk}")]


def test_a_firm_that_asks_again_is_told_again() -> None:
    session = make_session()
    staff(Role.SESSION_MANAGER, session.centre)
    stand = ask(session, session.centre)
    stands.withdraw_stand(stand=stand, reason="bận", **BY)
    again = {"actor": SYSTEM, "now": NOW + timedelta(hours=1)}
    facts = {"session": session, "employer": stand.employer, "data": StandData()}
    stands.request_stand(**facts, **again)
    asked = [subject for _who, subject, _link in told() if "xin một gian" in subject]
    assert len(asked) == 2


def test_the_manager_hears_of_a_firm_that_withdraws_and_of_its_appointments() -> None:
    session = make_session()
    manager = staff(Role.SESSION_MANAGER, session.centre)
    quiet, met = make_stand(session), make_stand(session)
    make_interview(stand=met)
    for stand in (quiet, met):
        stands.withdraw_stand(stand=stand, reason="Xe hỏng", **BY)
    title = session.title
    plan = f"{met.name} rút khỏi {title}, 1 cuộc hẹn bị bỏ. Hãy xếp và công bố lại lịch."
    assert told() == [
        (manager, f"{quiet.name} rút khỏi {title}.", f"desk:stand:{quiet.pk}"),
        (manager, plan, f"desk:session_schedule:{session.pk}"),
    ]


def test_a_partner_is_led_to_its_firm_and_not_to_the_hosts_plan() -> None:
    partner = lower.make_centre()
    session = make_session()
    add_part(session, partner)
    staff(Role.SESSION_MANAGER, partner)
    stand = make_stand(session, lower.make_employer(partner), centre=partner)
    make_interview(stand=stand)
    stands.withdraw_stand(stand=stand, reason="Xe hỏng", **BY)
    assert [link for _who, _said, link in told()] == [f"desk:stand:{stand.pk}"]


def test_who_writes_a_withdrawal_down_is_not_told_of_it() -> None:
    session = make_session()
    manager = lower.make_staff(Role.SESSION_MANAGER, session.centre).user
    actor = Actor(Role.SESSION_MANAGER, user_id=manager.pk, centre_id=session.centre_id)
    stands.withdraw_stand(stand=make_stand(session), reason="Xe hỏng", actor=actor, now=NOW)
    assert told() == []


def test_without_a_manager_the_head_of_department_hears() -> None:
    session = make_session()
    head = staff(Role.DEPARTMENT, session.centre)
    ask(session, session.centre)
    assert [row[0] for row in told()] == [head]


def test_the_centre_that_looks_after_the_firm_knows_too() -> None:
    host, partner = lower.make_centre(), lower.make_centre()
    session = make_session(host)
    add_part(session, partner)
    names = {staff(Role.SESSION_MANAGER, host), staff(Role.SESSION_MANAGER, partner)}
    ask(session, partner)
    assert {row[0] for row in told()} == names


def test_a_partners_people_are_told_once_a_day() -> None:
    host, partner = lower.make_centre(), lower.make_centre()
    session = make_session(host)
    add_part(session, partner)
    manager = staff(Role.SESSION_MANAGER, host)
    enter(session, host)
    assert told() == []
    enter(session, partner)
    enter(session, partner, now=NOW + timedelta(minutes=5))
    assert [(row[0], row[2]) for row in told()] == [(manager, f"desk:session_people:{session.pk}")]
    enter(session, partner, now=NOW + timedelta(days=1))
    assert len(told()) == 2
