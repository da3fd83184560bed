"""How views answer: redirects after a write, refusals shown in the reader's language."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.text import capfirst
from django.utils.translation import get_language

from sanviec.kernel.errors import InputError

PAGE_SIZE = 20


def see_other(target: str, *args: Any) -> HttpResponse:
    """303 after a write: reloading the next page never writes again."""
    response = HttpResponseRedirect(resolve_url(target, *args))
    response.status_code = 303
    return response


def text_of(error: InputError) -> str:
    """The refusal in the language of the page.

    An engine names the place as files do, "contributions[1].to: …"; a page shows the field itself.
    """
    text = error.text_en if get_language() == "en" else error.text_vi
    bare = text.removeprefix(f"{error.field}: ")
    return text if bare == text else capfirst(bare)


def done(request: HttpRequest, text: str) -> None:
    """Say what has just been done."""
    messages.success(request, text)


def refused(request: HttpRequest, error: InputError) -> None:
    """Say what could not be done, and what to do instead."""
    messages.error(request, text_of(error))


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_SIZE) -> Page[Any]:
    """One page of a list; a page number that does not exist gives the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))
