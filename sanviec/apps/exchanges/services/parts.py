"""Other centres in a session: invited by the host, joined or declined by themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.data import VenueData, checked_venue
from sanviec.apps.exchanges.enums import CentrePart, PartState, SessionState
from sanviec.apps.exchanges.models import ExchangeSession, Participant, SessionPart, Stand
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from . import rows

_OVER = frozenset({SessionState.FINISHING, SessionState.CLOSED, SessionState.CANCELLED})


@transaction.atomic
def invite_centre(
    *, session: ExchangeSession, centre: Centre, actor: Actor, now: datetime
) -> SessionPart:
    """Ask another centre to take part; one that declined may be asked again.

    Raises:
        InputError: it is asked already, it is the host, or the session is over.
    """
    session = rows.hold_session(session.pk)
    _refuse_when_over(session)
    known = SessionPart.objects.filter(session=session, centre=centre).first()
    if known is not None and known.state != PartState.DECLINED:
        raise InputError(
            f"{centre.name} đã có trong phiên này.",
            f"centre {centre.code} takes part or is asked already",
            field="centre",
            code="centre_known",
        )
    part = known or SessionPart(
        session=session, centre=centre, part=CentrePart.PARTNER, created_at=now
    )
    part.state, part.updated_at = PartState.INVITED, now
    if known is None:
        part.save(force_insert=True)
    else:
        part.save(update_fields=["state", "updated_at"])
    _record(part, "invited", actor, now)
    return part


@transaction.atomic
def answer_invitation(
    *, part: SessionPart, joins: bool, where: VenueData, contact: str, actor: Actor, now: datetime
) -> SessionPart:
    """A centre joins with its connection point, or declines; it may change its mind.

    Raises:
        InputError: the host answers for itself, the session is over, or a centre that brought
            people or firms would leave.
    """
    session = rows.hold_session(part.session_id)
    part = SessionPart.objects.select_for_update(of=("self",)).get(pk=part.pk)
    _refuse_when_over(session)
    if part.part == CentrePart.HOST:
        raise InputError(
            "Trung tâm chủ trì không trả lời lời mời của chính mình.",
            "the host is not asked",
            code="host_answers",
        )
    if not joins and _has_brought(part):
        raise InputError(
            "Trung tâm đã đưa người hoặc doanh nghiệp vào phiên này. Hãy rút họ ra trước.",
            "the centre has people or stands in the session",
            code="part_in_use",
        )
    part.state = PartState.JOINED if joins else PartState.DECLINED
    part.contact, part.updated_at = contact.strip()[:120], now
    columns = checked_venue(where) if joins else {}
    for name, value in columns.items():
        setattr(part, name, value)
    part.save(update_fields=["state", "contact", "updated_at", *columns])
    _record(part, "joined" if joins else "declined", actor, now)
    return part


def _has_brought(part: SessionPart) -> bool:
    brought = {"session_id": part.session_id, "centre_id": part.centre_id}
    return (
        Participant.objects.filter(**brought).holding_place().exists()
        or Stand.objects.filter(**brought).taking_part().exists()
    )


def _refuse_when_over(session: ExchangeSession) -> None:
    if session.state in _OVER:
        raise InputError(
            "Phiên đã kết thúc hoặc đã hủy.", "the session is over", code="session_closed"
        )


def _record(part: SessionPart, verb: str, actor: Actor, now: datetime) -> None:
    data = {"centre": str(part.centre_id), "state": part.state}
    audit.record(audit.Act(f"session_part.{verb}", part, data), actor=actor, now=now)
