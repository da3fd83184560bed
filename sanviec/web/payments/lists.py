"""Pay lists: what is due, the sample, the approval, what came back."""

from __future__ import annotations

import secrets
from typing import Any

from django.db.models import Case, When
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from sanviec.apps.claims.agency import is_connected
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.payments import services
from sanviec.apps.payments.enums import (
    OPEN_LIST,
    SENT_LIST,
    PayListState,
    PayRowState,
    SampleVerdict,
)
from sanviec.apps.payments.models import PayList
from sanviec.apps.payments.selectors import (
    counts_of,
    files_of,
    get_pay_list_for,
    left_out,
    message_of,
    pay_lists_for,
    to_look_at,
)
from sanviec.apps.payments.writing import CONTENT_TYPES
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.platform.services import send_again
from sanviec.apps.reference.selectors import parameter
from sanviec.kernel.errors import InputError
from sanviec.web.access import APPROVE_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.payment import AnswerFileForm, MonthForm
from sanviec.web.requests import HouseRequest, own_centre, posted, said

_SEED_BITS = 62
_SHOWN_SAMPLE = 100
# What an act leads to, for who has just done it.
_NEXT = {
    "propose": gettext_lazy("Đã trình duyệt. Người khác duyệt rồi danh sách mới được gửi đi."),
    "approve": gettext_lazy(
        "Đã duyệt. Hệ thống gửi danh sách cho cơ quan bảo hiểm xã hội; chưa nối thì tải tệp để gửi."
    ),
    "send_back": gettext_lazy("Đã trả lại kèm lý do. Cán bộ sửa rồi trình lại."),
    "close": gettext_lazy("Đã chốt đối chiếu."),
}


@roles_allowed(*CLAIM_ROLES)
@require_http_methods(["GET", "POST"])
def lists(request: HouseRequest) -> HttpResponse:
    """The centre's lists, a new one, and which months would be left out today and why."""
    form = MonthForm.of_today(posted(request))
    if form.is_valid():
        try:
            made = services.order_pay_list(
                centre=own_centre(request),
                month=form.cleaned_data["month"],
                seed=secrets.randbits(_SEED_BITS),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _said_of(made) % {"number": made.number})
            return see_other("web:payments:list", made.pk)
    today, asks = timezone.localdate(), "chua-tra" in request.GET
    month, state = today.replace(day=1), request.GET.get("trang_thai", "")
    rows = pay_lists_for(request.actor)
    if state in PayListState.values:
        rows = rows.filter(state=state)
    context = {
        "form": form,
        "page": page_of(request, rows),
        "states": PayListState.choices,
        "state": state,
        "asks": asks,
        # Every month of the centre is looked at for it, so only who asks waits.
        "left_out": left_out(request.actor, month=month, on=today) if asks else [],
    }
    return render(request, "payments/lists.html", context, status=422 if form.errors else 200)


def _said_of(made: PayList) -> str:
    if made.state == PayListState.MAKING:
        return _("Đang lập danh sách %(number)s. Bạn có thể làm việc khác rồi quay lại.")
    return _("Đã lập danh sách %(number)s.")


def find_list(request: HouseRequest, list_id: Any) -> PayList:
    """The list, or 404 for everybody who may not open it."""
    found = get_pay_list_for(request.actor, list_id)
    if found is None:
        refuse(request, "pay_list")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_GET
def pay_list(request: HouseRequest, list_id: Any) -> HttpResponse:
    """One list with its sample, its rows by state, and what is still to be dealt with; while it
    is being made, how far that is, and its files how far they are."""
    found = find_list(request, list_id)
    if not request.htmx:
        return show(request, found, AnswerFileForm())
    if request.htmx.target == "tep":
        return render(request, "payments/_files.html", {"pay_list": found} | _offered(found))
    if found.state == PayListState.MAKING:
        return render(request, "payments/_making.html", {"pay_list": found})
    return HttpResponseClientRefresh()


def _offered(found: PayList) -> dict[str, Any]:
    files = files_of(found, timezone.now())
    return {
        "files": files,
        "is_preparing": any(offer.stand == "queued" for offer in files),
        "keep_hours": parameter("pay_file_hours", timezone.localdate()),
    }


def show(
    request: HouseRequest, found: PayList, form: AnswerFileForm, status: int = 200
) -> HttpResponse:
    """The page of a list; a refused file comes back with its errors."""
    state = request.GET.get("trang_thai", "")
    rows = found.rows.with_origin().order_by("number")
    if state in PayRowState.values:
        rows = rows.filter(state=state)
    sample = found.rows.sampled()
    first = Case(When(verdict=SampleVerdict.OPEN, then=0), default=1)
    shown = sample.with_origin().order_by(first, "number")
    context = _offered(found) | {
        "pay_list": found,
        "page": page_of(request, rows),
        "state": state,
        "states": PayRowState.choices,
        "counts": counts_of(found),
        "sample": shown[:_SHOWN_SAMPLE],
        "sample_count": sample.count(),
        "judged_count": sample.exclude(verdict=SampleVerdict.OPEN).count(),
        "strange": to_look_at(found)[:100],
        "message": message_of(found),
        "form": form,
        "is_open": found.state in OPEN_LIST,
        "is_sent": found.state in SENT_LIST,
        "is_emptied": found.state == PayListState.CANCELLED
        and found.rows.filter(state=PayRowState.LISTED).exists(),
        "is_connected": is_connected(),
        "may_approve": request.actor.role in APPROVE_ROLES,
        "is_own": request.actor.user_id in {found.made_by_id, found.proposed_by_id},
        "read": f"{found.row_count}:{found.total_vnd}",
        "history": AuditEntry.objects.for_object("payments.paylist", found.pk)[:50],
    }
    return render(request, "payments/list.html", context, status=status)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def file(request: HouseRequest, list_id: Any, kind: str) -> HttpResponse:
    """The list as CSV or XLSX, or word that the worker makes it; it holds identity numbers, so
    each download is written down."""
    found = find_list(request, list_id)
    if found.state == PayListState.MAKING:
        refuse(request, "pay_list")
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    is_new = request.POST.get("viec") == "lam-lai"
    try:
        content = services.take_file(pay_list=found, kind=kind, is_new=is_new, **facts)
    except InputError as error:
        refused(request, error)
        return see_other("web:payments:list", found.pk)
    if content is None:
        done(request, _("Đã ghi yêu cầu làm tệp. Bạn có thể làm việc khác rồi quay lại."))
        return see_other("web:payments:list", found.pk)
    answer = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{found.number}.{kind}"'
    return answer


@roles_allowed(*CLAIM_ROLES)
@require_POST
def act(request: HouseRequest, list_id: Any) -> HttpResponse:
    """Propose, approve, send back, cancel, send again, fetch answers, close."""
    found = find_list(request, list_id)
    event, reason = request.POST.get("viec", ""), said(request.POST, "reason")
    try:
        if not _run(request, found, event, reason):
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, str(_NEXT.get(event, _("Đã ghi."))))
    return see_other("web:payments:list", found.pk)


def _seen(request: HouseRequest) -> tuple[int, int] | None:
    """How many rows and how much money stood on the page of who approves."""
    rows, _colon, amount = request.POST.get("da_xem", "").partition(":")
    are_numbers = rows.isdecimal() and amount.isdecimal()
    return (int(rows), int(amount)) if are_numbers else None


def _run(request: HouseRequest, found: PayList, event: str, reason: str) -> bool:
    """Do one act; False where there is none of this name for this role."""
    facts: dict[str, Any] = {"pay_list": found, "actor": request.actor, "now": timezone.now()}
    plain: dict[str, Any] = {
        "propose": services.propose_pay_list,
        "pull": services.pull_answers,
        "close": services.close_pay_list,
    }
    reasoned: dict[str, Any] = {"cancel": services.cancel_pay_list}
    if request.actor.role in APPROVE_ROLES:
        plain["approve"] = services.approve_pay_list
        reasoned["send_back"] = services.send_back_pay_list
    message = message_of(found)
    if event in plain:
        plain[event](**facts | ({"seen": _seen(request)} if event == "approve" else {}))
    elif event in reasoned:
        reasoned[event](reason=reason, **facts)
    elif event == "send" and message is not None:
        send_again(message, now=facts["now"])
    else:
        return False
    return True
