"""The counters of a session as data: code, names, definition, unit, and how rows are counted.

The list of the law was not at hand; this one follows what centres publish and is provisional
(docs/law/services.md). A counter counts rows of one source. Visits (lượt) and persons (người) are
different units and are never added.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from sanviec.apps.jobseekers.enums import Sex
from sanviec.apps.referrals.enums import ReferralState

from .enums import (
    PASSING,
    ExhibitorKind,
    InterviewedBy,
    InterviewOrigin,
    InterviewResult,
    InterviewState,
    ParticipantOrigin,
    ParticipantState,
    ScanKind,
    ScanOutcome,
    SessionKind,
    StandState,
)


class Unit(StrEnum):
    PERSONS = "persons"
    TURNS = "turns"
    STANDS = "stands"
    VACANCIES = "vacancies"
    OPENINGS = "openings"


class Source(StrEnum):
    """The table whose rows are counted."""

    STANDS = "stands"
    OFFERS = "offers"
    PEOPLE = "people"
    SCANS = "scans"
    INTERVIEWS = "interviews"
    COUNSELLING = "counselling"


UNIT_VI = {
    Unit.PERSONS: "người",
    Unit.TURNS: "lượt",
    Unit.STANDS: "đơn vị",
    Unit.VACANCIES: "vị trí",
    Unit.OPENINGS: "chỉ tiêu",
}
UNIT_EN = {
    Unit.PERSONS: "persons",
    Unit.TURNS: "turns",
    Unit.STANDS: "exhibitors",
    Unit.VACANCIES: "vacancies",
    Unit.OPENINGS: "openings",
}


@dataclass(frozen=True, slots=True)
class Counter:
    """One figure of a session.

    Args:
        where: which rows of the source count.
        distinct: the column whose different values are counted; "" counts rows.
        total: the column that is summed instead.
    """

    code: str
    title_vi: str
    title_en: str
    definition_vi: str
    unit: Unit
    source: Source
    where: Q
    distinct: str = ""
    total: str = ""

    @property
    def unit_vi(self) -> str:
        return UNIT_VI[self.unit]

    @property
    def unit_en(self) -> str:
        return UNIT_EN[self.unit]


_PRESENT = Q(state__in=[StandState.ARRIVED, StandState.LEFT])
_SCHOOLS = [ExhibitorKind.SCHOOL, ExhibitorKind.TRAINING_CENTRE]
_BROUGHT = Q(stand__state__in=[StandState.ARRIVED, StandState.LEFT])
# Who was expected or came; whoever cancelled or never got a place was not.
_COUNTED = Q(
    state__in=[ParticipantState.REGISTERED, ParticipantState.ATTENDED, ParticipantState.ABSENT]
)
_WALKED_IN = Q(origin=ParticipantOrigin.WALK_IN)
_ATTENDED = Q(state=ParticipantState.ATTENDED)
_WOMEN = Q(jobseeker__sex=Sex.FEMALE) | Q(jobseeker__isnull=True, card_sex=Sex.FEMALE)
# A session that is partly by video has interviews at tables too.
_BOTH_IN_A_ROOM = Q(
    session__kind=SessionKind.HYBRID,
    person_entered_at__isnull=False,
    firm_entered_at__isnull=False,
)
_HELD = Q(state=InterviewState.HELD)
_AT_WORK = Q(
    result=InterviewResult.HIRED,
    referral__start_confirmed_at__isnull=False,
    referral__state__in=[ReferralState.STARTED, ReferralState.CLOSED],
)


def _stands(code: str, vi: str, en: str, definition: str, where: Q) -> Counter:
    return Counter(code, vi, en, definition, Unit.STANDS, Source.STANDS, where)


def _openings(code: str, vi: str, en: str, definition: str, where: Q) -> Counter:
    return Counter(code, vi, en, definition, Unit.OPENINGS, Source.OFFERS, where, total="openings")


def _people(code: str, vi: str, en: str, definition: str, where: Q) -> Counter:
    return Counter(code, vi, en, definition, Unit.PERSONS, Source.PEOPLE, where)


def _registered(origin: ParticipantOrigin, vi: str, en: str) -> Counter:
    definition = "Một phần của số người đăng ký trước, theo nơi ghi tên."
    return _people(f"registered_{origin.value}", vi, en, definition, _COUNTED & Q(origin=origin))


def _turns(code: str, vi: str, en: str, definition: str, where: Q) -> Counter:
    return Counter(code, vi, en, definition, Unit.TURNS, Source.INTERVIEWS, where)


def _met(code: str, vi: str, en: str, definition: str, where: Q) -> Counter:
    return Counter(
        code,
        vi,
        en,
        definition,
        Unit.PERSONS,
        Source.INTERVIEWS,
        where,
        distinct="participant",
    )


COUNTERS: tuple[Counter, ...] = (
    # -- who recruits
    _stands(
        "employers",
        "Doanh nghiệp tuyển dụng có mặt",
        "Employers present",
        "Gian của doanh nghiệp đã đến phiên.",
        _PRESENT & Q(kind=ExhibitorKind.EMPLOYER),
    ),
    _stands(
        "schools",
        "Trường và cơ sở đào tạo có mặt",
        "Schools and training centres present",
        "Gian của trường học, cơ sở đào tạo nghề đã đến phiên.",
        _PRESENT & Q(kind__in=_SCHOOLS),
    ),
    _stands(
        "other_exhibitors",
        "Đơn vị khác có mặt",
        "Other exhibitors present",
        "Gian của đơn vị khác đã đến phiên.",
        _PRESENT & Q(kind=ExhibitorKind.OTHER),
    ),
    _stands(
        "absent_exhibitors",
        "Đơn vị đã nhận gian mà không đến",
        "Exhibitors that stayed away",
        "Gian đã nhận nhưng không có người đến.",
        Q(state=StandState.ABSENT),
    ),
    Counter(
        "vacancies",
        "Vị trí tuyển dụng mang đến phiên",
        "Vacancies brought",
        "Việc mà các gian có mặt mang đến.",
        Unit.VACANCIES,
        Source.OFFERS,
        _BROUGHT,
        distinct="vacancy",
    ),
    _openings(
        "openings",
        "Chỉ tiêu tuyển dụng tại phiên",
        "Openings brought",
        "Tổng số người cần tuyển mà các gian có mặt ghi cho phiên.",
        _BROUGHT,
    ),
    _openings(
        "openings_own",
        "Chỉ tiêu do doanh nghiệp tự phỏng vấn",
        "Openings interviewed by the employer",
        "Một phần của chỉ tiêu tuyển dụng.",
        _BROUGHT & Q(interviewed_by=InterviewedBy.EMPLOYER),
    ),
    _openings(
        "openings_authorised",
        "Chỉ tiêu ủy quyền cho trung tâm sơ tuyển",
        "Openings interviewed by the centre",
        "Một phần của chỉ tiêu tuyển dụng.",
        _BROUGHT & Q(interviewed_by=InterviewedBy.CENTRE),
    ),
    # -- who looks for work
    _people(
        "registered",
        "Người đăng ký trước",
        "People registered before",
        "Người có tên trước khi đến, trừ người đã hủy, còn chờ hoặc hết lượt mời.",
        _COUNTED & ~_WALKED_IN,
    ),
    _registered(ParticipantOrigin.SELF, "Tự đăng ký", "Registered by themselves"),
    _registered(ParticipantOrigin.DESK, "Đăng ký tại quầy", "Registered at the desk"),
    _registered(ParticipantOrigin.COMMUNE, "Cán bộ xã đăng ký giúp", "Registered by the commune"),
    _registered(
        ParticipantOrigin.PARTNER, "Trung tâm khác đăng ký", "Registered by another centre"
    ),
    _people(
        "walk_ins",
        "Người đến thẳng phiên",
        "Walk-ins",
        "Người không đăng ký trước, ghi phiếu tại chỗ.",
        _COUNTED & _WALKED_IN,
    ),
    _people(
        "attended",
        "Người tham dự",
        "People who attended",
        "Người đã vào phiên; vào nhiều lần vẫn là một người.",
        _ATTENDED,
    ),
    Counter(
        "visits",
        "Lượt vào phiên",
        "Entries",
        "Lượt vào cửa được nhận; một người vào hai lần là hai lượt.",
        Unit.TURNS,
        Source.SCANS,
        Q(kind=ScanKind.IN, outcome=ScanOutcome.ACCEPTED, participant__isnull=False),
    ),
    _people(
        "attended_women",
        "Nữ tham dự",
        "Women who attended",
        "Một phần của số người tham dự, theo hồ sơ hoặc phiếu tại chỗ.",
        _ATTENDED & _WOMEN,
    ),
    _people(
        "attended_priority",
        "Người thuộc đối tượng ưu tiên tham dự",
        "Priority people who attended",
        "Một phần của số người tham dự.",
        _ATTENDED & Q(is_priority=True),
    ),
    Counter(
        "advised",
        "Lượt tư vấn trong ngày",
        "Counselling turns of the day",
        "Lượt tư vấn ghi trong sổ của trung tâm, ngày phiên, cho người tham dự.",
        Unit.TURNS,
        Source.COUNSELLING,
        Q(),
        total="visits",
    ),
    # -- what came of it
    _turns(
        "interviews_planned",
        "Lượt phỏng vấn hẹn trước",
        "Interviews planned",
        "Cuộc hẹn xếp trước phiên, trừ cuộc đã hủy.",
        Q(origin=InterviewOrigin.PLANNED) & ~Q(state=InterviewState.CANCELLED),
    ),
    _turns(
        "interviews_held",
        "Lượt phỏng vấn",
        "Interviews held",
        "Cuộc phỏng vấn có kết quả; một người gặp ba gian là ba lượt.",
        _HELD,
    ),
    _turns(
        "interviews_walk_up",
        "Lượt phỏng vấn thêm tại phiên",
        "Interviews without appointment",
        "Một phần của lượt phỏng vấn, không hẹn trước.",
        _HELD & Q(origin=InterviewOrigin.WALK_UP),
    ),
    _turns(
        "interviews_online",
        "Lượt phỏng vấn trực tuyến",
        "Interviews by video",
        "Lượt phỏng vấn của phiên trực tuyến; ở phiên kết hợp là cuộc mà hai bên đã vào phòng.",
        _HELD & (Q(session__kind=SessionKind.ONLINE) | _BOTH_IN_A_ROOM),
    ),
    _turns(
        "no_shows",
        "Lượt hẹn mà người lao động không đến bàn",
        "Appointments missed",
        "Cuộc hẹn ghi là người lao động không đến.",
        Q(state=InterviewState.NO_SHOW),
    ),
    _met(
        "interviewed",
        "Người được phỏng vấn",
        "People interviewed",
        "Người có ít nhất một cuộc phỏng vấn; mỗi người tính một lần.",
        _HELD,
    ),
    _met(
        "passed",
        "Người đạt phỏng vấn",
        "People who passed",
        "Đạt, hẹn phỏng vấn tiếp hoặc nhận ngay, ở ít nhất một gian.",
        _HELD & Q(result__in=sorted(PASSING)),
    ),
    _met(
        "invited_later",
        "Người được hẹn phỏng vấn tiếp",
        "People invited to a later interview",
        "Một phần của số người đạt.",
        _HELD & Q(result=InterviewResult.INVITED_LATER),
    ),
    _met(
        "hired",
        "Người được nhận tại phiên",
        "People hired on the spot",
        "Doanh nghiệp nói nhận ngay; chưa phải là đã đi làm.",
        _HELD & Q(result=InterviewResult.HIRED),
    ),
    _turns(
        "hires",
        "Lượt nhận tại phiên",
        "Hires on the spot",
        "Một người được hai doanh nghiệp nhận là hai lượt.",
        _HELD & Q(result=InterviewResult.HIRED),
    ),
    _turns(
        "not_suitable",
        "Lượt chưa phù hợp",
        "Interviews not suitable",
        "Cuộc phỏng vấn mà doanh nghiệp chưa chọn, có lý do.",
        _HELD & Q(result=InterviewResult.NOT_SUITABLE),
    ),
    Counter(
        "introductions",
        "Lượt giới thiệu việc làm từ phiên",
        "Introductions",
        "Cuộc phỏng vấn đã thành hồ sơ giới thiệu để theo dõi tiếp.",
        Unit.TURNS,
        Source.INTERVIEWS,
        _HELD & Q(referral__isnull=False),
        distinct="referral",
    ),
    _met(
        "placed",
        "Người đã đi làm (có xác nhận)",
        "People at work (start confirmed)",
        "Được nhận tại phiên và ngày đi làm đã được xác nhận khi lập báo cáo.",
        _AT_WORK,
    ),
)
BY_CODE = {counter.code: counter for counter in COUNTERS}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the funnel: everybody of ``part`` must be among those of ``whole``."""

    part: str
    whole: tuple[str, ...]


FUNNEL: tuple[Step, ...] = (
    Step("hired", ("passed",)),
    Step("invited_later", ("passed",)),
    Step("placed", ("hired",)),
    Step("passed", ("interviewed",)),
    Step("interviewed", ("attended",)),
    Step("attended", ("registered", "walk_ins")),
)
