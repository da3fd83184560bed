"""How an instance says what is wrong with it: the place, what was found, what was expected."""

from __future__ import annotations

from sanviec.kernel.errors import InputError

_LONGEST = 60


def fault(place: str, text_vi: str, text_en: str, code: str) -> InputError:
    """Give the error of one place of an instance, such as ``pairs[3].score``."""
    return InputError(f"{place}: {text_vi}", f"{place}: {text_en}", field=place, code=code)


def shown(value: object) -> str:
    """Give a value as a sentence quotes it, cut when long."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def must_be(place: str, value: object, expected_vi: str, expected_en: str) -> InputError:
    """Give the error of a value of the wrong kind or size."""
    found = "null" if value is None else shown(value)
    return fault(
        place,
        f"cần {expected_vi}, nhưng đang là {found}.",
        f"expected {expected_en}, found {found}",
        "wrong_value",
    )
