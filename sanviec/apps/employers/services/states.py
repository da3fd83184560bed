"""Whether an employer may publish: verify, refuse, suspend, reinstate. Its people are told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.selectors import contacts_of
from sanviec.apps.employers.transitions import EMPLOYER_STATES
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.services import Letter, post_message
from sanviec.kernel.errors import InputError

from .registering import lock, save

_ACTIONS = {
    "verify": "employer.verified",
    "refuse": "employer.refused",
    "suspend": "employer.suspended",
    "reinstate": "employer.reinstated",
}


@transaction.atomic
def verify_employer(*, employer: Employer, actor: Actor, now: datetime) -> Employer:
    """The centre has seen that the enterprise exists and that its people act for it."""
    return _move(employer, "verify", "", actor=actor, now=now)


@transaction.atomic
def refuse_employer(*, employer: Employer, reason: str, actor: Actor, now: datetime) -> Employer:
    """The enterprise could not be verified, and why.

    Raises:
        InputError: no reason is given.
    """
    return _move(employer, "refuse", _reason(reason), actor=actor, now=now)


@transaction.atomic
def suspend_employer(*, employer: Employer, reason: str, actor: Actor, now: datetime) -> Employer:
    """Stop a verified employer from publishing, and why.

    Raises:
        InputError: no reason is given.
    """
    return _move(employer, "suspend", _reason(reason), actor=actor, now=now)


@transaction.atomic
def reinstate_employer(*, employer: Employer, actor: Actor, now: datetime) -> Employer:
    """Let a suspended employer publish again."""
    return _move(employer, "reinstate", "", actor=actor, now=now)


def _reason(reason: str) -> str:
    if not reason.strip():
        raise InputError(
            "Hãy ghi lý do để doanh nghiệp biết cần làm gì.",
            "a reason is needed",
            field="reason",
            code="reason_missing",
        )
    return reason.strip()[:300]


def _move(employer: Employer, event: str, reason: str, *, actor: Actor, now: datetime) -> Employer:
    employer = lock(employer)
    employer.state = EMPLOYER_STATES.target(event, employer.state)
    employer.state_reason = reason
    columns = ["state", "state_reason"]
    if event == "verify":
        employer.verified_at = now
        columns.append("verified_at")
    act = (_ACTIONS[event], {"state": employer.state})
    save(employer, columns, act, actor=actor, now=now)
    _tell(employer, event, now)
    return employer


def _tell(employer: Employer, event: str, now: datetime) -> None:
    """One in-app message to each person who signs in for the employer, in their language."""
    for contact in contacts_of(employer):
        with override(contact.user.language):
            subject = _subject(event) % {"name": employer.name}
        letter = Letter(
            key=f"employer.{event}:{contact.pk}:{now.timestamp()}",
            topic=_ACTIONS[event],
            subject=subject[:200],
            body=employer.state_reason,
            link=reverse("web:employer:home"),
            recipient=contact.user,
        )
        post_message(letter, now=now)


def _subject(event: str) -> str:
    return {
        "verify": _("“%(name)s” đã được xác minh và có thể đăng tin tuyển dụng."),
        "refuse": _("Trung tâm chưa xác minh được “%(name)s”."),
        "suspend": _("“%(name)s” tạm thời không được đăng tin tuyển dụng."),
        "reinstate": _("“%(name)s” được đăng tin tuyển dụng trở lại."),
    }[event]
