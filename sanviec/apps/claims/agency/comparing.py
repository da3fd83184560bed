"""What a record says against what the person declared, span by span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sanviec.engines.benefits.values import MOST_MONTHS, month
from sanviec.kernel.dong import format_vnd

# What a month may say: nothing, "no contribution", or a wage.
Said = int | None
NOT_PAID = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Months in a row of which two sources say two things; months count from year 0."""

    first: int
    last: int
    declared: Said
    recorded: Said

    def __str__(self) -> str:
        span = _shown(self.first)
        if self.last != self.first:
            span += f" – {_shown(self.last)}"
        return f"{span}: khai {_amount(self.declared)}, bản ghi {_amount(self.recorded)}"


def differences(
    declared: Iterable[Mapping[str, Any]], recorded: Iterable[Mapping[str, Any]]
) -> list[Difference]:
    """Where the two differ, in the order of time; a month that neither pays is no difference."""
    mine, theirs = _by_month(declared), _by_month(recorded)
    unlike = [
        (number, mine.get(number), theirs.get(number))
        for number in sorted({*mine, *theirs})
        if (mine.get(number) or NOT_PAID) != (theirs.get(number) or NOT_PAID)
    ]
    runs = groupby(enumerate(unlike), key=lambda item: (item[1][0] - item[0], *item[1][1:]))
    found = []
    for _key, run in runs:
        months = [entry for _place, entry in run]
        found.append(Difference(months[0][0], months[-1][0], months[0][1], months[0][2]))
    return found


def up_to(spans: Iterable[Mapping[str, Any]], last: int) -> Iterator[dict[str, Any]]:
    """The spans as far as a month; what lies after it is left out."""
    for span in spans:
        first, end = month(span, "from"), month(span, "to")
        if first is None or end is None or end <= last:
            yield dict(span)
        elif first <= last:
            yield dict(span) | {"to": f"{last // 12}-{last % 12 + 1:02d}"}


def paid_after(spans: Iterable[Mapping[str, Any]], last: int) -> list[str]:
    """The spans of contributions after a month, as people write them."""
    found = []
    for span in spans:
        first, end = month(span, "from"), month(span, "to")
        if first is not None and end is not None and end > last and span.get("paid") is not False:
            found.append(f"{_shown(max(first, last + 1))} – {_shown(end)}")
    return found


def _by_month(spans: Iterable[Mapping[str, Any]]) -> dict[int, Said]:
    said: dict[int, Said] = {}
    for span in spans:
        first, last = month(span, "from"), month(span, "to")
        if first is None or last is None or last - first > MOST_MONTHS:
            continue  # the engine refuses such a span and names it
        amount = NOT_PAID if span.get("paid") is False else span.get("wage_vnd")
        said |= dict.fromkeys(range(first, last + 1), amount)
    return said


def _shown(number: int) -> str:
    return f"{number % 12 + 1:02d}/{number // 12}"


def _amount(said: Said) -> str:
    if said is None:
        return "không có"
    return "không đóng" if said == NOT_PAID else f"{format_vnd(said)} đồng"
