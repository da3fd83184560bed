"""Fields that read what people write: places, job titles, wages, dates, phones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.reference.selectors import gazetteer, occupations, parameter, place_code_of
from sanviec.kernel.errors import InputError
from sanviec.kernel.identifiers import is_valid_citizen_id, normalise_phone
from sanviec.kernel.wages import parse_wage


class PlaceField(forms.CharField):
    """A place in words, old names and abbreviations included; gives today's code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        super().__init__(**kwargs)
        self.widget.attrs |= {"list": "goi-y-noi", "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        code = place_code_of(text)
        if code is not None:
            return code
        near = ", ".join(place.full_name for place in gazetteer().suggest(text, limit=3))
        message = _("Chưa rõ “%(text)s” là nơi nào. Hãy ghi xã, phường và tỉnh, thành phố.")
        hint = _(" Có phải: %(near)s?") % {"near": near} if near else ""
        raise forms.ValidationError(message % {"text": text} + hint, code="place_unknown")


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

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [part.strip() for part in text.replace(";", ",").split(",") if part.strip()][:5]


def occupation_codes_of(titles: list[str]) -> list[str]:
    """ISCO-08 codes behind job titles, in their order, each once."""
    found = [hit.code for title in titles for hit in occupations().find(title, limit=1)]
    return list(dict.fromkeys(found))


class WageField(forms.CharField):
    """A monthly wage as people write it: "8 triệu", "15tr", "8.000.000"; gives đồng."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        # A bare small number means million: nobody works for 8 đồng.
        plain = text.replace(",", ".").strip()
        if plain.replace(".", "", 1).isdigit() and float(plain) < 1_000:
            text = f"{text} triệu"
        rate = parameter("usd_vnd", timezone.localdate())
        wage = parse_wage(text, usd_vnd=rate)
        amount = wage and (wage.min_vnd_month or wage.max_vnd_month)
        if not amount:
            raise forms.ValidationError(
                _("Chưa rõ mức lương “%(text)s”. Hãy ghi như “8 triệu” hoặc “8.000.000”.")
                % {"text": text},
                code="wage_unknown",
            )
        return amount


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
    if text.isdigit() and len(text) == 4:
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
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "tel", "autocomplete": "tel"}

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
