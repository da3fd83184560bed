"""Jobs that a person in benefit did not take: noted, answered, judged by people.

Source: Law 74/2025/QH15 art. 41 cl. 4 (d), Law 38/2013 art. 53 cl. 3 (đ): after two refusals
without a good reason of jobs that the centre introduced, the benefit ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.claims.enums import IN_BENEFIT, RefusalVerdict
from sanviec.apps.claims.models import Claim, JobRefusal
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import calendar, parameter
from sanviec.apps.referrals.models import Referral
from sanviec.engines.benefits.kinds import REFUSED_JOB
from sanviec.kernel.errors import InputError

from .benefit import Report, report_status
from .rows import hold_claim, insert, save, tell


@dataclass(frozen=True, slots=True)
class RefusalData:
    """What an officer knows of a refusal."""

    refused_on: date
    job: str = ""
    said: str = ""
    referral: Referral | None = None


@transaction.atomic
def note_refusal(*, claim: Claim, data: RefusalData, actor: Actor, now: datetime) -> JobRefusal:
    """Write down that a job was not taken; the person has some days to say why.

    Raises:
        InputError: nothing names the job, the day is not one of the benefit, or it was noted.
    """
    claim = hold_claim(claim.pk)
    today = timezone.localdate(now)
    job = data.job.strip() or (data.referral.vacancy.title if data.referral else "")
    _check(claim, data, job, today)
    days = parameter("refusal_answer_working_days", today)
    row = JobRefusal(
        claim=claim,
        referral=data.referral,
        job=job[:200],
        refused_on=data.refused_on,
        said=data.said.strip()[:300],
        answer_by=calendar().add_working_days(today, days),
    )
    try:
        with transaction.atomic():
            insert(row, "claim.refusal_noted", actor=actor, now=now)
    except IntegrityError:
        raise InputError(
            "Lần từ chối này đã được ghi nhận rồi.",
            "This refusal is noted already.",
            code="refusal_exists",
        ) from None
    subject = _(
        "Trung tâm ghi nhận bạn từ chối một việc. Hãy cho biết lý do trước hết ngày %(day)s."
    )
    words = subject % {"day": f"{row.answer_by:%d/%m/%Y}"}
    tell(claim, "refusal", words, key=f"refusal:{row.pk}", now=now)
    return row


def _check(claim: Claim, data: RefusalData, job: str, today: date) -> None:
    if claim.state not in IN_BENEFIT or claim.starts_on is None:
        raise InputError(
            "Chỉ ghi từ chối việc làm khi người lao động đang hưởng trợ cấp.",
            "A refusal counts while the allowance runs.",
            code="not_in_benefit",
        )
    if not job:
        raise InputError(
            "Hãy chọn lần giới thiệu, hoặc ghi tên việc và nơi làm việc.",
            "Choose the introduction, or name the job.",
            field="job",
            code="job_needed",
        )
    if not claim.starts_on <= data.refused_on <= today:
        raise InputError(
            "Ngày từ chối phải từ ngày bắt đầu hưởng đến hôm nay.",
            "The day lies between the first day of the benefit and today.",
            field="refused_on",
            code="refusal_day",
        )


def _hold(refusal_id: UUID) -> JobRefusal:
    claim = hold_claim(JobRefusal.objects.values_list("claim_id", flat=True).get(pk=refusal_id))
    held: JobRefusal = JobRefusal.objects.select_for_update(of=("self",)).get(pk=refusal_id)
    held.claim = claim
    if held.verdict != RefusalVerdict.OPEN:
        raise InputError(
            "Lần từ chối này đã được xét xong.",
            "This refusal has been judged.",
            code="refusal_judged",
        )
    return held


@transaction.atomic
def answer_refusal(*, refusal: JobRefusal, answer: str, actor: Actor, now: datetime) -> JobRefusal:
    """The person says why; possible until the refusal is judged.

    Raises:
        InputError: nothing is said, or it was judged already.
    """
    if not answer.strip():
        raise InputError(
            "Hãy ghi vì sao bạn không nhận việc này.",
            "Say why you did not take this job.",
            field="answer",
            code="answer_needed",
        )
    held = _hold(refusal.pk)
    held.answer, held.answered_at = answer.strip()[:500], now
    return save(held, ["answer", "answered_at"], "claim.refusal_answered", actor=actor, now=now)


@transaction.atomic
def judge_refusal(
    *, refusal: JobRefusal, is_good: bool, reason: str, actor: Actor, now: datetime
) -> JobRefusal:
    """An officer says whether the reason was a good one; the second without one makes the system
    prepare the ending.

    Raises:
        InputError: nothing is said of why, or the person may still answer.
    """
    if not reason.strip():
        raise InputError(
            "Hãy ghi vì sao kết luận như vậy.",
            "Say why you think so.",
            field="reason",
            code="reason_needed",
        )
    held = _hold(refusal.pk)
    if held.answered_at is None and timezone.localdate(now) <= held.answer_by:
        raise InputError(
            f"Người lao động còn được giải trình đến hết ngày {held.answer_by:%d/%m/%Y}.",
            f"The person may still answer until {held.answer_by.isoformat()}.",
            code="answer_awaited",
        )
    held.verdict = RefusalVerdict.GOOD if is_good else RefusalVerdict.NONE
    held.verdict_reason, held.judged_by_id, held.judged_at = (
        reason.strip()[:300],
        actor.user_id,
        now,
    )
    columns = ["verdict", "verdict_reason", "judged_by_id", "judged_at"]
    save(held, columns, "claim.refusal_judged", actor=actor, now=now)
    if not is_good:
        source = f"Từ chối việc: {held.job}"[:120]
        report = Report(REFUSED_JOB, held.refused_on, True, source)
        report_status(claim=held.claim, report=report, actor=actor, now=now)
    return held
