"""Fields read what people write, and say what to do when they cannot."""

from __future__ import annotations

import pytest
from django import forms

from sanviec.web.forms.base import HouseForm
from sanviec.web.forms.fields import (
    BirthField,
    CitizenIdField,
    ExperienceField,
    MoneyField,
    PhoneField,
    PlaceField,
    PlacesField,
    TitlesField,
    WageField,
    experience_text,
    look_near,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        (WageField(), "8 triệu", 8_000_000),
        (WageField(), "8", 8_000_000),
        (WageField(), "7,5", 7_500_000),
        (WageField(), "15tr", 15_000_000),
        (WageField(), "8.000.000", 8_000_000),
        # Written out in đồng; it was read as 800 million.
        (WageField(), "800.000", 800_000),
        (WageField(), "7.500", 7_500_000),
        (WageField(required=False), "", None),
        (MoneyField(), "300.000", 300_000),
        (MoneyField(), "300000", 300_000),
        (MoneyField(), "1 500 000 đồng", 1_500_000),
        (MoneyField(), "1.500.000đ", 1_500_000),
        (MoneyField(), "6 triệu", 6_000_000),
        (MoneyField(), "1,5 triệu", 1_500_000),
        (ExperienceField(), "3 năm", 36),
        (ExperienceField(), "3", 36),
        (ExperienceField(), "6 thang", 6),
        (ExperienceField(), "chưa có", 0),
        (ExperienceField(), "không cần", 0),
        (ExperienceField(required=False), "", None),
        (TitlesField(), "công nhân may; thợ hàn ,", ["công nhân may", "thợ hàn"]),
        (PhoneField(), "+84 912 345 678", "0912345678"),
        (PhoneField(required=False), "", ""),
        (PlaceField(), "lang son", "20"),
        (PlaceField(), "Xã Mai Pha, TP Lạng Sơn", "05977"),
        (PlacesField(), "Kỳ Lừa, Lạng Sơn; Hà Nội", ["06187", "01"]),
        (PlaceField(required=False), "", ""),
    ],
)
def test_field_understands(field: forms.Field, text: str, expected: object) -> None:
    assert field.clean(text) == expected


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (MoneyField(), "-300.000"),
        (MoneyField(), "1.5"),
        (MoneyField(), "5 - 6 triệu"),
        (MoneyField(), "ba trăm"),
        (MoneyField(), "9" * 13),
        (MoneyField(least=1), "0"),
        (WageField(), "nhiều"),
        (WageField(), "1" * 80),
        # What people try, and what was read as 10 million, as 200 thousand and as 8 million.
        (WageField(), "10^15"),
        (WageField(), "10 ^ 15"),
        (WageField(), "10**15"),
        (WageField(), "10¹⁵"),
        (WageField(), "8 usd"),
        (WageField(), "٨ triệu"),
        (ExperienceField(), "lâu lắm"),
        (ExperienceField(), "900 năm"),
        (PhoneField(), "12345"),
        (CitizenIdField(), "123456789012"),
        (CitizenIdField(), "00109x000001"),
        (BirthField(), "31/02/1990"),
        (BirthField(), "1890"),
        (BirthField(), "2026"),
        (PlaceField(), "xyzzy"),
        (PlaceField(), "a\0b"),
        (TitlesField(), "x" * 600),
    ],
)
def test_field_refuses(field: forms.Field, text: str) -> None:
    with pytest.raises(forms.ValidationError):
        field.clean(text)


@pytest.mark.parametrize("months", [0, 1, 12, 18, 36, 125])
def test_experience_is_read_back_from_its_own_text(months: int) -> None:
    assert ExperienceField().clean(experience_text(months)) == months
    assert ExperienceField().clean(experience_text(months, is_asked=True)) == months


class CounterForm(HouseForm):
    place = PlaceField(label="Nơi ở")
    count = forms.IntegerField(label="Số người", min_value=1, max_value=9)
    day = forms.DateField(label="Ngày")
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A")])


def test_a_commune_alone_is_enough_at_the_counter_of_its_province() -> None:
    form = CounterForm({"place": "ky lua"})
    assert "place" in form.errors
    look_near(form, "place", "20")
    form.full_clean()
    assert form.cleaned_data["place"] == "06187"


@pytest.mark.parametrize(
    ("answers", "name", "expected"),
    [
        ({}, "place", "Hãy điền “Nơi ở”."),
        ({}, "kind", "Hãy chọn “Loại”."),
        ({"kind": "zzz"}, "kind", "Hãy chọn trong danh sách."),
        ({"count": "mười"}, "count", "Hãy ghi một số, ví dụ 12."),
        ({"count": "0"}, "count", "Hãy ghi số từ 1 trở lên."),
        ({"count": "10"}, "count", "Hãy ghi số không quá 9."),
        ({"day": "31/02/2026"}, "day", "Ngày chưa đúng. Hãy ghi như 27/3/2026."),
    ],
)
def test_errors_say_what_to_do(answers: dict[str, str], name: str, expected: str) -> None:
    assert CounterForm(answers).errors[name] == [expected]


@pytest.mark.parametrize("field", [WageField(), BirthField(), ExperienceField(), PhoneField()])
@pytest.mark.parametrize("text", ["²", "²²²²", "٣", "1²"])
def test_odd_digits_are_refused_and_break_nothing(field: forms.Field, text: str) -> None:
    if text == "٣" and isinstance(field, ExperienceField):
        # A digit of another script is read as the digit that it is.
        assert field.clean(text) == field.clean("3")
        return
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(text)
    assert caught.value.messages


def test_a_refused_wage_is_quoted_as_it_was_typed() -> None:
    with pytest.raises(forms.ValidationError) as caught:
        WageField().clean("0")
    assert "“0”" in caught.value.messages[0]


class Note(HouseForm):
    """Words and a number."""

    words = forms.CharField(label="Lời")
    number = forms.IntegerField(label="Số", required=False, min_value=1)


def test_what_nobody_sees_is_left_out() -> None:
    form = Note({"words": "a\x01b\u200b\u202e\nc\td\x00"})
    assert form.is_valid()
    assert form.cleaned_data["words"] == "ab\nc\td"


def test_nothing_but_invisible_characters_is_empty() -> None:
    assert Note({"words": "\x01\u200b\u2066"}).errors["words"] == ["Hãy điền “Lời”."]


def test_a_number_below_the_least_says_the_least() -> None:
    assert "từ 1 trở lên" in Note({"words": "a", "number": "-1"}).errors["number"][0]


class Places(HouseForm):
    """A number that may reach the thousands."""

    places = forms.IntegerField(min_value=1)


@pytest.mark.parametrize(
    ("text", "expected"), [("1.000", 1000), ("1.200", 1200), (" 12 ", 12), ("1.5", None)]
)
def test_a_point_parts_the_thousands(text: str, expected: int | None) -> None:
    form = Places({"places": text})
    form.is_valid()
    assert form.cleaned_data.get("places") == expected
