"""The approver's desk: facts, answer, differences; sign one, or a batch of what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.models import ClaimDecision
from sanviec.apps.claims.selectors import (
    CLAIM_ROLES,
    decisions_to_sign,
    get_decision_for,
)
from sanviec.apps.claims.selectors.documents import get_document_for, overtaken_by
from sanviec.apps.claims.selectors.training import training_for
from sanviec.apps.payments.selectors import pay_lists_for, recoveries_for
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.ids import new_id
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other, text_of
from sanviec.web.requests import HouseRequest, said

SIGN_ROLES = (Role.APPROVER, Role.DEPARTMENT)
_PROPOSED = "proposed"
# What a decision's act leads to, for who has just done it.
_NEXT = {
    "propose": gettext_lazy("Đã trình ký. Người duyệt xem và ký, hoặc trả lại kèm lý do."),
    "drop": gettext_lazy("Đã bỏ dự thảo. Hồ sơ giữ nguyên như trước."),
    "sign": gettext_lazy("Đã ký. Văn bản đang được làm và ký số."),
    "send_back": gettext_lazy(
        "Đã trả lại. Cán bộ thấy lý do trong hồ sơ và trình lại sau khi sửa."
    ),
}


@roles_allowed(*SIGN_ROLES)
@require_GET
def to_sign(request: HouseRequest) -> HttpResponse:
    """What lies before the approver, oldest first, and where else something waits."""
    context = {
        "decisions": decisions_to_sign(request.actor),
        "others": other_things_to_sign(request.actor),
    }
    return render(request, "claims/to_sign.html", context)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something besides decisions that a second person has to look at."""

    title: str
    count: int
    link: str


def other_things_to_sign(actor: Actor) -> list[Waiting]:
    """Requests for training, pay lists and recoveries that were proposed; none that is empty.

    Cost: three counts.
    """
    found = [
        _waiting(_("Hỗ trợ đào tạo"), training_for(actor), "web:claims:trainings"),
        _waiting(_("Danh sách chi trả"), pay_lists_for(actor), "web:payments:lists"),
        _waiting(_("Thu hồi tiền hưởng sai"), recoveries_for(actor), "web:payments:recoveries"),
    ]
    return [waiting for waiting in found if waiting.count]


def _waiting(title: str, rows: Any, name: str) -> Waiting:
    # Training, lists and recoveries alike are “proposed” while they wait for a second person.
    count = rows.filter(state=_PROPOSED).count()
    return Waiting(title, count, f"{reverse(name)}?trang_thai={_PROPOSED}")


@roles_allowed(*SIGN_ROLES)
@require_POST
def sign_batch(request: HouseRequest) -> HttpResponse:
    """Sign those that were ticked; each is an act of its own, so one refusal stops no other.

    What comes next is the page on which their documents are made.
    """
    chosen = set(request.POST.getlist("quyet_dinh"))
    if not chosen:
        messages.error(request, _("Chưa đánh dấu quyết định nào. Hãy đánh dấu rồi ký."))
        return see_other("web:claims:to_sign")
    signed, found_count, batch = 0, 0, new_id()
    for found in decisions_to_sign(request.actor):
        if str(found.pk) not in chosen:
            continue
        found_count += 1
        try:
            services.sign_decision(
                decision=found, actor=request.actor, now=timezone.now(), batch=batch
            )
        except InputError as error:
            messages.error(request, f"{found.claim.number}: {text_of(error)}")
        else:
            signed += 1
    _tell_gone(request, len(chosen) - found_count)
    if not signed:
        return see_other("web:claims:to_sign")
    words = ngettext("Đã ký %(n)s quyết định.", "Đã ký %(n)s quyết định.", signed)
    done(request, words % {"n": signed})
    return see_other(f"{reverse('web:claims:documents')}?lo={batch}")


def _tell_gone(request: HouseRequest, count: int) -> None:
    """Say how many ticked decisions somebody else took, or the same hand in another tab."""
    if count:
        words = ngettext(
            "%(n)s quyết định đã đánh dấu không còn chờ ký: đã được ký hoặc trả lại. "
            "Danh sách dưới đây là mới nhất.",
            "%(n)s quyết định đã đánh dấu không còn chờ ký: đã được ký hoặc trả lại. "
            "Danh sách dưới đây là mới nhất.",
            count,
        )
        messages.error(request, words % {"n": count})


def _find(request: HouseRequest, decision_id: Any) -> ClaimDecision:
    found = get_decision_for(request.actor, decision_id)
    if found is None:
        refuse(request, "decision")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_GET
def decision(request: HouseRequest, decision_id: Any) -> HttpResponse:
    """One decision: what was told to the engine, what it answered and why."""
    found = _find(request, decision_id)
    before = found.claim.decisions.signed().exclude(pk=found.pk).order_by("-signed_at").first()
    context = {
        "decision": found,
        "claim": found.claim,
        "person": found.claim.jobseeker,
        "before": before,
        "may_sign": request.actor.role in SIGN_ROLES,
        "is_own": found.proposed_by_id == request.actor.user_id,
        "document": get_document_for(request.actor, found.pk),
        "overtaken": overtaken_by(found),
    }
    return render(request, "claims/decision.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def decision_act(request: HouseRequest, decision_id: Any) -> HttpResponse:
    """Propose, drop, sign or send back."""
    found = _find(request, decision_id)
    event, reason = request.POST.get("viec", ""), said(request.POST, "reason")
    may_sign = request.actor.role in SIGN_ROLES
    facts: dict[str, Any] = {"decision": found, "actor": request.actor, "now": timezone.now()}
    try:
        if event == "propose":
            services.propose_decision(**facts)
        elif event == "drop":
            services.drop_decision(reason=reason, **facts)
        elif event == "sign" and may_sign:
            services.sign_decision(**facts)
        elif event == "send_back" and may_sign:
            services.send_back(reason=reason, **facts)
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
        return see_other("web:claims:decision", found.pk)
    done(request, str(_NEXT[event]))
    return see_other("web:claims:claim", found.claim_id)
