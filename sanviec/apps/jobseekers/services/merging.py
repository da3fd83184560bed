"""Two files of one person made one, and the way back.

The kept file answers where both speak; where it is silent the other file's answer is taken over.
Papers and earlier jobs move. For each consent the person's latest word counts, in whichever file
it was said. Apps above move what they keep through ``hooks.on_merge``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction

from sanviec.apps.jobseekers.data import FORM_FIELDS
from sanviec.apps.jobseekers.enums import ConsentPurpose, JobseekerState, Sex
from sanviec.apps.jobseekers.hooks import on_merge
from sanviec.apps.jobseekers.models import Consent, Jobseeker, Merge
from sanviec.apps.jobseekers.snapshots import FOLLOWERS, Change, change_of, put_back, row_of
from sanviec.apps.jobseekers.transitions import JOBSEEKER_STATES
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from .rows import lock, refuse_unless_live

_EMPTY: tuple[Any, ...] = (None, "", [], Sex.UNSTATED.value)
# Yes-or-no and status columns always say something, so the kept file's stand.
_FILLABLE = tuple(
    name for name in FORM_FIELDS if name not in {"full_name", "can_relocate", "work_status"}
)


@transaction.atomic
def merge_jobseekers(
    *, kept: Jobseeker, merged: Jobseeker, reason: str, actor: Actor, now: datetime
) -> Merge:
    """One file out of two of the same person; ``undo_merge`` takes it back exactly.

    Raises:
        InputError: no reason, the same file twice, files of two centres, two different identity
            numbers, or a file that is closed or merged already.
    """
    kept, merged = _locked(kept, merged)
    _check(kept, merged, reason)
    merge = Merge(
        kept=kept,
        merged=merged,
        reason=reason.strip()[:200],
        before={},
        created_at=now,
        updated_at=now,
    )
    merge.save(force_insert=True)
    rows = [*_two_files(kept, merged), *_consents(kept, merged, now), *_belongings(kept, merged)]
    changes = [_write(row, columns, now) for row, columns in rows]
    memos = {key: listener.merge(merge, actor=actor, now=now) for key, listener in on_merge}
    merge.before = {"changes": [c for c in changes if c["columns"]], "memos": memos}
    merge.save(update_fields=["before"])
    acts = _acts(merge, "merged", [row for row, _ in rows])
    audit.record_many(acts, actor=actor, now=now)
    return merge


@transaction.atomic
def undo_merge(*, merge: Merge, actor: Actor, now: datetime) -> Merge:
    """Take a merge back: each row as it was, but for what people changed since.

    Raises:
        InputError: it was undone already, the kept file was itself merged away since, or a
            value that goes back is now held by a third file.
    """
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=merge.pk)
    kept, _merged = _locked(merge.kept, merge.merged)
    if merge.undone_at is not None:
        raise _refused("Lần gộp này đã được hoàn tác.", f"merge {merge.pk} is undone", "undone")
    if kept.state == JobseekerState.MERGED:
        raise _refused(
            f"Hồ sơ {kept.number} sau đó đã được gộp tiếp. Hãy hoàn tác lần gộp sau trước.",
            f"kept file {kept.number} was merged away later",
            "merged_later",
        )
    try:
        with transaction.atomic():
            rows = _take_back(merge, now)
    except IntegrityError:
        raise _refused(
            "Không tách được vì số định danh hoặc tài khoản nay thuộc một hồ sơ khác. "
            "Hãy kiểm tra hồ sơ đó trước.",
            f"undoing merge {merge.pk} would break a uniqueness",
            "value_taken",
        ) from None
    for key, listener in on_merge:
        if key in merge.before["memos"]:
            listener.undo(merge, merge.before["memos"][key], actor=actor, now=now)
    merge.undone_at, merge.updated_at = now, now
    merge.save(update_fields=["undone_at", "updated_at"])
    audit.record_many(_acts(merge, "unmerged", rows), actor=actor, now=now)
    return merge


def _locked(kept: Jobseeker, merged: Jobseeker) -> tuple[Jobseeker, Jobseeker]:
    """Both rows, locked in one order whoever asks, so two officers cannot block one another."""
    locked = {row.pk: lock(row) for row in sorted((kept, merged), key=lambda row: row.pk)}
    return locked[kept.pk], locked[merged.pk]


def _check(kept: Jobseeker, merged: Jobseeker, reason: str) -> None:
    if kept.pk == merged.pk:
        raise _refused("Hãy chọn hai hồ sơ khác nhau.", "a file with itself", "same_file")
    if not reason.strip():
        raise _refused("Hãy ghi lý do gộp hai hồ sơ.", "no reason", "reason_missing")
    refuse_unless_live(kept)
    if kept.centre_id != merged.centre_id:
        raise _refused(
            "Hai hồ sơ thuộc hai trung tâm khác nhau nên chưa gộp được. Hãy liên hệ trung tâm kia.",
            "files of two centres",
            "two_centres",
        )
    if kept.identity_no and merged.identity_no and kept.identity_no != merged.identity_no:
        raise _refused(
            "Hai hồ sơ có số định danh khác nhau. Nếu đúng là một người, "
            "hãy sửa số sai trước khi gộp.",
            "two different identity numbers",
            "two_identities",
        )
    JOBSEEKER_STATES.target("merge", merged.state)


def _refused(text_vi: str, text_en: str, code: str) -> InputError:
    return InputError(text_vi, text_en, code=f"merge_{code}")


def _two_files(kept: Jobseeker, merged: Jobseeker) -> list[tuple[models.Model, dict[str, Any]]]:
    """The merged file first: it gives up what only one file may hold."""
    taken = _taken_over(kept, merged)
    away: dict[str, Any] = {"state": JOBSEEKER_STATES.target("merge", merged.state)}
    if "user_id" in taken:
        away["user_id"] = None
    return [(merged, away), (kept, taken)]


def _taken_over(kept: Jobseeker, merged: Jobseeker) -> dict[str, Any]:
    """The columns that the kept file takes over: where it is silent and nothing contradicts."""
    taken: dict[str, Any] = {}
    for name in _FILLABLE:
        value = getattr(merged, name)
        if getattr(kept, name) in _EMPTY and value not in _EMPTY and _fits(kept, name, value):
            taken[name] = value
            if name in FOLLOWERS:
                taken[FOLLOWERS[name]] = getattr(merged, FOLLOWERS[name])
    if kept.user_id is None and merged.user_id is not None:
        taken["user_id"] = merged.user_id
    if kept.state != JobseekerState.EXPIRED:
        taken["valid_until"] = max(kept.valid_until, merged.valid_until)
    return taken


def _fits(kept: Jobseeker, name: str, value: Any) -> bool:
    """Whether an answer goes together with what the kept file says elsewhere."""
    if name == "birth_date":
        return kept.birth_year in (None, value.year)
    if name in {"shifts", "refused_shifts"}:
        return not set(value) & {*kept.shifts, *kept.refused_shifts}
    return True


def _belongings(kept: Jobseeker, merged: Jobseeker) -> list[tuple[models.Model, dict[str, Any]]]:
    rows = [
        *merged.documents.select_for_update(of=("self",)).order_by("created_at", "id"),
        *merged.work_periods.select_for_update(of=("self",)).order_by("created_at", "id"),
    ]
    return [(row, {"jobseeker_id": kept.pk}) for row in rows]


def _consents(
    kept: Jobseeker, merged: Jobseeker, now: datetime
) -> list[tuple[models.Model, dict[str, Any]]]:
    ours, theirs = _last_words(kept), _last_words(merged)
    rows: list[tuple[models.Model, dict[str, Any]]] = []
    for purpose in ConsentPurpose.values:
        our, their = ours.get(purpose), theirs.get(purpose)
        if their is None or (our is not None and _said_at(our) >= _said_at(their)):
            continue
        if their.withdrawn_at is None and (our is None or our.withdrawn_at is not None):
            rows.append((their, {"jobseeker_id": kept.pk}))
        elif their.withdrawn_at is not None and our is not None and our.withdrawn_at is None:
            rows.append((our, {"withdrawn_at": now}))
    return rows


def _last_words(jobseeker: Jobseeker) -> dict[str, Consent]:
    lines = Consent.objects.select_for_update(of=("self",)).filter(jobseeker=jobseeker)
    ordered = sorted(lines.order_by("given_at", "id"), key=_said_at)
    return {line.purpose: line for line in ordered}


def _said_at(consent: Consent) -> datetime:
    return consent.withdrawn_at or consent.given_at


def _write(row: models.Model, columns: dict[str, Any], now: datetime) -> Change:
    change = change_of(row, columns)
    if change["columns"]:
        _save(row, list(change["columns"]), now)
    return change


def _save(row: Any, columns: list[str], now: datetime) -> None:
    row.updated_at = now
    row.save(update_fields=[*(_field(row, name) for name in columns), "updated_at"])


def _field(row: models.Model, column: str) -> str:
    return str(row._meta.get_field(column).name)


def _take_back(merge: Merge, now: datetime) -> list[models.Model]:
    """Undo the changes, last first; a consent given anew meanwhile stands."""
    rows: list[models.Model] = []
    for change in reversed(merge.before["changes"]):
        row = row_of(change)
        if row is None or _is_said_again(row, change):
            continue
        restored = put_back(row, change)
        if restored:
            _save(row, restored, now)
            rows.append(row)
    return rows


def _is_said_again(row: models.Model, change: Change) -> bool:
    """Whether a consent that the merge withdrew has been given again since."""
    if not isinstance(row, Consent) or "withdrawn_at" not in change["columns"]:
        return False
    newer = Consent.objects.in_force().filter(jobseeker=row.jobseeker_id, purpose=row.purpose)
    return newer.exists()


def _acts(merge: Merge, verb: str, rows: list[models.Model]) -> list[audit.Act]:
    data = {"merge": str(merge.pk), "kept": str(merge.kept_id), "merged": str(merge.merged_id)}
    return [audit.Act(f"{row._meta.model_name}.{verb}", row, data) for row in (merge, *rows)]
