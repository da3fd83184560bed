"""The terms whose most points are learned, and weights with other mosts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sanviec.engines.matching.weights import Weights
from sanviec.kernel.explanation import Reason

# Occupation and title are one term here: where a code is missing, or holds unlike jobs, the
# title takes over the code's points, so the two cannot be stretched apart.
TERMS = (
    "trade",
    "place",
    "wage",
    "shift",
    "employment_type",
    "experience",
    "education",
    "skills",
    "text",
)
TOTAL = 100
_TERM_OF_REASON = {"occupation": "trade", "title": "trade"}


def most_points(weights: Weights) -> tuple[int, ...]:
    """Give the most that each of `TERMS` gives."""
    return (
        weights.trade_most,
        weights.place_most,
        weights.wage_most,
        max(weights.shift, weights.shift_unknown),
        max(weights.employment_type, weights.employment_type_unknown),
        max(weights.experience, weights.experience_unknown),
        max(weights.education, weights.education_below, weights.education_unknown),
        weights.skills_most,
        weights.text_most,
    )


def shares_of(points: Iterable[tuple[str, int]], weights: Weights) -> tuple[float, ...]:
    """Give the share of each term's most that a pair had, 0 to 1, in the order of `TERMS`.

    Args:
        points: the terms of a pair's reasons with their points; what is not named gave nothing.
        weights: those that gave the points.
    """
    sums = dict.fromkeys(TERMS, 0)
    for term, given in points:
        key = _TERM_OF_REASON.get(term, term)
        if key in sums:
            sums[key] += given
    most = most_points(weights)
    return tuple(
        min(max(sums[term] / limit, 0.0), 1.0) if limit else 0.0
        for term, limit in zip(TERMS, most, strict=True)
    )


def points_of(reasons: Iterable[Reason]) -> list[tuple[str, int]]:
    """Give reasons as terms and points."""
    return [(reason.term, reason.points) for reason in reasons]


def with_most(weights: Weights, most: Sequence[int]) -> Weights:
    """Give weights whose terms give other mosts while each keeps its shape.

    Points inside a term are stretched in proportion and rounded half up, which never turns an
    order round. A term that gives nothing has no shape and must stay at nothing.

    Args:
        weights: the shapes.
        most: points in the order of `TERMS`, never negative.
    """
    old = most_points(weights)
    if any(new and not before for new, before in zip(most, old, strict=True)):
        raise ValueError(f"a term without points cannot be given any: {old} to {tuple(most)}")
    limits = dict(zip(TERMS, zip(most, old, strict=True), strict=True))
    return replace(
        weights,
        **_trade(weights, limits["trade"]),
        **_place(weights, limits["place"]),
        **_wage(weights, limits["wage"]),
        **_plain(weights, limits),
        **_words(weights, limits),
    )


_Limits = tuple[int, int]


def _stretched(points: int, limits: _Limits) -> int:
    new, old = limits
    return (2 * points * new + old) // (2 * old) if old else 0


def _trade(weights: Weights, limits: _Limits) -> dict[str, Any]:
    digits = tuple(_stretched(points, limits) for points in weights.occupation)
    return {
        "occupation": digits,
        "occupation_unknown": _stretched(weights.occupation_unknown, limits),
        "title": limits[0] - digits[-1],
    }


def _place(weights: Weights, limits: _Limits) -> dict[str, Any]:
    names = ("wished", "wished_country", "same_province", "near_province", "relocation")
    scaled: dict[str, Any] = {
        f"place_{name}": _stretched(getattr(weights, f"place_{name}"), limits)
        for name in (*names, "overseas", "unknown")
    }
    scaled["place"] = tuple((km, _stretched(points, limits)) for km, points in weights.place)
    return scaled


def _wage(weights: Weights, limits: _Limits) -> dict[str, Any]:
    both = _stretched(weights.wage_reach + weights.wage_floor, limits)
    reach = min(_stretched(weights.wage_reach, limits), both)
    return {
        "wage_reach": reach,
        "wage_floor": both - reach,
        "wage_unknown": _stretched(weights.wage_unknown, limits),
    }


def _plain(weights: Weights, limits: dict[str, _Limits]) -> dict[str, Any]:
    names = {
        "shift": ("shift", "shift_unknown"),
        "employment_type": ("employment_type", "employment_type_unknown"),
        "experience": ("experience", "experience_unknown"),
        "education": ("education", "education_below", "education_unknown"),
    }
    return {
        name: _stretched(getattr(weights, name), limits[term])
        for term, parts in names.items()
        for name in parts
    }


def _words(weights: Weights, limits: dict[str, _Limits]) -> dict[str, Any]:
    scaled: dict[str, Any] = {}
    for step, most, term in (("skill", "skills_most", "skills"), ("text", "text_most", "text")):
        scaled[most] = limits[term][0]
        each = _stretched(getattr(weights, step), limits[term])
        # One shared word must not become worth nothing while several are worth something.
        scaled[step] = max(each, 1) if limits[term][0] else 0
    return scaled
