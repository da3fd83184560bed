"""Money that has to come back: the list, one recovery, a new one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.claims.selectors import CLAIM_ROLES, get_claim_for
from sanviec.apps.payments import services
from sanviec.apps.payments.enums import RecoveryState
from sanviec.apps.payments.models import OverpaymentRecovery
from sanviec.apps.payments.selectors import get_recovery_for, recoveries_for
from sanviec.apps.platform.models import AuditEntry
from sanviec.kernel.errors import InputError
from sanviec.web.access import APPROVE_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.payment import InstalmentForm, RecoveryForm
from sanviec.web.requests import HouseRequest, posted, said

# What an act leads to, for who has just done it.
_NEXT = {
    "propose": gettext_lazy("Đã trình duyệt. Người khác duyệt rồi mới thu."),
    "confirm": gettext_lazy("Đã duyệt thu hồi. Mỗi lần tiền nộp lại được ghi ở trang này."),
    "send_back": gettext_lazy("Đã trả lại kèm lý do. Cán bộ sửa rồi trình lại."),
    "write_off": gettext_lazy("Đã thôi thu phần còn lại."),
}


@roles_allowed(*CLAIM_ROLES)
@require_GET
def listing(request: HouseRequest) -> HttpResponse:
    """The centre's recoveries by state."""
    state = request.GET.get("trang_thai", "")
    rows = recoveries_for(request.actor)
    if state in RecoveryState.values:
        rows = rows.filter(state=state)
    context = {"page": page_of(request, rows), "states": RecoveryState.choices, "state": state}
    return render(request, "payments/recoveries.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """Note money that was not due and that no later decision shows."""
    claim = get_claim_for(request.actor, claim_id)
    if claim is None:
        refuse(request, "claim")
    form = RecoveryForm(posted(request))
    if form.is_valid():
        facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
        try:
            made = services.open_recovery(claim=claim, data=form.data_for_service(), **facts)
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã mở hồ sơ thu hồi %(number)s.") % {"number": made.number})
            return see_other("web:payments:recovery", made.pk)
    context = {"form": form, "claim": claim, "person": claim.jobseeker}
    status = 422 if form.errors else 200
    return render(request, "payments/new_recovery.html", context, status=status)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def recovery(request: HouseRequest, recovery_id: Any) -> HttpResponse:
    """One recovery: row, month, decision, article, instalments."""
    return _show(request, _find(request, recovery_id), InstalmentForm())


def _find(request: HouseRequest, recovery_id: Any) -> OverpaymentRecovery:
    found = get_recovery_for(request.actor, recovery_id)
    if found is None:
        refuse(request, "recovery")
    return found


def _show(
    request: HouseRequest, found: OverpaymentRecovery, form: InstalmentForm, status: int = 200
) -> HttpResponse:
    context = {
        "recovery": found,
        "claim": found.claim,
        "person": found.claim.jobseeker,
        "instalments": found.instalments.order_by("paid_on", "created_at", "id"),
        "form": form,
        "may_approve": request.actor.role in APPROVE_ROLES,
        "is_own": found.proposed_by_id == request.actor.user_id,
        "history": AuditEntry.objects.for_object("payments.overpaymentrecovery", found.pk)[:50],
    }
    return render(request, "payments/recovery.html", context, status=status)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def act(request: HouseRequest, recovery_id: Any) -> HttpResponse:
    """Propose, drop, confirm, send back, note money, write off."""
    found = _find(request, recovery_id)
    event = request.POST.get("viec", "")
    if event == "instalment":
        return _instalment(request, found)
    try:
        if not _run(request, found, event):
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, str(_NEXT.get(event, _("Đã ghi."))))
    return see_other("web:payments:recovery", found.pk)


def _instalment(request: HouseRequest, found: OverpaymentRecovery) -> HttpResponse:
    form = InstalmentForm(request.POST)
    if form.is_valid():
        facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
        try:
            services.note_instalment(recovery=found, data=form.data_for_service(), **facts)
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã ghi tiền nộp lại."))
            return see_other("web:payments:recovery", found.pk)
    return _show(request, found, form, status=422)


def _run(request: HouseRequest, found: OverpaymentRecovery, event: str) -> bool:
    """Do one act; False where there is none of this name for this role."""
    facts: dict[str, Any] = {"recovery": found, "actor": request.actor, "now": timezone.now()}
    plain: dict[str, Any] = {"propose": services.propose_recovery}
    reasoned: dict[str, Any] = {"drop": services.drop_recovery}
    if request.actor.role in APPROVE_ROLES:
        plain["confirm"] = services.confirm_recovery
        reasoned["send_back"] = services.send_back_recovery
        reasoned["write_off"] = services.write_off_recovery
    if event in plain:
        plain[event](**facts)
    elif event in reasoned:
        reasoned[event](reason=said(request.POST, "reason"), **facts)
    else:
        return False
    return True
