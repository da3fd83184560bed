"""One counter with an officer who is signed in, a person, an employer and a vacancy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.models import Employer
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import Staff, make_centre, make_employer, make_staff
from tests.web.factories import make_seeker, make_vacancy


@dataclass
class Counter:
    """What an officer has before them; people and vacancies appear when they are asked for."""

    centre: Centre
    officer: Staff
    client: Client

    @cached_property
    def person(self) -> Jobseeker:
        return make_seeker(self.centre)

    @cached_property
    def employer(self) -> Employer:
        return make_employer(self.centre)

    @cached_property
    def vacancy(self) -> Vacancy:
        return make_vacancy(self.employer)

    def get(self, name: str, /, *ids: Any, **query: Any) -> HttpResponse:
        """Open a page of the desk by its name."""
        return self.client.get(reverse(f"web:desk:{name}", args=ids), query)

    def post(self, name: str, /, *ids: Any, **answers: Any) -> HttpResponse:
        """Send a form to a page of the desk."""
        return self.client.post(reverse(f"web:desk:{name}", args=ids), answers)


@pytest.fixture
def counter(db: None, sign_in: Callable[..., Client]) -> Counter:
    """The counter of a counsellor."""
    centre = make_centre()
    officer = make_staff(Role.COUNSELLOR, centre)
    return Counter(centre, officer, sign_in(officer.user))
