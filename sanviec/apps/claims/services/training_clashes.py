"""Another course of the same worker: what the law counts together, and what a person decides.

The laws give one unemployment a total of months (Law 74/2025 art. 37 cl. 3, Law 38/2013 art. 56
cl. 1); of courses at the same time, and of a second one within the total, they say nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sanviec.apps.claims.enums import LIVE_TRAINING, TRAINING_FLAGS, FlagKind, TrainingState
from sanviec.apps.claims.models import ClaimFlag, TrainingSupport
from sanviec.engines.benefits import load_law
from sanviec.engines.benefits.support import course_between, half_months_of
from sanviec.kernel.errors import InputError


def clashes_of(row: TrainingSupport) -> Iterator[tuple[FlagKind, str]]:
    """Other live courses of the worker: at the same time, or in the same unemployment."""
    for other in _others(row):
        span = f"{other.course[:60]}, {other.first_on:%d/%m/%Y} – {other.last_on:%d/%m/%Y}"
        if other.first_on <= row.last_on and row.first_on <= other.last_on:
            yield FlagKind.TRAINING_OVERLAP, f"{row.number}: {other.number} ({span})"
        elif _is_same_unemployment(row, other):
            yield FlagKind.TRAINING_AGAIN, f"{row.number}: {other.number} ({span})"


def _others(row: TrainingSupport) -> list[TrainingSupport]:
    """Every live course of the worker but this one, whichever claim it is on."""
    if row.claim is None:
        return []
    live = TrainingSupport.objects.filter(
        claim__jobseeker_id=row.claim.jobseeker_id, state__in=LIVE_TRAINING
    )
    rows = live.exclude(pk=row.pk).select_related("claim")
    return list(rows.order_by("first_on", "id"))


def _is_same_unemployment(row: TrainingSupport, other: TrainingSupport) -> bool:
    """One lost job may have two claims, where the first was withdrawn or refused."""
    assert row.claim is not None, "asked before"
    assert other.claim is not None, "asked before"
    return row.claim.separated_on == other.claim.separated_on


def used_before(row: TrainingSupport, *, on: date) -> dict[str, int]:
    """What granted courses of the same unemployment took, in halves of a month, as a fact for
    the engine; nothing where they took none, so that earlier facts stay as they were."""
    law = load_law()
    granted = [
        other
        for other in _others(row)
        if other.state == TrainingState.GRANTED and _is_same_unemployment(row, other)
    ]
    used = sum(
        half_months_of(course_between(other.first_on, other.last_on), on, law) for other in granted
    )
    return {"used_half_months": used} if used else {}


def training_flags(row: TrainingSupport) -> list[ClaimFlag]:
    """What was flagged between this course and another, the earliest first."""
    if row.claim_id is None:
        return []
    flags = ClaimFlag.objects.filter(
        claim__training_supports=row, kind__in=TRAINING_FLAGS, detail__contains=row.number
    )
    return list(flags.order_by("created_at", "id"))


def check_clashes_answered(row: TrainingSupport) -> None:
    """See that a person has said what another course means.

    Raises:
        InputError: a flag waits.
    """
    if any(flag.answered_at is None for flag in training_flags(row)):
        raise InputError(
            "Người lao động còn khóa học khác được hỗ trợ hoặc đang đề nghị. Luật không nói rõ "
            "trường hợp này: hãy kiểm tra và ghi kết luận ở cảnh báo trước khi trình ký.",
            "The worker has another course. Say at the warning what that means, then propose.",
            code="training_flagged",
        )
