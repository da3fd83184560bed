"""The person has found work while the allowance runs, and says so."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import IN_BENEFIT
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, see_other
from sanviec.web.forms.claim_work import OwnWorkForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, posted

from .benefit import own_claim


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
@limited("claim_work", per_hour=20)
def report_work(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Tell of the new work; where the law ends the allowance, an officer finds it prepared."""
    found = own_claim(request, claim_id)
    if found.state not in IN_BENEFIT:
        refuse(request, "claim")
    form = OwnWorkForm(posted(request))
    if form.is_valid():
        report = form.data_for_service()
        try:
            services.report_status(
                claim=found, report=report, actor=request.actor, now=timezone.now()
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã báo có việc làm. Trung tâm sẽ xem và trả lời bạn."))
            return see_other("web:jobseeker:claim", found.pk)
    context = {"form": form, "claim": found}
    return render(
        request, "jobseeker/report_work.html", context, status=422 if form.errors else 200
    )
