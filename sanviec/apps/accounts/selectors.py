"""Reads of accounts."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress

from .models import User


def with_verified_email(user_ids: Iterable[int]) -> set[int]:
    """Those of the accounts whose present e-mail address was shown to be theirs."""
    emails = dict(User.objects.filter(pk__in=list(user_ids)).values_list("pk", "email"))
    known = EmailAddress.objects.filter(user_id__in=list(emails), verified=True)
    return {
        row.user_id
        for row in known.order_by("id")
        if row.email.lower() == emails[row.user_id].lower()
    }
