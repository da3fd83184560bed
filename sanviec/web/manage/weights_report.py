"""The report of a version of the weights as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanviec.apps.weights.facts import to_weights
from sanviec.apps.weights.models import WeightsVersion
from sanviec.engines.matching import Weights
from sanviec.engines.matching.learning import TERMS, most_points
from sanviec.engines.matching.learning.words import DIMENSIONS, GROUPS, TERM_NAMES

HIDDEN = "…"
# The figures of a group that are shown, with their headings; persons only, visits stay apart.
_COLUMNS = {
    "persons": gettext_lazy("Người"),
    "listed_persons": gettext_lazy("Trong danh sách"),
    "introduced_persons": gettext_lazy("Được giới thiệu"),
    "interviewed_persons": gettext_lazy("Được phỏng vấn"),
    "hired_persons": gettext_lazy("Được nhận"),
    "exposure_ratio": gettext_lazy("Tỷ số gợi ý"),
    "interview_rate_ratio": gettext_lazy("Tỷ số phỏng vấn"),
    "hire_rate_ratio": gettext_lazy("Tỷ số nhận"),
}


@dataclass(frozen=True, slots=True)
class PointsRow:
    """The most that one term gives, before and after."""

    name: str
    before: int
    after: int

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class GroupRow:
    """Figures of one group; what is hidden is shown as an ellipsis."""

    dimension: str
    group: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a second person must know before the weights are put in force.

    Args:
        is_whole: the row is what was written.
        checks: sentences of the held-out checks.
        points: by term, against the points that they were judged against.
    """

    is_whole: bool
    counts: Mapping[str, int]
    checks: tuple[str, ...]
    points: tuple[PointsRow, ...]
    groups: tuple[GroupRow, ...]

    @property
    def columns(self) -> list[str]:
        """The headings of the figures by group."""
        return [str(_COLUMNS[name]) for name in _COLUMNS]


def points_of(before: Weights, after: Weights) -> tuple[PointsRow, ...]:
    """The most of each term of two sets of weights."""
    pairs = zip(TERMS, most_points(before), most_points(after), strict=True)
    return tuple(PointsRow(_word(TERM_NAMES, term), old, new) for term, old, new in pairs)


def report_of(version: WeightsVersion) -> Report:
    """The kept report in the language of the page."""
    kept = version.report
    counted = ("introductions", "decided", "hires", "comparisons")
    before, after = kept["current_points"], kept["learned_points"]
    return Report(
        is_whole=to_weights(version) is not None,
        counts={name: kept[name] for name in counted},
        checks=tuple(_checks(kept)),
        points=tuple(
            PointsRow(_word(TERM_NAMES, term), before[term], after[term]) for term in TERMS
        ),
        groups=tuple(_group(row) for row in kept["fairness"]),
    )


def _checks(kept: Mapping[str, Any]) -> list[str]:
    titles = {"by_person": _("Người để riêng"), "by_time": _("Người đến sau")}
    told = []
    for name, title in titles.items():
        if check := kept.get(name):
            told.append(_check(title, check))
    changed = kept.get("lists_changed")
    if changed is not None:
        share = {"share": _percent(changed)}
        told.append(_("Chỗ trong danh sách gợi ý sẽ thay đổi: %(share)s %%.") % share)
    return told


def _check(title: str, check: Mapping[str, float]) -> str:
    text = _(
        "%(title)s: xếp đúng %(old)s %% → %(new)s %% của %(count)s cặp; chênh lệch 95 %%: "
        "từ %(low)s đến %(high)s điểm phần trăm."
    )
    return text % {
        "title": title,
        "old": _percent(check["current"]),
        "new": _percent(check["learned"]),
        "count": number_format(check["comparisons"], force_grouping=True),
        "low": _percent(check["gain_low"]),
        "high": _percent(check["gain_high"]),
    }


def _group(row: Mapping[str, Any]) -> GroupRow:
    return GroupRow(
        _word(DIMENSIONS, row["dimension"]),
        _word(GROUPS, row["group"]),
        tuple((str(title), _cell(row[name])) for name, title in _COLUMNS.items()),
    )


def _cell(value: float | None) -> str:
    """A count, or a ratio with two places; None is hidden."""
    if value is None:
        return HIDDEN
    return str(number_format(value, 2 if isinstance(value, float) else None, force_grouping=True))


def _percent(share: float) -> str:
    return str(number_format(100 * share, 1))


def _word(words: Mapping[str, tuple[str, str]], key: str) -> str:
    return words[key][get_language() == "en"]
