"""A parameter has exactly one value on a day, and old values stay."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sanviec.kernel.errors import InputError
from sanviec.kernel.parameters import load_general_parameters, parse_parameters

TWO = """
term_days:
  unit: days
  title_vi: Thời hạn
  values:
    - {value: 20, valid_from: 2026-01-01, status: verified, reference: Điều 2}
    - {value: 30, valid_from: 2020-06-15, status: provisional, reference: Điều 1, note: Cũ}
"""
NEW_LAW = date(2026, 1, 1)


def entry(lines: str, *, unit: str = "days") -> str:
    return f"term_days:\n  unit: {unit}\n  title_vi: Thời hạn\n  values:\n{lines}"


@pytest.mark.parametrize(
    ("on", "value"),
    [
        (date(2020, 6, 15), 30),
        (date(2025, 12, 31), 30),
        (date(2026, 1, 1), 20),
        (date(2030, 1, 1), 20),
    ],
)
def test_the_value_in_force_at_each_boundary(on: date, value: int) -> None:
    assert parse_parameters(TWO, source="two").integer("term_days", on) == value


def test_old_values_stay_with_their_last_day() -> None:
    old, new = parse_parameters(TWO, source="two").history("term_days")
    assert (old.valid_to, new.valid_to) == (date(2025, 12, 31), None)
    assert (old.note, old.status, old.reference) == ("Cũ", "provisional", "Điều 1")
    assert new.unit == "days"


@pytest.mark.parametrize(
    ("key", "on", "code"),
    [
        ("term_days", date(2020, 6, 14), "parameter_not_in_force"),
        ("nothing", date(2026, 1, 1), "parameter_unknown"),
    ],
)
def test_no_value_is_an_error(key: str, on: date, code: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_parameters(TWO, source="two").get(key, on)
    assert refusal.value.code == code


def test_a_value_can_end_with_nothing_after_it() -> None:
    text = entry(
        "    - {value: 5, valid_from: 2020-01-01, valid_to: 2020-12-31,"
        " status: verified, reference: a}"
    )
    parameters = parse_parameters(text, source="ended")
    assert parameters.integer("term_days", date(2020, 12, 31)) == 5
    with pytest.raises(InputError):
        parameters.get("term_days", date(2021, 1, 1))


def test_a_text_is_not_an_integer() -> None:
    text = entry("    - {value: '0.6', valid_from: 2020-01-01, status: verified, reference: a}")
    parameters = parse_parameters(text, source="text")
    assert parameters.get("term_days", NEW_LAW).value == "0.6"
    with pytest.raises(InputError) as refusal:
        parameters.integer("term_days", NEW_LAW)
    assert refusal.value.code == "parameter_not_integer"


GOOD = "valid_from: 2020-01-01, status: verified, reference: a"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- 1",
        "a: [",
        "Term: 1",
        "term_days: {unit: days}",
        entry("    []"),
        entry("    - {value: 1, valid_from: 2020-01-01, status: verified}"),
        entry(f"    - {{value: 1, {GOOD}, colour: red}}"),
        entry(f"    - {{value: 1.5, {GOOD}}}"),
        entry("    - {value: 1, valid_from: soon, status: verified, reference: a}"),
        entry("    - {value: 1, valid_from: 2020-01-01, status: sure, reference: a}"),
        entry("    - {value: 1, valid_from: 2020-01-01, status: verified, reference: ' '}"),
        entry(f"    - {{value: 1, {GOOD}, valid_to: 2019-01-01}}"),
        entry(f"    - {{value: 1, {GOOD}}}\n    - {{value: 2, {GOOD}}}"),
        entry(
            f"    - {{value: 1, {GOOD}, valid_to: 2021-06-01}}\n"
            "    - {value: 2, valid_from: 2021-01-01, status: verified, reference: b}"
        ),
        TWO + TWO,
    ],
)
def test_a_faulty_file_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_parameters(text, source="faulty.yaml")
    assert refusal.value.code == "parameters_invalid"
    assert "faulty.yaml" in refusal.value.text_en


@pytest.mark.parametrize(
    ("key", "on", "value"),
    [
        ("followup_months", date(2025, 12, 31), 3),
        ("followup_months", date(2026, 1, 1), 1),
        ("vacancy_review_days", date(2026, 11, 22), 30),
        ("hire_report_working_days", date(2026, 11, 22), 20),
        ("minimum_working_age_years", date(2026, 11, 22), 15),
        ("adult_age_years", date(2026, 11, 22), 18),
        ("minimum_wage_vnd_month_region_1", date(2025, 12, 31), 4_960_000),
        ("minimum_wage_vnd_month_region_1", date(2026, 1, 1), 5_310_000),
        ("minimum_wage_vnd_month_region_4", date(2026, 1, 1), 3_700_000),
        ("minimum_wage_vnd_hour_region_1", date(2026, 1, 1), 25_500),
    ],
)
def test_general_parameters(key: str, on: date, value: int) -> None:
    assert load_general_parameters().integer(key, on) == value


def test_general_parameters_have_references_and_no_gaps() -> None:
    parameters = load_general_parameters()
    for key in parameters.names():
        history = parameters.history(key)
        assert all(p.reference and p.title_vi and p.unit for p in history)
        for old, new in zip(history, history[1:], strict=False):
            assert old.valid_to == new.valid_from - timedelta(days=1)


def test_minimum_wages_fall_by_region_and_rise_with_time() -> None:
    parameters = load_general_parameters()
    keys = [f"minimum_wage_vnd_month_region_{n}" for n in (1, 2, 3, 4)]
    for on in (p.valid_from for p in parameters.history(keys[0])):
        wages = [parameters.integer(key, on) for key in keys]
        assert wages == sorted(wages, reverse=True)
    for key in keys:
        amounts = [parameters.integer(key, p.valid_from) for p in parameters.history(key)]
        assert amounts == sorted(amounts)


FAMILY = """
wage:
  unit: VND/month
  title_vi: Lương
  members: {north: miền Bắc, south: miền Nam}
  values:
    - {value: [1, 2], valid_from: 2020-01-01, status: verified, reference: a}
    - {value: [3, 4], valid_from: 2021-01-01, status: verified, reference: b}
"""


def test_what_one_decree_sets_for_several_stands_together() -> None:
    found = parse_parameters(FAMILY, source="test")
    assert found.names() == ("wage_north", "wage_south")
    south = found.get("wage_south", date(2020, 6, 1))
    assert (south.value, south.title_vi, south.valid_to) == (
        2,
        "Lương miền Nam",
        date(2020, 12, 31),
    )
    assert found.integer("wage_north", date(2021, 1, 1)) == 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[3, 4]", "[3]"),
        ("[3, 4]", "3"),
        ("{north: miền Bắc, south: miền Nam}", "[north, south]"),
        ("{north: miền Bắc, south: miền Nam}", "{}"),
        ("\nwage:", "\nwage_south: {unit: a, title_vi: b, values: [{value: 1, "
         "valid_from: 2020-01-01, status: verified, reference: a}]}\nwage:"),
    ],
)  # fmt: skip
def test_a_family_that_does_not_add_up_is_refused(old: str, new: str) -> None:
    with pytest.raises(InputError) as refusal:
        parse_parameters(FAMILY.replace(old, new), source="test")
    assert refusal.value.code == "parameters_invalid"
    assert "Tệp tham số test có lỗi" in refusal.value.text_vi
