"""Rules by which a pair is kept from meeting, met with a warning, or met all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from .enums import ConflictRule


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule is called, and how strictly it is kept unless the session says otherwise."""

    title: Any
    default: ConflictRule


RULES: dict[str, Rule] = {
    "refused_employer": Rule(_("Người lao động đã từ chối doanh nghiệp này"), ConflictRule.BLOCK),
    "rejected_before": Rule(_("Doanh nghiệp đã không chọn người này"), ConflictRule.BLOCK),
    "under_way": Rule(_("Hồ sơ của cặp này đang chờ doanh nghiệp trả lời"), ConflictRule.WARN),
    "other_interview": Rule(_("Người lao động có hẹn phỏng vấn nơi khác"), ConflictRule.BLOCK),
    "few_openings": Rule(_("Quá nhiều người gặp cho số chỗ tuyển"), ConflictRule.WARN),
}


def strictness(rules: dict[str, str], name: str) -> ConflictRule:
    """How a session keeps a rule."""
    return ConflictRule(rules.get(name, RULES[name].default))
