"""What the chips of a question say, in Vietnamese and English."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sanviec.kernel.dong import format_wage

from .vocabulary import rows

_MONTHS_A_YEAR = 12
_MILLION = 1_000_000


@cache
def _table() -> dict[tuple[str, str], tuple[str, str]]:
    return {(r["kind"], r["value"]): (r["label_vi"], r["label_en"]) for r in rows("labels.csv")}


def label(kind: str, value: str, named: tuple[str, str]) -> tuple[str, str]:
    """Give the label of a filter in both languages.

    Args:
        kind: see `Filter`; with or without ``refused_``.
        value: see `Filter`.
        named: the title of the occupation or the name of the place, or the words themselves,
            in both languages.
    """
    plain = kind.removeprefix("refused_")
    vi, en = _plain_label(plain, value, named)
    return (vi, en) if plain == kind else (f"Không: {vi}", f"Not: {en}")


def _plain_label(kind: str, value: str, named: tuple[str, str]) -> tuple[str, str]:
    known = _table().get((kind, value))
    if known:
        return known
    write = _WRITERS.get(kind)
    return write(value) if write else named


def _wage(value: str) -> tuple[str, str]:
    low, high = (int(end) if end else None for end in value.split("-"))
    return f"Lương {_lower_first(format_wage(low, high))}/tháng", _wage_en(low, high)


def _wage_en(low: int | None, high: int | None) -> str:
    ends = [f"{name} {_million(end)}" for name, end in (("from", low), ("to", high)) if end]
    return f"Wage {' '.join(ends)} million VND a month"


def _million(amount: int) -> str:
    return f"{amount / _MILLION:.2f}".rstrip("0").rstrip(".")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _experience(value: str) -> tuple[str, str]:
    years, months = divmod(int(value), _MONTHS_A_YEAR)
    vi = [f"{years} năm"] * bool(years) + [f"{months} tháng"] * bool(months)
    en = [_count(years, "year")] * bool(years) + [_count(months, "month")] * bool(months)
    return f"Có {' '.join(vi)} kinh nghiệm", f"{' '.join(en)} of experience"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _language(value: str) -> tuple[str, str]:
    code, _, level = value.partition(":")
    vi, en = _table().get(("language", code), (code, code))
    return f"{vi} {level}".strip(), f"{en} {level}".strip()


def _certificate(value: str) -> tuple[str, str]:
    classes = ", ".join(code.removeprefix("driving_").upper() for code in value.split(","))
    return f"Bằng lái hạng {classes}", f"Driving licence {classes}"


def _age(value: str) -> tuple[str, str]:
    return f"{value.replace('-', '–')} tuổi", f"Age {value.replace('-', '–')}"


_WRITERS: dict[str, Callable[[str], tuple[str, str]]] = {
    "wage": _wage,
    "experience": _experience,
    "language": _language,
    "certificate": _certificate,
    "age": _age,
    "birth_year": lambda year: (f"Sinh năm {year}", f"Born in {year}"),
    "distance": lambda km: (f"Trong vòng {km} km", f"Within {km} km"),
}
