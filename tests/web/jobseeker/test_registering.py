"""A fresh account becomes a person with a file, typed as people type."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import change_state
from tests.apps.factories import make_centre, make_user
from tests.web.factories import BY_SYSTEM

from .conftest import Own

ANSWERS = {
    "full_name": "lo thi hoa",
    "birth": "1998",
    "residence": "lang son",
    "wished_titles": "cong nhan may",
}


@pytest.fixture
def fresh(db: None, sign_in: Callable[..., Client]) -> Client:
    """Somebody who has just signed up, in a country with one centre."""
    make_centre()
    return sign_in(make_user())


def test_first_page_asks_what_is_wanted(fresh: Client) -> None:
    page = fresh.get("/toi/").content.decode()
    assert "/toi/dang-ky/" in page
    assert "/nha-tuyen-dung/dang-ky/" in page


def test_without_diacritics_is_enough(fresh: Client) -> None:
    answer = fresh.post("/toi/dang-ky/", ANSWERS | {"allow_matching": "on"})
    person = Jobseeker.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, "/toi/viec/")
    assert (person.residence_code, person.occupation_codes) == ("20", ["8153"])
    assert (person.registered_via, person.user.username) == ("self", person.user.username)
    assert fresh.get("/toi/viec/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"residence": "ha noi"}, "Chưa có trung tâm nào của Hà Nội"),
        ({"full_name": ""}, "Hãy điền “Họ và tên”."),
        ({"phone": "abc"}, "Số điện thoại chưa đúng."),
        ({"wage": "nhiều"}, "Chưa rõ mức lương"),
    ],
)
def test_wrong_answers_come_back(fresh: Client, changes: dict[str, str], expected: str) -> None:
    answer = fresh.post("/toi/dang-ky/", ANSWERS | changes)
    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert f'href="#id_{next(iter(changes))}"' in answer.content.decode()
    assert Jobseeker.objects.count() == 0


@pytest.mark.parametrize("path", ["ho-so/", "viec/", "du-lieu/", "du-lieu/tai-ve/"])
def test_before_the_file_its_pages_are_not_there(fresh: Client, path: str) -> None:
    assert fresh.get(f"/toi/{path}").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "location"),
    [
        ("/viec-lam/x/ung-tuyen/", "/viec-lam/x/ung-tuyen/"),
        ("https://example.com/", "/toi/viec/"),
        ("//example.com/", "/toi/viec/"),
        ("/\\example.com/", "/toi/viec/"),
        ("javascript:alert(1)", "/toi/viec/"),
    ],
)
def test_registration_leads_on_within_this_site(fresh: Client, wanted: str, location: str) -> None:
    answer = fresh.post("/toi/dang-ky/", ANSWERS, query_params={"next": wanted})
    assert answer["Location"] == location


def test_second_registration_leads_to_the_file(own: Own) -> None:
    answer = own.get("register")
    assert (answer.status_code, answer["Location"]) == (303, "/toi/ho-so/")


class TestProfile:
    ANSWERS = {
        "full_name": "Lò Thị Hoa",
        "wished_titles": "phụ bếp",
        "residence": "Kỳ Lừa, Lạng Sơn",
    }

    def test_answers_are_saved(self, own: Own) -> None:
        answer = own.post("profile", **self.ANSWERS, phone="0987654321", wage="9tr")
        person = Jobseeker.objects.get()
        assert answer.status_code == 303
        assert (person.full_name, person.phone) == ("Lò Thị Hoa", "0987654321")
        assert person.wage_min_vnd_month == 9_000_000

    def test_wrong_answers_come_back(self, own: Own) -> None:
        answer = own.post("profile", **self.ANSWERS, email="x")
        assert answer.status_code == 422
        assert "Địa chỉ thư điện tử chưa đúng." in answer.content.decode()

    def test_own_numbers_are_shown_to_their_owner(self, own: Own) -> None:
        assert "0912345678" in own.get("profile").content.decode()

    def test_nothing_else_can_be_posted(self, own: Own) -> None:
        forged = {"state": "placed", "centre": "x", "number": "X", "priority": "1", "user": "1"}
        own.post("profile", **self.ANSWERS, **forged)
        person = Jobseeker.objects.get()
        assert (person.state, person.number) == ("seeking", own.person.number)
        assert (person.centre_id, person.user_id) == (own.person.centre_id, own.person.user_id)


class TestState:
    @pytest.mark.parametrize(("event", "state"), [("pause", "paused"), ("renew", "seeking")])
    def test_event_is_done(self, own: Own, event: str, state: str) -> None:
        assert own.post("state", viec=event).status_code == 303
        assert Jobseeker.objects.get().state == state

    @pytest.mark.parametrize("event", ["", "close", "place", "expire"])
    def test_other_events_are_not_there(self, own: Own, event: str) -> None:
        assert own.post("state", viec=event).status_code == 404

    def test_paused_person_can_go_on(self, own: Own) -> None:
        change_state(jobseeker=own.person, event="pause", **BY_SYSTEM)
        assert "Tìm việc tiếp" in own.get("home").content.decode()
