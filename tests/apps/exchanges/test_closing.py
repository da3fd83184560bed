"""From the end of a session to figures that never change again."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.exchanges.enums import InterviewState, SessionState, StandState
from sanviec.apps.exchanges.models import (
    CounterOverride,
    Interview,
    Participant,
    SessionReport,
    Stand,
)
from sanviec.apps.exchanges.reporting.content import is_intact
from sanviec.apps.exchanges.selectors.figures import figures_of
from sanviec.apps.exchanges.selectors.results import pending_of
from sanviec.apps.exchanges.services import rows
from sanviec.apps.exchanges.services.closing import close_session, finish_session, reopen_session
from sanviec.apps.exchanges.services.results import enter_result
from sanviec.apps.exchanges.services.summing import Override, override_counter, withdraw_override
from sanviec.apps.exchanges.services.walk_up import seat_walk_up
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.referrals.enums import ReferralState
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .fair import ANSWERS, AT, BY, Fair, make_fair, waiting_interview

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def closed(fair: Fair, **more: Any) -> list[SessionReport]:
    finish_session(session=fair.session, **BY)
    return close_session(session=fair.session, **more, **BY)


def parts(report: SessionReport, code: str) -> dict[str, int]:
    row = next(row for row in report.figures["counters"] if row["code"] == code)
    return {"whole": row["value"]} | {c: part["value"] for c, part in row["parts"].items()}


def test_closing_marks_who_stayed_away_and_freezes_the_figures() -> None:
    fair = make_fair()
    reports = closed(fair)
    fair.session.refresh_from_db()
    assert (fair.session.state, fair.session.closed_at) == (SessionState.CLOSED, AT)
    states = Participant.objects.order_by("queue_no").values_list("state", flat=True)
    assert list(states) == ["attended"] * 7 + ["absent", "absent", "cancelled", "lapsed"]
    stands = Stand.objects.order_by("stand_no").values_list("state", flat=True)
    assert list(stands) == ["left", "left", "absent", "left"]
    assert ServiceLine.objects.filter(kind=ServiceKind.SESSION_STAND).count() == 3
    assert [report.centre for report in reports] == [None, fair.host, fair.partner]
    assert all(is_intact(report) for report in reports)
    host, partner = fair.host.code, fair.partner.code
    assert parts(reports[0], "hired") == {"whole": 3, host: 2, partner: 1}
    assert list(audit.verify()) == []


def test_a_partner_reads_its_own_part_and_the_whole() -> None:
    fair = make_fair()
    report = closed(fair)[2]
    assert parts(report, "hired") == {"whole": 3, fair.partner.code: 1}
    assert [row["name"] for row in report.figures["stands"]] == [fair.stands[1].name]
    assert fair.host.code not in str(report.figures["counters"])


def test_after_closing_nothing_changes() -> None:
    fair = make_fair()
    closed(fair)
    interview = Interview.objects.order_by("id").first()
    assert interview is not None
    person, stand = fair.people[0], fair.stands[0]
    override = Override("attended", fair.host, 9, "Đếm tay")
    acts = [
        lambda: enter_result(interview=interview, answer=ANSWERS["passed"], **BY),
        lambda: seat_walk_up(stand=stand, queue_no=person.queue_no, **BY),
        lambda: override_counter(session=fair.session, override=override, **BY),
        lambda: close_session(session=fair.session, **BY),
        lambda: reopen_session(session=fair.session, **BY),
        lambda: rows.save(rows.hold_stand(stand.pk), [], "left", **BY),
        lambda: rows.save(rows.hold_participant(person.pk), [], "attended", **BY),
        lambda: rows.save(rows.hold_interview(interview.pk), [], "moved", **BY),
    ]
    for act in acts:
        with pytest.raises(InputError):
            act()
    assert SessionReport.objects.count() == 3


def test_results_that_are_missing_are_listed_and_need_a_reason() -> None:
    fair = make_fair()
    missing = waiting_interview(fair)
    finish_session(session=fair.session, **BY)
    pending = pending_of(fair.session)
    assert (pending.without_result, pending.absent_people) == ([missing], 2)
    assert pending.absent_stands == [fair.stands[2]]
    assert pending.hired_twice == [fair.people[1]]
    with pytest.raises(InputError, match="have no result"):
        close_session(session=fair.session, **BY)
    close_session(session=fair.session, reason="Doanh nghiệp không trả lời", **BY)
    missing.refresh_from_db()
    assert missing.state == InterviewState.CANCELLED
    assert missing.state_reason == "Doanh nghiệp không trả lời"


def test_a_firm_that_withdrew_owes_no_result() -> None:
    fair = make_fair()
    planned = waiting_interview(fair)
    gone = {"state": StandState.WITHDRAWN, "state_reason": "Xe hỏng giữa đường"}
    Stand.objects.filter(pk=fair.stands[2].pk).update(**gone)
    Interview.objects.filter(pk=planned.pk).update(stand=fair.stands[2])
    finish_session(session=fair.session, **BY)
    assert pending_of(fair.session).without_result == []
    close_session(session=fair.session, **BY)
    planned.refresh_from_db()
    told = planned.state, planned.state_reason
    assert told == (InterviewState.CANCELLED, "Xe hỏng giữa đường")


def test_appointments_of_who_never_came_are_missed_and_nobody_is_introduced() -> None:
    fair = make_fair()
    planned = waiting_interview(fair, 7)
    closed(fair)
    planned.refresh_from_db()
    assert (planned.state, planned.referral) == (InterviewState.NO_SHOW, None)


def test_a_walk_in_without_a_file_keeps_the_figures_open() -> None:
    fair = make_fair()
    person = fair.people[5]
    Interview.objects.filter(participant=person).update(referral=None)
    Participant.objects.filter(pk=person.pk).update(jobseeker=None, card_name="Vi Văn Sơn")
    finish_session(session=fair.session, **BY)
    assert len(pending_of(fair.session).without_file) == 1
    with pytest.raises(InputError, match="without a file"):
        close_session(session=fair.session, **BY)


def test_figures_that_contradict_each_other_are_not_frozen() -> None:
    fair = make_fair()
    finish_session(session=fair.session, **BY)
    Participant.objects.filter(pk=fair.people[2].pk).update(centre=lower.make_centre())
    with pytest.raises(InputError, match=f"số {fair.people[2].queue_no}"):
        close_session(session=fair.session, **BY)
    assert SessionReport.objects.count() == 0


def test_a_hired_person_is_told_and_their_other_introductions_go_only_at_closing() -> None:
    fair = make_fair()
    jobseeker = fair.people[0].jobseeker
    elsewhere = lower.make_referral(jobseeker, until="sent")
    told = OutboxMessage.objects.filter(topic="referral.hired")
    assert told.count() == 0
    closed(fair)
    elsewhere.refresh_from_db()
    assert elsewhere.state == ReferralState.OBSOLETE
    first = Interview.objects.get(participant=fair.people[0], stand=fair.stands[0])
    assert first.referral is not None
    assert first.referral.state == ReferralState.OBSOLETE


def test_an_override_stands_beside_the_counted_figure_and_the_parts_still_add_up() -> None:
    fair = make_fair()
    override = Override("attended", fair.partner, 40, "Danh sách giấy của xã, máy hết pin")
    override_counter(session=fair.session, override=override, **BY)
    figure = next(f for f in figures_of(fair.session) if f.counter.code == "attended")
    assert (figure.counted, figure.shown) == (7, 44)
    part = figure.parts[fair.partner.pk]
    assert (part.counted, part.shown) == (3, 40)
    report = closed(fair)[0]
    row = next(row for row in report.figures["counters"] if row["code"] == "attended")
    said = {"counted": 3, "value": 40, "reason": "Danh sách giấy của xã, máy hết pin"}
    assert row["parts"][fair.partner.code] == said
    assert any("Sau khi sửa tay" in text for text in report.figures["problems"])


@pytest.mark.parametrize(
    ("counter", "value", "reason"),
    [("attended", 5, " "), ("nothing", 5, "vì"), ("attended", -1, "vì"), ("attended", 9**9, "vì")],
)
def test_an_override_that_cannot_be_is_refused(counter: str, value: int, reason: str) -> None:
    fair = make_fair()
    override = Override(counter, fair.host, value, reason)
    with pytest.raises(InputError):
        override_counter(session=fair.session, override=override, **BY)
    assert CounterOverride.objects.count() == 0


def test_an_override_is_replaced_and_withdrawn() -> None:
    fair = make_fair()
    for value in (5, 6):
        override = Override("attended", fair.host, value, "Đếm tay")
        override_counter(session=fair.session, override=override, **BY)
    figure = next(f for f in figures_of(fair.session) if f.counter.code == "attended")
    assert figure.parts[fair.host.pk].shown == 6
    assert withdraw_override(session=fair.session, override=override, **BY) == 1
    figure = next(f for f in figures_of(fair.session) if f.counter.code == "attended")
    assert figure.shown == figure.counted
    assert list(audit.verify()) == []


def test_finished_too_early_is_reopened() -> None:
    fair = make_fair()
    finish_session(session=fair.session, **BY)
    session = reopen_session(session=fair.session, actor=SYSTEM, now=AT)
    assert (session.state, session.finished_at) == (SessionState.RUNNING, None)
