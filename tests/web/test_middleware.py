"""What every request passes through."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from sanviec.apps.platform.enums import Role
from tests.apps.factories import make_centre, make_staff

pytestmark = pytest.mark.django_db
ENGLISH = {"Accept-Language": "en-GB,en;q=0.9"}


def language_of(client: Client) -> str:
    """The language that the first page says it is in."""
    answer = client.get(reverse("web:home"), headers=ENGLISH)
    language = answer["Content-Language"]
    assert f'<html lang="{language}"' in answer.content.decode()
    return language


def test_an_english_browser_gets_vietnamese_until_somebody_chooses(client: Client) -> None:
    assert language_of(client) == "vi"
    client.cookies["django_language"] = "en"
    assert language_of(client) == "en"


@pytest.mark.parametrize("language", ["fr", "", "../en", "EN\x00"])
def test_a_language_that_we_do_not_speak_is_vietnamese(client: Client, language: str) -> None:
    client.cookies["django_language"] = language
    assert language_of(client) == "vi"


@pytest.mark.parametrize("name", ["web:home", "web:desk:home", "web:desk:tasks"])
def test_pages_of_somebody_signed_in_leave_no_copy_behind(client: Client, name: str) -> None:
    client.force_login(make_staff(Role.COUNSELLOR, make_centre()).user)
    assert client.get(reverse(name))["Cache-Control"] == "private, no-store"


def test_pages_of_a_guest_may_be_kept(client: Client) -> None:
    assert "no-store" not in client.get(reverse("web:home")).headers.get("Cache-Control", "")


def test_an_address_that_only_takes_answers_says_so(client: Client) -> None:
    answer = client.get(reverse("web:set_language"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Trang này không mở riêng được" in answer.content.decode()


@pytest.mark.parametrize("name", ["web:home", "web:search", "web:map", "web:help", "web:robots"])
def test_public_pages_answer_those_who_only_ask_whether_they_are_there(
    client: Client, name: str
) -> None:
    """Link checkers, and the preview of a link in a chat, send HEAD first."""
    answer = client.head(reverse(name))
    assert (answer.status_code, answer.content) == (200, b"")
