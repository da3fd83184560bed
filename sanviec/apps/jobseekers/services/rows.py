"""The beats that every act on a file shares: lock, refuse what is over, save and record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.transitions import LIVE
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.inserting import update_many
from sanviec.kernel.errors import InputError


def lock(jobseeker: Jobseeker) -> Jobseeker:
    """The row as it is now, held until the act is over."""
    locked: Jobseeker = (
        Jobseeker.objects.select_for_update(of=("self",))
        .select_related("centre")
        .get(pk=jobseeker.pk)
    )
    return locked


def refuse_unless_live(jobseeker: Jobseeker) -> None:
    """Refuse to write into a file that was closed or merged away.

    Raises:
        InputError: it was.
    """
    if jobseeker.state not in LIVE:
        raise InputError(
            f"Hồ sơ {jobseeker.number} đã đóng hoặc đã gộp vào hồ sơ khác nên không sửa được. "
            "Hãy mở hồ sơ đang dùng của người này.",
            f"file {jobseeker.number} is {jobseeker.state}",
            code="jobseeker_not_live",
        )


def save(
    jobseeker: Jobseeker,
    columns: Iterable[str],
    act: tuple[str, dict[str, Any]],
    *,
    actor: Actor,
    now: datetime,
) -> Jobseeker:
    """Write the named columns and the audit line ``act`` (its name and its data)."""
    jobseeker.updated_at = now
    update_many([jobseeker], [*columns, "updated_at"])
    action, data = act
    audit.record(audit.Act(action, jobseeker, data), actor=actor, now=now)
    return jobseeker


def assign(jobseeker: Jobseeker, columns: dict[str, Any]) -> list[str]:
    """Set the columns that differ and name them."""
    changed = [name for name, value in columns.items() if getattr(jobseeker, name) != value]
    for name in changed:
        setattr(jobseeker, name, columns[name])
    return changed
