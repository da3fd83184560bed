"""Who speaks for a machine at the door: its own key, not an officer's session."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from sanviec.apps.exchanges.enums import DevicePurpose
from sanviec.apps.exchanges.models import Device
from sanviec.apps.exchanges.selectors.inside import get_device_of
from sanviec.apps.exchanges.services.devices import SENDING_DAYS

log = logging.getLogger("sanviec.access")
HEADER = "X-Device-Key"
View = Callable[..., HttpResponse]


def device_of(key: str) -> Device | None:
    """The machine behind a key; None once it was revoked."""
    return get_device_of(key, now=timezone.now(), days=SENDING_DAYS)


def for_device(view: View) -> View:
    """Let a prepared machine in by the key in its header.

    A page of another site cannot set that header, so no token against forged requests is needed.
    """

    @csrf_exempt
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        device = device_of(request.headers.get(HEADER, ""))
        if device is None or device.purpose != DevicePurpose.DOOR:
            log.warning("refused why=device path=%s", request.path)
            return JsonResponse({"error": "device_unknown"}, status=401)
        response = view(request, device, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    # Read by the test that knocks at every door.
    vars(guarded)["needs_device"] = True
    return guarded
