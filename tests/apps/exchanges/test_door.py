"""The door: what is let in, what is refused with which reason, and what the rows say after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from sanviec.apps.exchanges.enums import (
    ParticipantState,
    ScanKind,
    ScanOutcome,
    ScanVia,
    SessionState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Participant, Scan
from sanviec.apps.exchanges.services.door import Door, ScanData, check_in
from sanviec.apps.exchanges.tickets import issue_ticket
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.ids import new_id
from sanviec.apps.platform.models import AuditEntry

from .factories import STARTS, brought_to, make_participant, make_session

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NEXT_DAY = STARTS + timedelta(days=1)


def ticket_of(person: Participant) -> str:
    return issue_ticket(person, until=STARTS + timedelta(hours=6))


def scan(person: Participant | None = None, **said: Any) -> ScanData:
    facts: dict[str, Any] = {"scan_id": new_id(), "via": ScanVia.NAME}
    return ScanData(**facts | {"participant_id": person.pk if person else None} | said)


def at_door(session: ExchangeSession, *scans: ScanData, now: Any = STARTS) -> list[str]:
    results = check_in(door=Door(session, SYSTEM), scans=scans, now=now)
    return [result.outcome.value for result in results]


def visits() -> list[int]:
    lines = ServiceLine.objects.filter(kind=ServiceKind.SESSION_VISIT).order_by("id")
    return [line.visits for line in lines]


def refreshed(person: Participant) -> Participant:
    return Participant.objects.get(pk=person.pk)


class TestComingIn:
    def test_by_ticket(self) -> None:
        person = make_participant()

        told = at_door(person.session, scan(ticket=ticket_of(person), via=ScanVia.QR))

        person = refreshed(person)
        assert told == ["accepted"]
        assert (person.state, person.is_inside, person.first_in_at) == ("attended", True, STARTS)
        assert visits() == [1]
        assert list(audit.verify()) == []

    def test_a_copied_ticket_is_one_person(self) -> None:
        person = make_participant()
        ticket = ticket_of(person)
        copies = [scan(ticket=ticket, device_at=STARTS + n * MINUTE) for n in range(2)]

        told = at_door(person.session, *copies, now=NEXT_DAY)

        assert told == ["accepted", "already_inside"]
        assert Participant.objects.inside().count() == 1
        assert visits() == [1]

    def test_out_and_in_again_is_one_visit(self) -> None:
        person = make_participant()
        moves = [
            scan(person, kind=kind, device_at=STARTS + n * MINUTE)
            for n, kind in enumerate([ScanKind.IN, ScanKind.OUT, ScanKind.IN])
        ]

        assert at_door(person.session, *moves, now=NEXT_DAY) == ["accepted"] * 3
        assert refreshed(person).last_out_at == STARTS + MINUTE
        assert visits() == [1]
        assert (
            ServiceLine.objects.get(kind=ServiceKind.SESSION_VISIT).delivered_on
            == person.session.held_on
        )

    def test_a_repeat_is_silently_right(self) -> None:
        person = make_participant()
        same = scan(person)
        at_door(person.session, same)
        lines = AuditEntry.objects.count()

        again = check_in(door=Door(person.session, SYSTEM), scans=[same, same], now=NEXT_DAY)

        assert [(r.outcome, r.is_repeat) for r in again] == [(ScanOutcome.ACCEPTED, True)] * 2
        assert Scan.objects.count() == 1
        assert AuditEntry.objects.count() == lines

    def test_a_scan_that_comes_late_is_put_where_it_happened(self) -> None:
        person = make_participant()
        late = scan(person, device_at=STARTS + MINUTE, was_offline=True)
        at_door(person.session, scan(person), now=STARTS + 9 * MINUTE)

        assert at_door(person.session, late, now=NEXT_DAY) == ["accepted"]
        assert refreshed(person).first_in_at == STARTS + MINUTE
        outcomes = Scan.objects.order_by("happened_at").values_list("outcome", flat=True)
        assert list(outcomes) == ["accepted", "already_inside"]
        assert list(audit.verify()) == []

    def test_the_clock_of_a_device_is_put_right(self) -> None:
        person = make_participant()
        two_hours = timedelta(hours=2)

        at_door(person.session, scan(person, device_at=STARTS + two_hours, ahead=two_hours))

        assert refreshed(person).first_in_at == STARTS

    def test_a_device_that_tells_of_the_future_is_not_believed(self) -> None:
        person = make_participant()

        at_door(person.session, scan(person, device_at=STARTS + timedelta(hours=3)))

        assert refreshed(person).first_in_at == STARTS


class TestTakingBack:
    def test_the_wrong_person_was_let_in(self) -> None:
        person = make_participant(state=ParticipantState.ABSENT)
        wrong = scan(person)
        at_door(person.session, wrong)

        at_door(person.session, scan(person, kind=ScanKind.UNDO, undoes_id=wrong.scan_id))

        person = refreshed(person)
        assert (person.state, person.is_inside, person.first_in_at) == ("absent", False, None)
        assert sum(visits()) == 0
        assert Scan.objects.get(pk=wrong.scan_id).outcome == ScanOutcome.UNDONE
        assert list(audit.verify()) == []

    def test_it_may_arrive_before_what_it_takes_back(self) -> None:
        person = make_participant()
        wrong = scan(person)
        back = scan(person, kind=ScanKind.UNDO, undoes_id=wrong.scan_id)

        assert at_door(person.session, back) == ["unknown"]
        assert at_door(person.session, wrong) == ["undone"]
        assert Scan.objects.get(pk=back.scan_id).outcome == ScanOutcome.ACCEPTED
        assert refreshed(person).state == ParticipantState.REGISTERED
        assert visits() == []


def of_another_session(person: Participant) -> dict[str, Any]:
    return {"ticket": ticket_of(make_participant(make_session()))}


def forged(person: Participant) -> dict[str, Any]:
    text = ticket_of(person)
    return {"ticket": text[:-40] + ("b" if text[-40] == "a" else "a") + text[-39:]}


def written_otherwise(person: Participant) -> dict[str, Any]:
    """Another text of the same bytes: the unused bits of the last letter are set."""
    text = ticket_of(person)
    return {"ticket": text[:-1] + chr(ord(text[-1]) + 1)}


def with_another_name_in_it(person: Participant) -> dict[str, Any]:
    mine, other = ticket_of(person).split("."), ticket_of(make_participant(person.session))
    return {"ticket": ".".join([*mine[:2], other.split(".")[2], *mine[3:]])}


def too_old(person: Participant) -> dict[str, Any]:
    return {"ticket": issue_ticket(person, until=STARTS - MINUTE)}


def of_somebody_else(person: Participant) -> dict[str, Any]:
    return {"participant_id": make_participant(make_session()).pk}


REFUSED = {
    "wrong_session": of_another_session,
    "forged": forged,
    "forged, other text": written_otherwise,
    "forged, other person": with_another_name_in_it,
    "expired": too_old,
    "unknown, no ticket": lambda _: {"ticket": "https://example.vn"},
    "unknown, nobody": lambda _: {"participant_id": UUID(int=7)},
    "unknown, of another session": of_somebody_else,
    "unknown, nothing said": lambda _: {"participant_id": None},
}


class TestRefusals:
    @pytest.mark.parametrize("why", REFUSED)
    def test_a_bad_ticket_is_logged_and_moves_nobody(self, why: str) -> None:
        person = make_participant()

        told = at_door(person.session, scan(**REFUSED[why](person)))

        assert told == [why.partition(",")[0]]
        assert Scan.objects.get().outcome == told[0]
        assert not Participant.objects.inside().exists()
        assert visits() == []

    @pytest.mark.parametrize(
        ("state", "reason"),
        [("cancelled", "cancelled"), ("waiting", "waiting"), ("lapsed", "waiting")],
    )
    def test_an_entry_that_holds_no_place(self, state: str, reason: str) -> None:
        person = make_participant(state=state)

        assert at_door(person.session, scan(ticket=ticket_of(person))) == [reason]
        assert refreshed(person).state == state

    def test_an_officer_lets_somebody_in_from_the_waiting_list(self) -> None:
        person = make_participant(state=ParticipantState.WAITING)

        told = at_door(person.session, scan(person), scan(person, is_admitted=True))

        assert told == ["waiting", "accepted"]
        assert refreshed(person).state_before == ParticipantState.WAITING

    @pytest.mark.parametrize("state", [SessionState.CANCELLED, SessionState.CLOSED, "draft"])
    def test_a_session_that_is_not_held(self, state: str) -> None:
        person = make_participant()
        brought_to(person.session, SessionState(state))

        assert at_door(person.session, scan(person)) == ["not_open"]

    def test_long_before_and_long_after(self) -> None:
        person = make_participant()
        days = [STARTS - timedelta(days=1), NEXT_DAY]

        told = [at_door(person.session, scan(person), now=day)[0] for day in days]

        assert told == ["not_open", "not_open"]

    def test_a_known_id_that_says_something_else(self) -> None:
        person = make_participant()
        first = scan(person)
        other = scan(make_participant(person.session), scan_id=first.scan_id)
        at_door(person.session, first)

        assert at_door(person.session, other) == ["replayed"]
        assert at_door(person.session, other) == ["replayed"]
        assert Scan.objects.filter(outcome="replayed").count() == 1
        assert Participant.objects.inside().count() == 1
