"""Pages for what went wrong; each says what to do next."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and forbidden look alike."""
    return render(request, "public/error_404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "public/error_403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "public/error_500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere: the page can simply be loaded again."""
    return render(request, "public/error_csrf.html", status=403)
