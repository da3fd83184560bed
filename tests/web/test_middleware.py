"""What every request passes through."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

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
