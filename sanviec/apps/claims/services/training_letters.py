"""What is told to whom of a request for training; written whole, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.claims.enums import TrainingState
from sanviec.apps.claims.models import TrainingSupport
from sanviec.apps.employers.selectors import contacts_of
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_message

from .rows import tell

_SIGNED = gettext_noop("Đề nghị hỗ trợ đào tạo %(number)s: %(state)s.")
_RETURNED = gettext_noop(
    "Đề nghị hỗ trợ đào tạo %(number)s chưa được ký, trung tâm xem lại: %(reason)s"
)
_PAGE = "/nha-tuyen-dung/ho-tro-dao-tao/"


def tell_signed(row: TrainingSupport, *, now: datetime) -> None:
    """The decision, to the worker or the employer who asked, in the caller's transaction."""
    if row.employer is not None:
        _tell_employer(row, "signed", _SIGNED, now=now)
    elif row.claim is not None:
        words = gettext(_SIGNED) % _names(row)
        tell(row.claim, "training", words, key=f"{row.pk}:signed", now=now)


def tell_returned(row: TrainingSupport, *, now: datetime) -> None:
    """An employer hears that the approver did not sign, and why: it may have to hand in more."""
    if row.employer is not None:
        turn = f"returned:{row.proposed_at:%Y%m%d%H%M%S%f}"
        _tell_employer(row, turn, _RETURNED, now=now)


def _tell_employer(row: TrainingSupport, turn: str, text: str, *, now: datetime) -> None:
    """To each account, else to the address that the employer registered."""
    firm = row.employer
    assert firm is not None, "asked before"
    reached: list[tuple[Any, Channel]] = [
        (contact.user, Channel.IN_APP) for contact in contacts_of(firm)
    ]
    if not reached and (firm.email or firm.phone):
        reached = [(None, Channel.EMAIL if firm.email else Channel.SMS)]
    for user, channel in reached:
        with override(user.language if user else "vi"):
            subject = gettext(text) % _names(row)
        letter = Letter(
            key=f"training:{row.pk}:{turn}:{user.pk if user else 'none'}",
            topic="training",
            subject=subject[:200],
            body=subject,
            link=_PAGE,
            recipient=user,
            recipient_ref="" if user else f"employer:{firm.pk}",
        )
        post_message(letter, channels=(channel,), now=now)


def _names(row: TrainingSupport) -> dict[str, str]:
    return {
        "number": row.number,
        "state": str(TrainingState(row.state).label),
        "reason": row.sent_back_reason,
    }
