"""The report of the centre on the screen and as a workbook."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.reporting import CONTENT_TYPE, ClaimsReport, claims_report, write_report
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.claims.selectors.figures import Period
from sanviec.web.access import roles_allowed
from sanviec.web.manage.overview import PeriodForm
from sanviec.web.requests import HouseRequest


def _asked(request: HouseRequest) -> tuple[ClaimsReport, PeriodForm]:
    """The report of the days that were asked for; of this month by itself."""
    today = timezone.localdate()
    initial = {"first": today.replace(day=1), "last": today}
    form = PeriodForm(request.GET if "first" in request.GET else None, initial=initial)
    chosen: dict[str, date] = form.cleaned_data if form.is_valid() else initial
    period = Period(request.actor.centre_id, chosen["first"], chosen["last"], today)
    return claims_report(period), form


@roles_allowed(*CLAIM_ROLES)
@require_GET
def report(request: HouseRequest) -> HttpResponse:
    """Each number with its unit, last year's and the growth."""
    found, form = _asked(request)
    context = {"report": found, "form": form, "period": found.period}
    return render(request, "claims/report.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def workbook(request: HouseRequest) -> HttpResponse:
    """The same numbers as XLSX."""
    found, _form = _asked(request)
    centre = get_object_or_404(Centre, pk=request.actor.centre_id)
    response = HttpResponse(write_report(found, centre.name), content_type=CONTENT_TYPE)
    name = f"bhtn-{centre.code}-{found.period.first}-{found.period.last}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
