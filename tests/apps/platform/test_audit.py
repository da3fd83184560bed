"""The audit chain names what was changed behind the system's back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import translation

from sanviec.apps.centres.models import Centre
from sanviec.apps.centres.services import withdraw_role
from sanviec.apps.jobseekers.models import Merge
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.ids import new_id
from sanviec.apps.platform.models import AuditEntry, AuditHead, Record
from tests.apps.factories import NOW, make_centre, make_staff, make_user

pytestmark = pytest.mark.django_db
TABLE = "platform_auditentry"


def drop_triggers() -> None:
    """What somebody with the database's own rights does first."""
    on = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
    for act in ("update", "delete"):
        sql(f"DROP TRIGGER {TABLE}_no_{act}{on}")


def sql(statement: str, *params: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def pk_of(centre: Centre) -> str:
    return centre.pk.hex if connection.vendor == "sqlite" else str(centre.pk)


def findings() -> list[tuple[str, int]]:
    return [(finding.code, finding.seq) for finding in audit.verify()]


def last_seq() -> int:
    return AuditHead.objects.get().last_seq


class TestRecord:
    def test_says_who_did_what_when_and_to_which_row(self) -> None:
        officer = make_staff().actor
        centre = make_centre()
        with transaction.atomic():
            entry = audit.record(
                audit.Act("centre.seen", centre, {"b": 1, "a": "đ"}), actor=officer, now=NOW
            )
        entry.refresh_from_db()
        assert (entry.at, entry.actor_id, entry.actor_role) == (NOW, officer.user_id, "counsellor")
        assert entry.centre_id == officer.centre_id
        assert (entry.object_type, entry.object_id) == ("centres.centre", str(centre.pk))
        assert entry.data == '{"a": "đ", "b": 1}'

    def test_each_line_continues_the_one_before_it(self) -> None:
        make_centre(), make_centre(), make_centre()
        lines = list(AuditEntry.objects.order_by("seq"))
        assert [line.seq for line in lines] == [1, 2, 3]
        assert lines[0].previous_hash == "0" * 64
        assert [line.previous_hash for line in lines[1:]] == [line.hash for line in lines[:-1]]

    def test_many_acts_make_the_same_chain_as_one_by_one(
        self, django_assert_num_queries: Any
    ) -> None:
        centre = make_centre()
        acts = [audit.Act(f"centre.seen_{i}", centre) for i in range(20)]
        with django_assert_num_queries(3):
            audit.record_many(acts, actor=SYSTEM, now=NOW)
        assert AuditEntry.objects.count() == 21
        assert findings() == []

    def test_an_act_that_is_rolled_back_leaves_no_line(self) -> None:
        make_centre()

        @transaction.atomic
        def fail_halfway() -> None:
            make_centre()
            raise RuntimeError

        with pytest.raises(RuntimeError):
            fail_halfway()
        assert last_seq() == AuditEntry.objects.count() == 1
        assert findings() == []

    def test_an_account_has_no_fingerprint_because_sign_in_changes_its_row(self) -> None:
        user = make_user()
        user.last_login = NOW + timedelta(hours=1)
        user.save(update_fields=["last_login"])
        assert findings() == []

    def test_a_deleted_row_has_nothing_to_compare(self) -> None:
        centre = make_centre()
        audit.record(audit.Act("centre.deleted", centre), actor=SYSTEM, now=NOW)
        Centre.objects.filter(pk=centre.pk).delete()
        assert findings() == []


class TestFingerprint:
    def test_is_the_same_before_the_write_and_after_a_read(self) -> None:
        centre = make_centre()
        assert audit.state_hash(centre) == audit.state_hash(Centre.objects.get(pk=centre.pk))

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ({"b": 1, "a": [1, 2]}, {"a": [1, 2], "b": 1}),
            ({"codes": ("x", "y")}, {"codes": ["x", "y"]}),
            ({"role": Role.APPROVER}, {"role": "approver"}),
        ],
    )
    def test_of_json_does_not_hang_on_the_form_of_writing(self, written: Any, read: Any) -> None:
        hashes = {audit.state_hash(Merge(id=None, before=before)) for before in (written, read)}
        assert len(hashes) == 1

    def test_takes_text_for_the_value_that_it_becomes(self) -> None:
        centre = make_centre()
        as_text = Merge(id=None, kept_id=str(centre.pk), undone_at="2026-11-23T02:00:00Z")
        as_value = Merge(id=None, kept_id=centre.pk, undone_at=NOW)
        assert audit.state_hash(as_text) == audit.state_hash(as_value)

    def test_differs_when_one_column_differs(self) -> None:
        centre = make_centre()
        before = audit.state_hash(centre)
        centre.address = "12 Trần Đăng Ninh"
        assert audit.state_hash(centre) != before


class TestAppendOnly:
    @pytest.mark.parametrize(
        "statement",
        [f"UPDATE {TABLE} SET action = 'x' WHERE seq = 1", f"DELETE FROM {TABLE} WHERE seq = 1"],
    )
    def test_the_database_refuses(self, statement: str) -> None:
        make_centre()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            sql(statement)
        assert findings() == []


class TestVerify:
    def test_finds_nothing_in_an_untouched_chain(self) -> None:
        make_staff()
        make_centre()
        assert findings() == []

    @pytest.mark.parametrize(
        "change",
        [
            "data = '{\"x\": 1}'",
            "actor_id = 99",
            "at = '2020-01-01 00:00:00+00:00'",
            "action = 'z'",
        ],
    )
    def test_names_a_changed_line(self, change: str) -> None:
        make_centre(), make_centre(), make_centre()
        drop_triggers()
        sql(f"UPDATE {TABLE} SET {change} WHERE seq = 2")
        assert findings() == [("line_changed", 2)]

    def test_names_a_line_whose_hash_was_made_without_the_key(self) -> None:
        make_centre(), make_centre()
        drop_triggers()
        sql(f"UPDATE {TABLE} SET hash = %s WHERE seq = 1", "f" * 64)
        assert findings() == [("line_changed", 1), ("line_unlinked", 2)]

    def test_names_removed_lines(self) -> None:
        for _ in range(5):
            make_centre()
        drop_triggers()
        sql(f"DELETE FROM {TABLE} WHERE seq IN (2, 3)")
        # Two lines are gone, and with them all that speaks of two rows.
        assert findings() == [("lines_missing", 4), ("row_added", 0), ("row_added", 0)]

    def test_names_a_cut_end(self) -> None:
        make_centre(), make_centre()
        drop_triggers()
        sql(f"DELETE FROM {TABLE} WHERE seq = 2")
        assert findings() == [("end_cut", 1), ("row_added", 0)]

    def test_a_cut_that_also_turns_the_head_back_is_betrayed_by_the_row(self) -> None:
        centre = make_centre()
        with transaction.atomic():
            centre.name = "Trung tâm đổi tên"
            centre.save(update_fields=["name"])
            audit.record(audit.Act("centre.renamed", centre), actor=SYSTEM, now=NOW)
        drop_triggers()
        first = AuditEntry.objects.get(seq=1)
        sql(f"DELETE FROM {TABLE} WHERE seq = 2")
        sql("UPDATE platform_audithead SET last_seq = 1, last_hash = %s", first.hash)
        assert findings() == [("row_changed", 1)]

    def test_names_a_line_added_behind_the_end(self) -> None:
        make_centre()
        forged = AuditEntry.objects.get(seq=1)
        forged.seq = 2
        forged.save(force_insert=True)
        assert findings() == [("lines_added", 2)]

    def test_names_a_missing_head(self) -> None:
        make_centre()
        sql("DELETE FROM platform_audithead")
        assert findings() == [("head_gone", 1)]

    def test_names_a_row_changed_by_sql(self) -> None:
        centre, other = make_centre(), make_centre()
        sql("UPDATE centres_centre SET name = 'Giả' WHERE id = %s", pk_of(centre))
        (finding,) = audit.verify()
        assert (finding.code, finding.object_type) == ("row_changed", "centres.centre")
        assert finding.object_id == str(centre.pk) != str(other.pk)

    def test_names_a_row_removed_by_sql(self) -> None:
        make_centre()
        sql("DELETE FROM centres_centre")
        assert findings() == [("row_gone", 1)]

    def test_compares_with_the_last_line_only(self) -> None:
        centre = make_centre()
        with transaction.atomic():
            centre.address = "Phường Kỳ Lừa"
            centre.save(update_fields=["address"])
            audit.record(audit.Act("centre.moved", centre), actor=SYSTEM, now=NOW)
        assert findings() == []

    def test_speaks_vietnamese(self) -> None:
        make_centre()
        sql("UPDATE centres_centre SET name = 'Giả'")
        with translation.override("vi"):
            (finding,) = audit.verify()
        assert finding.problem == "Bản ghi đã bị sửa ngoài hệ thống."

    def test_work_done_meanwhile_is_left_for_the_next_run(self) -> None:
        officer = make_staff()
        sql("UPDATE centres_centre SET name = 'Giả'")
        walk = audit.verify()
        assert next(walk).object_type == "centres.centre"
        withdraw_role(membership=officer.user.memberships.get(), actor=SYSTEM, now=NOW)
        assert list(walk) == []

    def test_costs_the_same_number_of_queries_for_few_and_many_rows(
        self, django_assert_max_num_queries: Any
    ) -> None:
        for _ in range(20):
            make_centre()
        # One look into each table of records, and a few along the chain; none for a row.
        tables = sum(issubclass(model, Record) for model in apps.get_models())
        with django_assert_max_num_queries(tables + 6):
            assert findings() == []


def test_the_key_is_not_in_the_database(settings: Any) -> None:
    make_centre()
    settings.SANVIEC_AUDIT_KEY = b"x" * 32
    assert findings() == [("line_changed", 1)]


def test_an_actor_without_an_account_is_recorded_as_such() -> None:
    make_centre()
    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.actor_role) == (None, "system")


@pytest.mark.django_db
def test_a_row_slipped_in_by_sql_is_named() -> None:
    centre = make_centre()
    assert list(audit.verify()) == []
    forged = Centre(pk=new_id(), code="GIA", name="Giả", province_code="20")
    forged.created_at = forged.updated_at = centre.created_at
    Centre.objects.bulk_create([forged])
    assert [(f.code, f.object_id) for f in audit.verify()] == [("row_added", str(forged.pk))]
