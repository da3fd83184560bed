"""What is asked for a complaint and for its answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.claims.enums import ComplaintOutcome, IntakeChannel
from sanviec.apps.claims.models import Claim
from sanviec.apps.claims.services import ComplaintData

from .base import HouseForm
from .fields import FormKeyField


class OwnComplaintForm(HouseForm):
    """What the person holds to be wrong."""

    form_key = FormKeyField()
    decision = forms.ChoiceField(label=gettext_lazy("Khiếu nại về"), required=False)
    content = forms.CharField(
        label=gettext_lazy("Điều bạn cho là sai và mong muốn của bạn"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signed = claim.decisions.signed().order_by("-signed_at", "id")
        self.decisions = {str(decision.pk): decision for decision in signed}
        named = (
            (pk, f"{decision.get_kind_display()} ({decision.number})")
            for pk, decision in self.decisions.items()
        )
        other = ("", _("Việc làm hoặc việc không làm của trung tâm"))
        self.choose("decision", [other, *named])

    def data_for_service(self) -> ComplaintData:
        clean = self.cleaned_data
        return ComplaintData(
            content=clean["content"],
            filed_on=clean.get("filed_on") or timezone.localdate(),
            decision=self.decisions.get(clean["decision"]),
            channel=IntakeChannel(clean.get("channel") or IntakeChannel.PORTAL),
            filer_name=clean.get("filer_name", ""),
            form_key=clean["form_key"],
        )


class ComplaintForm(OwnComplaintForm):
    """The same as an officer takes it in, with who brought it and how."""

    filed_on = forms.DateField(
        label=gettext_lazy("Ngày nhận đơn"),
        initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    channel = forms.ChoiceField(label=gettext_lazy("Cách nộp"), choices=IntakeChannel.choices)
    filer_name = forms.CharField(
        label=gettext_lazy("Người khiếu nại thay"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Để trống khi chính người lao động khiếu nại"),
    )


class AnswerForm(HouseForm):
    """Whether it is right, and why."""

    outcome = forms.ChoiceField(label=gettext_lazy("Kết luận"), choices=ComplaintOutcome.choices)
    answer = forms.CharField(
        label=gettext_lazy("Căn cứ và lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
