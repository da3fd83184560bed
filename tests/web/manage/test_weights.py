"""The page of the weights: figures, adoption by a second person, and back to the defaults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from sanviec.apps.platform.enums import Role
from sanviec.apps.weights.models import WeightsVersion
from sanviec.apps.weights.selectors import weights_in_force
from tests.apps.factories import make_staff
from tests.apps.weights.planted import FOUND, adopt, propose

PATH = "/quan-ly/trong-so/"
ADOPT = {"AdoptForm-reason": "Tốt hơn rõ", "AdoptForm-is_read": "on"}
RETIRE = {"RetireForm-reason": "Nhóm khuyết tật ít được gợi ý"}


@dataclass
class Office:
    """Somebody of the ministry who is signed in, and a version that an administrator proposed."""

    client: Client
    version: WeightsVersion

    def path(self, act: str = "") -> str:
        return f"{PATH}{self.version.pk}/{act}"

    def page(self, act: str = "") -> str:
        return self.client.get(self.path(act)).content.decode()


@pytest.fixture
def office(db: None, sign_in: Callable[..., Client]) -> Office:
    return Office(sign_in(make_staff(Role.MINISTRY).user), propose())


def test_the_list_says_what_ranks_now(office: Office) -> None:
    page = office.client.get(PATH).content.decode()
    assert "Đang áp dụng: bảng điểm mặc định" in page
    assert f'href="{office.path()}"' in page
    adopt(office.version)
    assert "Đang áp dụng: bảng điểm số 1" in office.client.get(PATH).content.decode()


def test_a_version_shows_its_figures(office: Office) -> None:
    page = office.page()
    assert "xếp đúng 71,0 % → 74,0 % của 812 cặp; chênh lệch 95 %: từ 1,2 đến 4,7" in page
    assert "<strong>33</strong>" in page
    assert "Giới tính: Nữ" in page
    assert "…" in page


def test_it_is_read_in_english(office: Office) -> None:
    office.client.cookies["django_language"] = "en"
    page = office.page()
    assert "Sex: Women" in page
    assert "right 71.0 % → 74.0 % of 812 comparisons" in page


def test_adopted_and_back_to_the_defaults(office: Office) -> None:
    answer = office.client.post(office.path("ap-dung/"), ADOPT)
    assert (answer.status_code, answer["Location"]) == (303, office.path())
    assert weights_in_force().weights == FOUND
    assert "Từ nay xếp hạng theo bảng điểm này." in office.page()
    assert office.client.post(office.path("thoi/"), RETIRE).status_code == 303
    assert weights_in_force().version is None
    assert RETIRE["RetireForm-reason"] in office.page()


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({}, "Hãy điền “Lý do”."),
        ({"AdoptForm-reason": "x"}, "Tôi đã đọc kết quả kiểm tra"),
        (ADOPT | {"AdoptForm-reason": "x" * 501}, "nhiều nhất 500 ký tự"),
    ],
)
def test_without_a_reason_and_a_look_nothing_is_adopted(
    office: Office, answers: dict[str, Any], told: str
) -> None:
    answer = office.client.post(office.path("ap-dung/"), answers)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert weights_in_force().version is None


def test_the_proposer_is_offered_no_adoption(sign_in: Callable[..., Client], db: None) -> None:
    boss = make_staff(Role.ADMINISTRATOR)
    office = Office(sign_in(boss.user), propose(actor=boss.actor))
    assert "Người thứ hai xem và áp dụng" in office.page()
    answer = office.client.post(office.path("ap-dung/"), ADOPT)
    assert answer.status_code == 422
    assert "Người đề xuất không tự áp dụng" in answer.content.decode()


def test_what_cannot_be_done_any_more_is_told(office: Office) -> None:
    adopt(office.version)
    answer = office.client.post(office.path("ap-dung/"), ADOPT)
    assert answer.status_code == 422
    assert "Không thể “Áp dụng”" in answer.content.decode()


def test_a_changed_row_is_named(office: Office) -> None:
    WeightsVersion.objects.filter(pk=office.version.pk).update(weights={"title": 80})
    assert "đã bị sửa ngoài hệ thống" in office.page()


def test_a_director_finds_no_way_there(sign_in: Callable[..., Client], office: Office) -> None:
    client = sign_in(make_staff(Role.DEPARTMENT).user)
    assert PATH not in client.get("/quan-ly/").content.decode()
    assert client.get(office.path()).status_code == 404
    assert PATH in office.client.get("/quan-ly/").content.decode()
