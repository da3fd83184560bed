"""A vacancy in the words of schema.org, for search engines; it says what the page says.

Source: schema.org/JobPosting and Google's guide for job postings, read 2026-11.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString

from sanviec.apps.reference.selectors import gazetteer
from sanviec.apps.vacancies.models import Vacancy

from .cards import NATIONWIDE

_TYPES = {
    "full_time": "FULL_TIME",
    "part_time": "PART_TIME",
    "seasonal": "TEMPORARY",
    "temporary": "TEMPORARY",
    "internship": "INTERN",
}
# Inside a script element only these can end it or start a comment; JSON reads them back.
_DANGEROUS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def job_posting(vacancy: Vacancy) -> dict[str, Any]:
    """The vacancy as a JobPosting; what the vacancy does not say is left out."""
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": _description(vacancy),
        "identifier": {
            "@type": "PropertyValue",
            "name": vacancy.employer.name,
            "value": str(vacancy.pk),
        },
        "url": settings.SANVIEC_PUBLIC_URL + reverse("web:vacancy", args=[vacancy.pk]),
        "datePosted": _day(vacancy),
        "validThrough": f"{vacancy.closes_on}T23:59:59+07:00" if vacancy.closes_on else None,
        "employmentType": _TYPES.get(vacancy.employment_type),
        "hiringOrganization": {"@type": "Organization", "name": vacancy.employer.name},
        "jobLocation": [_location(code, vacancy) for code in vacancy.place_codes],
        "baseSalary": _salary(vacancy),
        "totalJobOpenings": vacancy.openings,
        "experienceRequirements": _experience(vacancy),
        "directApply": True,
    }
    return {name: value for name, value in posting.items() if value not in (None, [], "")}


def as_script(posting: dict[str, Any]) -> SafeString:
    """The posting as a data block that no text in it can break out of."""
    text = json.dumps(posting, ensure_ascii=False, sort_keys=True).translate(_DANGEROUS)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text))


def _description(vacancy: Vacancy) -> str:
    parts = (vacancy.description, vacancy.requirements, vacancy.benefits)
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    return str(linebreaks(escape(text or vacancy.title)))


def _day(vacancy: Vacancy) -> str | None:
    return str(timezone.localdate(vacancy.published_at)) if vacancy.published_at else None


def _location(code: str, vacancy: Vacancy) -> dict[str, Any]:
    address: dict[str, Any] = {"@type": "PostalAddress", "addressCountry": "VN"}
    if code in gazetteer():
        place = gazetteer().get(code)
        if place.level == "country":
            address["addressCountry"] = code
        elif place.parent:
            address["addressLocality"] = place.full_name
            address["addressRegion"] = gazetteer().get(place.parent).name
        else:
            address["addressRegion"] = place.name
    if vacancy.address and code != NATIONWIDE:
        address["streetAddress"] = vacancy.address
    return {"@type": "Place", "address": address}


def _salary(vacancy: Vacancy) -> dict[str, Any] | None:
    low, high = vacancy.wage_min_vnd_month, vacancy.wage_max_vnd_month
    if not low and not high:
        return None
    value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": "MONTH"}
    value |= {"minValue": low} if low else {}
    value |= {"maxValue": high} if high else {}
    return {"@type": "MonetaryAmount", "currency": "VND", "value": value}


def _experience(vacancy: Vacancy) -> dict[str, Any] | None:
    if not vacancy.experience_months:
        return None
    return {
        "@type": "OccupationalExperienceRequirements",
        "monthsOfExperience": vacancy.experience_months,
    }
