"""While the allowance runs: collecting the decision, monthly notices, reports, prepared acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.claims.enums import (
    IN_BENEFIT,
    ClaimState,
    DecisionKind,
    ExemptGround,
    MonthState,
    NoticeChannel,
    PaperKind,
    PaperState,
)
from sanviec.apps.claims.models import (
    BenefitMonth,
    Claim,
    ClaimDecision,
    JobSearchNotice,
    StatusReport,
)
from sanviec.apps.claims.querysets import ClaimDecisionQuerySet
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.reading import read_rows
from sanviec.engines.benefits.kinds import GROUNDS, REFUSED_JOB
from sanviec.kernel.errors import InputError

from .deciding import Draft, prepare
from .outcome import outcome_in_benefit
from .rows import Written, delivery, hold_claim, insert, move, save, tell, write

# Not reported by anybody: these come of what was not done.
_OWN_GROUNDS = frozenset({"no_notice"})
REPORTED = tuple(kind for kind in GROUNDS if kind not in _OWN_GROUNDS)


@transaction.atomic
def collect_decision(
    *, claim: Claim, actor: Actor, now: datetime, collector_name: str = ""
) -> Claim:
    """The person, or somebody with a letter of authority, came for the decision; the allowance
    runs.

    Raises:
        InputError: somebody else came without a letter.
    """
    claim = move(hold_claim(claim.pk), "collect")
    claim.collector_name = collector_name.strip()[:120]
    if claim.collector_name:
        _check_authority(claim)
    claim.collected_on = timezone.localdate(now)
    first = claim.months.order_by("number").first()
    if first is not None:
        first.state = MonthState.DUE
        save(first, [], "claim.month_due", actor=actor, now=now)
    columns = ["collected_on", "collector_name"]
    return save(claim, columns, "claim.collected", actor=actor, now=now)


def _check_authority(claim: Claim) -> None:
    letters = claim.papers.filter(kind=PaperKind.PROXY_LETTER)
    if not letters.exclude(state=PaperState.REFUSED).exists():
        raise InputError(
            "Người nhận thay cần giấy ủy quyền. Hãy ghi nhận giấy ủy quyền rồi trao quyết định.",
            "Who collects for somebody needs a letter of authority. Record it first.",
            field="collector_name",
            code="authority_needed",
        )


@dataclass(frozen=True, slots=True)
class NoticeData:
    """What a person tells of their search for work."""

    contacts: tuple[dict[str, str], ...] = ()
    found_work: bool = False
    note: str = ""


@transaction.atomic
def give_notice(
    *, claim: Claim, data: NoticeData, channel: NoticeChannel, actor: Actor, now: datetime
) -> JobSearchNotice:
    """The monthly notice; given while suspended, it prepares the resumption.

    Raises:
        InputError: the claim is not in benefit, no month runs today, the month asks for no
            notice or has its own already, or nobody was asked for work.
    """
    claim = hold_claim(claim.pk, known=claim)
    today = timezone.localdate(now)
    month = _month_for_notice(claim, today)
    if not data.contacts and not data.found_work and not data.note.strip():
        raise InputError(
            "Hãy ghi ít nhất một nơi đã hỏi việc, hoặc ghi vì sao chưa tìm được.",
            "Name at least one employer that you asked, or say why there is none.",
            field="contacts",
            code="notice_empty",
        )
    notice = JobSearchNotice(
        claim=claim,
        channel=channel,
        made_on=today,
        contacts=list(data.contacts),
        found_work=data.found_work,
        note=data.note.strip()[:500],
    )
    month.notice = notice
    if claim.state != ClaimState.SUSPENDED and month.state == MonthState.PLANNED:
        month.state = MonthState.DUE
    written = [
        Written(notice, "claim.notice_given"),
        Written(month, "claim.month_noticed", ("notice",)),
    ]
    counted = [delivery(claim, ServiceKind.JOB_SEARCH_NOTICE, actor)]
    write(written, actor=actor, now=now, counted=counted)
    if claim.state == ClaimState.SUSPENDED:
        prepare_resumption(claim, today, now)
    return notice


def _month_for_notice(claim: Claim, today: date) -> BenefitMonth:
    # Between two centres the months run on, and so does the duty.
    if claim.state not in IN_BENEFIT | {ClaimState.TRANSFERRING}:
        raise InputError(
            "Chỉ thông báo tìm kiếm việc làm khi đang hưởng trợ cấp. Hãy xem tình trạng hồ sơ.",
            "A notice is given while the allowance runs.",
            code="not_in_benefit",
        )
    months = read_rows(BenefitMonth, {"claim": [claim.pk]}, is_held=True)
    month = next((one for one in months if one.first_on <= today <= one.last_on), None)
    if month is None:
        raise InputError(
            "Hôm nay không nằm trong tháng hưởng nào nên không cần thông báo.",
            "No benefit month runs today, so no notice is needed.",
            code="no_month",
        )
    month.claim = claim
    if month.notice_id is not None:
        raise InputError(
            "Tháng này đã có thông báo rồi, không cần gửi lại.",
            "This month has its notice already.",
            code="notice_given",
        )
    _check_duty(month, months)
    return month


def _check_duty(month: BenefitMonth, months: list[BenefitMonth]) -> None:
    if month.notice_until is None:
        nexts = sorted(one.notice_from for one in months if one.notice_from)
        from_vi = f" Lần thông báo đầu tiên là từ ngày {nexts[0]:%d/%m/%Y}." if nexts else ""
        from_en = f" The first one is from {nexts[0].isoformat()}." if nexts else ""
        raise InputError(
            f"Tháng hưởng thứ {month.number} không phải thông báo tìm kiếm việc làm.{from_vi}",
            f"Benefit month {month.number} asks for no notice.{from_en}",
            code="no_duty",
        )
    # Who is suspended goes on by a notice, exempt or not (Law 74/2025 art. 41 cl. 3).
    if month.is_exempt and month.claim.state != ClaimState.SUSPENDED:
        raise InputError(
            f"Tháng hưởng thứ {month.number} được miễn thông báo tìm kiếm việc làm nên không cần "
            "gửi.",
            f"Benefit month {month.number} is exempt from the notice.",
            code="month_exempt",
        )


def prepare_resumption(claim: Claim, today: date, now: datetime) -> None:
    """Lay the resumption before an officer, once a notice came."""
    if claim.decisions.open().exists():
        return
    outcome = outcome_in_benefit(claim, on=today)
    draft = Draft(DecisionKind.RESUME, outcome, today, reason="Đã thông báo tìm kiếm việc làm")
    prepare(claim, draft, actor=SYSTEM, now=now)


@transaction.atomic
def exempt_month(
    *, month: BenefitMonth, ground: ExemptGround, reason: str, actor: Actor, now: datetime
) -> BenefitMonth:
    """No notice is asked for in this month, which is paid as if there was one.

    Source: Law 38/2013 art. 52 cl. 1; Law 74/2025 art. 40 cl. 2 leaves it to the decree.

    Raises:
        InputError: nothing is said, or no notice is asked for in this month.
    """
    if not reason.strip():
        raise InputError(
            "Hãy ghi lý do miễn và giấy tờ chứng minh.",
            "Say why, and by which paper.",
            field="reason",
            code="reason_needed",
        )
    hold_claim(month.claim_id)
    held: BenefitMonth = BenefitMonth.objects.select_for_update(of=("self",)).get(pk=month.pk)
    if held.notice_until is None or held.notice_id is not None or held.state != MonthState.PLANNED:
        raise InputError(
            "Tháng này không còn chờ thông báo nên không cần miễn. Hãy chọn tháng khác.",
            "No notice is awaited in this month. Choose another one.",
            field="month",
            code="nothing_to_exempt",
        )
    held.is_exempt, held.exempt_ground, held.exempt_reason = True, ground, reason.strip()[:300]
    held.state = MonthState.DUE
    columns = ["is_exempt", "exempt_ground", "exempt_reason"]
    return save(held, columns, "claim.month_exempt", actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class Report:
    """Something that happened to a person in benefit."""

    kind: str
    happened_on: date
    is_notified: bool
    source: str
    contract_months: int | None = None


@transaction.atomic
def report_status(*, claim: Claim, report: Report, actor: Actor, now: datetime) -> StatusReport:
    """Note a new job, military service, study …; where the law ends the benefit for it, the
    decision is prepared for an officer.

    Raises:
        InputError: the kind is unknown, the day lies ahead, or it was noted already.
    """
    claim = hold_claim(claim.pk)
    _check_report(claim, report, timezone.localdate(now))
    row = StatusReport(
        claim=claim,
        kind=report.kind,
        happened_on=report.happened_on,
        contract_months=report.contract_months,
        is_notified=report.is_notified,
        source=report.source[:120],
    )
    insert(row, "claim.status_reported", actor=actor, now=now)
    prepare_ending(claim, report, timezone.localdate(now), now)
    return row


def _check_report(claim: Claim, report: Report, today: date) -> None:
    if report.kind not in {*REPORTED, REFUSED_JOB}:
        raise InputError(
            f"Chưa biết loại thay đổi “{report.kind}”. Hãy chọn trong danh sách.",
            f"Unknown kind of change {report.kind!r}.",
            field="kind",
            code="kind_unknown",
        )
    if report.happened_on > today or report.happened_on < claim.separated_on:
        raise InputError(
            "Ngày xảy ra phải từ ngày nghỉ việc đến hôm nay.",
            "The day lies between the separation and today.",
            field="happened_on",
            code="report_day",
        )
    if claim.reports.filter(kind=report.kind, happened_on=report.happened_on).exists():
        raise InputError(
            "Thay đổi này đã được ghi nhận rồi.",
            "This change is noted already.",
            code="report_exists",
        )


def prepare_ending(claim: Claim, report: Report | StatusReport, today: date, now: datetime) -> bool:
    """Lay the ending before an officer where the law ends the benefit, in the caller's
    transaction."""
    if claim.state not in IN_BENEFIT or claim.decisions.open().exists():
        return False
    outcome = outcome_in_benefit(claim, on=today)
    ended_on = outcome.record["ended_on"]
    if ended_on is None:
        return False
    draft = Draft(
        DecisionKind.TERMINATE,
        outcome,
        date.fromisoformat(ended_on),
        ground="refused_jobs" if report.kind == REFUSED_JOB else report.kind,
        reason=report.source,
    )
    prepare(claim, draft, actor=SYSTEM, now=now)
    return True


def prepare_suspensions(*, now: datetime, limit: int = 500) -> int:
    """Prepare a suspension for each claim whose notice did not come in time; people decide.

    Returns:
        How many were prepared; 0 says that nothing is left.
    """
    today = timezone.localdate(now)
    late = BenefitMonth.objects.without_notice_after(today).filter(
        claim__state=ClaimState.RECEIVING, claim__decisions__isnull=False
    )
    open_ones = Claim.objects.filter(decisions__in=_open_decisions()).values("pk")
    ids = late.exclude(claim__in=open_ones).order_by("claim_id").values_list("claim_id", flat=True)
    return sum(_prepare_suspension(claim_id, today, now) for claim_id in ids.distinct()[:limit])


def _open_decisions() -> ClaimDecisionQuerySet:
    return ClaimDecision.objects.open()


@transaction.atomic
def _prepare_suspension(claim_id: UUID, today: date, now: datetime) -> int:
    claim = hold_claim(claim_id)
    late = claim.months.without_notice_after(today).order_by("number").first()
    if claim.state != ClaimState.RECEIVING or claim.decisions.open().exists():
        return 0
    if late is None or late.notice_until is None:
        return 0
    draft = Draft(
        DecisionKind.SUSPEND,
        outcome_in_benefit(claim, on=today),
        late.notice_until,
        ground="notice_missed",
        reason=f"Không thông báo tìm kiếm việc làm tháng hưởng thứ {late.number}",
    )
    prepare(claim, draft, actor=SYSTEM, now=now)
    return 1


def prepare_cancellations(*, now: datetime, limit: int = 500) -> int:
    """Prepare the cancelling of decisions that nobody came for in time; people decide.

    Source: Decree 28/2015 art. 18 cl. 3; of 2026 provisional.
    """
    today = timezone.localdate(now)
    late = Claim.objects.filter(state=ClaimState.GRANTED, collect_by__lt=today)
    ids = late.exclude(decisions__in=_open_decisions()).order_by("id")
    return sum(
        _prepare_cancellation(pk, today, now) for pk in ids.values_list("pk", flat=True)[:limit]
    )


@transaction.atomic
def _prepare_cancellation(claim_id: UUID, today: date, now: datetime) -> int:
    claim = hold_claim(claim_id)
    if claim.state != ClaimState.GRANTED or claim.decisions.open().exists():
        return 0
    draft = Draft(
        DecisionKind.CANCEL,
        outcome_in_benefit(claim, on=today),
        today,
        ground="not_collected",
        reason="Quá hạn không đến nhận quyết định hưởng",
    )
    prepare(claim, draft, actor=SYSTEM, now=now)
    return 1


def end_run_out(*, now: datetime, limit: int = 500) -> int:
    """End the benefits whose last month is over."""
    today = timezone.localdate(now)
    running = Claim.objects.in_benefit().exclude(months__last_on__gte=today)
    ids = list(running.order_by("id").values_list("pk", flat=True)[:limit])
    return sum(_end_run_out(claim_id, today, now) for claim_id in ids)


@transaction.atomic
def _end_run_out(claim_id: UUID, today: date, now: datetime) -> int:
    claim = hold_claim(claim_id)
    last = claim.months.order_by("-number").first()
    if claim.state not in IN_BENEFIT or last is None or last.last_on >= today:
        return 0
    outcome = outcome_in_benefit(claim, on=today)
    move(claim, "run_out")
    claim.ended_on, claim.reserved_months = last.last_on, outcome.record["reserved_months"]
    save(claim, ["ended_on", "reserved_months"], "claim.run_out", actor=SYSTEM, now=now)
    tell(claim, "run_out", _("Bạn đã hưởng hết thời gian trợ cấp."), key="run_out", now=now)
    return 1


def remind_of_notices(*, now: datetime, limit: int = 500) -> int:
    """Remind, once a month, whoever has to give the notice and has not yet."""
    today = timezone.localdate(now)
    due = BenefitMonth.objects.filter(
        notice_from__lte=today,
        notice_until__gte=today,
        notice__isnull=True,
        is_exempt=False,
        reminded_at__isnull=True,
        claim__state__in=IN_BENEFIT,
    )
    ids = list(due.order_by("id").values_list("pk", flat=True)[:limit])
    return sum(_remind(month_id, now) for month_id in ids)


@transaction.atomic
def _remind(month_id: UUID, now: datetime) -> int:
    month = BenefitMonth.objects.select_related("claim__jobseeker__user").get(pk=month_id)
    claim = hold_claim(month.claim_id)
    if month.reminded_at is not None or month.notice_until is None:
        return 0
    month.reminded_at = now
    save(month, ["reminded_at"], "claim.month_reminded", actor=SYSTEM, now=now)
    subject = _("Hãy thông báo tìm kiếm việc làm trước hết ngày %(day)s để không bị tạm dừng.")
    words = subject % {"day": f"{month.notice_until:%d/%m/%Y}"}
    tell(claim, "notice_due", words, key=f"notice:{month.number}", now=now)
    return 1
