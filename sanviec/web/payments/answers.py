"""What came back: a file of answers, and what is said of those that fit no row."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.payments import services
from sanviec.apps.payments.models import PayList
from sanviec.apps.payments.reading import AnswerFile, read_answer_file
from sanviec.apps.payments.selectors import get_answer_for
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other, text_of
from sanviec.web.forms.payment import AnswerFileForm
from sanviec.web.requests import HouseRequest, said

from .lists import find_list, show

_SHOWN_ERRORS = 10


@roles_allowed(*CLAIM_ROLES)
@require_POST
def upload(request: HouseRequest, list_id: Any) -> HttpResponse:
    """Take a file of answers: good lines are kept, each bad one is told with its remedy."""
    found = find_list(request, list_id)
    form = AnswerFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, found, form, status=422)
    handed = form.cleaned_data["file"]
    try:
        read = read_answer_file(name=handed.name, content=handed.read())
        _take(request, found, handed.name, read)
    except InputError as error:
        form.add_service_error(error)
        return show(request, found, form, status=422)
    return see_other("web:payments:list", found.pk)


def _take(request: HouseRequest, found: PayList, name: str, read: AnswerFile) -> None:
    taken = services.take_answers(
        pay_list=found,
        answers=read.answers,
        source=name,
        actor=request.actor,
        now=timezone.now(),
    )
    words = _("Mới: %(new)s, đã biết: %(known)s, cần xem: %(look)s, dòng lỗi: %(bad)s.")
    figures = {"new": taken.new, "known": taken.known, "look": taken.to_look_at}
    done(request, words % (figures | {"bad": len(read.errors)}))
    for error in read.errors[:_SHOWN_ERRORS]:
        messages.error(request, text_of(error))


@roles_allowed(*CLAIM_ROLES)
@require_POST
def explain(request: HouseRequest, answer_id: Any) -> HttpResponse:
    """Say what was done about an answer that fits no row."""
    found = get_answer_for(request.actor, answer_id)
    if found is None:
        refuse(request, "pay_answer")
    remedy = said(request.POST, "remedy")
    facts: dict[str, Any] = {"actor": request.actor, "now": timezone.now()}
    try:
        services.explain_answer(answer=found, remedy=remedy, **facts)
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã ghi cách xử lý."))
    return see_other("web:payments:list", found.pay_list_id)
