"""The monthly notice at the counter: find who stands there, write down, and the next one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import NoticeChannel
from sanviec.apps.claims.models import Claim
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.claims.selectors.notices import (
    month_to_notice,
    notices_of_day,
    notices_to_take,
)
from sanviec.apps.jobseekers.selectors import search_people
from sanviec.kernel.errors import InputError
from sanviec.web.access import roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.claim import DeskNoticeForm
from sanviec.web.requests import HouseRequest, posted, said

from .dossier import find_claim

# A second tap, or another counter: the notice is there, which is all that was wanted.
_THERE_ALREADY = "notice_given"


@roles_allowed(*CLAIM_ROLES)
@require_GET
def notices(request: HouseRequest) -> HttpResponse:
    """Find the person in front of the counter; what came today by either way."""
    text, today = said(request.GET, "q"), timezone.localdate()
    found = []
    if text:
        people = [person.pk for person in search_people(request.actor, text)]
        found = notices_to_take(request.actor, people=people, number=text, on=today)
    context = {"q": text, "found": found, "came": notices_of_day(request.actor, on=today)}
    return render(request, "claims/notices.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_http_methods(["GET", "POST"])
def notice(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Write down what the person says of the search for work in this month."""
    found = find_claim(request, claim_id)
    form = DeskNoticeForm(posted(request))
    if form.is_valid():
        try:
            _take(request, found, form)
        except InputError as error:
            if error.code == _THERE_ALREADY:
                refused(request, error)
                return see_other("web:claims:notices")
            form.add_service_error(error)
        else:
            return _next(request, found, has_work=form.cleaned_data["found_work"])
    month = month_to_notice(found, on=timezone.localdate())
    context = {"form": form, "claim": found, "person": found.jobseeker, "month": month}
    return render(request, "claims/notice.html", context, status=422 if form.errors else 200)


def _take(request: HouseRequest, found: Claim, form: DeskNoticeForm) -> None:
    services.give_notice(
        claim=found,
        data=form.data_for_service(),
        channel=NoticeChannel.DESK,
        actor=request.actor,
        now=timezone.now(),
    )


def _next(request: HouseRequest, found: Claim, *, has_work: bool) -> HttpResponse:
    """The next person in the queue; who has work is asked first where and from when."""
    name = found.jobseeker.full_name
    if has_work:
        done(
            request,
            _("Đã nhận thông báo của %(name)s. Hãy ghi nơi làm việc và ngày bắt đầu làm.")
            % {"name": name},
        )
        return see_other("web:claims:claim", found.pk)
    done(request, _("Đã nhận thông báo tháng này của %(name)s.") % {"name": name})
    return see_other("web:claims:notices")
