"""Telephone numbers, e-mail addresses, identity numbers and tax codes of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sanviec.engines.intake.records.cells import Cells
from sanviec.kernel.identifiers import (
    is_valid_citizen_id,
    is_valid_social_insurance_no,
    is_valid_tax_code,
    normalise_phone,
)

_BETWEEN_PHONES: Final = re.compile(r"\s*(?:[,;/|\n]| - |\bhoặc\b|\bvà\b)\s*")
_EMAIL: Final = re.compile(r"[^@\s,;<>()]+@[^@\s,;<>()]+\.[A-Za-z]{2,}")
_NOT_DIGITS: Final = re.compile(r"[\s.\-']+")
_MOST_LOST: Final = 2
_FORMER_CARD: Final = re.compile(r"\d{9}")


def phone_of(cells: Cells, *, is_needed_right: bool) -> str:
    """Give the first telephone number of the cell as it is dialled.

    A cell without one is an error of the row if it must be right, else it is kept as written.
    """
    text = cells.line("phone")
    if not text:
        return ""
    numbers = (normalise_phone(part) for part in _BETWEEN_PHONES.split(text) if part)
    first = next(filter(None, numbers), None)
    if first is not None:
        return first
    if is_needed_right:
        cells.fail("phone_invalid", "phone")
        return ""
    return text


def email_of(cells: Cells, *, is_needed_right: bool) -> str:
    """Give the first e-mail address of the cell in lower case."""
    text = cells.line("email")
    found = _EMAIL.search(text)
    if found:
        return found.group().lower()
    if text and is_needed_right:
        cells.fail("email_invalid", "email")
    return ""


def _with_lost_zeros(digits: str, *lengths: int) -> Iterator[str]:
    """Yield the digits, then with the one or two zeros that a spreadsheet may have dropped."""
    yield digits
    for length in lengths:
        if length - _MOST_LOST <= len(digits) < length:
            yield digits.zfill(length)


def identity_of(cells: Cells, birth_year: int | None) -> str:
    """Give the citizen's number, or the nine digits of the former card; leading zeros put back."""
    digits = _NOT_DIGITS.sub("", cells.text("identity_no"))
    if not digits:
        return ""
    for candidate in _with_lost_zeros(digits, 12, 9):
        if is_valid_citizen_id(candidate) or _FORMER_CARD.fullmatch(candidate):
            break
    else:
        cells.fail("identity_invalid", "identity_no")
        return ""
    if candidate != digits:
        cells.note("leading_zero", "identity_no")
    if len(candidate) == 12 and not is_valid_citizen_id(candidate, birth_year=birth_year):
        cells.note("identity_birth_year", "identity_no")
    return candidate


def social_insurance_no_of(cells: Cells) -> str:
    """Give the social insurance number, empty with a notice when it cannot be one."""
    digits = _NOT_DIGITS.sub("", cells.text("social_insurance_no"))
    if not digits:
        return ""
    for candidate in _with_lost_zeros(digits, 10):
        if is_valid_social_insurance_no(candidate):
            return candidate
    cells.note("value_unreadable", "social_insurance_no", value=digits)
    return ""


def tax_code_of(cells: Cells, field: str, *, is_needed_right: bool) -> str:
    """Give the tax code as digits; leading zeros put back."""
    text = cells.line(field)
    if not text:
        return ""
    digits = _NOT_DIGITS.sub("", text)
    for candidate in _with_lost_zeros(digits, 10, 13):
        if is_valid_tax_code(candidate):
            return candidate
    if is_needed_right:
        cells.fail("tax_code_invalid", field, value=text)
    else:
        cells.note("value_unreadable", field, value=text)
    return ""
