"""Writes of counselling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from sanviec.apps.jobseekers.models import Jobseeker, Merge
from sanviec.apps.jobseekers.snapshots import Change, change_of, put_back, row_of
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.ids import new_id
from sanviec.kernel.errors import InputError

from .enums import CounsellingTopic, CounsellingWay
from .models import CounsellingSession

_CHANNELS = {
    CounsellingWay.DESK: ServiceChannel.DESK,
    CounsellingWay.GROUP: ServiceChannel.DESK,
    CounsellingWay.PHONE: ServiceChannel.PHONE,
    CounsellingWay.VIDEO: ServiceChannel.WEB,
}


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of a meeting."""

    held_on: date
    summary: str
    topic: CounsellingTopic = CounsellingTopic.JOB
    way: CounsellingWay = CounsellingWay.DESK
    next_step: str = ""
    # The key of the form that told it; it becomes the row's id.
    form_key: UUID | None = None


@transaction.atomic
def record_counselling(
    *, jobseeker: Jobseeker, meeting: Meeting, actor: Actor, now: datetime
) -> CounsellingSession:
    """Write down a meeting that took place; one visit in the ledger.

    The same form again gives back the row that it made.

    Raises:
        InputError: the day lies ahead, nothing is said of what was talked about, or the form was
            used for another person.
    """
    if meeting.held_on > timezone.localdate(now):
        raise InputError(
            "Ngày tư vấn còn ở phía trước. Chỉ ghi buổi đã diễn ra.",
            "The meeting lies ahead. Record it after it took place.",
            field="held_on",
            code="meeting_ahead",
        )
    if not meeting.summary.strip():
        raise InputError(
            "Hãy ghi ngắn gọn đã trao đổi điều gì.",
            "Say in a few words what was talked about.",
            field="summary",
            code="summary_needed",
        )
    row = CounsellingSession(
        id=meeting.form_key or new_id(),
        centre_id=jobseeker.centre_id,
        jobseeker=jobseeker,
        counsellor_id=actor.user_id,
        topic=meeting.topic,
        way=meeting.way,
        held_on=meeting.held_on,
        summary=meeting.summary.strip()[:1000],
        next_step=meeting.next_step.strip()[:500],
        created_at=now,
        updated_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return _made_before(row, jobseeker)
    audit.record(audit.Act("counselling.recorded", row, {"topic": row.topic}), actor=actor, now=now)
    delivery = Delivery(
        centre_id=row.centre_id,
        kind=ServiceKind.COUNSELLING,
        channel=_CHANNELS[meeting.way],
        target=row,
        person_id=jobseeker.pk,
        place_code=jobseeker.residence_code,
    )
    enter(delivery, actor=actor, now=now)
    return row


def _made_before(row: CounsellingSession, jobseeker: Jobseeker) -> CounsellingSession:
    made = CounsellingSession.objects.filter(pk=row.pk, jobseeker=jobseeker).first()
    if made is None:
        raise InputError(
            "Biểu mẫu này đã dùng cho người khác. Hãy mở lại trang rồi ghi.",
            "This form was used for somebody else. Open the page again.",
            code="form_used",
        )
    return made


class MergedCounselling:
    """Takes part in a merge: the meetings of the merged file go with the person."""

    def merge(self, merge: Merge, *, actor: Actor, now: datetime) -> list[Change]:
        """Move the meetings; the changes are the memo for ``undo``."""
        rows = CounsellingSession.objects.filter(jobseeker=merge.merged).select_for_update()
        changes = []
        for row in rows.order_by("created_at", "id"):
            changes.append(change_of(row, {"jobseeker_id": merge.kept.pk}))
            _save(row, "merged", actor=actor, now=now)
        return changes

    def undo(self, merge: Merge, memo: Any, *, actor: Actor, now: datetime) -> None:
        """Put back what still stands as the merge left it."""
        for change in memo:
            row = row_of(change)
            if isinstance(row, CounsellingSession) and put_back(row, change):
                _save(row, "unmerged", actor=actor, now=now)


def _save(row: CounsellingSession, verb: str, *, actor: Actor, now: datetime) -> None:
    row.updated_at = now
    row.save(update_fields=["jobseeker_id", "updated_at"])
    audit.record(audit.Act(f"counselling.{verb}", row), actor=actor, now=now)
