"""The law once more, written plainly from its text: slow, with its own numbers, no engine code.

Days are walked one by one and months counted in loops, so that a slip in the engine's sums and
searches is not repeated here. It shares with the engine only which days offices work.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

from sanviec.kernel.calendars import load_calendar

Month = tuple[int, int]
ONE_DAY = timedelta(days=1)
BASE_SALARY = [
    ("2013-07-01", 1150), ("2016-05-01", 1210), ("2017-07-01", 1300), ("2018-07-01", 1390),
    ("2019-07-01", 1490), ("2023-07-01", 1800), ("2024-07-01", 2340), ("2026-07-01", 2530),
]  # fmt: skip
MINIMUM = [
    ("2013-01-01", (2350, 2100, 1800, 1650)), ("2014-01-01", (2700, 2400, 2100, 1900)),
    ("2015-01-01", (3100, 2750, 2400, 2150)), ("2016-01-01", (3500, 3100, 2700, 2400)),
    ("2017-01-01", (3750, 3320, 2900, 2580)), ("2018-01-01", (3980, 3530, 3090, 2760)),
    ("2019-01-01", (4180, 3710, 3250, 2920)), ("2020-01-01", (4420, 3920, 3430, 3070)),
    ("2022-07-01", (4680, 4160, 3640, 3250)), ("2024-07-01", (4960, 4410, 3860, 3450)),
    ("2026-01-01", (5310, 4730, 4140, 3700)),
]  # fmt: skip
# Without a day the cap may be that of any: one of those on which a salary changed.
EVERY_DAY = [
    date.fromisoformat(day) for day, _ in [*BASE_SALARY, *MINIMUM] if day >= BASE_SALARY[0][0]
]
KEPT = {"new_job", "military", "study", "compulsory_measure", "missing", "detained"}
LOST = {
    "pension",
    "refused_job",
    "refused_jobs",
    "no_notice",
    "settled_abroad",
    "sanctioned",
    "death",
}
WAITING = {
    "new_job", "military", "study", "compulsory_measure", "detained", "settled_abroad", "death",
}  # fmt: skip


class Impossible(Exception):
    """The facts contradict one another."""


def decide_plainly(facts: dict[str, Any]) -> dict[str, Any]:
    """Give the fields of a decision, written as in the contract."""
    return _Claim(facts).decision()


def at(table: list[tuple[str, Any]], day: date) -> Any:
    """Give the entry of a dated table on a day."""
    found = None
    for start, value in table:
        if start <= day.isoformat():
            found = value
    return found


def day_of(text: str | None) -> date | None:
    """Give a day from text."""
    return None if text is None else date.fromisoformat(text)


def next_month(month: Month) -> Month:
    """Give the month after."""
    return (month[0] + 1, 1) if month[1] == 12 else (month[0], month[1] + 1)


def month_before(month: Month) -> Month:
    """Give the month before."""
    return (month[0] - 1, 12) if month[1] == 1 else (month[0], month[1] - 1)


def month_from(text: str) -> Month:
    """Give a month from text."""
    return int(text[:4]), int(text[5:])


def rounded(amount: Fraction) -> int:
    """Give whole đồng, halves upwards."""
    return floor(amount + Fraction(1, 2))


class _Claim:
    def __init__(self, facts: dict[str, Any]) -> None:
        self.facts = facts
        self.decided = date.fromisoformat(facts["decided_on"])
        self.separated = day_of(facts.get("separated_on"))
        self.filed = day_of(facts.get("filed_on"))
        self.is_new = self.decided >= date(2026, 1, 1)
        self.benefit = facts.get("benefit") or {}
        self.events = sorted(
            facts.get("status_events") or [], key=lambda event: event.get("on") or "9999-12-31"
        )
        self.paid: list[tuple[Month, int]] = []
        for span in facts.get("contributions") or []:
            month = month_from(span["from"])
            while month <= month_from(span["to"]):
                if span.get("paid", True):
                    self.paid.append((month, span["wage_vnd"]))
                month = next_month(month)
        self.paid.sort()
        self.total = self._total_months()

    def _total_months(self) -> int | None:
        own = self.facts.get("contribution_months")
        if own is not None and len(self.paid) > own and "carried_in_months" not in self.facts:
            return None  # which of the two counts is asked
        if own is None and "contributions" in self.facts:
            own = len(self.paid)
        return None if own is None else own + self.facts.get("carried_in_months", 0)

    def decision(self) -> dict[str, Any]:
        average, over = self.average()
        cap, caps = self.cap()
        amount = self.amount(average, caps)
        eligible = self.eligible()
        granted = 0 if eligible is False else self.granted()
        record: dict[str, Any] = {
            "regime": "74/2025/QH15" if self.is_new else "38/2013/QH13",
            "eligible": eligible,
            "monthly_amount_vnd": amount,
            "cap_vnd": cap,
            "average_wage_vnd": None if average is None else rounded(average),
            "averaging_months": over,
            "entitlement_months": granted,
            "last_filing_day": None if self.separated is None else self.last_day().isoformat(),
        }
        if eligible is False or self.benefit.get("decision_collected") is False:
            died = any(e["kind"] == "death" for e in self.events) and self.fell_in_waiting("death")
            return record | {
                "starts_on": None,
                "months": [],
                "ended_on": None,
                "total_vnd": 0,
                "reserved_months": None if died else self.total,
            }
        return record | self.spell(granted, amount)

    def average(self) -> tuple[Fraction | None, list[str] | None]:
        last = self.paid[-6:]
        if len(last) < 6:
            given = self.facts.get("average_wage_vnd")
            return (None if given is None else Fraction(given)), None
        wages = [min(wage, self.ceiling(month)) for month, wage in last]
        return Fraction(sum(wages), 6), [f"{year}-{month:02d}" for (year, month), _ in last]

    def ceiling(self, month: Month) -> int:
        on = date(*month, 1)
        if on.year < 2015:
            return 10**12
        highest, salary = at(MINIMUM, on)[0] * 1000, at(BASE_SALARY, on) * 1000
        regime = self.facts.get("wage_regime")
        if on.year >= 2026 or regime == "employer":
            return 20 * highest
        return 20 * (salary if regime == "state" else max(salary, highest))

    def cap(self) -> tuple[int | None, list[int]]:
        regions = ["I", "II", "III", "IV"]
        region, regime = self.facts.get("region"), self.facts.get("wage_regime")
        if self.is_new:
            last = self.last_paid()
            if last is not None:
                ons = [date(*last, 1)] if last >= (2013, 1) else []  # no wages are known before
            elif self.separated is not None:
                month = (self.separated.year, self.separated.month)
                ons = [date(*month_before(month), 1), date(*month, 1)]
            else:
                ons = EVERY_DAY
            regime = "employer"
        else:
            ons = EVERY_DAY if self.separated is None else [self.separated]
        caps: set[int] = set()
        for on in ons:
            wages = [wage * 5000 for wage in at(MINIMUM, on)]
            if region is not None:
                wages = [wages[regions.index(region)]]
            if regime == "employer":
                caps.update(wages)  # the base salary is known from later on than the wages
                continue
            salary = [at(BASE_SALARY, on) * 5000]
            caps.update(salary if regime == "state" else wages + salary)
        return (min(caps) if len(caps) == 1 else None), sorted(caps)

    def last_paid(self) -> Month | None:
        given = self.facts.get("last_contribution_month")
        if given is not None:
            return month_from(given)
        return self.paid[-1][0] if self.paid else None

    def amount(self, average: Fraction | None, caps: list[int]) -> int | None:
        if average is None or not caps:
            return None
        share = average * Fraction(3, 5)
        if len(caps) == 1:
            return rounded(min(share, Fraction(caps[0])))
        return rounded(share) if share <= min(caps) else None

    def granted(self) -> int | None:
        if self.total is None:
            return None
        if self.total < 12:
            return 0
        months, left = 3, self.total - 36
        while left >= 12 and months < 12:
            months, left = months + 1, left - 12
        return months

    def eligible(self) -> bool | None:
        answers = [self.left_rightly(), self.paid_enough(), self.was_insured(), self.in_time()]
        answers.append(None if self.filed is None else not self.fell_in_waiting(None))
        if False in answers:
            return False
        return None if None in answers else True

    def left_rightly(self) -> bool | None:
        reason, pension = self.facts.get("separation"), self.facts.get("pension")
        if reason == "unlawful_resignation" or pension == "receiving":
            return False
        if (pension == "eligible" and self.is_new) or (reason == "retired" and pension != "none"):
            return False
        return None if reason is None else True

    def paid_enough(self) -> bool | None:
        contract, length = self.facts.get("contract"), self.facts.get("contract_months")
        if contract == "seasonal":
            windows = [36]
        elif contract == "indefinite" or (contract == "definite" and not self.is_new):
            windows = [24]
        elif self.is_new and length is not None:
            windows = [36 if length < 12 else 24]
        else:
            windows = [24, 36]
        answers = {self._paid_enough_in(window) for window in windows}
        return answers.pop() if len(answers) == 1 else None

    def _paid_enough_in(self, window: int) -> bool | None:
        given = self.facts.get("months_paid_in_window")
        if given is not None:
            return bool(given >= 12)
        listed = [month for month, _ in self.paid]
        knows_all = "contributions" in self.facts and (
            self.total is None or len(listed) >= self.total
        )
        unknown = False if self.total is not None and self.total < 12 else None
        if self.separated is None or "contributions" not in self.facts:
            return unknown
        month = (self.separated.year, self.separated.month)
        if month not in listed:
            month = month_before(month)
        count = 0
        for _ in range(window):
            count += month in listed
            month = month_before(month)
        # What is not listed can only add to what is.
        return True if count >= 12 else False if knows_all else unknown

    def was_insured(self) -> bool | None:
        last = self.last_paid()
        if self.separated is None or last is None:
            return True
        before = month_before((self.separated.year, self.separated.month))
        if last >= before:
            return True
        gaps = [
            span
            for span in self.facts.get("contributions") or []
            if not span.get("paid", True) and month_from(span["to"]) >= before
        ]
        excuses = {"maternity", "sickness", "suspended"}
        if self.decided >= date(2020, 7, 15):
            excuses.add("unpaid_leave")
        return all(span.get("reason") in excuses for span in gaps) if gaps else None

    def last_day(self) -> date:
        assert self.separated is not None
        year, month = self.separated.year, self.separated.month
        for _ in range(3):
            year, month = next_month((year, month))
        day = date(year, month, min(self.separated.day, monthrange(year, month)[1]))
        while not load_calendar().is_working_day(day):
            day += ONE_DAY
        return day

    def in_time(self) -> bool | None:
        if self.filed is None or self.separated is None:
            return None
        return self.filed <= self.last_day()

    def nth_day(self, count: int) -> date:
        assert self.filed is not None
        if self.filed < date(2015, 5, 1):
            return self.filed + count * ONE_DAY
        day = self.filed
        while count:
            day += ONE_DAY
            count -= load_calendar().is_working_day(day)
        return day

    def fell_in_waiting(self, kind: str | None) -> bool:
        """Tell whether something excluding fell in the waiting time; the first if of that kind."""
        if self.filed is None:
            return False
        ends = self.nth_day(10 if self.is_new else 15)
        kinds = WAITING if self.is_new else WAITING | {"works_abroad"}
        for event in self.events:
            on = day_of(event.get("on"))
            if on is None or on > ends:
                continue
            if event["kind"] == "own_request":  # withdrawn
                return kind is None
            if event["kind"] in kinds and self.is_ground(event):
                return kind is None or event["kind"] == kind
        return False

    def is_ground(self, event: dict[str, Any]) -> bool:
        on = day_of(event.get("on")) or self.decided
        kind, length = event["kind"], event.get("contract_months")
        if kind == "refused_job":
            refused = [one for one in self.events if one["kind"] == kind]
            return any(one is event for one in refused[1:])
        if kind in ("notice_missed", "notice_made", "transferred"):
            return False
        if kind == "own_request":
            return on >= date(2026, 1, 1)
        if kind == "new_job" and length is not None:
            return bool(length >= (3 if on < date(2020, 7, 15) else 1))
        if kind == "study" and length is not None:
            return bool(length > 12 if on >= date(2026, 1, 1) else length >= 12)
        return True

    def spell(self, granted: int | None, amount: int | None) -> dict[str, Any]:
        start = day_of(self.benefit.get("starts_on"))
        if start is None and self.filed is not None:
            start = self.nth_day(11 if self.is_new else 16)
        months = None
        if start is not None and granted is not None:
            months = self.months_from(start, granted)
        received, left = self._received(granted), self.benefit.get("uncollected_months") or 0
        silent = [self._is_silent_at(last) for _, last in months or []]
        ending = self.ending(months, silent)
        if ending is None:
            used = granted
            paid = None if granted is None else granted - sum(silent)
            if start is None and received is not None:
                used = paid = received
        else:
            used = None
            if months is not None and ending.get("on") is not None:
                months = [m for m in months if m[0] < date.fromisoformat(ending["on"])]
                used = len(months)
                silent = silent[:used]
            paid = None if used is None else used - sum(silent)
            if received is not None:
                used = paid = received
        total = None
        if amount is not None and paid is not None:
            total = amount * max(0, paid - left)
        return {
            "starts_on": None if start is None else start.isoformat(),
            "months": None
            if months is None
            else [{"from": a.isoformat(), "to": b.isoformat()} for a, b in months],
            "ended_on": None if ending is None else ending.get("on"),
            "reserved_months": self.reserve(granted, used, ending, left),
            "total_vnd": total,
        }

    def _received(self, granted: int | None) -> int | None:
        """Give the months received, those left lying counted too."""
        received = self.benefit.get("months_received")
        left: int = self.benefit.get("uncollected_months") or 0
        most = 10**6 if granted is None else granted
        if received is None:
            if left > most:
                raise Impossible
            return None
        if received > most or (received + left > most and left > received):
            raise Impossible
        return int(received if received + left > most else received + left)

    def months_from(self, start: date, count: int) -> list[tuple[date, date]]:
        months, first = [], start
        for _ in range(count):
            day = first + ONE_DAY
            # A month ends before the day with the start's number, or with its calendar month
            # when that is too short for the number.
            while day.day != start.day and not (
                day.day == 1 and monthrange(*_back(day))[1] < start.day and day != start
            ):
                day += ONE_DAY
            months.append((first, day - ONE_DAY))
            first = day
        return months

    def _is_silent_at(self, last: date) -> bool:
        silent = False
        for event in self.events:
            on = day_of(event.get("on"))
            if on is not None and on <= last and event["kind"].startswith("notice_"):
                silent = event["kind"] == "notice_missed"
        return silent

    def ending(
        self, months: list[tuple[date, date]] | None, silent: list[bool]
    ) -> dict[str, Any] | None:
        given_up = None
        for number in range(2, len(silent) - 1):
            if given_up is None and silent[number - 2 : number + 1] == [True] * 3:
                assert months is not None
                given_up = months[number][1].isoformat()
        for event in self.events:
            on = event.get("on")
            if given_up is not None and (on is None or on > given_up):
                break
            if months and on is not None and on > months[-1][1].isoformat():
                break
            if self.is_ground(event):
                return event
        return None if given_up is None else {"on": given_up, "kind": "no_notice"}

    def reserve(
        self, granted: int | None, used: int | None, ending: dict[str, Any] | None, left: int
    ) -> int | None:
        if self.total is None or granted is None:
            return None
        if ending is not None:
            kept = self.is_kept(ending)
            if kept is None:
                return None
            used = used if kept else granted
        if used is None:
            return None
        total = self.total if self.decided < date(2021, 1, 1) else min(self.total, 144)
        return max(0, total - 12 * (used - left))

    def is_kept(self, ending: dict[str, Any]) -> bool | None:
        on = day_of(ending.get("on")) or self.decided
        kind, told = ending["kind"], ending.get("notified")
        if kind == "own_request":
            return True
        if on >= date(2026, 1, 1):
            return told if kind in KEPT | {"works_abroad"} else False
        if kind in LOST or kind == "works_abroad":
            return False
        asks = on >= date(2020, 7, 15) and kind in {"new_job", "military", "study"}
        return told if asks else True


def _back(day: date) -> Month:
    """Give the month before a day's."""
    return month_before((day.year, day.month))
