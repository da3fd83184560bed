"""People into a session: nobody beyond its places, the longest waiting first."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import (
    DatabaseError,
    IntegrityError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import F

from sanviec.apps.exchanges.enums import (
    InterviewState,
    ParticipantOrigin,
    ParticipantState,
    SessionState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Participant, PlaceCount, Stand
from sanviec.apps.exchanges.services import registering, rows, waiting
from sanviec.apps.exchanges.services.places import take_place
from sanviec.apps.exchanges.services.registering import Entry
from sanviec.apps.exchanges.services.reminding import remind_participants
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import OutboxMessage
from sanviec.kernel.errors import InputError
from tests.apps.factories import make_centre, make_jobseeker, make_seeker, make_user

from . import factories
from .factories import NOW, STARTS

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def register(
    session: ExchangeSession, person: Jobseeker | None = None, now=NOW, **facts: Any
) -> Participant:
    person = person or make_seeker(session.centre)
    entry = Entry(person, ParticipantOrigin.DESK, **facts)
    return registering.register_participant(session=session, entry=entry, actor=SYSTEM, now=now)


def states(session: ExchangeSession) -> list[str]:
    return [row.state for row in session.participants.order_by("queue_no")]


def taken(session: ExchangeSession) -> int:
    return PlaceCount.objects.get(pk=session.pk).taken


def test_a_registration_keeps_what_was_true_on_that_day():
    person = make_seeker(priority_groups=("poor_household",))
    session = factories.make_session(person.centre)
    going = register(session, person, max_interviews=2, slots=(3, 1, 3))
    assert (going.state, going.queue_no) == (ParticipantState.REGISTERED, 1)
    assert going.is_priority
    assert going.priority_groups == ["poor_household"]
    assert going.card_commune_code == person.residence_code
    assert (going.max_interviews, going.slots) == (2, [1, 3])
    assert going.centre_id == person.centre_id
    assert list(audit.verify()) == []


def test_who_comes_too_late_waits_and_is_told():
    session = factories.make_session(capacity=1)
    register(session)
    person = make_seeker(session.centre, phone="0912345678")
    assert register(session, person).state == ParticipantState.WAITING
    assert taken(session) == 1
    assert OutboxMessage.objects.filter(topic="session.queued").count() == 1


def test_nobody_is_registered_twice_and_may_come_back_after_cancelling():
    session = factories.make_session()
    person = make_seeker(session.centre)
    going = register(session, person)
    with pytest.raises(InputError) as refusal:
        register(session, person)
    assert refusal.value.code == "registered_already"
    registering.cancel_participation(participant=going, actor=SYSTEM, now=NOW)
    assert taken(session) == 0
    assert register(session, person).queue_no == 2


@pytest.mark.parametrize(
    ("fields", "now"),
    [
        ({"state": SessionState.APPROVED}, NOW),
        ({"state": SessionState.CLOSED}, NOW),
        ({"registration_closes_at": NOW}, NOW + timedelta(seconds=1)),
        ({}, STARTS + timedelta(hours=5)),
    ],
)
def test_registration_closes(fields: dict[str, Any], now: Any):
    session = factories.make_session(**fields)
    with pytest.raises(InputError) as refusal:
        register(session, now=now)
    assert refusal.value.code == "registration_closed"


def test_a_person_belongs_to_their_centre_when_it_takes_part_else_to_the_host():
    session, partner, other = factories.make_session(), make_centre(), make_centre()
    factories.add_part(session, partner)
    assert register(session, make_jobseeker(partner)).centre_id == partner.pk
    assert register(session, make_jobseeker(other)).centre_id == session.centre_id


def full_house(waiting_count: int = 2) -> tuple[ExchangeSession, list[Participant]]:
    session = factories.make_session(capacity=1)
    people = [register(session, now=NOW + timedelta(seconds=n)) for n in range(waiting_count + 1)]
    return session, people


def cancel(participant: Participant, now: Any = NOW) -> None:
    registering.cancel_participation(participant=participant, actor=SYSTEM, now=now)


def test_a_freed_place_is_kept_for_who_waits_longest():
    session, (first, second, third) = full_house()
    cancel(first)
    for row in (second, third):
        row.refresh_from_db()
    assert (second.state, third.state) == (ParticipantState.OFFERED, ParticipantState.WAITING)
    assert second.offer_ends_at == NOW + DAY
    assert taken(session) == 1
    accepted = waiting.accept_offer(participant=second, actor=SYSTEM, now=NOW + DAY)
    assert accepted.state == ParticipantState.REGISTERED
    assert taken(session) == 1
    assert list(audit.verify()) == []


def test_an_offer_ends_at_the_latest_when_the_session_begins():
    _session, (first, second) = full_house(1)
    cancel(first, STARTS - timedelta(hours=2))
    second.refresh_from_db()
    assert second.offer_ends_at == STARTS


def test_an_offer_that_ran_out_goes_to_the_next():
    session, (first, second, third) = full_house()
    cancel(first)
    later = NOW + DAY + timedelta(seconds=1)
    assert waiting.sweep_waiting_lists(now=later) == 2
    for row in (second, third):
        row.refresh_from_db()
    assert (second.state, third.state) == (ParticipantState.WAITING, ParticipantState.OFFERED)
    assert taken(session) == 1
    with pytest.raises(InputError):
        waiting.accept_offer(participant=second, actor=SYSTEM, now=later)


def test_one_offer_a_day_and_three_in_all():
    session, (first, second) = full_house(1)
    factories_now = NOW
    cancel(first)
    for turn in (1, 2, 3):
        second.refresh_from_db()
        assert (second.state, second.offers_made) == (ParticipantState.OFFERED, turn)
        waiting.decline_offer(participant=second, actor=SYSTEM, now=factories_now)
        # Not again on the same day, though the place is free.
        assert waiting.sweep_waiting_lists(now=factories_now + timedelta(hours=1)) == 0
        factories_now += DAY
        if turn < 3:
            assert waiting.sweep_waiting_lists(now=factories_now) == 1
    second.refresh_from_db()
    assert second.state == ParticipantState.LAPSED
    assert taken(session) == 0
    assert waiting.sweep_waiting_lists(now=NOW + 3 * DAY - timedelta(hours=3)) == 0


def test_cancelling_ends_the_interviews():
    interview = factories.make_interview()
    cancel(interview.participant)
    interview.refresh_from_db()
    assert interview.state == InterviewState.CANCELLED


def test_reminded_once_two_days_before():
    person = make_jobseeker(phone="0912345678")
    session = factories.make_session(person.centre)
    going = register(session, person)
    early, due = STARTS - timedelta(hours=48, seconds=1), STARTS - timedelta(hours=48)
    assert remind_participants(now=early) == 0
    assert remind_participants(now=due) == 1
    assert remind_participants(now=due + timedelta(hours=1)) == 0
    going.refresh_from_db()
    assert going.reminded_at == due
    assert OutboxMessage.objects.filter(topic="session.reminder").count() == 1
    assert list(audit.verify()) == []


def test_who_registers_within_the_two_days_was_told_then():
    session = factories.make_session()
    register(session, now=STARTS - timedelta(hours=47))
    assert remind_participants(now=STARTS - timedelta(hours=46)) == 0


def wish(participant: Participant, *stands: Stand) -> list[Any]:
    return registering.choose_wishes(participant=participant, stands=stands, actor=SYSTEM, now=NOW)


def test_wishes_are_ranked_and_replaced():
    stand = factories.make_stand()
    other = factories.make_stand(stand.session)
    going = factories.make_participant(stand.session)
    wish(going, other, stand)
    assert [row.stand for row in wish(going, stand)] == [stand]
    assert [(row.stand_id, row.rank) for row in going.wishes.all()] == [(stand.pk, 1)]
    for bad in ((stand, stand), (factories.make_stand(),)):
        with pytest.raises(InputError):
            wish(going, *bad)


def test_presence_is_checked_against_the_session():
    going = factories.make_participant()
    facts: dict[str, Any] = {"participant": going, "actor": SYSTEM, "now": NOW}
    changed = registering.change_presence(max_interviews=1, slots=(15,), **facts)
    assert (changed.max_interviews, changed.slots) == (1, [15])
    for slots, most in (((16,), 1), ((-1,), 1), ((0,), 0), ((0,), 99)):
        with pytest.raises(InputError):
            registering.change_presence(max_interviews=most, slots=slots, **facts)


def test_the_database_itself_refuses_one_place_too_many():
    session = factories.make_session(capacity=1)
    assert take_place(session)
    assert not take_place(session)
    with pytest.raises(IntegrityError, match="exchanges_no_overbooking"), transaction.atomic():
        PlaceCount.objects.filter(pk=session.pk).update(taken=F("taken") + 1)


RACERS, PLACES = 200, 37


@pytest.mark.slow  # two hundred threads
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_locked", [True, False])
def test_two_hundred_at_once_never_overbook(monkeypatch: pytest.MonkeyPatch, is_locked: bool):
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("threads share no database in memory: SANVIEC_TEST_DATABASE=sqlite-file")
    if connection.vendor == "sqlite" and not is_locked:
        pytest.skip("SQLite has one writer, locked or not")
    with transaction.atomic():
        session = factories.make_session(capacity=PLACES)
        people = [make_jobseeker(session.centre) for _ in range(RACERS)]
    if not is_locked:
        # The guard of the database alone: everybody reads the session without taking turns.
        plain = ExchangeSession.objects.select_related("centre")
        monkeypatch.setattr(rows, "hold_session", lambda pk: plain.get(pk=pk))
        numbers = iter(range(1, 10_000))
        monkeypatch.setattr(registering, "next_queue_no", lambda _session: next(numbers))
    failures = race(session, people)
    assert failures == []
    held = Participant.objects.filter(session=session).holding_place().count()
    queued = Participant.objects.filter(session=session, state=ParticipantState.WAITING).count()
    assert (held, queued) == (PLACES, RACERS - PLACES)
    numbers_given = Participant.objects.filter(session=session).values_list("queue_no", flat=True)
    assert sorted(numbers_given) == list(range(1, RACERS + 1))


def race(session: ExchangeSession, people: list[Jobseeker]) -> list[str]:
    """Everybody at once, a few connections at a time; what went wrong."""
    failures: list[str] = []
    start, seats = threading.Event(), threading.BoundedSemaphore(40)

    def run(person: Jobseeker) -> None:
        start.wait()
        with seats:
            try:
                register(session, person)
            except (InputError, DatabaseError) as error:
                failures.append(f"{type(error).__name__} {error}")
            finally:
                connection.close()

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    start.set()
    for thread in threads:
        thread.join()
    close_old_connections()
    return failures


def test_an_account_hears_inside_the_system():
    session = factories.make_session()
    person = make_jobseeker(session.centre)
    person.user = make_user()
    person.save(update_fields=["user"])
    going = register(session, person)
    message = OutboxMessage.objects.get(topic="session.registered")
    assert message.recipient_id == person.user_id
    assert message.link == f"jobseeker:session_entry:{going.pk}"
