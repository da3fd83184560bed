"""Numbers of phones, people and employers are checked and hidden; ids sort by time."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.errors import InputError
from sanviec.kernel.identifiers import (
    citizen_id_facts,
    is_mobile,
    is_valid_citizen_id,
    is_valid_social_insurance_no,
    is_valid_tax_code,
    mask_email,
    mask_identity,
    mask_phone,
    normalise_phone,
    uuid7,
    validate_citizen_id,
    validate_phone,
)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("(091) 234-5678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("+84 (0)912 345 678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("84912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("0168 234 5678", "0382345678"),
        ("01231234567", "0831234567"),
        ("01291234567", "0821234567"),
        ("01201234567", "0701234567"),
        ("01281234567", "0781234567"),
        ("01861234567", "0561234567"),
        ("01991234567", "0591234567"),
        ("+84 168 234 5678", "0382345678"),
        ("1682345678", "0382345678"),
        ("024 3826 1234", "02438261234"),
        ("0205 3812 345", "02053812345"),
        ("1900 1234", "19001234"),
        ("+81 90 1234 5678", "+819012345678"),
    ],
)
def test_phones(written: str, number: str) -> None:
    assert normalise_phone(written) == number
    assert validate_phone(written) == number
    assert normalise_phone(number) == number


@pytest.mark.parametrize(
    "written",
    ["", "abc", "12345", "0112345678", "09123456789", "091234567", "0912345678 0912345679", "+1"]
    + ["٠٩١٢٣٤٥٦٧٨"],
)
def test_what_is_no_phone(written: str) -> None:
    assert normalise_phone(written) is None
    with pytest.raises(InputError) as refusal:
        validate_phone(written, field="phone")
    assert refusal.value.code == "phone_invalid"


def test_only_mobiles_get_text_messages() -> None:
    assert is_mobile("0382345678")
    assert not is_mobile("02438261234")


@pytest.mark.parametrize(
    ("number", "birth_year", "sex"),
    [
        ("001090000001", 1990, "male"),
        ("020199123456", 1999, "female"),
        ("096205123456", 2005, "male"),
        ("004 301 123456", 2001, "female"),
        ("101090000001", 1990, "male"),
    ],
)
def test_citizen_ids_say_year_and_sex(number: str, birth_year: int, sex: str) -> None:
    facts = citizen_id_facts(number)
    assert facts is not None
    assert (facts.birth_year, facts.sex) == (birth_year, sex)
    assert is_valid_citizen_id(number, birth_year=birth_year)
    assert not is_valid_citizen_id(number, birth_year=birth_year - 1)


@pytest.mark.parametrize(
    "number",
    ["", "00109000000", "0010900000011", "003090000001", "000090000001", "001490000001"]
    + ["012345678", "00109000000a", "٠٠١٠٩٠٠٠٠٠٠١", "999090000001"],
)
def test_what_is_no_citizen_id(number: str) -> None:
    assert not is_valid_citizen_id(number)
    with pytest.raises(InputError) as refusal:
        validate_citizen_id(number)
    assert refusal.value.code == "citizen_id_invalid"


def test_a_citizen_id_of_another_birth_year_is_refused_without_being_shown() -> None:
    with pytest.raises(InputError) as refusal:
        validate_citizen_id("001090123456", birth_year=1991, field="birth_year")
    assert refusal.value.code == "citizen_id_birth_year"
    assert "001090123456" not in str(refusal.value)
    assert validate_citizen_id("001 090 123456", birth_year=1990) == "001090123456"


@pytest.mark.parametrize(
    ("code", "is_valid"),
    [
        ("0100109106", True),
        ("0100109106-001", True),
        ("0100109105", False),
        ("001090000001", True),
        ("0100109", False),
        ("", False),
    ],
)
def test_tax_codes(code: str, is_valid: bool) -> None:
    assert is_valid_tax_code(code) is is_valid


def test_social_insurance_numbers() -> None:
    assert is_valid_social_insurance_no("0123456789")
    assert is_valid_social_insurance_no("001090000001")
    assert not is_valid_social_insurance_no("012345678")


def test_masks_hide_the_middle() -> None:
    assert mask_phone("0912345321") == "09•••••321"
    assert mask_identity("001090123345") == "•••••••••345"
    assert mask_email("nguoitimviec@example.vn") == "n•••@example.vn"
    assert mask_phone("12345") == "•••••"
    assert mask_identity("") == ""
    assert mask_email("abc") == "•••"


@pytest.mark.slow
@given(st.text(max_size=20))
@settings(max_examples=80, deadline=None)
def test_rubbish_never_breaks_and_masks_keep_the_length(text: str) -> None:
    phone = normalise_phone(text)
    assert phone is None or normalise_phone(phone) == phone
    is_valid_citizen_id(text)
    is_valid_tax_code(text)
    assert len(mask_phone(text)) == len(mask_identity(text)) == len(text)


NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)


def test_ids_are_version_seven_and_repeatable() -> None:
    made = uuid7(NOON, random.Random(1))
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made == uuid7(NOON, random.Random(1))
    assert made != uuid7(NOON, random.Random(2))


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=6, unique=True))
@settings(max_examples=50, deadline=None)
def test_ids_sort_by_time(microseconds: list[int]) -> None:
    rng = random.Random(7)
    ids = [uuid7(NOON + timedelta(microseconds=m), rng) for m in sorted(microseconds)]
    assert ids == sorted(ids)
    assert [str(i) for i in ids] == sorted(str(i) for i in ids)


def test_ids_need_an_aware_instant() -> None:
    with pytest.raises(ValueError, match="naive"):
        uuid7(NOON.replace(tzinfo=None), random.Random(1))
