"""After the hire: the first day, the report of the hire, the looks at how it goes."""

from __future__ import annotations

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from sanviec.apps.jobseekers.services import place_jobseeker
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import parameter
from sanviec.apps.referrals.enums import FollowUpResult
from sanviec.apps.referrals.letters import tell_jobseeker
from sanviec.apps.referrals.models import FollowUp, Referral
from sanviec.apps.vacancies.services import uncount_hire
from sanviec.kernel.errors import InputError

from .rows import count, hold, hold_person, hold_vacancy, move, save


@transaction.atomic
def confirm_start(*, referral: Referral, starts_on: date, actor: Actor, now: datetime) -> Referral:
    """The person is at work: a placement is counted and the follow-up is planned.

    Raises:
        InputError: the day lies ahead or before the hire, or the person's file is closed.
    """
    hold_person(referral.jobseeker_id)
    referral = move(hold(referral), "confirm_start")
    _check_start(referral, starts_on, timezone.localdate(now))
    referral.starts_on, referral.start_confirmed_at = starts_on, now
    save(referral, ["starts_on", "start_confirmed_at"], "started", actor=actor, now=now)
    _plan_follow_up(referral, now=now, actor=actor)
    count(referral, ServiceKind.PLACEMENT, actor=actor, now=now)
    place_jobseeker(jobseeker=referral.jobseeker, actor=actor, now=now)
    tell_jobseeker(referral, "started", now=now)
    return referral


def _check_start(referral: Referral, starts_on: date, today: date) -> None:
    if starts_on > today:
        raise InputError(
            "Ngày đi làm còn ở phía trước. Hãy xác nhận khi người lao động đã đi làm.",
            "The start lies ahead. Confirm it once the person is at work.",
            field="starts_on",
            code="start_ahead",
        )
    if referral.hired_on is not None and starts_on < referral.hired_on:
        raise InputError(
            "Ngày đi làm không thể trước ngày được nhận. Hãy kiểm tra lại ngày.",
            "The start cannot lie before the hire. Check the day.",
            field="starts_on",
            code="start_before_hire",
        )


def follow_up_due_on(starts_on: date, contract_months: int | None) -> date:
    """When a placed person is looked after: until 2025 after three months, from 2026 after one
    month, or at the end of the contract if that comes first."""
    months = parameter("followup_months", starts_on)
    if contract_months is not None:
        months = min(months, contract_months)
    return starts_on + relativedelta(months=months)


def _plan_follow_up(referral: Referral, *, actor: Actor, now: datetime) -> FollowUp:
    assert referral.starts_on is not None
    follow_up = FollowUp(
        referral=referral,
        due_on=follow_up_due_on(referral.starts_on, referral.contract_months),
        created_at=now,
        updated_at=now,
    )
    follow_up.save(force_insert=True)
    audit.record(audit.Act("follow_up.planned", follow_up), actor=actor, now=now)
    return follow_up


@transaction.atomic
def record_follow_up(
    *, follow_up: FollowUp, result: FollowUpResult, note: str, actor: Actor, now: datetime
) -> FollowUp:
    """Write down how a placed person is doing; the last open follow-up closes the referral.

    Raises:
        InputError: it was recorded before, or its day has not come and the person still works.
    """
    referral = hold(follow_up.referral)
    follow_up = FollowUp.objects.select_for_update(of=("self",)).get(pk=follow_up.pk)
    if follow_up.done_on is not None:
        raise InputError(
            "Lần theo dõi này đã được ghi kết quả.",
            "This follow-up was recorded before.",
            code="follow_up_done",
        )
    _check_follow_up_due(follow_up, result, timezone.localdate(now))
    follow_up.done_on, follow_up.result = timezone.localdate(now), result.value
    follow_up.note, follow_up.updated_at = note.strip()[:500], now
    follow_up.save(update_fields=["done_on", "result", "note", "updated_at"])
    act = audit.Act("follow_up.recorded", follow_up, {"result": result.value})
    audit.record(act, actor=actor, now=now)
    count(referral, ServiceKind.FOLLOW_UP, actor=actor, now=now)
    if not referral.follow_ups.pending().exists():
        referral.closed_at = now
        save(move(referral, "close"), ["closed_at"], "closed", actor=actor, now=now)
    return follow_up


def follow_up_results(follow_up: FollowUp, on: date) -> frozenset[FollowUpResult]:
    """What can be recorded on a day: before the follow-up is due, only that the person left.

    The period that the law gives is over when the work is, not before.
    """
    return frozenset(FollowUpResult if on >= follow_up.due_on else {FollowUpResult.LEFT})


def _check_follow_up_due(follow_up: FollowUp, result: FollowUpResult, today: date) -> None:
    if result not in follow_up_results(follow_up, today):
        raise InputError(
            f"Chưa đến ngày theo dõi ({follow_up.due_on:%d/%m/%Y}) nên chưa thể ghi kết quả này. "
            "Trước ngày đó chỉ ghi được khi người lao động đã nghỉ việc.",
            f"The follow-up is due on {follow_up.due_on:%d/%m/%Y}. Until then only that the "
            "person has left can be recorded.",
            field="result",
            code="follow_up_ahead",
        )


@transaction.atomic
def record_not_started(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The person was hired and did not begin; the opening is free again."""
    referral = move(hold(referral), "miss_start")
    hold_vacancy(referral.vacancy_id)
    save(referral, [], "not_started", actor=actor, now=now)
    uncount_hire(vacancy=referral.vacancy, actor=actor, now=now)
    return referral


@transaction.atomic
def report_hire(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The hire was reported within the 20-working-day clock.

    Raises:
        InputError: nothing is to be reported: no hire, one that came to nothing, or reported.
    """
    referral = hold(referral)
    if not Referral.objects.report_due().filter(pk=referral.pk).exists():
        raise InputError(
            "Không có báo cáo tuyển dụng nào đang chờ cho hồ sơ này.",
            "No report of a hire is due for this referral.",
            code="no_report_due",
        )
    referral.reported_on = timezone.localdate(now)
    return save(referral, ["reported_on"], "reported", actor=actor, now=now)
