"""The quick way of inserting leaves the same rows as Django's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from sanviec.apps.jobseekers.enums import Sex
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.inserting import insert_many, update_many
from sanviec.apps.vacancies.enums import VacancyState
from sanviec.apps.vacancies.models import Vacancy
from tests.apps.factories import NOW, TODAY, make_centre, make_employer

pytestmark = pytest.mark.django_db


def columns_of(row: models.Model) -> dict[str, Any]:
    fields = (field for field in row._meta.concrete_fields if not field.primary_key)
    return {field.attname: getattr(row, field.attname) for field in fields}


def vacancy(**fields: Any) -> Vacancy:
    employer = make_employer()
    facts = {"employer": employer, "centre": employer.centre, "title": "Thợ may"} | fields
    return Vacancy(created_at=NOW, updated_at=NOW, **facts)


def jobseeker(**fields: Any) -> Jobseeker:
    facts = {"registered_on": TODAY, "valid_until": TODAY, "number": "LS-1"} | fields
    facts.setdefault("centre", make_centre())
    return Jobseeker(created_at=NOW, updated_at=NOW, **facts)


@pytest.mark.parametrize(
    "make",
    [
        lambda: vacancy(),
        lambda: vacancy(
            state=VacancyState.PUBLISHED,
            published_at=NOW,
            closes_on=date(2026, 12, 31),
            wage_min_vnd_month=9_000_000,
            shifts=["day", "night"],
            offers_meals=True,
            description="Ăn ca “miễn phí”; 100% có %s",
        ),
        lambda: jobseeker(identity_no="020195000001", phone="0912345678", sex=Sex.FEMALE),
    ],
    ids=["empty", "full", "encrypted"],
)
def test_leaves_the_row_that_bulk_create_leaves(make: Any) -> None:
    one = make()
    model, expected = type(one), columns_of(one)
    model.objects.bulk_create([one])
    plain = columns_of(model.objects.get(pk=one.pk))
    model.objects.filter(pk=one.pk).delete()
    insert_many([one])
    assert columns_of(model.objects.get(pk=one.pk)) == plain
    # Choices come back as their texts.
    assert {name: getattr(value, "value", value) for name, value in expected.items()} == plain


def test_encrypted_columns_are_encrypted() -> None:
    person = jobseeker(phone="0912345678")
    insert_many([person])
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM jobseekers_jobseeker")
        (stored,) = cursor.fetchone()
    assert "0912345678" not in stored
    assert Jobseeker.objects.get().phone == "0912345678"


def test_one_that_is_refused_takes_all_with_it() -> None:
    good, bad = vacancy(), vacancy(openings=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_many([good, bad])
    assert Vacancy.objects.count() == 0


def test_inserted_rows_can_be_saved_and_none_is_nothing() -> None:
    insert_many([])
    row = vacancy()
    insert_many([row])
    row.openings = 3
    row.save(update_fields=["openings"])
    assert Vacancy.objects.get().openings == 3


def test_many_updates_leave_what_bulk_update_leaves() -> None:
    names = ["full_name", "birth_date", "phone", "priority_groups", "experience_months"]
    kept = []
    for write in (update_many, lambda rows, names: Jobseeker.objects.bulk_update(rows, names)):
        centre = make_centre()
        rows = [jobseeker(number=f"LS-{centre.code}-{n}", centre=centre) for n in range(3)]
        insert_many(rows)
        for number, row in enumerate(rows):
            row.full_name, row.birth_date, row.phone = f"Người {number}", TODAY, "0977888999"
            row.priority_groups, row.experience_months = ["poor"], None if number else 7
            row.major = "không được ghi"
        write(rows, names)
        read = Jobseeker.objects.filter(centre=centre).order_by("number")
        kept.append([{name: getattr(row, name) for name in [*names, "major"]} for row in read])

    assert kept[0] == kept[1]
    assert kept[0][0]["major"] == ""


def test_no_updates_are_no_statement() -> None:
    with CaptureQueriesContext(connection) as queries:
        update_many([], ["full_name"])

    assert len(queries) == 0
