"""The page that works without network: its shell, its service worker and its manifest.

The shell holds nothing of any session: what the machine may know comes with its key and stays in
the browser's store.
"""

from __future__ import annotations

import hashlib
import json

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from sanviec.apps.exchanges.enums import ScanKind, ScanOutcome
from sanviec.apps.jobseekers.enums import Sex

from .access import with_camera
from .outcomes import verdict_of

FILES = (
    "vendor/sanviec.css",
    "vendor/zxing-reader.js",
    "vendor/zxing_reader.wasm",
    "src/camera.js",
    "src/door-store.js",
    "src/door-fold.js",
    "src/door-sync.js",
    "src/door.js",
    "src/icon.svg",
)


@with_camera
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The same for everybody: a prepared machine fills it from its own store."""
    context = {
        "words": {outcome.value: _words(outcome) for outcome in ScanOutcome},
        "went_out": _words(ScanOutcome.ACCEPTED, ScanKind.OUT),
        "sexes": Sex.choices,
    }
    response = render(request, "day/offline.html", context)
    response["Cache-Control"] = "no-cache"
    return response


def _words(outcome: ScanOutcome, kind: ScanKind = ScanKind.IN) -> dict[str, str]:
    verdict = verdict_of(outcome, kind)
    return {
        "tone": verdict.tone,
        "title": str(verdict.title),
        "advice": str(verdict.advice),
    }


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker with the list of files that it keeps; another list is another version."""
    files = [static(name) for name in FILES]
    page = reverse("web:day:offline")
    version = hashlib.sha256("".join([*files, get_language() or ""]).encode()).hexdigest()[:12]
    told = json.dumps({"version": version, "page": page, "files": files})
    text = f'self.TOLD = {told};\nimportScripts("{static("src/door-worker.js")}");\n'
    response = HttpResponse(text, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response


@require_GET
def manifest(request: HttpRequest) -> HttpResponse:
    """What makes the page installable."""
    icon = {"src": static("src/icon.svg"), "type": "image/svg+xml", "sizes": "any"}
    page = reverse("web:day:offline")
    told = {
        "name": _("Soát vé phiên giao dịch việc làm"),
        "short_name": _("Soát vé"),
        "lang": get_language(),
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#f4f6f5",
        "theme_color": "#0b6b4f",
        "icons": [icon],
    }
    return JsonResponse(told, content_type="application/manifest+json")
