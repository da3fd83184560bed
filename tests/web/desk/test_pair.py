"""One person and one vacancy at the counter: the sum, what is missing, what would raise it."""

from __future__ import annotations

import re

from tests.web.factories import make_seeker, make_vacancy

from .conftest import Counter


def folded(page: str) -> str:
    """What stands in the folded part of the page, words only."""
    _, _, rest = page.partition('<details class="govuk-details sv-raise"')
    inside, _, _ = rest.partition("</details>")
    return " ".join(re.sub(r"<[^>]+>", " ", inside.partition(">")[2]).split())


def test_changes_say_what_they_add(counter: Counter) -> None:
    person = make_seeker(counter.centre, wage_min_vnd_month=10_000_000)
    vacancy = make_vacancy(
        counter.employer, wage_min_vnd_month=8_000_000, wage_max_vnd_month=9_000_000
    )
    answer = counter.get("pair", person.pk, vacancy.pk)
    score = answer.context["explanation"].score
    text = folded(answer.content.decode())
    assert "Điều gì sẽ làm tăng điểm?" in text
    assert f"Nhận mức lương từ 8 triệu (đang mong 10 triệu) +5 thành {score + 5} điểm" in text


def test_a_paper_that_opens_the_door_stands_first(counter: Counter) -> None:
    vacancy = make_vacancy(counter.employer, certificates=["forklift"])
    text = folded(counter.get("pair", counter.person.pk, vacancy.pk).content.decode())
    _, _, changes = text.partition("không phải yêu cầu.")
    assert changes.strip().startswith(
        "Có thêm Chứng chỉ vận hành xe nâng; nếu đã có, hãy ghi vào hồ sơ đủ điều kiện"
    )


def test_of_two_papers_the_other_is_still_missing(counter: Counter) -> None:
    vacancy = make_vacancy(counter.employer, certificates=["forklift", "welding"])
    text = folded(counter.get("pair", counter.person.pk, vacancy.pk).content.decode())
    assert text.count("còn thiếu 1 điều kiện") == 2
    assert "đủ điều kiện" not in text


def test_in_english(counter: Counter) -> None:
    vacancy = make_vacancy(counter.employer, certificates=["forklift"])
    counter.client.cookies["django_language"] = "en"
    text = folded(counter.get("pair", counter.person.pk, vacancy.pk).content.decode())
    assert "What would raise the score?" in text
    assert "Get forklift certificate" in text
