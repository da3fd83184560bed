"""The first page of a person: what fits, what is under way, what was said."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import mark_read
from sanviec.apps.referrals.selectors import matches_for, referrals_of
from sanviec.web.access import PLAN_ROLES, refuse, roles_allowed
from sanviec.web.answers import page_of, see_other
from sanviec.web.requests import HouseRequest

from .own import own_file_or_none
from .profile import may_match

# Whom messages in the system reach.
READERS = PLAN_ROLES | {Role.JOBSEEKER, Role.EMPLOYER}


@roles_allowed(Role.JOBSEEKER)
@require_GET
def home(request: HouseRequest) -> HttpResponse:
    person = own_file_or_none(request)
    if person is None:
        return render(request, "jobseeker/welcome.html")
    is_matched = may_match(person)
    context = {
        "person": person,
        "rows": matches_for(person, on=timezone.localdate(), limit=3) if is_matched else [],
        "may_match": is_matched,
        "referrals": referrals_of(person)[:5],
        "unread": OutboxMessage.objects.inbox_of(request.user).filter(read_at=None)[:5],
    }
    return render(request, "jobseeker/home.html", context)


@roles_allowed(*READERS)
@require_GET
def inbox(request: HouseRequest) -> HttpResponse:
    """Every message in the system, newest first."""
    page = page_of(request, OutboxMessage.objects.inbox_of(request.user))
    return render(request, "jobseeker/inbox.html", {"page": page})


@roles_allowed(*READERS)
@require_POST
def read_message(request: HouseRequest, message_id: Any) -> HttpResponse:
    """Note that a message was read and open what it speaks of."""
    message = OutboxMessage.objects.inbox_of(request.user).filter(pk=message_id).first()
    if message is None:
        refuse(request, "message")
    mark_read(message=message, now=timezone.now())
    return see_other(_page_of_message(message.link))


def _page_of_message(link: str) -> str:
    """The page that a message speaks of; links are ``side:noun:id`` or addresses of this site."""
    if link.startswith("/"):
        return link
    side, _colon, rest = link.partition(":")
    noun, _colon, object_id = rest.partition(":")
    if not object_id:
        return reverse("web:jobseeker:inbox")
    return reverse(f"web:{side}:{noun}", args=[object_id])
