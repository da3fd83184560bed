"""Referrals when two files of one person become one, and when they are told apart again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanviec.apps.jobseekers.models import Jobseeker, Merge
from sanviec.apps.jobseekers.snapshots import Change, change_of, put_back, row_of
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.referrals.enums import LIVE_STATES, OPEN_STATES
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.transitions import REFERRAL_STATES

# How far a referral has come: of two to one vacancy the further one goes on.
_PROGRESS = ("proposed", "agreed", "sent", "interview", "hired", "started")


class MergedReferrals:
    """Takes part in a merge: the merged file's referrals go with the person.

    Where both files have a live referral to one vacancy, the one that has come further goes on
    (the kept file's own when they are level) and the other becomes obsolete. One that is hired
    or started already was counted and told; it stays with the merged file as it is.
    """

    def merge(self, merge: Merge, *, actor: Actor, now: datetime) -> list[Change]:
        """Move the referrals; the changes are the memo for ``undo``."""
        rows = _referrals_of(merge.merged)
        own = {row.vacancy_id: row for row in _referrals_of(merge.kept) if _is_live(row)}
        changes: list[Change] = []
        for row in rows:
            rival = own.get(row.vacancy_id) if _is_live(row) else None
            for changed, columns in _settled(row, rival, merge.kept):
                change = change_of(changed, columns)
                _save(changed, list(change["columns"]), merge, "merged", actor=actor, now=now)
                changes.append(change)
        return changes

    def undo(self, merge: Merge, memo: Any, *, actor: Actor, now: datetime) -> None:
        """Put back what still stands as the merge left it, last first."""
        for change in reversed(memo):
            row = row_of(change)
            if row is None:
                continue
            restored = put_back(row, change)
            if "state" in restored and _has_successor(row):
                row.state = change["columns"]["state"]["after"]
                restored.remove("state")
            if restored:
                _save(row, restored, merge, "unmerged", actor=actor, now=now)


def _referrals_of(jobseeker: Jobseeker) -> list[Referral]:
    rows = Referral.objects.for_jobseeker(jobseeker).select_for_update(of=("self",))
    return list(rows.order_by("created_at", "id"))


def _is_live(referral: Referral) -> bool:
    return referral.state in LIVE_STATES


def _settled(
    row: Referral, rival: Referral | None, kept: Jobseeker
) -> list[tuple[Referral, dict[str, Any]]]:
    """What is written, in this order: whoever gives way does so before the other comes."""
    moved: dict[str, Any] = {"jobseeker_id": kept.pk}
    if rival is None:
        return [(row, moved)]
    is_further = _PROGRESS.index(row.state) > _PROGRESS.index(rival.state)
    gives_way = rival if is_further else row
    if gives_way.state not in OPEN_STATES:
        return []
    obsolete = {"state": REFERRAL_STATES.target("supersede", gives_way.state)}
    return [(rival, obsolete), (row, moved)] if is_further else [(row, moved | obsolete)]


def _has_successor(row: Referral) -> bool:
    """Whether the pair has been given another live referral since."""
    pair = Referral.objects.live().filter(jobseeker=row.jobseeker_id, vacancy=row.vacancy_id)
    return _is_live(row) and pair.exclude(pk=row.pk).exists()


def _save(
    row: Referral, columns: list[str], merge: Merge, verb: str, *, actor: Actor, now: datetime
) -> None:
    names = [row._meta.get_field(column).name for column in columns]
    row.updated_at = now
    row.save(update_fields=[*names, "updated_at"])
    data = {"merge": str(merge.pk), "state": row.state}
    audit.record(audit.Act(f"referral.{verb}", row, data), actor=actor, now=now)
