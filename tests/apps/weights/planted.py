"""A sound result of learning without the minute that it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sanviec.apps.platform.enums import Role
from sanviec.apps.weights import services
from sanviec.apps.weights.models import WeightsVersion
from sanviec.apps.weights.services import Proposal
from sanviec.engines.matching import DEFAULT_WEIGHTS, Weights
from sanviec.engines.matching.learning import HeldOut, Learned, Refusal, report_of
from sanviec.engines.matching.learning.fairness import GroupFigures
from sanviec.engines.matching.learning.terms import with_most
from tests.apps.factories import NOW, make_staff

# In force 42, 27, 10, 3, 5, 7, 2, 2, 2.
FOUND = with_most(DEFAULT_WEIGHTS, (36, 33, 10, 3, 5, 7, 2, 2, 2))
HELD = HeldOut(812, 0.71, 0.74, 0.012, 0.047)
WOMEN = GroupFigures("sex", "female", 120, 80, 640, 71, 90, 60, 31, 12)
FEW = GroupFigures("disability", "disabled", None, None, None, None, None, None, None, None)
REASON = "Tốt hơn trên người để riêng"


def learned(weights: Weights = FOUND, **fields: Any) -> Learned:
    counted = Learned(DEFAULT_WEIGHTS, weights, 480, 400, 90, 900, HELD, HELD)
    return replace(counted, **fields)


def proposal(found: Learned | None = None, reason: str = REASON) -> Proposal:
    found = found or learned()
    first, last = date(2026, 1, 1), date(2026, 11, 22)
    period = {"from": first.isoformat(), "to": last.isoformat()}
    report = report_of(found, [WOMEN, FEW], period)
    return Proposal(found, first, last, "f" * 64, report, reason)


def propose(found: Learned | None = None, **fields: Any) -> WeightsVersion:
    actor = fields.pop("actor", None) or make_staff(Role.ADMINISTRATOR).actor
    return services.propose_weights(proposal=proposal(found), actor=actor, now=NOW, **fields)


def adopt(version: WeightsVersion | None = None, **fields: Any) -> WeightsVersion:
    actor = fields.pop("actor", None) or make_staff(Role.MINISTRY).actor
    facts = {"reason": "Đã xem báo cáo", "now": NOW} | fields
    return services.adopt_weights(version=version or propose(), actor=actor, **facts)


def retire(version: WeightsVersion, **fields: Any) -> WeightsVersion:
    actor = fields.pop("actor", None) or make_staff(Role.MINISTRY).actor
    facts = {"reason": "Trở về mặc định", "now": NOW} | fields
    return services.retire_weights(version=version, actor=actor, **facts)


REFUSED = Refusal("not_better", "Không tốt hơn rõ rệt.", "Not clearly better.")
