"""Acts on one row: the sample's verdict, taking off, releasing, settling."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.payments import services
from sanviec.apps.payments.enums import SampleVerdict
from sanviec.apps.payments.selectors import get_pay_row_for
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.requests import HouseRequest, said

_REASONED = {
    "remove": services.remove_row,
    "release": services.release_row,
    "settle": services.settle_row,
}


@roles_allowed(*CLAIM_ROLES)
@require_POST
def act(request: HouseRequest, row_id: Any) -> HttpResponse:
    """Do one act on a row."""
    found = get_pay_row_for(request.actor, row_id)
    if found is None:
        refuse(request, "pay_row")
    event, reason = request.POST.get("viec", ""), said(request.POST, "reason")
    facts: dict[str, Any] = {
        "row": found,
        "reason": reason,
        "actor": request.actor,
        "now": timezone.now(),
    }
    try:
        if event in _REASONED:
            _REASONED[event](**facts)
        elif event in {SampleVerdict.ACCEPTED, SampleVerdict.REJECTED}:
            services.judge_row(verdict=SampleVerdict(event), **facts)
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi."))
    return see_other("web:payments:list", found.pay_list_id)
