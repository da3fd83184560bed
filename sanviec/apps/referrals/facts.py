"""The only place that turns a match into what a referral keeps of it."""

from __future__ import annotations

from typing import Any

from sanviec.engines.matching import Explanation


def reasons_of(explanation: Explanation) -> list[dict[str, Any]]:
    """The reasons as they are stored; their points sum to the score."""
    return [
        {"term": r.term, "points": r.points, "text_vi": r.text_vi, "text_en": r.text_en}
        for r in explanation.reasons
    ]
