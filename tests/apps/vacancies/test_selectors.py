"""Who may open which vacancy, and what the engine is told of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from sanviec.apps.platform.actors import ANONYMOUS, SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.vacancies import selectors, services
from sanviec.apps.vacancies.facts import to_facts
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import (
    NOW,
    TODAY,
    as_employer,
    as_jobseeker,
    make_employer,
    make_jobseeker,
    make_staff,
    make_vacancy,
)

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


class TestDoors:
    def test_staff_open_their_centres_and_an_employer_its_own(self) -> None:
        staff = make_staff()
        mine = make_vacancy(make_employer(centre_of(staff)), until="draft")
        other = make_vacancy(until="draft")
        for actor in (staff.actor, as_employer(mine.employer)):
            assert selectors.get_vacancy_for(actor, mine.pk) == mine
            assert selectors.get_vacancy_for(actor, other.pk) is None
            assert list(selectors.vacancies_for(actor)) == [mine]

    def test_nobody_else_opens_any(self) -> None:
        vacancy = make_vacancy()
        people = [ANONYMOUS, as_jobseeker(make_jobseeker()), make_staff(Role.MINISTRY).actor]
        for actor in people:
            assert selectors.get_vacancy_for(actor, vacancy.pk) is None
            assert not selectors.vacancies_for(actor).exists()

    @pytest.mark.parametrize("number", ["", "1", "không-phải-mã", None])
    def test_what_is_no_number_of_ours_is_absent(self, number: Any) -> None:
        actor = make_staff().actor
        assert selectors.get_vacancy_for(actor, number) is None
        assert selectors.get_open_vacancy(number, on=TODAY) is None


def centre_of(staff: Any) -> Any:
    return staff.user.memberships.get().centre


class TestPublicPage:
    def test_is_there_while_open_and_gone_after(self) -> None:
        vacancy = make_vacancy(closes_on=TODAY)
        tomorrow = TODAY + timedelta(days=1)
        assert selectors.get_open_vacancy(vacancy.pk, on=TODAY) == vacancy
        assert selectors.get_gone_vacancy(vacancy.pk, on=TODAY) is None
        assert selectors.get_open_vacancy(vacancy.pk, on=tomorrow) is None
        assert selectors.get_gone_vacancy(vacancy.pk, on=tomorrow) == vacancy

    def test_of_a_draft_never_was(self) -> None:
        draft = make_vacancy(until="draft")
        assert selectors.get_open_vacancy(draft.pk, on=TODAY) is None
        assert selectors.get_gone_vacancy(draft.pk, on=TODAY) is None

    def test_lists_the_newest_first(self) -> None:
        older = make_vacancy()
        newer = make_vacancy(until="submitted")
        later = NOW + timedelta(hours=1)
        services.publish_vacancy(vacancy=newer, actor=SYSTEM, now=later)
        assert selectors.newest_vacancies(on=TODAY) == [newer, older]
        assert selectors.newest_vacancies(on=TODAY, limit=1) == [newer]


class TestFacts:
    def test_say_what_the_post_says(self) -> None:
        vacancy = make_vacancy(
            skills=["May vắt sổ"],
            shifts=["night"],
            description="May áo",
            min_age=18,
            age_source="Bộ luật Lao động",
        )
        facts = to_facts(vacancy)
        assert (facts.id, facts.places) == (str(vacancy.pk), ("05977",))
        assert (facts.skills, facts.shifts) == (("May vắt sổ",), frozenset({"night"}))
        assert (facts.min_age, facts.age_source) == (18, "Bộ luật Lao động")
        assert (facts.published_on, facts.text.strip()) == (TODAY, "May áo")

    def test_count_the_openings_that_are_left(self) -> None:
        vacancy = make_vacancy(openings=3)
        services.count_hire(vacancy=vacancy, **FACTS)
        vacancy.refresh_from_db()
        assert to_facts(vacancy).openings == 2

    def test_places_are_todays_and_unknown_ones_are_left_out(self) -> None:
        vacancy = make_vacancy()
        Vacancy.objects.filter(pk=vacancy.pk).update(place_codes=["20@63", "00000", "JP"])
        vacancy.refresh_from_db()
        assert to_facts(vacancy).places == ("20", "JP")
