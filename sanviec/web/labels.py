"""Words for stored codes: choices, languages, certificates, priority groups, schooling."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sanviec.apps.jobseekers.enums import EmploymentType, Shift
from sanviec.apps.referrals.enums import DeclineReason, RefusalReason

LABELS: dict[str, Mapping[str, Any]] = {
    "shift": dict(Shift.choices),
    "employment_type": dict(EmploymentType.choices),
    "refusal": dict(RefusalReason.choices),
    "decline": dict(DeclineReason.choices),
}
