"""Whose monthly notice the counter may take today, and how many came already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from sanviec.apps.claims.enums import IN_BENEFIT, ClaimState, NoticeChannel
from sanviec.apps.claims.models import BenefitMonth, Claim, JobSearchNotice
from sanviec.apps.platform.actors import Actor

from . import claims_for

_MOST = 20


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A claim in benefit and the month of it that runs today, if one does."""

    claim: Claim
    month: BenefitMonth | None

    @property
    def is_asked(self) -> bool:
        """Whether the month still waits for its notice."""
        return self.month is not None and is_waiting(self.month)


def is_waiting(month: BenefitMonth) -> bool:
    """A month that asks for a notice, of which none has come."""
    return month.notice_until is not None and month.notice_id is None and not month.is_exempt


def notices_to_take(
    actor: Actor, *, people: Collection[UUID], number: str, on: date
) -> list[NoticeRow]:
    """The actor's claims in benefit of these people, or of this number; at most 20.

    Cost: two queries.
    """
    running = claims_for(actor).filter(state__in=[*IN_BENEFIT, ClaimState.TRANSFERRING])
    wanted = Q(jobseeker_id__in=list(people)) | Q(number__iexact=number.strip())
    claims = list(running.filter(wanted).order_by("jobseeker__name_folded", "id")[:_MOST])
    months = BenefitMonth.objects.running_on(on).filter(claim__in=[one.pk for one in claims])
    by_claim = {month.claim_id: month for month in months.select_related("notice")}
    return [NoticeRow(claim, by_claim.get(claim.pk)) for claim in claims]


def month_to_notice(claim: Claim, *, on: date) -> BenefitMonth | None:
    """The month of a claim that waits for its notice today."""
    months = claim.months.running_on(on)
    return next((month for month in months.order_by("number") if is_waiting(month)), None)


def notices_of_day(actor: Actor, *, on: date) -> dict[str, int]:
    """How many notices of the actor's claims came on a day, by channel."""
    told: QuerySet[Any] = JobSearchNotice.objects.filter(
        made_on=on, claim__in=claims_for(actor).values("pk")
    )
    counted = dict(told.order_by().values_list("channel").annotate(Count("pk")))
    return {channel: counted.get(channel, 0) for channel in NoticeChannel.values}
