"""Writes of accounts."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor

from .models import User


@transaction.atomic
def create_user(
    *, username: str, display_name: str, password: str | None, actor: Actor, now: datetime
) -> User:
    """A new account; without a password it cannot sign in until one is set."""
    user = User(username=username, display_name=display_name, date_joined=now)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save(force_insert=True)
    # The row changes at each sign-in, so only the fact is recorded, not its fingerprint.
    audit.record(audit.Act("account.created", user), actor=actor, now=now)
    return user
