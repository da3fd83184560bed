"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress

from sanviec.apps.platform.reading import read_rows

from .models import User


def account_of(user_id: int | None) -> User | None:
    """An account by its number, by the quick way of reading."""
    found = read_rows(User, {"id": [user_id]}) if user_id is not None else []
    return found[0] if found else None


def with_verified_email(user_ids: Iterable[int]) -> set[int]:
    """Those of the accounts whose present e-mail address was shown to be theirs."""
    emails = dict(User.objects.filter(pk__in=list(user_ids)).values_list("pk", "email"))
    known = EmailAddress.objects.filter(user_id__in=list(emails), verified=True)
    return {
        row.user_id
        for row in known.order_by("id")
        if row.email.lower() == emails[row.user_id].lower()
    }
