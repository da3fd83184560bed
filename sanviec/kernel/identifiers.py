"""Phone numbers, identity numbers and the product's own sortable ids."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sanviec.kernel.errors import InputError

_DOT = "•"
_SHOWN_AT_END = 3
_SEPARATORS = re.compile(r"[\s().\-–_/]+")
_MOBILE = re.compile(r"0[35789]\d{8}", re.ASCII)
_LANDLINE = re.compile(r"02\d{9}", re.ASCII)
_HOTLINE = re.compile(r"1[89]00\d{4,6}", re.ASCII)
_FOREIGN = re.compile(r"\+[1-9]\d{7,14}", re.ASCII)
# Mobile prefixes changed between 15 September and 15 November 2018.
_OLD_PREFIXES = {
    **{f"016{n}": f"03{n}" for n in range(2, 10)},
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
_OLD_MOBILE = re.compile(r"01[2689]\d{8}", re.ASCII)

# Codes of the 63 provinces in numbers issued so far; the 34 of today keep codes among them.
_PROVINCE_NUMBERS = (
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37,
    38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75,
    77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
)  # fmt: skip
_PROVINCES = frozenset(f"{number:03d}" for number in _PROVINCE_NUMBERS)
_FIRST_COUNTRY, _LAST_COUNTRY = 101, 399
_CITIZEN_ID = re.compile(r"(\d{3})([0-3])(\d{2})\d{6}", re.ASCII)
_TEN_DIGITS = re.compile(r"\d{10}", re.ASCII)
_TAX_CODE = re.compile(r"\d{10}(?:\d{3})?", re.ASCII)
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


@dataclass(frozen=True, slots=True)
class CitizenIdFacts:
    """What a citizen's number itself says.

    Args:
        place_code: Three digits of the province (or country) of birth registration.
        birth_year: Full year of birth.
        sex: Sex at registration; for checking papers only, never for matching.
    """

    place_code: str
    birth_year: int
    sex: Literal["male", "female"]


def normalise_phone(text: str) -> str | None:
    """Give the number as dialled in Vietnam today (`0912345678`), or None if it is none.

    Understands +84 and 0084, separators, a leading zero lost in a spreadsheet, and the 11-digit
    mobile numbers from before 2018. Foreign numbers keep their `+`; hotlines stay as they are.
    """
    number = _SEPARATORS.sub("", text.strip())
    if number.startswith("00"):
        number = "+" + number[2:]
    if number.startswith("+84"):
        number = "0" + number[3:].removeprefix("0")
    elif number.startswith("+"):
        return number if _FOREIGN.fullmatch(number) else None
    if _HOTLINE.fullmatch(number):
        return number
    return next((n for n in map(_modern, _with_zero(number)) if _is_vietnamese(n)), None)


def _with_zero(number: str) -> tuple[str, ...]:
    """Give the number as it stands, then without a country code, then with its lost zero."""
    return number, "0" + number.removeprefix("84"), "0" + number


def _modern(number: str) -> str:
    if not _OLD_MOBILE.fullmatch(number):
        return number
    return _OLD_PREFIXES.get(number[:4], number[:4]) + number[4:]


def _is_vietnamese(number: str) -> bool:
    return bool(_MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number))


def is_mobile(phone: str) -> bool:
    """Tell whether a normalised number can receive a text message."""
    return bool(_MOBILE.fullmatch(phone))


def validate_phone(text: str, *, field: str | None = None) -> str:
    """Give the normalised number.

    Raises:
        InputError: It is not one phone number.
    """
    phone = normalise_phone(text)
    if phone is None:
        raise InputError(
            "Số điện thoại chưa đúng. Hãy nhập 10 chữ số, ví dụ 0912 345 678.",
            f"not a phone number: {mask_phone(text)!r}",
            field=field,
            code="phone_invalid",
        )
    return phone


def citizen_id_facts(text: str) -> CitizenIdFacts | None:
    """Give what a 12-digit citizen's number says, or None if it cannot be one.

    Source: Decree 137/2015/NĐ-CP art. 13 and Circular 59/2021/TT-BCA (province, century and sex,
        year, six more digits); the span of country codes is provisional.
    """
    hit = _CITIZEN_ID.fullmatch(_SEPARATORS.sub("", text))
    if hit is None:
        return None
    place, century_and_sex, year = hit[1], int(hit[2]), int(hit[3])
    if place not in _PROVINCES and not _FIRST_COUNTRY <= int(place) <= _LAST_COUNTRY:
        return None
    sex: Literal["male", "female"] = "female" if century_and_sex % 2 else "male"
    return CitizenIdFacts(place, 1900 + 100 * (century_and_sex // 2) + year, sex)


def is_valid_citizen_id(text: str, *, birth_year: int | None = None) -> bool:
    """Tell whether the number can be a citizen's, of the birth year if one is given."""
    facts = citizen_id_facts(text)
    return facts is not None and birth_year in (None, facts.birth_year)


def validate_citizen_id(
    text: str, *, birth_year: int | None = None, field: str | None = None
) -> str:
    """Give the twelve digits.

    Raises:
        InputError: It cannot be a citizen's number, or it is of another birth year.
    """
    digits = _SEPARATORS.sub("", text)
    if not is_valid_citizen_id(digits):
        raise InputError(
            "Số định danh cá nhân phải có đúng 12 chữ số như trên thẻ căn cước. "
            "Nếu chép từ bảng tính, hãy kiểm tra các số 0 ở đầu.",
            f"not a citizen id: {mask_identity(digits)!r} ({len(digits)} characters)",
            field=field,
            code="citizen_id_invalid",
        )
    if not is_valid_citizen_id(digits, birth_year=birth_year):
        raise InputError(
            "Năm sinh không khớp với số định danh cá nhân. Hãy xem lại hai ô này.",
            f"citizen id {mask_identity(digits)!r} is not of birth year {birth_year}",
            field=field,
            code="citizen_id_birth_year",
        )
    return digits


def is_valid_social_insurance_no(text: str) -> bool:
    """Tell whether the text can be a social insurance number: ten digits, or a citizen's number."""
    digits = _SEPARATORS.sub("", text)
    return bool(_TEN_DIGITS.fullmatch(digits)) or is_valid_citizen_id(digits)


def is_valid_tax_code(text: str) -> bool:
    """Tell whether the text can be an employer's tax code.

    Ten digits with a check digit, three more for a branch (`0101234567-001`), or the citizen's
    number of a household business.
    """
    digits = _SEPARATORS.sub("", text)
    if is_valid_citizen_id(digits):
        return True
    if not _TAX_CODE.fullmatch(digits):
        return False
    total = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, digits[:9], strict=True))
    return 10 - total % 11 == int(digits[9])


def mask_phone(phone: str) -> str:
    """Give the number with its middle hidden: `09•••••321`."""
    if len(phone) < 2 * _SHOWN_AT_END:
        return _DOT * len(phone)
    return phone[:2] + _DOT * (len(phone) - 2 - _SHOWN_AT_END) + phone[-_SHOWN_AT_END:]


def mask_identity(number: str) -> str:
    """Give the number with only its last three characters shown: `•••••••••345`."""
    if len(number) < 2 * _SHOWN_AT_END:
        return _DOT * len(number)
    return _DOT * (len(number) - _SHOWN_AT_END) + number[-_SHOWN_AT_END:]


def mask_email(address: str) -> str:
    """Give the address with its name hidden: `n•••@example.vn`."""
    name, at, host = address.rpartition("@")
    return f"{name[:1]}{_DOT * 3}@{host}" if at else _DOT * len(address)


def uuid7(now: datetime, rng: random.Random) -> UUID:
    """Give an id that sorts by time of making, to a quarter of a microsecond.

    Args:
        now: An aware instant.
        rng: Source of the 62 random bits; `random.SystemRandom()` outside tests.

    Raises:
        ValueError: The instant has no time zone.
    Source: RFC 9562, 5.7 with method 3 of 6.2 (the clock's fraction before the random bits).
    """
    if now.tzinfo is None:
        raise ValueError(f"naive instant {now.isoformat()}")
    seconds = int(now.timestamp())
    milliseconds = seconds * 1000 + now.microsecond // 1000
    fraction = now.microsecond % 1000 * 4096 // 1000
    bits = milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | rng.getrandbits(62)
    return UUID(int=bits)
