"""Where a registration stands: pause, renew, place, expire, close."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanviec.apps.jobseekers.enums import JobseekerState
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.transitions import JOBSEEKER_STATES
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.services import Letter, post_message

from .registering import validity
from .rows import lock, save

_ACTIONS = {
    "pause": "jobseeker.paused",
    "renew": "jobseeker.renewed",
    "place": "jobseeker.placed",
    "expire": "jobseeker.expired",
    "close": "jobseeker.closed",
}


@transaction.atomic
def change_state(*, jobseeker: Jobseeker, event: str, actor: Actor, now: datetime) -> Jobseeker:
    """Do one event of the state table: pause, renew, place, expire or close.

    A renewal starts a new term of twelve months today.

    Raises:
        TransitionRefused: the event does not leave the present state.
        KeyError: there is no such event here (a programming error).
    """
    action = _ACTIONS[event]
    jobseeker = lock(jobseeker)
    jobseeker.state = JOBSEEKER_STATES.target(event, jobseeker.state)
    columns = ["state"]
    if event == "renew":
        jobseeker.valid_until = validity(timezone.localdate(now))["valid_until"]
        columns.append("valid_until")
    act = (action, {"state": jobseeker.state, "valid_until": jobseeker.valid_until.isoformat()})
    return save(jobseeker, columns, act, actor=actor, now=now)


def pause_jobseeker(*, jobseeker: Jobseeker, actor: Actor, now: datetime) -> Jobseeker:
    """The person does not want to be proposed for a while."""
    return change_state(jobseeker=jobseeker, event="pause", actor=actor, now=now)


def renew_jobseeker(*, jobseeker: Jobseeker, actor: Actor, now: datetime) -> Jobseeker:
    """The person looks for work (again), for twelve more months."""
    return change_state(jobseeker=jobseeker, event="renew", actor=actor, now=now)


def place_jobseeker(*, jobseeker: Jobseeker, actor: Actor, now: datetime) -> Jobseeker:
    """The person has started work."""
    return change_state(jobseeker=jobseeker, event="place", actor=actor, now=now)


def close_jobseeker(*, jobseeker: Jobseeker, actor: Actor, now: datetime) -> Jobseeker:
    """The person asks that the file be closed."""
    return change_state(jobseeker=jobseeker, event="close", actor=actor, now=now)


def expire_registrations(*, now: datetime, limit: int = 500) -> int:
    """Expire registrations whose term is over, each in its own transaction.

    Returns:
        How many were expired; 0 says that nothing is left.
    """
    today = timezone.localdate(now)
    due = Jobseeker.objects.filter(
        state__in=[JobseekerState.SEEKING, JobseekerState.PAUSED], valid_until__lt=today
    ).order_by("valid_until", "id")
    ids: list[UUID] = list(due.values_list("pk", flat=True)[:limit])
    return sum(_expire_one(jobseeker_id, now) for jobseeker_id in ids)


@transaction.atomic
def _expire_one(jobseeker_id: UUID, now: datetime) -> bool:
    jobseeker = lock(Jobseeker(pk=jobseeker_id))
    is_over = jobseeker.valid_until < timezone.localdate(now)
    if not is_over or not JOBSEEKER_STATES.allows("expire", jobseeker.state):
        # It was renewed or closed since the list was made.
        return False
    change_state(jobseeker=jobseeker, event="expire", actor=SYSTEM, now=now)
    _tell_expired(jobseeker, now)
    return True


def _tell_expired(jobseeker: Jobseeker, now: datetime) -> None:
    """People without an account hear it at the desk."""
    if jobseeker.user is None:
        return
    with override(jobseeker.user.language):
        subject = _("Phiếu đăng ký tìm việc %(number)s đã hết hạn.") % {"number": jobseeker.number}
        body = _("Nếu vẫn cần tìm việc, hãy gia hạn để tiếp tục nhận giới thiệu.")
    letter = Letter(
        key=f"jobseeker.expired:{jobseeker.pk}:{jobseeker.valid_until}",
        topic="jobseeker.expired",
        subject=subject,
        body=body,
        link=reverse("web:jobseeker:profile"),
        recipient=jobseeker.user,
    )
    post_message(letter, now=now)
