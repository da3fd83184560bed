"""The sketch of a session's venue: look at it, put another in its place, take it away."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.exchanges.services.sketches import remove_sketch, set_sketch
from sanviec.apps.platform.services import MAX_DOCUMENT_BYTES
from sanviec.kernel.errors import InputError
from sanviec.web.access import PLAN_ROLES, SESSION_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.requests import HouseRequest
from sanviec.web.session_sketches import sketch_answer

from .finding import find_hosted, find_session


@roles_allowed(*SESSION_ROLES)
@require_GET
def sketch(request: HouseRequest, session_id: Any) -> HttpResponse:
    """As visitors will see it, also before the session is public."""
    found = find_session(request, session_id)
    if found.sketch is None:
        refuse(request, "sketch")
    return sketch_answer(found.sketch)


@roles_allowed(*PLAN_ROLES)
@require_POST
def change_sketch(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Keep an uploaded file, or take the present one away."""
    found, facts = find_hosted(request, session_id), _facts(request)
    try:
        if "bo" in request.POST:
            remove_sketch(session=found, **facts)
            done(request, _("Đã bỏ sơ đồ."))
        else:
            set_sketch(session=found, **_upload(request), **facts)
            done(request, _("Đã lưu sơ đồ. Người xem trang phiên và vé sẽ thấy."))
    except InputError as error:
        refused(request, error)
    return see_other("web:desk:session", found.pk)


def _facts(request: HouseRequest) -> dict[str, Any]:
    return {"actor": request.actor, "now": timezone.now()}


def _upload(request: HouseRequest) -> dict[str, Any]:
    upload = request.FILES.get("tep")
    if upload is None:
        raise InputError(
            "Hãy chọn tệp ảnh hoặc PDF.", "Choose a picture or a PDF.", code="file_missing"
        )
    # One byte too many is enough for the service to refuse it; the rest stays out of memory.
    return {"name": upload.name or "", "content": upload.read(MAX_DOCUMENT_BYTES + 1)}
