"""From filters to the fields that are searched with, and back without one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .model import Correction, Filter, Intent, Understood

_COUNTRY_LENGTH = 2
_ByKind = dict[str, list[Filter]]


def compose(
    text: str,
    intent: Intent,
    filters: Iterable[Filter],
    corrections: Iterable[Correction] = (),
) -> Understood:
    """Give the question whose fields follow from these filters.

    Cost: O(filters).
    """
    kept = tuple(sorted(filters, key=lambda f: (f.start, f.end)))
    kinds: _ByKind = {}
    for each in kept:
        kinds.setdefault(each.kind, []).append(each)
    return Understood(
        text=text,
        intent=intent,
        filters=kept,
        corrections=tuple(corrections),
        **_work(kinds),
        **_wish(kinds),
        **_person(kinds),
        **_words(kinds),
    )


def without(understood: Understood, kind: str, value: str) -> Understood:
    """Give the question as if one filter had not been typed.

    The words of the filter are not searched any more, and what was proposed for their spelling
    goes with them. An unknown kind or value changes nothing.

    Args:
        understood: a question.
        kind: of the filter to remove.
        value: of the filter to remove; every filter with this kind and value goes.
    """
    gone = [f for f in understood.filters if (f.kind, f.value) == (kind, value)]
    kept = [f for f in understood.filters if f not in gone]
    corrections = [c for c in understood.corrections if not _touches(c, gone)]
    return compose(understood.text, understood.intent, kept, corrections)


def _touches(correction: Correction, filters: list[Filter]) -> bool:
    return any(f.start < correction.end and correction.start < f.end for f in filters)


def _values(filters: _ByKind, kind: str) -> tuple[str, ...]:
    found = filters.get(kind)
    return tuple(dict.fromkeys(f.value for f in found)) if found else ()


def _terms(filters: _ByKind, *kinds: str) -> tuple[str, ...]:
    found = [f for kind in kinds if kind in filters for f in filters[kind]]
    if not found:
        return ()
    found.sort(key=lambda f: f.start)
    return tuple(dict.fromkeys(term for f in found for term in f.terms))


def _work(filters: _ByKind) -> dict[str, Any]:
    places = _terms(filters, "place", "region")
    abroad = any(len(code) == _COUNTRY_LENGTH and code.isalpha() for code in places)
    return {
        "occupation_codes": _values(filters, "occupation"),
        "refused_occupation_codes": _values(filters, "refused_occupation"),
        "places": places,
        "refused_places": _terms(filters, "refused_place", "refused_region"),
        "near_home": bool(_values(filters, "near_home")),
        "max_distance_km": min(map(int, _values(filters, "distance")), default=None),
        "overseas": abroad or bool(_values(filters, "overseas")),
        "refuses_overseas": bool(_values(filters, "refused_overseas")),
    }


def _wish(filters: _ByKind) -> dict[str, Any]:
    low, high = _wage(filters)
    types = _values(filters, "employment_type")
    return {
        "wage_min_vnd_month": low,
        "wage_max_vnd_month": high,
        "employment_type": types[0] if types else None,
        "refused_employment_types": frozenset(_values(filters, "refused_employment_type")),
        "is_remote": bool(_values(filters, "remote")),
        "shifts": frozenset(_values(filters, "shift")),
        "refused_shifts": frozenset(_values(filters, "refused_shift")),
    }


def _wage(filters: _ByKind) -> tuple[int | None, int | None]:
    value = next(iter(_values(filters, "wage")), "-")
    low, high = (int(end) if end else None for end in value.split("-"))
    return low, high


def _person(filters: _ByKind) -> dict[str, Any]:
    is_new = bool(_values(filters, "no_experience"))
    months = max(map(int, _values(filters, "experience")), default=0 if is_new else None)
    ages = [int(age) for age in _values(filters, "age") if age.isdecimal()]
    years = [int(year) for year in _values(filters, "birth_year")]
    return {
        "experience_months": months,
        "no_experience": is_new,
        "education": max(map(int, _values(filters, "education")), default=None),
        "certificates": tuple(c for v in _values(filters, "certificate") for c in v.split(",")),
        "languages": _languages(_values(filters, "language")),
        "age_years": ages[0] if ages else None,
        "birth_year": years[0] if years else None,
    }


def _languages(values: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out a language that stands there with its level as well, and "any"."""
    with_level = {value.partition(":")[0] for value in values if ":" in value}
    return tuple(v for v in values if v not in with_level and v != "any")


def _words(filters: _ByKind) -> dict[str, Any]:
    return {
        "title_words": _terms(filters, "occupation"),
        "employer_words": _terms(filters, "employer"),
        "free_words": _terms(filters, "words", "benefit", "unknown_place"),
        "refused_words": _terms(filters, "refused_words", "refused_benefit"),
    }
