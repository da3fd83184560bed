"""The person holds something to be wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.selectors.complaints import get_complaint_for
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.complaint import OwnComplaintForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, posted

from .benefit import own_claim


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
@limited("complaint", per_hour=10)
def complain(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Complain, and see what became of earlier ones; where else one may turn is said as well."""
    found = own_claim(request, claim_id)
    form = OwnComplaintForm(posted(request), claim=found)
    if form.is_valid():
        data = form.data_for_service()
        try:
            services.file_complaint(claim=found, data=data, actor=request.actor, now=timezone.now())
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã gửi đơn khiếu nại. Trung tâm sẽ báo khi thụ lý."))
            return see_other("web:jobseeker:complain", found.pk)
    context = {
        "form": form,
        "claim": found,
        "complaints": found.complaints.select_related("decision"),
    }
    return render(request, "jobseeker/complain.html", context, status=422 if form.errors else 200)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def withdraw(request: HouseRequest, complaint_id: Any) -> HttpResponse:
    """Take it back."""
    found = get_complaint_for(request.actor, complaint_id)
    if found is None:
        refuse(request, "complaint")
    try:
        services.withdraw_complaint(complaint=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã rút đơn khiếu nại."))
    return see_other("web:jobseeker:complain", found.claim_id)
