"""What the lines of an explanation say: each figure can be followed with a pencil."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engines.benefits.worked import decided

START = {"decided_on": "2026-04-01", "benefit": {"starts_on": "2026-04-06"}}


def line(facts: dict[str, Any], key: str) -> dict[str, Any]:
    """Give the line of a figure."""
    return next(one for one in decided(facts)["explanation"] if one["key"] == key)


def ended(kind: str, months: int, **event: Any) -> dict[str, Any]:
    """Give a benefit of some months of contribution that ended in its second month."""
    happened = {"on": "2026-05-20", "kind": kind} | event
    return START | {"contribution_months": months, "status_events": [happened]}


def test_a_reserve_that_is_used_up_shows_no_negative_sum() -> None:
    told = line({"decided_on": "2024-03-01", "contribution_months": 31}, "reserved_months")
    assert told["value"] == 0
    assert "Không còn tháng nào để bảo lưu" in told["text_vi"]
    assert "3 tháng hưởng đã dùng hết 31 tháng đóng" in told["text_vi"]
    assert "31 tháng đóng trừ" not in told["text_vi"]
    assert "used up all 31" in told["text_en"]


def test_months_above_the_most_are_named() -> None:
    told = line({"decided_on": "2024-03-01", "contribution_months": 155}, "reserved_months")
    assert "Trong 155 tháng đóng chỉ 144 tháng được tính" in told["text_vi"]
    assert "11 tháng vượt quá không được bảo lưu" in told["text_vi"]
    assert told["inputs"]["contribution_months"] == 155
    assert told["inputs"]["counted_months"] == 144
    assert "Of 155 months" in told["text_en"]


@pytest.mark.parametrize(
    ("kind", "event", "why_vi", "why_en"),
    [
        ("refused_jobs", {}, "lý do chấm dứt (hai lần từ chối việc làm)", "two jobs refused"),
        ("new_job", {"notified": False}, "không thông báo cho trung tâm (có việc làm)", "not told"),
    ],
)
def test_why_a_reserve_is_lost(kind: str, event: Any, why_vi: str, why_en: str) -> None:
    told = line(ended(kind, 50, **event), "reserved_months")
    assert told["value"] == 2
    assert told["inputs"]["lost_benefit_months"] == 2
    assert "2 tháng chưa hưởng không được bảo lưu" in told["text_vi"]
    assert why_vi in told["text_vi"]
    assert why_en in told["text_en"]


def test_a_kept_reserve_says_nothing_of_loss() -> None:
    told = line(ended("new_job", 50, notified=True), "reserved_months")
    assert told["text_vi"] == "Bảo lưu 26 tháng: 50 tháng đóng trừ 2 tháng hưởng × 12."
    assert "lost_benefit_months" not in told["inputs"]


def test_a_last_day_that_moved_says_from_where() -> None:
    moved = line({"decided_on": "2020-10-20", "separated_on": "2020-07-04"}, "last_filing_day")
    assert "là 04/10/2020, là ngày nghỉ nên lùi đến ngày làm việc 05/10/2020" in moved["text_vi"]
    assert "is 2020-10-04, no working day, so it moves to 2020-10-05" in moved["text_en"]
    assert moved["inputs"]["before_moving"] == "2020-10-04"
    stays = line({"decided_on": "2020-10-20", "separated_on": "2020-07-01"}, "last_filing_day")
    assert "lùi" not in stays["text_vi"]
    assert "before_moving" not in stays["inputs"]


def test_a_clash_names_both_numbers_and_the_way_out() -> None:
    spans = [{"from": "2019-01", "to": "2024-02", "wage_vnd": 9_000_000}]
    facts = {"decided_on": "2024-03-01", "contribution_months": 10, "contributions": spans}
    error = decided(facts)["error"]
    assert (error["code"], error["field"]) == ("contradiction", "contribution_months")
    assert "10 tháng" in error["text_vi"]
    assert "62 tháng" in error["text_vi"]
    assert "carried_in_months" in error["text_vi"]


@pytest.mark.parametrize(("on", "may"), [("2020-05-05", False), ("2020-05-06", True)])
def test_a_move_says_whether_it_may(on: str, may: bool) -> None:
    event = {"on": on, "kind": "transferred"}
    facts = {"decided_on": "2020-05-01", "contribution_months": 40, "status_events": [event]}
    told = line(facts | {"benefit": {"starts_on": "2020-05-06"}}, "transfer")
    assert told["value"] is may
    assert ("nên được chuyển" in told["text_vi"]) is may
    assert "Không" not in told["text_vi"] or may


def test_no_word_of_the_code_stands_in_a_vietnamese_sentence() -> None:
    new = {"decided_on": "2026-04-01", "separated_on": "2026-02-27", "filed_on": "2026-03-02"}
    event = {"on": "2026-03-04", "kind": "compulsory_measure"}
    (refusal,) = decided(new | {"status_events": [event]})["refusals"]
    assert "vào cơ sở giáo dục, cai nghiện bắt buộc" in refusal["text_vi"]
    assert "compulsory_measure" not in refusal["text_vi"] + refusal["text_en"]


def test_money_is_grouped_as_each_language_does() -> None:
    facts: dict[str, Any] = {"decided_on": "2020-02-01", "separated_on": "2020-01-01"}
    facts |= {"wage_regime": "employer"}
    facts |= {"region": "I", "average_wage_vnd": 10_000_000}
    told = line(facts, "monthly_amount_vnd")
    assert "6.000.000 đồng" in told["text_vi"]
    assert "6,000,000 đồng" in told["text_en"]


def test_an_amount_without_a_known_cap_says_why_it_stands() -> None:
    told = line({"decided_on": "2020-02-01", "average_wage_vnd": 8_000_000}, "monthly_amount_vnd")
    assert told["text_vi"].endswith(
        "là 4.800.000 đồng một tháng, không vượt mức tối đa nào có thể áp dụng."
    )
    assert told["text_en"].endswith("within every cap that may apply.")
    assert told["inputs"]["cap_vnd"] is None
