"""Fields that read what people write: places, job titles, wages, dates, phones."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanviec.apps.platform.ids import new_id
from sanviec.apps.reference.selectors import gazetteer, occupations, parameter, place_code_of
from sanviec.kernel.durations import parse_experience
from sanviec.kernel.errors import InputError
from sanviec.kernel.identifiers import is_valid_citizen_id, normalise_phone
from sanviec.kernel.text import fold
from sanviec.kernel.wages import parse_wage


def refuse_without_letters(text: str) -> None:
    """A title or a name says something: a telephone number or a smiley alone finds nobody.

    Raises:
        forms.ValidationError: there is no letter in it.
    """
    if not any(char.isalpha() for char in text):
        raise forms.ValidationError(_("Mục này phải có chữ. Hãy ghi rõ tên."), code="no_letters")


class FormKeyField(forms.UUIDField):
    """The hidden key of a form: becomes the new row's id, so that a second tap, the back button
    or a lost answer makes no second row. What is not a key counts as none."""

    def __init__(self) -> None:
        super().__init__(required=False, initial=new_id, widget=forms.HiddenInput)

    def clean(self, value: Any) -> UUID | None:
        try:
            key: UUID | None = super().clean(value)
        except forms.ValidationError:
            return None
        return key


class PlaceField(forms.CharField):
    """A place in words, old names and abbreviations included; gives today's code.

    ``near`` is the province of the counter: there a commune's name alone is enough.
    """

    near = ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.widget.attrs |= {"list": "goi-y-noi", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        code = place_code_of(text) or self._nearby(text)
        if code is not None:
            return code
        near = ", ".join(place.full_name for place in gazetteer().suggest(text, limit=3))
        message = _("Chưa rõ “%(text)s” là nơi nào. Hãy ghi xã, phường và tỉnh, thành phố.")
        hint = _(" Có phải: %(near)s?") % {"near": near} if near else ""
        raise forms.ValidationError(message % {"text": text} + hint, code="place_unknown")

    def _nearby(self, text: str) -> str | None:
        """The commune of the counter's province that is meant, if there is only one."""
        if not self.near:
            return None
        hits = gazetteer().resolve(text, within=self.near)
        name = fold(text)
        same = [p.code for p in gazetteer().communes(self.near) if fold(p.name) == name]
        codes = [hit.today_code for hit in hits] or same
        return codes[0] if len(codes) == 1 else None


def look_near(form: forms.Form, name: str, province: str) -> None:
    """Let a form's place field understand a commune's name alone, of this province."""
    field = form.fields[name]
    assert isinstance(field, PlaceField)
    field.near = province


class PlacesField(PlaceField):
    """Several places in one line; gives the list of today's codes."""

    def clean(self, value: Any) -> Any:
        text = forms.CharField.clean(self, value)
        if not text:
            return []
        codes = list(dict.fromkeys(hit.today_code for hit in gazetteer().resolve(text)))
        return codes or [super().clean(value)]


class TitlesField(forms.CharField):
    """Job titles separated by commas; gives the list, as typed."""

    def __init__(self, *, most: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 500)
        super().__init__(**kwargs)
        self.most = most

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()][
            : self.most
        ]


def occupation_codes_of(titles: list[str]) -> list[str]:
    """ISCO-08 codes behind job titles, in their order, each once."""
    found = [hit.code for title in titles for hit in occupations().find(title, limit=1)]
    return list(dict.fromkeys(found))


# What the kernel takes for a month's wage when no unit is written; below it is a slip ("8 usd").
LEAST_WAGE_VND_MONTH = 300_000
# A bare small number means million: nobody works for 8 đồng. "800.000" is written out in đồng.
_BARE_MILLIONS = re.compile(r"(?![0-9]{3}[.,][0-9]{3}$)[0-9]{1,3}(?:[.,][0-9]*)?|[.,][0-9]+")


class WageField(forms.CharField):
    """A monthly wage as people write it: "8 triệu", "15tr", "8.000.000"; gives đồng."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        rate = parameter("usd_vnd", timezone.localdate())
        wage = parse_wage(f"{text} triệu" if _BARE_MILLIONS.fullmatch(text) else text, usd_vnd=rate)
        amount = wage and (wage.min_vnd_month or wage.max_vnd_month)
        is_foreign = any(char.isnumeric() and not char.isascii() for char in text)
        if not amount or amount < LEAST_WAGE_VND_MONTH or is_foreign:
            raise forms.ValidationError(
                _(
                    "Chưa rõ mức lương “%(text)s”. "
                    "Hãy ghi lương một tháng như “8 triệu” hoặc “8.000.000”."
                )
                % {"text": text},
                code="wage_unknown",
            )
        return amount


MOST_VND = 10**12
# "1500000", "1.500.000", "1 500 000"; a point with other than three digits is a slip, not đồng.
_WHOLE_DONG = re.compile(r"[0-9]+|[0-9]{1,3}(?:[., ][0-9]{3})+")
_DONG = re.compile(r"\s*(?:đồng|vnđ|vnd|đ)$")


class MoneyField(forms.CharField):
    """A sum as people write it: 6.000.000, "6 triệu"; gives whole đồng.

    Not a number field: there "300.000" would be three hundred.
    """

    def __init__(self, *, least: int = 0, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.least = least
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        amount = _dong_of(text)
        if amount is None or not self.least <= amount <= MOST_VND:
            raise forms.ValidationError(
                _("Chưa rõ số tiền “%(text)s”. Hãy ghi như 6.000.000 hoặc 6 triệu.")
                % {"text": text},
                code="money_unknown",
            )
        return amount


def _dong_of(text: str) -> int | None:
    bare = _DONG.sub("", text.lower())
    if _WHOLE_DONG.fullmatch(bare):
        return int(re.sub(r"[., ]", "", bare))
    if not any(char.isalpha() for char in bare):
        return None
    read = parse_wage(text, usd_vnd=0)
    is_one = read is not None and read.min_vnd_month == read.max_vnd_month
    return read.min_vnd_month if read is not None and is_one else None


class ExperienceField(forms.CharField):
    """How long somebody has done the work: "3 năm", "6 tháng", "chưa có"; gives months."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("help_text", gettext_lazy("Ví dụ 3 năm, 6 tháng, hoặc chưa có"))
        super().__init__(**kwargs)
        self.widget.attrs |= {"autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        if fold(text) in {"chua", "khong can", fold(_("chưa có")), fold(_("không cần"))}:
            return 0
        found = parse_experience(text)
        months = found.min_months if found else None
        if months is None or not 0 <= months <= 720:
            raise forms.ValidationError(
                _("Chưa rõ “%(text)s” là bao lâu. Hãy ghi như “3 năm” hoặc “6 tháng”.")
                % {"text": text},
                code="experience_unknown",
            )
        return months


def experience_text(months: int | None, *, is_asked: bool = False) -> str:
    """Months as ``ExperienceField`` reads them again: 18 is "1 năm 6 tháng".

    Args:
        is_asked: it is what an employer asks, not what a person has.
    """
    if months is None:
        return ""
    if months == 0:
        return _("không cần") if is_asked else _("chưa có")
    years, rest = divmod(months, 12)
    parts = [ngettext("%(n)s năm", "%(n)s năm", years) % {"n": years}] if years else []
    if rest:
        parts.append(ngettext("%(n)s tháng", "%(n)s tháng", rest) % {"n": rest})
    return " ".join(parts)


class BirthField(forms.CharField):
    """A birth date, or only the year; gives ``(date or None, year)``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Ví dụ 27/3/1998, hoặc chỉ năm sinh"))
        kwargs.setdefault("max_length", 12)
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None, None
        born = _year_or_date(text)
        today = timezone.localdate()
        if born is None or not today.year - 100 <= born[1] <= today.year - 13:
            raise forms.ValidationError(
                _("Ngày sinh “%(text)s” không đúng. Hãy ghi như 27/3/1998 hoặc 1998.")
                % {"text": text},
                code="birth_wrong",
            )
        return born


def _year_or_date(text: str) -> tuple[date | None, int] | None:
    if text.isascii() and text.isdecimal() and len(text) == 4:
        return None, int(text)
    try:
        day = forms.DateField(
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d%m%Y"]
        ).clean(text)
    except forms.ValidationError:
        return None
    return day, day.year


class PhoneField(forms.CharField):
    """A Vietnamese phone number in any spelling; gives ten digits."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            number = normalise_phone(text)
        except InputError:
            number = None
        if not number:
            raise forms.ValidationError(
                _("Số điện thoại chưa đúng. Hãy ghi đủ 10 số, ví dụ 0912 345 678."), code="phone"
            )
        return number


class CitizenIdField(forms.CharField):
    """A twelve-digit personal identity number."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 20)
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace(" ", "")
        if text and not is_valid_citizen_id(text):
            raise forms.ValidationError(
                _("Số định danh gồm 12 chữ số và phải đúng cấu trúc. Hãy xem lại trên thẻ."),
                code="identity",
            )
        return text
