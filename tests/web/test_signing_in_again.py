"""A session ends while a page is open: signing in leads back to that page, never to a dead end."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
NO_ID = "019b76da-a800-7000-8000-000000000001"
PERSON = reverse("web:desk:person", args=[NO_ID])
REVEAL = reverse("web:desk:reveal", args=[NO_ID])
HOME = reverse("web:after_login")


def next_of(location: str) -> str:
    """Where signing in will lead."""
    parts = urlsplit(location)
    assert parts.path == "/tai-khoan/login/"
    return parse_qs(parts.query)["next"][0]


def test_a_page_is_opened_again(client: Client) -> None:
    answer = client.get(PERSON, {"muc": "1"})
    assert next_of(answer["Location"]) == f"{PERSON}?muc=1"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"http://testserver{PERSON}?muc=1", f"{PERSON}?muc=1"),
        ("https://elsewhere.example/quay/", HOME),
        ("", HOME),
    ],
)
def test_an_answer_leads_back_to_the_page_it_came_from(
    client: Client, before: str, after: str
) -> None:
    """The address of an answer takes no GET: after signing in it would be an error."""
    answer = client.post(REVEAL, {"truong": "phone"}, headers={"Referer": before})
    assert next_of(answer["Location"]) == after


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_leaves_the_page_instead_of_filling_a_corner_of_it(
    client: Client, method: str
) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{PERSON}"}
    answer = getattr(client, method)(REVEAL, headers=headers)
    assert answer.status_code == 200
    assert next_of(answer["HX-Redirect"]) == PERSON
