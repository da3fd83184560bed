"""The kiosk: a visitor checks in by ticket or phone number and sees nobody else.

It works for the key in its cookie, not for an officer, who signs out of the machine before it is
left alone. The page clears itself after twenty seconds.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sanviec.apps.exchanges.enums import DevicePurpose, ScanOutcome, ScanVia
from sanviec.apps.exchanges.models import Device
from sanviec.apps.exchanges.selectors.inside import next_interview_of, people_by_phone
from sanviec.apps.exchanges.services.devices import Prepared, actor_of_device
from sanviec.apps.exchanges.services.door import LATE, Door, ScanData, check_in
from sanviec.apps.platform.ids import new_id
from sanviec.kernel.identifiers import normalise_phone
from sanviec.web.answers import see_other
from sanviec.web.limits import is_over
from sanviec.web.requests import HouseRequest, said

from .access import with_camera
from .device_access import device_of

COOKIE = "sanviec_kiosk"
COOKIE_PATH = "/cua/tu-phuc-vu/"
CLEARS_AFTER_SECONDS = 20
# Somebody who tries numbers learns who is registered; a queue of people does not type so fast.
TRIES_PER_HOUR = 600


def become_kiosk(request: HouseRequest, prepared: Prepared) -> HttpResponse:
    """Turn this browser into the kiosk and sign the officer out of it."""
    logout(request)
    # A kiosk that is set up days before still works when the last visitor comes.
    works_for = prepared.device.session.ends_at + LATE - timezone.now()
    response = see_other("web:day:kiosk")
    response.set_cookie(
        COOKIE,
        prepared.key,
        max_age=max(int(works_for.total_seconds()), 3600),
        path=COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@with_camera
@require_http_methods(["GET", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """Scan a ticket or type a phone number; the answer clears itself."""
    device = device_of(request.COOKIES.get(COOKIE, ""))
    if device is None or device.purpose != DevicePurpose.KIOSK:
        return render(request, "day/kiosk_off.html", status=404)
    context: dict[str, Any] = {"session_title": device.session.title, "result": None}
    if request.method == "POST":
        is_fast = is_over(request, f"kiosk-{device.pk}", per_hour=TRIES_PER_HOUR)
        context["result"] = {"why": "limit"} if is_fast else _checked(request, device)
        context["back_after"] = CLEARS_AFTER_SECONDS
        context["stays"] = request.POST.get("giu") == "1"
    response = render(request, "day/kiosk.html", context)
    if request.method == "POST" and not context["stays"]:
        # Without JavaScript too: the browser itself goes back to the empty page.
        response["Refresh"] = f"{CLEARS_AFTER_SECONDS}; url={reverse('web:day:kiosk')}"
    response["Cache-Control"] = "no-store"
    return response


def _checked(request: HttpRequest, device: Device) -> dict[str, Any]:
    text = said(request.POST, "ma", 200)
    facts: dict[str, Any] = {"scan_id": new_id(), "via": ScanVia.KIOSK}
    if normalise_phone(text):
        people = people_by_phone(device.session, text)
        if len(people) != 1:
            # Nobody, or a family with one phone: an officer asks which of them it is.
            return {"why": "many" if people else "unknown"}
        facts["participant_id"] = people[0].pk
    else:
        facts["ticket"] = text or "-"
    door = Door(device.session, actor_of_device(device), device)
    result = check_in(door=door, scans=[ScanData(**facts)], now=timezone.now())[0]
    is_in = result.outcome in {ScanOutcome.ACCEPTED, ScanOutcome.ALREADY_INSIDE}
    person = result.participant
    if person is None or not is_in:
        return {"why": result.outcome.value}
    return {
        "why": "",
        "queue_no": person.queue_no,
        "interview": next_interview_of(person),
        "code": text,
    }
