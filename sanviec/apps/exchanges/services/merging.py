"""A person's sessions when two files become one, and when they are told apart again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanviec.apps.exchanges.enums import LIVE_PARTICIPANT, InterviewState, ParticipantState
from sanviec.apps.exchanges.models import Interview, Participant, PlaceCount
from sanviec.apps.exchanges.transitions import INTERVIEW_STATES, PARTICIPANT_STATES
from sanviec.apps.jobseekers.models import Jobseeker, Merge
from sanviec.apps.jobseekers.snapshots import Change, change_of, put_back, row_of
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor

from . import rows
from .places import free_place

# How far somebody has come; of two entries in one session the further one goes on.
_PROGRESS = ("waiting", "offered", "registered", "absent", "attended")
_GIVES_WAY = frozenset(
    {ParticipantState.WAITING, ParticipantState.OFFERED, ParticipantState.REGISTERED}
)
_NOUNS = {Participant: "participant", Interview: "interview"}


class MergedEntries:
    """Takes part in a merge: the merged file's entries go with the person.

    Where both files are in one session, the entry that has come further goes on (the kept file's
    own when they are level) and the other is cancelled with its interviews. Two that both came
    through the door are left as they are: each was counted.
    """

    def merge(self, merge: Merge, *, actor: Actor, now: datetime) -> list[Change]:
        """Move the entries; the changes are the memo for ``undo``."""
        _hold_sessions(merge)
        moving = _entries_of(merge.merged)
        own = {row.session_id: row for row in _entries_of(merge.kept) if _is_live(row)}
        changes: list[Change] = []
        for row in moving:
            rival = own.get(row.session_id) if _is_live(row) else None
            for changed, columns in _settled(row, rival, merge.kept, now):
                change = change_of(changed, columns)
                _save(changed, list(change["columns"]), merge, "merged", actor=actor, now=now)
                changes.append(change)
        return changes

    def undo(self, merge: Merge, memo: Any, *, actor: Actor, now: datetime) -> None:
        """Put back what still stands as the merge left it, last first.

        An entry that was cancelled by the merge stays so: its place may be somebody else's.
        """
        _hold_sessions(merge)
        for change in reversed(memo):
            row = row_of(change)
            if row is None or "state" in change["columns"]:
                continue
            restored = put_back(row, change)
            if restored:
                _save(row, restored, merge, "unmerged", actor=actor, now=now)


def _hold_sessions(merge: Merge) -> None:
    """Sessions are held before their participants, whoever asks."""
    files = [merge.merged_id, merge.kept_id]
    ids = Participant.objects.filter(jobseeker_id__in=files).values_list("session_id", flat=True)
    for session_id in sorted(set(ids.order_by("session_id"))):
        rows.hold_session(session_id)


def _entries_of(person: Jobseeker) -> list[Participant]:
    mine = Participant.objects.select_for_update(of=("self",)).filter(jobseeker=person)
    return list(mine.select_related("session").order_by("created_at", "id"))


def _is_live(row: Participant) -> bool:
    return row.state in LIVE_PARTICIPANT


def _settled(
    row: Participant, rival: Participant | None, kept: Jobseeker, now: datetime
) -> list[tuple[Participant | Interview, dict[str, Any]]]:
    """What is written, in this order: whoever gives way does so before the other comes."""
    moved: tuple[Participant, dict[str, Any]] = (row, {"jobseeker_id": kept.pk})
    if rival is None:
        return [moved]
    is_further = _PROGRESS.index(row.state) > _PROGRESS.index(rival.state)
    gives_way = rival if is_further else row
    if gives_way.state not in _GIVES_WAY:
        return []
    return [*_cancelled(gives_way, now), moved]


def _cancelled(
    row: Participant, now: datetime
) -> list[tuple[Participant | Interview, dict[str, Any]]]:
    if row.holds_promise and PlaceCount.objects.filter(pk=row.session_id):
        free_place(row.session)
    reason = "merged"
    planned = Interview.objects.select_for_update(of=("self",)).filter(
        participant=row, state=InterviewState.PLANNED
    )
    ended: list[tuple[Participant | Interview, dict[str, Any]]] = [
        (one, {"state": INTERVIEW_STATES.target("cancel", one.state), "state_reason": reason})
        for one in planned.order_by("id")
    ]
    state = PARTICIPANT_STATES.target("cancel", row.state)
    columns = {"state": state, "cancelled_at": now, "cancel_reason": reason}
    return [*ended, (row, columns)]


def _save(
    row: Participant | Interview,
    columns: list[str],
    merge: Merge,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    names = [row._meta.get_field(column).name for column in columns]
    row.updated_at = now
    row.save(update_fields=[*names, "updated_at"])
    data = {"merge": str(merge.pk), "state": row.state}
    audit.record(audit.Act(f"{_NOUNS[type(row)]}.{verb}", row, data), actor=actor, now=now)
