"""Results at the table of a session: the same pages for the firm and for an officer who helps.

One person a screen, one tap; everything works without JavaScript and on 360 px.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.exchanges.enums import InterviewState
from sanviec.apps.exchanges.models import Interview, Stand
from sanviec.apps.exchanges.selectors.results import (
    get_result_interview_for,
    get_result_stand_for,
    interviews_at,
    is_hired_elsewhere,
)
from sanviec.apps.exchanges.services.results import OPEN_FOR_RESULTS, enter_result
from sanviec.apps.exchanges.services.walk_up import seat_walk_up
from sanviec.apps.reference.selectors import calendar
from sanviec.apps.referrals.enums import MeetingOutcome
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.session_results import FORMS, AnswerForm, WalkUpForm
from sanviec.web.requests import HouseRequest
from sanviec.web.session_names import names_shown

_DONE = {InterviewState.HELD, InterviewState.NO_SHOW}


@dataclass(frozen=True, slots=True)
class Side:
    """Whose pages: names of the addresses.

    Args:
        session_name: where "back" leads from the list, for who may open the session's page.
    """

    list_name: str
    person_name: str
    walk_up_name: str
    session_name: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One appointment with what this reader may know of the person."""

    interview: Interview
    name: str
    answer: str

    @property
    def is_done(self) -> bool:
        return self.interview.state in _DONE


def find_stand(request: HouseRequest, stand_id: Any) -> Stand:
    """A stand whose results the reader enters, or 404."""
    found = get_result_stand_for(request.actor, stand_id)
    if found is None:
        refuse(request, "stand")
    return found


def find_interview(request: HouseRequest, interview_id: Any) -> Interview:
    """An interview of such a stand, or 404."""
    found = get_result_interview_for(request.actor, interview_id)
    if found is None:
        refuse(request, "interview")
    return found


def show_table(
    request: HouseRequest, side: Side, stand: Stand, form: WalkUpForm | None = None
) -> HttpResponse:
    """The stand's people of the day by time: first those without a result."""
    rows = _rows(request, interviews_at(stand))
    context = {
        "side": side,
        "stand": stand,
        "exchange_session": stand.session,
        "waiting": [row for row in rows if not row.is_done],
        "done": [row for row in rows if row.is_done],
        "is_open": stand.session.state in OPEN_FOR_RESULTS,
        "form": form or WalkUpForm(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "results/table.html", context, status=status)


def _rows(request: HouseRequest, interviews: list[Interview]) -> list[PersonRow]:
    names = names_shown(request.actor, interviews)
    return [PersonRow(row, names[row.pk], answer_label(row)) for row in interviews]


def answer_label(interview: Interview) -> str:
    """What was said, or that nothing was yet."""
    if interview.state == InterviewState.NO_SHOW:
        return str(MeetingOutcome.NO_SHOW.label)
    return str(interview.get_result_display()) if interview.result else ""


def add_by_number(request: HouseRequest, side: Side, stand: Stand) -> HttpResponse:
    """Somebody without an appointment: on to their screen, or what is wrong with the number."""
    form = WalkUpForm(request.POST)
    if form.is_valid():
        number, now = form.cleaned_data["queue_no"], timezone.now()
        try:
            made = seat_walk_up(stand=stand, queue_no=number, actor=request.actor, now=now)
        except InputError as error:
            form.add_service_error(error)
        else:
            return see_other(side.person_name, made.pk)
    return show_table(request, side, stand, form)


def show_person(
    request: HouseRequest, side: Side, interview: Interview, bound: AnswerForm | None = None
) -> HttpResponse:
    """One person: five answers, each one tap."""
    row = _rows(request, [interview])[0]
    offers = list(interview.stand.offers.select_related("vacancy").order_by("created_at", "id"))
    chosen = _chosen(request, interview, offers)
    forms = {outcome.value: _form(outcome, interview) for outcome in FORMS}
    if bound is not None:
        forms[bound.outcome.value] = bound
    context = {
        "side": side,
        "row": row,
        "interview": interview,
        "stand": interview.stand,
        "offers": offers,
        "chosen": chosen,
        "forms": forms,
        "is_full": chosen.hired_count >= chosen.openings,
        "is_hired_elsewhere": is_hired_elsewhere(interview),
        "is_open": interview.session.state in OPEN_FOR_RESULTS,
    }
    status = 422 if bound is not None else 200
    return render(request, "results/person.html", context, status=status)


def _chosen(request: HouseRequest, interview: Interview, offers: list[Any]) -> Any:
    """The vacancy that was spoken about: the one in the address, else the planned one."""
    wanted = request.POST.get("viec") or request.GET.get("viec") or ""
    found = (offer.vacancy for offer in offers if str(offer.vacancy_id) == wanted)
    return next(found, interview.vacancy)


def _form(outcome: MeetingOutcome, interview: Interview, data: Any = None) -> AnswerForm:
    held_on = interview.session.held_on
    initial: dict[str, Any] = {
        "starts_on": interview.work_starts_on or calendar().add_working_days(held_on, 1),
        "later_at": interview.later_at and timezone.localtime(interview.later_at),
        "later_place": interview.later_place or interview.stand.name,
        "reason_text": interview.reason_text,
    }
    return FORMS[outcome](data, prefix=outcome.value, initial=initial)


def record_answer(request: HouseRequest, side: Side, interview: Interview) -> HttpResponse:
    """Write the answer down and go back to the list; with what is missing stay on the page."""
    try:
        outcome = MeetingOutcome(request.POST.get("ket_qua", ""))
    except ValueError:
        refuse(request, "outcome")
    form = _form(outcome, interview, request.POST)
    if not form.is_valid():
        return show_person(request, side, interview, form)
    chosen = _chosen(request, interview, list(interview.stand.offers.select_related("vacancy")))
    try:
        entered = enter_result(
            interview=interview,
            answer=form.answer(interview.session.held_on),
            vacancy_id=chosen.pk,
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        if error.field is None:
            refused(request, error)
            return see_other(side.person_name, interview.pk)
        form.add_service_error(error)
        return show_person(request, side, interview, form)
    told = {"number": entered.participant.queue_no, "answer": answer_label(entered)}
    done(request, _("Đã ghi số %(number)s: %(answer)s.") % told)
    return see_other(side.list_name, interview.stand_id)
