"""What a person may ask of us: all data of their file, and who looked at it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.jobseekers.data import FORM_FIELDS
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry

from .files import consents_of

OPENED, REVEALED = "jobseeker.opened", "jobseeker.revealed"
MOST_LOOKS = 200
_OWN_TITLES = {
    "state": _("Tình trạng hồ sơ"),
    "registered_via": _("Cách đăng ký"),
    "documents": _("Giấy tờ"),
}
_FILE_FIELDS = ("number", "state", "registered_via", "registered_on", "valid_until", *FORM_FIELDS)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody else opened the file or had hidden values shown."""

    at: datetime
    role: str
    centre: str
    fields: tuple[str, ...]
    reason: str


def who_looked(jobseeker: Jobseeker) -> list[Look]:
    """Who looked at the file, newest first, at most 200; the person's own looks are left out.

    People who work at a centre are named by role and centre: the centre answers for them.

    Cost: two queries.
    """
    entries = (
        AuditEntry.objects.for_object(Jobseeker._meta.label_lower, jobseeker.pk)
        .filter(action__in=(OPENED, REVEALED))
        .order_by("-seq")
    )
    others = [entry for entry in entries[:MOST_LOOKS] if not _is_own(entry, jobseeker)]
    wanted = {entry.centre_id for entry in others if entry.centre_id}
    names: dict[UUID | None, str] = dict(
        Centre.objects.filter(pk__in=wanted).order_by("code").values_list("pk", "name")
    )
    return [_look(entry, names.get(entry.centre_id, "")) for entry in others]


def _is_own(entry: AuditEntry, jobseeker: Jobseeker) -> bool:
    return entry.actor_id is not None and entry.actor_id == jobseeker.user_id


def _look(entry: AuditEntry, centre: str) -> Look:
    data = json.loads(entry.data)
    titles = tuple(_title(name) for name in data.get("fields", ()))
    role = str(Role(entry.actor_role).label)
    return Look(entry.at, role, centre, titles, data.get("reason", ""))


def my_data_export(jobseeker: Jobseeker) -> dict[str, Any]:
    """Everything that the file holds about the person, in clear, ready for JSON.

    Each line of ``file`` has the field's name, its title in the reader's language, the stored
    value, and the words behind a code. What other apps keep (referrals) they add themselves.

    Cost: six queries.
    """
    return {
        "number": jobseeker.number,
        "centre": jobseeker.centre.name,
        "file": [_line(jobseeker, name) for name in _FILE_FIELDS],
        "work_periods": [
            {
                "title": period.title,
                "employer_name": period.employer_name,
                "from_month": _plain(period.from_month),
                "to_month": _plain(period.to_month),
            }
            for period in jobseeker.work_periods.order_by("from_month", "id")
        ],
        "documents": [
            {
                "kind": str(document.get_kind_display()),
                "name": document.file.original_name,
                "added_at": _plain(document.created_at),
            }
            for document in jobseeker.documents.select_related("file").order_by("created_at", "id")
        ],
        "consents": [
            {
                "purpose": str(consent.get_purpose_display()),
                "given_at": _plain(consent.given_at),
                "withdrawn_at": _plain(consent.withdrawn_at),
                "via": str(consent.get_via_display()),
                "text_version": consent.text_version,
            }
            for consent in consents_of(jobseeker)
        ],
        "who_looked": [
            {
                "at": _plain(look.at),
                "role": look.role,
                "centre": look.centre,
                "fields": list(look.fields),
                "reason": look.reason,
            }
            for look in who_looked(jobseeker)
        ],
    }


def _line(jobseeker: Jobseeker, name: str) -> dict[str, Any]:
    value = getattr(jobseeker, name)
    shown = getattr(jobseeker, f"get_{name}_display", None)
    line = {"name": name, "title": _title(name), "value": _plain(value)}
    return line | ({"text": str(shown())} if shown else {})


def _title(name: str) -> str:
    if name in _OWN_TITLES:
        return str(_OWN_TITLES[name])
    column: models.Field[Any, Any] | Any = Jobseeker._meta.get_field(name)
    return str(column.verbose_name)


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
