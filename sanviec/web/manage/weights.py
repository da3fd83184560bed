"""The versions of the weights: what each would change, and the decision to rank by one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.platform.enums import Role
from sanviec.apps.weights.models import WeightsVersion
from sanviec.apps.weights.selectors import get_version_for, versions_for, weights_in_force
from sanviec.apps.weights.services import MOST_REASON, adopt_weights, retire_weights
from sanviec.apps.weights.transitions import WEIGHTS_STATES
from sanviec.engines.matching import DEFAULT_WEIGHTS
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, page_of, see_other
from sanviec.web.forms.base import HouseForm
from sanviec.web.requests import HouseRequest

from .weights_report import points_of, report_of

# The points rank for every centre: nobody of one centre sees or decides them here.
WEIGHTS_ROLES = (Role.MINISTRY, Role.ADMINISTRATOR)


class RetireForm(HouseForm):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=MOST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Được giữ trong nhật ký và trên trang này."),
    )


class AdoptForm(RetireForm):
    """Why, and that the figures were read."""

    is_read = forms.BooleanField(
        label=gettext_lazy("Tôi đã đọc kết quả kiểm tra và số liệu theo nhóm ở trên")
    )


@roles_allowed(*WEIGHTS_ROLES)
@require_GET
def versions(request: HouseRequest) -> HttpResponse:
    """All versions, newest first, and the points by which everybody is ranked now."""
    in_force = weights_in_force()
    context = {
        "page": page_of(request, versions_for(request.actor)),
        "in_force": in_force.version,
        "points": points_of(DEFAULT_WEIGHTS, in_force.weights),
    }
    return render(request, "manage/weights.html", context)


@roles_allowed(*WEIGHTS_ROLES)
@require_GET
def version(request: HouseRequest, version_id: Any) -> HttpResponse:
    """One version with its figures, and what may be decided about it."""
    return _page(request, _find(request, version_id))


@roles_allowed(*WEIGHTS_ROLES)
@require_POST
def adopt(request: HouseRequest, version_id: Any) -> HttpResponse:
    """Rank by it from now on."""
    told = _("Từ nay xếp hạng theo bảng điểm này.")
    return _decide(request, version_id, AdoptForm, adopt_weights, told)


@roles_allowed(*WEIGHTS_ROLES)
@require_POST
def retire(request: HouseRequest, version_id: Any) -> HttpResponse:
    """Take it out of force, or take the proposal back."""
    told = _("Bảng điểm này không được áp dụng nữa.")
    return _decide(request, version_id, RetireForm, retire_weights, told)


def _decide(
    request: HouseRequest,
    version_id: Any,
    kind: type[RetireForm],
    act: Callable[..., WeightsVersion],
    told: str,
) -> HttpResponse:
    found = _find(request, version_id)
    form = kind(request.POST, prefix=kind.__name__)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            act(version=found, reason=reason, actor=request.actor, now=timezone.now())
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, told)
            return see_other("web:manage:weights_version", found.pk)
    return _page(request, found, form)


def _find(request: HouseRequest, version_id: Any) -> WeightsVersion:
    found = get_version_for(request.actor, version_id)
    if found is None:
        refuse(request, "weights")
    return found


def _page(
    request: HouseRequest, found: WeightsVersion, answered: RetireForm | None = None
) -> HttpResponse:
    forms_of = {"adopt": AdoptForm, "retire": RetireForm}
    may = {event: WEIGHTS_STATES.allows(event, found.state) for event in forms_of}
    may["adopt"] = may["adopt"] and found.proposed_by_id != request.actor.user_id
    context: dict[str, Any] = {
        "version": found,
        "report": report_of(found),
        "answered": answered,
    }
    for event, kind in forms_of.items():
        shown = answered if type(answered) is kind else kind(prefix=kind.__name__)
        context[f"{event}_form"] = shown if may[event] else None
    status = 422 if answered is not None and answered.errors else 200
    return render(request, "manage/weights_version.html", context, status=status)
