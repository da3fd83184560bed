"""Background entry points."""

from __future__ import annotations

from datetime import datetime

from . import services


def prepare_what_is_due(*, now: datetime) -> int:
    """Remind, prepare suspensions and cancellations for people to decide, end what ran out.

    Returns:
        How many claims were touched; doing it again touches none.
    """
    acts = (
        services.remind_of_notices,
        services.prepare_suspensions,
        services.prepare_cancellations,
        services.end_run_out,
    )
    return sum(act(now=now) for act in acts)
