"""The search page: understood words as chips, counts beside, ways out, reasons on each row."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import make_centre, make_employer
from tests.web.factories import account_of, make_seeker, make_vacancy

pytestmark = pytest.mark.django_db
BOOKKEEPER, HANOI, HAIPHONG = "3313", "01", "31"


@pytest.fixture
def firm() -> Any:
    return make_employer(make_centre(), name="Công ty Minh Phát")


def bookkeeper(firm: Any, **fields: Any) -> Any:
    """A bookkeeper's post in Hà Nội for 12 to 15 million."""
    said = {
        "title": "Kế toán tổng hợp",
        "occupation_code": BOOKKEEPER,
        "place_codes": [HANOI],
        "wage_min_vnd_month": 12_000_000,
        "wage_max_vnd_month": 15_000_000,
        "employment_type": "full_time",
    }
    return make_vacancy(firm, **(said | fields))


def page(client: Client, **query: Any) -> str:
    response = client.get("/viec-lam/", query)
    assert response.status_code == 200
    return unescape(response.content.decode())


def chips(html: str) -> list[str]:
    found = re.findall(r'class="sv-chip".*?</span>(.*?)<span', html, re.S)
    return [text.strip() for text in found]


def test_words_without_marks_are_understood_and_each_can_be_taken_away(
    client: Client, firm: Any
) -> None:
    bookkeeper(firm)
    html = page(client, q="ke toan ha noi 10tr")
    assert chips(html) == ["Kế toán viên", "Thành phố Hà Nội", "Lương từ 10 triệu đồng/tháng"]
    assert "1 việc phù hợp" in html
    assert "Kế toán tổng hợp" in html
    assert 'href="?q=ke%20toan%20ha%20noi%2010tr&bo=place:01"' in html
    without = page(client, q="ke toan ha noi 10tr", bo="place:01")
    assert chips(without) == ["Kế toán viên", "Lương từ 10 triệu đồng/tháng"]


def test_a_row_says_why_it_is_there(client: Client, firm: Any) -> None:
    bookkeeper(firm)
    html = page(client, q="ke toan ha noi 10tr")
    told = re.findall(r'class="sv-why__yes">(.*?)</li>', html)
    assert told == ["Đúng nghề kế toán viên", "Lương 12–15 triệu", "Tin mới đăng"]


def test_a_row_says_what_is_not_known(client: Client, firm: Any) -> None:
    bookkeeper(firm, wage_min_vnd_month=None, wage_max_vnd_month=None)
    html = page(client, q="ke toan ha noi 10tr")
    assert 'sv-why__no">Chưa rõ mức lương' in html


def test_choices_carry_counts_and_take_the_place_of_typed_words(client: Client, firm: Any) -> None:
    bookkeeper(firm)
    bookkeeper(firm, place_codes=[HAIPHONG])
    html = page(client, q="ke toan ha noi")
    assert 'href="?q=ke%20toan%20ha%20noi&bo=place:01&tinh=31"' in html
    chosen = page(client, q="ke toan ha noi", bo="place:01", tinh=HAIPHONG)
    assert chips(chosen) == ["Kế toán viên", "Hải Phòng"]
    assert "1 việc phù hợp" in chosen


def test_a_trade_group_can_be_chosen(client: Client, firm: Any) -> None:
    bookkeeper(firm)
    make_vacancy(firm)
    html = page(client, nhom="3")
    assert "Kế toán tổng hợp" in html
    assert "Công nhân may" not in html


def test_nothing_found_offers_the_nearest_way(client: Client, firm: Any) -> None:
    bookkeeper(firm)
    html = page(client, q="ke toan ha noi 16tr")
    assert "Chưa có việc nào khớp mọi điều kiện" in html
    assert "Nới mức lương: từ 14,4 triệu" in html
    assert "Lương thấp hơn mong muốn 1 triệu" in html
    link = re.search(r'href="(\?[^"]*luong=14400000-[^"]*)"', html)
    assert link is not None
    wider = unescape(client.get(f"/viec-lam/{link[1]}").content.decode())
    assert "1 việc phù hợp" in wider


def test_nothing_at_all_says_what_to_do(client: Client) -> None:
    html = page(client, q="xyzzy")
    assert "Chưa tìm thấy việc nào" in html
    assert "Xem tất cả việc đang tuyển" in html


def test_a_doubtful_word_is_asked_back(client: Client, firm: Any) -> None:
    make_vacancy(firm, title="Lập trình viên", occupation_code="2512")
    html = page(client, q="lập trinhf viên")
    assert "Có phải bạn muốn tìm" in html


def test_a_question_that_is_too_long_is_cut_and_said(client: Client, firm: Any) -> None:
    """Thousands of characters met the web server's bare 414; links repeated them all."""
    html = client.get("/viec-lam/", {"q": "công nhân may " + "x" * 700}).content.decode()
    assert "chỉ đọc 300 ký tự đầu" in html
    # The switch of language comes back to the very address; no other link repeats all of it.
    assert len(re.findall("x{301,}", html)) == 1
    whole = client.get("/viec-lam/", {"q": "công nhân may"}).content.decode()
    assert "300 ký tự đầu" not in whole


def test_htmx_gets_the_results_alone(client: Client, firm: Any) -> None:
    bookkeeper(firm)
    whole = client.get("/viec-lam/", {"q": "ke toan"})
    part = client.get("/viec-lam/", {"q": "ke toan"}, headers={"HX-Request": "true"})
    assert "HX-Request" in whole["Vary"]
    assert b"<html" in whole.content
    assert b"<html" not in part.content
    assert part.content.decode().startswith("<title>") or "<title>" in part.content.decode()
    results = part.content.decode().split("</title>")[1].strip()
    assert results in whole.content.decode()


def test_pages_keep_the_question(client: Client, firm: Any) -> None:
    for number in range(23):
        make_vacancy(firm, title=f"Công nhân may số {number}")
    first = page(client, q="cong nhan may")
    assert 'rel="next" href="?q=cong%20nhan%20may&trang=2"' in first
    assert first.count('class="sv-hit"') == 20
    second = page(client, q="cong nhan may", trang=2)
    assert second.count('class="sv-hit"') == 3
    assert 'rel="prev" href="?q=cong%20nhan%20may&trang=1"' in second


def test_text_of_others_is_never_markup(client: Client) -> None:
    evil = "<script>alert(1)</script> & “kế toán”"
    make_vacancy(make_employer(name=evil), title=f"Kế toán {evil}")
    html = client.get("/viec-lam/", {"q": f"ke toan {evil}"}).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize("rows", [2, 20])
def test_one_query_for_all_rows(
    client: Client, firm: Any, rows: int, django_assert_num_queries: Any
) -> None:
    for number in range(rows):
        bookkeeper(firm, title=f"Kế toán {number}")
    page(client, q="may")  # builds the index
    with django_assert_num_queries(2):  # what changed lately, the rows
        html = page(client, q="ke toan")
    assert html.count('class="sv-hit"') == rows


def test_the_same_question_is_not_asked_twice(
    client: Client, firm: Any, django_assert_num_queries: Any
) -> None:
    bookkeeper(firm)
    page(client, q="ke toan")
    with django_assert_num_queries(1):  # what changed lately
        assert "Kế toán tổng hợp" in page(client, q="ke toan")
    bookkeeper(firm, title="Kế toán trưởng kho")
    assert "Kế toán trưởng kho" in page(client, q="ke toan")


def test_what_was_closed_is_gone_at_once(client: Client, firm: Any) -> None:
    from sanviec.apps.vacancies.services import change_state
    from tests.web.factories import BY_SYSTEM

    vacancy = bookkeeper(firm)
    assert "1 việc phù hợp" in page(client, q="ke toan")
    change_state(vacancy=vacancy, event="close", **BY_SYSTEM)
    assert "Kế toán tổng hợp" not in page(client, q="ke toan")


def test_near_home_asks_a_guest_and_knows_a_jobseeker(sign_in: Any, firm: Any) -> None:
    make_vacancy(firm)
    assert "Bạn đang ở xã, phường nào?" in page(sign_in(), q="may gần nhà")
    assert "Bạn đang ở xã, phường nào?" not in page(sign_in(), q="may gần nhà", noi="Lạng Sơn")
    assert "Chưa rõ “qwzxv” là nơi nào" in page(sign_in(), q="may gần nhà", noi="qwzxv")
    person = sign_in(account_of(make_seeker(firm.centre)))
    assert "Bạn đang ở xã, phường nào?" not in page(person, q="may gần nhà")


def test_english_readers_read_english(client: Client, firm: Any) -> None:
    bookkeeper(firm)
    client.cookies["django_language"] = "en"
    html = page(client, q="ke toan ha noi 10tr")
    assert chips(html)[1:] == ["Hanoi", "Wage from 10 million VND a month"]


@pytest.mark.parametrize("query", ["%00%01", "a%0B%E2%80%AE", "may%01"])
def test_characters_that_xml_forbids_break_no_feed(client: Client, firm: Any, query: str) -> None:
    Vacancy.objects.filter(pk=make_vacancy(firm).pk).update(title="a\x01b")
    for path in ("/viec-lam/rss/", "/viec-lam/"):
        assert client.get(f"{path}?q={query}").status_code == 200
    assert client.get("/viec-lam/rss/").status_code == 200
