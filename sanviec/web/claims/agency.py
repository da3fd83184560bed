"""The agency in the dossier: the record of contributions, and copies of decisions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.agency import is_connected
from sanviec.apps.claims.enums import DecisionKind, DecisionState
from sanviec.apps.claims.models import Claim, InsuranceRecord
from sanviec.apps.claims.selectors import CLAIM_ROLES, get_claim_for, get_decision_for
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.payment import RecordFileForm
from sanviec.web.requests import HouseRequest


def agency_of(claim: Claim) -> dict[str, Any]:
    """What the dossier's page shows of the agency."""
    decisions = list(claim.decisions.signed().order_by("signed_at", "id"))
    copied = [row for row in decisions if row.kind != DecisionKind.REFUSE]
    messages = services.copies_of(copied)
    records = claim.insurance_records.order_by("-created_at", "id")
    return {
        "is_connected": is_connected(),
        "record": records.first(),
        "copies": [(row, messages.get(str(row.pk))) for row in copied],
        "news": claim.agency_news.order_by("began_on", "event_id"),
    }


def _find(request: HouseRequest, claim_id: Any) -> Claim:
    found = get_claim_for(request.actor, claim_id)
    if found is None:
        refuse(request, "claim")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_POST
def fetch(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Ask the agency for the person's record."""
    found = _find(request, claim_id)
    try:
        row = services.fetch_record(claim=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        _tell(request, row)
    return see_other("web:claims:claim", found.pk)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def upload(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Take the record out of a file."""
    found = _find(request, claim_id)
    form = RecordFileForm(request.POST, request.FILES)
    if not form.is_valid():
        error = InputError(
            "Hãy chọn tệp JSON, CSV hoặc XLSX do cơ quan bảo hiểm xã hội cấp.",
            "Choose the JSON, CSV or XLSX file that the social insurance agency handed out.",
        )
        refused(request, error)
        return see_other("web:claims:claim", found.pk)
    handed = form.cleaned_data["file"]
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    try:
        row = services.upload_record(claim=found, name=handed.name, content=handed.read(), **facts)
    except InputError as error:
        refused(request, error)
    else:
        _tell(request, row)
    return see_other("web:claims:claim", found.pk)


def _tell(request: HouseRequest, row: InsuranceRecord) -> None:
    words = _("Đã nhận quá trình đóng, số liệu đến %(day)s. Khác lời khai: %(n)s khoảng.")
    done(request, words % {"day": f"{row.as_of:%d/%m/%Y}", "n": len(row.differences)})


@roles_allowed(*CLAIM_ROLES)
@require_POST
def send_copy(request: HouseRequest, decision_id: Any) -> HttpResponse:
    """Send the copy of a decision once more."""
    found = get_decision_for(request.actor, decision_id)
    if found is None or found.state != DecisionState.SIGNED:
        refuse(request, "decision")
    try:
        services.send_copy(decision=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã đưa bản sao vào hàng gửi."))
    return see_other("web:claims:claim", found.claim_id)
