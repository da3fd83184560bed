"""What is asked at the table of a session, beyond the one tap."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sanviec.apps.exchanges.counters import COUNTERS
from sanviec.apps.referrals.enums import MeetingOutcome, RefusalReason
from sanviec.apps.referrals.services import Hire, MeetingAnswer

from .base import HouseForm

_DAY = {"type": "date"}


class AnswerForm(HouseForm):
    """The ground of what follows a tap; gives the answer that the service takes."""

    outcome: MeetingOutcome

    def answer(self, hired_on: Any) -> MeetingAnswer:
        """What was said."""
        return MeetingAnswer(self.outcome)


class PassedForm(AnswerForm):
    outcome = MeetingOutcome.PASSED


class NoShowForm(AnswerForm):
    outcome = MeetingOutcome.NO_SHOW


class HiredForm(AnswerForm):
    """The first day at work; whether one more is taken than was asked for."""

    outcome = MeetingOutcome.HIRED
    starts_on = forms.DateField(
        label=_("Ngày đi làm"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    is_beyond_openings = forms.BooleanField(label=_("Nhận thêm ngoài số cần tuyển"), required=False)

    def answer(self, hired_on: Any) -> MeetingAnswer:
        clean = self.cleaned_data
        return MeetingAnswer(
            self.outcome,
            hire=Hire(hired_on=hired_on, starts_on=clean["starts_on"]),
            is_beyond_openings=clean["is_beyond_openings"],
        )


class LaterForm(AnswerForm):
    """When and where to meet again."""

    outcome = MeetingOutcome.INVITED_LATER
    later_at = forms.DateTimeField(
        label=_("Ngày giờ hẹn"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    later_place = forms.CharField(label=_("Nơi hẹn"), max_length=300)

    def answer(self, hired_on: Any) -> MeetingAnswer:
        clean = self.cleaned_data
        return MeetingAnswer(
            self.outcome, later_at=clean["later_at"], later_place=clean["later_place"]
        )


class NotSuitableForm(AnswerForm):
    """Why not: each reason is a button of its own."""

    outcome = MeetingOutcome.NOT_SUITABLE
    reason_text = forms.CharField(
        label=_("Nói rõ thêm"), required=False, max_length=300, help_text=_("Cần khi lý do khác")
    )
    reason = forms.ChoiceField(label=_("Lý do"), choices=RefusalReason.choices)

    @property
    def reasons(self) -> Any:
        """Value and words of each button."""
        return RefusalReason.choices

    def answer(self, hired_on: Any) -> MeetingAnswer:
        clean = self.cleaned_data
        reason = RefusalReason(clean["reason"])
        return MeetingAnswer(self.outcome, reason=reason, reason_text=clean["reason_text"])


class WalkUpForm(HouseForm):
    """The number on the ticket of somebody who sits down without an appointment."""

    queue_no = forms.IntegerField(
        label=_("Số thứ tự trên vé"),
        min_value=1,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


FORMS: dict[MeetingOutcome, type[AnswerForm]] = {
    form.outcome: form for form in (PassedForm, LaterForm, HiredForm, NotSuitableForm, NoShowForm)
}


class OverrideForm(HouseForm):
    """A figure in place of a counted one; an empty figure lets the counted one stand again."""

    counter = forms.ChoiceField(label=_("Chỉ tiêu"))
    centre = forms.ChoiceField(label=_("Trung tâm"), required=False)
    value = forms.IntegerField(
        label=_("Số đúng"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Để trống để bỏ lần sửa trước"),
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, required=False)

    def __init__(self, *args: Any, centres: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title = "title_en" if get_language() == "en" else "title_vi"
        self.choose("counter", [(row.code, getattr(row, title)) for row in COUNTERS])
        self.choose("centre", centres)
