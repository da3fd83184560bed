"""Removing filters, spans, labels and spelling, with a gazetteer and occupations of six entries."""

from __future__ import annotations

import json
from typing import Any, cast

import pytest

from sanviec.engines.matching.understanding import (
    Correction,
    Understood,
    as_record,
    understand,
    without,
)

from .fakes import FakeGazetteer, FakeOccupations


def ask(text: str, usd_vnd: int = 26_000) -> Understood:
    return understand(
        text,
        gazetteer=cast(Any, FakeGazetteer()),
        occupations=cast(Any, FakeOccupations()),
        usd_vnd=usd_vnd,
    )


def kinds(understood: Understood) -> list[tuple[str, str]]:
    return [(found.kind, found.value) for found in understood.filters]


def test_every_field_comes_from_a_filter_that_is_shown() -> None:
    understood = ask("tim viec ke toan o ha noi luong tren 15tr, 2 nam kn")

    assert [(f.kind, understood.text[f.start : f.end]) for f in understood.filters] == [
        ("occupation", "ke toan"),
        ("place", "ha noi"),
        ("wage", "luong tren 15tr"),
        ("experience", "2 nam kn"),
    ]


def test_labels_speak_both_languages() -> None:
    understood = ask("kế toán 8-10tr, 1 năm rưỡi kinh nghiệm, không làm ca đêm")

    assert [(f.label_vi, f.label_en) for f in understood.filters] == [
        ("Kế toán viên", "Accounting associates"),
        ("Lương 8–10 triệu đồng/tháng", "Wage from 8 to 10 million VND a month"),
        ("Có 1 năm 6 tháng kinh nghiệm", "1 year 6 months of experience"),
        ("Không: Ca đêm", "Not: Night shift"),
    ]


def test_a_removed_filter_takes_its_field_and_its_words_along() -> None:
    understood = ask("bảo vệ hà nội gấp lương 9tr nội bộ")

    left = without(understood, "occupation", "5414")

    assert left.occupation_codes == ()
    assert left.title_words == ()
    assert (left.places, left.wage_min_vnd_month) == (("01",), 9_000_000)
    assert left.free_words == understood.free_words


def test_both_ends_of_a_wage_go_together() -> None:
    left = without(ask("lương 8-10tr"), "wage", "8000000-10000000")

    assert (left.wage_min_vnd_month, left.wage_max_vnd_month) == (None, None)


def test_an_unknown_filter_changes_nothing() -> None:
    understood = ask("kế toán hà nội")

    assert without(understood, "place", "99") == understood


def test_dollars_are_counted_at_the_rate_that_is_given() -> None:
    assert ask("lương 1000$", usd_vnd=25_000).wage_min_vnd_month == 25_000_000


def test_a_wrong_spelling_is_proposed_and_searched_with() -> None:
    understood = ask("lai sex ha noi")

    assert understood.occupation_codes == ("8322",)
    assert understood.title_words == ("lái", "xe")
    assert understood.corrections == (Correction("lai sex", "lái xe", 0, 7),)


def test_an_exact_name_is_never_replaced() -> None:
    understood = ask("bảo vệ lai sex")

    assert understood.occupation_codes[0] == "5414"
    assert "bảo vệ" not in [correction.typed for correction in understood.corrections]


def test_a_misspelt_word_of_the_grammar_is_proposed_too() -> None:
    understood = ask("luogn 15 trieeu khogn lam ca dem")

    assert understood.wage_min_vnd_month == 15_000_000
    assert understood.refused_shifts == {"night"}
    assert [c.proposed for c in understood.corrections] == ["lương", "triệu", "không"]


def test_what_is_proposed_goes_with_its_filter() -> None:
    left = without(ask("lai sex ha noi"), "occupation", "8322")

    assert left.corrections == ()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("ca 3 hạng C quận 5", [("shift", "night"), ("certificate", "driving_c")]),
        ("2 năm kinh nghiệm lương 2 triệu", [("experience", "24"), ("wage", "2000000-")]),
        ("lương tháng 13", [("benefit", "thirteenth_month")]),
        ("hợp đồng 2 năm", []),
        ("tuyển 5 người 45 tuổi", [("not_used", "openings"), ("age", "45")]),
        ("0901234567 lương 7tr", [("not_used", "phone"), ("wage", "7000000-")]),
        ("hạn nộp 30/11/2026", [("not_used", "date")]),
        ("lớp 12", [("education", "3")]),
        ("12/12, tuổi 25", [("education", "3"), ("age", "25")]),
        ("làm 8 tiếng/ngày", [("not_used", "hours")]),
        ("cách nhà 5km", [("distance", "5")]),
    ],
)
def test_each_number_is_claimed_by_one_thing(question: str, found: list[tuple[str, str]]) -> None:
    known = [pair for pair in kinds(ask(question)) if pair[0] not in ("words", "place")]

    assert known == found


@pytest.mark.parametrize(
    ("question", "field", "value"),
    [
        ("không ở bình dương", "refused_places", ("79",)),
        ("trừ bán hàng", "refused_occupation_codes", ("5223",)),
        ("không bán hàng hoặc bảo vệ", "refused_occupation_codes", ("5223", "5414")),
        ("không đi nước ngoài", "refuses_overseas", True),
        ("không áp doanh số", "refused_words", ("áp", "doanh", "số")),
        ("có tuyển bảo vệ không", "refused_occupation_codes", ()),
        ("tiếp viên hàng không", "refused_words", ()),
        ("không cần bằng cấp", "education", 0),
        ("không cần gần nhà", "near_home", False),
    ],
)
def test_refusals(question: str, field: str, value: object) -> None:
    assert getattr(ask(question), field) == value


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("cty bắc ninh", ()),
        ("cty canon bắc ninh", ("canon",)),
        ("công ty TNHH MTV Sao Mai ở hà nội", ("sao", "mai")),
        ("chi tiết công ty Bia Hà Nội", ("bia", "hà", "nội")),
        ("công ty nhật bản", ("nhật", "bản")),
        ("công ty nào ở hà nội", ()),
        ("công ty bảo vệ Long Hải", ("bảo", "vệ", "long", "hải")),
        ("công ty tuyển bảo vệ", ()),
    ],
)
def test_names_of_employers(question: str, words: tuple[str, ...]) -> None:
    assert ask(question).employer_words == words


def test_sex_and_family_are_understood_and_not_searched() -> None:
    understood = ask("nữ có con nhỏ tìm việc kế toán")

    assert kinds(understood)[:2] == [("not_used", "sex"), ("not_used", "family")]
    assert understood.free_words == ()


def test_a_former_district_is_all_the_communes_that_took_it_over() -> None:
    assert ask("việc ở quan 5").places == ("27301", "27316")


def test_words_with_letters_and_digits_stay_whole() -> None:
    assert ask("dựng phim 3d b2b c++ .net").free_words == (
        "dựng", "phim", "3d", "b2b", "c++", ".net",
    )  # fmt: skip


def test_the_record_is_json_with_the_names_of_the_contract() -> None:
    record = json.loads(json.dumps(as_record(ask("kế toán hà nội 15tr part time ca đêm"))))

    assert record["occupation"] == "3313"
    assert record["places"] == ["01"]
    assert record["wage_min_vnd_month"] == 15_000_000
    assert record["experience_months"] is None
    assert record["employment_type"] == "part_time"
    assert record["shifts"] == ["night"]
    assert record["filters"][0]["label_vi"] == "Kế toán viên"


def test_a_field_of_work_counts_where_no_occupation_is_named() -> None:
    assert ask("việc ngành luật").occupation_codes == ("261",)
    assert ask("bảo vệ ngành luật").occupation_codes == ("5414",)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("đi nhật lương cao", ("JP",)),
        ("xkld dai loan", ("TW",)),
        ("nhà hàng nhật", ()),
        ("tiếng nhật n3", ()),
        ("chủ nhật", ()),
        ("thợ hàn", ()),
    ],
)
def test_short_names_of_countries(question: str, places: tuple[str, ...]) -> None:
    understood = ask(question)

    assert understood.places == places
    assert understood.overseas is bool(places)


@pytest.mark.parametrize(
    ("question", "proposed"),
    [
        ("bao ve o binh dufong", ["dương"]),
        ("việc ở qaun 5", ["quận"]),
        ("ke toann", ["toán"]),
        ("xuat khua lao dong", ["khẩu"]),
        ("bán hàng kinh donh", ["doanh"]),
        ("bán hoa quả", []),
        ("shopee excel grab", []),
    ],
)
def test_a_slip_is_recognised_beside_right_words(question: str, proposed: list[str]) -> None:
    assert [correction.proposed for correction in ask(question).corrections] == proposed


def test_a_misspelt_place_keeps_its_place_in_the_text() -> None:
    understood = ask("bảo vệ bìinh dương gấp")

    place = next(found for found in understood.filters if found.kind == "place")
    assert understood.text[place.start : place.end] == "bìinh dương"
    assert understood.places == ("79",)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("giang vien truong dai hoc", ()),
        ("dai ly bia", ()),
        ("truong my thuat", ()),
        ("nhan vien kho hp102", ()),
        ("xkld dai", ("TW",)),
        ("don hang di dai", ("TW",)),
    ],
)
def test_short_names_of_places_are_not_read_into_words(
    question: str, places: tuple[str, ...]
) -> None:
    assert ask(question).places == places


def test_nha_trang_is_no_home() -> None:
    assert not ask("pho quan ly tai nha trang").is_remote
    assert ask("lam viec tai nha").is_remote
