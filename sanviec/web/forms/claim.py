"""What is asked for a claim, its acts, and the monthly notice."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.claims.enums import (
    ContractSort,
    ExemptGround,
    GateReason,
    IntakeChannel,
    PaperKind,
    Pension,
    Separation,
    WageRegime,
    WageRegion,
)
from sanviec.apps.claims.models import Claim
from sanviec.apps.claims.services import REPORTED, ClaimData, NoticeData
from sanviec.apps.counselling.enums import CounsellingTopic, CounsellingWay
from sanviec.apps.reference.selectors import parameter
from sanviec.apps.referrals.enums import ReferralOrigin
from sanviec.apps.referrals.models import Referral
from sanviec.engines.benefits.values import LEAST_WAGE_VND
from sanviec.kernel.identifiers import is_valid_social_insurance_no
from sanviec.kernel.wages import parse_wage
from sanviec.web.labels import STATUS_KINDS

from .base import HouseForm
from .fields import FormKeyField

_DAY = {"type": "date"}
# What decides the right is never filled in by itself: a line that nobody chose would be a fact.
_UNCHOSEN = ("", gettext_lazy("Hãy chọn"))
_MONTH = re.compile(r"(?P<month>[0-9]{1,2})\s*/\s*(?P<year>[0-9]{4})")
_NO_PAY = re.compile(r"không\s+(đóng|lương)|thai\s*sản|ốm|tạm\s+hoãn", re.IGNORECASE)
_UNPAID = (
    ("thai sản", "maternity"),
    ("ốm", "sickness"),
    ("tạm hoãn", "suspended"),
    ("không lương", "unpaid_leave"),
)


def _day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **more
    )


class ContributionsField(forms.CharField):
    """The record of contributions, a line each: “07/2023 – 10/2026: 8.000.000”.

    Gives the months of the contract's format; a line with a reason instead of a wage is a time
    without contributions.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 6000)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 6}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        rows = tuple(_contribution(number, line) for number, line in enumerate(lines, 1))
        _refuse_twice_told(rows, lines)
        return rows


def _contribution(number: int, line: str) -> dict[str, Any]:
    months = _MONTH.findall(line)
    if len(months) not in (1, 2) or not all(1 <= int(month) <= 12 for month, _year in months):
        raise _wrong_line(number, line)
    first, last = (months[0], months[-1])
    if _written(last) < _written(first):
        words = _("Dòng %(number)s “%(line)s”: tháng sau đứng trước tháng đầu. Hãy đổi lại.")
        raise forms.ValidationError(words % {"number": number, "line": line[:60]}, code="line")
    rest = _MONTH.sub("", line).strip(" -–—:;,\t")
    row: dict[str, Any] = {"from": _written(first), "to": _written(last)}
    if _NO_PAY.search(rest):
        reason = next((code for words, code in _UNPAID if words in rest.lower()), None)
        return row | {"paid": False} | ({"reason": reason} if reason else {})
    wage = _wage(rest)
    # "8" or "7.5" is a slip of the pen, and a wage of eight đồng would be paid out as it stands.
    if wage is None or wage < LEAST_WAGE_VND:
        raise _wrong_line(number, line)
    return row | {"wage_vnd": wage, "paid": True}


def _refuse_twice_told(rows: tuple[dict[str, Any], ...], lines: list[str]) -> None:
    """Each month stands in one line only; the law's engine would count it twice."""
    order = sorted(range(len(rows)), key=lambda at: rows[at]["from"])
    for before, after in pairwise(order):
        if rows[after]["from"] <= rows[before]["to"]:
            words = _(
                "Dòng %(one)s và dòng %(two)s “%(line)s” có tháng trùng nhau. Mỗi tháng chỉ ghi "
                "một lần."
            )
            one, two = sorted((before + 1, after + 1))
            told = {"one": one, "two": two, "line": lines[two - 1][:60]}
            raise forms.ValidationError(words % told, code="line")


def _written(found: tuple[str, str]) -> str:
    return f"{found[1]}-{int(found[0]):02d}"


def _wage(text: str) -> int | None:
    digits = re.sub(r"[.\s]|đồng|đ$|vnđ|vnd", "", text.lower())
    if digits.isdigit():
        return int(digits)
    # A record of contributions is in đồng; a dollar rate is only asked for by the reader.
    read = parse_wage(text, usd_vnd=parameter("usd_vnd", timezone.localdate()))
    return read.min_vnd_month if read is not None else None


def _wrong_line(number: int, line: str) -> forms.ValidationError:
    words = _(
        "Dòng %(number)s “%(line)s” chưa đọc được. "
        "Hãy ghi như “07/2023 – 10/2026: 8.000.000” hoặc “03/2024 – 08/2024: thai sản”."
    )
    return forms.ValidationError(words % {"number": number, "line": line[:60]}, code="line")


def written_record(claim: Claim) -> str:
    """The record of a claim as the form's lines."""
    words = {code: text for text, code in _UNPAID}
    lines = []
    for row in claim.contributions:
        span = f"{_shown(row['from'])} – {_shown(row['to'])}"
        if row.get("paid", True):
            lines.append(f"{span}: {row['wage_vnd']:,}".replace(",", "."))
        else:
            lines.append(f"{span}: {words.get(row.get('reason'), 'không đóng')}")
    return "\n".join(lines)


def _shown(month: str) -> str:
    return f"{month[5:7]}/{month[:4]}"


class ClaimForm(HouseForm):
    """The job that ended and the contributions."""

    separated_on = _day_field(gettext_lazy("Ngày chấm dứt hợp đồng"))
    separation = forms.ChoiceField(
        label=gettext_lazy("Lý do chấm dứt"), choices=[_UNCHOSEN, *Separation.choices]
    )
    contract = forms.ChoiceField(
        label=gettext_lazy("Loại hợp đồng"), choices=[_UNCHOSEN, *ContractSort.choices]
    )
    contract_months = forms.IntegerField(
        label=gettext_lazy("Thời hạn hợp đồng (tháng)"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=gettext_lazy("Để trống nếu không xác định thời hạn"),
    )
    wage_regime = forms.ChoiceField(
        label=gettext_lazy("Chế độ tiền lương"),
        choices=WageRegime.choices,
        help_text=gettext_lazy("Hưởng lương theo hệ số thì chọn lương do Nhà nước quy định"),
    )
    workplace = forms.CharField(
        label=gettext_lazy("Nơi làm việc"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Xã, phường và tỉnh nơi làm việc trước khi nghỉ"),
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Vùng lương tối thiểu"),
        required=False,
        choices=[("", gettext_lazy("Chưa rõ")), *WageRegion.choices],
    )
    pension = forms.ChoiceField(label=gettext_lazy("Có lương hưu không"), choices=Pension.choices)
    contributions = ContributionsField(
        label=gettext_lazy("Quá trình đóng"),
        help_text=gettext_lazy(
            "Mỗi dòng một khoảng: “07/2023 – 10/2026: 8.000.000”. "
            "Thời gian không đóng ghi lý do: “03/2024 – 08/2024: thai sản”."
        ),
    )
    contributions_from = forms.CharField(
        label=gettext_lazy("Số liệu trên lấy từ đâu"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Ví dụ: sổ bảo hiểm xã hội, xác nhận của cơ quan bảo hiểm"),
    )
    insurance_no = forms.CharField(
        label=gettext_lazy("Mã số bảo hiểm xã hội"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Chỉ ghi khi khác số định danh cá nhân"),
    )
    carried_in_months = forms.IntegerField(
        label=gettext_lazy("Số tháng bảo lưu từ lần hưởng trước"),
        required=False,
        min_value=0,
        max_value=600,
    )

    def clean_insurance_no(self) -> str:
        number = str(self.cleaned_data["insurance_no"])
        if number and not is_valid_social_insurance_no(number):
            raise forms.ValidationError(
                _("Mã số bảo hiểm xã hội có 10 chữ số, hoặc là số định danh 12 chữ số."),
                code="insurance_no",
            )
        return number

    @classmethod
    def of(cls, claim: Claim, data: Any = None) -> ClaimForm:
        """The form with what the claim says."""
        named = {name: getattr(claim, name) for name in cls.base_fields if name != "contributions"}
        return cls(data, initial=named | {"contributions": written_record(claim)})

    def data_for_service(self) -> ClaimData:
        clean = dict(self.cleaned_data)
        clean["carried_in_months"] = clean["carried_in_months"] or 0
        clean.pop("channel", None)
        return ClaimData(**clean)


class NewClaimForm(ClaimForm):
    """The same with the way in which it is handed in."""

    channel = forms.ChoiceField(label=gettext_lazy("Cách nộp"), choices=IntakeChannel.choices)
    proxy_name = forms.CharField(
        label=gettext_lazy("Người được ủy quyền"), required=False, max_length=120
    )

    field_order = ("channel", "proxy_name")


class FileForm(HouseForm):
    """The day on which it was handed in."""

    filed_on = _day_field(
        gettext_lazy("Ngày nộp"),
        initial=timezone.localdate,
        help_text=gettext_lazy("Gửi bưu điện thì ghi ngày trên dấu bưu điện"),
    )


class ReasonForm(HouseForm):
    """Why; the words stay with the claim."""

    reason = forms.CharField(
        label=gettext_lazy("Lý do"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class GateForm(ReasonForm):
    """Why there was no counselling or no introduction; the kind is counted."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại lý do"), choices=GateReason.choices)

    field_order = ("kind", "reason")


class CollectForm(HouseForm):
    """Who came for the decision."""

    collector_name = forms.CharField(
        label=gettext_lazy("Người nhận thay, nếu có"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Để trống khi người lao động tự đến; nhận thay cần giấy ủy quyền"),
    )


class ExemptForm(ReasonForm):
    """No notice for one month, on a ground of the law."""

    month = forms.IntegerField(
        label=gettext_lazy("Tháng hưởng thứ"), min_value=2, max_value=12, initial=2
    )
    ground = forms.ChoiceField(label=gettext_lazy("Căn cứ miễn"), choices=ExemptGround.choices)

    field_order = ("month", "ground", "reason")


class RefusalForm(HouseForm):
    """A job that was not taken: the introduction where there is one, else its name."""

    takes_claim = True
    referral = forms.ChoiceField(label=gettext_lazy("Lần giới thiệu"), required=False)
    job = forms.CharField(
        label=gettext_lazy("Việc và nơi làm việc"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Ghi khi không có lần giới thiệu trong hệ thống"),
    )
    refused_on = _day_field(gettext_lazy("Ngày từ chối"), initial=timezone.localdate)
    said = forms.CharField(label=gettext_lazy("Lý do khi từ chối"), required=False, max_length=300)

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = ((str(one.pk), one.vacancy.title) for one in _introductions(claim))
        self.choose("referral", [("", _("Không có trong hệ thống")), *named])


def _introductions(claim: Claim) -> list[Referral]:
    """What the centre introduced since the job ended, the latest first."""
    made = Referral.objects.filter(
        jobseeker_id=claim.jobseeker_id,
        origin=ReferralOrigin.COUNSELLOR,
        created_at__date__gte=claim.separated_on,
    )
    return list(made.select_related("vacancy").order_by("-created_at", "id")[:20])


class PaperForm(HouseForm):
    """A paper that was handed in."""

    kind = forms.ChoiceField(label=gettext_lazy("Loại giấy tờ"), choices=PaperKind.choices)
    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=300)
    upload = forms.FileField(
        label=gettext_lazy("Ảnh hoặc PDF, nếu lưu bản chụp"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


class CounsellingForm(HouseForm):
    """A counselling meeting that took place."""

    form_key = FormKeyField()
    held_on = _day_field(gettext_lazy("Ngày tư vấn"), initial=timezone.localdate)
    topic = forms.ChoiceField(label=gettext_lazy("Nội dung"), choices=CounsellingTopic.choices)
    way = forms.ChoiceField(label=gettext_lazy("Hình thức"), choices=CounsellingWay.choices)
    summary = forms.CharField(
        label=gettext_lazy("Đã trao đổi"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    next_step = forms.CharField(
        label=gettext_lazy("Việc làm tiếp theo"), required=False, max_length=500
    )


class StatusForm(HouseForm):
    """Something that happened to a person in benefit."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Thay đổi"),
        choices=[(kind, STATUS_KINDS[kind]) for kind in REPORTED],
    )
    happened_on = _day_field(gettext_lazy("Từ ngày"))
    contract_months = forms.IntegerField(
        label=gettext_lazy("Thời hạn hợp đồng hoặc khóa học (tháng)"),
        required=False,
        min_value=0,
        max_value=600,
    )
    is_notified = forms.BooleanField(
        label=gettext_lazy("Người lao động tự thông báo"), required=False
    )
    source = forms.CharField(
        label=gettext_lazy("Biết từ đâu"),
        max_length=120,
        help_text=gettext_lazy("Ví dụ: người lao động báo, cơ quan bảo hiểm xã hội"),
    )


class NoticeForm(HouseForm):
    """The monthly notice: three places at most, in plain words."""

    employer_1 = forms.CharField(
        label=gettext_lazy("Nơi bạn đã hỏi việc"), required=False, max_length=150
    )
    employer_2 = forms.CharField(
        label=gettext_lazy("Nơi thứ hai, nếu có"), required=False, max_length=150
    )
    employer_3 = forms.CharField(
        label=gettext_lazy("Nơi thứ ba, nếu có"), required=False, max_length=150
    )
    found_work = forms.BooleanField(label=gettext_lazy("Tôi đã có việc làm"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Điều khác muốn nói"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def contacts(self) -> tuple[dict[str, str], ...]:
        named = (self.cleaned_data[f"employer_{number}"] for number in (1, 2, 3))
        return tuple({"employer": name} for name in named if name)

    def data_for_service(self) -> NoticeData:
        """What the service takes; the form is valid."""
        clean = self.cleaned_data
        return NoticeData(
            contacts=self.contacts(), found_work=clean["found_work"], note=clean["note"]
        )


class DeskNoticeForm(NoticeForm):
    """The same at the counter, where the officer writes what the person says."""

    employer_1 = forms.CharField(
        label=gettext_lazy("Nơi người lao động đã hỏi việc"), required=False, max_length=150
    )
    found_work = forms.BooleanField(
        label=gettext_lazy("Người lao động đã có việc làm"), required=False
    )
