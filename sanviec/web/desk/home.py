"""The first page of the counter: find a person, today's work, today's figures."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from sanviec.apps.ledger.selectors import figures_for
from sanviec.apps.referrals.selectors import desk_tasks
from sanviec.web.access import DESK_ROLES, roles_allowed
from sanviec.web.answers import page_of
from sanviec.web.requests import HouseRequest


@roles_allowed(*DESK_ROLES)
@require_GET
def home(request: HouseRequest) -> HttpResponse:
    today = timezone.localdate()
    tasks = desk_tasks(request.actor, on=today)
    figures = figures_for(request.actor.centre_id, today, today)
    context = {
        "tasks": tasks[:8],
        "task_count": len(tasks),
        "overdue_count": sum(task.is_overdue for task in tasks),
        "figures": [figure for figure in figures if figure.visit_count],
        "today": today,
    }
    return render(request, "desk/home.html", context)


@roles_allowed(*DESK_ROLES)
@require_GET
def tasks(request: HouseRequest) -> HttpResponse:
    """The queue of deadlines, a page that one empties."""
    kind = request.GET.get("loai", "")
    found = desk_tasks(request.actor, on=timezone.localdate(), limit=500)
    kinds = sorted({task.kind for task in found})
    shown = [task for task in found if not kind or task.kind == kind]
    context = {"page": page_of(request, shown), "kinds": kinds, "kind": kind, "count": len(found)}
    return render(request, "desk/tasks.html", context)
