"""One's own file: the door of every page here."""

from __future__ import annotations

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import get_jobseeker_for
from sanviec.web.access import refuse
from sanviec.web.requests import HouseRequest


def own_file(request: HouseRequest) -> Jobseeker:
    """The signed-in person's file, or 404 while there is none."""
    found = own_file_or_none(request)
    if found is None:
        refuse(request, "no_file")
    return found


def own_file_or_none(request: HouseRequest) -> Jobseeker | None:
    """The signed-in person's file, None before the registration."""
    if request.actor.subject_id is None:
        return None
    return get_jobseeker_for(request.actor, request.actor.subject_id)
