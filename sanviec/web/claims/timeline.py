"""What happened in a case, what comes next by which legal day, and who has to act.

The officer and the person read the same lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.claims.enums import (
    IN_BENEFIT,
    WAITING_COMPLAINT,
    ClaimState,
    ComplaintState,
    DecisionState,
    RefusalVerdict,
    TrainingState,
    TransferState,
)
from sanviec.apps.claims.models import Claim
from sanviec.web.labels import STATUS_KINDS

_RUNNING = IN_BENEFIT | {ClaimState.TRANSFERRING}


@dataclass(frozen=True, slots=True)
class PastStep:
    """Something that was done, on its day."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something that is to be done.

    Args:
        due_on: the last day for it; None where the law names none.
        who: who has to act, in words.
        is_persons: whether it is the claimant.
    """

    words: str
    who: str
    due_on: date | None = None
    is_persons: bool = False


def next_steps(claim: Claim, *, on: date, last_filing_day: date | None) -> list[NextStep]:
    """Everything that somebody has to do, the first day first.

    Cost: six queries.
    """
    found = [
        *_of_dossier(claim, last_filing_day),
        *_of_benefit(claim, on),
        *_of_decisions(claim),
        *_of_transfer(claim),
        *_of_refusals(claim, on),
        *_of_complaints(claim),
        *_of_training(claim),
    ]
    return sorted(found, key=lambda step: (step.due_on is None, step.due_on or on))


def _person(words: str, due_on: date | None = None) -> NextStep:
    return NextStep(words, _("Người lao động"), due_on, is_persons=True)


def _centre(claim: Claim, words: str, due_on: date | None = None) -> NextStep:
    return NextStep(words, claim.centre.name, due_on)


def _of_dossier(claim: Claim, last_filing_day: date | None) -> Iterator[NextStep]:
    if claim.state == ClaimState.DRAFT:
        yield _person(_("Nộp hồ sơ"), last_filing_day)
    elif claim.state == ClaimState.RETURNED:
        yield _person(_("Bổ sung giấy tờ và nộp lại"), last_filing_day)
    elif claim.state == ClaimState.FILED:
        yield _centre(claim, _("Kiểm tra giấy tờ, nhận đủ hoặc trả lại"), claim.decide_by)
    elif claim.state in {ClaimState.ACCEPTED, ClaimState.PROPOSED}:
        yield _centre(claim, _("Quyết định về hồ sơ"), claim.decide_by)
    elif claim.state == ClaimState.GRANTED:
        yield _person(_("Đến nhận quyết định hưởng"), claim.collect_by)


def _of_benefit(claim: Claim, on: date) -> Iterator[NextStep]:
    if claim.state not in _RUNNING:
        return
    months = claim.months.order_by("number")
    waiting = months.filter(notice__isnull=True, is_exempt=False, last_on__gte=on)
    month = waiting.filter(notice_until__isnull=False).first()
    if month is not None:
        named = {"n": month.number, "day": f"{month.first_on:%d/%m/%Y}"}
        words = _("Thông báo tìm kiếm việc làm tháng %(n)s, từ ngày %(day)s")
        yield _person(words % named, month.notice_until)
    last = months.last()
    if last is not None:
        yield _centre(claim, _("Hết thời gian hưởng"), last.last_on)


def _of_decisions(claim: Claim) -> Iterator[NextStep]:
    for decision in claim.decisions.open().order_by("created_at"):
        named = {"kind": decision.get_kind_display()}
        if decision.state == DecisionState.PREPARED:
            yield _centre(claim, _("Cán bộ xem dự thảo: %(kind)s") % named)
        elif claim.state != ClaimState.PROPOSED:
            yield _centre(claim, _("Người duyệt ký: %(kind)s") % named)


def _of_transfer(claim: Claim) -> Iterator[NextStep]:
    transfers = claim.transfers.open().select_related("from_centre", "to_centre")
    for transfer in transfers.order_by("asked_on"):
        if transfer.state == TransferState.ASKED:
            words = _("Chuyển hồ sơ đến %(centre)s") % {"centre": transfer.to_centre.name}
            yield NextStep(words, transfer.from_centre.name, transfer.hand_over_by)
        else:
            words = _("Đến %(centre)s để được tiếp nhận") % {"centre": transfer.to_centre.name}
            yield _person(words, transfer.take_over_by)


def _of_refusals(claim: Claim, on: date) -> Iterator[NextStep]:
    for refusal in claim.refusals.filter(verdict=RefusalVerdict.OPEN).order_by("refused_on"):
        named = {"job": refusal.job}
        if refusal.answered_at is None and on <= refusal.answer_by:
            yield _person(
                _("Giải trình vì sao không nhận việc: %(job)s") % named, refusal.answer_by
            )
        else:
            yield _centre(claim, _("Xét lý do từ chối việc: %(job)s") % named)


def _of_complaints(claim: Claim) -> Iterator[NextStep]:
    waiting = claim.complaints.filter(state__in=WAITING_COMPLAINT).select_related("centre")
    for complaint in waiting.order_by("filed_on"):
        named = {"number": complaint.number}
        if complaint.state == ComplaintState.FILED:
            words, due_on = _("Thụ lý đơn khiếu nại %(number)s"), complaint.accept_by
            yield NextStep(words % named, complaint.centre.name, due_on)
        else:
            words = _("Giải quyết đơn khiếu nại %(number)s")
            yield NextStep(words % named, complaint.centre.name, complaint.answer_by)


def _of_training(claim: Claim) -> Iterator[NextStep]:
    under_way = claim.training_supports.filter(
        state__in=[TrainingState.ASKED, TrainingState.PROPOSED]
    )
    for training in under_way.select_related("centre").order_by("asked_on"):
        words = _("Quyết định về đề nghị đào tạo %(number)s") % {"number": training.number}
        yield NextStep(words, training.centre.name)


def past_steps(claim: Claim) -> list[PastStep]:
    """What was done, the oldest first; of a decision only that it was signed.

    Cost: six queries.
    """
    found = [
        # Of one day the cause comes first: the sort keeps this order.
        *_changed(claim),
        *_days(
            (claim.separated_on, _("Nghỉ việc")),
            (claim.filed_on, _("Nộp hồ sơ")),
            (claim.accepted_on, _("Trung tâm nhận đủ hồ sơ")),
        ),
        *_signed(claim),
        *_days(
            (claim.collected_on, _("Nhận quyết định hưởng")),
            (claim.ended_on, _("Chấm dứt hưởng")),
        ),
        *_told(claim),
        *_moved(claim),
        *_complained(claim),
    ]
    return sorted(found, key=lambda step: step.on)


def _days(*days: tuple[date | None, str]) -> Iterator[PastStep]:
    yield from (PastStep(day, words) for day, words in days if day is not None)


def _signed(claim: Claim) -> Iterator[PastStep]:
    for decision in claim.decisions.signed().order_by("signed_at"):
        if decision.signed_at is not None:
            named = {"kind": decision.get_kind_display(), "number": decision.number}
            on = timezone.localdate(decision.signed_at)
            yield PastStep(on, _("Ký quyết định %(number)s: %(kind)s") % named)


def _told(claim: Claim) -> Iterator[PastStep]:
    for month in claim.months.filter(notice__isnull=False).select_related("notice"):
        if month.notice is not None:
            words = _("Thông báo tìm kiếm việc làm tháng %(n)s") % {"n": month.number}
            yield PastStep(month.notice.made_on, words)
    for refusal in claim.refusals.order_by("refused_on"):
        yield PastStep(refusal.refused_on, _("Từ chối việc: %(job)s") % {"job": refusal.job})


def _changed(claim: Claim) -> Iterator[PastStep]:
    """What was reported of the person, such as new work, on the day on which it happened."""
    for report in claim.reports.filter(struck_at__isnull=True).order_by("happened_on", "id"):
        # A refused job is told with its name.
        if report.kind in STATUS_KINDS:
            yield PastStep(report.happened_on, str(STATUS_KINDS[report.kind]))


def _moved(claim: Claim) -> Iterator[PastStep]:
    for transfer in claim.transfers.select_related("to_centre"):
        named = {"centre": transfer.to_centre.name}
        yield PastStep(transfer.asked_on, _("Đề nghị chuyển nơi hưởng đến %(centre)s") % named)
        if transfer.handed_over_on is not None:
            yield PastStep(transfer.handed_over_on, _("Chuyển hồ sơ đến %(centre)s") % named)
        if transfer.state == TransferState.TAKEN_OVER and transfer.ended_at is not None:
            on = timezone.localdate(transfer.ended_at)
            yield PastStep(on, _("%(centre)s tiếp nhận hồ sơ") % named)


def _complained(claim: Claim) -> Iterator[PastStep]:
    for complaint in claim.complaints.order_by("filed_on"):
        named = {"number": complaint.number}
        yield PastStep(complaint.filed_on, _("Khiếu nại %(number)s") % named)
        if complaint.answered_on is not None:
            named["outcome"] = complaint.get_outcome_display()
            words = _("Giải quyết khiếu nại %(number)s: %(outcome)s") % named
            yield PastStep(complaint.answered_on, words)
