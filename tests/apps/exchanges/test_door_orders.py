"""Devices without network: however their scans come in, the session ends in the same state."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sanviec.apps.exchanges.enums import ParticipantState, ScanKind, ScanVia
from sanviec.apps.exchanges.models import Participant, Scan
from sanviec.apps.exchanges.services.door import Door, ScanData, check_in
from sanviec.apps.exchanges.tickets import issue_ticket
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM

from .factories import STARTS, make_participant, make_session

PEOPLE = 3
END = STARTS + timedelta(hours=4)
# Person, then what a scan did: the plain telling of the day, made without the product's fold.
Told = dict[int, tuple[bool, datetime | None, datetime | None]]


class Device:
    """A phone at the door: its clock is wrong, it keeps what it scanned until it is sent."""

    def __init__(self, wrong_by: timedelta) -> None:
        self.wrong_by = wrong_by
        self.kept: list[ScanData] = []

    def scan(self, number: int, at: datetime, **said: Any) -> None:
        self.kept.append(
            ScanData(
                scan_id=UUID(int=number),
                device_at=at + self.wrong_by,
                ahead=self.wrong_by,
                was_offline=True,
                **said,
            )
        )


class OfflineSession(RuleBasedStateMachine):
    """Two devices scan the same tickets; what they kept is sent late, twice and mixed."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        waiting = {"state": ParticipantState.WAITING}
        self.session = make_session()
        self.people = [
            make_participant(self.session, **(waiting if n == PEOPLE - 1 else {}))
            for n in range(PEOPLE)
        ]
        tickets = [issue_ticket(person, until=END) for person in self.people]
        self.said = [{"ticket": text, "via": ScanVia.QR} for text in tickets]
        self.devices = [Device(timedelta(hours=2)), Device(timedelta(hours=-2))]
        self.count = 0
        self.all: list[tuple[int, int, ScanData]] = []

    @rule(
        device=st.integers(0, 1),
        person=st.integers(0, PEOPLE - 1),
        minute=st.integers(0, 5),
        kind=st.sampled_from([ScanKind.IN, ScanKind.OUT]),
        is_admitted=st.booleans(),
    )
    def somebody_is_scanned(
        self, device: int, person: int, minute: int, kind: ScanKind, is_admitted: bool
    ) -> None:
        self.count += 1
        at = STARTS + timedelta(minutes=minute)
        said = self.said[person] | {"kind": kind, "is_admitted": is_admitted}
        self.devices[device].scan(self.count, at, **said)
        self.all.append((device, person, self.devices[device].kept[-1]))

    @rule(data=st.data(), device=st.integers(0, 1))
    def a_scan_is_taken_back(self, data: Any, device: int) -> None:
        if not self.all:
            return
        _of, person, wrong = data.draw(st.sampled_from(self.all))
        if wrong.kind == ScanKind.UNDO:
            return
        self.count += 1
        said = {"kind": ScanKind.UNDO, "undoes_id": wrong.scan_id, "via": ScanVia.NAME}
        said |= {"participant_id": self.people[person].pk}
        self.devices[device].scan(self.count, END, **said)
        self.all.append((device, person, self.devices[device].kept[-1]))

    @rule(device=st.integers(0, 1), rng=st.randoms(use_true_random=False), most=st.integers(1, 4))
    def some_of_it_is_sent(self, device: int, rng: Any, most: int) -> None:
        kept = self.devices[device].kept
        self._send(rng.sample(kept, min(most, len(kept))))

    def _send(self, scans: list[ScanData]) -> None:
        check_in(door=Door(self.session, SYSTEM), scans=scans, now=END + timedelta(days=2))

    @invariant()
    def people_are_what_the_scans_say(self) -> None:
        arrived = set(Scan.objects.values_list("pk", flat=True))
        known = [entry for entry in self.all if entry[2].scan_id in arrived]
        assert self._found() == told(known)
        assert self._visits() == {n for n, one in told(known).items() if one[1]}

    def _found(self) -> Told:
        rows = {row.pk: row for row in Participant.objects.order_by("pk")}
        people = [rows[person.pk] for person in self.people]
        return {n: (p.is_inside, p.first_in_at, p.last_out_at) for n, p in enumerate(people)}

    def _visits(self) -> set[int]:
        lines = ServiceLine.objects.filter(kind=ServiceKind.SESSION_VISIT).order_by("id")
        standing = [line.object_id for line in lines.standing()]
        assert len(set(standing)) == len(standing), "a visit counted twice"
        return {n for n, person in enumerate(self.people) if str(person.pk) in standing}

    def teardown(self) -> None:
        """Everything is sent at last, once more in the order of the clock: nothing changes."""
        try:
            for device in self.devices:
                self._send(device.kept)
            before = self._found()
            self._send(sorted((entry[2] for entry in self.all), key=lambda s: s.device_at))
            assert self._found() == before == told(self.all)
            assert Scan.objects.count() == self.count
            assert list(audit.verify()) == []
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)


def told(entries: list[tuple[int, int, ScanData]]) -> Told:
    """Who is where, told plainly: minute by minute, without what was taken back."""
    undone = {scan.undoes_id for _d, _p, scan in entries}
    state: Told = dict.fromkeys(range(PEOPLE), (False, None, None))
    day = [(s.device_at - s.ahead, s.scan_id.int, p, s) for _d, p, s in entries if s.device_at]
    for at, _id, person, scan in sorted(day, key=lambda row: row[:2]):
        inside, first, out = state[person]
        is_refused = person == PEOPLE - 1 and not scan.is_admitted and scan.kind == ScanKind.IN
        if scan.kind == ScanKind.UNDO or scan.scan_id in undone or is_refused:
            continue
        if scan.kind == ScanKind.IN and not inside:
            state[person] = (True, first or at, out)
        elif scan.kind == ScanKind.OUT and inside:
            state[person] = (False, first, at)
    return state


@pytest.mark.slow
@pytest.mark.django_db
def test_any_order_of_sending_ends_in_the_same_state() -> None:
    run_state_machine_as_test(
        OfflineSession,
        settings=settings(max_examples=40, stateful_step_count=20, deadline=None),
    )
    # Each run rolls its own rows back.
    assert Scan.objects.count() == 0
