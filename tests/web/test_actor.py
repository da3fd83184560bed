"""Who is asking: staff work under one membership at a time, everybody else as themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from sanviec.apps.centres.models import Membership
from sanviec.apps.centres.services import grant_role, withdraw_role
from sanviec.apps.employers.services import remove_contact
from sanviec.apps.platform.enums import Role
from tests.apps.factories import make_centre, make_employer, make_staff

from .factories import BY_SYSTEM, account_of, make_seeker

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]


def test_one_chooses_the_centre_to_work_for(sign_in: Entering) -> None:
    here, there = make_centre(), make_centre()
    user = make_staff(Role.COUNSELLOR, here).user
    other = grant_role(user=user, centre=there, role=Role.DEPARTMENT, **BY_SYSTEM)
    people = {centre.pk: make_seeker(centre) for centre in (here, there)}
    client = sign_in(user)
    for membership in Membership.objects.filter(user=user).order_by("id"):
        client.post("/chon-vai/", {"membership": str(membership.pk)})
        seen = {c: client.get(f"/quay/nguoi/{p.pk}/").status_code for c, p in people.items()}
        assert seen == {c: 200 if c == membership.centre_id else 404 for c in people}
    assert other.centre_id == there.pk


@pytest.mark.parametrize("wanted", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_rubbish_changes_nothing(sign_in: Entering, wanted: str) -> None:
    client = sign_in(make_staff(Role.COUNSELLOR).user)
    client.post("/chon-vai/", {"membership": wanted})
    assert client.get("/quay/").status_code == 200


def test_nobody_works_under_another_ones_membership(sign_in: Entering) -> None:
    theirs = Membership.objects.get(user=make_staff(Role.COUNSELLOR).user)
    client = sign_in(account_of(make_seeker()))
    client.post("/chon-vai/", {"membership": str(theirs.pk)})
    assert client.get("/quay/").status_code == 404


def test_withdrawn_role_and_closed_contact_end_at_once(sign_in: Entering) -> None:
    staff = make_staff(Role.COUNSELLOR)
    employer = make_employer()
    clients = {"/quay/": sign_in(staff.user), "/nha-tuyen-dung/": sign_in(account_of(employer))}
    assert [client.get(path).status_code for path, client in clients.items()] == [200, 200]
    withdraw_role(membership=Membership.objects.get(user=staff.user), **BY_SYSTEM)
    remove_contact(contact=employer.contacts.get(), **BY_SYSTEM)
    assert [client.get(path).status_code for path, client in clients.items()] == [404, 404]


@pytest.mark.parametrize(
    ("role", "target"),
    [
        (Role.COUNSELLOR, "/quay/"),
        (Role.DEPARTMENT, "/quay/"),
        (Role.CLAIMS_OFFICER, "/ho-so-tro-cap/"),
        (Role.SESSION_MANAGER, "/quay/phien/"),
        (Role.MINISTRY, "/quan-ly/"),
        (Role.ADMINISTRATOR, "/quan-ly/"),
    ],
)
def test_each_role_begins_on_its_own_page(sign_in: Entering, role: Role, target: str) -> None:
    client = sign_in(make_staff(role).user)
    assert client.get("/vao/")["Location"] == target
    assert client.get(target).status_code == 200


@pytest.mark.parametrize(
    ("role", "page"),
    [(Role.SESSION_MANAGER, "/quay/phien/"), (Role.COMMUNE_OFFICER, "/xa/")],
)
def test_those_of_sessions_come_to_their_own_page(sign_in: Entering, role: Role, page: str) -> None:
    client = sign_in(make_staff(role).user)
    assert client.get("/vao/")["Location"] == page
    assert client.get(page).status_code == 200
