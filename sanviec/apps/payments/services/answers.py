"""Reconciliation: what the agency says of each row, from a file or the adapter."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sanviec.apps.payments.agency import pay_agency
from sanviec.apps.payments.enums import (
    ANSWERABLE,
    PayListState,
    PayOutcome,
    RecoveryReason,
)
from sanviec.apps.payments.folding import Answer, fold
from sanviec.apps.payments.models import PayAnswer, PayList, PayRow
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.bulk import chunks
from sanviec.kernel.dong import format_vnd
from sanviec.kernel.errors import InputError

from .recovery import Found, prepare_recovery
from .rows import (
    check_reason,
    hold_list,
    hold_row,
    insert_rows,
    move_list,
    move_row,
    save,
    save_rows,
)

_MOST_PAGES = 200
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of answers: new, known before, and how many need a person."""

    new: int = 0
    known: int = 0
    to_look_at: int = 0

    def plus(self, other: Taken) -> Taken:
        """The sum of two."""
        return Taken(
            self.new + other.new, self.known + other.known, self.to_look_at + other.to_look_at
        )


@transaction.atomic
def take_answers(
    *, pay_list: PayList, answers: Sequence[Answer], source: str, actor: Actor, now: datetime
) -> Taken:
    """Keep each answer once and let the rows follow from all of them.

    The same answers again, or in another order, leave the same rows.

    Raises:
        InputError: the list was not sent, or an answer lies ahead.
    Cost: some five queries for 500 answers.
    """
    held = hold_list(pay_list.pk)
    move_list(held, "answer")
    _check_days(answers, now)
    new = _unseen(held, answers)
    if not new:
        return Taken(known=len(answers))
    save(held, [], "pay_list.answered", actor=actor, now=now)
    rows = _rows_of(held, new)
    kept = [_kept(held, rows.get(answer.reference), answer, source) for answer in new]
    insert_rows(kept, "pay_list.answer_kept", actor=actor, now=now)
    touched = {row.row_id for row in kept if not row.needs_look}
    _follow([row for row in rows.values() if row.pk in touched], actor=actor, now=now)
    looked = sum(row.needs_look for row in kept)
    return Taken(len(new), len(answers) - len(new), looked)


def _unseen(pay_list: PayList, answers: Sequence[Answer]) -> list[Answer]:
    """What was not told yet. Another content under a known id is another answer, by a name that
    follows from its content, so that nothing is lost and order does not matter."""
    names = {name for answer in answers for name in (answer.answer_id, _second_name(answer))}
    seen = _seen(pay_list, sorted(names))
    new = []
    for answer in answers:
        content = replace(answer, answer_id="")
        is_own = seen.get(answer.answer_id, content) == content
        name = answer.answer_id if is_own else _second_name(answer)
        if name not in seen:
            seen[name] = content
            new.append(replace(answer, answer_id=name))
    return new


def _second_name(answer: Answer) -> str:
    told = [answer.reference, answer.outcome, answer.amount_vnd, answer.on, answer.reason]
    digest = hashlib.sha256("\x1f".join(map(str, told)).encode()).hexdigest()
    return f"{answer.answer_id[:100]}~{digest[:16]}"


def _seen(pay_list: PayList, names: list[str]) -> dict[str, Answer]:
    """The contents that were kept under these names."""
    seen: dict[str, Answer] = {}
    for part in chunks(names, _CHUNK):
        for kept in pay_list.answers.filter(answer_id__in=part).order_by("answer_id"):
            seen[kept.answer_id] = replace(_answer_of(kept), answer_id="")
    return seen


def _rows_of(pay_list: PayList, answers: Sequence[Answer]) -> dict[str, PayRow]:
    references = {answer.reference for answer in answers}
    found: dict[str, PayRow] = {}
    for part in chunks(sorted(references), _CHUNK):
        rows = pay_list.rows.on_list().filter(reference__in=part)
        found |= {row.reference: row for row in rows.select_for_update(of=("self",))}
    return found


def _check_days(answers: Iterable[Answer], now: datetime) -> None:
    today = timezone.localdate(now)
    ahead = next((answer for answer in answers if answer.on > today), None)
    if ahead is not None:
        raise InputError(
            f"Kết quả của {ahead.reference} mang ngày {ahead.on:%d/%m/%Y} ở phía trước. "
            "Hãy kiểm tra lại tệp.",
            f"The answer on {ahead.reference} is dated ahead.",
            field="on",
            code="answer_ahead",
        )


def _kept(pay_list: PayList, row: PayRow | None, answer: Answer, source: str) -> PayAnswer:
    return PayAnswer(
        pay_list=pay_list,
        row=row,
        answer_id=answer.answer_id,
        reference=answer.reference,
        outcome=answer.outcome,
        amount_vnd=answer.amount_vnd,
        answered_on=answer.on,
        reason=answer.reason,
        source=source[-120:],
        needs_look=row is None or row.state not in ANSWERABLE,
    )


def _follow(rows: Sequence[PayRow], *, actor: Actor, now: datetime) -> None:
    """Set each row to what all its answers come to."""
    told = _told_of(rows)
    changed = []
    for row in rows:
        standing = fold(row.amount_vnd, told[row.pk])
        before = (row.state, row.paid_vnd, row.answered_on, row.state_reason)
        if (standing.state, standing.paid_vnd, standing.on, standing.reason) == before:
            continue
        move_row(row, str(standing.state.value))
        row.paid_vnd, row.answered_on = standing.paid_vnd, standing.on
        row.state_reason = standing.reason
        changed.append(row)
    columns = ["paid_vnd", "answered_on", "state_reason"]
    save_rows(changed, columns, "pay_list.row_answered", actor=actor, now=now)


def _told_of(rows: Sequence[PayRow]) -> dict[UUID, list[Answer]]:
    told: dict[UUID, list[Answer]] = defaultdict(list)
    for part in chunks([row.pk for row in rows], _CHUNK):
        kept = PayAnswer.objects.filter(row__in=part).order_by("answered_on", "answer_id")
        for answer in kept:
            if answer.row_id is not None:
                told[answer.row_id].append(_answer_of(answer))
    return told


def _answer_of(kept: PayAnswer) -> Answer:
    return Answer(
        kept.answer_id,
        kept.reference,
        PayOutcome(kept.outcome),
        kept.amount_vnd,
        kept.answered_on,
        kept.reason,
    )


def pull_answers(*, pay_list: PayList, now: datetime, actor: Actor = SYSTEM) -> Taken:
    """Ask the agency what was paid of a list since the last time.

    Raises:
        AgencyError: the agency is not connected or away; what was taken before stays.
        InputError: the list was not sent.
    Cost: one request and one transaction a page.
    """
    agency, total = pay_agency(), Taken()
    for _page in range(_MOST_PAGES):
        pay_list.refresh_from_db()
        before = pay_list.answers_cursor
        page = agency.fetch_answers(str(pay_list.pk), before)
        with transaction.atomic():
            if page.answers:
                taken = take_answers(
                    pay_list=pay_list, answers=page.answers, source="agency", actor=actor, now=now
                )
                total = total.plus(taken)
            _move_cursor(pay_list, before, page.cursor, actor=actor, now=now)
        if not page.has_more or page.cursor == before:
            break
    return total


def _move_cursor(
    pay_list: PayList, before: str, after: str, *, actor: Actor, now: datetime
) -> None:
    held = hold_list(pay_list.pk)
    if held.answers_cursor == before != after:
        held.answers_cursor = after
        save(held, ["answers_cursor"], "pay_list.cursor_moved", actor=actor, now=now)


def pull_all_answers(*, now: datetime) -> int:
    """The same for every list that waits; gives how many answers were new."""
    waiting = PayList.objects.sent().exclude(state=PayListState.CLOSED).order_by("month", "id")
    return sum(pull_answers(pay_list=pay_list, now=now).new for pay_list in waiting)


@transaction.atomic
def release_row(*, row: PayRow, reason: str, actor: Actor, now: datetime) -> PayRow:
    """Money that came back may be paid again: the month is free for a later list.

    Raises:
        InputError: nothing came back, or no reason is said.
    """
    row = move_row(hold_row(row.pk), "release")
    row.state_reason = check_reason(reason)
    return save(row, ["state_reason"], "pay_list.row_released", actor=actor, now=now)


@transaction.atomic
def settle_row(*, row: PayRow, reason: str, actor: Actor, now: datetime) -> PayRow:
    """Too much was paid: the surplus becomes a recovery and the row is dealt with.

    Raises:
        InputError: too little was paid, which only the agency can put right.
    """
    row = hold_row(row.pk)
    move_row(row, "settle")
    row.state_reason = check_reason(reason)
    surplus = row.paid_vnd - row.amount_vnd
    if surplus < 0:
        raise InputError(
            f"Người lao động còn được nhận {format_vnd(-surplus)} đồng. Hãy đề nghị cơ quan bảo "
            "hiểm xã hội chi bổ sung; khi có kết quả mới, dòng này tự khớp.",
            f"{-surplus} đồng are still owed to the person; the agency has to pay them.",
            code="paid_too_little",
        )
    save(row, ["state_reason"], "pay_list.row_settled", actor=actor, now=now)
    found = Found(row, surplus, RecoveryReason.PAID_TOO_MUCH, row.decision)
    prepare_recovery(found, actor=actor, now=now)
    return row


@transaction.atomic
def explain_answer(*, answer: PayAnswer, remedy: str, actor: Actor, now: datetime) -> PayAnswer:
    """A person says what was done about an answer that fits no row.

    Raises:
        InputError: nothing is said, or the answer needs nobody.
    """
    hold_list(answer.pay_list_id)
    held: PayAnswer = PayAnswer.objects.select_for_update(of=("self",)).get(pk=answer.pk)
    if not held.needs_look or held.remedied_at is not None:
        raise InputError(
            "Kết quả này không cần xử lý hoặc đã được xử lý.",
            "This answer needs nobody, or was dealt with.",
            code="nothing_to_explain",
        )
    held.remedy = check_reason(remedy, field="remedy")
    held.remedied_by_id, held.remedied_at = actor.user_id, now
    columns = ["remedy", "remedied_by_id", "remedied_at"]
    return save(held, columns, "pay_list.answer_explained", actor=actor, now=now)


@transaction.atomic
def close_pay_list(*, pay_list: PayList, actor: Actor, now: datetime) -> PayList:
    """Every row is paid or dealt with, and so is every answer that fitted none.

    Raises:
        InputError: what is still open.
    """
    held = move_list(hold_list(pay_list.pk), "close")
    rows = held.rows.unfinished().count()
    answers = held.answers.filter(needs_look=True, remedied_at__isnull=True).count()
    if rows or answers:
        raise InputError(
            f"Còn {rows} dòng và {answers} kết quả lạ chưa xử lý nên chưa chốt được.",
            f"{rows} rows and {answers} strange answers are still open.",
            code="list_open",
        )
    return save(held, [], "pay_list.closed", actor=actor, now=now)
