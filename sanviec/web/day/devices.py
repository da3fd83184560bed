"""Machines of a session: prepared by an officer, revoked when lost or done."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanviec.apps.exchanges.enums import DevicePurpose
from sanviec.apps.exchanges.selectors.inside import devices_of, get_device_for
from sanviec.apps.exchanges.services.devices import Prepared, prepare_device, revoke_device
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, see_other
from sanviec.web.forms.day import DeviceForm
from sanviec.web.requests import HouseRequest, posted

from .access import DOOR_ROLES, find_session
from .kiosk import become_kiosk


@roles_allowed(*DOOR_ROLES)
@require_http_methods(["GET", "POST"])
def devices(request: HouseRequest, session_id: Any) -> HttpResponse:
    """The machines of a session; preparing one turns this very browser into it."""
    session = find_session(request, session_id)
    form = DeviceForm(posted(request))
    if form.is_valid():
        try:
            prepared = prepare_device(
                session=session,
                name=form.cleaned_data["name"],
                purpose=DevicePurpose(form.cleaned_data["purpose"]),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            return _handed_over(request, prepared)
    context = {"session": session, "form": form, "devices": devices_of(session)}
    return render(request, "day/devices.html", context, status=422 if form.errors else 200)


def _handed_over(request: HouseRequest, prepared: Prepared) -> HttpResponse:
    """The key goes to this browser only: a kiosk keeps it in a cookie, a door in its store."""
    if prepared.device.purpose == DevicePurpose.KIOSK:
        return become_kiosk(request, prepared)
    # What stands after "#" is never sent to a server nor written into a log.
    response = see_other("web:day:offline")
    response["Location"] = f"{reverse('web:day:offline')}#khoa={prepared.key}"
    return response


@roles_allowed(*DOOR_ROLES)
@require_POST
def revoke(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Take a machine out of work."""
    session = find_session(request, session_id)
    device = _find(session, request.POST.get("may", ""))
    if device is None:
        refuse(request, "device")
    revoke_device(device=device, actor=request.actor, now=timezone.now())
    done(request, _("Đã thu hồi máy “%(name)s”.") % {"name": device.name})
    return see_other("web:day:devices", session.pk)


def _find(session: Any, text: str) -> Any:
    from django.core.exceptions import ValidationError

    try:
        return get_device_for(session, text)
    except (ValidationError, ValueError):
        return None
