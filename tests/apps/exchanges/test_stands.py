"""Firms and schools at a session, and the vacancies that they bring."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.exchanges.data import StandData
from sanviec.apps.exchanges.enums import (
    ExhibitorKind,
    InterviewedBy,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import Stand, StandVacancy
from sanviec.apps.exchanges.services import stands
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.kernel.errors import InputError
from tests.apps.factories import make_centre, make_employer, make_user, make_vacancy

from . import factories
from .factories import NOW

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


def code_of(act: Any, **facts: Any) -> str:
    with pytest.raises(InputError) as refusal:
        act(**facts, **BY)
    return refusal.value.code


def ask(**facts: Any) -> Stand:
    session = facts.pop("session", None) or factories.make_session()
    employer = facts.pop("employer", None) or make_employer(session.centre)
    data = StandData(**facts)
    return stands.request_stand(session=session, employer=employer, data=data, **BY)


def test_an_invited_firm_is_told_and_gets_the_next_number():
    session = factories.make_session()
    factories.make_stand(session, stand_no=1)
    employer = make_employer(session.centre, user=make_user())
    stand = stands.invite_employer(session=session, employer=employer, centre=session.centre, **BY)
    stand = stands.confirm_stand(stand=stand, **BY)
    assert (stand.state, stand.stand_no) == (StandState.CONFIRMED, 2)
    told = OutboxMessage.objects.filter(topic__startswith="session.").order_by("id")
    assert sorted(told.values_list("topic", flat=True)) == ["session.confirmed", "session.invited"]
    assert list(audit.verify()) == []


def test_a_firm_without_an_account_is_written_to():
    session = factories.make_session()
    employer = make_employer(session.centre, email="nhansu@example.vn")
    stands.invite_employer(session=session, employer=employer, centre=session.centre, **BY)
    message = OutboxMessage.objects.get(topic="session.invited")
    assert (message.channel, message.recipient_ref) == ("email", f"employer:{employer.pk}")


def test_only_own_verified_firms_are_invited_once():
    session, other = factories.make_session(), make_centre()
    own = make_employer(session.centre)
    facts: dict[str, Any] = {"session": session, "centre": session.centre}
    stands.invite_employer(employer=own, **facts, **BY)
    assert code_of(stands.invite_employer, employer=own, **facts) == "stand_known"
    strange = make_employer(other)
    assert code_of(stands.invite_employer, employer=strange, **facts) == "other_centre"
    unknown = make_employer(session.centre, is_verified=False)
    assert code_of(stands.invite_employer, employer=unknown, **facts) == "employer_not_verified"
    partner = {"session": session, "centre": other, "employer": strange}
    assert code_of(stands.invite_employer, **partner) == "other_centre"
    factories.add_part(session, other)
    assert stands.invite_employer(**partner, **BY).centre_id == other.pk


def test_a_firm_asks_is_taken_in_withdraws_and_asks_again():
    session = factories.make_session()
    employer = make_employer(session.centre)
    stand = ask(session=session, employer=employer, tables=3)
    assert (stand.state, stand.tables, stand.stand_no) == (StandState.REQUESTED, 3, None)
    stand = stands.confirm_stand(stand=stand, stand_no=7, **BY)
    stand = stands.withdraw_stand(stand=stand, reason="Bận", **BY)
    again = ask(session=session, employer=employer, tables=1)
    assert (again.pk, again.state, again.tables) == (stand.pk, StandState.REQUESTED, 1)


def test_a_firm_that_was_refused_reads_why():
    employer = make_employer(user=make_user())
    stand = ask(session=factories.make_session(employer.centre), employer=employer)
    stands.refuse_stand(stand=stand, reason="Hết gian", **BY)
    assert "Hết gian" in OutboxMessage.objects.get(topic="session.refused").subject


def test_a_taken_number_is_refused():
    session = factories.make_session()
    factories.make_stand(session, stand_no=4)
    stand = ask(session=session)
    assert code_of(stands.confirm_stand, stand=stand, stand_no=4) == "stand_no_taken"


@pytest.mark.parametrize("state", [SessionState.CLOSED, SessionState.CANCELLED])
def test_nothing_changes_in_a_session_that_is_over(state: SessionState):
    stand = factories.make_stand()
    factories.brought_to(stand.session, state)
    assert code_of(stands.update_stand, stand=stand, data=StandData()) == "session_closed"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"tables": 0}, "out_of_range"),
        ({"slots": (99,)}, "slot_unknown"),
        ({"own_link": "http://meet.example.vn/x"}, "link_not_https"),
        ({"own_link": "javascript:alert(1)"}, "link_not_https"),
        ({"own_link": "https://me@evil.example/x"}, "link_not_https"),
        ({"own_link": "https://[::1"}, "link_not_https"),
        ({"own_link": "https:///x"}, "link_not_https"),
    ],
)
def test_what_a_stand_cannot_be(fields: dict[str, Any], code: str):
    stand = factories.make_stand()
    assert code_of(stands.update_stand, stand=stand, data=StandData(**fields)) == code


def test_a_stand_keeps_its_hours_and_its_own_room():
    data = StandData(tables=2, slots=(1, 0), own_link=" https://meet.example.vn/phong ")
    stand = stands.update_stand(stand=factories.make_stand(), data=data, **BY)
    assert (stand.tables, stand.slots) == (2, [0, 1])
    assert stand.own_link == "https://meet.example.vn/phong"


def test_all_hours_are_written_as_none():
    data = StandData(slots=tuple(range(16)))
    assert stands.update_stand(stand=factories.make_stand(), data=data, **BY).slots == []


def bring(stand: Stand, vacancy: Any, openings: int = 1) -> StandVacancy:
    facts = {"openings": openings, "interviewed_by": InterviewedBy.CENTRE}
    return stands.bring_vacancy(stand=stand, vacancy=vacancy, **facts, **BY)


def test_a_vacancy_is_brought_changed_and_taken_away():
    stand = factories.make_stand(vacancies=())
    vacancy = make_vacancy(stand.employer, openings=3)
    bring(stand, vacancy, 1)
    offer = bring(stand, vacancy, 3)
    assert (stand.offers.count(), offer.openings) == (1, 3)
    assert offer.interviewed_by == InterviewedBy.CENTRE
    stands.take_vacancy_away(offer=offer, **BY)
    assert stand.offers.count() == 0


@pytest.mark.parametrize(
    ("fields", "openings", "code"),
    [
        ({"openings": 2}, 3, "too_many_openings"),
        ({"openings": 2}, 0, "too_many_openings"),
        ({"until": "draft"}, 1, "vacancy_not_open"),
    ],
)
def test_what_cannot_be_brought(fields: dict[str, Any], openings: int, code: str):
    stand = factories.make_stand(vacancies=())
    vacancy = make_vacancy(stand.employer, **fields)
    facts = {"openings": openings, "interviewed_by": InterviewedBy.EMPLOYER}
    assert code_of(stands.bring_vacancy, stand=stand, vacancy=vacancy, **facts) == code


def test_another_firms_vacancy_is_not_brought():
    facts = {"openings": 1, "interviewed_by": InterviewedBy.EMPLOYER}
    stand, vacancy = factories.make_stand(), make_vacancy()
    code = code_of(stands.bring_vacancy, stand=stand, vacancy=vacancy, **facts)
    assert code == "vacancy_elsewhere"


def test_a_vacancy_that_people_come_for_stays():
    offer = factories.make_interview().stand.offers.get()
    assert code_of(stands.take_vacancy_away, offer=offer) == "offer_in_use"


def test_a_school_is_there_at_once_without_interviews():
    session = factories.make_session()
    data = StandData(kind=ExhibitorKind.SCHOOL)
    facts: dict[str, Any] = {"session": session}
    school = stands.add_exhibitor(name="Trường Cao đẳng nghề", data=data, **facts, **BY)
    assert (school.state, school.stand_no, school.employer) == (StandState.CONFIRMED, 1, None)
    for name, kind in (("  ", ExhibitorKind.SCHOOL), ("Công ty", ExhibitorKind.EMPLOYER)):
        refused = {"name": name, "data": StandData(kind=kind)}
        assert code_of(stands.add_exhibitor, **facts, **refused) == "exhibitor_invalid"


def test_who_has_left_does_not_withdraw():
    stand = factories.make_stand(state=StandState.LEFT)
    with pytest.raises(TransitionRefused):
        stands.withdraw_stand(stand=stand, reason="x", **BY)


def test_nobody_is_invited_before_the_approval():
    session = factories.make_session(state=SessionState.SUBMITTED)
    facts = {"session": session, "centre": session.centre}
    code = code_of(stands.invite_employer, employer=make_employer(session.centre), **facts)
    assert code == "session_closed"
