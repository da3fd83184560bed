"""Work that suits the person of a claim: before the gate, and while the allowance runs."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.claims import services
from sanviec.apps.claims.selectors import CLAIM_ROLES
from sanviec.apps.referrals.selectors import matches_for
from sanviec.web.access import roles_allowed
from sanviec.web.answers import see_other
from sanviec.web.jobseeker.profile import may_match
from sanviec.web.referral_acts import introduce_at_the_counter
from sanviec.web.requests import HouseRequest

from .dossier import find_claim


@roles_allowed(*CLAIM_ROLES)
@require_GET
def matches(request: HouseRequest, claim_id: Any) -> HttpResponse:
    """The vacancies that suit best, with the reasons; training where none does."""
    claim = find_claim(request, claim_id)
    person = claim.jobseeker
    is_matched = may_match(person)
    context = {
        "claim": claim,
        "person": person,
        "gate": services.gate_of(claim),
        "may_match": is_matched,
        "rows": matches_for(person, on=timezone.localdate()) if is_matched else [],
    }
    return render(request, "claims/matches.html", context)


@roles_allowed(*CLAIM_ROLES)
@require_POST
def introduce(request: HouseRequest, claim_id: Any, vacancy_id: Any) -> HttpResponse:
    """Introduce the person from the dossier; the gate counts it at once."""
    claim = find_claim(request, claim_id)
    introduce_at_the_counter(request, claim.jobseeker, vacancy_id)
    return see_other("web:claims:matches", claim.pk)
