"""What every page keeps: second factor for staff, policy headers, redirects that stay here."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from sanviec.apps.platform.enums import Role
from tests.apps.factories import make_centre, make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "mat-khau-dai-2026"


def _staff(role: Role = Role.COUNSELLOR) -> Any:
    user = make_staff(role, make_centre()).user
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    return user


def _sign_in(client: Client, user: Any, **data: str) -> Any:
    fields = {"login": user.username, "password": PASSWORD} | data
    return client.post("/tai-khoan/login/", fields)


def test_staff_without_a_second_factor_reach_only_its_set_up(client: Client, settings: Any) -> None:
    settings.SANVIEC_STAFF_MFA_REQUIRED = True
    client.force_login(_staff())
    answer = client.get("/quay/")
    assert answer.status_code == 302
    assert answer["Location"] == "/tai-khoan/2fa/totp/activate/"


def test_the_set_up_page_itself_opens(client: Client, settings: Any) -> None:
    settings.SANVIEC_STAFF_MFA_REQUIRED = True
    user = _staff()
    _sign_in(client, user)
    page = "/tai-khoan/2fa/totp/activate/"
    # Setting up a factor asks for the password once more.
    asked = client.get(page)
    assert asked["Location"].startswith("/tai-khoan/reauthenticate/")
    assert client.post(asked["Location"], {"password": PASSWORD})["Location"] == page
    assert client.get(page).status_code == 200


def test_staff_with_a_second_factor_come_in(client: Client, settings: Any) -> None:
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    settings.SANVIEC_STAFF_MFA_REQUIRED = True
    user = _staff()
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    assert client.get("/quay/").status_code == 200


@pytest.mark.parametrize("path", ["/", "/viec-lam/", "/tai-khoan/login/", "/khong-co/"])
def test_policy_headers_stand_on_every_page(client: Client, path: str) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/", "/viec-lam/", "/tai-khoan/login/", "/tai-khoan/signup/"])
def test_no_page_holds_inline_script_or_style(client: Client, path: str) -> None:
    html = client.get(path).content.decode()
    assert not re.search(r"<script(?![^>]*(src=|application/ld\+json))", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "javascript:alert(1)", "\\\\evil"]
)
def test_a_sign_in_never_leads_elsewhere(client: Client, target: str) -> None:
    answer = _sign_in(client, _staff(), next=target)
    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert answer["Location"].startswith("/")


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/x", "javascript:1"])
def test_the_language_form_never_leads_elsewhere(client: Client, target: str) -> None:
    answer = client.post("/ngon-ngu/", {"language": "en", "next": target})
    assert (answer.status_code, answer["Location"]) == (303, "/")


def test_a_wrong_password_and_an_unknown_name_look_alike(client: Client) -> None:
    user = _staff()
    known = client.post("/tai-khoan/login/", {"login": user.username, "password": "sai-mat-khau"})
    unknown = client.post("/tai-khoan/login/", {"login": "khong-ai", "password": "sai-mat-khau"})
    strip = re.compile(r'value="[^"]*"')
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())


def test_many_wrong_passwords_are_stopped(client: Client) -> None:
    user = _staff()
    wrong = {"login": user.username, "password": "sai-mat-khau"}
    answers = [client.post("/tai-khoan/login/", wrong) for _ in range(12)]
    # Once the limit is reached even the right password does not come in.
    assert "_auth_user_id" not in client.session
    assert _sign_in(client, user).status_code != 302
    assert answers[0].status_code == 200


def test_a_form_without_its_token_is_refused_with_a_page_that_helps() -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/ngon-ngu/", {"language": "en"})
    assert answer.status_code == 403
    assert "tải lại trang" in answer.content.decode()


def test_a_session_ends_when_the_password_changes(client: Client) -> None:
    user = _staff()
    _sign_in(client, user)
    assert client.get("/quay/").status_code == 200
    user.set_password("mot-mat-khau-khac-2026")
    user.save(update_fields=["password"])
    assert client.get("/quay/").status_code == 302
