"""Series of sessions: make one, look at its days, draft, submit, approve and publish them all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.exchanges.models import SessionSeries
from sanviec.apps.exchanges.selectors.doors import get_series_for, series_for
from sanviec.apps.exchanges.services import series as services
from sanviec.apps.reference.selectors import calendar
from sanviec.kernel.errors import InputError
from sanviec.web.access import APPROVE_ROLES, PLAN_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other, text_of
from sanviec.web.forms.session import SeriesForm, series_rhythm
from sanviec.web.requests import HouseRequest, own_centre, posted

_FOR_ALL = ("submit", "approve", "publish")


@roles_allowed(*PLAN_ROLES)
@require_http_methods(["GET", "POST"])
def all_series(request: HouseRequest) -> HttpResponse:
    """The centre's series, and a form for a new one."""
    centre = own_centre(request)
    form = SeriesForm(posted(request))
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
        try:
            made = services.draft_series(data=form.data_for_service(), centre=centre, **facts)
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lập loạt phiên."))
            return see_other("web:desk:series", made.pk)
    rows = [(row, series_rhythm(row)) for row in series_for(request.actor)[:50]]
    context = {"form": form, "rows": rows}
    status = 422 if form.errors else 200
    return render(request, "desk/sessions/all_series.html", context, status=status)


def _find(request: HouseRequest, series_id: Any) -> SessionSeries:
    found = get_series_for(request.actor, series_id)
    if found is None:
        refuse(request, "series")
    return found


@roles_allowed(*PLAN_ROLES)
@require_GET
def series(request: HouseRequest, series_id: Any) -> HttpResponse:
    """The days of a series with the session of each; days off are named."""
    found = _find(request, series_id)
    made = {row.planned_on: row for row in found.sessions.order_by("planned_on", "id")}
    days = [(day, made.get(day.on)) for day in services.series_days(found, calendar())]
    context = {
        "series": found,
        "rhythm": series_rhythm(found),
        "days": days,
        "may_approve": request.actor.role in APPROVE_ROLES,
    }
    return render(request, "desk/sessions/series.html", context)


@roles_allowed(*PLAN_ROLES)
@require_POST
def series_act(request: HouseRequest, series_id: Any) -> HttpResponse:
    """Draft the sessions, submit, approve or publish all, or end the series."""
    found = _find(request, series_id)
    event = request.POST.get("viec", "")
    facts: dict[str, Any] = {"series": found, "actor": request.actor, "now": timezone.now()}
    if event == "approve" and request.actor.role not in APPROVE_ROLES:
        refuse(request, "event")
    try:
        if event == "make":
            _say(request, len(services.make_sessions(**facts)))
        elif event in _FOR_ALL:
            _tell(request, services.act_on_series(event=event, **facts))
        elif event == "end":
            services.end_series(**facts)
            done(request, _("Đã ngừng loạt phiên."))
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    return see_other("web:desk:series", found.pk)


def _tell(request: HouseRequest, outcome: services.BulkOutcome) -> None:
    _say(request, outcome.done)
    for session, error in outcome.refused[:5]:
        messages.error(request, f"{session.number}: {text_of(error)}")


def _say(request: HouseRequest, count: int) -> None:
    done(
        request,
        ngettext("Đã làm với %(n)s phiên.", "Đã làm với %(n)s phiên.", count) % {"n": count},
    )
