"""The questions of the benefit estimator: one thing each, in words that need no law."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanviec.kernel.text import fold
from sanviec.web.law_words import law_number

from .base import HouseForm
from .fields import WageField

MOST_MONTHS: Final = 480
LONGEST_BACK: Final = timedelta(days=5 * 366)
LONGEST_AHEAD: Final = timedelta(days=366)
_DAY_FORMATS: Final = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]
# "40", "40 tháng", "3 năm", "3 năm 4 tháng", without marks and in English too; nothing else, since
# a misread number of months is money.
_LENGTH: Final = re.compile(
    r"(?:(?P<years>[0-9]{1,2}) ?(?:nam|years?))?"
    r"(?: ?(?:va |and )?(?P<months>[0-9]{1,3})(?(years) ?(?:thang|months?)| ?(?:thang|months?)?))?",
    re.ASCII,
)
NOT_SURE: Final = "not_sure"
EARLIER: Final = "earlier"
Answers = Mapping[str, Any]


class Question(HouseForm):
    """One page of the estimator.

    Args:
        answers: What was answered before, by field.
        today: The day of the visit.
    """

    title: ClassVar[Any] = ""
    why: ClassVar[Any] = ""

    def __init__(self, *args: Any, answers: Answers, today: date, **kwargs: Any) -> None:
        self.answers = answers
        self.today = today
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill in what depends on the answers before."""


class MonthsField(forms.CharField):
    """A number of months as people write it: "40", "3 năm 4 tháng"; gives months."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        months = _months(text)
        if months is None or not 0 <= months <= MOST_MONTHS:
            raise forms.ValidationError(
                _("Chưa rõ “%(text)s” là bao nhiêu tháng. Hãy ghi như “40” hoặc “3 năm 4 tháng”.")
                % {"text": text},
                code="months_unknown",
            )
        return months


def _months(text: str) -> int | None:
    found = _LENGTH.fullmatch(" ".join(fold(text).split()))
    if found is None or not any(found.groups()):
        return None
    return 12 * int(found["years"] or 0) + int(found["months"] or 0)


class LeftOn(Question):
    """When the job ends or ended."""

    title = gettext_lazy("Bạn nghỉ việc ngày nào?")
    why = gettext_lazy(
        "Ngày cuối cùng của hợp đồng, ghi trên quyết định thôi việc. Nếu chưa nghỉ, hãy ghi ngày "
        "dự định nghỉ."
    )
    left_on = forms.DateField(
        label=gettext_lazy("Ngày nghỉ việc"),
        help_text=gettext_lazy("Ví dụ 27/3/2026"),
        input_formats=_DAY_FORMATS,
        # No "numeric" keyboard: that of an iPhone has no stroke to part day and month.
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
    )

    def clean_left_on(self) -> date:
        day: date = self.cleaned_data["left_on"]
        first, last = self.today - LONGEST_BACK, self.today + LONGEST_AHEAD
        if not first <= day <= last:
            raise forms.ValidationError(
                _("Hãy ghi ngày từ %(first)s đến %(last)s.")
                % {"first": _day(first), "last": _day(last)},
                code="too_far",
            )
        return day


class How(Question):
    """How the job ended."""

    title = gettext_lazy("Bạn nghỉ việc vì sao?")
    why = gettext_lazy(
        "Người tự ý nghỉ trái luật hoặc nghỉ để hưởng lương hưu thì không được hưởng."
    )
    how = forms.ChoiceField(
        label=gettext_lazy("Cách nghỉ việc"),
        widget=forms.RadioSelect,
        choices=[
            ("contract_ended", gettext_lazy("Hết hạn hợp đồng, hoặc đã làm xong việc")),
            ("mutual_agreement", gettext_lazy("Hai bên cùng đồng ý cho nghỉ")),
            ("lawful_resignation", gettext_lazy("Tôi xin nghỉ và đã báo trước đúng hạn")),
            ("unlawful_resignation", gettext_lazy("Tôi tự ý nghỉ, không báo trước")),
            ("employer_ended", gettext_lazy("Nơi làm cho nghỉ: cắt giảm, giải thể, phá sản…")),
            ("disciplinary_dismissal", gettext_lazy("Tôi bị sa thải hoặc buộc thôi việc")),
            ("retired", gettext_lazy("Tôi nghỉ hưu")),
            (NOT_SURE, gettext_lazy("Tôi không chắc")),
        ],
    )


class Pension(Question):
    """Whether a pension is there or could be."""

    title = gettext_lazy("Bạn có lương hưu chưa?")
    pension = forms.ChoiceField(
        label=gettext_lazy("Lương hưu hằng tháng"),
        widget=forms.RadioSelect,
        choices=[
            ("none", gettext_lazy("Chưa đủ tuổi hoặc chưa đủ năm đóng để nhận lương hưu")),
            ("eligible", gettext_lazy("Đã đủ điều kiện nhận lương hưu, nhưng chưa nhận")),
            ("receiving", gettext_lazy("Đang nhận lương hưu")),
        ],
    )


class Contract(Question):
    """What kind of contract it was."""

    title = gettext_lazy("Hợp đồng của bạn dài bao lâu?")
    why = gettext_lazy("Với hợp đồng ngắn, những tháng đã đóng được tính trong khoảng dài hơn.")
    contract = forms.ChoiceField(
        label=gettext_lazy("Loại hợp đồng"),
        widget=forms.RadioSelect,
        choices=[
            ("indefinite", gettext_lazy("Không ghi ngày hết hạn")),
            ("long", ""),
            ("short", ""),
        ],
    )

    def prepare(self) -> None:
        limit = {"n": law_number("short_contract_limit_months", self.today)}
        told = {
            "long": _("Có ngày hết hạn, từ %(n)s tháng trở lên") % limit,
            "short": _("Dưới %(n)s tháng, hoặc theo mùa vụ") % limit,
        }
        field = self.fields["contract"]
        assert isinstance(field, forms.ChoiceField)
        choices: Any = field.choices
        self.choose("contract", [(code, told.get(code, name)) for code, name in choices])


class Total(Question):
    """Months of contribution that no benefit has used."""

    title = gettext_lazy("Bạn đã đóng bảo hiểm thất nghiệp bao nhiêu tháng?")
    why = gettext_lazy(
        "Chỉ tính những tháng chưa hưởng trợ cấp lần nào, cộng cả tháng được bảo lưu. Xem trong sổ "
        "bảo hiểm xã hội hoặc ứng dụng VssID, mục Quá trình tham gia."
    )
    total_months = MonthsField(
        label=gettext_lazy("Số tháng đã đóng"),
        help_text=gettext_lazy("Ví dụ 40, hoặc 3 năm 4 tháng"),
    )


class Window(Question):
    """Months of contribution shortly before the end of the job."""

    window_months = MonthsField(label=gettext_lazy("Số tháng có đóng trong khoảng đó"))

    @property
    def why(self) -> str:
        """How many are needed."""
        least = law_number("window_paid_months", self.today)
        return _("Cần ít nhất %(n)s tháng mới được hưởng.") % {"n": least}

    @property
    def title(self) -> str:
        """The question with the length of the window."""
        count = self.answers["window_length"]
        return ngettext(
            "Trong %(n)s tháng trước khi nghỉ, bạn có đóng mấy tháng?",
            "Trong %(n)s tháng trước khi nghỉ, bạn có đóng mấy tháng?",
            count,
        ) % {"n": count}

    def clean_window_months(self) -> int:
        most = min(self.answers["window_length"], self.answers["total_months"])
        months: int = self.cleaned_data["window_months"]
        if months > most:
            raise forms.ValidationError(
                ngettext(
                    "Nhiều nhất là %(n)s tháng.", "Nhiều nhất là %(n)s tháng.", most
                ) % {"n": most},
                code="too_many",
            )  # fmt: skip
        return months


class LastMonth(Question):
    """The last month that was paid: the cap goes by its minimum wage."""

    title = gettext_lazy("Nơi làm đóng cho bạn đến hết tháng nào?")
    last_month = forms.ChoiceField(
        label=gettext_lazy("Tháng đóng cuối cùng"), widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        month = month_of(self.answers["left_on"])
        names = [f"{one % 12 + 1:02d}/{one // 12}" for one in (month, month - 1)]
        choices = [
            ("same", _("Tháng %(month)s, tháng nghỉ việc") % {"month": names[0]}),
            ("before", _("Tháng %(month)s") % {"month": names[1]}),
            (EARLIER, _("Trước nữa: có thời gian không đóng rồi mới nghỉ")),
        ]
        self.choose("last_month", choices)


class Wage(Question):
    """The average wage that the contribution was paid on."""

    title = gettext_lazy("Tiền lương đóng bảo hiểm của bạn là bao nhiêu?")
    wage = WageField(
        label=gettext_lazy("Lương đóng bảo hiểm, bình quân một tháng"),
        help_text=gettext_lazy("Ví dụ 8 triệu, hoặc 8.000.000"),
    )

    @property
    def why(self) -> str:
        """Of how many months the average is."""
        words = _(
            "Lấy bình quân %(n)s tháng có đóng gần nhất. Đây là lương ghi trên sổ bảo hiểm, có thể "
            "thấp hơn lương bạn nhận."
        )
        return words % {"n": law_number("averaging_months", self.today)}


class Workplace(Question):
    """Where the work was; asked only where the cap may bind."""

    title = gettext_lazy("Bạn làm việc ở đâu?")
    why = gettext_lazy(
        "Lương của bạn gần mức tối đa, mà mức tối đa mỗi nơi một khác. Hãy ghi xã, phường và tỉnh "
        "của nơi làm việc; tên cũ cũng được."
    )
    workplace = forms.CharField(
        label=gettext_lazy("Nơi làm việc"),
        max_length=200,
        help_text=gettext_lazy("Ví dụ phường Dĩ An, Bình Dương"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class Region(Question):
    """The wage region, where the workplace did not tell it."""

    title = gettext_lazy("Nơi bạn làm thuộc vùng lương tối thiểu nào?")
    why = gettext_lazy(
        "Chúng tôi chưa biết chắc từ nơi làm việc bạn ghi. Vùng thường có trong hợp đồng lao động; "
        "phòng nhân sự cũng biết."
    )
    region = forms.ChoiceField(
        label=gettext_lazy("Vùng lương tối thiểu"),
        widget=forms.RadioSelect,
        choices=[
            ("I", gettext_lazy("Vùng I: các quận, khu công nghiệp lớn")),
            ("II", gettext_lazy("Vùng II: thành phố, thị xã và vùng lân cận")),
            ("III", gettext_lazy("Vùng III: thị trấn và huyện có công nghiệp")),
            ("IV", gettext_lazy("Vùng IV: các nơi còn lại")),
            (NOT_SURE, gettext_lazy("Tôi không biết")),
        ],
    )


def month_of(day: date) -> int:
    """Give the months since the year 0, as the engine counts them."""
    return day.year * 12 + day.month - 1


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
