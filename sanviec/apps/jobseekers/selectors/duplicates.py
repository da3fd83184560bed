"""Whether somebody is registered already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from sanviec.apps.jobseekers.checks import search_columns
from sanviec.apps.jobseekers.data import JobseekerData
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.reference.selectors import gazetteer
from sanviec.kernel.errors import InputError

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class PossibleDuplicate:
    """A file that may be of the same person; ``block`` forbids a second one."""

    jobseeker: Jobseeker
    severity: Literal["block", "warn"]
    code: Literal["identity", "name_and_birth", "phone"]
    reason: str


def possible_duplicates(
    data: JobseekerData, *, centre_id: UUID | None = None
) -> list[PossibleDuplicate]:
    """Files that may be of the same person, the surest first, at most 20.

    The same identity number blocks; the same name with the same birth (and no other province),
    or the same phone, warns.

    Args:
        centre_id: whose files are compared. A desk gives its own, because it may not see who is
            registered elsewhere; the registration itself refuses an identity number that any
            centre holds. All centres' files when None.
    Cost: three queries on indexes.
    """
    found: dict[UUID, PossibleDuplicate] = {}
    for duplicate in _duplicates(data, centre_id):
        found.setdefault(duplicate.jobseeker.pk, duplicate)
    return list(found.values())[:MOST_FOUND]


def _duplicates(data: JobseekerData, centre_id: UUID | None) -> list[PossibleDuplicate]:
    columns = search_columns(data)
    near = Jobseeker.objects.living().select_related("centre").order_by("-registered_on", "id")
    if centre_id is not None:
        near = near.in_centre(centre_id)
    found: list[PossibleDuplicate] = []
    if columns["identity_index"]:
        same = near.filter(identity_index=columns["identity_index"])
        text = _("Cùng số định danh cá nhân.")
        found += [PossibleDuplicate(row, "block", "identity", text) for row in same[:MOST_FOUND]]
    if columns["name_folded"] and _birth(data):
        same = near.filter(_birth(data), name_folded=columns["name_folded"])
        text = _("Cùng họ tên, ngày sinh và nơi ở.")
        found += [
            PossibleDuplicate(row, "warn", "name_and_birth", text)
            for row in same[:MOST_FOUND]
            if _may_be_same_place(data.residence_code, row.residence_code)
        ]
    if columns["phone_index"]:
        same = near.filter(phone_index=columns["phone_index"])
        text = _("Cùng số điện thoại.")
        found += [PossibleDuplicate(row, "warn", "phone", text) for row in same[:MOST_FOUND]]
    return found


def _birth(data: JobseekerData) -> Q:
    """Same day; where one of the two knows only the year, the same year."""
    if data.birth_date is None:
        return Q(birth_year=data.birth_year) if data.birth_year else Q()
    only_year = Q(birth_date__isnull=True, birth_year=data.birth_date.year)
    return Q(birth_date=data.birth_date) | only_year


def _may_be_same_place(one: str, other: str) -> bool:
    """The same province of today, or one of the two is not known."""
    if not one or not other or one == other:
        return True
    try:
        return gazetteer().province_of(one) == gazetteer().province_of(other)
    except InputError:
        return True
