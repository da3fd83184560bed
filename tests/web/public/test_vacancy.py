"""One vacancy: its facts, what search engines read, the way to apply, and when it is gone."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from sanviec.apps.platform.enums import Role
from sanviec.apps.vacancies.services import change_state
from tests.apps.factories import make_centre, make_employer, make_staff, make_user
from tests.web.factories import BY_SYSTEM, account_of, make_seeker, make_vacancy

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.S)


def url_of(vacancy: Any) -> str:
    return f"/viec-lam/{vacancy.pk}/"


def posting_of(html: str) -> dict[str, Any]:
    scripts = SCRIPT.findall(html)
    assert len(scripts) == 1
    posting: dict[str, Any] = json.loads(scripts[0])
    return posting


def test_the_page_says_what_counts(client: Client) -> None:
    centre = make_centre(public_phone="0205 3812 345")
    vacancy = make_vacancy(make_employer(centre, name="May Xứ Lạng"), offers_meals=True)
    html = client.get(url_of(vacancy)).content.decode()
    assert "Công nhân may" in html
    assert "May Xứ Lạng" in html
    assert "8–10 triệu đồng/tháng" in html
    assert "Có bữa ăn" in html
    assert "Người lao động không phải trả phí." in html
    assert 'href="tel:0205 3812 345"' in html
    assert f'href="{url_of(vacancy)}ung-tuyen/"' in html


def test_search_engines_read_what_the_page_says(client: Client) -> None:
    vacancy = make_vacancy(make_employer(name="May Xứ Lạng"), employment_type="full_time")
    posting = posting_of(client.get(url_of(vacancy)).content.decode())
    assert posting["@type"] == "JobPosting"
    assert posting["title"] == "Công nhân may"
    assert posting["hiringOrganization"]["name"] == "May Xứ Lạng"
    assert posting["datePosted"] == "2026-11-23"
    assert posting["validThrough"].startswith(str(vacancy.closes_on))
    assert posting["employmentType"] == "FULL_TIME"
    assert posting["jobLocation"][0]["address"]["addressCountry"] == "VN"
    assert posting["jobLocation"][0]["address"]["addressRegion"] == "Lạng Sơn"
    assert posting["baseSalary"]["value"] == {
        "@type": "QuantitativeValue",
        "unitText": "MONTH",
        "minValue": 8_000_000,
        "maxValue": 10_000_000,
    }
    assert "May áo sơ mi theo chuyền." in posting["description"]


def test_work_abroad_and_unknown_wages_are_told_as_they_are(client: Client) -> None:
    vacancy = make_vacancy(
        place_codes=["JP"], is_overseas=True, wage_min_vnd_month=None, wage_max_vnd_month=None
    )
    posting = posting_of(client.get(url_of(vacancy)).content.decode())
    assert posting["jobLocation"][0]["address"]["addressCountry"] == "JP"
    assert "baseSalary" not in posting


def test_no_text_breaks_out_of_the_page_or_its_data(client: Client) -> None:
    evil = "</script><script>alert(1)</script><!-- & <b onclick=x>"
    vacancy = make_vacancy(make_employer(name=evil), title=evil, description=f"Dòng một\n{evil}")
    html = client.get(url_of(vacancy)).content.decode()
    assert "<script>alert" not in html
    assert "<b onclick" not in html
    posting = posting_of(html)
    assert posting["title"] == evil
    assert "&lt;b onclick=x&gt;" in posting["description"]


def test_a_closed_vacancy_is_gone_and_says_where_to_look(client: Client) -> None:
    vacancy = make_vacancy()
    change_state(vacancy=vacancy, event="close", **BY_SYSTEM)
    response = client.get(url_of(vacancy))
    html = response.content.decode()
    assert response.status_code == 410
    assert "Việc này không còn tuyển" in html
    assert "/viec-lam/?q=C%C3%B4ng%20nh%C3%A2n%20may" in html
    assert SCRIPT.findall(html) == []
    assert client.get(f"{url_of(vacancy)}ung-tuyen/").status_code == 410


@pytest.mark.parametrize("until", ["draft", "submitted"])
def test_what_was_never_public_is_not_found(client: Client, until: str) -> None:
    assert client.get(url_of(make_vacancy(until=until))).status_code == 404


def test_an_unknown_vacancy_is_not_found(client: Client) -> None:
    assert client.get(f"/viec-lam/{uuid4()}/").status_code == 404


def test_everybody_who_may_apply_is_led_there(sign_in: Any) -> None:
    vacancy = make_vacancy()
    start = f"{url_of(vacancy)}ung-tuyen/"
    after = f"?next=%2Fviec-lam%2F{vacancy.pk}%2Fung-tuyen%2F"
    person = account_of(make_seeker(vacancy.centre))
    assert sign_in().get(start).url == f"/tai-khoan/signup/{after}"
    assert sign_in(make_user()).get(start).url == f"/toi/dang-ky/{after}"
    assert sign_in(person).get(start).url == f"/toi/viec/{vacancy.pk}/"


def test_staff_do_not_apply(sign_in: Any) -> None:
    vacancy = make_vacancy()
    client = sign_in(make_staff().user)
    response = client.get(f"{url_of(vacancy)}ung-tuyen/", follow=True)
    assert "Chỉ tài khoản của người tìm việc mới ứng tuyển được." in response.content.decode()


def test_those_who_manage_it_find_the_way_to_their_page(sign_in: Any) -> None:
    centre = make_centre()
    vacancy = make_vacancy(make_employer(centre))
    own = sign_in(make_staff(Role.COUNSELLOR, centre).user).get(url_of(vacancy))
    foreign = sign_in(make_staff(Role.COUNSELLOR).user).get(url_of(vacancy))
    employer = sign_in(account_of(vacancy.employer)).get(url_of(vacancy))
    assert f"/quay/tin/{vacancy.pk}/" in own.content.decode()
    assert "Mở trang quản lý tin này" not in foreign.content.decode()
    assert "Mở trang quản lý tin này" in employer.content.decode()


def test_few_queries(client: Client, django_assert_num_queries: Any) -> None:
    vacancy = make_vacancy()
    with django_assert_num_queries(1):
        assert client.get(url_of(vacancy)).status_code == 200
