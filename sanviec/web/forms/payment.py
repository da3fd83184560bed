"""What is asked for pay lists, their answers and recoveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.payments.enums import RecoveryReason
from sanviec.apps.payments.services import Instalment, RecoveryData

from .base import HouseForm


class MonthForm(HouseForm):
    """The calendar month that is paid."""

    month = forms.CharField(
        label=gettext_lazy("Tháng chi trả"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text=gettext_lazy("Ghi như 2026-11"),
    )

    def clean_month(self) -> date:
        try:
            return date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError(
                _("Tháng chưa đúng. Hãy ghi như 2026-11."), code="month"
            ) from None

    @classmethod
    def of_today(cls, data: Any = None) -> MonthForm:
        """The form with this month filled in."""
        return cls(data, initial={"month": f"{timezone.localdate():%Y-%m}"})


class AnswerFileForm(HouseForm):
    """What came back of a list."""

    file = forms.FileField(
        label=gettext_lazy("Tệp kết quả chi trả (CSV, XLSX)"),
        help_text=gettext_lazy("Dùng tệp đã tải từ danh sách, điền Kết quả, Số tiền đã chi, Ngày"),
    )


class RecordFileForm(HouseForm):
    """A record of contributions as the agency handed it out."""

    file = forms.FileField(label=gettext_lazy("Tệp quá trình đóng (JSON, CSV, XLSX)"))


class RecoveryForm(HouseForm):
    """Money that was paid and was not due."""

    reason = forms.ChoiceField(label=gettext_lazy("Lý do"), choices=RecoveryReason.choices)
    owed_vnd = forms.IntegerField(
        label=gettext_lazy("Số tiền phải thu hồi (đồng)"), min_value=1, max_value=10**12
    )
    note = forms.CharField(
        label=gettext_lazy("Căn cứ và cách tính"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def data_for_service(self) -> RecoveryData:
        clean = self.cleaned_data
        return RecoveryData(clean["owed_vnd"], RecoveryReason(clean["reason"]), clean["note"])


class InstalmentForm(HouseForm):
    """One payment back."""

    paid_on = forms.DateField(
        label=gettext_lazy("Ngày nộp"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    amount_vnd = forms.IntegerField(
        label=gettext_lazy("Số tiền (đồng)"), min_value=1, max_value=10**12
    )
    receipt = forms.CharField(label=gettext_lazy("Số chứng từ"), max_length=60)

    def data_for_service(self) -> Instalment:
        return Instalment(**self.cleaned_data)
