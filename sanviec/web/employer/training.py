"""An employer wants the training of its workers paid, to keep them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.selectors.training import get_training_for, training_for
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.training import EmployerCourseForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, posted

from .account import own_employer


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
@limited("employer_training", per_hour=20)
def trainings(request: HouseRequest) -> HttpResponse:
    """Ask, and see what became of earlier requests."""
    employer = own_employer(request)
    form = EmployerCourseForm(posted(request))
    if form.is_valid():
        data = form.data_for_service()
        try:
            services.ask_employer_training(
                employer=employer, data=data, actor=request.actor, now=timezone.now()
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã gửi đề nghị hỗ trợ đào tạo."))
            return see_other("web:employer:trainings")
    context = {"form": form, "trainings": training_for(request.actor)[:50]}
    return render(request, "employer/trainings.html", context, status=422 if form.errors else 200)


@roles_allowed(Role.EMPLOYER)
@require_POST
def withdraw(request: HouseRequest, training_id: Any) -> HttpResponse:
    """Take a request back before it is decided."""
    found = get_training_for(request.actor, training_id)
    if found is None:
        refuse(request, "training")
    try:
        services.withdraw_training(support=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã rút đề nghị hỗ trợ đào tạo."))
    return see_other("web:employer:trainings")
