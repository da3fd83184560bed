"""A sketch of the venue: where the door, the stands and the parking are, on public pages."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.exchanges.enums import SessionState
from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.pictures import public_picture
from sanviec.apps.platform.services import MAX_DOCUMENT_BYTES, store_document
from sanviec.kernel.errors import InputError

from . import rows

_OVER = frozenset({SessionState.CLOSED, SessionState.CANCELLED})


@transaction.atomic
def set_sketch(
    *, session: ExchangeSession, name: str, content: bytes, actor: Actor, now: datetime
) -> ExchangeSession:
    """Show a picture or a PDF of the venue; it replaces the one before.

    Raises:
        InputError: it is neither PDF, JPEG nor PNG, is damaged or too large, or the session is
            over.
    """
    session = _held(session)
    is_pdf, is_small = content.startswith(b"%PDF-"), len(content) <= MAX_DOCUMENT_BYTES
    if is_small and not is_pdf and content.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        content = public_picture(name=name, content=content)
    session.sketch = store_document(name=name, content=content, now=now)
    return rows.save(session, ["sketch"], "sketch_set", actor=actor, now=now)


@transaction.atomic
def remove_sketch(*, session: ExchangeSession, actor: Actor, now: datetime) -> ExchangeSession:
    """Show no sketch any more."""
    session = _held(session)
    session.sketch = None
    return rows.save(session, ["sketch"], "sketch_removed", actor=actor, now=now)


def _held(session: ExchangeSession) -> ExchangeSession:
    held = rows.hold_session(session.pk)
    if held.state in _OVER:
        raise InputError(
            "Phiên đã kết thúc hoặc đã hủy nên không đổi sơ đồ được nữa.",
            "the session is over; its sketch stays",
            code="session_closed",
        )
    return held
