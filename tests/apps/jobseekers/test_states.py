"""A registration pauses, is renewed, ends in work, expires or is closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.enums import JobseekerState
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.tasks import expire_registrations as expire_task
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from tests.apps.factories import NOW, make_centre, make_jobseeker, make_user

pytestmark = pytest.mark.django_db
AFTER_TERM = NOW + timedelta(days=366)


def act(person: Jobseeker, event: str, now: Any = NOW) -> Jobseeker:
    return services.change_state(jobseeker=person, event=event, actor=SYSTEM, now=now)


@pytest.mark.parametrize(
    ("service", "state", "action"),
    [
        (services.pause_jobseeker, "paused", "jobseeker.paused"),
        (services.renew_jobseeker, "seeking", "jobseeker.renewed"),
        (services.place_jobseeker, "placed", "jobseeker.placed"),
        (services.close_jobseeker, "closed", "jobseeker.closed"),
    ],
)
def test_each_act_moves_the_file_and_says_so(service: Any, state: str, action: str) -> None:
    person = service(jobseeker=make_jobseeker(), actor=SYSTEM, now=NOW)
    assert Jobseeker.objects.get(pk=person.pk).state == state
    assert AuditEntry.objects.filter(action=action, object_id=person.pk).count() == 1
    assert list(audit.verify()) == []


def test_what_the_table_forbids_is_refused() -> None:
    person = services.close_jobseeker(jobseeker=make_jobseeker(), actor=SYSTEM, now=NOW)
    for event in ("pause", "place", "expire", "close"):
        with pytest.raises(TransitionRefused):
            act(person, event)
    with pytest.raises(KeyError):
        act(person, "merge")


def test_who_closed_the_file_may_come_back() -> None:
    person = services.close_jobseeker(jobseeker=make_jobseeker(), actor=SYSTEM, now=NOW)
    again = act(person, "renew", NOW + timedelta(days=400))
    assert (again.number, again.state) == (person.number, JobseekerState.SEEKING)
    assert again.valid_until == date(2028, 12, 28)
    assert list(audit.verify()) == []


def test_a_renewal_starts_a_new_term() -> None:
    person = act(make_jobseeker(), "pause")
    renewed = act(person, "renew", NOW + timedelta(days=100))
    assert (renewed.state, renewed.valid_until) == (JobseekerState.SEEKING, date(2028, 3, 3))


class TestExpire:
    @pytest.mark.parametrize(("days", "count"), [(364, 0), (365, 0), (366, 1)])
    def test_on_the_day_after_the_last(self, days: int, count: int) -> None:
        make_jobseeker()
        assert services.expire_registrations(now=NOW + timedelta(days=days)) == count

    def test_paused_files_too_placed_and_closed_ones_not(self) -> None:
        centre = make_centre()
        people = {event: make_jobseeker(centre) for event in ("pause", "place", "close")}
        for event, person in people.items():
            act(person, event)
        assert services.expire_registrations(now=AFTER_TERM) == 1
        assert Jobseeker.objects.get(pk=people["pause"].pk).state == JobseekerState.EXPIRED

    def test_in_batches_until_nothing_is_left(self) -> None:
        centre = make_centre()
        for _ in range(3):
            make_jobseeker(centre)
        counts = [services.expire_registrations(now=AFTER_TERM, limit=2) for _ in range(3)]
        assert counts == [2, 1, 0]
        assert list(audit.verify()) == []

    def test_a_file_that_was_renewed_meanwhile_is_left_alone(self) -> None:
        from sanviec.apps.jobseekers.services import states

        person = make_jobseeker()
        act(person, "renew", AFTER_TERM)
        assert states._expire_one(person.pk, AFTER_TERM) is False
        assert Jobseeker.objects.get().state == JobseekerState.SEEKING

    def test_tells_the_person_once_in_their_language(self) -> None:
        user = make_user()
        person = make_jobseeker()
        services.link_account(jobseeker=person, user=user, actor=SYSTEM, now=NOW)
        services.expire_registrations(now=AFTER_TERM)
        services.expire_registrations(now=AFTER_TERM)
        (message,) = OutboxMessage.objects.filter(recipient=user)
        assert message.subject == f"Phiếu đăng ký tìm việc {person.number} đã hết hạn."

    def test_the_task_takes_the_clock_itself(self) -> None:
        make_jobseeker()
        assert expire_task.func() == 0
