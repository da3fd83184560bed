"""The benefit estimator: one question a page, the law's answer at the end, nothing kept."""

from __future__ import annotations

import logging
import re
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from sanviec.engines.benefits import decide, load_law, read_facts
from sanviec.web.forms.estimator import Contract, Question, Total, Wage, Window
from sanviec.web.public.estimator import QUESTIONS

pytestmark = pytest.mark.django_db
ADDRESS = "/tro-cap-that-nghiep/uoc-tinh/"
# Today is 23/11/2026, a Monday.
ANSWERS = {
    "left_on": "13/11/2026",
    "how": "contract_ended",
    "pension": "none",
    "contract": "long",
    "total_months": "54",
    "window_months": "18",
    "last_month": "same",
    "wage": "11 triệu",
}
HIGH = ANSWERS | {"wage": "60 triệu"}


def page(answers: dict[str, str], client: Client | None = None, **more: str) -> Any:
    """Send a page of the estimator and give the next one."""
    response = (client or Client()).post(ADDRESS, answers | more)
    assert response.status_code == 200
    return response


def heading(response: Any) -> str:
    """Give the words of the page's first heading."""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def text(response: Any) -> str:
    """Give the page's words on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_one_question_after_the_other_to_the_result() -> None:
    client, given = Client(), {}
    asked = client.get(ADDRESS)
    for number, (name, answer) in enumerate(ANSWERS.items(), start=1):
        assert list(asked.context["form"].fields) == [name]
        assert asked.context["number"] == number
        assert asked.content.count(b"<h1") == 1
        given[name] = answer
        asked = page(given, client)
    assert heading(asked) == "Bạn có thể được hưởng 6.600.000 đồng một tháng"


def test_the_result_is_what_the_engine_says() -> None:
    facts = {
        "decided_on": "2026-11-23", "filed_on": "2026-11-23", "separated_on": "2026-11-13",
        "separation": "contract_ended", "pension": "none", "contract": "definite",
        "contract_months": 12, "contribution_months": 54, "months_paid_in_window": 18,
        "last_contribution_month": "2026-11", "average_wage_vnd": 11_000_000,
    }  # fmt: skip
    expected = decide(read_facts(facts), load_law())
    found = page(ANSWERS).context["estimate"].decision
    assert found == expected
    assert (found.eligible, found.entitlement_months, found.reserved_months) == (True, 4, 6)


def test_the_result_tells_all_that_one_must_know() -> None:
    told = text(page(ANSWERS))
    assert "Hưởng trong 4 tháng" in told
    assert "26.400.000 đồng" in told
    # The 24th of November is a holiday; the 13th of February 2027 is a Saturday.
    assert "Bắt đầu hưởng, nếu nộp đủ hồ sơ ngày 23/11/2026 09/12/2026 – 08/04/2027" in told
    assert "Ngày cuối cùng để nộp hồ sơ 15/02/2027 (còn 53 ngày làm việc)" in told
    assert "Bảo lưu cho lần sau 6 tháng" in told
    assert "Sổ bảo hiểm xã hội đã chốt" in told
    assert "Luật 74/2025/QH15, Điều 39 khoản 1" in told
    assert "chưa được đối chiếu với văn bản chính thức" in told
    assert "Chúng tôi không lưu câu trả lời" in told


@pytest.mark.parametrize(
    ("name", "answer", "said"),
    [
        ("left_on", "31/02/2026", "Ngày chưa đúng"),
        ("left_on", "13/11/2016", "Hãy ghi ngày từ"),
        ("left_on", "13/11/2028", "Hãy ghi ngày từ"),
        ("left_on", "", "Hãy điền “Ngày nghỉ việc”"),
        ("how", "party", "Hãy chọn trong danh sách"),
        ("contract", "", "Hãy chọn “Loại hợp đồng”"),
        ("total_months", "nhiều lắm", "Chưa rõ “nhiều lắm” là bao nhiêu tháng"),
        ("total_months", "481", "Chưa rõ “481”"),
        ("total_months", "-3", "Chưa rõ “-3”"),
        ("window_months", "25", "Nhiều nhất là 24 tháng"),
        ("last_month", "2026-09", "Hãy chọn trong danh sách"),
        ("wage", "rẻ", "Chưa rõ mức lương “rẻ”"),
        ("wage", "<script>alert(1)</script>", "Chưa rõ mức lương"),
    ],
)
def test_a_wrong_answer_is_asked_again(name: str, answer: str, said: str) -> None:
    response = page(ANSWERS | {name: answer})
    assert list(response.context["form"].fields) == [name]
    assert said in text(response)
    assert "Có chỗ cần sửa" in text(response)
    assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"how": "unlawful_resignation"}, "đơn phương chấm dứt hợp đồng trái pháp luật"),
        ({"pension": "eligible"}, "đủ điều kiện hưởng lương hưu"),
        ({"window_months": "11"}, "cần ít nhất 12 tháng"),
        ({"left_on": "20/08/2026"}, "sau ngày cuối cùng 20/11/2026"),
        ({"total_months": "11", "window_months": ""}, "Đã đóng 11 tháng"),
    ],
)
def test_who_gets_nothing_is_told_why_and_what_is_kept(answers: dict[str, str], said: str) -> None:
    response = page(ANSWERS | answers)
    assert heading(response) == "Theo những gì bạn trả lời, bạn chưa được hưởng trợ cấp"
    assert said in text(response)
    assert "tháng bạn đã đóng không mất" in text(response)


def test_who_is_not_sure_learns_what_to_bring() -> None:
    response = page(ANSWERS | {"how": "not_sure", "last_month": "earlier"})
    assert heading(response).startswith("Nếu đủ điều kiện, bạn có thể được hưởng 6.600.000")
    told = text(response)
    assert "Bạn nghỉ việc theo cách nào" in told
    assert "Vì sao những tháng cuối không đóng" in told


def test_the_workplace_is_asked_only_where_the_cap_may_bind() -> None:
    asked = page(HIGH)
    assert list(asked.context["form"].fields) == ["workplace"]
    known = page(HIGH, workplace="Quận 1, TP. Hồ Chí Minh")
    assert heading(known) == "Bạn có thể được hưởng 26.550.000 đồng một tháng"
    unknown = page(HIGH, workplace="Xưởng may số 3")
    assert list(unknown.context["form"].fields) == ["region"]
    told = page(HIGH, workplace="Xưởng may số 3", region="IV")
    assert heading(told) == "Bạn có thể được hưởng 18.500.000 đồng một tháng"
    open_end = page(HIGH, workplace="Xưởng may số 3", region="not_sure")
    assert "từ 18.500.000 đến 26.550.000 đồng một tháng" in heading(open_end)


def test_a_job_that_has_not_ended_starts_the_count_at_its_end() -> None:
    found = page(ANSWERS | {"left_on": "28/11/2026"}).context["estimate"]
    assert found.filed_on.isoformat() == "2026-11-30"  # the Monday after
    assert found.decision.eligible is True


def test_an_answer_is_changed_and_the_others_stay() -> None:
    asked = page(ANSWERS, change="wage")
    assert list(asked.context["form"].fields) == ["wage"]
    assert b'value="11 tri\xe1\xbb\x87u"' in asked.content
    assert not asked.context["form"].errors
    assert dict(asked.context["hidden"]) == {k: v for k, v in ANSWERS.items() if k != "wage"}
    assert asked.context["previous"] == "last_month"


@pytest.mark.parametrize(
    ("typed", "months"),
    [
        ("54", 54), ("54 tháng", 54), ("4 năm 6 tháng", 54), ("4 nam 6 thang", 54), ("4 năm", 48),
        ("4 years 6 months", 54), ("1 year and 1 month", 13), ("0", 0), ("4năm6tháng", 54),
        ("4 năm 6", None), ("4,5 năm", None), ("năm", None), ("54 ngày", None), ("４ năm", None),
        ("4 năm rưỡi", None), ("41 năm", None), ("từ 2018 đến 2022", None),
    ],
)  # fmt: skip
def test_months_in_words_are_read_right_or_not_at_all(typed: str, months: int | None) -> None:
    form = Total({"total_months": typed}, answers={}, today=date(2026, 11, 23))
    assert (form.cleaned_data["total_months"] if form.is_valid() else None) == months


def test_nothing_is_kept_and_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    client = Client(enforce_csrf_checks=False)
    with caplog.at_level(logging.DEBUG):
        response = page(HIGH, client, workplace="Xã Mỹ Đức bí mật, An Giang")
    assert Session.objects.count() == 0
    assert set(client.cookies) <= {"csrftoken"}
    assert "bí mật" not in caplog.text
    assert "60 triệu" not in caplog.text
    assert "private" in response["Cache-Control"]
    assert response.request["QUERY_STRING"] == ""


def test_it_takes_no_answers_from_an_address() -> None:
    response = Client().get(f"{ADDRESS}?left_on=13/11/2026")
    assert list(response.context["form"].fields) == ["left_on"]
    assert Client().put(ADDRESS).status_code == 405


def test_every_page_is_there_in_english() -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    given: dict[str, str] = {}
    answers = HIGH | {"workplace": "Xưởng 3", "region": "not_sure"}
    vietnamese = re.compile(r"[ạảấầẩẫậắằẳẵặẹẻẽếềểễệịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ]", re.IGNORECASE)
    for name, kind in QUESTIONS.items():
        asked = page(given, client) if given else client.get(ADDRESS)
        assert isinstance(asked.context["form"], kind)
        main = asked.content.decode().partition("<main")[2].partition("</main>")[0]
        main = re.sub(r'value="[^"]*"|Dĩ An, Bình Dương', "", main)
        assert vietnamese.search(main) is None, (name, main)
        given[name] = answers[name]
    result = page(given, client)
    expected = "You may get from 18,500,000 to 26,550,000 VND a month"
    assert heading(result).replace(".", ",") == expected


def test_the_first_page_and_the_foot_lead_to_it() -> None:
    home = Client().get("/").content.decode()
    assert home.count(f'href="{ADDRESS}"') == 2


@pytest.mark.parametrize(
    ("key", "question", "answers", "words"),
    [
        ("short_contract_limit_months", Contract, {}, "Dưới 9 tháng"),
        (
            "window_paid_months",
            Window,
            {"window_length": 24, "total_months": 54},
            "ít nhất 9 tháng",
        ),
        ("averaging_months", Wage, {}, "bình quân 9 tháng"),
    ],
)
def test_figures_in_the_questions_are_those_of_the_law(
    monkeypatch: pytest.MonkeyPatch,
    key: str,
    question: type[Question],
    answers: dict[str, Any],
    words: str,
) -> None:
    asked: list[tuple[str, date]] = []

    def other_law(name: str, on: date) -> int:
        asked.append((name, on))
        return 9

    monkeypatch.setattr("sanviec.web.forms.estimator.law_number", other_law)

    form = question(answers=answers, today=date(2026, 11, 23))

    assert words in f"{form.why} {form}"
    assert asked[0] == (key, date(2026, 11, 23))
