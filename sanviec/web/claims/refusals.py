"""Whether the reason for not taking a job was a good one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.models import JobRefusal
from sanviec.apps.claims.selectors import CLAIM_ROLES, get_claim_for
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.requests import HouseRequest, said


@roles_allowed(*CLAIM_ROLES)
@require_POST
def judge_refusal(request: HouseRequest, refusal_id: Any) -> HttpResponse:
    """Good reason or none, in words."""
    found = JobRefusal.objects.filter(pk=refusal_id).first()
    if found is None or get_claim_for(request.actor, found.claim_id) is None:
        refuse(request, "refusal")
    try:
        services.judge_refusal(
            refusal=found,
            is_good=request.POST.get("viec", "") == "good",
            reason=said(request.POST, "reason"),
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi nhận định."))
    return see_other("web:claims:claim", found.claim_id)
