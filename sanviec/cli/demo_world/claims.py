"""Claims at every step, so that each page of unemployment insurance has something to show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sanviec.apps.centres.models import Centre, Membership
from sanviec.apps.centres.selectors import actor_of
from sanviec.apps.claims import services
from sanviec.apps.claims.enums import GateReason, IntakeChannel, PaperKind
from sanviec.apps.claims.models import (
    BenefitTransfer,
    Claim,
    ClaimDecision,
    Complaint,
    TrainingSupport,
)
from sanviec.apps.claims.services import ClaimData, ComplaintData, CourseData, RefusalData
from sanviec.apps.counselling.services import Meeting, record_counselling
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.reference.selectors import calendar

if TYPE_CHECKING:
    from .build import Stage


@dataclass
class ClaimsDesk:
    """Who deals with the claims of one centre."""

    stage: Stage
    officer: Actor
    approver: Actor

    def at(self, days_ago: int) -> datetime:
        return self.stage.now - timedelta(days=days_ago)

    def by(self, days_ago: int) -> dict[str, Any]:
        """The officer, so many days ago."""
        return {"actor": self.officer, "now": self.at(days_ago)}

    def opened(self, person: Jobseeker, days_ago: int, **said: Any) -> Claim:
        channel = said.pop("channel", IntakeChannel.COUNTER)
        return services.open_claim(
            jobseeker=person,
            data=_data(timezone.localdate(self.at(days_ago + 12)), **said),
            channel=channel,
            **self.by(days_ago),
        )

    def filed(self, person: Jobseeker, days_ago: int, **said: Any) -> Claim:
        claim = self.opened(person, days_ago, **said)
        for kind in services.missing_papers(claim):
            services.add_paper(
                claim=claim, kind=PaperKind(kind), stored=None, note="", **self.by(days_ago)
            )
        on = timezone.localdate(self.at(days_ago))
        return services.file_claim(claim=claim, filed_on=on, **self.by(days_ago))

    def accepted(self, person: Jobseeker, days_ago: int, **said: Any) -> Claim:
        claim = self.filed(person, days_ago, **said)
        return services.accept_claim(claim=claim, **self.by(days_ago))

    def helped(self, claim: Claim, days_ago: int) -> None:
        """Counselling as it is done, and why there was no introduction yet."""
        on = timezone.localdate(self.at(days_ago))
        meeting = Meeting(on, "Muốn làm gần nhà, ca ngày", next_step="Xem việc mới thứ Hai")
        record_counselling(jobseeker=claim.jobseeker, meeting=meeting, **self.by(days_ago))
        if not services.gate_of(claim).is_introduced:
            reason = "Chưa có việc phù hợp trong bán kính đi lại, hẹn giới thiệu tại phiên tới"
            services.note_gate_reason(
                claim=claim, kind=GateReason.NO_JOB, reason=reason, **self.by(days_ago)
            )

    def proposed(self, person: Jobseeker, days_ago: int, **said: Any) -> ClaimDecision:
        claim = self.accepted(person, days_ago, **said)
        self.helped(claim, days_ago)
        return services.propose_claim(claim=claim, **self.by(days_ago))

    def decided(self, person: Jobseeker, days_ago: int, **said: Any) -> Claim:
        decision = self.proposed(person, days_ago, **said)
        signed = services.sign_decision(
            decision=decision, actor=self.approver, now=self.at(days_ago)
        )
        return Claim.objects.get(pk=signed.claim_id)

    def receiving(self, person: Jobseeker, days_ago: int, **said: Any) -> Claim:
        claim = self.decided(person, days_ago, **said)
        return services.collect_decision(claim=claim, **self.by(days_ago))

    def asked_to_move(self, person: Jobseeker, days_ago: int, to: Centre) -> BenefitTransfer:
        """Somebody who goes home with a running allowance."""
        claim = self.receiving(person, days_ago)
        return services.ask_transfer(
            claim=claim, to_centre=to, reason="Về quê sinh sống", **self.by(2)
        )

    def complained(self, person: Jobseeker, days_ago: int) -> Complaint:
        """A refused claim whose person does not agree; taken up, not answered yet."""
        claim = self.decided(person, days_ago, separation="unlawful_resignation")
        data = ComplaintData(
            "Tôi nghỉ việc có báo trước 45 ngày, đơn có chữ ký của quản đốc.",
            timezone.localdate(self.at(3)),
            claim.decisions.get(),
        )
        complaint = services.file_complaint(claim=claim, data=data, **self.by(3))
        return services.accept_complaint(complaint=complaint, **self.by(2))

    def trained(self, claim: Claim, days_ago: int) -> TrainingSupport:
        """A course of three months that is to begin soon."""
        first_on = timezone.localdate(self.at(days_ago)) + timedelta(days=14)
        course = CourseData(
            course="May công nghiệp",
            school="Trường Cao đẳng nghề Xứ Lạng",
            first_on=first_on,
            last_on=first_on + timedelta(days=89),
            cost_vnd=5_400_000,
            study_days=60,
        )
        asked = services.ask_worker_training(claim=claim, data=course, **self.by(days_ago))
        return services.propose_training(support=asked, **self.by(days_ago))


def _data(separated_on: date, **said: Any) -> ClaimData:
    """Forty months of contributions that end with the job, in region III."""
    last = separated_on.replace(day=1) - timedelta(days=1)
    first = (last.year * 12 + last.month - 1) - 39
    paid = {
        "from": f"{first // 12}-{first % 12 + 1:02d}",
        "to": f"{last.year}-{last.month:02d}",
        "wage_vnd": 7_800_000,
        "paid": True,
    }
    facts: dict[str, Any] = {
        "separation": "contract_ended",
        "contract": "definite",
        "contract_months": 36,
        "region": "III",
        "contributions": (paid,),
        "contributions_from": "Sổ bảo hiểm xã hội",
    }
    return ClaimData(separated_on=separated_on, **(facts | said))


Tale = Callable[[ClaimsDesk, Jobseeker], Any]
TALES: tuple[Tale, ...] = (
    lambda desk, person: desk.opened(person, 1, channel=IntakeChannel.PORTAL),
    lambda desk, person: desk.filed(person, 0),
    lambda desk, person: desk.filed(person, 24),
    lambda desk, person: desk.filed(person, 3, pension="eligible"),
    lambda desk, person: services.return_claim(
        claim=desk.filed(person, 4, channel=IntakeChannel.POST),
        reason="Thiếu dấu xác nhận trên giấy chấm dứt hợp đồng",
        **desk.by(3),
    ),
    lambda desk, person: desk.accepted(person, 6),
    lambda desk, person: desk.proposed(person, 9),
    lambda desk, person: desk.proposed(person, 8, separation="unlawful_resignation"),
    lambda desk, person: desk.decided(person, 5),
    lambda desk, person: desk.receiving(person, 70),
    lambda desk, person: desk.complained(person, 30),
    lambda desk, person: desk.trained(desk.receiving(person, 43), 2),
    lambda desk, person: services.note_refusal(
        claim=desk.receiving(person, 42),
        data=RefusalData(
            timezone.localdate(desk.at(1)), job="Thợ may, ca ngày", said="Xa nhà 12 km"
        ),
        **desk.by(1),
    ),
)


def tell_claims(stage: Stage) -> None:
    """One claim of each tale, and one in benefit for the person who can sign in."""
    desk = _desk(stage)
    own = Jobseeker.objects.get(centre=stage.centre, user__isnull=False)
    desk.receiving(own, _days_to_second_month(stage))
    # From the end: the stories of referrals begin at the front.
    for tale, person in zip(TALES, reversed(stage.people), strict=False):
        tale(desk, person)
    # What the night's round would have prepared.
    services.prepare_suspensions(now=stage.now)


def move_claims(stages: list[Stage]) -> None:
    """From each centre to the next one: a wish, and a claim that waits to be taken over."""
    for stage, other in zip(stages, [*stages[1:], *stages[:1]], strict=True):
        if other is stage:
            continue
        desk = _desk(stage)
        people = list(reversed(stage.people))[len(TALES) :][:2]
        moves = [
            desk.asked_to_move(person, 45 - number, other.centre)
            for number, person in enumerate(people)
        ]
        for transfer in moves[:1]:
            services.hand_over(transfer=transfer, **desk.by(1))


def _desk(stage: Stage) -> ClaimsDesk:
    return ClaimsDesk(stage, member_of(stage, Role.CLAIMS_OFFICER), member_of(stage, Role.APPROVER))


def member_of(stage: Stage, role: Role) -> Actor:
    return actor_of(Membership.objects.get(centre=stage.centre, role=role))


def _days_to_second_month(stage: Stage) -> int:
    """How long ago a dossier was whole whose second month has just begun."""
    today = timezone.localdate(stage.now)
    for days in range(40, 60):
        start = calendar().add_working_days(today - timedelta(days=days), 11)
        if timedelta(days=30) <= today - start <= timedelta(days=31):
            return days
    return 50
