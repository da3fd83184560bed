"""What is asked for pay lists, their answers and recoveries."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.validators import FileExtensionValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.payments.enums import RecoveryReason
from sanviec.apps.payments.services import Instalment, RecoveryData

from .base import HouseForm
from .fields import MoneyField

# "2026-11" as the browser's own month writes it, "11/2026" as people do.
_MONTHS = ("%Y-%m", "%m/%Y", "%m-%Y")


class MonthForm(HouseForm):
    """The calendar month that is paid."""

    month = forms.CharField(
        label=gettext_lazy("Tháng chi trả"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text=gettext_lazy("Ví dụ 11/2026"),
    )

    def clean_month(self) -> date:
        read = forms.DateField(input_formats=_MONTHS)
        try:
            return read.clean(self.cleaned_data["month"]).replace(day=1)
        except forms.ValidationError:
            raise forms.ValidationError(
                _("Tháng chưa đúng. Hãy ghi như 11/2026."), code="month"
            ) from None

    @classmethod
    def of_today(cls, data: Any = None) -> MonthForm:
        """The form with this month filled in."""
        return cls(data, initial={"month": f"{timezone.localdate():%Y-%m}"})


class AnswerFileForm(HouseForm):
    """What came back of a list."""

    file = forms.FileField(
        label=gettext_lazy("Tệp kết quả chi trả (CSV, XLSX)"),
        validators=[
            FileExtensionValidator(
                ["csv", "xlsx"], gettext_lazy("Hãy gửi tệp CSV hoặc XLSX đã tải từ danh sách.")
            )
        ],
        help_text=gettext_lazy("Dùng tệp đã tải từ danh sách, điền Kết quả, Số tiền đã chi, Ngày"),
    )


class RecordFileForm(HouseForm):
    """A record of contributions as the agency handed it out."""

    file = forms.FileField(
        label=gettext_lazy("Tệp quá trình đóng (JSON, CSV, XLSX)"),
        validators=[FileExtensionValidator(["json", "csv", "xlsx"])],
    )


class RecoveryForm(HouseForm):
    """Money that was paid and was not due."""

    reason = forms.ChoiceField(label=gettext_lazy("Lý do"), choices=RecoveryReason.choices)
    owed_vnd = MoneyField(label=gettext_lazy("Số tiền phải thu hồi (đồng)"), least=1)
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
    amount_vnd = MoneyField(label=gettext_lazy("Số tiền (đồng)"), least=1)
    receipt = forms.CharField(label=gettext_lazy("Số chứng từ"), max_length=60)

    def data_for_service(self) -> Instalment:
        return Instalment(**self.cleaned_data)
