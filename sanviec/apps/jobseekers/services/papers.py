"""Papers and earlier jobs of a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sanviec.apps.jobseekers.enums import DocumentKind
from sanviec.apps.jobseekers.models import Document, Jobseeker, WorkPeriod
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.services import store_document
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import nfc

from .rows import lock, refuse_unless_live

MOST_PERIODS = 20


@transaction.atomic
def add_document(
    *,
    jobseeker: Jobseeker,
    kind: DocumentKind,
    name: str,
    content: bytes,
    actor: Actor,
    now: datetime,
) -> Document:
    """A paper in the file.

    Raises:
        InputError: it is neither PDF, JPEG nor PNG, or too large; or the file is over.
    """
    jobseeker = lock(jobseeker)
    refuse_unless_live(jobseeker)
    stored = store_document(name=name, content=content, now=now)
    document = Document(jobseeker=jobseeker, kind=kind, file=stored, created_at=now, updated_at=now)
    document.save(force_insert=True)
    data = {"kind": kind.value, "sha256": stored.sha256}
    audit.record(audit.Act("document.added", document, data), actor=actor, now=now)
    return document


@dataclass(frozen=True, slots=True)
class WorkPeriodData:
    """One earlier job; the months are given by their first day."""

    title: str
    employer_name: str = ""
    occupation_code: str = ""
    from_month: date | None = None
    to_month: date | None = None


@transaction.atomic
def replace_work_periods(
    *, jobseeker: Jobseeker, periods: Sequence[WorkPeriodData], actor: Actor, now: datetime
) -> list[WorkPeriod]:
    """The earlier jobs as they are now told; those told before are removed.

    Raises:
        InputError: a job without a title, one that ends before it begins, or too many.
    """
    jobseeker = lock(jobseeker)
    refuse_unless_live(jobseeker)
    _check(periods)
    old = list(jobseeker.work_periods.order_by("created_at", "id"))
    new = [_period(jobseeker, data, now) for data in periods]
    acts = [audit.Act("work_period.deleted", row) for row in old]
    acts += [audit.Act("work_period.added", row) for row in new]
    WorkPeriod.objects.filter(pk__in=[row.pk for row in old]).delete()
    WorkPeriod.objects.bulk_create(new)
    if acts:
        audit.record_many(acts, actor=actor, now=now)
    return new


def _period(jobseeker: Jobseeker, data: WorkPeriodData, now: datetime) -> WorkPeriod:
    return WorkPeriod(
        jobseeker=jobseeker,
        title=nfc(data.title).strip()[:160],
        employer_name=nfc(data.employer_name).strip()[:160],
        occupation_code=data.occupation_code,
        from_month=data.from_month,
        to_month=data.to_month,
        created_at=now,
        updated_at=now,
    )


def _check(periods: Sequence[WorkPeriodData]) -> None:
    if len(periods) > MOST_PERIODS:
        raise _wrong(
            f"Chỉ ghi được {MOST_PERIODS} công việc đã làm. Hãy giữ các việc gần nhất.",
            f"{len(periods)} work periods, at most {MOST_PERIODS}",
        )
    for period in periods:
        if not period.title.strip():
            raise _wrong("Hãy ghi tên công việc đã làm.", "a work period has no title")
        if period.from_month and period.to_month and period.to_month < period.from_month:
            raise _wrong(
                "Tháng thôi việc phải sau tháng bắt đầu.",
                f"work period from {period.from_month} to {period.to_month}",
            )


def _wrong(text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field="work_periods", code="work_period_invalid")
