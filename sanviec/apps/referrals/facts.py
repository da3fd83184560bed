"""The only place that turns a match into what a referral keeps of it, and back into an outcome."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from sanviec.engines.matching import Explanation, Weights
from sanviec.engines.matching.learning import Grade, RecordedOutcome, shares_of

from .enums import WAS_HIRED, DeclineReason, ReferralState, RefusalReason
from .models import Referral

# Reasons that say something about the person's life or the employer's numbers, not the pair.
_SAYS_NOTHING = frozenset(
    {
        DeclineReason.OTHER_JOB.value,
        DeclineReason.FAMILY.value,
        DeclineReason.HEALTH.value,
        RefusalReason.FILLED.value,
        RefusalReason.UNREACHABLE.value,
    }
)


def reasons_of(explanation: Explanation) -> list[dict[str, Any]]:
    """The reasons as they are stored; their points sum to the score."""
    return [
        {"term": r.term, "points": r.points, "text_vi": r.text_vi, "text_en": r.text_en}
        for r in explanation.reasons
    ]


def outcome_of(referral: Referral, weights: Weights) -> RecordedOutcome:
    """What became of a referral, with the points that it was made with.

    Args:
        weights: those that gave the points.
    """
    points = [(reason["term"], int(reason["points"])) for reason in referral.reasons]
    return RecordedOutcome(
        jobseeker_id=str(referral.jobseeker_id),
        vacancy_id=str(referral.vacancy_id),
        introduced_on=timezone.localdate(referral.created_at),
        grade=grade_of(referral),
        shares=shares_of(points, weights),
    )


def grade_of(referral: Referral) -> Grade | None:
    """How far the pair came; None while that is open, or when the end says nothing of the pair.

    Whoever was hired and did not come to work counts as interviewed.
    """
    state = ReferralState(referral.state)
    if state in WAS_HIRED:
        return Grade.HIRED
    if state == ReferralState.NOT_STARTED:
        return Grade.INTERVIEWED
    if state == ReferralState.NOT_SELECTED:
        return None if referral.reason_code in _SAYS_NOTHING else _reached(referral)
    if state == ReferralState.DECLINED:
        return None if referral.reason_code in _SAYS_NOTHING else Grade.DECLINED
    if state == ReferralState.NO_ANSWER:
        return Grade.INTERVIEWED if referral.interview_at else Grade.DECLINED
    return Grade.DECLINED if state == ReferralState.NO_SHOW else None


def _reached(referral: Referral) -> Grade:
    return Grade.INTERVIEWED if referral.interview_at else Grade.INTRODUCED
