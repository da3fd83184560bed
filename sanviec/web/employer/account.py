"""An employer's first page, registration and own particulars."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanviec.apps.centres.selectors import centre_for_place
from sanviec.apps.employers import services
from sanviec.apps.employers.models import Employer
from sanviec.apps.employers.selectors import get_employer_for
from sanviec.apps.exchanges.selectors.results import result_stands_for
from sanviec.apps.exchanges.services.results import OPEN_FOR_RESULTS
from sanviec.apps.jobseekers.selectors import sharing_contact
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.referrals.enums import WITH_EMPLOYER
from sanviec.apps.referrals.selectors import referrals_for
from sanviec.apps.vacancies.selectors import vacancies_for
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, page_of, see_other
from sanviec.web.forms.vacancy import EmployerForm
from sanviec.web.requests import HouseRequest, posted


def own_employer(request: HouseRequest) -> Employer:
    """The employer that the signed-in person acts for, or 404."""
    found = get_employer_for(request.actor, request.actor.subject_id)
    if found is None:
        refuse(request, "no_employer")
    return found


@roles_allowed(Role.EMPLOYER)
@require_GET
def home(request: HouseRequest) -> HttpResponse:
    """Three things: my vacancies, people to answer, messages."""
    waiting = Count("referrals", filter=Q(referrals__state__in=WITH_EMPLOYER))
    vacancies = vacancies_for(request.actor).annotate(waiting_count=waiting)
    waits = referrals_for(request.actor).filter(state__in=WITH_EMPLOYER)
    waits = waits.select_related("jobseeker", "vacancy").order_by("answer_due_on", "id")
    answers = list(waits[:20])
    context = {
        "employer": own_employer(request),
        "page": page_of(request, vacancies),
        "answers": answers,
        "sharing": sharing_contact(row.jobseeker_id for row in answers),
        "stands": result_stands_for(request.actor)
        .filter(session__state__in=OPEN_FOR_RESULTS)
        .select_related("session")
        .order_by("session__starts_at", "id")[:5],
        "unread": OutboxMessage.objects.inbox_of(request.user).filter(read_at=None)[:5],
    }
    return render(request, "employer/home.html", context)


@roles_allowed(Role.JOBSEEKER)
@require_http_methods(["GET", "POST"])
def register(request: HouseRequest) -> HttpResponse:
    """A fresh account says that it hires; the centre of the place will verify it."""
    if request.actor.subject_id is not None:
        refuse(request, "has_file")
    form = EmployerForm(posted(request))
    if request.method == "POST" and form.is_valid() and _register(request, form):
        done(request, _("Đã gửi đăng ký. Trung tâm sẽ xác minh trong 2 ngày làm việc."))
        return see_other("web:employer:home")
    status = 422 if form.errors else 200
    return render(request, "employer/register.html", {"form": form}, status=status)


def _register(request: HouseRequest, form: EmployerForm) -> bool:
    try:
        with transaction.atomic():
            services.register_employer(
                data=form.data_for_service(),
                centre=centre_for_place(form.cleaned_data["place"]),
                actor=request.actor,
                now=timezone.now(),
                user=request.user,
            )
    except InputError as error:
        form.add_service_error(error)
        return False
    return True


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
def profile(request: HouseRequest) -> HttpResponse:
    """Correct the particulars."""
    employer = own_employer(request)
    form = EmployerForm(posted(request), employer=employer)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_employer(
                employer=employer,
                data=form.data_for_service(),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lưu thông tin doanh nghiệp."))
            return see_other("web:employer:home")
    context = {"form": form, "employer": employer}
    return render(request, "employer/profile.html", context, status=422 if form.errors else 200)
