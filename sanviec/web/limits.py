"""How often one person may do one thing: against scraping and against a stolen session.

Signing in, signing up and password resets have allauth's own limits. All worker processes count
together, in a table: the shared cache drops what it has no room for.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanviec.apps.platform.tally import count_try

log = logging.getLogger("sanviec.limits")
View = Callable[..., HttpResponse]


def limited(name: str, *, per_hour: int) -> Callable[[View], View]:
    """Answer 429 to POSTs of one person (or one address) beyond ``per_hour``."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and is_over(request, name, per_hour=per_hour):
                log.warning("limited what=%s user=%s", name, request.user.pk)
                return render(request, "public/error_429.html", status=429)
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def is_over(request: HttpRequest, name: str, *, per_hour: int) -> bool:
    """Count this try; the window is the clock's hour, so a burst may take twice the number."""
    who = request.user.pk or get_adapter().get_client_ip(request)
    return count_try(f"{name}:{who}", now=timezone.now()) > per_hour
