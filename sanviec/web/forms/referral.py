"""What is asked when a referral moves on; the desk and the employer use the same forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sanviec.apps.referrals.enums import FollowUpResult

from .base import HouseForm
from .fields import WageField

_DAY = {"type": "date"}


class InterviewForm(HouseForm):
    """When and where to meet."""

    interview_at = forms.DateTimeField(
        label=_("Ngày giờ phỏng vấn"),
        input_formats=["%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    interview_place = forms.CharField(label=_("Nơi phỏng vấn"), max_length=300)


class HireForm(HouseForm):
    """The terms of a hire."""

    hired_on = forms.DateField(
        label=_("Ngày được nhận"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"),
    )
    starts_on = forms.DateField(
        label=_("Ngày đi làm"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    contract_months = forms.IntegerField(
        label=_("Thời hạn hợp đồng (tháng)"),
        required=False,
        min_value=1,
        max_value=36,
        help_text=_("Để trống nếu không xác định thời hạn"),
    )
    wage_vnd_month = WageField(label=_("Lương thỏa thuận"), required=False)


class EndForm(HouseForm):
    """Why it ends here."""

    reason = forms.ChoiceField(label=_("Lý do"), widget=forms.RadioSelect)
    reason_text = forms.CharField(label=_("Nói rõ thêm"), required=False, max_length=300)

    def __init__(self, *args: Any, reasons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("reason", reasons)


class StartForm(HouseForm):
    """The first day at work."""

    starts_on = forms.DateField(
        label=_("Ngày đi làm thực tế"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )


class FollowUpForm(HouseForm):
    """How a placed person is doing; offers only the results that can be recorded today."""

    result = forms.ChoiceField(
        label=_("Tình hình"), choices=FollowUpResult.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)

    def __init__(self, *args: Any, offered: frozenset[FollowUpResult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A page that is posted by hand gets the service's own words.
        widget = self.fields["result"].widget
        assert isinstance(widget, forms.RadioSelect)
        widget.choices = [row for row in FollowUpResult.choices if row[0] in offered]
