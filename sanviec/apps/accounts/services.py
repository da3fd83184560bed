"""Writes of accounts."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.kernel.errors import InputError

from .models import User


@transaction.atomic
def create_user(
    *, username: str, display_name: str, password: str | None, actor: Actor, now: datetime
) -> User:
    """A new account; without a password it cannot sign in until one is set.

    Raises:
        InputError: the user name cannot be used or is taken.
    """
    _check_username(username)
    user = User(username=username, display_name=display_name, date_joined=now)
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save(force_insert=True)
    # The row changes at each sign-in, so only the fact is recorded, not its fingerprint.
    audit.record(audit.Act("account.created", user), actor=actor, now=now)
    return user


def _check_username(username: str) -> None:
    field = User._meta.get_field("username")
    try:
        field.run_validators(username)
    except ValidationError:
        raise InputError(
            f"Tên đăng nhập “{username[:40]}” không dùng được. "
            "Hãy dùng chữ, số và các dấu @ . + - _, không có khoảng trắng.",
            f"user name {username[:40]!r}: use letters, digits and @ . + - _",
            field="username",
            code="username_invalid",
        ) from None
    if User.objects.filter(username=username).exists():
        raise InputError(
            f"Đã có tài khoản “{username}”. Hãy chọn tên đăng nhập khác.",
            f"there is an account {username!r} already; choose another user name",
            field="username",
            code="username_taken",
        )
