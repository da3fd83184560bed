"""How allauth is bent to this house."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def shown_name(user: Any) -> str:
    """What a greeting calls the person: the chosen name, else the name of the account."""
    return str(user.get_full_name())


class AccountAdapter(DefaultAccountAdapter):
    """Redirects stay on this site; everything else is allauth's own way."""

    def is_safe_url(self, url: str | None) -> bool:
        request: HttpRequest = self.request
        return url_has_allowed_host_and_scheme(
            url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
