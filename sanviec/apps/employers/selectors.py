"""Reads of employers; the only doors to one are the ``get_…_for`` functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.bulk import chunks
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.reading import Asked
from sanviec.kernel.text import fold

from .data import EmployerData, tax_code_written
from .models import Employer, EmployerContact
from .querysets import EmployerQuerySet

MOST_FOUND = 20
# Those who see the employers of a centre.
CENTRE_ROLES = Role.staff() - {Role.MINISTRY, Role.ADMINISTRATOR}


def asked_contacts(user: Any) -> Asked:
    """What is read of the employers that a person acts for, for `employer_among`."""
    columns = ("id", "employer", "is_active", "created_at")
    return Asked(EmployerContact, {"user": [user.pk]}, columns)


def employer_among(contacts: list[EmployerContact]) -> UUID | None:
    """The employer that a signed-in person acts for; asked at each request of theirs."""
    active = [row for row in contacts if row.is_active]
    if not active:
        return None
    employer_id: UUID = min(active, key=lambda row: (row.created_at, row.pk)).employer_id
    return employer_id


def get_employer_for(actor: Actor, employer_id: Any) -> Employer | None:
    """An employer that the actor may open: staff of its centre, or those who act for it."""
    try:
        wanted = employer_id if isinstance(employer_id, UUID) else UUID(str(employer_id))
    except ValueError:
        return None
    return employers_for(actor).filter(pk=wanted).first()


def employers_for(actor: Actor) -> EmployerQuerySet:
    """The employers that the actor may open, in order of name."""
    if actor.role in CENTRE_ROLES and actor.centre_id is not None:
        return Employer.objects.in_centre(actor.centre_id)
    if actor.role == Role.EMPLOYER and actor.subject_id is not None:
        return Employer.objects.filter(pk=actor.subject_id)
    return Employer.objects.none()


def awaiting_verification_for(actor: Actor) -> EmployerQuerySet:
    """The actor's employers that wait to be verified, the oldest first."""
    return employers_for(actor).awaiting_verification().order_by("created_at", "id")


def search_employers(actor: Actor, text: str) -> list[Employer]:
    """The actor's employers by tax code or by words of the name, at most 20."""
    employers = employers_for(actor).order_by("name_folded", "id")
    code = tax_code_written(text)
    if len(code) >= 10:
        return list(employers.filter(tax_code=code)[:MOST_FOUND])
    words = fold(text).split()
    for word in words:
        employers = employers.filter(name_folded__contains=word)
    return list(employers[:MOST_FOUND]) if words else []


def contacts_of(employer: Employer) -> list[EmployerContact]:
    """The people who sign in for an employer."""
    active = employer.contacts.filter(is_active=True).select_related("user")
    return list(active.order_by("created_at", "id"))


def contacts_of_all(employer_ids: Iterable[UUID]) -> dict[UUID, list[EmployerContact]]:
    """The same for many employers at once; who has nobody is not in it.

    Cost: one query for 500 employers.
    """
    found: dict[UUID, list[EmployerContact]] = {}
    for part in chunks(sorted(set(employer_ids))):
        active = EmployerContact.objects.filter(employer__in=part, is_active=True)
        for contact in active.select_related("user").order_by("created_at", "id"):
            found.setdefault(contact.employer_id, []).append(contact)
    return found


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """An employer that may be the same; ``block`` forbids a second registration."""

    employer: Employer
    severity: Literal["block", "warn"]
    reason: str


def possible_duplicates(data: EmployerData, centre_id: UUID) -> list[PossibleDuplicate]:
    """Employers of a centre that may be the same: one tax code blocks, one name warns.

    Cost: two queries on indexes.
    """
    near = Employer.objects.in_centre(centre_id).order_by("name_folded", "id")
    code, name = tax_code_written(data.tax_code), fold(data.name)[:250]
    found: list[PossibleDuplicate] = []
    if code:
        reason = _("Cùng mã số thuế.")
        same = near.filter(tax_code=code)
        found += [PossibleDuplicate(row, "block", reason) for row in same[:MOST_FOUND]]
    if name:
        reason = _("Cùng tên.")
        same = near.filter(name_folded=name).exclude(pk__in=[row.employer.pk for row in found])
        found += [PossibleDuplicate(row, "warn", reason) for row in same[:MOST_FOUND]]
    return found
