"""An employer with an account, a vacancy and a person who suits it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sanviec.apps.employers.models import Employer
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import HOME, make_employer
from tests.web.factories import account_of, make_seeker, make_vacancy

NUMBER = "0912345678"


@dataclass
class Firm:
    """Somebody of an employer, signed in."""

    employer: Employer
    client: Client

    @cached_property
    def vacancy(self) -> Vacancy:
        return make_vacancy(self.employer)

    @cached_property
    def person(self) -> Jobseeker:
        return make_seeker(self.employer.centre, full_name="Lò Thị Kín", phone=NUMBER)

    def get(self, name: str, /, *ids: Any, **query: Any) -> HttpResponse:
        """Open a page of the employer by its name."""
        return self.client.get(reverse(f"web:employer:{name}", args=ids), query)

    def post(self, name: str, /, *ids: Any, **answers: Any) -> HttpResponse:
        """Send a form to a page of the employer."""
        return self.client.post(reverse(f"web:employer:{name}", args=ids), answers)


@pytest.fixture
def firm(db: None, sign_in: Callable[..., Client]) -> Firm:
    """A verified employer."""
    employer = make_employer(
        tax_code="0100109106", place_code=HOME, contact_name="Phòng nhân sự", phone=NUMBER
    )
    return Firm(employer, sign_in(account_of(employer)))
