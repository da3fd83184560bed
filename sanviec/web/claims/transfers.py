"""A claim on its way between two centres: what waits, and the one dossier that both see."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.agency import is_connected
from sanviec.apps.claims.enums import TransferState
from sanviec.apps.claims.models import BenefitTransfer
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.claims.selectors.transfers import (
    decisions_seen,
    get_transfer_for,
    months_seen,
    transfers_for,
    transfers_waiting_for,
)
from sanviec.apps.payments.selectors import payers_of
from sanviec.apps.platform.models import AuditEntry
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.requests import HouseRequest, said

# Who may do what: the act's name -> (the service, whether it needs words, whose act it is).
_ACTS: dict[str, tuple[Any, bool, str]] = {
    "hand_over": (services.hand_over, False, "from_centre_id"),
    "refuse": (services.refuse_transfer, True, "from_centre_id"),
    "take_over": (services.take_over, False, "to_centre_id"),
    "return": (services.return_transfer, True, "to_centre_id"),
    "send_copy": (services.send_transfer_copy, False, "to_centre_id"),
}


def _find(request: HouseRequest, transfer_id: Any) -> BenefitTransfer:
    found = get_transfer_for(request.actor, transfer_id)
    if found is None:
        refuse(request, "transfer")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_GET
def transfers(request: HouseRequest) -> HttpResponse:
    """What is to be handed over or taken over, the first day first; then all of them."""
    rows = transfers_for(request.actor)
    context = {
        "waiting": transfers_waiting_for(request.actor)[:100],
        "page": page_of(request, rows),
        "today": timezone.localdate(),
    }
    return render(request, "claims/transfers.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def transfer(request: HouseRequest, transfer_id: Any) -> HttpResponse:
    """The account handed over, the decisions and the months; what this side has to do."""
    found = _find(request, transfer_id)
    actor = request.actor
    is_giving = actor.centre_id == found.from_centre_id
    months = list(months_seen(found, actor))
    is_gone = found.state in {TransferState.HANDED_OVER, TransferState.TAKEN_OVER}
    context = {
        "payers": payers_of(found, months) if is_gone else [],
        "copy": services.transfer_copy(found),
        "is_connected": is_connected(),
        "transfer": found,
        "claim": found.claim,
        "person": found.claim.jobseeker,
        "is_giving": is_giving,
        "may_open": found.claim.centre_id == actor.centre_id,
        "decisions": decisions_seen(found, actor),
        "months": months,
        "history": AuditEntry.objects.for_object("claims.benefittransfer", found.pk)[:20],
    }
    return render(request, "claims/transfer.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def transfer_act(request: HouseRequest, transfer_id: Any) -> HttpResponse:
    """Hand over, refuse, take over or return; each side has its own acts."""
    found = _find(request, transfer_id)
    act = _ACTS.get(request.POST.get("viec", ""))
    if act is None or getattr(found, act[2]) != request.actor.centre_id:
        refuse(request, "event")
    facts: dict[str, Any] = {"transfer": found, "actor": request.actor, "now": timezone.now()}
    if act[1]:
        facts["reason"] = said(request.POST, "reason")
    try:
        act[0](**facts)
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi."))
    # Who returned a dossier no longer sees it.
    still = get_transfer_for(request.actor, found.pk)
    return (
        see_other("web:claims:transfers")
        if still is None
        else see_other("web:claims:transfer", found.pk)
    )
