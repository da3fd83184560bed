"""What a signed decision brings, in the same transaction as the signature."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from sanviec.apps.claims.enums import MonthState
from sanviec.apps.claims.models import BenefitMonth, Claim, ClaimDecision
from sanviec.apps.claims.querysets import BenefitMonthQuerySet
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import calendar, parameter

from .rows import count, insert, save, tell


def grant(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """The amount, the months with their days for the notice, and the message."""
    told = decision.outcome
    claim.monthly_amount_vnd = told["monthly_amount_vnd"]
    claim.entitlement_months = told["entitlement_months"]
    claim.starts_on = date.fromisoformat(told["starts_on"])
    claim.reserved_months = told["reserved_months"]
    columns = ["monthly_amount_vnd", "entitlement_months", "starts_on", "reserved_months"]
    save(claim, columns, "claim.granted", actor=actor, now=now)
    plan_months(claim, told["months"], after=0, actor=actor, now=now)
    count(claim, ServiceKind.CLAIM_DECISION, actor=actor, now=now)
    subject = _(
        "Đã có quyết định hưởng trợ cấp thất nghiệp. Hãy đến nhận từ %(from)s đến %(until)s."
    )
    days = {"from": f"{claim.collect_from:%d/%m/%Y}", "until": f"{claim.collect_by:%d/%m/%Y}"}
    tell(claim, "granted", subject % days, key=str(decision.pk), now=now)


def plan_months(
    claim: Claim, spans: list[dict[str, str]], *, after: int, actor: Actor, now: datetime
) -> None:
    """Write the months of a decision that come after the number of the last one known."""
    for number, span in enumerate(spans, 1):
        if number > after:
            insert(_month(claim, number, span), "claim.month_planned", actor=actor, now=now)


def _month(claim: Claim, number: int, span: dict[str, str]) -> BenefitMonth:
    first = date.fromisoformat(span["from"])
    month = BenefitMonth(
        claim=claim,
        number=number,
        first_on=first,
        last_on=date.fromisoformat(span["to"]),
        amount_vnd=claim.monthly_amount_vnd or 0,
    )
    if claim.centre_id != claim.filed_at_centre_id:
        month.centre_id = claim.centre_id
    if number > 1:
        days = parameter("notice_window_working_days", first)
        month.notice_from = first
        month.notice_until = calendar().add_working_days(first, days - 1)
    return month


def refuse(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """The person is told, with the reasons on the page behind the link."""
    claim.reserved_months = decision.outcome["reserved_months"]
    claim.decide_by = None
    save(claim, ["reserved_months", "decide_by"], "claim.refused", actor=actor, now=now)
    count(claim, ServiceKind.CLAIM_DECISION, actor=actor, now=now)
    subject = _("Hồ sơ trợ cấp thất nghiệp không đủ điều kiện hưởng. Mở để xem lý do.")
    tell(claim, "refused", subject, key=str(decision.pk), now=now)


def cancel(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """Nobody came for the decision: no month is paid, the contributions stay whole."""
    void_months(claim.months.exclude(state=MonthState.VOID), actor=actor, now=now)
    claim.reserved_months = decision.outcome["reserved_months"]
    save(claim, ["reserved_months"], "claim.cancelled", actor=actor, now=now)
    subject = _("Quyết định hưởng đã bị hủy vì quá hạn đến nhận. Thời gian đóng được bảo lưu.")
    tell(claim, "cancelled", subject, key=str(decision.pk), now=now)


def suspend(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """The month without a notice is not paid; neither are those after it until a notice."""
    held = claim.months.filter(last_on__gte=decision.effective_on).exclude(state=MonthState.VOID)
    month = held.order_by("number").first()
    if month is not None:
        month.state = MonthState.WITHHELD
        save(month, [], "claim.month_withheld", actor=actor, now=now)
    save(claim, [], "claim.suspended", actor=actor, now=now)
    subject = _("Trợ cấp thất nghiệp tạm dừng vì chưa thông báo tìm kiếm việc làm.")
    tell(claim, "suspended", subject, key=str(decision.pk), now=now)


def resume(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """Paid again from the month of the notice on; the months between stay unpaid."""
    passed = claim.months.filter(last_on__lt=decision.effective_on, state=MonthState.PLANNED)
    for month in passed.filter(notice__isnull=True, number__gt=1).order_by("number"):
        month.state = MonthState.WITHHELD
        save(month, [], "claim.month_withheld", actor=actor, now=now)
    noticed = claim.months.filter(last_on__gte=decision.effective_on, notice__isnull=False)
    for month in noticed.filter(state=MonthState.PLANNED).order_by("number"):
        month.state = MonthState.DUE
        save(month, [], "claim.month_due", actor=actor, now=now)
    save(claim, [], "claim.resumed", actor=actor, now=now)
    subject = _("Bạn được tiếp tục hưởng trợ cấp thất nghiệp.")
    tell(claim, "resumed", subject, key=str(decision.pk), now=now)


def terminate(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """The months after the end are void; what is kept for the next time is written down."""
    later = claim.months.filter(first_on__gte=decision.effective_on)
    void_months(later.exclude(state=MonthState.VOID), actor=actor, now=now)
    claim.ended_on = decision.effective_on
    claim.reserved_months = decision.outcome["reserved_months"]
    save(claim, ["ended_on", "reserved_months"], "claim.ended", actor=actor, now=now)
    subject = _("Đã chấm dứt hưởng trợ cấp thất nghiệp. Bảo lưu %(months)s tháng đóng.")
    words = subject % {"months": claim.reserved_months or 0}
    tell(claim, "ended", words, key=str(decision.pk), now=now)


def reserve(claim: Claim, decision: ClaimDecision, *, actor: Actor, now: datetime) -> None:
    """The contributions of the months whose money nobody came for are kept."""
    claim.reserved_months = decision.outcome["reserved_months"]
    save(claim, ["reserved_months"], "claim.reserved", actor=actor, now=now)
    subject = _("Tiền trợ cấp bạn không đến nhận được bảo lưu thành %(months)s tháng đóng.")
    words = subject % {"months": claim.reserved_months or 0}
    tell(claim, "reserved", words, key=str(decision.pk), now=now)


def void_months(months: BenefitMonthQuerySet, *, actor: Actor, now: datetime) -> None:
    """Months that are not to be paid any more."""
    for month in months.order_by("number"):
        month.state = MonthState.VOID
        save(month, [], "claim.month_void", actor=actor, now=now)
