"""The sandbox twin of the social-insurance agency, started for one test and connected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sanviec.apps.claims.models import Claim
from sanviec.integrations.social_insurance.sandbox import SandboxAgency

NUMBER = "0123456789"


@pytest.fixture
def twin(settings: Any) -> Iterator[SandboxAgency]:
    """An agency that answers over real HTTP; the settings lead there."""
    with SandboxAgency(token="kín", slow_seconds=1.0) as agency:
        settings.SANVIEC_AGENCY_URL = agency.url
        settings.SANVIEC_AGENCY_TOKEN = "kín"
        yield agency


def record_of(claim: Claim, **fields: Any) -> dict[str, Any]:
    """What an agency that agrees with the claim would tell."""
    record = {
        "number": claim.insurance_no or NUMBER,
        "full_name": claim.jobseeker.full_name,
        "birth_date": None,
        "as_of": "2026-11-20",
        "contributions": list(claim.contributions),
        "works": [],
        "open_claim": "",
        "pension": "none",
    }
    return record | fields
