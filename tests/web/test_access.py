"""Nobody gets through a door that is not theirs: it looks as if nothing were there, and is logged.

The table of doors stands in ``tests/web/doors.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from tests.apps.factories import make_centre, make_user

from .doors import ACCOUNT, DOORS, FRESH, PUBLIC, SIGNED_IN, Door, address, names_of_addresses
from .ground import ROLES, Ground, make_ground

pytestmark = pytest.mark.django_db
NO_ID = UUID(int=0)
Entering = Callable[..., Client]


@pytest.fixture
def ground() -> Ground:
    """The centre whose ids are tried."""
    return make_ground()


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF takes a second; what stands in one is tried in tests/web/desk/test_session_pdfs.py."""
    monkeypatch.setattr("sanviec.web.session_pdfs.draw_pdf", lambda html, **_more: html.encode())


def answers_of(door: Door, ground: Ground) -> dict[str, Any]:
    """A POST that would succeed, with the ids of a ground in it."""
    answers = dict(door.answers or {})
    for key, value in answers.items():
        if value.startswith("@"):
            answers[key] = str(getattr(ground, value[1:]).pk)
    if "source" in answers:
        answers["file"] = SimpleUploadedFile("a.csv", b"a\n1\n")
    if "pay_file" in answers:
        lines = "Mã dòng,Kết quả,Số tiền,Ngày\nlạ,Đã chi,1,23/11/2026\n"
        answers["file"] = SimpleUploadedFile("kq.csv", lines.encode())
    return answers


def tries(client: Client, ground: Ground) -> Iterator[tuple[str, Door, str, HttpResponse]]:
    """Open every door by GET and by POST, each as if it were the first."""
    for name, door in DOORS.items():
        path, answers = address(name, ground.ids(door.ids)), answers_of(door, ground)
        for method in ("get", "post"):
            with transaction.atomic():
                data = answers if method == "post" else door.query
                yield name, door, method, getattr(client, method)(path, data)
                transaction.set_rollback(True)


def test_every_address_is_classified() -> None:
    known = [*DOORS, *FRESH, *PUBLIC, *SIGNED_IN, *ACCOUNT]
    assert sorted(names_of_addresses()) == sorted(known)


def test_the_table_says_what_the_views_say() -> None:
    from django.urls import resolve

    for name, door in (DOORS | FRESH).items():
        view = resolve(address(name, [NO_ID] * len(door.ids))).func
        assert view.allowed_roles == door.roles, name


@pytest.mark.slow  # some 120 requests
@pytest.mark.parametrize("role", ROLES)
def test_another_centre_sees_nothing(
    sign_in: Entering, ground: Ground, caplog: pytest.LogCaptureFixture, role: Role
) -> None:
    client = sign_in(Ground(make_centre()).account(role))
    secrets = [ground.person_name, ground.number]
    # Whose vacancies are public may stand among a person's matches.
    secrets += [ground.firm_name] if role != Role.JOBSEEKER else []
    for name, door, method, answer in tries(client, ground):
        refusals = [r for r in caplog.records if r.getMessage().startswith("refused ")]
        caplog.clear()
        if role not in door.roles or (door.ids and not door.is_open_to_all):
            wrong_method = role in door.roles and answer.status_code == 405
            assert answer.status_code == 404 or wrong_method, (name, method)
            assert len(refusals) == (not wrong_method), (name, method)
        elif method == "get" and not door.is_open_to_all:
            # The figures of the ministry and the administrator's journal name nobody.
            page = answer.content.decode(errors="replace")  # a workbook is no text
            assert [s for s in secrets if s in page] == [], (name, method)


@pytest.mark.slow  # some 120 requests
@pytest.mark.parametrize("role", ROLES)
def test_same_centre_lets_in_the_right_roles_only(
    sign_in: Entering, ground: Ground, caplog: pytest.LogCaptureFixture, role: Role
) -> None:
    client = sign_in(ground.account(role))
    for name, door, method, answer in tries(client, ground):
        refusals = [r for r in caplog.records if r.getMessage().startswith("refused why=role ")]
        caplog.clear()
        assert bool(refusals) == (role not in door.roles), (name, method)
        if refusals:
            assert answer.status_code == 404, (name, method)


@pytest.mark.slow  # some 120 requests
def test_guests_are_sent_to_sign_in(sign_in: Entering, ground: Ground) -> None:
    for name, _door, method, answer in tries(sign_in(), ground):
        assert answer.status_code == 302, (name, method)
        assert answer["Location"].startswith("/tai-khoan/login/?next="), (name, method)


def right_role(name: str, door: Door) -> Role:
    """Somebody for whom the door is there."""
    wanted = (
        Role.COUNSELLOR,
        Role.JOBSEEKER,
        Role.EMPLOYER,
        Role.DEPARTMENT,
        Role.COMMUNE_OFFICER,
        Role.MINISTRY,
    )
    return next(role for role in wanted if role in door.roles)


@pytest.mark.slow  # all doors together
@pytest.mark.parametrize("name", DOORS)
def test_door_opens_for_whom_it_is_there(sign_in: Entering, ground: Ground, name: str) -> None:
    """Without this a door that is always shut would pass every other test."""
    door = DOORS[name]
    client = sign_in(ground.account(right_role(name, door)))
    path = address(name, ground.ids(door.ids))
    if door.get is not None and name != "web:manage:rejected_rows":
        assert client.get(path, door.query).status_code in {door.get, 302}
    if door.answers is not None:
        answer = client.post(path, answers_of(door, ground))
        assert answer.status_code in {200, 303}, answer.content.decode()[:4000]


@pytest.mark.slow  # all doors together
def test_every_page_is_also_there_in_english(sign_in: Entering, ground: Ground) -> None:
    for name, door in DOORS.items():
        if door.get == 200 and name != "web:manage:rejected_rows":
            client = sign_in(ground.account(right_role(name, door)))
            client.cookies["django_language"] = "en"
            answer = client.get(address(name, ground.ids(door.ids)))
            assert answer.status_code == 200, name
            if answer["Content-Type"].startswith("text/html"):
                assert '<html lang="en"' in answer.content.decode(), name


@pytest.mark.slow  # all doors together
@pytest.mark.parametrize("name", DOORS)
def test_methods_and_rubbish_ids(sign_in: Entering, ground: Ground, name: str) -> None:
    door = DOORS[name]
    client = sign_in(ground.account(right_role(name, door)))
    path = address(name, ground.ids(door.ids))
    refused = [m for m in ("get", "post") if client.generic(m, path).status_code == 405]
    unknown = {"get": door.get is None, "post": door.answers is None}
    assert refused == [method for method, is_unknown in unknown.items() if is_unknown]
    assert client.put(path).status_code == 405
    for ids in [[NO_ID] * len(door.ids)] if door.ids else []:
        method = "get" if door.get else "post"
        nothing = address(name, ids)
        assert getattr(client, method)(nothing).status_code == 404
        assert getattr(client, method)(nothing.replace(str(NO_ID), "1")).status_code == 404


@pytest.mark.slow  # every POST for four roles
def test_posts_without_a_token_change_nothing(sign_in: Entering, ground: Ground) -> None:
    for role in (Role.APPROVER, Role.DEPARTMENT, Role.JOBSEEKER, Role.EMPLOYER):
        client = sign_in(ground.account(role), enforce_csrf_checks=True)
        for name, door in DOORS.items():
            if door.answers is not None and role in door.roles:
                path, answers = address(name, ground.ids(door.ids)), answers_of(door, ground)
                before = AuditEntry.objects.count()
                assert client.post(path, answers).status_code == 403, name
                assert AuditEntry.objects.count() == before, name


@pytest.mark.slow  # some 120 requests
def test_fresh_account_opens_no_file(sign_in: Entering, ground: Ground) -> None:
    client = sign_in(make_user())
    homes = {"web:jobseeker:home", "web:jobseeker:inbox", "web:jobseeker:register"}
    # Sent to the short card first.
    homes |= {"web:jobseeker:register_session", "web:jobseeker:new_claim"}
    homes |= {"web:room:mine"}
    for name, _door, method, answer in tries(client, ground):
        if name not in homes:
            assert answer.status_code in {404, 405}, (name, method)
