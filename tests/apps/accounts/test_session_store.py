"""A session is found again until it is over, its account until it is shut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.backends.db import SessionStore as PlainStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from sanviec.apps.accounts.backends import Backend
from sanviec.apps.accounts.session_store import SessionStore
from sanviec.apps.platform.enums import Role
from tests.apps.factories import make_staff

pytestmark = pytest.mark.django_db


def kept() -> str:
    store = SessionStore()
    store["page"] = "tìm việc"
    store.create()
    return str(store.session_key)


def test_both_stores_read_each_other() -> None:
    assert PlainStore(kept())["page"] == SessionStore(kept())["page"] == "tìm việc"


@pytest.mark.parametrize("key", ["", "không có", "a" * 32])
def test_an_unknown_key_is_an_empty_session(key: str) -> None:
    store = SessionStore(key)
    assert store.get("page") is None
    assert store.session_key is None


def test_one_that_is_over_is_empty() -> None:
    key = kept()
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    store = SessionStore(key)
    assert store.get("page") is None
    assert store.session_key is None


def test_an_account_is_found_until_it_is_shut() -> None:
    user = make_staff(Role.RECEPTIONIST).user
    assert Backend().get_user(user.pk) == user
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert Backend().get_user(user.pk) is None
    assert Backend().get_user(10**9) is None


def test_a_password_still_opens_the_door() -> None:
    user = make_staff(Role.RECEPTIONIST).user
    user.set_password("một câu rất dài 2026")
    user.save(update_fields=["password"])
    found = authenticate(None, username=user.username, password="một câu rất dài 2026")
    assert found == user
    assert authenticate(None, username=user.username, password="sai") is None
