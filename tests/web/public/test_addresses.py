"""The address of a search: what it says, what its links change, what it refuses to carry."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from sanviec.engines.matching import Relaxation
from sanviec.engines.matching.understanding import Filter
from sanviec.web.public.addresses import MOST_DROPPED, SearchAddress

IN_HANOI = Filter("place", "01", "Hà Nội", "Hanoi", 8, 14, ("01",))
TEN_MILLION = Filter("wage", "10000000-", "từ 10 triệu", "from 10 million", 15, 19)


def address(text: str) -> SearchAddress:
    return SearchAddress(QueryDict(text))


def said(link: str) -> dict[str, list[str]]:
    assert link.startswith("?")
    return parse_qs(link[1:])


def test_a_chip_is_removed_and_the_page_starts_anew() -> None:
    link = address("q=ke+toan+ha+noi&trang=3").without(IN_HANOI)
    assert said(link) == {"q": ["ke toan ha noi"], "bo": ["place:01"]}


def test_a_second_chip_is_removed_beside_the_first() -> None:
    link = address("q=ke+toan&bo=place:01").without(TEN_MILLION)
    assert sorted(said(link)["bo"]) == ["place:01", "wage:10000000-"]


def test_a_choice_takes_the_place_of_what_was_typed_of_its_kind() -> None:
    link = address("q=ke+toan+ha+noi").choosing("place", (IN_HANOI, TEN_MILLION))
    assert said(f"{link}31") == {"q": ["ke toan ha noi"], "bo": ["place:01"], "tinh": ["31"]}


def test_a_trade_group_narrows_the_trade_that_was_typed() -> None:
    typed = Filter("occupation", "3313", "Kế toán viên", "Bookkeeper", 0, 7, ("ke", "toan"))
    link = address("q=ke+toan").choosing("occupation", (typed,))
    assert said(f"{link}3") == {"q": ["ke toan"], "nhom": ["3"]}


def test_other_words_forget_what_was_removed_and_keep_what_was_chosen() -> None:
    link = address("q=ke+taon&bo=place:01&tinh=31").saying("kế toán")
    assert said(link) == {"q": ["kế toán"], "tinh": ["31"]}


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (
            Relaxation("wage", "", "", 3, wage_min_vnd_month=9_000_000),
            {"bo": ["wage:10000000-"], "luong": ["9000000-"]},
        ),
        (
            Relaxation("place", "", "", 3, place_codes=("48",)),
            {"bo": ["place:01"], "tinh": ["48"]},
        ),
        (Relaxation("place", "", "", 3, removed=(IN_HANOI,)), {"bo": ["place:01"]}),
        (Relaxation("several", "", "", 3, removed=(TEN_MILLION,)), {"bo": ["wage:10000000-"]}),
    ],
    ids=["lower wage", "wider place", "any place", "several at once"],
)
def test_a_way_out_asks_for_less(way: Relaxation, expected: dict[str, list[str]]) -> None:
    link = address("q=ke+toan").relaxed(way, (IN_HANOI, TEN_MILLION))
    assert said(link) == {"q": ["ke toan"]} | expected


def test_equal_questions_have_equal_addresses() -> None:
    one = address("bo=wage:1-&x=1&q=may&bo=place:01&trang=")
    other = address("q=may&bo=place:01&bo=place:01&bo=wage:1-&y=2")
    assert one.query.urlencode() == other.query.urlencode()
    assert one.question() == other.question()


def test_an_endless_address_is_cut() -> None:
    long = address("q=" + "a" * 1000 + "".join(f"&bo=words:{n}" for n in range(500)))
    assert len(long.words) == 300
    assert len(long.question().dropped) <= MOST_DROPPED


@pytest.mark.parametrize("page", ["", "0", "-1", "hai", "²", "99999999999", "1.5"])
def test_a_page_that_is_none_is_the_first_or_the_last_offered(page: str) -> None:
    assert 1 <= address(f"q=may&trang={page}").question().checked().number <= 50


def test_choices_that_mean_nothing_are_left_out() -> None:
    asked = address("tinh=zz&nhom=xx&hinh_thuc=slave&luong=lots").question().checked()
    assert (asked.place, asked.group, asked.employment_type, asked.wage) == ("", "", "", "")


def test_home_is_the_commune_that_was_typed() -> None:
    assert address("q=gan+nha&noi=phường Hải Vân, Đà Nẵng").home() == "20194"
    assert address("q=gan+nha&noi=qwzxv").home() == ""
