"""What is asked for a transfer of the allowance to another centre."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from sanviec.apps.centres.models import Centre

from .base import HouseForm


class TransferForm(HouseForm):
    """Where to, and why."""

    to_centre = forms.ChoiceField(label=gettext_lazy("Trung tâm muốn chuyển đến"))
    reason = forms.CharField(
        label=gettext_lazy("Lý do chuyển"),
        max_length=300,
        help_text=gettext_lazy("Ví dụ: về quê, theo gia đình, tìm việc ở tỉnh khác"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        centres = Centre.objects.filter(is_active=True).order_by("name", "code")
        self.choose("to_centre", [("", ""), *((centre.code, centre.name) for centre in centres)])
