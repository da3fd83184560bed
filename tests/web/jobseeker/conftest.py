"""A person of a centre with an account, and a vacancy that suits them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import make_centre, make_employer
from tests.web.factories import account_of, make_seeker, make_vacancy


@dataclass
class Own:
    """Somebody at home, signed in."""

    person: Jobseeker
    vacancy: Vacancy
    client: Client

    def get(self, name: str, /, *ids: Any, **query: Any) -> HttpResponse:
        """Open one's own page by its name."""
        return self.client.get(reverse(f"web:jobseeker:{name}", args=ids), query)

    def post(self, name: str, /, *ids: Any, **answers: Any) -> HttpResponse:
        """Send a form to one's own page."""
        return self.client.post(reverse(f"web:jobseeker:{name}", args=ids), answers)


@pytest.fixture
def own(db: None, sign_in: Callable[..., Client]) -> Own:
    """Somebody who sews and allows everything."""
    centre = make_centre()
    person = make_seeker(centre, phone="0912345678")
    vacancy = make_vacancy(make_employer(centre))
    client = sign_in(account_of(person))
    person.refresh_from_db()
    return Own(person, vacancy, client)
