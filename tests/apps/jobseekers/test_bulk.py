"""Files from an import: added, changed, left alone or rejected, the same however often it runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from sanviec.apps.centres.models import Centre
from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.data import JobseekerData, data_of
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import for_matching
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit, bulk
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry
from tests.apps.factories import NOW, citizen_id, make_centre, make_jobseeker

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Centre:
    return make_centre("LS")


def make_row(key: str = "1", **fields: Any) -> JobseekerData:
    facts = {"wished_titles": ["công nhân may"], "source": "tep", "source_key": key} | fields
    return JobseekerData(**facts)


def upsert(centre: Centre, *rows: JobseekerData, **options: Any) -> bulk.BulkResult:
    return services.bulk_upsert(rows=rows, centre=centre, actor=SYSTEM, now=NOW, **options)


def preview(centre: Centre, *rows: JobseekerData) -> bulk.BulkResult:
    return services.preview_upsert(rows=rows, centre=centre, actor=SYSTEM, now=NOW)


def verdicts(result: bulk.BulkResult) -> list[str]:
    return [outcome.verdict for outcome in result.outcomes]


def codes(result: bulk.BulkResult) -> list[str]:
    return [outcome.error.code if outcome.error else "" for outcome in result.outcomes]


class TestAdding:
    def test_writes_file_number_audit_and_ledger(self, centre: Centre) -> None:
        result = upsert(centre, make_row("a", full_name="Nông Văn Thử"), make_row("b"))
        assert (result.added, result.changed, result.unchanged, result.rejected) == (2, 0, 0, 0)
        people = Jobseeker.objects.order_by("number")
        assert [person.number for person in people] == ["LS-2026-000001", "LS-2026-000002"]
        assert [person.pk for person in people] == [o.record_id for o in result.outcomes]
        assert ServiceLine.objects.filter(kind="registration", channel="import").count() == 2
        assert list(audit.verify()) == []

    def test_people_without_a_name_are_called_by_their_key(self, centre: Centre) -> None:
        upsert(centre, make_row("UV-17"))
        person = Jobseeker.objects.get()
        assert (person.full_name, person.name_folded) == (
            "Người tìm việc UV-17",
            "nguoi tim viec uv-17",
        )

    def test_nobody_is_taken_to_consent(self, centre: Centre) -> None:
        upsert(centre, make_row("a"))
        assert list(for_matching()) == []
        upsert(centre, make_row("b"), consents=[ConsentPurpose.MATCHING])
        assert [person.source_key for person in for_matching()] == ["b"]
        assert list(audit.verify()) == []


class TestAgain:
    def test_the_same_file_changes_nothing(self, centre: Centre) -> None:
        rows = [make_row(str(i), full_name=f"Người {i}") for i in range(3)]
        upsert(centre, *rows)
        lines = AuditEntry.objects.count()
        assert verdicts(upsert(centre, *rows)) == ["unchanged"] * 3
        assert (Jobseeker.objects.count(), AuditEntry.objects.count()) == (3, lines)

    def test_a_changed_row_is_updated_and_the_rest_left_alone(self, centre: Centre) -> None:
        upsert(centre, make_row("a", phone="0912345678"), make_row("b"))
        result = upsert(centre, make_row("a", phone="0987654321"), make_row("b"), make_row("c"))
        assert verdicts(result) == ["changed", "unchanged", "added"]
        assert Jobseeker.objects.get(source_key="a").phone == "0987654321"
        entry = AuditEntry.objects.get(action="jobseeker.updated")
        assert entry.data == '{"fields": ["phone"], "via": "import"}'
        assert list(audit.verify()) == []

    def test_an_empty_cell_wipes_nothing(self, centre: Centre) -> None:
        full = {"full_name": "Nông Văn Thử", "phone": "0912345678", "can_relocate": True}
        upsert(centre, make_row("a", **full, identity_no=citizen_id()))
        before = data_of(Jobseeker.objects.get())
        upsert(centre, make_row("a", major="May mặc"))
        after = data_of(Jobseeker.objects.get())
        assert replace(after, fingerprint="") == replace(before, major="May mặc", fingerprint="")
        assert Jobseeker.objects.exclude(identity_index="").exclude(phone_index="").count() == 1

    def test_what_the_desk_changed_stands_until_the_row_changes(self, centre: Centre) -> None:
        row = make_row("a", major="May mặc")
        upsert(centre, row)
        person = Jobseeker.objects.get()
        data = replace(data_of(person), major="Điện")
        services.update_jobseeker(jobseeker=person, data=data, actor=SYSTEM, now=NOW)
        assert verdicts(upsert(centre, row)) == ["unchanged"]
        assert Jobseeker.objects.get().major == "Điện"

    def test_a_merged_or_closed_file_is_left_alone(self, centre: Centre) -> None:
        upsert(centre, make_row("a"))
        services.close_jobseeker(jobseeker=Jobseeker.objects.get(), actor=SYSTEM, now=NOW)
        assert verdicts(upsert(centre, make_row("a", major="Điện"))) == ["unchanged"]

    def test_two_centres_may_bring_in_the_same_file(self, centre: Centre) -> None:
        upsert(centre, make_row("a"))
        assert verdicts(upsert(make_centre(), make_row("a"))) == ["added"]


class TestRejecting:
    def test_bad_rows_are_named_and_the_good_ones_survive(self, centre: Centre) -> None:
        rows = [
            make_row("a"),
            make_row("a"),
            make_row(""),
            make_row("b", phone="12"),
            make_row("c", wage_min_vnd_month=10**15),
            make_row("d"),
        ]
        result = upsert(centre, *rows)
        assert codes(result) == [
            "", "duplicate_key", "key_missing", "phone_invalid", "jobseeker_invalid", "",
        ]  # fmt: skip
        assert (result.added, result.rejected) == (2, 4)

    def test_one_identity_number_makes_one_file(self, centre: Centre) -> None:
        taken, new = citizen_id(number=7), citizen_id(number=8)
        make_jobseeker(identity_no=taken)
        result = upsert(
            centre,
            make_row("a", identity_no=taken),
            make_row("b", identity_no=new),
            make_row("c", identity_no=new),
        )
        assert codes(result) == ["identity_taken", "", "identity_taken"]

    def test_a_file_keeps_its_own_identity_number(self, centre: Centre) -> None:
        identity = citizen_id()
        upsert(centre, make_row("a", identity_no=identity))
        again = upsert(centre, make_row("a", identity_no=identity, major="Điện"))
        assert verdicts(again) == ["changed"]


class TestPreview:
    def rows(self) -> Sequence[JobseekerData]:
        identity = citizen_id(number=9)
        return [
            make_row("a", major="Điện"),
            make_row("b"),
            make_row("new", identity_no=identity),
            make_row("twin", identity_no=identity),
            make_row("b"),
            make_row("bad", phone="12"),
        ]

    def test_says_what_would_happen_and_writes_nothing(self, centre: Centre) -> None:
        upsert(centre, make_row("a"), make_row("b"))
        lines = AuditEntry.objects.count()
        expected = preview(centre, *self.rows())
        assert (Jobseeker.objects.count(), AuditEntry.objects.count()) == (2, lines)
        assert verdicts(expected) == [
            "changed", "unchanged", "added", "rejected", "rejected", "rejected",
        ]  # fmt: skip
        assert verdicts(upsert(centre, *self.rows())) == verdicts(expected)

    def test_is_the_same_across_transactions(
        self, centre: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bulk.chunks, "__defaults__", (2,))
        expected = preview(centre, *self.rows())
        assert codes(upsert(centre, *self.rows())) == codes(expected)
        assert list(audit.verify()) == []


def test_the_number_of_queries_does_not_grow_with_the_rows(
    centre: Centre, django_assert_max_num_queries: Any
) -> None:
    rows = [make_row(str(i), identity_no=citizen_id()) for i in range(40)]
    with django_assert_max_num_queries(20):
        assert upsert(centre, *rows, consents=[ConsentPurpose.MATCHING]).added == 40
    with django_assert_max_num_queries(10):
        assert upsert(centre, *(replace(row, major="Điện") for row in rows)).changed == 40
