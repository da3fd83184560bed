"""Lists ask the database as often for twenty rows as for two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanviec.apps.jobseekers.services import reveal_contact
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.services import Letter, post_message
from sanviec.apps.vacancies.search_index import reset_index
from tests.apps.factories import NOW, make_employer, make_staff

from .factories import make_referral, make_seeker, make_vacancy
from .ground import Ground, make_ground

pytestmark = pytest.mark.django_db
PAGES = {
    Role.COUNSELLOR: [
        "/quay/",
        "/quay/viec/",
        "/quay/nguoi/?q=ly+van",
        "/quay/nguoi/{person}/",
        "/quay/nguoi/{person}/gop/?q=ly+van",
        "/quay/gioi-thieu/",
        "/quay/gioi-thieu/{referral}/",
        "/quay/doanh-nghiep/",
        "/quay/doanh-nghiep/{employer}/",
        "/quay/tin/",
        "/quay/tin/{vacancy}/",
    ],
    Role.JOBSEEKER: ["/toi/", "/toi/tin-bao/", "/toi/viec/", "/toi/du-lieu/"],
    Role.EMPLOYER: [
        "/nha-tuyen-dung/",
        "/nha-tuyen-dung/tin/{vacancy}/",
        "/nha-tuyen-dung/ho-so/{referral}/",
    ],
    Role.DEPARTMENT: [
        "/quan-ly/",
        "/quan-ly/nhat-ky/",
        "/quan-ly/can-bo/",
        "/quan-ly/nhap-tep/",
    ],
}


def add_rows(ground: Ground, count: int) -> None:
    """More of everything that a list of this centre shows."""
    officer = make_staff(Role.RECEPTIONIST, ground.centre)
    user = ground.account(Role.JOBSEEKER)
    for number in range(count):
        make_employer(ground.centre, is_verified=False)
        make_vacancy(ground.employer, until="submitted")
        other = make_seeker(ground.centre, full_name="Lý Văn Đông", actor=officer.actor)
        make_referral(other, ground.vacancy)
        make_referral(ground.person, make_vacancy(ground.employer), until="proposed")
        make_staff(Role.RECEPTIONIST, ground.centre)
        post_message(Letter(f"{user.pk}-{number}-{other.pk}", "x", "Tin", recipient=user), now=NOW)
        reveal_contact(
            jobseeker=ground.person,
            fields=("phone",),
            reason="Hẹn gặp",
            actor=officer.actor,
            now=NOW,
        )


def counts(clients: dict[Role, Client], ids: dict[str, Any]) -> dict[str, int]:
    """How many queries each page takes, once the index is warm."""
    found = {}
    for role, pages in PAGES.items():
        for page in pages:
            path = page.format(**ids)
            assert clients[role].get(path).status_code == 200, path
            with CaptureQueriesContext(connection) as queries:
                clients[role].get(path)
            found[page] = len(queries)
    return found


@pytest.mark.slow  # twenty of everything
def test_as_many_queries_for_two_rows_as_for_twenty(sign_in: Callable[..., Client]) -> None:
    ground = make_ground()
    clients = {role: sign_in(ground.account(role)) for role in PAGES}
    names = ("person", "referral", "employer", "vacancy")
    ids = {name: getattr(ground, name).pk for name in names}
    add_rows(ground, 2)
    few = counts(clients, ids)
    add_rows(ground, 18)
    reset_index()
    many = counts(clients, ids)
    # A name search asks once less when the beginnings of names fill the page.
    for search in ("/quay/nguoi/?q=ly+van", "/quay/nguoi/{person}/gop/?q=ly+van"):
        assert many.pop(search) <= few.pop(search)
    assert many == few
    assert max(few.values()) <= 30
