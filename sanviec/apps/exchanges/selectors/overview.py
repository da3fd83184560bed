"""One session at a glance, for who runs it: what is ready, what is missing, how it goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from sanviec.apps.exchanges.enums import (
    HOLDING_PLACE,
    PASSING,
    ExhibitorKind,
    InterviewResult,
    InterviewState,
    ParticipantState,
    PartState,
    SessionKind,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import (
    ExchangeSession,
    Interview,
    Participant,
    SessionPart,
    Stand,
)

from .results import pending_of

_BEFORE_CLOSING = frozenset({SessionState.RUNNING, SessionState.FINISHING})
_BEFORE_APPROVAL = frozenset({SessionState.DRAFT, SessionState.SUBMITTED})


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a session needs; ``page`` is the name of the page where it is done.

    Args:
        left: how many are still to be done, where that can be counted.
        how: how it is mended.
    """

    text: Any
    is_done: bool
    page: str
    left: int = 0
    how: Any = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """A session at a moment.

    Args:
        figures: name -> how many.
        late: firms that are confirmed and not there though the doors are open.
        free_tables: tables of firms that nobody sits at now.
    """

    checks: list[Check]
    figures: dict[str, int]
    late: list[Stand]
    free_tables: list[tuple[Stand, int]]

    @property
    def missing(self) -> list[Check]:
        return [check for check in self.checks if not check.is_done]


def overview_of(session: ExchangeSession, *, now: datetime) -> Overview:
    """What is ready, what is missing, and the figures of this moment.

    Cost: seven queries, however many people and firms; fifteen once it runs.
    """
    figures = _figures(session)
    stands = list(
        Stand.objects.filter(session=session).select_related("employer").order_by("stand_no", "id")
    )
    late = [row for row in stands if row.state == StandState.CONFIRMED and _is_firm(row)]
    return Overview(
        _checks(session, figures, stands),
        figures,
        late if session.state == SessionState.RUNNING else [],
        _free_tables(session, stands, now) if session.state == SessionState.RUNNING else [],
    )


def _figures(session: ExchangeSession) -> dict[str, int]:
    people = Participant.objects.filter(session=session).aggregate(
        registered=Count("pk", filter=Q(state__in=HOLDING_PLACE)),
        priority=Count("pk", filter=Q(state__in=HOLDING_PLACE, is_priority=True)),
        waiting=Count("pk", filter=Q(state=ParticipantState.WAITING)),
        offered=Count("pk", filter=Q(state=ParticipantState.OFFERED)),
        attended=Count("pk", filter=Q(state=ParticipantState.ATTENDED)),
        inside=Count("pk", filter=Q(is_inside=True)),
    )
    talks = Interview.objects.filter(session=session).aggregate(
        planned=Count("pk", filter=Q(state=InterviewState.PLANNED)),
        held=Count("pk", filter=Q(state=InterviewState.HELD)),
        passed=Count("pk", filter=Q(result__in=PASSING)),
        hired=Count("pk", filter=Q(result=InterviewResult.HIRED)),
        scheduled=Count("participant", filter=~Q(state=InterviewState.CANCELLED), distinct=True),
    )
    stands = Stand.objects.taking_part().filter(session=session, kind=ExhibitorKind.EMPLOYER)
    openings = stands.aggregate(openings=Sum("offers__openings"))
    return {**people, **talks, "firms": stands.count(), "openings": openings["openings"] or 0}


def _is_firm(stand: Stand) -> bool:
    return stand.kind == ExhibitorKind.EMPLOYER


def _checks(session: ExchangeSession, figures: dict[str, int], stands: list[Stand]) -> list[Check]:
    asked = [row for row in stands if row.state == StandState.REQUESTED]
    invited = [row for row in stands if row.state == StandState.INVITED]
    unanswered = SessionPart.objects.filter(session=session, state=PartState.INVITED).count()
    is_online = session.kind == SessionKind.ONLINE
    return [
        Check(_("Địa điểm và tọa độ"), is_online or _has_pin(session), "edit_session"),
        Check(
            _("Được duyệt và mở đăng ký"),
            session.state not in _BEFORE_APPROVAL | {SessionState.APPROVED},
            "session",
        ),
        Check(_("Có doanh nghiệp đã nhận gian"), figures["firms"] > 0, "session_stands"),
        Check(_("Mọi doanh nghiệp xin tham gia đã được trả lời"), not asked, "session_stands"),
        Check(_("Mọi doanh nghiệp được mời đã trả lời"), not invited, "session_stands"),
        Check(_("Mọi trung tâm được mời đã trả lời"), not unanswered, "session_parts"),
        Check(_("Mọi gian doanh nghiệp có vị trí tuyển"), not _bare(session), "session_stands"),
        Check(_("Có người đăng ký"), figures["registered"] > 0, "session_people"),
        Check(_("Đã công bố lịch phỏng vấn"), figures["scheduled"] > 0, "session_schedule"),
        Check(
            _("Lịch không còn gian đã rút hoặc người đã hủy"),
            not _broken(session),
            "session_schedule",
        ),
        *(_checks_of_closing(session) if session.state in _BEFORE_CLOSING else []),
    ]


def _checks_of_closing(session: ExchangeSession) -> list[Check]:
    """What keeps the figures open once people have come."""
    pending = pending_of(session)
    cards = Participant.objects.cards_without_file().filter(session=session).count()
    results, unfiled = len(pending.without_result), len(pending.without_file)
    return [
        Check(
            _("Mọi phiếu tại chỗ đã có hồ sơ"),
            not cards,
            "day:cards",
            cards,
            _("Mở từng phiếu, chọn hồ sơ đã có hoặc mở hồ sơ mới từ phiếu."),
        ),
        Check(
            _("Mọi lượt phỏng vấn của người đã đến có kết quả"),
            not results,
            "session_results",
            results,
            _("Doanh nghiệp ghi trên điện thoại, hoặc cán bộ ghi thay ở trang kết quả."),
        ),
        Check(
            _("Mọi kết quả thuộc về người có hồ sơ"),
            not unfiled,
            "session_results",
            unfiled,
            _("Nối phiếu của người ấy với hồ sơ; không làm được thì chốt kèm lý do."),
        ),
    ]


def _has_pin(session: ExchangeSession) -> bool:
    return bool(session.venue) and session.latitude is not None


def _bare(session: ExchangeSession) -> bool:
    firms = Stand.objects.taking_part().filter(session=session, kind=ExhibitorKind.EMPLOYER)
    return firms.filter(offers__isnull=True).exists()


def _broken(session: ExchangeSession) -> bool:
    planned = Interview.objects.filter(session=session, state=InterviewState.PLANNED)
    gone = Q(stand__state__in=(StandState.WITHDRAWN, StandState.LEFT, StandState.ABSENT))
    return planned.filter(gone).exists()


def _free_tables(
    session: ExchangeSession, stands: list[Stand], now: datetime
) -> list[tuple[Stand, int]]:
    """Tables at which nobody is called or due in this time."""
    step = timedelta(minutes=session.slot_minutes)
    slot = int((now - session.starts_at) / step)
    busy = Interview.objects.filter(session=session).filter(
        Q(state=InterviewState.CALLED) | Q(state=InterviewState.PLANNED, slot=slot)
    )
    counts = dict(busy.values_list("stand_id").annotate(n=Count("pk")).order_by("stand_id"))
    here = [row for row in stands if row.state == StandState.ARRIVED and _is_firm(row)]
    free = [(row, row.tables - counts.get(row.pk, 0)) for row in here]
    return [(row, count) for row, count in free if count > 0]
