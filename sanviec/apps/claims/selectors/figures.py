"""What became of claims in a period, counted from rows; turns and persons are never added.

A decision and a month belong to the centre that made or counts them, so a claim that moved is
counted once on each side of its move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import ceil
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from sanviec.apps.claims.enums import DecisionKind, MonthState
from sanviec.apps.claims.models import BenefitMonth, Claim, ClaimDecision, StatusReport
from sanviec.apps.claims.querysets import ClaimDecisionQuerySet, ClaimQuerySet
from sanviec.apps.counselling.models import CounsellingSession
from sanviec.apps.reference.selectors import calendar, parameter
from sanviec.apps.referrals.models import Referral
from sanviec.kernel.calendars import add_months

Numbers = dict[str, int]
FOLLOWED_MONTHS = (3, 6)


@dataclass(frozen=True, slots=True)
class Period:
    """Days of one centre's work, or of all centres.

    Args:
        centre_id: None for all centres together.
        on: the day on which it is counted; open cases are late against it.
    """

    centre_id: UUID | None
    first: date
    last: date
    on: date

    def year_before(self) -> Period:
        """The same days of the year before."""
        return Period(
            self.centre_id, add_months(self.first, -12), add_months(self.last, -12), self.on
        )

    @property
    def begins(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def ends(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time.min))


def numbers_of(period: Period) -> Numbers:
    """Every number of the report by its code; a code that is missing is 0.

    Cost: thirteen queries, however many claims there are.
    """
    return {
        **_filed(period),
        **_decided(period),
        **_refusal_reasons(period),
        **_times(period),
        **_notices(period),
        **gate_numbers(period),
        **_at_work_again(period),
    }


def _filed_claims(period: Period) -> ClaimQuerySet:
    filed = Claim.objects.filter(filed_on__range=(period.first, period.last))
    if period.centre_id is None:
        return filed
    return filed.filter(filed_at_centre_id=period.centre_id)


def _filed(period: Period) -> Numbers:
    filed = _filed_claims(period)
    told: Numbers = filed.aggregate(
        filed=Count("pk"), filed_persons=Count("jobseeker_id", distinct=True)
    )
    for name in ("channel", "state"):
        counted = filed.order_by(name).values_list(name).annotate(n=Count("pk"))
        told |= {f"{name}.{code}": n for code, n in counted}
    return told


def decisions_in(period: Period) -> ClaimDecisionQuerySet:
    """The decisions signed in the period by the centre."""
    signed = ClaimDecision.objects.signed().filter(
        signed_at__gte=period.begins, signed_at__lt=period.ends
    )
    if period.centre_id is None:
        return signed
    by = signed.annotate(made_at=Coalesce("centre_id", "claim__filed_at_centre_id"))
    return by.filter(made_at=period.centre_id)


def _decided(period: Period) -> Numbers:
    signed = decisions_in(period)
    kinds = signed.order_by("kind").values_list("kind").annotate(n=Count("pk"))
    told = {f"decision.{kind}": n for kind, n in kinds}
    granted = signed.filter(kind=DecisionKind.GRANT)
    money = F("claim__monthly_amount_vnd") * F("claim__entitlement_months")
    told |= granted.aggregate(
        granted_persons=Count("claim__jobseeker_id", distinct=True),
        granted_vnd=Sum(money, default=0),
    )
    return told


def _refusal_reasons(period: Period) -> Numbers:
    """A refusal may rest on several reasons, so these do not add up to the refusals."""
    outcomes = decisions_in(period).filter(kind=DecisionKind.REFUSE).order_by("pk")
    rules: Counter[str] = Counter()
    for outcome in outcomes.values_list("outcome", flat=True).iterator(chunk_size=500):
        rules.update({refusal["rule"] for refusal in outcome["refusals"]})
    return {f"refused.{rule}": n for rule, n in rules.items()}


def _times(period: Period) -> Numbers:
    """Days from the whole dossier to the signature, and what was late or still is."""
    first_ones = decisions_in(period).filter(kind__in=[DecisionKind.GRANT, DecisionKind.REFUSE])
    pairs = [
        (accepted_on, timezone.localdate(signed_at))
        for accepted_on, signed_at in first_ones.order_by("signed_at", "pk").values_list(
            "claim__accepted_on", "signed_at"
        )
        if accepted_on is not None and signed_at is not None
    ]
    days = sorted((signed - accepted).days for accepted, signed in pairs)
    waiting = Claim.objects.with_centre().filter(decide_by__lt=period.on)
    if period.centre_id is not None:
        waiting = waiting.in_centre(period.centre_id)
    told = {
        "days.count": len(days),
        "late.decided": sum(signed > _due(accepted) for accepted, signed in pairs),
        "late.open": waiting.count(),
    }
    if days:
        told |= {"days.median": nearest_rank(days, 50), "days.p90": nearest_rank(days, 90)}
    return told


def _due(accepted_on: date) -> date:
    days = parameter("claim_decision_working_days", accepted_on)
    return calendar().add_working_days(accepted_on, days)


def nearest_rank(ordered: list[int], percent: int) -> int:
    """The smallest value that so many percent do not exceed."""
    return ordered[max(ceil(len(ordered) * percent / 100), 1) - 1]


def _notices(period: Period) -> Numbers:
    months = BenefitMonth.objects.filter(
        notice_until__range=(period.first, period.last), notice_until__lt=period.on
    ).exclude(state=MonthState.VOID)
    if period.centre_id is not None:
        months = months.annotate(counts_at=Coalesce("centre_id", "claim__filed_at_centre_id"))
        months = months.filter(counts_at=period.centre_id)
    asked = Q(is_exempt=False)
    in_time = Q(notice__made_on__lte=F("notice_until"))
    told: Numbers = months.aggregate(
        **{
            "notice.in_time": Count("pk", filter=asked & Q(notice__isnull=False) & in_time),
            "notice.late": Count("pk", filter=asked & Q(notice__made_on__gt=F("notice_until"))),
            "notice.missing": Count("pk", filter=asked & Q(notice__isnull=True)),
            "notice.exempt": Count("pk", filter=~asked),
        }
    )
    return told


def gate_numbers(period: Period) -> Numbers:
    """Granted claims with counselling and an introduction before the signature, the others by
    the kind of reason."""
    person, since = OuterRef("claim__jobseeker_id"), OuterRef("claim__separated_on")
    met = CounsellingSession.objects.filter(
        jobseeker_id=person, held_on__gte=since, created_at__lte=OuterRef("signed_at")
    )
    sent = Referral.objects.filter(
        jobseeker_id=person, sent_at__date__gte=since, sent_at__lte=OuterRef("signed_at")
    )
    granted = decisions_in(period).filter(kind=DecisionKind.GRANT)
    rows = granted.annotate(is_met=Exists(met), is_sent=Exists(sent)).order_by("pk")
    told: Counter[str] = Counter({"gate.granted": 0, "gate.helped": 0})
    for is_met, is_sent, reason in rows.values_list("is_met", "is_sent", "claim__gate_reason_kind"):
        told["gate.granted"] += 1
        told["gate.helped" if is_met and is_sent else f"gate.{reason or 'other'}"] += 1
    return dict(told)


def _at_work_again(period: Period) -> Numbers:
    """Granted claims that can be followed for so long, and those of them with work by then."""
    granted = decisions_in(period).filter(kind=DecisionKind.GRANT).order_by("pk")
    rows = [
        (person_id, timezone.localdate(signed_at))
        for person_id, signed_at in granted.values_list("claim__jobseeker_id", "signed_at")
    ]
    starts = _starts_of_work({person_id for person_id, _ in rows})
    told: Counter[str] = Counter()
    for person_id, signed_on in rows:
        for months in FOLLOWED_MONTHS:
            until = add_months(signed_on, months)
            if until > period.on:
                continue
            told[f"followed.{months}"] += 1
            found = any(signed_on <= day <= until for day in starts.get(person_id, ()))
            told[f"at_work.{months}"] += found
    return dict(told)


def _starts_of_work(persons: set[UUID]) -> dict[UUID, list[date]]:
    """Days on which persons began to work: reported, or confirmed after an introduction."""
    told = StatusReport.objects.filter(
        claim__jobseeker_id__in=persons, kind="new_job", struck_at__isnull=True
    ).values_list("claim__jobseeker_id", "happened_on")
    confirmed = Referral.objects.filter(
        jobseeker_id__in=persons, start_confirmed_at__isnull=False, starts_on__isnull=False
    ).values_list("jobseeker_id", "starts_on")
    return _grouped([*told.order_by("pk"), *confirmed.order_by("pk")])


def _grouped(pairs: Iterable[tuple[UUID, date | None]]) -> dict[UUID, list[date]]:
    found: dict[UUID, list[date]] = {}
    for person_id, day in pairs:
        if day is not None:
            found.setdefault(person_id, []).append(day)
    return found
