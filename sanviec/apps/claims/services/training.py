"""Training that is paid for: asked, reckoned by the engine, decided by two people, replayed.

Source: Law 74/2025/QH15 art. 37 and 42; Law 38/2013 art. 47, 55 and 56.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.claims.enums import IN_BENEFIT, LIVE_TRAINING, TrainingState
from sanviec.apps.claims.facts import facts_of
from sanviec.apps.claims.models import Claim, TrainingSupport
from sanviec.apps.claims.transitions import TRAINING_STATES
from sanviec.apps.employers.models import Employer
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.services import next_number
from sanviec.engines.benefits import Law, load_law, read_facts
from sanviec.engines.benefits.support import (
    Support,
    course_between,
    employer_training,
    worker_training,
)
from sanviec.engines.benefits.training import (
    EmployerFacts,
    Permission,
    employer_may_train,
    worker_may_train,
)
from sanviec.kernel.errors import InputError

from .flags import note_clashes
from .outcome import fingerprint
from .rows import hold_claim, insert, save, tell
from .training_clashes import check_clashes_answered, clashes_of, used_before
from .training_letters import tell_returned, tell_signed


@dataclass(frozen=True, slots=True)
class CourseData:
    """A course and what it costs.

    Args:
        cost_vnd: of the whole course for a worker; a month and a worker for an employer.
        study_days: days really studied, for a worker's meals.
    """

    course: str
    school: str
    first_on: date
    last_on: date
    cost_vnd: int
    study_days: int = 0
    workers: int = 1
    employer_facts: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def ask_worker_training(
    *, claim: Claim, data: CourseData, actor: Actor, now: datetime
) -> TrainingSupport:
    """A worker wants a course paid.

    Raises:
        InputError: the course ends before it begins, costs nothing, or was asked for already.
    """
    claim = hold_claim(claim.pk)
    _check_is_new(claim.training_supports.all(), data)
    row = _new(data, claim.centre_id, claim.centre.code, now)
    row.claim = claim
    insert(row, "claim.training_asked", actor=actor, now=now)
    subject = _("Đã nhận đề nghị hỗ trợ đào tạo %(number)s.") % {"number": row.number}
    tell(claim, "training", subject, key=str(row.pk), now=now)
    note_clashes(claim, clashes_of(row), actor=actor, now=now)
    return row


@transaction.atomic
def ask_employer_training(
    *, employer: Employer, data: CourseData, actor: Actor, now: datetime
) -> TrainingSupport:
    """An employer wants the training of workers paid, to keep them.

    Raises:
        InputError: the course ends before it begins, costs nothing, is for nobody, or was asked
            for already.
    """
    employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    _check_is_new(employer.training_supports.all(), data)
    row = _new(data, employer.centre_id, employer.centre.code, now)
    row.employer = employer
    return insert(row, "claim.training_asked", actor=actor, now=now)


def _check_is_new(earlier: QuerySet[TrainingSupport], data: CourseData) -> None:
    """One course is paid once, however often the button is pressed."""
    name = data.course.strip().casefold()
    same_day = earlier.filter(state__in=LIVE_TRAINING, first_on=data.first_on)
    live = same_day.order_by("created_at", "id")
    same = next((row for row in live if row.course.strip().casefold() == name), None)
    if same is not None:
        raise InputError(
            f"Khóa học này đã được đề nghị (số {same.number}). Không cần gửi lại.",
            f"This course was asked for already (number {same.number}).",
            field="course",
            code="training_exists",
        )


def _new(data: CourseData, centre_id: UUID, code: str, now: datetime) -> TrainingSupport:
    course_between(data.first_on, data.last_on)
    if data.cost_vnd <= 0 or data.workers <= 0:
        raise InputError(
            "Hãy ghi học phí và số lao động lớn hơn 0.",
            "The cost and the number of workers are above 0.",
            field="cost_vnd" if data.cost_vnd <= 0 else "workers",
            code="amount_needed",
        )
    today = timezone.localdate(now)
    serial = next_number(f"training/{code}/{today.year}")
    return TrainingSupport(
        centre_id=centre_id,
        number=f"DT-{code}-{today.year}-{serial:05d}",
        asked_on=today,
        **asdict(data),
    )


def facts_of_training(row: TrainingSupport, *, on: date) -> dict[str, Any]:
    """What the engine is told of a request decided on a day, as plain data."""
    course = {
        "first": row.first_on.isoformat(),
        "last": row.last_on.isoformat(),
        "cost_vnd": row.cost_vnd,
    }
    told = {"asked_on": row.asked_on.isoformat(), "decided_on": on.isoformat()}
    if row.claim is None:
        return told | {
            "course": course | {"workers": row.workers},
            "employer": row.employer_facts,
        }
    asked = {"filed_on": row.asked_on.isoformat()}
    return told | {
        "course": course | {"study_days": row.study_days},
        "claim": facts_of(row.claim, on=on) | asked,
        "is_receiving": row.claim.state in IN_BENEFIT,
        **used_before(row, on=on),
    }


def training_outcome(facts: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The law's digest and its answer: whether, how much and why; the same facts and law give
    the same bytes.

    Raises:
        InputError: the amount of that day is not known.
    """
    law = load_law()
    may = _permission(facts, law)
    record: dict[str, Any] = {
        "eligible": may.eligible,
        "refusals": [asdict(refusal) for refusal in may.refusals],
        "explanation": [line._asdict() for line in may.explanation],
        "provisional": sorted(may.provisional),
        "error": None if may.need is None else asdict(may.need),
    }
    if may.eligible:
        support = _support(facts, law)
        record |= {
            "months": _months(support.half_months),
            "fee_vnd": support.fee_vnd,
            "meals_vnd": support.meals_vnd,
            "article": support.article,
            "provisional": sorted({*may.provisional, *support.provisional}),
        }
    kept: dict[str, Any] = json.loads(json.dumps(record, ensure_ascii=False, default=str))
    return law.digest, kept


def _months(half_months: int) -> int | float:
    """Months that are paid for; 0 when a course is paid as one."""
    return half_months / 2 if half_months % 2 else half_months // 2


def _permission(facts: dict[str, Any], law: Law) -> Permission:
    if "claim" in facts:
        claim = read_facts(facts["claim"])
        used = facts.get("used_half_months", 0)
        return worker_may_train(
            claim, law, is_receiving=facts["is_receiving"], used_half_months=used
        )
    asked_on = date.fromisoformat(facts["asked_on"])
    return employer_may_train(EmployerFacts(asked_on=asked_on, **facts["employer"]), law)


def _support(facts: dict[str, Any], law: Law) -> Support:
    course = facts["course"]
    on = date.fromisoformat(facts["decided_on"])
    length = course_between(*(date.fromisoformat(course[day]) for day in ("first", "last")))
    if "claim" in facts:
        used = facts.get("used_half_months", 0)
        return worker_training(course["cost_vnd"], length, course["study_days"], on, law, used)
    return employer_training(course["cost_vnd"], course["workers"], length, on, law)


def _hold(row_id: UUID) -> TrainingSupport:
    claim_id = TrainingSupport.objects.values_list("claim_id", flat=True).get(pk=row_id)
    claim = None if claim_id is None else hold_claim(claim_id)
    related = ("centre", "employer")
    rows = TrainingSupport.objects.select_for_update(of=("self",)).select_related(*related)
    held = rows.get(pk=row_id)
    if claim is not None:
        held.claim = claim
    return held


def _move(row: TrainingSupport, event: str) -> TrainingSupport:
    row.state = TRAINING_STATES.target(event, row.state)
    return row


@transaction.atomic
def propose_training(*, support: TrainingSupport, actor: Actor, now: datetime) -> TrainingSupport:
    """Put the request before the approver with the engine's answer: to pay or to refuse.

    Raises:
        InputError: the facts do not determine the answer, the amount of the day is not known, or
            nobody has said what another course of the worker means.
    """
    row = _move(_hold(support.pk), "propose")
    check_clashes_answered(row)
    row.facts = facts_of_training(row, on=timezone.localdate(now))
    row.law_digest, row.outcome = training_outcome(row.facts)
    if row.outcome["eligible"] is None:
        need = row.outcome["error"] or {}
        raise InputError(
            f"Chưa thể trình ký: {need.get('text_vi', 'đề nghị chưa đủ dữ kiện.')}",
            f"Cannot propose yet: {need.get('text_en', 'facts are missing.')}",
            code="facts_missing",
        )
    row.outcome_sha256 = fingerprint(row.outcome)
    row.proposed_by_id, row.proposed_at = actor.user_id, now
    columns = ["facts", "law_digest", "outcome", "outcome_sha256", "proposed_by_id", "proposed_at"]
    return save(row, columns, "claim.training_proposed", actor=actor, now=now)


@transaction.atomic
def send_training_back(
    *, support: TrainingSupport, reason: str, actor: Actor, now: datetime
) -> TrainingSupport:
    """The approver does not sign, and says what is to be put right.

    Raises:
        InputError: nothing is said.
    """
    if not reason.strip():
        raise InputError(
            "Hãy ghi rõ lý do để người soạn sửa đúng chỗ.",
            "Say why, so that the right thing is put right.",
            field="reason",
            code="reason_needed",
        )
    row = _move(_hold(support.pk), "send_back")
    row.sent_back_reason = reason.strip()[:300]
    save(row, ["sent_back_reason"], "claim.training_sent_back", actor=actor, now=now)
    tell_returned(row, now=now)
    return row


@transaction.atomic
def sign_training(*, support: TrainingSupport, actor: Actor, now: datetime) -> TrainingSupport:
    """Sign what another person proposed.

    Raises:
        InputError: the signer proposed it, or it would not come out the same today.
    """
    row = _hold(support.pk)
    _move(row, "grant" if row.outcome.get("eligible") else "refuse")
    if actor.user_id is None or actor.user_id == row.proposed_by_id:
        raise InputError(
            "Người trình không tự ký quyết định của mình. Hãy chuyển người khác ký.",
            "Who proposed a decision does not sign it. Another person signs.",
            code="self_approval",
        )
    _check_is_still_so(row)
    code, year = row.centre.code, timezone.localdate(now).year
    row.decision_number = f"{next_number(f'training_decision/{code}/{year}')}/QĐ-ĐT-{code}-{year}"
    row.signed_by_id, row.signed_at = actor.user_id, now
    if row.state == TrainingState.GRANTED:
        row.fee_vnd, row.meals_vnd = row.outcome["fee_vnd"], row.outcome["meals_vnd"]
    columns = ["decision_number", "signed_by_id", "signed_at", "fee_vnd", "meals_vnd"]
    save(row, columns, "claim.training_signed", actor=actor, now=now)
    tell_signed(row, now=now)
    return row


def _check_is_still_so(row: TrainingSupport) -> None:
    on = date.fromisoformat(row.facts["decided_on"])
    if facts_of_training(row, on=on) != row.facts:
        raise InputError(
            "Hồ sơ đã thay đổi sau khi trình. Hãy trả lại để trình lại.",
            "The facts changed since it was proposed. Send it back.",
            code="claim_changed",
        )
    _digest, again = training_outcome(row.facts)
    if fingerprint(row.outcome) != row.outcome_sha256 or fingerprint(again) != row.outcome_sha256:
        raise InputError(
            "Kết quả tính lại khác kết quả đã trình. Hãy trả lại để tính và trình lại.",
            "The answer differs when worked out again. Send it back.",
            code="replay_differs",
        )


@transaction.atomic
def withdraw_training(*, support: TrainingSupport, actor: Actor, now: datetime) -> TrainingSupport:
    """Whoever asked takes it back; possible until it is proposed."""
    row = _move(_hold(support.pk), "withdraw")
    return save(row, [], "claim.training_withdrawn", actor=actor, now=now)
