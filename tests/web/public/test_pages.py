"""The pages around the search: first page, map, feed, sitemap, robots, help, errors."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from defusedxml import ElementTree
from django.test import Client

from sanviec.web.public import country, errors
from tests.apps.factories import make_employer
from tests.web.factories import make_vacancy

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_first_page_asks_one_question(client: Client) -> None:
    make_vacancy(openings=30)
    html = text(client, "/")
    assert html.count("<h1") == 1
    assert "Bạn muốn tìm việc gì?" in html
    assert "<dd>1</dd>" in html
    assert "<dd>30</dd>" in html
    assert "Đăng hôm nay" in html
    for door in ("Gần bạn", "Mới đăng", "Không cần kinh nghiệm", "Đi nước ngoài"):
        assert door in html


def test_an_empty_house_says_so(client: Client) -> None:
    assert "Chưa có tin nào đang tuyển." in text(client, "/")


@pytest.mark.parametrize("rows", [2, 6])
def test_the_first_page_costs_the_same_however_much_is_open(
    client: Client, rows: int, django_assert_num_queries: Any
) -> None:
    firm = make_employer()
    for _ in range(rows):
        make_vacancy(firm)
    text(client, "/")
    with django_assert_num_queries(3):  # newest rows, what changed lately, the next session
        assert text(client, "/").count('class="sv-hit"') == rows


def test_every_door_leads_to_vacancies(client: Client) -> None:
    make_vacancy(experience_months=0)
    make_vacancy(place_codes=["JP"], is_overseas=True)
    doors = re.findall(r'href="(/viec-lam/\?q=[^"]+)"', text(client, "/"))
    assert len(doors) == 3
    for door in doors:
        assert 'class="sv-hit"' in text(client, door)


def test_the_map_shows_the_whole_country_with_its_archipelagos(client: Client) -> None:
    firm = make_employer()
    for _ in range(12):
        make_vacancy(firm)
    html = text(client, "/viec-lam/ban-do/")
    picture = html[html.index("<svg class") : html.index("</svg>")]
    assert picture.count("h0") >= 3_321 - 2 + len(country.HOANG_SA) + len(country.TRUONG_SA)
    assert "Quần đảo Hoàng Sa" in picture
    assert "Quần đảo Trường Sa" in picture
    assert re.search(r'class="sv-step2"><title>Lạng Sơn: 12<', picture)
    assert 'href="/viec-lam/?tinh=20">Lạng Sơn</a>' in html
    assert "style=" not in html
    assert len(gzip.compress(html.encode())) < 60_000


def test_the_archipelagos_belong_to_their_provinces() -> None:
    shapes = country.shapes()
    assert any(shape.path.count("h0") == len(country.HOANG_SA) for shape in shapes["48"])
    assert any(shape.path.count("h0") == len(country.TRUONG_SA) for shape in shapes["56"])


def test_every_dot_and_label_lies_in_the_picture() -> None:
    width, height = country._x(country.EAST), country._y(country.SOUTH)
    dots = "".join(shape.path for area in country.shapes().values() for shape in area)
    spots = [tuple(map(int, found)) for found in re.findall(r"M(-?\d+) (-?\d+)h0", dots)]
    spots += [(label.x, label.y) for label in country.labels()]
    assert all(0 < x < width and 0 < y < height for x, y in spots)


def test_the_legend_names_each_step_once() -> None:
    steps = country.legend()
    assert [step.number for step in steps] == [0, 1, 2, 3, 4, 5]
    assert steps[0].most == 0
    assert all(one.most + 1 == other.least for one, other in zip(steps, steps[1:], strict=False))
    assert steps[-1].most is None


def test_work_abroad_stands_below_the_map(client: Client) -> None:
    make_vacancy(place_codes=["JP"], is_overseas=True)
    html = text(client, "/viec-lam/ban-do/")
    assert 'href="/viec-lam/?tinh=JP">Nhật Bản</a>' in html
    assert "Nhật Bản" in text(client, "/viec-lam/?tinh=JP")


def test_the_feed_tells_of_new_vacancies(client: Client) -> None:
    vacancy = make_vacancy(make_employer(name="May & Thêu <Xứ Lạng>"))
    root = ElementTree.fromstring(text(client, "/viec-lam/rss/"))
    items = root.findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Công nhân may – May & Thêu <Xứ Lạng>"]
    assert items[0].findtext("link", "").endswith(f"/viec-lam/{vacancy.pk}/")
    assert items[0].findtext("guid") == str(vacancy.pk)
    assert "8–10 triệu đồng/tháng" in items[0].findtext("description", "")


def test_a_question_has_a_feed_of_its_own(client: Client) -> None:
    make_vacancy()
    make_vacancy(title="Lái xe tải", occupation_code="8332")
    root = ElementTree.fromstring(text(client, "/viec-lam/rss/?q=lai+xe"))
    assert [one.text for one in root.findall("channel/item/title")] == ["Lái xe tải – Công ty Mẫu"]
    assert root.findtext("channel/link", "").endswith("/viec-lam/?q=lai%20xe")


def test_the_sitemap_names_every_open_vacancy(client: Client) -> None:
    vacancy = make_vacancy()
    make_vacancy(until="submitted")
    index = ElementTree.fromstring(text(client, "/sitemap.xml"))
    parts = [one.text or "" for one in index.iter(f"{MAP}loc")]
    assert [part.rpartition("/")[2] for part in parts] == [
        "sitemap-pages.xml",
        "sitemap-vacancies.xml",
    ]
    found = ElementTree.fromstring(text(client, "/sitemap-vacancies.xml"))
    places = [one.text or "" for one in found.iter(f"{MAP}loc")]
    assert [place.endswith(f"/viec-lam/{vacancy.pk}/") for place in places] == [True]


def test_robots_stay_outside_of_accounts(client: Client) -> None:
    lines = text(client, "/robots.txt").splitlines()
    assert "Disallow: /toi/" in lines
    assert "Disallow: /quay/" in lines
    assert lines[-1].endswith("/sitemap.xml")


@pytest.mark.parametrize(
    ("url", "said"),
    [("/tro-giup/", "Ai đòi tiền là lừa đảo"), ("/du-lieu-ca-nhan/", "rút lại từng mục đích")],
)
def test_pages_that_explain(client: Client, url: str, said: str) -> None:
    assert said in text(client, url)


def test_a_broken_server_answers_without_its_database(
    rf: Any, django_assert_num_queries: Any
) -> None:
    request = rf.get("/viec-lam/")
    with django_assert_num_queries(0):
        response = errors.server_error(request)
    assert response.status_code == 500
    assert "Máy chủ gặp lỗi" in response.content.decode()


def test_a_wrong_address_leads_home(client: Client) -> None:
    response = client.get("/khong-co/")
    assert response.status_code == 404
    assert "Về trang đầu" in response.content.decode()
