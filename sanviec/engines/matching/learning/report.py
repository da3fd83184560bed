"""What was learned, as plain data that may be kept and passed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sanviec.engines.matching.weights_data import weights_to_data

from .deciding import Learned
from .fairness import RATES, GroupFigures, ratios
from .terms import TERMS, most_points


def report_of(
    found: Learned, shown: Sequence[GroupFigures], period: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the whole report.

    Args:
        found: with its checks.
        shown: figures by group, small cells hidden already.
        period: days and whatever else says what was read.
    """
    before = dict(zip(TERMS, most_points(found.current), strict=True))
    after = dict(zip(TERMS, most_points(found.learned), strict=True)) if found.learned else None
    return {
        "period": dict(period),
        "introductions": found.outcomes,
        "decided": found.decided,
        "hires": found.hires,
        "comparisons": found.comparisons,
        "current_points": before,
        "learned_points": after,
        "learned_weights": weights_to_data(found.learned) if found.learned else None,
        "by_person": asdict(found.by_person) if found.by_person else None,
        "by_time": asdict(found.by_time) if found.by_time else None,
        "lists_changed": found.lists.changed if found.lists else None,
        "refusals": [asdict(refusal) for refusal in found.refusals],
        "fairness": _fairness(shown),
    }


def _fairness(shown: Sequence[GroupFigures]) -> list[dict[str, Any]]:
    best = {rate: ratios(shown, rate) for rate in RATES}
    return [
        asdict(row)
        | {rate: getattr(row, rate) for rate in RATES}
        | {f"{rate}_ratio": best[rate].get((row.dimension, row.group)) for rate in RATES}
        | {"is_hidden": row.is_hidden}
        for row in shown
    ]
