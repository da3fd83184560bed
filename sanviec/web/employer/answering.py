"""The answer by a signed link: one referral, one employer, no signing in."""

from __future__ import annotations

import logging
from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanviec.apps.jobseekers.selectors import sharing_contact
from sanviec.apps.platform.actors import Actor
from sanviec.apps.referrals.links import AnswerLink, read_link
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import referral_behind
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.web.answers import see_other
from sanviec.web.limits import is_over, limited
from sanviec.web.referral_acts import form_of, record
from sanviec.web.requests import HouseRequest

log = logging.getLogger("sanviec.access")
ANSWERS = ("invite", "hire", "reject", "miss")
BAD_LINKS_PER_HOUR = 30


@require_http_methods(["GET", "HEAD", "POST"])
@limited("answer_link", per_hour=60)
def answer(request: HouseRequest, token: str) -> HttpResponse:
    """Show the person of a link and take the answer, or say why the link is of no use."""
    try:
        link = read_link(token, now=timezone.now())
    except signing.SignatureExpired:
        return _kept_private(_useless(request, "expired", status=410))
    except signing.BadSignature:
        return _kept_private(_useless(request, "forged", status=404))
    return _kept_private(_answer(request, token, link))


def _answer(request: HouseRequest, token: str, link: AnswerLink) -> HttpResponse:
    behind = referral_behind(link)
    if behind is None:
        return _useless(request, "gone", status=410)
    found, actor = behind
    if request.method != "POST":
        return _show(request, token, found)
    return _take(request, token, found, actor)


def _take(request: HouseRequest, token: str, found: Referral, actor: Actor) -> HttpResponse:
    event = request.POST.get("viec", "")
    if event not in ANSWERS:
        return _useless(request, "event", status=404)
    told = _("Đã ghi câu trả lời. Người lao động sẽ được báo.")
    form = record(request, event, found, actor=actor, told=told)
    if form is not None:
        return _show(request, token, found, {event: form}, status=422)
    return see_other("web:employer:answer", token)


def _show(
    request: HouseRequest,
    token: str,
    found: Referral,
    bound: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The person while an answer is awaited; afterwards where it stands, and nobody's name."""
    events = [e for e in REFERRAL_STATES.events_from(found.state) if e.event in ANSWERS]
    forms = bound or {}
    context = {
        "token": token,
        "referral": found,
        "person": found.jobseeker,
        "vacancy": found.vacancy,
        "is_shared": bool(sharing_contact([found.jobseeker_id])),
        "acts": [(e, forms.get(e.event) or form_of(e.event, found)) for e in events],
    }
    page = "employer/answer.html" if events else "employer/answer_over.html"
    return render(request, page, context, status=status)


def _useless(request: HouseRequest, why: str, *, status: int) -> HttpResponse:
    """Say what to do instead; nothing on the page tells whether there ever was a referral."""
    if is_over(request, "bad_link", per_hour=BAD_LINKS_PER_HOUR):
        log.warning("limited what=bad_link why=%s", why)
        return render(request, "public/error_429.html", status=429)
    log.warning("refused why=link_%s path=answer_link", why)
    return render(request, "employer/link_useless.html", {"why": why}, status=status)


def _kept_private(response: HttpResponse) -> HttpResponse:
    """The address is the key: no copy, no search engine, no other site may get it.

    Not "no-referrer": with it browsers hide the origin of a form too, and the check against
    forged forms would refuse the answer.
    """
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
