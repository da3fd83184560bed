"""Claims when two files of one person become one, and when they are told apart again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanviec.apps.claims.enums import LIVE_CLAIM
from sanviec.apps.claims.models import Claim
from sanviec.apps.jobseekers.models import Merge
from sanviec.apps.jobseekers.snapshots import Change, change_of, put_back, row_of
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from .rows import save


class MergedClaims:
    """Takes part in a merge: the claims of the merged file go with the person."""

    def merge(self, merge: Merge, *, actor: Actor, now: datetime) -> list[Change]:
        """Move the claims; the changes are the memo for ``undo``.

        Raises:
            InputError: both files have a live claim for one separation; an officer withdraws one
                first, because a machine must not choose between two dossiers.
        """
        rows = Claim.objects.filter(jobseeker=merge.merged).select_for_update(of=("self",))
        changes = []
        for row in rows.order_by("created_at", "id"):
            if row.state in LIVE_CLAIM and _has_rival(row, merge):
                raise InputError(
                    f"Cả hai hồ sơ đều có đề nghị trợ cấp cho một lần nghỉ việc ({row.number}). "
                    "Hãy rút một đề nghị rồi gộp.",
                    f"Both files have a claim for one separation ({row.number}). Withdraw one.",
                    code="two_claims",
                )
            changes.append(change_of(row, {"jobseeker_id": merge.kept.pk}))
            save(row, ["jobseeker_id"], "claim.merged", actor=actor, now=now)
        return changes

    def undo(self, merge: Merge, memo: Any, *, actor: Actor, now: datetime) -> None:
        """Put back what still stands as the merge left it."""
        for change in memo:
            row = row_of(change)
            if isinstance(row, Claim) and put_back(row, change):
                save(row, ["jobseeker_id"], "claim.unmerged", actor=actor, now=now)


def _has_rival(row: Claim, merge: Merge) -> bool:
    own = Claim.objects.live().filter(jobseeker=merge.kept, separated_on=row.separated_on)
    return own.exists()
