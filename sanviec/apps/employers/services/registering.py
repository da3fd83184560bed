"""Opening an employer's registration, changing it, and who signs in for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.data import EmployerData, checked_columns
from sanviec.apps.employers.enums import EmployerState
from sanviec.apps.employers.hooks import on_registered
from sanviec.apps.employers.models import Employer, EmployerContact
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError


@transaction.atomic
def register_employer(
    *, data: EmployerData, centre: Centre, actor: Actor, now: datetime, user: Any = None
) -> Employer:
    """A new employer that waits to be verified; ``user`` becomes its first contact.

    Raises:
        InputError: the form is not right (``employer_invalid``), or the tax code is registered
            at the centre already (``tax_code_taken``).
    """
    columns = checked_columns(data)
    refuse_taken_tax_code(columns["tax_code"], centre.pk, actor)
    employer = Employer(centre=centre, created_at=now, updated_at=now, **columns)
    try:
        with transaction.atomic():
            employer.save(force_insert=True)
    except IntegrityError:
        # The same enterprise was entered at another counter a moment ago.
        refuse_taken_tax_code(columns["tax_code"], centre.pk, actor)
        raise
    audit.record(audit.Act("employer.registered", employer), actor=actor, now=now)
    if user is not None:
        add_contact(employer=employer, user=user, actor=actor, now=now)
    for _key, listener in on_registered:
        listener([employer], is_import=False, actor=actor, now=now)
    return employer


@transaction.atomic
def update_employer(
    *, employer: Employer, data: EmployerData, actor: Actor, now: datetime
) -> Employer:
    """Replace what the registration says; the audit names the columns, not the values.

    Raises:
        InputError: as for a registration; or a verified employer itself changes the name or tax
            code for which it was verified (``verified_fields``).
    """
    employer = lock(employer)
    columns = checked_columns(data)
    changed = [name for name, value in columns.items() if getattr(employer, name) != value]
    if not changed:
        return employer
    _refuse_verified_fields(employer, changed, actor)
    if "tax_code" in changed:
        refuse_taken_tax_code(columns["tax_code"], employer.centre_id, actor)
    for name in changed:
        setattr(employer, name, columns[name])
    shown = [name for name in changed if name != "name_folded"]
    return save(employer, changed, ("employer.updated", {"fields": shown}), actor=actor, now=now)


@transaction.atomic
def add_contact(*, employer: Employer, user: Any, actor: Actor, now: datetime) -> EmployerContact:
    """Let somebody sign in for the employer; doing it twice changes nothing."""
    employer = lock(employer)
    contact, is_new = EmployerContact.objects.get_or_create(
        employer=employer, user=user, defaults={"created_at": now, "updated_at": now}
    )
    if not is_new and contact.is_active:
        return contact
    contact.is_active, contact.updated_at = True, now
    contact.save(update_fields=["is_active", "updated_at"])
    data = {"employer": str(employer.pk), "user_id": user.pk}
    audit.record(audit.Act("employer_contact.added", contact, data), actor=actor, now=now)
    return contact


@transaction.atomic
def remove_contact(*, contact: EmployerContact, actor: Actor, now: datetime) -> EmployerContact:
    """Somebody no longer acts for the employer; the line stays for the record."""
    contact = EmployerContact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    contact.is_active, contact.updated_at = False, now
    contact.save(update_fields=["is_active", "updated_at"])
    audit.record(audit.Act("employer_contact.removed", contact), actor=actor, now=now)
    return contact


def lock(employer: Employer) -> Employer:
    """The row as it is now, held until the act is over."""
    locked: Employer = Employer.objects.select_for_update(of=("self",)).get(pk=employer.pk)
    return locked


def save(
    employer: Employer,
    columns: list[str],
    act: tuple[str, dict[str, Any]],
    *,
    actor: Actor,
    now: datetime,
) -> Employer:
    """Write the named columns and the audit line ``act`` (its name and its data)."""
    employer.updated_at = now
    employer.save(update_fields=[*columns, "updated_at"])
    audit.record(audit.Act(act[0], employer, act[1]), actor=actor, now=now)
    return employer


def refuse_taken_tax_code(tax_code: str, centre_id: Any, actor: Actor) -> None:
    """Refuse a second registration of one tax code at one centre.

    Raises:
        InputError: it is registered.
    """
    if not tax_code:
        return
    near = Employer.objects.in_centre(centre_id)
    holder = near.filter(tax_code=tax_code).order_by("id").first()
    if holder is None:
        return
    text = (
        f"Mã số thuế {tax_code} đã đăng ký dưới tên “{holder.name}”. "
        "Hãy mở hồ sơ doanh nghiệp đó, không lập hồ sơ mới."
        if actor.is_staff
        else f"Mã số thuế {tax_code} đã đăng ký. Nếu đây là đơn vị của bạn, "
        "hãy liên hệ trung tâm dịch vụ việc làm để được cấp quyền vào hồ sơ."
    )
    raise InputError(
        text,
        f"tax code {tax_code} is registered as employer {holder.pk}",
        field="tax_code",
        code="tax_code_taken",
    )


def _refuse_verified_fields(employer: Employer, changed: list[str], actor: Actor) -> None:
    """Who was verified under one name must not turn into another enterprise by a form."""
    locked = {"name", "tax_code"} & set(changed)
    if actor.role == Role.EMPLOYER and employer.state == EmployerState.VERIFIED and locked:
        raise InputError(
            "Đơn vị đã được xác minh nên tên và mã số thuế chỉ trung tâm mới sửa được. "
            "Hãy gửi giấy đăng ký mới cho trung tâm.",
            f"verified employer {employer.pk} may not change {sorted(locked)}",
            field=sorted(locked)[0],
            code="verified_fields",
        )
