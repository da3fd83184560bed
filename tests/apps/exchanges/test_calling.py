"""Calling people to tables: the next one inside, in order, and nobody to two tables."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections, transaction

from sanviec.apps.exchanges.enums import InterviewState, SessionState
from sanviec.apps.exchanges.models import Interview, Participant, Stand
from sanviec.apps.exchanges.services.calling import call_again, call_next, put_back
from sanviec.apps.exchanges.services.walk_up import queue_walk_up
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.kernel.errors import InputError

from .factories import STARTS, make_interview, make_participant, make_session, make_stand

BY_SYSTEM: dict[str, Any] = {"actor": SYSTEM, "now": STARTS}


def next_number(stand: Stand, table: int = 0) -> int | None:
    called = call_next(stand=stand, table=table, **BY_SYSTEM)
    return called.participant.queue_no if called else None


def waiting(stand: Stand, number: int, *, slot: int, is_inside: bool = True) -> Interview:
    person = make_participant(stand.session, queue_no=number, is_inside=is_inside)
    return make_interview(person, stand, slot=slot)


@pytest.mark.django_db
class TestTheNext:
    def test_is_the_earliest_who_is_inside(self) -> None:
        stand = make_stand(tables=3)
        waiting(stand, 1, slot=0, is_inside=False)
        waiting(stand, 2, slot=2)
        waiting(stand, 3, slot=1)

        assert [next_number(stand, table) for table in range(3)] == [3, 2, None]
        assert list(audit.verify()) == []

    def test_is_not_at_another_table(self) -> None:
        stand = make_stand()
        person = waiting(stand, 1, slot=0).participant
        other = make_stand(stand.session)
        make_interview(person, other, slot=1)
        waiting(other, 2, slot=2)

        assert next_number(stand) == 1
        assert next_number(other) == 2

    def test_walk_ups_come_after_the_planned_as_they_asked(self) -> None:
        stand = make_stand(tables=3)
        offer = stand.offers.get()
        for number in (7, 8):
            person = make_participant(stand.session, queue_no=number, is_inside=True)
            now = STARTS + timedelta(minutes=number)
            facts = {"vacancy": offer.vacancy, "actor": SYSTEM, "now": now}
            queue_walk_up(stand=stand, participant=person, **facts)
        waiting(stand, 9, slot=5)

        assert [next_number(stand, table) for table in range(3)] == [9, 7, 8]

    def test_a_table_has_one_person(self) -> None:
        stand = make_stand()
        waiting(stand, 1, slot=0)
        waiting(stand, 2, slot=1)
        next_number(stand)

        with pytest.raises(InputError, match="number 1"):
            next_number(stand)

    @pytest.mark.parametrize("table", [-1, 1, 99])
    def test_a_table_that_is_not_there(self, table: int) -> None:
        with pytest.raises(InputError):
            next_number(make_stand(), table)

    @pytest.mark.parametrize("state", [SessionState.FINISHING, SessionState.CANCELLED])
    def test_a_session_that_receives_nobody(self, state: SessionState) -> None:
        with pytest.raises(InputError):
            next_number(make_stand(make_session(state=state)))


@pytest.mark.django_db
class TestAtTheTable:
    def test_whoever_does_not_come_waits_on(self) -> None:
        stand = make_stand()
        interview = waiting(stand, 1, slot=0)
        next_number(stand)

        put_back(interview=interview, **BY_SYSTEM)

        assert Interview.objects.get().called_table is None
        assert next_number(stand) == 1

    def test_called_again_is_the_newest_call(self) -> None:
        stand = make_stand()
        interview = waiting(stand, 1, slot=0)
        next_number(stand)
        later = STARTS + timedelta(minutes=2)

        call_again(interview=interview, actor=SYSTEM, now=later)

        assert Interview.objects.get().called_at == later

    def test_nobody_is_called_again_who_was_not_called(self) -> None:
        interview = waiting(make_stand(), 1, slot=0)

        with pytest.raises(InputError):
            call_again(interview=interview, **BY_SYSTEM)

    def test_a_walk_up_is_inside_and_waits_once(self) -> None:
        stand = make_stand()
        offer = stand.offers.get()
        outside = make_participant(stand.session)
        inside = make_participant(stand.session, is_inside=True)
        facts: dict[str, Any] = {"stand": stand, "vacancy": offer.vacancy} | BY_SYSTEM

        queue_walk_up(participant=inside, **facts)

        for person in (outside, inside):
            with pytest.raises(InputError):
                queue_walk_up(participant=person, **facts)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one writer in at a time")
def test_two_stands_never_get_the_same_person() -> None:
    """Every stand wants every person at once; each call finds somebody free or nobody."""
    with transaction.atomic():
        session = make_session()
        people = [make_participant(session, is_inside=True) for _ in range(6)]
        stands = [make_stand(session) for _ in range(4)]
        for shift, stand in enumerate(stands):
            for place, person in enumerate(people):
                make_interview(person, stand, slot=(place + shift) % 8)
    calls: list[Any] = []
    start = threading.Barrier(len(stands))

    def table(stand: Stand) -> None:
        try:
            start.wait()
            calls.append(call_next(stand=stand, table=0, **BY_SYSTEM))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=table, args=(stand,)) for stand in stands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    called = Interview.objects.filter(state=InterviewState.CALLED)
    assert len(calls) == len(stands)
    assert len({i.participant_id for i in called}) == called.count() > 0
    assert Participant.objects.inside().count() == len(people)
