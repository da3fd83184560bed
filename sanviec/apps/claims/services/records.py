"""The record of contributions: from the agency or a file into the dossier, clashes shown."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sanviec.apps.claims.agency import (
    AgencyError,
    ContributionRecord,
    connected_agency,
    record_in_file,
)
from sanviec.apps.claims.agency.comparing import differences, paid_after, up_to
from sanviec.apps.claims.agency.contract import insurance_number
from sanviec.apps.claims.enums import FlagKind, Pension
from sanviec.apps.claims.models import Claim, InsuranceRecord
from sanviec.apps.platform.actors import Actor
from sanviec.engines.benefits.months import month_of
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold

from .correcting import may_edit
from .flags import note_clashes
from .outcome import outcome_of
from .rows import hold_claim, insert, save

AGENCY = "agency"
_MOST_DIFFERENCES = 10


def fetch_record(*, claim: Claim, actor: Actor, now: datetime) -> InsuranceRecord:
    """Ask the agency for the person's record and take it into the dossier.

    Raises:
        AgencyError: the agency is not connected, away, or knows nobody of this number.
        InputError: the dossier is decided already, or the record is impossible.
    Cost: one request to the agency, outside of any transaction.
    """
    _check_is_editable(claim)
    record = connected_agency().fetch_record(_number_of(claim))
    return take_record(claim=claim, record=record, source=AGENCY, actor=actor, now=now)


def upload_record(
    *, claim: Claim, name: str, content: bytes, actor: Actor, now: datetime
) -> InsuranceRecord:
    """The same out of a file that the agency handed to the person or the centre."""
    record = record_in_file(name=name, content=content)
    return take_record(claim=claim, record=record, source=name[-120:], actor=actor, now=now)


def _number_of(claim: Claim) -> str:
    number = claim.insurance_no or claim.jobseeker.identity_no
    if not number:
        raise InputError(
            "Hồ sơ chưa có mã số bảo hiểm xã hội hoặc số định danh cá nhân. "
            "Hãy sửa lời khai để ghi mã số rồi lấy lại.",
            "The claim has neither a social insurance number nor a citizen's number.",
            field="insurance_no",
            code="number_missing",
        )
    return insurance_number(number, "insurance_no")


@transaction.atomic
def take_record(
    *, claim: Claim, record: ContributionRecord, source: str, actor: Actor, now: datetime
) -> InsuranceRecord:
    """Put a record into the dossier; what clashes becomes flags for a person to decide.

    The same record once more changes nothing.

    Raises:
        InputError: it is about somebody else, the dossier is decided already, or the record is
            impossible; ``field`` names the place.
    """
    claim = hold_claim(claim.pk)
    _check_is_editable(claim)
    _check_is_same_person(claim, record)
    today = timezone.localdate(now)
    if record.as_of > today:
        raise InputError(
            "Bản ghi mang ngày ở phía trước. Hãy kiểm tra lại tệp hoặc hỏi cơ quan bảo hiểm.",
            "The record is dated ahead of today.",
            field="as_of",
            code="record_ahead",
        )
    row = _row(claim, record, source)
    known = claim.insurance_records.filter(content_sha256=row.content_sha256).first()
    if known is not None and claim.contributions == _usable(claim, record):
        return known
    insert(row, "claim.record_kept", actor=actor, now=now)
    claim.contributions = _usable(claim, record)
    claim.contributions_from = _from_words(record, source)[:60]
    if record.carried_in_months is not None:
        claim.carried_in_months = record.carried_in_months
    # The engine refuses what is impossible, and names the field.
    outcome_of(claim, on=today)
    columns = ["contributions", "contributions_from", "carried_in_months"]
    save(claim, columns, "claim.record_taken", actor=actor, now=now)
    note_clashes(claim, _clashes(claim, record, row), actor=actor, now=now)
    return row


def _check_is_editable(claim: Claim) -> None:
    if not may_edit(claim):
        raise InputError(
            "Hồ sơ đã trình ký nên không đổi được quá trình đóng. Hãy trả lại cán bộ trước.",
            "The claim waits to be signed or is decided; its record no longer changes.",
            code="claim_not_editable",
        )


def _check_is_same_person(claim: Claim, record: ContributionRecord) -> None:
    person = claim.jobseeker
    numbers = {number for number in (claim.insurance_no, person.identity_no) if number}
    is_other_number = bool(numbers) and record.number not in numbers
    is_other_name = bool(record.full_name) and fold(record.full_name) != fold(person.full_name)
    days = (record.birth_date, person.birth_date)
    if is_other_number or is_other_name or (all(days) and days[0] != days[1]):
        raise AgencyError(
            "Bản ghi nhận được là của người khác (mã số, họ tên hoặc ngày sinh không khớp). "
            "Chưa có gì được ghi. Hãy kiểm tra mã số bảo hiểm xã hội và họ tên trong hồ sơ.",
            "The record is about somebody else: number, name or birth date differ.",
            code="record_of_other",
            is_final=True,
        )


def _row(claim: Claim, record: ContributionRecord, source: str) -> InsuranceRecord:
    told = asdict(record)
    for name in ("number", "full_name", "birth_date"):
        del told[name]
    content: dict[str, Any] = json.loads(json.dumps(told, ensure_ascii=False, default=str))
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    found = differences(claim.contributions, _usable(claim, record)) if claim.contributions else []
    return InsuranceRecord(
        claim=claim,
        source=source,
        as_of=record.as_of,
        content=content,
        content_sha256=hashlib.sha256(text.encode()).hexdigest(),
        declared=claim.contributions,
        differences=[str(difference) for difference in found],
    )


def _usable(claim: Claim, record: ContributionRecord) -> list[dict[str, Any]]:
    """What counts for this claim: nothing after the month of the separation."""
    return list(up_to(record.contributions, month_of(claim.separated_on)))


def _from_words(record: ContributionRecord, source: str) -> str:
    whose = "Cơ quan BHXH" if source == AGENCY else "Tệp của cơ quan BHXH"
    return f"{whose}, số liệu đến {record.as_of:%d/%m/%Y}"


def _clashes(
    claim: Claim, record: ContributionRecord, row: InsuranceRecord
) -> Iterator[tuple[FlagKind, str]]:
    for work in record.works:
        if work.since >= claim.separated_on:
            yield FlagKind.WORKS_ELSEWHERE, f"{work.employer}, đóng từ {work.since:%d/%m/%Y}"
    for span in paid_after(record.contributions, month_of(claim.separated_on)):
        yield FlagKind.WORKS_ELSEWHERE, f"Có đóng sau tháng nghỉ việc: {span}"
    if record.open_claim and record.open_claim != claim.number:
        yield FlagKind.OPEN_CLAIM, record.open_claim
    if record.pension != Pension.NONE and record.pension != claim.pension:
        yield FlagKind.PENSION, f"Cơ quan BHXH ghi: {Pension(record.pension).label}"
    shown = row.differences[:_MOST_DIFFERENCES]
    for sentence in shown:
        yield FlagKind.RECORD_DIFFERS, sentence
    if len(row.differences) > len(shown):
        yield FlagKind.RECORD_DIFFERS, f"và {len(row.differences) - len(shown)} khoảng khác"
