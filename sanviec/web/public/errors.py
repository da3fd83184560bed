"""Pages for what went wrong; each says what to do next."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from sanviec.apps.platform.actors import ANONYMOUS


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Absent and forbidden look alike."""
    return render(request, "public/error_404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "public/error_403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without looking anything up: the database may be what failed."""
    context = {
        "request": request,
        "actor": ANONYMOUS,
        "is_demo": settings.SANVIEC_IS_DEMO,
        "messages": [],
        "LANGUAGE_CODE": get_language(),
    }
    return HttpResponseServerError(render_to_string("public/error_500.html", context))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long or came from elsewhere: the page can simply be loaded again."""
    return render(request, "public/error_csrf.html", status=403)
