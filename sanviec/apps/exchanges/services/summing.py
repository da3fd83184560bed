"""A figure that an officer puts in place of a counted one: with a reason, beside the counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.counters import BY_CODE
from sanviec.apps.exchanges.models import CounterOverride, ExchangeSession
from sanviec.apps.exchanges.selectors.figures import centres_of, figures_of
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from . import rows
from .results import check_open_for_results

MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Override:
    """Which figure of which centre's part becomes what, and why."""

    counter: str
    centre: Centre
    value: int
    reason: str


@transaction.atomic
def override_counter(
    *, session: ExchangeSession, override: Override, actor: Actor, now: datetime
) -> CounterOverride:
    """Put a figure in place of the counted one until the figures are closed.

    Raises:
        InputError: no reason, no such counter, a centre that takes no part, an impossible number,
            or the session is not open for results.
    """
    session = rows.hold_session(session.pk)
    check_open_for_results(session)
    _check(session, override)
    _withdraw_standing(session, override, actor=actor, now=now)
    figure = next(row for row in figures_of(session) if row.counter.code == override.counter)
    row = CounterOverride(
        session=session,
        centre=override.centre,
        counter=override.counter,
        counted=figure.parts[override.centre.pk].counted,
        value=override.value,
        reason=override.reason.strip()[:300],
        actor_id=actor.user_id or 0,
        created_at=now,
        updated_at=now,
    )
    row.save(force_insert=True)
    told = {"counter": row.counter, "counted": row.counted, "value": row.value}
    audit.record(audit.Act("session.counter_overridden", row, told), actor=actor, now=now)
    return row


@transaction.atomic
def withdraw_override(
    *, session: ExchangeSession, override: Override, actor: Actor, now: datetime
) -> int:
    """The counted figure stands again; how many overrides were withdrawn."""
    session = rows.hold_session(session.pk)
    check_open_for_results(session)
    return _withdraw_standing(session, override, actor=actor, now=now)


def _check(session: ExchangeSession, override: Override) -> None:
    if not override.reason.strip():
        raise InputError(
            "Hãy nói rõ vì sao sửa số này.",
            "Say why this figure is changed.",
            field="reason",
            code="override_without_reason",
        )
    if override.counter not in BY_CODE or override.centre not in centres_of(session):
        raise InputError(
            "Không có số liệu này trong phiên. Hãy tải lại trang.",
            "The session has no such figure. Reload the page.",
            code="no_such_counter",
        )
    if not 0 <= override.value <= MOST:
        raise InputError(
            f"Hãy ghi số từ 0 đến {MOST}.",
            f"Give a number from 0 to {MOST}.",
            field="value",
            code="override_value",
        )


def _withdraw_standing(
    session: ExchangeSession, override: Override, *, actor: Actor, now: datetime
) -> int:
    standing = CounterOverride.objects.select_for_update(of=("self",)).filter(
        session=session,
        centre=override.centre,
        counter=override.counter,
        withdrawn_at__isnull=True,
    )
    found = list(standing.order_by("id"))
    for row in found:
        row.withdrawn_at = row.updated_at = now
        row.save(update_fields=["withdrawn_at", "updated_at"])
        audit.record(audit.Act("session.override_withdrawn", row), actor=actor, now=now)
    return len(found)
