"""The first page of the counter and the queue of deadlines."""

from __future__ import annotations

import pytest

from tests.apps.factories import make_employer
from tests.web.factories import make_referral, make_vacancy

from .conftest import Counter


@pytest.fixture
def busy(counter: Counter) -> Counter:
    """A counter with one task of most kinds."""
    make_referral(counter.person, counter.vacancy, until="hired")
    make_employer(counter.centre, name="Hợp tác xã Na", is_verified=False)
    make_vacancy(counter.employer, title="Phụ bếp", until="submitted")
    return counter


def test_first_page_shows_work_and_what_was_done(busy: Counter) -> None:
    page = busy.get("home").content.decode()
    assert "Xác nhận đã đi làm: Hoàng Thị Mẫu – Công ty Mẫu" in page
    assert "Xác minh doanh nghiệp: Hợp tác xã Na" in page
    assert "Duyệt tin tuyển dụng: Phụ bếp, Công ty Mẫu" in page
    assert "Giới thiệu việc làm" in page
    assert "data-slash-focus" in page


def test_tasks_are_narrowed_by_kind(busy: Counter) -> None:
    page = busy.get("tasks", loai="verify_employer").content.decode()
    assert "Hợp tác xã Na" in page
    assert "Phụ bếp" not in page


@pytest.mark.parametrize("query", [{"loai": "x"}, {"trang": "-3"}, {"loai": "\0"}])
def test_rubbish_in_the_address_is_harmless(busy: Counter, query: dict[str, str]) -> None:
    assert busy.get("tasks", **query).status_code == 200


def test_each_task_opens_its_page(busy: Counter) -> None:
    page = busy.client.get("/quay/viec/")
    links = [part.split('"')[0] for part in page.content.decode().split('href="/quay/')[1:]]
    targets = [f"/quay/{link}" for link in links if link.count("-") >= 4]
    assert len(targets) >= 4
    assert [busy.client.get(link).status_code for link in targets] == [200] * len(targets)


def test_empty_queue_says_what_one_can_do(counter: Counter) -> None:
    assert "Không còn việc nào đến hạn." in counter.get("tasks").content.decode()
    assert "Chưa có dịch vụ nào được ghi hôm nay." in counter.get("home").content.decode()
