"""What a person in benefit tells of work that was found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from sanviec.apps.claims.services import Report

from .base import HouseForm

NEW_JOB = "new_job"


class OwnWorkForm(HouseForm):
    """Where, from when and for how long."""

    employer = forms.CharField(label=gettext_lazy("Nơi làm việc mới"), max_length=80)
    happened_on = forms.DateField(
        label=gettext_lazy("Ngày bắt đầu làm"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    contract_months = forms.IntegerField(
        label=gettext_lazy("Thời hạn hợp đồng (tháng)"),
        required=False,
        min_value=0,
        max_value=600,
        help_text=gettext_lazy("Để trống nếu không xác định thời hạn"),
    )

    def data_for_service(self) -> Report:
        clean: dict[str, Any] = self.cleaned_data
        return Report(
            kind=NEW_JOB,
            happened_on=clean["happened_on"],
            is_notified=True,
            # Kept with the dossier and told in its decisions, whatever the language of the page.
            source=f"Người lao động báo trên mạng: {clean['employer']}",
            contract_months=clean["contract_months"],
        )
