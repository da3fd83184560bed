"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sanviec.apps.platform.actors import ANONYMOUS


def site(request: HttpRequest) -> dict[str, Any]:
    """The actor, whether this is a demo, and the public address."""
    return {
        "actor": getattr(request, "actor", ANONYMOUS),
        "is_demo": settings.SANVIEC_IS_DEMO,
        "public_url": settings.SANVIEC_PUBLIC_URL,
    }
