"""A centre with one thing of each kind and people of every role."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from sanviec.apps.centres.models import Centre, Membership
from sanviec.apps.claims.enums import PaperKind
from sanviec.apps.claims.models import (
    BenefitTransfer,
    Claim,
    ClaimDecision,
    ClaimFlag,
    ClaimPaper,
    Complaint,
    JobRefusal,
    TrainingSupport,
)
from sanviec.apps.claims.services import (
    ComplaintData,
    CourseData,
    RefusalData,
    accept_complaint,
    add_paper,
    ask_employer_training,
    ask_transfer,
    ask_worker_training,
    file_complaint,
    note_refusal,
    prepare_suspensions,
)
from sanviec.apps.employers.models import Employer
from sanviec.apps.exchanges.data import SeriesData
from sanviec.apps.exchanges.enums import (
    InterviewedBy,
    InterviewState,
    ParticipantState,
    ScanVia,
    SessionKind,
    SessionState,
)
from sanviec.apps.exchanges.models import (
    Device,
    ExchangeSession,
    Interview,
    Participant,
    Scan,
    SessionPart,
    SessionSeries,
    Stand,
)
from sanviec.apps.exchanges.services.devices import prepare_device
from sanviec.apps.exchanges.services.door import Door, ScanData, check_in
from sanviec.apps.exchanges.services.parts import invite_centre
from sanviec.apps.exchanges.services.series import draft_series
from sanviec.apps.exchanges.services.sketches import set_sketch
from sanviec.apps.exchanges.services.walk_in import WalkInCard, add_walk_ins
from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.services import FileOptions, start_run
from sanviec.apps.jobseekers.enums import DocumentKind
from sanviec.apps.jobseekers.models import Document, Jobseeker
from sanviec.apps.jobseekers.services import add_document, merge_jobseekers
from sanviec.apps.payments.enums import RecoveryReason
from sanviec.apps.payments.models import OverpaymentRecovery, PayAnswer, PayList, PayRow
from sanviec.apps.payments.services import RecoveryData, open_recovery
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.ids import new_id
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import Letter, post_message, store_document
from sanviec.apps.referrals.models import FollowUp, Referral
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.weights.models import WeightsVersion
from tests.apps.claims.factories import keep_paper, make_claim
from tests.apps.exchanges import factories as exchanges
from tests.apps.exchanges.factories import (
    make_interview,
    make_participant,
    make_session,
    make_stand,
)
from tests.apps.factories import (
    NOW,
    TODAY,
    as_jobseeker,
    make_centre,
    make_employer,
    make_staff,
    make_user,
)
from tests.apps.payments import factories as payments
from tests.apps.platform.photographs import page_photo
from tests.apps.weights.planted import propose
from tests.web.factories import (
    BY_SYSTEM,
    account_of,
    make_referral,
    make_room,
    make_seeker,
    make_vacancy,
)

NO_ROLE = {Role.ANONYMOUS, Role.SYSTEM}
ROLES = [role for role in Role if role not in NO_ROLE]


@dataclass
class Ground:
    """One centre; what it holds is made when it is first asked for.

    ``person_name``, ``firm_name`` and ``number`` stand in everything that others must not see.
    """

    centre: Centre
    person_name: str = "Lý Văn Khác"
    firm_name: str = "Hợp tác xã Khác"
    number: str = "0977888999"

    @cached_property
    def person(self) -> Jobseeker:
        return self._somebody()

    @cached_property
    def document(self) -> Document:
        """A paper in the person's file; its name is longer than a line and has no space."""
        png = b"\x89PNG\r\n\x1a\n" + b"0" * 40
        facts = {"kind": DocumentKind.CV, "name": "cv" * 80 + ".png", "content": png}
        return add_document(jobseeker=self.person, **facts, **BY_SYSTEM)

    @cached_property
    def twin(self) -> Jobseeker:
        return self._somebody()

    @cached_property
    def candidate(self) -> Jobseeker:
        return self._somebody()

    @cached_property
    def kept(self) -> Jobseeker:
        """Somebody whose second file was merged into the first."""
        kept = self._somebody()
        merge_jobseekers(kept=kept, merged=self._somebody(), reason="cùng người", **BY_SYSTEM)
        return kept

    @cached_property
    def employer(self) -> Employer:
        return make_employer(
            self.centre, name=self.firm_name, phone=self.number, tax_code="0100109106"
        )

    @cached_property
    def vacancy(self) -> Vacancy:
        return make_vacancy(self.employer, openings=5)

    @cached_property
    def other_vacancy(self) -> Vacancy:
        return make_vacancy(self.employer)

    @cached_property
    def referral(self) -> Referral:
        return make_referral(self.person, self.vacancy)

    @cached_property
    def follow_up(self) -> FollowUp:
        started = make_referral(self._somebody(), self.vacancy, until="started")
        return started.follow_ups.get()

    @cached_property
    def claim(self) -> Claim:
        return make_claim(self.person, until="filed", pension="eligible")

    @cached_property
    def flag(self) -> ClaimFlag:
        return self.claim.flags.get(kind="pension")

    @cached_property
    def draft_claim(self) -> Claim:
        return make_claim(self.person, separated_on=date(2026, 11, 2))

    @cached_property
    def running_claim(self) -> Claim:
        """Filed in August, so that its third month runs today."""
        if not Centre.objects.filter(code="TDEN").exists():
            make_centre("TDEN")  # where somebody may want to move
        return self._running(self.person)

    def _running(self, person: Jobseeker) -> Claim:
        paid = ({"from": "2023-05", "to": "2026-07", "wage_vnd": 8_000_000, "paid": True},)
        filed_at = datetime(2026, 8, 10, 2, 0, tzinfo=UTC)
        facts = {"separated_on": date(2026, 8, 3), "contributions": paid}
        return make_claim(person, until="receiving", at=filed_at, **facts)

    @cached_property
    def grant(self) -> ClaimDecision:
        return self.running_claim.decisions.get(kind="grant")

    @cached_property
    def pay_list(self) -> PayList:
        """A list whose sample is still to be looked at."""
        self._running(self._somebody())
        return payments.make_list(self.centre, at=NOW)

    @cached_property
    def pay_row(self) -> PayRow:
        return self.pay_list.rows.order_by("number")[0]

    @cached_property
    def sent_list(self) -> PayList:
        """A list of which one row is paid, and one answer fits no row."""
        self._running(self._somebody())
        sent = payments.make_list(self.centre, until="approved", at=NOW)
        paid = payments.answer(sent.rows.order_by("number")[0], on=NOW.date())
        strange = replace(paid, answer_id="la", reference="lạ")
        payments.take(sent, paid, strange, at=NOW)
        return sent

    @cached_property
    def strange_answer(self) -> PayAnswer:
        return self.sent_list.answers.get(reference="lạ")

    @cached_property
    def paid_claim(self) -> Claim:
        return self.sent_list.rows.get(state="paid").claim

    @cached_property
    def recovery(self) -> OverpaymentRecovery:
        data = RecoveryData(1_000, RecoveryReason.OTHER, "Tính lại")
        return open_recovery(claim=self.paid_claim, data=data, **BY_SYSTEM)

    @cached_property
    def decision(self) -> ClaimDecision:
        """A suspension that the system prepared."""
        running = self.running_claim
        prepare_suspensions(now=NOW)
        return running.decisions.get(state="prepared")

    @cached_property
    def paid_decision(self) -> ClaimDecision:
        """The decision to pay, with its paper."""
        granted = self.running_claim.decisions.get(kind="grant")
        keep_paper(granted)
        return granted

    @cached_property
    def paper(self) -> ClaimPaper:
        """A photo of a paper, handed in online."""
        stored = store_document(name="so.jpg", content=page_photo(), now=NOW)
        facts = {"kind": PaperKind.BOOK, "stored": stored, "note": "", "now": NOW}
        return add_paper(claim=self.claim, actor=as_jobseeker(self.person), **facts)

    @cached_property
    def refusal(self) -> JobRefusal:
        """A job that the person did not take."""
        data = RefusalData(date(2026, 11, 20), job="Thợ may, Hợp tác xã Hồi")
        return note_refusal(claim=self.running_claim, data=data, actor=SYSTEM, now=NOW)

    @cached_property
    def training(self) -> TrainingSupport:
        """A course that the person wants paid."""
        days = (date(2026, 12, 1), date(2027, 2, 28))
        course = CourseData("May", "Trường nghề", *days, cost_vnd=6_000_000, study_days=60)
        return ask_worker_training(claim=self.running_claim, data=course, actor=SYSTEM, now=NOW)

    @cached_property
    def firm_training(self) -> TrainingSupport:
        """A course for workers that the firm wants paid."""
        days = (date(2026, 12, 1), date(2027, 2, 28))
        course = CourseData("May", "Trường nghề", *days, cost_vnd=900_000, workers=10)
        return ask_employer_training(employer=self.employer, data=course, actor=SYSTEM, now=NOW)

    @cached_property
    def complaint(self) -> Complaint:
        """Against what the centre did not do."""
        data = ComplaintData("Chưa trả lời", TODAY)
        return file_complaint(claim=self.claim, data=data, actor=SYSTEM, now=NOW)

    @cached_property
    def accepted_complaint(self) -> Complaint:
        return accept_complaint(complaint=self.complaint, actor=SYSTEM, now=NOW)

    @cached_property
    def transfer(self) -> BenefitTransfer:
        """The person wants to move to a centre of another place."""
        facts = {"reason": "Về quê", "actor": SYSTEM, "now": NOW}
        return ask_transfer(claim=self.running_claim, to_centre=make_centre(), **facts)

    @cached_property
    def message(self) -> OutboxMessage:
        letter = Letter("tin", "x", "Tin kín", recipient=self.account(Role.JOBSEEKER))
        return post_message(letter, now=NOW)[0]

    @cached_property
    def membership(self) -> Membership:
        return Membership.objects.get(user=make_staff(Role.COUNSELLOR, self.centre).user)

    @cached_property
    def room(self) -> Interview:
        """An online interview of the person, now; the firm lets the centre talk to people too."""
        interview = make_room(self.person, self.employer)
        interview.stand.offers.update(interviewed_by=InterviewedBy.CENTRE)
        return interview

    @cached_property
    def online_session(self) -> ExchangeSession:
        return self.room.session

    @cached_property
    def room_stand(self) -> Stand:
        return self.room.stand

    @cached_property
    def run(self) -> ImportRun:
        upload = SimpleUploadedFile("kin.csv", b"a\n1\n")
        return start_run(
            kind="jobseekers",
            upload=upload,
            centre=self.centre,
            options=FileOptions(),
            actor=SYSTEM,
            now=NOW,
        )

    @cached_property
    def session(self) -> ExchangeSession:
        """A session that anybody may register for; a centre that may be invited is there too."""
        make_centre("TKHACH")
        return make_session(self.centre)

    @cached_property
    def sketched_session(self) -> ExchangeSession:
        """A session whose page shows a plan of the venue."""
        made = make_session(self.centre)
        return set_sketch(session=made, name="so-do.pdf", content=b"%PDF-1.7\n", **BY_SYSTEM)

    @cached_property
    def other_session(self) -> ExchangeSession:
        return make_session(self.centre)

    @cached_property
    def stand(self) -> Stand:
        return make_stand(self.session, self.employer, vacancies=(self.vacancy,))

    @cached_property
    def offer_vacancy(self) -> Vacancy:
        """What the stand brings."""
        return self.stand.offers.get().vacancy

    @cached_property
    def participant(self) -> Participant:
        return make_participant(self.session, self.person)

    @cached_property
    def commune_entry(self) -> Participant:
        """Somebody whom the officer of a commune registered."""
        officer = self.account(Role.COMMUNE_OFFICER)
        return make_participant(self.session, self.candidate, registered_by_id=officer.pk)

    @cached_property
    def series(self) -> SessionSeries:
        data = SeriesData(
            kind=SessionKind.FIXED,
            title="Phiên thứ Năm",
            weekday=3,
            starts=time(8),
            ends=time(11),
            from_on=date(2026, 11, 24),
            until_on=date(2026, 12, 10),
        )
        return draft_series(data=data, centre=self.centre, **BY_SYSTEM)

    @cached_property
    def part(self) -> SessionPart:
        """The centre's part in a session of another one, which asks for it."""
        facts = {"session": make_session(), "centre": self.centre}
        return invite_centre(**facts, **BY_SYSTEM)

    @cached_property
    def exchange(self) -> ExchangeSession:
        """A session with somebody of this centre registered."""
        session = exchanges.make_session(self.centre)
        exchanges.make_participant(session, self.person)
        return session

    @cached_property
    def open_stand(self) -> Stand:
        return exchanges.make_stand(self.exchange, self.employer)

    @cached_property
    def open_interview(self) -> Interview:
        return exchanges.make_interview(
            self.walk_in,
            self.open_stand,
            state=InterviewState.CALLED,
            called_table=0,
            called_at=NOW,
        )

    @cached_property
    def walk_in(self) -> Participant:
        card = WalkInCard(new_id(), self.person_name, wish="phụ bếp")
        door = Door(self.exchange, SYSTEM)
        person = add_walk_ins(door=door, cards=[card], now=NOW)[0].participant
        assert person is not None
        return person

    @cached_property
    def scan(self) -> Scan:
        data = ScanData(new_id(), ScanVia.NAME, participant_id=self.walk_in.pk)
        return check_in(door=Door(self.exchange, SYSTEM), scans=[data], now=NOW)[0].scan

    @cached_property
    def device(self) -> Device:
        actor = make_staff(Role.COUNSELLOR, self.centre).actor
        return prepare_device(session=self.exchange, name="Máy", actor=actor, now=NOW).device

    @cached_property
    def running_session(self) -> ExchangeSession:
        """Its doors are open, and the person with number 1 sits at the employer's table."""
        opened = NOW - timedelta(hours=1)
        session = make_session(self.centre, state=SessionState.RUNNING, starts_at=opened)
        stand = make_stand(session, self.employer, vacancies=(self.vacancy,))
        inside = {"queue_no": 1, "state": ParticipantState.ATTENDED}
        make_interview(make_participant(session, self.person, **inside), stand)
        return session

    @cached_property
    def running_stand(self) -> Stand:
        return self.running_session.stands.get()

    @cached_property
    def running_interview(self) -> Interview:
        return self.running_session.interviews.get(participant__queue_no=1)

    @cached_property
    def weights_version(self) -> WeightsVersion:
        return propose()

    @cached_property
    def accounts(self) -> dict[Role, Any]:
        return {}

    def account(self, role: Role) -> Any:
        """Somebody of this centre in a role; a person and an employer are the ground's own."""
        if role not in self.accounts:
            self.accounts[role] = self._account(role)
        return self.accounts[role]

    def _account(self, role: Role) -> Any:
        if role == Role.JOBSEEKER:
            return account_of(self.person)
        if role == Role.EMPLOYER:
            return account_of(self.employer)
        above = role in {Role.MINISTRY, Role.ADMINISTRATOR}
        return make_staff(role, None if above else self.centre).user

    def _somebody(self) -> Jobseeker:
        return make_seeker(self.centre, full_name=self.person_name, phone=self.number)

    def ids(self, names: tuple[str, ...]) -> list[Any]:
        """The ids of named things."""
        return [getattr(self, name).pk for name in names]


def make_ground() -> Ground:
    """A centre, and an account that has no file yet."""
    make_user("khach")
    return Ground(make_centre(), "Nông Thị Bí Mật", "Công ty Bí Mật", "0911222333")
