"""Firms, schools and training centres at a session: asked or asking, confirmed, leaving."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.enums import EmployerState
from sanviec.apps.employers.models import Employer
from sanviec.apps.exchanges.data import StandData, checked_stand
from sanviec.apps.exchanges.enums import (
    HOLDING_STAND,
    REGISTRABLE,
    ExhibitorKind,
    InterviewedBy,
    InterviewState,
    PartState,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.letters import tell_firm
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    SessionPart,
    Stand,
    StandVacancy,
)
from sanviec.apps.exchanges.querysets import StandQuerySet
from sanviec.apps.exchanges.staff_letters import tell_of_request, tell_of_withdrawal
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError

from . import rows
from .planning import needed_reason

_PLANNED = frozenset({SessionState.DRAFT, SessionState.SUBMITTED, SessionState.APPROVED})
_OPEN = _PLANNED | REGISTRABLE
# Nobody is invited to what may not be approved.
_INVITING = REGISTRABLE | {SessionState.APPROVED}
_ASKING = frozenset({SessionState.PUBLISHED, SessionState.SCHEDULED})
_GONE = frozenset({StandState.WITHDRAWN, StandState.REFUSED, StandState.LEFT, StandState.ABSENT})


@transaction.atomic
def invite_employer(
    *, session: ExchangeSession, employer: Employer, centre: Centre, actor: Actor, now: datetime
) -> Stand:
    """Ask a firm of one's own centre to take part; ``centre`` hosts or has joined.

    Raises:
        InputError: the firm is not verified, belongs to another centre, or is there already.
    """
    session = _held_open(session, _INVITING)
    _check_employer(employer)
    if employer.centre_id != centre.pk or not _takes_part(session, centre):
        raise InputError(
            "Trung tâm chỉ mời doanh nghiệp của mình, vào phiên mà trung tâm tham gia.",
            "a centre invites its own employers into a session that it takes part in",
            code="other_centre",
        )
    _refuse_known(session, employer)
    stand = Stand(session=session, centre=centre, employer=employer, name=employer.name)
    rows.insert(stand, "invited", actor=actor, now=now)
    tell_firm(stand, "invited", session=session, now=now)
    return stand


@transaction.atomic
def request_stand(
    *,
    session: ExchangeSession,
    employer: Employer,
    data: StandData,
    actor: Actor,
    now: datetime,
) -> Stand:
    """A firm asks for a stand; one that had withdrawn asks again.

    Raises:
        InputError: registration is not open, the firm is not verified, or is there already.
    """
    session = _held_open(session, _ASKING)
    _check_employer(employer)
    columns = checked_stand(data, session.slots)
    known = Stand.objects.select_for_update(of=("self",)).filter(session=session, employer=employer)
    stand = known.first()
    if stand is None:
        centre_id = employer.centre_id if _joined(session, employer) else session.centre_id
        stand = Stand(
            session=session, centre_id=centre_id, employer=employer, name=employer.name, **columns
        )
        rows.insert(rows.move(stand, "request"), "requested", actor=actor, now=now)
    else:
        for name, value in columns.items():
            setattr(stand, name, value)
        rows.move(stand, "request")
        rows.save(stand, sorted(columns), "requested", actor=actor, now=now)
    tell_of_request(stand, session=session, now=now)
    return stand


@transaction.atomic
def add_exhibitor(
    *, session: ExchangeSession, name: str, data: StandData, actor: Actor, now: datetime
) -> Stand:
    """A school, a training centre or another body, which has no interviews; confirmed at once.

    Raises:
        InputError: it has no name, or would be a firm: firms are invited.
    """
    session = _held_open(session, _OPEN)
    columns = checked_stand(data, session.slots)
    if columns["kind"] == ExhibitorKind.EMPLOYER or not name.strip():
        raise InputError(
            "Hãy ghi tên đơn vị và chọn trường hoặc cơ sở đào tạo; doanh nghiệp thì dùng “Mời”.",
            "an exhibitor has a name and is no employer",
            field="name",
            code="exhibitor_invalid",
        )
    stand = Stand(session=session, centre_id=session.centre_id, name=name.strip()[:250], **columns)
    rows.move(stand, "confirm").stand_no = _free_number(session)
    return rows.insert(stand, "added", actor=actor, now=now)


@transaction.atomic
def confirm_stand(
    *, stand: Stand, stand_no: int | None = None, actor: Actor, now: datetime
) -> Stand:
    """Give a stand its number: the host takes a firm in, or a firm accepts the invitation.

    Raises:
        InputError: the number is taken.
    """
    session = _held_open(stand.session, _OPEN)
    stand = rows.move(rows.hold_stand(stand.pk), "confirm")
    if stand_no is not None and _is_taken(session, stand_no):
        raise InputError(
            f"Gian số {stand_no} đã có đơn vị khác. Hãy chọn số khác hoặc để trống.",
            f"stand number {stand_no} is taken",
            field="stand_no",
            code="stand_no_taken",
        )
    stand.stand_no = stand_no or _free_number(session)
    rows.save(stand, ["stand_no"], "confirmed", actor=actor, now=now)
    tell_firm(stand, "confirmed", session=session, now=now)
    return stand


@transaction.atomic
def refuse_stand(*, stand: Stand, reason: str, actor: Actor, now: datetime) -> Stand:
    """Do not take a firm in, and say why."""
    session = rows.hold_session(stand.session_id)
    stand = rows.move(rows.hold_stand(stand.pk), "refuse")
    stand.state_reason = needed_reason(reason)
    rows.save(stand, ["state_reason"], "refused", actor=actor, now=now)
    tell_firm(stand, "refused", session=session, now=now)
    return stand


@transaction.atomic
def withdraw_stand(*, stand: Stand, reason: str, actor: Actor, now: datetime) -> Stand:
    """The firm will not come; its interviews are given to others by the next repair."""
    session = rows.hold_session(stand.session_id)
    stand = rows.move(rows.hold_stand(stand.pk), "withdraw")
    stand.state_reason = needed_reason(reason)
    rows.save(stand, ["state_reason"], "withdrawn", actor=actor, now=now)
    meetings = planned_meetings(stand)
    tell_of_withdrawal(stand, session=session, meetings=meetings, by_id=actor.user_id, now=now)
    return stand


def planned_meetings(stand: Stand) -> int:
    """How many people still have an appointment at the stand."""
    return Interview.objects.filter(stand=stand, state=InterviewState.PLANNED).count()


@transaction.atomic
def update_stand(*, stand: Stand, data: StandData, actor: Actor, now: datetime) -> Stand:
    """Tables, hours, people and meeting room of a stand.

    Raises:
        InputError: something cannot be, the session is over or the firm has left.
    """
    session = _held_open(stand.session, _OPEN)
    stand = rows.hold_stand(stand.pk)
    _refuse_gone(stand)
    columns = checked_stand(data, session.slots)
    # A firm does not become a school.
    columns["kind"] = stand.kind
    for name, value in columns.items():
        setattr(stand, name, value)
    return rows.save(stand, sorted(columns), "updated", actor=actor, now=now)


@transaction.atomic
def bring_vacancy(
    *,
    stand: Stand,
    vacancy: Vacancy,
    openings: int,
    interviewed_by: InterviewedBy,
    actor: Actor,
    now: datetime,
) -> StandVacancy:
    """A vacancy at the stand, or another number of openings for one that is there.

    Raises:
        InputError: the vacancy is another firm's, is not open, or has fewer openings left.
    """
    _held_open(stand.session, _OPEN)
    stand = rows.hold_stand(stand.pk)
    _refuse_gone(stand)
    _check_vacancy(stand, vacancy, openings)
    offer = StandVacancy.objects.filter(stand=stand, vacancy=vacancy).first()
    offer, is_new = (offer, False) if offer else (_new_offer(stand, vacancy, now), True)
    offer.openings, offer.interviewed_by, offer.updated_at = openings, interviewed_by, now
    if is_new:
        offer.save(force_insert=True)
    else:
        offer.save(update_fields=["openings", "interviewed_by", "updated_at"])
    data = {"vacancy": str(vacancy.pk), "openings": openings}
    audit.record(audit.Act("stand.offer_set", offer, data), actor=actor, now=now)
    return offer


@transaction.atomic
def take_vacancy_away(*, offer: StandVacancy, actor: Actor, now: datetime) -> None:
    """Take a vacancy off a stand.

    Raises:
        InputError: somebody is to be interviewed for it.
    """
    _held_open(offer.stand.session, _OPEN)
    stand = rows.hold_stand(offer.stand_id)
    used = Interview.objects.filter(stand=stand, vacancy_id=offer.vacancy_id).holding_slot()
    if used.exists():
        raise InputError(
            "Đã có người hẹn phỏng vấn vị trí này. Hãy sửa lịch trước khi bỏ vị trí.",
            "interviews are planned for this vacancy",
            code="offer_in_use",
        )
    data = {"vacancy": str(offer.vacancy_id)}
    offer.delete()
    audit.record(audit.Act("stand.offer_removed", stand, data), actor=actor, now=now)


def _new_offer(stand: Stand, vacancy: Vacancy, now: datetime) -> StandVacancy:
    return StandVacancy(stand=stand, vacancy=vacancy, created_at=now)


def _check_vacancy(stand: Stand, vacancy: Vacancy, openings: int) -> None:
    if stand.employer_id is None or vacancy.employer_id != stand.employer_id:
        raise InputError(
            "Vị trí này không phải của đơn vị.",
            "the vacancy is another employer's",
            field="vacancy",
            code="vacancy_elsewhere",
        )
    left = vacancy.openings - vacancy.hired_count
    if vacancy.state != VacancyState.PUBLISHED or left < 1:
        raise InputError(
            "Chỉ mang đến phiên những tin đang đăng và còn chỗ tuyển.",
            f"the vacancy is {vacancy.state} with {left} openings left",
            field="vacancy",
            code="vacancy_not_open",
        )
    if not 1 <= openings <= left:
        raise InputError(
            f"Tin này còn tuyển {left} người. Hãy ghi số từ 1 đến {left}.",
            f"{openings} openings of {left} left",
            field="openings",
            code="too_many_openings",
        )


def _held_open(session: ExchangeSession, states: frozenset[SessionState]) -> ExchangeSession:
    held = rows.hold_session(session.pk)
    if held.state not in states:
        raise InputError(
            "Phiên này không nhận thay đổi về gian nữa. Hãy tải lại trang.",
            f"the session is {held.state}",
            code="session_closed",
        )
    return held


def _check_employer(employer: Employer) -> None:
    if employer.state != EmployerState.VERIFIED:
        raise InputError(
            "Đơn vị chưa được xác minh nên chưa tham gia phiên được.",
            f"the employer is {employer.state}",
            code="employer_not_verified",
        )


def _refuse_known(session: ExchangeSession, employer: Employer) -> None:
    if Stand.objects.filter(session=session, employer=employer).exists():
        raise InputError(
            f"{employer.name} đã có trong danh sách của phiên này.",
            "the employer is in the session already",
            code="stand_known",
        )


def _refuse_gone(stand: Stand) -> None:
    if stand.state in _GONE:
        raise InputError(
            "Đơn vị này không còn tham gia phiên.", f"the stand is {stand.state}", code="stand_gone"
        )


def _takes_part(session: ExchangeSession, centre: Centre) -> bool:
    joined = SessionPart.objects.filter(session=session, centre=centre, state=PartState.JOINED)
    return session.centre_id == centre.pk or joined.exists()


def _joined(session: ExchangeSession, employer: Employer) -> bool:
    return _takes_part(session, employer.centre)


def _is_taken(session: ExchangeSession, stand_no: int) -> bool:
    return _holding(session).filter(stand_no=stand_no).exists()


def _free_number(session: ExchangeSession) -> int:
    taken = set(_holding(session).values_list("stand_no", flat=True))
    return next(number for number in range(1, len(taken) + 2) if number not in taken)


def _holding(session: ExchangeSession) -> StandQuerySet:
    return Stand.objects.filter(session=session, state__in=HOLDING_STAND).order_by("id")
