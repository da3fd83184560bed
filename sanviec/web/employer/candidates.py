"""People: proposed ones without name or contact, sent ones to be answered in one tap."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import HttpResponseClientRedirect

from sanviec.apps.jobseekers.selectors import sharing_contact
from sanviec.apps.jobseekers.services import reveal_contact
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals import services
from sanviec.apps.referrals.enums import LIVE_STATES, ReferralOrigin
from sanviec.apps.referrals.models import Referral
from sanviec.apps.referrals.selectors import candidates_for, get_referral_for
from sanviec.apps.referrals.transitions import REFERRAL_STATES
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.limits import limited
from sanviec.web.referral_acts import form_of, record
from sanviec.web.requests import HouseRequest

from .posts import find_own_vacancy

OWN_EVENTS = ("invite", "hire", "reject", "miss", "confirm_start")
REVEALABLE = ("phone", "email")


@roles_allowed(Role.EMPLOYER)
@require_POST
@limited("invite", per_hour=60)
def invite(request: HouseRequest, vacancy_id: Any) -> HttpResponse:
    """Ask a proposed person whether they agree; only those whom the page proposed can be asked."""
    vacancy = find_own_vacancy(request, vacancy_id)
    now = timezone.now()
    wanted = request.POST.get("ung_vien", "")
    rows = candidates_for(vacancy, on=timezone.localdate(now))
    row = next((row for row in rows if str(row.jobseeker.pk) == wanted), None)
    if row is None:
        refuse(request, "candidate")
    proposal = services.Proposal(row.jobseeker, vacancy, ReferralOrigin.EMPLOYER, row.explanation)
    try:
        services.propose_referral(proposal=proposal, actor=request.actor, now=now)
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã mời. Tên và số liên hệ hiện ra khi người lao động đồng ý."))
    return see_other("web:employer:vacancy", vacancy.pk)


def find_sent(request: HouseRequest, referral_id: Any) -> Referral:
    """A referral that was sent to this employer, or 404."""
    found = get_referral_for(request.actor, referral_id)
    if found is None:
        refuse(request, "referral")
    return found


@roles_allowed(Role.EMPLOYER)
@require_GET
def referral(request: HouseRequest, referral_id: Any) -> HttpResponse:
    """One person who agreed: reasons, contact, and the answer."""
    return _show(request, find_sent(request, referral_id))


def _show(
    request: HouseRequest, found: Referral, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    events = [e for e in REFERRAL_STATES.events_from(found.state) if e.event in OWN_EVENTS]
    forms = bound or {}
    context = {
        "referral": found,
        "person": found.jobseeker,
        "vacancy": found.vacancy,
        "is_shared": bool(sharing_contact([found.jobseeker_id])),
        "has_contact": _has_contact(found),
        "acts": [(e, forms.get(e.event) or form_of(e.event, found)) for e in events],
    }
    return render(request, "employer/referral.html", context, status=status)


def _has_contact(found: Referral) -> bool:
    """Somebody who declined or went elsewhere takes the number along."""
    return found.state in LIVE_STATES


@roles_allowed(Role.EMPLOYER)
@require_POST
def reveal(request: HouseRequest, referral_id: Any) -> HttpResponse:
    """Show the phone or e-mail of somebody who allowed it; the person sees that it was shown."""
    found = find_sent(request, referral_id)
    name = request.POST.get("truong", "")
    if name not in REVEALABLE or not _has_contact(found):
        refuse(request, "field")
    reason = _("Hồ sơ ứng tuyển: %(title)s") % {"title": found.vacancy.title}
    try:
        clear = reveal_contact(
            jobseeker=found.jobseeker,
            fields=(name,),
            reason=reason,
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        refused(request, error)
        page = reverse("web:employer:referral", args=[found.pk])
        # htmx would put the page that a redirect leads to into the small place of the number.
        return HttpResponseClientRedirect(page) if request.htmx else see_other(page)
    context = {"referral": found, "person": found.jobseeker, "value": clear[name], "field": name}
    template = "components/_revealed.html" if request.htmx else "employer/revealed.html"
    return render(request, template, context)


@roles_allowed(Role.EMPLOYER)
@require_POST
def act(request: HouseRequest, referral_id: Any) -> HttpResponse:
    """Invite, hire, not select, no-show, or confirm the first day."""
    found = find_sent(request, referral_id)
    event = request.POST.get("viec", "")
    if event not in OWN_EVENTS:
        refuse(request, "event")
    told = _("Đã ghi câu trả lời. Người lao động sẽ được báo.")
    form = record(request, event, found, actor=request.actor, told=told)
    if form is not None:
        return _show(request, found, {event: form}, status=422)
    return see_other("web:employer:referral", found.pk)
