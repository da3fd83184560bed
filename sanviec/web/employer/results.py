"""A firm at its table: its people of the day, and what it says of each."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.platform.enums import Role
from sanviec.web.access import roles_allowed
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest
from sanviec.web.tables import (
    Side,
    add_by_number,
    find_interview,
    find_stand,
    record_answer,
    show_person,
    show_table,
)

SIDE = Side("web:employer:stand_results", "web:employer:interview_result", "web:employer:walk_up")


@roles_allowed(Role.EMPLOYER)
@require_GET
def stand_results(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """The stand's people by time."""
    return show_table(request, SIDE, find_stand(request, stand_id))


@roles_allowed(Role.EMPLOYER)
@require_POST
@limited("walk_up", per_hour=120)
def walk_up(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Somebody sits down without an appointment."""
    return add_by_number(request, SIDE, find_stand(request, stand_id))


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
def interview_result(request: HouseRequest, interview_id: Any) -> HttpResponse:
    """One person and the answer."""
    found = find_interview(request, interview_id)
    if request.method == "POST":
        return record_answer(request, SIDE, found)
    return show_person(request, SIDE, found)
