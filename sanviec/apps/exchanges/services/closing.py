"""From the end of the meeting to its closed figures.

``finish_session`` when people have gone; results may still be entered. ``close_session`` marks who
stayed away, counts, freezes the reports and tells both sides what came of it. After that nothing
of the session changes (``rows.refuse_closed``).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from sanviec.apps.exchanges.enums import (
    HOLDING_STAND,
    InterviewState,
    ParticipantState,
    StandState,
)
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    SessionReport,
    Stand,
)
from sanviec.apps.exchanges.selectors.figures import figures_of, problems_of
from sanviec.apps.exchanges.selectors.results import pending_of, waiting_interviews
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.services import Delivery, enter
from sanviec.apps.platform.actors import Actor
from sanviec.apps.referrals.services import settle_meeting
from sanviec.kernel.errors import InputError

from . import bulk_rows, rows
from .freezing import freeze_reports
from .results import channel_of, introduce_result

# What happens to a stand that nobody sent away when the figures are closed.
_LEFT_BEHIND = {
    StandState.ARRIVED: "leave",
    StandState.INVITED: "withdraw",
    StandState.REQUESTED: "withdraw",
}
_GONE_PEOPLE = {
    ParticipantState.REGISTERED: "miss",
    ParticipantState.OFFERED: "lapse",
    ParticipantState.WAITING: "lapse",
}
NO_ANSWER = "Phiên đã chốt số liệu mà chưa có trả lời"
STAYED_AWAY = "Không đến phiên"


@transaction.atomic
def finish_session(*, session: ExchangeSession, actor: Actor, now: datetime) -> ExchangeSession:
    """People have gone; results may still be entered and put right."""
    session = rows.move(rows.hold_session(session.pk), "finish")
    session.finished_at = now
    return rows.save(session, ["finished_at"], "finished", actor=actor, now=now)


@transaction.atomic
def reopen_session(*, session: ExchangeSession, actor: Actor, now: datetime) -> ExchangeSession:
    """It was finished too early."""
    session = rows.move(rows.hold_session(session.pk), "reopen")
    session.finished_at = None
    return rows.save(session, ["finished_at"], "reopened", actor=actor, now=now)


@transaction.atomic
def close_session(
    *, session: ExchangeSession, reason: str = "", actor: Actor, now: datetime
) -> list[SessionReport]:
    """Mark who stayed away, count, and freeze the report of the whole and of each centre.

    Args:
        reason: why it is closed though results are missing; kept with the session.

    Raises:
        InputError: results are missing and no reason is given, or the figures contradict each
            other, naming the rows.

    Cost: O(people who stayed away + hires), about 3 ms each; the counting is 12 queries.
    """
    session = rows.move(rows.hold_session(session.pk), "close")
    _hold_everything(session)
    for interview in _results_without_introduction(session):
        introduce_result(interview=interview, actor=actor, now=now)
    _refuse_pending(session, reason)
    _mark_people(session, actor=actor, now=now)
    _mark_interviews(session, reason.strip(), actor=actor, now=now)
    _mark_stands(session, actor=actor, now=now)
    _refuse_problems(session)
    _settle(session, actor=actor, now=now)
    session.closed_at, session.state_reason = now, reason.strip()[:300]
    reports = freeze_reports(session=session, actor=actor, now=now)
    told = {"reports": {str(report.centre_id or "whole"): report.sha256 for report in reports}}
    saved = ["closed_at", "state_reason"]
    rows.save(session, saved, "closed", actor=actor, now=now, data=told)
    return reports


def _hold_everything(session: ExchangeSession) -> None:
    """All locks come before the first line of the journal, in the order of ``rows``."""
    for model in (Stand, Participant, Interview):
        held = model.objects.select_for_update(of=("self",)).filter(session=session)
        list(held.order_by("pk").values_list("pk", flat=True))


def _results_without_introduction(session: ExchangeSession) -> list[Interview]:
    found = Interview.objects.filter(
        session=session,
        state=InterviewState.HELD,
        referral__isnull=True,
        participant__jobseeker__isnull=False,
    )
    return list(found.order_by("result_at", "id"))


def _refuse_pending(session: ExchangeSession, reason: str) -> None:
    pending = pending_of(session)
    if pending.blocks and not reason.strip():
        missing, unfiled = len(pending.without_result), len(pending.without_file)
        raise InputError(
            f"Còn {missing} cuộc phỏng vấn chưa có kết quả và {unfiled} kết quả của người chưa có "
            "hồ sơ. Hãy ghi nốt, hoặc nói rõ vì sao vẫn chốt.",
            f"{missing} interviews have no result and {unfiled} results belong to people without "
            "a file. Enter them, or say why the figures are closed nevertheless.",
            field="reason",
            code="results_missing",
        )


def _refuse_problems(session: ExchangeSession) -> None:
    found = [p for p in problems_of(session, figures_of(session)) if p.is_error]
    if found:
        named = "; ".join(f"{problem.text_vi} ({', '.join(problem.rows)})" for problem in found)
        named_en = "; ".join(f"{problem.text_en} ({', '.join(problem.rows)})" for problem in found)
        raise InputError(
            f"Số liệu chưa khớp nên chưa chốt được: {named}",
            f"The figures contradict each other: {named_en}",
            code="figures_contradict",
        )


def _mark_people(session: ExchangeSession, *, actor: Actor, now: datetime) -> None:
    gone = Participant.objects.filter(session=session, state__in=list(_GONE_PEOPLE))
    people = list(gone.order_by("queue_no", "id"))
    for participant in people:
        rows.move(participant, _GONE_PEOPLE[ParticipantState(participant.state)])
    bulk_rows.save_all(people, ["state"], "marked_away", actor=actor, now=now)


def _mark_interviews(session: ExchangeSession, reason: str, *, actor: Actor, now: datetime) -> None:
    """Who never came did not come to the table either; what else lacks a result did not happen."""
    related = ("participant", "stand")
    waiting = list(waiting_interviews(session).select_related(*related).order_by("id"))
    for interview in waiting:
        came = interview.participant.state == ParticipantState.ATTENDED
        rows.move(interview, "cancel" if came else "miss")
        firm_said = "" if interview.stand.state in HOLDING_STAND else interview.stand.state_reason
        interview.state_reason = ((firm_said or reason) if came else STAYED_AWAY)[:300]
    columns = ["state", "state_reason"]
    bulk_rows.save_all(waiting, columns, "marked_at_closing", actor=actor, now=now)


def _mark_stands(session: ExchangeSession, *, actor: Actor, now: datetime) -> None:
    stands = Stand.objects.filter(session=session).select_related("session")
    for stand in stands.order_by("stand_no", "id"):
        for event in _events_of(stand):
            rows.move(stand, event)
            stand.arrived_at = stand.arrived_at or (now if event == "arrive" else None)
            stand.left_at = now if event == "leave" else stand.left_at
            if event in {"miss", "withdraw"}:
                stand.state_reason = stand.state_reason or NO_ANSWER
            columns = ["arrived_at", "left_at", "state_reason"]
            rows.save(stand, columns, "marked_at_closing", actor=actor, now=now)
        if stand.state == StandState.LEFT:
            _count_stand(stand, actor=actor, now=now)


def _events_of(stand: Stand) -> list[str]:
    if stand.state == StandState.CONFIRMED:
        # Whoever talked to somebody was there, whether or not an officer ticked it off.
        was_here = stand.interviews.filter(state=InterviewState.HELD).exists()
        return ["arrive", "leave"] if was_here else ["miss"]
    event = _LEFT_BEHIND.get(StandState(stand.state))
    return [event] if event else []


def _count_stand(stand: Stand, *, actor: Actor, now: datetime) -> None:
    """One line of the ledger for an exhibitor that recruited, with what it wanted."""
    openings = stand.offers.aggregate(n=Sum("openings"))["n"] or 0
    delivery = Delivery(
        centre_id=stand.centre_id,
        kind=ServiceKind.SESSION_STAND,
        channel=channel_of(actor),
        target=stand,
        employer_id=stand.employer_id,
        place_code=stand.session.commune_code,
        openings=openings,
    )
    enter(delivery, actor=actor, now=now)


def _settle(session: ExchangeSession, *, actor: Actor, now: datetime) -> None:
    """Nothing is put right any more: tell both sides; a hired person's other offers go."""
    done = Interview.objects.filter(session=session, referral__isnull=False)
    for interview in done.select_related("referral").order_by("result_at", "id"):
        assert interview.referral is not None
        settle_meeting(referral=interview.referral, actor=actor, now=now)
