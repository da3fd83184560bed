"""Training of workers and by employers, the payment of 2021: thresholds and date borders."""

from __future__ import annotations

from datetime import date

import pytest

from sanviec.engines.benefits import load_law
from sanviec.engines.benefits.support import (
    Course,
    course_between,
    employer_training,
    lump_sum_2021,
    worker_training,
)
from sanviec.kernel.errors import InputError

LAW = load_law()
RICH = 10**9


@pytest.mark.parametrize(
    ("first", "last", "months", "days"),
    [
        (date(2015, 3, 5), date(2015, 5, 15), 2, 11),  # Circular 28/2015, example 18
        (date(2015, 3, 5), date(2015, 5, 4), 2, 0),
        (date(2015, 3, 5), date(2015, 5, 5), 2, 1),
        (date(2024, 1, 31), date(2024, 2, 29), 1, 0),
        (date(2024, 1, 31), date(2024, 2, 28), 0, 29),
        (date(2024, 1, 1), date(2024, 1, 1), 0, 1),
    ],
)
def test_the_length_of_a_course(first: date, last: date, months: int, days: int) -> None:
    assert course_between(first, last) == Course(months, days)


def test_a_course_that_ends_before_it_begins() -> None:
    with pytest.raises(InputError) as caught:
        course_between(date(2024, 1, 2), date(2024, 1, 1))
    assert caught.value.field == "last"


def test_the_example_of_the_circular() -> None:
    course = course_between(date(2015, 3, 5), date(2015, 5, 15))
    support = employer_training(600_000, 100, course, date(2015, 5, 20), LAW)
    assert (support.half_months, support.fee_vnd) == (5, 150_000_000)
    assert support.provisional == ()


@pytest.mark.parametrize(
    ("months", "days", "half_months"),
    [(1, 0, 2), (1, 14, 3), (1, 15, 4), (5, 15, 12), (6, 0, 12), (6, 1, 12), (9, 0, 12)],
)
def test_days_left_over_and_the_most(months: int, days: int, half_months: int) -> None:
    support = employer_training(2_000_000, 1, Course(months, days), date(2025, 12, 31), LAW)
    assert (support.half_months, support.fee_vnd) == (half_months, half_months * 500_000)


def test_the_employers_amount_from_2026_is_not_known() -> None:
    with pytest.raises(InputError) as caught:
        employer_training(1, 1, Course(1, 0), date(2026, 1, 1), LAW)
    assert caught.value.code == "parameter_not_in_force"


@pytest.mark.parametrize(
    ("on", "months", "days", "fee_vnd"),
    [
        (date(2021, 5, 14), 3, 0, 3_000_000),
        (date(2021, 5, 15), 2, 0, 4_500_000),
        (date(2021, 5, 15), 3, 0, 4_500_000),
        (date(2021, 5, 15), 3, 1, 5_250_000),
        (date(2025, 12, 31), 4, 0, 6_000_000),
        (date(2026, 1, 1), 2, 29, 4_500_000),
        (date(2026, 1, 1), 3, 0, 4_500_000),
        (date(2026, 1, 1), 6, 20, 9_000_000),
    ],
)
def test_the_most_for_a_course(on: date, months: int, days: int, fee_vnd: int) -> None:
    support = worker_training(RICH, Course(months, days), 0, on, LAW)
    assert support.fee_vnd == fee_vnd
    assert support.provisional
    assert worker_training(1_000, Course(months, days), 0, on, LAW).fee_vnd == 1_000


@pytest.mark.parametrize(
    ("months", "used", "half_months", "fee_vnd"),
    [
        (4, 0, 8, 6_000_000),
        (4, 4, 8, 6_000_000),
        (4, 5, 7, 5_250_000),
        # A short course that fits is paid as one, else by the months that are left.
        (2, 8, 0, 4_500_000),
        (2, 9, 3, 2_250_000),
        (2, 12, 0, 0),
    ],
)
def test_all_courses_of_an_unemployment_have_one_most(
    months: int, used: int, half_months: int, fee_vnd: int
) -> None:
    support = worker_training(RICH, Course(months, 0), 0, date(2026, 3, 2), LAW, used)
    assert (support.half_months, support.fee_vnd) == (half_months, fee_vnd)


@pytest.mark.parametrize(("on", "meals"), [(date(2025, 12, 31), 0), (date(2026, 1, 1), 1_000_000)])
def test_meals_since_2026(on: date, meals: int) -> None:
    assert worker_training(RICH, Course(2, 0), 20, on, LAW).meals_vnd == meals


@pytest.mark.parametrize(
    ("months", "vnd"),
    [
        (1, 1_800_000), (11, 1_800_000), (12, 2_100_000), (59, 2_100_000), (60, 2_400_000),
        (83, 2_400_000), (84, 2_650_000), (107, 2_650_000), (108, 2_900_000), (131, 2_900_000),
        (132, 3_300_000), (133, 3_300_000),
    ],
)  # fmt: skip
def test_the_payment_of_2021(months: int, vnd: int) -> None:
    assert lump_sum_2021(months, date(2021, 10, 15), LAW) == vnd


@pytest.mark.parametrize("on", [date(2021, 9, 30), date(2022, 1, 1)])
def test_the_payment_of_2021_has_its_days(on: date) -> None:
    with pytest.raises(InputError) as caught:
        lump_sum_2021(50, on, LAW)
    assert caught.value.code == "parameter_not_in_force"
