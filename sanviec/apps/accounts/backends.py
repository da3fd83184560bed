"""Signing in by user name or e-mail, and who a session belongs to."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from sanviec.apps.platform.reading import read_rows

from .models import User


class Backend(AuthenticationBackend):
    """allauth's, with the account of a session read by a statement written once."""

    def get_user(self, user_id: Any) -> User | None:
        """The account, unless it was shut; asked at each request of a signed-in person."""
        found = read_rows(User, {"id": [user_id]})
        return found[0] if found and self.user_can_authenticate(found[0]) else None
