"""Opening a file and changing what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.jobseekers.checks import checked_columns
from sanviec.apps.jobseekers.data import JobseekerData
from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.hooks import on_registered
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.inserting import insert_many
from sanviec.apps.platform.services import next_number
from sanviec.kernel.calendars import add_months
from sanviec.kernel.errors import InputError

from .consents import given, new_consent
from .rows import assign, lock, refuse_unless_live, save

# How long a registration is good for; provisional until the form's own text is at hand.
VALIDITY_MONTHS = 12


@transaction.atomic
def register_jobseeker(
    *,
    data: JobseekerData,
    centre: Centre,
    consents: Iterable[ConsentPurpose] = (),
    via: Via = Via.DESK,
    actor: Actor,
    now: datetime,
) -> Jobseeker:
    """A new file, valid for twelve months, with the consents that were given with it.

    A jobseeker who registers themselves gets the file under their account. Nothing else than
    a name and a wished job is demanded: people without phone or e-mail register at the desk.

    Raises:
        InputError: the form is not right (``jobseeker_invalid`` and the identifiers' own codes),
            the identity number has a file (``identity_taken``), the account has one
            (``account_taken``).
    """
    today = timezone.localdate(now)
    columns = checked_columns(data, on=today, via=via)
    user_id = actor.user_id if actor.role == Role.JOBSEEKER else None
    refuse_taken_account(user_id)
    refuse_taken_identity(columns["identity_index"], actor)
    jobseeker = Jobseeker(
        centre=centre,
        user_id=user_id,
        number=registration_number(centre, today, next_number(series_key(centre, today))),
        registered_via=via,
        created_at=now,
        updated_at=now,
        **validity(today),
        **columns,
    )
    _insert(jobseeker, actor)
    # Nobody else knows the file yet: there is nothing to lock and no consent in force.
    allowed = [new_consent(jobseeker, purpose, via, now) for purpose in dict.fromkeys(consents)]
    insert_many(allowed)
    act = audit.Act("jobseeker.registered", jobseeker, {"via": via.value})
    audit.record_many([act, *map(given, allowed)], actor=actor, now=now)
    for _key, listener in on_registered:
        listener([jobseeker], via, actor=actor, now=now)
    return jobseeker


@transaction.atomic
def update_jobseeker(
    *, jobseeker: Jobseeker, data: JobseekerData, actor: Actor, now: datetime
) -> Jobseeker:
    """Replace what the file says with ``data``; the audit names the columns, not the values.

    Raises:
        InputError: as for a registration; or the file is closed or merged away.
    """
    jobseeker = lock(jobseeker)
    refuse_unless_live(jobseeker)
    # A file that was imported without a name may be completed bit by bit.
    via = Via(jobseeker.registered_via)
    columns = checked_columns(data, on=timezone.localdate(now), via=via)
    if columns["identity_index"] != jobseeker.identity_index:
        refuse_taken_identity(columns["identity_index"], actor)
    changed = assign(jobseeker, columns)
    if not changed:
        return jobseeker
    try:
        with transaction.atomic():
            save(jobseeker, changed, _updated(changed), actor=actor, now=now)
    except IntegrityError:
        refuse_taken_identity(columns["identity_index"], actor)
        raise
    return jobseeker


@transaction.atomic
def link_account(*, jobseeker: Jobseeker, user: Any, actor: Actor, now: datetime) -> Jobseeker:
    """Let the person open their own file with an account that they have shown to be theirs.

    Raises:
        InputError: the account or the file already has another partner.
    """
    jobseeker = lock(jobseeker)
    refuse_unless_live(jobseeker)
    if jobseeker.user_id == user.pk:
        return jobseeker
    refuse_taken_account(user.pk)
    if jobseeker.user_id is not None:
        raise InputError(
            "Hồ sơ này đã nối với một tài khoản khác. Hãy kiểm tra giấy tờ của người đến.",
            f"file {jobseeker.number} already belongs to an account",
            code="account_taken",
        )
    jobseeker.user = user
    act = ("jobseeker.account_linked", {"user_id": user.pk})
    return save(jobseeker, ["user"], act, actor=actor, now=now)


def series_key(centre: Centre, on: date) -> str:
    """The number series of a centre's registrations, one a year."""
    return f"jobseeker/{centre.code}/{on.year}"


def registration_number(centre: Centre, on: date, number: int) -> str:
    """A registration's number as it is written: ``LS-2026-000123``."""
    return f"{centre.code}-{on.year}-{number:06d}"


def validity(on: date) -> dict[str, date]:
    """The columns of a registration's term."""
    return {"registered_on": on, "valid_until": add_months(on, VALIDITY_MONTHS)}


def refuse_taken_account(user_id: int | None) -> None:
    """Refuse a second file for one account.

    Raises:
        InputError: the account has a file.
    """
    if user_id is not None and Jobseeker.objects.filter(user_id=user_id).exists():
        raise InputError(
            "Tài khoản này đã có hồ sơ tìm việc. Hãy mở mục “Hồ sơ của tôi” để sửa.",
            f"account {user_id} already has a file",
            code="account_taken",
        )


def refuse_taken_identity(identity_index: str, actor: Actor) -> None:
    """Refuse a second file for one identity number.

    Raises:
        InputError: it has a file; who may see that file is told where it is.
    """
    if not identity_index:
        return
    living = Jobseeker.objects.living().select_related("centre")
    holder = living.filter(identity_index=identity_index).order_by("id").first()
    if holder is not None:
        raise identity_taken(holder, actor)


def identity_taken(holder: Jobseeker, actor: Actor) -> InputError:
    """The refusal, with what to do next for the one who reads it."""
    if not actor.is_staff:
        text = (
            "Số định danh này đã có hồ sơ. Hãy đăng nhập bằng tài khoản cũ, hoặc mang giấy tờ đến "
            "trung tâm dịch vụ việc làm để được nối hồ sơ với tài khoản."
        )
    elif holder.centre_id == actor.centre_id:
        text = (
            f"Số định danh này đã có hồ sơ số {holder.number}. "
            "Hãy mở hồ sơ đó để sửa hoặc gia hạn, không lập hồ sơ mới."
        )
    else:
        text = (
            f"Người này đã đăng ký tại {holder.centre.name}. "
            "Hãy liên hệ trung tâm đó để chuyển hồ sơ, không lập hồ sơ mới."
        )
    return InputError(
        text,
        f"identity number already registered as {holder.number}",
        field="identity_no",
        code="identity_taken",
    )


def _insert(jobseeker: Jobseeker, actor: Actor) -> None:
    try:
        with transaction.atomic():
            insert_many([jobseeker])
    except IntegrityError:
        # Another counter registered the same person a moment ago.
        refuse_taken_account(jobseeker.user_id)
        refuse_taken_identity(jobseeker.identity_index, actor)
        raise


def _updated(changed: list[str]) -> tuple[str, dict[str, Any]]:
    shown = [name for name in changed if not name.endswith(("_index", "_folded"))]
    return "jobseeker.updated", {"fields": shown}
