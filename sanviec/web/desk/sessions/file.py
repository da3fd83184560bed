"""Registering the person in front of the counter for a session, from their file."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from sanviec.apps.jobseekers.selectors import get_jobseeker_for
from sanviec.web.access import DESK_ROLES, refuse, roles_allowed
from sanviec.web.answers import see_other
from sanviec.web.requests import HouseRequest

from .finding import find_session
from .people import enter


@roles_allowed(*DESK_ROLES)
@require_POST
def register_for_session(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Register the person for the chosen session."""
    person = get_jobseeker_for(request.actor, person_id)
    if person is None:
        refuse(request, "jobseeker")
    enter(request, find_session(request, request.POST.get("phien", "")), person)
    return see_other("web:desk:person", person.pk)
