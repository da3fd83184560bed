"""The quick way of inserting leaves the same rows as Django's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from sanviec.apps.jobseekers.enums import Sex
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.inserting import (
    MOST_TOGETHER,
    Changed,
    New,
    insert_many,
    insert_unless_there,
    update_many,
    write_together,
)
from sanviec.apps.platform.models import OutboxMessage
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


CHANGES: dict[str, Any] = {
    "title": "Thợ may 100% “có tay nghề”",
    "shifts": ["day"],
    "state": VacancyState.PUBLISHED,
    "published_at": NOW,
    "closes_on": None,
    "updated_at": NOW,
}


def test_changes_leave_the_row_that_save_leaves() -> None:
    by_save, quickly = vacancy(closes_on=date(2026, 12, 31)), vacancy(closes_on=date(2026, 12, 31))
    insert_many([by_save, quickly])
    for row in (by_save, quickly):
        for name, value in CHANGES.items():
            setattr(row, name, value)
    by_save.save(update_fields=[*CHANGES])
    update_many([quickly], [*CHANGES])
    stored = [columns_of(Vacancy.objects.get(pk=row.pk)) for row in (by_save, quickly)]
    same = set(stored[0]) - {"employer_id", "centre_id"}
    assert {name: stored[0][name] for name in same} == {name: stored[1][name] for name in same}
    assert stored[1]["state"] == VacancyState.PUBLISHED


def test_a_changed_phone_is_encrypted_too() -> None:
    person = jobseeker(phone="0912345678")
    insert_many([person])
    person.phone = "0987654321"
    update_many([person], ["phone"])
    assert Jobseeker.objects.get().phone == "0987654321"


def test_a_row_that_is_gone_cannot_be_changed() -> None:
    here, gone = vacancy(), vacancy()
    insert_many([here])
    update_many([], ["openings"])
    with pytest.raises(DatabaseError), transaction.atomic():
        update_many([here, gone], ["openings"])


class TestUpdating:
    NEW: dict[str, Any] = {
        "title": "Thợ “hàn” 100% %s",
        "shifts": ["night"],
        "offers_meals": True,
        "closes_on": date(2026, 12, 31),
        "published_at": NOW,
        "wage_min_vnd_month": None,
    }

    def changed(self, row: Any) -> Any:
        for name, value in self.NEW.items():
            setattr(row, name, value)
        return row

    def test_leaves_the_rows_that_bulk_update_leaves(self) -> None:
        rows = [vacancy(wage_min_vnd_month=1), vacancy(wage_min_vnd_month=2)]
        Vacancy.objects.bulk_create(rows)
        plain, quick = (self.changed(row) for row in rows)
        Vacancy.objects.bulk_update([plain], list(self.NEW))
        update_many([quick], list(self.NEW))
        kept = [Vacancy.objects.get(pk=row.pk) for row in (plain, quick)]
        names = [*self.NEW, "state"]
        assert [getattr(kept[0], n) for n in names] == [getattr(kept[1], n) for n in names]
        assert kept[1].title == self.NEW["title"]

    def test_writes_the_named_columns_of_the_named_rows_only(self) -> None:
        first, other = vacancy(), vacancy()
        Vacancy.objects.bulk_create([first, other])
        first.title, first.description = "Thợ mộc", "không ghi"
        update_many([first], ["title"])
        first.refresh_from_db()
        other.refresh_from_db()
        assert (first.title, first.description, other.title) == ("Thợ mộc", "", "Thợ may")

    def test_an_encrypted_column_and_another_owner(self) -> None:
        person, centre = jobseeker(phone="0912345678"), make_centre()
        Jobseeker.objects.bulk_create([person])
        person.phone, person.centre = "0987654321", centre
        update_many([person], ["phone", "centre"])
        kept = Jobseeker.objects.get(pk=person.pk)
        assert (kept.phone, kept.centre_id) == ("0987654321", centre.pk)

    def test_a_constraint_is_kept_and_nothing_is_no_statement(self) -> None:
        row = vacancy()
        Vacancy.objects.bulk_create([row])
        row.openings = 0
        with pytest.raises(IntegrityError), transaction.atomic():
            update_many([row], ["openings"])
        update_many([], ["title"])


class TestTogether:
    def test_several_writes_leave_what_each_leaves_alone(self) -> None:
        old, new, person = vacancy(), vacancy(title="Thợ hàn"), jobseeker()
        insert_many([old])
        old.title = "Thợ máy"

        with CaptureQueriesContext(connection) as asked:
            write_together(Changed([old], ["title"]), New([person]), New([]))

        assert len(asked) == (1 if connection.vendor == "postgresql" else 2)
        assert not person._state.adding
        assert Vacancy.objects.get(pk=old.pk).title == "Thợ máy"
        assert columns_of(Jobseeker.objects.get(pk=person.pk)) == columns_of(person)
        write_together(New([new]))
        assert Vacancy.objects.filter(pk=new.pk).exists()

    def test_within_one_model_the_order_is_kept(self) -> None:
        first = vacancy()
        insert_many([first])
        first.title = "Thợ hàn"
        other = vacancy()
        write_together(New([other]), Changed([first, other], ["title"]))
        other.title = "Thợ máy"
        write_together(Changed([other], ["title"]), Changed([first], ["openings"]))
        assert {row.title for row in Vacancy.objects.all()} == {"Thợ hàn", "Thợ máy"}

    def test_many_rows_go_one_model_after_another(self) -> None:
        rows = [vacancy() for _ in range(MOST_TOGETHER + 1)]
        person = jobseeker()
        write_together(New(rows), New([person]))
        assert Vacancy.objects.count() == len(rows)
        assert Jobseeker.objects.filter(pk=person.pk).exists()

    def test_a_row_that_is_gone_takes_the_others_with_it(self) -> None:
        here, gone = jobseeker(), vacancy()
        with pytest.raises(DatabaseError), transaction.atomic():
            write_together(New([here]), Changed([gone], ["title"]))
        assert not Jobseeker.objects.filter(pk=here.pk).exists()

    def test_a_row_that_is_refused_takes_the_others_with_it(self) -> None:
        here, bad = jobseeker(), vacancy(openings=0)
        with pytest.raises(IntegrityError), transaction.atomic():
            write_together(New([here]), New([bad]))
        assert not Jobseeker.objects.filter(pk=here.pk).exists()


class TestUnlessThere:
    def message(self, key: str) -> OutboxMessage:
        return OutboxMessage(key=key, channel=Channel.IN_APP, created_at=NOW, available_at=NOW)

    def test_those_whose_key_is_taken_stay_out_and_nothing_fails(self) -> None:
        first = self.message("a")
        assert insert_unless_there([first], "key") == [first]
        again, second = self.message("a"), self.message("b")
        assert insert_unless_there([again, second], "key") == [second]
        assert insert_unless_there([self.message("a")], "key") == []
        assert insert_unless_there([], "key") == []
        assert set(OutboxMessage.objects.values_list("pk", flat=True)) == {first.pk, second.pk}
        assert (again._state.adding, second._state.adding) == (True, False)
