"""Who works at the centre and in which role."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from sanviec.apps.accounts.models import User
from sanviec.apps.centres.models import Membership
from sanviec.apps.centres.services import grant_role, withdraw_role
from sanviec.apps.platform.enums import Role
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, see_other
from sanviec.web.forms.base import HouseForm
from sanviec.web.requests import HouseRequest, own_centre, posted

# A director gives the roles of the centre, never those above it.
GRANTED = (
    Role.RECEPTIONIST,
    Role.COUNSELLOR,
    Role.SESSION_MANAGER,
    Role.COMMUNE_OFFICER,
    Role.CLAIMS_OFFICER,
    Role.APPROVER,
)


class MemberForm(HouseForm):
    """An account that exists, and its role here."""

    username = forms.CharField(label=gettext_lazy("Tên đăng nhập của cán bộ"), max_length=150)
    role = forms.ChoiceField(
        label=gettext_lazy("Vai trò"), choices=[(role.value, role.label) for role in GRANTED]
    )

    def clean_username(self) -> User:
        user = User.objects.filter(username=self.cleaned_data["username"]).first()
        if user is None:
            raise forms.ValidationError(
                _("Không có tài khoản nào với tên này. Hãy nhờ cán bộ đăng ký tài khoản trước.")
            )
        return user


@roles_allowed(Role.DEPARTMENT)
@require_http_methods(["GET", "POST"])
def members(request: HouseRequest) -> HttpResponse:
    """The centre's people; a director adds one who has an account."""
    form = MemberForm(posted(request))
    if request.method == "POST" and form.is_valid():
        grant_role(
            user=form.cleaned_data["username"],
            centre=own_centre(request),
            role=Role(form.cleaned_data["role"]),
            actor=request.actor,
            now=timezone.now(),
        )
        done(request, _("Đã cấp vai trò."))
        return see_other("web:manage:members")
    rows = Membership.objects.filter(centre=own_centre(request), is_active=True)
    context = {"form": form, "rows": rows.select_related("user").order_by("role", "id")}
    return render(request, "manage/members.html", context, status=422 if form.errors else 200)


@roles_allowed(Role.DEPARTMENT)
@require_POST
def withdraw(request: HouseRequest, membership_id: Any) -> HttpResponse:
    """Take a role away; nobody takes away their own."""
    mine = Membership.objects.filter(centre=own_centre(request), is_active=True)
    membership = mine.filter(pk=membership_id).first()
    if membership is None or membership.user_id == request.actor.user_id:
        refuse(request, "membership")
    withdraw_role(membership=membership, actor=request.actor, now=timezone.now())
    done(request, _("Đã rút vai trò."))
    return see_other("web:manage:members")
