"""The way of a referral: each act from the state before, with what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.ledger.selectors import figures_for
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import (
    DeclineReason,
    FollowUpResult,
    ReferralOrigin,
    RefusalReason,
)
from sanviec.apps.referrals.models import Referral
from tests.apps.factories import (
    NOW,
    TODAY,
    as_employer,
    as_jobseeker,
    make_employer,
    make_referral,
    make_seeker,
    make_staff,
    make_user,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
DAY = timedelta(days=1)
HIRE = services.Hire(hired_on=TODAY, starts_on=TODAY, contract_months=12, wage_vnd_month=9_000_000)


def after_interview(referral: Referral) -> Referral:
    return services.record_no_show(referral=referral, actor=SYSTEM, now=NOW + 3 * DAY)


def follow(referral: Referral) -> Referral:
    services.record_follow_up(
        follow_up=referral.follow_ups.get(),
        result=FollowUpResult.WORKING,
        note="Quen việc",
        actor=SYSTEM,
        now=NOW + 30 * DAY,
    )
    return Referral.objects.get(pk=referral.pk)


def rejected(referral: Referral) -> Referral:
    return services.reject(referral=referral, reason=RefusalReason.SKILLS, text="", **FACTS)


def declined(referral: Referral) -> Referral:
    return services.decline(referral=referral, reason=DeclineReason.WAGE, text="", **FACTS)


@pytest.mark.parametrize(
    ("until", "act", "state", "verb"),
    [
        ("proposed", lambda r: services.agree_referral(referral=r, **FACTS), "agreed", "agreed"),
        ("agreed", lambda r: services.send_referral(referral=r, **FACTS), "sent", "sent"),
        ("sent", lambda r: services.hire(referral=r, facts=HIRE, **FACTS), "hired", "hired"),
        ("interview", lambda r: services.hire(referral=r, facts=HIRE, **FACTS), "hired", "hired"),
        ("sent", rejected, "not_selected", "rejected"),
        ("interview", rejected, "not_selected", "rejected"),
        ("interview", after_interview, "no_show", "missed"),
        ("proposed", declined, "declined", "declined"),
        ("agreed", declined, "declined", "declined"),
        ("sent", declined, "declined", "declined"),
        ("interview", declined, "declined", "declined"),
        ("hired", declined, "declined", "declined"),
        (
            "hired",
            lambda r: services.confirm_start(referral=r, starts_on=TODAY, **FACTS),
            "started",
            "started",
        ),
        (
            "hired",
            lambda r: services.record_not_started(referral=r, **FACTS),
            "not_started",
            "not_started",
        ),
        ("started", follow, "closed", "closed"),
    ],
)
def test_each_act_moves_the_referral_and_says_so(
    until: str, act: Callable[[Referral], Referral], state: str, verb: str
) -> None:
    referral = act(make_referral(until=until))
    assert Referral.objects.get(pk=referral.pk).state == state
    last = AuditEntry.objects.for_object("referrals.referral", str(referral.pk)).latest("seq")
    assert last.action == f"referral.{verb}"
    assert list(audit.verify()) == []


def test_the_whole_way_is_written_down_counted_and_told() -> None:
    user = make_user()
    person = make_seeker()
    vacancy = make_vacancy(make_employer(person.centre, user=user), openings=2)
    officer = make_staff(centre=person.centre).actor
    follow(make_referral(person, vacancy, until="started", actor=officer))
    actions = AuditEntry.objects.filter(action__startswith="referral.").order_by("seq")
    assert [entry.action.removeprefix("referral.") for entry in actions] == [
        "proposed", "agreed", "sent", "invited", "hired", "started", "closed",
    ]  # fmt: skip
    assert {entry.actor_role for entry in actions[:6]} == {"counsellor"}
    counted = ServiceLine.objects.filter(object_type="referrals.referral").order_by("kind")
    assert [(line.kind, line.channel, line.person_id) for line in counted] == [
        ("follow_up", "system", person.pk),
        ("placement", "desk", person.pk),
        ("referral", "desk", person.pk),
    ]
    told = OutboxMessage.objects.filter(recipient=user, topic__startswith="referral.")
    assert [message.topic for message in told.order_by("topic")] == [
        "referral.hired", "referral.sent",
    ]  # fmt: skip
    assert Jobseeker.objects.get(pk=person.pk).state == "placed"
    assert list(audit.verify()) == []


def test_what_is_known_of_a_hire_is_kept() -> None:
    referral = services.hire(referral=make_referral(until="sent"), facts=HIRE, **FACTS)
    referral.refresh_from_db()
    assert (referral.hired_on, referral.starts_on, referral.answered_at) == (TODAY, TODAY, NOW)
    assert (referral.contract_months, referral.wage_vnd_month) == (12, 9_000_000)


def test_the_reasons_of_the_match_are_kept_and_sum_to_the_score() -> None:
    referral = make_referral()
    referral.refresh_from_db()
    assert referral.score
    assert sum(reason["points"] for reason in referral.reasons) == referral.score


def test_another_interview_moves_the_first() -> None:
    referral = make_referral(until="interview")
    later = NOW + 9 * DAY
    moved = services.invite_to_interview(
        referral=referral, interview_at=later, place=" Văn phòng ", **FACTS
    )
    assert (moved.state, moved.interview_at) == ("interview", later)
    assert (moved.interview_place, moved.answer_due_on) == ("Văn phòng", TODAY + 16 * DAY)


@pytest.mark.parametrize(
    ("origin", "counted", "told"),
    [
        (ReferralOrigin.COUNSELLOR, 1, ["referral.proposed", "referral.sent"]),
        (ReferralOrigin.EMPLOYER, 1, ["referral.proposed", "referral.sent"]),
        (ReferralOrigin.APPLICATION, 0, ["referral.sent"]),
    ],
)
def test_an_application_is_not_counted_as_an_introduction(
    origin: ReferralOrigin, counted: int, told: list[str]
) -> None:
    person = make_seeker(phone="0912345678")
    make_referral(person, until="sent", origin=origin)
    assert ServiceLine.objects.filter(kind="referral").count() == counted
    messages = OutboxMessage.objects.filter(recipient_ref=f"jobseeker:{person.pk}")
    assert [message.topic for message in messages.order_by("topic")] == told


class TestFigures:
    def test_visits_and_persons_are_counted_apart(self) -> None:
        person = make_seeker()
        employer = make_employer(person.centre)
        for title in ("Công nhân may", "Thợ may", "Thợ cắt"):
            make_referral(person, make_vacancy(employer, title=title), until="sent")
        make_referral(make_seeker(person.centre), make_vacancy(employer), until="sent")
        figures = {f.kind: f for f in figures_for(person.centre_id, TODAY, TODAY)}
        introduced = figures["referral"]
        assert (introduced.visit_count, introduced.person_count) == (4, 2)

    @pytest.mark.parametrize(
        ("who", "channel"),
        [
            (lambda r: make_staff(centre=r.centre).actor, "desk"),
            (lambda r: as_jobseeker(r.jobseeker), "web"),
            (lambda r: as_employer(r.vacancy.employer), "web"),
            (lambda r: SYSTEM, "system"),
        ],
        ids=["staff", "jobseeker", "employer", "system"],
    )
    def test_the_channel_is_that_of_the_actor(self, who: Any, channel: str) -> None:
        referral = make_referral(until="agreed")
        services.send_referral(referral=referral, actor=who(referral), now=NOW)
        assert ServiceLine.objects.get(kind="referral").channel == channel
