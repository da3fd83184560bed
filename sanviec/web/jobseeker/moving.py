"""The person's wish to receive the allowance elsewhere."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims import services
from sanviec.apps.claims.selectors.transfers import get_transfer_for
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.claim_transfer import TransferForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, posted

from .benefit import own_claim


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
@limited("claim_transfer", per_hour=20)
def transfer(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Ask to be moved to another centre."""
    found = own_claim(request, claim_id)
    form = TransferForm(posted(request))
    if form.is_valid():
        clean = form.cleaned_data
        try:
            services.ask_transfer(
                claim=found,
                to_centre=Centre.objects.get(code=clean["to_centre"], is_active=True),
                reason=clean["reason"],
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã gửi đề nghị. Trung tâm sẽ chuyển hồ sơ và báo lại cho bạn."))
            return see_other("web:jobseeker:claim", found.pk)
    context = {"form": form, "claim": found}
    return render(request, "jobseeker/transfer.html", context, status=422 if form.errors else 200)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def withdraw_transfer(request: HouseRequest, transfer_id: Any) -> HttpResponse:
    """Stay after all."""
    found = get_transfer_for(request.actor, transfer_id)
    if found is None:
        refuse(request, "transfer")
    try:
        services.withdraw_transfer(transfer=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã rút đề nghị chuyển nơi hưởng."))
    return see_other("web:jobseeker:claim", found.claim_id)
