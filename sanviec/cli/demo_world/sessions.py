"""Four sessions that are over, each with its closed report: weekly, mobile, joint, and a fair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.utils import timezone

from sanviec.apps.exchanges.data import StandData
from sanviec.apps.exchanges.enums import (
    ExhibitorKind,
    InterviewState,
    ParticipantOrigin,
    ParticipantState,
    ScanVia,
)
from sanviec.apps.exchanges.models import ExchangeSession, Interview
from sanviec.apps.exchanges.selectors.results import interviews_at
from sanviec.apps.exchanges.services.closing import close_session, finish_session
from sanviec.apps.exchanges.services.opening import open_session, welcome_stand
from sanviec.apps.exchanges.services.registering import Entry, register_participant
from sanviec.apps.exchanges.services.results import enter_result
from sanviec.apps.exchanges.services.scheduling import announce_schedule
from sanviec.apps.exchanges.services.stands import add_exhibitor
from sanviec.apps.exchanges.services.walk_up import seat_walk_up
from sanviec.apps.jobseekers.enums import Sex
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.enums import MeetingOutcome, ReferralState, RefusalReason
from sanviec.apps.referrals.services import Hire, MeetingAnswer, confirm_start

from . import session_acts as made
from .people import person_name
from .session_acts import SessionFacts, local

if TYPE_CHECKING:
    from .build import Stage

_ORIGINS = (
    ParticipantOrigin.SELF,
    ParticipantOrigin.SELF,
    ParticipantOrigin.DESK,
    ParticipantOrigin.DESK,
    ParticipantOrigin.COMMUNE,
)
# How many firms a person wants to meet.
_MEETINGS = 2
_SCHOOLS = ("Trường Cao đẳng Nghề Sao Mai", "Trung tâm Giáo dục nghề nghiệp Kinh Bắc Mới")
# What firms say, as often as in life.
_SAID = {
    MeetingOutcome.PASSED: 30,
    MeetingOutcome.INVITED_LATER: 20,
    MeetingOutcome.HIRED: 15,
    MeetingOutcome.NOT_SUITABLE: 30,
    MeetingOutcome.NO_SHOW: 5,
}
_REASONS = (
    RefusalReason.EXPERIENCE,
    RefusalReason.SKILLS,
    RefusalReason.SCHEDULE,
    RefusalReason.WAGE,
)


@dataclass(frozen=True, slots=True)
class Meet:
    """One session of the demo: whose, which firms and people, how many came by."""

    facts: SessionFacts
    hosts: list[Stage]
    firms: int
    people: int
    walk_ins: int = 0
    schools: int = 0
    closes_after_days: int = 1


def hold_sessions(stages: list[Stage], *, now: datetime) -> None:
    """Hold the four sessions before ``now``; the same day gives the same ones."""
    by_code = {stage.centre.code: stage for stage in stages}
    today = timezone.localdate(now)
    for meet in _meets(by_code, today):
        _Holding(meet, stages).hold()


def _meets(by_code: dict[str, Stage], today: date) -> list[Meet]:
    """The oldest first: a person hired there does not look for work at the next one."""
    lang_son, lam_dong = by_code["LS"], by_code["LD"]
    bac_ninh, hcm = by_code["BN"], by_code["HCM"]
    fair, joint, mobile, weekly = (
        _weekday_before(today - timedelta(days=days), weekday)
        for days, weekday in ((16, 5), (9, 1), (6, 5), (2, 3))
    )
    hall, house = "Nhà thi đấu tỉnh", "Nhà văn hóa xã"
    title = f"Ngày hội việc làm Bắc Ninh {fair.year}"
    at_fair = SessionFacts("fair", title, fair, 5, hall, bac_ninh.homes[0])
    title = "Phiên giao dịch việc làm trực tuyến ba trung tâm"
    at_joint = SessionFacts("online", title, joint, 4, "Phòng kết nối trực tuyến", "")
    title = "Phiên giao dịch việc làm lưu động cụm xã Di Linh"
    at_mobile = SessionFacts("mobile", title, mobile, 3, house, lam_dong.homes[2])
    title = "Phiên giao dịch việc làm thứ Năm"
    at_weekly = SessionFacts("fixed", title, weekly, 4, "Hội trường trung tâm", lang_son.homes[0])
    return [
        Meet(at_fair, [bac_ninh], 22, 64, walk_ins=12, schools=2, closes_after_days=8),
        Meet(at_joint, [lang_son, bac_ninh, hcm], 12, 36),
        Meet(at_mobile, [lam_dong], 6, 24, walk_ins=6),
        Meet(at_weekly, [lang_son], 10, 32, walk_ins=4),
    ]


def _weekday_before(day: date, weekday: int) -> date:
    return day - timedelta(days=(day.weekday() - weekday) % 7)


class _Holding:
    """One session from its announcement to its report."""

    def __init__(self, meet: Meet, stages: list[Stage]) -> None:
        self.meet, self.stages = meet, stages
        self.host = meet.hosts[0]
        day = meet.facts.held_on
        self.rng = Random(f"{meet.facts.kind} {day.isoformat()}")
        self.day = day
        self.manager = made.member(self.host.centre, Role.SESSION_MANAGER)

    def hold(self) -> None:
        """Everything in the order of life."""
        before = self.at(-10, 9)
        session = made.publish(self.meet.facts, self.host.centre, now=before["now"])
        for partner in self.meet.hosts[1:]:
            made.join(session, partner.centre, **before)
        self._stands(session)
        self._people(session)
        announce_schedule(session=session, **self.at(-1, 16))
        open_session(session=session, **self.at(0, 7))
        for stand in session.stands.order_by("stand_no"):
            welcome_stand(stand=stand, **self.at(0, 7))
        session.refresh_from_db()
        self._come(session)
        self._meet(session)
        finish_session(session=session, **self.at(0, 17))
        closes = self.at(self.meet.closes_after_days, 9)
        self._begin_work(session, closes["now"])
        close_session(session=session, reason="", **closes)

    def at(self, days: int, hour: int, minute: int = 0) -> dict[str, Any]:
        """Who acts, and when, counted from the day of the session."""
        return {"actor": self.manager, "now": local(self.day + timedelta(days=days), hour, minute)}

    def _stands(self, session: ExchangeSession) -> None:
        for _stage, firm in self._firms():
            brought = list(_open_vacancies(firm).order_by("id")[:3])
            made.place_firm(session, firm, brought, **self.at(-5, 10))
        for name in _SCHOOLS[: self.meet.schools]:
            data = StandData(kind=ExhibitorKind.SCHOOL.value)
            add_exhibitor(session=session, name=name, data=data, **self.at(-5, 11))

    def _firms(self) -> list[tuple[Stage, Any]]:
        """Firms of the hosts by turns, then of others, each with something to offer."""
        others = [stage for stage in self.stages if stage not in self.meet.hosts]
        groups = [self.meet.hosts, others]
        found = []
        for group in groups:
            queues = [
                [(stage, firm) for firm in stage.employers if _has_vacancy(firm)] for stage in group
            ]
            longest = max((len(queue) for queue in queues), default=0)
            found += [queue[n] for n in range(longest) for queue in queues if n < len(queue)]
        return found[: self.meet.firms]

    def _people(self, session: ExchangeSession) -> None:
        each = self.meet.people // len(self.meet.hosts)
        for stage in self.meet.hosts:
            willing = [
                row
                for number, row in enumerate(stage.people)
                # The first ones stay free for the visitor; one in eight allowed nothing.
                if number >= 12 and number % 8 and row.state == "seeking"
            ]
            for person in self.rng.sample(willing, min(each, len(willing))):
                origin = self.rng.choice(_ORIGINS)
                is_guest = stage is not self.host and self.rng.random() < 0.5
                origin = ParticipantOrigin.PARTNER if is_guest else origin
                entry = Entry(person, origin, max_interviews=_MEETINGS)
                register_participant(session=session, entry=entry, **self.at(-3, 14))

    def _come(self, session: ExchangeSession) -> None:
        """Six in seven come, within forty minutes; who was not expected comes after."""
        expected = session.participants.select_related("session").order_by("queue_no")
        for person in list(expected):
            if self.rng.random() < 6 / 7:
                made.let_in(person, ScanVia.QR, **self.at(0, 7, 20 + self.rng.randint(0, 39)))
        for number in range(self.meet.walk_ins):
            sex = self.rng.choice([Sex.FEMALE, Sex.MALE])
            card = {
                "full_name": person_name(self.host.world, self.rng, sex),
                "sex": sex.value,
                "birth_year": self.day.year - self.rng.randint(18, 50),
                "wish": "việc gần nhà",
            }
            made.walk_in(session, number, card, **self.at(0, 8, 30))

    def _meet(self, session: ExchangeSession) -> None:
        for stand in session.stands.filter(employer__isnull=False).order_by("stand_no"):
            for interview in interviews_at(stand):
                if interview.participant.state == ParticipantState.ATTENDED:
                    self._enter(interview)
        self._walk_up(session)

    def _walk_up(self, session: ExchangeSession) -> None:
        """Some who had no appointment sit down somewhere."""
        idle = session.participants.filter(
            state=ParticipantState.ATTENDED, interviews__isnull=True, jobseeker__isnull=False
        )
        stands = list(session.stands.filter(employer__isnull=False).order_by("stand_no"))
        for person in idle.order_by("queue_no")[:6]:
            stand = self.rng.choice(stands)
            facts = self.at(0, 11, 10)
            self._enter(seat_walk_up(stand=stand, queue_no=person.queue_no, **facts))

    def _enter(self, interview: Interview) -> None:
        outcome = self.rng.choices(list(_SAID), list(_SAID.values()))[0]
        enter_result(interview=interview, answer=self._answer(outcome), **self.at(0, 11, 40))

    def _answer(self, outcome: MeetingOutcome) -> MeetingAnswer:
        later = local(self.day + timedelta(days=self.rng.randint(2, 5)), 9)
        return MeetingAnswer(
            outcome,
            hire=Hire(self.day, self.day + timedelta(days=self.rng.randint(3, 6)), 12),
            reason=self.rng.choice(_REASONS),
            later_at=later,
            later_place="Cổng chính của công ty",
            is_beyond_openings=True,
        )

    def _begin_work(self, session: ExchangeSession, closes_at: datetime) -> None:
        """Of those hired, two in three are at work when the figures are closed."""
        hired = Interview.objects.filter(
            session=session,
            state=InterviewState.HELD,
            result="hired",
            referral__state=ReferralState.HIRED,
            referral__starts_on__lt=timezone.localdate(closes_at),
        )
        for interview in hired.select_related("referral").order_by("id"):
            referral = interview.referral
            if referral is None or referral.starts_on is None or self.rng.random() > 2 / 3:
                continue
            referral.refresh_from_db()
            if referral.jobseeker.state == "seeking":
                now = local(referral.starts_on, 17)
                confirm_start(
                    referral=referral, starts_on=referral.starts_on, actor=self.manager, now=now
                )


def _open_vacancies(firm: Any) -> Any:
    return firm.vacancies.filter(state="published", openings__gt=F("hired_count"))


def _has_vacancy(firm: Any) -> bool:
    return bool(firm.verified_at and _open_vacancies(firm).exists())
