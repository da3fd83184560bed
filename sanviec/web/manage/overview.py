"""The director's and the ministry's page: figures, and the journal of what was done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from sanviec.apps.centres.models import Membership
from sanviec.apps.claims.reporting import ReportRow, gate_report
from sanviec.apps.claims.selectors.figures import Period
from sanviec.apps.ledger.selectors import figures_for
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from sanviec.web.access import roles_allowed
from sanviec.web.answers import page_of
from sanviec.web.forms.base import HouseForm
from sanviec.web.requests import HouseRequest

OVERVIEW_ROLES = (Role.DEPARTMENT, Role.MINISTRY, Role.ADMINISTRATOR)


class PeriodForm(HouseForm):
    """From one day to another."""

    first = forms.DateField(
        label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Đến ngày"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("first") and clean.get("last") and clean["first"] > clean["last"]:
            self.add_error("last", gettext("Ngày cuối phải sau ngày đầu."))
        return clean


@roles_allowed(*OVERVIEW_ROLES)
@require_GET
def home(request: HouseRequest) -> HttpResponse:
    """What was delivered in a period: visits and persons, counted from the ledger."""
    today = timezone.localdate()
    initial = {"first": date(today.year, 1, 1), "last": today}
    form = PeriodForm(request.GET if "first" in request.GET else None, initial=initial)
    chosen = form.cleaned_data if form.is_valid() else initial
    context = {
        "form": form,
        "first": chosen["first"],
        "last": chosen["last"],
        "gate": _gate_rows(request, chosen["first"], chosen["last"], today),
        "figures": figures_for(request.actor.centre_id, chosen["first"], chosen["last"]),
    }
    return render(request, "manage/home.html", context)


def _gate_rows(request: HouseRequest, first: date, last: date, today: date) -> list[ReportRow]:
    """How many granted claims had counselling and an introduction, and why the others not."""
    rows = gate_report(Period(request.actor.centre_id, first, last, today))
    always = {"gate.granted", "gate.helped", "gate.share"}
    return [row for row in rows if row.code in always or row.value]


@roles_allowed(*OVERVIEW_ROLES)
@require_GET
def journal(request: HouseRequest) -> HttpResponse:
    """The audit lines of one's centre, newest first; the administrator sees all of them."""
    lines = AuditEntry.objects.order_by("-seq")
    if request.actor.centre_id is not None:
        lines = lines.filter(centre_id=request.actor.centre_id)
    elif request.actor.role != Role.ADMINISTRATOR:
        # The ministry looks at figures, not at who did what with whom.
        lines = lines.none()
    page = page_of(request, lines, size=50)
    actors = {line.actor_id for line in page.object_list if line.actor_id is not None}
    names = names_of(actors)
    rows = [(line, names.get(line.actor_id or 0, "")) for line in page.object_list]
    return render(request, "manage/journal.html", {"page": page, "rows": rows})


def names_of(user_ids: set[int]) -> dict[int, str]:
    """What staff are called; jobseekers and employers stand in the journal by their role only."""
    staff = Membership.objects.filter(user_id__in=user_ids).select_related("user")
    return {row.user_id: row.user.get_full_name() for row in staff.order_by("id")}
