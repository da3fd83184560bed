"""Registering by oneself and keeping the file up to date."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanviec.apps.centres.selectors import centre_for_place
from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.jobseeker import OwnCardForm, OwnProfileForm
from sanviec.web.requests import HouseRequest, posted

from .own import own_file, own_file_or_none


def may_match(person: Jobseeker) -> bool:
    """Whether the person allows the file to be used for matching."""
    given = Consent.objects.in_force().filter(jobseeker=person, purpose=ConsentPurpose.MATCHING)
    return given.exists()


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
def register(request: HouseRequest) -> HttpResponse:
    """The same short card as at the counter; the centre follows from where one lives."""
    if own_file_or_none(request) is not None:
        return see_other("web:jobseeker:profile")
    form = OwnCardForm(posted(request))
    if request.method == "POST" and form.is_valid() and _register(request, form):
        page = _next(request)
        if page == reverse("web:jobseeker:matches"):
            done(request, _("Đã đăng ký tìm việc. Dưới đây là những việc hợp với bạn nhất."))
        else:
            done(request, _("Đã đăng ký tìm việc."))
        return see_other(page)
    status = 422 if form.errors else 200
    return render(request, "jobseeker/register.html", {"form": form}, status=status)


def _next(request: HouseRequest) -> str:
    """Where the person was going when they were asked to register, else their matches."""
    wanted = request.GET.get("next", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return reverse("web:jobseeker:matches")


def _register(request: HouseRequest, form: OwnCardForm) -> bool:
    try:
        with transaction.atomic():
            services.register_jobseeker(
                data=form.data_for_service(),
                centre=centre_for_place(form.cleaned_data["residence"]),
                consents=form.consents(),
                via=Via.SELF,
                actor=request.actor,
                now=timezone.now(),
            )
    except InputError as error:
        form.add_service_error(error)
        return False
    return True


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
def profile(request: HouseRequest) -> HttpResponse:
    """The whole registration."""
    person = own_file(request)
    form = OwnProfileForm(posted(request), person=person)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_jobseeker(
                jobseeker=person,
                data=form.data_for_service(),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lưu hồ sơ."))
            return see_other("web:jobseeker:home")
    context = {"form": form, "person": person}
    status = 422 if form.errors else 200
    return render(request, "jobseeker/profile.html", context, status=status)


@roles_allowed(Role.JOBSEEKER)
@require_POST
def change_state(request: HouseRequest) -> HttpResponse:
    """Pause or go on looking for work."""
    person = own_file(request)
    acts = {"pause": services.pause_jobseeker, "renew": services.renew_jobseeker}
    act = acts.get(request.POST.get("viec", ""))
    if act is None:
        refuse(request, "event")
    try:
        act(jobseeker=person, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã đổi trạng thái hồ sơ."))
    return see_other("web:jobseeker:home")
