"""Training that is paid for: what waits, one request, and who may do what with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.enums import TrainingState
from sanviec.apps.claims.models import TrainingSupport
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.claims.selectors.training import get_training_for, training_for
from sanviec.apps.claims.services.training import facts_of_training
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other, text_of
from sanviec.web.forms.training import WorkerCourseForm
from sanviec.web.requests import HouseRequest, posted, said

from .dossier import find_claim
from .signing import SIGN_ROLES


def _find(request: HouseRequest, training_id: Any) -> TrainingSupport:
    found = get_training_for(request.actor, training_id)
    if found is None:
        refuse(request, "training")
    return found


@roles_allowed(*CLAIM_ROLES)
@require_GET
def trainings(request: HouseRequest) -> HttpResponse:
    """The centre's requests by state, the newest first."""
    state = request.GET.get("trang_thai", "")
    rows = training_for(request.actor)
    if state in TrainingState.values:
        rows = rows.filter(state=state)
    context = {"page": page_of(request, rows), "states": TrainingState.choices, "state": state}
    return render(request, "claims/trainings.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_http_methods(["GET", "POST"])
def new(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """A worker's request at the counter."""
    claim = find_claim(request, claim_id)
    form = WorkerCourseForm(posted(request))
    if form.is_valid():
        data = form.data_for_service()
        try:
            asked = services.ask_worker_training(
                claim=claim, data=data, actor=request.actor, now=timezone.now()
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            return see_other("web:claims:training", asked.pk)
    context = {"form": form, "claim": claim, "person": claim.jobseeker}
    return render(request, "claims/new_training.html", context, status=422 if form.errors else 200)


@roles_allowed(*CLAIM_ROLES)
@require_GET
def training(request: HouseRequest, training_id: Any) -> HttpResponse:
    """The course, what the law says of it, and what comes next."""
    found = _find(request, training_id)
    record, problem = _asked(found)
    context = {
        "training": found,
        "record": record,
        "problem": problem,
        "may_sign": request.actor.role in SIGN_ROLES,
        "is_own": found.proposed_by_id == request.actor.user_id,
        "flags": services.training_flags(found),
    }
    return render(request, "claims/training.html", context)


def _asked(found: TrainingSupport) -> tuple[dict[str, Any] | None, str]:
    """What was answered when it was proposed; before that, what the law says today."""
    if found.state not in {TrainingState.ASKED, TrainingState.WITHDRAWN}:
        return found.outcome, ""
    try:
        facts = facts_of_training(found, on=timezone.localdate())
        return services.training_outcome(facts)[1], ""
    except InputError as error:
        return None, text_of(error)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def training_act(request: HouseRequest, training_id: Any) -> HttpResponse:
    """Propose, sign, send back or note that it was taken back."""
    found = _find(request, training_id)
    event, may_sign = request.POST.get("viec", ""), request.actor.role in SIGN_ROLES
    facts: dict[str, Any] = {"support": found, "actor": request.actor, "now": timezone.now()}
    try:
        if event == "propose":
            services.propose_training(**facts)
        elif event == "withdraw":
            services.withdraw_training(**facts)
        elif event == "sign" and may_sign:
            services.sign_training(**facts)
        elif event == "send_back" and may_sign:
            services.send_training_back(reason=said(request.POST, "reason"), **facts)
        else:
            refuse(request, "event")
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi."))
    return see_other("web:claims:training", found.pk)
