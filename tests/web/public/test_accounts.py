"""Accounts: allauth's pages in our clothes and in Vietnamese, down to the last message."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import allauth
import polib
import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client

from tests.apps.factories import make_staff, make_user
from tests.architecture.sources import ROOT

CATALOGUE = ROOT / "sanviec" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
ALLAUTH = Path(allauth.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"
OURS = (
    "account/",
    "mfa/",
    "usersessions/",
    "templates/account",
    "templates/mfa",
    "templates/usersessions",
    "templates/allauth",
)
# Doors that are shut here: phones, keys and passkeys, Django's admin.
SHUT = re.compile(
    r"phone|webauthn|passkey|security key|^Key|admin\.py|master key|backup key|key nr", re.I
)
SET_UP = "/tai-khoan/2fa/totp/activate/"
PASSWORD = "mot mat khau that dai"


def test_every_sentence_of_allauth_has_vietnamese() -> None:
    written = {(one.msgctxt, one.msgid): one for one in polib.pofile(str(CATALOGUE))}
    missing = [
        one.msgid
        for one in polib.pofile(str(ALLAUTH))
        if any(place.startswith(OURS) for place, _line in one.occurrences)
        and not SHUT.search(one.msgid + one.occurrences[0][0])
        and (one.msgctxt, one.msgid) not in written
    ]
    assert missing == []
    assert [one.msgid for one in written.values() if not one.translated()] == []


def test_placeholders_are_the_same() -> None:
    found = re.compile(r"%\(\w+\)s|%d|%s|\{\w+\}")
    wrong = []
    for one in polib.pofile(str(CATALOGUE)):
        texts = list(one.msgstr_plural.values()) or [one.msgstr]
        wanted = set(found.findall(one.msgid_plural or one.msgid))
        wrong += [one.msgid for text in texts if set(found.findall(text)) != wanted]
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "heading"),
    [
        ("/tai-khoan/login/", "Đăng nhập"),
        ("/tai-khoan/signup/", "Đăng ký"),
        ("/tai-khoan/password/reset/", "Đặt lại mật khẩu"),
        ("/tai-khoan/password/reset/done/", "Đặt lại mật khẩu"),
        ("/tai-khoan/inactive/", "Tài khoản bị khóa"),
    ],
)
def test_doors_for_guests(client: Client, url: str, heading: str) -> None:
    html = client.get(url).content.decode()
    assert f'<h1 class="govuk-heading-l">{heading}' in re.sub(r">\s+", ">", html)
    assert 'class="sv-band"' in html
    assert not re.search(r">\s*(Sign|Password|Username|Email)\b", html)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "url",
    [
        "/tai-khoan/password/change/",
        "/tai-khoan/email/",
        "/tai-khoan/2fa/",
        "/tai-khoan/sessions/",
        "/tai-khoan/logout/",
    ],
)
def test_pages_of_an_account(sign_in: Any, url: str) -> None:
    user = make_user(password=PASSWORD)
    client = Client()
    client.post("/tai-khoan/login/", {"login": user.username, "password": PASSWORD})
    html = client.get(url).content.decode()
    assert 'class="sv-band"' in html
    assert "<h1" in html
    assert not re.search(r">\s*(Sign|Change|Sessions|Two-Factor|Add)\b", html)


@pytest.mark.django_db
def test_a_wrong_password_is_refused_in_vietnamese(client: Client) -> None:
    answer = client.post("/tai-khoan/login/", {"login": "khong-co", "password": "sai"})
    html = answer.content.decode()
    assert "Có chỗ cần sửa" in html
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in html


@pytest.mark.django_db
def test_each_missing_answer_is_named_on_top(client: Client) -> None:
    """“Hãy điền mục này.” three times over tells nobody where to look."""
    html = client.post("/tai-khoan/signup/", {}).content.decode()
    for label in ("Tên đăng nhập", "Mật khẩu", "Nhập lại mật khẩu"):
        assert f">{label}: Hãy điền mục này.</a>" in html


@pytest.mark.django_db
def test_signing_up_leads_on_to_where_one_wanted_to_go(client: Client) -> None:
    fields = {"username": "hoa.lo", "password1": PASSWORD, "password2": PASSWORD}
    wanted = "/viec-lam/0190a0c4-0000-7000-8000-000000000000/ung-tuyen/"
    page = client.get("/tai-khoan/signup/", {"next": wanted})
    assert wanted in page.content.decode()
    answer = client.post("/tai-khoan/signup/", fields | {"next": wanted})
    assert (answer.status_code, answer.url) == (302, wanted)


@pytest.mark.django_db
def test_a_forgotten_password_is_answered_by_a_vietnamese_letter(client: Client) -> None:
    user = make_user(password=PASSWORD)
    user.emailaddress_set.create(email="hoa@example.vn", verified=True, primary=True)
    client.post("/tai-khoan/password/reset/", {"email": "hoa@example.vn"})
    assert "Đặt lại mật khẩu" in mail.outbox[0].subject
    assert "Nếu không phải bạn, cứ bỏ qua thư này." in mail.outbox[0].body


@pytest.mark.django_db
@pytest.mark.writes_on_get("allauth notes that the recovery codes were shown")
def test_staff_set_up_a_second_factor_before_anything_else(client: Client, settings: Any) -> None:
    settings.SANVIEC_STAFF_MFA_REQUIRED = True
    user = make_staff().user
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    client.post("/tai-khoan/login/", {"login": user.username, "password": PASSWORD})
    assert client.get("/quay/").url == SET_UP
    asked = client.get(SET_UP, follow=True).content.decode()
    assert "Xác nhận là bạn" in asked
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD, "next": SET_UP})
    html = client.get(SET_UP).content.decode()
    assert "Quét mã này bằng ứng dụng" in html
    answer = client.post(SET_UP, {"code": code_now(html)}, follow=True).content.decode()
    assert "Mã dự phòng" in answer
    assert answer.count('<li class="sv-code">') == 10
    assert client.get("/quay/").status_code == 200


def code_now(html: str) -> str:
    """What the app on the phone shows for the secret on the page."""
    secret = re.search(r'class="sv-code">(\w+)<', html)
    assert secret is not None
    counter = list(totp.yield_hotp_counters_from_time())[totp.app_settings.TOTP_TOLERANCE]
    return totp.format_hotp_value(totp.hotp_value(secret[1], counter))
