"""Papers of a dossier: kept small, opened by who deals with it, judged; the appointment slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.models import Claim, ClaimPaper
from sanviec.apps.claims.selectors import CLAIM_ROLES, get_claim_for
from sanviec.apps.platform.models import StoredFile
from sanviec.apps.platform.photos import Photo, shrink_photo
from sanviec.apps.platform.services import MAX_DOCUMENT_BYTES, store_document
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, said


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A stored upload, and what to look at again; the words stand with the paper."""

    stored: StoredFile
    warning: str


def keep_paper(upload: UploadedFile[Any], now: datetime) -> KeptPaper:
    """Store an upload, a photo made small before.

    Raises:
        InputError: it is too large, broken, or of a kind that is not taken.
    """
    name = upload.name or _("giấy tờ")
    content = upload.read(MAX_DOCUMENT_BYTES + 1)
    if len(content) > MAX_DOCUMENT_BYTES:
        return KeptPaper(store_document(name=name, content=content, now=now), "")
    photo = shrink_photo(name=name, content=content)
    stored = store_document(name=name, content=photo.content, now=now)
    return KeptPaper(stored, _warning(photo))


def _warning(photo: Photo) -> str:
    if photo.is_small:
        return _("Ảnh nhỏ, chữ có thể khó đọc. Nên chụp lại gần hơn.")
    if photo.is_blurred:
        return _("Ảnh có thể bị mờ. Nên chụp lại, giữ chắc tay.")
    return ""


def _find(request: HouseRequest, paper_id: Any) -> ClaimPaper:
    found = (
        ClaimPaper.objects.filter(pk=paper_id).select_related("claim__jobseeker", "stored").first()
    )
    if found is None or get_claim_for(request.actor, found.claim_id) is None:
        refuse(request, "paper")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_POST
@limited("reveal", per_hour=120)
def paper(request: HouseRequest, paper_id: Any) -> HttpResponse:
    """The photo or scan of a paper as a download: nothing that was handed in runs in our pages.
    The person sees that it was looked at."""
    found = _find(request, paper_id)
    stored = services.open_paper(paper=found, actor=request.actor, now=timezone.now())
    if stored is None:
        refuse(request, "paper")
    with stored.file.open("rb") as stream:
        response = HttpResponse(stream.read(), content_type=stored.content_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.original_name)
    return response


@roles_allowed(*CLAIM_ROLES)
@require_POST
def judge_paper(request: HouseRequest, paper_id: Any) -> HttpResponse:
    """Good, or not with a reason."""
    found = _find(request, paper_id)
    try:
        services.judge_paper(
            paper=found,
            is_good=request.POST.get("dat", "") == "1",
            reason=said(request.POST, "reason"),
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi."))
    return see_other("web:claims:claim", found.claim_id)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def slip(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """The appointment slip, to print and hand over or to send by post."""
    found = get_claim_for(request.actor, claim_id)
    if found is None or found.accepted_on is None:
        refuse(request, "claim")
    return slip_page(request, found)


def slip_page(request: HouseRequest, claim: Claim) -> HttpResponse:
    """The slip of a whole dossier."""
    context = {"claim": claim, "person": claim.jobseeker, "papers": claim.papers.order_by("kind")}
    return render(request, "claims/slip.html", context)
