"""Who signs in is greeted by name."""

from __future__ import annotations

from allauth.account.utils import user_display

from sanviec.apps.accounts.models import User


def test_a_greeting_calls_people_by_the_name_that_they_chose() -> None:
    assert user_display(User(username="tuvan.ls", display_name="Cô Hoa")) == "Cô Hoa"
    assert user_display(User(username="tuvan.ls")) == "tuvan.ls"
