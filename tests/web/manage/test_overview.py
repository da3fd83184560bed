"""Figures and the journal of a centre, of the ministry, of the administrator."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from sanviec.apps.centres.models import Centre, Membership
from sanviec.apps.platform.enums import Role
from tests.apps.factories import make_centre, make_staff
from tests.web.factories import make_seeker

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]


@pytest.fixture
def centre() -> Centre:
    """A centre where two people registered, beside one where a third did."""
    centre = make_centre()
    for where in (make_centre(), centre, centre):
        officer = make_staff(Role.RECEPTIONIST, where)
        make_seeker(where, actor=officer.actor)
    return centre


def figure(page: str, title: str) -> list[str]:
    """Visits and persons in the row of a service."""
    row = page.split(f"{title}</th>")[1].split("</tr>")[0]
    return [cell.split("</td>")[0] for cell in row.split('--numeric">')[1:]]


@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.DEPARTMENT, "2"), (Role.MINISTRY, "3"), (Role.ADMINISTRATOR, "3")],
)
def test_each_sees_their_own_figures(
    sign_in: Entering, centre: Centre, role: Role, expected: str
) -> None:
    own = centre if role == Role.DEPARTMENT else None
    page = sign_in(make_staff(role, own).user).get("/quan-ly/").content.decode()
    assert figure(page, "Đăng ký tìm việc") == [expected, expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"first": "2026-11-23", "last": "2026-11-23"}, "2"),
        ({"first": "1/1/2025", "last": "31/12/2025"}, "0"),
    ],
)
def test_period_is_kept_in_the_address(
    sign_in: Entering, centre: Centre, query: dict[str, str], expected: str
) -> None:
    client = sign_in(make_staff(Role.DEPARTMENT, centre).user)
    page = client.get("/quan-ly/", query).content.decode()
    assert figure(page, "Đăng ký tìm việc") == [expected, expected]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"first": "2026-12-01", "last": "2026-11-01"}, "Ngày cuối phải sau ngày đầu."),
        ({"first": "31/02/2026", "last": "x"}, "Ngày chưa đúng."),
        ({"first": ""}, "Hãy điền “Từ ngày”."),
    ],
)
def test_wrong_period_is_told(sign_in: Entering, query: dict[str, str], expected: str) -> None:
    client = sign_in(make_staff(Role.DEPARTMENT).user)
    assert expected in client.get("/quan-ly/", query).content.decode()


class TestJournal:
    @pytest.mark.parametrize(
        ("role", "count"),
        [(Role.DEPARTMENT, 2), (Role.MINISTRY, 0), (Role.ADMINISTRATOR, 3)],
    )
    def test_each_sees_their_own_lines(
        self, sign_in: Entering, centre: Centre, role: Role, count: int
    ) -> None:
        own = centre if role == Role.DEPARTMENT else None
        page = sign_in(make_staff(role, own).user).get("/quan-ly/nhat-ky/").content.decode()
        assert page.count("đăng ký hồ sơ") == count

    def test_staff_are_named(self, sign_in: Entering, centre: Centre) -> None:
        client = sign_in(make_staff(Role.DEPARTMENT, centre).user)
        page = client.get("/quan-ly/nhat-ky/").content.decode()
        officers = Membership.objects.filter(centre=centre, role=Role.RECEPTIONIST)
        for officer in officers.select_related("user").order_by("id"):
            assert f"{officer.user.username}, Cán bộ tiếp nhận" in page

    def test_no_name_of_a_person_stands_in_it(self, sign_in: Entering, centre: Centre) -> None:
        client = sign_in(make_staff(Role.ADMINISTRATOR).user)
        assert "Hoàng Thị Mẫu" not in client.get("/quan-ly/nhat-ky/").content.decode()
