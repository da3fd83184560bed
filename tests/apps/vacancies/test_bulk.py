"""Vacancies of a file: added, changed, left alone or rejected, the same however often it runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from sanviec.apps.employers.models import Employer
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit, bulk
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.vacancies import services
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.vacancies.services import ImportedVacancy
from tests.apps.factories import ANY_VACANCY, NOW, TODAY, make_centre, make_employer

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
FACTS: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


@pytest.fixture
def employer() -> Employer:
    return make_employer(make_centre("LS"))


def row(employer: Employer | None, key: str = "1", **fields: Any) -> ImportedVacancy:
    facts = {"source": "tep", "source_key": key} | fields
    return ImportedVacancy(replace(ANY_VACANCY, **facts), employer)


def upsert(employer: Employer, *rows: ImportedVacancy, now: Any = NOW) -> bulk.BulkResult:
    return services.bulk_upsert(rows=rows, centre=employer.centre, actor=SYSTEM, now=now)


def verdicts(result: bulk.BulkResult) -> list[str]:
    return [outcome.verdict for outcome in result.outcomes]


def codes(result: bulk.BulkResult) -> list[str]:
    return [outcome.error.code if outcome.error else "" for outcome in result.outcomes]


class TestAdding:
    @pytest.mark.parametrize(
        ("is_verified", "closes_on", "state"),
        [
            (True, None, "published"),
            (True, TODAY, "published"),
            (True, YESTERDAY, "expired"),
            (False, TODAY, "submitted"),
            (False, YESTERDAY, "expired"),
        ],
    )
    def test_state_says_who_may_see_it(
        self, is_verified: bool, closes_on: date | None, state: str
    ) -> None:
        employer = make_employer(is_verified=is_verified)
        upsert(employer, row(employer, closes_on=closes_on))
        vacancy = Vacancy.objects.get()
        is_public = state == "published"
        assert vacancy.state == state
        assert (vacancy.published_at is not None, vacancy.reviewed_on is not None) == (
            is_public, is_public,
        )  # fmt: skip
        assert ServiceLine.objects.filter(kind="vacancy_notified").count() == is_public
        assert list(audit.verify()) == []

    def test_each_row_is_written_down_in_the_journal(self, employer: Employer) -> None:
        result = upsert(employer, row(employer, "a"), row(employer, "b"))
        assert result.added == 2
        lines = AuditEntry.objects.filter(action="vacancy.imported")
        assert {line.object_id for line in lines} == {str(o.record_id) for o in result.outcomes}


class TestAgain:
    def test_the_same_file_changes_nothing(self, employer: Employer) -> None:
        rows = [row(employer, str(n), shifts=["day"], skills=["may"]) for n in range(3)]
        upsert(employer, *rows)
        lines = AuditEntry.objects.count()
        assert verdicts(upsert(employer, *rows)) == ["unchanged"] * 3
        assert (Vacancy.objects.count(), AuditEntry.objects.count()) == (3, lines)

    def test_a_changed_row_is_updated_and_the_journal_names_its_fields(
        self, employer: Employer
    ) -> None:
        upsert(employer, row(employer), row(employer, "2"))
        later = NOW + timedelta(days=1)
        again = upsert(employer, row(employer, openings=5), row(employer, "2"), now=later)
        assert verdicts(again) == ["changed", "unchanged"]
        vacancy = Vacancy.objects.get(source_key="1")
        assert (vacancy.openings, vacancy.updated_at, vacancy.created_at) == (5, later, NOW)
        line = AuditEntry.objects.filter(action="vacancy.updated").get()
        assert '"fields": ["openings", "fingerprint"]' in line.data
        assert list(audit.verify()) == []

    def test_another_source_or_centre_is_another_post(self, employer: Employer) -> None:
        elsewhere = make_employer()
        upsert(employer, row(employer))
        assert verdicts(upsert(employer, row(employer, source="khac"))) == ["added"]
        assert verdicts(upsert(elsewhere, row(elsewhere))) == ["added"]

    def test_an_expired_post_with_a_later_day_is_public_again(self, employer: Employer) -> None:
        upsert(employer, row(employer, closes_on=YESTERDAY), row(employer, "2", closes_on=TODAY))
        services.expire_vacancies(now=NOW + timedelta(days=1))
        later = NOW + timedelta(days=1)
        rows = [row(employer, key, closes_on=TOMORROW) for key in ("1", "2")]
        assert verdicts(upsert(employer, *rows, now=later)) == ["changed", "changed"]
        assert [v.state for v in Vacancy.objects.order_by("source_key")] == ["published"] * 2
        assert [v.published_at for v in Vacancy.objects.order_by("source_key")] == [later, NOW]
        # Each demand is counted once: on the day it was public first.
        days = ServiceLine.objects.filter(kind="vacancy_notified").order_by("delivered_on")
        assert [line.delivered_on for line in days] == [TODAY, TOMORROW]
        assert list(audit.verify()) == []

    def test_an_expired_post_of_an_unverified_employer_stays_off(self) -> None:
        employer = make_employer(is_verified=False)
        upsert(employer, row(employer, closes_on=YESTERDAY))
        assert verdicts(upsert(employer, row(employer, closes_on=TOMORROW))) == ["changed"]
        assert Vacancy.objects.get().state == "expired"

    def test_a_closed_post_is_left_alone(self, employer: Employer) -> None:
        upsert(employer, row(employer))
        services.change_state(vacancy=Vacancy.objects.get(), event="close", **FACTS)
        assert verdicts(upsert(employer, row(employer, openings=9))) == ["unchanged"]
        assert Vacancy.objects.get().openings == 1

    @pytest.mark.parametrize(
        ("openings", "kept", "state"), [(1, 2, "filled"), (2, 2, "filled"), (4, 4, "published")]
    )
    def test_openings_that_are_taken_stay(
        self, employer: Employer, openings: int, kept: int, state: str
    ) -> None:
        upsert(employer, row(employer, openings=3))
        for _hire in range(2):
            services.count_hire(vacancy=Vacancy.objects.get(), **FACTS)
        upsert(employer, row(employer, openings=openings))
        vacancy = Vacancy.objects.get()
        assert (vacancy.openings, vacancy.state) == (kept, state)
        assert list(audit.verify()) == []


class TestRejecting:
    def test_a_bad_row_is_named_and_the_good_ones_survive(self, employer: Employer) -> None:
        result = upsert(
            employer,
            row(employer, "a"),
            row(employer, "a"),
            row(employer, ""),
            row(employer, "b", title=""),
            row(employer, "c", wage_min_vnd_month=2, wage_max_vnd_month=1),
            row(employer, "d"),
        )
        assert codes(result) == [
            "", "duplicate_key", "key_missing", "vacancy_invalid", "vacancy_invalid", "",
        ]  # fmt: skip
        assert (result.added, result.rejected, Vacancy.objects.count()) == (2, 4, 2)

    def test_the_first_good_row_of_a_key_counts(self, employer: Employer) -> None:
        bad = row(employer, "a", title="")
        assert verdicts(upsert(employer, bad, row(employer, "a"))) == ["rejected", "added"]


class TestPreview:
    def rows(self, employer: Employer | None) -> list[ImportedVacancy]:
        return [
            row(employer, "a", openings=7),
            row(employer, "b"),
            row(employer, "new"),
            row(employer, "b"),
            row(employer, "bad", openings=0),
        ]

    def test_says_what_would_happen_and_writes_nothing(
        self, employer: Employer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bulk.chunks, "__defaults__", (2,))
        upsert(employer, row(employer, "a"), row(employer, "b"))
        lines = AuditEntry.objects.count()
        # The preview of a file with new employers knows none yet.
        expected = services.preview_upsert(rows=self.rows(None), centre=employer.centre, now=NOW)
        assert verdicts(expected) == ["changed", "unchanged", "added", "rejected", "rejected"]
        assert (Vacancy.objects.count(), AuditEntry.objects.count()) == (2, lines)
        assert codes(upsert(employer, *self.rows(employer))) == codes(expected)
        assert list(audit.verify()) == []


def test_the_number_of_queries_does_not_grow_with_the_rows(
    employer: Employer, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        assert upsert(employer, *(row(employer, str(n)) for n in range(60))).added == 60
    changed = [row(employer, str(n), openings=2) for n in range(60)]
    with django_assert_max_num_queries(12):
        assert upsert(employer, *changed).changed == 60


def test_a_chunk_is_written_whole_or_not_at_all(
    employer: Employer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk.chunks, "__defaults__", (2,))
    rows = [row(employer, str(n)) for n in range(5)]
    write, calls = audit.record_many, iter((True, False))

    def breaks_in_the_second(acts: Any, **facts: Any) -> Any:
        if next(calls):
            return write(acts, **facts)
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(audit, "record_many", breaks_in_the_second)
        with pytest.raises(RuntimeError):
            upsert(employer, *rows)
    assert Vacancy.objects.count() == 2
    assert verdicts(upsert(employer, *rows)) == ["unchanged"] * 2 + ["added"] * 3
    assert list(audit.verify()) == []
