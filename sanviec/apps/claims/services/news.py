"""Who began to contribute again: from the agency's feed to a report and a prepared decision.

Entries may come twice, late and out of order; the cursor moves with what was taken, or not at all.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from sanviec.apps.claims.agency import News, NewWork, connected_agency
from sanviec.apps.claims.enums import (
    IN_BENEFIT,
    ClaimState,
    DecisionKind,
    DecisionState,
    FlagKind,
    NewsOutcome,
)
from sanviec.apps.claims.facts import facts_in_benefit
from sanviec.apps.claims.models import (
    AgencyCursor,
    AgencyNews,
    Claim,
    ClaimDecision,
    StatusReport,
)
from sanviec.apps.jobseekers.checks import IDENTITY
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.fields import blind_index

from .benefit import Report, prepare_ending, report_status
from .flags import note_clashes
from .intake import insurance_index
from .outcome import outcome_in_benefit
from .rows import hold_claim, insert, move_decision, save

FEED = "new_contributions"
NEW_JOB = "new_job"
_MOST_PAGES = 200
# A person names the first day, the agency often the first day of the month.
_SAME_JOB = timedelta(days=31)
_BEFORE_DECISION = frozenset(
    {
        ClaimState.DRAFT,
        ClaimState.FILED,
        ClaimState.RETURNED,
        ClaimState.ACCEPTED,
        ClaimState.PROPOSED,
    }
)
_REPLACED = (DecisionKind.SUSPEND, DecisionKind.RESUME, DecisionKind.TERMINATE)
_RUNNING = IN_BENEFIT | {ClaimState.GRANTED, ClaimState.TRANSFERRING}


def pull_news(*, now: datetime) -> int:
    """Read the feed on from where it was left.

    Returns:
        How many entries were about people of this installation and new; 0 says none is left.

    Raises:
        AgencyError: the agency is not connected or away; what was read before stays.
    Cost: one request a page; one transaction a page.
    """
    agency, taken = connected_agency(), 0
    for _page in range(_MOST_PAGES):
        before = _cursor(now)
        page = agency.fetch_news(before)
        taken += _take_page(before, page, now)
        if not page.has_more or page.cursor == before:
            break
    return taken + _report_what_lay_ahead(now) + prepare_endings(now=now)


def _cursor(now: datetime) -> str:
    row = AgencyCursor.objects.filter(feed=FEED).first()
    if row is None:
        with transaction.atomic():
            row = insert(
                AgencyCursor(feed=FEED, read_at=now), "agency.feed_begun", actor=SYSTEM, now=now
            )
    return row.cursor


@transaction.atomic
def _take_page(before: str, page: News, now: datetime) -> int:
    row = AgencyCursor.objects.select_for_update(of=("self",)).get(feed=FEED)
    if row.cursor != before:
        return 0  # another process took this page
    taken = sum(_take(event, now) for event in page.events)
    if page.cursor != before:
        row.cursor, row.read_at = page.cursor, now
        save(row, ["cursor", "read_at"], "agency.feed_read", actor=SYSTEM, now=now)
    return taken


def _take(event: NewWork, now: datetime) -> int:
    if AgencyNews.objects.filter(event_id=event.event_id).exists():
        return 0
    found = _claim_of(event)
    if found is None:
        return 0
    claim = hold_claim(found.pk)
    news = AgencyNews(
        event_id=event.event_id,
        claim=claim,
        employer=event.employer,
        began_on=event.began_on,
        contract_months=event.contract_months,
    )
    _judge(news, claim, now)
    insert(news, "claim.agency_news", actor=SYSTEM, now=now)
    return 1


def _claim_of(event: NewWork) -> Claim | None:
    """The person's last claim that began before the job, else the first one."""
    is_person = Q(insurance_index=insurance_index(event.number)) | Q(
        jobseeker__identity_index=blind_index(event.number, IDENTITY)
    )
    claims = Claim.objects.filter(is_person).order_by("-separated_on", "id")
    return claims.filter(separated_on__lte=event.began_on).first() or claims.last()


def _judge(news: AgencyNews, claim: Claim, now: datetime) -> None:
    """Say what the entry means for the claim, and note it there."""
    if news.began_on < claim.separated_on:
        news.outcome = NewsOutcome.EARLIER
    elif claim.state in _BEFORE_DECISION:
        _flag(news, claim, now)
        news.outcome = NewsOutcome.FLAGGED
    elif not _concerns_benefit(claim, news.began_on):
        news.outcome = NewsOutcome.AFTER
    elif news.began_on > timezone.localdate(now):
        news.outcome = NewsOutcome.AHEAD
    elif _is_known(claim, news.began_on):
        news.outcome = NewsOutcome.KNOWN
    else:
        news.report = _report(claim, news, now)
        news.outcome = NewsOutcome.REPORTED
        if not claim.decisions.open().exists():
            # Work before the first day, or too short to end the benefit: a person looks at it.
            _flag(news, claim, now)


def _flag(news: AgencyNews, claim: Claim, now: datetime) -> None:
    detail = f"{news.employer}, đóng từ {news.began_on:%d/%m/%Y}"
    note_clashes(claim, [(FlagKind.WORKS_ELSEWHERE, detail)], actor=SYSTEM, now=now)


def _concerns_benefit(claim: Claim, began_on: date) -> bool:
    is_inside = claim.ended_on is not None and began_on <= claim.ended_on
    return claim.state in _RUNNING or (claim.state == ClaimState.ENDED and is_inside)


def _is_known(claim: Claim, began_on: date) -> bool:
    told = claim.reports.filter(kind=NEW_JOB)
    same = told.filter(
        is_notified=True, happened_on__range=(began_on - _SAME_JOB, began_on + _SAME_JOB)
    )
    return same.exists() or told.filter(happened_on=began_on).exists()


def _report(claim: Claim, news: AgencyNews, now: datetime) -> StatusReport:
    report = Report(
        kind=NEW_JOB,
        happened_on=news.began_on,
        is_notified=False,
        source=f"Cơ quan BHXH: {news.employer}"[:120],
        contract_months=news.contract_months,
    )
    row = report_status(claim=claim, report=report, actor=SYSTEM, now=now)
    _replace_what_was_prepared(claim, now)
    return row


def _replace_what_was_prepared(claim: Claim, now: datetime) -> None:
    """What the system laid before an officer without knowing of this job could not be signed any
    more; where the law ends the benefit, the ending takes its place."""
    stale = claim.decisions.filter(state=DecisionState.PREPARED, kind__in=_REPLACED).first()
    first = claim.reports.order_by("happened_on", "created_at").first()
    today = timezone.localdate(now)
    if stale is None or first is None or claim.state not in IN_BENEFIT:
        return
    if outcome_in_benefit(claim, on=today).record["ended_on"] is None:
        return
    if _knows_all(stale, claim, today):
        return  # it is the ending that this very report brought
    move_decision(stale, "drop")
    stale.sent_back_reason = "Cơ quan BHXH báo thêm việc làm mới"
    save(stale, ["sent_back_reason"], "claim.decision_dropped", actor=SYSTEM, now=now)
    prepare_ending(claim, first, today, now)


def _knows_all(decision: ClaimDecision, claim: Claim, today: date) -> bool:
    told = facts_in_benefit(claim, on=today)
    return bool(told["status_events"] == decision.facts.get("status_events"))


def _report_what_lay_ahead(now: datetime) -> int:
    """Jobs that were told of before their first day, once it has come."""
    waiting = AgencyNews.objects.filter(
        outcome=NewsOutcome.AHEAD, began_on__lte=timezone.localdate(now)
    )
    return sum(_begin(news, now) for news in waiting.order_by("began_on", "event_id"))


@transaction.atomic
def _begin(news: AgencyNews, now: datetime) -> int:
    claim = hold_claim(news.claim_id)
    _judge(news, claim, now)
    save(news, ["outcome", "report"], "claim.agency_news", actor=SYSTEM, now=now)
    return 1


def prepare_endings(*, now: datetime) -> int:
    """Prepare the endings that could not be prepared when they were reported, because another
    decision was open or the decision was not collected yet.

    An ending that a person dropped is not prepared again without a newer report.
    """
    ends = Max("decisions__created_at", filter=Q(decisions__kind=DecisionKind.TERMINATE))
    claims = Claim.objects.in_benefit().annotate(
        last_report=Max("reports__created_at"), last_ending=ends
    )
    newer = Q(last_ending__isnull=True) | Q(last_report__gt=F("last_ending"))
    waiting = claims.filter(newer, last_report__isnull=False)
    return sum(_prepare_one(claim.pk, now) for claim in waiting.order_by("id"))


@transaction.atomic
def _prepare_one(claim_id: UUID, now: datetime) -> int:
    claim = Claim.objects.select_for_update(of=("self",)).get(pk=claim_id)
    report = claim.reports.order_by("happened_on", "created_at").first()
    if report is None:
        return 0
    return int(prepare_ending(claim, report, timezone.localdate(now), now))
