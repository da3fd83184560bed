"""A firm's own meeting room in place of ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from sanviec.apps.exchanges.enums import BY_VIDEO
from sanviec.apps.exchanges.models import Stand
from sanviec.apps.exchanges.selectors import get_stand_for
from sanviec.apps.exchanges.services.rooms import set_own_link
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, see_other
from sanviec.web.forms.base import HouseForm
from sanviec.web.requests import HouseRequest, posted


class OwnLinkForm(HouseForm):
    """An https address, or nothing."""

    own_link = forms.CharField(
        label=gettext_lazy("Đường dẫn phòng họp riêng"),
        help_text=gettext_lazy(
            "Phòng Jitsi, Google Meet hay Zoom của đơn vị, bắt đầu bằng https://. "
            "Để trống để phỏng vấn ngay trên Sàn Việc."
        ),
        required=False,
        max_length=300,
    )


@roles_allowed(Role.EMPLOYER)
@require_http_methods(["GET", "POST"])
def own_link(request: HouseRequest, stand_id: Any) -> HttpResponse:
    """Set or take back the address for all interviews of one's stand."""
    stand = get_stand_for(request.actor, stand_id)
    if stand is None or stand.session.kind not in BY_VIDEO:
        refuse(request, "stand")
    form = OwnLinkForm(posted(request), initial={"own_link": stand.own_link})
    if request.method == "POST" and form.is_valid() and _is_set(request, stand, form):
        return see_other("web:room:mine")
    context = {"form": form, "stand": stand}
    status = 422 if form.errors else 200
    return render(request, "room/own_link.html", context, status=status)


def _is_set(request: HouseRequest, stand: Stand, form: OwnLinkForm) -> bool:
    try:
        set_own_link(
            stand_id=stand.pk,
            link=form.cleaned_data["own_link"],
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        form.add_service_error(error)
        return False
    done(request, _("Đã lưu nơi phỏng vấn."))
    return True
