"""The benefit estimator: one question a page, an answer at the end, nothing kept.

The answers travel in hidden fields of the form and are read anew with every page, so there is
nothing to sign, to store or to log, and the address says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from sanviec.engines.benefits import decide, load_law
from sanviec.web.forms import estimator as asked
from sanviec.web.forms.estimator import Answers, Question

from .estimate import estimate_of, facts_of

# Name on the page's buttons -> question, in the order of asking.
QUESTIONS: Final[dict[str, type[Question]]] = {
    "left_on": asked.LeftOn,
    "how": asked.How,
    "pension": asked.Pension,
    "contract": asked.Contract,
    "total_months": asked.Total,
    "window_months": asked.Window,
    "last_month": asked.LastMonth,
    "wage": asked.Wage,
    "workplace": asked.Workplace,
    "region": asked.Region,
}
_LEAST_MONTHS: Final = "window_paid_months"


@require_http_methods(["GET", "HEAD", "POST"])
def estimator(request: HttpRequest) -> HttpResponse:
    """The first question that is still open, or the result."""
    today = timezone.localdate()
    visit = Visit(request.POST, today)
    response = _result(request, visit) if visit.question is None else _question(request, visit)
    # The phone may keep the page to go back to; nobody between may.
    patch_cache_control(response, private=True, no_cache=True)
    return response


class Visit:
    """How far somebody has come: the answers, and the question that is open.

    Args:
        posted: What the page sent: the answers so far, and a question to change.
        today: The day of the visit.
    """

    def __init__(self, posted: QueryDict, today: date) -> None:
        self.posted = posted
        self.today = today
        self.answers: dict[str, Any] = {}
        self.name = ""
        self.question: Question | None = None
        self.number = 0
        self.previous = ""
        self._ask()

    def _ask(self) -> None:
        wanted = self.posted.get("change", "")
        for name, kind in QUESTIONS.items():
            if not self._is_asked(name):
                continue
            self.number += 1
            form = self._form(name, kind, is_changed=name == wanted)
            if not form.is_valid():
                self.name, self.question = name, form
                return
            self.answers |= form.cleaned_data
            self.previous = name
            if name == "contract":
                self.answers["window_length"] = _window_length(self.answers, self.today)

    def _form(self, name: str, kind: type[Question], *, is_changed: bool) -> Question:
        facts: dict[str, Any] = {"answers": self.answers, "today": self.today}
        if is_changed or name not in self.posted:
            return kind(initial=self.posted.dict(), **facts)
        return kind(self.posted, **facts)

    def _is_asked(self, name: str) -> bool:
        if name == "window_months":
            least = load_law().get(_LEAST_MONTHS, self.today).value
            return bool(self.answers["total_months"] >= int(least))
        if name == "workplace":
            return _needs_region(self.answers, self.today)
        if name == "region":
            return "workplace" in self.answers and _needs_region(self.answers, self.today)
        return True

    def hidden(self) -> Iterator[tuple[str, str]]:
        """The answers beside the open question, as they were typed."""
        for name in QUESTIONS:
            if name in self.posted and name != self.name:
                yield name, str(self.posted[name])


def _window_length(answers: Answers, today: date) -> int:
    key = "window_short_contract_months" if answers["contract"] == "short" else "window_months"
    return int(load_law().get(key, max(today, answers["left_on"])).value)


def _needs_region(answers: Answers, today: date) -> bool:
    """Whether the amount hangs on the wage region, and nothing tells it yet."""
    need = decide(facts_of(answers, today), load_law()).need
    return need is not None and need.field == "region"


def _question(request: HttpRequest, visit: Visit) -> HttpResponse:
    context = {
        "form": visit.question,
        "hidden": list(visit.hidden()),
        "number": visit.number,
        "previous": visit.previous,
    }
    return render(request, "public/estimator_question.html", context)


def _result(request: HttpRequest, visit: Visit) -> HttpResponse:
    answered = [name for name in QUESTIONS if name in visit.answers]
    context = {
        "estimate": estimate_of(visit.answers, visit.today),
        "hidden": list(visit.hidden()),
        "said": [_said(visit, name) for name in answered],
    }
    return render(request, "public/estimator_result.html", context)


def _said(visit: Visit, name: str) -> dict[str, Any]:
    """One answer as the result page repeats it."""
    form = QUESTIONS[name](visit.posted, answers=visit.answers, today=visit.today)
    field, typed = form.fields[name], visit.posted[name]
    choices = dict(getattr(field, "choices", ()))
    return {"name": name, "label": field.label, "answer": choices.get(typed, typed)}
