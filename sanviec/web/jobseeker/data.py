"""One's own data: what is kept, what is allowed, who looked."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.exchanges.selectors.listing import my_sessions_export
from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.selectors import consents_of, my_data_export, who_looked
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.requests import HouseRequest

from .own import own_file


@roles_allowed(Role.JOBSEEKER)
@require_GET
def my_data(request: HouseRequest) -> HttpResponse:
    """Consents, and everybody who looked at the contact or identity number."""
    person = own_file(request)
    consents = consents_of(person)
    context = {
        "person": person,
        "purposes": ConsentPurpose.choices,
        "given": {c.purpose for c in consents if not c.withdrawn_at},
        "looks": who_looked(person),
    }
    return render(request, "jobseeker/data.html", context)


@roles_allowed(Role.JOBSEEKER)
@require_GET
def export(request: HouseRequest) -> HttpResponse:
    """Everything that is kept about the person, as a file."""
    person = own_file(request)
    kept = my_data_export(person) | {"sessions": my_sessions_export(person.pk)}
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="du-lieu-{person.number}.json"'
    return response


@roles_allowed(Role.JOBSEEKER)
@require_POST
def consent(request: HouseRequest) -> HttpResponse:
    """Allow one purpose or withdraw it; withdrawing works at once."""
    person = own_file(request)
    purpose = request.POST.get("muc_dich", "")
    if purpose not in ConsentPurpose.values:
        refuse(request, "purpose")
    facts: dict[str, Any] = {"jobseeker": person, "purpose": ConsentPurpose(purpose)}
    facts |= {"actor": request.actor, "now": timezone.now()}
    try:
        if request.POST.get("dong_y") == "1":
            services.give_consent(**facts, via=Via.SELF)
            done(request, _("Đã ghi nhận sự đồng ý."))
        else:
            services.withdraw_consent(**facts)
            done(request, _("Đã rút lại sự đồng ý."))
    except InputError as error:
        refused(request, error)
    return see_other("web:jobseeker:data")
