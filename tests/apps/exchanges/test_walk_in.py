"""Cards of people without registration: taken once, linked to a file, counted as one person."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.exchanges.enums import ParticipantState, ScanVia, SessionState
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.services.door import Door, ScanData, check_in
from sanviec.apps.exchanges.services.walk_in import (
    CardResult,
    WalkInCard,
    add_walk_ins,
    link_card,
    open_file_from_card,
)
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.ids import new_id
from sanviec.kernel.errors import InputError

from .factories import STARTS, make_interview, make_participant, make_session

pytestmark = pytest.mark.django_db
BY_SYSTEM: dict[str, Any] = {"actor": SYSTEM, "now": STARTS}


def card(name: str = "Lò Thị Mới", **said: Any) -> WalkInCard:
    return WalkInCard(new_id(), name, **said)


def add(session: ExchangeSession, *cards: WalkInCard) -> list[CardResult]:
    return add_walk_ins(door=Door(session, SYSTEM), cards=cards, now=STARTS)


def let_in(person: Participant) -> None:
    data = ScanData(new_id(), ScanVia.WALK_IN, participant_id=person.pk)
    check_in(door=Door(person.session, SYSTEM), scans=[data], now=STARTS)


def walked_in(session: ExchangeSession, **said: Any) -> Participant:
    person = add(session, card(**said))[0].participant
    assert person is not None
    let_in(person)
    return Participant.objects.get(pk=person.pk)


def visits() -> list[Any]:
    """Whose visits the ledger counts."""
    lines = ServiceLine.objects.filter(kind=ServiceKind.SESSION_VISIT).standing()
    return [line.person_id for line in lines.order_by("id")]


def test_numbers_follow_the_highest() -> None:
    session = make_session()
    make_participant(session, queue_no=41)

    results = add(session, card(), card("Lý Văn Hai"))

    assert [r.participant.queue_no for r in results if r.participant] == [42, 43]


def test_a_card_that_is_sent_twice_is_one_person() -> None:
    session, same = make_session(), card()

    first, second = add(session, same)[0], add(session, same)[0]

    assert first.participant == second.participant
    assert Participant.objects.count() == 1


def test_a_card_of_another_session_is_no_way_in() -> None:
    same = card()
    add(make_session(), same)

    assert add(make_session(), same)[0].error is not None


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "full_name"),
        ({"name": "12345"}, "full_name"),
        ({"birth_year": 1899}, "birth_year"),
        ({"birth_year": 2013}, "birth_year"),
        ({"phone": "99"}, "phone"),
    ],
)
def test_what_cannot_be_right(said: dict[str, Any], field: str) -> None:
    session = make_session()

    bad, good = add(session, card(**said), card())

    assert bad.error is not None
    assert bad.error.field == field
    assert good.participant is not None


@pytest.mark.parametrize("year", [1900, 2012, None])
def test_years_that_may_be(year: int | None) -> None:
    assert add(make_session(), card(birth_year=year))[0].error is None


def test_a_closed_session_takes_no_card() -> None:
    session = make_session(state=SessionState.CLOSED)

    assert add(session, card())[0].error is not None


def test_the_visit_is_counted_under_the_file() -> None:
    session = make_session()
    person = walked_in(session, wish="phụ bếp", phone="0912345678")
    assert visits() == [None]

    file = open_file_from_card(participant=person, **BY_SYSTEM)

    assert visits() == [file.pk]
    assert (file.full_name, file.phone) == ("Lò Thị Mới", "0912345678")
    assert list(audit.verify()) == []


def test_somebody_who_had_registered_after_all_is_one_person() -> None:
    session = make_session()
    entry, person = make_participant(session), walked_in(session)
    assert entry.jobseeker is not None

    kept = link_card(participant=person, jobseeker=entry.jobseeker, **BY_SYSTEM)

    person.refresh_from_db()
    assert kept == entry
    assert (kept.state, kept.is_inside) == (ParticipantState.ATTENDED, True)
    assert (person.state, person.is_inside) == (ParticipantState.CANCELLED, False)
    assert visits() == [entry.jobseeker_id]
    assert list(audit.verify()) == []


def test_the_phone_may_send_the_merged_card_again() -> None:
    session = make_session()
    entry, same = make_participant(session), card()
    assert entry.jobseeker is not None
    person = add(session, same)[0].participant
    assert person is not None
    scan = ScanData(new_id(), ScanVia.WALK_IN, participant_id=person.pk)
    check_in(door=Door(session, SYSTEM), scans=[scan], now=STARTS)
    link_card(participant=person, jobseeker=entry.jobseeker, **BY_SYSTEM)

    add(session, same)
    again = check_in(door=Door(session, SYSTEM), scans=[scan], now=STARTS)

    assert [(r.outcome.value, r.is_repeat) for r in again] == [("accepted", True)]
    assert Participant.objects.inside().get() == entry


def test_a_card_with_interviews_is_not_merged() -> None:
    entry = make_participant()
    assert entry.jobseeker is not None
    person = walked_in(entry.session)
    make_interview(person)

    with pytest.raises(InputError):
        link_card(participant=person, jobseeker=entry.jobseeker, **BY_SYSTEM)


def test_a_card_has_one_file() -> None:
    person = walked_in(make_session(), wish="phụ bếp")
    open_file_from_card(participant=person, **BY_SYSTEM)

    with pytest.raises(InputError):
        open_file_from_card(participant=person, **BY_SYSTEM)
