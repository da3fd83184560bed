"""The papers of signed decisions: how far they are, handing one out, trying again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.models import DecisionDocument
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.claims.selectors.documents import get_document_for, progress_of
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.limits import limited
from sanviec.web.paper_answers import hand_out
from sanviec.web.requests import HouseRequest

# How far back the page looks; what is not made is shown however old it is.
RECENT = timedelta(days=7)
# What a document waits for, or why it failed, and who can help.
PROBLEMS = {
    "no_signing_key": gettext_lazy(
        "Chưa cài khóa ký số nên văn bản đang chờ, không mất. Hãy báo người quản trị."
    ),
    "signing_key_unreadable": gettext_lazy(
        "Không đọc được tệp khóa ký số nên văn bản đang chờ, không mất. Hãy báo người quản trị."
    ),
    "signing_key_closed": gettext_lazy(
        "Khóa ký số không mở được (sai mật khẩu?) nên văn bản đang chờ. Hãy báo người quản trị."
    ),
    "signing_key_kind": gettext_lazy(
        "Khóa ký số phải là RSA hoặc ECDSA; văn bản đang chờ. Hãy báo người quản trị đổi khóa."
    ),
    "pkcs11_missing": gettext_lazy(
        "Máy chủ chưa cài thư viện của thiết bị ký số nên văn bản đang chờ. Hãy báo người quản trị."
    ),
    "pkcs11_refused": gettext_lazy(
        "Thiết bị ký số không trả lời nên văn bản đang chờ. Hãy kiểm tra thiết bị đã cắm chưa."
    ),
    "no_pango": gettext_lazy(
        "Máy chủ chưa có Pango nên chưa làm được PDF. Hãy báo người quản trị cài rồi bấm làm lại."
    ),
}
OTHER_PROBLEM = gettext_lazy(
    "Có văn bản chưa làm được. Hãy bấm làm lại; nếu vẫn lỗi, hãy báo người quản trị."
)


def _find(request: HouseRequest, decision_id: Any) -> DecisionDocument:
    found = get_document_for(request.actor, decision_id)
    if found is None:
        refuse(request, "document")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_GET
def documents(request: HouseRequest) -> HttpResponse:
    """How many documents wait, are made or failed; asks again by itself while some wait."""
    batch = request.GET.get("lo", "")
    progress = progress_of(request.actor, since=timezone.now() - RECENT, batch=batch)
    problems = {PROBLEMS.get(row.problem, OTHER_PROBLEM) for row in progress.rows if row.problem}
    context = {"progress": progress, "batch": batch, "problems": sorted(map(str, problems))}
    template = "claims/_documents.html" if request.htmx else "claims/documents.html"
    return render(request, template, context)


@roles_allowed(*CLAIM_ROLES)
@require_POST
@limited("decision_document", per_hour=600)
def document(request: HouseRequest, decision_id: Any) -> HttpResponse:
    """The signed file; the journal keeps who took it."""
    return hand_out(request, _find(request, decision_id), or_else="web:claims:documents")


@roles_allowed(*CLAIM_ROLES)
@require_POST
def retry(request: HouseRequest, decision_id: Any) -> HttpResponse:
    """Ask again for a document that could not be made."""
    found = _find(request, decision_id)
    try:
        services.retry_document(document=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã yêu cầu làm lại văn bản."))
    return see_other("web:claims:documents")
