"""Search: one address for the words, the filters understood, the choices beside and the page."""

from __future__ import annotations

from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sanviec.apps.jobseekers.selectors import get_jobseeker_for
from sanviec.apps.platform.enums import Role
from sanviec.apps.vacancies.search import MOST_PAGES, SearchPage, find_vacancies
from sanviec.web.requests import HouseRequest

from .addresses import SearchAddress
from .answer import answer_of

# Results are the same for everybody: what was rendered from a page lives as long as the page.
# The address may spell one question in several ways; only some spellings are kept.
MOST_SPELLINGS = 4
_rendered: WeakKeyDictionary[SearchPage, dict[tuple[str | None, str], str]] = WeakKeyDictionary()


@require_safe
def search(request: HouseRequest) -> HttpResponse:
    """The search page; htmx gets the results alone."""
    address = SearchAddress(request.GET)
    today = timezone.localdate()
    page = find_vacancies(address.question(), on=today)
    if page.needs_home and (home := home_of(request)):
        page = find_vacancies(address.question(home), on=today)
    context = {"address": address, "page": page, "results": results_of(page, address, today)}
    is_part = request.htmx and not request.htmx.history_restore_request
    template = "public/_answer.html" if is_part else "public/search.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def results_of(page: SearchPage, address: SearchAddress, on: date) -> str:
    """The results as HTML, in the language of the request, rendered once while they hold."""
    kept = _rendered.setdefault(page, {})
    key = (get_language(), address.query.urlencode())
    if key not in kept:
        if len(kept) >= MOST_SPELLINGS:
            kept.clear()
        context: dict[str, Any] = {
            "page": page,
            "address": address,
            "answer": answer_of(page, address, on),
            "is_cut": page.page_count == MOST_PAGES,
        }
        kept[key] = render_to_string("public/_results.html", context)
    return kept[key]


def home_of(request: HouseRequest) -> str:
    """Where a signed-in jobseeker lives, "" for everybody else."""
    actor = request.actor
    if actor.role != Role.JOBSEEKER or actor.subject_id is None:
        return ""
    person = get_jobseeker_for(actor, actor.subject_id)
    return person.residence_code if person else ""
