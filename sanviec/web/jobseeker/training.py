"""The person wants a course paid."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.selectors.training import get_training_for
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.training import WorkerCourseForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, posted

from .benefit import own_claim


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
@limited("training", per_hour=20)
def ask(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Say which course, how long and what it costs."""
    found = own_claim(request, claim_id)
    form = WorkerCourseForm(posted(request))
    if form.is_valid():
        data = form.data_for_service()
        try:
            services.ask_worker_training(
                claim=found, data=data, actor=request.actor, now=timezone.now()
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã gửi đề nghị hỗ trợ đào tạo."))
            return see_other("web:jobseeker:claim", found.pk)
    context = {"form": form, "claim": found, "person": found.jobseeker}
    return render(request, "claims/new_training.html", context, status=422 if form.errors else 200)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def withdraw(request: HouseRequest, training_id: Any) -> HttpResponse:
    """Take it back."""
    found = get_training_for(request.actor, training_id)
    if found is None:
        refuse(request, "training")
    try:
        services.withdraw_training(support=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã rút đề nghị hỗ trợ đào tạo."))
    return see_other("web:jobseeker:claim", found.claim_id)
