"""The index in memory follows the table: new, changed, closed, suspended, another day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sanviec.apps.employers import services as employers
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.vacancies import search_index, services
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.search_index import reset_index, vacancy_index
from sanviec.apps.vacancies.services import ImportedVacancy
from tests.apps.factories import ANY_VACANCY, NOW, TODAY, make_employer, make_vacancy

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}
TOMORROW = TODAY + timedelta(days=1)


def ids(on: date = TODAY) -> set[str]:
    return set(vacancy_index(on).ids)


def suspend(vacancy: Vacancy) -> None:
    employers.suspend_employer(employer=vacancy.employer, reason="Thu phí", **FACTS)


@pytest.mark.parametrize(
    "take_off",
    [
        lambda v: services.change_state(vacancy=v, event="close", **FACTS),
        lambda v: services.change_state(vacancy=v, event="pause", **FACTS),
        lambda v: services.count_hire(vacancy=v, **FACTS),
        suspend,
    ],
    ids=["closed", "paused", "filled", "employer suspended"],
)
def test_what_is_no_longer_open_leaves(take_off: Callable[[Vacancy], Any]) -> None:
    stays, leaves = make_vacancy(), make_vacancy()
    assert ids() == {str(stays.pk), str(leaves.pk)}
    take_off(leaves)
    assert ids() == {str(stays.pk)}


def test_what_is_published_comes_and_what_changes_is_read_again() -> None:
    assert ids() == set()
    vacancy = make_vacancy()
    assert ids() == {str(vacancy.pk)}
    data = replace(ANY_VACANCY, title="Thợ hàn", closes_on=vacancy.closes_on)
    services.update_vacancy(vacancy=vacancy, data=data, **FACTS)
    assert vacancy_index(TODAY).get(str(vacancy.pk)).title == "Thợ hàn"


def test_a_reinstated_employers_posts_come_back() -> None:
    vacancy = make_vacancy()
    suspend(vacancy)
    assert ids() == set()
    employers.reinstate_employer(employer=vacancy.employer, **FACTS)
    assert ids() == {str(vacancy.pk)}


def test_an_import_that_took_long_is_seen_although_its_instant_is_past() -> None:
    employer = make_employer()
    assert ids() == set()
    long_ago = NOW - timedelta(hours=3)
    row = ImportedVacancy(replace(ANY_VACANCY, source="tep", source_key="1"), employer)
    services.bulk_upsert(rows=[row], centre=employer.centre, actor=SYSTEM, now=long_ago)
    assert len(ids()) == 1


def test_on_another_day_what_was_open_until_yesterday_leaves() -> None:
    short, long = make_vacancy(closes_on=TODAY), make_vacancy(closes_on=TOMORROW)
    assert ids() == {str(short.pk), str(long.pk)}
    assert ids(TOMORROW) == {str(long.pk)}
    # A page that is asked for an earlier day is answered too.
    assert ids(TODAY) == {str(short.pk), str(long.pk)}


def test_many_changes_at_once_are_read_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_index, "MOST_FOLLOWED", 2)
    assert ids() == set()
    made = {str(make_vacancy(make_employer()).pk) for _vacancy in range(2)}
    assert ids() == made


def test_nothing_new_costs_one_query_and_within_the_interval_none(
    settings: Any, django_assert_num_queries: Any
) -> None:
    make_vacancy()
    first = vacancy_index(TODAY)
    with django_assert_num_queries(1):
        assert vacancy_index(TODAY) is first
    settings.SANVIEC_INDEX_CHECK_SECONDS = 3_600
    vacancy_index(TODAY)
    make_vacancy()
    with django_assert_num_queries(0):
        assert vacancy_index(TODAY) is first


def test_a_chain_that_became_shorter_is_another_database() -> None:
    make_vacancy()
    vacancy_index(TODAY)
    search_index._holder.seen_seq += 1_000
    newer = make_vacancy()
    assert str(newer.pk) in ids()


def test_what_is_followed_equals_what_is_built_anew() -> None:
    vacancy_index(TODAY)
    for title in ("Thợ may", "Kế toán kho", "Bảo vệ"):
        make_vacancy(title=title, description=f"{title} tại xưởng")
        vacancy_index(TODAY)
    followed = vacancy_index(TODAY)
    reset_index()
    built = vacancy_index(TODAY)
    assert built is not followed
    assert list(built.facts) == list(followed.facts)
