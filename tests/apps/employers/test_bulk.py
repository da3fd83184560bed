"""Employers from an import."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers import services
from sanviec.apps.employers.data import EmployerData
from sanviec.apps.employers.models import Employer
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.bulk import BulkResult
from sanviec.apps.platform.models import AuditEntry
from tests.apps.factories import NOW, make_centre, make_employer, tax_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Centre:
    return make_centre("LS")


def make_row(key: str = "1", **fields: Any) -> EmployerData:
    return EmployerData(**{"name": f"Công ty {key}", "source": "tep", "source_key": key} | fields)


def upsert(centre: Centre, *rows: EmployerData, **options: Any) -> BulkResult:
    return services.bulk_upsert(rows=rows, centre=centre, actor=SYSTEM, now=NOW, **options)


def verdicts(result: BulkResult) -> list[str]:
    return [outcome.verdict for outcome in result.outcomes]


def test_new_ones_wait_unless_the_centre_vouches(centre: Centre) -> None:
    upsert(centre, make_row("a"))
    upsert(centre, make_row("b"), is_verified=True)
    states = Employer.objects.order_by("source_key").values_list("state", "verified_at")
    assert list(states) == [("submitted", None), ("verified", NOW)]
    assert ServiceLine.objects.filter(kind="employer_registration").count() == 2
    assert list(audit.verify()) == []


def test_the_same_file_changes_nothing(centre: Centre) -> None:
    rows = [make_row("a", tax_code=tax_code(7)), make_row("b")]
    upsert(centre, *rows)
    lines = AuditEntry.objects.count()
    assert verdicts(upsert(centre, *rows)) == ["unchanged"] * 2
    assert AuditEntry.objects.count() == lines


def test_a_changed_row_is_updated_and_an_empty_cell_wipes_nothing(centre: Centre) -> None:
    upsert(centre, make_row("a", tax_code=tax_code(7), phone="0912345678"))
    assert verdicts(upsert(centre, make_row("a", address="Kỳ Lừa"))) == ["changed"]
    employer = Employer.objects.get()
    assert (employer.address, employer.phone) == ("Kỳ Lừa", "0912345678")
    assert employer.tax_code == tax_code(7)
    assert list(audit.verify()) == []


def test_one_that_the_desk_entered_is_found_by_its_tax_code(centre: Centre) -> None:
    employer = make_employer(centre, tax_code=tax_code(7))
    row = make_row("a", name="Công ty Mẫu", tax_code=tax_code(7))
    assert verdicts(upsert(centre, row)) == ["changed"]
    assert verdicts(upsert(centre, row)) == ["unchanged"]
    assert Employer.objects.get().pk == employer.pk
    assert Employer.objects.get().source_key == "a"


def test_one_from_another_file_keeps_its_origin(centre: Centre) -> None:
    upsert(centre, make_row("a", tax_code=tax_code(7)))
    other = make_row("x", name="Công ty a", source="khac", tax_code=tax_code(7), address="Cao Lộc")
    assert verdicts(upsert(centre, other)) == ["changed"]
    assert verdicts(upsert(centre, other)) == ["unchanged"]
    assert (Employer.objects.get().source, Employer.objects.get().address) == ("tep", "Cao Lộc")


def test_bad_rows_are_named_and_the_good_ones_survive(centre: Centre) -> None:
    make_employer(centre, tax_code=tax_code(7))
    upsert(centre, make_row("own"))
    result = upsert(
        centre,
        make_row("a", tax_code=tax_code(8)),
        make_row("a"),
        make_row("b", tax_code=tax_code(8)),
        make_row("c", name=""),
        make_row(""),
        make_row("own", tax_code=tax_code(7)),
        make_row("d"),
    )
    codes = [outcome.error.code if outcome.error else "" for outcome in result.outcomes]
    assert codes == [
        "", "duplicate_key", "tax_code_taken", "employer_invalid", "key_missing",
        "tax_code_taken", "",
    ]  # fmt: skip
    assert list(audit.verify()) == []


def test_a_preview_says_the_same_and_writes_nothing(centre: Centre) -> None:
    upsert(centre, make_row("a"))
    rows = [make_row("a", address="Kỳ Lừa"), make_row("b"), make_row("b")]
    expected = services.preview_upsert(rows=rows, centre=centre)
    assert Employer.objects.count() == 1
    assert verdicts(expected) == ["changed", "added", "rejected"]
    assert verdicts(upsert(centre, *rows)) == verdicts(expected)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    centre: Centre, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(8):
        assert upsert(centre, *(make_row(str(i)) for i in range(40))).added == 40
    with django_assert_max_num_queries(8):
        moved = upsert(centre, *(make_row(str(i), address="Kỳ Lừa") for i in range(40)))
    assert moved.changed == 40
