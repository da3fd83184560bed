"""Centres of a joint session: the host invites, each other centre answers for itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.data import VenueData
from sanviec.apps.exchanges.enums import PartState
from sanviec.apps.exchanges.models import SessionPart
from sanviec.apps.exchanges.selectors.doors import get_part_for, invitations_for
from sanviec.apps.exchanges.services import parts as services
from sanviec.kernel.errors import InputError
from sanviec.web.access import PLAN_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.session import PartForm, venue_initial
from sanviec.web.requests import HouseRequest, posted

from .finding import find_hosted


@roles_allowed(*PLAN_ROLES)
@require_http_methods(["GET", "POST"])
def session_parts(request: HouseRequest, session_id: Any) -> HttpResponse:
    """Who shares the session; the host invites another centre."""
    session = find_hosted(request, session_id)
    known = session.parts.exclude(state=PartState.DECLINED).values("centre_id")
    others = Centre.objects.filter(is_active=True).exclude(pk__in=known).order_by("name", "code")
    if request.method == "POST":
        centre = others.filter(code=request.POST.get("trung_tam", "")).first()
        if centre is None:
            refuse(request, "centre")
        try:
            services.invite_centre(
                session=session, centre=centre, actor=request.actor, now=timezone.now()
            )
        except InputError as error:
            refused(request, error)
        else:
            done(request, _("Đã mời %(name)s.") % {"name": centre.name})
        return see_other("web:desk:session_parts", session.pk)
    rows = session.parts.select_related("centre").order_by("part", "created_at", "id")
    context = {"session": session, "parts": rows, "others": others}
    return render(request, "desk/sessions/parts.html", context)


@roles_allowed(*PLAN_ROLES)
@require_GET
def invitations(request: HouseRequest) -> HttpResponse:
    """Sessions of other centres that ask for this one."""
    context = {"parts": invitations_for(request.actor)[:50]}
    return render(request, "desk/sessions/invitations.html", context)


@roles_allowed(*PLAN_ROLES)
@require_http_methods(["GET", "POST"])
def own_part(request: HouseRequest, part_id: Any) -> HttpResponse:
    """Join with one's own connection point, or decline."""
    part = _find(request, part_id)
    form = PartForm(posted(request), initial=venue_initial(part) | {"contact": part.contact})
    if request.method == "POST" and form.is_valid() and _answer(request, part, form):
        return see_other("web:desk:invitations")
    context = {"form": form, "part": part, "session": part.session}
    return render(request, "desk/sessions/part.html", context, status=422 if form.errors else 200)


def _find(request: HouseRequest, part_id: Any) -> SessionPart:
    found = get_part_for(request.actor, part_id)
    if found is None:
        refuse(request, "part")
    return found


def _answer(request: HouseRequest, part: SessionPart, form: PartForm) -> bool:
    joins = request.POST.get("tra_loi", "") == "nhan"
    try:
        services.answer_invitation(
            part=part,
            joins=joins,
            where=form.venue_data() if joins else VenueData(),
            contact=form.cleaned_data["contact"],
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        form.add_service_error(error)
        return False
    done(request, _("Đã trả lời lời mời."))
    return True
